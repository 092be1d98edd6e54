"""Weather symbols: laws, and the method written a second time in floats."""

from __future__ import annotations

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.domain.vocabulary import IndicatorKind, WeatherStatus
from lib.domain.weather_status import Target, judge

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


whole = st.integers(-50, 50)
histories = st.lists(whole, min_size=4, max_size=9).map(lambda v: line(*v, start=2021 - len(v)))
kinds = st.sampled_from([REACH, HOLD, DIRECTION])
goals = whole
ends = st.integers(2019, 2035)


def outcome(series, goal, end, direction, kind, **more):
    result = judge(
        series, target=Target(goal, end), direction=direction, kind=kind, year=2020, **more
    )
    return result.status, result.working.rule


def in_floats(series, goal, end, direction, kind):
    """Write the method a second time, from numpy differences, without its structure."""
    x = pd.Series(series, dtype=float).sort_index()
    if end < 2020 or len(x) < 6:
        return NONE
    x_d = direction * x
    g = direction * goal
    tail = x_d.iloc[-6:]
    m = tail.diff().sum() / (tail.index[-1] - tail.index[0])
    last = x_d.diff().iloc[-1]
    if kind is DIRECTION:
        return [[STORM, CLOUD], [LIGHT, SUN]][int(round(m, 9) > 0)][int(last > 0)]
    if kind is HOLD or end == 2020 or (x_d >= g).any():
        if x_d.iloc[-1] >= g:
            return LIGHT if round(m, 9) < 0 else SUN
        return CLOUD if round(m, 9) > 0 else STORM
    if round(m, 9) <= 0:
        return STORM
    share = round(1 - (end - 2020) * m / (g - x_d.iloc[-1]), 9)
    return SUN if share < 0.05 else LIGHT if share <= 0.2 else CLOUD


@given(histories, goals, ends, st.sampled_from([-1, 1]), kinds)
def test_second_computation_agrees(series, goal, end, direction, kind):
    assert outcome(series, goal, end, direction, kind)[0] is in_floats(
        series, goal, end, direction, kind
    )


@given(histories, goals, ends, kinds, st.integers(1, 7), whole)
def test_unit_and_origin_do_not_matter(series, goal, end, kind, factor, shift):
    moved = {y: v * factor + shift for y, v in series.items()}
    assert outcome(series, goal, end, 1, kind) == outcome(
        moved, goal * factor + shift, end, 1, kind
    )


@given(histories, goals, ends, kinds)
def test_mirroring_values_and_direction_changes_nothing(series, goal, end, kind):
    mirrored = {y: -v for y, v in series.items()}
    assert outcome(series, goal, end, 1, kind) == outcome(mirrored, -goal, end, -1, kind)


@given(histories, goals, ends, kinds, st.randoms())
def test_order_of_rows_does_not_matter(series, goal, end, kind, rng):
    rows = list(series.items())
    rng.shuffle(rows)
    shuffled = pd.Series([v for _, v in rows], index=[y for y, _ in rows], dtype=float)
    assert outcome(series, goal, end, 1, kind) == outcome(shuffled, goal, end, 1, kind)


@given(histories, goals, ends, kinds, whole, st.integers(2021, 2050))
def test_a_year_beyond_changes_nothing(series, goal, end, kind, value, year):
    assert outcome(series, goal, end, 1, kind) == outcome(
        series | {year: value}, goal, end, 1, kind
    )


@given(histories, goals, st.integers(2021, 2035), st.integers(0, 20))
def test_a_harder_target_is_never_judged_better(series, goal, end, more):
    easy, _ = outcome(series, goal, end, 1, HOLD)
    hard, _ = outcome(series, goal + more, end, 1, HOLD)
    assume(easy is not NONE)
    order = [SUN, LIGHT, CLOUD, STORM]
    assert order.index(hard) >= order.index(easy)
