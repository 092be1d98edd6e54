"""Filters of the measures, each bound to the URL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.measure_timing import HORIZONS, USUAL_HORIZON
from lib.insights.measures import MeasureChoice, Only, StatusChoice
from lib.insights.types import ALL
from lib.text import Message, Text, msg
from lib.ui import filters, goal_filters, url_state
from lib.ui.popovers import popover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.measures import MeasureLists
    from lib.ui.context import View

STATUS: Final = "stand"
ONLY: Final = "nur"
MONTHS: Final = "monate"
FIRST_YEAR: Final = "von"
LAST_YEAR: Final = "bis"
GROUP: Final = "gruppe"
#: Filters behind "more filters", with what narrows nothing.
MORE: Final = {
    goal_filters.BODY: ALL,
    FIRST_YEAR: ALL,
    LAST_YEAR: ALL,
    GROUP: "leitziel",
}
STATUS_WIDTH_PX: Final = 175
ONLY_WIDTH_PX: Final = 155
MONTHS_WIDTH_PX: Final = 125
STATUS_CHOICES: Final[dict[StatusChoice, Message]] = {
    StatusChoice.OPEN: msg("running and planned"),
    StatusChoice.EVERY: msg("Every status"),
    StatusChoice.RUNNING: msg("running"),
    StatusChoice.PLANNED: msg("planned"),
    StatusChoice.DONE: msg("completed"),
    StatusChoice.STOPPED: msg("stopped"),
}
ONLY_CHOICES: Final[dict[Only, Message]] = {
    Only.EVERY: msg("All measures"),
    Only.OVERDUE: msg("only overdue"),
    Only.ENDING: msg("only ending"),
}


class Group(StrEnum):
    """What the rows stand under."""

    STRATEGIC = "leitziel"
    GOAL = "ziel"
    BODY = "stelle"


GROUPS: Final[dict[Group, Message]] = {
    Group.STRATEGIC: msg("Strategic goal"),
    Group.GOAL: msg("Goal of the measure"),
    Group.BODY: msg("Responsible body"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoice:
    """What the timeline is asked, and how its rows are grouped."""

    asked: MeasureChoice
    group: Group


def plan_choice(view: View, lists: MeasureLists) -> PlanChoice:
    """Draw the filters of the timeline (inside the row)."""
    shown = not view.presentation
    ags = filters.municipality(view, msg("Region as a whole"))
    strategic = _select(
        view,
        msg("Strategic goal"),
        goal_filters.STRATEGIC,
        [
            (key, msg("{number}: {title}", number=str(number), title=title))
            for number, (key, title) in enumerate(lists.strategic, start=1)
        ],
        every=msg("All strategic goals"),
    )
    status = url_state.select(
        view.t(msg("Status")),
        STATUS,
        [(code.value, view.t(label)) for code, label in STATUS_CHOICES.items()],
        shown=shown,
        width_px=STATUS_WIDTH_PX,
    )
    only = url_state.select(
        view.t(msg("Narrow to")),
        ONLY,
        [(code.value, view.t(label)) for code, label in ONLY_CHOICES.items()],
        shown=shown,
        width_px=ONLY_WIDTH_PX,
    )
    months = months_control(view)
    body, first, last, group = _more(view, lists)
    return PlanChoice(
        asked=MeasureChoice(
            ags=ags,
            strategic=strategic,
            body=body,
            status=StatusChoice(status),
            first_year=min(first, last) if first and last else first,
            last_year=max(first, last) if first and last else last,
            only=Only(only),
            months=months,
        ),
        group=group,
    )


def months_control(view: View) -> int:
    """Choose how far to look ahead."""
    options = [
        (str(months), view.t(msg("{number} months", number=str(months)))) for months in HORIZONS
    ]
    return int(
        url_state.select(
            view.t(msg("Look ahead")),
            MONTHS,
            options,
            default=str(USUAL_HORIZON),
            shown=not view.presentation,
            width_px=MONTHS_WIDTH_PX,
        )
    )


def reset() -> None:
    """Take the further filters back, for a callback."""
    for name, nothing in MORE.items():
        url_state.choose(name, nothing)


def _more(view: View, lists: MeasureLists) -> tuple[str, int, int, Group]:
    """Draw the filters behind the button; it says how many of them are set."""
    active = sum(
        url_state.current(name, valid=bool, default=nothing) != nothing
        for name, nothing in MORE.items()
    )
    label = view.t(msg("More filters ({count})", count=active) if active else msg("More filters"))
    with popover(view, label, key="more_measure_filters", icon=":material/tune:") as inside:
        found = _controls(inside, lists)
        if not inside.presentation and active:
            st.button(
                view.t(msg("Reset")),
                icon=":material/restart_alt:",
                on_click=reset,
                key="reset_measure_filters",
            )
    return found


def _controls(view: View, lists: MeasureLists) -> tuple[str, int, int, Group]:
    body = _select(
        view,
        msg("Responsible body"),
        goal_filters.BODY,
        [(name, name) for name in lists.bodies],
        every=msg("Every body"),
    )
    years = [(str(year), str(year)) for year in lists.years]
    year = partial(_select, view, options=years)
    first = year(msg("Running from year"), FIRST_YEAR, every=msg("whenever"))
    last = year(msg("Running up to year"), LAST_YEAR, every=msg("whenever"))
    group = url_state.select(
        view.t(msg("Rows grouped by")),
        GROUP,
        [(code.value, view.t(label)) for code, label in GROUPS.items()],
        shown=not view.presentation,
    )
    return body, int(first or 0), int(last or 0), Group(group)


def _select(
    view: View, label: Text, name: str, options: Sequence[tuple[str, Text]], *, every: Text
) -> str:
    pairs = [(ALL, view.t(every)), *((code, view.t(text)) for code, text in options)]
    chosen = url_state.select(view.t(label), name, pairs, shown=not view.presentation)
    return "" if chosen == ALL else chosen


def selection_parts(view: View, lists: MeasureLists, chosen: PlanChoice) -> tuple[Text, ...]:
    """Say what is shown, for presentation and picture files."""
    asked = chosen.asked
    place: Text = (
        view.lists.municipality_name(asked.ags) if asked.ags else view.settings.extent_name
    )
    parts: list[Text] = [place]
    if asked.strategic:
        parts.append(dict(lists.strategic)[asked.strategic])
    parts.append(STATUS_CHOICES[asked.status])
    if asked.only is not Only.EVERY:
        parts.append(ONLY_CHOICES[asked.only])
    if asked.body:
        parts.append(asked.body)
    if asked.first_year or asked.last_year:
        parts.append(f"{asked.first_year or '…'}–{asked.last_year or '…'}")
    return tuple(parts)
