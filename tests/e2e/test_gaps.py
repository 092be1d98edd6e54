"""Gap matrix in the browser: a click opens a cell, a link reopens it, a scenario closes a gap."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.test_density_map import choose
from tests.e2e.test_pages import open_page, page_spec, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server

PAGE = "bedarf-luecken"
DASHES = '[data-testid="stVegaLiteChart"] path[stroke-dasharray]'


def chart_is_there(page: Page) -> None:
    chart = page.locator('[data-testid="stVegaLiteChart"]').first
    expect(chart.get_by_text("Barsinghausen").first).to_be_visible()


def test_a_click_opens_a_cell_and_its_link_reopens_it(page: Page, server: Server) -> None:
    open_page(page, server, page_spec(PAGE))
    chart_is_there(page)
    row = page.locator('[data-testid="stVegaLiteChart"]').get_by_text("Gehrden", exact=True).first
    box = row.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] + 30, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile("luecke=03241006~schwangerschaft"))
    expect(page.get_by_text("Gehrden, Schwangerschaft und Geburt").first).to_be_visible()
    expect(page.get_by_role("heading", name="Angebote: Gehrden")).to_be_visible()
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_role("heading", name="Angebote: Gehrden")).to_be_visible()
    expect(page.get_by_label("Kommune", exact=True)).to_have_value("Gehrden")


def test_a_scenario_closes_a_gap_is_marked_and_travels_by_link(page: Page, server: Server) -> None:
    before = hashlib.sha256(server.database.read_bytes()).hexdigest()
    open_page(page, server, page_spec(PAGE))
    chart_is_there(page)
    expect(page.locator(DASHES)).to_have_count(0)
    page.get_by_role("button", name="Was wäre, wenn …").click()
    choose(page, "Lebensphase des neuen Angebots", "16–18+ (Übergang Schule–Beruf)")
    choose(page, "Kommune des neuen Angebots", "Isernhagen")
    page.get_by_role("button", name="Hinzufügen", exact=True).click()
    expect(page.get_by_text("Szenario: 1 Änderung")).to_be_visible()
    expect(page.get_by_text("Mit dem Szenario: 22 statt 23 Lücken")).to_be_visible()
    expect(page.locator(DASHES)).to_have_count(1)
    expect(page).to_have_url(re.compile("szenario="))
    settled(page)
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    chart_is_there(page)
    expect(page.get_by_text("Szenario: 1 Angebot hinzugefügt").first).to_be_visible()
    expect(page.locator(DASHES)).to_have_count(1)
    page.get_by_role("button", name="Was wäre, wenn …").click()
    page.get_by_role("button", name="Szenario verwerfen").click()
    expect(page.get_by_text("Szenario: 1 Änderung")).to_have_count(0)
    expect(page.locator(DASHES)).to_have_count(0)
    assert hashlib.sha256(server.database.read_bytes()).hexdigest() == before


def test_an_offer_is_taken_away_and_back_by_keyboard(page: Page, server: Server) -> None:
    open_page(page, server, page_spec(PAGE))
    chart_is_there(page)
    page.get_by_role("button", name="Was wäre, wenn …").focus()
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Angebot wegnehmen").click()
    choose(page, "Kommune des Angebots", "Gehrden")
    box = page.get_by_role("combobox", name="Angebot", exact=True)
    box.click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Wegnehmen", exact=True).click()
    expect(page.get_by_text("Szenario: 1 Änderung")).to_be_visible()
    expect(page.locator(DASHES).first).to_be_attached()
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(page.get_by_text("Szenario: 1 Änderung")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("szenario="))


def test_the_weakest_link_leads_to_the_conversation(page: Page, server: Server) -> None:
    open_page(page, server, page_spec(PAGE))
    chart_is_there(page)
    choose(page, "Lesart", "Schwächstes Glied")
    expect(page.get_by_text("Von 105 Übergängen sind")).to_be_visible()
    expect(page).to_have_url(re.compile("lesart=schwaechstes-glied"))
    choose(page, "Kommune", "Garbsen")
    choose(page, "Lebensphase oder Übergang", "Kita → Grundschule")
    expect(page.get_by_text("Mittlere Stufe 2, aus 12 von 111 Paaren.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Paare an diesem Übergang: Garbsen")).to_be_visible()
    page.get_by_role("link", name="Kooperationsblatt öffnen").first.click()
    expect(page).to_have_url(re.compile("/gespraeche.*paar=inst-"))
