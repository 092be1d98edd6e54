"""The statuses of many indicators in many years at once; the same as `assess` everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.indicator_judgement import Assessment, Rules, assess, worst_assessment
from lib.domain.indicator_status import Method, Status
from lib.domain.trend import Trend, trend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

#: What the numbers of the grid mean.
GRID_STATUSES: Final = tuple(Status)


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
    case: GridCase, *, by_key: Mapping[str, GridCase], year: int, method: Method
) -> Assessment:
    """Judge one case exactly; a part that is not among the cases has no values."""
    if not case.parts:
        return assess(
            case.series,
            rules=case.rules,
            year=year,
            method=method,
            comparator=case.comparator,
            suspending_breaks=case.suspending_breaks,
        )
    missing = GridCase("", {}, case.rules)
    parts = [by_key.get(key, missing) for key in case.parts]
    return worst_assessment(
        [assess_case(part, by_key={}, year=year, method=method) for part in parts]
    )


def status_grid(
    cases: Sequence[GridCase], *, years: Sequence[int], method: Method = Method.WEATHER
) -> npt.NDArray[np.int8]:
    """Return (case, year) → place in `GRID_STATUSES`."""
    by_key = {case.key: case for case in cases}
    place = {status: number for number, status in enumerate(GRID_STATUSES)}
    rows = [
        [place[assess_case(case, by_key=by_key, year=y, method=method).status] for y in years]
        for case in cases
    ]
    return np.array(rows, dtype=np.int8).reshape(len(cases), len(years))


def trend_grid(cases: Sequence[GridCase], *, year: int) -> list[Trend]:
    """Return where each series goes up to `year`."""
    return [
        trend(case.series, year=year, breaks=case.breaks | case.suspending_breaks).trend
        if case.series
        else Trend.TOO_FEW
        for case in cases
    ]
