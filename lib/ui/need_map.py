"""The bivariate map: nine colours for need × density, on the page and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.bivariate import KeyWords, bivariate_key, field_fill
from lib.charts.choropleth import PictureArea, choropleth_picture
from lib.charts.theme import NO_VALUE_FILL
from lib.domain.bivariate import FIELDS
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.need_table import field_label
from lib.maps import AreaPaint, Legend, LegendRow
from lib.text import Num, Text, msg
from lib.ui import area_map
from lib.ui.need_words import area_lines, density_text, index_text, region_text
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.domain.bivariate import Field
    from lib.insights.need import NeedArea, NeedInsight
    from lib.ui.context import View
    from lib.ui.need_controls import NeedChoice

MAP_HEIGHT_PX: Final = 395
PRESENTATION_SCALE: Final = 1.2
TITLE: Final = msg("Need and density")


def paints(view: View, insight: NeedInsight) -> list[AreaPaint]:
    """Colour and words of each municipality."""
    if len(insight.areas) > area_map.SHORT_TEXTS_FROM:
        return _short_paints(view, insight)
    painted = []
    for area in insight.areas:
        lines = [view.t(line) for line in area_lines(insight, area)]
        painted.append(
            AreaPaint(
                ags=area.ags,
                fill=_fill(area),
                state=area.state,
                lines=tuple(lines),
                text=". ".join(lines),
            )
        )
    return painted


def _short_paints(view: View, insight: NeedInsight) -> list[AreaPaint]:
    """Paint a whole country: name and field only; a click tells the rest (docs/benchmarks.md)."""
    words: dict[tuple[Field | None, CellState], str] = {}
    painted = []
    for area in insight.areas:
        text = words.get((area.field, area.state))
        if text is None:  # each field is written once
            label = CELL_STATE_LABELS[area.state]
            if area.field is not None:
                label = field_label(area.field, insight.measure)
            text = words[area.field, area.state] = view.t(label)
        lines = (area.name, text)
        painted.append(AreaPaint(area.ags, _fill(area), area.state, lines, ". ".join(lines)))
    return painted


def _fill(area: NeedArea) -> str:
    return NO_VALUE_FILL if area.field is None else field_fill(area.field)


def legend(view: View, insight: NeedInsight) -> Legend:
    """Patterns of municipalities without a field; the nine colours have a key beside the map."""
    return Legend(
        title=view.t(msg("Patterns")),
        rows=tuple(
            LegendRow(fill=NO_VALUE_FILL, state=state, text=text)
            for state, text in _states(view, insight)
        ),
    )


def draw_key(view: View, insight: NeedInsight) -> None:
    """Draw the key of the nine colours beside the map, where it covers no municipality."""
    words = KeyWords(
        vertical=view.t(msg("Need")),
        horizontal=view.t(msg("Density")),
        steps=(view.t(msg("low")), view.t(msg("middle")), view.t(msg("high"))),
        fields=tuple(view.t(field_label(field, insight.measure)) for field in FIELDS),
        counts=insight.field_counts,
        tooltip=(view.t(TITLE), view.t(msg("Municipalities"))),
    )
    said = [
        f"{text}: {view.t(Num(count))}"
        for text, count in zip(words.fields, words.counts, strict=True)
    ]
    with st.container(key="need_key"):
        st.altair_chart(
            bivariate_key(words, language=view.language, scale=_scale(view)),
            theme=None,
            width="stretch",
            alt=". ".join(said),
        )
        st.caption(view.t(msg("The number in a field counts municipalities.")))


def _scale(view: View) -> float:
    return PRESENTATION_SCALE if view.presentation else 1.0


def _extent_line(view: View, insight: NeedInsight) -> Text:
    return msg("{extent}: {value}", extent=view.settings.extent_name, value=region_text(insight))


def _states(view: View, insight: NeedInsight) -> list[tuple[CellState, str]]:
    """States without a field, each with its word and count."""
    found: list[tuple[CellState, str]] = []
    for state in CellState:
        count = sum(area.state is state for area in insight.areas)
        if count and state is not CellState.VALUE:
            found.append((state, f"{view.t(CELL_STATE_LABELS[state])}  ({view.t(Num(count))})"))
    return found


def draw_map(view: View, insight: NeedInsight, *, selected_ags: str) -> None:
    """Put the map on the page; a click selects."""
    area_map.draw(
        view,
        paints(view, insight),
        key="need",
        title=TITLE,
        legend=legend(view, insight),
        selected_ags=selected_ags,
        height_px=MAP_HEIGHT_PX,
    )


def map_picture(view: View, insight: NeedInsight, choice: NeedChoice, *, subtitle: str) -> AnyChart:
    """Draw the same map for PNG and SVG: every field in words, every value in figures."""
    layer = configured_layer(view.settings)
    fields = {
        field: f"{view.t(field_label(field, insight.measure))}  ({view.t(Num(count))})"
        for field, count in zip(FIELDS, insight.field_counts, strict=True)
    }
    states = dict(_states(view, insight))
    areas = [
        PictureArea(
            ags=area.ags,
            fill=_fill(area),
            group=states[area.state] if area.field is None else fields[area.field],
            value_text=_figures(view, insight, area),
        )
        for area in insight.areas
    ]
    lines: list[Text] = [
        subtitle,
        msg("Figures: need index | density"),
        _extent_line(view, insight),
        *insight.provenance.lines(),
        layer.attribution,
    ]
    key = [(text, field_fill(field)) for field, text in fields.items()]
    return choropleth_picture(
        layer.frame,
        areas,
        legend=[*key, *((text, NO_VALUE_FILL) for text in states.values())],
        title=TITLE,
        lines=lines,
        language=view.language,
        selected_ags=choice.ags,
    )


def _figures(view: View, insight: NeedInsight, area: NeedArea) -> str:
    if area.field is None:
        return view.t(CELL_STATE_LABELS[area.state])
    return f"{view.t(index_text(area))} | {view.t(density_text(insight, area))}"
