"""Structure of a network: against networkx, against taking apart, under new names."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.cooperation_network import degree_centralisation
from lib.domain.errors import MeasureError
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


def reached(matrix, start, without=()):
    """Walk along a matrix of ties from one institution; numbers of all reached."""
    found, front = {start}, [start]
    while front:
        near = set(np.flatnonzero(matrix[front.pop()])) - found - set(without)
        found |= near
        front += near
    return found


@given(TIES)
def test_structure_equals_taking_away_and_counting_without_networkx(ties):
    count = len(NODES)
    matrix = np.zeros((count, count), dtype=bool)
    for a, b in ties:
        matrix[NODES.index(a), NODES.index(b)] = matrix[NODES.index(b), NODES.index(a)] = True
    found = structure(ties)
    assert list(found.degrees.values()) == matrix.sum(axis=1).tolist()
    assert set(found.isolated) == {NODES[i] for i in np.flatnonzero(~matrix.any(axis=1))}
    parts = {frozenset(NODES[j] for j in reached(matrix, i)) for i in range(count)}
    assert {frozenset(part) for part in found.components} == parts
    assert [len(part) for part in found.components] == sorted(map(len, parts), reverse=True)
    bridges, points = {}, {}
    for a, b in np.argwhere(np.triu(matrix)).tolist():
        less = matrix.copy()
        less[a, b] = less[b, a] = False
        if b not in reached(less, a):
            bridges[NODES[a], NODES[b]] = min(len(reached(less, a)), len(reached(less, b)))
    for i in range(count):
        rest = [len(reached(matrix, j, {i})) for j in np.flatnonzero(matrix[i])]
        if rest and max(rest) < len(reached(matrix, i)) - 1:
            points[NODES[i]] = len(reached(matrix, i)) - 1 - max(rest)
    assert {(b.first, b.second): b.cut_off for b in found.bridges} == bridges
    assert {point.key: point.cut_off for point in found.articulations} == points
    cut_off = [bridge.cut_off for bridge in found.bridges]
    assert cut_off == sorted(cut_off, reverse=True)
    carrying = {ends for ends, size in bridges.items() if size > 1}
    assert {(b.first, b.second) for b in found.carrying_bridges} == carrying


@given(TIES, st.integers(1, 5))
def test_centralisation_equals_that_of_ratings(ties, level):
    rows = [(*ends, level) for tie in sorted(ties) for ends in (tie, tie[::-1])]
    table = pd.DataFrame(rows, columns=["rater_key", "rated_key", "level"])
    expected = degree_centralisation(table, level=level, institutions=NODES)
    if expected.state is CellState.VALUE:
        assert structure(ties).centralisation == pytest.approx(expected.value)
    else:
        assert len({end for tie in ties for end in tie}) < 3


def test_centralisation_of_star_ring_and_too_few():
    star = [(NODES[0], key) for key in NODES[1:]]
    assert structure(star).centralisation == 1
    assert structure(list(zip(NODES, NODES[1:] + NODES[:1], strict=True))).centralisation == 0
    assert np.isnan(structure([("i0", "i1")], NODES[:2]).centralisation)


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
