"""Measures in the browser: a click on a row opens it, the calendar leaves as a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from icalendar import Calendar
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server

CHART = ".st-key-measure_picture [data-testid=stVegaLiteChart]"


def test_a_click_on_a_row_opens_the_measure_and_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/massnahmen?lang=de")
    chart = page.locator(CHART)
    expect(chart.locator("canvas, svg").first).to_be_visible(timeout=20_000)
    box = chart.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 60, box["y"] + 120)
    expect(page).to_have_url(re.compile("massnahme=massnahme-"))
    expect(page.locator(".st-key-measure_reading")).to_contain_text("Laufzeit:")
    opened = re.search(r"massnahme=([\w-]+)", page.url)
    assert opened
    expect(chart.locator("canvas, svg").first).to_be_visible()
    page.mouse.click(box["x"] + box["width"] - 60, box["y"] + 190)
    expect(page).not_to_have_url(re.compile(f"massnahme={opened[1]}(&|$)"))
    page.get_by_role("combobox", name="Maßnahme").click()
    page.get_by_role("option", name="Was Aufmerksamkeit braucht").click()
    expect(page).not_to_have_url(re.compile("massnahme="))
    expect(page.locator(".st-key-measure_reading")).to_contain_text("Jetzt zu klären")


def test_reminders_leave_as_a_calendar_file(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/massnahmen?lang=de&nur=endend")
    page.get_by_role("button", name="Kalender").click()
    button = page.get_by_role("button", name=re.compile(r"\d+ Erinnerungen \(\.ics\)"))
    expect(button).to_be_visible()
    said = re.search(r"(\d+) Erinnerungen", button.inner_text())
    assert said
    count = int(said[1])
    with page.expect_download() as waiting:
        button.click()
    events = Calendar.from_ical(Path(waiting.value.path()).read_bytes()).walk("VEVENT")
    assert len(events) == count > 1
    assert len({str(event["uid"]) for event in events}) == count
    days = [event.decoded("dtstart") for event in events]
    assert days == sorted(days)
    assert any("Finanzierung endet" in str(event["summary"]) for event in events)
    assert all("/massnahmen?massnahme=" in str(event["url"]) for event in events)


def test_neither_picture_makes_a_phone_scroll_sideways(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for picture in ("zeitplan", "radar"):
        page.goto(f"{server.url}/massnahmen?lang=de&bild={picture}")
        expect(page.locator(CHART).locator("canvas, svg").first).to_be_visible(timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.get_by_text("seitlich wischen")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.get_by_text("seitlich wischen")).to_be_hidden()
