"""Protection on the pages: audience of mixed data, markup in names."""

from __future__ import annotations

import re
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from lib.text import msg, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

IMAGE = "![Bild](http://evil.example/i.png)"
PROTECTED = "Einzelne Paare"


@pytest.fixture
def own_copy(sample_url: str, tmp_path: Path) -> Path:
    """The sample database, to be changed."""
    path = tmp_path / "copy.sqlite"
    shutil.copyfile(sample_url.removeprefix("sqlite:///"), path)
    return path


def change(path: Path, statement: str, *values: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement, values)
    connection.close()


def use(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")


def test_own_ratings_beside_the_sample_close_single_pairs(
    open_page: Callable[..., AppTest], own_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, own_copy)
    open_matrix = open_page("kooperation.py", matrix="einrichtungen")
    assert "einrichtungen" in open_matrix.session_state["w_matrix"]
    change(
        own_copy,
        "INSERT INTO import_batch (file_name, table_name, sha256, imported_at, rows_added, "
        "rows_updated, rows_unchanged, is_sample) SELECT 'own.csv', table_name, sha256, "
        "imported_at, 1, 0, 0, 0 FROM import_batch WHERE table_name = 'cooperation_rating'",
    )
    closed = open_page("kooperation.py", matrix="einrichtungen")
    assert not closed.exception
    assert closed.session_state["w_matrix"] == "typen"  # institutions cannot be chosen
    words = " ".join(caption.value for caption in closed.caption)
    assert PROTECTED in words
    assert "Beispieldaten" in words  # the label stays as long as any sample is there


def test_names_are_text_on_the_density_page(
    open_page: Callable[..., AppTest], own_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, own_copy)
    change(own_copy, "UPDATE municipality SET name = name || ?", f" {IMAGE}")
    page = open_page("angebotsdichte.py", kommune="03241001")
    assert not page.exception
    shown = [
        *(element.value for element in page.markdown),
        *(element.value for element in page.caption),
        *(element.value for element in page.subheader),
    ]
    named = [text for text in shown if "evil" in text]
    heading = render(msg("Offers in {municipality}", municipality=""), "de").strip()
    assert any(text.startswith(heading) for text in named)
    assert not [text for text in named if re.search(r"(?<!\\)!\[|(?<!\\)\]\(|:(?=//)", text)]


def test_an_extent_without_municipalities_shows_one_sentence_and_no_figure(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_AGS_PREFIXES", "01")
    page = open_page("ueberblick.py")
    assert not page.exception
    assert len(page.error) == 1
    assert "Keine Kommune der Datenbank" in page.error[0].value
    assert not page.metric
