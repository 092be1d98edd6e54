"""The page of one goal: what it is, where it stands, and one part of what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.insights.goal_page import goal_page
from lib.text import Message, Text, msg, nmsg
from lib.ui import cache, data, goal_links, panels, url_state
from lib.ui import goal_detail_lists as lists_view
from lib.ui import goal_detail_needs as needs_view
from lib.ui import goal_detail_offers as offers_view
from lib.ui.frame import STYLES
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.insights.goal_page import GoalPage
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

PART: Final = "teil"
#: A way back is a hint, not a headline.
NAME_CHARACTERS: Final = 62
#: Code in the address, name, and who draws it; the first one is the default.
PARTS: Final[tuple[tuple[str, Message, Callable[[View, GoalPage, GoalChoice], None]], ...]] = (
    ("indikatoren", msg("Indicators"), lists_view.show_indicators),
    ("massnahmen", msg("Measures"), lists_view.show_measures),
    ("angebote", msg("Offers and gaps"), offers_view.show),
    ("kooperationen", msg("Needed cooperation"), needs_view.show),
)


def show(view: View, chosen: GoalChoice) -> None:
    """Draw the page of the goal that is asked for."""
    found = cache.ask(
        data.at(view),
        goal_page,
        key=chosen.goal,
        ags=chosen.ags,
        year=chosen.year,
        method=chosen.method,
        extent_name=view.settings.extent_name,
        scope=data.scope(view),
        lists=view.lists,
    )
    if found is None:
        st.info(
            view.t(msg("This goal is not recorded (any more). Choose another one in the tree.")),
            icon=":material/info:",
        )
        return
    st.html(STYLES / "goal_detail.css")
    _head(view, found)
    panels.show_answer(view, found.answer)
    _below(view, found)
    parts = [(code, view.t(label)) for code, label, _ in PARTS]
    part = url_state.segments(
        view.t(msg("What stands behind this goal")),
        PART,
        parts,
        default=PARTS[0][0],
        is_quiet=True,
        shown=not view.presentation,
    )
    next(draw for code, _, draw in PARTS if code == part)(view, found, chosen)


def _head(view: View, found: GoalPage) -> None:
    """Name of the goal, where it belongs, who answers for it; ways back and on."""
    if view.presentation:
        st.subheader(escape(view.t(found.name)), anchor=False)
        return
    with st.container(key="goal_head", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                view.t(msg("Back to all goals")),
                icon=":material/arrow_back:",
                type="tertiary",
                on_click=goal_links.close_goal,
                key="close_goal",
            )
            goal_links.proposal_link(view, found.key)
            for key, name in found.path:
                goal_links.goal_link(view, key, shortened(view.t(name)), at="path")
        st.subheader(escape(view.t(found.name)), anchor=False)
        st.caption(escape(" · ".join(view.t(text) for text in _belongs(view, found))))


def shortened(name: str, most: int = NAME_CHARACTERS) -> str:
    """Cut a long name between two words."""
    if len(name) <= most:
        return name
    return name[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _belongs(view: View, found: GoalPage) -> list[Text]:
    """Place, responsible body and life phases of the goal."""
    place: Text = (
        view.lists.municipality_name(found.ags) if found.ags else view.settings.extent_name
    )
    parts: list[Text] = [msg("Goal of: {place}", place=place)]
    if found.responsible_body:
        parts.append(msg("Responsible: {body}", body=found.responsible_body))
    if not found.offers.is_derived:
        named = [column.label for column in found.offers.columns if not column.is_transition]
        parts.extend(named)
    return parts


def _below(view: View, found: GoalPage) -> None:
    """Ways to the goals below."""
    if view.presentation or not found.children:
        return
    below = nmsg("{count} goal below this one", "{count} goals below this one", len(found.children))
    with st.expander(view.t(below)):
        for key, name in found.children:
            goal_links.goal_link(view, key, name, at="below")
