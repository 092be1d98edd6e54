"""All Germany with a million offers, generated: real municipalities and census, invented offers.

    python tests/benchmarks/offer_data.py sqlite:////tmp/germany.sqlite --offers 1000000

Municipalities, census figures and code lists come through the ordinary import. The offers (seeded,
spread like the children under 16) are written in bulk past it, because a file of a million rows
would only measure the reading of files; afterwards the figures are kept by the very function that
the import calls. A database that already holds that many offers is left as it is.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, func, insert, select, text

from lib.domain.vocabulary import OfferStatus
from lib.ingest.fingerprints import CENSUS
from lib.ingest.prefill import prefilled_sheets
from lib.ingest.report import Findings
from lib.ingest.run import import_sheets
from lib.settings import ROOT
from lib.store import schema
from lib.store.boundaries import load_layer
from lib.store.engine import writing_engine
from lib.store.kept import refresh
from lib.store.migrate import migrate

SEED = 20_260_315
BOUNDARIES = ROOT / "geo" / "deutschland.geojson"
OFFERS_PER_INSTITUTION = 8
FIRST_DAY = date(2012, 1, 1)
DAYS = 4_000
WHAT = (
    "Elterncafé", "Erziehungsberatung", "Familienhebamme", "Krabbelgruppe", "Hausaufgabenhilfe",
    "Lesepaten", "Frühförderung", "Schwangerenberatung", "Jugendtreff", "Sprachförderung",
    "Musikgarten", "Schuldnerberatung", "Familienfrühstück", "Kita-Sozialarbeit", "Berufslotsen",
)  # fmt: skip
HOW = ("am Vormittag", "am Nachmittag", "für Alleinerziehende", "im Quartier", "mehrsprachig", "")
WHO = ("Familienzentrum", "Kita", "Grundschule", "Beratungsstelle", "Verein", "Jugendhilfe")
#: Completed years, from and to.
AGES = ((-1, 0), (-1, 2), (0, 2), (0, 5), (2, 6), (3, 5), (3, 9), (6, 9), (6, 13), (10, 15),
        (12, 17), (16, 26), (0, 17))  # fmt: skip


def build(url: str, *, offers: int) -> None:
    """Write the data unless they are there, and say how long each step took."""
    migrate(url)
    engine = writing_engine(url)
    with engine.connect() as connection:
        there = connection.scalar(select(func.count()).select_from(schema.offer))
    if there == offers:
        print(f"{url}: {offers:,} offers are there already")
        return
    layer = load_layer(BOUNDARIES, ags_prefixes=())
    started = time.perf_counter()
    sheets = prefilled_sheets(layer, boundaries=BOUNDARIES)
    import_sheets(sheets, url=url, layer=layer, findings=Findings())
    print(f"municipalities, census, code lists: {time.perf_counter() - started:.1f} s")
    points = layer.frame.set_index("ags").geometry.representative_point()
    with engine.begin() as connection:
        started = time.perf_counter()
        for table, rows in tables(connection, points, offers=offers):
            bulk_insert(connection, table, rows)
        connection.execute(insert(schema.import_batch), batch(offers))
        print(f"{offers:,} offers: {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        refresh(connection)
        print(f"refresh of the kept figures: {time.perf_counter() - started:.1f} s")
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        on_server = connection.dialect.name == "postgresql"
        connection.execute(text("VACUUM ANALYZE" if on_server else "ANALYZE"))
    engine.dispose()


def tables(
    connection: Connection, points: pd.Series, *, offers: int
) -> Iterator[tuple[Table, Iterable[tuple[object, ...]]]]:
    """Rows of every table, in an order that the foreign keys accept."""
    random = np.random.default_rng(SEED)

    def codes(table: Table) -> list[str]:
        return list(connection.scalars(select(table.c.code).order_by(table.c.position)))

    children = pd.read_csv(CENSUS, dtype={"ags": str}).set_index("ags")["kinder_unter_16"]
    weights = children.reindex(points.index).fillna(0.0).to_numpy() + 1.0
    share = weights / weights.sum()
    areas = points.index.to_numpy()
    hosts = max(1, offers // OFFERS_PER_INSTITUTION)
    host_area = random.choice(len(areas), size=hosts, p=share)
    types, sectors = codes(schema.institution_type), codes(schema.provider_sector)
    yield (
        schema.institution,
        [
            host_row(n, types[n % len(types)], sector, areas[place])
            for n, (place, sector) in enumerate(
                zip(host_area, random.choice(sectors, size=hosts), strict=True)
            )
        ],
    )
    host = random.integers(0, hosts, size=offers)
    place = np.where(random.random(offers) < 0.9, host_area[host], 0)
    elsewhere = place == 0
    place[elsewhere] = random.choice(len(areas), size=int(elsewhere.sum()), p=share)
    yield schema.offer, list(offer_rows(random, connection, points, place=place, host=host))
    numbers = np.arange(offers)
    for table, labels, part in (
        (schema.offer_field, codes(schema.field_of_action), 1.0),
        (schema.offer_transition, codes(schema.transition), 0.1),
    ):
        chosen = numbers[random.random(offers) < part]
        first = random.integers(0, len(labels), size=len(chosen))
        yield table, [(key_of(n), labels[f]) for n, f in zip(chosen, first, strict=True)]
        more = random.random(len(chosen)) < 0.3
        yield (
            table,
            [
                (key_of(n), labels[(f + 1) % len(labels)])
                for n, f in zip(chosen[more], first[more], strict=True)
            ],
        )
    wide = numbers[random.random(offers) < 0.15]
    reach = random.integers(1, 4, size=len(wide))
    yield (
        schema.offer_service_area,
        [
            (key_of(n), areas[(place[n] + step) % len(areas)])
            for n, far in zip(wide, reach, strict=True)
            for step in range(far)
        ],
    )


def offer_rows(
    random: np.random.Generator,
    connection: Connection,
    points: pd.Series,
    *,
    place: np.ndarray,
    host: np.ndarray,
) -> Iterator[tuple[object, ...]]:
    """Rows of `offer` in the order of its columns."""
    count = len(place)
    kinds, levels = (
        [*connection.scalars(select(table.c.code)), None]
        for table in (schema.offer_kind, schema.prevention_level)
    )
    statuses = [OfferStatus.ACTIVE] * 8 + [OfferStatus.DEFUNCT, OfferStatus.TEMPORARILY_CLOSED]
    start = random.integers(0, DAYS, size=count)
    lasts = np.where(random.random(count) < 0.4, random.integers(30, 3_000, size=count), 0)
    confirmed = np.where(
        random.random(count) < 0.85,
        np.minimum(start + random.integers(0, 2_000, size=count), DAYS + 300),
        -1,
    )
    has_point = random.random(count) < 0.85
    nowhere = random.random(count) < 0.005
    east = points.x.to_numpy()[place] + random.normal(0, 0.01, count)
    north = points.y.to_numpy()[place] + random.normal(0, 0.01, count)
    draws = random.integers(0, 1_000_000, size=(count, 6)).tolist()
    areas = points.index.to_numpy()
    days = [FIRST_DAY + timedelta(days=day) for day in range(2 * DAYS)]
    for n in range(count):
        a, b, c, d, e, f = draws[n]
        ages = AGES[a % len(AGES)]
        located = bool(has_point[n]) and not nowhere[n]
        yield (
            key_of(n),
            f"{WHAT[b % len(WHAT)]} {HOW[c % len(HOW)]}".strip(),
            "",
            f"i{host[n]:07d}",
            statuses[d % len(statuses)].value,
            ages[0],
            ages[1],
            None if e % 3 == 0 else 4 + e % 40,
            kinds[f % len(kinds)],
            levels[b % len(levels)],
            days[start[n]],
            days[start[n] + lasts[n]] if lasts[n] else None,
            days[confirmed[n]] if confirmed[n] >= 0 else None,
            None if nowhere[n] else areas[place[n]],
            round(float(north[n]), 5) if located else None,
            round(float(east[n]), 5) if located else None,
            bool(nowhere[n]) and a % 2 == 0,
        )


def host_row(number: int, kind: str, sector: str, ags: str) -> tuple[object, ...]:
    """Row of `institution`; none is closed or has a successor."""
    name = f"{WHO[number % len(WHO)]} {number}"
    return (f"i{number:07d}", name, kind, sector, ags, None, None)


def key_of(number: int) -> str:
    """Key of an offer."""
    return f"a{number:07d}"


def batch(offers: int) -> dict[str, object]:
    """Row of the import log for the offers."""
    return {
        "file_name": "generated",
        "table_name": "offer",
        "sha256": f"{SEED}-{offers}",
        "imported_at": datetime.now(UTC),
        "rows_added": offers,
        "rows_updated": 0,
        "rows_unchanged": 0,
        "is_sample": False,
    }


def bulk_insert(connection: Connection, table: Table, rows: Iterable[tuple[object, ...]]) -> None:
    """Write rows the fastest way that each database has."""
    names = ", ".join(column.name for column in table.columns)
    raw = connection.connection.driver_connection
    assert raw is not None
    if connection.dialect.name == "postgresql":
        with (
            closing(raw.cursor()) as cursor,
            cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" for _ in table.columns)
    raw.executemany(
        f"INSERT INTO {table.name} ({names}) VALUES ({marks})",
        (tuple(str(v) if isinstance(v, date) else v for v in row) for row in rows),
    )


def main(arguments: list[str]) -> None:
    """Build one database a URL."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--offers", type=int, default=1_000_000)
    options = parser.parse_args(arguments)
    for url in options.urls:
        build(url, offers=options.offers)


if __name__ == "__main__":
    main(sys.argv[1:])
