"""Counting over placements: which match a filter, and their sums per municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from sqlalchemy import select

from lib.store import schema
from lib.store.kept import kept_placements
from lib.store.placements import ACTIVE, NO_PLACES, Placements, read_placements
from lib.store.queries.frames import in_extent
from lib.store.queries.offer_conditions import OfferFilter, months_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lib.store.placements import Array

_FILTER_COLUMNS: Final = ("ags", "flags", "starts", "ends")
#: Columns that sums and life phases need.
SUMMED: Final = ("places", "confirmed")
AGES: Final = ("age_from", "age_to")
CONFIRMED_WITHIN_MONTHS: Final = 12
LONG_CONFIRMED_WITHIN_MONTHS: Final = 24
SUMS: Final = (
    "offers_count",
    "capacity_places",
    "offers_with_capacity_count",
    "confirmed_count",
    "confirmed_24_months_count",
)


@dataclass(frozen=True, slots=True)
class Side:
    """Placements that add to a figure (`sign` 1) or are taken away from it (-1)."""

    placements: Placements
    sign: int


def sides(
    connection: Connection,
    chosen: OfferFilter,
    *,
    names: tuple[str, ...],
    prefixes: tuple[str, ...],
) -> Iterator[Side]:
    """All placements of an extent, then those of the offers that a scenario removes.

    names: columns that are asked for, beside those that the filter needs. What was kept at the
    import is read if it is of the newest import; otherwise the rows are.
    """
    needed = (*_FILTER_COLUMNS, *_asked_columns(chosen), *names)
    kept = kept_placements(connection, names=needed, prefixes=prefixes)
    yield Side(read_placements(connection) if kept is None else kept, 1)
    if chosen.scenario.removed:
        removed = read_placements(connection, keys=chosen.scenario.removed)
        yield Side(removed, -1)


def _asked_columns(chosen: OfferFilter) -> Iterator[str]:
    if chosen.life_phase:
        yield from AGES
    if chosen.field:
        yield f"field:{chosen.field}"
    if chosen.prevention_level:
        yield "level"
    if chosen.sector:
        yield "sector"


def area_keys(connection: Connection, prefixes: tuple[str, ...]) -> list[str]:
    """AGS of the municipalities of an extent, ascending."""
    area = schema.municipality
    statement = select(area.c.ags).where(in_extent(area.c.ags, prefixes)).order_by(area.c.ags)
    return list(connection.scalars(statement).all())


def day_number(day: date) -> int:
    """Days since 1970-01-01, as the placements count them."""
    return int(np.datetime64(day, "D").astype(np.int64))


def age_bounds(connection: Connection) -> dict[str, tuple[int, int]]:
    """Read the ages of each life phase: from, to (exclusive)."""
    phase = schema.life_phase
    rows = connection.execute(
        select(phase.c.code, phase.c.age_from_years, phase.c.age_to_years).order_by(
            phase.c.position, phase.c.code
        )
    )
    return {code: (low, high) for code, low, high in rows}


def matching(placements: Placements, chosen: OfferFilter) -> Array:
    """Positions of the placements that match a filter, whatever its life phase."""
    columns, day = placements.columns, day_number(chosen.on)
    mask = (columns["flags"] & ACTIVE).astype(bool)
    mask &= columns["starts"] <= day
    mask &= columns["ends"] > day
    if chosen.field:
        mask &= placements.holds("field", chosen.field)
    if chosen.prevention_level:
        mask &= columns["level"] == placements.code("level", chosen.prevention_level)
    if chosen.sector:
        mask &= columns["sector"] == placements.code("sector", chosen.sector)
    return np.flatnonzero(mask)


def in_phase(placements: Placements, rows: Array, bounds: tuple[int, int] | None) -> Array:
    """Keep the rows whose age range meets a phase; an unknown phase (None) meets nothing."""
    if bounds is None:
        return rows[:0]
    low, high = bounds
    columns = placements.columns
    return rows[(columns["age_from"][rows] < high) & (columns["age_to"][rows] >= low)]


def one_a_number(numbers: Array, rows: Array) -> Array:
    """Keep one row of each number among the rows (all rows of an offer say the same of it)."""
    if not len(rows):
        return rows
    row_of = np.full(int(numbers.max()) + 1, -1)
    row_of[numbers[rows]] = rows
    return row_of[row_of >= 0]


def is_confirmed(confirmed: Array, day: date, *, months: int) -> Array:
    """Whether a confirmation is neither too old on a day nor of later."""
    oldest = day_number(months_before(day, months))
    return (confirmed > oldest) & (confirmed <= day_number(day))


@dataclass(frozen=True, slots=True)
class Matched:
    """Placements in the municipalities asked for that match a filter, whatever its life phase."""

    columns: Mapping[str, Array]
    slot: Array  # position of the municipality
    areas_count: int
    confirmed: tuple[Array, Array]  # in the last 12 and in the last 24 months

    def in_phase(self, bounds: tuple[int, int] | None) -> Array:
        """Which have an age range that meets a phase; an unknown phase (None) meets nothing."""
        low, high = bounds or (1, 0)
        return (self.columns["age_from"] < high) & (self.columns["age_to"] >= low)

    def at_border(self, code: str, age: int) -> Array:
        """Which name a transition or have an age range that spans its border."""
        spans = (self.columns["age_from"] < age) & (self.columns["age_to"] >= age)
        named = self.columns.get(f"transition:{code}")
        return spans if named is None else spans | named

    def sums(self, which: Array | None = None) -> Array:
        """Sum per municipality: one line for each of SUMS, one column an area."""
        chosen = slice(None) if which is None else np.flatnonzero(which)
        slot, places = self.slot[chosen], self.columns["places"][chosen]
        stated = places != NO_PLACES
        confirmed, long_confirmed = (flag[chosen] for flag in self.confirmed)

        def count(mask: Array | slice, weights: Array | None = None) -> Array:
            found = np.bincount(slot[mask], weights=weights, minlength=self.areas_count)
            return found.astype(np.int64)

        return np.stack(
            [
                count(slice(None)),
                count(stated, places[stated]),
                count(stated),
                count(confirmed),
                count(long_confirmed),
            ]
        )


def matched(placements: Placements, chosen: OfferFilter, *, areas: Sequence[str]) -> Matched:
    """Pick the placements that match a filter in some municipalities."""
    rows = matching(placements, chosen)
    slot = _slots(placements, areas)[placements.columns["ags"][rows]]
    rows, slot = rows[slot >= 0], slot[slot >= 0]
    columns = {
        name: column[rows]
        for name, column in placements.columns.items()
        if name in {*SUMMED, *AGES} or name.startswith("transition:")
    }
    year, two_years = (
        is_confirmed(columns["confirmed"], chosen.on, months=months)
        for months in (CONFIRMED_WITHIN_MONTHS, LONG_CONFIRMED_WITHIN_MONTHS)
    )
    return Matched(columns, slot, len(areas), (year, two_years))


def _slots(placements: Placements, areas: Sequence[str]) -> Array:
    """Position in `areas` of each municipality of the placements; -1: not among them."""
    place = {ags: position for position, ags in enumerate(areas)}
    # the last one answers for -1, an offer without a municipality
    return np.array([*(place.get(ags, -1) for ags in placements.codes["ags"]), -1])


def reported(placements: Placements) -> Sequence[str]:
    """Municipalities in which any offer was ever reported, whatever became of it."""
    return placements.codes["ags"]


def added_sums(chosen: OfferFilter, *, areas: Sequence[str], life_phase: str = "") -> Array:
    """What the added offers of a scenario add; the same form as `Matched.sums`."""
    total = np.zeros((len(SUMS), len(areas)), dtype=np.int64)
    for offer in chosen.scenario.added:
        if life_phase in {"", offer.life_phase} and offer.ags in areas:
            places = offer.capacity_places
            total[:, areas.index(offer.ags)] += (1, places, int(places > 0), 1, 1)
    return total
