"""The matrix in a real browser, on a page of its own: point, choose, walk, zoom, focus, change."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lib.settings import ROOT
from tests.e2e.conftest import Watch, free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page


@pytest.fixture(scope="module")
def matrix_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the throwaway app that shows one matrix."""
    port = free_port()
    log = tmp_path_factory.mktemp("matrix") / "server.log"
    running = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "tests/benchmarks/matrix_app.py",
         "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT),
             "MONITOR_CONFIG": str(ROOT / "tests" / "app" / "empty.toml")},
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    url = f"http://localhost:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)  # noqa: S310  own server
            break
        except OSError:
            time.sleep(0.1)
    yield url
    running.terminate()
    running.wait(10)
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture
def show(browser: Browser, matrix_url: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Open a matrix: `show(size="14x14", groups="4")`; nothing is complained of."""
    contexts = []

    def open_it(*, wide: int = 1440, high: int = 900, **asked: str) -> Page:
        context = browser.new_context(viewport={"width": wide, "height": high}, locale="de-DE")
        contexts.append(context)
        tab = context.new_page()
        watch.attach(tab)
        tab.goto(f"{matrix_url}/?" + "&".join(f"{name}={value}" for name, value in asked.items()))
        expect(painted(tab)).to_be_visible()
        return tab

    yield open_it
    for context in contexts:
        context.close()
    assert watch.outside == []
    assert watch.complaints == []


def painted(page: Page) -> Locator:
    return page.locator("[data-painted]")


def canvas(page: Page) -> Locator:
    return page.get_by_role("application", name="Zusammenarbeit")


def voice(page: Page) -> Locator:
    return page.get_by_role("status")


def told(page: Page, cell: str, times: int) -> None:
    expect(page.get_by_text(f"chosen {cell} told {times}", exact=True)).to_be_visible()


def middle(page: Page, row: int, column: int, size: tuple[int, int] = (14, 14)) -> dict[str, Any]:
    """Where a cell is, found by its tooltip rather than by the arithmetic of the script."""
    box = canvas(page).bounding_box()
    assert box is not None
    wanted = (f" {row + 1}", f" {column + 1}")
    for y in range(100, int(box["height"]), 14):
        for x in range(140, int(box["width"]), 35):
            canvas(page).hover(position={"x": x, "y": y})
            first = page.locator(".tip .first")
            if first.is_visible():
                names = first.inner_text().split(" → ")
                if names[0].endswith(wanted[0]) and names[1].endswith(wanted[1]):
                    return {"x": x, "y": y}
    raise AssertionError("no such cell under the pointer")


def test_a_click_chooses_and_a_second_one_clears(show: Callable[..., Page]) -> None:
    page = show(size="14x14")
    place = middle(page, 3, 5)
    expect(page.locator(".tip")).to_contain_text("Gegenrichtung: ")
    canvas(page).click(position=place)
    told(page, "('k3', 'k5')", 1)
    canvas(page).click(position=place)
    told(page, "None", 2)


def test_the_keyboard_walks_speaks_and_chooses(show: Callable[..., Page]) -> None:
    page = show(size="14x14")
    canvas(page).focus()
    canvas(page).press("Control+End")
    expect(voice(page)).to_contain_text("Gesundheitsamt 14 → Gesundheitsamt 14")
    canvas(page).press("Control+Home")
    canvas(page).press("ArrowDown")
    canvas(page).press("ArrowDown")
    canvas(page).press("ArrowRight")
    expect(voice(page)).to_contain_text("Jugendamt 3 → Familienzentrum 2")
    expect(page.locator(".tip .first")).to_have_text("Jugendamt 3 → Familienzentrum 2")
    canvas(page).press("Enter")
    told(page, "('k2', 'k1')", 1)
    canvas(page).press("Escape")
    told(page, "None", 2)
    canvas(page).press("f")
    expect(page.get_by_role("combobox")).to_have_value("rows 2")
    canvas(page).press("Escape")
    expect(page.get_by_role("combobox")).to_have_value("")


def test_new_values_keep_mount_zoom_and_focus(show: Callable[..., Page]) -> None:
    page = show(size="300x300", groups="21", rated="13")
    canvas(page).evaluate("element => { element.mark = 1; }")
    page.get_by_role("button", name="Vergrößern").click()
    page.get_by_role("combobox").select_option(label="Kita 11")
    page.get_by_role("button", name="Vergrößern").click()
    before = int(painted(page).get_attribute("data-painted") or 0)
    page.get_by_role("button", name="next").click()
    expect(painted(page)).not_to_have_attribute("data-painted", str(before))
    assert canvas(page).evaluate("element => element.mark") == 1
    expect(page.get_by_role("combobox")).to_have_value("rows 10")
    expect(page.get_by_role("button", name="Verkleinern")).to_be_enabled()
    page.get_by_role("button", name="Ganz").click()
    expect(page.get_by_role("combobox")).to_have_value("")
    expect(page.get_by_role("button", name="Verkleinern")).to_be_disabled()


def test_plain_scrolling_belongs_to_the_page_ctrl_zooms_and_a_drag_moves(
    show: Callable[..., Page],
) -> None:
    page = show(size="125x125", groups="8", high=500)
    smaller = page.get_by_role("button", name="Verkleinern")
    canvas(page).hover(position={"x": 600, "y": 250})
    page.mouse.wheel(0, -200)
    expect(smaller).to_be_disabled()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -900)
    page.keyboard.up("Control")
    expect(smaller).to_be_enabled()
    first = page.locator(".tip .first")
    canvas(page).hover(position={"x": 610, "y": 250})
    before = first.inner_text()
    page.mouse.down()
    page.mouse.move(400, 240, steps=5)
    page.mouse.up()
    canvas(page).hover(position={"x": 609, "y": 250})
    expect(first).not_to_have_text(before)
    painted_before = painted(page).get_attribute("data-painted") or ""
    page.get_by_role("button", name="next").click()  # by now a click would have been told
    expect(painted(page)).not_to_have_attribute("data-painted", painted_before)
    told(page, "None", 0)  # a drag is no click


@pytest.mark.parametrize("size", ["3x14", "14x14", "300x300"])
def test_axe_finds_nothing(show: Callable[..., Page], size: str) -> None:
    page = show(size=size, groups="3")
    found = Axe().run(page, context="[data-testid='stBidiComponentIsolated']").response
    serious = [one["id"] for one in found["violations"]]
    assert serious == []


def test_on_a_phone_nothing_overflows(show: Callable[..., Page]) -> None:
    page = show(size="14x14", wide=390, high=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert (canvas(page).bounding_box() or {})["width"] <= 390
    expect(page.get_by_role("button", name="Vergrößern")).to_be_visible()


def test_presentation_has_large_type_and_no_buttons(show: Callable[..., Page]) -> None:
    page = show(size="14x14", wide=1280, high=720, praesentation="1")
    expect(page.get_by_role("combobox")).to_be_hidden()
    size = page.locator(".legend").evaluate("element => getComputedStyle(element).fontSize")
    assert float(re.sub("px", "", size)) >= 14
    box = canvas(page).bounding_box() or {}
    assert 350 <= box["height"] <= 640
