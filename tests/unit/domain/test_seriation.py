"""Order by similarity: distances by hand, orders against every possible one."""

from __future__ import annotations

import inspect
import itertools
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from lib.domain.seriation import leaf_order, profile_distances, similar_order

NAN = float("nan")
LEVELS = st.sampled_from([NAN, 0.0, 0.5, 1.0, 2.0, 2.5, 3.0, 4.0, 5.0])


def by_hand(one: np.ndarray, other: np.ndarray) -> float:
    """Distance of two profiles, partner by partner."""
    pairs = list(zip(one, other, strict=True))
    known = [(x, y) for x, y in pairs if not (np.isnan(x) and np.isnan(y))]
    alike = sum(1 - abs(x - y) / 5 for x, y in known if not np.isnan(x + y))
    return 1 - alike / len(known) if known else 1.0


@given(arrays.arrays(float, (5, 7), elements=LEVELS))
def test_distances_equal_those_by_hand(profiles: np.ndarray) -> None:
    found = profile_distances(profiles)
    for one, other in itertools.combinations(range(5), 2):
        assert found[one, other] == pytest.approx(by_hand(profiles[one], profiles[other]))
    assert np.array_equal(found, found.T)
    assert not found.diagonal().any()


def test_not_rated_is_not_level_zero() -> None:
    silent, zero, low = [NAN, 1, NAN], [0, 1, 0], [0, 1, 1]
    found = profile_distances(np.array([silent, zero, low], dtype=float))
    assert found[1, 2] < found[0, 1]
    assert found[0, 1] == pytest.approx(2 / 3)


def orders_of(tree: np.ndarray, count: int) -> list[list[int]]:
    """Every order that keeps each cluster of the tree together."""
    clusters: dict[int, list[list[int]]] = {leaf: [[leaf]] for leaf in range(count)}
    for step, (left, right, _, _) in enumerate(tree):
        first, second = clusters[int(left)], clusters[int(right)]
        clusters[count + step] = [
            joined for a in first for b in second for joined in (a + b, b + a)
        ]
    return clusters[2 * count - 2]


def length(order: list[int] | tuple[int, ...], distances: np.ndarray) -> float:
    return float(sum(distances[a, b] for a, b in itertools.pairwise(order)))


@settings(deadline=None, max_examples=60)
@given(arrays.arrays(float, (6, 5), elements=LEVELS))
def test_no_order_of_the_clusters_is_shorter(profiles: np.ndarray) -> None:
    distances = profile_distances(profiles)
    tree = linkage(squareform(distances, checks=False), method="average")
    best = min(length(order, distances) for order in orders_of(tree, 6))
    found = leaf_order(distances)
    assert sorted(found) == list(range(6))
    assert length(found, distances) == pytest.approx(best)


def test_groups_stand_together_and_silent_ones_last() -> None:
    profiles = np.full((7, 7), NAN)
    profiles[[0, 2, 4], 0] = 5
    profiles[[1, 5], 3] = 1
    order = similar_order(profiles)
    places = [order.index(item) for item in (0, 2, 4)]
    assert max(places) - min(places) == 2
    assert abs(order.index(1) - order.index(5)) == 1
    assert order[-2:] == (3, 6)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_things_keep_their_order(count: int) -> None:
    assert similar_order(np.ones((count, 3))) == tuple(range(count))
    assert similar_order(np.ones((count, 0))) == tuple(range(count))


def test_a_tree_as_deep_as_it_has_leaves_is_put_in_order() -> None:
    """Institutions that all lie alike far apart: the clusters form one long chain."""
    distances = np.ones((200, 200))
    np.fill_diagonal(distances, 0)
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 100)
    try:
        order = leaf_order(distances)
    finally:
        sys.setrecursionlimit(usual)
    assert sorted(order) == list(range(200))
