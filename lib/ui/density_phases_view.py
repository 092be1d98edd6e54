"""All life phases in one picture: small maps with one key, and a table municipality by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from lib.charts.choropleth import PictureArea
from lib.charts.small_maps import AREAS_LIMIT, SmallMap, small_maps
from lib.domain.vocabulary import CellState
from lib.text import Text, msg
from lib.ui import data, density_key, density_map, density_paint, density_words, panels
from lib.ui.density_paint import Shades
from lib.ui.panels import escape
from lib.web import configured_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.insights.density_phases import DensityPhases, PhasePart
    from lib.maps import LegendRow
    from lib.ui.context import View

COLUMNS: Final = 3
PRESENTATION_SCALE: Final = 1.1


def show(view: View, insight: DensityPhases, *, subtitle: str, selected_ags: str) -> None:
    """Answer and panel; a whole country has its table only, and says so."""
    panels.show_answer(view, insight.answer)
    has_picture = len(insight.table.frame) <= AREAS_LIMIT
    panels.show_panel(
        view,
        panels.Panel(
            key="lebensphasen",
            title=insight.table.caption,
            draw=lambda: _draw(view, insight, subtitle=subtitle, selected_ags=selected_ags),
            picture=(
                (
                    lambda: _chart(
                        view,
                        insight,
                        selected_ags=selected_ags,
                        lines=[subtitle, *insight.provenance.lines()],
                    )
                )
                if has_picture
                else None
            ),
            table=insight.table,
            provenance=insight.provenance,
            extra_sources=data.boundary_sources(view),
        ),
    )


def _draw(view: View, insight: DensityPhases, *, subtitle: str, selected_ags: str) -> None:
    if view.presentation:
        st.caption(escape(f"{view.t(insight.table.caption)} · {subtitle}"))
    count = len(insight.table.frame)
    if count > AREAS_LIMIT:
        sentence = msg(
            "{count} municipalities are too many for small maps. The table below has all figures; "
            "the view “Map” shows one life phase after the other.",
            count=count,
        )
        st.info(view.t(sentence), icon=":material/grid_off:")
        return
    density_key.show(
        view.t(insight.table.caption),
        _rows(view, insight),
        density_map.legend_notes(view, is_held=insight.classes.is_held),
    )
    chart = _chart(view, insight, selected_ags=selected_ags)
    alt_text = " ".join(
        [view.t(insight.table.caption), *(view.t(sentence) for sentence in insight.answer)]
    )
    if view.presentation:
        with st.container(key="picture_stage", height="stretch"):
            st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=alt_text)
        return
    with st.container(key="phase_frame"):
        st.altair_chart(chart, theme=None, width="stretch", key="phase_maps", alt=alt_text)
    density_map.name_unknown(view, insight.table.frame)


def _chart(
    view: View, insight: DensityPhases, *, selected_ags: str, lines: Sequence[Text] = ()
) -> AnyChart:
    """Draw the small maps; with lines as a picture file."""
    layer = configured_layer(view.settings)
    rows = _rows(view, insight)
    return small_maps(
        layer.frame,
        [_small_map(view, insight, part, rows) for part in insight.phases],
        columns=COLUMNS,
        legend=[(row.text, row.fill) for row in rows],
        language=view.language,
        name_title=view.t(msg("Municipality")),
        value_title=view.t(insight.table.caption),
        selected_ags=selected_ags,
        scale=1.2 if lines else (PRESENTATION_SCALE if view.presentation else 1.0),
        fills_height=view.presentation and not lines,
        title=insight.table.caption if lines else "",
        lines=[*lines, layer.attribution] if lines else (),
    )


def _rows(view: View, insight: DensityPhases) -> list[LegendRow]:
    """Rows of the common key, with the number of municipalities over all phases."""
    shades = Shades.of(view, insight.classification, insight.figures, decimals=insight.decimals)
    states = [insight.table.frame[f"{part.key}_state"] for part in insight.phases]
    return [
        *shades.rows(view, insight.classification.counts),
        *density_paint.state_rows(view, pd.concat(states)),
    ]


def _small_map(
    view: View, insight: DensityPhases, part: PhasePart, rows: list[LegendRow]
) -> SmallMap:
    frame = insight.table.frame
    shades = Shades.of(view, insight.classification, insight.figures, decimals=insight.decimals)
    values, states = frame[part.key], frame[f"{part.key}_state"]
    of_state = {row.state: row for row in rows}
    areas = []
    numbers = shades.class_numbers(values)
    for ags, value, code, number in zip(frame["ags"], values, states, numbers, strict=True):
        state = CellState(code)
        row = rows[number] if state is CellState.VALUE else of_state[state]
        text = density_words.value_text(view, value, state, insight.decimals)
        areas.append(PictureArea(ags, row.fill, row.text, text))
    region = density_words.region_line(
        view, part.reference, decimals=insight.decimals, label=view.settings.extent_name
    )
    return SmallMap(view.t(part.label), view.t(region), tuple(areas))
