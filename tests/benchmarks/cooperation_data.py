"""300 institutions, 60 000 ratings in five waves, generated; and how long the store's answers take.

    python tests/benchmarks/cooperation_data.py --database sqlite:////tmp/cooperation.sqlite

Municipalities, code lists and the sample's offers and goals come through the ordinary import (so
that every page works). The invented institutions, ratings, pairs and agreements are written in
bulk, marked as a sample, so that the pages open for the circle. The draws are seeded; levels hang
together over the waves. A database that holds the ratings already is left as it is.
`--institutions` and `--ratings` (of one wave) change the size.
"""

import argparse
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from sqlalchemy import Connection, Engine, func, insert, select, text

from lib.ingest.sample import load_sample
from lib.settings import Settings
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries import cooperation as queries
from lib.store.queries.cooperation import RatingFilter

SEED = 20_261_122
WAVES = ("2012", "2014", "2016", "2018", "2020")
#: The sample's own rows of these tables make room for the generated ones.
REPLACED = (schema.agreement, schema.cooperation_pair, schema.cooperation_rating)
REGIONAL_SHARE = 0.1
MUTUAL_SHARE = 0.62
PAIRS_A_WAVE = 2_000
AGREEMENTS = 1_500
REPEATS = 15
Rows = list[dict[str, object]]


def build(url: str, *, institutions: int, ratings: int) -> None:
    """Write the data unless they are there, and say how long it took."""
    load_sample(Settings(database_url=url))
    engine = writing_engine(url)
    rating = schema.cooperation_rating
    with engine.connect() as connection:
        there = connection.scalar(select(func.count()).select_from(rating))
    if there == ratings * len(WAVES):
        print(f"{url}: {there:,} ratings are there already")
        return
    started = time.perf_counter()
    with engine.begin() as connection:
        write(connection, institutions=institutions, ratings=ratings)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        on_server = connection.dialect.name == "postgresql"
        connection.execute(text("VACUUM ANALYZE" if on_server else "ANALYZE"))
    engine.dispose()
    print(f"{ratings * len(WAVES):,} ratings written: {time.perf_counter() - started:.1f} s")


def write(connection: Connection, *, institutions: int, ratings: int) -> None:
    """Replace the sample's cooperation by the generated one."""
    random = np.random.default_rng(SEED)
    for table in REPLACED:
        connection.execute(table.delete())
    connection.execute(schema.wave.delete())
    connection.execute(insert(schema.wave), waves())
    places = list(connection.scalars(select(schema.municipality.c.ags)))
    types = list(connection.scalars(select(schema.institution_type.c.code)))
    sectors = list(connection.scalars(select(schema.provider_sector.c.code)))
    phases = list(
        connection.scalars(select(schema.life_phase.c.code).order_by(schema.life_phase.c.position))
    )
    gone = schema.institution.update().values(closed_on=date(2000, 1, 1), successor_key=None)
    connection.execute(gone)  # they keep their offers and take part no more
    hosts = host_rows(random, institutions, places=places, types=types, sectors=sectors)
    connection.execute(insert(schema.institution), hosts)
    links = [
        {"institution_key": host["key"], "life_phase_code": phases[(number + step) % len(phases)]}
        for number, host in enumerate(hosts)
        for step in range(2)
    ]
    connection.execute(insert(schema.institution_life_phase), links)
    rated, stated = rating_rows(random, hosts, ratings=ratings)
    connection.execute(insert(schema.cooperation_rating), rated)
    connection.execute(insert(schema.cooperation_pair), stated)
    connection.execute(insert(schema.agreement), agreement_rows(random, stated))
    connection.execute(insert(schema.import_batch), batch(len(rated)))


def waves() -> Rows:
    """Five waves, two years apart, each in autumn."""
    return [
        {
            "code": code,
            "label_de": f"Erhebungsrunde {code}",
            "label_en": f"Survey round {code}",
            "starts_on": date(int(code), 9, 1),
            "ends_on": date(int(code), 12, 11),
        }
        for code in WAVES
    ]


