"""One map, drawn either way (?way=values or ?way=usual); each press of the button changes it.

Both ways show the same boundaries, the same colours and the same words.
"""

import json
import random
from dataclasses import dataclass

import folium
import streamlit as st
from streamlit_folium import st_folium

from lib.domain.vocabulary import CellState
from lib.maps import (
    AreaIndex,
    AreaPaint,
    Legend,
    LegendRow,
    ValueLayer,
    base_map,
    map_labels,
)
from lib.maps.assets import ROOT, SCRIPT_LINKS, STYLE_LINKS
from lib.settings import load_settings
from lib.web import boundary_path, configured_layer

COLOURS = ["#e3eef5", "#b3d2e5", "#76aecf", "#377fae", "#0b4f7d"]
OPTIONS = {"key": "map", "height": 560, "use_container_width": True}


@dataclass(frozen=True)
class Area:
    """Invented figures of one municipality, for measuring only."""

    ags: str
    fill: str
    lines: tuple[str, ...]


@st.cache_resource
def constants():
    """Boundaries, and a number of children for each: it stays while the filter changes."""
    layer = configured_layer(load_settings())
    dice = random.Random(1)  # noqa: S311
    names = dict(zip(layer.frame["ags"], layer.frame["name"], strict=True))
    children = {ags: 100 + int(dice.lognormvariate(5, 1)) for ags in names}
    return layer, AreaIndex.of(names), children, json.loads(layer.payload)


def figures(index, children, step, *, full):
    """Other values for every step; the first area always changes its class.

    Words: name and value; `full` adds what is counted and the difference to the Region.
    """
    dice = random.Random(step)  # noqa: S311
    areas = []
    for position, (ags, name) in enumerate(zip(index.ags, index.names, strict=True)):
        density = (step * 9) % 40 if position == 0 else dice.random() * 40
        value = f"{density:.1f}".replace(".", ",")
        lines = (name, f"{value} Angebote je 1.000 Kinder")
        if full:
            offers = round(density * children[ags] / 1000)
            lines += (
                f"{offers} Angebote, {children[ags]} Kinder",
                f"{density / 20 - 1:+.0%} gegen Region",
            )
        areas.append(Area(ags, COLOURS[int(density // 8)], lines))
    return areas


def draw_values(layer, index, areas):
    """Boundaries once, values only (lib/maps)."""
    paints = [
        AreaPaint(a.ags, a.fill, CellState.VALUE, a.lines, f"{a.lines[0]}. {a.lines[1]}")
        for a in areas
    ]
    rows = tuple(LegendRow(fill, CellState.VALUE, f"Klasse {fill}") for fill in COLOURS)
    st_folium(
        base_map(
            boundaries_url=f"{ROOT}{boundary_path(layer.digest)}",
            bounds=layer.bounds,
            attribution=layer.attribution,
            labels=map_labels("de"),
        ),
        feature_group_to_add=ValueLayer(
            paints, index=index, legend=Legend("Dichte", rows), title="Dichte"
        ),
        returned_objects=["last_active_drawing"],
        **OPTIONS,
    )


def draw_usual(layer, areas, collection):
    """folium.GeoJson with a style function, rebuilt for every change. No legend."""
    # The content delivery networks of folium's defaults are not there in a closed network.
    folium.Map.default_js = [link for link in SCRIPT_LINKS if link[0] == "leaflet"]
    folium.Map.default_css = STYLE_LINKS[:1]
    by_ags = {area.ags: area for area in areas}
    fields = list("abcd")[: len(areas[0].lines)]
    features = [
        {
            "type": "Feature",
            "geometry": feature["geometry"],
            "properties": {
                "ags": feature["properties"]["ags"],
                **dict(zip(fields, by_ags[feature["properties"]["ags"]].lines, strict=True)),
            },
        }
        for feature in collection["features"]
    ]
    south, west, north, east = layer.bounds
    drawn = folium.Map(location=[(south + north) / 2, (west + east) / 2], tiles=None)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda feature: {
            "fillColor": by_ags[feature["properties"]["ags"]].fill,
            "color": "#ffffff",
            "weight": 1,
            "fillOpacity": 1,
        },
        tooltip=folium.GeoJsonTooltip(fields=fields, labels=False),
    ).add_to(drawn)
    drawn.fit_bounds([[south, west], [north, east]])
    st_folium(drawn, returned_objects=["last_active_drawing"], **OPTIONS)


def main():
    """Draw the map of this run."""
    st.set_page_config(layout="wide")
    layer, index, children, collection = constants()
    if st.button("next", key="next"):
        st.session_state["step"] = st.session_state.get("step", 0) + 1
    full = st.query_params.get("words") == "full"
    areas = figures(index, children, st.session_state.get("step", 0), full=full)
    if st.query_params.get("way") == "usual":
        draw_usual(layer, areas, collection)
    else:
        draw_values(layer, index, areas)


main()
