"""The public view in the browser: the switch narrows, the address keeps it, other pages follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.test_pages import open_page, page_spec, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Server


def test_the_switch_narrows_and_other_pages_follow(page: Page, server: Server) -> None:
    open_page(page, server, page_spec("kooperation"), "?matrix=einrichtungen")
    page.get_by_role("radio", name="Öffentlich").click()
    expect(page).to_have_url(re.compile("sicht=oeffentlich"))
    expect(page.get_by_text(re.compile(r"Zellen dürfen veröffentlicht werden"))).to_be_visible()
    settled(page)
    assert "(Beispiel)" not in page.locator('[data-testid="stMain"]').inner_text()
    page.get_by_role("link", name="Gespräche").first.click()
    expect(page).to_have_url(re.compile("gespraeche.*sicht=oeffentlich"))
    settled(page)
    assert "(Beispiel)" not in page.locator('[data-testid="stMain"]').inner_text()


def test_overall_figures_say_whether_the_network_grows_denser(page: Page, server: Server) -> None:
    open_page(page, server, page_spec("kooperation"), "?sicht=oeffentlich&bild=netz")
    expect(page.get_by_text(re.compile(r"aller möglichen Paare sind eingeschätzt"))).to_be_visible()
    expect(page.get_by_text("Gesamtwerte je Erhebungsrunde")).to_be_visible()
