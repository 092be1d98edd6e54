"""Eurostat type of method: hand-computed cases and laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import MeasureError
from lib.domain.eurostat_status import judge_growth
from lib.domain.eurostat_types import EUROSTAT_RULE_LABELS, EurostatRule
from lib.domain.eurostat_types import EurostatStatus as S
from lib.domain.vocabulary import IndicatorKind
from lib.domain.weather_types import Target
from lib.text import render

REACH, HOLD, DIRECTION = (
    IndicatorKind.REACH_BY_YEAR,
    IndicatorKind.HOLD_EVERY_YEAR,
    IndicatorKind.DIRECTION_ONLY,
)


def judged(series, goal=None, end=None, direction=1, year=2020, base=None, **more):
    kind = more.pop("kind", DIRECTION if goal is None else REACH)
    return judge_growth(
        series,
        target=Target(goal, end),
        direction=direction,
        kind=kind,
        year=year,
        baseline=base,
        **more,
    )


@pytest.mark.parametrize(
    ("now", "expected", "pace"),
    [
        # 100 -> 400 in 20 years asks for 2^(1/10)-1; 200 after 10 years is just that
        (200, S.ON_TRACK, 100.0),
        (193.5, S.ON_TRACK, 95.07),
        (193.3, S.ACCELERATION_NEEDED, 94.92),
        (152.6, S.ACCELERATION_NEEDED, 60.15),
        (152.2, S.LIMITED_PROGRESS, 59.78),
        (100, S.LIMITED_PROGRESS, 0.0),
        (99, S.MOVING_AWAY, -1.4),
        (400, S.ACHIEVED, None),
        (500, S.ACHIEVED, None),
    ],
)
def test_with_a_target(now, expected, pace):
    result = judged({2010: 100, 2020: now}, 400, 2030)
    assert result.status is expected
    if pace is None:
        assert (result.pace_pct, result.rule) == (None, EurostatRule.MET)
    else:
        assert result.rule is EurostatRule.PACE
        assert result.pace_pct == pytest.approx(pace, abs=0.1)
        assert result.required_pct == pytest.approx(7.177, abs=0.001)
        assert result.projected_value == pytest.approx(now**2 / 100)
        assert (result.on_track_from_pct, result.acceleration_from_pct) == (95, 60)


@pytest.mark.parametrize(
    ("now", "direction", "expected"),
    [
        (101.5, 1, S.ON_TRACK),
        (101.49, 1, S.ACCELERATION_NEEDED),
        (100.5, 1, S.ACCELERATION_NEEDED),
        (100.49, 1, S.LIMITED_PROGRESS),
        (100, 1, S.LIMITED_PROGRESS),
        (99.9, 1, S.MOVING_AWAY),
        (98.5, -1, S.ON_TRACK),
        (99.5, -1, S.ACCELERATION_NEEDED),
        (100.1, -1, S.MOVING_AWAY),
    ],
)
def test_without_a_target_bounds_are_exact(now, direction, expected):
    result = judged({2019: 100, 2020: now}, direction=direction)
    assert (result.status, result.rule) == (expected, EurostatRule.GROWTH)
    assert (result.on_track_from_pct, result.acceleration_from_pct) == (1.5, 0.5)


@pytest.mark.parametrize(
    ("series", "goal", "end", "expected", "words"),
    [
        ({2010: 0, 2020: 5}, 10, 2030, S.NOT_COMPUTABLE, "above zero"),
        ({2010: -1, 2020: 5}, 10, 2030, S.NOT_COMPUTABLE, "above zero"),
        ({2010: 1, 2020: -5}, 10, 2030, S.NOT_COMPUTABLE, "above zero"),
        ({2010: -9, 2020: -5}, 10, 2030, S.NOT_COMPUTABLE, "above zero"),
        ({2010: 0, 2020: 5}, None, None, S.NOT_COMPUTABLE, "above zero"),
        ({2010: 0, 2020: 15}, 10, 2030, S.ACHIEVED, "met"),
        ({2020: 15}, 10, 2030, S.ACHIEVED, "met"),  # needs no growth rate, so no second value
        ({2010: 10, 2020: 9}, 10, 2030, S.MOVING_AWAY, "moved away"),
        ({2010: 10, 2020: 10}, 10, 2030, S.ACHIEVED, "met"),
        ({2010: 10, 2020: 11}, 12, 2019, S.NOT_COMPUTABLE, "ended"),
        ({2010: 10}, 12, 2030, S.NOT_COMPUTABLE, "no value for 2020"),
        ({2020: 10}, 12, 2030, S.NOT_COMPUTABLE, "no year after the baseline year 2020"),
        ({2010: 20, 2020: 11}, 12, 2030, S.MOVING_AWAY, "asks for"),  # was better than asked
    ],
)
def test_edges(series, goal, end, expected, words):
    result = judged(series, goal, end)
    assert result.status is expected
    assert words in render(result.reason, "en")


def test_a_missed_target_to_hold_has_no_path():
    missed = judged({2010: 10, 2020: 11}, 12, kind=HOLD)
    assert (missed.status, missed.rule) == (S.NOT_COMPUTABLE, EurostatRule.NO_PATH)
    assert judged({2010: 10, 2020: 12}, 12, kind=HOLD).status is S.ACHIEVED


def test_a_distance_is_only_met_or_missed():
    own, other = {2010: 9, 2020: 8}, {2010: 10, 2020: 9.5}
    below = judged(own, 0, direction=-1, kind=HOLD, comparator=other)
    assert (below.status, below.value, below.is_distance) == (S.ACHIEVED, -1.5, True)
    above = judged(own, 0, direction=1, kind=HOLD, comparator=other)
    assert above.rule is EurostatRule.NO_PATH
    assert judged(own, 0, kind=HOLD, comparator={2010: 1}).rule is EurostatRule.LATER


def test_the_recorded_baseline_counts_and_its_value_in_the_series_first():
    series = {2012: 90, 2020: 200}
    assert judged(series, 400, 2030).baseline_year == 2012
    given_one = judged(series, 400, 2030, base=(2010, 100.0))
    assert (given_one.baseline_year, given_one.baseline_value) == (2010, 100)
    assert given_one.pace_pct == pytest.approx(100)
    revised = judged(series | {2010: 50}, 400, 2030, base=(2010, 100.0))
    assert revised.baseline_value == 50
    early = judged(series, 400, 2030, base=(2020, 100.0))
    assert early.rule is EurostatRule.NO_START


def test_a_suspending_break_suspends_a_recorded_baseline_and_moves_the_first_value():
    series = {2010: 100, 2015: 50, 2018: 60, 2020: 70}
    base = (2010, 100.0)
    for breaks, rule in (([2015], EurostatRule.SUSPENDED), ([2021], EurostatRule.PACE)):
        result = judged(series, 400, 2030, base=base, suspending_breaks=breaks)
        assert result.rule is rule
    assert judged(series, 60, 2030, base=base, suspending_breaks=[2015]).status is not S.ACHIEVED
    moved = judged(series, 400, 2030, suspending_breaks=[2015])
    assert (moved.rule, moved.baseline_year) == (EurostatRule.PACE, 2015)
    alone = judged(series, 400, 2030, suspending_breaks=[2020])
    assert alone.rule is EurostatRule.SUSPENDED
    assert "since the series break in 2020" in render(alone.reason, "en")
    only = judged({2020: 70}, 400, 2030, suspending_breaks=[2020])
    assert only.rule is EurostatRule.NO_START
    renewed = judged(series, 400, 2030, base=(2020, 70.0), suspending_breaks=[2015])
    assert renewed.rule is EurostatRule.NO_START


def test_values_below_zero_are_mirrored():
    result = judged({2010: -100, 2020: -70.7}, -50, 2030)
    mirrored = judged({2010: 100, 2020: 70.7}, 50, 2030, direction=-1)
    assert result.status is mirrored.status is S.ON_TRACK
    assert result.pace_pct == mirrored.pace_pct
    assert result.projected_value == pytest.approx(-mirrored.projected_value)
    assert result.is_mirrored
    assert "below zero" in render(result.caveats[0], "en")


def test_extreme_quotients_do_not_overflow():
    result = judged({2010: 1e-300, 2020: 1e300}, 1e301, 2030)
    assert (result.status, result.projected_value) == (S.ON_TRACK, None)


def test_falling_target_is_met_from_above():
    assert judged({2010: 100, 2020: 50}, 25, 2030, direction=-1).status is S.ON_TRACK
    assert judged({2010: 100, 2020: 20}, 25, 2030, direction=-1).status is S.ACHIEVED
    assert judged({2010: 100, 2020: 0}, 0, 2030, direction=-1).status is S.ACHIEVED


@pytest.mark.parametrize(
    "arguments",
    [
        {"direction": 2},
        {"goal": 5},
        {"kind": REACH, "end": 2030},
        {"kind": HOLD},
        {"series": {2010: float("inf")}},
    ],
)
def test_nonsense_is_refused(arguments):
    with pytest.raises(MeasureError):
        judged(**({"series": {2010: 1, 2020: 2}} | arguments))


def test_every_rule_has_a_word():
    assert set(EUROSTAT_RULE_LABELS) == set(EurostatRule)


positive = st.integers(1, 500)
amounts = st.integers(-60, 60)
histories = st.dictionaries(st.integers(2008, 2020), amounts, min_size=1)
goals = st.one_of(st.none(), amounts)
ends = st.integers(2018, 2040)
signs = st.sampled_from([-1, 1])
bases = st.one_of(st.none(), st.tuples(st.integers(2005, 2021), amounts))


def outcome(series, goal, end, direction, base):
    result = judged(series, goal, None if goal is None else end, direction, base=base)
    return result.status, result.rule


@given(positive, positive, positive, st.integers(2020, 2040))
def test_pace_is_the_definition(start, now, goal, end):
    one = judged({2010: start, 2020: now}, goal, end)
    if one.pace_pct is not None:
        observed = (now / start) ** (1 / 10) - 1
        required = (goal / start) ** (1 / (end - 2010)) - 1
        assert one.pace_pct == pytest.approx(100 * observed / abs(required), rel=1e-6, abs=1e-9)


@given(histories, goals, ends, signs, bases, st.sampled_from([0.1, 0.25, 3, 7, 1000]))
def test_scaling_series_and_target_changes_nothing(series, goal, end, direction, base, factor):
    scaled = {y: v * factor for y, v in series.items()}
    scaled_goal = None if goal is None else goal * factor
    scaled_base = None if base is None else (base[0], base[1] * factor)
    assert outcome(series, goal, end, direction, base) == outcome(
        scaled, scaled_goal, end, direction, scaled_base
    )


@given(histories, goals, ends, signs, bases)
def test_mirroring_values_and_direction_changes_nothing(series, goal, end, direction, base):
    mirrored = {y: -v for y, v in series.items()}
    mirrored_goal = None if goal is None else -goal
    mirrored_base = None if base is None else (base[0], -base[1])
    assert outcome(series, goal, end, direction, base) == outcome(
        mirrored, mirrored_goal, end, -direction, mirrored_base
    )


@given(histories, goals, ends, signs, bases, amounts, st.integers(2021, 2060))
def test_a_year_beyond_changes_nothing(series, goal, end, direction, base, value, year):
    """Also one beyond the target year."""
    assert outcome(series, goal, end, direction, base) == outcome(
        series | {year: value}, goal, end, direction, base
    )


@given(positive, positive, positive, st.integers(2020, 2040))
def test_a_better_value_is_never_judged_worse(start, now, goal, end):
    order = [S.MOVING_AWAY, S.LIMITED_PROGRESS, S.ACCELERATION_NEEDED, S.ON_TRACK, S.ACHIEVED]
    low = judged({2010: start, 2020: now}, goal, end).status
    high = judged({2010: start, 2020: now + 1}, goal, end).status
    assert order.index(high) >= order.index(low)
