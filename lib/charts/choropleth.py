"""The density map as a picture for PNG and SVG downloads (the page itself shows Leaflet)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import geopandas as gpd

from lib.charts.theme import CONTRAST, INK, NO_VALUE_FILL, picture_title, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language, Text

WIDTH_PX: Final = 1100
HEIGHT_PX: Final = 820
#: Beyond this many areas the names would cover the map.
NAMED_LIMIT: Final = 60
#: Metres in UTM 32N: areas and shapes as on the page, and no winding rule as on the globe.
PLANAR: Final = "EPSG:25832"
WGS84: Final = "EPSG:4326"
#: Vega expression; Altair cannot write nested fields as Python attributes.
SELECTED: Final = "datum.properties.selected"


@dataclass(frozen=True, slots=True)
class PictureArea:
    """One area: its colour, its class or state in words, and its value as text."""

    ags: str
    fill: str
    group: str
    value_text: str


def choropleth_picture(
    frame: gpd.GeoDataFrame,
    areas: Sequence[PictureArea],
    *,
    legend: Sequence[tuple[str, str]],
    title: Text,
    lines: Sequence[Text],
    language: Language,
    selected_ags: str = "",
    points: Sequence[tuple[float, float]] = (),
) -> AnyChart:
    """Draw the areas in their colours with names, values, legend, title and source lines.

    `frame` has ags, name, geometry; `legend` holds (text, fill) in order. Every area carries its
    value in words, so the picture reads in greyscale too. `points`: places over the areas, as
    (latitude, longitude) in degrees.
    """
    planar = frame.to_crs(PLANAR)
    paint = {area.ags: area for area in areas}
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, object]] = []
    inside = planar.geometry.representative_point()
    for ags, name, geometry, point in zip(
        planar["ags"], planar["name"], planar.geometry, inside, strict=True
    ):
        area = paint.get(ags, PictureArea(ags, NO_VALUE_FILL, "", ""))
        properties = {"group": area.group, "selected": ags == selected_ags}
        shapes.append(
            {"type": "Feature", "properties": properties, "geometry": geometry.__geo_interface__}
        )
        # the renderer of picture files has no minus in this font, and would take another for all
        value = area.value_text.replace("\N{MINUS SIGN}", "\N{EN DASH}")
        labels.append({"longitude": point.x, "latitude": point.y, "text": [name, value]})
    # the selected area last, so that no neighbour covers its outline
    shapes.sort(key=lambda shape: bool(shape["properties"]["selected"]))
    chart: AnyChart = _shapes(shapes, legend)
    if points:
        chart = chart + _dots(points)
    if len(labels) <= NAMED_LIMIT:
        chart = (
            chart + _labels(labels, colour="white", halo=4) + _labels(labels, colour=INK, halo=0)
        )
    chart = chart.properties(
        width=WIDTH_PX, height=HEIGHT_PX, title=picture_title(title, lines, language=language)
    ).project(type="identity", reflectY=True)
    return styled(chart, language=language, scale=1.2)


def _shapes(features: list[dict[str, Any]], legend: Sequence[tuple[str, str]]) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=features))
        .mark_geoshape(stroke="white", strokeWidth=1)
        .encode(
            fill=alt.Fill(
                "properties.group:N",
                scale=alt.Scale(
                    domain=[text for text, _ in legend], range=[fill for _, fill in legend]
                ),
                legend=alt.Legend(
                    title=None, orient="left", symbolType="square", symbolSize=260, labelLimit=400
                ),
            ),
            stroke=alt.condition(SELECTED, alt.value(CONTRAST), alt.value("white")),
            strokeWidth=alt.condition(SELECTED, alt.value(3.5), alt.value(1)),
        )
    )
    return chart


def _dots(points: Sequence[tuple[float, float]]) -> alt.Chart:
    """Places as on the page: dark with a light ring, readable on every class."""
    places = gpd.GeoSeries.from_xy(
        [longitude for _, longitude in points], [latitude for latitude, _ in points], crs=WGS84
    ).to_crs(PLANAR)
    rows = [{"longitude": round(place.x, 1), "latitude": round(place.y, 1)} for place in places]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_circle(size=70, color=INK, opacity=1, stroke="white", strokeWidth=1.5)
        .encode(longitude="longitude:Q", latitude="latitude:Q")
    )
    return chart


def _labels(labels: list[dict[str, object]], *, colour: str, halo: int) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=labels))
        .mark_text(
            fontSize=14,
            lineHeight=16,
            color=colour,
            stroke=colour,
            strokeWidth=halo,
            strokeJoin="round",
        )
        .encode(longitude="longitude:Q", latitude="latitude:Q", text="text:N")
    )
    return chart
