"""The cooperation page: filters, then the picture that is asked for, or the public one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from lib.ui import (
    audience,
    cooperation_filters,
    cooperation_public_view,
    filters,
    named_view,
)
from lib.ui.cooperation_pictures import PICTURES

if TYPE_CHECKING:
    from lib.ui.context import View


def show(view: View) -> None:
    """Draw the filters and the picture that is asked for."""
    pictures = [(code, label) for code, label, _ in PICTURES]
    row = filters.row()
    asked = cooperation_filters.choice_filters(view, pictures=pictures, with_matrix=True, row=row)
    audience.tell_closed(view)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="view_tools"):
        named_view.show_name(view)
        if view.shows_single_pairs:
            cooperation_filters.show_active(view, asked.choice)
    if view.shows_single_pairs:
        next(show for code, _, show in PICTURES if code == asked.picture)(view, asked)
    else:
        cooperation_public_view.show(view, asked)
    with row:
        named_view.remember(view, welle=asked.choice.wave)
