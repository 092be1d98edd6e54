"""The density map on the page: paints for Leaflet, the same areas for the picture file."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from lib.charts.choropleth import PictureArea, choropleth_picture
from lib.charts.theme import NO_VALUE_FILL
from lib.domain.offer_density import DENSITY_LABELS, DENSITY_UNITS, DensityMeasure
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.density_frame import AreaDensity
from lib.maps import AreaPaint, Legend
from lib.text import Names, Text, msg
from lib.ui import area_map, density_paint, density_words, map_layers
from lib.ui.density_paint import Shades
from lib.ui.map_layers import NO_LAYERS
from lib.ui.panels import escape
from lib.web import configured_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from lib.charts.theme import AnyChart
    from lib.insights.density import DensityInsight
    from lib.ui.context import View
    from lib.ui.map_layers import Layers

NAMES_IN_SENTENCE = 5


def shades(view: View, insight: DensityInsight) -> Shades:
    """Colours and words of the insight's classes."""
    return Shades.of(view, insight.classification, insight.figures, decimals=insight.decimals)


def paints(view: View, insight: DensityInsight, used: Shades | None = None) -> list[AreaPaint]:
    """Colour and words of each municipality (in the insight's own shades, or in those given)."""
    frame = insight.table.frame
    fills = (used or shades(view, insight)).fill_of(frame["value"], frame["value_state"])
    if len(frame) > area_map.SHORT_TEXTS_FROM:
        unit = view.t(DENSITY_UNITS[insight.measure])
        texts = density_paint.short_texts(
            view,
            frame["value"],
            frame["value_state"],
            decimals=insight.decimals,
            wrap=lambda number: view.t(msg("{value} {unit}", value=number, unit=unit)),
        )
        return density_paint.short_paints(frame, fills, frame["value_state"].tolist(), texts)
    found = []
    for record, fill in zip(frame.to_dict("records"), fills, strict=True):
        area = AreaDensity.of(record)
        lines = tuple(view.t(line) for line in density_words.area_lines(view, insight, area))
        found.append(
            AreaPaint(
                ags=area.ags,
                fill=fill,
                state=area.state,
                lines=lines,
                text=". ".join(lines[:2]),
                is_marked=area.offers_count != area.offers_reported_count,
            )
        )
    return found


def legend(view: View, insight: DensityInsight) -> Legend:
    """Key of the map with counts per class, the values on a line and the value of the Region."""
    used = shades(view, insight)
    states = insight.table.frame["value_state"]
    region = view.t(density_words.region_line(view, insight.reference, decimals=insight.decimals))
    is_marked = insight.measure is not DensityMeasure.COUNT and not math.isnan(
        insight.reference.value
    )
    return Legend(
        title=view.t(DENSITY_LABELS[insight.measure]),
        rows=(
            *used.rows(view, insight.classification.counts),
            *density_paint.state_rows(view, states),
        ),
        # the number line has the Region's mark; without one its value stands below the classes
        note=legend_notes(
            view,
            *(() if is_marked else (region,)),
            *_outline_note(view, insight),
            is_held=insight.classes.is_held,
        ),
        number_line=density_paint.number_line(
            view,
            used,
            insight.figures,
            decimals=insight.decimals,
            reference=insight.reference.value if is_marked else None,
            reference_text=region,
        ),
    )


def _outline_note(view: View, insight: DensityInsight) -> tuple[str, ...]:
    """Say what the dashed outline means, where there is one."""
    frame = insight.table.frame
    if (frame["offers_count"] == frame["offers_reported_count"]).all():
        return ()
    return (view.t(msg("Dashed outline: changed by the scenario")),)


def legend_notes(view: View, *lines: str, is_held: bool) -> tuple[str, ...]:
    """Lines under the classes: what is compared with, whether classes are held, sample data."""
    held = (view.t(msg("Held classes")),) if is_held else ()
    sample = (view.t(msg("Sample data")),) if view.state.is_sample else ()
    return (*lines, *held, *sample)


