"""Reminders as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from icalendar import Alarm, Calendar, Event

from lib.insights.types import SAMPLE_LABEL, Provenance
from lib.text import Message, Text, msg, render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lib.text import Language

PRODUCT: Final = "-//Praeventionsketten-Monitor//Reminders//{language}"
#: Names of entries follow from this and the pair: a second download changes those of the first.
NAMESPACE: Final = uuid.UUID("5f0b7a4e-6d0c-4f6e-9a45-7c1d2b8e3f10")
#: Nine o'clock a week before: an entry of a whole day begins at midnight.
ALARM_BEFORE: Final = timedelta(days=6, hours=15)
BULLET: Final = "• "
#: What the link of a reminder opens, unless it says otherwise.
SHEET_LINE: Final = msg("Cooperation sheet: {address}")
#: Signs that RFC 5545 allows in no text, and all that would end a line.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One entry of a whole day.

    `key` names it for good, whatever else changes; `is_agreed`: the day is a due day, not a
    proposal. `link` is an address, or "" where there is none; `link_line` says what it opens.
    """

    key: str
    day: date
    title: Text
    lines: tuple[Text, ...]
    link: str = ""
    link_line: Message = SHEET_LINE
    is_agreed: bool = False


def to_ics(
    reminders: Sequence[Reminder], provenance: Provenance, *, title: Text, language: Language
) -> bytes:
    """Write a calendar file with one entry a reminder, each with an alarm a week before.

    The same data give the same file: the time stamp is the reference date, not the clock.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(language=language.upper()))
    calendar.add("version", "2.0")
    calendar.add("name", _line(title, language))
    calendar.add("x-wr-calname", _line(title, language))
    for reminder in reminders:
        calendar.add_component(_event(reminder, provenance, language=language))
    return bytes(calendar.to_ical())


def _event(reminder: Reminder, provenance: Provenance, *, language: Language) -> Event:
    """One whole day: private, free in the calendar, a proposal unless the day was agreed."""
    sample = render(SAMPLE_LABEL, language) if provenance.is_sample else ""
    title = _line(reminder.title, language)
    summary = f"{sample}: {title}" if sample else title
    stamp = datetime.combine(provenance.reference_date, time(), tzinfo=UTC)
    event = Event()
    event.add("uid", _uid(reminder, is_sample=provenance.is_sample))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", provenance.data_version)
    event.add("dtstart", reminder.day)
    event.add("dtend", reminder.day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", _description(reminder, provenance, language=language))
    event.add("status", "CONFIRMED" if reminder.is_agreed else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if sample:
        event.add("categories", [sample])
    if reminder.link:
        event.add("url", reminder.link)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM_BEFORE)
    alarm.add("description", summary)
    event.add_component(alarm)
    return event


def _uid(reminder: Reminder, *, is_sample: bool) -> str:
    """Name of an entry; an invented one never replaces a real one."""
    kind = "sample" if is_sample else "data"
    return str(uuid.uuid5(NAMESPACE, f"{kind}/{reminder.key}"))


def _description(reminder: Reminder, provenance: Provenance, *, language: Language) -> str:
    """Reasons first, then the link, then where it comes from; no line begins as a formula."""
    lines = [f"{BULLET}{_line(line, language)}" for line in reminder.lines]
    if reminder.link:
        line = replace(reminder.link_line, params=(("address", reminder.link),))
        lines.append(render(line, language))
    origin = replace(provenance, notes=()).lines()  # the notes explain a list, not an entry
    lines += [f"{BULLET}{_line(line, language)}" for line in origin]
    return "\n".join(lines)


def _line(text: Text, language: Language) -> str:
    """One line without signs that a calendar file may not hold."""
    return _CONTROL.sub(" ", render(text, language)).strip()
