"""Cases of the status grid as flat arrays: all data points, and one task per case and target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import IndicatorKind
from lib.domain.weather_combined import kind_of_target
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy.typing as npt

    from lib.domain.indicator_judgement import Rules
    from lib.domain.weather_types import Target

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

#: A comparison nearer to its bound than this share of the numbers in it is left to the exact path.
GUARD: Final = 1e-9
#: Below this size floats lose digits: left to the exact path, too.
TINY: Final = 1e-290
KINDS: Final = tuple(IndicatorKind)
REACH, HOLD, DIRECTION = (
    KINDS.index(kind)
    for kind in (
        IndicatorKind.REACH_BY_YEAR,
        IndicatorKind.HOLD_EVERY_YEAR,
        IndicatorKind.DIRECTION_ONLY,
    )
)
#: Stands for "no such year": earlier than any.
NEVER: Final = -(2**40)
#: Stands for "no target year": later than any.
ENDLESS: Final = 2**40


class Case(Protocol):
    """What the arrays are made of (`status_grid.GridCase`)."""

    @property
    def series(self) -> Mapping[int, float]:
        """Year -> value."""

    @property
    def rules(self) -> Rules:
        """How it is judged."""

    @property
    def comparator(self) -> Mapping[int, float] | None:
        """Series whose distance is judged."""


@dataclass(frozen=True, slots=True)
class Points:
    """Data points of all cases, in order of case and year.

    `first[c]` to `first[c + 1]` are the points of case c; `size` is the size of the numbers a
    value was made of (a distance: of both); `begins` the first year of the case's own series.
    """

    case: Ints
    year: Ints
    value: Floats
    size: Floats
    first: Ints
    begins: Ints
    origin: int
    stride: int

    def keys(self, case: Ints, year: Ints) -> Ints:
        """Return numbers that order cases and years as the points are ordered."""
        bounded = np.clip(year, self.origin - 1, self.origin + self.stride - 2)
        return case * self.stride + (bounded - self.origin)

    def find(self, case: Ints, year: Ints) -> Ints:
        """Return the first point of a case in or after a year (its end if there is none)."""
        place = np.searchsorted(self.keys(self.case, self.year), self.keys(case, year))
        return place.astype(np.int64)


def flat_points(cases: Sequence[Case], *, as_distance: bool) -> Points:
    """Lay the data points of all cases in a row; with `as_distance` those to a comparator.

    Raises:
        MeasureError: a value is infinite.
    """
    own = [case.series for case in cases]
    begins = np.full(len(cases), ENDLESS, dtype=np.int64)
    case, year, value = _columns(own)
    _keep_first(begins, case, year)
    size = np.abs(value)
    if as_distance and any(one.rules.is_distance for one in cases):
        pairs = [_distances(one) if one.rules.is_distance else None for one in cases]
        is_own = ~np.array([pair is not None for pair in pairs])[case]
        far = [(pair[0] if pair else {}) for pair in pairs]
        sizes = [(pair[1] if pair else {}) for pair in pairs]
        case_d, year_d, value_d = _columns(far)
        size_d = _columns(sizes)[2]
        case, year = np.append(case[is_own], case_d), np.append(year[is_own], year_d)
        value, size = np.append(value[is_own], value_d), np.append(size[is_own], size_d)
    order = np.lexsort((year, case))
    case, year, value, size = case[order], year[order], value[order], size[order]
    origin = int(year.min()) if len(year) else 0
    # one free number before and after the years of a case: for years outside of all series
    stride = (int(year.max()) - origin + 3) if len(year) else 3
    first = np.searchsorted(case, np.arange(len(cases) + 1)).astype(np.int64)
    return Points(case, year, value, size, first, begins, origin, stride)


def _columns(series: Sequence[Mapping[int, float]]) -> tuple[Ints, Ints, Floats]:
    lengths = np.fromiter((len(one) for one in series), dtype=np.int64, count=len(series))
    total = int(lengths.sum())
    year = np.fromiter(chain.from_iterable(series), dtype=np.int64, count=total)
    value = np.fromiter(
        chain.from_iterable(one.values() for one in series), dtype=np.float64, count=total
    )
    known = ~np.isnan(value)
    if np.isinf(value).any():
        raise MeasureError(msg("A value of the series is not a number."), detail="inf")
    case = np.repeat(np.arange(len(series), dtype=np.int64), lengths)
    return case[known], year[known], value[known]


def _keep_first(begins: Ints, case: Ints, year: Ints) -> None:
    np.minimum.at(begins, case, year)


def _distances(case: Case) -> tuple[dict[int, float], dict[int, float]]:
    other = case.comparator or {}
    pairs = ((year, value, other[year]) for year, value in case.series.items() if year in other)
    shared = [pair for pair in pairs if not math.isnan(pair[1] - pair[2])]
    return (
        {year: mine - theirs for year, mine, theirs in shared},
        {year: max(abs(mine), abs(theirs)) for year, mine, theirs in shared},
    )


def latest_break(points: Points, breaks: Sequence[Collection[int]]) -> Ints:
    """Return for each point the latest break of its case up to its year (or `NEVER`)."""
    result = np.full(len(points.year), NEVER, dtype=np.int64)
    for number, years in enumerate(breaks):
        if not years:
            continue
        span = slice(points.first[number], points.first[number + 1])
        ordered = np.sort(np.fromiter(years, dtype=np.int64, count=len(years)))
        place = np.searchsorted(ordered, points.year[span], side="right")
        result[span] = np.append(NEVER, ordered)[place]
    return result


@dataclass(frozen=True, slots=True)
class Tasks:
    """One task per case and target, in order of cases; arrays over the tasks.

    A case with nothing to judge has none. `base_year` is `NEVER` where none is recorded.
    """

    case: Ints
    target: list[Target]
    goal: Floats
    end: Ints
    kind: Ints
    direction: Ints
    minimum: Ints
    base_year: Ints
    base_value: Floats
    is_distance: Flags


def tasks_of(cases: Sequence[Case], judged: Sequence[int]) -> Tasks:
    """Lay the targets of the cases with the numbers `judged` in a row."""
    case: list[int] = []
    target: list[Target] = []
    goal: list[float] = []
    end: list[int] = []
    kind: list[int] = []
    for number in judged:
        rules = cases[number].rules
        meant = IndicatorKind.HOLD_EVERY_YEAR if rules.is_distance else rules.kind
        for one in rules.judged_targets:
            value = None if meant is IndicatorKind.DIRECTION_ONLY else one.weakest(rules.direction)
            case.append(number)
            target.append(one)
            goal.append(value or 0.0)
            end.append(ENDLESS if one.year is None else one.year)
            kind.append(KINDS.index(kind_of_target(one, meant)))
    rules_of = [cases[number].rules for number in case]
    bases = [rules.baseline or (NEVER, 0.0) for rules in rules_of]
    return Tasks(
        case=np.array(case, dtype=np.int64),
        target=target,
        goal=np.array(goal, dtype=np.float64),
        end=np.array(end, dtype=np.int64),
        kind=np.array(kind, dtype=np.int64),
        direction=np.array([rules.direction for rules in rules_of], dtype=np.int64),
        minimum=np.array([rules.minimum_values for rules in rules_of], dtype=np.int64),
        base_year=np.array([year for year, _ in bases], dtype=np.int64),
        base_value=np.array([value for _, value in bases], dtype=np.float64),
        is_distance=np.array([rules.is_distance for rules in rules_of], dtype=np.bool_),
    )


@dataclass(frozen=True, slots=True)
class Cells:
    """Every task at every data point of its case: numbers of both, and what both hold."""

    task: Ints
    point: Ints
    begin: Ints

    @staticmethod
    def of(tasks: Tasks, points: Points) -> Cells:
        """Pair the tasks with the points of their cases; `begin` is the first of these cells."""
        counts = points.first[tasks.case + 1] - points.first[tasks.case]
        begins = np.cumsum(counts) - counts
        task = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
        within = np.arange(len(task), dtype=np.int64) - begins[task]
        return Cells(task, points.first[tasks.case][task] + within, begins[task])
