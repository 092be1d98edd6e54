"""Municipality boundaries from a GeoJSON file, and which municipality a point lies in.

Works for the files in geo/ and for any other file of the same form: a FeatureCollection in
EPSG:4326 whose features carry `ags` and `name` (the names of BKG's own files, `AGS` and `GEN`,
are understood too). `area_km2` is taken over if present, else computed in EPSG:25832.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.domain.errors import BoundaryError
from lib.text import Names, msg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

METRIC_CRS: Final = "EPSG:25832"
WGS84: Final = "EPSG:4326"
#: Enough of the hash for a file name that changes whenever its content does.
DIGEST_LENGTH: Final = 16
_AGS_PATTERN: Final = re.compile(r"[0-9]{8}")
_POLYGONS: Final = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, eq=False)
class BoundaryLayer:
    """The municipalities of an extent.

    frame: GeoDataFrame with columns ags, name, area_km2 (float, km²), geometry (EPSG:4326),
    sorted by ags, index 0..n-1. payload: GeoJSON for the browser, only ags and name a feature,
    same order. digest: start of the SHA-256 of payload (hex). bounds: (south, west, north,
    east) in degrees. attribution: text to show under every map; stand: vintage (ISO date).
    Both are empty if the file does not say.
    """

    frame: gpd.GeoDataFrame
    payload: bytes
    digest: str
    bounds: tuple[float, float, float, float]
    attribution: str
    stand: str


@dataclass(frozen=True, slots=True)
class _Area:
    """One municipality as the file gives it; `area_km2` is NaN if the file does not say."""

    ags: str
    name: str
    area_km2: float
    geometry_json: str


def load_layer(path: Path, *, ags_prefixes: tuple[str, ...]) -> BoundaryLayer:
    """Read the municipalities whose AGS begins with one of the prefixes (none given: all).

    Unincorporated areas (`gemeindefrei` true) are left out: nobody steers them.
    Raises BoundaryError if the file is missing or not GeoJSON, has no features, a feature has
    no 8-digit AGS or no name, an AGS occurs twice, an area is empty or no polygon, coordinates
    are not degrees, or a prefix matches nothing.
    """
    collection = _read(path)
    areas = _select(_areas(collection, path), ags_prefixes, path)
    geometries = _geometries(areas, path)
    frame = gpd.GeoDataFrame(
        {
            "ags": [area.ags for area in areas],
            "name": [area.name for area in areas],
            "area_km2": _areas_km2(areas, geometries),
        },
        geometry=geometries,
        crs=WGS84,
    )
    west, south, east, north = (float(value) for value in frame.total_bounds)
    payload = _payload(areas)
    return BoundaryLayer(
        frame=frame,
        payload=payload,
        digest=hashlib.sha256(payload).hexdigest()[:DIGEST_LENGTH],
        bounds=(south, west, north, east),
        attribution=_text(collection.get("attribution")),
        stand=_text(collection.get("stand")),
    )


def assign_ags(points: pd.DataFrame, layer: BoundaryLayer) -> pd.Series[str]:
    """Return the AGS of the municipality each point lies in, "" where there is none.

    points: columns latitude, longitude in degrees (EPSG:4326); missing coordinates give "".
    The result has the index of `points`. A point exactly on a shared border belongs to the
    lowest AGS, so that the answer never depends on the order of rows.
    Borders are simplified for the browser: within a few metres of one (see geo/README.md for
    each file) a point may fall to the neighbour.
    """
    latitude = points["latitude"].to_numpy(dtype=np.float64, na_value=np.nan)
    longitude = points["longitude"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.flatnonzero(np.isfinite(latitude) & np.isfinite(longitude))
    places = shapely.points(longitude[known], latitude[known])
    hits, areas = layer.frame.sindex.query(places, predicate="intersects")
    outside = len(layer.frame)
    first = np.full(len(points), outside)
    np.minimum.at(first, known[hits], areas)  # rows are sorted by AGS: lowest row, lowest AGS
    codes = np.append(layer.frame["ags"].to_numpy(dtype=object), "")
    return pd.Series(codes[first], index=points.index, dtype="str", name="ags")


def _read(path: Path) -> dict[str, Any]:
    """Return the FeatureCollection; BoundaryError if there is none."""
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise BoundaryError(
            msg(
                "The boundary file {path} does not exist. Please check the setting of the extent.",
                path=str(path),
            )
        ) from error
    except OSError as error:
        raise BoundaryError(
            msg("The boundary file {path} cannot be opened.", path=str(path)), detail=str(error)
        ) from error
    except (ValueError, RecursionError) as error:
        raise BoundaryError(
            msg("The boundary file {file} is not readable as GeoJSON.", file=path.name),
            detail=str(error),
        ) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise BoundaryError(msg("The boundary file {file} holds no areas.", file=path.name))
    return dict(content)


def _areas(collection: dict[str, Any], path: Path) -> list[_Area]:
    """Return the municipalities of the file sorted by AGS; BoundaryError for a bad one."""
    areas = []
    for number, feature in enumerate(collection["features"], start=1):
        found = feature.get("properties") if isinstance(feature, dict) else None
        properties = found if isinstance(found, dict) else {}
        if properties.get("gemeindefrei") is True:
            continue
        areas.append(_area(feature, properties, number, path))
    counts = Counter(area.ags for area in areas)
    twice = sorted(ags for ags, count in counts.items() if count > 1)
    if twice:
        raise BoundaryError(
            msg(
                "The AGS {ags} occurs more than once in the boundary file {file}.",
                ags=twice[0],
                file=path.name,
            )
        )
    return sorted(areas, key=lambda area: area.ags)


def _area(feature: object, properties: dict[str, Any], number: int, path: Path) -> _Area:
    ags = properties.get("ags", properties.get("AGS"))
    if not isinstance(ags, str) or not _AGS_PATTERN.fullmatch(ags):
        raise BoundaryError(
            msg(
                "Area no. {number} of the boundary file {file} has no usable AGS "
                "(property “ags”: eight digits as text).",
                number=number,
                file=path.name,
            ),
            detail=repr(ags),
        )
    name = _text(properties.get("name", properties.get("GEN")))
    if not name:
        raise BoundaryError(
            msg(
                "The area {ags} of the boundary file {file} has no name (property “name”).",
                ags=ags,
                file=path.name,
            )
        )
    return _Area(ags, name, _number(properties.get("area_km2")), _geometry_json(feature))


def _geometry_json(feature: object) -> str:
    """Return type and coordinates of a geometry, nothing else a file may carry along."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    members = geometry if isinstance(geometry, dict) else {}
    return _dump({key: members.get(key) for key in ("type", "coordinates")})


