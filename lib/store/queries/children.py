"""Children per municipality: the population that a density is related to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from lib.store import schema
from lib.store.kept import context_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from lib.store.placements import Array


def children_count(connection: Connection, areas: Sequence[str], *, life_phase: str = "") -> Array:
    """Children of a life phase, or of all, in the newest year of each age group.

    One number an area; NaN where an age group is unknown that is known elsewhere among the areas:
    a sum without it would be too small. Two phases may share an age group (pregnancy is related to
    children under 3): it counts once.
    """
    groups = age_groups(connection)
    chosen = {groups.get(life_phase)} if life_phase else set(groups.values())
    indicators = sorted(code for code in chosen if code is not None)
    values = context_values(connection, indicators, areas=areas)
    known = [values[indicator] for indicator in indicators if not np.isnan(values[indicator]).all()]
    return np.sum(known, axis=0) if known else np.full(len(areas), np.nan)


def children_by_phase(connection: Connection, areas: Sequence[str]) -> dict[str, Array]:
    """Children of each life phase, as `children_count` counts them."""
    groups = age_groups(connection)
    indicators = sorted({code for code in groups.values() if code is not None})
    values = context_values(connection, indicators, areas=areas)
    unknown = np.full(len(areas), np.nan)
    return {phase: values[code] if code else unknown for phase, code in groups.items()}


def age_groups(connection: Connection) -> dict[str, str | None]:
    """Which indicator counts the children of each life phase."""
    phase = schema.life_phase
    rows = connection.execute(select(phase.c.code, phase.c.children_indicator_code))
    return {row.code: row.children_indicator_code for row in rows}
