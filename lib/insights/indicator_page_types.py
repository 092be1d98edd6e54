"""What the page of one indicator holds besides its reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.indicator_status import Status
    from lib.domain.vocabulary import MeasureStatus
    from lib.domain.weather_status import Target
    from lib.insights.indicator import IndicatorReading, Point
    from lib.insights.types import Provenance, Table
    from lib.text import Label, Message, Text


@dataclass(frozen=True, slots=True)
class PlaceSeries:
    """Values of one place (`ags` "" = the Region as a whole), by year; none: not stated."""

    ags: str
    name: Text
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """A value as it was published before `replaced_on`; `now` is what stands there today."""

    year: int
    value: float
    published_on: date | None
    replaced_on: date
    now: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `letter` marks it in the picture."""

    letter: str
    happened_on: date
    text: Label


@dataclass(frozen=True, slots=True)
class PagePart:
    """One of several indicators that together make this one."""

    key: str
    name: Label
    status: Status
    reason: Message


@dataclass(frozen=True, slots=True)
class TiedMeasure:
    """A measure of the indicator's goal (or of a goal below) with its offers (key, name)."""

    key: str
    goal_key: str
    title: Label
    status: MeasureStatus
    responsible_body: str
    offers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    """Everything about one indicator at one place in one year.

    `deciding` is the reading whose working decides: the indicator's own, or that of the worst of
    its `parts`. `region` and `municipalities` are for comparing; `is_rate`: the Region can lie in
    one picture with its municipalities. `working`, `earlier_table` and `events_table` are tables of
    their own; `table` holds the values of the place, `places_table` those of all places.
    """

    reading: IndicatorReading
    deciding: IndicatorReading
    parts: tuple[PagePart, ...]
    ags: str
    place: str
    goal: tuple[str, Message] | None
    caveat: Label
    contact_role: str
    next_update_on: date | None
    is_overdue: bool
    targets: tuple[Target, ...]
    shown_target: Target | None
    comparator: PlaceSeries | None
    region: PlaceSeries
    municipalities: tuple[PlaceSeries, ...]
    is_rate: bool
    earlier: tuple[EarlierValue, ...]
    events: tuple[Event, ...]
    measures: tuple[TiedMeasure, ...]
    path: tuple[tuple[int, float], ...]
    answer: tuple[Message, ...]
    places_answer: tuple[Text, ...]
    working_lines: tuple[Message, ...]
    table: Table
    places_table: Table
    working: Table
    earlier_table: Table
    events_table: Table
    provenance: Provenance
