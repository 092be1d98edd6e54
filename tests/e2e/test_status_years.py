"""Status over time in the browser: walk and choose by keyboard, scroll, file, axe, phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.conftest import Server


def matrix(page: Page) -> Locator:
    """Canvas of the matrix, painted."""
    canvas = page.get_by_role("application")
    expect(canvas).to_be_visible()
    expect(page.locator(".matrix")).to_have_attribute("data-painted", re.compile(r"\d"))
    return canvas


def test_keys_walk_past_headings_and_enter_opens_the_working(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/zielsystem?bild=verlauf&lang=de")
    canvas = matrix(page)
    canvas.focus()
    page.keyboard.press("Control+Home")
    spoken = page.locator(".matrix .voice")
    expect(spoken).to_contain_text(re.compile(r"^Leitziel 1: .*\. .*, 2006\. "))
    page.keyboard.press("End")
    expect(spoken).to_contain_text(", 2020. ")
    expect(spoken).not_to_contain_text("Leitziel")  # said once
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("zelle=.*2020"))
    expect(page.get_by_role("button", name="Zurück zur Übersicht")).to_be_visible()
    canvas.focus()
    page.keyboard.press("Control+End")
    assert page.locator(".matrix .scroller").evaluate("box => box.scrollTop") > 200
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("zelle="))


def test_rows_keep_their_height_and_the_wheel_scrolls_inside(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/zielsystem?bild=verlauf&lang=de")
    canvas = matrix(page)
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6)
    tip = page.locator(".matrix .tip .first")
    expect(tip).to_be_visible()
    before = tip.text_content() or ""
    page.mouse.wheel(0, 310)
    expect(tip).to_be_hidden()
    page.mouse.move(box["x"] + box["width"] * 0.7 + 2, box["y"] + box["height"] * 0.6)
    expect(tip).to_be_visible()
    assert tip.text_content() != before
    assert page.evaluate("window.scrollY") == 0


def test_the_picture_file_holds_every_row(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/zielsystem?bild=verlauf&leitziel=LZ1&lang=de")
    matrix(page)
    page.get_by_role("button", name="Herunterladen").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Als SVG herunterladen").click()
    svg = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert waiting.value.suggested_filename.startswith("zielverlauf_")
    assert "Leitziel 1: Kinder aus benachteiligten" in svg
    assert "Keine politische Bewertung" in svg
    assert svg.count("<path") > 100


def test_both_views_are_clean_for_axe_and_fit_a_phone(page: Page, server: Server) -> None:
    for picture in ("verlauf", "veraenderung"):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{server.url}/zielsystem?bild={picture}&lang=de")
        matrix(page)
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
        page.set_viewport_size({"width": 390, "height": 844})
        expect(page.locator(".matrix canvas")).to_be_visible()
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0
