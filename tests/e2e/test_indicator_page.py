"""The page of one indicator in a real browser: comparison by link and key, phone, axe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pages import open_page, page_spec, serious, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server

PAGE = "zielsystem"


def test_comparison_is_chosen_and_travels_in_the_link(page: Page, server: Server) -> None:
    open_page(page, server, page_spec(PAGE), "?indikator=u8-teilnahme")
    expect(page.get_by_text("Mittlere jährliche Veränderung: +0,30").first).to_be_visible()
    page.get_by_role("radio", name="Alle in einem Bild").click()
    expect(page).to_have_url(re.compile("vergleich=zusammen"))
    settled(page)
    chart = page.locator('[data-testid="stVegaLiteChart"]').first
    expect(chart.get_by_text("Region Hannover", exact=True)).to_be_attached()
    expect(chart.get_by_text("Barsinghausen", exact=True)).to_be_attached()
    page.get_by_role("button", name="Zurück").click()
    expect(page).not_to_have_url(re.compile("indikator="))


@pytest.mark.parametrize("compared", ["ohne", "zusammen", "einzeln"])
def test_a_phone_shows_it_without_sideways_scrolling_and_axe_is_content(
    page: Page, server: Server, compared: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    query = f"?indikator=sprachstand&vergleich={compared}&verfahren=eurostat"
    open_page(page, server, page_spec(PAGE), query)
    expect(page.locator('[data-testid="stVegaLiteChart"] svg, canvas').first).to_be_attached()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious(page) == []
