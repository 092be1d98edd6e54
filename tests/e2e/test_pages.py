"""Every page in Chromium: renders in both languages and sizes, nothing outside, axe is content."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lib.text import render
from lib.ui.navigation import PAGES, PageSpec
from tests.e2e.conftest import start_server
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.e2e.conftest import Server

SLOW_MS = 30_000
MAP = 'iframe[title*="folium"]'
#: axe rules that fire in Streamlit's own markup, which we cannot change, each with its reason.
STREAMLITS_OWN: dict[str, str] = {}


def page_spec(slug: str) -> PageSpec:
    return next(spec for spec in PAGES if spec.slug == slug)


def settled(page: Page) -> None:
    """Wait until Streamlit has finished the run."""
    expect(
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    ).to_have_count(1, timeout=SLOW_MS)
    # what a run has not yet drawn again is faded, and fades back in
    expect(page.locator('[data-stale="true"]')).to_have_count(0, timeout=SLOW_MS)
    page.wait_for_timeout(600)


def open_page(page: Page, server: Server, spec: PageSpec, query: str = "") -> None:
    page.goto(f"{server.url}/{spec.slug}{query}")
    language = "en" if "lang=en" in query else "de"
    heading = page.get_by_role("heading", name=render(spec.question, language), exact=True)
    expect(heading).to_be_visible(timeout=SLOW_MS)
    settled(page)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.slug)
def test_renders_and_is_accessible(
    page: Page, server: Server, spec: PageSpec, language: str
) -> None:
    open_page(page, server, spec, f"?lang={language}")
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    expect(page.locator('[data-testid="stAlertContentError"]')).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert serious(page) == []


def serious(page: Page) -> list[str]:
    """Serious and critical findings of axe that are ours."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{item['id']}: {node['target']} {node['html'][:160]}"
        for item in found
        if item["impact"] in {"serious", "critical"} and item["id"] not in STREAMLITS_OWN
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.slug)
def test_presentation_fits_the_screen(page: Page, server: Server, spec: PageSpec) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    open_page(page, server, spec, "?view=vortrag")
    expect(page.locator('[data-testid="stHeader"]')).not_to_be_visible()
    expect(page.get_by_text("Beispieldaten").first).to_be_in_viewport()
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('p, span, h1, h2, h3, li')]
            .filter(e => e.offsetParent && e.childElementCount === 0 && e.textContent.trim())
            .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 14


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.slug)
def test_phone_has_no_sideways_scroll(page: Page, server: Server, spec: PageSpec) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, server, spec)
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0


def test_page_without_database_and_recovery(browser: Browser, tmp_path: Path) -> None:
    """The sentence stands, no traceback; when the database comes the page shows by itself."""
    server = start_server(tmp_path, database=tmp_path / "late.sqlite")
    try:
        context = browser.new_context(locale="de-DE")
        tab = context.new_page()
        tab.goto(f"{server.url}/angebotsdichte")
        expect(tab.get_by_text("Es gibt noch keine Datenbank")).to_be_visible(timeout=SLOW_MS)
        build_sample_database(tmp_path / "late.sqlite")
        expect(tab.get_by_role("heading", name="Wo fehlen Angebote?")).to_be_visible(
            timeout=SLOW_MS
        )
        assert "Traceback" not in server.log_text()
        context.close()
    finally:
        server.process.terminate()
        server.process.wait(10)


def test_a_new_import_is_seen_without_restart(browser: Browser, tmp_path: Path) -> None:
    database = tmp_path / "mine.sqlite"
    build_sample_database(database)
    server = start_server(tmp_path, database=database)
    try:
        context = browser.new_context(locale="de-DE")
        tab = context.new_page()
        tab.goto(f"{server.url}/angebotsdichte?mass=count")
        expect(tab.get_by_text("487", exact=True).first).to_be_visible(timeout=SLOW_MS)
        with sqlite3.connect(database) as connection:
            connection.execute("UPDATE offer SET status = 'defunct' WHERE key = 'ang-001'")
            connection.execute(
                "INSERT INTO import_batch (file_name, table_name, sha256, imported_at, rows_added,"
                " rows_updated, rows_unchanged, is_sample) VALUES"
                " ('x.csv', 'offer', 'abc', '2026-01-01 00:00:00', 0, 1, 0, 1)"
            )
        tab.reload()
        expect(tab.get_by_text("486", exact=True).first).to_be_visible(timeout=SLOW_MS)
        context.close()
    finally:
        server.process.terminate()
        server.process.wait(10)
