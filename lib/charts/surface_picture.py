"""A surface over the extent as a picture for PNG and SVG downloads (the page shows Leaflet)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import geopandas as gpd
import numpy as np
import shapely

from lib.charts.choropleth import HEIGHT_PX, NAMED_LIMIT, PLANAR, WIDTH_PX
from lib.charts.theme import INK, NO_VALUE_FILL, NO_VALUE_LINE, picture_title, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lib.charts.theme import AnyChart
    from lib.text import Language, Text

WEB_MERCATOR: Final = "EPSG:3857"
WGS84: Final = "EPSG:4326"
#: Vega expression; Altair cannot write nested fields as Python attributes.
SELECTED: Final = "datum.properties.selected"


def surface_picture(
    frame: gpd.GeoDataFrame,
    *,
    bounds: tuple[float, float, float, float],
    shape: tuple[int, int],
    cells: Sequence[int],
    legend: Sequence[tuple[str, str]],
    title: Text,
    lines: Sequence[Text],
    language: Language,
    selected_ags: str = "",
) -> AnyChart:
    """Draw the cells in the colours of `legend`, cut off at the extent, under the borders.

    `frame` has ags, name, geometry. `bounds`: south, west, north, east in degrees of a grid that is
    regular in Web Mercator, `shape` its rows and columns; `cells` row by row from the north-west,
    0: nothing, n: `legend[n - 1]` (text, fill).
    """
    planar = frame.to_crs(PLANAR)
    classes = _class_shapes(planar, bounds, shape, np.asarray(cells))
    outlines = [
        {
            "type": "Feature",
            "properties": {"selected": ags == selected_ags},
            "geometry": geometry.__geo_interface__,
        }
        for ags, geometry in zip(planar["ags"], planar.geometry, strict=True)
    ]
    outlines.sort(key=lambda outline: bool(outline["properties"]["selected"]))
    features = [
        {
            "type": "Feature",
            "properties": {"group": legend[code - 1][0]},
            "geometry": geometry.__geo_interface__,
        }
        for code, geometry in classes.items()
    ]
    chart: AnyChart = _ground(outlines) + _fills(features, legend) + _borders(outlines)
    if len(planar) <= NAMED_LIMIT:
        labels = _label_rows(planar)
        chart = chart + _names(labels, colour="white", halo=4) + _names(labels, colour=INK, halo=0)
    chart = chart.properties(
        width=WIDTH_PX, height=HEIGHT_PX, title=picture_title(title, lines, language=language)
    ).project(type="identity", reflectY=True)
    return styled(chart, language=language, scale=1.2)


def _class_shapes(
    planar: gpd.GeoDataFrame,
    bounds: tuple[float, float, float, float],
    shape: tuple[int, int],
    cells: NDArray[np.int_],
) -> dict[int, Any]:
    """One geometry a class: its cells taken together and cut off at the extent."""
    south, west, north, east = bounds
    corners = gpd.GeoSeries([shapely.Point(west, south), shapely.Point(east, north)], crs=WGS84)
    lower, upper = corners.to_crs(WEB_MERCATOR)
    rows, columns = shape
    x = np.linspace(lower.x, upper.x, columns + 1)
    y = np.linspace(upper.y, lower.y, rows + 1)
    extent = shapely.union_all(planar.geometry.to_numpy())
    found: dict[int, Any] = {}
    for code in sorted(set(cells.tolist()) - {0}):
        at = np.flatnonzero(cells == code)
        row, column = at // columns, at % columns
        boxes = shapely.box(x[column], y[row + 1], x[column + 1], y[row])
        whole = gpd.GeoSeries([shapely.union_all(boxes)], crs=WEB_MERCATOR).to_crs(PLANAR)
        part = shapely.intersection(whole.iloc[0], extent)
        if not part.is_empty:
            found[code] = part
    return found


def _ground(outlines: list[dict[str, Any]]) -> alt.Chart:
    """What has no value lies grey under the surface."""
    chart: alt.Chart = alt.Chart(alt.InlineData(values=outlines)).mark_geoshape(
        fill=NO_VALUE_FILL, stroke=None
    )
    return chart


def _fills(features: list[dict[str, Any]], legend: Sequence[tuple[str, str]]) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=features))
        .mark_geoshape(stroke=None)
        .encode(
            fill=alt.Fill(
                "properties.group:N",
                scale=alt.Scale(
                    domain=[text for text, _ in legend], range=[fill for _, fill in legend]
                ),
                legend=alt.Legend(
                    title=None, orient="left", symbolType="square", symbolSize=260, labelLimit=400
                ),
            )
        )
    )
    return chart


def _borders(outlines: list[dict[str, Any]]) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=outlines))
        .mark_geoshape(filled=False)
        .encode(
            stroke=alt.condition(SELECTED, alt.value(INK), alt.value(NO_VALUE_LINE)),
            strokeWidth=alt.condition(SELECTED, alt.value(3.5), alt.value(1)),
        )
    )
    return chart


def _label_rows(planar: gpd.GeoDataFrame) -> list[dict[str, object]]:
    inside = planar.geometry.representative_point()
    return [
        {"longitude": point.x, "latitude": point.y, "text": name}
        for name, point in zip(planar["name"], inside, strict=True)
    ]


def _names(labels: list[dict[str, object]], *, colour: str, halo: int) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=labels))
        .mark_text(fontSize=14, color=colour, stroke=colour, strokeWidth=halo, strokeJoin="round")
        .encode(longitude="longitude:Q", latitude="latitude:Q", text="text:N")
    )
    return chart
