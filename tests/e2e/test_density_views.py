"""Views of the offer density in a real browser: held classes, linked maps, film, presentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.test_density_map import MAP, area, choose, mounts, open_map

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page

    from tests.e2e.conftest import Server


def both_maps(page: Page) -> tuple[FrameLocator, FrameLocator]:
    left, right = (
        page.frame_locator(f".st-key-map_density_{side} {MAP}") for side in ("left", "right")
    )
    for frame in (left, right):
        expect(area(frame, "Garbsen")).to_have_attribute("aria-label", re.compile(r"\d"))
    return left, right


def test_held_classes_survive_a_phase_and_the_link(page: Page, server: Server) -> None:
    frame = open_map(page, server, "?phase=0-3&lang=de")
    legend = frame.locator(".pk-legend li").first
    first = (legend.text_content() or "").split("  (")[0]
    page.get_by_role("button", name="Darstellung").click()
    page.get_by_text("Klassen festhalten").click()
    expect(page).to_have_url(re.compile("halten="))
    expect(page.get_by_role("button", name="Klassen lösen")).to_be_visible()
    page.keyboard.press("Escape")
    painted = frame.locator("[data-ready=true]").get_attribute("data-painted")
    choose(page, "Lebensphase", "6–10 Jahre (Grundschule)")
    expect(page.get_by_text("Für 6–10 Jahre")).to_be_visible()
    expect(frame.locator("[data-ready=true]")).not_to_have_attribute("data-painted", painted or "")
    expect(legend).to_contain_text(first)
    page.goto(page.url)
    again = page.frame_locator(MAP)
    expect(again.locator(".pk-legend li").first).to_contain_text(first)
    expect(again.get_by_text("Festgehaltene Klassen")).to_be_visible()


def test_released_classes_stay_released(page: Page, server: Server) -> None:
    """The switch in the closed popover must not hold them again with the next run."""
    frame = open_map(page, server, "?phase=0-3&lang=de")
    page.get_by_role("button", name="Darstellung").click()
    page.get_by_text("Klassen festhalten").click()
    expect(page).to_have_url(re.compile("halten="))
    page.keyboard.press("Escape")
    expect(page.get_by_text("Klassen festhalten")).to_have_count(0)
    page.get_by_role("button", name="Klassen lösen").click()
    expect(page).not_to_have_url(re.compile("halten="))
    choose(page, "Lebensphase", "6–10 Jahre (Grundschule)")
    expect(page.get_by_text("Für 6–10 Jahre")).to_be_visible()
    expect(frame.get_by_text("Beispieldaten")).to_be_visible()
    expect(page).not_to_have_url(re.compile("halten="))


def test_compared_maps_move_together(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/angebotsdichte?ansicht=vergleich&phase=0-3&lang=de")
    left, right = both_maps(page)
    before = area(right, "Garbsen").bounding_box()
    assert before
    left.get_by_role("button", name="Vergrößern").click()
    page.wait_for_function(
        """width => [...document.querySelectorAll('.st-key-map_density_right iframe')].some(
             frame => frame.contentDocument.querySelector('path[aria-label^="Garbsen"]')
               .getBoundingClientRect().width > width * 1.2)""",
        arg=before["width"],
    )
    bottom = page.locator(f".st-key-map_density_left {MAP}").bounding_box()
    assert bottom
    assert bottom["y"] + bottom["height"] <= 900


def test_film_and_slider_change_the_map_without_mounting_it_anew(
    page: Page, server: Server
) -> None:
    frame = open_map(page, server, "?lang=de")
    newest = area(frame, "Garbsen").get_attribute("aria-label")
    page.get_by_role("button", name="Zeitverlauf abspielen").click()
    expect(page).to_have_url(re.compile("stichtag=2014-04-01"))
    page.get_by_role("button", name="Anhalten").click()
    expect(page.get_by_role("button", name="Zeitverlauf abspielen")).to_be_visible()
    expect(area(frame, "Garbsen")).not_to_have_attribute("aria-label", newest or "")
    expect(frame.get_by_text("Festgehaltene Klassen")).to_be_visible()
    slider = page.locator(".st-key-film").get_by_role("slider")
    slider.focus()
    page.keyboard.press("End")
    expect(page).not_to_have_url(re.compile("stichtag="))
    expect(area(frame, "Garbsen")).to_have_attribute("aria-label", newest or "")
    assert mounts(page) == 1


@pytest.mark.parametrize("view", ["vergleich", "phasen", "veraenderung"])
def test_presentation_shows_picture_and_source_only(page: Page, server: Server, view: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{server.url}/angebotsdichte?ansicht={view}&phase=0-3&lang=de&view=vortrag")
    picture = page.locator(MAP if view != "phasen" else '[data-testid="stVegaLiteChart"] svg').last
    expect(picture).to_be_visible()
    source = page.locator('[class*="st-key-source_"]')
    expect(source).to_be_in_viewport()
    for control in ("combobox", "slider", "textbox"):
        expect(page.get_by_role(control)).to_have_count(0)
    page.wait_for_function(
        """() => [...document.querySelectorAll('iframe[title*="folium"], .vega-embed svg')]
             .every(picture => picture.getBoundingClientRect().height > 250)"""
    )
    box, footer = picture.bounding_box(), source.bounding_box()
    assert box
    assert footer
    assert box["y"] + box["height"] <= footer["y"] + 2
