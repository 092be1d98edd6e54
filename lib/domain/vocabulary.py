"""Closed vocabularies of the field: what the code decides on.

Open vocabularies (life phases, fields of action, institution types ...) are code lists in the
database, editable data with labels in both languages.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Final

from lib.text import Message, msg

LEVEL_MIN: Final = 0
LEVEL_MAX: Final = 5
#: Age that stands for "from pregnancy on" in age ranges (completed years).
PREGNANCY_AGE_YEARS: Final = -1


class CellState(StrEnum):
    """Why a cell shows what it shows. Zero, unknown and withheld are three different things."""

    VALUE = "value"
    NO_REPORT = "no_report"  # nobody reported anything here: not a zero
    UNKNOWN = "unknown"  # nobody rated it, no figure exists
    WITHHELD = "withheld"  # disclosure protection
    NOT_COMPUTABLE = "not_computable"  # e.g. no children in the group


class OfferStatus(StrEnum):
    """HSDS 3.0 `service.status`."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class GoalLevel(IntEnum):
    """Leitziel, Mittlerziel, Handlungsziel."""

    STRATEGIC = 1
    INTERMEDIATE = 2
    OPERATIONAL = 3


class IndicatorKind(StrEnum):
    """How a target is meant (see lib/domain/weather_status.py)."""

    REACH_BY_YEAR = "reach_by_year"
    HOLD_EVERY_YEAR = "hold_every_year"
    DIRECTION_ONLY = "direction_only"


class WeatherStatus(StrEnum):
    """Weather symbols of the German sustainability indicators (Destatis)."""

    SUN = "sun"
    LIGHT_CLOUD = "light_cloud"
    CLOUD = "cloud"
    THUNDERSTORM = "thunderstorm"
    NOT_JUDGED = "not_judged"


class MeasureStatus(StrEnum):
    """State of a measure (Maßnahme)."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class Accountability(StrEnum):
    """Who answers for an indicator: the whole partnership, or one offer."""

    POPULATION = "population"
    PERFORMANCE = "performance"


class ReflectionTopic(StrEnum):
    """What a reflection question asks about: one of the three criteria, or the whole."""

    COOPERATION = ""
    KNOWLEDGE = "knowledge_level"
    BINDINGNESS = "bindingness_level"
    REGULARITY = "regularity_level"


class Audience(StrEnum):
    """Who may see single ratings: the circle that owns them, or the public (aggregates only)."""

    CIRCLE = "kreis"
    PUBLIC = "oeffentlich"


CELL_STATE_LABELS: Final[dict[CellState, Message]] = {
    CellState.VALUE: msg("value"),
    CellState.NO_REPORT: msg("no report"),
    CellState.UNKNOWN: msg("not stated"),
    CellState.WITHHELD: msg("withheld"),
    CellState.NOT_COMPUTABLE: msg("not computable"),
}
OFFER_STATUS_LABELS: Final[dict[OfferStatus, Message]] = {
    OfferStatus.ACTIVE: msg("active"),
    OfferStatus.INACTIVE: msg("inactive"),
    OfferStatus.DEFUNCT: msg("discontinued"),
    OfferStatus.TEMPORARILY_CLOSED: msg("temporarily closed"),
}
GOAL_LEVEL_LABELS: Final[dict[GoalLevel, Message]] = {
    GoalLevel.STRATEGIC: msg("Strategic goal"),
    GoalLevel.INTERMEDIATE: msg("Intermediate goal"),
    GoalLevel.OPERATIONAL: msg("Operational goal"),
}
INDICATOR_KIND_LABELS: Final[dict[IndicatorKind, Message]] = {
    IndicatorKind.REACH_BY_YEAR: msg("reach by a year"),
    IndicatorKind.HOLD_EVERY_YEAR: msg("hold every year"),
    IndicatorKind.DIRECTION_ONLY: msg("direction only"),
}
WEATHER_LABELS: Final[dict[WeatherStatus, Message]] = {
    WeatherStatus.SUN: msg("Sun"),
    WeatherStatus.LIGHT_CLOUD: msg("Slightly cloudy"),
    WeatherStatus.CLOUD: msg("Cloud"),
    WeatherStatus.THUNDERSTORM: msg("Thunderstorm"),
    WeatherStatus.NOT_JUDGED: msg("not assessable"),
}
#: Text symbols that read in greyscale; always shown together with the word.
WEATHER_SYMBOLS: Final[dict[WeatherStatus, str]] = {
    WeatherStatus.SUN: "☀",
    WeatherStatus.LIGHT_CLOUD: "⛅",
    WeatherStatus.CLOUD: "☁",
    WeatherStatus.THUNDERSTORM: "⛈",
    WeatherStatus.NOT_JUDGED: "○",
}
MEASURE_STATUS_LABELS: Final[dict[MeasureStatus, Message]] = {
    MeasureStatus.PLANNED: msg("planned"),
    MeasureStatus.RUNNING: msg("running"),
    MeasureStatus.DONE: msg("completed"),
    MeasureStatus.STOPPED: msg("stopped"),
}
ACCOUNTABILITY_LABELS: Final[dict[Accountability, Message]] = {
    Accountability.POPULATION: msg("whole partnership (population)"),
    Accountability.PERFORMANCE: msg("single offer (performance)"),
}
REFLECTION_TOPIC_LABELS: Final[dict[ReflectionTopic, Message]] = {
    ReflectionTopic.COOPERATION: msg("Cooperation as a whole"),
    ReflectionTopic.KNOWLEDGE: msg("Knowledge"),
    ReflectionTopic.BINDINGNESS: msg("Bindingness"),
    ReflectionTopic.REGULARITY: msg("Regularity"),
}
