"""One key for several pictures: a line of colours and words that wraps on narrow screens."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from lib.domain.vocabulary import CellState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.maps import LegendRow


def show(title: str, rows: Sequence[LegendRow], notes: Sequence[str] = ()) -> None:
    """Draw the key; colours are constants of the monitor, every word is escaped."""
    parts = [f"<b>{html.escape(title)}</b>"] if title else []
    for row in rows:
        swatch = (
            f'<i class="swatch" style="background:{row.fill}"></i>'
            if row.state is CellState.VALUE
            else '<i class="swatch no-value"></i>'
        )
        parts.append(f"<span>{swatch}{html.escape(row.text)}</span>")
    parts += [f"<small>{html.escape(note)}</small>" for note in notes]
    st.html(f'<div class="density-key">{"".join(parts)}</div>')
