"""How far are our goals? Selection -> status of every indicator -> distribution or series, tree."""

from lib.insights.goals import narrowed
from lib.insights.indicator_words import indicator_answer
from lib.ui import data, filters, goal_filters, goal_tree_view, goals_view, indicator_view, panels
from lib.ui.context import current_view
from lib.ui.frame import header
from lib.ui.navigation import page

view = current_view()
header(view, page("zielsystem"))
goals_view.style()
lists = data.goal_lists(view)
chosen = goal_filters.goal_choice(view, lists)
everything = data.goals(view, chosen)
within = narrowed(everything, strategic=chosen.strategic)
insight = narrowed(everything, strategic=chosen.strategic, status=chosen.status)
reading = everything.reading(chosen.indicator)

if reading:
    panels.show_answer(view, indicator_answer(reading))
    indicator_view.show_indicator(view, everything, reading)
else:
    panels.show_answer(view, insight.answer)
    subtitle = filters.selection_line(view, goal_filters.selection_parts(view, lists, chosen))
    goals_view.show_distribution(view, within, chosen, subtitle=subtitle)
goal_tree_view.show_tree(view, insight, chosen)
