"""Need and density in the browser: points and map select on one another, keyboard, axe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.test_density_map import choose
from tests.e2e.test_pages import MAP, open_page, page_spec, serious, settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.conftest import Server

PAGE = "bedarf-luecken"
LEHRTE, SEHNDE = "03241011", "03241016"


def point(page: Page, name: str) -> Locator:
    """The point of a municipality, as a reader's software names it."""
    return page.locator(f'.st-key-need_scatter path[aria-label^="{name}."]')


def bold_names(page: Page) -> Locator:
    return page.locator('.st-key-need_scatter text[font-weight="bold"]', has_text="Sehnde")


def test_a_point_selects_on_the_map_and_the_map_on_the_points(page: Page, server: Server) -> None:
    open_page(page, server, page_spec(PAGE), "?ansicht=bedarf")
    expect(point(page, "Sehnde")).to_be_attached()
    point(page, "Sehnde").click(force=True)
    expect(page).to_have_url(re.compile(f"kommune={SEHNDE}"))
    area = page.frame_locator(MAP).locator('[aria-label^="Sehnde"]').first
    expect(area).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("niedriger Bedarf, wenige Angebote").first).to_be_visible()
    # the map chooses another one, and the same point can be chosen again
    other = page.frame_locator(MAP).locator('[aria-label^="Lehrte"]').first
    other.focus()
    other.press("Enter")
    expect(page).to_have_url(re.compile(f"kommune={LEHRTE}"))
    settled(page)
    expect(point(page, "Sehnde")).to_be_attached()
    point(page, "Sehnde").click(force=True)
    expect(page).to_have_url(re.compile(f"kommune={SEHNDE}"))


def test_weights_and_municipality_by_keyboard_travel_in_the_link(
    page: Page, server: Server
) -> None:
    open_page(page, server, page_spec(PAGE), "?ansicht=bedarf")
    choose(page, "Kommune", "Sehnde")
    expect(page).to_have_url(re.compile(f"kommune={SEHNDE}"))
    page.get_by_role("button", name="Gewichte").press("Enter")
    slider = page.get_by_role("slider").nth(2)
    slider.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"gewichte=1\.1\.1\.1"))
    settled(page)
    expect(page.get_by_text("Ausländische Staatsangehörigkeit und Kinder").first).to_be_visible()
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(bold_names(page).first).to_be_visible(timeout=30_000)
    expect(page.get_by_label("Kommune", exact=True)).to_have_value("Sehnde")


@pytest.mark.parametrize("language", ["de", "en"])
def test_map_and_points_share_one_screen_and_axe_is_content(
    page: Page, server: Server, language: str
) -> None:
    open_page(page, server, page_spec(PAGE), f"?ansicht=bedarf&kommune={SEHNDE}&lang={language}")
    chart = page.locator(".st-key-need_scatter svg.marks")
    expect(chart).to_be_visible()
    expect(page.frame_locator(MAP).locator('[aria-label^="Sehnde"]').first).to_be_attached()
    settled(page)
    left, right = page.locator(MAP).bounding_box(), chart.bounding_box()
    reading = page.locator(".st-key-need_reading").bounding_box()
    assert left
    assert right
    assert reading
    assert left["x"] + left["width"] <= right["x"]
    for box in (left, right, reading):
        assert box["y"] + box["height"] <= 900
    assert serious(page) == []
