"""The goal tree in a real browser: keyboard, opening, search, back, axe, phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.conftest import Server

WAIT_MS = 30_000


def open_tree(page: Page, server: Server, query: str = "") -> Locator:
    page.goto(f"{server.url}/zielsystem?lang=de{query}")
    grid = page.get_by_role("treegrid", name="Zielbaum")
    expect(grid).to_be_visible(timeout=WAIT_MS)
    expect(grid.locator(".body .row").first).to_be_visible(timeout=WAIT_MS)
    return grid


def active(page: Page, grid: Locator) -> Locator:
    """Row under the cursor, as a screen reader finds it."""
    return page.locator(f"#{grid.get_attribute('aria-activedescendant')}")


def test_arrows_walk_open_and_shut_and_enter_opens_the_indicator(
    page: Page, server: Server
) -> None:
    grid = open_tree(page, server)
    grid.press("Home")
    expect(active(page, grid)).to_have_attribute("aria-level", "1")
    expect(active(page, grid)).to_have_attribute("aria-expanded", "true")
    grid.press("ArrowLeft")
    expect(active(page, grid)).to_have_attribute("aria-expanded", "false")
    expect(grid).to_have_attribute("aria-rowcount", "6")  # heading, four goals, those without one
    grid.press("ArrowRight")
    grid.press("ArrowRight")
    expect(active(page, grid)).to_have_attribute("aria-level", "2")
    grid.press("ArrowLeft")
    expect(active(page, grid)).to_have_attribute("aria-level", "1")
    grid.press("End")
    expect(active(page, grid)).to_contain_text("Indikatoren ohne Ziel")
    grid.press("Home")
    grid.press_sequentially("Kinder mit")
    expect(active(page, grid)).to_contain_text("Kinder mit altersgemäßem Deutsch")
    expect(active(page, grid)).to_contain_text("Sonne")  # symbol and word
    grid.press("Enter")
    expect(page).to_have_url(re.compile("indikator=sprachstand"), timeout=WAIT_MS)
    expect(page.get_by_role("treegrid", name="Zielbaum")).to_be_hidden(timeout=WAIT_MS)
    page.go_back()
    expect(page.get_by_role("treegrid", name="Zielbaum")).to_be_visible(timeout=WAIT_MS)


def test_only_rows_in_sight_exist_and_the_last_one_can_be_reached(
    page: Page, server: Server
) -> None:
    grid = open_tree(page, server)
    page.get_by_role("button", name="Alles aufklappen").click()
    rows = grid.locator(".body .row")
    expect(grid).not_to_have_attribute("aria-rowcount", "6")
    assert rows.count() < 40 < int(grid.get_attribute("aria-rowcount") or 0)
    grid.press("End")
    expect(active(page, grid)).to_be_in_viewport(timeout=WAIT_MS)
    page.get_by_role("button", name="Alles zuklappen").click()
    expect(rows).to_have_count(5)


def test_search_keeps_the_path_and_details_lead_to_the_goal(page: Page, server: Server) -> None:
    grid = open_tree(page, server)
    field = page.get_by_label("Suche im Zielbaum")
    field.fill("sprachkonzept xyz")
    field.press("Enter")
    expect(page.get_by_text("Kein Ziel und kein Indikator passt")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name="Filter zurücknehmen").click()
    expect(grid.locator(".body .row").first).to_be_visible(timeout=WAIT_MS)
    grid.get_by_text("Einzelheiten").first.click()
    expect(page).to_have_url(re.compile("ziel=LZ1"), timeout=WAIT_MS)


def test_axe_finds_nothing_in_either_method(page: Page, server: Server) -> None:
    for query in ("", "&verfahren=eurostat"):
        open_tree(page, server, query)
        found = Axe().run(page, context=".st-key-goal_tree")
        assert found.violations_count == 0, found.generate_report()


def test_a_phone_shows_it_without_sideways_overflow(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    grid = open_tree(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    room = grid.bounding_box()
    assert room
    for row in grid.locator(".body .row").all()[:6]:
        box = row.bounding_box()
        assert box
        assert box["x"] >= room["x"] - 1
        assert box["x"] + box["width"] <= room["x"] + room["width"] + 1
    clipped = grid.evaluate(
        "grid => [...grid.querySelectorAll('.body .row')].filter(row => "
        "row.scrollHeight > row.clientHeight + 1).length"
    )
    assert clipped == 0
