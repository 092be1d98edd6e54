"""The statuses of many indicators in many years at once; the same as `assess` everywhere.

Floats judge almost every cell; what is nearer to a bound than the guard of
lib/domain/grid_arrays.py is judged exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.grid_arrays import Cells, flat_points, latest_break, tasks_of
from lib.domain.grid_eurostat import eurostat_cells
from lib.domain.grid_weather import weather_cells
from lib.domain.indicator_judgement import (
    Assessment,
    Rules,
    assess,
    assess_target,
    worst_assessment,
)
from lib.domain.indicator_status import METHOD_STATUSES, Method, Status
from lib.domain.trend_grid import trend_grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from lib.domain.grid_arrays import Flags, Ints, Points, Tasks

    Codes = npt.NDArray[np.int8]

__all__ = [
    "GRID_STATUSES",
    "GridCase",
    "assess_case",
    "status_grid",
    "trend_grid",
]

#: What the numbers of the grid mean.
GRID_STATUSES: Final = tuple(Status)
_PLACE: Final = {status: number for number, status in enumerate(GRID_STATUSES)}
_NOT_JUDGED, _NO_VALUES = -1, -2  # beside the ranks 0 = best


@dataclass(frozen=True, slots=True)
class GridCase:
    """One indicator of one place: its series and how it is judged.

    `breaks` are all series breaks (a trend needs them), `suspending_breaks` those that suspend
    the judgement. An indicator with `parts` (keys of other cases) is as bad as its worst part.
    """

    key: str
    series: Mapping[int, float]
    rules: Rules
    comparator: Mapping[int, float] | None = None
    suspending_breaks: frozenset[int] = frozenset()
    parts: tuple[str, ...] = ()
    breaks: frozenset[int] = frozenset()


def assess_case(
    case: GridCase, *, by_key: Mapping[str, GridCase], year: int, method: Method = Method.WEATHER
) -> Assessment:
    """Judge one case exactly; a part that is not among the cases, or has parts, has no values.

    Raises:
        MeasureError: as `assess`.
    """
    if not case.parts:
        return assess(
            case.series,
            rules=case.rules,
            year=year,
            method=method,
            comparator=case.comparator,
            suspending_breaks=case.suspending_breaks,
        )
    nothing = GridCase("", {}, case.rules)
    parts = [by_key.get(key, nothing) for key in case.parts]
    return worst_assessment(
        [assess_case(part, by_key={}, year=year, method=method) for part in parts]
    )


def status_grid(
    cases: Sequence[GridCase], *, years: Sequence[int], method: Method = Method.WEATHER
) -> Codes:
    """Return (case, year) → place in `GRID_STATUSES`, as `assess_case` judges it.

    Raises:
        MeasureError: a value is infinite.
    """
    wanted, place_of_year = np.unique(np.array(years, dtype=np.int64), return_inverse=True)
    points = flat_points(cases, as_distance=True)
    is_judged = [
        not case.parts and case.rules.blocked is None and case.rules.can_be_judged for case in cases
    ]
    tasks = tasks_of(cases, np.flatnonzero(is_judged).tolist())
    ranks = np.where(points.begins[:, None] <= wanted, _NOT_JUDGED, _NO_VALUES).astype(np.int8)
    of_tasks = ranks[tasks.case]
    _fill(of_tasks, cases, points, tasks, wanted=wanted, method=method)
    has_ended = np.zeros(ranks.shape, dtype=np.bool_)
    _merge(ranks, has_ended, of_tasks, tasks, wanted=wanted, method=method)
    _combine(ranks, has_ended, cases, method=method)
    # ranks count from the end for the two without a judgement: _NO_VALUES is -2, _NOT_JUDGED -1
    judged = METHOD_STATUSES[method][:-2]
    places = [_PLACE[status] for status in (*judged, Status.NO_VALUES, Status.NOT_JUDGED)]
    return np.array(places, dtype=np.int8)[ranks][:, place_of_year]


def _fill(
    of_tasks: Codes,
    cases: Sequence[GridCase],
    points: Points,
    tasks: Tasks,
    *,
    wanted: Ints,
    method: Method,
) -> None:
    """Write the rank of every task in every wanted year that has a value and is not over."""
    cells = Cells.of(tasks, points)
    if not len(cells.task) or not len(wanted):
        return
    breaks = latest_break(points, [case.suspending_breaks for case in cases])
    judge = weather_cells if method is Method.WEATHER else eurostat_cells
    with np.errstate(all="ignore"):
        codes, is_near = judge(points, tasks, cells, breaks)
    codes[codes == len(METHOD_STATUSES[method]) - 2] = _NOT_JUDGED
    year = points.year[cells.point]
    is_running = year <= tasks.end[cells.task]
    column = np.minimum(np.searchsorted(wanted, year), len(wanted) - 1)
    use = np.flatnonzero(is_running & (wanted[column] == year))
    of_tasks[cells.task[use], column[use]] = codes[use]
    rank = {status: number for number, status in enumerate(METHOD_STATUSES[method][:-2])}
    for cell in use[is_near[use]].tolist():
        task = int(cells.task[cell])
        case = cases[int(tasks.case[task])]
        exact = assess_target(
            case.series,
            target=tasks.target[task],
            rules=case.rules,
            year=int(year[cell]),
            method=method,
            comparator=(case.comparator or {}) if case.rules.is_distance else None,
            breaks=case.suspending_breaks,
        )
        of_tasks[task, column[cell]] = rank.get(exact.status, _NOT_JUDGED)


def _merge(
    ranks: Codes,
    has_ended: Flags,
    of_tasks: Codes,
    tasks: Tasks,
    *,
    wanted: Ints,
    method: Method,
) -> None:
    """Show for each case the nearest target year not yet passed, and the worst of that year."""
    if not len(tasks.case):
        return
    begins = np.flatnonzero(np.diff(tasks.case, prepend=-1))
    numbers = tasks.case[begins]
    ends = tasks.end[:, None]
    is_running = ends >= wanted
    has_ended[numbers] = ~np.logical_or.reduceat(is_running, begins, axis=0)
    has_ended[numbers] &= ranks[numbers] != _NO_VALUES
    if len(begins) == len(tasks.case):
        ranks[numbers] = of_tasks
        return
    far = np.iinfo(np.int64).max
    nearest = np.minimum.reduceat(np.where(is_running, ends, far), begins, axis=0)
    nearest = np.where(nearest == far, np.maximum.reduceat(tasks.end, begins)[:, None], nearest)
    group = np.cumsum(np.diff(tasks.case, prepend=-1) > 0) - 1
    is_shown = ends == nearest[group]
    worst = np.maximum.reduceat(np.where(is_shown, of_tasks, -128), begins, axis=0)
    is_open = np.logical_or.reduceat(is_shown & (of_tasks < 0), begins, axis=0)
    last = len(METHOD_STATUSES[method]) - 3
    ranks[numbers] = np.where(is_open & (worst >= 0) & (worst != last), _NOT_JUDGED, worst)


def _combine(ranks: Codes, has_ended: Flags, cases: Sequence[GridCase], *, method: Method) -> None:
    """Give combined indicators the worst of their parts (rule: `indicator_status.deciding`)."""
    combined = [number for number, case in enumerate(cases) if case.parts]
    if not combined:
        return
    ranks[combined] = _NO_VALUES
    place = {case.key: number for number, case in enumerate(cases)}
    last = len(METHOD_STATUSES[method]) - 3
    # one more row: a part that is not there, or is combined itself
    all_ranks = np.vstack([ranks, np.full((1, ranks.shape[1]), _NO_VALUES, dtype=np.int8)])
    all_ended = np.vstack([has_ended, np.zeros((1, ranks.shape[1]), dtype=np.bool_)])
    for number in combined:
        rows = [place.get(key, len(cases)) for key in cases[number].parts]
        part, ended = all_ranks[rows], all_ended[rows]
        is_running = ~ended | ended.all(axis=0)
        worst = np.where(is_running, part, -128).max(axis=0)
        is_open = (is_running & (part < 0)).any(axis=0)
        unjudged = np.where((part == _NOT_JUDGED).any(axis=0), _NOT_JUDGED, _NO_VALUES)
        judged = np.where(is_open & (worst != last), _NOT_JUDGED, worst)
        ranks[number] = np.where(worst < 0, unjudged, judged)
