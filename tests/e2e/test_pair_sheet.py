"""The cooperation sheet in a browser: opened by link, printed as one page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server


def test_a_link_opens_the_sheet_and_its_pdf_is_one_page(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/gespraeche?paar=inst-001~inst-089")
    button = page.get_by_role("button", name="PDF")
    expect(button).to_be_visible(timeout=30_000)
    with page.expect_download(timeout=60_000) as caught:
        button.click()
    pdf = Path(caught.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert "beispieldaten" in caught.value.suggested_filename
