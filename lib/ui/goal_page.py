"""The target system page: filters, then one indicator, one goal, or the picture asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.insights.indicator import read
from lib.insights.indicator_words import indicator_answer
from lib.ui import data, goal_filters, goals_view, indicator_view, panels
from lib.ui.goal_pictures import PICTURES

if TYPE_CHECKING:
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice


def show(view: View) -> None:
    """Draw the filters and what is asked for."""
    goals_view.style()
    pictures = [(code, label) for code, label, _ in PICTURES]
    chosen = goal_filters.goal_choice(view, data.goal_lists(view), pictures)
    if chosen.indicator:
        _indicator(view, chosen)
        return
    next(draw for code, _, draw in PICTURES if code == chosen.picture)(view, chosen)


def _indicator(view: View, chosen: GoalChoice) -> None:
    base = data.indicator_base(view, chosen.ags)
    reading = read(base, chosen.indicator, year=chosen.year, method=chosen.method)
    panels.show_answer(view, indicator_answer(reading))
    indicator_view.show_indicator(view, data.goals(view, chosen), reading)
