"""Changes between two days, and classes around zero."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.class_choice import ClassChoice
from lib.domain.classes import Scheme
from lib.domain.density_change import ChangeKind, change_classes, changes
from lib.domain.vocabulary import CellState

V, N, U = CellState.VALUE.value, CellState.NO_REPORT.value, CellState.UNKNOWN.value


def frame(*rows):
    return pd.DataFrame(rows, columns=["ags", "value", "value_state"])


BEFORE = frame(("a", 2.0, V), ("b", 0.0, V), ("c", math.nan, U), ("d", 4.0, V))
NOW = frame(("a", 3.0, V), ("b", 1.0, V), ("c", 5.0, V), ("d", math.nan, N))


def test_absolute_change_by_hand():
    found = changes(BEFORE, NOW, kind=ChangeKind.ABSOLUTE).set_index("ags")
    assert found["change"].tolist()[:2] == [1.0, 1.0]
    assert found["change"].isna().tolist() == [False, False, True, True]
    assert found["change_state"].tolist() == [V, V, U, N]
    assert found.loc["a", ["before", "now"]].tolist() == [2.0, 3.0]


def test_relative_change_of_nothing_is_not_computable():
    found = changes(BEFORE, NOW, kind=ChangeKind.RELATIVE).set_index("ags")
    assert found.loc["a", "change"] == pytest.approx(50)
    assert math.isnan(found.loc["b", "change"])
    assert found["change_state"].tolist() == [V, CellState.NOT_COMPUTABLE.value, U, N]


def test_a_fall_to_zero_is_a_hundred_per_cent_less():
    before = pd.DataFrame({"ags": ["a"], "value": [4.0], "value_state": [V]})
    found = changes(before, before.assign(value=0.0), kind=ChangeKind.RELATIVE)
    assert found[["change", "change_state"]].to_numpy().tolist() == [[-100.0, V]]


def test_order_and_rows_are_those_of_the_later_day():
    found = changes(BEFORE.iloc[::-1], NOW, kind=ChangeKind.ABSOLUTE)
    assert found["ags"].tolist() == NOW["ags"].tolist()


def test_classes_by_hand():
    data = pd.Series([-5.0, -1.0, -0.04, 0.0, 0.04, 1.0, 2.0, math.nan])
    own = ClassChoice(Scheme.FIXED, breaks=(1.0,))
    classes = change_classes(data, own, decimals=1)
    assert classes.classes == (-2, -1, 0, 1, 2)
    assert classes.of(data) == [-2, -1, 0, 0, 0, 1, 2, 0]
    assert classes.counts == (1, 1, 3, 1, 1)


@pytest.mark.parametrize(("k", "reach"), [(3, 1), (4, 2), (5, 2), (6, 3), (7, 3)])
def test_number_of_classes_on_each_side(k, reach):
    data = pd.Series([-9.0, -7, -5, -3, -1, 0, 2, 4, 6, 8, 10])
    assert change_classes(data, ClassChoice(Scheme.EQUAL, k), decimals=1).reach == reach


@pytest.mark.parametrize("data", [[], [0.0, 0.0], [math.nan], [3.0], [-2.0, -2.0]])
def test_few_and_equal_changes(data):
    classes = change_classes(pd.Series(data, dtype="float64"), ClassChoice(), decimals=1)
    assert classes.reach == 1
    assert sum(classes.counts) == sum(not math.isnan(value) for value in data)


@given(
    st.lists(st.integers(-99, 99).map(float), min_size=1),
    st.integers(3, 7),
    st.sampled_from([Scheme.QUANTILES, Scheme.JENKS, Scheme.EQUAL]),
)
def test_classes_are_symmetric_around_zero(data, k, scheme):
    series = pd.Series(data)
    choice = ClassChoice(scheme, k)
    up = change_classes(series, choice, decimals=0)
    down = change_classes(-series, choice, decimals=0)
    assert up.breaks == down.breaks
    assert up.counts == down.counts[::-1]
    assert up.of(data) == [-number for number in down.of([-value for value in data])]
    assert all((number > 0) == (value > 0) for number, value in zip(up.of(data), data, strict=True))
