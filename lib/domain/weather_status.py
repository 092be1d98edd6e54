"""Status of an indicator by weather symbol (Destatis).

m = d·(x(p6) - x(p1)) / (p6 - p1) over the last six data points p1 < … < p6 = t, d = +1 if higher
is better, else -1; q = [d(G - x(t)) - (T - t)·m] / [d(G - x(t))] is the missed share.

* reach by a year: m ≤ 0 thunderstorm; q < 5 % sun; 5 % ≤ q ≤ 20 % slightly cloudy; else cloud;
* hold every year: met and m ≥ 0 sun; met and m < 0 slightly cloudy; missed and m > 0 cloud; else
  thunderstorm. A reach target met in t or any earlier year, or with t = T, is judged so too;
* direction only: m > 0 and last change > 0 sun; only m > 0 slightly cloudy; only last > 0 cloud;
  else thunderstorm.

Untested by any published row, and what this code does: *hold* with m = 0 while met is sun (the
rule as written: not worsening); *direction* with m = 0 counts as not towards the target; a reach
target that is met but worsening is judged by the hold rule (slightly cloudy); a direction-only
indicator with a target year ends after it and keeps its rule in it; a break suspends as long as
the window holds values from both sides of it; an earlier value counts as "met" across a break.

No rounding: values are compared as exact decimals (lib/domain/series.py).
Source: Statistisches Bundesamt (Destatis), Indikatoren der Deutschen Nachhaltigkeitsstrategie,
Indikatorenbericht 2022, method of the status. No political assessment and no forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lib.domain import weather_reasons as reasons
from lib.domain.errors import MeasureError
from lib.domain.series import exact, points
from lib.domain.vocabulary import IndicatorKind, WeatherStatus
from lib.domain.weather_types import (
    CLOUD_ABOVE_PCT,
    EXCEPTIONAL_MINIMUM_VALUES,
    SUN_BELOW_PCT,
    WINDOW_VALUES,
    Judgement,
    Rule,
    Target,
    Working,
)
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Collection

    from lib.domain.series import YearlyValues

__all__ = ["WINDOW_VALUES", "Judgement", "Rule", "Target", "Working", "judge"]


def judge(
    series: YearlyValues,
    *,
    target: Target,
    direction: int,
    kind: IndicatorKind,
    year: int,
    comparator: YearlyValues | None = None,
    suspending_breaks: Collection[int] = (),
    minimum_values: int = WINDOW_VALUES,
) -> Judgement:
    """Judge one target in `year`; values after `year` are not looked at.

    `comparator` (e.g. "below the EU value") judges the distance value - comparator by the hold
    rule, with `target.value` (default 0) as the distance to keep. `suspending_breaks` are the
    first years of new series whose break suspends the judgement. `minimum_values` may be 4 or 5
    (the method's exceptional case; the judgement says so).

    Raises:
        MeasureError: direction is not ±1, minimum_values is not 4 to 6, the target lacks the
            value or year its kind needs, a year occurs twice, or a value is infinite.
    """
    goal = _checked_goal(target, direction, kind, minimum_values, comparator)
    known = points(series, until=year)
    if comparator is not None:
        other = points(comparator, until=year)
        known = {y: value - other[y] for y, value in known.items() if y in other}
        kind = IndicatorKind.HOLD_EVERY_YEAR
    case = _Case(known, goal, target.year, direction, kind, year, comparator is not None)
    return case.obstacle(suspending_breaks, minimum_values) or case.judgement()


def check_direction(direction: int) -> None:
    """Refuse a direction that is neither +1 nor −1.

    Raises:
        MeasureError: it is not.
    """
    if direction not in {-1, 1}:
        raise MeasureError(msg("The desired direction must be +1 or −1."), detail=str(direction))


def check_minimum(minimum_values: int) -> None:
    """Refuse fewer values than the exceptional case of the method allows.

    Raises:
        MeasureError: not 4 to 6.
    """
    if not EXCEPTIONAL_MINIMUM_VALUES <= minimum_values <= WINDOW_VALUES:
        raise MeasureError(msg("The method needs six values, in exceptional cases four or five."))


def _checked_goal(
    target: Target,
    direction: int,
    kind: IndicatorKind,
    minimum_values: int,
    comparator: YearlyValues | None,
) -> Fraction:
    """Check the question and return the value to reach (0 where none is needed)."""
    check_direction(direction)
    check_minimum(minimum_values)
    goal = target.weakest(direction)
    needs_value = kind is not IndicatorKind.DIRECTION_ONLY and comparator is None
    if needs_value and goal is None:
        raise MeasureError(msg("The indicator has no target value."))
    if kind is IndicatorKind.REACH_BY_YEAR and comparator is None and target.year is None:
        raise MeasureError(msg("The indicator has no target year."))
    return exact(goal) if goal is not None else Fraction(0)


@dataclass(frozen=True, slots=True)
class _Case:
    known: dict[int, Fraction]
    goal: Fraction
    target_year: int | None
    direction: int
    kind: IndicatorKind
    year: int
    is_distance: bool

    @property
    def window(self) -> list[tuple[int, Fraction]]:
        return list(self.known.items())[-WINDOW_VALUES:]

    def obstacle(self, breaks: Collection[int], minimum_values: int) -> Judgement | None:
        """Return why there is no judgement, or None if there can be one."""
        window = self.window
        if self.target_year is not None and self.year > self.target_year:
            return self._not_judged(Rule.ENDED, reasons.ended(target_year=self.target_year))
        if self.year not in self.known:
            return self._not_judged(Rule.LATER, reasons.later(year=self.year))
        crossed = [b for b in breaks if window[0][0] < b <= self.year]
        if crossed:
            return self._not_judged(Rule.SUSPENDED, reasons.suspended(break_year=max(crossed)))
        if len(window) < minimum_values:
            reason = reasons.too_few(values_count=len(window), needed=minimum_values)
            return self._not_judged(Rule.TOO_FEW, reason)
        return None

    def judgement(self) -> Judgement:
        """Apply the rule that fits (the window is long enough and ends in the year judged)."""
        window = self.window
        (first, start), (last, now) = window[0], window[-1]
        mean = (now - start) / (last - first)
        latest = now - window[-2][1]
        caveats = [reasons.distance()] if self.is_distance else []
        if len(window) < WINDOW_VALUES:
            caveats.append(reasons.exceptional(values_count=len(window)))
        base = self._working(Rule.DIRECTION, mean=mean, latest=latest)
        better, step = self.direction * mean, self.direction * latest
        if self.kind is IndicatorKind.DIRECTION_ONLY:
            status = _by_direction(better, step)
            reason = reasons.direction(status, first=first, last=last)
            return Judgement(status, reason, base, tuple(caveats))
        gap = self.direction * (self.goal - now)
        if self._is_to_hold(caveats):
            status = _by_hold(better, is_met=gap <= 0)
            reason = reasons.hold(status, first=first, last=last)
            working = self._working(Rule.HOLD, mean=mean, latest=latest)
            return Judgement(status, reason, working, tuple(caveats))
        target_year = self.target_year or 0  # a reach target has a year: checked at the door
        missed = (gap - (target_year - last) * better) / gap
        status = _by_reach(better, missed)
        reason = reasons.reach(status, first=first, last=last, target_year=target_year)
        working = self._working(Rule.REACH, mean=mean, latest=latest, missed=missed)
        return Judgement(status, reason, working, tuple(caveats))

    def _first_met_year(self) -> int | None:
        met = (y for y, v in self.known.items() if self.direction * (self.goal - v) <= 0)
        return next(met, None)

    def _is_to_hold(self, caveats: list[Message]) -> bool:
        """Tell whether the hold rule applies; say so where a reach target turned into it."""
        if self.kind is IndicatorKind.HOLD_EVERY_YEAR:
            return True
        if self.target_year == self.year:
            caveats.append(reasons.target_year_reached(target_year=self.year))
            return True
        met = self._first_met_year()
        if met is not None:
            caveats.append(reasons.met_before(year=met))
        return met is not None

    def _not_judged(self, rule: Rule, reason: Message) -> Judgement:
        return Judgement(WeatherStatus.NOT_JUDGED, reason, self._working(rule))

    def _working(
        self,
        rule: Rule,
        *,
        mean: Fraction | None = None,
        latest: Fraction | None = None,
        missed: Fraction | None = None,
    ) -> Working:
        has_goal = self.kind is not IndicatorKind.DIRECTION_ONLY
        window = self.window
        projected = None
        if rule is Rule.REACH and mean is not None and self.target_year is not None:
            projected = window[-1][1] + (self.target_year - self.year) * mean
        met = self._first_met_year() if has_goal else None
        is_met = None
        if rule in {Rule.REACH, Rule.HOLD}:
            is_met = self.direction * (self.goal - window[-1][1]) <= 0
        return Working(
            rule=rule,
            direction=self.direction,
            values=tuple((y, float(v)) for y, v in window),
            target_value=float(self.goal) if has_goal else None,
            target_year=self.target_year,
            mean_yearly_change=None if mean is None else float(mean),
            last_change=None if latest is None else float(latest),
            is_met=is_met,
            first_met_year=met,
            projected_value=None if projected is None else float(projected),
            missed_share_pct=None if missed is None else float(missed * 100),
            is_distance=self.is_distance,
        )


def _by_reach(better: Fraction, missed: Fraction) -> WeatherStatus:
    if better <= 0:
        return WeatherStatus.THUNDERSTORM
    if missed * 100 < SUN_BELOW_PCT:
        return WeatherStatus.SUN
    return WeatherStatus.LIGHT_CLOUD if missed * 100 <= CLOUD_ABOVE_PCT else WeatherStatus.CLOUD


def _by_hold(better: Fraction, *, is_met: bool) -> WeatherStatus:
    if is_met:
        return WeatherStatus.SUN if better >= 0 else WeatherStatus.LIGHT_CLOUD
    return WeatherStatus.CLOUD if better > 0 else WeatherStatus.THUNDERSTORM


def _by_direction(better: Fraction, step: Fraction) -> WeatherStatus:
    if better > 0:
        return WeatherStatus.SUN if step > 0 else WeatherStatus.LIGHT_CLOUD
    return WeatherStatus.CLOUD if step > 0 else WeatherStatus.THUNDERSTORM
