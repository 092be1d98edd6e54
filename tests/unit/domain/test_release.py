"""Public release: primary rule, bands, figures from counts, what one change leaves as it is."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.release import band, band_step, criterion_cells, release
from lib.domain.release_audit import LEVELS, Figures, figures_of, unchanged
from lib.domain.vocabulary import CellState

Rows = list[tuple[str, str, int]]


def frame(rows: Rows, *, ags: str = "m") -> pd.DataFrame:
    """Ratings whose institutions are named after their type: a1 rates b2."""
    found = pd.DataFrame(rows, columns=["rater_key", "rated_key", "level"])
    return found.assign(
        rater_type=found["rater_key"].str[0], rated_type=found["rated_key"].str[0], rater_ags=ags
    )


def state(rows: Rows) -> str:
    return str(release(frame(rows)).types["state"].iloc[0])


def test_three_raters_of_two_rated_are_published() -> None:
    rows = [("a1", "b1", 1), ("a2", "b1", 2), ("a3", "b2", 4), ("a1", "b2", 5)]
    assert state(rows) == CellState.VALUE
    assert release(frame(rows)).types["median"].tolist() == [3]


@pytest.mark.parametrize(
    "rows",
    [
        [("a1", "b1", 1), ("a2", "b2", 2), ("a1", "b2", 4), ("a2", "b1", 5)],  # two raters
        [("a1", "b1", 1), ("a2", "b1", 2), ("a3", "b1", 4)],  # one rated
        [(f"a{n}", "b1", 2) for n in (1, 2, 3)] + [("a1", "b2", 2)],  # b1: three of four
        [("a1", f"b{n}", 2) for n in (1, 2, 3)] + [("a2", "b1", 2), ("a3", "b2", 2)],  # a1: 3 of 5
    ],
)
def test_few_or_lopsided_ratings_are_withheld(rows: Rows) -> None:
    found = release(frame(rows))
    assert set(found.types["state"]) == set(found.places["state"]) == {CellState.WITHHELD.value}
    figures = ["median", "lower_quartile", "upper_quartile", "raters_count"]
    assert found.types[figures].isna().all(axis=None)
    assert not found.counted.any()


def test_quartiles_need_five_raters() -> None:
    rows = [(f"a{n}", f"b{n % 3}", n) for n in range(1, 5)]
    assert math.isnan(release(frame(rows)).types["lower_quartile"].iloc[0])
    rows.append(("a5", "b0", 5))
    found = release(frame(rows)).types.iloc[0]
    assert (found["lower_quartile"], found["median"], found["upper_quartile"]) == (2, 3, 4)


def test_ratings_of_withheld_type_cells_are_not_counted_in_places() -> None:
    open_cell = [("a1", "b1", 1), ("a2", "b1", 1), ("a3", "b2", 1), ("a1", "b2", 1)]
    lone = [("c1", "b1", 5), ("c1", "b2", 5), ("c1", "b3", 5)]
    found = release(frame([*open_cell, *lone]))
    assert found.counted.tolist() == [True] * 4 + [False] * 3
    assert found.places["median"].tolist() == [1]


def test_overall_figures_need_fifty_ratings() -> None:
    rows = [(f"a{i}", f"a{j}", (i + j) % 6) for i in range(8) for j in range(8) if i != j]
    assert release(frame(rows[:49])).overall.state is CellState.WITHHELD
    found = release(frame(rows)).overall
    assert found.state is CellState.VALUE
    share = 100 * np.mean([level >= 3 for _, _, level in rows])
    assert found.close_from_pct <= share < found.close_to_pct
    assert found.close_to_pct - found.close_from_pct == 20


@given(counted=st.integers(50, 20_000), close=st.integers(0, 20_000))
def test_bands_hold_the_share_and_ten_ratings(counted: int, close: int) -> None:
    close = min(close, counted)
    low, high = band(close, counted)
    assert low <= 100 * close / counted
    assert 100 * close / counted < high or high == 100
    assert band_step(counted) * counted / 100 >= 10


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40))
def test_figures_from_counts_equal_numpy(levels: list[int]) -> None:
    counts = np.bincount(levels, minlength=LEVELS)[None, :]
    assert figures_of(counts)[0].tolist() == np.quantile(levels, [0.25, 0.5, 0.75]).tolist()


@given(st.lists(st.integers(0, 5), min_size=2, max_size=12), st.booleans())
def test_what_one_change_leaves_equals_trying_it(levels: list[int], has_quartiles: bool) -> None:
    counts = np.bincount(levels, minlength=LEVELS)[None, :]
    quartiles = np.array([has_quartiles])
    keeps = unchanged(Figures(counts, median=np.array([True]), quartiles=quartiles))[0]
    shown = [0.25, 0.5, 0.75] if has_quartiles else [0.5]
    for other in range(LEVELS):
        tried = [other, *levels[1:]]
        is_same = np.array_equal(np.quantile(tried, shown), np.quantile(levels, shown))
        assert keeps[levels[0], other] == is_same


def test_criteria_leave_out_what_is_not_rated() -> None:
    rows = frame([("a1", "b1", 1), ("a2", "b2", 2), ("a3", "b3", 3), ("a4", "b1", 5)])
    rows["knowledge_level"] = [2.0, 4.0, 4.0, math.nan]
    assert criterion_cells(rows, "knowledge_level")["median"].tolist() == [4]
    rows["knowledge_level"] = [2.0, 4.0, math.nan, math.nan]
    assert criterion_cells(rows, "knowledge_level")["state"].tolist() == [CellState.WITHHELD.value]
    rows["knowledge_level"] = math.nan
    assert criterion_cells(rows, "knowledge_level").empty
