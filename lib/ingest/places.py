"""Coordinates and municipalities: filled in, compared, reported when they contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from lib.ingest.batches import BAD
from lib.store.boundaries import METRIC_CRS, WGS84, assign_ags
from lib.text import Num, msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.ingest.batches import Batch
    from lib.store.boundaries import BoundaryLayer

#: Boundaries are simplified and addresses sit on streets that form borders: a point this close
#: to its stated municipality does not contradict it.
BORDER_TOLERANCE_METRES: Final = 100.0


def check_places(batches: Sequence[Batch], layer: BoundaryLayer) -> None:
    """Fill empty `ags` from the coordinates of offers and report contradictions."""
    names = dict(zip(layer.frame["ags"], layer.frame["name"], strict=True))
    for batch in batches:
        points = _points(batch)
        if points.empty:
            continue
        points["found"] = assign_ags(points, layer)
        stated = points["stated"]
        doubtful = points[(stated != points["found"]) & (stated != "")]
        close = _is_close(doubtful, layer)
        for index, point in zip(points.index, points.to_dict("records"), strict=True):
            if close.get(index, False):
                continue
            _check_place(batch, index, point, names)


def _points(batch: Batch) -> pd.DataFrame:
    rows: list[tuple[int, float, float, str]] = []
    columns = ("latitude", "longitude", "is_region_wide")
    for index, (latitude, longitude, wide) in batch.rows(*columns):
        ags = batch.columns["ags"][index]
        if latitude is not None and longitude is not None and not wide and ags is not BAD:
            rows.append((index, latitude, longitude, ags or ""))
    frame = pd.DataFrame(rows, columns=["index", "latitude", "longitude", "stated"])
    return frame.set_index("index")


def _is_close(points: pd.DataFrame, layer: BoundaryLayer) -> dict[Any, bool]:
    """Tell for each point whether it lies within the tolerance of its stated municipality."""
    areas = layer.frame.set_index("ags").geometry
    points = points[points["stated"].isin(areas.index)]
    if points.empty:
        return {}
    places = gpd.GeoSeries(
        gpd.points_from_xy(points["longitude"], points["latitude"]), crs=WGS84
    ).to_crs(METRIC_CRS)
    stated = gpd.GeoSeries(areas.loc[points["stated"]].to_numpy(), crs=WGS84).to_crs(METRIC_CRS)
    near = places.distance(stated, align=False) <= BORDER_TOLERANCE_METRES
    return dict(zip(points.index, near, strict=True))


def _check_place(
    batch: Batch, index: int, point: Mapping[Any, Any], names: Mapping[str, str]
) -> None:
    found, stated = point["found"], point["stated"]
    latitude, longitude = Num(point["latitude"], 4), Num(point["longitude"], 4)
    if not found:
        batch.fault(
            index,
            "latitude",
            msg(
                "The place {latitude} / {longitude} lies outside the extent. "
                "Are latitude and longitude swapped?",
                latitude=latitude,
                longitude=longitude,
            ),
        )
    elif not stated:
        batch.columns["ags"][index] = found
    elif stated != found:
        batch.fault(
            index,
            "ags",
            msg(
                "The file says {stated} ({stated_ags}), but the coordinates "
                "{latitude} / {longitude} lie in {found} ({found_ags}).",
                stated=names.get(stated, "?"),
                stated_ags=stated,
                latitude=latitude,
                longitude=longitude,
                found=names[found],
                found_ags=found,
            ),
        )
