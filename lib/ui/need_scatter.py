"""Need against density as points: the same colours as the map, a click selects on both."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.bivariate import field_fill
from lib.charts.scatter import KEY, ScatterAxes, ScatterLook, ScatterPoint, scatter
from lib.domain.bivariate import FIELDS, URGENT
from lib.domain.offer_density import DENSITY_LABELS, DensityMeasure
from lib.domain.vocabulary import CellState
from lib.insights.need_table import field_label
from lib.text import msg
from lib.ui import url_state
from lib.ui.need_map import MAP_HEIGHT_PX, PRESENTATION_SCALE
from lib.ui.need_words import density_text, index_text, region_text

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.need import NeedInsight
    from lib.ui.context import View

NAME: Final = "need_scatter"
SELECTION: Final = "municipality"


def draw_scatter(view: View, insight: NeedInsight, *, selected_ags: str) -> None:
    """Put the points on the page; a click on one chooses the municipality of the address."""
    words = view.t(msg("Need and density of each municipality as points; the table has them all."))
    if view.presentation:
        with st.container(key="need_stage"):
            st.altair_chart(
                chart(view, insight, selected_ags=selected_ags),
                theme=None,
                width="stretch",
                height="stretch",
                alt=words,
            )
        return
    key = _chart_key(selected_ags)
    with st.container(key=NAME):
        st.altair_chart(
            chart(view, insight, selected_ags=selected_ags),
            theme=None,
            width="stretch",
            key=key,
            on_select=partial(_take_click, key),
            alt=words,
        )


def chart(view: View, insight: NeedInsight, *, selected_ags: str) -> AnyChart:
    """Draw every municipality with both values and a field."""
    fields = {field: view.t(field_label(field, insight.measure)) for field in FIELDS}
    points = [
        ScatterPoint(
            key=area.ags,
            name=area.name,
            x=area.density,
            y=area.index,
            fill=field_fill(area.field),
            tooltip=(
                area.name,
                fields[area.field],
                view.t(index_text(area)),
                view.t(density_text(insight, area)),
            ),
            rank=0 if area.field == URGENT else 1,
        )
        for area in insight.areas
        if area.field is not None
    ]
    return scatter(points, axes=_axes(view, insight), look=_look(view), selected=selected_ags)


def _axes(view: View, insight: NeedInsight) -> ScatterAxes:
    reference = insight.reference
    density = view.t(DENSITY_LABELS[insight.measure])
    places = insight.measure is DensityMeasure.PLACES_PER_100_CHILDREN
    corners = (
        (
            msg("more need, fewer places"),
            msg("more need, more places"),
            msg("less need, fewer places"),
            msg("less need, more places"),
        )
        if places
        else (
            msg("more need, fewer offers"),
            msg("more need, more offers"),
            msg("less need, fewer offers"),
            msg("less need, more offers"),
        )
    )
    extent = msg("{extent}: {value}", extent=view.settings.extent_name, value=region_text(insight))
    top_left, top_right, bottom_left, bottom_right = (
        _two_lines(view.t(corner)) for corner in corners
    )
    return ScatterAxes(
        x_title=density,
        y_title=view.t(msg("Need index (0: mean of the municipalities)")),
        x_reference=reference.value if reference.state is CellState.VALUE else math.nan,
        y_reference=0.0,
        x_reference_text=view.t(extent),
        corners=(top_left, top_right, bottom_left, bottom_right),
        tooltip=(
            view.t(msg("Municipality")),
            view.t(msg("Need and density")),
            view.t(msg("Need index")),
            density,
        ),
    )


def _two_lines(words: str) -> str:
    """Need on the first line, offers on the second, so that a narrow corner holds them."""
    return words.replace(", ", ",\n", 1)


def _look(view: View) -> ScatterLook:
    if view.presentation:
        return ScatterLook(
            language=view.language,
            height_px=445,
            expected_width_px=495,
            scale=PRESENTATION_SCALE,
            fills_height=True,
        )
    return ScatterLook(
        language=view.language, height_px=MAP_HEIGHT_PX, expected_width_px=530, selection=SELECTION
    )


def _clicked(key: str) -> str:
    """Municipality that was last clicked on this chart."""
    state = st.session_state.get(key)
    points = state["selection"].get(SELECTION) if state else None
    return str(points[0][KEY]) if points else ""


def _take_click(key: str) -> None:
    """Choose the clicked municipality; a click beside every point changes nothing."""
    if ags := _clicked(key):
        url_state.choose("kommune", ags)


def _chart_key(selected_ags: str) -> str:
    """Key of the chart; a new one where its own last click is no longer what is selected.

    The browser keeps the clicked point and says nothing when it is clicked again. If meanwhile
    the map, the box or a link chose otherwise, that point could never be chosen by a click again.
    """
    counter = f"_{NAME}_mounts"
    mounts: int = st.session_state.setdefault(counter, 0)
    if _clicked(f"{NAME}_{mounts}") not in {"", selected_ags}:
        mounts += 1
        st.session_state[counter] = mounts
    return f"{NAME}_{mounts}"
