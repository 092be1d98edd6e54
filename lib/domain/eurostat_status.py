"""Status of an indicator by the Eurostat type of method (compound annual growth rates).

CAGR_o = (y_t / y_0)^(1/(t - t0)) - 1 (observed), CAGR_r = (z / y_0)^(1/(T - t0)) - 1 (required),
R = d·CAGR_o / |CAGR_r|, d = +1 if higher is better, else -1. Target met in t: achieved; R ≥ 95 %
on track; 60 to <95 % acceleration needed; 0 to <60 % limited progress; <0 moving away.
Without a target d·CAGR_o decides: ≥ 1.5 %, 0.5 to <1.5 %, 0 to <0.5 %, <0 a year.

Edges (own choice where the method is silent):
* achieved needs no growth rate: it is told without a baseline, for zero and for negative values;
* otherwise baseline, value and target must all be above zero, or all below it (then value and
  direction are mirrored: d turns, the rates are those of the amounts); else not computable;
* a target equal to the baseline that is not met has been left: moving away (the limit of R);
* a target to be held every year, or a distance to a comparison value, has no path: met is
  achieved, missed is not computable;
* baseline: the recorded one (its value of the series if there is one), else the first value,
  after a suspending break the first one since it; a recorded baseline before a suspending break
  suspends; after the target year there is no judgement; in it the formula holds unchanged.
Source: Eurostat, Sustainable development in the European Union, monitoring report, annex on
methods; Open SDG, progress calculation; Statistics Canada; thresholds as in domain.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from lib.domain import eurostat_reasons as reasons
from lib.domain.errors import MeasureError
from lib.domain.eurostat_types import (
    ACCELERATION_RATIO,
    ACCELERATION_YEARLY,
    ON_TRACK_RATIO,
    ON_TRACK_YEARLY,
    EurostatJudgement,
    EurostatRule,
    EurostatStatus,
)
from lib.domain.series import exact, points
from lib.domain.vocabulary import IndicatorKind
from lib.domain.weather_status import check_direction
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Collection

    from lib.domain.series import YearlyValues
    from lib.domain.weather_types import Target

#: R comes from logarithms; this much binary noise must not move it over a threshold.
RATIO_NOISE: Final = 1e-12
_LARGEST_EXPONENT: Final = math.log(1e300)


def judge_growth(
    series: YearlyValues,
    *,
    target: Target,
    direction: int,
    kind: IndicatorKind,
    year: int,
    baseline: tuple[int, float] | None = None,
    comparator: YearlyValues | None = None,
    suspending_breaks: Collection[int] = (),
) -> EurostatJudgement:
    """Judge the growth up to `year` against the growth the target asks for.

    `baseline` is the recorded year and value to start from; `comparator` and
    `suspending_breaks` as in `weather_status.judge`. Values after `year` are not looked at.

    Raises:
        MeasureError: direction is not ±1, the target lacks the value or year its kind needs, a
            year occurs twice, or a value is infinite.
    """
    check_direction(direction)
    known = points(series, until=year)
    if comparator is not None:
        other = points(comparator, until=year)
        known = {y: value - other[y] for y, value in known.items() if y in other}
        kind = IndicatorKind.HOLD_EVERY_YEAR
    goal = _goal(target, direction, kind, is_distance=comparator is not None)
    past = [b for b in suspending_breaks if b <= year]
    case = _Case(
        known=known,
        goal=goal,
        target_year=target.year,
        direction=direction,
        kind=kind,
        year=year,
        start=_start(known, baseline, max(past, default=None)),
        last_break=max(past, default=None) if baseline is None else None,
        is_distance=comparator is not None,
    )
    if target.year is not None and year > target.year:
        return case.unjudged(EurostatRule.ENDED, reasons.ended(target_year=target.year))
    if year not in known:
        return case.unjudged(EurostatRule.LATER, reasons.later(year=year))
    if baseline is not None and past and max(past) > baseline[0]:
        return case.unjudged(EurostatRule.SUSPENDED, reasons.suspended(break_year=max(past)))
    return case.judgement()


def _goal(
    target: Target, direction: int, kind: IndicatorKind, *, is_distance: bool
) -> Fraction | None:
    """Check the question and return the value to reach (None: direction only)."""
    if kind is IndicatorKind.DIRECTION_ONLY:
        return None
    weakest = target.weakest(direction)
    if weakest is None and not is_distance:
        raise MeasureError(msg("The indicator has no target value."))
    if kind is IndicatorKind.REACH_BY_YEAR and target.year is None:
        raise MeasureError(msg("The indicator has no target year."))
    return exact(weakest) if weakest is not None else Fraction(0)


def _start(
    known: dict[int, Fraction], baseline: tuple[int, float] | None, last_break: int | None
) -> tuple[int, Fraction] | None:
    """Return year and value to start from: the recorded baseline, else the first value."""
    if baseline is not None:
        year, value = baseline
        return year, known[year] if year in known else exact(value)
    since = (point for point in known.items() if last_break is None or point[0] >= last_break)
    return next(since, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    known: dict[int, Fraction]
    goal: Fraction | None
    target_year: int | None
    direction: int
    kind: IndicatorKind
    year: int
    start: tuple[int, Fraction] | None
    last_break: int | None
    is_distance: bool

    def judgement(self) -> EurostatJudgement:
        """Apply the rule that fits (there is a value for the year judged)."""
        now, goal = self.known[self.year], self.goal
        if goal is not None and self.direction * (now - goal) >= 0:
            return self._result(EurostatStatus.ACHIEVED, EurostatRule.MET, reasons.met(self.year))
        if self.kind is IndicatorKind.HOLD_EVERY_YEAR:
            return self.unjudged(EurostatRule.NO_PATH, reasons.no_path(year=self.year))
        if self.start is None or self.start[0] >= self.year:
            return self._not_yet()
        amounts = [self.start[1], now, *([] if goal is None else [goal])]
        is_mirrored = all(amount < 0 for amount in amounts)
        if is_mirrored:
            amounts = [-amount for amount in amounts]
        if min(amounts) <= 0:
            return self.unjudged(EurostatRule.NO_RATE, reasons.no_rate())
        turned = -self.direction if is_mirrored else self.direction
        if goal is None:
            return self._by_growth(amounts[0], amounts[1], turned=turned, is_mirrored=is_mirrored)
        return self._by_pace(*amounts, turned=turned, is_mirrored=is_mirrored)

    def _not_yet(self) -> EurostatJudgement:
        """Say why there is no span of years: a break, or the baseline itself."""
        if self.last_break is not None and len(self.known) > 1:
            reason = reasons.suspended(break_year=self.last_break)
            return self.unjudged(EurostatRule.SUSPENDED, reason)
        return self.unjudged(EurostatRule.NO_START, reasons.no_start(first=self._first_year))

    def _by_growth(
        self, start: Fraction, now: Fraction, *, turned: int, is_mirrored: bool
    ) -> EurostatJudgement:
        """Judge without a target, comparing powers of exact fractions instead of rounded roots."""
        first = self._first_year
        years = self.year - first

        def reaches(yearly: Fraction) -> bool:
            return turned * (now / start - (1 + turned * yearly) ** years) >= 0

        if reaches(ON_TRACK_YEARLY):
            status = EurostatStatus.ON_TRACK
        elif reaches(ACCELERATION_YEARLY):
            status = EurostatStatus.ACCELERATION_NEEDED
        elif reaches(Fraction(0)):
            status = EurostatStatus.LIMITED_PROGRESS
        else:
            status = EurostatStatus.MOVING_AWAY
        observed = 100 * _rate(_exponent(start, now, years))
        reason = reasons.growth(first=first, observed_pct=observed)
        return self._result(
            status, EurostatRule.GROWTH, reason, observed=observed, is_mirrored=is_mirrored
        )

    def _by_pace(
        self, start: Fraction, now: Fraction, goal: Fraction, *, turned: int, is_mirrored: bool
    ) -> EurostatJudgement:
        first, end = self._first_year, self.target_year or 0  # a reach target has a year: checked
        exponent = _exponent(start, now, self.year - first)
        observed = _rate(exponent)
        required = _rate(_exponent(start, goal, end - first))
        projected = _grown(now, exponent * (end - self.year))
        if required == 0:
            status, pace = EurostatStatus.MOVING_AWAY, None
            reason = reasons.left_baseline(first=first)
        else:
            pace = turned * observed / abs(required)
            status = _by_ratio(pace)
            reason = reasons.pace(
                first=first, observed_pct=100 * observed, required_pct=100 * required
            )
        return self._result(
            status,
            EurostatRule.PACE,
            reason,
            observed=100 * observed,
            required=100 * required,
            pace=None if pace is None else 100 * pace,
            projected=None if projected is None else (-projected if is_mirrored else projected),
            is_mirrored=is_mirrored,
        )

    @property
    def _first_year(self) -> int:
        return self.start[0] if self.start else self.year

    def unjudged(self, rule: EurostatRule, reason: Message) -> EurostatJudgement:
        """Return why there is no judgement."""
        return self._result(EurostatStatus.NOT_COMPUTABLE, rule, reason)

    def _result(
        self,
        status: EurostatStatus,
        rule: EurostatRule,
        reason: Message,
        *,
        observed: float | None = None,
        required: float | None = None,
        pace: float | None = None,
        projected: float | None = None,
        is_mirrored: bool = False,
    ) -> EurostatJudgement:
        caveats = [reasons.distance()] if self.is_distance else []
        if is_mirrored:
            caveats.append(reasons.mirrored())
        uses_start = rule in {EurostatRule.PACE, EurostatRule.GROWTH, EurostatRule.NO_RATE}
        start = self.start if uses_start else None
        now = self.known.get(self.year)
        return EurostatJudgement(
            status=status,
            reason=reason,
            rule=rule,
            direction=self.direction,
            year=self.year,
            value=None if now is None else float(now),
            baseline_year=start[0] if start else None,
            baseline_value=float(start[1]) if start else None,
            target_value=None if self.goal is None else float(self.goal),
            target_year=self.target_year,
            observed_pct=observed,
            required_pct=required,
            pace_pct=pace,
            projected_value=projected,
            is_mirrored=is_mirrored,
            is_distance=self.is_distance,
            caveats=tuple(caveats),
        )


def _by_ratio(pace: float) -> EurostatStatus:
    if pace + RATIO_NOISE >= ON_TRACK_RATIO:
        return EurostatStatus.ON_TRACK
    if pace + RATIO_NOISE >= ACCELERATION_RATIO:
        return EurostatStatus.ACCELERATION_NEEDED
    return EurostatStatus.LIMITED_PROGRESS if pace >= 0 else EurostatStatus.MOVING_AWAY


def _exponent(start: Fraction, end: Fraction, years: int) -> float:
    """Logarithm of the yearly growth factor (no overflow in the quotient)."""
    return (math.log(float(end)) - math.log(float(start))) / years


def _rate(exponent: float) -> float:
    """Compound annual growth rate as a share."""
    return math.expm1(exponent) if exponent < _LARGEST_EXPONENT else math.inf


def _grown(value: Fraction, exponent: float) -> float | None:
    """Return the value after growing on; None where that is beyond any number."""
    total = math.log(float(value)) + exponent
    return math.exp(total) if total < _LARGEST_EXPONENT else None
