"""Where children are taken to live: known per municipality only, spread evenly over its cells.

Each municipality's children belong in equal parts to the centres of the grid cells inside it; one
without a centre (smaller than a cell) has one point inside it instead. Children do not live evenly:
this is an assumption, and every answer that rests on it says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyproj
import shapely

from lib.domain.accessibility import Points
from lib.domain.surface_grid import METRIC_CRS, WGS84, fitting_cell_size_m, surface_grid, to_metric

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from lib.domain.surface_grid import SurfaceGrid

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

#: Finer cells would pretend to know where children live.
FINEST_CELL_M: Final = 500
#: More points do not change a municipality's value.
MOST_POINTS: Final = 10_000
NO_CELL: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class DemandPlaces:
    """Points of demand without their children yet.

    `area`: row of the boundary frame that a point lies in. `cell`: its cell of `grid`
    (NO_CELL: the municipality has no centre of a cell). `grid` is None for municipality points.
    """

    east_m: Floats
    north_m: Floats
    area: Integers
    cell: Integers
    grid: SurfaceGrid | None

    def with_children(self, children: Floats) -> Points:
        """Give each point its part of its municipality's children (one number a boundary row)."""
        parts = np.bincount(self.area, minlength=len(children))
        return Points(self.east_m, self.north_m, children[self.area] / parts[self.area])


def demand_places(frame: gpd.GeoDataFrame) -> DemandPlaces:
    """Lay a grid over the municipalities of `frame` (EPSG:4326, area_km2), 500 m or coarser.

    A centre exactly on a shared border belongs to the first of both rows.
    """
    needed_m = math.sqrt(float(frame["area_km2"].sum()) * 1e6 / MOST_POINTS)
    size_m = fitting_cell_size_m(frame, at_least_m=max(FINEST_CELL_M, needed_m))
    grid = surface_grid(frame, cell_size_m=size_m)
    cells = np.flatnonzero(grid.inside)
    owner = np.full(len(grid.inside), len(frame))
    to_degrees = pyproj.Transformer.from_crs(METRIC_CRS, WGS84, always_xy=True)
    centres = shapely.points(*to_degrees.transform(grid.east_m[cells], grid.north_m[cells]))
    hits, areas = frame.sindex.query(centres, predicate="intersects")
    np.minimum.at(owner, cells[hits], areas)
    cells = np.flatnonzero(owner < len(frame))
    missing = np.setdiff1d(np.arange(len(frame)), owner[cells])
    inner = municipality_places(frame.iloc[missing])
    return DemandPlaces(
        east_m=np.concatenate([grid.east_m[cells], inner.east_m]),
        north_m=np.concatenate([grid.north_m[cells], inner.north_m]),
        area=np.concatenate([owner[cells], missing]).astype(np.int64),
        cell=np.concatenate([cells, inner.cell]).astype(np.int64),
        grid=grid,
    )


def municipality_places(frame: gpd.GeoDataFrame) -> DemandPlaces:
    """Take one point inside each municipality (never outside, as a centroid may be)."""
    inside = shapely.point_on_surface(frame.geometry.to_numpy())
    east_m, north_m = to_metric(shapely.get_y(inside), shapely.get_x(inside))
    return DemandPlaces(
        east_m=east_m,
        north_m=north_m,
        area=np.arange(len(frame), dtype=np.int64),
        cell=np.full(len(frame), NO_CELL, dtype=np.int64),
        grid=None,
    )
