"""The cooperation matrix as a control: its size, and the clicked cell in the address."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts import heatmap as heat
from lib.ui import url_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.ui.context import View

CELL: Final = "zelle"
SEPARATOR: Final = "~"
#: From this number of columns on, their labels stand upright.
UPRIGHT_FROM: Final = 20
HEIGHT_PX: Final = 570
#: Many rows take all the room that a screen of 900 pixels has.
MANY_ROWS: Final = 24
MANY_ROWS_PX: Final = 600
PICTURE_WIDTH_PX: Final = 1250
PICTURE_HEIGHT_PX: Final = 700
PRESENTATION_SCALE: Final = 1.25
STYLE: Final = Path(__file__).parent / "styles" / "cooperation.css"
Selected = tuple[str, str] | None


def selected_cell(view: View, known: Sequence[str]) -> Selected:
    """Read which cell the address names (`?zelle=kita~jugendamt`); None for none."""
    if view.presentation:
        return None
    codes = set(known)

    def valid(text: str) -> bool:
        rater, _, rated = text.partition(SEPARATOR)
        return not text or {rater, rated} <= codes

    chosen = url_state.current(CELL, valid=valid, default="")
    st.session_state[url_state.widget_key(CELL)] = chosen
    url_state.publish(CELL, chosen, default="")
    rater, _, rated = chosen.partition(SEPARATOR)
    return (rater, rated) if chosen else None


def choose_cell(rater: str, rated: str) -> None:
    """Select a cell from a callback."""
    url_state.choose(CELL, f"{rater}{SEPARATOR}{rated}" if rater and rated else "")


def _clicked(key: str) -> Selected:
    """Cell that was last clicked on the chart."""
    state = st.session_state.get(key)
    points = next(iter(state["selection"].values()), None) if state else None
    return (points[0]["row"], points[0]["column"]) if points else None


def _take_click(key: str) -> None:
    """Select the clicked cell; a chart that is drawn anew reports an empty choice: no click."""
    clicked = _clicked(key)
    if clicked is not None:
        choose_cell(*clicked)


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


def draw(view: View, chart: AnyChart, *, key: str, alt: str) -> None:
    """Put a matrix on the page; a click selects a cell. `key` is also its selection's name."""
    st.html(STYLE)
    if view.presentation:
        with st.container(key="stage"):
            st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=alt)
        return
    with st.container(key="matrix_frame"):
        st.altair_chart(
            chart,
            theme=None,
            width="stretch",
            key=key,
            on_select=partial(_take_click, key),
            alt=alt,
        )


def look_of(
    view: View, rows_count: int, *, selection: str = "cell", for_file: bool = False
) -> heat.HeatLook:
    """Size and type of a matrix of so many rows."""
    is_large = rows_count > heat.NUMBERS_UP_TO
    angle = -90 if rows_count > UPRIGHT_FROM else -40
    if for_file:
        return heat.HeatLook(
            language=view.language,
            width_px=PICTURE_WIDTH_PX,
            height_px=PICTURE_WIDTH_PX if is_large else PICTURE_HEIGHT_PX,
            scale=1.3,
            label_limit_px=320,
            column_limit_px=320,
            label_angle=angle,
        )
    if view.presentation:
        return heat.HeatLook(
            language=view.language,
            height_px=0,
            scale=PRESENTATION_SCALE,
            label_limit_px=290,
            column_limit_px=175,
            label_angle=-32,
            is_fluid=True,
        )
    return heat.HeatLook(
        language=view.language,
        height_px=MANY_ROWS_PX if rows_count > MANY_ROWS else HEIGHT_PX,
        label_angle=angle,
        selection=selection,
    )
