"""Yearly series as the status measures read them: exact numbers, sorted, without gaps.

Values become `fractions.Fraction` of their shortest decimal form, so that 0.3 - 0.1 equals 0.2:
the methods compare without rounding, and binary noise must not decide over a symbol.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from lib.domain.errors import MeasureError
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    #: Year -> value in the indicator's unit; a missing value is absent, None or NaN.
    YearlyValues: TypeAlias = Mapping[int, float] | Mapping[int, float | None] | pd.Series[float]


def exact(value: float) -> Fraction:
    """Return the number as it is written in decimals, without binary noise.

    Raises:
        MeasureError: the value is not finite.
    """
    try:
        return Fraction(repr(float(value)))
    except (ValueError, OverflowError) as error:
        raise MeasureError(msg("A value of the series is not a number."), detail=str(value)) from (
            error
        )


def points(series: YearlyValues, *, until: int | None = None) -> dict[int, Fraction]:
    """Return the data points up to and including the year `until`, in order of years.

    Raises:
        MeasureError: a year occurs twice or a value is infinite.
    """
    result: dict[int, Fraction] = {}
    for label, value in series.items():
        year = int(label)  # type: ignore[call-overload]
        if value is None or pd.isna(value):
            continue
        if year in result:
            raise MeasureError(msg("The year {year} occurs twice in the series.", year=str(year)))
        if until is None or year <= until:
            result[year] = exact(value)
    return dict(sorted(result.items()))
