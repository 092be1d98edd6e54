"""Page of a goal and links of the goal system in Chromium: readable, clickable, axe is content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pages import SLOW_MS, open_page, page_spec, serious

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server

VIEWS = (
    "?bild=verknuepfung",
    "?ziel=HZ3.1.1",
    "?ziel=HZ3.1.1&teil=angebote&lang=en",
    "?ziel=LZ2&teil=kooperationen",
)


@pytest.mark.parametrize("query", VIEWS)
def test_views_are_accessible_and_fit_a_phone(page: Page, server: Server, query: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, server, page_spec("zielsystem"), query)
    expect(page.locator('[data-testid="stAlertContentError"]')).to_have_count(0)
    if "teil" in query or "bild" in query:
        expect(page.locator("canvas, svg.marks").first).to_be_visible(timeout=SLOW_MS)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    assert serious(page) == []
    assert [text for text in said if "WARN" in text or "autosize" in text] == []


def test_a_click_in_the_matrix_opens_the_goal_and_a_button_leads_back(
    page: Page, server: Server
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_page(page, server, page_spec("zielsystem"), "?bild=verknuepfung")
    picture = page.locator('[data-testid="stVegaLiteChart"] svg.marks').first
    expect(picture).to_be_visible(timeout=SLOW_MS)
    box = picture.bounding_box()
    assert box is not None
    # first row below the heading of the first strategic goal, first column
    picture.click(position={"x": box["width"] * 0.62, "y": 80})
    expect(page).to_have_url(re.compile(r"ziel=HZ1\.1\.1"), timeout=SLOW_MS)
    back = page.get_by_role("button", name="Zurück zu allen Zielen")
    expect(back).to_be_visible(timeout=SLOW_MS)
    back.focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile(r"ziel=HZ"), timeout=SLOW_MS)
