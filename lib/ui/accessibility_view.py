"""The page of accessibility: filters, distance, answer, map with its reading, table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.accessibility import SUPPLY_LABELS, SupplyKind
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights import accessibility
from lib.insights.accessibility import ACCESS_DECIMALS
from lib.insights.accessibility_answers import km, share, without_label
from lib.insights.accessibility_inputs import MOST_MUNICIPALITIES
from lib.insights.types import ALL
from lib.text import Dated, Message, Num, Text, msg, nmsg
from lib.ui import (
    accessibility_map,
    cache,
    data,
    filters,
    panels,
    scenario_view,
    url_state,
    url_widgets,
)
from lib.ui.accessibility_paint import LAYER_LABELS, Layer, layer_title
from lib.ui.panels import escape
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.insights.accessibility import AccessInsight, AreaReach
    from lib.store.queries.offers import OfferFilter
    from lib.ui.context import View

SHORTEST_KM: Final = 1
LONGEST_KM: Final = 30
DEFAULT_KM: Final = 5
MAP_HEIGHT_PX: Final = 480
PRESENTED_HEIGHT_PX: Final = 540
#: What counts, as it stands in the address.
KINDS: Final[dict[str, SupplyKind]] = {"angebote": SupplyKind.OFFERS, "plaetze": SupplyKind.PLACES}
KIND_LABELS: Final[dict[SupplyKind, Message]] = {
    SupplyKind.OFFERS: msg("Offers"),
    SupplyKind.PLACES: msg("Places"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessChoice:
    """What the page is asked."""

    offers: OfferFilter
    kind: SupplyKind
    distance_km: float
    layer: Layer
    ags: str


def choice(view: View) -> AccessChoice:
    """Draw the filters, and below them what counts, how far, and what the map shows."""
    with filters.row():
        offers = filters.offer_filter(view)
        ags = filters.municipality(view, msg("None selected"))
        scenario_view.control(view, offers)
    with st.container(
        horizontal=True, vertical_alignment="bottom", gap="medium", key="access_controls"
    ):
        with st.container(width=360):
            distance = _distance(view)
        kind = url_state.segments(
            view.t(msg("What counts")),
            "zaehlt",
            [(code, view.t(KIND_LABELS[kind])) for code, kind in KINDS.items()],
            default="angebote",
            shown=not view.presentation,
        )
        layer = _layer(view)
    return AccessChoice(offers=offers, kind=KINDS[kind], distance_km=distance, layer=layer, ags=ags)


def _distance(view: View) -> float:
    return url_widgets.number_slider(
        view.t(msg("Distance as the crow flies")),
        "distanz",
        minimum=SHORTEST_KM,
        maximum=LONGEST_KM,
        default=DEFAULT_KM,
        shown=not view.presentation,
        format_number=lambda number: view.t(msg("{distance} km", distance=km(number))),
        help=view.t(
            msg("How far an offer may be away. A straight line; the way by road is longer.")
        ),
    )


def _layer(view: View) -> Layer:
    layers = list(Layer)
    if len(view.lists.municipalities) > MOST_MUNICIPALITIES:
        layers.remove(Layer.SURFACE)  # one point a municipality makes no surface
    code = url_state.segments(
        view.t(msg("The map shows")),
        "zeigt",
        [(layer.value, view.t(LAYER_LABELS[layer])) for layer in layers],
        default=Layer.VALUES.value,
        shown=not view.presentation,
    )
    return Layer(code)


def answer(view: View, chosen: AccessChoice) -> AccessInsight:
    """Accessibility of the choice, from the cache."""
    return cache.ask(
        data.at(view),
        accessibility.accessibility,
        chosen.offers,
        configured_layer(view.settings),
        kind=chosen.kind,
        distance_km=chosen.distance_km,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        phase_label=filters.phase_label(view, chosen.offers.life_phase),
        state=view.state,
    )


def show(view: View) -> None:
    """Draw the whole page below its head."""
    chosen = choice(view)
    insight = answer(view, chosen)
    panels.show_answer(view, insight.answer)
    layer = chosen.layer
    if layer is Layer.SURFACE and insight.surface is None:  # too many offers for single places
        layer = Layer.VALUES
    subtitle = filters.selection_line(view, selection_parts(view, chosen))
    panels.show_panel(
        view,
        panels.Panel(
            key="erreichbarkeit",
            title=layer_title(insight, layer),
            draw=lambda: _map_with_reading(view, insight, chosen, layer),
            picture=lambda: accessibility_map.map_picture(
                view, insight, layer, subtitle=subtitle, selected_ags=chosen.ags
            ),
            table=insight.table,
            provenance=insight.provenance,
            extra_sources=data.boundary_sources(view),
        ),
    )


def selection_parts(view: View, chosen: AccessChoice) -> tuple[Text, ...]:
    """Every filter that narrows, and the day."""
    narrowing = (
        ("field_of_action", chosen.offers.field),
        ("prevention_level", chosen.offers.prevention_level),
        ("provider_sector", chosen.offers.sector),
    )
    return (
        filters.phase_label(view, chosen.offers.life_phase),
        *(view.lists.label(name, code) for name, code in narrowing if code),
        Dated(chosen.offers.on),
    )


def _map_with_reading(
    view: View, insight: AccessInsight, chosen: AccessChoice, layer: Layer
) -> None:
    if view.presentation:
        title = view.t(layer_title(insight, layer))
        st.caption(escape(" · ".join((title, *map(view.t, selection_parts(view, chosen))))))
        accessibility_map.draw_map(
            view, insight, layer, selected_ags=chosen.ags, height_px=PRESENTED_HEIGHT_PX
        )
        return
    picture, reading = st.columns([3, 1], gap="medium")
    with picture:
        accessibility_map.draw_map(
            view, insight, layer, selected_ags=chosen.ags, height_px=MAP_HEIGHT_PX
        )
    with reading:
        _reading(view, insight, chosen)


def _reading(view: View, insight: AccessInsight, chosen: AccessChoice) -> None:
    """The extent, and the selected municipality against it."""
    region = insight.region
    _name(view.settings.extent_name)
    _share_metric(view, insight, region.without_share_pct, region.state)
    _value_metric(view, insight, region.value, region.state)
    area = next((area for area in insight.areas if area.ags == chosen.ags), None)
    if area is None:
        st.caption(
            view.t(msg("Click a municipality on the map, or choose one above, to compare it."))
        )
        st.caption(
            view.t(nmsg("{count} offer counted.", "{count} offers counted.", region.offers_count))
        )
        return
    _name(area.name)
    _share_metric(view, insight, area.without_share_pct, area.state)
    _value_metric(view, insight, area.value, area.state, area=area)
    st.button(
        view.t(msg("Clear selection")),
        icon=":material/close:",
        on_click=url_state.choose,
        args=("kommune", ALL),
        key="clear_municipality",
    )


def _name(name: str) -> None:
    st.markdown(f"**{escape(name)}**")


def _share_metric(view: View, insight: AccessInsight, percent: float, state: CellState) -> None:
    is_value = state is CellState.VALUE
    st.metric(
        escape(view.t(without_label(insight.distance_km))),
        view.t(share(percent)) if is_value else view.t(CELL_STATE_LABELS[state]),
        help=view.t(
            msg(
                "Estimated: children are known per municipality only and are spread evenly over it."
            )
        ),
    )


def _value_metric(
    view: View,
    insight: AccessInsight,
    value: float,
    state: CellState,
    *,
    area: AreaReach | None = None,
) -> None:
    is_value = state is CellState.VALUE
    compared = area is not None and not math.isnan(area.difference_to_region_pct)
    st.metric(
        escape(view.t(SUPPLY_LABELS[insight.kind])),
        view.t(Num(value, ACCESS_DECIMALS)) if is_value else view.t(CELL_STATE_LABELS[state]),
        delta=view.t(
            msg(
                "{difference} % against {extent}",
                difference=Num(area.difference_to_region_pct, 0, signed=True),
                extent=view.settings.extent_name,
            )
        )
        if area is not None and compared
        else None,
        delta_color="off",
        delta_arrow="off",
        help=view.t(
            msg(
                "Each offer is shared among all children within the distance; a child adds up its "
                "shares. So an offer that many can reach counts less for each of them."
            )
        ),
    )
