"""Places in the network picture: always the same, in the field, apart, near to who is tied."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.network_layout import (
    HEIGHT,
    WIDTH,
    around,
    free_places,
    grouped_places,
    map_places,
)

NODES = [f"i{number}" for number in range(9)]
TIES = st.dictionaries(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda tie: tie[0] < tie[1]),
    st.integers(0, 5),
    max_size=20,
)


def distances(places):
    points = np.array([places[key] for key in sorted(places)])
    between = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    return between[np.triu_indices(len(points), 1)]


def assert_in_field(places):
    points = np.array(list(places.values()))
    assert points.min() >= 0
    assert (points <= [WIDTH, HEIGHT]).all()


@given(TIES, st.randoms(use_true_random=False))
def test_places_are_the_same_in_any_order_in_the_field_and_apart(ties, random):
    weighted = [(a, b, float(level)) for (a, b), level in ties.items()]
    places = free_places(NODES, weighted)
    assert set(places) == set(NODES)
    assert_in_field(places)
    assert distances(places).min() > 0.02
    nodes = random.sample(NODES, len(NODES))
    turned = [(b, a, level) if random.random() < 0.5 else (a, b, level) for a, b, level in weighted]
    random.shuffle(turned)
    assert free_places(nodes, turned) == places


@pytest.mark.parametrize("share", [0.0, 0.02, 0.2, 1.0])
def test_no_institution_of_125_covers_another(share):
    graph = nx.gnp_random_graph(125, share, seed=1)
    keys = [f"n{number:03}" for number in range(125)]
    places = free_places(keys, [(keys[a], keys[b], 3.0) for a, b in graph.edges])
    assert set(places) == set(keys)
    assert_in_field(places)
    assert distances(places).min() >= 0.03


def test_ties_bring_together_and_the_closer_the_more():
    left, right = NODES[:4], NODES[4:8]
    ties = [(a, b, 4.0) for part in (left, right) for a, b in itertools.combinations(part, 2)]
    ties.append((left[0], right[0], 1.0))
    places = free_places(NODES, ties)

    def apart(pairs):
        return np.mean([np.hypot(*np.subtract(places[a], places[b])) for a, b in pairs])

    within = [pair for part in (left, right) for pair in itertools.combinations(part, 2)]
    assert apart(within) < 0.6 * apart(itertools.product(left, right))
    # who has no tie stands below all others
    assert places[NODES[8]][1] < min(places[key][1] for key in NODES[:8])


def test_ties_that_leave_the_set_move_nobody():
    ties = [("i0", "i1", 3.0), ("i1", "i2", 2.0)]
    assert free_places(NODES, [*ties, ("i3", "else", 5.0)]) == free_places(NODES, ties)
    assert free_places([], []) == {}
    assert set(free_places(["i0"], [])) == {"i0"}


@given(st.lists(st.integers(0, 40), max_size=12))
def test_groups_stand_apart_in_the_field_below_their_names(sizes):
    groups = [[f"g{group}_{index}" for index in range(size)] for group, size in enumerate(sizes)]
    places, names = grouped_places(groups)
    assert set(places) == {key for group in groups for key in group}
    assert len(names) == len(groups)
    if not places:
        return
    assert_in_field(places)
    if len(places) > 1:
        assert distances(places).min() > 0.01
    centres = [np.array(places[group[0]]) for group in groups if group]
    reach = [
        max(np.hypot(*(np.array(places[key]) - places[group[0]])) for key in group)
        for group in groups
        if group
    ]
    for one, other in itertools.combinations(range(len(centres)), 2):
        assert np.hypot(*(centres[one] - centres[other])) > reach[one] + reach[other]
    for group, name in zip(groups, names, strict=True):
        if group:
            assert name[1] > max(places[key][1] for key in group)
            assert name[1] < HEIGHT


def test_a_single_institution_stands_on_its_point():
    assert around((1, 1), ["a"], apart=0.1) == {"a": (1, 1)}
    spiral = around((0.5, 0.5), NODES, apart=0.1)
    assert distances(spiral).min() > 0.09


@given(st.integers(0, 60), st.floats(0.6, 1.3), st.lists(st.integers(1, 30), max_size=5))
def test_map_keeps_members_at_their_place_and_the_others_beside(count, left, sizes):
    beside = [f"b{index}" for index in range(count)]
    members = {
        f"m{spot}": [f"m{spot}_{index}" for index in range(size)] for spot, size in enumerate(sizes)
    }
    centres = {code: (0.2 + 0.09 * spot, 0.5) for spot, code in enumerate(members)}
    places = map_places(centres, members, beside, left=left)
    assert set(places) == {*beside, *itertools.chain.from_iterable(members.values())}
    for code, keys in members.items():
        assert places[keys[0]] == centres[code]
        for key in keys:
            assert np.hypot(*np.subtract(places[key], centres[code])) <= 0.16
    apart = {key: places[key] for key in beside}
    if apart:
        assert_in_field(apart)
        assert min(x for x, _ in apart.values()) >= left
    if len(apart) > 1:
        assert distances(apart).min() > 0.01
