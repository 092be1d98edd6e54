"""The reading below map and points: one municipality, and what its need is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.offer_density import DENSITY_LABELS, DENSITY_UNITS
from lib.insights.need_table import field_label
from lib.insights.types import ALL
from lib.text import Text, msg
from lib.ui import url_state
from lib.ui.need_words import (
    density_text,
    index_text,
    region_text,
    share_lines,
    weight_text,
    whole_line,
)
from lib.ui.panels import escape

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from lib.insights.need import NeedArea, NeedInsight
    from lib.ui.context import View
    from lib.ui.need_controls import NeedChoice


#: Widths of name, need and density beside the components.
WIDTHS: Final = (1.75, 1.15, 1.45)
COMPONENT_WIDTH: Final = 1.7


def draw(view: View, insight: NeedInsight, choice: NeedChoice) -> None:
    """Show the chosen municipality beside the extent, its components, and their weights."""
    area = next((area for area in insight.areas if area.ags == choice.ags), None)
    with st.container(key="need_reading"):
        for note in insight.notes:
            st.caption(escape(view.t(note)))
        first, second, third = WIDTHS
        figures = (first + second, third) if area is None else WIDTHS  # the extent has no index
        widths = [*figures, *[COMPONENT_WIDTH] * len(insight.components)]
        name, *rest = st.columns(widths, gap="small")
        with name:
            _name(view, insight, area)
        if area is not None:
            _need(view, area, place=rest.pop(0))
        _density(view, insight, area, place=rest.pop(0))
        for position, (place, one) in enumerate(zip(rest, insight.components, strict=True)):
            lines: list[Text] = (
                [whole_line(view, one), weight_text(one)]
                if area is None
                else share_lines(view, one, area.shares[position])
            )
            label = escape(view.t(one.component.short_label))
            detail = "  \n".join(escape(view.t(line)) for line in lines)
            place.caption(f"**{label}**  \n{detail}", help=escape(view.t(one.component.label)))


def _name(view: View, insight: NeedInsight, area: NeedArea | None) -> None:
    if area is None:
        st.markdown(f"**{escape(view.settings.extent_name)}**")
        if insight.classes is not None:
            hint = msg(
                "Click a municipality on the map or a point, or choose one above, to see what its "
                "need is made of."
            )
            st.caption(view.t(hint))
        return
    st.markdown(f"**{escape(area.name)}**")
    if area.field is not None:
        st.caption(escape(view.t(field_label(area.field, insight.measure))))
    st.button(
        view.t(msg("Clear selection")),
        icon=":material/close:",
        on_click=url_state.choose,
        args=("kommune", ALL),
        key="clear_municipality",
    )


def _need(view: View, area: NeedArea, *, place: DeltaGenerator) -> None:
    place.metric(
        view.t(msg("Need index")),
        view.t(index_text(area)),
        help=view.t(
            msg(
                "Weighted mean of the z-scores beside it: how far the census shares lie from the "
                "mean of the municipalities, in standard deviations. It compares municipalities; "
                "it judges nobody."
            )
        ),
    )


def _density(
    view: View, insight: NeedInsight, area: NeedArea | None, *, place: DeltaGenerator
) -> None:
    unit = view.t(DENSITY_UNITS[insight.measure])
    sums = msg("All offers divided by all children (or area), computed from sums.")
    if area is None:
        place.metric(
            view.t(msg("Density")),
            view.t(region_text(insight)),
            help=f"{view.t(DENSITY_LABELS[insight.measure])}. {view.t(sums)}",
        )
        return
    extent = msg("{extent}: {value}", extent=view.settings.extent_name, value=region_text(insight))
    place.metric(
        view.t(msg("Density")),
        view.t(density_text(insight, area)),
        delta=escape(view.t(extent)),
        delta_color="off",
        delta_arrow="off",
        help=unit,
    )
