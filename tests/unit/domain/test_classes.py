"""Classes: hand-computed bounds, brute force and mapclassify as second computations, laws."""

from __future__ import annotations

import warnings
from itertools import combinations

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.classes import Scheme, classify, reading_bounds
from lib.domain.errors import MeasureError

schemes = st.sampled_from([Scheme.QUANTILES, Scheme.JENKS, Scheme.EQUAL])
numbers = st.integers(-20, 20).map(float)


def test_hand_computed():
    values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]
    quantiles = classify(values, scheme=Scheme.QUANTILES, k=5)
    assert quantiles.upper_bounds == pytest.approx((2.8, 4.6, 6.4, 8.2, 100))
    assert quantiles.counts == (2, 2, 2, 2, 2)
    equal = classify(values, scheme=Scheme.EQUAL, k=3)
    assert (equal.upper_bounds, equal.counts) == ((34.0, 67.0, 100.0), (9, 0, 1))
    jenks = classify([1, 2, 3, 50, 51, 99, 100], scheme=Scheme.JENKS, k=3)
    assert (jenks.upper_bounds, jenks.counts) == ((3.0, 51.0, 100.0), (3, 2, 2))


def test_fixed_bounds_stay_whatever_the_values():
    fixed = classify([0, 5, 6, 99], scheme=Scheme.FIXED, breaks=[5, 10, 20])
    assert (fixed.upper_bounds, fixed.counts) == ((5.0, 10.0, 20.0), (2, 1, 1))
    assert [fixed.class_of(v) for v in (-9, 5, 5.01, 20, 1e9)] == [0, 0, 1, 2, 2]
    assert classify([], scheme=Scheme.FIXED, breaks=[5, 10]).counts == (0, 0)
    for breaks in (None, [], [2, 1], [1, 1], [1, float("inf")]):
        with pytest.raises(MeasureError):
            classify([1], scheme=Scheme.FIXED, breaks=breaks)


@pytest.mark.parametrize("scheme", [Scheme.QUANTILES, Scheme.JENKS, Scheme.EQUAL])
def test_few_equal_and_no_values(scheme):
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        assert classify([], scheme=scheme).upper_bounds == ()
        assert classify([float("nan")], scheme=scheme).counts == ()
        assert classify([7, 7, 7], scheme=scheme).upper_bounds == (7.0,)
        assert classify([7], scheme=scheme).counts == (1,)
        assert sum(classify([1, 1, 1, 1, 2], scheme=scheme).counts) == 5
        assert classify([3, 1, 2], scheme=scheme, k=1).upper_bounds == (3.0,)


def test_nonsense_is_refused():
    with pytest.raises(MeasureError):
        classify([1, float("inf")], scheme=Scheme.EQUAL)
    for k in (0, 13):
        with pytest.raises(MeasureError):
            classify([1, 2], scheme=Scheme.EQUAL, k=k)
    with pytest.raises(MeasureError):
        classify([], scheme=Scheme.EQUAL).class_of(1)
    with pytest.raises(MeasureError):
        classify([1, 2], scheme=Scheme.EQUAL).class_of(float("nan"))


def squared_deviation(groups):
    return sum(float(((g - g.mean()) ** 2).sum()) for g in groups)


@given(st.lists(numbers, min_size=2, max_size=9), st.integers(2, 4))
def test_jenks_is_optimal(values, k):
    data = np.sort(values)
    distinct = np.unique(data)
    k = min(k, len(distinct))
    best = min(
        squared_deviation([g for g in np.split(data, np.searchsorted(data, cuts)) if len(g)])
        for cuts in combinations(distinct[1:], k - 1)
    )
    found = classify(values, scheme=Scheme.JENKS, k=k)
    groups = np.split(data, np.cumsum(found.counts)[:-1])
    assert squared_deviation(groups) == pytest.approx(best, abs=1e-9)


def test_agrees_with_mapclassify():
    data = np.random.default_rng(7).gamma(2.0, 3.0, 90)
    for scheme, other in (
        (Scheme.JENKS, mapclassify.FisherJenks),
        (Scheme.QUANTILES, mapclassify.Quantiles),
        (Scheme.EQUAL, mapclassify.EqualInterval),
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            expected = other(data, k=5)
        found = classify(data, scheme=scheme, k=5)
        assert found.upper_bounds == pytest.approx(expected.bins, rel=1e-6)
        assert found.counts == tuple(expected.counts)


@given(st.lists(numbers, min_size=1, max_size=30), schemes, st.integers(1, 6))
def test_laws(values, scheme, k):
    found = classify(values, scheme=scheme, k=k)
    bounds = found.upper_bounds
    assert 1 <= len(bounds) <= k
    assert list(bounds) == sorted(set(bounds))
    assert bounds[-1] == max(values)
    assert sum(found.counts) == len(values)
    classes = [found.class_of(v) for v in values]
    assert [classes.count(i) for i in range(len(bounds))] == list(found.counts)
    assert classify(values[::-1], scheme=scheme, k=k) == found
    if scheme is not Scheme.EQUAL:
        assert min(found.counts) > 0


@given(st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=20), schemes)
def test_rounding_for_reading_moves_no_value(values, scheme):
    found = classify(values, scheme=scheme)
    rounded = reading_bounds(found, values)
    assert list(rounded) == sorted(set(rounded))
    read = classify(values, scheme=Scheme.FIXED, breaks=rounded)
    assert [read.class_of(v) for v in values] == [found.class_of(v) for v in values]


def test_reading_bounds_are_as_short_as_they_can_be():
    values = [0.123, 0.456, 12.345, 40]
    found = classify(values, scheme=Scheme.JENKS, k=3)
    assert found.upper_bounds == (0.456, 12.345, 40.0)
    assert reading_bounds(found, values) == (1.0, 13.0, 40.0)


def test_reading_bounds_stay_between_the_classes():
    values = [2.6, 2.611, 2.613, 2.92]
    found = classify(values, scheme=Scheme.QUANTILES, k=2)
    first, _ = reading_bounds(found, values, decimals=1)
    assert 2.611 <= first < 2.613


def test_fixed_bounds_are_read_as_they_were_given():
    found = classify([1, 2, 30], scheme=Scheme.FIXED, breaks=[0.3, 12.4, 38.7])
    assert reading_bounds(found, [1, 2, 30]) == (0.3, 12.4, 38.7)


def test_jenks_takes_all_german_municipalities():
    data = np.random.default_rng(7).gamma(2.0, 3.0, 10_997)
    found = classify(data, scheme=Scheme.JENKS)
    assert sum(found.counts) == 10_997
    assert len(found.counts) == 5
