"""Links to the page of an indicator or a goal, and to the decision sheet, from any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from lib.text import Text, msg
from lib.ui import goal_filters, url_state
from lib.ui.navigation import PAGES, page
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.ui.context import View

HOME = "zielsystem"
PROPOSALS = "vorlage"


def open_indicator(key: str) -> None:
    """Open the page of an indicator, from a callback of the target system page."""
    url_state.choose(goal_filters.INDICATOR, key)


def open_goal(key: str) -> None:
    """Open the page of a goal, from a callback of the target system page."""
    url_state.choose(goal_filters.INDICATOR, "")
    url_state.choose(goal_filters.GOAL, key)


def close_indicator() -> None:
    """Leave the page of an indicator (for the goal or the picture it was opened from)."""
    url_state.choose(goal_filters.INDICATOR, "")


def close_goal() -> None:
    """Leave the page of a goal."""
    url_state.choose(goal_filters.GOAL, "")


def indicator_link(view: View, key: str, label: Text, *, at: str = "") -> None:
    """Lead to an indicator; `at` tells two links to the same one apart on a page."""
    _link(view, label, {goal_filters.INDICATOR: key}, at=at, icon=":material/show_chart:")


def goal_link(view: View, key: str, label: Text, *, at: str = "") -> None:
    """Lead to a goal; `at` tells two links to the same one apart on a page."""
    _link(view, label, {goal_filters.GOAL: key}, at=at, icon=":material/flag:")


def proposal_link(view: View, goal_key: str) -> None:
    """Lead to the decision sheet of a goal."""
    if view.presentation or PROPOSALS not in {spec.slug for spec in PAGES}:
        return
    st.page_link(
        page(PROPOSALS).path,
        label=view.t(msg("Decision sheet of this goal")),
        icon=":material/description:",
        query_params={goal_filters.GOAL: goal_key, "lang": view.language},
    )


def _link(view: View, label: Text, target: dict[str, str], *, at: str, icon: str) -> None:
    """Draw a button on the page itself (its filters stay), a page link on every other page."""
    text = escape(view.t(label))
    if view.presentation:
        st.markdown(text)
        return
    if url_state.is_on(HOME):
        (name, key), *_ = target.items()
        st.button(
            text,
            icon=icon,
            type="tertiary",
            on_click=open_goal if name == goal_filters.GOAL else open_indicator,
            args=(key,),
            key=f"open_{at}_{key}" if at else f"open_{key}",
        )
        return
    st.page_link(
        page(HOME).path,
        label=text,
        icon=icon,
        query_params={**target, "lang": view.language},
    )
