"""A grid of cells over an extent, for pictures that do not end at municipal borders.

Cells are squares in Web Mercator (EPSG:3857), so that a browser can draw them as one picture over
its map; distances are never measured there: each centre comes with its EPSG:25832 coordinates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyproj
import shapely

from lib.domain.errors import MeasureError
from lib.text import msg

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

WEB_MERCATOR: Final = "EPSG:3857"
METRIC_CRS: Final = "EPSG:25832"
WGS84: Final = "EPSG:4326"
#: More cells are not seen on a screen, but cost time and bytes.
MOST_CELLS: Final = 80_000
USUAL_CELLS: Final = 40_000
#: Cell sizes are round numbers, so that a note can name them.
ROUND_SIZES_M: Final = (100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 50_000)


@dataclass(frozen=True, eq=False)
class SurfaceGrid:
    """Cells row by row from the north-west; every array has rows times columns entries.

    bounds: south, west, north, east in degrees of the outer borders. east_m, north_m: centres in
    EPSG:25832. inside: whether the centre lies in an area of the extent; area: in which one (row
    of the frame, -1: none). near: inside or beside a cell that is; a picture that is cut off at the
    border needs these. cell_size_m: side of a cell on the ground at the middle latitude (it varies
    a little from north to south).
    """

    bounds: tuple[float, float, float, float]
    rows: int
    columns: int
    cell_size_m: float
    east_m: NDArray[np.float64]
    north_m: NDArray[np.float64]
    inside: NDArray[np.bool_]
    area: NDArray[np.int_]
    near: NDArray[np.bool_]


def surface_grid(frame: gpd.GeoDataFrame, *, cell_size_m: float) -> SurfaceGrid:
    """Lay a grid over the areas of `frame` (EPSG:4326).

    Raises:
        MeasureError: there are no areas, or the cells would be more than MOST_CELLS.
    """
    if frame.empty or not cell_size_m > 0:
        raise MeasureError(msg("There is no area to lay a grid over."))
    west, north, rows, columns, side = _layout(frame, cell_size_m)
    if rows * columns > MOST_CELLS:
        raise MeasureError(
            msg("The grid over the area would have too many cells."), detail=f"{rows} × {columns}"
        )
    x = west + side * (np.arange(columns) + 0.5)
    y = north - side * (np.arange(rows) + 0.5)
    centres_x, centres_y = (part.ravel() for part in np.meshgrid(x, y))
    longitude, latitude = _transform(WEB_MERCATOR, WGS84, centres_x, centres_y)
    east_m, north_m = _transform(WEB_MERCATOR, METRIC_CRS, centres_x, centres_y)
    corners_x, corners_y = _transform(
        WEB_MERCATOR,
        WGS84,
        np.array([west, west + side * columns]),
        np.array([north - side * rows, north]),
    )
    hits, areas = frame.sindex.query(shapely.points(longitude, latitude), predicate="intersects")
    area = np.full(rows * columns, len(frame))
    np.minimum.at(area, hits, areas)  # on a shared border: the first one, whatever the order
    area[area == len(frame)] = -1
    inside = area >= 0
    return SurfaceGrid(
        bounds=(float(corners_y[0]), float(corners_x[0]), float(corners_y[1]), float(corners_x[1])),
        rows=rows,
        columns=columns,
        cell_size_m=cell_size_m,
        east_m=east_m,
        north_m=north_m,
        inside=inside,
        area=area,
        near=_widened(inside.reshape(rows, columns)).ravel(),
    )


def _widened(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells that are inside or touch one that is, at a side or a corner."""
    rows, columns = inside.shape
    framed = np.pad(inside, 1)
    moves = [framed[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    return np.asarray(np.logical_or.reduce(moves), dtype=np.bool_)


def fitting_cell_size_m(
    frame: gpd.GeoDataFrame, *, at_least_m: float = 0.0, most_cells: int = USUAL_CELLS
) -> int:
    """Smallest round cell size of at least `at_least_m` with no more than `most_cells` cells."""
    for size in ROUND_SIZES_M:
        if size < at_least_m:
            continue
        _, _, rows, columns, _ = _layout(frame, size)
        if rows * columns <= most_cells:
            return size
    return ROUND_SIZES_M[-1]


def to_metric(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """East and north in metres (EPSG:25832) of places in degrees."""
    return _transform(WGS84, METRIC_CRS, longitude, latitude)


def _layout(frame: gpd.GeoDataFrame, cell_size_m: float) -> tuple[float, float, int, int, float]:
    """West and north border, rows, columns and side of a cell, all in Web Mercator."""
    west, south, east, north = (float(value) for value in frame.total_bounds)
    x, y = _transform(WGS84, WEB_MERCATOR, np.array([west, east]), np.array([south, north]))
    side = cell_size_m / math.cos(math.radians((south + north) / 2))
    width, height = float(x[1] - x[0]), float(y[1] - y[0])
    columns, rows = max(1, math.ceil(width / side)), max(1, math.ceil(height / side))
    # what the cells stick out goes to both ends alike
    return (
        float(x[0]) - (columns * side - width) / 2,
        float(y[1]) + (rows * side - height) / 2,
        rows,
        columns,
        side,
    )


def _transform(
    source: str, target: str, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    found = pyproj.Transformer.from_crs(source, target, always_xy=True).transform(x, y)
    return np.asarray(found[0], dtype=np.float64), np.asarray(found[1], dtype=np.float64)
