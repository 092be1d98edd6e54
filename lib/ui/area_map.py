"""A Leaflet map of the extent on any page: values travel, the map stays, a click selects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit_folium import st_folium

from lib.maps import AreaIndex, Basemap, ValueLayer, base_map, map_labels, read_click
from lib.text import Text, msg
from lib.ui import url_state
from lib.ui.panels import escape
from lib.web import boundary_path, configured_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.maps import AreaPaint, Legend, PointSet, Surface
    from lib.ui.context import View

MAP_HEIGHT_PX: Final = 540
#: A whole country sends name and value only; a click tells the rest (docs/benchmarks.md).
SHORT_TEXTS_FROM: Final = 1_500
_HANDLED: Final = "_handled_click_"


def draw(
    view: View,
    paints: Sequence[AreaPaint],
    *,
    key: str,
    title: Text,
    legend: Legend,
    selected_ags: str = "",
    height_px: int = MAP_HEIGHT_PX,
    points: PointSet | None = None,
    surface: Surface | None = None,
    link: str = "",
) -> None:
    """Put a map on the page; only values travel when a filter changes.

    `key` names the map for good: it must not depend on a filter. A click chooses the municipality
    of the address (`kommune`). A style sheet finds the map as `.st-key-map_<key>`. `points` lie
    over the areas, `surface` over their colours. Maps of one page with the same `link` pan and
    zoom together; it must not depend on a filter either.
    """
    layer = configured_layer(view.settings)
    settings = view.settings
    values = ValueLayer(
        paints,
        # a layer is in the order of its keys; lists, because a column is slow to walk through
        index=AreaIndex(tuple(layer.frame["ags"].tolist()), tuple(layer.frame["name"].tolist())),
        legend=legend,
        title=view.t(title),
        selected_ags=selected_ags,
        points=points,
        surface=surface,
    )
    with st.container(key=f"map_{key}"):
        st_folium(
            base_map(
                boundaries_url=f"../../{boundary_path(layer.digest)}",
                bounds=layer.bounds,
                attribution=layer.attribution,
                labels=map_labels(view.language),
                large=view.presentation,
                link=link,
                basemap=Basemap(settings.basemap, settings.basemap_attribution)
                if settings.basemap
                else None,
            ),
            key=key,
            feature_group_to_add=values,
            returned_objects=["last_active_drawing"],
            height=height_px,
            use_container_width=True,
            on_change=partial(_take_click, key),
        )
    if values.unplaced:
        _name_unplaced(view, values.unplaced)


def _name_unplaced(view: View, missing: Sequence[str]) -> None:
    known = dict(view.lists.municipalities)
    names = ", ".join(known.get(ags, ags) for ags in missing[:5])
    sentence = msg("Not on the map, because the boundary file lacks them: {names}", names=names)
    st.caption(escape(view.t(sentence)))


def _take_click(key: str) -> None:
    """Select the clicked municipality, once a click: the component repeats its last answer."""
    click = read_click(st.session_state.get(key))
    if click is None or st.session_state.get(_HANDLED + key) == click.at:
        return
    st.session_state[_HANDLED + key] = click.at
    url_state.choose("kommune", click.ags)
