"""The grid over an extent: cells where they say they are, and inside where the borders say so."""

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely

from lib.domain import surface_grid as module
from lib.domain.errors import MeasureError
from lib.domain.surface_grid import fitting_cell_size_m, surface_grid, to_metric

#: Two areas around Hannover with a shared border at 9.75°: a square and a triangle.
LEFT = shapely.box(9.5, 52.2, 9.75, 52.5)
RIGHT = shapely.Polygon([(9.75, 52.2), (10.0, 52.2), (9.75, 52.5)])
FRAME = gpd.GeoDataFrame({"ags": ["a", "b"]}, geometry=[LEFT, RIGHT], crs="EPSG:4326")


def corners(grid):
    """Centres in degrees, by way of the metric coordinates."""
    back = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True)
    return back.transform(grid.east_m, grid.north_m)


def test_cells_cover_the_extent_and_are_regular_in_web_mercator():
    grid = surface_grid(FRAME, cell_size_m=1_000)
    south, west, north, east = grid.bounds
    assert south <= 52.2
    assert west <= 9.5
    assert north >= 52.5
    assert east >= 10.0
    flat = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:3857", always_xy=True)
    x, y = flat.transform(grid.east_m, grid.north_m)
    x, y = x.reshape(grid.rows, grid.columns), y.reshape(grid.rows, grid.columns)
    side = np.diff(x, axis=1)
    assert np.ptp(side) < 0.01
    assert np.ptp(np.diff(y, axis=0) + side[0, 0]) < 0.01  # southwards, the same side
    # the outer borders lie half a cell beyond the outer centres
    edge = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    left, upper = edge.transform(west, north)
    assert left == pytest.approx(x[0, 0] - side[0, 0] / 2, abs=0.01)
    assert upper == pytest.approx(y[0, 0] + side[0, 0] / 2, abs=0.01)


def test_a_cell_is_as_long_on_the_ground_as_it_says():
    grid = surface_grid(FRAME, cell_size_m=1_000)
    middle = (grid.rows // 2) * grid.columns + grid.columns // 2
    step = np.hypot(
        grid.east_m[middle + 1] - grid.east_m[middle],
        grid.north_m[middle + 1] - grid.north_m[middle],
    )
    assert step == pytest.approx(1_000, rel=0.005)


def test_inside_is_what_the_borders_say():
    grid = surface_grid(FRAME, cell_size_m=1_000)
    longitude, latitude = corners(grid)
    expected = [
        0 if LEFT.contains(place) else 1 if RIGHT.contains(place) else -1
        for place in shapely.points(longitude, latitude)
    ]
    assert grid.area.tolist() == expected
    assert grid.inside.tolist() == [area >= 0 for area in expected]
    assert 0 < grid.inside.sum() < grid.inside.size


def test_near_is_inside_and_one_cell_around():
    triangle = shapely.Polygon([(9.5, 52.2), (10.0, 52.2), (9.5, 52.5)])
    frame = gpd.GeoDataFrame({"ags": ["a"]}, geometry=[triangle], crs="EPSG:4326")
    grid = surface_grid(frame, cell_size_m=2_000)
    inside = grid.inside.reshape(grid.rows, grid.columns)
    near = grid.near.reshape(grid.rows, grid.columns)
    for row in range(grid.rows):
        for column in range(grid.columns):
            around = inside[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
            assert near[row, column] == around.any()
    assert near.sum() > inside.sum()


def test_the_smallest_round_size_that_fits():
    size = fitting_cell_size_m(FRAME, most_cells=2_000)
    grid = surface_grid(FRAME, cell_size_m=size)
    assert grid.rows * grid.columns <= 2_000
    smaller = max(step for step in module.ROUND_SIZES_M if step < size)
    finer = surface_grid(FRAME, cell_size_m=smaller)
    assert finer.rows * finer.columns > 2_000
    assert fitting_cell_size_m(FRAME, at_least_m=1_500) == 2_000


def test_no_area_and_too_many_cells_are_refused():
    with pytest.raises(MeasureError):
        surface_grid(FRAME.iloc[:0], cell_size_m=500)
    with pytest.raises(MeasureError):
        surface_grid(FRAME, cell_size_m=10)


def test_metric_coordinates_of_a_known_place():
    # Kröpcke in Hannover, read off a map in UTM 32
    east, north = to_metric(np.array([52.3744]), np.array([9.7386]))
    assert east[0] == pytest.approx(550_290, abs=100)
    assert north[0] == pytest.approx(5_803_060, abs=200)
