"""The matrix on the page: a component that draws on a canvas, from 3 x 14 to 300 x 300 cells.

Its script and style are files of lib/ui/static/matrix, put together once. They reach the browser
with the page (docs/adr/0007-matrix-component.md).
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from lib.charts.matrix_payload import payload
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.charts.matrix_model import Matrix
    from lib.ui.context import View

    Choose = Callable[[str, str], None]

#: In presentation the picture takes what question, answer and source leave of the screen.
STAGE_STYLE: Final = Path(__file__).parent / "styles" / "matrix.css"
_FOLDER: Final = Path(__file__).parent / "static" / "matrix"
#: Order matters only for the last one, which Streamlit calls.
_SCRIPTS: Final = (
    "model.js",
    "layout.js",
    "cells.js",
    "labels.js",
    "symbols.js",
    "scroll.js",
    "view.js",
    "tools.js",
    "pointer.js",
    "keyboard.js",
    "mount.js",
)
HEIGHT_PX: Final = 570
SCRIPT: Final = "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS)
STYLE: Final = (_FOLDER / "matrix.css").read_text(encoding="utf-8")
# Registered once, at import: a component declared anew in every run would be mounted anew.
_MATRIX: Final = st.components.v2.component("matrix", js=SCRIPT, css=STYLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Cells that keep a readable size, however many rows: the picture scrolls inside its frame."""

    row_px: int = 28
    column_px: int = 40
    #: Where not all columns have room, the last ones (the newest years) are seen first.
    starts_at_end: bool = False


def draw(
    view: View,
    matrix: Matrix,
    *,
    key: str,
    label: str,
    selected: tuple[str, str] | None,
    on_choose: Choose | None,
    height_px: int = HEIGHT_PX,
    fixed: Fixed | None = None,
) -> None:
    """Put a matrix on the page; a click or Enter on a cell calls `on_choose(row, column)`.

    Cells share the room there is; with `fixed` they keep a size, and the picture scrolls inside.
    `label` is its name for screen readers. Choosing the chosen cell again, or Escape, calls
    `on_choose("", "")`. The mount, and with it zoom and focus, lasts as long as `key` does.
    """

    def take() -> None:
        chosen = _reported(key, matrix)
        if on_choose is not None and chosen is not None:
            on_choose(*chosen)

    chooses = on_choose is not None and not view.presentation
    if view.presentation:
        st.html(STAGE_STYLE)
    with st.container(key="stage") if view.presentation else nullcontext():
        _MATRIX(
            key=key,
            data={
                "matrix": payload(matrix),
                "label": label,
                "selected": list(selected) if selected else None,
                "chooses": chooses,
                "look": {
                    "height": height_px,
                    "presentation": view.presentation,
                    "rowHeight": fixed.row_px if fixed else 0,
                    "columnWidth": fixed.column_px if fixed else 0,
                    "startsAtEnd": bool(fixed and fixed.starts_at_end),
                },
                "words": _words(view, chooses=chooses, zooms=fixed is None),
            },
            width="stretch",
            height="stretch" if view.presentation else "content",
            on_chosen_change=take,
        )


def _reported(key: str, matrix: Matrix) -> tuple[str, str] | None:
    """Cell that the browser reports; None for anything that is no cell of this matrix."""
    told: Any = (st.session_state.get(key) or {}).get("chosen")
    if not isinstance(told, dict):
        return None
    row, column = told.get("row"), told.get("column")
    if row == column == "":
        return "", ""
    if row in matrix.rows.keys and column in matrix.columns.keys:
        return str(row), str(column)
    return None


def _words(view: View, *, chooses: bool, zooms: bool) -> dict[str, str]:
    """What the component itself says, in the reader's language; names stand in for {…}."""
    hint = (
        msg("A click chooses a cell or highlights a name.")
        if chooses
        else msg("A click on a name highlights it.")
    )
    return {
        "opposite": view.t(msg("Opposite direction: {word}", word="{word}")),
        "focus": view.t(msg("Highlight")),
        "nothing": view.t(msg("Highlight nothing")),
        "focused": view.t(msg("Highlighted: {name}", name="{name}")),
        "closer": view.t(msg("Enlarge")),
        "farther": view.t(msg("Reduce")),
        "wholeShort": view.t(msg("Whole")),
        "whole": view.t(msg("The whole matrix is shown.")),
        "hint": view.t(hint),
        "hintFingers": view.t(msg("Two fingers enlarge.")) if zooms else "",
        "hintScroll": view.t(msg("The picture holds more: scroll inside it.")),
        "hintKeys": view.t(
            msg(
                "Keyboard: arrows, Enter, + and −, F (highlight), Escape. Ctrl and mouse wheel: "
                "enlarge."
            )
            if zooms
            else msg("Keyboard: arrows, Home, End, Enter, F (highlight), Escape.")
        ),
    }
