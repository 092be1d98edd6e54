"""The chosen cell of a matrix in the address; charts that report clicks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.heatmap_axes import HeatLook
from lib.ui import url_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.ui.context import View

CELL: Final = "zelle"
SEPARATOR: Final = "~"
#: Style of the matrices that are Altair charts.
STYLE: Final = Path(__file__).parent / "styles" / "cooperation.css"
#: Size and type of a matrix in a picture file.
FILE_WIDTH_PX: Final = 1250
FILE_HEIGHT_PX: Final = 700
FILE_SCALE: Final = 1.3
LABEL_PX: Final = 320
MANY_ROWS: Final = 40
#: From this number of rows on, the labels of as many columns stand upright.
UPRIGHT_FROM: Final = 20
Selected = tuple[str, str] | None


def selected_cell(view: View, rows: Sequence[str], columns: Sequence[str]) -> Selected:
    """Read which cell the address names (`?zelle=kita~jugendamt`); None for none."""
    if view.presentation:
        return None
    known_rows, known_columns = set(rows), set(columns)

    def valid(text: str) -> bool:
        row, _, column = text.partition(SEPARATOR)
        return not text or (row in known_rows and column in known_columns)

    chosen = url_state.current(CELL, valid=valid, default="")
    st.session_state[url_state.widget_key(CELL)] = chosen
    url_state.publish(CELL, chosen, default="")
    row, _, column = chosen.partition(SEPARATOR)
    return (row, column) if chosen else None


def choose_cell(row: str, column: str) -> None:
    """Select a cell from a callback; two empty keys select none."""
    url_state.choose(CELL, f"{row}{SEPARATOR}{column}" if row and column else "")


def _clicked(key: str) -> Selected:
    """Cell that was last clicked on the chart."""
    state = st.session_state.get(key)
    points = next(iter(state["selection"].values()), None) if state else None
    return (points[0]["row"], points[0]["column"]) if points else None


def chart_key(name: str, selected: Selected) -> str:
    """Key of a chart; a new one where its own last click is no longer what is selected.

    The browser keeps the clicked cell and says nothing when it is clicked again. If meanwhile a
    box, a link or a filter chose otherwise, that cell could never be chosen by a click again.
    """
    counter = f"_{name}_mounts"
    mounts: int = st.session_state.setdefault(counter, 0)
    if _clicked(f"{name}_{mounts}") not in {None, selected}:
        mounts += 1
        st.session_state[counter] = mounts
    return f"{name}_{mounts}"


def look_of(view: View, rows_count: int, *, for_file: bool = True) -> HeatLook:
    """Size and type of the picture file of a matrix of so many rows."""
    del for_file
    return HeatLook(
        language=view.language,
        width_px=FILE_WIDTH_PX,
        height_px=FILE_WIDTH_PX if rows_count > MANY_ROWS else FILE_HEIGHT_PX,
        scale=FILE_SCALE,
        label_limit_px=LABEL_PX,
        column_limit_px=LABEL_PX,
        label_angle=-90 if rows_count > UPRIGHT_FROM else -40,
    )
