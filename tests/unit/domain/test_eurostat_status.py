"""Eurostat type of method: hand-computed cases and laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import MeasureError
from lib.domain.eurostat_status import EurostatStatus as S
from lib.domain.eurostat_status import judge_growth
from lib.text import render


def status(series, goal=None, end=None, direction=1, year=2020, base=2010):
    return judge_growth(
        series,
        direction=direction,
        baseline_year=base,
        year=year,
        target_value=goal,
        target_year=end,
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
    result = status({2010: 100, 2020: now}, 400, 2030)
    assert result.status is expected
    if pace is None:
        assert result.pace_pct is None
    else:
        assert result.pace_pct == pytest.approx(pace, abs=0.1)
        assert result.required_pct == pytest.approx(7.177, abs=0.001)


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
    assert status({2019: 100, 2020: now}, base=2019, direction=direction).status is expected


@pytest.mark.parametrize(
    ("series", "goal", "end", "expected", "words"),
    [
        ({2010: 0, 2020: 5}, 10, 2030, S.NOT_COMPUTABLE, "above zero"),
        ({2010: -1, 2020: 5}, 10, 2030, S.NOT_COMPUTABLE, "above zero"),
        ({2010: 1, 2020: -5}, 10, 2030, S.NOT_COMPUTABLE, "above zero"),
        ({2010: 0, 2020: 5}, None, None, S.NOT_COMPUTABLE, "above zero"),
        ({2010: 0, 2020: 15}, 10, 2030, S.ACHIEVED, "met"),
        ({2010: 10, 2020: 9}, 10, 2030, S.MOVING_AWAY, "moved away"),
        ({2010: 10, 2020: 10}, 10, 2030, S.ACHIEVED, "met"),
        ({2010: 10, 2020: 11}, 12, 2019, S.NOT_COMPUTABLE, "ended"),
        ({2010: 10}, 12, 2030, S.NOT_COMPUTABLE, "no value for 2020"),
        ({2020: 10}, 12, 2030, S.NOT_COMPUTABLE, "no value for 2010"),
        ({2010: 20, 2020: 11}, 12, 2030, S.MOVING_AWAY, "asks for"),  # was better than asked
    ],
)
def test_edges(series, goal, end, expected, words):
    result = status(series, goal, end)
    assert result.status is expected
    assert words in render(result.reason, "en")


def test_extreme_quotients_do_not_overflow():
    result = status({2010: 1e-300, 2020: 1e300}, 1e301, 2030)
    assert result.status is S.ON_TRACK


def test_no_year_after_the_baseline():
    assert status({2010: 1}, 2, 2030, year=2010).status is S.NOT_COMPUTABLE


def test_falling_target_is_met_from_below():
    assert status({2010: 100, 2020: 50}, 25, 2030, direction=-1).status is S.ON_TRACK
    assert status({2010: 100, 2020: 20}, 25, 2030, direction=-1).status is S.ACHIEVED
    assert status({2010: 100, 2020: 0}, 0, 2030, direction=-1).status is S.ACHIEVED


@pytest.mark.parametrize("arguments", [{"direction": 2}, {"goal": 5}, {"end": 2030}])
def test_nonsense_is_refused(arguments):
    with pytest.raises(MeasureError):
        status({2010: 1, 2020: 2}, **arguments)


positive = st.integers(1, 500)


@given(positive, positive, positive, st.integers(2020, 2040), st.integers(1, 9))
def test_unit_does_not_matter_and_pace_is_the_definition(start, now, goal, end, factor):
    one = status({2010: start, 2020: now}, goal, end)
    other = status({2010: start * factor, 2020: now * factor}, goal * factor, end)
    assert one.status is other.status
    if one.pace_pct is not None:
        observed = (now / start) ** (1 / 10) - 1
        required = (goal / start) ** (1 / (end - 2010)) - 1
        assert one.pace_pct == pytest.approx(100 * observed / abs(required), rel=1e-6, abs=1e-9)


@given(positive, positive, positive, st.integers(2020, 2040))
def test_a_better_value_is_never_judged_worse(start, now, goal, end):
    order = [S.MOVING_AWAY, S.LIMITED_PROGRESS, S.ACCELERATION_NEEDED, S.ON_TRACK, S.ACHIEVED]
    low = status({2010: start, 2020: now}, goal, end).status
    high = status({2010: start, 2020: now + 1}, goal, end).status
    assert order.index(high) >= order.index(low)
