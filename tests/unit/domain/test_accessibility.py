"""2SFCA: hand-computed case, the identity of sums, a second computation with a search tree."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lib.domain.accessibility import SUPPLY_FACTOR, SUPPLY_LABELS, Points, SupplyKind, by_area
from lib.domain.accessibility import two_step_access as compute
from lib.domain.errors import MeasureError


def points(*rows):
    east, north, weight = np.array(rows, dtype=float).reshape(-1, 3).T
    return Points(east, north, weight)


def test_hand_computed_case():
    # children at 0, 3 and 10 km; offers at 1 km (reaches both) and 3 km (reaches both), 40 km none
    demand = points((0, 0, 100), (3000, 0, 300), (10_000, 0, 50))
    supply = points((1000, 0, 1), (3000, 0, 20), (40_000, 0, 5))
    found = compute(demand, supply, distance_m=3000)
    assert found.ratio[:2] == pytest.approx([1 / 400, 20 / 400])
    assert np.isnan(found.ratio[2])
    assert found.value == pytest.approx([21 / 400, 21 / 400, 0])
    assert found.reach_count.tolist() == [2, 2, 0]


def test_the_distance_itself_is_within_reach():
    demand, supply = points((0, 0, 10)), points((3000, 4000, 1))
    assert compute(demand, supply, distance_m=5000).reach_count.tolist() == [1]
    assert compute(demand, supply, distance_m=4999.99).reach_count.tolist() == [0]


def test_a_point_without_children_has_no_value_and_takes_nothing():
    demand = points((0, 0, 10), (1, 0, 0))
    found = compute(demand, points((0, 0, 1)), distance_m=1000)
    assert found.value[0] == pytest.approx(0.1)
    assert np.isnan(found.value[1])
    assert found.reach_count.tolist() == [1, 1]


def test_supply_without_children_in_reach_gives_nothing():
    found = compute(points((0, 0, 0)), points((0, 0, 1)), distance_m=1000)
    assert np.isnan(found.ratio).all()
    assert np.isnan(found.value).all()


def test_an_offer_with_zero_places_reaches_nobody():
    found = compute(points((0, 0, 10)), points((0, 0, 0)), distance_m=1000)
    assert found.value.tolist() == [0]
    assert found.reach_count.tolist() == [0]


@pytest.mark.parametrize("nothing", [points(), points((0, 0, 0))])
def test_no_supply_at_all_is_a_zero(nothing):
    found = compute(points((0, 0, 10)), nothing, distance_m=1000)
    assert found.value.tolist() == [0]


def test_no_demand_at_all():
    found = compute(points(), points((0, 0, 1)), distance_m=1000)
    assert len(found.value) == 0
    assert np.isnan(found.ratio).all()


@pytest.mark.parametrize(
    ("demand", "distance_m"),
    [
        (points((0, 0, -1)), 1000),
        (points((0, 0, np.nan)), 1000),
        (points((np.inf, 0, 1)), 1000),
        (Points(np.zeros(2), np.zeros(2), np.zeros(1)), 1000),
        (points((0, 0, 1)), 0),
        (points((0, 0, 1)), np.nan),
    ],
)
def test_what_cannot_be_computed_is_refused(demand, distance_m):
    with pytest.raises(MeasureError):
        compute(demand, points((0, 0, 1)), distance_m=distance_m)


metres = st.integers(0, 40).map(lambda number: number * 500.0)


def clouds(weights):
    return st.integers(0, 300).flatmap(
        lambda count: st.tuples(
            arrays(float, count, elements=metres),
            arrays(float, count, elements=metres),
            arrays(float, count, elements=weights),
        )
    )


@given(clouds(st.sampled_from([0.0, 1.0, 7.5])), clouds(st.sampled_from([0.0, 1.0, 12.0])), metres)
def test_what_is_given_out_is_what_is_there(demand_rows, supply_rows, distance):
    """Sum of A_i·P_i = sum of S_j over the supplies with children in reach."""
    demand, supply = Points(*demand_rows), Points(*supply_rows)
    found = compute(demand, supply, distance_m=distance + 1)
    reached = ~np.isnan(found.ratio)
    given_out = np.nansum(found.value * demand.weight)
    assert given_out == pytest.approx(supply.weight[reached].sum())
    # a point without any supply in reach has nothing; one with some has something
    has_children = demand.weight > 0
    assert ((found.value[has_children] > 0) == (found.reach_count[has_children] > 0)).all()


@given(clouds(st.sampled_from([0.0, 1.0, 7.5])), clouds(st.sampled_from([0.0, 12.0])), metres)
def test_a_search_tree_finds_the_same(demand_rows, supply_rows, distance):
    demand, supply = Points(*demand_rows), Points(*supply_rows)
    distance += 1
    here, there = shapely.STRtree(shapely.points(supply.east_m, supply.north_m)).query(
        shapely.points(demand.east_m, demand.north_m), predicate="dwithin", distance=distance
    )
    in_reach = np.bincount(there, weights=demand.weight[here], minlength=len(supply))
    ratio = np.where(in_reach > 0, supply.weight / np.maximum(in_reach, 1e-9), 0)
    expected = np.bincount(here, weights=ratio[there], minlength=len(demand))
    found = compute(demand, supply, distance_m=distance)
    has_children = demand.weight > 0
    assert found.value[has_children] == pytest.approx(expected[has_children])
    assert (
        found.reach_count.tolist()
        == np.bincount(here, weights=supply.weight[there] > 0, minlength=len(demand)).tolist()
    )


def test_the_order_of_points_does_not_matter():
    random = np.random.default_rng(3)
    demand = Points(random.uniform(0, 9e4, 500), random.uniform(0, 9e4, 500), np.ones(500))
    supply = Points(random.uniform(0, 9e4, 400), random.uniform(0, 9e4, 400), np.ones(400))
    turned = Points(*(part[::-1].copy() for part in (demand.east_m, demand.north_m, demand.weight)))
    one = compute(demand, supply, distance_m=2500)
    other = compute(turned, supply, distance_m=2500)
    assert one.value == pytest.approx(other.value[::-1])
    assert (one.reach_count > 0).any()
    assert (one.reach_count == 0).any()


def test_areas_weigh_by_children():
    demand = points((0, 0, 100), (3000, 0, 300), (10_000, 0, 50), (10_000, 0, 0), (20_000, 0, 0))
    found = compute(demand, points((0, 0, 6)), distance_m=1000)
    areas = by_area(found, demand.weight, np.array([0, 0, 1, 1, 2]), areas_count=4)
    assert areas.mean[:2] == pytest.approx([6 / 400, 0])
    assert np.isnan(areas.mean[2:]).all()
    assert areas.children.tolist() == [400, 50, 0, 0]
    assert areas.children_without.tolist() == [300, 50, 0, 0]


def test_every_kind_of_supply_has_a_label_and_a_factor():
    assert set(SUPPLY_LABELS) == set(SUPPLY_FACTOR) == set(SupplyKind)
