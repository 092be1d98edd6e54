"""The picture "goal tree": how far every goal is, with search; in presentation its distribution."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.tree_payload import status_looks, tree_rows
from lib.domain.indicator_status import METHOD_STATUSES
from lib.insights.goal_completeness import completeness, completeness_line
from lib.insights.goals import narrowed
from lib.text import msg
from lib.ui import data, filters, goal_filters, goal_links, goals_view, panels, tree
from lib.ui.panels import Panel, show_panel

if TYPE_CHECKING:
    from lib.insights.goals import GoalsInsight
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

KEY: Final = "goal_tree"


def show(view: View, chosen: GoalChoice) -> None:
    """Draw answer, key and tree of what is asked for."""
    everything = data.goals(view, chosen)
    within = narrowed(everything, replace(chosen.narrowing, status=""))
    insight = narrowed(everything, chosen.narrowing) if chosen.status else within
    panels.show_answer(view, insight.answer)
    lists = data.goal_lists(view)
    subtitle = filters.selection_line(view, goal_filters.selection_parts(view, lists, chosen))
    if not (insight.tree or insight.unattached):
        _nothing(view, is_narrowed=bool(everything.tree or everything.unattached))
        return
    show_panel(
        view,
        Panel(
            key="zielsystem",
            title=insight.table.caption,
            draw=lambda: _draw(view, insight, within, chosen, subtitle),
            picture=lambda: goals_view.picture(view, within, subtitle),
            table=insight.table,
            provenance=goals_view.presented(view, insight.provenance),
        ),
    )


def _draw(
    view: View, insight: GoalsInsight, within: GoalsInsight, chosen: GoalChoice, subtitle: str
) -> None:
    goals_view.status_key(view, within, subtitle)
    if view.presentation:
        goals_view.distribution(view, within, only=chosen.status)
        return
    found = completeness(within.tree, year=chosen.year)
    order = METHOD_STATUSES[chosen.method]
    narrowing = "|".join(str(part) for part in astuple(chosen.narrowing) if part)
    tree.draw(
        view,
        key=KEY,
        label=view.t(msg("Goal tree")),
        lead=view.t(completeness_line(found, year=chosen.year)),
        rows=tree_rows(
            insight,
            language=view.language,
            order=order,
            municipalities=dict(view.lists.municipalities),
            within=within,
        ),
        statuses=status_looks(order, view.language),
        narrowing=narrowing,
        stamp=(view.data_key, view.language, *astuple(chosen)),
        on_choose=_open,
    )


def _open(kind: str, key: str) -> None:
    if kind == tree.GOAL:
        goal_links.open_goal(key)
    else:
        goal_links.open_indicator(key)


def _nothing(view: View, *, is_narrowed: bool) -> None:
    if view.presentation:
        return
    if not is_narrowed:
        st.info(
            view.t(
                msg(
                    "There is nothing to show yet. Import goals, indicators and values (see data "
                    "and methods)."
                )
            ),
            icon=":material/info:",
        )
        return
    st.info(view.t(msg("No goal and no indicator fits the filters.")), icon=":material/info:")
    st.button(
        view.t(msg("Take back the filters")),
        icon=":material/restart_alt:",
        on_click=goal_filters.reset_all,
        key="reset_all_goals",
    )
