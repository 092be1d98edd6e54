"""Cooperation: pairs, cells and their protection; network measures against networkx."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.cooperation import (
    PairBasis,
    aggregate_cells,
    pair_levels,
)
from lib.domain.cooperation_network import (
    degree_centralisation,
    rated_pairs_share,
    reciprocity,
    tie_density,
)
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState

S = CellState


def ratings(*rows):
    return pd.DataFrame(list(rows), columns=["rater_key", "rated_key", "level"])


def agreed(*rows):
    columns = ["institution_a_key", "institution_b_key", "agreed_level"]
    return pd.DataFrame(list(rows), columns=columns)


def test_pair_level_is_agreed_else_the_lower_and_never_one_sided():
    table = ratings(("a", "b", 4), ("b", "a", 2), ("d", "c", 5), ("a", "c", 3), ("c", "a", 0))
    pairs = pair_levels(table, agreed=agreed(("b", "a", 3), ("x", "w", 1), ("c", "d", None)))
    got = {
        f"{p.institution_a_key}{p.institution_b_key}": (p.pair_level, p.basis, p.state)
        for p in pairs.itertuples()
    }
    assert got["ab"] == (3, PairBasis.AGREED, S.VALUE)
    assert got["ac"] == (0, PairBasis.LOWER_OF_BOTH, S.VALUE)
    assert got["wx"] == (1, PairBasis.AGREED, S.VALUE)
    assert got["cd"][0] is pd.NA
    assert got["cd"][1:] == (PairBasis.ONE_SIDED, S.UNKNOWN)
    by_pair = pairs.set_index("institution_a_key")
    assert by_pair.loc["c", "level_at_most"] == 5
    assert by_pair.loc["c", "level_ba"] == 5
    assert by_pair.loc["c", "asymmetry"] is pd.NA
    assert pairs["asymmetry"].tolist()[:2] == [2, 3]


def test_pairs_without_ratings_or_agreements():
    assert pair_levels(ratings()).empty
    assert len(pair_levels(ratings(), agreed=agreed(("a", "b", 2)))) == 1


@pytest.mark.parametrize(
    "bad",
    [
        ratings(("a", "b", 6)),
        ratings(("a", "b", -1)),
        ratings(("a", "b", None)),
        ratings(("a", "a", 1)),
        ratings(("a", "b", 1), ("a", "b", 2)),
        ratings(("a", "b", 1)).drop(columns="level"),
    ],
)
def test_nonsense_is_refused(bad):
    with pytest.raises(MeasureError):
        pair_levels(bad)


def test_double_or_impossible_agreements_are_refused():
    for bad in (agreed(("a", "b", 1), ("b", "a", 2)), agreed(("a", "b", 9))):
        with pytest.raises(MeasureError):
            pair_levels(ratings(), agreed=bad)
    with pytest.raises(MeasureError):
        tie_density(ratings(), level=6, institutions=["a", "b"])


def typed(*rows):
    return pd.DataFrame(
        list(rows), columns=["rater_key", "rated_key", "level", "rater_type", "rated_type"]
    )


CELLS = typed(
    ("a", "x", 0, "K", "S"),
    ("b", "x", 2, "K", "S"),
    ("c", "x", 4, "K", "S"),
    ("a", "y", 5, "K", "S"),
    ("d", "x", 1, "G", "S"),  # 4 ratings, but only 2 raters
    ("d", "y", 1, "G", "S"),
    ("e", "x", 1, "G", "S"),
    ("e", "y", 5, "G", "S"),
)


def test_cells_show_median_spread_and_n_or_nothing():
    cells = aggregate_cells(CELLS, by=["rater_type", "rated_type"]).set_index("rater_type")
    open_cell = cells.loc["K"]
    assert (open_cell["median"], open_cell["mean"]) == (3.0, 2.75)
    # 0 2 4 5: quartiles 1.5 and 4.25 (linear interpolation)
    assert (open_cell["lower_quartile"], open_cell["upper_quartile"]) == (1.5, 4.25)
    assert open_cell["spread"] == 2.75
    assert (open_cell["ratings_count"], open_cell["raters_count"]) == (4, 3)
    closed = cells.loc["G"]
    assert closed["state"] == S.WITHHELD
    assert closed.drop(["state", "rated_type"]).isna().all()
    assert closed["rated_type"] == "S"


def test_cells_over_everything_over_nothing_and_by_criterion():
    overall = aggregate_cells(CELLS, by=[])
    assert (len(overall), overall.loc[0, "raters_count"]) == (1, 5)
    assert "_all" not in overall.columns
    assert aggregate_cells(CELLS.iloc[:0], by=[]).empty
    assert aggregate_cells(CELLS.iloc[:0], by=["rater_type"]).empty
    partly = CELLS.assign(knowledge_level=[1, 1, None, None, *[2] * 4])
    by_criterion = aggregate_cells(partly, by=["rater_type"], value="knowledge_level")
    assert by_criterion["state"].tolist() == [S.WITHHELD, S.WITHHELD]
    with pytest.raises(MeasureError):
        aggregate_cells(CELLS, by=["nothing"])


SQUARE = ratings(("a", "b", 3), ("b", "a", 3), ("a", "c", 4), ("c", "a", 1), ("d", "b", 0))
FOUR = ["a", "b", "c", "d"]


def test_network_measures_by_hand():
    density = tie_density(SQUARE, level=3, institutions=FOUR)
    assert (density.numerator, density.denominator, density.value) == (3, 12, 0.25)
    assert reciprocity(SQUARE, level=3, institutions=FOUR).value == pytest.approx(2 / 3)
    assert rated_pairs_share(SQUARE, institutions=FOUR).value == pytest.approx(3 / 6)
    # pair levels ≥ 1: ab (3), ac (1): degrees 2 1 1 0 -> (0+1+1+2)/(3·2)
    assert degree_centralisation(SQUARE, level=1, institutions=FOUR).value == pytest.approx(4 / 6)
    star = agreed(("a", "b", 5), ("a", "c", 5), ("a", "d", 5))
    full = degree_centralisation(SQUARE, level=5, institutions=FOUR, agreed=star)
    assert full.value == 1.0


def test_network_measures_say_why_not():
    three = SQUARE[SQUARE["rater_key"] != "d"]
    assert tie_density(three.iloc[:2], level=1, institutions=FOUR).state is S.WITHHELD
    assert tie_density(ratings(), level=1, institutions=FOUR).state is S.UNKNOWN
    assert reciprocity(three, level=5, institutions=FOUR).state is S.NOT_COMPUTABLE
    assert rated_pairs_share(ratings(), institutions=["a"]).state is S.NOT_COMPUTABLE
    assert rated_pairs_share(ratings(), institutions=FOUR).value == 0
    outside = tie_density(SQUARE, level=0, institutions=["a", "c"])
    assert outside.state is S.WITHHELD
    assert math.isnan(outside.value)


names = [f"i{n}" for n in range(7)]
pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda p: p[0] != p[1])
networks = st.dictionaries(pairs, st.integers(0, 5), min_size=5, max_size=25).map(
    lambda d: ratings(*[(a, b, level) for (a, b), level in d.items()])
)
levels = st.integers(0, 5)


@given(networks, levels)
def test_networkx_agrees(table, level):
    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    strong = table[table["level"] >= level]
    graph.add_edges_from(strong[["rater_key", "rated_key"]].itertuples(index=False, name=None))
    density = tie_density(table, level=level, institutions=names)
    if density.state is not S.VALUE:
        assert table["rater_key"].nunique() < 3
        return
    assert density.value == pytest.approx(nx.density(graph))
    returned = reciprocity(table, level=level, institutions=names)
    if graph.number_of_edges():
        assert returned.value == pytest.approx(nx.overall_reciprocity(graph))
    degrees = np.array([d for _, d in graph.to_undirected(reciprocal=True).degree()])
    n = len(names)
    expected = (degrees.max() - degrees).sum() / ((n - 1) * (n - 2))
    found = degree_centralisation(table, level=level, institutions=names)
    assert found.value == pytest.approx(expected)
    assert 0 <= found.value <= 1


@given(networks)
def test_pair_level_never_flatters_and_direction_of_rows_does_not_matter(table):
    result = pair_levels(table)
    known = result.dropna(subset=["pair_level"])
    assert (known["pair_level"] <= known["level_ab"]).all()
    assert (known["pair_level"] <= known["level_ba"]).all()
    pd.testing.assert_frame_equal(result, pair_levels(table.iloc[::-1]))
    cells = result[["level_ab", "level_ba"]]
    assert int(cells.notna().sum().sum()) == len(table)


@given(networks)
def test_density_falls_with_the_level(table):
    values = [tie_density(table, level=k, institutions=names).value for k in range(6)]
    if not math.isnan(values[0]):
        assert values == sorted(values, reverse=True)


@given(networks, st.integers(1, 5))
def test_no_cell_shows_fewer_than_three_raters(table, split):
    group = (table["rated_key"].str[1].astype(int) >= split).astype(str)
    cells = aggregate_cells(table.assign(group=group), by=["group"])
    raters = table.assign(group=group).groupby("group")["rater_key"].agg(lambda r: len(set(r)))
    for cell in cells.itertuples():
        is_open = raters[cell.group] >= 3
        assert (cell.state == S.VALUE) == is_open
        assert math.isnan(cell.median) != is_open
