"""Figures of the census and the like, municipality by municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import and_, func, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent
from lib.store.queries.lists import municipalities

if TYPE_CHECKING:
    from sqlalchemy import Engine


def newest_values(
    engine: Engine, codes: tuple[str, ...], *, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """One row a municipality of the extent with its newest value of each indicator.

    Columns: ags, name, area_km2, then one of each code (float, NaN where unknown), as given.
    """
    value = schema.context_value
    newest = (
        select(value.c.indicator_code, value.c.ags, func.max(value.c.year).label("year"))
        .where(value.c.indicator_code.in_(codes), in_extent(value.c.ags, prefixes))
        .group_by(value.c.indicator_code, value.c.ags)
        .subquery("newest")
    )
    statement = select(value.c.ags, value.c.indicator_code, value.c.value).join(
        newest,
        and_(
            newest.c.indicator_code == value.c.indicator_code,
            newest.c.ags == value.c.ags,
            newest.c.year == value.c.year,
        ),
    )
    areas = municipalities(engine, prefixes=prefixes)
    with reading(engine) as connection:
        found = frame(
            connection, statement, {"ags": "str", "indicator_code": "str", "value": "float64"}
        )
    wide = found.pivot_table(index="ags", columns="indicator_code", values="value", aggfunc="first")
    values = wide.reindex(index=areas["ags"], columns=list(codes)).astype("float64")
    return pd.concat([areas, values.reset_index(drop=True)], axis=1)


def indicator_sources(engine: Engine, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Source lines of indicators, without repetition."""
    indicator = schema.context_indicator
    statement = (
        select(indicator.c.source)
        .where(indicator.c.code.in_(codes))
        .distinct()
        .order_by(indicator.c.source)
    )
    with reading(engine) as connection:
        return tuple(connection.execute(statement).scalars())
