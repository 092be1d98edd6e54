"""The density map as a picture for PNG and SVG downloads (the page itself shows Leaflet)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import altair as alt

from lib.charts.theme import CONTRAST, NO_VALUE_FILL, picture_title, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language, Text

WIDTH_PX: Final = 1200
HEIGHT_PX: Final = 900


def choropleth_picture(
    geojson: bytes,
    areas: Sequence[tuple[str, str, str, str]],
    *,
    legend: Sequence[tuple[str, str]],
    title: Text,
    lines: Sequence[Text],
    language: Language,
    selected_ags: str = "",
) -> AnyChart:
    """Draw the areas in their colours with a legend, title and source lines.

    `areas` holds (ags, fill, legend text, label) per area, `legend` (text, fill) in order.
    Every value stands in the legend's words, so the picture reads in greyscale too.
    """
    paint = {ags: (fill, group, label) for ags, fill, group, label in areas}
    collection = json.loads(geojson)
    features = []
    for feature in collection["features"]:
        ags = feature["properties"]["ags"]
        _, group, label = paint.get(ags, (NO_VALUE_FILL, "", ""))
        features.append(
            {
                **feature,
                "properties": {
                    "name": feature["properties"]["name"],
                    "group": group,
                    "label": label,
                    "selected": ags == selected_ags,
                },
            }
        )
    data = alt.InlineData(values=features)
    texts = [text for text, _ in legend]
    fills = [fill for _, fill in legend]
    shapes = (
        alt.Chart(data)
        .mark_geoshape(stroke="white", strokeWidth=1)
        .encode(
            fill=alt.Fill(
                "properties.group:N",
                scale=alt.Scale(domain=texts, range=fills),
                legend=alt.Legend(title=None, orient="left", symbolType="square", symbolSize=260),
            ),
            stroke=alt.condition(
                alt.datum.properties.selected, alt.value(CONTRAST), alt.value("white")
            ),
            strokeWidth=alt.condition(alt.datum.properties.selected, alt.value(3), alt.value(1)),
        )
    )
    chart = shapes.properties(
        width=WIDTH_PX, height=HEIGHT_PX, title=picture_title(title, lines, language=language)
    ).project("mercator")
    return styled(chart, language=language, scale=1.3)
