"""The page of offers in a real browser: typing, ticking a row, closing, going back, downloading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.test_pages import settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.conftest import Server

SLOW_MS = 30_000
ROW_PX = 35


def open_search(page: Page, server: Server, query: str = "") -> Locator:
    page.goto(f"{server.url}/angebote{query}")
    field = page.get_by_role("textbox", name="Suche")
    expect(field).to_be_visible(timeout=SLOW_MS)
    expect(page.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible()
    return field


def tick(page: Page, row: int) -> None:
    """Click the box at the left of a row (the first is 1), as the mouse does."""
    settled(page)
    expect(page.get_by_test_id("stDataFrame")).to_have_count(1)  # the one before has gone
    page.get_by_test_id("stDataFrame").click(position={"x": 18, "y": ROW_PX * row + 18})


def test_typing_ticking_and_going_back(page: Page, server: Server) -> None:
    field = open_search(page, server)
    field.fill("Muetter")
    field.press("Enter")
    expect(page.get_by_text("10 Angebote von 8 Einrichtungen")).to_be_visible()
    expect(page).to_have_url(re.compile("suche=Muetter"))
    expect(page.get_by_text("10 Zeilen.")).to_be_visible()
    tick(page, 1)
    expect(page).to_have_url(re.compile("angebot=ang-"))
    expect(page.get_by_role("heading", name="Jung und Mutter")).to_be_in_viewport()
    page.get_by_role("button", name="Schließen").click()
    expect(page).not_to_have_url(re.compile("angebot="))
    tick(page, 1)  # the row that was closed by its button can be ticked again
    expect(page).to_have_url(re.compile("angebot=ang-"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("angebot="))
    expect(field).to_have_value("Muetter")


def test_download_holds_every_row_that_was_found(page: Page, server: Server) -> None:
    open_search(page, server, "?eintrag=alle")
    expect(page.get_by_text("Die ersten 500 von 600.")).to_be_visible()
    page.get_by_role("button", name="Herunterladen").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    rows = waiting.value.path().read_text(encoding="utf-8-sig").split("\n\n")[0].splitlines()
    assert len([row for row in rows if ";" in row]) == 601
