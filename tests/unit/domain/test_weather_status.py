"""Weather symbols: hand-computed cases, a second computation in floats, and laws."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import IndicatorKind, WeatherStatus
from lib.domain.weather_combined import judge_target_years, worst_of
from lib.domain.weather_reasons import DISCLAIMER
from lib.domain.weather_status import Rule, Target, judge
from lib.text import render

REACH, HOLD, DIRECTION = (
    IndicatorKind.REACH_BY_YEAR,
    IndicatorKind.HOLD_EVERY_YEAR,
    IndicatorKind.DIRECTION_ONLY,
)
SUN, LIGHT, CLOUD, STORM, NONE = (
    WeatherStatus.SUN,
    WeatherStatus.LIGHT_CLOUD,
    WeatherStatus.CLOUD,
    WeatherStatus.THUNDERSTORM,
    WeatherStatus.NOT_JUDGED,
)


def line(*values, start=2015):
    return dict(zip(range(start, start + len(values)), values, strict=True))


RISING = line(10, 12, 14, 16, 18, 20)  # m = 2, x(2020) = 20


@pytest.mark.parametrize(
    ("goal", "status", "missed"),
    [
        # T = 2030: projected 20 + 10·2 = 40; gap G-20; q = (G-40)/(G-20)
        (40, SUN, 0.0),
        (30, SUN, -100.0),
        (41, SUN, 100 / 21),
        (41.0526, SUN, 100 * 1.0526 / 21.0526),
        (41.0527, LIGHT, 100 * 1.0527 / 21.0527),
        (45, LIGHT, 20.0),
        (45.01, CLOUD, 100 * 5.01 / 25.01),
    ],
)
def test_reach_by_year(goal, status, missed):
    result = judge(RISING, target=Target(goal, 2030), direction=1, kind=REACH, year=2020)
    assert result.status is status
    assert result.working.rule is Rule.REACH
    assert result.working.missed_share_pct == pytest.approx(missed)
    assert result.working.projected_value == 40
    assert result.working.mean_yearly_change == 2
    assert result.working.last_change == 2
    assert (result.working.first_year, result.working.last_year) == (2015, 2020)


def test_five_percent_exactly_is_no_longer_sun_and_twenty_is_still_light():
    """q = 1/20: gap 20, projected 19 of it in 10 years at m = 1.9; floats would waver."""
    series = line(0.5, 2.4, 4.3, 6.2, 8.1, 10.0)
    at_five = judge(series, target=Target(30, 2030), direction=1, kind=REACH, year=2020)
    assert (at_five.status, at_five.working.missed_share_pct) == (LIGHT, 5.0)
    series = line(2, 3.6, 5.2, 6.8, 8.4, 10.0)
    at_twenty = judge(series, target=Target(30, 2030), direction=1, kind=REACH, year=2020)
    assert (at_twenty.status, at_twenty.working.missed_share_pct) == (LIGHT, 20.0)


def test_no_movement_is_not_towards_the_target():
    flat = line(10, 12, 14, 16, 18, 10)
    result = judge(flat, target=Target(40, 2030), direction=1, kind=REACH, year=2020)
    assert result.status is STORM


def test_window_is_six_data_points_however_far_apart():
    """Calendar years count: 30 in 25 years is 1.2 a year."""
    series = {1990: 99, 1995: 10, 2000: 11, 2005: 12, 2010: 13, 2015: 14, 2020: 40}
    result = judge(series, target=Target(46, 2025), direction=1, kind=HOLD, year=2020)
    assert result.working.mean_yearly_change == pytest.approx(1.2)
    assert result.working.first_year == 1995
    assert result.status is CLOUD


@pytest.mark.parametrize(
    ("values", "goal", "status"),
    [
        ((1, 1, 1, 1, 1, 5), 5, SUN),
        ((5, 1, 1, 1, 1, 5), 5, SUN),  # met and m = 0: as the rule is written
        ((6, 1, 1, 1, 1, 5), 5, LIGHT),
        ((1, 1, 1, 1, 1, 4), 5, CLOUD),
        ((4, 1, 1, 1, 1, 4), 5, STORM),
        ((6, 1, 1, 1, 1, 4), 5, STORM),
    ],
)
def test_hold_every_year(values, goal, status):
    result = judge(line(*values), target=Target(goal), direction=1, kind=HOLD, year=2020)
    assert (result.status, result.working.rule) == (status, Rule.HOLD)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((1, 9, 9, 9, 2, 3), SUN),
        ((1, 9, 9, 9, 4, 3), LIGHT),
        ((1, 9, 9, 9, 3, 3), LIGHT),
        ((3, 9, 9, 9, 2, 3), CLOUD),  # zero mean counts as not towards
        ((4, 9, 9, 9, 2, 3), CLOUD),
        ((4, 9, 9, 9, 3, 3), STORM),
        ((3, 3, 3, 3, 3, 3), STORM),
    ],
)
def test_direction_only(values, status):
    result = judge(line(*values), target=Target(), direction=1, kind=DIRECTION, year=2020)
    assert (result.status, result.working.rule) == (status, Rule.DIRECTION)
    assert result.working.target_value is None


def test_reach_target_met_long_before_the_window_is_to_be_held():
    series = {2000: 50} | RISING
    result = judge(series, target=Target(45, 2030), direction=1, kind=REACH, year=2020)
    assert (result.status, result.working.rule) == (CLOUD, Rule.HOLD)
    assert result.working.first_met_year == 2000
    assert "2000" in render(result.caveats[0], "en")


def test_reach_target_met_but_worsening():
    series = line(30, 28, 26, 24, 22, 21)
    result = judge(series, target=Target(20, 2030), direction=1, kind=REACH, year=2020)
    assert (result.status, result.working.is_met) == (LIGHT, True)


def test_a_later_value_does_not_count_as_met():
    series = RISING | {2021: 100}
    result = judge(series, target=Target(41, 2030), direction=1, kind=REACH, year=2020)
    assert (result.status, result.working.rule) == (SUN, Rule.REACH)


def test_target_year_is_judged_by_holding_and_ends_afterwards():
    at = judge(RISING, target=Target(21, 2020), direction=1, kind=REACH, year=2020)
    assert (at.status, at.working.rule) == (CLOUD, Rule.HOLD)
    for kind in (REACH, HOLD, DIRECTION):
        after = judge(RISING, target=Target(21, 2019), direction=1, kind=kind, year=2020)
        assert (after.status, after.working.rule) == (NONE, Rule.ENDED)


def test_too_few_later_and_the_exceptional_case():
    few = line(1, 2, 3, 4, start=2017)
    result = judge(few, target=Target(), direction=1, kind=DIRECTION, year=2020)
    assert (result.status, result.working.rule) == (NONE, Rule.TOO_FEW)
    allowed = judge(few, target=Target(), direction=1, kind=DIRECTION, year=2020, minimum_values=4)
    assert (allowed.status, allowed.is_exceptional) == (SUN, True)
    assert "4 values instead of six" in render(allowed.caveats[0], "en")
    enough = judge(RISING, target=Target(), direction=1, kind=DIRECTION, year=2020)
    assert not enough.is_exceptional
    for gap in ({2021: None}, {2021: float("nan")}, {2022: 5}):
        late = judge(RISING | gap, target=Target(), direction=1, kind=DIRECTION, year=2021)
        assert (late.status, late.working.rule) == (NONE, Rule.LATER)


def test_break_suspends_while_the_window_crosses_it():
    series = line(*range(10), start=2012)  # 2012-2021

    def rule(year, breaks):
        return judge(
            series,
            target=Target(),
            direction=1,
            kind=DIRECTION,
            year=year,
            suspending_breaks=breaks,
        ).working.rule

    assert rule(2018, [2018]) is Rule.SUSPENDED
    assert rule(2020, [2016]) is Rule.SUSPENDED
    assert rule(2020, [2015]) is Rule.DIRECTION  # all six values are of the new series
    assert rule(2018, [2019]) is Rule.DIRECTION  # not yet
    assert rule(2018, []) is Rule.DIRECTION


def test_comparator_is_judged_by_holding_the_distance():
    own, other = line(9, 9, 9, 9, 9, 8.9), line(10, 10, 10, 10, 10, 9.9)
    result = judge(
        own, target=Target(), direction=-1, kind=HOLD, year=2020, comparator=pd.Series(other)
    )
    assert (result.status, result.working.rule) == (SUN, Rule.HOLD)  # distance stays -1: m = 0
    assert dict(result.working.values) == dict.fromkeys(range(2015, 2021), -1.0)
    assert result.working.is_distance
    del other[2018]
    short = judge(own, target=Target(), direction=-1, kind=HOLD, year=2020, comparator=other)
    assert short.working.rule is Rule.TOO_FEW


def test_interval_asks_the_weakest():
    falling = line(100, 98, 96, 94, 92, 90)
    result = judge(falling, target=Target(80, 2030, 85), direction=-1, kind=REACH, year=2020)
    assert result.working.target_value == 85
    assert Target(80, 2030, 85).weakest(1) == 80
    assert Target(85, 2030, 80).weakest(-1) == 85


def test_several_target_years_show_the_nearest_not_yet_passed():
    targets = [Target(100, 2050), Target(21, 2020), Target(45, 2030)]

    def shown(year):
        return judge_target_years(
            RISING | {2021: 22}, targets=targets, direction=1, kind=REACH, year=year
        ).shown

    assert shown(2020).working.target_year == 2020
    assert shown(2021).working.target_year == 2030
    only_old = judge_target_years(
        RISING, targets=[Target(1, 2018), Target(1, 2019)], direction=1, kind=REACH, year=2020
    )
    assert only_old.shown.working.rule is Rule.ENDED
    assert only_old.shown.working.target_year == 2019
    assert len(only_old.singles) == 2


def test_worst_of_simultaneous_targets():
    def one(goal, year=2030, series=RISING):
        return judge(series, target=Target(goal, year), direction=1, kind=REACH, year=2020)

    sun, light, cloud = one(30), one(43), one(90)
    storm = one(90, series=line(9, 8, 7, 6, 5, 4))
    ended, few = one(30, 2019), one(30, series=line(1, 2, start=2019))
    assert worst_of([sun, cloud, light]).status is CLOUD
    assert worst_of([light, sun]).status is LIGHT
    assert worst_of([sun, ended]).status is SUN
    assert worst_of([sun, few]).status is NONE
    assert worst_of([few, storm, sun]).status is STORM
    assert worst_of([ended]).working.rule is Rule.ENDED
    with pytest.raises(MeasureError):
        worst_of([])


@pytest.mark.parametrize(
    "arguments",
    [
        {"direction": 0},
        {"minimum_values": 3},
        {"minimum_values": 7},
        {"target": Target(5)},
        {"target": Target(None, 2030)},
        {"kind": HOLD, "target": Target()},
        {"series": pd.Series([1.0, 2.0], index=[2020, 2020])},
        {"series": {2020: float("inf")}},
    ],
)
def test_nonsense_is_refused(arguments):
    usual = {"series": RISING, "target": Target(40, 2030), "direction": 1, "kind": REACH}
    with pytest.raises(MeasureError):
        judge(**(usual | {"year": 2020} | arguments))


def test_numbers_are_not_rounded():
    series = line(0.6, 0.6, 0.6, 0.6, 0.6, 0.699)
    result = judge(series, target=Target(0.7), direction=1, kind=HOLD, year=2020)
    assert result.status is CLOUD


def test_every_reason_and_caveat_renders_in_both_languages():
    for series, goal in ((RISING, 30), (RISING, 43), (RISING, 90), (line(6, 5, 4, 3, 2, 1), 9)):
        result = judge(series, target=Target(goal, 2030), direction=1, kind=REACH, year=2020)
        assert "2020" in render(result.reason, "de")
        assert "2015" in render(result.reason, "en")
    assert render(DISCLAIMER, "de") == "Keine politische Bewertung und keine Prognose."
