"""What the search looks into: the columns of all offers of an extent, as arrays in memory.

Read once per data version (lib/ui/cache.py keeps it under the data key, which changes with every
import), so it cannot fall behind the rows. Why no index in the database: docs/adr/0006-search.md.
Rows stand in alphabetical order (name, institution, key); a day is days since 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import String, cast, func, select

from lib.domain.text_index import Texts, index_texts
from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.columns import (
    NOWHERE,
    Coded,
    Codes,
    alphabetical_ranks,
    coded,
    day_number,
    mapped,
    numbers_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Connection, Engine, Select

    from lib.domain.fuzzy_text import Vocabulary

ROWS_AT_ONCE: Final = 20_000
NO_PLACES: Final = -1
#: Days that stand for "never confirmed" and "without an end"; no date column reaches them.
NEVER: Final = "0001-01-01"
NO_END: Final = "9999-12-31"


@dataclass(frozen=True, slots=True, eq=False)
class Hosts:
    """Institutions of the extent; `areas` are places in `OfferIndex.ags`, or NOWHERE."""

    keys: tuple[str, ...]
    sectors: Coded
    areas: NDArray[np.int32]
    order: NDArray[np.int32]  # alphabetical rank
    texts: Texts


@dataclass(frozen=True, slots=True, eq=False)
class OfferIndex:
    """Columns of all offers that concern the extent, and the words that name them."""

    keys: NDArray[np.bytes_]
    names: NDArray[np.int32]  # places in `name_texts`
    hosts: NDArray[np.int32]
    areas: NDArray[np.int32]
    statuses: Coded
    kinds: Coded
    levels: Coded
    valid_from: NDArray[np.int32]
    valid_to: NDArray[np.int32]
    confirmed: NDArray[np.int32]
    minimum_ages: NDArray[np.int16]
    maximum_ages: NDArray[np.int16]
    places: NDArray[np.int32]
    fields: dict[str, NDArray[np.bool_]]
    service_offers: NDArray[np.int32]  # pairs of an offer ...
    service_areas: NDArray[np.int32]  # ... and a municipality of its service area
    phases: dict[str, tuple[int, int]]
    ags: tuple[str, ...]
    host: Hosts
    vocabulary: Vocabulary
    name_texts: Texts
    area_texts: Texts

    def __len__(self) -> int:
        """How many offers."""
        return len(self.keys)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """What is read from the database, before it is put in order."""

    area_names: dict[str, str]
    offers: dict[str, Codes]
    service: tuple[list[str], list[str]]
    fields: tuple[list[str], list[str]]
    hosts: Sequence[Any]
    phases: dict[str, tuple[int, int]]


def offer_index(engine: Engine, *, prefixes: tuple[str, ...]) -> OfferIndex:
    """Read the index; offers count that take place in the extent, reach it, or have no place.

    Raises:
        StoreError: the database cannot answer.
    """
    phase = schema.life_phase
    ages = select(phase.c.code, phase.c.age_from_years, phase.c.age_to_years)
    with reading(engine) as connection:
        rows = _Rows(
            area_names=_areas(connection, prefixes),
            offers=_offers(connection),
            service=_pairs(connection, schema.offer_service_area.c.ags),
            fields=_pairs(connection, schema.offer_field.c.field_code),
            hosts=connection.execute(_host_statement()).all(),
            phases={code: (low, high) for code, low, high in connection.execute(ages)},
        )
    return _assemble(rows)


def _areas(connection: Connection, prefixes: tuple[str, ...]) -> dict[str, str]:
    area = schema.municipality
    rows = connection.execute(select(area.c.ags, area.c.name).order_by(area.c.ags))
    wanted = prefixes or ("",)
    return {ags: name for ags, name in rows if ags.startswith(wanted)}


def _host_statement() -> Select[Any]:
    host = schema.institution
    return select(host.c.key, host.c.name, host.c.sector_code, func.coalesce(host.c.ags, ""))


def _offers(connection: Connection) -> dict[str, Codes]:
    """Read every offer; each column as numbers of its distinct values."""
    offer = schema.offer
    columns = {
        "key": offer.c.key,
        "name": offer.c.name,
        "host": offer.c.institution_key,
        "ags": func.coalesce(offer.c.ags, ""),
        "status": offer.c.status,
        "kind": func.coalesce(offer.c.kind_code, ""),
        "level": func.coalesce(offer.c.prevention_level_code, ""),
        "valid_from": cast(offer.c.valid_from, String),
        "valid_to": func.coalesce(cast(offer.c.valid_to, String), NO_END),
        "confirmed": func.coalesce(cast(offer.c.last_confirmed_on, String), NEVER),
        "minimum_age": offer.c.minimum_age_years,
        "maximum_age": offer.c.maximum_age_years,
        "places": func.coalesce(offer.c.capacity_places, NO_PLACES),
    }
    codes = {name: Codes() for name in columns}
    result = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(select(*columns.values()))
    for rows in result.partitions():
        for code, values in zip(codes.values(), zip(*rows, strict=True), strict=True):
            code.extend(values)
    return codes


def _pairs(connection: Connection, column: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401  a column of either link table
    """Pairs of an offer's key and a code."""
    table = column.table
    offers: list[str] = []
    codes: list[str] = []
    result = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(
        select(table.c.offer_key, column)
    )
    for rows in result.partitions():
        left, right = zip(*rows, strict=True)
        offers += left
        codes += right
    return offers, codes


