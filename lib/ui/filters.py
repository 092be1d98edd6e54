"""Filters in one row above the content, each bound to the URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from lib.domain.offer_density import DENSITY_LABELS, DensityMeasure
from lib.insights.types import ALL
from lib.store.queries.offers import OfferFilter
from lib.text import Text, msg
from lib.ui import scenario_state, url_state
from lib.ui.context import DATE_FORMATS

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.scenario import Scenario
    from lib.text import Message
    from lib.ui.context import View

#: The longest name of a measure can be read whole.
MEASURE_WIDTH_PX = 225


def row() -> st.delta_generator.DeltaGenerator:
    """Container of a filter row."""
    return st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters")


def code_options(view: View, list_name: str, every: Message) -> list[tuple[str, str]]:
    """Options of a code list with "all" in front."""
    codes = view.lists.codes[list_name]
    return [(ALL, view.t(every)), *((code, view.t(label)) for code, label in codes)]


def code(view: View, label: Message, name: str, list_name: str, every: Message) -> str:
    """Choose from a code list; "" narrows nothing."""
    chosen = url_state.select(
        view.t(label), name, code_options(view, list_name, every), shown=not view.presentation
    )
    return "" if chosen == ALL else chosen


def municipality(view: View, every: Message) -> str:
    """Choose a municipality by its AGS; "" is the whole extent."""
    options = [(ALL, view.t(every)), *view.lists.municipalities]
    chosen = url_state.select(
        view.t(msg("Municipality")), "kommune", options, shown=not view.presentation
    )
    return "" if chosen == ALL else chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferChoice:
    """What the density page is asked."""

    offers: OfferFilter
    measure: DensityMeasure
    ags: str

    def phase_label(self, view: View) -> Text:
        """Name of the life phase, for sentences."""
        return phase_label(view, self.offers.life_phase)


def phase_label(view: View, code: str) -> Text:
    """Name of a life phase, for sentences; "" is all of them."""
    if not code:
        return msg("all life phases together")
    return view.lists.label("life_phase", code)


def reference_day(view: View) -> date:
    """Choose the reference date; never later than the newest day of the data."""
    return url_state.day(
        view.t(msg("Reference date")),
        "stichtag",
        default=view.state.reference_date,
        earliest=view.state.earliest_date,
        date_format=DATE_FORMATS[view.language],
        shown=not view.presentation,
    )


def scenario(view: View) -> Scenario:
    """Read the scenario of the address; it follows the reader over the pages of a session."""
    return scenario_state.current(view)


def offer_filter(view: View, *, with_phase: bool = True) -> OfferFilter:
    """Draw the filters that say which offers count (inside `row()`), scenario included."""
    phase = ""
    if with_phase:
        phase = code(view, msg("Life phase"), "phase", "life_phase", msg("All life phases"))
    field = code(view, msg("Field of action"), "feld", "field_of_action", msg("All fields"))
    level = code(view, msg("Prevention level"), "ebene", "prevention_level", msg("All levels"))
    sector = code(view, msg("Provider"), "traeger", "provider_sector", msg("All providers"))
    return OfferFilter(
        on=reference_day(view),
        life_phase=phase,
        field=field,
        prevention_level=level,
        sector=sector,
        scenario=scenario(view),
    )


def offer_choice(view: View) -> OfferChoice:
    """Draw the filters of the density page."""
    with row():
        measure = url_state.select(
            view.t(msg("Measure")),
            "mass",
            [(item.value, view.t(DENSITY_LABELS[item])) for item in DensityMeasure],
            default=DensityMeasure.PER_1000_CHILDREN.value,
            width_px=MEASURE_WIDTH_PX,
            shown=not view.presentation,
        )
        offers = offer_filter(view)
        ags = municipality(view, msg("None selected"))
    return OfferChoice(offers=offers, measure=DensityMeasure(measure), ags=ags)


def selection_line(view: View, parts: tuple[Text, ...]) -> str:
    """Say in one line what is shown, for presentation and pictures."""
    return " · ".join(view.t(part) for part in parts if view.t(part))
