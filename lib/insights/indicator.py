"""One indicator of the target system: its series, its status with reason, its trend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.domain.trend import Trend, TrendResult, trend
from lib.domain.vocabulary import (
    CELL_STATE_LABELS,
    WEATHER_LABELS,
    WEATHER_SYMBOLS,
    Accountability,
    CellState,
    IndicatorKind,
)
from lib.domain.weather_status import Target, judge
from lib.text import Label, Message, msg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from typing import Any

    from lib.domain.weather_types import Judgement, Working

#: Units of means and shares: only these can be held against a target set for the whole Region.
#: Forty supported families in one town do not miss the Region's target of four hundred.
RATE_UNITS: Final = ("%", "‰", "Tage", "Punkte")
RATE_WORDS: Final = (" je ", " pro ")


class Status(StrEnum):
    """The five weather statuses, and "not stated" where there is no value at all."""

    SUN = "sun"
    LIGHT_CLOUD = "light_cloud"
    CLOUD = "cloud"
    THUNDERSTORM = "thunderstorm"
    NOT_JUDGED = "not_judged"
    NO_VALUES = "no_values"


ON_TRACK: Final = frozenset({Status.SUN, Status.LIGHT_CLOUD})
OFF_TRACK: Final = frozenset({Status.CLOUD, Status.THUNDERSTORM})

STATUS_LABELS: Final[dict[Status, Message]] = {
    **{Status(status.value): label for status, label in WEATHER_LABELS.items()},
    Status.NO_VALUES: CELL_STATE_LABELS[CellState.UNKNOWN],
}
STATUS_SYMBOLS: Final[dict[Status, str]] = {
    **{Status(status.value): symbol for status, symbol in WEATHER_SYMBOLS.items()},
    Status.NO_VALUES: "–",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series, in the indicator's unit."""

    year: int
    value: float
    is_series_break: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """An indicator as it stands in the year judged, for the Region or one municipality.

    Values, baseline and target are in `unit`; `points` are all values, also those after `year`.
    `judgement` is None where the method was not applied; `reason` then says why.
    """

    key: str
    goal_key: str
    name: Label
    definition: Label
    unit: Label
    decimals: int
    direction: int
    kind: IndicatorKind
    baseline: Point | None
    target_value: float | None
    target_year: int | None
    source: str
    accountability: Accountability
    impact_step: int | None
    year: int
    points: tuple[Point, ...]
    status: Status
    reason: Message
    judgement: Judgement | None
    trend: TrendResult

    @property
    def latest(self) -> Point | None:
        """Newest value up to the year judged."""
        return next((point for point in reversed(self.points) if point.year <= self.year), None)

    @property
    def target_applies(self) -> bool:
        """Whether there is a target value that these values can be held against."""
        is_foreign_count = self.status is Status.NOT_JUDGED and self.judgement is None
        return self.target_value is not None and not is_foreign_count

    @property
    def working(self) -> Working | None:
        """How the status came about, where the method was applied."""
        return self.judgement.working if self.judgement else None


def is_rate(unit: str) -> bool:
    """Whether values in this (German) unit can be compared between places of different size."""
    padded = f" {unit} "
    return unit.startswith(RATE_UNITS) or any(word in padded for word in RATE_WORDS)


def read(
    record: Mapping[Hashable, Any], points: Sequence[Point], *, year: int, ags: str
) -> IndicatorReading:
    """Judge one indicator (a row of `queries.goals.indicators`) on its points.

    `ags` is "" for the Region. A municipality has no baseline of its own, and a target that is
    a count of the whole Region is not held against it.

    Raises:
        MeasureError: a value is infinite or the target lacks what its kind needs.
    """
    kind = IndicatorKind(record["kind"])
    target_value, target_year = _float(record["target_value"]), _int(record["target_year"])
    series = {point.year: point.value for point in points}
    breaks = [point.year for point in points if point.is_series_break]
    judgement: Judgement | None = None
    if not any(point.year <= year for point in points):
        status, reason = Status.NO_VALUES, msg("There is no value up to {year}.", year=str(year))
    elif ags and kind is not IndicatorKind.DIRECTION_ONLY and not is_rate(record["unit"]):
        status = Status.NOT_JUDGED
        reason = msg(
            "The target is a number for the whole Region: "
            "a single municipality is not judged by it."
        )
    else:
        judgement = judge(
            series,
            target=Target(target_value, target_year),
            direction=int(record["direction"]),
            kind=kind,
            year=year,
            suspending_breaks=breaks,
        )
        status, reason = Status(judgement.status.value), judgement.reason
    baseline_year, baseline_value = _int(record["baseline_year"]), _float(record["baseline_value"])
    has_baseline = not ags and baseline_year is not None and baseline_value is not None
    step = _int(record["impact_step"])
    return IndicatorReading(
        key=str(record["key"]),
        goal_key=str(record["goal_key"]),
        name=Label(record["name_de"], record["name_en"] or record["name_de"]),
        definition=Label(record["definition_de"], record["definition_en"]),
        unit=Label(record["unit"], record["unit_en"] or record["unit"]),
        decimals=int(record["decimals"]),
        direction=int(record["direction"]),
        kind=kind,
        baseline=Point(baseline_year or 0, baseline_value or 0.0) if has_baseline else None,
        target_value=target_value,
        target_year=target_year,
        source=str(record["source"]),
        accountability=Accountability(record["accountability"]),
        impact_step=step,
        year=year,
        points=tuple(points),
        status=status,
        reason=reason,
        judgement=judgement,
        trend=_trend(series, year, breaks),
    )


def _trend(series: dict[int, float], year: int, breaks: list[int]) -> TrendResult:
    if not series:
        return TrendResult(Trend.TOO_FEW, (), 0.0)
    return trend(series, year=year, breaks=breaks)


def _float(value: object) -> float | None:
    """Number of a cell; None where there is none (NaN and NA are unequal to themselves)."""
    return None if value is None or value != value else float(str(value))  # noqa: PLR0124


def _int(value: object) -> int | None:
    number = None if str(value) == "<NA>" else _float(value)
    return None if number is None else int(number)
