"""Reminders of milestones and ends for the reader's own calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from lib.domain.measure_timing import END_CAUSE_LABELS, EndCause, MilestoneState
from lib.insights.radar_types import EndKind
from lib.report.calendar import Reminder, to_ics
from lib.text import Message, Text, msg, nmsg
from lib.ui import popovers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.measure_rows import MeasureRow
    from lib.insights.radar_types import End
    from lib.insights.types import Provenance
    from lib.ui.context import View

MEASURE: Final = "massnahme"
ENDS: Final[dict[EndKind, Message]] = {
    EndKind.FUNDING: END_CAUSE_LABELS[EndCause.FUNDING],
    EndKind.PERIOD: END_CAUSE_LABELS[EndCause.PERIOD],
    EndKind.OFFER: msg("Offer ends"),
    EndKind.AGREEMENT: msg("Agreement ends"),
}
LINK_LINE: Final = msg("Measure: {address}")


def control(view: View, reminders: Sequence[Reminder], provenance: Provenance) -> None:
    """Offer a calendar file; days before the reference date are no reminders."""
    with popovers.popover(
        view, view.t(msg("Calendar")), key="measure_calendar", icon=":material/calendar_add_on:"
    ) as inside:
        if inside.presentation:  # shut: nothing is drawn
            return
        if not reminders:
            st.caption(view.t(msg("Nothing of this selection lies ahead.")))
            return
        st.caption(
            view.t(
                msg(
                    "Open milestones and ends after the reference date, each as a whole day with "
                    "an alarm a week before. Loading the file again updates the entries."
                )
            )
        )
        st.download_button(
            view.t(nmsg("{count} reminder (.ics)", "{count} reminders (.ics)", len(reminders))),
            lambda: to_ics(
                reminders,
                provenance,
                title=msg("Measures of the prevention chain"),
                language=view.language,
            ),
            file_name=file_name(view),
            mime="text/calendar",
            key="measures_ICS",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def plan_reminders(view: View, rows: Sequence[MeasureRow]) -> tuple[Reminder, ...]:
    """Open milestones and the first end of each open measure, in the order of days."""
    today = view.state.reference_date
    found = []
    for row in rows:
        if not row.is_open:
            continue
        found += [
            Reminder(
                key=f"milestone/{one.key}",
                day=one.due_on,
                title=msg("Milestone: {title}", title=one.title),
                lines=(msg("Measure: {title}", title=row.title), *_lines(row)),
                link=address(view, row.key),
                link_line=LINK_LINE,
                is_agreed=True,
            )
            for one in row.milestones
            if one.state is MilestoneState.DUE
        ]
        if row.first_end is not None and row.first_end >= today:
            what = END_CAUSE_LABELS[row.cause]
            found.append(
                Reminder(
                    key=f"end/{row.key}",
                    day=row.first_end,
                    title=msg("{what}: {title}", what=what, title=row.title),
                    lines=_lines(row),
                    link=address(view, row.key),
                    link_line=LINK_LINE,
                    is_agreed=True,
                )
            )
    return _in_order(found)


def radar_reminders(view: View, ends: Sequence[End]) -> tuple[Reminder, ...]:
    """Every end that lies ahead; that of a measure is the same entry as on the timeline."""
    today = view.state.reference_date
    found = []
    for end in ends:
        if end.ends_on < today:
            continue
        is_measure = end.kind in {EndKind.FUNDING, EndKind.PERIOD}
        who: tuple[Text, ...] = (msg("Responsible: {who}", who=end.who),) if end.who else ()
        found.append(
            Reminder(
                key=f"end/{end.key}" if is_measure else f"{end.kind.value}/{end.key}",
                day=end.ends_on,
                title=msg("{what}: {title}", what=ENDS[end.kind], title=end.title),
                lines=who,
                link=address(view, end.key) if is_measure else "",
                link_line=LINK_LINE,
                is_agreed=True,
            )
        )
    return _in_order(found)


def _in_order(reminders: list[Reminder]) -> tuple[Reminder, ...]:
    return tuple(sorted(reminders, key=lambda one: (one.day, one.key)))


def _lines(row: MeasureRow) -> tuple[Text, ...]:
    lines: list[Text] = [msg("Goal: {title}", title=row.goal_title)]
    if row.body:
        lines.append(msg("Responsible: {who}", who=row.body))
    if row.funding_source:
        lines.append(msg("Funded by: {source}", source=row.funding_source))
    return tuple(lines)


def address(view: View, key: str) -> str:
    """Whole address of a measure; "" where the browser has not told its own."""
    here = urlsplit(st.context.url or "")
    if not here.netloc:
        return ""
    query = urlencode({MEASURE: key, "lang": view.language})
    return f"{here.scheme}://{here.netloc}{here.path}?{query}"


def file_name(view: View) -> str:
    """Name of the file: what, which day, and whether it is sample data."""
    sample = "_beispieldaten" if view.state.is_sample else ""
    return f"massnahmen_{view.state.reference_date.isoformat()}_{view.language}{sample}.ics"
