"""The growth-rate rules on flat arrays of floats; what is too near a bound is only marked.

Formulas: lib/domain/eurostat_status.py; guard: lib/domain/grid_arrays.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.eurostat_status import RATIO_NOISE
from lib.domain.eurostat_types import (
    ACCELERATION_RATIO,
    ACCELERATION_YEARLY,
    ON_TRACK_RATIO,
    ON_TRACK_YEARLY,
)
from lib.domain.grid_arrays import DIRECTION, GUARD, HOLD, NEVER, TINY

if TYPE_CHECKING:
    import numpy.typing as npt

    from lib.domain.grid_arrays import Cells, Flags, Floats, Ints, Points, Tasks

ACHIEVED, ON_TRACK, ACCELERATION, LIMITED, AWAY, UNJUDGED = range(6)
#: A required rate this small, or amounts of this size, leave a quotient of floats too few digits.
SMALL_RATE: Final = 1e-4
LARGEST: Final = 1e20


def eurostat_cells(
    points: Points, tasks: Tasks, cells: Cells, breaks: Ints
) -> tuple[npt.NDArray[np.int8], Flags]:
    """Judge every cell; arguments and result as in `grid_weather.weather_cells`."""
    task, p = cells.task, cells.point
    year, now, goal = points.year[p], points.value[p], tasks.goal[task]
    direction, kind = tasks.direction[task], tasks.kind[task]
    base_year, base = _starts(points, tasks, cells, breaks)
    is_suspended = (tasks.base_year[task] != NEVER) & (breaks[p] > tasks.base_year[task])
    has_target = kind != DIRECTION
    gap = direction * (goal - now)
    is_met = has_target & (gap <= 0)
    signs = np.sign(base) + np.sign(now) + np.where(has_target, np.sign(goal), 0)
    has_rate = np.abs(signs) == np.where(has_target, 3, 2)
    can_grow = has_rate & (base_year < year) & (kind != HOLD)
    turned = np.where(signs < 0, -direction, direction)
    grows = np.flatnonzero(can_grow & ~is_met & ~is_suspended)
    code = np.where(is_met, ACHIEVED, UNJUDGED)
    is_near = np.zeros(len(p), dtype=np.bool_)
    span = (year - base_year)[grows]
    start, value = np.abs(base[grows]), np.abs(now[grows])
    by_growth, near_growth = _by_growth(start, value, span, turned[grows])
    aim = np.abs(goal[grows])
    ahead = (tasks.end[task] - base_year)[grows]
    by_pace, near_pace = _by_pace(start, value, aim, span=span, ahead=ahead, turned=turned[grows])
    code[grows] = np.where(has_target[grows], by_pace, by_growth)
    is_near[grows] = np.where(has_target[grows], near_pace, near_growth)
    code[is_suspended] = UNJUDGED
    if tasks.is_distance.any():
        unclear = np.abs(gap) <= GUARD * (points.size[p] + np.abs(goal)) + TINY
        is_near |= unclear & tasks.is_distance[task] & ~is_suspended
    return code.astype(np.int8), is_near


def _starts(points: Points, tasks: Tasks, cells: Cells, breaks: Ints) -> tuple[Ints, Floats]:
    """Return year and value to start from: the recorded baseline, else the first value."""
    begin = points.first[tasks.case]
    end = points.first[tasks.case + 1]
    if not len(points.year):
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    found = points.find(tasks.case, tasks.base_year)
    inside = np.minimum(found, len(points.year) - 1)
    is_there = (found < end) & (found >= begin) & (points.year[inside] == tasks.base_year)
    recorded = np.where(is_there, points.value[inside], tasks.base_value)
    task, p = cells.task, cells.point
    since = begin[task]
    broken = np.flatnonzero(breaks[p] != NEVER)
    if len(broken):
        since[broken] = points.find(points.case[p[broken]], breaks[p[broken]])
    has_base = tasks.base_year[task] != NEVER
    return (
        np.where(has_base, tasks.base_year[task], points.year[since]),
        np.where(has_base, recorded[task], points.value[since]),
    )


def _by_growth(
    start: Floats, now: Floats, span: Ints, turned: Ints
) -> tuple[npt.NDArray[np.int64], Flags]:
    ratio = now / start
    code = np.where(turned * (now - start) >= 0, LIMITED, AWAY)
    is_clear = np.isfinite(ratio) & (start > TINY) & (now > TINY) & (ratio > TINY)
    for yearly, better in ((ACCELERATION_YEARLY, ACCELERATION), (ON_TRACK_YEARLY, ON_TRACK)):
        bound = (1 + turned * float(yearly)) ** span
        code = np.where(turned * (ratio - bound) >= 0, better, code)
        is_clear &= np.abs(ratio - bound) > GUARD * (ratio + bound)
    return code, ~is_clear


def _by_pace(
    start: Floats, now: Floats, goal: Floats, *, span: Ints, ahead: Ints, turned: Ints
) -> tuple[npt.NDArray[np.int64], Flags]:
    level = np.log(start)
    observed = np.expm1((np.log(now) - level) / span)
    required = np.abs(np.expm1((np.log(goal) - level) / np.maximum(ahead, 1)))
    pace = turned * observed / required
    code = np.where(turned * (now - start) >= 0, LIMITED, AWAY)
    slack = GUARD * (1 + np.abs(pace))
    is_clear = (np.abs(pace) > slack) | (now == start)
    for ratio, better in ((ACCELERATION_RATIO, ACCELERATION), (ON_TRACK_RATIO, ON_TRACK)):
        code = np.where(pace + RATIO_NOISE >= ratio, better, code)
        is_clear &= np.abs(pace + RATIO_NOISE - ratio) > slack
    largest = np.maximum(np.maximum(start, now), goal)
    least = np.minimum(np.minimum(start, now), goal)
    is_clear &= (largest < LARGEST) & (least > 1 / LARGEST) & np.isfinite(pace)
    is_clear &= required >= SMALL_RATE
    is_left = goal == start  # the target is the baseline, and missed
    return np.where(is_left, AWAY, code), ~is_clear & ~is_left
