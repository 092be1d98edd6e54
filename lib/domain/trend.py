"""Trend arrow of a yearly series.

Formula: Theil-Sen slope (median of the slopes of all pairs of points) over the last five data
points; the arrow points up or down when the change it means over the window reaches
`LEVEL_SHARE_PCT` of the mean absolute value of the window, else the series is level.
Source: Sen, P. K. (1968), Estimates of the regression coefficient based on Kendall's tau, JASA 63;
five values at least and no series break: domain.md. Window and level share are our own choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, Final

from lib.domain.series import points
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Collection

    from lib.domain.series import YearlyValues

WINDOW_VALUES: Final = 5
LEVEL_SHARE_PCT: Final = 1


class Trend(StrEnum):
    """Where a series goes; says nothing about good or bad."""

    RISING = "rising"
    LEVEL = "level"
    FALLING = "falling"
    TOO_FEW = "too_few"


TREND_LABELS: Final[dict[Trend, Message]] = {
    Trend.RISING: msg("rising"),
    Trend.LEVEL: msg("unchanged"),
    Trend.FALLING: msg("falling"),
    Trend.TOO_FEW: msg("too few values"),
}
TREND_SYMBOLS: Final[dict[Trend, str]] = {
    Trend.RISING: "↗",
    Trend.LEVEL: "→",
    Trend.FALLING: "↘",
    Trend.TOO_FEW: "",
}


@dataclass(frozen=True, slots=True)
class TrendResult:
    """A trend and its working: `yearly_change` in the series' unit a year (0 if too few)."""

    trend: Trend
    years: tuple[int, ...]
    yearly_change: float


def trend(
    series: YearlyValues, *, year: int | None = None, breaks: Collection[int] = ()
) -> TrendResult:
    """Judge where the series goes up to `year` (default: its last year).

    `breaks` are years in which a new, incomparable series begins: values before the latest one
    do not count. Fewer than five values are `Trend.TOO_FEW`, never an arrow.

    Raises:
        MeasureError: a year occurs twice or a value is infinite.
    """
    known = points(series, until=year)
    last_break = max((b for b in breaks if year is None or b <= year), default=None)
    window = [(y, v) for y, v in known.items() if last_break is None or y >= last_break]
    window = window[-WINDOW_VALUES:]
    years = tuple(y for y, _ in window)
    if len(window) < WINDOW_VALUES:
        return TrendResult(Trend.TOO_FEW, years, 0.0)
    slope = median((vb - va) / (yb - ya) for (ya, va), (yb, vb) in combinations(window, 2))
    level = sum(abs(value) for _, value in window) / len(window)
    total = slope * (years[-1] - years[0])
    if total == 0 or abs(total) * 100 < level * LEVEL_SHARE_PCT:
        direction = Trend.LEVEL
    else:
        direction = Trend.RISING if total > 0 else Trend.FALLING
    return TrendResult(direction, years, float(slope))
