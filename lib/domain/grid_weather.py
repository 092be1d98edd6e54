"""The weather rules on flat arrays of floats; what is too near a bound is only marked.

Formulas: lib/domain/weather_status.py. The sign of a difference of two floats is exact, so that
only distances and the missed share need the guard of lib/domain/grid_arrays.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lib.domain.grid_arrays import DIRECTION, GUARD, HOLD, REACH, TINY
from lib.domain.weather_types import CLOUD_ABOVE_PCT, SUN_BELOW_PCT, WINDOW_VALUES

if TYPE_CHECKING:
    import numpy.typing as npt

    from lib.domain.grid_arrays import Cells, Flags, Floats, Ints, Points, Tasks

SUN, LIGHT, CLOUD, STORM, UNJUDGED = range(5)


def weather_cells(
    points: Points, tasks: Tasks, cells: Cells, breaks: Ints
) -> tuple[npt.NDArray[np.int8], Flags]:
    """Judge every cell; returns places in the method's order, and which cells are too near.

    `breaks` is the latest suspending break up to each point's year. Whether the target year has
    passed is not looked at.
    """
    task, p = cells.task, cells.point
    first = np.maximum(points.first[tasks.case][task], p - (WINDOW_VALUES - 1))
    direction = tasks.direction[task]
    rise = direction * (points.value[p] - points.value[first])
    step = direction * (points.value[p] - points.value[np.maximum(first, p - 1)])
    gap = direction * (tasks.goal[task] - points.value[p])
    kind, end = tasks.kind[task], tasks.end[task]
    is_hold = (kind == HOLD) | (
        (kind == REACH) & ((end == points.year[p]) | _ever_met(gap <= 0, cells))
    )
    is_judged = (p - first + 1 >= tasks.minimum[task]) & (breaks[p] <= points.year[first])
    by_reach, is_near_reach = _by_reach(points, tasks, cells, first, rise=rise, gap=gap)
    code = np.select(
        [~is_judged, kind == DIRECTION, is_hold],
        [
            np.full(len(p), UNJUDGED),
            np.where(rise > 0, np.where(step > 0, SUN, LIGHT), np.where(step > 0, CLOUD, STORM)),
            np.where(gap <= 0, np.where(rise >= 0, SUN, LIGHT), np.where(rise > 0, CLOUD, STORM)),
        ],
        by_reach,
    )
    is_near = is_near_reach & ~is_hold & (kind == REACH)
    if tasks.is_distance.any():
        size = points.size[p]
        unclear = np.abs(rise) <= GUARD * (size + points.size[first]) + TINY
        unclear |= np.abs(gap) <= GUARD * (size + np.abs(tasks.goal[task])) + TINY
        is_near |= unclear & tasks.is_distance[task]
    return code.astype(np.int8), is_near & is_judged


def _ever_met(is_met: Flags, cells: Cells) -> Flags:
    """Tell for each cell whether the target was met in it or in an earlier one of its task."""
    so_far: Ints = np.cumsum(is_met, dtype=np.int64)
    before: Ints = so_far[cells.begin] - is_met[cells.begin]
    return np.greater(so_far, before)


def _by_reach(
    points: Points, tasks: Tasks, cells: Cells, first: Ints, *, rise: Floats, gap: Floats
) -> tuple[npt.NDArray[np.int64], Flags]:
    """Compare the way still to go with the projected one: missed < 5 % is gap·0.95 < way."""
    task, p = cells.task, cells.point
    goal, now, start = tasks.goal[task], points.value[p], points.value[first]
    span = np.maximum(points.year[p] - points.year[first], 1)
    ahead = (tasks.end[task] - points.year[p]).astype(np.float64)
    way = rise / span * ahead
    sun_bound = gap * (1 - SUN_BELOW_PCT / 100)
    light_bound = gap * (1 - CLOUD_ABOVE_PCT / 100)
    size = np.maximum(np.abs(goal), np.abs(now))
    size = size + ahead / span * np.maximum(np.abs(now), np.abs(start))
    slack = GUARD * size + TINY
    is_clear = (np.abs(sun_bound - way) > slack) & (np.abs(light_bound - way) > slack)
    moving = np.where(sun_bound < way, SUN, np.where(light_bound <= way, LIGHT, CLOUD))
    return np.where(rise <= 0, STORM, moving), ~is_clear & (rise > 0)
