"""One indicator in all places: series of the Region and its municipalities, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.insights.indicator import Point
from lib.insights.indicator_page_types import PlaceSeries
from lib.insights.indicator_words import amount
from lib.store.queries import goals as queries
from lib.text import Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.domain.weather_status import Target
    from lib.insights.indicator import IndicatorReading
    from lib.store.engine import Engine


def places_of(
    engine: Engine, key: str, *, places: tuple[tuple[str, str], ...], extent_name: str
) -> tuple[PlaceSeries, ...]:
    """Values of an indicator: the Region first, then every municipality, alphabetically.

    A municipality without values is there, too, with none.
    """
    rows = queries.observations_everywhere(engine, key)
    found: dict[str, list[Point]] = {}
    columns = (rows[name].tolist() for name in ("ags", "year", "value", "is_series_break", "note"))
    for ags, *values in zip(*columns, strict=True):
        found.setdefault(str(ags), []).append(Point(*values))
    listed = (("", extent_name), *places)
    return tuple(PlaceSeries(ags, name, tuple(found.get(ags, ()))) for ags, name in listed)


def places_answer(
    reading: IndicatorReading, places: Sequence[PlaceSeries], *, target: Target | None
) -> tuple[Text, ...]:
    """Say in which range the municipalities lie in the year judged, and how many have no value.

    With a `target` that can be held against them it is also said how many meet it.
    """
    municipalities = places[1:]
    values = {
        place.ags: point.value
        for place in municipalities
        for point in place.points
        if point.year == reading.year
    }
    if not values:
        return (
            msg(
                "No municipality has a value for {year}; choose another year above.",
                year=str(reading.year),
            ),
        )
    sentences: list[Text] = [
        msg(
            "In {year} the municipalities lie between {low} and {high}.",
            year=str(reading.year),
            low=amount(reading, min(values.values())),
            high=amount(reading, max(values.values())),
        )
    ]
    goal = target.weakest(reading.direction) if target else None
    if goal is not None:
        met = sum(reading.direction * (value - goal) >= 0 for value in values.values())
        sentences.append(
            nmsg(
                "{count} of {total} meets the target value of the Region.",
                "{count} of {total} meet the target value of the Region.",
                met,
                total=str(len(values)),
            )
        )
    missing = len(municipalities) - len(values)
    if missing:
        sentences.append(
            nmsg(
                "{count} municipality has no value.",
                "{count} municipalities have no value.",
                missing,
            )
        )
    return tuple(sentences)
