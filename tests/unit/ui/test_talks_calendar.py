"""Reminders of due conversations: due days stay, proposals are working days and never past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.conversation import TalkReason
from lib.domain.working_days import is_working_day
from lib.insights.talks import Partner, Reason, Talk
from lib.text import render
from lib.ui.talks_calendar import file_name, reminders

REFERENCE = date(2021, 6, 30)
FIRST = date(2021, 7, 14)


@dataclass(frozen=True)
class View:
    """What the reminders read of a view."""

    state: Any
    language: str = "de"


VIEW: Any = View(SimpleNamespace(reference_date=REFERENCE, is_sample=True))


def talk(number: int = 0, *, due_on: date | None = None, step: str = "") -> Talk:
    return Talk(
        rank=1,
        points=3,
        first=Partner(key=f"a{number}", name="Haus A", place="Garbsen"),
        second=Partner(key=f"b{number}", name="Haus B", place="Laatzen"),
        reasons=(Reason(kind=TalkReason.FALLEN, points=3, words="eine Einschätzung sank"),),
        next_step=step,
        due_on=due_on,
        owner="Leitung" if step else "",
        last_talked_on=None,
    )


def days(*talks: Talk, first: date = FIRST) -> list[date]:
    return [reminder.day for reminder in reminders(VIEW, talks, wave="2020", first=first)]


def test_a_due_day_of_today_or_later_stays():
    assert days(talk(due_on=REFERENCE), talk(1, due_on=date(2021, 8, 1))) == [
        REFERENCE,
        date(2021, 8, 1),
    ]


def test_others_get_one_working_day_each_in_order():
    given_days = days(
        talk(), talk(1, due_on=date(2021, 1, 1)), talk(2, due_on=date(2021, 9, 1)), talk(3), talk(4)
    )
    assert given_days == [
        date(2021, 7, 14),
        date(2021, 7, 15),
        date(2021, 9, 1),
        date(2021, 7, 16),
        date(2021, 7, 19),
    ]


@given(
    st.lists(st.none() | st.dates(date(2019, 1, 1), date(2023, 1, 1)), max_size=12),
    st.dates(date(2021, 7, 1), date(2031, 7, 1)),
)
def test_no_day_is_past_and_every_proposal_is_a_working_day(due_days, first):
    talks = [talk(number, due_on=due) for number, due in enumerate(due_days)]
    given_reminders = reminders(VIEW, talks, wave="2020", first=first)
    proposed = [reminder.day for reminder in given_reminders if not reminder.is_agreed]
    assert all(reminder.day >= REFERENCE for reminder in given_reminders)
    assert all(day >= first and is_working_day(day) for day in proposed)
    assert all(before < after for before, after in pairwise(proposed))
    for reminder, due in zip(given_reminders, due_days, strict=True):
        assert reminder.is_agreed == (due is not None and due >= REFERENCE)


def test_words_name_reasons_step_and_proposal():
    (open_one,) = reminders(VIEW, [talk(step="Anrufen")], wave="2020", first=FIRST)
    assert render(open_one.title, "de") == "Gespräch: Haus A und Haus B"
    assert [render(line, "de") for line in open_one.lines] == [
        "Kommune: Garbsen und Laatzen",
        "Anlass: eine Einschätzung sank",
        "Nächster Schritt: Anrufen",
        "Zuständig: Leitung",
        "Der Tag ist ein Vorschlag: Bitte stimmen Sie ihn ab.",
    ]
    (agreed,) = reminders(VIEW, [talk(due_on=REFERENCE)], wave="2020", first=FIRST)
    assert "Vorschlag" not in " ".join(render(line, "de") for line in agreed.lines)


def test_a_pair_keeps_the_name_of_its_entry_within_a_round():
    keys = [
        reminders(VIEW, [one], wave=wave, first=FIRST)[0].key
        for one, wave in ((talk(), "2020"), (talk(due_on=REFERENCE), "2020"), (talk(), "2018"))
    ]
    assert keys[0] == keys[1] != keys[2]


def test_file_name_says_sample():
    assert file_name(VIEW) == "gespraeche_2021-06-30_de_beispieldaten.ics"
