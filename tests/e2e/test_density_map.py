"""The density map in a real browser: values travel, the map stays, clicks select, links reopen."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Locator, Page

    from tests.e2e.conftest import Server

MAP = 'iframe[title*="folium"]'
SLOW_MS = 20_000


def open_map(page: Page, server: Server, query: str = "") -> FrameLocator:
    page.goto(f"{server.url}/angebotsdichte{query}")
    frame = page.frame_locator(MAP)
    expect(frame.locator("[data-ready=true]")).to_be_visible(timeout=SLOW_MS)
    expect(area(frame, "Garbsen")).to_have_attribute(
        "aria-label", re.compile(r"\d"), timeout=SLOW_MS
    )
    return frame


def area(frame: FrameLocator, name: str) -> Locator:
    return frame.locator(f'path[aria-label^="{name}"]').first


def width_at_rest(page: Page, locator: Locator) -> float:
    """Width of an element once it does not move any more."""
    widths = [0.0]
    for _ in range(40):
        box = locator.bounding_box()
        widths.append(box["width"] if box else 0.0)
        if widths[-1] and abs(widths[-1] - widths[-2]) < 0.5:
            break
        page.wait_for_timeout(150)
    return widths[-1]


def mounts(page: Page) -> int:
    inside = next(frame for frame in page.frames if "folium" in frame.url)
    return int(inside.evaluate("window.__mapMounts"))


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_filter_changes_the_map_without_mounting_it_anew(page: Page, server: Server) -> None:
    frame = open_map(page, server)
    before = area(frame, "Garbsen").get_attribute("aria-label")
    choose(page, "Lebensphase", "0–3 Jahre")
    expect(area(frame, "Garbsen")).not_to_have_attribute("aria-label", before or "")
    expect(page).to_have_url(re.compile("phase=0-3"))
    expect(page.get_by_text("Für 0–3 Jahre")).to_be_visible()
    assert mounts(page) == 1


def test_filter_keeps_the_view_of_the_map(page: Page, server: Server) -> None:
    frame = open_map(page, server)
    first = width_at_rest(page, area(frame, "Garbsen"))
    frame.get_by_role("button", name="Vergrößern").click()
    page.wait_for_timeout(600)
    zoomed = width_at_rest(page, area(frame, "Garbsen"))
    assert zoomed > first * 1.2
    painted = frame.locator("[data-ready=true]").get_attribute("data-painted")
    choose(page, "Lebensphase", "3–6 Jahre (Kita)")
    expect(page).to_have_url(re.compile("phase=3-6"))
    expect(frame.locator("[data-ready=true]")).not_to_have_attribute("data-painted", painted or "")
    assert abs(width_at_rest(page, area(frame, "Garbsen")) - zoomed) < 2


def test_click_selects_and_clear_forgets(page: Page, server: Server) -> None:
    frame = open_map(page, server)
    area(frame, "Garbsen").click()
    expect(page).to_have_url(re.compile("kommune=03241005"))
    expect(page.get_by_role("heading", name="Angebote in Garbsen")).to_be_visible()
    page.get_by_role("button", name="Auswahl aufheben").click()
    expect(page).not_to_have_url(re.compile("kommune="))
    area(frame, "Garbsen").click()
    expect(page).to_have_url(re.compile("kommune=03241005"))
    assert mounts(page) == 1


def test_keyboard_selects(page: Page, server: Server) -> None:
    frame = open_map(page, server)
    area(frame, "Seelze").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Angebote in Seelze")).to_be_visible()


def test_deep_link_and_history(page: Page, server: Server) -> None:
    open_map(page, server, "?phase=0-3&kommune=03241005&lang=en")
    expect(page.get_by_role("heading", name="Offers in Garbsen")).to_be_visible()
    expect(page.get_by_text("For 0–3 years")).to_be_visible()
    choose(page, "Life phase", "3–6 years (day-care centre)")
    expect(page.get_by_text("For 3–6 years")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("For 0–3 years")).to_be_visible()


def test_filters_survive_a_change_of_page(page: Page, server: Server) -> None:
    open_map(page, server, "?phase=0-3")
    page.get_by_role("link", name="Daten & Methoden").click()
    expect(page.get_by_role("heading", name="Worauf beruhen die Zahlen?")).to_be_visible()
    page.get_by_role("link", name="Angebotsdichte").first.click()
    expect(page.get_by_text("Für 0–3 Jahre")).to_be_visible(timeout=SLOW_MS)
    expect(page).to_have_url(re.compile("phase=0-3"))


def test_downloads_open(page: Page, server: Server) -> None:
    open_map(page, server, "?phase=0-3")
    files = {}
    for kind in ("CSV", "XLSX", "PNG", "SVG"):
        if not page.get_by_text(f"Als {kind} herunterladen").is_visible():
            page.get_by_role("button", name="Herunterladen").first.click()
        with page.expect_download(timeout=60_000) as waiting:
            page.get_by_text(f"Als {kind} herunterladen").click()
        files[kind] = waiting.value.path().read_bytes()
        assert "beispieldaten" in waiting.value.suggested_filename
    assert files["PNG"].startswith(b"\x89PNG")
    assert b"Beispieldaten" in files["SVG"]
    assert "Beispieldaten" in files["CSV"].decode("utf-8-sig")
    assert "xl/workbook.xml" in ZipFile(io.BytesIO(files["XLSX"])).namelist()


def test_presentation_has_no_chrome_and_ends_with_escape(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    frame = open_map(page, server, "?phase=0-3")
    page.get_by_role("button", name="Vortrag").click()
    expect(page).to_have_url(re.compile("view=vortrag"))
    expect(page.get_by_role("link", name="Kooperation")).to_have_count(0)
    expect(page.get_by_label("Lebensphase")).to_have_count(0)
    expect(page.get_by_text("Beispieldaten").first).to_be_visible()
    expect(frame.locator("[data-ready=true]")).to_be_visible(timeout=SLOW_MS)
    source = page.locator('[class*="st-key-source_"]')
    expect(source).to_be_in_viewport()
    box = page.locator(MAP).bounding_box()
    assert box
    assert box["width"] > 1200
    assert box["height"] > 350
    page.keyboard.press("Escape")
    expect(page.get_by_label("Lebensphase")).to_be_visible()


def test_reading_fits_one_screen(page: Page, server: Server) -> None:
    open_map(page, server, "?kommune=03241005")
    box = page.locator(MAP).bounding_box()
    assert box
    assert box["y"] + box["height"] <= 900
    expect(page.get_by_text("gegenüber Region Hannover").first).to_be_in_viewport()
