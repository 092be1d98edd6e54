"""Need and density on the page: map and points side by side, the reading beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.offer_density import DENSITY_LABELS, DENSITY_UNITS
from lib.insights.need_table import field_label
from lib.insights.types import ALL
from lib.text import Dated, Text, msg
from lib.ui import data, filters, need_map, panels, url_state
from lib.ui.need_controls import choose
from lib.ui.need_scatter import draw_scatter
from lib.ui.need_words import (
    density_text,
    index_text,
    region_text,
    share_text,
    weight_text,
)
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.insights.need import NeedArea, NeedInsight
    from lib.ui.context import View
    from lib.ui.need_controls import NeedChoice

STYLE: Final = Path(__file__).parent / "styles" / "need.css"


def show(view: View) -> None:
    """Answer where high need meets few offers: filters, sentences, pictures, table."""
    choice, insight = choose(view)
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
    if insight.classes is None:
        if not view.presentation:
            _reading(view, insight, choice)
        return
    if view.presentation:
        st.caption(escape(filters.selection_line(view, _selection(view, choice))))
        left, right = st.columns(2, gap="small")
    else:
        left, right, beside = st.columns([9, 9, 5], gap="small")
        with beside:
            _reading(view, insight, choice)
    with left:
        need_map.draw_map(view, insight, selected_ags=choice.ags)
    with right:
        draw_scatter(view, insight, selected_ags=choice.ags)


def _reading(view: View, insight: NeedInsight, choice: NeedChoice) -> None:
    """One municipality with what its need is made of; without one, the extent as a whole."""
    for note in insight.notes:
        st.caption(escape(view.t(note)), help=None)
    area = next((area for area in insight.areas if area.ags == choice.ags), None)
    if area is None:
        _whole(view, insight)
    else:
        _one(view, insight, area)


def _whole(view: View, insight: NeedInsight) -> None:
    unit = view.t(DENSITY_UNITS[insight.measure])
    st.metric(
        escape(f"{view.settings.extent_name} ({unit})"),
        view.t(region_text(insight)),
        help=view.t(msg("All offers divided by all children (or area), computed from sums.")),
    )
    if insight.classes is not None:
        hint = msg(
            "Click a municipality on the map or a point, or choose one above, to see what its need "
            "is made of."
        )
        st.caption(view.t(hint))


def _one(view: View, insight: NeedInsight, area: NeedArea) -> None:
    with st.container(key="need_reading"):
        st.markdown(f"**{escape(area.name)}**")
        if area.field is not None:
            st.markdown(escape(view.t(field_label(area.field, insight.measure))))
        need, density = st.columns(2, gap="small")
        need.metric(
            view.t(msg("Need index")),
            view.t(index_text(area)),
            help=view.t(
                msg(
                    "Weighted mean of the z-scores below: how far the census shares lie from the "
                    "mean of the municipalities, in standard deviations. It compares "
                    "municipalities; it judges nobody."
                )
            ),
        )
        density.metric(
            view.t(msg("Density")),
            view.t(density_text(insight, area)),
            help=view.t(DENSITY_LABELS[insight.measure]),
        )
        extent = msg(
            "{extent}: {value} {unit}",
            extent=view.settings.extent_name,
            value=region_text(insight),
            unit=DENSITY_UNITS[insight.measure],
        )
        st.caption(escape(view.t(extent)))
        for one, share in zip(insight.components, area.shares, strict=True):
            label = escape(view.t(one.component.short_label))
            words = (share_text(one, share, view), weight_text(one, share))
            detail = escape(" · ".join(view.t(text) for text in words))
            st.caption(f"**{label}**  \n{detail}")
    st.button(
        view.t(msg("Clear selection")),
        icon=":material/close:",
        on_click=url_state.choose,
        args=("kommune", ALL),
        key="clear_municipality",
    )
