"""The completeness of the data as bars: on the page, in presentation, as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.completeness import WIDTH_PX, Bar, completeness_chart
from lib.text import msg

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.inventory import Inventory
    from lib.ui.context import View

PRESENTATION_SCALE: Final = 1.7
#: What a shared screen has room for; the page itself shows every question.
PRESENTED: Final = (
    "offer_place",
    "offer_capacity",
    "offer_confirmed_12",
    "institution_rating",
    "rating_returned",
    "indicator_target",
    "indicator_current",
    "network_met",
)


def _bars(view: View, insight: Inventory) -> list[Bar]:
    frame = insight.completeness.frame
    if view.presentation:
        frame = frame.loc[list(PRESENTED)]
    return [
        Bar(
            view.t(record["subject"]),
            view.t(record["stated"]),
            int(record["part_count"]),
            int(record["whole_count"]),
        )
        for record in frame.to_dict("records")
    ]


def draw_completeness(view: View, insight: Inventory) -> None:
    """Put the bars on the page; in presentation they fill it."""
    chart = completeness_chart(
        _bars(view, insight),
        language=view.language,
        scale=PRESENTATION_SCALE if view.presentation else 1.0,
        fills_height=view.presentation,
    )
    words = view.t(
        msg("Bars: share of entries that state what they should; the table below says the same")
    )
    if view.presentation:
        with st.container(key="picture_stage", height="stretch"):
            st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=words)
        return
    st.altair_chart(chart, theme=None, width="stretch", key="completeness", alt=words)


def completeness_picture(view: View, insight: Inventory) -> AnyChart:
    """Draw the bars for PNG and SVG."""
    return completeness_chart(
        _bars(view, insight),
        language=view.language,
        scale=1.3,
        title=insight.completeness.caption,
        lines=insight.provenance.lines(),
        width=WIDTH_PX,
    )
