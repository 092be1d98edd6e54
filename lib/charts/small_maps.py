"""Several small maps in one picture, with one key: same places, same classes, same scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import altair as alt
import numpy as np
import shapely

from lib.charts.choropleth import PLANAR, SELECTED, PictureArea
from lib.charts.theme import CONTRAST, INK, MUTED, NO_VALUE_FILL, fluid, picture_title, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from lib.charts.theme import AnyChart
    from lib.text import Language, Text

#: Beyond this many areas the small maps would be slow and unreadable.
AREAS_LIMIT: Final = 1_500
#: Detail that a small map can show: the width of the extent over this many steps.
STEPS: Final = 500
#: Room between the maps (their headings are wider), and above each, in parts of its size.
GAP: Final = 0.6
HEADING: Final = 0.30
WIDTH_PX: Final = 1200
ROW_PX: Final = 258
PICTURE_ROW_PX: Final = 380


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One of the maps: heading, second line, and an area for each place."""

    title: str
    subtitle: str
    areas: tuple[PictureArea, ...]


def small_maps(
    frame: gpd.GeoDataFrame,
    maps: Sequence[SmallMap],
    *,
    columns: int,
    legend: Sequence[tuple[str, str]],
    language: Language,
    name_title: str,
    value_title: str,
    selected_ags: str = "",
    scale: float = 1.0,
    fills_height: bool = False,
    title: Text = "",
    lines: Sequence[Text] = (),
) -> AnyChart:
    """Draw the maps in rows of `columns`; `legend` holds (text, fill) in order.

    All maps lie in one plane, so they have one scale, and the picture fits any width. Hovering
    names the place (`name_title`) and its value (`value_title`). With a title it is a picture file
    and has its key inside; on a page the key stands beside it.
    """
    planar = _simplified(frame.to_crs(PLANAR))
    west, south, east, north = planar.total_bounds
    width, height = east - west, north - south
    features: list[dict[str, Any]] = []
    headings: list[dict[str, object]] = []
    for number, small in enumerate(maps):
        right = (number % columns) * width * (1 + GAP)
        down = (number // columns) * height * (1 + HEADING)
        features += _features(planar, small, shift=(right, -down), selected_ags=selected_ags)
        headings.append(
            {
                "x": (west + east) / 2 + right,
                "y": north - down + height * HEADING * 0.62,
                "title": small.title,
                "subtitle": small.subtitle,
            }
        )
    # the selected area last, so that no neighbour covers its outline
    features.sort(key=lambda feature: bool(feature["properties"]["selected"]))
    chart: AnyChart = _shapes(
        features, legend, name_title=name_title, value_title=value_title, has_key=bool(title)
    )
    px = fluid if fills_height else float
    chart = (
        chart
        + _headings(headings, "title", size=px(15 * scale), dy=0, colour=INK, weight="bold")
        + _headings(headings, "subtitle", size=px(14 * scale), dy=px(17 * scale), colour=MUTED)
    )
    rows = -(-len(maps) // columns)
    chart = chart.properties(
        width="container", height="container" if fills_height else ROW_PX * rows
    ).project(type="identity", reflectY=True)
    if title:
        chart = chart.properties(
            width=WIDTH_PX,
            height=PICTURE_ROW_PX * rows,
            title=picture_title(title, lines, language=language),
            padding={"left": 40, "right": 80, "top": 10, "bottom": 10},  # headings may be wider
        )
    return styled(chart, language=language, scale=scale)


def _simplified(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Borders with as much detail as a small map can show; neighbours keep their common border."""
    west, _, east, _ = frame.total_bounds
    step = (east - west) / STEPS
    rough = shapely.coverage_simplify(frame.geometry.to_numpy(), step)
    return frame.set_geometry(
        shapely.transform(rough, lambda points: np.round(points, -1)), crs=frame.crs
    )


def _features(
    frame: gpd.GeoDataFrame, small: SmallMap, *, shift: tuple[float, float], selected_ags: str
) -> list[dict[str, Any]]:
    paint = {area.ags: area for area in small.areas}
    moved = shapely.transform(frame.geometry.to_numpy(), lambda points: points + np.array(shift))
    return [
        {
            "type": "Feature",
            "geometry": geometry.__geo_interface__,
            "properties": {
                "name": name,
                "map": small.title,
                "value": area.value_text,
                "group": area.group,
                "selected": ags == selected_ags,
            },
        }
        for ags, name, geometry in zip(frame["ags"], frame["name"], moved, strict=True)
        for area in (paint.get(ags, PictureArea(ags, NO_VALUE_FILL, "", "")),)
    ]


def _shapes(
    features: list[dict[str, Any]],
    legend: Sequence[tuple[str, str]],
    *,
    name_title: str,
    value_title: str,
    has_key: bool,
) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=features))
        .mark_geoshape(strokeWidth=0.7)
        .encode(
            fill=alt.Fill(
                "properties.group:N",
                scale=alt.Scale(
                    domain=[text for text, _ in legend], range=[fill for _, fill in legend]
                ),
                legend=None
                if not has_key
                else alt.Legend(
                    title=None,
                    orient="bottom",
                    direction="horizontal",
                    columns=4 if len(legend) > 7 else 0,
                    symbolType="square",
                    symbolSize=220,
                    symbolStrokeColor=MUTED,
                    symbolStrokeWidth=0.5,
                    labelLimit=420,
                ),
            ),
            stroke=alt.condition(SELECTED, alt.value(CONTRAST), alt.value("white")),
            strokeWidth=alt.condition(SELECTED, alt.value(3), alt.value(0.7)),
            tooltip=[
                alt.Tooltip("properties.name:N", title=name_title),
                alt.Tooltip("properties.map:N", title=" "),
                alt.Tooltip("properties.value:N", title=value_title),
            ],
        )
    )
    return chart


def _headings(
    headings: list[dict[str, object]],
    column: str,
    *,
    size: Any,  # noqa: ANN401  pixels, or an expression of them
    dy: Any,  # noqa: ANN401
    colour: str,
    weight: Literal["normal", "bold"] = "normal",
) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=headings))
        .mark_text(fontSize=size, dy=dy, color=colour, fontWeight=weight, limit=420)
        .encode(longitude="x:Q", latitude="y:Q", text=f"{column}:N")
    )
    return chart
