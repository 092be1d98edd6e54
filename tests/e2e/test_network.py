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


def test_an_institution_is_chosen_by_box_and_leads_to_a_sheet(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/kooperation?bild=netz")
    expect(page.get_by_text("118 Paare von 124 Einrichtungen")).to_be_visible()
    expect(
        page.locator(".st-key-network_frame canvas, .st-key-network_frame svg").first
    ).to_be_visible()
    settled(page)
    violations = Axe().run(page).response["violations"]
    assert [item["id"] for item in violations if item["impact"] in {"serious", "critical"}] == []
    page.get_by_role("combobox", name=re.compile("Einrichtung$")).first.fill("Wiesengrund")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("einrichtung=inst-021"))
    expect(page.get_by_text("8 Verbindungen")).to_be_visible()
    settled(page)
    page.get_by_role("combobox", name=re.compile("Blatt mit")).fill("Auenweg")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Kooperationsblatt öffnen").click()
    expect(page).to_have_url(re.compile("/gespraeche.*paar=inst-021~"))
    expect(page.get_by_text("Wie beide Seiten ihre Kooperation einschätzen")).to_be_visible()


def test_a_click_on_the_picture_chooses_an_institution(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/kooperation?bild=netz&anordnung=karte")
    picture = page.locator(".st-key-network_frame canvas").first
    expect(picture).to_be_visible()
    settled(page)
    # the first institution of the whole Region stands at x 81 %, y 90 % of the field
    box = picture.bounding_box()
    assert box is not None
    for down in range(20, 90, 4):
        picture.click(position={"x": box["width"] * 0.81, "y": down})
        page.wait_for_timeout(150)
        if "einrichtung=" in page.url:
            break
    expect(page).to_have_url(re.compile("einrichtung=inst-"))
    expect(page.get_by_text("Verbindungen", exact=False).first).to_be_visible()
