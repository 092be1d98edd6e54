"""The surface as a file: cells in their colours, cut off at the extent, under names and borders."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from lib.charts.pictures import to_svg
from lib.charts.surface_picture import surface_picture
from lib.settings import ROOT
from lib.store.boundaries import load_layer

LAYER = load_layer(Path(ROOT / "geo" / "region_hannover.geojson"), ags_prefixes=())
LEGEND = [("nichts", "#e3a35c"), ("wenig", "#dcecef"), ("viel", "#0b5566")]


def spec(cells: list[int], **options: object) -> dict[str, object]:
    chart = surface_picture(
        LAYER.frame,
        bounds=LAYER.bounds,
        shape=(2, 2),
        cells=cells,
        legend=LEGEND,
        title="Erreichbare Angebote",
        lines=["Beispieldaten"],
        language="de",
        **options,  # type: ignore[arg-type]
    )
    return chart.to_dict()


def features(found: dict[str, object], layer: int) -> list[dict[str, object]]:
    name = found["layer"][layer]["data"]["name"]  # type: ignore[index]
    rows: list[dict[str, object]] = found["datasets"][name]  # type: ignore[index]
    return rows


def shapes(found: dict[str, object]) -> dict[str, object]:
    return {
        feature["properties"]["group"]: shapely.geometry.shape(feature["geometry"])  # type: ignore[index,arg-type]
        for feature in features(found, 1)
    }


def test_cells_become_one_shape_a_class_cut_off_at_the_extent() -> None:
    found = shapes(spec([1, 1, 3, 3]))
    assert set(found) == {"nichts", "viel"}
    planar = LAYER.frame.to_crs(25832)
    north, south = found["nichts"], found["viel"]
    assert north.area + south.area == pytest.approx(planar.area.sum(), rel=1e-3)
    assert north.centroid.y > south.centroid.y + 10_000  # row by row from the north


def test_columns_run_from_west_to_east() -> None:
    found = shapes(spec([1, 2, 1, 2]))
    assert found["nichts"].centroid.x < found["wenig"].centroid.x - 10_000


def test_what_has_no_value_stays_empty() -> None:
    assert shapes(spec([0, 0, 0, 0])) == {}
    assert set(shapes(spec([0, 0, 0, 2]))) == {"wenig"}


def test_selected_municipality_lies_on_top_and_names_are_written() -> None:
    found = spec([1, 1, 3, 3], selected_ags="03241005")
    outlines = features(found, 2)
    assert [feature["properties"]["selected"] for feature in outlines] == [False] * 20 + [True]  # type: ignore[index]
    assert {row["text"] for row in features(found, 3)} == set(LAYER.frame["name"])


def test_picture_is_drawn_with_title_legend_and_source() -> None:
    chart = surface_picture(
        LAYER.frame,
        bounds=LAYER.bounds,
        shape=(2, 2),
        cells=[1, 2, 3, 3],
        legend=LEGEND,
        title="Erreichbare Angebote",
        lines=["Beispieldaten"],
        language="de",
    )
    svg = to_svg(chart).decode()
    for text in ("Erreichbare Angebote", "Beispieldaten", "nichts", "viel", "Garbsen"):
        assert text in svg
    for colour in ("#e3a35c", "#dcecef", "#0b5566"):
        assert colour in svg


def test_a_country_carries_no_names() -> None:
    many = gpd.GeoDataFrame(
        {"ags": [f"{number:08d}" for number in range(80)], "name": "x"},
        geometry=[shapely.box(9 + 0.01 * n, 52, 9.01 + 0.01 * n, 52.1) for n in range(80)],
        crs=4326,
    )
    chart = surface_picture(
        many,
        bounds=(52.0, 9.0, 52.1, 9.8),
        shape=(1, 1),
        cells=[1],
        legend=LEGEND,
        title="t",
        lines=[],
        language="en",
    )
    assert len(chart.to_dict()["layer"]) == 3
