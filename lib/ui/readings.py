"""The reading beside the map: one municipality against the Region, and the offers behind it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from lib.domain.offer_density import DENSITY_LABELS, DENSITY_UNITS, DensityMeasure
from lib.domain.vocabulary import CellState
from lib.insights.types import ALL
from lib.text import Dated, Num, Text, msg
from lib.ui import density_data, density_map, density_time, density_words, panels, url_state
from lib.ui.map_layers import NO_LAYERS
from lib.ui.navigation import page
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.insights.density import AreaDensity, DensityInsight
    from lib.ui.context import View
    from lib.ui.filters import OfferChoice
    from lib.ui.map_layers import Layers


def selection_parts(view: View, chosen: OfferChoice) -> tuple[Text, ...]:
    """Every filter that narrows, and the day."""
    lists = view.lists
    narrowing = (
        ("field_of_action", chosen.offers.field),
        ("prevention_level", chosen.offers.prevention_level),
        ("provider_sector", chosen.offers.sector),
    )
    return (
        chosen.phase_label(view),
        *(lists.label(name, code) for name, code in narrowing if code),
        Dated(chosen.offers.on),
    )


def map_with_reading(
    view: View, insight: DensityInsight, chosen: OfferChoice, layers: Layers = NO_LAYERS
) -> None:
    """Draw map and reading side by side; in presentation the picture takes it all."""
    if view.presentation:
        title = layers.legend.title if layers.legend else view.t(DENSITY_LABELS[insight.measure])
        parts = (view.t(part) for part in selection_parts(view, chosen))
        chosen_one = _in_one_line(view, insight, chosen.ags) if layers.surface is None else ""
        st.caption(escape(" · ".join(part for part in (title, *parts, chosen_one) if part)))
        density_map.draw_map(view, insight, selected_ags=chosen.ags, layers=layers)
        return
    picture, reading = st.columns([3, 1], gap="medium")
    with picture:
        density_map.draw_map(view, insight, selected_ags=chosen.ags, layers=layers)
    with reading:
        _reading(view, insight, chosen)
        density_time.control(view, chosen.offers.on)


def _in_one_line(view: View, insight: DensityInsight, ags: str) -> str:
    """Say the figure of the chosen municipality where no reading stands beside the map."""
    area = insight.area(ags)
    if area is None:
        return ""
    value = density_words.value_text(view, area.value, area.state, insight.decimals)
    if math.isnan(area.difference_to_region_pct):
        return f"{area.name}: {value}"
    return f"{area.name}: {value} ({view.t(density_words.difference_line(view, area))})"


def _reading(view: View, insight: DensityInsight, chosen: OfferChoice) -> None:
    unit = view.t(DENSITY_UNITS[insight.measure])
    reference = insight.reference
    st.metric(
        escape(f"{view.settings.extent_name} ({unit})"),
        density_words.value_text(view, reference.value, reference.state, insight.decimals),
        help=view.t(
            msg("Every active offer counted once.")
            if insight.measure is DensityMeasure.COUNT
            else msg("All offers divided by all children (or area), computed from sums.")
        ),
    )
    area = insight.area(chosen.ags)
    if area is None:
        st.caption(
            view.t(msg("Click a municipality on the map, or choose one above, to compare it."))
        )
        if insight.measure is not DensityMeasure.COUNT:
            _totals(view, insight)
        return
    compared = not math.isnan(area.difference_to_region_pct)
    st.metric(
        escape(area.name),
        density_words.value_text(view, area.value, area.state, insight.decimals),
        delta=view.t(density_words.difference_line(view, area)) if compared else None,
        delta_color="off",
        delta_arrow="off",
    )
    for line in _explanations(insight, area):
        st.caption(escape(view.t(line)))
    st.page_link(
        page("kommune").path,
        label=view.t(msg("Portrait of this municipality")),
        icon=":material/arrow_forward:",
        query_params={"kommune": area.ags, "lang": view.language},
    )
    st.button(
        view.t(msg("Clear selection")),
        icon=":material/close:",
        on_click=url_state.choose,
        args=("kommune", ALL),
        key="clear_municipality",
    )


def _explanations(insight: DensityInsight, area: AreaDensity) -> list[Text]:
    if area.state is CellState.NO_REPORT:
        return [msg("Nothing was ever reported from here. That is not a zero.")]
    return [
        density_words.counted(insight.measure, area),
        *density_words.certainty_lines(insight.measure, area),
        *density_words.scenario_lines(insight, area),
    ]


def _totals(view: View, insight: DensityInsight) -> None:
    totals = insight.totals
    st.metric(
        view.t(msg("Active offers, each counted once")),
        view.t(Num(totals.distinct_count)),
        help=view.t(
            msg(
                "{region_wide} of them are region-wide without a place; {never} were never "
                "confirmed.",
                region_wide=totals.region_wide_count,
                never=totals.never_confirmed_count,
            )
        ),
    )


def offer_list(view: View, chosen: OfferChoice) -> None:
    """List the offers behind the selected municipality's figure."""
    if view.presentation or not chosen.ags:
        return
    panels.show_table(view, density_data.offers(view, chosen), key="offers_of")
