"""Targets in words: value or interval, by a year or every year, or held against another value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.domain.vocabulary import IndicatorKind
from lib.insights.indicator_words import amount
from lib.text import Message, Num, Text, msg

if TYPE_CHECKING:
    from lib.domain.weather_status import Target
    from lib.insights.indicator_page_types import IndicatorPage
    from lib.insights.indicator_words import Targeted


def target_words(page: IndicatorPage, target: Target | None) -> Message:
    """Say what one target asks for."""
    reading = page.deciding
    if page.comparator is not None:
        distance = target.weakest(reading.direction) if target else None
        return _distance(page, distance or 0.0)
    if target is None or target.value is None or reading.kind is IndicatorKind.DIRECTION_ONLY:
        return msg("no target value, only a direction")
    value = _value(reading, target)
    if target.year is None:
        return msg("{value} every year", value=value)
    return msg("{value} by {year}", value=value, year=str(target.year))


def _value(reading: Targeted, target: Target) -> Message:
    if target.value is None or target.value_to is None:
        return amount(reading, target.value or 0.0)
    return msg(
        "{low} to {high} {unit}",
        low=Num(target.value, reading.decimals),
        high=Num(target.value_to, reading.decimals),
        unit=reading.unit,
    )


def _distance(page: IndicatorPage, distance: float) -> Message:
    name: Text = page.comparator.name if page.comparator else ""
    if distance == 0:
        return (
            msg("at or above: {name}, every year", name=name)
            if page.deciding.direction > 0
            else msg("at or below: {name}, every year", name=name)
        )
    value = Num(distance, page.deciding.decimals, signed=True)
    return msg(
        "distance to “{name}” of {value} {unit} or better, every year",
        name=name,
        value=value,
        unit=page.deciding.unit,
    )


def further_targets(page: IndicatorPage) -> tuple[Target, ...]:
    """Targets besides the one that the status is about."""
    return tuple(target for target in page.targets if target != page.shown_target)
