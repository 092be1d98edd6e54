"""Children per municipality: the population that a density is related to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from lib.store import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection


def children(connection: Connection, life_phase: str = "") -> pd.Series[float]:
    """Children of a life phase, or of all, in the newest year of each age group: index AGS.

    Two phases may share an age group (pregnancy is related to children under 3): it counts once.
    """
    groups = age_groups(connection)
    chosen = {groups.get(life_phase)} if life_phase else set(groups.values())
    by_group = children_by_group(connection, sorted(code for code in chosen if code is not None))
    # a sum over the known groups: NaN only where none is known
    return by_group.sum(axis=1, min_count=1)


def age_groups(connection: Connection) -> dict[str, str | None]:
    """Which indicator counts the children of each life phase."""
    phase = schema.life_phase
    rows = connection.execute(select(phase.c.code, phase.c.children_indicator_code))
    return {row.code: row.children_indicator_code for row in rows}


def children_by_group(connection: Connection, indicators: list[str]) -> pd.DataFrame:
    """Values of the newest year: index AGS, one column an indicator (NaN where unknown)."""
    value = schema.context_value
    statement = (
        select(value.c.indicator_code, value.c.ags, value.c.value)
        .where(value.c.indicator_code.in_(indicators))
        .order_by(value.c.indicator_code, value.c.ags, value.c.year)
    )
    newest: dict[str, dict[str, float]] = {code: {} for code in indicators}
    for code, ags, number in connection.execute(statement):
        newest[code][ags] = number  # years ascend: the last one stays
    return pd.DataFrame(
        {code: pd.Series(values, dtype="float64") for code, values in newest.items()},
        columns=indicators,
        dtype="float64",
    )
