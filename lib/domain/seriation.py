"""Order of rows and columns by similarity, so that what is alike stands together.

Distance of two things with profiles x and y over the same partners, K_x and K_y the partners that
are rated: d = 1 - Σ_{k in K_x ∩ K_y} (1 - |x_k - y_k| / 5) / |K_x ∪ K_y|. Not rated is no level:
a partner that neither rated says nothing, one that only one of them rated makes them less alike
(for 0/1 profiles this is the Jaccard distance). Without any rating on either side d = 1.

Average-linkage clustering of d, then among the 2^(n-1) orders that keep each cluster together the
one with the smallest sum of distances between neighbours. Things without any rating come last, in
their given order; of an order and its reverse the one that begins nearer to the given order.

Source: Bar-Joseph, Gifford, Jaakkola (2001): Fast optimal leaf ordering for hierarchical
clustering. Bioinformatics 17 (Suppl. 1), S22-S29; computed by `scipy.cluster.hierarchy`. The
distance is our own choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.cluster.hierarchy import (  # type: ignore[import-untyped]
    leaves_list,
    linkage,
    optimal_leaf_ordering,
)
from scipy.spatial.distance import squareform  # type: ignore[import-untyped]

from lib.domain.vocabulary import LEVEL_MAX

if TYPE_CHECKING:
    import numpy.typing as npt

#: Levels and medians of levels come in halves.
_STEPS_A_LEVEL: Final = 2
#: Below this number there is nothing to put in order.
_FEWEST: Final = 3


def profile_distances(profiles: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Distance of each two rows; NaN is not rated. Levels 0 to 5, halves allowed."""
    is_rated = ~np.isnan(profiles)
    known = is_rated.astype(np.float64)
    steps = np.rint(np.nan_to_num(profiles) * _STEPS_A_LEVEL)
    common = known @ known.T
    apart = np.zeros_like(common)
    for step in range(1, LEVEL_MAX * _STEPS_A_LEVEL + 1):
        reached = (is_rated & (steps >= step)).astype(np.float64)
        one_side = reached @ known.T
        apart += one_side + one_side.T - 2 * (reached @ reached.T)
    alike = common - apart / (LEVEL_MAX * _STEPS_A_LEVEL)
    count = known.sum(axis=1)
    either = count[:, None] + count[None, :] - common
    distances = 1 - np.divide(alike, either, out=np.zeros_like(alike), where=either > 0)
    np.fill_diagonal(distances, 0)
    result: npt.NDArray[np.float64] = np.clip(distances, 0, 1)
    return result


def similar_order(profiles: npt.NDArray[np.float64]) -> tuple[int, ...]:
    """Positions of the rows, those with similar profiles side by side."""
    is_rated = ~np.isnan(profiles).all(axis=1) if profiles.size else np.zeros(len(profiles), bool)
    rated, silent = np.flatnonzero(is_rated), np.flatnonzero(~is_rated)
    inside = leaf_order(profile_distances(profiles[rated]))
    return (*(int(rated[place]) for place in inside), *map(int, silent))


def leaf_order(distances: npt.NDArray[Any]) -> tuple[int, ...]:
    """Order of things by their distances (symmetric, zero diagonal)."""
    count = len(distances)
    if count < _FEWEST:
        return tuple(range(count))
    condensed = squareform(distances, checks=False)
    tree = optimal_leaf_ordering(linkage(condensed, method="average"), condensed)
    order = [int(place) for place in leaves_list(tree)]
    return tuple(order if order[0] <= order[-1] else order[::-1])
