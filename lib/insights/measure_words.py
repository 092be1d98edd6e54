"""The measures in sentences and as a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.measure_timing import END_CAUSE_LABELS, MILESTONE_LABELS, TIMING_LABELS, Timing
from lib.domain.vocabulary import MEASURE_STATUS_LABELS, MeasureStatus
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Dated, Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.measure_rows import MeasureRow
    from lib.store.queries.state import DataState

NOTHING: Final = msg(
    "Nothing can be said: no measure is recorded for this selection. Choose other filters, or "
    "import measures (see data and methods)."
)
LATE_MILESTONE: Final = msg("milestone overdue")
NOBODY_LATE: Final = msg("Nothing is overdue.")


def measure_answer(
    shown: Sequence[MeasureRow],
    selected: Sequence[MeasureRow],
    *,
    is_narrowed: bool,
    months: int,
) -> tuple[Message, ...]:
    """Say what runs, what ends and what is overdue; of narrowed rows also how many are shown."""
    if not selected:
        return (NOTHING,)
    runs = msg("Measures: {parts}.", parts=_statuses(selected))
    cut = (msg("Shown: {count} of them.", count=len(shown)),) if is_narrowed else ()
    return (runs, *cut, _ending(selected, months=months), _pressing(selected))


def _statuses(rows: Sequence[MeasureRow]) -> Names:
    counts = Counter(row.status for row in rows)
    words = {
        MeasureStatus.RUNNING: nmsg(
            "{count} is running", "{count} are running", counts[MeasureStatus.RUNNING]
        ),
        MeasureStatus.PLANNED: nmsg(
            "{count} is planned", "{count} are planned", counts[MeasureStatus.PLANNED]
        ),
        MeasureStatus.DONE: nmsg(
            "{count} is completed", "{count} are completed", counts[MeasureStatus.DONE]
        ),
        MeasureStatus.STOPPED: nmsg(
            "{count} was stopped", "{count} were stopped", counts[MeasureStatus.STOPPED]
        ),
    }
    return Names(tuple(text for status, text in words.items() if counts[status]))


def _ending(rows: Sequence[MeasureRow], *, months: int) -> Message:
    ending = [(row.first_end, row) for row in rows if row.timing is Timing.ENDING and row.first_end]
    if not ending:
        return msg(
            "In the next {months} months neither a period nor a funding ends.", months=str(months)
        )
    day, first = min(ending, key=lambda one: (one[0], one[1].key))
    return nmsg(
        "In the next {months} months the period or funding of {count} measure ends: "
        "“{title}” on {day}.",
        "In the next {months} months the period or funding of {count} measures ends, first "
        "“{title}” on {day}.",
        len(ending),
        months=str(months),
        title=first.title,
        day=Dated(day),
    )


def _pressing(rows: Sequence[MeasureRow]) -> Message:
    counts = Counter(row.timing for row in rows)
    milestones = sum(len(row.overdue_milestones) for row in rows)
    over = counts[Timing.OVERDUE] + counts[Timing.LATE]
    unfunded = counts[Timing.UNFUNDED]
    if not over + unfunded + milestones:
        return NOBODY_LATE
    parts = (
        nmsg("{count} overdue measure", "{count} overdue measures", over),
        nmsg("{count} measure without funding", "{count} measures without funding", unfunded),
        nmsg("{count} overdue milestone", "{count} overdue milestones", milestones),
    )
    return msg(
        "To be settled now: {parts}.", parts=Names(tuple(part for part in parts if part.count))
    )


def measure_table(rows: Sequence[MeasureRow]) -> Table:
    """Write one row a measure."""
    text, day, number = ColumnKind.MESSAGE, ColumnKind.DATE, ColumnKind.NUMBER
    columns = (
        Column("title", msg("Measure of a goal"), text),
        Column("goal", msg("Goal"), text),
        Column("strategic", msg("Strategic goal"), text),
        Column("place", msg("Municipality"), text),
        Column("body", msg("Responsible"), text),
        Column("status", msg("Status"), text),
        Column("timing", msg("By the calendar"), text),
        Column("starts_on", msg("Begins on"), day),
        Column("ends_on", msg("Last day"), day),
        Column("funding_source", msg("Funded by"), text),
        Column("funding_ends_on", msg("Funded until"), day),
        Column("budget", msg("Budget note"), text),
        Column("milestone", msg("Next milestone"), text),
        Column("overdue", msg("Overdue milestones"), number),
        Column("offers", msg("Offers"), number),
    )
    frame = pd.DataFrame([_record(row) for row in rows], columns=[column.key for column in columns])
    for column in columns:
        if column.kind is day:
            frame[column.key] = pd.to_datetime(frame[column.key]).astype("datetime64[s]")
    return Table(frame, columns, caption=msg("Measures with period, funding and milestones"))


def _record(row: MeasureRow) -> dict[str, object]:
    return {
        "title": row.title,
        "goal": row.goal_title,
        "strategic": row.strategic_title,
        "place": row.place or msg("Region"),
        "body": row.body or None,
        "status": MEASURE_STATUS_LABELS[row.status],
        "timing": calendar_words(row),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "funding_source": row.funding_source or None,
        "funding_ends_on": row.funding_ends_on,
        "budget": row.budget_note if row.budget_note.de else None,
        "milestone": _milestone(row),
        "overdue": len(row.overdue_milestones),
        "offers": len(row.offers),
    }


def _milestone(row: MeasureRow) -> Text:
    waiting = row.next_milestone
    if waiting is None:
        return msg("none open")
    state, day = MILESTONE_LABELS[waiting.state], Dated(waiting.due_on)
    return msg("{title} ({state}, {day})", title=waiting.title, state=state, day=day)


def calendar_words(row: MeasureRow) -> Message:
    """Say what the calendar says; nothing is on course while a milestone is overdue."""
    if not row.overdue_milestones:
        return TIMING_LABELS[row.timing]
    if row.timing is Timing.ON_COURSE:
        return LATE_MILESTONE
    state = TIMING_LABELS[row.timing]
    return msg("{status}, {state}", status=state, state=LATE_MILESTONE)


def end_words(row: MeasureRow) -> Text:
    """Say what ends first, and when."""
    if row.first_end is None:
        return END_CAUSE_LABELS[row.cause]
    cause = END_CAUSE_LABELS[row.cause]
    return msg("{what} on {day}", what=cause, day=Dated(row.first_end))


def measure_provenance(
    rows: Sequence[MeasureRow], state: DataState, *, has_place: bool
) -> Provenance:
    """Where the measures come from, and what the selection of a place means."""
    notes: list[Text] = []
    if has_place:
        notes.append(
            msg(
                "Of the municipality: measures of its own goals, and those of which an offer takes "
                "place there or names it."
            )
        )
    without = sum(row.ends_on is None and row.is_open for row in rows)
    if without:
        notes.append(
            nmsg(
                "{count} open measure has no last day: its bar ends in an arrow.",
                "{count} open measures have no last day: their bars end in an arrow.",
                without,
            )
        )
    source = (
        msg("Measures: sample data.")
        if state.is_sample
        else msg("Measures: as recorded in the target system.")
    )
    return Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=(source,),
        method="measure-timing",
        notes=tuple(notes),
    )
