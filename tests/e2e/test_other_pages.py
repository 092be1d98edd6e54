"""Cooperation, target system, sources in the browser: details open, links reopen, text is text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.test_density_map import choose
from tests.e2e.test_pages import open_page, page_spec, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server


def test_cooperation_cell_opens_its_detail_and_the_link_reopens_it(
    page: Page, server: Server
) -> None:
    open_page(page, server, page_spec("kooperation"))
    choose(page, "Wer schätzt ein", "Kita")
    choose(page, "Wer wird eingeschätzt", "Grundschule")
    expect(page).to_have_url(re.compile("zelle=kita"))
    settled(page)
    text = page.locator('[data-testid="stMain"]').inner_text()
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_label("Wer schätzt ein", exact=True)).to_be_visible(timeout=30_000)
    settled(page)
    assert "Median" in text
    expect(page.locator('[data-testid="stMain"]')).to_have_text(
        re.compile(re.escape(text.split("Median")[1].strip().splitlines()[0]))
    )
    assert page.locator('[data-testid="stMain"]').inner_text() == text


def test_cooperation_click_on_a_cell(page: Page, server: Server) -> None:
    open_page(page, server, page_spec("kooperation"))
    matrix = page.get_by_role("application").first
    expect(matrix).to_be_visible()
    box = matrix.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.7)
    expect(page).to_have_url(re.compile("zelle="))
    expect(page.get_by_text("Bitte wählen")).to_have_count(0)


def test_presentation_shows_no_single_pair(page: Page, server: Server) -> None:
    open_page(
        page,
        server,
        page_spec("kooperation"),
        "?matrix=einrichtungen&kommune=03241005&view=vortrag",
    )
    assert "(Beispiel) →" not in page.content()
    expect(page.get_by_text("Beispieldaten").first).to_be_visible()


def test_indicator_opens_and_the_link_reopens_it(page: Page, server: Server) -> None:
    open_page(page, server, page_spec("zielsystem"))
    tree = page.get_by_role("treegrid")
    tree.get_by_text("Kinder unter zehn Jahren in Haushalten").click()
    expect(page).to_have_url(re.compile("indikator="))
    settled(page)
    expect(page.locator(".st-key-indicator_head")).to_be_visible()
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".st-key-indicator_head")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("slug", ["ueberblick", "kooperation", "zielsystem", "daten-methoden"])
def test_downloads_open_on_every_page(page: Page, server: Server, slug: str) -> None:
    open_page(page, server, page_spec(slug))
    page.get_by_role("button", name="Herunterladen").first.click()
    for kind, start in (("CSV", b"\xef\xbb\xbf"), ("PNG", b"\x89PNG")):
        with page.expect_download(timeout=60_000) as waiting:
            page.get_by_text(f"Als {kind} herunterladen").first.click()
        assert waiting.value.path().read_bytes().startswith(start)
        assert "beispieldaten" in waiting.value.suggested_filename


def test_method_link_opens_the_method(page: Page, server: Server) -> None:
    open_page(page, server, page_spec("kooperation"))
    page.get_by_text("Wie wird das berechnet?").first.click()
    expect(page).to_have_url(re.compile("methode=cooperation"))
    expect(page.get_by_role("heading", name="Worauf beruhen die Zahlen?")).to_be_visible(
        timeout=30_000
    )


def test_markup_in_data_is_shown_as_text(page: Page, server: Server) -> None:
    """The sample holds an institution named "Café <Miteinander> & Co."."""
    open_page(page, server, page_spec("kooperation"), "?matrix=einrichtungen")
    assert page.locator("miteinander").count() == 0
    inside = [frame.locator("miteinander").count() for frame in page.frames]
    assert sum(inside) == 0
