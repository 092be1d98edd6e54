"""The statuses of both methods as one vocabulary, and how they compare.

A status is always shown with its word; the best and the worst are told within one method only.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import (
    CELL_STATE_LABELS,
    WEATHER_LABELS,
    WEATHER_SYMBOLS,
    CellState,
    WeatherStatus,
)
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Method(StrEnum):
    """How a status is computed; the first one is the default."""

    WEATHER = "wetter"
    EUROSTAT = "eurostat"


METHOD_LABELS: Final[dict[Method, Message]] = {
    Method.WEATHER: msg("Weather symbols (Destatis)"),
    Method.EUROSTAT: msg("Growth rates (Eurostat type)"),
}


class Status(StrEnum):
    """The statuses of both methods; "not stated" is for a series without any value yet."""

    SUN = "sun"
    LIGHT_CLOUD = "light_cloud"
    CLOUD = "cloud"
    THUNDERSTORM = "thunderstorm"
    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    ACCELERATION_NEEDED = "acceleration_needed"
    LIMITED_PROGRESS = "limited_progress"
    MOVING_AWAY = "moving_away"
    NOT_JUDGED = "not_judged"
    NO_VALUES = "no_values"


UNJUDGED: Final = (Status.NOT_JUDGED, Status.NO_VALUES)
#: What each method can say: from best to worst, then the two without a judgement.
METHOD_STATUSES: Final[dict[Method, tuple[Status, ...]]] = {
    Method.WEATHER: (
        Status.SUN,
        Status.LIGHT_CLOUD,
        Status.CLOUD,
        Status.THUNDERSTORM,
        *UNJUDGED,
    ),
    Method.EUROSTAT: (
        Status.ACHIEVED,
        Status.ON_TRACK,
        Status.ACCELERATION_NEEDED,
        Status.LIMITED_PROGRESS,
        Status.MOVING_AWAY,
        *UNJUDGED,
    ),
}
ON_TRACK: Final = frozenset({Status.SUN, Status.LIGHT_CLOUD, Status.ACHIEVED, Status.ON_TRACK})
OFF_TRACK: Final = frozenset(Status) - ON_TRACK - frozenset(UNJUDGED)

STATUS_LABELS: Final[dict[Status, Message]] = {
    **{Status(status.value): label for status, label in WEATHER_LABELS.items()},
    Status.ACHIEVED: msg("Target achieved"),
    Status.ON_TRACK: msg("On track"),
    Status.ACCELERATION_NEEDED: msg("Acceleration needed"),
    Status.LIMITED_PROGRESS: msg("Limited progress"),
    Status.MOVING_AWAY: msg("Moving away"),
    Status.NO_VALUES: CELL_STATE_LABELS[CellState.UNKNOWN],
}
#: Text symbols that read in greyscale and differ from the arrows of a trend; never without word.
STATUS_SYMBOLS: Final[dict[Status, str]] = {
    **{Status(status.value): symbol for status, symbol in WEATHER_SYMBOLS.items()},
    Status.ACHIEVED: "✓",
    Status.ON_TRACK: "⇑",
    Status.ACCELERATION_NEEDED: "⇗",
    Status.LIMITED_PROGRESS: "⇒",
    Status.MOVING_AWAY: "⇓",
    Status.NO_VALUES: "–",
}

#: Place of a judged status in its method, 0 = best.
RANK: Final[dict[Status, int]] = {
    status: place
    for statuses in METHOD_STATUSES.values()
    for place, status in enumerate(statuses)
    if status not in UNJUDGED
}
#: The worst a method can say: nothing that is still open could make it worse.
WORST: Final = frozenset({Status.THUNDERSTORM, Status.MOVING_AWAY})


def method_of(status: Status) -> Method | None:
    """Return the method that says this status; None for the two without a judgement."""
    if status in UNJUDGED:
        return None
    return Method.WEATHER if status.value in set(WeatherStatus) else Method.EUROSTAT


def worst(statuses: Iterable[Status]) -> Status:
    """Return the worst judged status; none judged: "not assessable", none at all: "not stated".

    Raises:
        MeasureError: statuses of two methods.
    """
    found = set(statuses)
    if len({method_of(status) for status in found} - {None}) > 1:
        raise MeasureError(msg("Statuses of two methods cannot be compared."))
    judged = found - set(UNJUDGED)
    if judged:
        return max(judged, key=RANK.__getitem__)
    return Status.NOT_JUDGED if Status.NOT_JUDGED in found else Status.NO_VALUES


def deciding(entries: Sequence[tuple[Status, bool]]) -> tuple[int, bool]:
    """Find which of several simultaneous judgements decides over the whole.

    `entries` are statuses with whether the assessment has ended. Ended ones drop out while
    another is running; the worst decides. Returns its place and whether the whole stays open
    because a running one is not judged: then the place is that of the first such one. Only the
    worst status of a method decides even so: it cannot get worse (own choice: never flatter).

    Raises:
        MeasureError: there is no entry.
    """
    if not entries:
        raise MeasureError(msg("There is no target to assess."))
    everything = range(len(entries))
    running = [i for i in everything if not entries[i][1]] or list(everything)
    judged = [i for i in running if entries[i][0] not in UNJUDGED]
    if not judged:
        unjudged = (i for i in (*running, *everything) if entries[i][0] is Status.NOT_JUDGED)
        return next(unjudged, running[0]), False
    decides = max(judged, key=lambda i: RANK[entries[i][0]])
    if len(judged) < len(running) and entries[decides][0] not in WORST:
        return next(i for i in running if i not in judged), True
    return decides, False


class Movement(StrEnum):
    """How a status changed between two states of knowledge."""

    IMPROVED = "besser"
    WORSENED = "schlechter"
    SAME = "gleich"
    NEWLY_JUDGED = "neu"
    NO_LONGER_JUDGED = "entfallen"
    UNJUDGED = "offen"


MOVEMENT_LABELS: Final[dict[Movement, Message]] = {
    Movement.IMPROVED: msg("improved"),
    Movement.WORSENED: msg("worsened"),
    Movement.SAME: msg("same status"),
    Movement.NEWLY_JUDGED: msg("newly assessed"),
    Movement.NO_LONGER_JUDGED: msg("no longer assessed"),
    Movement.UNJUDGED: msg("still not assessable"),
}


def movement(before: Status, after: Status) -> Movement:
    """Compare two statuses of one method.

    Raises:
        MeasureError: statuses of two methods.
    """
    worst((before, after))  # refuses two methods
    if before in UNJUDGED:
        return Movement.UNJUDGED if after in UNJUDGED else Movement.NEWLY_JUDGED
    if after in UNJUDGED:
        return Movement.NO_LONGER_JUDGED
    if before is after:
        return Movement.SAME
    return Movement.IMPROVED if RANK[after] < RANK[before] else Movement.WORSENED
