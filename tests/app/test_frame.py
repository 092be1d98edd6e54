"""The frame: languages, nonsense in the URL, a database that is missing, empty, old or gone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.store.engine import writing_engine
from lib.store.migrate import migrate
from lib.ui.navigation import PAGES
from tests.app.conftest import SHELL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def texts(app: AppTest) -> str:
    parts = [element.value for element in (*app.markdown, *app.caption, *app.title)]
    return "\n".join(str(part) for part in parts)


def open_shell(url: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("DATABASE_URL", url)
    st.cache_data.clear()
    st.cache_resource.clear()
    return AppTest.from_file(SHELL, default_timeout=30).run()


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.slug)
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("view", ["normal", "vortrag"])
def test_every_page_in_both_languages_and_views(
    open_page: Callable[..., AppTest], spec, language: str, view: str
) -> None:
    app = open_page(spec.script, lang=language, view=view)
    assert not app.exception
    assert not app.error
    questions = {"de": "?", "en": "?"}
    assert app.title[0].value.endswith(questions[language])
    label = "Beispieldaten" if language == "de" else "Sample data"
    assert label in texts(app)
    if view == "vortrag":
        assert not app.selectbox
        assert not app.dataframe


def test_german_comes_first(open_page: Callable[..., AppTest]) -> None:
    assert open_page("ueberblick.py").title[0].value == "Wo stehen wir?"
    assert open_page("ueberblick.py", lang="en").title[0].value == "Where do we stand?"
    assert open_page("ueberblick.py", lang="xx").title[0].value == "Wo stehen wir?"


@pytest.mark.parametrize(
    ("locale", "title"), [("en-GB", "Where do we stand?"), ("de-AT", "Wo stehen wir?")]
)
def test_first_guess_from_the_browser(
    sample_url: str, monkeypatch: pytest.MonkeyPatch, locale: str, title: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", sample_url)
    app = AppTest.from_file(SHELL, default_timeout=30)
    app.context = {"locale": locale}
    assert app.run().title[0].value == title


def test_nonsense_in_the_url_shows_the_default(open_page: Callable[..., AppTest]) -> None:
    app = open_page(
        "angebotsdichte.py",
        phase="quatsch",
        mass="<script>alert(1)</script>",
        stichtag="31.02.2020",
        kommune="99999999",
        feld="'; DROP TABLE offer; --",
    )
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="w_phase").value == "alle"
    assert app.selectbox(key="w_mass").value == "per_1000_children"
    assert app.selectbox(key="w_kommune").value == "alle"
    assert app.date_input(key="d_stichtag").value.isoformat() == "2021-06-30"


def test_a_link_reopens_what_was_seen(open_page: Callable[..., AppTest]) -> None:
    app = open_page(
        "angebotsdichte.py", phase="0-3", kommune="03241005", stichtag="2020-01-01", lang="en"
    )
    assert app.selectbox(key="w_phase").value == "0-3"
    assert app.date_input(key="d_stichtag").value.isoformat() == "2020-01-01"
    assert "Garbsen" in [metric.label for metric in app.metric]


def test_filters_reach_the_url_and_the_next_page(open_page: Callable[..., AppTest]) -> None:
    app = open_page("angebotsdichte.py")
    app.selectbox(key="w_phase").select("3-6").run()
    assert app.query_params["phase"] == ["3-6"] or app.query_params["phase"] == "3-6"
    app.selectbox(key="w_phase").select("alle").run()
    assert "phase" not in app.query_params


def test_missing_database(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_shell(empty_url, monkeypatch)
    assert not app.exception
    assert "noch keine Datenbank" in app.error[0].value
    assert len(app.error) == 1


def test_file_that_is_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.sqlite").write_text("no database at all, but a long enough text")
    app = open_shell(f"sqlite:///{tmp_path / 'x.sqlite'}", monkeypatch)
    assert not app.exception
    assert "antwortet zurzeit nicht" in app.error[0].value


def test_unmigrated_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    with writing_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE old (x INTEGER)")
    app = open_shell(url, monkeypatch)
    assert "monitor migrate" in app.error[0].value


def test_empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    migrate(url)
    app = open_shell(url, monkeypatch)
    assert not app.exception
    assert "enthält noch keine Daten" in app.error[0].value


def test_unreachable_server(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_shell("postgresql://nobody@127.0.0.1:1/none", monkeypatch)
    assert not app.exception
    assert "antwortet zurzeit nicht" in app.error[0].value


def test_unusable_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "monitor.toml").write_text('colour = "blue"')
    monkeypatch.setenv("MONITOR_CONFIG", str(tmp_path / "monitor.toml"))
    app = open_shell(f"sqlite:///{tmp_path / 'x.sqlite'}", monkeypatch)
    assert not app.exception
    assert "„colour“" in app.error[0].value


def test_database_gone_in_the_middle_of_a_session(
    sample_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "mine.sqlite"
    shutil.copy(sample_url.removeprefix("sqlite:///"), database)
    app = open_shell(f"sqlite:///{database}", monkeypatch)
    answer = app.markdown[1].value
    hidden = database.with_suffix(".away")
    database.rename(hidden)
    app.run()
    assert not app.exception
    assert "von vor der Störung" in app.warning[0].value
    assert answer in [markdown.value for markdown in app.markdown]
    hidden.rename(database)
    app.run()
    assert not app.warning
    assert not app.error


def test_a_fault_of_ours_shows_a_sentence_and_no_traceback(
    open_page: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("lib.ui.data.overview", broken)
    app = open_page("ueberblick.py")
    assert not app.exception
    assert "kann zurzeit nicht angezeigt werden" in app.error[0].value
    assert "secret detail" not in app.error[0].value
    assert "secret detail" in caplog.text