def _select(areas: list[_Area], prefixes: tuple[str, ...], path: Path) -> list[_Area]:
    """Keep the areas of the extent; BoundaryError for a prefix that matches nothing."""
    unmatched = [p for p in prefixes if not any(area.ags.startswith(p) for area in areas)]
    if unmatched:
        raise BoundaryError(
            msg(
                "No municipality of the boundary file {file} has an AGS beginning with: "
                "{prefixes}. Please check the setting of the extent.",
                file=path.name,
                prefixes=Names(tuple(unmatched)),
            )
        )
    selected = [area for area in areas if not prefixes or area.ags.startswith(prefixes)]
    if not selected:
        raise BoundaryError(msg("The boundary file {file} holds no areas.", file=path.name))
    return selected


def _geometries(areas: Sequence[_Area], path: Path) -> Any:  # noqa: ANN401  shapely is untyped
    """Return the polygons of the areas; BoundaryError for an unusable one."""
    geometries = shapely.from_geojson([area.geometry_json for area in areas], on_invalid="ignore")
    for area, geometry in zip(areas, geometries, strict=True):
        if geometry is None or geometry.is_empty or geometry.geom_type not in _POLYGONS:
            raise BoundaryError(
                msg(
                    "{name} ({ags}) has no area in the boundary file {file} "
                    "(a filled Polygon or MultiPolygon is needed).",
                    name=area.name,
                    ags=area.ags,
                    file=path.name,
                )
            )
    west, south, east, north = shapely.total_bounds(geometries)
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise BoundaryError(
            msg(
                "The boundary file {file} is not in degrees of longitude and latitude. "
                "Please export it again in WGS 84 (EPSG:4326).",
                file=path.name,
            )
        )
    return geometries


def _areas_km2(areas: Sequence[_Area], geometries: Any) -> list[float]:  # noqa: ANN401
    """Return the area of each municipality: as stated, else computed in EPSG:25832."""
    stated = np.array([area.area_km2 for area in areas])
    unknown = np.isnan(stated)
    if unknown.any():
        series = gpd.GeoSeries(geometries[unknown], crs=WGS84)
        stated[unknown] = series.to_crs(METRIC_CRS).area.to_numpy() / 1e6
    return [float(value) for value in stated]


def _payload(areas: Sequence[_Area]) -> bytes:
    features = ",".join(
        f'{{"type":"Feature","properties":{_dump({"ags": area.ags, "name": area.name})},'
        f'"geometry":{area.geometry_json}}}'
        for area in areas
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def _dump(value: object) -> str:
    return _encodable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _text(value: object) -> str:
    return _encodable(value).strip() if isinstance(value, str) else ""


def _encodable(text: str) -> str:
    """Replace half characters (JSON allows lone surrogates, UTF-8 does not)."""
    return text.encode(errors="replace").decode()


def _number(value: object) -> float:
    """Return a positive number, NaN for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return math.nan
    return float(value) if math.isfinite(value) and value > 0 else math.nan