def host_rows(
    random: np.random.Generator,
    count: int,
    *,
    places: list[str],
    types: list[str],
    sectors: list[str],
) -> Rows:
    """Institutions over all municipalities and types; a tenth works for the whole Region."""
    return [
        {
            "key": f"gross-{number:04d}",
            "name": f"{types[number % len(types)]} {number:03d} (Beispiel)",
            "type_code": types[number % len(types)],
            "sector_code": sectors[int(random.integers(len(sectors)))],
            "ags": None
            if random.random() < REGIONAL_SHARE
            else places[int(random.integers(len(places)))],
        }
        for number in range(count)
    ]


def rating_rows(random: np.random.Generator, hosts: Rows, *, ratings: int) -> tuple[Rows, Rows]:
    """Directed ratings of all waves, and what some of the mutually rated pairs agreed."""
    ags = np.array([host["ags"] or "" for host in hosts])
    a, b = np.triu_indices(len(hosts), k=1)
    near = (ags[a] == ags[b]) | (ags[a] == "") | (ags[b] == "")
    liking = np.where(near, 6.0, 1.0) * random.gamma(2.0, 1.0, len(a))
    quality = np.where(near, 2.6, 1.8) + random.normal(0, 1.0, len(a))
    rated: Rows = []
    stated: Rows = []
    for wave in WAVES:
        drawn = random.exponential(1.0, len(a)) / liking
        order = np.argsort(drawn)
        quality = quality + random.normal(0.12, 0.5, len(a))
        here = directed(random, order, ratings=ratings)
        levels = np.clip(np.rint(quality[here[:, 0]] + random.normal(0, 0.5, len(here))), 0, 5)
        criteria = np.clip(levels[:, None] + random.integers(-1, 2, (len(here), 3)), 0, 5)
        open_ = random.random((len(here), 3)) < 0.12
        first = date(int(wave), 9, 1)
        days = random.integers(0, 101, len(here))
        for number, (place, turned) in enumerate(here):
            one, other = (b[place], a[place]) if turned else (a[place], b[place])
            knowledge, bindingness, regularity = (
                None if missing else int(level)
                for level, missing in zip(criteria[number], open_[number], strict=True)
            )
            rated.append(
                {
                    "wave_code": wave,
                    "rater_key": hosts[one]["key"],
                    "rated_key": hosts[other]["key"],
                    "rated_on": first + timedelta(days=int(days[number])),
                    "level": int(levels[number]),
                    "knowledge_level": knowledge,
                    "bindingness_level": bindingness,
                    "regularity_level": regularity,
                }
            )
        stated += pair_rows(random, hosts, wave, ends=(a[order], b[order]))
    return rated, stated


def directed(random: np.random.Generator, order: np.ndarray, *, ratings: int) -> np.ndarray:
    """Go through the pairs in their order and rate one or both ways until there are enough."""
    both = random.random(len(order)) < MUTUAL_SHARE
    turned = random.random(len(order)) < 0.5
    made: list[tuple[int, int]] = []
    for place, is_mutual, is_turned in zip(order, both, turned, strict=True):
        made.append((place, is_turned))
        if is_mutual:
            made.append((place, not is_turned))
        if len(made) >= ratings:
            return np.array(made[:ratings])
    raise ValueError("fewer pairs than ratings")


def pair_rows(
    random: np.random.Generator, hosts: Rows, wave: str, *, ends: tuple[np.ndarray, np.ndarray]
) -> Rows:
    """What the closest pairs agreed: two thirds a level, half a next step, most a talk."""
    talk = date(int(wave) + 1, 2, 1)
    rows: Rows = []
    for a, b in zip(ends[0][:PAIRS_A_WAVE], ends[1][:PAIRS_A_WAVE], strict=True):
        draw = random.random(4)
        day = talk + timedelta(days=int(100 * draw[3]))
        rows.append(
            {
                "wave_code": wave,
                "institution_a_key": hosts[a]["key"],
                "institution_b_key": hosts[b]["key"],
                "agreed_level": int(random.integers(1, 6)) if draw[0] < 0.66 else None,
                "agreed_on": day if draw[0] < 0.66 else None,
                "talked_on": day if draw[1] < 0.8 else None,
                "next_step": "Nächsten Termin vereinbaren" if draw[2] < 0.5 else "",
                "next_step_due_on": day + timedelta(days=120) if draw[2] < 0.5 else None,
                "next_step_owner": "Koordination" if draw[2] < 0.5 else "",
            }
        )
    return rows


