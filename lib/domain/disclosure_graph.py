"""Which withheld cells a table's sums reveal, and the cheapest cells to withhold besides.

Cells are edges of a circulation (lib/domain/disclosure.py). From the true values, every other
table with the same published cells is reached by moving persons along cycles of withheld edges:
forwards (the cell grows) without limit, backwards (it shrinks) down to the floor that everybody
knows. So a withheld edge is revealed exactly if no such cycle passes through it (the values of
a network are whole numbers at every corner, so searching whole persons loses nothing).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass


@dataclass(slots=True)
class Edge:
    """A cell: from one node to another, its persons, and what hiding it costs."""

    tail: int
    head: int
    value: int
    cost: int
    is_withheld: bool
    can_be_withheld: bool


def hide_revealed(edges: list[Edge], *, floor: int) -> None:
    """Withhold further edges in place until no withheld edge is revealed.

    `floor`: the least value a withheld edge can have, known to everybody. Withholding more never
    reveals an edge again, so each is looked at once. Edges below the floor (zeros that are shown)
    stay published.
    """
    for number, edge in enumerate(edges):
        if not edge.is_withheld:
            continue
        growing = _cheapest_path(edges, number, edge.head, edge.tail, floor=floor)
        shrinking = None
        if edge.value > floor:
            shrinking = _cheapest_path(edges, number, edge.tail, edge.head, floor=floor)
        # growing always has a way: over the sums, which are at least as large as the cell
        paths = [path for path in (growing, shrinking) if path is not None]
        for other in min(paths)[1]:
            edges[other].is_withheld = True


def _cheapest_path(
    edges: list[Edge], skipped: int, source: int, goal: int, *, floor: int
) -> tuple[int, list[int]] | None:
    """Find the cheapest way to move one person from `source` to `goal` (Dijkstra).

    Withheld edges cost nothing. Returns the cost and the numbers of the edges used.
    """
    arcs: dict[int, list[tuple[int, int, int]]] = {}
    for number, edge in enumerate(edges):
        usable = edge.is_withheld or (edge.can_be_withheld and edge.value >= floor)
        if number == skipped or not usable:
            continue
        cost = 0 if edge.is_withheld else edge.cost
        arcs.setdefault(edge.tail, []).append((edge.head, cost, number))
        if edge.value > floor:
            arcs.setdefault(edge.head, []).append((edge.tail, cost, number))
    queue: list[tuple[int, int, list[int]]] = [(0, source, [])]
    done: set[int] = set()
    while queue:
        cost, node, path = heapq.heappop(queue)
        if node == goal:
            return cost, path
        if node in done:
            continue
        done.add(node)
        for head, step, number in arcs.get(node, []):
            if head not in done:
                heapq.heappush(queue, (cost + step, head, [*path, number]))
    return None
