"""Differences and change in the browser: a cell is chosen, narrows, and travels by link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.test_pages import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server

FIELD = "Paare nach beiden Einschätzungen"


def test_a_cell_of_the_field_narrows_the_pairs_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/kooperation?bild=unterschiede")
    expect(page.get_by_text("Unterschiede von 307 Paaren")).to_be_visible()
    field = page.get_by_role("application", name=re.compile(FIELD))
    expect(field).to_be_visible()
    field.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"stufenpaar=\d~5"))
    expect(page.get_by_role("button", name="Wieder alle Paare zeigen")).to_be_visible()
    settled(page)
    violations = Axe().run(page).response["violations"]
    assert [item["id"] for item in violations if item["impact"] in {"serious", "critical"}] == []


def test_a_direction_that_fell_travels_by_link(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/kooperation?bild=veraenderung")
    expect(page.get_by_text("lassen sich mit Erhebungsrunde 2018 vergleichen")).to_be_visible()
    page.get_by_role("radio", name="Einrichtungen", exact=True).click()
    expect(page).to_have_url(re.compile("wandel=einrichtungen"))
    settled(page)
    page.goto(f"{page.url}&richtung=inst-020~inst-059")
    expect(page.get_by_text("um 2 Stufen gesunken (vorher Stufe 4, jetzt Stufe 2)")).to_be_visible()
    page.get_by_role("button", name="Zurück zur Übersicht").click()
    expect(page).not_to_have_url(re.compile("richtung="))
    expect(page.get_by_text("Am stärksten gesunken")).to_be_visible()
