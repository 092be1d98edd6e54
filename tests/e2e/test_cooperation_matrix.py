"""The cooperation matrix in the browser: filters and chips, a cell by keyboard, a named view."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.test_pages import open_page, page_spec, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server


def test_a_filter_of_the_popover_has_a_chip_that_takes_it_back(page: Page, server: Server) -> None:
    open_page(page, server, page_spec("kooperation"))
    page.get_by_role("button", name="Weitere Filter").click()
    page.get_by_text("Nur Paare, die niemand eingeschätzt hat").click()
    expect(page).to_have_url(re.compile("offen=ja"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="1 weiterer Filter")).to_be_visible()
    expect(page.locator(".st-key-answer")).to_contain_text("niemand eingeschätzt hat")
    page.get_by_role("button", name="nur nicht eingeschätzte Paare").click()
    expect(page).not_to_have_url(re.compile("offen="))
    expect(page.locator(".st-key-answer")).not_to_contain_text("niemand eingeschätzt hat")


def test_a_named_view_opens_with_its_name_and_filters(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/kooperation?matrix=einrichtungen&unterschied=2")
    expect(page.locator(".st-key-answer")).to_contain_text("passen zu den Filtern", timeout=30_000)
    settled(page)
    page.get_by_role("button", name="Merken").click()
    field = page.get_by_label("Name der Ansicht", exact=True)
    field.fill("Vor dem Sommer")
    field.press("Enter")
    code = page.locator('[data-testid="stCode"] code')
    expect(code).to_contain_text("titel=Vor+dem+Sommer")
    link = code.inner_text().replace("\n", "")
    assert "welle=" in link
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_role("button", name="Vor dem Sommer")).to_be_visible(timeout=30_000)
    expect(page.locator(".st-key-answer")).to_contain_text("passen zu den Filtern")
