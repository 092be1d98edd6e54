"""Filters of the target system, each bound to the URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.indicator_status import (
    METHOD_LABELS,
    METHOD_STATUSES,
    STATUS_LABELS,
    STATUS_SYMBOLS,
    Method,
    Status,
)
from lib.insights.goal_narrowing import Narrowing
from lib.insights.indicator_words import IMPACT_STEPS
from lib.insights.types import ALL
from lib.text import Text, msg
from lib.ui import filters, url_state
from lib.ui.popovers import popover
from lib.ui.url_widgets import own_key, text_input

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.goals import GoalLists
    from lib.text import Message
    from lib.ui.context import View

PICTURE: Final = "bild"
INDICATOR: Final = "indikator"
GOAL: Final = "ziel"
STRATEGIC: Final = "leitziel"
YEAR: Final = "jahr"
METHOD: Final = "verfahren"
STATUS: Final = "status"
BODY: Final = "stelle"
STEP: Final = "wirkung"
SEARCH: Final = "baumsuche"
#: Filters behind "more filters", with what narrows nothing.
MORE: Final = {STATUS: ALL, BODY: ALL, STEP: ALL}
TREE: Final = "baum"
YEAR_WIDTH_PX: Final = 120
METHOD_WIDTH_PX: Final = 235
PLACE_WIDTH_PX: Final = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChoice:
    """What the target system page is asked; "" and 0 narrow or select nothing."""

    ags: str
    strategic: str
    status: str
    year: int
    indicator: str
    goal: str
    method: Method
    body: str
    step: int
    search: str
    picture: str

    @property
    def narrowing(self) -> Narrowing:
        """Every filter that narrows the tree."""
        return Narrowing(
            strategic=self.strategic,
            status=self.status,
            body=self.body,
            step=self.step,
            search=self.search,
        )


def goal_choice(
    view: View, lists: GoalLists, pictures: Sequence[tuple[str, Message]]
) -> GoalChoice:
    """Draw the filters; the year is the newest one with values unless another is chosen.

    Over the page of one indicator or goal only those stand that change what it shows.
    """
    indicator = _opened(INDICATOR, {key for key, _ in lists.indicators})
    goal = _opened(GOAL, set(lists.goals))
    is_whole = not (indicator or goal) and not view.presentation
    with filters.row():
        picture = url_state.select(
            view.t(msg("View")),
            PICTURE,
            [(code, view.t(label)) for code, label in pictures],
            shown=is_whole,
        )
        ags = _municipality(view, is_alone=not is_whole)
        strategic = _strategic(view, lists, shown=is_whole)
        year = _year(view, lists)
        method = _method(view)
        status, body, step = _more(view, lists, method, shown=is_whole)
        has_tree = picture == TREE
        search = _search(view, shown=is_whole and has_tree)
    return GoalChoice(
        ags=ags,
        strategic=strategic,
        status=status,
        year=year,
        indicator=indicator,
        goal=goal,
        method=method,
        body=body,
        step=step,
        search=search if has_tree else "",
        picture=picture,
    )


def _opened(name: str, known: set[str]) -> str:
    """Key of the indicator or goal whose page the address asks for."""
    chosen = url_state.current(name, valid=lambda key: key in known, default="")
    url_state.publish(name, chosen, default="")
    return chosen


def _municipality(view: View, *, is_alone: bool) -> str:
    """Choose the place; with few filters beside it, it does not take the whole row."""
    chosen = url_state.select(
        view.t(msg("Municipality")),
        "kommune",
        [(ALL, view.t(msg("Region as a whole"))), *view.lists.municipalities],
        shown=not view.presentation,
        width_px=PLACE_WIDTH_PX if is_alone else 0,
    )
    return "" if chosen == ALL else chosen


def _strategic(view: View, lists: GoalLists, *, shown: bool) -> str:
    titles = [
        (key, msg("{number}: {title}", number=str(number), title=title))
        for number, (key, title) in enumerate(lists.strategic, start=1)
    ]
    return _select(
        view,
        msg("Strategic goal"),
        STRATEGIC,
        titles,
        every=msg("All strategic goals"),
        shown=shown,
    )


def _year(view: View, lists: GoalLists) -> int:
    years = [str(year) for year in lists.years] or [str(view.state.reference_date.year)]
    return int(
        url_state.select(
            view.t(msg("Year judged")),
            YEAR,
            [(year, year) for year in years],
            shown=not view.presentation,
            width_px=YEAR_WIDTH_PX,
        )
    )


def _method(view: View) -> Method:
    return Method(
        url_state.select(
            view.t(msg("Method")),
            METHOD,
            [(method.value, view.t(METHOD_LABELS[method])) for method in Method],
            shown=not view.presentation,
            width_px=METHOD_WIDTH_PX,
        )
    )


def _more(view: View, lists: GoalLists, method: Method, *, shown: bool) -> tuple[str, str, int]:
    """Draw the filters behind the button; it says how many of them narrow."""
    if not shown:
        return _narrowing(view, lists, method, shown=False)
    active = sum(
        url_state.current(name, valid=lambda _: True, default=nothing) not in {"", nothing}
        for name, nothing in MORE.items()
    )
    label = view.t(msg("More filters ({count})", count=active) if active else msg("More filters"))
    with popover(view, label, key="more_goal_filters", icon=":material/tune:") as inside:
        found = _narrowing(inside, lists, method, shown=not inside.presentation)
        if not inside.presentation:
            st.button(
                view.t(msg("Reset")),
                icon=":material/restart_alt:",
                on_click=reset_more,
                key="reset_goal_filters",
            )
    return found


def _narrowing(
    view: View, lists: GoalLists, method: Method, *, shown: bool
) -> tuple[str, str, int]:
    statuses = [
        (
            item.value,
            msg("{symbol} {word}", symbol=STATUS_SYMBOLS[item], word=STATUS_LABELS[item]),
        )
        for item in METHOD_STATUSES[method]
    ]
    status = _select(view, msg("Status"), STATUS, statuses, every=msg("Every status"), shown=shown)
    body = _select(
        view,
        msg("Responsible body"),
        BODY,
        [(name, name) for name in lists.bodies],
        every=msg("Every body"),
        shown=shown,
    )
    steps = [
        (str(step), msg("{step}: {meaning}", step=str(step), meaning=meaning))
        for step, meaning in IMPACT_STEPS.items()
    ]
    step = _select(
        view, msg("Impact step"), STEP, steps, every=msg("Every impact step"), shown=shown
    )
    return status, body, int(step or 0)


def reset_more() -> None:
    """Take back the filters behind the button, from a callback."""
    for name, nothing in MORE.items():
        url_state.choose(name, nothing)


def reset_all() -> None:
    """Take back every filter that narrows the tree, from a callback."""
    reset_more()
    url_state.choose(STRATEGIC, ALL)
    url_state.choose(SEARCH, "")
    st.session_state[own_key(SEARCH)] = ""


def _search(view: View, *, shown: bool) -> str:
    return text_input(
        view.t(msg("Search goals and indicators")),
        SEARCH,
        shown=shown,
        placeholder=view.t(msg("Enter a word")),
        icon=":material/search:",
    )


def _select(
    view: View,
    label: Text,
    name: str,
    options: Sequence[tuple[str, Text]],
    *,
    every: Text,
    shown: bool,
) -> str:
    pairs = [(ALL, view.t(every)), *((code, view.t(text)) for code, text in options)]
    chosen = url_state.select(view.t(label), name, pairs, shown=shown)
    return "" if chosen == ALL else chosen


def selection_parts(view: View, lists: GoalLists, chosen: GoalChoice) -> tuple[Text, ...]:
    """Place, every filter that narrows, method and year, for presentation and picture files."""
    place: Text = (
        view.lists.municipality_name(chosen.ags) if chosen.ags else view.settings.extent_name
    )
    parts: list[Text] = [place]
    if chosen.strategic:
        parts.append(dict(lists.strategic)[chosen.strategic])
    if chosen.status:
        parts.append(STATUS_LABELS[Status(chosen.status)])
    if chosen.body:
        parts.append(chosen.body)
    if chosen.step:
        parts.append(IMPACT_STEPS[chosen.step])
    if chosen.search:
        parts.append(msg("Search: {words}", words=chosen.search))
    return (*parts, METHOD_LABELS[chosen.method], str(chosen.year))
