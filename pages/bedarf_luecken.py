"""Where should we act first? Gap matrix, or need against density: selection -> picture, table."""

import streamlit as st

from lib.text import msg
from lib.ui import gap_view, need_view, url_state
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("bedarf-luecken"))
row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="view_row")
with row:
    shown = url_state.segments(
        view.t(msg("View")),
        "ansicht",
        (
            ("luecken", view.t(msg("Gap matrix"))),
            ("bedarf", view.t(msg("Need and density"))),
        ),
        default="luecken",
        is_quiet=True,
        shown=not view.presentation,
    )
if shown == "bedarf":
    need_view.show(view, row)
else:
    gap_view.show(view, row)
