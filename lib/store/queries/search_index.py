"""What the search looks into: the columns of all offers of an extent, as arrays in memory.

Read once per data version (lib/ui/cache.py keeps it under the data key, which changes with every
import), so it cannot fall behind the rows. Why no index in the database: docs/adr/0006-search.md.
Rows stand in alphabetical order (name, institution, key); a day is days since 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from lib.domain.text_index import Texts, index_texts
from lib.store import schema
from lib.store.engine import reading
from lib.store.kept import kept_contents
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
from lib.store.search_rows import KEPT_NAME, SearchRows, from_contents, read_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Engine

    from lib.domain.fuzzy_text import Vocabulary


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


def offer_index(engine: Engine, *, prefixes: tuple[str, ...]) -> OfferIndex:
    """Build the index; offers count that take place in the extent, reach it, or have no place.

    From the columns that the newest import kept, or from the rows where it kept none.

    Raises:
        StoreError: the database cannot answer.
    """
    area, phase = schema.municipality, schema.life_phase
    ages = select(phase.c.code, phase.c.age_from_years, phase.c.age_to_years)
    with reading(engine) as connection:
        kept = kept_contents(connection, begins=KEPT_NAME)
        rows = from_contents(kept) if kept else read_rows(connection)
        names = connection.execute(select(area.c.ags, area.c.name).order_by(area.c.ags)).all()
        phases = {code: (low, high) for code, low, high in connection.execute(ages)}
    wanted = prefixes or ("",)
    return _assemble(rows, {ags: name for ags, name in names if ags.startswith(wanted)}, phases)


def _assemble(
    read: SearchRows, area_names: dict[str, str], phases: dict[str, tuple[int, int]]
) -> OfferIndex:
    columns, area_number = read.offers, {ags: at for at, ags in enumerate(area_names)}
    service_rows = read.service[0]
    service_areas = _looked_up(read.service[1], area_number)
    areas = _looked_up(columns["ags"], area_number)
    concerns = _concerns(columns["ags"], areas, service_rows, service_areas)
    kept, names_of_hosts = _hosts(read, area_number, concerns)
    all_keys = read.hosts["key"].values
    host_keys = [all_keys[row] for row in kept.tolist()]
    hosts = numbers_of(columns["host"].values, {key: at for at, key in enumerate(host_keys)})
    host_order = alphabetical_ranks(names_of_hosts)
    rows = np.flatnonzero(concerns)
    rows = rows[_alphabetical(columns, rows, host_order[hosts])]
    used, names = np.unique(columns["name"].array[rows], return_inverse=True)
    texts = columns["name"].values
    vocabulary, (name_texts, host_texts, area_texts) = index_texts(
        ([texts[at] for at in used.tolist()], names_of_hosts, list(area_names.values()))
    )
    place = np.full(len(concerns), NOWHERE, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    inside = (service_areas != NOWHERE) & (place[service_rows] != NOWHERE)

    def day(name: str) -> NDArray[np.int32]:
        return mapped(columns[name], day_number, np.int32)[rows]

    return OfferIndex(
        keys=mapped(columns["key"], str.encode, np.bytes_)[rows],
        names=names.astype(np.int32),
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
        fields=_flags(read.fields, place, len(rows)),
        service_offers=place[service_rows[inside]],
        service_areas=service_areas[inside],
        phases=phases,
        ags=tuple(area_names),
        host=Hosts(
            keys=tuple(host_keys),
            sectors=coded(read.hosts["sector"], kept),
            areas=_looked_up(read.hosts["ags"], area_number)[kept],
            order=host_order,
            texts=host_texts,
        ),
        vocabulary=vocabulary,
        name_texts=name_texts,
        area_texts=area_texts,
    )


def _looked_up(codes: Codes, known: dict[str, int]) -> NDArray[np.int32]:
    return numbers_of(codes.values, known)[codes.array]


def _hosts(
    read: SearchRows, area_number: dict[str, int], concerns: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], list[str]]:
    """Rows and names of the institutions of the extent, of the whole Region, or of its offers."""
    offering = read.offers["host"]
    keys = offering.values
    used = {keys[at] for at in np.unique(offering.array[concerns]).tolist()}
    codes = read.hosts["ags"]
    here = mapped(codes, lambda ags: not ags or ags in area_number, np.bool_)
    has_offers = np.array([key in used for key in read.hosts["key"].values], np.bool_)
    kept = np.flatnonzero(here | has_offers)
    names = read.hosts["name"]
    values = names.values
    return kept, [values[at] for at in names.array[kept].tolist()]


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
    pairs: tuple[NDArray[np.int32], Codes], place: NDArray[np.int32], count: int
) -> dict[str, NDArray[np.bool_]]:
    """For each code the rows that carry it."""
    rows, codes = place[pairs[0]], pairs[1]
    flags = {code: np.zeros(count, np.bool_) for code in codes.values}
    for number, code in enumerate(codes.values):
        here = rows[codes.array == number]
        flags[code][here[here != NOWHERE]] = True
    return flags
