"""Every page on a real PostgreSQL shows what it shows on SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.cli import main as monitor
from lib.settings import ROOT
from lib.ui.navigation import PAGES
from tests.app.conftest import SHELL

if TYPE_CHECKING:
    import pytest


def said(script: str) -> list[str]:
    """Everything a page says in words."""
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    if script != PAGES[0].script:
        app.switch_page(str(ROOT / "pages" / script)).run()
    assert not app.exception
    assert not app.error
    words = [element.value for element in (*app.title, *app.markdown, *app.metric)]
    return [word for word in words if "import" not in word.casefold()]


def test_pages_say_the_same_on_both_databases(
    sample_url: str, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert monitor(["sample"]) == 0
    for spec in PAGES:
        answers = []
        for url in (database_url, sample_url):
            monkeypatch.setenv("DATABASE_URL", url)
            st.cache_data.clear()
            st.cache_resource.clear()
            answers.append(said(spec.script))
        assert answers[0] == answers[1], spec.slug
