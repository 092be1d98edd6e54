"""Small maps in one plane, and colours around zero."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import box

from lib.charts.choropleth import PictureArea
from lib.charts.diverging import UNCHANGED, diverging_palette
from lib.charts.pictures import to_svg
from lib.charts.small_maps import SmallMap, small_maps

FRAME = gpd.GeoDataFrame(
    {"ags": ["1", "2"], "name": ["Ahausen", "Bdorf"]},
    geometry=[box(9.0, 52.0, 9.5, 52.5), box(9.5, 52.0, 10.0, 52.5)],
    crs=4326,
)
LEGEND = [("bis 2", "#dcecef"), ("über 2", "#0b5566")]


def picture(count: int, **changed: object) -> object:
    maps = [
        SmallMap(
            f"Karte {number}",
            "Region: 3",
            (
                PictureArea("1", "#dcecef", "bis 2", "1,0"),
                PictureArea("2", "#0b5566", "über 2", "7,0"),
            ),
        )
        for number in range(count)
    ]
    options = {"columns": 3, "legend": LEGEND, "name_title": "Kommune", "value_title": "Wert"}
    return small_maps(FRAME, maps, language="de", **{**options, **changed})


def shapes(chart: object) -> list[dict]:
    spec = chart.to_dict()
    data = spec["layer"][0]["data"]
    return data["values"] if "values" in data else spec["datasets"][data["name"]]


def test_picture_file_has_headings_key_and_source() -> None:
    svg = to_svg(picture(4, title="Dichte", lines=["Beispieldaten"])).decode()
    for words in ("Karte 0", "Karte 3", "Region: 3", "über 2", "Dichte", "Beispieldaten"):
        assert words in svg
    for fill in ("#dcecef", "#0b5566"):
        assert svg.count(fill) >= 5  # four maps and the key


def test_maps_do_not_overlap_and_have_one_scale() -> None:
    found = shapes(picture(5))
    boxes = {}
    for feature in found:
        points = feature["geometry"]["coordinates"][0]
        name = feature["properties"]["map"]
        boxes.setdefault(name, []).extend(points)
    extents = [
        (min(x for x, _ in p), max(x for x, _ in p), min(y for _, y in p), max(y for _, y in p))
        for p in boxes.values()
    ]
    assert len(extents) == 5
    widths = {round(right - left) for left, right, _, _ in extents}
    assert len(widths) == 1
    for i, (left, right, low, high) in enumerate(extents):
        for other_left, other_right, other_low, other_high in extents[i + 1 :]:
            beside = right < other_left or other_right < left
            below = high < other_low or other_high < low
            assert beside or below


def test_selected_area_is_drawn_last() -> None:
    assert [f["properties"]["name"] for f in shapes(picture(1))] == ["Ahausen", "Bdorf"]
    chosen = shapes(picture(1, selected_ags="1"))
    assert [f["properties"]["name"] for f in chosen] == ["Bdorf", "Ahausen"]


def test_an_area_without_a_figure_is_there() -> None:
    chart = small_maps(
        FRAME,
        [SmallMap("leer", "", ())],
        columns=1,
        legend=LEGEND,
        language="de",
        name_title="Kommune",
        value_title="Wert",
    )
    assert [f["properties"]["value"] for f in shapes(chart)] == ["", ""]


@pytest.mark.parametrize("reach", range(1, 8))
def test_every_class_around_zero_has_a_colour_of_its_own(reach: int) -> None:
    colours = diverging_palette(reach)
    assert sorted(colours) == list(range(-reach, reach + 1))
    assert len(set(colours.values())) == 2 * reach + 1
    assert colours[0] == UNCHANGED


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_darken_away_from_zero_on_both_sides() -> None:
    for reach in (2, 3, 7):
        colours = diverging_palette(reach)
        for sign in (-1, 1):
            found = [luminance(colours[sign * step]) for step in range(1, reach + 1)]
            assert found == sorted(found, reverse=True)
