"""Status over time and what has changed, through AppTest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, delete, update

from lib.store import schema
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    OpenPage = Callable[..., AppTest]

PAGE = "zielsystem.py"


def words(app: AppTest) -> str:
    """Everything the page says, its own HTML included."""
    html = [element.proto.body for element in app.get("html")]
    parts = [*app.markdown, *app.caption, *app.info]
    said = [*(part.value for part in parts), *html]
    return " ".join(said).replace("\\", "").replace("\u00a0", " ")


def drawn(app: AppTest) -> dict[str, Any]:
    """What the matrix was given."""
    found: dict[str, Any] = json.loads(app.get("bidi_component")[0].proto.json)["matrix"]
    return found


@pytest.mark.parametrize(
    ("language", "sentence", "first"),
    [
        ("de", "bewerteten Indikatoren", "Leitziel 1: "),
        ("en", "assessed indicators are on track", "Strategic goal 1: "),
    ],
)
def test_the_matrix_stands_with_goals_as_headings(
    open_page: OpenPage, language: str, sentence: str, first: str
) -> None:
    app = open_page(PAGE, bild="verlauf", lang=language)
    assert not app.exception
    assert sentence in words(app)
    matrix = drawn(app)
    assert matrix["rows"]["labels"][0].startswith(first)
    assert matrix["rows"]["headings"].startswith("0,")
    assert matrix["columns"]["labels"][-1] == "2020"
    paths = [sign["path"] for sign in matrix["signs"]]
    assert all(paths)
    assert len(set(paths)) == len(paths)


def test_a_cell_of_a_link_opens_the_working_of_that_year(open_page: OpenPage) -> None:
    app = open_page(PAGE, bild="verlauf", zelle="sprachstand~2019", lang="de")
    text = words(app)
    assert "<b>2019</b>" in text
    assert "Verwendete Werte: 2014" in text
    assert "Keine politische Bewertung" in text
    app.button(key="clear_status_cell").click().run()
    assert "zelle" not in app.query_params
    assert "Indikatoren nach Status 2020" in words(app)


def test_filters_of_the_page_hold_for_the_matrix(open_page: OpenPage) -> None:
    whole = drawn(open_page(PAGE, bild="verlauf", lang="de"))["rows"]["keys"]
    part = drawn(open_page(PAGE, bild="verlauf", leitziel="LZ2", lang="de"))["rows"]["keys"]
    assert part[0] == "#LZ2"
    assert len(part) < len(whole)
    assert set(part) < set(whole)


def test_the_second_method_brings_its_own_signs(open_page: OpenPage) -> None:
    words_of = [
        sign["word"]
        for sign in drawn(open_page(PAGE, bild="verlauf", verfahren="eurostat", lang="en"))["signs"]
    ]
    assert "On track" in words_of
    assert "Sun" not in words_of


def test_what_has_changed_is_compared_with_the_publication_before_the_newest(
    open_page: OpenPage,
) -> None:
    app = open_page(PAGE, bild="veraenderung", lang="de")
    assert not app.exception
    assert "Seit dem 31.03.2021: " in words(app)
    assert "seit" not in app.query_params
    matrix = drawn(app)
    assert matrix["columns"]["labels"][:2] == ["bekannt am 31.03.2021", "heute bekannt"]
    headings = [matrix["rows"]["labels"][int(at)] for at in matrix["rows"]["headings"].split(",")]
    assert any("erschlechtert" in name for name in headings)


def test_a_day_of_the_link_counts_and_a_stale_one_falls_back(open_page: OpenPage) -> None:
    app = open_page(PAGE, bild="veraenderung", seit="2020-12-31", lang="de")
    assert "Seit dem 31.12.2020" in words(app)
    for stale in ("w2020", "1990-01-01", "2099-01-01"):
        app = open_page(PAGE, bild="veraenderung", seit=stale, lang="de")
        assert not app.exception
        assert "Seit dem 31.03.2021" in words(app)


def test_a_meeting_can_be_picked_instead_of_a_day(open_page: OpenPage) -> None:
    app = open_page(PAGE, bild="veraenderung", lang="de", kommune="03241005")
    box = app.selectbox(key="since_occasion")
    meeting = next(label for label in box.options if "Lenkungsgruppe" in label)
    box.select(meeting).run()
    day, _, _ = meeting.partition(":")
    assert f"eit dem {day}" in words(app)
    assert "seit" in app.query_params


def test_unchanged_ones_come_when_asked_for(open_page: OpenPage) -> None:
    few = drawn(open_page(PAGE, bild="veraenderung", lang="de"))["rows"]["keys"]
    app = open_page(PAGE, bild="veraenderung", unveraendert="ja", lang="de")
    assert len(drawn(app)["rows"]["keys"]) > len(few)


def test_a_chosen_row_says_why_then_and_now(open_page: OpenPage) -> None:
    keys = drawn(open_page(PAGE, bild="veraenderung", lang="de"))["rows"]["keys"]
    app = open_page(PAGE, bild="veraenderung", zelle=f"{keys[1]}~jetzt", lang="de")
    text = words(app)
    assert "bekannt am 31.03.2021" in text
    assert "heute bekannt" in text
    assert "Neue oder revidierte Werte (" in text


def test_without_days_of_publication_nothing_is_compared_and_the_way_out_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: OpenPage
) -> None:
    url = build_sample_database(tmp_path / "none.sqlite")
    with create_engine(url).begin() as connection:
        connection.execute(delete(schema.observation_revision))
        connection.execute(update(schema.observation).values(published_on=None))
    monkeypatch.setenv("DATABASE_URL", url)
    app = open_page(PAGE, bild="veraenderung", lang="de")
    assert not app.exception
    assert "lässt sich nicht sagen" in words(app)
    assert "veroeffentlicht_am" in words(app)
    assert not app.get("bidi_component")


@pytest.mark.parametrize("picture", ["verlauf", "veraenderung"])
def test_presentation_has_the_picture_and_no_controls(open_page: OpenPage, picture: str) -> None:
    app = open_page(PAGE, bild=picture, view="vortrag", lang="de")
    assert not app.exception
    assert len(app.get("bidi_component")) == 1
    assert not app.selectbox
    assert not app.toggle
