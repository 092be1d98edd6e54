"""The network in the browser: an institution is chosen by box and by click, its ties are listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.test_pages import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server


def test_an_institution_is_chosen_by_box(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/kooperation?bild=netz")
    expect(page.get_by_text("118 Paare von 124 Einrichtungen")).to_be_visible()
    expect(page.locator(".st-key-network_frame svg.marks")).to_be_visible()
    settled(page)
    violations = Axe().run(page).response["violations"]
    assert [item["id"] for item in violations if item["impact"] in {"serious", "critical"}] == []
    page.get_by_role("combobox", name=re.compile("Einrichtung$")).first.fill("Wiesengrund")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("einrichtung=inst-021"))
    expect(page.get_by_text("8 Verbindungen")).to_be_visible()
    expect(page.get_by_label("Blatt mit")).to_be_visible()


def test_a_click_on_the_picture_chooses_an_institution(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/kooperation?bild=netz&anordnung=karte")
    kita = page.locator('.st-key-network_frame path[aria-label^="Kita Wiesengrund"]')
    expect(kita).to_have_count(1)
    settled(page)
    kita.click()
    expect(page).to_have_url(re.compile("einrichtung=inst-021"))
    expect(page.get_by_text("8 Verbindungen")).to_be_visible()
