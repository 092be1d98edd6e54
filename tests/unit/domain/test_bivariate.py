"""Nine fields: terciles as mapclassify computes them, ties together, words for each."""

from __future__ import annotations

import math

import mapclassify
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.bivariate import (
    FIELDS,
    MINIMUM_AREAS,
    URGENT,
    Field,
    Step,
    bivariate_classes,
)
from lib.domain.errors import MeasureError

finite = st.floats(-100, 100).map(lambda value: round(value, 3))
pairs = st.lists(st.tuples(finite, finite), min_size=MINIMUM_AREAS, max_size=60)


def series(values: list[float]) -> pd.Series[float]:
    return pd.Series(values, dtype="float64")


@pytest.mark.filterwarnings("ignore:Not enough unique values")
@given(pairs)
def test_terciles_are_those_of_mapclassify(values: list[tuple[float, float]]) -> None:
    need, density = series([n for n, _ in values]), series([d for _, d in values])
    classes = bivariate_classes(need, density)
    assert classes is not None
    for ours, data in ((classes.need, need), (classes.density, density)):
        theirs = mapclassify.Quantiles(data, k=3)
        if len(theirs.bins) == 3 and (theirs.counts > 0).all():
            np.testing.assert_allclose(ours.upper_bounds, theirs.bins, atol=1e-9)
            clear = [min(abs(value - theirs.bins[:2])) > 1e-9 for value in data]  # not on a bound
            mine = [ours.class_of(value) for value in data]
            assert [m for m, c in zip(mine, clear, strict=True) if c] == list(theirs.yb[clear])
        # ties: equal values share a class, and no class is empty
        assert all(ours.counts)
        assert sum(ours.counts) == len(data)


@given(pairs)
def test_order_of_the_municipalities_does_not_matter(values: list[tuple[float, float]]) -> None:
    need, density = series([n for n, _ in values]), series([d for _, d in values])
    forward = bivariate_classes(need, density)
    backward = bivariate_classes(need[::-1], density[::-1])
    assert forward == backward


def test_twenty_one_distinct_values_fall_seven_and_seven() -> None:
    values = series([float(value) for value in range(21)])
    classes = bivariate_classes(values, -values)
    assert classes is not None
    assert classes.need.counts == classes.density.counts == (7, 7, 7)
    assert classes.field_of(need=20, density=-20) == URGENT
    assert classes.field_of(need=0, density=0) == Field(Step.LOW, Step.HIGH)
    assert classes.field_of(need=10, density=-10) == Field(Step.MIDDLE, Step.MIDDLE)


def test_equal_values_collapse_to_low_and_high_or_to_the_middle() -> None:
    distinct = series([float(value) for value in range(10)])
    mostly_zero = series([0.0] * 8 + [1.0, 2.0])
    classes = bivariate_classes(distinct, mostly_zero)
    assert classes is not None
    assert len(classes.density.upper_bounds) == 2
    assert classes.field_of(need=9, density=0).density is Step.LOW
    assert classes.field_of(need=9, density=2).density is Step.HIGH
    same = bivariate_classes(distinct, series([3.0] * 10))
    assert same is not None
    assert same.field_of(need=0, density=3) == Field(Step.LOW, Step.MIDDLE)


def test_fewer_than_nine_with_both_values_give_no_fields() -> None:
    values = [float(value) for value in range(MINIMUM_AREAS)]
    assert bivariate_classes(series(values), series(values)) is not None
    assert bivariate_classes(series([*values[:-1], math.nan]), series(values)) is None
    assert bivariate_classes(series(values[1:]), series(values[1:])) is None
    assert bivariate_classes(series([]), series([])) is None


def test_only_those_with_both_values_count_for_the_bounds() -> None:
    need = series([*map(float, range(9)), 1000.0])
    density = series([*map(float, range(9)), math.nan])
    classes = bivariate_classes(need, density)
    assert classes is not None
    assert classes.need.upper_bounds[-1] == 8


def test_two_lengths_are_refused() -> None:
    with pytest.raises(MeasureError):
        bivariate_classes(series([1.0] * 9), series([1.0] * 10))


def test_fields_stand_in_the_order_of_the_key() -> None:
    assert [field.position for field in FIELDS] == list(range(9))
    assert FIELDS[0] == URGENT
    assert FIELDS[-1] == Field(Step.LOW, Step.HIGH)
