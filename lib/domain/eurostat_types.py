"""What a status by growth rates is made of: rules, judgements and their working.

Formulas: lib/domain/eurostat_status.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from lib.text import Message, msg

#: Pace (observed by required rate) from which a target is on track, and from which not far off.
ON_TRACK_RATIO: Final = 0.95
ACCELERATION_RATIO: Final = 0.60
#: Without a target: yearly change towards better.
ON_TRACK_YEARLY: Final = Fraction(15, 1000)
ACCELERATION_YEARLY: Final = Fraction(5, 1000)


class EurostatStatus(StrEnum):
    """Progress towards a target, or over time where there is none."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    ACCELERATION_NEEDED = "acceleration_needed"
    LIMITED_PROGRESS = "limited_progress"
    MOVING_AWAY = "moving_away"
    NOT_COMPUTABLE = "not_computable"


class EurostatRule(StrEnum):
    """The rule that decided: three judge, the others say why there is no judgement."""

    MET = "met"
    PACE = "pace"
    GROWTH = "growth"
    ENDED = "ended"
    LATER = "later"
    SUSPENDED = "suspended"
    NO_PATH = "no_path"
    NO_START = "no_start"
    NO_RATE = "no_rate"


EUROSTAT_RULE_LABELS: Final[dict[EurostatRule, Message]] = {
    EurostatRule.MET: msg("Rule: target met"),
    EurostatRule.PACE: msg("Rule: observed against required growth"),
    EurostatRule.GROWTH: msg("Rule: growth without a target"),
    EurostatRule.ENDED: msg("Assessment ended"),
    EurostatRule.LATER: msg("Value not available yet"),
    EurostatRule.SUSPENDED: msg("Assessment suspended"),
    EurostatRule.NO_PATH: msg("No target year"),
    EurostatRule.NO_START: msg("No value to start from"),
    EurostatRule.NO_RATE: msg("No growth rate"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EurostatJudgement:
    """A status, its reason, what to say beside it, and its working.

    Values in the indicator's unit (with a comparator: the distance to it); rates in percent a
    year, the pace in percent of the required rate. What a rule does not use is None. A target
    is on track from a pace of `on_track_from_pct`, without one from that growth a year.
    """

    status: EurostatStatus
    reason: Message
    rule: EurostatRule
    direction: int
    year: int
    value: float | None = None
    baseline_year: int | None = None
    baseline_value: float | None = None
    target_value: float | None = None
    target_year: int | None = None
    observed_pct: float | None = None
    required_pct: float | None = None
    pace_pct: float | None = None
    projected_value: float | None = None
    is_mirrored: bool = False
    is_distance: bool = False
    caveats: tuple[Message, ...] = ()

    @property
    def on_track_from_pct(self) -> float:
        """Bound of "on track": a pace, or a growth a year towards better without a target."""
        is_growth = self.rule is EurostatRule.GROWTH
        return float(100 * (ON_TRACK_YEARLY if is_growth else Fraction(95, 100)))

    @property
    def acceleration_from_pct(self) -> float:
        """Bound of "acceleration needed", as `on_track_from_pct`."""
        is_growth = self.rule is EurostatRule.GROWTH
        return float(100 * (ACCELERATION_YEARLY if is_growth else Fraction(60, 100)))
