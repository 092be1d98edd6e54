"""The trends of many series at once; the same as `trend` everywhere.

Formula: lib/domain/trend.py; guard: lib/domain/grid_arrays.py.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from lib.domain.grid_arrays import GUARD, NEVER, TINY, flat_points
from lib.domain.trend import LEVEL_SHARE_PCT, WINDOW_VALUES, Trend, trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.domain.status_grid import GridCase


def trend_grid(cases: Sequence[GridCase], *, year: int) -> list[Trend]:
    """Return where each series goes up to `year`.

    Raises:
        MeasureError: a value is infinite.
    """
    points = flat_points(cases, as_distance=False)
    result = [Trend.TOO_FEW] * len(cases)
    if not len(points.year):
        return result
    all_breaks = [case.breaks | case.suspending_breaks for case in cases]
    last_break = np.array(
        [max((b for b in years if b <= year), default=NEVER) for years in all_breaks]
    )
    numbers = np.arange(len(cases), dtype=np.int64)
    last = points.find(numbers, np.full(len(cases), year + 1)) - 1
    begin = points.first[:-1]
    has_any = last >= begin
    since = begin.copy()
    broken = np.flatnonzero(last_break != NEVER)
    since[broken] = points.find(broken, last_break[broken])
    enough = np.flatnonzero(has_any & (last - since + 1 >= WINDOW_VALUES))
    window = last[enough, None] + np.arange(1 - WINDOW_VALUES, 1)
    years, values = points.year[window], points.value[window]
    with np.errstate(all="ignore"):
        slopes = np.stack(
            [
                (values[:, b] - values[:, a]) / (years[:, b] - years[:, a])
                for a, b in combinations(range(WINDOW_VALUES), 2)
            ]
        )
        total = np.median(slopes, axis=0) * (years[:, -1] - years[:, 0])
        change = np.abs(total) * 100
        bound = np.abs(values).mean(axis=1) * LEVEL_SHARE_PCT
        is_near = ~(np.abs(change - bound) > GUARD * bound + TINY) & (bound > 0)
    for row, number in enumerate(enough.tolist()):
        if is_near[row]:
            case = cases[number]
            result[number] = trend(case.series, year=year, breaks=all_breaks[number]).trend
        elif change[row] < bound[row] or total[row] == 0:
            result[number] = Trend.LEVEL
        else:
            result[number] = Trend.RISING if total[row] > 0 else Trend.FALLING
    return result
