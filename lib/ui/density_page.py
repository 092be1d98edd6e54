"""The page of the offer density: one row of controls, then one of four views of the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.text import msg
from lib.ui import class_choice, data, density_data, density_map, filters, panels, readings
from lib.ui import url_state

if TYPE_CHECKING:
    from lib.domain.class_choice import ClassChoice
    from lib.ui.context import View
    from lib.ui.filters import OfferChoice

#: The views as they stand in the address.
MAP: Final = "karte"
COMPARE: Final = "vergleich"
PHASES: Final = "phasen"
CHANGE: Final = "veraenderung"


def show(view: View) -> None:
    """Filters, view switch, answer, picture, table."""
    chosen = filters.offer_choice(view)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="view_row"):
        name = _switch(view)
        classes = _display(view, name)
    draw_map_view(view, chosen, classes)


def _switch(view: View) -> str:
    labels = {
        MAP: msg("Map"),
        COMPARE: msg("Comparison"),
        PHASES: msg("All life phases"),
        CHANGE: msg("Change"),
    }
    return url_state.segments(
        view.t(msg("View")),
        "ansicht",
        [(code, view.t(label)) for code, label in labels.items()],
        default=MAP,
        is_quiet=True,
        shown=not view.presentation,
    )


def _display(view: View, name: str) -> ClassChoice:
    if view.presentation:
        return class_choice.control(view)
    with st.popover(view.t(msg("Display")), icon=":material/tune:"):
        classes = class_choice.control(view)
    class_choice.held_sign(view, classes)
    return classes


def draw_map_view(view: View, chosen: OfferChoice, classes: ClassChoice) -> None:
    """One map with the reading beside it."""
    insight = density_data.of_choice(view, chosen, classes)
    class_choice.remember(insight.breaks)
    panels.show_answer(view, insight.answer)
    subtitle = filters.selection_line(view, readings.selection_parts(view, chosen))
    panels.show_panel(
        view,
        panels.Panel(
            key="angebotsdichte",
            title=insight.table.caption,
            draw=lambda: readings.map_with_reading(view, insight, chosen),
            picture=lambda: density_map.map_picture(
                view, insight, subtitle=subtitle, selected_ags=chosen.ags
            ),
            table=insight.table,
            provenance=insight.provenance,
            extra_sources=data.boundary_sources(view),
        ),
    )
    readings.offer_list(view, chosen)
