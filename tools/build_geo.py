"""Rebuild the boundary files in geo/ in the size a browser should get.

Usage: python tools/build_geo.py [SOURCE_FOLDER]   (default: ../shared/geo)

The sources are the files of BKG described in geo/README.md. Shared borders stay shared: the
coverage is simplified as a whole (Visvalingam-Whyatt on shared edges), in EPSG:25832 so that
the tolerance is in metres, then rounded to 4 decimals (at most 6 m). Nothing is written unless
every polygon is there, valid and not empty, and the result is still a valid coverage.
The same sources always give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

ROOT: Final = Path(__file__).resolve().parent.parent
METRIC_CRS: Final = "EPSG:25832"  # UTM 32N: metres, the reference system of German surveying
WGS84: Final = "EPSG:4326"
LICENCE: Final = "dl-de/by-2-0"
VG250_ATTRIBUTION: Final = (
    "© BKG (2025) dl-de/by-2-0 (Daten verändert), Datenquellen: "
    "https://sgx.geodatenzentrum.de/web_public/gdz/datenquellen/datenquellen_vg_nuts.pdf"
)
VG5000_ATTRIBUTION: Final = "© GeoBasis-DE / BKG 2021 (Daten verändert)"


@dataclass(frozen=True)
class Recipe:
    """How one boundary file is made; `tolerance_m` is the side of the smallest kept detail."""

    source: str
    target: str
    expected_features: int
    tolerance_m: float
    decimals: int
    attribution: str
    origin: str


RECIPES: Final = (
    Recipe(
        source="region_hannover_gemeinden.geojson",
        target="region_hannover.geojson",
        expected_features=21,
        tolerance_m=10,  # invisible at full screen (55 m a pixel) and after two zooms
        decimals=4,
        attribution=VG250_ATTRIBUTION,
        origin="BKG VG250-EW",
    ),
    Recipe(
        source="niedersachsen_gemeinden.geojson",
        target="niedersachsen.geojson",
        expected_features=964,
        tolerance_m=60,  # one pixel when a single Landkreis fills the screen
        decimals=4,
        attribution=VG250_ATTRIBUTION,
        origin="BKG VG250-EW",
    ),
    Recipe(
        source="deutschland_gemeinden_2021.geojson",
        target="deutschland.geojson",
        expected_features=10_997,
        # the source (1:5 000 000) is coarse already; above 400 m small islands and
        # municipalities lose up to half of their area
        tolerance_m=400,
        decimals=4,
        attribution=VG5000_ATTRIBUTION,
        origin="BKG VG5000",
    ),
)


def main(arguments: list[str]) -> int:
    """Build all files; answer 1 with a sentence if a source does not give a sound result."""
    source_dir = Path(arguments[0]) if arguments else ROOT.parent / "shared" / "geo"
    for recipe in RECIPES:
        try:
            text, report = build(source_dir / recipe.source, recipe)
        except (OSError, ValueError, KeyError) as error:
            print(f"{recipe.target}: {error}", file=sys.stderr)
            return 1
        (ROOT / "geo" / recipe.target).write_text(text, encoding="utf-8")
        print(f"{recipe.target}: {report}")
    return 0


def build(source: Path, recipe: Recipe) -> tuple[str, str]:
    """Return the text of one boundary file and a line on its size and faithfulness.

    Raises ValueError if a polygon was lost, emptied or broken, or borders no longer fit.
    """
    collection = json.loads(source.read_text(encoding="utf-8"))
    original = gpd.GeoDataFrame.from_features(collection["features"], crs=WGS84)
    metric = original.to_crs(METRIC_CRS)
    simple = metric.geometry.simplify_coverage(recipe.tolerance_m).to_crs(WGS84)
    rounded = shapely.transform(simple.to_numpy(), lambda xy: np.round(xy, recipe.decimals))
    check(rounded, recipe)
    area_km2 = metric.geometry.area.to_numpy() / 1e6
    text = to_text(original, rounded, area_km2, recipe)
    return text, describe(text, rounded, area_km2)


def check(polygons: npt.NDArray[np.object_], recipe: Recipe) -> None:
    """Raise ValueError unless the polygons are complete, sound and fit together."""
    if len(polygons) != recipe.expected_features:
        raise ValueError(f"{len(polygons)} features instead of {recipe.expected_features}")
    if shapely.is_empty(polygons).any() or not shapely.is_valid(polygons).all():
        raise ValueError("a polygon became empty or invalid; lower the tolerance")
    if not shapely.coverage_is_valid(polygons):
        raise ValueError("neighbours no longer share their borders; lower the tolerance")


def to_text(
    original: gpd.GeoDataFrame,
    polygons: npt.NDArray[np.object_],
    area_km2: npt.NDArray[np.float64],
    recipe: Recipe,
) -> str:
    """Write the FeatureCollection: compact, one feature a line, sorted by AGS."""
    cadastral = "area_km2" in original.columns
    flagged = "gemeindefrei" in original.columns
    features = {}
    for row, polygon, computed in zip(
        original.itertuples(index=False), polygons, area_km2, strict=True
    ):
        properties: dict[str, Any] = {
            "ags": row.ags,
            "name": row.name,
            "area_km2": row.area_km2 if cadastral else round(float(computed), 2),
            "stand": row.stand,
        }
        if flagged:
            properties["gemeindefrei"] = bool(row.gemeindefrei)
        geometry = json.loads(shapely.to_geojson(polygon))
        features[row.ags] = compact(
            {"type": "Feature", "properties": properties, "geometry": geometry}
        )
    if len(features) != len(polygons):
        raise ValueError("an AGS occurs twice")
    head = {
        "type": "FeatureCollection",
        "name": Path(recipe.target).stem,
        "attribution": recipe.attribution,
        "licence": LICENCE,
        "source": recipe.origin,
        "stand": single_stand(original),
        "area_km2_method": "cadastral" if cadastral else f"computed in {METRIC_CRS}",
    }
    lines = ",\n".join(features[ags] for ags in sorted(features))
    return f'{compact(head)[:-1]},"features":[\n{lines}\n]}}\n'


def single_stand(original: gpd.GeoDataFrame) -> str:
    """Return the one vintage of all features (ISO date); ValueError if there are several."""
    stands = sorted(set(original["stand"]))
    if len(stands) != 1:
        raise ValueError(f"features of several vintages: {stands}")
    return str(stands[0])


def compact(value: object) -> str:
    """Return JSON without blanks, umlauts kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def describe(
    text: str, polygons: npt.NDArray[np.object_], source_area_km2: npt.NDArray[np.float64]
) -> str:
    """Say what a browser gets, and how far any single area moved from the source."""
    data = text.encode()
    area = gpd.GeoSeries(polygons, crs=WGS84).to_crs(METRIC_CRS).area.to_numpy() / 1e6
    worst_pct = 100 * float(np.max(np.abs(area / source_area_km2 - 1)))
    total_pct = 100 * abs(float(area.sum() / source_area_km2.sum()) - 1)
    return (
        f"{len(polygons)} features, {shapely.get_num_coordinates(polygons).sum()} vertices, "
        f"{len(data) / 1000:.0f} kB, gzip {len(gzip.compress(data, 9, mtime=0)) / 1000:.0f} kB, "
        f"area changes at most {worst_pct:.2f} %, in total {total_pct:.4f} %"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
