"""Status grid: equal to the exact path everywhere, and fast."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.domain import status_grid as grid_module
from lib.domain.errors import MeasureError
from lib.domain.indicator_judgement import Rules
from lib.domain.indicator_status import METHOD_STATUSES, Method, Status
from lib.domain.status_grid import GRID_STATUSES, GridCase, assess_case, status_grid, trend_grid
from lib.domain.trend import Trend, trend
from lib.domain.vocabulary import IndicatorKind
from lib.domain.weather_types import Target
from lib.text import msg

YEARS = tuple(range(2008, 2026))
REACH, HOLD, DIRECTION = (
    IndicatorKind.REACH_BY_YEAR,
    IndicatorKind.HOLD_EVERY_YEAR,
    IndicatorKind.DIRECTION_ONLY,
)
#: Few, round and awkward values: they hit bounds, repeat, are zero, negative and noisy in binary.
numbers = st.one_of(
    st.integers(-4, 40).map(lambda tenth: tenth / 10),
    st.integers(-50, 50).map(float),
    st.sampled_from([0.0, 1e-300, 1e300, 0.1 + 0.2, 0.3, 100.0, 99.99999999999, 1e-5]),
    st.floats(-100, 100, allow_nan=False),
)
sparse = st.dictionaries(
    st.integers(2006, 2024), st.one_of(numbers, st.just(float("nan"))), max_size=14
)
dense = st.lists(st.integers(-30, 30), min_size=7, max_size=14).map(
    lambda values: {2008 + number: value / 2 for number, value in enumerate(values)}
)
series = st.one_of(sparse, dense, dense)
targets = st.builds(
    Target,
    value=st.one_of(numbers, st.integers(-15, 15)),
    year=st.one_of(st.integers(2020, 2040), st.integers(2006, 2040), st.none()),
    value_to=st.one_of(st.none(), numbers),
)
breaks = st.frozensets(st.integers(2005, 2026), max_size=2)


@st.composite
def single_cases(draw):
    rules = Rules(
        direction=draw(st.sampled_from([-1, 1])),
        kind=draw(st.sampled_from(list(IndicatorKind))),
        targets=tuple(draw(st.lists(targets, max_size=3))),
        baseline=draw(st.one_of(st.none(), st.tuples(st.integers(2004, 2026), numbers))),
        minimum_values=draw(st.sampled_from([4, 5, 6, 6])),
        is_distance=draw(st.sampled_from([False, False, False, True])),
        blocked=draw(st.sampled_from([None, None, None, None, msg("Other rules apply.")])),
    )
    has_other = rules.is_distance or draw(st.booleans())
    return GridCase(
        key="",
        series=draw(series),
        rules=rules,
        comparator=draw(st.one_of(st.none(), series)) if has_other else None,
        suspending_breaks=draw(breaks),
        breaks=draw(breaks),
    )


@st.composite
def case_lists(draw):
    cases = draw(st.lists(single_cases(), min_size=1, max_size=5))
    named = [
        GridCase(
            f"i{number}",
            case.series,
            case.rules,
            comparator=case.comparator,
            suspending_breaks=case.suspending_breaks,
            breaks=case.breaks,
        )
        for number, case in enumerate(cases)
    ]
    keys = st.sampled_from([*(case.key for case in named), "unknown", "c0"])
    parts = draw(st.lists(st.lists(keys, min_size=1, max_size=3), max_size=2))
    combined = [
        GridCase(f"c{number}", {}, named[0].rules, parts=tuple(of))
        for number, of in enumerate(parts)
    ]
    return [*named, *combined]


def words(grid):
    return [[GRID_STATUSES[code] for code in row] for row in grid]


@pytest.mark.parametrize("method", list(Method))
@given(cases=case_lists())
@settings(max_examples=150, deadline=None)
def test_grid_is_the_exact_path_in_every_cell(method, cases):
    by_key = {case.key: case for case in cases}
    exact = [
        [assess_case(case, by_key=by_key, year=year, method=method).status for year in YEARS]
        for case in cases
    ]
    assert words(status_grid(cases, years=YEARS, method=method)) == exact


def series_of(*values, start=2015):
    return dict(zip(range(start, start + len(values)), values, strict=True))


def row_of(case, *others, years=(2020,), method=Method.WEATHER):
    """Statuses of the first case, which the exact path confirms."""
    by_key = {one.key: one for one in (case, *others)}
    row = words(status_grid([case, *others], years=years, method=method))[0]
    assert row == [
        assess_case(case, by_key=by_key, year=year, method=method).status for year in years
    ]
    return row


@pytest.mark.parametrize(
    ("first", "last", "goal", "end"),
    [(2.2, 12.2, 37.2, 2030), (17.8, 47.8, 160.3, 2035), (7.3, 43.3, 133.3, 2030)],
)
def test_exactly_twenty_percent_is_light_where_floats_say_cloud(first, last, goal, end):
    values = series_of(first, 9.0, 9.0, 9.0, 9.0, last)
    rules = Rules(direction=1, kind=REACH, targets=(Target(goal, end),))
    assert row_of(GridCase("a", values, rules)) == [Status.LIGHT_CLOUD]


def test_a_target_met_before_is_to_be_held():
    values = series_of(50, 10, 12, 14, 16, 18, 20, start=2014)
    rules = Rules(direction=1, kind=REACH, targets=(Target(44, 2030),))
    assert row_of(GridCase("a", values, rules)) == [Status.CLOUD]
    del values[2014]
    later = values | {2021: 50}
    assert row_of(GridCase("a", later, rules)) == [Status.LIGHT_CLOUD]


def test_targets_of_a_year_and_an_open_one_among_them():
    """Below zero there is no rate towards 5: open, unless another is as bad as it gets."""
    falling, rising = series_of(-6, -7), series_of(-7, -6)

    def status(values, *goals):
        rules = Rules(direction=1, kind=REACH, targets=tuple(Target(goal, 2030) for goal in goals))
        return row_of(GridCase("a", values, rules), years=(2016,), method=Method.EUROSTAT)[0]

    assert status(falling, -1, 5) is Status.MOVING_AWAY
    assert status(rising, -1) is Status.ON_TRACK
    assert status(rising, -1, 5) is Status.NOT_JUDGED


def test_parts_of_a_combined_indicator():
    values = series_of(10, 12, 14, 16, 18, 20)

    def part(key, goal, end=2030, values=values):
        return GridCase(key, values, Rules(direction=1, kind=REACH, targets=(Target(goal, end),)))

    parts = [
        part("sun", 30),
        part("cloud", 90),
        part("ended", 30, 2019),
        part("empty", 30, 2030, {}),
    ]
    parts.append(part("storm", 90, 2030, series_of(9, 8, 7, 6, 5, 4)))

    def status(*keys):
        return row_of(GridCase("c", {}, parts[0].rules, parts=keys), *parts)[0]

    assert status("sun", "cloud") is Status.CLOUD
    assert status("sun", "ended") is Status.SUN
    assert status("ended") is Status.NOT_JUDGED
    assert status("sun", "empty") is status("sun", "unknown") is Status.NOT_JUDGED
    assert status("storm", "empty") is Status.THUNDERSTORM
    assert status("empty", "unknown") is Status.NO_VALUES
    assert status("empty", "ended") is Status.NOT_JUDGED


NEARLY = 0.5, 2.4, 4.3, 6.2, 8.1, 10.0


@pytest.mark.parametrize("shift", [0.0, 1e-12, -1e-12, 1e-8, -1e-8])
def test_a_bound_that_floats_would_miss_is_judged_exactly(shift):
    """Missed by exactly 5 % is no longer sun; a trillionth less is, and the grid sees both."""
    values = series_of(*NEARLY)
    rules = Rules(direction=1, kind=REACH, targets=(Target(30 + shift, 2030),))
    case = GridCase("a", values, rules)
    exact = assess_case(case, by_key={}, year=2020).status
    assert words(status_grid([case], years=[2020])) == [[exact]]
    assert exact is (Status.SUN if shift < 0 else Status.LIGHT_CLOUD)


def test_only_cells_near_a_bound_take_the_exact_path(monkeypatch):
    asked = []
    exact = grid_module.assess_target
    monkeypatch.setattr(
        grid_module, "assess_target", lambda *a, **k: asked.append(k["year"]) or exact(*a, **k)
    )
    values = series_of(*NEARLY)
    near = GridCase("a", values, Rules(direction=1, kind=REACH, targets=(Target(30, 2030),)))
    far = GridCase("b", values, Rules(direction=1, kind=REACH, targets=(Target(31, 2030),)))
    status_grid([near, far], years=[2019, 2020, 2021])
    assert asked == [2020]


def test_years_in_any_order_and_twice():
    values = {year: float(year - 2000) for year in range(2010, 2021)}
    case = GridCase("a", values, Rules(direction=1, kind=DIRECTION))
    row = words(status_grid([case], years=[2020, 2009, 2016, 2020, 2014, 2022]))[0]
    sun, none = Status.SUN, Status.NOT_JUDGED
    assert row == [sun, Status.NO_VALUES, sun, sun, none, none]


def test_nothing_at_all():
    assert status_grid([], years=[2020]).shape == (0, 1)
    case = GridCase("a", {}, Rules(direction=1, kind=DIRECTION))
    assert status_grid([case], years=[]).shape == (1, 0)
    assert words(status_grid([case], years=[2020])) == [[Status.NO_VALUES]]
    assert trend_grid([], year=2020) == []
    assert trend_grid([case], year=2020) == [Trend.TOO_FEW]


def test_an_infinite_value_is_refused():
    case = GridCase("a", {2020: float("inf")}, Rules(direction=1, kind=DIRECTION))
    for compute in (lambda: status_grid([case], years=[2020]), lambda: trend_grid([case], year=1)):
        with pytest.raises(MeasureError):
            compute()


@given(st.lists(st.tuples(series, breaks, breaks), min_size=1, max_size=5), st.integers(2004, 2026))
@example(
    [({y: 100.0 if y < 2014 else 101.0 for y in range(2010, 2015)}, frozenset(), frozenset())], 2014
)
@settings(max_examples=150, deadline=None)
def test_trends_are_those_of_the_single_series(rows, year):
    rules = Rules(direction=1, kind=DIRECTION)
    cases = [
        GridCase(str(n), values, rules, suspending_breaks=suspending, breaks=plain)
        for n, (values, suspending, plain) in enumerate(rows)
    ]
    exact = [
        trend(values, year=year, breaks=plain | suspending).trend
        for values, suspending, plain in rows
    ]
    assert trend_grid(cases, year=year) == exact


def many(count, *, years=20):
    rng = np.random.default_rng(5)
    walk = np.round(50 + np.cumsum(rng.normal(0.2, 1.5, (count, years)), axis=1), 1)
    kinds = list(IndicatorKind)
    cases = []
    for number, values in enumerate(walk.tolist()):
        kind = kinds[number % 3]
        goal = Target(values[0] * 1.2, 2030 if kind is REACH else None)
        more = (Target(values[0] * 1.1, 2015),) if kind is REACH and number % 10 == 0 else ()
        rules = Rules(direction=1, kind=kind, targets=() if kind is DIRECTION else (goal, *more))
        cases.append(
            GridCase(f"i{number}", dict(zip(range(2002, 2022), values, strict=True)), rules)
        )
    return cases


@pytest.mark.parametrize("method", list(Method))
def test_five_thousand_indicators_take_little(method):
    """Target 0.35 s on two cores; the bound leaves room for a busy machine."""
    cases = many(5000)
    begun = time.process_time()
    result = status_grid(cases, years=range(2002, 2022), method=method)
    assert time.process_time() - begun < 1.5
    counts = {status: int((result == n).sum()) for n, status in enumerate(GRID_STATUSES)}
    assert sum(counts[status] for status in METHOD_STATUSES[method]) == result.size
    assert all(counts[status] > 100 for status in METHOD_STATUSES[method][:4])