def _assemble(read: _Rows) -> OfferIndex:
    columns, area_number = read.offers, {ags: at for at, ags in enumerate(read.area_names)}
    row_of = columns["key"].numbers  # keys are distinct: the number is the row
    service_rows = numbers_of(read.service[0], row_of)
    service_areas = numbers_of(read.service[1], area_number)
    areas = mapped(columns["ags"], lambda ags: area_number.get(ags, NOWHERE), np.int32)
    concerns = _concerns(columns["ags"], areas, service_rows, service_areas)
    used = set(mapped(columns["host"], str, object)[concerns].tolist())
    kept = [row for row in read.hosts if not row[3] or row[3] in area_number or row[0] in used]
    hosts = numbers_of(columns["host"].values, {row[0]: at for at, row in enumerate(kept)})
    host_order = alphabetical_ranks([row[1] for row in kept])
    vocabulary, (name_texts, host_texts, area_texts) = index_texts(
        (columns["name"].values, [row[1] for row in kept], list(read.area_names.values()))
    )
    rows = np.flatnonzero(concerns)
    rows = rows[_alphabetical(columns, rows, host_order[hosts])]
    place = np.full(len(concerns), NOWHERE, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    inside = (service_areas != NOWHERE) & (place[service_rows] != NOWHERE)

    def day(name: str) -> NDArray[np.int32]:
        return mapped(columns[name], day_number, np.int32)[rows]

    return OfferIndex(
        keys=mapped(columns["key"], str.encode, np.bytes_)[rows],
        names=columns["name"].array[rows],
        hosts=hosts[columns["host"].array][rows],
        areas=areas[rows],
        statuses=coded(columns["status"], rows),
        kinds=coded(columns["kind"], rows),
        levels=coded(columns["level"], rows),
        valid_from=day("valid_from"),
        valid_to=day("valid_to"),
        confirmed=day("confirmed"),
        minimum_ages=mapped(columns["minimum_age"], int, np.int16)[rows],
        maximum_ages=mapped(columns["maximum_age"], int, np.int16)[rows],
        places=mapped(columns["places"], int, np.int32)[rows],
        fields=_flags(read.fields, row_of, place, len(rows)),
        service_offers=place[service_rows[inside]],
        service_areas=service_areas[inside],
        phases=read.phases,
        ags=tuple(read.area_names),
        host=Hosts(
            keys=tuple(row[0] for row in kept),
            sectors=coded(Codes.of(row[2] for row in kept), slice(None)),
            areas=numbers_of([row[3] for row in kept], area_number),
            order=host_order,
            texts=host_texts,
        ),
        vocabulary=vocabulary,
        name_texts=name_texts,
        area_texts=area_texts,
    )


def _concerns(
    ags: Codes,
    areas: NDArray[np.int32],
    service_rows: NDArray[np.int32],
    service_areas: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Offers that take place in the extent, name a municipality of it, or have no place at all."""
    has_place = mapped(ags, bool, np.bool_)
    has_place[service_rows] = True
    concerns: NDArray[np.bool_] = (areas != NOWHERE) | ~has_place
    concerns[service_rows[service_areas != NOWHERE]] = True
    return concerns


def _alphabetical(
    columns: dict[str, Codes], rows: NDArray[np.int64], host_ranks: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Order of rows by name, then institution, then key."""
    names = alphabetical_ranks(columns["name"].values)[columns["name"].array[rows]]
    hosts = host_ranks[columns["host"].array[rows]]
    keys = mapped(columns["key"], str.encode, np.bytes_)[rows]
    return np.lexsort((keys, hosts, names))


def _flags(
    pairs: tuple[list[str], list[str]],
    row_of: dict[str, int],
    place: NDArray[np.int32],
    count: int,
) -> dict[str, NDArray[np.bool_]]:
    """For each code the rows that carry it."""
    rows = place[numbers_of(pairs[0], row_of)]
    codes = Codes.of(pairs[1])
    flags = {code: np.zeros(count, np.bool_) for code in codes.values}
    for number, code in enumerate(codes.values):
        here = rows[codes.array == number]
        flags[code][here[here != NOWHERE]] = True
    return flags
