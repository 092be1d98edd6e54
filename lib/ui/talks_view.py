"""The page of due conversations: the ranked list, or the sheet of the pair that a link names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.text import msg
from lib.ui import panels

if TYPE_CHECKING:
    from lib.ui.context import View

PROTECTED: Final = msg(
    "Which two institutions should talk is for the circle that owns the ratings, not for the "
    "public or a presentation. Here you see no pairs and no figures about them."
)
RULE: Final = msg(
    "Pairs of institutions are listed here that rate each other differently, whose level has "
    "fallen, whose agreement ends, whose next step is overdue, or that are a weak link at a "
    "transition. Each reason counts points; more points stand higher."
)


def show(view: View) -> None:
    """Show what is due, or say for whom it is."""
    panels.show_answer(view, (RULE if view.shows_single_pairs else PROTECTED,))
