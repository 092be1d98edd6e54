"""Offers as points on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent
from lib.store.queries.offer_conditions import matches

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import ColumnElement, Engine

    from lib.store.queries.offer_conditions import OfferFilter


@dataclass(frozen=True, slots=True)
class PointTotals:
    """How many matching offers take place in the extent, and what a map of points leaves out.

    `without_capacity_count`: those that have coordinates but state no places.
    """

    with_coordinates_count: int
    without_coordinates_count: int
    without_capacity_count: int


def _takes_place(prefixes: tuple[str, ...], ags: str) -> ColumnElement[bool]:
    place = schema.offer.c.ags
    return place == ags if ags else in_extent(place, prefixes)


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
        .where(matches(chosen), offer.c.latitude.is_not(None), _takes_place(prefixes, ags))
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
        return frame(connection, statement, dtypes)


def point_totals(
    engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...], ags: str = ""
) -> PointTotals:
    """Count the matching reported offers that take place in the extent, or in `ags`."""
    offer = schema.offer

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    has_point = offer.c.latitude.is_not(None)
    statement = select(
        count(has_point),
        count(~has_point),
        count(has_point & offer.c.capacity_places.is_(None)),
    ).where(matches(chosen), _takes_place(prefixes, ags))
    with reading(engine) as connection:
        return PointTotals(*(int(number) for number in connection.execute(statement).one()))
