"""Offers as points on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from sqlalchemy import select

from lib.store import schema
from lib.store.engine import reading
from lib.store.placements import HAS_COORDINATES, NO_PLACES, TAKES_PLACE_HERE
from lib.store.queries.frames import frame, in_extent
from lib.store.queries.offer_conditions import matches
from lib.store.queries.offer_figures import AGES, age_bounds, in_phase, matching, sides

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection, Engine

    from lib.store.placements import Array, Placements
    from lib.store.queries.offer_conditions import OfferFilter


#: So many keys are looked up one by one; beyond, a walk over all offers in order is as quick.
_FEW: Final = 25_000


@dataclass(frozen=True, slots=True)
class PointTotals:
    """How many matching offers take place in the extent, and what a map of points leaves out.

    `without_capacity_count`: those that have coordinates but state no places.
    """

    with_coordinates_count: int
    without_coordinates_count: int
    without_capacity_count: int


def offer_points(
    engine: Engine,
    chosen: OfferFilter,
    *,
    prefixes: tuple[str, ...],
    ags: str = "",
    limit: int,
) -> pd.DataFrame:
    """List matching offers with coordinates that take place in the extent, or in `ags`.

    At most `limit` rows in the order of their keys. Columns: key, name, institution_name,
    minimum_age_years, maximum_age_years, capacity_places (NaN where not stated),
    last_confirmed_on (NaT where never), ags, latitude, longitude. Offers that a scenario adds have
    no coordinates.
    """
    offer, host = schema.offer, schema.institution
    within = (ags,) if ags else prefixes
    statement = (
        select(
            offer.c.key,
            offer.c.name,
            host.c.name,
            offer.c.minimum_age_years,
            offer.c.maximum_age_years,
            offer.c.capacity_places,
            offer.c.last_confirmed_on,
            offer.c.ags,
            offer.c.latitude,
            offer.c.longitude,
        )
        .join(host, host.c.key == offer.c.institution_key)
        .where(matches(chosen), offer.c.latitude.is_not(None))
        .order_by(offer.c.key)
        .limit(limit)
    )
    dtypes = {
        "key": "str",
        "name": "str",
        "institution_name": "str",
        "minimum_age_years": "int64",
        "maximum_age_years": "int64",
        "capacity_places": "float64",
        "last_confirmed_on": "date",
        "ags": "str",
        "latitude": "float64",
        "longitude": "float64",
    }
    with reading(engine) as connection:
        keys = None if ags else _few_keys(connection, chosen, within=within, limit=limit)
        if ags:
            statement = statement.where(offer.c.ags == ags)
        elif keys is None:
            statement = statement.where(in_extent(offer.c.ags, within))
        else:
            statement = statement.where(offer.c.key.in_(keys))
        return frame(connection, statement, dtypes)


def _few_keys(
    connection: Connection, chosen: OfferFilter, *, within: tuple[str, ...], limit: int
) -> list[str] | None:
    """Keys of the first offers to list, if few offers match; None: walk the offers by key.

    Where many match, a walk finds enough of them soon. Where few do, it would pass all offers.
    """
    names = ("offer", "key", *AGES)
    placements = next(sides(connection, chosen, names=names, prefixes=within)).placements
    rows = matching(placements, chosen)
    if chosen.life_phase:
        rows = in_phase(placements, rows, age_bounds(connection).get(chosen.life_phase))
    rows = _taking_place(placements, rows, within)
    rows = rows[(placements.columns["flags"][rows] & HAS_COORDINATES).astype(bool)]
    if len(rows) > _FEW:
        return None
    rows = rows[np.argsort(placements.columns["offer"][rows])]
    # as many more as a scenario may take away afterwards
    rows = rows[: limit + len(chosen.scenario.removed)]
    return [key.decode() for key in placements.columns["key"][rows].tolist()]


def point_totals(
    engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...], ags: str = ""
) -> PointTotals:
    """Count the matching reported offers that take place in the extent, or in `ags`."""
    phase, within = chosen.life_phase, (ags,) if ags else prefixes
    total = np.zeros(3, dtype=np.int64)
    with reading(engine) as connection:
        bounds = age_bounds(connection).get(phase) if phase else None
        for side in sides(connection, chosen, names=("places",), prefixes=within):
            rows = matching(side.placements, chosen)
            rows = in_phase(side.placements, rows, bounds) if phase else rows
            total += side.sign * _totals(side.placements, rows, within)
    return PointTotals(*(int(number) for number in total))


def _taking_place(placements: Placements, rows: Array, within: tuple[str, ...]) -> Array:
    """Keep the rows of offers that take place in a municipality of the extent."""
    columns = placements.columns
    inside = [name.startswith(within or ("",)) for name in placements.codes["ags"]]
    # the last one answers for -1: an offer without a municipality takes place in none
    rows = rows[np.array([*inside, False])[columns["ags"][rows]]]
    here: Array = rows[(columns["flags"][rows] & TAKES_PLACE_HERE).astype(bool)]
    return here


def _totals(placements: Placements, rows: Array, within: tuple[str, ...]) -> Array:
    columns = placements.columns
    rows = _taking_place(placements, rows, within)
    has_point = (columns["flags"][rows] & HAS_COORDINATES).astype(bool)
    is_unstated = columns["places"][rows] == NO_PLACES
    return np.array([has_point.sum(), (~has_point).sum(), (has_point & is_unstated).sum()])
