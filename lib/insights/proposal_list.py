"""Goals to choose a decision sheet from: those with a recorded sheet first, in order of its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.indicator_status import Method, Status, worst
from lib.insights.goal_rows import rows_of
from lib.insights.goal_tree import GoalNode, build_tree, goal_name
from lib.insights.indicator_base import indicator_base, statuses
from lib.insights.proposal_recorded import next_place
from lib.insights.proposal_types import ProposalGoal
from lib.store.queries import goal_links, goals, measures

if TYPE_CHECKING:
    from datetime import date

    from lib.store.engine import Engine


def proposal_years(engine: Engine) -> tuple[int, ...]:
    """Years that can be judged, newest first.

    Raises:
        StoreError: the database cannot answer.
    """
    return goals.observation_years(engine)


def proposal_goals(
    engine: Engine, *, prefixes: tuple[str, ...], ags: str, year: int, method: Method, day: date
) -> tuple[ProposalGoal, ...]:
    """Goals of the Region and of the municipality `ags` ("": of all), with their worst status.

    Sheets to come first, then sheets without a day, then those whose day is over, then the goals
    without a sheet in the order of the tree.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the method cannot judge an indicator at all.
    """
    frame = goals.goals(engine, prefixes=prefixes)
    if ags:
        frame = frame[frame["ags"].isin({"", ags})]
    base = indicator_base(engine, ags=ags)
    rows = rows_of(base, year=year, method=method)
    tree = build_tree(frame, rows, measures.measures(engine))
    sheets = goal_links.proposals(engine)
    found = []
    for node in (node for top in tree for node in top.walk()):
        known = _statuses(engine, node, ags=ags, year=year, method=method)
        found.append(_goal(node, sheets[sheets["goal_key"] == node.key], worst(known), day))
    return tuple(sorted(found, key=_rank))


def _statuses(
    engine: Engine, node: GoalNode, *, ags: str, year: int, method: Method
) -> list[Status]:
    """Statuses of a goal and of those below; a municipality's own goal goes by its own values."""
    readings = node.readings()
    if ags or not node.ags:
        return [reading.status for reading in readings]
    own = statuses(indicator_base(engine, ags=node.ags), years=(year,), method=method)
    return [own[reading.key][0] for reading in readings]


def _goal(node: GoalNode, sheets: pd.DataFrame, status: Status, day: date) -> ProposalGoal:
    days = [None if pd.isna(found) else found.date() for found in sheets["decides_on"]]
    place = next_place(days, day) if days else -1
    decides_on = days[place] if days else None
    return ProposalGoal(
        key=node.key,
        name=goal_name(node),
        ags=node.ags,
        body=str(sheets["body"].iloc[place]) if days else "",
        has_sheet=bool(days),
        decides_on=decides_on,
        is_over=decides_on is not None and decides_on < day,
        worst=status,
    )


def _rank(goal: ProposalGoal) -> tuple[int, str]:
    """Sort key; goals of one rank keep the order of the tree."""
    if not goal.has_sheet:
        return 3, ""
    if goal.decides_on is None:
        return 1, ""
    return 2 if goal.is_over else 0, goal.decides_on.isoformat()
