"""The decision sheet in a browser: chosen from the list, working opened, printed as one page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server


def test_a_link_opens_the_sheet_and_its_pdf_is_one_page(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/vorlage?ziel=HZ1.3.1")
    title = "Bis 2025 sinkt der Anteil der Kinder mit Übergewicht"
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=30_000)
    working = page.locator("details").first
    working.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(working).to_contain_text("Verwendete Werte")
    expect(working.locator("li").first).to_be_visible()
    with page.expect_download(timeout=60_000) as caught:
        page.get_by_role("button", name="PDF").click()
    pdf = Path(caught.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert caught.value.suggested_filename.startswith("vorlage_HZ1.3.1_")
    assert "beispieldaten" in caught.value.suggested_filename


def test_another_goal_by_list_and_the_target_system_opens_whole(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/vorlage?ziel=HZ1.3.1")
    first = page.get_by_role("heading", name="Bis 2025 sinkt der Anteil")
    expect(first).to_be_visible(timeout=30_000)
    page.get_by_role("combobox", name=re.compile("Ziel")).first.click()
    page.get_by_role("option", name=re.compile("Früherkennungsuntersuchung U8")).click()
    expect(page.get_by_role("heading", name=re.compile("U8"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"ziel=HZ1\.1\.2"))
    page.get_by_role("link", name="Zielsystem", exact=True).click()
    heading = page.get_by_role("heading", name="Wie weit sind unsere Ziele?")
    expect(heading).to_be_visible()
    expect(page).not_to_have_url(re.compile("ziel=HZ"))
