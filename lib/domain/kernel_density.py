"""Kernel density: how closely places lie together around a point, wherever the borders run.

At a point x, in offers per km²: D(x) = 10^6 · Σ w_i · K(d_i / h) / h², with the straight-line
distance d_i from x to place i and the bandwidth h in metres (EPSG:25832), the weight w_i (1: one
offer) and the quartic kernel K(u) = 3/π · (1 − u²)² for u < 1, else 0. What lies farther than h
counts nothing, what lies near counts more than what lies at the edge. Each place spreads over the
circle around it and counts one in all: the integral of D is the number of offers. No correction
at the border of the extent: what lies outside is unknown and counts nothing, so D is a lower bound
within h of the border.
Source: Silverman, B. W. (1986), Density estimation for statistics and data analysis, eq. 4.5 (the
kernel K2), Chapman & Hall.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.errors import MeasureError
from lib.text import msg

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SQUARE_METRES_A_KM2: Final = 1e6
#: Points of the result that are computed together; bounds the memory of one step.
CHUNK: Final = 512
#: Distances held at once: 32 MB of floats.
MOST_PAIRS: Final = 4_000_000


def kernel_density(
    east_m: Floats,
    north_m: Floats,
    *,
    at_east_m: Floats,
    at_north_m: Floats,
    bandwidth_m: float,
    weights: Floats | None = None,
) -> Floats:
    """Compute offers per km² at each of the points `at`, from places with optional weights.

    Raises:
        MeasureError: the bandwidth is not positive, or coordinates or weights do not fit.
    """
    mass = np.ones(len(east_m)) if weights is None else np.asarray(weights, dtype=np.float64)
    if not (math.isfinite(bandwidth_m) and bandwidth_m > 0):
        raise MeasureError(msg("The bandwidth must be a length above zero."))
    if not (len(east_m) == len(north_m) == len(mass) and len(at_east_m) == len(at_north_m)):
        raise MeasureError(msg("Every place needs two coordinates and a weight."))
    if not all(np.isfinite(part).all() for part in (east_m, north_m, mass)) or (mass < 0).any():
        raise MeasureError(msg("A coordinate is missing, or a weight is negative."))
    order = np.argsort(north_m, kind="stable")
    places = np.column_stack([east_m, north_m, mass])[order]
    found = np.zeros(len(at_east_m))
    for start in range(0, len(at_east_m), CHUNK):
        part = slice(start, start + CHUNK)
        found[part] = _sums(places, at_east_m[part], at_north_m[part], bandwidth_m)
    return found * (SQUARE_METRES_A_KM2 * 3 / math.pi / bandwidth_m**2)


def _sums(places: Floats, east_m: Floats, north_m: Floats, bandwidth_m: float) -> Floats:
    """Sum of w · (1 − u²)² at each point; only places that can be near enough are looked at."""
    first = np.searchsorted(places[:, 1], north_m.min() - bandwidth_m, side="left")
    last = np.searchsorted(places[:, 1], north_m.max() + bandwidth_m, side="right")
    near = places[first:last]
    east_most, west_most = east_m.max() + bandwidth_m, east_m.min() - bandwidth_m
    near = near[(near[:, 0] >= west_most) & (near[:, 0] <= east_most)]
    total = np.zeros(len(east_m))
    step = max(1, MOST_PAIRS // len(east_m))
    for start in range(0, len(near), step):
        some = near[start : start + step]
        squared = (east_m[:, None] - some[:, 0]) ** 2 + (north_m[:, None] - some[:, 1]) ** 2
        left = np.maximum(0.0, 1.0 - squared / bandwidth_m**2)
        total += (left**2) @ some[:, 2]
    return total
