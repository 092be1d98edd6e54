"""Trend arrows: five values at least, no break, the slope of the last five."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from lib.domain.trend import Trend, trend


def line(*values, start=2016):
    return dict(zip(range(start, start + len(values)), values, strict=True))


@pytest.mark.parametrize(
    ("values", "expected", "change"),
    [
        ((10, 11, 12, 13, 14), Trend.RISING, 1.0),
        ((14, 13, 12, 11, 10), Trend.FALLING, -1.0),
        ((10, 10, 10, 10, 10), Trend.LEVEL, 0.0),
        ((0, 0, 0, 0, 0), Trend.LEVEL, 0.0),
        ((10, 11, 12, 13, 0), Trend.RISING, 1.0),  # pair slopes: -13 -6 -11/3 -5/2 1×6
        ((1000, 1001, 1002, 1003, 1004), Trend.LEVEL, 1.0),  # 4 of 1002 is below 1 %
        ((99, 99, 1, 2, 3, 4, 5), Trend.RISING, 1.0),  # only the last five
        ((1, 2, 3, 4), Trend.TOO_FEW, 0.0),
        ((), Trend.TOO_FEW, 0.0),
    ],
)
def test_hand_computed(values, expected, change):
    result = trend(line(*values))
    assert (result.trend, result.yearly_change) == (expected, change)


def test_break_and_year_limit_what_counts():
    series = line(1, 2, 3, 4, 5, 6)  # 2016-2021
    assert trend(series, breaks=[2017]).trend is Trend.RISING
    assert trend(series, breaks=[2018]).trend is Trend.TOO_FEW
    assert trend(series, year=2019).trend is Trend.TOO_FEW
    assert trend(series, year=2020).years == (2016, 2017, 2018, 2019, 2020)
    assert trend(series, year=2020, breaks=[2021]).trend is Trend.RISING
    assert trend(series | {2020: None}).years == (2016, 2017, 2018, 2019, 2021)


@given(st.lists(st.integers(-90, 90), min_size=5, max_size=8))
def test_agrees_with_scipy_and_mirrors(values):
    result = trend(line(*values))
    expected = theilslopes(np.array(values[-5:], dtype=float), np.arange(5.0)).slope
    assert result.yearly_change == pytest.approx(expected)
    mirrored = trend(line(*[-v for v in values]))
    swap = {Trend.RISING: Trend.FALLING, Trend.FALLING: Trend.RISING}
    assert mirrored.trend is swap.get(result.trend, result.trend)
