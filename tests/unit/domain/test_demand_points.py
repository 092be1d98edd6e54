"""Demand points: every child is somewhere in its own municipality, and no child twice."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from lib.domain.demand_points import MOST_POINTS, NO_CELL, demand_places, municipality_places
from lib.store.boundaries import load_layer


def layer(root, name="region_hannover"):
    return load_layer(root / "geo" / f"{name}.geojson", ags_prefixes=()).frame


def test_points_lie_in_their_municipality(project_root):
    frame = layer(project_root)
    places = demand_places(frame)
    planar = frame.to_crs("EPSG:25832")
    inside = shapely.dwithin(
        planar.geometry.to_numpy()[places.area], shapely.points(places.east_m, places.north_m), 2
    )
    assert inside.all()
    assert set(places.area) == set(range(21))
    assert len(places.area) == pytest.approx(4 * frame["area_km2"].sum(), rel=0.02)  # 500 m


def test_cells_are_those_of_the_grid_and_occur_once(project_root):
    places = demand_places(layer(project_root))
    assert places.grid is not None
    cells = places.cell[places.cell != NO_CELL]
    assert len(set(cells)) == len(cells) == places.grid.inside.sum()
    assert places.east_m[places.cell != NO_CELL].tolist() == places.grid.east_m[cells].tolist()


def test_children_are_spread_evenly_and_none_is_lost(project_root):
    places = demand_places(layer(project_root))
    children = np.arange(21) * 100.0
    points = places.with_children(children)
    assert np.bincount(places.area, weights=points.weight) == pytest.approx(children)
    assert len(set(points.weight[places.area == 4].round(9))) == 1


def test_a_municipality_smaller_than_a_cell_keeps_its_children():
    small = shapely.box(9.7000, 52.3000, 9.7004, 52.3004)
    around = shapely.box(9.6, 52.2, 9.8, 52.4).difference(small)
    frame = gpd.GeoDataFrame({"area_km2": [300.0, 0.001]}, geometry=[around, small], crs=4326)
    places = demand_places(frame)
    assert (places.area == 1).sum() == 1
    assert places.cell[places.area == 1].tolist() == [NO_CELL]
    assert places.with_children(np.array([0.0, 30.0])).weight.sum() == 30


def test_large_extents_take_larger_cells(project_root):
    places = demand_places(layer(project_root, "niedersachsen"))
    assert places.grid is not None
    assert places.grid.cell_size_m == 2500
    assert len(places.area) <= MOST_POINTS
    assert set(places.area) == set(range(len(layer(project_root, "niedersachsen"))))


def test_municipality_points_lie_inside_even_where_a_centroid_would_not():
    ring = shapely.box(9.0, 52.0, 10.0, 53.0).difference(shapely.box(9.1, 52.1, 9.9, 52.9))
    frame = gpd.GeoDataFrame({"area_km2": [1000.0]}, geometry=[ring], crs=4326)
    places = municipality_places(frame)
    planar = frame.to_crs("EPSG:25832").geometry.iloc[0]
    assert planar.buffer(50).contains(shapely.Point(places.east_m[0], places.north_m[0]))
    assert not planar.contains(planar.centroid)
    assert places.grid is None
