"""Series: exact decimals, sorted, gaps left out."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from lib.domain.errors import MeasureError
from lib.domain.series import exact, points
from lib.domain.vocabulary import IndicatorKind, WeatherStatus
from lib.domain.weather_status import Target, judge


def test_binary_noise_does_not_decide():
    assert exact(0.3) - exact(0.1) == exact(0.2)
    assert exact(np.float64(1.1)) == Fraction(11, 10)
    # the distance stays 0.2 in decimals; in floats 0.3 - 0.1 < 0.2 and the mean would be negative
    own = dict.fromkeys(range(2015, 2020), 1.2) | {2020: 0.3}
    other = dict.fromkeys(range(2015, 2020), 1.0) | {2020: 0.1}
    result = judge(
        own,
        target=Target(0),
        direction=1,
        kind=IndicatorKind.HOLD_EVERY_YEAR,
        year=2020,
        comparator=other,
    )
    assert result.working.mean_yearly_change == 0
    assert result.status is WeatherStatus.SUN


def test_sorted_without_gaps_and_not_beyond_the_year():
    series = pd.Series([3.0, np.nan, 1.0, 9.0], index=[2020, 2019, 2018, 2021])
    assert list(points(series, until=2020).items()) == [(2018, 1), (2020, 3)]
    assert points({2018: None, 2017: 5}) == {2017: 5}


def test_nonsense_is_refused():
    for bad in ({2018: float("inf")}, pd.Series([1.0, 2.0], index=[2018, 2018])):
        with pytest.raises(MeasureError):
            points(bad)
