"""Pages through AppTest: one sample database for all, caches cleared between tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.settings import ROOT
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHELL = str(ROOT / "lib" / "ui" / "shell.py")


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a database with the whole sample."""
    return build_sample_database(tmp_path_factory.mktemp("sample") / "sample.sqlite")


@pytest.fixture
def open_page(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page by its script: `open_page("kooperation.py", lang="en", welle="2020")`."""
    monkeypatch.setenv("DATABASE_URL", sample_url)
    monkeypatch.setenv("MONITOR_CONFIG", str(ROOT / "tests" / "app" / "empty.toml"))
    st.cache_data.clear()
    st.cache_resource.clear()

    def open_it(script: str, **parameters: str) -> AppTest:
        app = AppTest.from_file(SHELL, default_timeout=30)
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        if script != "ueberblick.py":
            app.switch_page(str(ROOT / "pages" / script))
            for name, value in parameters.items():
                app.query_params[name] = value
            app.run()
        return app

    return open_it


@pytest.fixture
def empty_url(tmp_path: Path) -> str:
    """URL of a database file that is not there."""
    return f"sqlite:///{tmp_path / 'none.sqlite'}"
