"""Reminders of due conversations for the reader's own calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from lib.domain.working_days import working_days
from lib.report.calendar import Reminder, to_ics
from lib.text import Text, msg, nmsg
from lib.ui import popovers, url_state
from lib.ui.context import DATE_FORMATS
from lib.ui.sheet_link import PAIR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lib.insights.talks import Talk, TalkList
    from lib.ui.context import View

FIRST_DAY: Final = "termin"
#: A proposal leaves two weeks to ask the other side.
DAYS_AHEAD: Final = 14
#: Data may be old: the reader can move the proposals into the calendar of today.
LATEST_DAYS: Final = 3660


def control(view: View, found: TalkList, *, wave: str, selected: Sequence[Talk]) -> None:
    """Offer a calendar file with the ticked pairs, or with all that are shown."""
    talks = tuple(selected) or found.talks
    with popovers.popover(
        view, view.t(msg("Calendar")), key="talk_calendar", icon=":material/calendar_add_on:"
    ) as inside:
        first = first_day(inside)
        if inside.presentation:  # shut: nothing is drawn
            return
        st.caption(
            view.t(
                msg(
                    "A pair whose next step is still due gets that day. The others get one working "
                    "day each from this day on, in the order of the list: proposals, to be agreed."
                )
            )
        )
        if not selected:
            st.caption(view.t(msg("Tick pairs in the list to take only these.")))
        st.download_button(
            view.t(
                nmsg(
                    "Reminder for {count} pair (.ics)",
                    "Reminders for {count} pairs (.ics)",
                    len(talks),
                )
            ),
            calendar_file(view, found, talks, wave=wave, first=first),
            file_name=file_name(view),
            mime="text/calendar",
            key="talks_ICS",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )


def first_day(view: View) -> date:
    """Choose the day from which on conversations are proposed; never before the data's own."""
    reference = view.state.reference_date
    return url_state.day(
        view.t(msg("Propose days from")),
        FIRST_DAY,
        default=reference + timedelta(days=DAYS_AHEAD),
        earliest=reference + timedelta(days=1),
        latest=reference + timedelta(days=LATEST_DAYS),
        date_format=DATE_FORMATS[view.language],
        shown=not view.presentation,
    )


def calendar_file(
    view: View, found: TalkList, talks: Sequence[Talk], *, wave: str, first: date
) -> bytes:
    """Write the reminders in the reader's language."""
    return to_ics(
        reminders(view, talks, wave=wave, first=first),
        found.provenance,
        title=msg("Conversations of the prevention chain"),
        language=view.language,
    )


def reminders(view: View, talks: Sequence[Talk], *, wave: str, first: date) -> tuple[Reminder, ...]:
    """One reminder a pair: on the due day of its next step, else on the next free working day."""
    proposals = working_days(first)
    today = view.state.reference_date
    result = []
    for talk in talks:
        is_due = talk.due_on is not None and talk.due_on >= today
        result.append(
            Reminder(
                key=f"{wave}/{talk.code}",
                day=talk.due_on if is_due and talk.due_on else next(proposals),
                title=msg(
                    "Conversation: {one} and {other}",
                    one=talk.first.name,
                    other=talk.second.name,
                ),
                lines=_lines(talk, is_due=is_due),
                link=sheet_address(view, talk, wave=wave),
                is_agreed=is_due,
            )
        )
    return tuple(result)


def _lines(talk: Talk, *, is_due: bool) -> tuple[Text, ...]:
    places = msg("{one} and {other}", one=talk.first.place, other=talk.second.place)
    lines: list[Text] = [msg("Municipality: {places}", places=places)]
    if talk.first.place == talk.second.place:
        lines = [msg("Municipality: {places}", places=talk.first.place)]
    lines += [msg("Reason: {reason}", reason=reason.words) for reason in talk.reasons]
    if talk.next_step:
        lines.append(msg("Next step: {step}", step=talk.next_step))
    if talk.owner:
        lines.append(msg("Responsible: {owner}", owner=talk.owner))
    if not is_due:
        lines.append(msg("The day is a proposal: please agree on one."))
    return tuple(lines)


def sheet_address(view: View, talk: Talk, *, wave: str) -> str:
    """Whole address of the sheet of a pair; "" where the browser has not told its own."""
    here = urlsplit(st.context.url or "")
    if not here.netloc:
        return ""
    query = urlencode({PAIR: talk.code, "welle": wave, "lang": view.language})
    return f"{here.scheme}://{here.netloc}{here.path}?{query}"


def file_name(view: View) -> str:
    """Name of the file: what, which day, and whether it is sample data."""
    sample = "_beispieldaten" if view.state.is_sample else ""
    return f"gespraeche_{view.state.reference_date.isoformat()}_{view.language}{sample}.ics"
