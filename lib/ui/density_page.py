"""The page of the offer density: filters, one row of controls, then one of four views."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from lib.text import msg
from lib.ui import (
    class_choice,
    data,
    density_against,
    density_change_view,
    density_compare_view,
    density_data,
    density_map,
    density_phases_view,
    filters,
    map_layers,
    panels,
    readings,
    scenario_view,
    url_state,
)
from lib.ui.popovers import popover

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from streamlit.delta_generator import DeltaGenerator

    from lib.domain.class_choice import ClassChoice
    from lib.ui.context import View
    from lib.ui.filters import OfferChoice
    from lib.ui.map_layers import LayerChoice

STYLES: Final = Path(__file__).parent / "styles"
#: The views as they stand in the address.
MAP: Final = "karte"
COMPARE: Final = "vergleich"
PHASES: Final = "phasen"
CHANGE: Final = "veraenderung"


def show(view: View) -> None:
    """Filters, view switch, answer, picture, table."""
    chosen = filters.offer_choice(view)
    draw_of = {MAP: _map, COMPARE: _compare, PHASES: _phases, CHANGE: _change}
    st.html(STYLES / "density.css")
    if view.presentation:
        st.html(STYLES / "density_presentation.css")
    known = url_state.current("ansicht", valid=draw_of.__contains__, default=MAP)
    # controls with a label above them stand on one line with those that have none
    alignment: Literal["bottom", "center"] = "bottom" if known in {COMPARE, CHANGE} else "center"
    row = st.container(horizontal=True, vertical_alignment=alignment, gap="small", key="view_row")
    with row:
        name = _switch(view)
    draw_of[name](view, chosen, row)
    readings.offer_list(view, chosen)


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


def _display(view: View, chosen: OfferChoice, *, kind: str = "") -> ClassChoice:
    """End the row of controls: classes, what if, and whether classes are held."""
    with _popover(view) as inside:
        classes = class_choice.control(inside, kind=kind)
    _beside(view, chosen, classes, kind=kind)
    return classes


def _display_with_layers(view: View, chosen: OfferChoice) -> tuple[ClassChoice, LayerChoice]:
    """As `_display`, with what lies over the one map."""
    with _popover(view) as inside:
        layer = map_layers.controls(inside)
        classes = class_choice.control(inside)
    _beside(view, chosen, classes)
    return classes, layer


def _popover(view: View) -> AbstractContextManager[View]:
    """Where the controls stand; in presentation there are none."""
    return popover(view, view.t(msg("Display")), key="display_popover", icon=":material/tune:")


def _beside(view: View, chosen: OfferChoice, classes: ClassChoice, *, kind: str = "") -> None:
    if not view.presentation:
        scenario_view.control(view, chosen.offers)
        class_choice.held_sign(view, classes, kind=kind)


def _subtitle(view: View, chosen: OfferChoice) -> str:
    return filters.selection_line(view, readings.selection_parts(view, chosen))


def _map(view: View, chosen: OfferChoice, row: DeltaGenerator) -> None:
    """One map with the reading beside it, and what the reader lays over it."""
    with row:
        classes, layer = _display_with_layers(view, chosen)
    insight = density_data.of_choice(view, chosen, classes)
    layers = map_layers.layers(view, chosen.offers, layer, ags=chosen.ags)
    class_choice.remember(insight.breaks)
    panels.show_answer(view, layers.answer or (*insight.answer, *layers.remarks))
    panel = panels.Panel(
        key="angebotsdichte",
        title=insight.table.caption,
        draw=lambda: readings.map_with_reading(view, insight, chosen, layers),
        picture=lambda: density_map.map_picture(
            view,
            insight,
            subtitle=_subtitle(view, chosen),
            selected_ags=chosen.ags,
            layers=layers,
        ),
        table=insight.table,
        provenance=insight.provenance,
        extra_sources=data.boundary_sources(view),
    )
    panels.show_panel(view, map_layers.panel_of(layers, panel))
    map_layers.show_points(view, layers)


def _compare(view: View, chosen: OfferChoice, row: DeltaGenerator) -> None:
    """Two maps side by side."""
    with row:
        sides = density_against.sides(view, chosen)
        classes = _display(view, chosen)
    insight = density_data.comparison(view, sides, classes)
    class_choice.remember(insight.breaks)
    density_compare_view.show(
        view, insight, subtitle=_subtitle(view, chosen), selected_ags=chosen.ags
    )


def _phases(view: View, chosen: OfferChoice, row: DeltaGenerator) -> None:
    """All life phases in one picture; the filter of the phase does not count here."""
    with row:
        classes = _display(view, chosen)
    insight = density_data.phases(view, chosen, classes)
    class_choice.remember(insight.breaks)
    parts = readings.selection_parts(view, chosen)[1:]
    subtitle = filters.selection_line(view, parts)
    density_phases_view.show(view, insight, subtitle=subtitle, selected_ags=chosen.ags)


def _change(view: View, chosen: OfferChoice, row: DeltaGenerator) -> None:
    """Two days of one measure, and what lies between them."""
    with row:
        other = density_against.other_day(view, chosen)
        kind = density_against.change_kind(view)
        classes = _display(view, chosen, kind=class_choice.CHANGE)
    insight = density_data.change(view, chosen, classes, other_day=other, kind=kind)
    class_choice.remember(insight.classes.breaks, kind=class_choice.CHANGE)
    parts = readings.selection_parts(view, chosen)[:-1]
    subtitle = filters.selection_line(view, parts)
    density_change_view.show(view, insight, subtitle=subtitle, selected_ags=chosen.ags)
