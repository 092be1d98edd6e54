"""What a weather status is made of: targets, rules, judgements and their working.

Formulas and source: lib/domain/weather_status.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.domain.vocabulary import WeatherStatus
from lib.text import Message, msg

WINDOW_VALUES: Final = 6
EXCEPTIONAL_MINIMUM_VALUES: Final = 4
SUN_BELOW_PCT: Final = 5
CLOUD_ABOVE_PCT: Final = 20


class Rule(StrEnum):
    """The rule that decided: three judge, four say why there is no judgement."""

    REACH = "reach"
    HOLD = "hold"
    DIRECTION = "direction"
    ENDED = "ended"  # "Ende"
    LATER = "later"  # "Später"
    SUSPENDED = "suspended"  # "Bewertung ausgesetzt"
    TOO_FEW = "too_few"  # "Keine"


RULE_LABELS: Final[dict[Rule, Message]] = {
    Rule.REACH: msg("Rule: reach the target by a year"),
    Rule.HOLD: msg("Rule: hold the target every year"),
    Rule.DIRECTION: msg("Rule: direction only"),
    Rule.ENDED: msg("Assessment ended"),
    Rule.LATER: msg("Value not available yet"),
    Rule.SUSPENDED: msg("Assessment suspended"),
    Rule.TOO_FEW: msg("Too few values"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached: a value or an interval (`value` to `value_to`), by or in `year`."""

    value: float | None = None
    year: int | None = None
    value_to: float | None = None

    def weakest(self, direction: int) -> float | None:
        """Return the weakest requirement: the lower end if higher is better, else the upper."""
        ends = [end for end in (self.value, self.value_to) if end is not None]
        if not ends:
            return None
        return min(ends) if direction > 0 else max(ends)

    @property
    def last_year(self) -> float:
        """Year after which the target has passed; one without a year never passes."""
        return float("inf") if self.year is None else self.year


@dataclass(frozen=True, slots=True)
class Working:
    """How a judgement came about; values and changes in the indicator's unit.

    `values` is the window (with a comparator: the distances to it); the changes are as measured
    (not turned by the direction). What a rule does not use is None.
    """

    rule: Rule
    direction: int
    values: tuple[tuple[int, float], ...] = ()
    target_value: float | None = None
    target_year: int | None = None
    mean_yearly_change: float | None = None
    last_change: float | None = None
    is_met: bool | None = None
    first_met_year: int | None = None
    projected_value: float | None = None
    missed_share_pct: float | None = None
    sun_below_pct: float = SUN_BELOW_PCT
    cloud_above_pct: float = CLOUD_ABOVE_PCT
    is_distance: bool = False

    @property
    def first_year(self) -> int | None:
        """First year of the window."""
        return self.values[0][0] if self.values else None

    @property
    def last_year(self) -> int | None:
        """Last year of the window."""
        return self.values[-1][0] if self.values else None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status, its reason in one sentence, what to say beside it, and its working."""

    status: WeatherStatus
    reason: Message
    working: Working
    caveats: tuple[Message, ...] = ()

    @property
    def is_exceptional(self) -> bool:
        """Whether fewer than six values were allowed to decide."""
        judged = self.status is not WeatherStatus.NOT_JUDGED
        return judged and len(self.working.values) < WINDOW_VALUES
