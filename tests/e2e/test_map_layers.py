"""Layers over the density map in a real browser: they come and go, the map stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.test_density_map import MAP, area, mounts, open_map
from tests.e2e.test_pages import settled

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Locator, Page

    from tests.e2e.conftest import Server

#: The map's box; its data attributes say what lies over the areas.
BOX = "[data-ready=true]"


def lay_over(page: Page, option: str) -> None:
    """Choose a layer in the popover and close it again."""
    page.get_by_role("button", name="Darstellung").click()
    page.get_by_label("Ebene über der Karte", exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    expect(page.get_by_role("option")).to_have_count(0)
    page.wait_for_timeout(300)  # a choice and Escape within one frame would be one thing too many
    settled(page)
    page.keyboard.press("Escape")
    settled(page)


def marks(frame: FrameLocator) -> Locator:
    return frame.locator(".pk-cluster, .pk-point")


def test_points_and_surface_come_and_go_without_a_new_map(page: Page, server: Server) -> None:
    frame = open_map(page, server)
    expect(marks(frame)).to_have_count(0)
    lay_over(page, "Angebote als Punkte")
    expect(page).to_have_url(re.compile("lagen=punkte"))
    expect(page.get_by_text(re.compile(r"\d+ Angebote stehen als Punkte"))).to_be_visible()
    expect(frame.locator(BOX)).to_have_attribute("data-points", re.compile("^[1-9]"))
    expect(marks(frame).first).to_be_visible()
    lay_over(page, "Dichtefläche")
    expect(frame.locator(BOX)).to_have_attribute("data-surface", re.compile(r"^\d+x\d+$"))
    expect(marks(frame)).to_have_count(0)
    expect(frame.locator("canvas.pk-surface")).to_be_visible()
    expect(frame.get_by_text(re.compile("kein Angebot im Umkreis von 3"))).to_be_visible()
    # the areas below give up their colour, but can still be chosen
    expect(area(frame, "Garbsen")).to_have_attribute("fill-opacity", "0")
    area(frame, "Garbsen").click()
    expect(page).to_have_url(re.compile("kommune=03241005"))
    lay_over(page, "Nur Flächen")
    expect(frame.locator("canvas.pk-surface")).to_have_count(0)
    expect(area(frame, "Garbsen")).to_have_attribute("fill-opacity", "1")
    assert mounts(page) == 1


def test_a_group_opens_by_keyboard_and_a_point_says_what_it_is(page: Page, server: Server) -> None:
    frame = open_map(page, server, "?lagen=punkte")
    expect(frame.locator(".pk-cluster").first).to_be_visible()
    inside = next(found for found in page.frames if "folium" in found.url)
    before = inside.evaluate("map.getZoom()")
    group = frame.locator(".pk-cluster", has_text=re.compile("^[2-4]$")).first
    expect(group).to_have_attribute("aria-label", re.compile("^[2-4] Angebote"))
    group.focus()
    for _ in range(8):  # group in group, at last points spread around one address
        page.keyboard.press("Enter")
        page.wait_for_timeout(700)
        if "pk-point" in inside.evaluate("document.activeElement.className"):
            break
    assert inside.evaluate("map.getZoom()") > before
    expect(frame.locator(".pk-point:focus")).to_have_count(1)
    expect(frame.locator(".pk-point-tip")).to_contain_text("(Beispiel)")
    expect(frame.locator(".pk-point-tip")).to_contain_text("bestätigt")
    page.keyboard.press("Escape")
    expect(frame.locator(".pk-point-tip")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("kommune="))


def test_points_follow_the_day(page: Page, server: Server) -> None:
    frame = open_map(page, server, "?lagen=punkte")
    now = frame.locator(BOX).get_attribute("data-points")
    assert int(now or 0) > 0
    frame = open_map(page, server, "?lagen=punkte&stichtag=2016-01-01")
    expect(frame.locator(BOX)).to_have_attribute("data-points", re.compile(r"^\d+$"))
    then = frame.locator(BOX).get_attribute("data-points")
    assert int(then or 0) < int(now or 0)


def test_linked_maps_follow_each_other(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/angebotsdichte?ansicht=vergleich")
    left, right = page.frame_locator(MAP).nth(0), page.frame_locator(MAP).nth(1)
    for side in (left, right):
        expect(side.locator(BOX)).to_have_attribute("data-painted", re.compile(r"\d"))
    views = [found for found in page.frames if "folium" in found.url]
    assert len(views) == 2
    zooms = [view.evaluate("map.getZoom()") for view in views]
    left.get_by_role("button", name="Vergrößern").click()
    for view, zoom in zip(views, zooms, strict=True):
        view.wait_for_function("zoom => map.getZoom() > zoom + 0.5", arg=zoom)
    page.wait_for_timeout(800)  # Leaflet takes no drag while it still zooms
    centres = "[map.getCenter().lat, map.getCenter().lng]"
    box = left.locator(BOX).bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4
    before = [view.evaluate(centres) for view in views]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 90, y + 40, steps=6)
    page.mouse.up()
    for view, start in zip(views, before, strict=True):
        view.wait_for_function(
            "start => Math.abs(map.getCenter().lng - start[1]) > 0.01", arg=start
        )
    page.wait_for_timeout(800)  # a map that answered itself would still be moving
    one, other = (view.evaluate(centres) for view in views)
    assert abs(one[0] - other[0]) < 0.01
    assert abs(one[1] - other[1]) < 0.01


def test_no_name_is_covered_by_a_disc(page: Page, server: Server) -> None:
    frame = open_map(page, server, "?lagen=punkte")
    expect(frame.locator(".pk-cluster").first).to_be_visible()
    expect(frame.get_by_text("Hannover", exact=True)).to_be_visible()
    inside = next(found for found in page.frames if "folium" in found.url)
    inside.wait_for_function(
        """() => {
          const boxes = (found) => [...document.querySelectorAll(found)]
            .filter((one) => getComputedStyle(one).visibility === "visible")
            .map((one) => one.getBoundingClientRect());
          const names = boxes(".pk-name > span");
          const discs = boxes(".pk-cluster");
          return names.length > 8 && discs.length > 3 && !names.some((name) =>
            discs.some((disc) => name.left < disc.right - 1 && disc.left < name.right - 1 &&
              name.top < disc.bottom - 1 && disc.top < name.bottom - 1));
        }"""
    )