def states_present(
    view: View, columns: Sequence[pd.Series[str]]
) -> list[tuple[CellState, str, str]]:
    """Find what has no value in any of several pictures: state, fill, word."""
    present = {code for column in columns for code in column}
    return [
        (state, NO_VALUE_FILL, view.t(CELL_STATE_LABELS[state]))
        for state in CellState
        if state is not CellState.VALUE and state.value in present
    ]


def draw_map(
    view: View, insight: DensityInsight, *, selected_ags: str, layers: Layers = NO_LAYERS
) -> None:
    """Put the map on the page; only values travel when a filter changes."""
    area_map.draw(
        view,
        paints(view, insight),
        key="density",
        title=layers.legend.title if layers.legend else DENSITY_LABELS[insight.measure],
        legend=layers.legend or legend(view, insight),
        selected_ags=selected_ags,
        points=layers.points,
        surface=layers.surface,
    )
    name_unknown(view, insight.table.frame)


def name_unknown(view: View, frame: pd.DataFrame) -> None:
    """Name areas of the map that the database does not know: they can have no figure."""
    layer = configured_layer(view.settings).frame
    known = set(frame["ags"].tolist())
    absent = layer.loc[[ags not in known for ags in layer["ags"].tolist()], "name"]
    if absent.empty:
        return
    names = Names(tuple(absent.head(NAMES_IN_SENTENCE)))
    if len(absent) <= NAMES_IN_SENTENCE:
        sentence = msg(
            "On the map without figures, because the database lacks them: {names}", names=names
        )
    else:
        sentence = msg(
            "{count} municipalities are on the map without figures, because the database lacks "
            "them, among them {names}",
            count=len(absent),
            names=names,
        )
    st.caption(escape(view.t(sentence)))


def map_picture(
    view: View,
    insight: DensityInsight,
    *,
    subtitle: str,
    selected_ags: str,
    layers: Layers = NO_LAYERS,
) -> AnyChart:
    """Draw the same map for PNG and SVG."""
    over = map_layers.still_picture(view, layers, subtitle=subtitle, selected_ags=selected_ags)
    if over is not None:
        return over
    key = legend(view, insight)
    frame = insight.table.frame
    values = [
        density_words.value_text(view, value, CellState(state), insight.decimals)
        for value, state in zip(frame["value"], frame["value_state"], strict=True)
    ]
    return still_picture(
        view,
        paints(view, insight),
        values,
        legend=key,
        title=DENSITY_LABELS[insight.measure],
        lines=[
            subtitle,
            density_words.region_line(view, insight.reference, decimals=insight.decimals),
            *insight.provenance.lines(),
            *layers.remarks,
        ],
        selected_ags=selected_ags,
        points=layers.places,
    )


def still_picture(
    view: View,
    painted: Sequence[AreaPaint],
    values: Sequence[str],
    *,
    legend: Legend,
    title: Text,
    lines: Sequence[Text],
    selected_ags: str,
    points: Sequence[tuple[float, float]] = (),
) -> AnyChart:
    """Draw a map with its legend for PNG and SVG; `values` in the order of the paints."""
    layer = configured_layer(view.settings)
    by_fill = {row.fill: row.text for row in legend.rows if row.state is CellState.VALUE}
    by_state = {row.state: row.text for row in legend.rows}
    areas = [
        PictureArea(
            ags=paint.ags,
            fill=paint.fill,
            group=by_fill[paint.fill] if paint.state is CellState.VALUE else by_state[paint.state],
            value_text=value,
        )
        for paint, value in zip(painted, values, strict=True)
    ]
    return choropleth_picture(
        layer.frame,
        areas,
        legend=[(row.text, row.fill) for row in legend.rows],
        title=title,
        lines=[*lines, layer.attribution],
        language=view.language,
        selected_ags=selected_ags,
        points=points,
    )