def agreement_rows(random: np.random.Generator, stated: Rows) -> Rows:
    """Agreements of distinct pairs: without end, expired, expiring, valid for years."""
    ends = (None, date(2019, 8, 1), date(2021, 8, 1), date(2024, 1, 1))
    pairs = sorted(
        {(str(row["institution_a_key"]), str(row["institution_b_key"])) for row in stated}
    )
    chosen = random.choice(len(pairs), size=min(AGREEMENTS, len(pairs)), replace=False)
    return [
        {
            "key": f"vereinbarung-{number:05d}",
            "institution_a_key": pairs[place][0],
            "institution_b_key": pairs[place][1],
            "title": "Kooperationsvereinbarung",
            "valid_from": date(2015, 1 + number % 12, 1),
            "valid_to": ends[number % len(ends)],
        }
        for number, place in enumerate(chosen)
    ]


def batch(count: int) -> dict[str, object]:
    """Row of the import log for the ratings."""
    return {
        "file_name": "generated",
        "table_name": "cooperation_rating",
        "sha256": f"{SEED}-{count}",
        "imported_at": datetime.now(UTC),
        "rows_added": count,
        "rows_updated": 0,
        "rows_unchanged": 0,
        "is_sample": True,
    }


def measure(engine: Engine) -> None:
    """Print how long each answer takes: median and 95th percentile in milliseconds."""
    chosen = RatingFilter(wave=WAVES[-1])
    prefixes = ("03241",)
    first = queries.pairs(engine, wave=WAVES[-1]).iloc[0]
    keys = (first["institution_a_key"], first["institution_b_key"])
    asked = {
        "institutions": lambda: queries.institutions(engine, chosen, prefixes=prefixes),
        "ratings": lambda: queries.ratings(engine, chosen, prefixes=prefixes),
        "ratings, municipality and phase": lambda: queries.ratings(
            engine,
            RatingFilter(wave=WAVES[-1], ags="03241001", life_phase="3-6"),
            prefixes=prefixes,
        ),
        "pairs": lambda: queries.pairs(engine, wave=WAVES[-1]),
        "talks": lambda: queries.talks(engine),
        "agreements": lambda: queries.agreements(engine),
        "successors": lambda: queries.successors(engine),
        "pair_history": lambda: queries.pair_history(engine, keys_a=keys[:1], keys_b=keys[1:]),
        "reflection_questions": lambda: queries.reflection_questions(engine),
        "wave_days": lambda: queries.wave_days(engine),
    }
    print(f"{'question':34} {'rows':>7} {'median':>9} {'p95':>9}")
    for name, ask in asked.items():
        rows = len(ask())
        taken = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            ask()
            taken.append(1000 * (time.perf_counter() - started))
        slow = sorted(taken)[int(0.95 * len(taken))]
        print(f"{name:34} {rows:7,} {statistics.median(taken):6.1f} ms {slow:6.1f} ms")


def main(arguments: list[str]) -> None:
    """Build the database and print the times of the store's answers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--database", default="sqlite:////tmp/cooperation.sqlite")
    parser.add_argument("--institutions", type=int, default=300)
    parser.add_argument("--ratings", type=int, default=12_000)
    options = parser.parse_args(arguments)
    build(options.database, institutions=options.institutions, ratings=options.ratings)
    measure(reading_engine(options.database))


if __name__ == "__main__":
    main(sys.argv[1:])
