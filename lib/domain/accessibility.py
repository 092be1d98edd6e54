"""Accessibility: what a child can reach within a distance, shared with all who can reach it too.

Two-step floating catchment area method (2SFCA). Step 1, each supply j: R_j = S_j / sum of the
children P_k at the points k within the distance d0 of j. Step 2, each point i:
A_i = sum of R_j over the supplies j within d0 of i. The distance is a straight line (EPSG:25832),
d0 itself included. S_j = 1 (offers) or the stated places.
A supply without children within d0 has no ratio (it contributes nothing); a point without children
has no value (NaN). Sum of A_i·P_i = sum of S_j over the supplies with children within d0, so the
mean over all children comes from sums: S / P.
Source: Luo, W. and Wang, F. (2003), Measures of spatial accessibility to health care in a GIS
environment, Environment and Planning B 30, 865-884.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.errors import MeasureError
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

#: Distances looked at together, and supplies at most: what stays in the processor's cache.
_DISTANCES: Final = 1 << 17
_BLOCK: Final = 128
#: A strip is a little wider than needed, so that rounding never cuts off what lies on its edge.
_SLACK_M: Final = 1.0


class SupplyKind(StrEnum):
    """What a supply holds: every offer counts alike, or by its places."""

    OFFERS = "offers"
    PLACES = "places"


SUPPLY_LABELS: Final[dict[SupplyKind, Message]] = {
    SupplyKind.OFFERS: msg("Reachable offers per 1 000 children"),
    SupplyKind.PLACES: msg("Reachable places per 100 children"),
}
SUPPLY_FACTOR: Final[dict[SupplyKind, int]] = {SupplyKind.OFFERS: 1000, SupplyKind.PLACES: 100}


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Points in metres of EPSG:25832 with a weight: children at a place, or what is offered."""

    east_m: Floats
    north_m: Floats
    weight: Floats

    def __len__(self) -> int:
        """Return the number of points."""
        return len(self.weight)


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """What each point reaches, and how thinly each supply is spread.

    `value`: A_i in supply a child (NaN: no children at the point). `reach_count`: supplies with
    anything to give within the distance. `ratio`: R_j (NaN: no children within the distance).
    """

    value: Floats
    reach_count: Integers
    ratio: Floats


@dataclass(frozen=True, slots=True, eq=False)
class AreaAccess:
    """Points taken together by area: child-weighted mean, children, children without any supply."""

    mean: Floats  # NaN: no children
    children: Floats
    children_without: Floats


def two_step_access(demand: Points, supply: Points, *, distance_m: float) -> Access:
    """Compute 2SFCA for every demand point; weights of 0 are allowed on both sides.

    Raises:
        MeasureError: the distance is not positive, or a coordinate or weight is missing, infinite
            or negative.
    """
    if not (np.isfinite(distance_m) and distance_m > 0):
        raise MeasureError(msg("The distance must be larger than zero."))
    _check(demand)
    _check(supply)
    by_east = np.argsort(demand.east_m, kind="stable")
    ordered = Points(demand.east_m[by_east], demand.north_m[by_east], demand.weight[by_east])
    in_reach = np.zeros(len(supply))
    for rows, window, near in _blocks(ordered, supply, distance_m):
        in_reach[rows] = near @ ordered.weight[window]
    ratio = np.full(len(supply), np.nan)
    np.divide(supply.weight, in_reach, out=ratio, where=in_reach > 0)
    gives = np.column_stack([np.nan_to_num(ratio), supply.weight > 0])
    sums = np.zeros((len(demand), 2))
    for rows, window, near in _blocks(ordered, supply, distance_m):
        sums[window] += near.T @ gives[rows]
    value = np.empty(len(demand))
    count = np.empty(len(demand), dtype=np.int64)
    value[by_east] = np.where(ordered.weight > 0, sums[:, 0], np.nan)
    count[by_east] = np.rint(sums[:, 1])
    return Access(value, count, ratio)


def by_area(access: Access, children: Floats, area: Integers, *, areas_count: int) -> AreaAccess:
    """Take points together: `area` says for each point which of the areas 0..n-1 it lies in."""

    def total(weights: Floats) -> Floats:
        sums = np.bincount(area, weights=weights, minlength=areas_count)
        return np.asarray(sums, dtype=np.float64)  # no points give whole numbers

    everybody = total(children)
    reached = total(np.nan_to_num(access.value) * children)
    mean = np.full(areas_count, np.nan)
    np.divide(reached, everybody, out=mean, where=everybody > 0)
    return AreaAccess(mean, everybody, total(children * (access.reach_count == 0)))


def _check(points: Points) -> None:
    if not len(points.east_m) == len(points.north_m) == len(points.weight):
        raise MeasureError(msg("Coordinates and weights differ in number."))
    numbers = np.concatenate([points.east_m, points.north_m, points.weight])
    if not np.isfinite(numbers).all() or (points.weight < 0).any():
        raise MeasureError(msg("A coordinate or a weight is missing, infinite or negative."))


def _blocks(
    ordered: Points, supply: Points, distance_m: float
) -> Iterator[tuple[Integers, slice, Floats]]:
    """Walk from west to east: some supplies, the strip of demand about them, 1.0 where near.

    Demand is in order of its easting, so only a strip is compared. Dense inside the strip, this
    beats a search tree for long distances, and loses nothing for short ones.
    """
    by_east = np.argsort(supply.east_m, kind="stable")
    east, north = supply.east_m[by_east], supply.north_m[by_east]
    first = np.searchsorted(ordered.east_m, east - distance_m - _SLACK_M, side="left")
    last = np.searchsorted(ordered.east_m, east + distance_m + _SLACK_M, side="right")
    start = 0
    while start < len(by_east):
        size = _DISTANCES // max(1, int(last[start] - first[start]))
        end = min(start + max(1, min(size, _BLOCK)), len(by_east))
        window = slice(int(first[start]), int(last[end - 1]))
        along = ordered.east_m[window] - east[start:end, None]
        across = ordered.north_m[window] - north[start:end, None]
        np.multiply(along, along, out=along)  # in place: new memory costs more than the sums
        np.multiply(across, across, out=across)
        np.add(along, across, out=along)
        np.copyto(across, along <= distance_m * distance_m)
        yield by_east[start:end], window, across
        start = end
