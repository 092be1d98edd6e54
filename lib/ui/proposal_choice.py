"""What the decision sheet shows: goal, place, year, method, and which of several sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.indicator_status import (
    METHOD_LABELS,
    OFF_TRACK,
    STATUS_LABELS,
    STATUS_SYMBOLS,
    Method,
)
from lib.insights.proposal_list import proposal_goals, proposal_years
from lib.insights.types import ALL
from lib.text import Dated, Text, msg
from lib.ui import cache, data, filters, url_state
from lib.ui.goal_filters import GOAL, METHOD, YEAR

if TYPE_CHECKING:
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from lib.insights.proposal_types import ProposalGoal, ProposalSheet
    from lib.ui.context import View

#: Query parameter that names one of several sheets of a goal.
SHEET: Final = "vorlage"
#: All on one row of a small laptop.
GOAL_WIDTH_PX: Final = 340
PLACE_WIDTH_PX: Final = 160
YEAR_WIDTH_PX: Final = 112
METHOD_WIDTH_PX: Final = 215
SHEET_WIDTH_PX: Final = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalChoice:
    """What is asked; `ags` "" is the place of the goal itself, `sheet` "" the next one."""

    goal: str
    sheet: str
    ags: str
    year: int
    method: Method
    goals: tuple[ProposalGoal, ...]
    row: DeltaGenerator


def proposal_choice(view: View) -> ProposalChoice:
    """Draw the filters; `goals` is empty where there is no goal to choose.

    A goal stands with its municipality; without one chosen it is judged where it belongs.
    """
    shown = not view.presentation
    row = filters.row()
    with row:
        place_of_goal = st.container(width=GOAL_WIDTH_PX)
        ags = _place(view)
        years = cache.ask(data.at(view), proposal_years) or (view.state.reference_date.year,)
        year = url_state.select(
            view.t(msg("Year judged")),
            YEAR,
            [(str(one), str(one)) for one in years],
            shown=shown,
            width_px=YEAR_WIDTH_PX,
        )
        method = url_state.select(
            view.t(msg("Method")),
            METHOD,
            [(one.value, view.t(METHOD_LABELS[one])) for one in Method],
            shown=shown,
            width_px=METHOD_WIDTH_PX,
        )
    goals = cache.ask(
        data.at(view),
        proposal_goals,
        prefixes=view.settings.ags_prefixes,
        ags=ags,
        year=int(year),
        method=Method(method),
        day=view.state.reference_date,
    )
    goal = ""
    if goals:
        with place_of_goal:
            goal = _goal(view, goals)
    sheet = url_state.current(SHEET, valid=lambda _: True, default="")
    return ProposalChoice(
        goal=goal,
        sheet=sheet,
        ags=ags,
        year=int(year),
        method=Method(method),
        goals=goals,
        row=row,
    )


def _place(view: View) -> str:
    chosen = url_state.select(
        view.t(msg("Municipality")),
        "kommune",
        [(ALL, view.t(msg("Place of the goal"))), *view.lists.municipalities],
        shown=not view.presentation,
        width_px=PLACE_WIDTH_PX,
    )
    return "" if chosen == ALL else chosen


def _goal(view: View, goals: tuple[ProposalGoal, ...]) -> str:
    chosen = url_state.select(
        view.t(msg("Goal")),
        GOAL,
        [(goal.key, view.t(goal_label(view, goal))) for goal in goals],
        shown=not view.presentation,
    )
    if not view.presentation:  # the target system would open this goal instead of the tree
        url_state.forget(GOAL)
    return chosen


def goal_label(view: View, goal: ProposalGoal) -> Text:
    """Name a goal in the list: day of its sheet, then a mark where it is off track."""
    name: Text = goal.name
    if goal.ags:
        place = view.lists.municipality_name(goal.ags)
        name = msg("{name} ({place})", name=name, place=place)
    if goal.worst in OFF_TRACK:
        status = STATUS_LABELS[goal.worst]
        symbol = STATUS_SYMBOLS[goal.worst]
        name = msg("{symbol} {status} · {name}", symbol=symbol, status=status, name=name)
    if goal.decides_on:
        return msg("Sheet {day} · {name}", day=Dated(goal.decides_on), name=name)
    return msg("Sheet without a day · {name}", name=name) if goal.has_sheet else name


def sheet_box(view: View, sheet: ProposalSheet) -> None:
    """Choose among several sheets of a goal; nothing where there is one at most."""
    if len(sheet.sheets) < 2:
        return
    url_state.select(
        view.t(msg("Decision sheet")),
        SHEET,
        [(key, view.t(_sheet_label(body, day))) for key, body, day in sheet.sheets],
        default=sheet.next_key,
        shown=not view.presentation,
        width_px=SHEET_WIDTH_PX,
    )


def _sheet_label(body: str, day: date | None) -> Text:
    return msg("{day}: {body}", day=Dated(day), body=body) if day else body
