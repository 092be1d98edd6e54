"""Comparisons of a portrait as pictures: on the page, in presentation, as a file."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.comparison import Legend, Mark, Row, comparison_chart, comparison_picture
from lib.domain.offer_density import DENSITY_UNITS
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.portrait_density import MEASURE
from lib.text import Dated, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.portrait_types import Compared, Part, Place, Portrait
    from lib.ui.context import View

PRESENTATION_SCALE: Final = 1.15


def legend(place: Place, view: View) -> Legend:
    """Names of the marks."""
    return Legend(
        own=place.name,
        region=place.extent_name,
        peers=view.t(place.peers_label) if place.has_peers else "",
    )


def draw_comparison(view: View, part: Part, place: Place) -> None:
    """Put one comparison on the page; in presentation it takes the height that is left."""
    chart = comparison_chart(
        _rows(view, part),
        legend(place, view),
        x_title=_unit(view, part),
        language=view.language,
        scale=PRESENTATION_SCALE if view.presentation else 1.0,
        fills_height=view.presentation,
    )
    words = view.t(msg("{title}; the table below says the same", title=part.title))
    if view.presentation:
        st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=words)
    else:
        st.altair_chart(chart, theme=None, width="stretch", alt=words)


def comparison_file(view: View, portrait: Portrait) -> AnyChart:
    """Draw all comparisons of the portrait for PNG and SVG."""
    parts = (portrait.phases, portrait.fields, portrait.need)
    lines: list[Text] = []
    for part in parts:
        lines += [line for line in part.provenance.lines() if line not in lines]
    return comparison_picture(
        [
            (view.t(part.title), _unit(view, part), _rows(view, part))
            for part in parts
            if part.compared
        ],
        legend(portrait.place, view),
        title=_file_title(portrait),
        lines=[*portrait.place.explanation(), *lines],
        language=view.language,
    )


def _file_title(portrait: Portrait) -> Text:
    place, day = portrait.place, Dated(portrait.day)
    if not place.has_peers:
        return msg(
            "{name} against {extent}, {day}", name=place.name, extent=place.extent_name, day=day
        )
    return msg(
        "{name} against {extent} and {peers}, {day}",
        name=place.name,
        extent=place.extent_name,
        peers=place.peers_name,
        day=day,
    )


def _is_density(part: Part) -> bool:
    return part.provenance.method == "offer-density"


def _unit(view: View, part: Part) -> str:
    return view.t(DENSITY_UNITS[MEASURE]) if _is_density(part) else "%"


def _rows(view: View, part: Part) -> list[Row]:
    return [_row(view, part, row) for row in part.compared]


def _row(view: View, part: Part, row: Compared) -> Row:
    is_density = _is_density(part)
    value = row.state is CellState.VALUE
    own_text = _with_unit(view, part, row.value)
    offers = view.t(nmsg("{count} offer", "{count} offers", row.offers_count))
    if is_density and value:
        own_text = f"{own_text} ({offers})"
    has_band = is_density and value and not isnan(row.high)
    low = 0.0 if isnan(row.low) else row.low
    return Row(
        label=view.t(row.short_label or row.label),
        figure=_figure(view, row, f" · {offers}" if is_density else " %")
        if value
        else view.t(CELL_STATE_LABELS[row.state]),
        own=Mark(value=row.value, text=own_text) if value else None,
        region=_mark(view, part, row.region, row.region_state),
        peers=_mark(view, part, row.peers, row.peers_state),
        low=low if has_band else 0.0,
        high=row.high if has_band else 0.0,
    )


def _figure(view: View, row: Compared, ending: str) -> str:
    return f"{view.t(Num(row.value, 1))}{ending}"


def _mark(view: View, part: Part, value: float, state: CellState) -> Mark | None:
    if state is not CellState.VALUE:
        return None
    return Mark(value=value, text=_with_unit(view, part, value))


def _with_unit(view: View, part: Part, value: float) -> str:
    return f"{view.t(Num(value, 1))} {_unit(view, part)}"
