"""What holds a network together: who stands alone, and on which ties and institutions it hangs.

Two institutions are tied where their pair level is ≥ k (one-sided pairs have none). Over a closed
set of institutions and its ties:

* degree: number of ties of an institution; isolated: degree 0;
* components: groups between which no way along ties leads (an isolated institution is one);
* bridge: a tie without which its component falls apart; `cut_off`: institutions of the
  smaller part;
* articulation point: an institution without which its component falls apart; `cut_off`:
  institutions that no longer reach the largest remaining part.

Everything is read from the tree of blocks and articulation points (biconnected components).
Source: Hopcroft, J. & Tarjan, R. (1973), Algorithm 447: efficient algorithms for graph
manipulation, CACM 16; Wasserman & Faust (1994), Social network analysis, section 4.2.
With fewer than 3 rating institutions nothing is stated, as for every summary of ratings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from lib.domain.cooperation import MINIMUM_RATERS
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Tie = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A tie (first < second) on which a connection hangs."""

    first: str
    second: str
    cut_off: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Articulation:
    """An institution through which everything between some others runs."""

    key: str
    cut_off: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkStructure:
    """Structure of a network; without VALUE as state everything is empty.

    `components`: largest first, each sorted; bridges and articulation points: most cut off first.
    """

    state: CellState
    degrees: Mapping[str, int]
    components: tuple[tuple[str, ...], ...] = ()
    bridges: tuple[Bridge, ...] = ()
    articulations: tuple[Articulation, ...] = ()

    @property
    def isolated(self) -> tuple[str, ...]:
        """Institutions without a tie, sorted."""
        return tuple(key for key, degree in self.degrees.items() if not degree)

    @property
    def centralisation(self) -> float:
        """Freeman's degree centralisation Σ(d_max - d_i) / ((n-1)(n-2)); NaN for n < 3."""
        count = len(self.degrees)
        if count <= 2:
            return float("nan")
        excess = count * max(self.degrees.values()) - sum(self.degrees.values())
        return excess / ((count - 1) * (count - 2))

    @property
    def carrying_bridges(self) -> tuple[Bridge, ...]:
        """Bridges on which more than one institution hangs."""
        return tuple(bridge for bridge in self.bridges if bridge.cut_off > 1)


def network_structure(
    ties: Iterable[Tie], *, institutions: Collection[str], raters_count: int
) -> NetworkStructure:
    """Find components, bridges and articulation points of undirected ties.

    Ties that leave the set are left out; a tie named twice counts once.

    Raises:
        MeasureError: an institution is tied to itself.
    """
    if raters_count < MINIMUM_RATERS:
        state = CellState.WITHHELD if raters_count else CellState.UNKNOWN
        return NetworkStructure(state=state, degrees={})
    graph = nx.Graph()
    graph.add_nodes_from(sorted(set(institutions)))
    inside = sorted(
        {(min(tie), max(tie)) for tie in ties if graph.has_node(tie[0]) and graph.has_node(tie[1])}
    )
    if any(first == second for first, second in inside):
        raise MeasureError(msg("An institution rates itself."))
    graph.add_edges_from(inside)
    components = [tuple(sorted(part)) for part in nx.connected_components(graph)]
    components.sort(key=lambda part: (-len(part), part))
    bridges: list[Bridge] = []
    articulations: list[Articulation] = []
    for part in components:
        if len(part) > 1:
            _take_apart(graph.subgraph(part), bridges, articulations)
    bridges.sort(key=lambda bridge: (-bridge.cut_off, bridge.first, bridge.second))
    articulations.sort(key=lambda point: (-point.cut_off, point.key))
    return NetworkStructure(
        state=CellState.VALUE,
        degrees={str(key): int(degree) for key, degree in graph.degree()},
        components=tuple(components),
        bridges=tuple(bridges),
        articulations=tuple(articulations),
    )


def _take_apart(
    component: nx.Graph, bridges: list[Bridge], articulations: list[Articulation]
) -> None:
    """Add bridges and articulation points of one connected component of two or more."""
    total = component.number_of_nodes()
    blocks = [frozenset(block) for block in nx.biconnected_components(component)]
    if len(blocks) == 1:
        if total == 2:
            bridges.append(_bridge(blocks[0], 1))
        return
    cuts = set(nx.articulation_points(component))
    tree = nx.Graph()
    tree.add_edges_from((index, key) for index, block in enumerate(blocks) for key in block & cuts)
    root = min(cuts)
    below = _sizes_below(tree, root, blocks, cuts)
    children = nx.dfs_successors(tree, root)
    for key in cuts:
        parts = [below[index] for index in children.get(key, [])]
        parts.append(total - 1 - sum(parts))
        articulations.append(Articulation(key=key, cut_off=total - 1 - max(parts)))
    for index, block in enumerate(blocks):
        if len(block) == 2:
            bridges.append(_bridge(block, min(below[index], total - below[index])))


def _sizes_below(
    tree: nx.Graph, root: str, blocks: list[frozenset[str]], cuts: set[str]
) -> dict[object, int]:
    """Institutions below each node of the tree; of a block without the one it hangs on."""
    sizes: dict[object, int] = {}
    parents = nx.dfs_predecessors(tree, root)
    for node in nx.dfs_postorder_nodes(tree, root):
        own = len(blocks[node] - cuts) if isinstance(node, int) else 1
        sizes[node] = own + sum(
            sizes[child] for child in tree.neighbors(node) if parents.get(child) == node
        )
    return sizes


def _bridge(block: frozenset[str], cut_off: int) -> Bridge:
    first, second = sorted(block)
    return Bridge(first=first, second=second, cut_off=cut_off)
