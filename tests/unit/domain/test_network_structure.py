"""Structure and places of a network: against networkx, against taking apart, under new names."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import MeasureError
from lib.domain.network_layout import (
    HEIGHT,
    WIDTH,
    around,
    free_places,
    grouped_places,
    map_places,
)
from lib.domain.network_structure import network_structure
from lib.domain.vocabulary import CellState

NODES = [f"i{number}" for number in range(9)]
TIES = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda tie: tie[0] < tie[1]),
    max_size=14,
)


def structure(ties, nodes=NODES):
    return network_structure(ties, institutions=nodes, raters_count=3)


def graph_of(ties):
    graph = nx.Graph()
    graph.add_nodes_from(NODES)
    graph.add_edges_from(ties)
    return graph


@given(TIES)
def test_structure_equals_networkx_and_taking_apart(ties):
    graph, found = graph_of(ties), structure(ties)
    assert dict(found.degrees) == dict(graph.degree())
    assert set(found.isolated) == set(nx.isolates(graph))
    assert set(map(frozenset, found.components)) == set(
        map(frozenset, nx.connected_components(graph))
    )
    bridges = {(bridge.first, bridge.second): bridge.cut_off for bridge in found.bridges}
    assert set(bridges) == {tuple(sorted(tie)) for tie in nx.bridges(graph)}
    for (first, second), cut_off in bridges.items():
        without = nx.restricted_view(graph, [], [(first, second)])
        sides = [len(nx.node_connected_component(without, end)) for end in (first, second)]
        assert cut_off == min(sides)
    star = max(dict(graph.degree()).values())
    excess = sum(star - degree for _, degree in graph.degree())
    assert found.centralisation == pytest.approx(excess / (8 * 7))
    points = {point.key: point.cut_off for point in found.articulations}
    assert set(points) == set(nx.articulation_points(graph))
    for key, cut_off in points.items():
        rest = nx.node_connected_component(graph, key) - {key}
        parts = [len(part) for part in nx.connected_components(graph.subgraph(rest))]
        assert cut_off == len(rest) - max(parts)


@given(TIES, st.permutations(NODES))
def test_other_names_change_nothing(ties, order):
    new = dict(zip(NODES, order, strict=True))
    before, after = structure(ties), structure({(new[a], new[b]) for a, b in ties})
    assert {new[key]: degree for key, degree in before.degrees.items()} == dict(after.degrees)
    assert {(new[point.key], point.cut_off) for point in before.articulations} == {
        (point.key, point.cut_off) for point in after.articulations
    }
    assert {(frozenset((new[b.first], new[b.second])), b.cut_off) for b in before.bridges} == {
        (frozenset((b.first, b.second)), b.cut_off) for b in after.bridges
    }


def test_few_raters_or_none_and_ties_that_leave_the_set():
    for count, state in ((0, CellState.UNKNOWN), (2, CellState.WITHHELD)):
        found = network_structure([("i0", "i1")], institutions=NODES, raters_count=count)
        assert found.state is state
        assert not any([found.degrees, found.components, found.isolated, found.bridges])
    assert structure([("i0", "else"), ("i1", "i0"), ("i0", "i1")]).degrees["i0"] == 1
    assert structure([("i0", "i1")]).carrying_bridges == ()
    with pytest.raises(MeasureError):
        structure([("i0", "i0")])


@given(TIES, st.randoms(use_true_random=False))
def test_places_are_the_same_in_any_order_and_lie_in_the_field(ties, random):
    weighted = [(a, b, 3.0) for a, b in sorted(ties)]
    places = free_places(NODES, weighted)
    assert set(places) == set(NODES)
    nodes, mixed = list(NODES), list(weighted)
    random.shuffle(nodes)
    random.shuffle(mixed)
    assert free_places(nodes, sorted(mixed)) == places
    for x, y in places.values():
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    assert len(set(places.values())) == len(NODES)


def test_groups_and_municipalities_keep_their_own_together():
    places, names = grouped_places([NODES[:4], [], NODES[4:]])
    assert len(names) == 3
    assert set(places) == set(NODES)
    first, other = (
        np.mean([places[key] for key in part], axis=0) for part in (NODES[:4], NODES[4:])
    )
    assert np.hypot(*(first - other)) > 0.4
    assert around((1, 1), ["a"], apart=0.1) == {"a": (1, 1)}
    on_map = map_places({"1": (0.4, 0.5)}, {"1": NODES[:3]}, NODES[3:], left=1.2)
    assert all(on_map[key][0] >= 1.2 for key in NODES[3:])
    assert on_map["i0"] == (0.4, 0.5)
    assert grouped_places([[]]) == ({}, [(0.0, 0.0)])
