"""Measures as rows of the timeline: grouped, with their words, marks and tooltips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.charts.gantt_model import GanttMark, GanttRow
from lib.domain.measure_timing import (
    MILESTONE_LABELS,
    PRESSING,
    MilestoneState,
    Timing,
)
from lib.domain.vocabulary import MEASURE_STATUS_LABELS
from lib.insights.measure_words import calendar_words, end_words
from lib.text import Dated, Message, Text, msg
from lib.ui import measure_reading
from lib.ui.measure_filters import Group

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lib.insights.measure_rows import MeasureRow, MilestoneRow
    from lib.ui.context import View

#: What is added to the status beside a bar.
SHORT: Final[dict[Timing, Message]] = {
    Timing.OVERDUE: msg("overdue"),
    Timing.LATE: msg("late"),
    Timing.UNFUNDED: msg("without funding"),
    Timing.ENDING: msg("ends soon"),
}


def gantt_rows(view: View, rows: Sequence[MeasureRow], group: Group) -> list[GanttRow]:
    """Write the measures under the headings of their groups."""
    name = _GROUP_NAMES[group]
    heads: dict[str, list[MeasureRow]] = {}
    for row in rows:
        heads.setdefault(view.t(name(row)), []).append(row)
    found = []
    for place, (head, members) in enumerate(heads.items()):
        found.append(GanttRow(key=f"group-{place}", name=head))
        found += [_row(view, row) for row in members]
    return found


_GROUP_NAMES: Final[dict[Group, Callable[[MeasureRow], Text]]] = {
    Group.STRATEGIC: lambda row: row.strategic_title,
    Group.GOAL: lambda row: row.goal_title,
    Group.BODY: lambda row: row.body or msg("not stated"),
}


def _row(view: View, row: MeasureRow) -> GanttRow:
    status, word = MEASURE_STATUS_LABELS[row.status], SHORT.get(row.timing)
    if row.overdue_milestones and row.timing not in PRESSING:
        word = msg("milestone late")
    state = msg("{status}, {state}", status=status, state=word) if word else status
    marks = [_milestone(view, one) for one in row.milestones]
    if row.funding_ends_on:
        ends = msg("Funding ends on {day}", day=Dated(row.funding_ends_on))
        source = f" · {row.funding_source}" if row.funding_source else ""
        marks.append(
            GanttMark(kind="funding", day=row.funding_ends_on, tooltip=view.t(ends) + source)
        )
    return GanttRow(
        key=row.key,
        name=view.t(row.title),
        status=row.status.value,
        state=view.t(state),
        is_pressing=row.is_pressing,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        tooltip=tuple(
            view.t(text)
            for text in (
                row.title,
                row.goal_title,
                row.body or msg("not stated"),
                measure_reading.period(row),
                calendar_words(row),
                end_words(row),
            )
        ),
        marks=tuple(marks),
    )


def _milestone(view: View, one: MilestoneRow) -> GanttMark:
    state = MILESTONE_LABELS[one.state]
    day = one.done_on if one.done_on and one.state is MilestoneState.DONE else one.due_on
    words = msg("{state}, {day}: {title}", state=state, day=Dated(day), title=one.title)
    return GanttMark(kind=one.state.value, day=day, tooltip=view.t(words))
