"""Calendar files: read back by the library, and line by line against RFC 5545."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from lib.insights.types import Provenance
from lib.report.calendar import Reminder, to_ics
from lib.text import msg

DAY = date(2021, 7, 14)
LONG = "Fachdienst für Übergänge und Frühe Hilfen, Außenstelle Süd; Größe 3 \\ „Ärzte“ " * 3


def provenance(*, is_sample=True):
    return Provenance(
        is_sample=is_sample,
        data_version=24,
        reference_date=date(2021, 6, 30),
        sources=("Quelle",),
        method="conversation",
    )


def reminder(**more):
    given = {"key": "2020/a~b", "day": DAY, "title": "Gespräch: A und B", "lines": ("Anlass: x",)}
    return Reminder(**{**given, **more})


def written(*reminders, is_sample=True, language="de"):
    return to_ics(reminders, provenance(is_sample=is_sample), title="Gespräche", language=language)


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def test_one_whole_day_with_an_alarm_a_week_before():
    (event,) = events(written(reminder(link="https://haus.example/gespraeche?paar=a~b&lang=de")))
    assert event.decoded("dtstart") == DAY
    assert event.decoded("dtend") == DAY + timedelta(days=1)
    assert event.decoded("dtstamp") == datetime(2021, 6, 30, tzinfo=UTC)
    assert str(event["status"]) == "TENTATIVE"
    assert str(event["class"]) == "PRIVATE"
    assert str(event["url"]) == "https://haus.example/gespraeche?paar=a~b&lang=de"
    assert str(event["url"]) in str(event["description"])
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == -timedelta(days=6, hours=15)
    assert str(alarm["action"]) == "DISPLAY"


def test_an_agreed_day_is_confirmed():
    (event,) = events(written(reminder(is_agreed=True)))
    assert str(event["status"]) == "CONFIRMED"
    assert "url" not in event


def test_sample_data_say_so_and_never_replace_real_entries():
    (sample,) = events(written(reminder()))
    (real,) = events(written(reminder(), is_sample=False))
    assert str(sample["summary"]) == "Beispieldaten: Gespräch: A und B"
    assert "Beispieldaten" in str(sample["description"])
    assert "Beispieldaten" not in written(reminder(), is_sample=False).decode()
    assert sample["uid"] != real["uid"]
    assert "Sample data: " in str(events(written(reminder(), language="en"))[0]["summary"])


def test_names_of_entries_are_stable_and_told_apart():
    before = written(reminder(), reminder(key="2020/a~c"))
    after = written(reminder(title="Anders", day=DAY + timedelta(days=3)), reminder(key="2020/a~c"))
    first, second = ([str(event["uid"]) for event in events(data)] for data in (before, after))
    assert first == second
    assert len(set(first)) == 2
    assert written(reminder()) == written(reminder())


@pytest.mark.parametrize(
    "text", [LONG, "=1+1", "+49", "-x", "@SUM(A1)", "a\r\nATTENDEE:x", "a\x00b"]
)
def test_text_of_data_stays_text(text):
    """Long lines are folded, signs escaped, and no text can begin a line or a property."""
    data = written(reminder(title=f"Gespräch: {text}", lines=(f"Anlass: {text}", text)))
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    assert not any(line.startswith(b"ATTENDEE") for line in lines)
    (event,) = events(data)
    clean = " ".join(text.replace("\x00", " ").split())
    assert " ".join(str(event["summary"]).split()) == f"Beispieldaten: Gespräch: {clean}"
    description = str(event["description"]).split("\n")
    assert " ".join(description[1].split()) == f"• {clean}"
    assert all(line[:1] not in "=+-@" for line in description)


def test_a_file_has_what_every_calendar_asks_for():
    calendar = Calendar.from_ical(written(reminder(), reminder(key="2020/a~c")))
    assert str(calendar["version"]) == "2.0"
    assert str(calendar["prodid"])
    assert str(calendar["x-wr-calname"]) == "Gespräche"
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    assert not calendar.errors


def test_a_link_says_what_it_opens():
    address = "http://host/massnahmen?massnahme=a"
    usual = events(written(reminder(link=address)))[0]
    other = events(written(reminder(link=address, link_line=msg("Measure: {address}"))))[0]
    assert f"Kooperationsblatt: {address}" in str(usual["description"])
    assert f"Maßnahme: {address}" in str(other["description"])
    assert str(other["url"]) == address
