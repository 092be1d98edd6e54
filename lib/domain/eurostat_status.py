"""Status of an indicator by the Eurostat type of method (compound annual growth rates).

CAGR_o = (y_t / y_0)^(1/(t - t0)) - 1 (observed), CAGR_r = (z / y_0)^(1/(T - t0)) - 1 (required),
R = d·CAGR_o / |CAGR_r|, d = +1 if higher is better, else -1. Target met in t: achieved; R ≥ 95 %
on track; 60 to <95 % acceleration needed; 0 to <60 % limited progress; <0 moving away.
Without a target d·CAGR_o decides: ≥ 1.5 %, 0.5 to <1.5 %, 0 to <0.5 %, <0 a year.

Edges (own choice where the method is silent): achieved needs no growth rate, so it is told for
zero and negative values too; otherwise a baseline, value or target of zero or below is not
computable. A target equal to the baseline that is not met has been left: moving away (the limit
of R). After the target year there is no judgement; in it the formula holds unchanged.
Source: Eurostat, Sustainable development in the European Union, monitoring report, annex on
methods; Open SDG, progress calculation; Statistics Canada; thresholds as in domain.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from lib.domain.errors import MeasureError
from lib.domain.series import exact, points
from lib.text import Message, Num, msg

if TYPE_CHECKING:
    from lib.domain.series import YearlyValues

ON_TRACK_RATIO: Final = 0.95
ACCELERATION_RATIO: Final = 0.60
#: Without a target: yearly change towards better.
ON_TRACK_YEARLY: Final = Fraction(15, 1000)
ACCELERATION_YEARLY: Final = Fraction(5, 1000)
#: R comes from logarithms; this much binary noise must not move it over a threshold.
RATIO_NOISE: Final = 1e-12


class EurostatStatus(StrEnum):
    """Progress towards a target, or over time where there is none."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    ACCELERATION_NEEDED = "acceleration_needed"
    LIMITED_PROGRESS = "limited_progress"
    MOVING_AWAY = "moving_away"
    NOT_COMPUTABLE = "not_computable"


EUROSTAT_LABELS: Final[dict[EurostatStatus, Message]] = {
    EurostatStatus.ACHIEVED: msg("Target achieved"),
    EurostatStatus.ON_TRACK: msg("On track"),
    EurostatStatus.ACCELERATION_NEEDED: msg("Acceleration needed"),
    EurostatStatus.LIMITED_PROGRESS: msg("Limited progress"),
    EurostatStatus.MOVING_AWAY: msg("Moving away"),
    EurostatStatus.NOT_COMPUTABLE: msg("not computable"),
}


@dataclass(frozen=True, slots=True)
class EurostatJudgement:
    """A status, its reason, and its working: rates in percent a year, R in percent."""

    status: EurostatStatus
    reason: Message
    baseline_year: int
    year: int
    observed_pct: float | None = None
    required_pct: float | None = None
    pace_pct: float | None = None


def judge_growth(
    series: YearlyValues,
    *,
    direction: int,
    baseline_year: int,
    year: int,
    target_value: float | None = None,
    target_year: int | None = None,
) -> EurostatJudgement:
    """Judge the growth from `baseline_year` to `year` against the growth the target asks for.

    Raises:
        MeasureError: direction is not ±1, only one of target value and target year is given, a
            year occurs twice, or a value is infinite.
    """
    if direction not in {-1, 1}:
        raise MeasureError(msg("The desired direction must be +1 or −1."), detail=str(direction))
    if (target_value is None) != (target_year is None):
        raise MeasureError(msg("A target needs both a value and a year."))
    known = points(series, until=year)
    refusal = _refusal(known, baseline_year=baseline_year, year=year, target_year=target_year)
    if refusal is not None:
        return EurostatJudgement(EurostatStatus.NOT_COMPUTABLE, refusal, baseline_year, year)
    start, now = known[baseline_year], known[year]
    if target_value is None or target_year is None:
        return _by_growth(start, now, direction=direction, span=(baseline_year, year))
    goal = exact(target_value)
    if direction * (now - goal) >= 0:
        reason = msg("The target is met in {year}.", year=str(year))
        return EurostatJudgement(EurostatStatus.ACHIEVED, reason, baseline_year, year)
    if min(start, now, goal) <= 0:
        return _no_rate(baseline_year, year)
    observed = _yearly_rate(start, now, year - baseline_year)
    required = _yearly_rate(start, goal, target_year - baseline_year)
    return _by_pace(observed, required, direction=direction, span=(baseline_year, year))


