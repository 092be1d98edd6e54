"""Where institutions stand in the picture of a network: in a field of 1.5 x 1 (x right, y up).

* free: by their ties over all waves together (weight = mean level), with networkx's force-directed
  layout and a fixed seed; who has no tie stands in rows below the others.
* in groups: one disc a group, in rows; inside, in order along a spiral.
* around points: institutions of a place in a spiral around its point, the others beside the map.

Places depend on all waves together and on nothing that a reader chooses: who moves in the picture
would have moved for no reason.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

WIDTH: Final = 1.5
HEIGHT: Final = 1.0
Place = tuple[float, float]
Tie = tuple[str, str, float]
#: A spiral whose neighbours keep their distance: the golden angle.
GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))
SEED: Final = 7
ROUNDS: Final = 120
#: Share of institutions at each border that may lie outside the field before it is filled.
OUTSIDE: Final = 0.03
_PUSHES: Final = 80
_TOUCH: Final = 1e-9
_MARGIN: Final = 0.03
#: Room below the others for those without a tie: height of a row, and places in it.
_ROW: Final = 0.055
_IN_ROW: Final = 24


def free_places(keys: Sequence[str], ties: Sequence[Tie]) -> dict[str, Place]:
    """Place institutions by their ties (first, second, mean level); each pair at most once."""
    order = sorted(set(keys))
    known = sorted((min(a, b), max(a, b), level) for a, b, level in ties)
    known = [tie for tie in known if {tie[0], tie[1]} <= set(order)]
    tied = sorted({end for first, second, _ in known for end in (first, second)})
    alone = [key for key in order if key not in set(tied)]
    rows = math.ceil(len(alone) / _IN_ROW)
    places: dict[str, Place] = {}
    if tied:
        graph = nx.Graph()
        graph.add_nodes_from(tied)
        # a contact of level 0 was rated, too: it holds a little
        graph.add_weighted_edges_from((a, b, level + 0.5) for a, b, level in known)
        found = nx.spring_layout(graph, seed=SEED, iterations=ROUNDS, method="force")
        points = _in_field(np.array([found[key] for key in tied]), bottom=rows * _ROW)
        places |= {
            key: (round(float(x), 5), round(float(y), 5))
            for key, (x, y) in zip(tied, points, strict=True)
        }
    for index, key in enumerate(alone):
        row, column = divmod(index, _IN_ROW)
        places[key] = ((column + 0.5) * WIDTH / _IN_ROW, (rows - row - 0.5) * _ROW)
    return places


def grouped_places(groups: Sequence[Sequence[str]]) -> tuple[dict[str, Place], list[Place]]:
    """Place each group in a disc of its own; also return the point above each disc for its name."""
    filled = [group for group in groups if group]
    if not filled:
        return {}, [(0.0, 0.0) for _ in groups]
    columns = max(1, math.ceil(math.sqrt(len(filled) * WIDTH / HEIGHT)))
    rows = math.ceil(len(filled) / columns)
    width, height = WIDTH / columns, HEIGHT / rows
    most = max(len(group) for group in filled)
    apart = min(0.06, 0.36 * min(width, height - 0.05) / math.sqrt(most))
    places: dict[str, Place] = {}
    names: list[Place] = []
    number = 0
    for group in groups:
        row, column = divmod(number, columns)
        centre = ((column + 0.5) * width, HEIGHT - (row + 0.54) * height)
        reach = apart * math.sqrt(max(len(group), 1))
        names.append((centre[0], centre[1] + reach + 0.022))
        places |= around(centre, group, apart=apart)
        number += bool(group)
    return places, names


def around(centre: Place, keys: Sequence[str], *, apart: float) -> dict[str, Place]:
    """Place institutions in a spiral around a point; a single one stands on it."""
    return {
        key: (
            centre[0] + apart * math.sqrt(index) * math.cos(index * GOLDEN_ANGLE),
            centre[1] + apart * math.sqrt(index) * math.sin(index * GOLDEN_ANGLE),
        )
        for index, key in enumerate(keys)
    }


def map_places(
    centres: Mapping[str, Place],
    members: Mapping[str, Sequence[str]],
    beside: Sequence[str],
    *,
    left: float,
) -> dict[str, Place]:
    """Place institutions around the point of their municipality, the others in columns beside.

    `left`: where the free room beside the map begins.
    """
    places: dict[str, Place] = {}
    most = max((len(keys) for keys in members.values()), default=1)
    apart = min(0.024, 0.16 / math.sqrt(most))
    for code, keys in members.items():
        places |= around(centres[code], keys, apart=apart)
    rows = max(1, math.ceil(len(beside) / max(1, int((WIDTH - left) / 0.06))), 8)
    for index, key in enumerate(beside):
        column, row = divmod(index, rows)
        places[key] = (left + 0.06 * column, 0.9 - row * min(0.09, 0.8 / rows))
    return places


def _in_field(points: Points, *, bottom: float) -> Points:
    """Lay the longer axis across, spread evenly over the field, push apart who would cover."""
    low = np.array([_MARGIN, bottom + _MARGIN])
    room = np.array([WIDTH, HEIGHT]) - _MARGIN - low
    turned = points if np.ptp(points[:, 0]) >= np.ptp(points[:, 1]) else points[:, ::-1]
    # a few far away would press all the others together: they come to the border
    start, end = np.quantile(turned, (OUTSIDE, 1 - OUTSIDE), axis=0)
    span = end - start
    share = np.where(span > 0, (turned - start) / np.where(span > 0, span, 1), 0.5)
    filled: Points = low + np.clip(share, 0, 1) * room
    apart = min(0.06, 0.7 * math.sqrt(room[0] * room[1] / len(points)))
    # who stands on the same spot (two in a corner) has no direction to part in: give it one
    number = np.arange(len(points))
    turn = GOLDEN_ANGLE * (number[:, None] + number)
    side = _TOUCH * np.sign(number[:, None] - number)
    aside = np.stack([side * np.cos(turn), side * np.sin(turn)], axis=2)
    for _ in range(_PUSHES):
        gaps = filled[:, None, :] - filled[None, :, :]
        gaps = np.where(np.abs(gaps).max(axis=2, keepdims=True) < _TOUCH, aside, gaps)
        length = np.sqrt((gaps**2).sum(axis=2))
        np.fill_diagonal(length, np.inf)
        short = np.maximum(apart - length, 0) / np.maximum(length, 1e-9)
        if not short.any():
            break
        filled = filled + 0.4 * (gaps * short[:, :, None]).sum(axis=1)
        filled = np.clip(filled, low, low + room)
    return filled
