"""One indicator of the target system: its series, its status with reason, its trend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.domain.indicator_status import (
    OFF_TRACK,
    ON_TRACK,
    STATUS_LABELS,
    STATUS_SYMBOLS,
    Method,
    Status,
)
from lib.domain.trend import Trend, TrendResult, trend
from lib.domain.vocabulary import Accountability, IndicatorKind
from lib.insights.indicator_base import (
    assessment,
    comparator_name,
    has_own_rules,
    is_rate,
    number,
    shown_target,
    whole,
)
from lib.text import Label

if TYPE_CHECKING:
    from lib.domain.indicator_judgement import Assessment
    from lib.domain.weather_types import Judgement, Working
    from lib.insights.indicator_base import IndicatorBase
    from lib.text import Message

__all__ = [
    "OFF_TRACK",
    "ON_TRACK",
    "STATUS_LABELS",
    "STATUS_SYMBOLS",
    "IndicatorReading",
    "Method",
    "Point",
    "Status",
    "decided_by",
    "is_rate",
    "read",
]


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

    Values, baseline and target (the one that the status is about; `target_to`: an interval) are in
    `unit`; `comparator` names what the value is held against; `points` are all values, also those
    after `year`.
    `is_blocked`: the target is a count of the whole Region, and this is one municipality.
    `judgement` is that of the weather symbols; None where they were not applied: then
    `assessment` holds the other method's, or `reason` says why there is none.
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
    target_to: float | None
    comparator: Label | None
    parts_count: int
    source: str
    accountability: Accountability
    impact_step: int | None
    year: int
    points: tuple[Point, ...]
    status: Status
    reason: Message
    judgement: Judgement | None
    assessment: Assessment
    trend: TrendResult
    is_blocked: bool = False

    @property
    def latest(self) -> Point | None:
        """Newest value up to the year judged."""
        return next((point for point in reversed(self.points) if point.year <= self.year), None)

    @property
    def target_applies(self) -> bool:
        """Whether there is a target value that these values can be held against."""
        return self.target_value is not None and not self.is_blocked

    @property
    def working(self) -> Working | None:
        """How the status came about, where the method was applied."""
        return self.judgement.working if self.judgement else None


def read(
    base: IndicatorBase, key: str, *, year: int, method: Method = Method.WEATHER
) -> IndicatorReading:
    """Judge one indicator of the base exactly, with everything that explains it.

    Raises:
        KeyError: there is no such indicator.
        MeasureError: an indicator cannot be judged by the method at all.
    """
    record = base.record(key)
    points, case = points_of(base, key), base.case(key)
    target = shown_target(case, year)
    judged = assessment(base, key, year=year, method=method)
    baseline_year, baseline_value = whole(record["baseline_year"]), number(record["baseline_value"])
    has_baseline = (
        has_own_rules(record, base.ags) and baseline_year is not None and baseline_value is not None
    )
    return IndicatorReading(
        key=key,
        goal_key=str(record["goal_key"]),
        name=Label(record["name_de"], record["name_en"] or record["name_de"]),
        definition=Label(record["definition_de"], record["definition_en"]),
        unit=Label(record["unit"], record["unit_en"] or record["unit"]),
        decimals=int(record["decimals"]),
        direction=int(record["direction"]),
        kind=IndicatorKind(record["kind"]),
        baseline=Point(baseline_year or 0, baseline_value or 0.0) if has_baseline else None,
        target_value=target.value if target else None,
        target_year=target.year if target else None,
        target_to=target.value_to if target else None,
        comparator=comparator_name(base, record),
        parts_count=len(case.parts),
        source=str(record["source"]),
        accountability=Accountability(record["accountability"]),
        impact_step=whole(record["impact_step"]),
        year=year,
        points=points,
        status=judged.status,
        reason=judged.reason,
        judgement=judged.weather,
        assessment=judged,
        trend=_trend(points, year),
        is_blocked=case.rules.blocked is not None,
    )


def decided_by(reading: IndicatorReading, members: list[IndicatorReading]) -> IndicatorReading:
    """Find the part whose judgement the combined indicator shows; the indicator itself else.

    By the judgement, not by the status: what stays open because of one part is not decided by a
    part that is judged.
    """
    whole = reading.assessment
    for one in members:
        found = one.assessment
        if found.weather == whole.weather and found.eurostat == whole.eurostat:
            return one
    return members[0] if members else reading


def points_of(base: IndicatorBase, key: str) -> tuple[Point, ...]:
    """All values of an indicator, by year."""
    rows = base.rows(key)
    columns = (rows[name].tolist() for name in ("year", "value", "is_series_break", "note"))
    return tuple(Point(*row) for row in zip(*columns, strict=True))


def _trend(points: tuple[Point, ...], year: int) -> TrendResult:
    series = {point.year: point.value for point in points}
    if not series:
        return TrendResult(Trend.TOO_FEW, (), 0.0)
    breaks = [point.year for point in points if point.is_series_break]
    return trend(series, year=year, breaks=breaks)