def _refusal(
    known: dict[int, Fraction], *, baseline_year: int, year: int, target_year: int | None
) -> Message | None:
    if target_year is not None and year > target_year:
        return msg(
            "The target year {year} has passed: the assessment has ended.", year=str(target_year)
        )
    if year <= baseline_year:
        return msg("There is no year after the baseline year {year} yet.", year=str(baseline_year))
    for needed in (baseline_year, year):
        if needed not in known:
            return msg("There is no value for {year}.", year=str(needed))
    return None


def _no_rate(baseline_year: int, year: int) -> EurostatJudgement:
    reason = msg("A growth rate needs values and a target above zero.")
    return EurostatJudgement(EurostatStatus.NOT_COMPUTABLE, reason, baseline_year, year)


def _yearly_rate(start: Fraction, end: Fraction, years: int) -> float:
    """Compound annual growth rate as a share, via logarithms (no overflow in the quotient)."""
    exponent = (math.log(float(end)) - math.log(float(start))) / years
    return math.expm1(exponent) if exponent < math.log(1e300) else math.inf


def _by_growth(
    start: Fraction, now: Fraction, *, direction: int, span: tuple[int, int]
) -> EurostatJudgement:
    """Judge without a target, comparing powers of exact fractions instead of rounded roots."""
    if min(start, now) <= 0:
        return _no_rate(*span)
    years = span[1] - span[0]

    def reaches(yearly: Fraction) -> bool:
        return direction * (now / start - (1 + direction * yearly) ** years) >= 0

    if reaches(ON_TRACK_YEARLY):
        status = EurostatStatus.ON_TRACK
    elif reaches(ACCELERATION_YEARLY):
        status = EurostatStatus.ACCELERATION_NEEDED
    elif reaches(Fraction(0)):
        status = EurostatStatus.LIMITED_PROGRESS
    else:
        status = EurostatStatus.MOVING_AWAY
    observed_pct = 100 * _yearly_rate(start, now, years)
    reason = msg(
        "Since {first} the value changed by {rate} % a year on average; there is no target.",
        first=str(span[0]),
        rate=Num(observed_pct, 1, signed=True),
    )
    return EurostatJudgement(status, reason, *span, observed_pct=observed_pct)


def _by_pace(
    observed: float, required: float, *, direction: int, span: tuple[int, int]
) -> EurostatJudgement:
    if required == 0:
        reason = msg(
            "The target is the value of {first}, and the value has moved away from it.",
            first=str(span[0]),
        )
        status = EurostatStatus.MOVING_AWAY
        return EurostatJudgement(status, reason, *span, observed_pct=100 * observed, required_pct=0)
    pace = direction * observed / abs(required)
    if pace + RATIO_NOISE >= ON_TRACK_RATIO:
        status = EurostatStatus.ON_TRACK
    elif pace + RATIO_NOISE >= ACCELERATION_RATIO:
        status = EurostatStatus.ACCELERATION_NEEDED
    else:
        status = EurostatStatus.LIMITED_PROGRESS if pace >= 0 else EurostatStatus.MOVING_AWAY
    reason = msg(
        "Since {first} the value changed by {observed} % a year on average; "
        "the target asks for {required} %.",
        first=str(span[0]),
        observed=Num(100 * observed, 1, signed=True),
        required=Num(100 * required, 1, signed=True),
    )
    return EurostatJudgement(status, reason, *span, 100 * observed, 100 * required, 100 * pace)
