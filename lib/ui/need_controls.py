"""Choices of need against density: what counts as offers, and how much each component weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.need_index import (
    COMPONENTS,
    DEFAULT_WEIGHTS,
    MOST_WEIGHT,
    read_weights,
    weights_text,
)
from lib.domain.offer_density import DENSITY_LABELS, DensityMeasure
from lib.insights.need import NEED_MEASURES, need
from lib.text import msg
from lib.ui import cache, data, filters, scenario_view, url_state

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from lib.insights.need import NeedInsight
    from lib.store.queries.offers import OfferFilter
    from lib.ui.context import View

WEIGHTS: Final = "gewichte"
_DEFAULT: Final = weights_text(DEFAULT_WEIGHTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedChoice:
    """What the view is asked."""

    offers: OfferFilter
    measure: DensityMeasure
    ags: str
    weights: tuple[int, ...]


def choose(view: View, row: DeltaGenerator) -> tuple[NeedChoice, NeedInsight]:
    """Draw the filters, answer them, and end `row` with weights and what if."""
    with filters.row():
        measure = url_state.select(
            view.t(msg("Measure")),
            "mass",
            [(item.value, view.t(DENSITY_LABELS[item])) for item in NEED_MEASURES],
            default=DensityMeasure.PER_1000_CHILDREN.value,
            width_px=filters.MEASURE_WIDTH_PX,
            shown=not view.presentation,
        )
        offers = filters.offer_filter(view)
        ags = filters.municipality(view, msg("None selected"))
    choice = NeedChoice(offers=offers, measure=DensityMeasure(measure), ags=ags, weights=_weights())
    insight = answer(view, choice)
    if not view.presentation:
        with row:
            if insight.components:
                _weights_popover(view, insight, choice.weights)
            scenario_view.control(view, offers)
    return choice, insight


def answer(view: View, choice: NeedChoice) -> NeedInsight:
    """Need against density of the choice (cached)."""
    return cache.ask(
        data.at(view),
        need,
        choice.offers,
        measure=choice.measure,
        weights=choice.weights,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        phase_label=filters.phase_label(view, choice.offers.life_phase),
        state=view.state,
    )


def _weights() -> tuple[int, ...]:
    """Weights of the address (`?gewichte=1.2.0.1`); what cannot be read is the default."""
    text = url_state.current(
        WEIGHTS, valid=lambda written: read_weights(written) is not None, default=_DEFAULT
    )
    st.session_state[url_state.widget_key(WEIGHTS)] = text
    url_state.publish(WEIGHTS, text, default=_DEFAULT)
    return read_weights(text) or DEFAULT_WEIGHTS


def slider_key(code: str) -> str:
    """Session key of the slider of a component."""
    return f"need_weight_{code}"


def _weights_popover(view: View, insight: NeedInsight, weights: tuple[int, ...]) -> None:
    """Offer a weight for each component that the data hold."""
    offered = {one.component.code for one in insight.components}
    with st.popover(
        view.t(msg("Weights")),
        icon=":material/tune:",
        help=view.t(msg("How much each census figure counts in the need index")),
    ):
        st.caption(
            view.t(msg("0: does not count. 3: counts three times. The link keeps the weights."))
        )
        for component, weight in zip(COMPONENTS, weights, strict=True):
            if component.code in offered:
                st.session_state[slider_key(component.code)] = weight
                st.slider(
                    view.t(component.label),
                    0,
                    MOST_WEIGHT,
                    key=slider_key(component.code),
                    on_change=_take,
                    args=(weights,),
                )
        st.button(
            view.t(msg("Default weights")),
            icon=":material/restart_alt:",
            on_click=url_state.choose,
            args=(WEIGHTS, _DEFAULT),
            disabled=weights == DEFAULT_WEIGHTS,
            key="need_weights_default",
        )


def _take(before: tuple[int, ...]) -> None:
    """Put the sliders together for the address; a component without a slider keeps its weight."""
    chosen = [
        int(st.session_state.get(slider_key(component.code), weight))
        for component, weight in zip(COMPONENTS, before, strict=True)
    ]
    url_state.choose(WEIGHTS, weights_text(chosen))
