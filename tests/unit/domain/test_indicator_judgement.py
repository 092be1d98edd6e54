"""One judging path: both methods, all targets, bad input, laws."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import MeasureError
from lib.domain.eurostat_types import EurostatRule
from lib.domain.indicator_judgement import Rules, assess, worst_assessment
from lib.domain.indicator_status import METHOD_STATUSES, Method, Status
from lib.domain.vocabulary import IndicatorKind
from lib.domain.weather_types import Rule, Target
from lib.text import msg, render

REACH, HOLD, DIRECTION = (
    IndicatorKind.REACH_BY_YEAR,
    IndicatorKind.HOLD_EVERY_YEAR,
    IndicatorKind.DIRECTION_ONLY,
)
BOTH = pytest.mark.parametrize("method", list(Method))
WEATHER, EUROSTAT = Method.WEATHER, Method.EUROSTAT
S = Status


def line(*values, start=2015):
    return dict(zip(range(start, start + len(values)), values, strict=True))


RISING = line(10, 12, 14, 16, 18, 20)


def rules(*targets, kind=REACH, direction=1, **more):
    return Rules(direction=direction, kind=kind, targets=targets, **more)


def status(series, given_rules, year=2020, **more):
    return assess(series, rules=given_rules, year=year, **more).status


def test_each_method_brings_its_working():
    weather = assess(RISING, rules=rules(Target(40, 2030)), year=2020)
    assert (weather.status, weather.eurostat) == (S.SUN, None)
    assert weather.weather is not None
    assert weather.weather.working.projected_value == 40
    eurostat = assess(RISING, rules=rules(Target(40, 2030)), year=2020, method=EUROSTAT)
    assert (eurostat.status, eurostat.weather) == (S.ON_TRACK, None)
    assert eurostat.eurostat is not None
    assert eurostat.eurostat.baseline_year == 2015
    assert [single[1] for single in eurostat.singles] == [S.ON_TRACK]


@BOTH
def test_all_targets_are_told_and_the_nearest_not_passed_is_shown(method):
    targets = (Target(100, 2050), Target(21, 2020), Target(19, 2018))
    result = assess(RISING, rules=rules(*targets), year=2020, method=method)
    assert [target.year for target, _, _ in result.singles] == [2018, 2020, 2050]
    assert result.singles[0][1] is S.NOT_JUDGED
    assert "2018" in render(result.singles[0][2], "en")
    assert result.status is result.singles[1][1]
    after = assess(RISING, rules=rules(*targets[1:]), year=2021, method=method)
    assert after.has_ended


@BOTH
def test_a_further_target_without_a_year_is_to_be_held(method):
    held = rules(Target(19), Target(21, 2019))
    good = {WEATHER: S.SUN, EUROSTAT: S.ACHIEVED}[method]
    assert status(RISING, held, method=method) is good


def test_targets_of_one_year_apply_together():
    both = rules(Target(30, 2030), Target(90, 2030))
    result = assess(RISING, rules=both, year=2020)
    assert (result.status, len(result.singles)) == (S.CLOUD, 2)
    assert "worst single status" in render(result.caveats[-1], "en")


@BOTH
def test_distance_to_a_comparator(method):
    own, other = line(9, 9, 9, 9, 9, 8), line(10, 10, 10, 10, 10, 10)
    below = rules(kind=HOLD, direction=-1, is_distance=True)
    good = {WEATHER: S.SUN, EUROSTAT: S.ACHIEVED}[method]
    result = assess(own, rules=below, year=2020, method=method, comparator=other)
    assert result.status is good
    assert "distance" in render(result.caveats[0], "en")
    assert status(own, below, method=method) is S.NOT_JUDGED  # no comparison value
    assert status(own, below, method=method, comparator={2020: 10}) in {S.NOT_JUDGED, good}


@BOTH
def test_a_target_that_does_not_apply_is_said(method):
    reason = msg("Not for this place.")
    blocked = rules(Target(40, 2030), blocked=reason)
    result = assess(RISING, rules=blocked, year=2020, method=method)
    assert (result.status, result.reason, result.singles) == (S.NOT_JUDGED, reason, ())


def test_combined_indicator():
    def one(goal, series=RISING, year=2030):
        return assess(series, rules=rules(Target(goal, year)), year=2020)

    sun, cloud, open_one = one(30), one(90), one(30, line(1, 2, start=2019))
    empty, ended = one(30, {}), one(30, year=2019)
    assert worst_assessment([sun, cloud]).status is S.CLOUD
    assert worst_assessment([sun, cloud]).parts == (sun, cloud)
    assert worst_assessment([sun, ended]).status is S.SUN
    partly = worst_assessment([sun, open_one])
    assert partly.status is S.NOT_JUDGED
    assert "at least one" in render(partly.reason, "en")
    assert open_one.reason in partly.caveats
    assert worst_assessment([sun, empty]).status is S.NOT_JUDGED
    assert worst_assessment([empty, empty]).status is S.NO_VALUES
    assert worst_assessment([ended, ended]).has_ended
    with pytest.raises(MeasureError):
        worst_assessment([])


# --- bad input of the issue -------------------------------------------------------------------


@BOTH
def test_gaps_in_a_series(method):
    """The window are the last six values, however far apart; a gap in the year is not filled."""
    gaps = {2005: 10, 2009: 12, 2011: 14, 2012: None, 2015: 16, 2017: float("nan")}
    gaps |= {2018: 18, 2020: 20}
    result = assess(gaps, rules=rules(Target(26, 2030)), year=2020, method=method)
    assert result.status in {S.SUN, S.ON_TRACK}
    assert status(gaps, rules(Target(26, 2030)), year=2019, method=method) is S.NOT_JUDGED
    later = assess(gaps, rules=rules(Target(26, 2030)), year=2017, method=method)
    assert "no value for 2017" in render(later.reason, "en")


@BOTH
def test_a_single_value(method):
    result = assess({2020: 20}, rules=rules(Target(30, 2030)), year=2020, method=method)
    assert result.status is S.NOT_JUDGED
    words = {WEATHER: "only 1 value", EUROSTAT: "no year after the baseline year 2020"}
    assert words[method] in render(result.reason, "en")
    assert status({2020: 20}, rules(Target(30, 2030)), year=2019, method=method) is S.NO_VALUES


def test_zero_and_negative_values():
    crossing = line(-5, -3, -1, 0, 2, 4)
    target = rules(Target(30, 2030))
    assert status(crossing, target) is S.CLOUD
    no_rate = assess(crossing, rules=target, year=2020, method=EUROSTAT)
    assert no_rate.status is S.NOT_JUDGED
    assert "above zero" in render(no_rate.reason, "en")
    zeros = line(0, 0, 0, 0, 0, 0)
    assert status(zeros, rules(Target(0), kind=HOLD, direction=-1)) is S.SUN
    assert status(zeros, rules(Target(0, 2030), direction=-1), method=EUROSTAT) is S.ACHIEVED
    assert status(zeros, rules(kind=DIRECTION)) is S.THUNDERSTORM
    below = line(-60, -55, -50, -45, -40, -35)
    assert status(below, rules(Target(-10, 2030)), method=EUROSTAT) is S.ACCELERATION_NEEDED
    assert status(below, rules(Target(-10, 2030))) is S.SUN


@BOTH
def test_target_equal_to_the_baseline(method):
    equal = rules(Target(10, 2030), baseline=(2015, 10.0))
    met = {WEATHER: S.SUN, EUROSTAT: S.ACHIEVED}[method]
    assert status(RISING, equal, method=method) is met
    left = {WEATHER: S.THUNDERSTORM, EUROSTAT: S.MOVING_AWAY}[method]
    assert status(line(10, 9, 8, 7, 6, 5), equal, method=method) is left


@BOTH
def test_target_year_passed(method):
    result = assess(RISING, rules=rules(Target(21, 2019)), year=2020, method=method)
    assert (result.status, result.has_ended) == (S.NOT_JUDGED, True)
    assert "2019 has passed" in render(result.reason, "en")


@BOTH
def test_duplicate_years_and_infinite_values_are_refused(method):
    twice = pd.Series([1.0, 2.0], index=[2020, 2020])
    for series in (twice, {2020: float("inf")}):
        with pytest.raises(MeasureError):
            assess(series, rules=rules(Target(30, 2030)), year=2020, method=method)


@BOTH
@pytest.mark.parametrize("kind", [REACH, HOLD])
def test_a_missing_target_is_said_not_guessed(method, kind):
    for given_rules in (rules(kind=kind), rules(Target(None, 2030), kind=kind)):
        result = assess(RISING, rules=given_rules, year=2020, method=method)
        assert result.status is S.NOT_JUDGED
        assert "no target value" in render(result.reason, "en")


@pytest.mark.parametrize("change", [{"direction": 0}, {"minimum_values": 3}, {"minimum_values": 7}])
def test_rules_no_method_can_follow_are_refused(change):
    with pytest.raises(MeasureError):
        replace(rules(Target(30, 2030)), **change)


# --- laws ---------------------------------------------------------------------------------------

whole = st.integers(-50, 50)
histories = st.dictionaries(st.integers(2005, 2020), whole, min_size=1)
methods = st.sampled_from(list(Method))
kinds = st.sampled_from(list(IndicatorKind))
goals = st.lists(st.tuples(whole, st.integers(2016, 2040)), min_size=1, max_size=3)


def judged(series, goal_years, direction, kind, method, *, base=None, year=2020):
    given_rules = rules(
        *(Target(value, end) for value, end in goal_years),
        kind=kind,
        direction=direction,
        baseline=base,
    )
    result = assess(series, rules=given_rules, year=year, method=method)
    rule = None
    if result.weather is not None:
        rule = result.weather.working.rule
    elif result.eurostat is not None:
        rule = result.eurostat.rule
    return result.status, rule


@given(histories, goals, kinds, methods, st.integers(2, 9))
def test_scaling_a_series_and_its_target_changes_nothing(series, goal_years, kind, method, by):
    scaled = {y: v * by for y, v in series.items()}
    more = [(value * by, end) for value, end in goal_years]
    assert judged(series, goal_years, 1, kind, method) == judged(scaled, more, 1, kind, method)


@given(histories, goals, kinds, methods)
def test_mirroring_direction_and_values_changes_nothing(series, goal_years, kind, method):
    mirrored = {y: -v for y, v in series.items()}
    more = [(-value, end) for value, end in goal_years]
    assert judged(series, goal_years, 1, kind, method) == judged(mirrored, more, -1, kind, method)


@given(histories, goals, kinds, methods, whole, st.integers(2021, 2060))
def test_adding_a_year_beyond_the_target_year(series, goal_years, kind, method, value, beyond):
    longer = series | {beyond: value}
    before = judged(series, goal_years, 1, kind, method)
    assert judged(longer, goal_years, 1, kind, method) == before
    there, rule = judged(longer, goal_years, 1, kind, method, year=beyond)
    assert there in METHOD_STATUSES[method]
    if beyond > max(end for _, end in goal_years):
        assert there is S.NOT_JUDGED
        assert rule in {Rule.ENDED, EurostatRule.ENDED}
