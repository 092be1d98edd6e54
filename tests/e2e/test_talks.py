"""Due conversations in the browser: tick, download the calendar, read it back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from icalendar import Calendar
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server


def test_ticked_pairs_leave_as_a_calendar_file(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/gespraeche?lang=de&anzahl=10")
    rows = page.locator(".st-key-talks").get_by_role("checkbox")
    expect(rows).to_have_count(10)
    names = [rows.nth(index).get_attribute("aria-label") or "" for index in (0, 2)]
    for index in (0, 2):
        page.locator(".st-key-talks [data-testid=stCheckbox]").nth(index).click()
        expect(rows.nth(index)).to_be_checked()
    page.get_by_role("button", name="Kalender").click()
    button = page.get_by_role("button", name="Erinnerungen für 2 Paare")
    expect(button).to_be_visible()
    with page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename.endswith("_de_beispieldaten.ics")
    events = Calendar.from_ical(Path(waiting.value.path()).read_bytes()).walk("VEVENT")
    assert [str(event["summary"]).split("Gespräch: ")[1] for event in events] == [
        name.split(": ", maxsplit=1)[1] for name in names
    ]
    for event in events:
        assert str(event["url"]).startswith(f"{server.url}/gespraeche?paar=")


def test_a_reason_taken_away_stands_in_the_link(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/gespraeche?lang=de&anlass=unterschied,gesunken&punkte=4")
    page.get_by_role("button", name="Anlässe und Punkte: 2 geändert").click()
    page.get_by_role("button", name="Zurück zur üblichen Regel").click()
    expect(page).not_to_have_url(re.compile("anlass|punkte"))
    expect(page.get_by_role("button", name=re.compile("geändert"))).to_have_count(0)
    expect(page.locator(".st-key-talks").get_by_role("checkbox")).to_have_count(20)


def test_the_way_to_a_sheet_and_back_keeps_the_selection(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/gespraeche?lang=de&kommune=03241005&punkte=2")
    page.get_by_role("link", name="Blatt öffnen").first.click()
    expect(page).to_have_url(re.compile("paar=inst-"))
    page.get_by_role("button", name="Zurück zur Liste").click()
    expect(page).not_to_have_url(re.compile("paar="))
    expect(page).to_have_url(re.compile("kommune=03241005.*punkte=2|punkte=2.*kommune=03241005"))
    expect(page.get_by_role("button", name="Anlässe und Punkte: 1 geändert")).to_be_visible()
