"""Places in the picture file: where they are in metres, dark with a light ring, below the names."""

import geopandas as gpd
import pytest
import shapely

from lib.charts.choropleth import PictureArea, choropleth_picture
from lib.charts.pictures import to_svg

FRAME = gpd.GeoDataFrame(
    {"ags": ["03241001"], "name": ["Hannover"]},
    geometry=[shapely.box(9.6, 52.3, 9.9, 52.5)],
    crs="EPSG:4326",
)


def picture(points):
    return choropleth_picture(
        FRAME,
        [PictureArea("03241001", "#6badb9", "bis 3", "2,8")],
        legend=[("bis 3", "#6badb9")],
        title="Angebote",
        lines=["Beispieldaten"],
        language="de",
        points=points,
    )


def dots(chart):
    return [layer for layer in chart.to_dict()["layer"] if layer["mark"]["type"] == "circle"]


def test_points_stand_where_they_are():
    chart = picture([(52.4, 9.75), (52.35, 9.65)])
    (found,) = dots(chart)
    rows = chart.to_dict()["datasets"][found["data"]["name"]]
    expected = gpd.GeoSeries.from_xy([9.75, 9.65], [52.4, 52.35], crs="EPSG:4326").to_crs(25832)
    assert [row["longitude"] for row in rows] == pytest.approx(list(expected.x), abs=0.1)
    assert [row["latitude"] for row in rows] == pytest.approx(list(expected.y), abs=0.1)


def test_without_points_there_are_none():
    assert dots(picture([])) == []


def test_points_reach_the_file():
    with_points, without = to_svg(picture([(52.4, 9.75)])), to_svg(picture([]))
    assert len(with_points) > len(without)
