"""The target system page: filters, then one indicator, one goal, or the picture asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.ui import data, goal_detail_view, goal_filters, goals_view, indicator_view
from lib.ui.goal_pictures import PICTURES

if TYPE_CHECKING:
    from lib.ui.context import View


def show(view: View) -> None:
    """Draw the filters and what is asked for."""
    goals_view.style()
    pictures = [(code, label) for code, label, _ in PICTURES]
    chosen = goal_filters.goal_choice(view, data.goal_lists(view), pictures)
    if chosen.indicator:
        indicator_view.show(view, chosen)
        return
    if chosen.goal:
        goal_detail_view.show(view, chosen)
        return
    next(draw for code, _, draw in PICTURES if code == chosen.picture)(view, chosen)
