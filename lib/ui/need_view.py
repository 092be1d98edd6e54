"""Need and density on the page: map and points side by side, the reading below them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.offer_density import DENSITY_LABELS
from lib.text import Dated, Text
from lib.ui import data, filters, need_map, need_reading, panels
from lib.ui.need_controls import choose
from lib.ui.need_scatter import draw_scatter
from lib.ui.panels import escape

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from lib.insights.need import NeedInsight
    from lib.ui.context import View
    from lib.ui.need_controls import NeedChoice

STYLE: Final = Path(__file__).parent / "styles" / "need.css"


#: Widths of key, map and points.
WIDTHS: Final = (22, 56, 52)


def show(view: View, row: DeltaGenerator) -> None:
    """Answer where high need meets few offers: filters, sentences, pictures, reading, table.

    `row` holds the controls of the page; weights and what if join them.
    """
    choice, insight = choose(view, row)
    st.html(STYLE)
    panels.show_answer(view, insight.answer)
    subtitle = filters.selection_line(view, _selection(view, choice))
    has_map = insight.classes is not None
    panels.show_panel(
        view,
        panels.Panel(
            key="bedarf-dichte",
            title=insight.table.caption,
            draw=lambda: _draw(view, insight, choice),
            picture=(lambda: need_map.map_picture(view, insight, choice, subtitle=subtitle))
            if has_map
            else None,
            table=insight.table,
            provenance=insight.provenance,
            extra_sources=data.boundary_sources(view) if has_map else (),
        ),
    )


def _selection(view: View, choice: NeedChoice) -> tuple[Text, ...]:
    """Everything that narrows, and the day."""
    offers, lists = choice.offers, view.lists
    narrowing = (
        ("field_of_action", offers.field),
        ("prevention_level", offers.prevention_level),
        ("provider_sector", offers.sector),
    )
    return (
        DENSITY_LABELS[choice.measure],
        filters.phase_label(view, offers.life_phase),
        *(lists.label(name, code) for name, code in narrowing if code),
        Dated(offers.on),
    )


def _draw(view: View, insight: NeedInsight, choice: NeedChoice) -> None:
    if insight.classes is not None:
        if view.presentation:
            st.caption(escape(filters.selection_line(view, _selection(view, choice))))
        key, left, right = st.columns(WIDTHS, gap="small")
        with key:
            need_map.draw_key(view, insight)
        with left:
            need_map.draw_map(view, insight, selected_ags=choice.ags)
        with right:
            draw_scatter(view, insight, selected_ags=choice.ags)
    if not view.presentation:
        need_reading.draw(view, insight, choice)
