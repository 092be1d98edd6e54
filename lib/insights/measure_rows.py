"""Measures as they stand on a day: with goal, place, milestones and what the calendar says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.domain.measure_timing import (
    PRESSING,
    EndCause,
    MilestoneState,
    Timing,
    measure_timing,
    milestone_states,
)
from lib.domain.vocabulary import MeasureStatus
from lib.store.queries import goals as goal_queries
from lib.store.queries import measures as queries
from lib.text import Label

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

NOWHERE = Label("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """One milestone of a measure; `done_on` None: not done."""

    key: str
    title: Label
    due_on: date
    done_on: date | None
    state: MilestoneState


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """One measure; a missing day is None, a missing text is empty.

    `strategic` is the strategic goal above its goal. `ags` and `place` are those of the goal: ""
    for the Region. `first_end` is the earlier of its last day and its last funded day.
    """

    key: str
    title: Label
    goal: str
    goal_title: Label
    strategic: str
    strategic_title: Label
    ags: str
    place: str
    body: str
    status: MeasureStatus
    starts_on: date | None
    ends_on: date | None
    budget_note: Label
    funding_source: str
    funding_ends_on: date | None
    offers: tuple[str, ...]
    milestones: tuple[MilestoneRow, ...]
    timing: Timing
    first_end: date | None
    cause: EndCause

    @property
    def is_open(self) -> bool:
        """Whether it runs or is planned."""
        return self.status in {MeasureStatus.RUNNING, MeasureStatus.PLANNED}

    @property
    def overdue_milestones(self) -> tuple[MilestoneRow, ...]:
        """Milestones that should have been done; of a closed measure nobody waits for one."""
        if not self.is_open:
            return ()
        return tuple(one for one in self.milestones if one.state is MilestoneState.OVERDUE)

    @property
    def next_milestone(self) -> MilestoneRow | None:
        """Open milestone that is due first."""
        waiting = (one for one in self.milestones if one.state is not MilestoneState.DONE)
        return next(waiting, None) if self.is_open else None

    @property
    def is_pressing(self) -> bool:
        """Whether somebody has to act now."""
        return self.timing in PRESSING or bool(self.overdue_milestones)


def measure_rows(
    engine: Engine, *, prefixes: tuple[str, ...], lists: Lists, day: date, months: int
) -> tuple[MeasureRow, ...]:
    """Read every measure of the extent, in the order of the target system, and judge its days.

    Raises:
        StoreError: the database cannot answer.
    """
    goals = _Goals(goal_queries.goals(engine, prefixes=prefixes))
    frame = queries.measures(engine)
    frame = frame[frame["goal_key"].isin(goals.known)].reset_index(drop=True)
    frame = pd.concat([frame, measure_timing(frame, day=day, months=months)], axis="columns")
    milestones = _milestones(engine, day=day)
    rows = [
        _row(record, goals, milestones.get(str(record["key"]), ()), lists)
        for record in frame.to_dict("records")
    ]
    return tuple(sorted(rows, key=lambda row: goals.order(row.goal)))


class _Goals:
    """Goals of the extent by key, with the strategic goal above each and their order."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.known = {str(row["key"]): row for row in frame.to_dict("records")}

    def title(self, key: str) -> Label:
        row = self.known[key]
        return Label(row["title_de"], row["title_en"] or row["title_de"])

    def way(self, key: str) -> list[str]:
        """Goal and the goals above it, the strategic one first."""
        way = [key]
        while (above := str(self.known[way[0]]["parent_key"])) in self.known:
            way.insert(0, above)
        return way

    def order(self, key: str) -> tuple[tuple[int, str], ...]:
        return tuple((int(self.known[one]["position"]), one) for one in self.way(key))


def _milestones(engine: Engine, *, day: date) -> dict[str, tuple[MilestoneRow, ...]]:
    frame = queries.milestones(engine)
    frame = frame.assign(state=milestone_states(frame, day=day)).sort_values(
        ["due_on", "key"], kind="stable"
    )
    found: dict[str, tuple[MilestoneRow, ...]] = {}
    for row in frame.to_dict("records"):
        one = MilestoneRow(
            key=row["key"],
            title=Label(row["title_de"], row["title_en"] or row["title_de"]),
            due_on=row["due_on"].date(),
            done_on=_day(row["done_on"]),
            state=MilestoneState(row["state"]),
        )
        found[row["measure_key"]] = (*found.get(row["measure_key"], ()), one)
    return found


def _row(
    record: Mapping[Hashable, Any],
    goals: _Goals,
    milestones: tuple[MilestoneRow, ...],
    lists: Lists,
) -> MeasureRow:
    goal = str(record["goal_key"])
    strategic, ags = goals.way(goal)[0], str(goals.known[goal]["ags"])
    return MeasureRow(
        key=record["key"],
        title=Label(record["title_de"], record["title_en"] or record["title_de"]),
        goal=goal,
        goal_title=goals.title(goal),
        strategic=strategic,
        strategic_title=goals.title(strategic),
        ags=ags,
        place=lists.municipality_name(ags) if ags else "",
        body=record["responsible_body"],
        status=MeasureStatus(record["status"]),
        starts_on=_day(record["starts_on"]),
        ends_on=_day(record["ends_on"]),
        budget_note=Label(
            record["budget_note_de"], record["budget_note_en"] or record["budget_note_de"]
        ),
        funding_source=record["funding_source"],
        funding_ends_on=_day(record["funding_ends_on"]),
        offers=tuple(key for key in str(record["offer_keys"]).split("|") if key),
        milestones=milestones,
        timing=Timing(record["timing"]),
        first_end=_day(record["first_end"]),
        cause=EndCause(record["cause"]),
    )


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()
