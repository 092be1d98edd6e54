"""Kernel density against an independent computation, and what it must always be."""

import math

import numpy as np
import pytest
from scipy import integrate
from scipy.spatial import cKDTree

from lib.domain import kernel_density as module
from lib.domain.errors import MeasureError
from lib.domain.kernel_density import kernel_density

DICE = np.random.default_rng(7)


def density(east, north, at_east, at_north, bandwidth=2_000.0, weights=None):
    return kernel_density(
        np.asarray(east, dtype=float),
        np.asarray(north, dtype=float),
        at_east_m=np.asarray(at_east, dtype=float),
        at_north_m=np.asarray(at_north, dtype=float),
        bandwidth_m=bandwidth,
        weights=None if weights is None else np.asarray(weights, dtype=float),
    )


def independent(places, at, bandwidth, weights):
    """Same density another way: neighbours of a tree, a kernel normalised by quadrature."""
    volume, _ = integrate.quad(lambda u: 2 * math.pi * u * (1 - u * u) ** 2, 0, 1)
    tree = cKDTree(places)
    found = []
    for x in at:
        near = tree.query_ball_point(x, bandwidth)
        shares = [weights[i] * (1 - (math.dist(places[i], x) / bandwidth) ** 2) ** 2 for i in near]
        found.append(1e6 * math.fsum(shares) / (volume * bandwidth**2))
    return np.array(found)


@pytest.mark.parametrize("bandwidth", [500.0, 3_000.0, 10_000.0])
def test_equals_an_independent_computation(bandwidth):
    corner = np.array([550_000.0, 5_800_000.0])
    places = DICE.uniform(0, 40_000, (700, 2)) + corner
    at = DICE.uniform(-2_000, 42_000, (1_500, 2)) + corner
    weights = DICE.integers(1, 5, 700).astype(float)
    mine = density(*places.T, *at.T, bandwidth, weights)
    np.testing.assert_allclose(
        mine, independent(places, at, bandwidth, weights), rtol=1e-9, atol=1e-12
    )


def test_a_single_offer_by_hand():
    # at its own place 3/π/h², halfway there (1 − 1/4)² of that, at the edge and beyond nothing
    at = [0, 1_000, 2_000, 2_500]
    top = 3 / math.pi / 4
    np.testing.assert_allclose(
        density([0], [0], at, [0] * 4), [top, top * 0.5625, 0, 0], rtol=1e-12, atol=0
    )


def test_the_integral_is_the_number_of_offers():
    east, north = DICE.uniform(10_000, 30_000, (2, 60))
    step = 100.0
    axis = np.arange(5_000, 35_000, step) + step / 2
    x, y = (part.ravel() for part in np.meshgrid(axis, axis))
    total = density(east, north, x, y, 3_000.0).sum() * step**2 / 1e6
    assert total == pytest.approx(60, rel=1e-4)


def test_weights_are_offers_at_one_place():
    at = DICE.uniform(-3_000, 3_000, (2, 50))
    thrice = density([0, 0, 0, 500], [0, 0, 0, 0], *at)
    np.testing.assert_allclose(density([0, 500], [0, 0], *at, weights=[3, 1]), thrice, rtol=1e-12)


def test_steps_do_not_change_the_result(monkeypatch):
    places, at = DICE.uniform(0, 9_000, (2, 200)), DICE.uniform(0, 9_000, (2, 300))
    whole = density(*places, *at)
    monkeypatch.setattr(module, "CHUNK", 7)
    monkeypatch.setattr(module, "MOST_PAIRS", 50)
    np.testing.assert_allclose(density(*places, *at), whole, rtol=1e-12)


def test_no_offers_is_zero_everywhere():
    assert density([], [], [0, 1], [0, 1]).tolist() == [0, 0]
    assert density([0], [0], [], []).tolist() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"bandwidth": 0.0},
        {"bandwidth": -1.0},
        {"bandwidth": math.nan},
        {"weights": [1, 2]},
        {"weights": [-1]},
        {"east": [math.nan]},
    ],
)
def test_impossible_input_is_refused(wrong):
    given = {"east": [0.0], "north": [0.0], "at_east": [0], "at_north": [0]} | wrong
    with pytest.raises(MeasureError):
        density(**given)
