"""The indicators of a decision sheet: where each stands, against what, and by which working."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.domain.indicator_status import OFF_TRACK, RANK, UNJUDGED
from lib.domain.trend import TREND_LABELS, TREND_SYMBOLS, Trend
from lib.domain.vocabulary import IndicatorKind
from lib.domain.weather_combined import shown_targets
from lib.insights.indicator import decided_by, read
from lib.insights.indicator_words import amount
from lib.insights.indicator_working import all_lines
from lib.insights.proposal_types import Evidence
from lib.text import Label, Message, Num, Text, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lib.domain.indicator_status import Method
    from lib.domain.weather_status import Target
    from lib.insights.indicator import IndicatorReading
    from lib.insights.indicator_base import IndicatorBase


def evidence_of(
    base: IndicatorBase, keys: Iterable[str], *, year: int, method: Method
) -> tuple[Evidence, ...]:
    """Judge indicators exactly: what is off track first, then the unjudged, then the rest.

    Raises:
        KeyError: there is no such indicator.
        MeasureError: an indicator cannot be judged by the method at all.
    """
    found = [_evidence(base, key, year=year, method=method) for key in keys]
    return tuple(sorted(found, key=_urgency))


def _urgency(line: Evidence) -> tuple[int, int]:
    group = 0 if line.status in OFF_TRACK else 1 if line.status in UNJUDGED else 2
    return group, -RANK.get(line.status, 0)


def _evidence(base: IndicatorBase, key: str, *, year: int, method: Method) -> Evidence:
    """Put an indicator into words; a combined one shows the part that decides."""
    reading = read(base, key, year=year, method=method)
    shown = _deciding(base, reading, method)
    arrow = shown.trend.trend
    points = tuple((point.year, point.value) for point in shown.points if point.year <= year)
    target = _shown_target(base, shown)
    name: Text = reading.name
    if shown is not reading:
        name = msg("{name}, decided by: {part}", name=reading.name, part=shown.name)
    return Evidence(
        key=key,
        name=name,
        status=reading.status,
        value=_dated(shown, points[-1]) if points else msg("not stated"),
        target=_target_words(base, shown, target),
        trend=""
        if arrow is Trend.TOO_FEW
        else msg("{symbol} {word}", symbol=TREND_SYMBOLS[arrow], word=TREND_LABELS[arrow]),
        reason=reading.reason,
        working=all_lines(shown),
        course=_course(shown, points),
        points=points,
        breaks=tuple(point.year for point in shown.points if point.is_series_break),
        target_value=_drawn(base, shown, target),
    )


def _deciding(base: IndicatorBase, reading: IndicatorReading, method: Method) -> IndicatorReading:
    """Return the part whose judgement a combined indicator shows; the reading itself otherwise."""
    parts = [part for part in base.case(reading.key).parts if part in base.places]
    members = [read(base, part, year=reading.year, method=method) for part in parts]
    return decided_by(reading, members)


def _shown_target(base: IndicatorBase, reading: IndicatorReading) -> Target | None:
    """Return the target that the status is about: the nearest year not yet passed."""
    targets = base.case(reading.key).rules.targets
    ordered = sorted(targets, key=lambda target: target.last_year)
    return ordered[shown_targets(ordered, year=reading.year)[0]] if ordered else None


def _is_compared(base: IndicatorBase, reading: IndicatorReading) -> bool:
    return base.case(reading.key).rules.is_distance


def _drawn(base: IndicatorBase, reading: IndicatorReading, target: Target | None) -> float | None:
    """Value of the target line of the small series; None where no single value is the target."""
    if target is None or _is_compared(base, reading) or reading.is_blocked:
        return None
    return target.weakest(reading.direction)


def _target_words(base: IndicatorBase, reading: IndicatorReading, target: Target | None) -> Message:
    """Say what the status is held against."""
    if reading.is_blocked:
        return msg("only for the Region")
    if _is_compared(base, reading):
        return _compared(base, reading, target)
    if target is None or target.value is None or reading.kind is IndicatorKind.DIRECTION_ONLY:
        return msg("no target value, only a direction")
    value = amount(reading, target.value)
    if target.value_to is not None:
        value = msg(
            "{low} to {high} {unit}",
            low=Num(target.value, reading.decimals),
            high=Num(target.value_to, reading.decimals),
            unit=reading.unit,
        )
    if target.year is None:
        return msg("{value} every year", value=value)
    return msg("{value} by {year}", value=value, year=str(target.year))


def _compared(base: IndicatorBase, reading: IndicatorReading, target: Target | None) -> Message:
    """Say which other indicator the values are held against."""
    other = base.record(str(base.record(reading.key)["comparator_key"]))
    name = Label(other["name_de"], other["name_en"] or other["name_de"])
    distance = target.weakest(reading.direction) if target else None
    if not distance:
        return (
            msg("at or above: {name}, every year", name=name)
            if reading.direction > 0
            else msg("at or below: {name}, every year", name=name)
        )
    return msg(
        "distance to “{name}” of {value} {unit} or better, every year",
        name=name,
        value=Num(distance, reading.decimals, signed=True),
        unit=reading.unit,
    )


def _dated(reading: IndicatorReading, point: tuple[int, float]) -> Message:
    value = amount(reading, point[1])
    return msg("{value} ({year})", value=value, year=str(point[0]))


def _course(reading: IndicatorReading, points: tuple[tuple[int, float], ...]) -> Message:
    """Say the first and the last value, for those who do not see the small series."""
    if not points:
        return msg("no value")
    last = _dated(reading, points[-1])
    if len(points) == 1:
        return msg("one value: {value}", value=last)
    first = _dated(reading, points[0])
    return msg("from {first} to {last}", first=first, last=last)
