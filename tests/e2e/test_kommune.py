"""The portrait in a real browser: chosen on the map, read by everybody, taken along whole."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.e2e.test_density_map import MAP, SLOW_MS, area
from tests.e2e.test_pages import serious, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server

CHOSEN = "?kommune=03241005"
SENTENCE = re.compile("Garbsen hat 43 aktive Angebote")


def open_portrait(page: Page, server: Server, query: str = CHOSEN) -> None:
    page.goto(f"{server.url}/kommune{query}")
    expect(page.get_by_text(SENTENCE)).to_be_visible(timeout=SLOW_MS)
    settled(page)


def test_map_chooses_and_the_portrait_leads_onward(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/kommune")
    frame = page.frame_locator(MAP)
    expect(frame.locator("[data-ready=true]")).to_be_visible(timeout=SLOW_MS)
    expect(area(frame, "Garbsen")).to_have_attribute(
        "aria-label", re.compile("Mittelstadt"), timeout=SLOW_MS
    )
    area(frame, "Garbsen").click()
    expect(page.get_by_text(SENTENCE)).to_be_visible(timeout=SLOW_MS)
    expect(page).to_have_url(re.compile("kommune=03241005"))
    expect(page.locator(MAP)).to_have_count(0)
    settled(page)
    assert serious(page) == []
    page.get_by_test_id("stMain").get_by_role("link", name="Angebotsdichte", exact=True).click()
    expect(page).to_have_url(re.compile("/angebotsdichte"), timeout=SLOW_MS)
    expect(page).to_have_url(re.compile("kommune=03241005"), timeout=SLOW_MS)


def test_one_download_holds_the_whole_portrait(page: Page, server: Server) -> None:
    open_portrait(page, server)
    page.get_by_role("button", name="Herunterladen").click()
    with page.expect_download(timeout=SLOW_MS) as waiting:
        page.get_by_role("button", name="XLSX").click()
    assert waiting.value.suggested_filename == "portrait_03241005_2021-06-30_de_beispieldaten.xlsx"
    book = load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()))
    assert len(book.sheetnames) == 10
    assert "Garbsen" in str(book.worksheets[0]["A1"].value)


def test_portrait_fits_a_presentation_and_a_phone(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    open_portrait(page, server, f"{CHOSEN}&view=vortrag")
    charts = page.locator('[data-testid="stVegaLiteChart"]')
    expect(charts).to_have_count(2)
    footer = page.locator(".st-key-source_portrait")
    top = footer.bounding_box()
    assert top
    for chart in charts.all():
        box = chart.bounding_box()
        assert box
        assert box["height"] > 200
        assert box["y"] + box["height"] <= top["y"] + 1  # the source hides nothing of it
    page.set_viewport_size({"width": 390, "height": 844})
    open_portrait(page, server)
    widths = page.evaluate("[document.body.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1]
