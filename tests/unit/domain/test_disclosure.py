"""Disclosure control: hand-computed tables and an attack by linear programming."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lib.domain.disclosure import protect_one_way, protect_rates, protect_two_way
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState

VALUE, WITHHELD, UNKNOWN = CellState.VALUE, CellState.WITHHELD, CellState.UNKNOWN


def one_way(*counts, **more):
    shown = protect_one_way(pd.Series(counts, index=list("abcdefgh")[: len(counts)]), **more)
    return "".join("•" if s == WITHHELD else "?" if s == UNKNOWN else "v" for s in shown["state"])


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((5, 7, 9), "vvvv"),
        ((0, 7, 9), "vvvv"),  # a zero is a value
        ((2, 7, 9), "••vv"),  # one alone would be the total minus the rest: the smallest joins
        ((7, 2, 9, 4), "v•v•v"),
        ((2, 2, 9), "••vv"),  # 4 = 1+3 = 2+2 = 3+1
        ((1, 1, 9, 5), "••v•v"),  # 2 can only be 1+1: a third joins
        ((1, 0, 0), "•vv•"),  # no other cell to hide behind: the total goes
        ((2,), "••"),
        ((1, 1), "•••"),
        ((), "v"),
    ],
)
def test_one_way(counts, expected):
    assert one_way(*counts) == expected


def test_withheld_values_are_not_in_the_frame():
    shown = protect_one_way(pd.Series({"x": 1, "y": 6, "z": 50}))
    assert shown["cell"].tolist()[:3] == ["x", "y", "z"]
    assert shown["value"].isna().tolist() == [True, True, False, False]
    assert shown["value"].iloc[3] == 57
    assert shown["is_total"].tolist() == [False, False, False, True]


def test_zero_can_be_protected_and_cells_can_be_carried_over():
    assert one_way(0, 7, 9, protect_zero=True) == "••vv"
    assert one_way(6, 7, 9, also_withheld=["c"]) == "•v•v"
    with pytest.raises(MeasureError):
        one_way(6, 7, 9, also_withheld=["nobody"])


def test_unknown_is_no_withheld_and_hides_nothing():
    assert one_way(np.nan, 1, 8) == "?••v"


def states(table, **more):
    shown = protect_two_way(pd.DataFrame(table), **more)
    rows, columns = np.array(table).shape
    marks = ["•" if s == WITHHELD else "v" for s in shown["state"]]
    return ["".join(line) for line in np.reshape(marks, (rows + 1, columns + 1))]


def test_two_way_hides_a_rectangle():
    """One small cell needs a second in its row, in its column, and the corner between."""
    assert states([[1, 20, 30], [40, 4, 60], [70, 80, 90]]) == ["••vv", "••vv", "vvvv", "vvvv"]


def test_two_way_without_a_partner_gives_up_sums():
    marks = states([[1, 0], [0, 50]])
    assert marks[0][0] == "•"
    assert marks[0][2] == "•"  # its row sum is the cell itself
    assert marks[2][0] == "•"  # and its column sum
    assert states([[10, 20], [30, 40]]) == ["vvv", "vvv", "vvv"]


@pytest.mark.parametrize(
    "bad", [[[-1, 2]], [[1.5, 2]], [[np.inf, 2]]], ids=["negative", "fraction", "infinite"]
)
def test_nonsense_is_refused(bad):
    with pytest.raises(MeasureError):
        protect_two_way(pd.DataFrame(bad))
    with pytest.raises(MeasureError):
        protect_two_way(pd.DataFrame([[1, 2]], columns=["a", "a"]))


def attack(shown: pd.DataFrame, shape: tuple[int, int], floor: int) -> list[tuple[float, float]]:
    """Bound each withheld cell by linear programming on all the sums that everybody knows."""
    rows, columns = shape
    state = shown["state"].to_numpy().reshape(rows + 1, columns + 1)
    value = shown["value"].to_numpy().reshape(rows + 1, columns + 1)
    number = np.arange((rows + 1) * (columns + 1)).reshape(rows + 1, columns + 1)
    equations = []
    for line in [*number, *number.T]:
        equation = np.zeros(number.size)
        equation[line[:-1]], equation[line[-1]] = 1, -1
        equations.append(equation)
    bounds = [
        (floor, None) if s == WITHHELD else (v, v) if s == VALUE else (0, 0)
        for s, v in zip(state.ravel(), value.ravel(), strict=True)
    ]
    ranges = []
    for cell in np.flatnonzero(state.ravel() == WITHHELD):
        goal = np.zeros(number.size)
        goal[cell] = 1
        found = []
        for sign in (1, -1):
            answer = linprog(
                sign * goal, A_eq=np.array(equations), b_eq=np.zeros(len(equations)), bounds=bounds
            )
            assert answer.status in {0, 3}, answer.message  # solved, or unbounded
            found.append(np.inf if answer.status == 3 else sign * answer.fun)
        ranges.append((found[0], found[1]))
    return ranges


sizes = st.tuples(st.integers(1, 4), st.integers(1, 4))
small = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 9, 30])


@st.composite
def tables(draw):
    rows, columns = draw(sizes)
    cells = draw(st.lists(small, min_size=rows * columns, max_size=rows * columns))
    return np.reshape(cells, (rows, columns))


@settings(max_examples=60, deadline=None)
@given(tables(), st.booleans())
def test_no_sum_reveals_a_withheld_cell(table, protect_zero):
    shown = protect_two_way(pd.DataFrame(table), protect_zero=protect_zero)
    floor = 0 if protect_zero else 1
    for low, high in attack(shown, table.shape, floor):
        assert high - low > 0.5
    full = np.block([[table, table.sum(1, keepdims=True)], [table.sum(0), np.array([table.sum()])]])
    small_ones = (full >= floor) & (full < 3)
    is_withheld = (shown["state"] == WITHHELD).to_numpy()
    assert is_withheld[small_ones.ravel()].all()
    published = shown[~is_withheld]
    assert (published["value"].to_numpy() == full.ravel()[~is_withheld]).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(small, min_size=1, max_size=6), st.booleans())
def test_no_total_reveals_a_withheld_cell(counts, protect_zero):
    shown = protect_one_way(pd.Series(counts, dtype=float), protect_zero=protect_zero)
    floor = 0 if protect_zero else 1
    cells, total = shown.iloc[:-1], shown.iloc[-1]
    hidden = int((cells["state"] == WITHHELD).sum())
    if total["state"] == WITHHELD:
        assert hidden >= 1
        return
    rest = total["value"] - cells["value"].sum()
    assert hidden == 0 or (hidden > 1 and rest > hidden * floor)


def test_the_attack_finds_what_is_revealed():
    """The attacker is real: without secondary suppression it reads the cell."""
    table = np.array([[1, 20], [30, 40]])
    naive = protect_two_way(pd.DataFrame(table))
    naive["state"] = [WITHHELD, *[VALUE] * 8]
    naive["value"] = [np.nan, 20, 21, 30, 40, 70, 31, 60, 91]
    assert attack(naive, table.shape, 1) == [(1.0, 1.0)]


def test_rates_need_a_hundred_and_three():
    frame = pd.DataFrame(
        {
            "part": [3, 2, 0, 50, 3, np.nan, 0, 3],
            "whole": [100, 100, 500, 99, 1000, 100, 0, np.nan],
        }
    )
    shown = protect_rates(frame, numerator="part", denominator="whole")
    computable = CellState.NOT_COMPUTABLE
    assert shown["state"].tolist() == [
        *(VALUE, WITHHELD, WITHHELD, WITHHELD, VALUE, UNKNOWN, computable, UNKNOWN)
    ]
    assert shown["value"].dropna().tolist() == [3.0, pytest.approx(0.3)]
    with pytest.raises(MeasureError):
        protect_rates(
            pd.DataFrame({"part": [5], "whole": [4]}), numerator="part", denominator="whole"
        )
    with pytest.raises(MeasureError):
        protect_rates(frame, numerator="part", denominator="nothing")
