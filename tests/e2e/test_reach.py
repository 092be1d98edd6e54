"""Accessibility in a real browser: the slider moves values only, the surface comes and goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.test_density_map import MAP, SLOW_MS, area, mounts

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page

    from tests.e2e.conftest import Server


def open_reach(page: Page, server: Server, query: str = "") -> FrameLocator:
    page.goto(f"{server.url}/erreichbarkeit{query}")
    frame = page.frame_locator(MAP)
    expect(frame.locator("[data-ready=true]")).to_be_visible(timeout=SLOW_MS)
    expect(area(frame, "Uetze")).to_have_attribute(
        "aria-label", re.compile("erreichbare Angebote"), timeout=SLOW_MS
    )
    return frame


def test_slider_and_surface_change_values_only(page: Page, server: Server) -> None:
    frame = open_reach(page, server, "?phase=0-3&distanz=3")
    expect(page.get_by_text("Für rund 21 % der Kinder")).to_be_visible()
    page.get_by_role("slider", name="Entfernung (Luftlinie)").press("ArrowLeft")
    expect(page).to_have_url(re.compile("distanz=2"))
    expect(page.get_by_text("innerhalb von 2 km Luftlinie")).to_be_visible()
    expect(area(frame, "Uetze")).to_have_attribute("aria-label", re.compile("innerhalb von 2 km"))
    page.get_by_role("radio", name="Fläche").or_(
        page.get_by_role("button", name="Fläche")
    ).first.click()
    expect(page).to_have_url(re.compile("zeigt=flaeche"))
    expect(frame.locator("[data-ready=true]")).to_have_attribute(
        "data-surface", re.compile(r"\d+x\d+")
    )
    expect(frame.get_by_text("nichts in Reichweite")).to_be_visible()
    # under a surface every municipality still says its figures, and can be chosen
    area(frame, "Uetze").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("kommune=03241018"))
    expect(page.get_by_text("gegenüber Region Hannover").first).to_be_in_viewport()
    assert mounts(page) == 1


def test_picture_of_the_surface_and_one_screen(page: Page, server: Server) -> None:
    open_reach(page, server, "?phase=0-3&zeigt=flaeche&kommune=03241018")
    box = page.locator(MAP).bounding_box()
    assert box
    assert box["y"] + box["height"] <= 900
    expect(page.get_by_role("button", name="Auswahl aufheben")).to_be_in_viewport()
    page.get_by_role("button", name="Herunterladen").first.click()
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_text("Als SVG herunterladen").click()
    picture = waiting.value.path().read_bytes()
    assert b"Beispieldaten" in picture
    assert b"nichts in Reichweite" in picture
    assert "gleichmäßig über ihre Kommune".encode() in picture
