"""The page of measures: timeline or radar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.text import msg
from lib.ui import filters, goal_filters, measure_plan_view, measure_radar_view, url_state
from lib.ui.frame import STYLES

if TYPE_CHECKING:
    from lib.ui.context import View

PLAN: Final = "zeitplan"
RADAR: Final = "radar"
VIEW_WIDTH_PX: Final = 170


def show(view: View) -> None:
    """Draw the row of filters with the choice of picture, then what was chosen."""
    st.html(STYLES / "measures.css")
    row = filters.row()
    with row:
        picture = url_state.select(
            view.t(msg("View")),
            goal_filters.PICTURE,
            [
                (PLAN, view.t(msg("Timeline"))),
                (RADAR, view.t(msg("Radar of continuity"))),
            ],
            shown=not view.presentation,
            width_px=VIEW_WIDTH_PX,
        )
    if picture == RADAR:
        measure_radar_view.show(view, row)
    else:
        measure_plan_view.show(view, row)
