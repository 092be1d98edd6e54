"""Where do we stand? Everything at the newest day of the data -> tiles, strip, attention."""

import streamlit as st

from lib.ui import data, overview_view, panels
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("ueberblick"))
insight = data.overview(view)

panels.show_answer(view, insight.answer)
overview_view.draw_tiles(view, insight)
panel = panels.Panel(
    key="ueberblick",
    title=insight.table.caption,
    draw=lambda: overview_view.draw_strip(view, insight),
    picture=lambda: overview_view.strip(view, insight, lines=insight.provenance.lines()),
    table=insight.table,
    provenance=insight.provenance,
)
if view.presentation:
    panels.show_panel(view, panel)
else:
    picture, attention = st.columns([3, 2], gap="large")
    with picture:
        panels.show_panel(view, panel)
    with attention:
        overview_view.attention_list(view, insight)
