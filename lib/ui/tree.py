"""The goal tree on the page: a treegrid of our own of which only the rows in sight exist.

Its script and style are files of lib/ui/static/tree, put together once, as those of the matrix.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.ui.context import View

_FOLDER: Final = Path(__file__).parent / "static" / "tree"
#: Order matters only for the last one, which Streamlit calls.
_SCRIPTS: Final = ("model.js", "rows.js", "view.js", "keyboard.js", "mount.js")
HEIGHT_PX: Final = 560
SCRIPT: Final = "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS)
STYLE: Final = (_FOLDER / "tree.css").read_text(encoding="utf-8")
# Registered once, at import: a component declared anew in every run would be mounted anew.
_TREE: Final = st.components.v2.component("goal_tree", js=SCRIPT, css=STYLE)
INDICATOR: Final = "indicator"
GOAL: Final = "goal"


def draw(
    view: View,
    *,
    key: str,
    label: str,
    lead: str,
    rows: dict[str, Any],
    statuses: list[dict[str, str]],
    narrowing: str,
    stamp: tuple[object, ...],
    on_choose: Callable[[str, str], None],
    height_px: int = HEIGHT_PX,
) -> None:
    """Put the tree on the page; Enter or a click calls `on_choose(INDICATOR or GOAL, key)`.

    `rows` and `statuses` are those of `lib.charts.tree_payload`. While `narrowing` stays the same,
    what the reader opened stays open; a narrowed tree opens as a whole. `lead` is a line of text
    above the tree. `stamp` names the answer:
    the same one is not drawn anew.
    """

    def take() -> None:
        told: Any = (st.session_state.get(key) or {}).get("chosen")
        if not isinstance(told, dict):
            return
        kind, chosen = told.get("kind"), told.get("key")
        if kind in {INDICATOR, GOAL} and chosen in rows["keys"]:
            on_choose(str(kind), str(chosen))

    _TREE(
        key=key,
        data={
            "rows": rows,
            "statuses": statuses,
            "label": label,
            "lead": lead,
            "narrowing": narrowing,
            "open": "all" if narrowing else "first",
            "stamp": [str(part) for part in stamp],
            "look": {"height": height_px},
            "words": _words(view),
        },
        width="stretch",
        height="content",
        on_chosen_change=take,
    )


def _words(view: View) -> dict[str, object]:
    """What the component itself says, in the reader's language."""
    headings = (
        msg("Goal, indicator, measure"),
        msg("Status"),
        msg("Latest value"),
        msg("Target value"),
        msg("Trend"),
    )
    return {
        "headings": [view.t(heading) for heading in headings],
        "openAll": view.t(msg("Open all")),
        "shutAll": view.t(msg("Shut all")),
        "worst": view.t(msg("worst:")),
        "all": view.t(msg("all:")),
        "noIndicator": view.t(msg("no indicator")),
        "details": view.t(msg("Details")),
        "empty": view.t(msg("No goal and no indicator fits the filters.")),
        "hint": view.t(
            msg("Keyboard: arrows open and shut, letters find a name, Enter shows details.")
        ),
    }
