"""Offer density: hand-computed cases, states, region from sums, laws."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import MeasureError
from lib.domain.offer_density import (
    DENSITY_DECIMALS,
    DENSITY_LABELS,
    DENSITY_UNITS,
    DensityMeasure,
    densities,
    region_reference,
)
from lib.domain.vocabulary import CellState

M = DensityMeasure
S = CellState
COLUMNS = [
    "ags",
    "offers_count",
    "capacity_places",
    "offers_with_capacity_count",
    "children_count",
    "area_km2",
    "confirmed_count",
    "has_any_report",
]


def frame(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS)


SAMPLE = frame(
    ("A", 10, 60, 4, 500, 20.0, 5, True),
    ("B", 0, None, 0, 1000, 50.0, 0, True),
    ("C", 0, None, 0, 250, 10.0, 0, False),
    ("D", 3, None, 0, 0, 30.0, 3, True),
    ("E", 2, 8, 2, None, 40.0, 0, True),
)


@pytest.mark.parametrize(
    ("measure", "values", "states"),
    [
        (M.COUNT, [10, 0, None, 3, 2], [S.VALUE, S.VALUE, S.NO_REPORT, S.VALUE, S.VALUE]),
        (
            M.PER_1000_CHILDREN,
            [20, 0, None, None, None],
            [S.VALUE, S.VALUE, S.NO_REPORT, S.NOT_COMPUTABLE, S.NOT_COMPUTABLE],
        ),
        (
            M.PLACES_PER_100_CHILDREN,
            [12, 0, None, None, None],
            [S.VALUE, S.VALUE, S.NO_REPORT, S.NOT_COMPUTABLE, S.NOT_COMPUTABLE],
        ),
        (M.PER_KM2, [0.5, 0, None, 0.1, 0.05], [S.VALUE, S.VALUE, S.NO_REPORT, S.VALUE, S.VALUE]),
        (
            M.CONFIRMED_SHARE,
            [50, None, None, 100, 0],
            [S.VALUE, S.NOT_COMPUTABLE, S.NO_REPORT, S.VALUE, S.VALUE],
        ),
    ],
)
def test_hand_computed(measure, values, states):
    result = densities(SAMPLE, measure=measure)
    assert result["ags"].tolist() == list("ABCDE")
    assert result["state"].tolist() == states
    shown = [None if math.isnan(v) else pytest.approx(v) for v in result["value"]]
    assert shown == values
    hidden = result[result["state"] != S.VALUE]
    assert (
        hidden[["value", "numerator", "value_if_one_more", "value_if_one_less"]]
        .isna()
        .all(axis=None)
    )


def test_one_offer_more_or_less():
    result = densities(SAMPLE, measure=M.PER_1000_CHILDREN).set_index("ags")
    assert result.loc["A", "value_if_one_more"] == 22
    assert result.loc["A", "value_if_one_less"] == 18
    assert result.loc["B", "value_if_one_more"] == 1
    assert math.isnan(result.loc["B", "value_if_one_less"])  # no offer to lose
    for measure in (M.COUNT, M.PLACES_PER_100_CHILDREN, M.CONFIRMED_SHARE):
        other = densities(SAMPLE, measure=measure)
        assert other[["value_if_one_more", "value_if_one_less"]].isna().all(axis=None)


def test_places_nobody_stated_are_unknown_and_some_missing_are_a_lower_bound():
    table = frame(("A", 4, None, 0, 500, 1.0, 0, True), ("B", 4, 10, 3, 500, 1.0, 0, True))
    result = densities(table, measure=M.PLACES_PER_100_CHILDREN)
    assert result["state"].tolist() == [S.UNKNOWN, S.VALUE]
    assert result["is_lower_bound"].tolist() == [False, True]


def test_region_is_all_offers_over_all_children():
    region = region_reference(SAMPLE, measure=M.PER_1000_CHILDREN)
    # E is left out of both sums, C's 250 children stay in the denominator
    assert (region.numerator, region.denominator) == (13, 1750)
    assert region.value == pytest.approx(1000 * 13 / 1750)
    assert (region.areas_count, region.areas_without_report_count) == (5, 1)
    assert region.areas_left_out_count == 1
    assert region.is_lower_bound
    count = region_reference(SAMPLE, measure=M.COUNT)
    assert (count.value, math.isnan(count.denominator)) == (15, True)
    share = region_reference(SAMPLE, measure=M.CONFIRMED_SHARE)
    assert (share.numerator, share.denominator, share.is_lower_bound) == (8, 15, False)


def test_region_without_anything_to_say():
    def state(table, measure=M.PER_1000_CHILDREN):
        return region_reference(table, measure=measure).state

    assert state(SAMPLE.iloc[[2]]) is S.NO_REPORT
    assert state(SAMPLE.iloc[[3]]) is S.NOT_COMPUTABLE
    assert state(SAMPLE.iloc[:0]) is S.NOT_COMPUTABLE
    assert state(SAMPLE.iloc[[1]], M.CONFIRMED_SHARE) is S.NOT_COMPUTABLE
    unstated = frame(("A", 4, None, 0, 500, 1.0, 0, True))
    assert state(unstated, M.PLACES_PER_100_CHILDREN) is S.UNKNOWN
    assert math.isnan(region_reference(unstated, measure=M.PLACES_PER_100_CHILDREN).value)
    assert state(SAMPLE.iloc[[1]]) is S.VALUE  # a zero is a value


def test_empty_and_nonsense():
    empty = densities(SAMPLE.iloc[:0], measure=M.COUNT)
    assert empty.empty
    assert "value_if_one_more" in empty.columns
    for bad in (
        SAMPLE.drop(columns="area_km2"),
        frame(("A", 1, 1, 1, 1, 1.0, 1, True), ("A", 1, 1, 1, 1, 1.0, 1, True)),
        frame(("A", -1, 1, 0, 1, 1.0, 0, True)),
        frame(("A", 1, 1, 0, 1, 1.0, 2, True)),
        frame(("A", 1, 1, 2, 1, 1.0, 0, True)),
        frame(("A", 1, 1, 1, 1, math.inf, 0, True)),
    ):
        with pytest.raises(MeasureError):
            densities(bad, measure=M.COUNT)


def test_every_measure_has_its_words():
    assert set(DENSITY_LABELS) == set(DENSITY_UNITS) == set(DENSITY_DECIMALS) == set(M)


rows = st.tuples(st.integers(0, 40), st.integers(1, 5000), st.integers(1, 400), st.integers(0, 90))
regions = st.lists(rows, min_size=1, max_size=8).map(
    lambda r: frame(
        *[(str(i), o, p, min(o, 1), c, float(a), o // 2, True) for i, (o, c, a, p) in enumerate(r)]
    )
)
measures = st.sampled_from(list(M))


@given(regions, measures)
def test_region_lies_between_its_municipalities(table, measure):
    region = region_reference(table, measure=measure)
    single = densities(table, measure=measure)["value"].dropna()
    if measure is M.COUNT:
        assert region.value == single.sum()
    elif region.state is S.VALUE and measure is not M.PLACES_PER_100_CHILDREN:
        assert single.min() - 1e-9 <= region.value <= single.max() + 1e-9


@given(regions, measures, st.randoms())
def test_order_of_rows_does_not_matter(table, measure, rng):
    order = list(table.index)
    rng.shuffle(order)
    shuffled = densities(table.loc[order], measure=measure).sort_index()
    pd.testing.assert_frame_equal(shuffled, densities(table, measure=measure))


@given(regions)
def test_one_more_offer_is_what_the_density_then_is(table):
    richer = table.assign(offers_count=table["offers_count"] + 1)
    for measure in (M.PER_1000_CHILDREN, M.PER_KM2):
        now = densities(table, measure=measure)["value_if_one_more"]
        then = densities(richer, measure=measure)["value"]
        pd.testing.assert_series_equal(now, then, check_names=False)
