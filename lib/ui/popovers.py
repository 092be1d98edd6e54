"""Popovers whose controls exist only while they are open.

The browser keeps what it last knew of a control that it does not draw, and sends it with the next
run: a class held by a film, or a filter that was reset beside the popover, would come back. So a
closed popover holds no control at all, and the link alone decides, as it does in presentation.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lib.ui.context import View


@contextmanager
def popover(view: View, label: str, *, key: str, icon: str, help: str = "") -> Iterator[View]:  # noqa: A002
    """Draw a popover (none in presentation) and give the view for the controls inside."""
    if view.presentation:
        yield view
        return
    box = st.popover(label, icon=icon, help=help or None, key=key, on_change="rerun")
    with box:
        yield view if box.open else replace(view, presentation=True)
