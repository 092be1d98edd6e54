"""The target system page through AppTest, in both languages."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from google.protobuf import text_format
from sqlalchemy import create_engine, delete, update

from lib.settings import ROOT
from lib.store import schema
from lib.ui.panels import escape
from tests.sample_database import build_sample_database
from tools.sample.indicators import BREAK_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    OpenPage = Callable[..., AppTest]

PAGE = "zielsystem.py"


def words(app: AppTest) -> str:
    """Everything the page says, its own HTML included."""
    html = [element.proto.body for element in app.get("html")]
    parts = [*app.markdown, *app.caption, *app.title, *app.subheader, *app.info]
    return (
        " ".join([*(part.value for part in parts), *html]).replace("\\", "").replace("\u00a0", " ")
    )


def labels(app: AppTest) -> list[str]:
    return [element.label for element in app.get("expander")]


def button(app: AppTest, key: str) -> object:
    return next((element for element in app.button if element.key == key), None)


@pytest.mark.parametrize(
    ("language", "question", "sentence", "goal"),
    [
        ("de", "Wie weit sind unsere Ziele?", "nicht bewertbar: 9", "Leitziel 1: Kinder aus"),
        ("en", "How far are our goals?", "and 9 not assessable", "Strategic goal 1: Children"),
    ],
)
def test_page_answers_in_both_languages(
    open_page: OpenPage, language: str, question: str, sentence: str, goal: str
) -> None:
    app = open_page(PAGE, lang=language)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == question
    assert sentence in words(app)
    assert ("Keine politische Bewertung" in words(app)) is (language == "de")
    assert len(labels(app)) == 5  # four strategic goals, and the indicators without one
    assert labels(app)[0].replace("\\", "").startswith(goal)
    assert button(app, "open_sprachstand")  # the first goal is open
    assert not button(app, "open_fallkonferenzen")  # a closed one sends nothing


def test_choosing_an_indicator_opens_its_panel_and_the_address_names_it(
    open_page: OpenPage,
) -> None:
    app = open_page(PAGE, lang="de")
    app.button(key="open_sprachstand").click().run()
    assert app.query_params["indikator"] == "sprachstand"
    text = words(app)
    assert "Mittlere jährliche Veränderung: +1,06 Prozentpunkte" in text
    assert "Bei gleichem Tempo bis 2025: 81,0 %; Zielwert: 80,0 %" in text
    assert "5 von 7, Outcome: Die Zielgruppe handelt anders" in text
    assert "Maßnahmen des Ziels" in text
    app.button(key="clear_indicator").click().run()
    assert "indikator" not in app.query_params
    assert not button(app, "clear_indicator")


def test_link_reopens_municipality_year_goal_and_indicator(open_page: OpenPage) -> None:
    app = open_page(
        PAGE,
        lang="de",
        kommune="03241005",
        jahr="2018",
        leitziel="LZ2",
        indikator="familienhebammen",
    )
    text = words(app)
    assert "16 Familien im Jahr 2018, nicht bewertbar" in text
    assert "Der Zielwert ist eine Anzahl für die ganze Region" in text
    assert len(labels(app)) == 1
    assert {"kommune", "jahr", "leitziel", "indikator"} <= set(app.query_params)


def test_a_municipality_without_values_is_not_stated_and_not_zero(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", kommune="03241005", indikator="fallkonferenzen")
    text = words(app)
    assert "Gemeinsame Fallkonferenzen: keine Angabe." in text
    assert "Für diesen Ort ist kein Wert erfasst." in text


def test_status_narrows_the_tree_and_opens_it(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", status="thunderstorm")
    assert "4 von 35 Indikatoren im Jahr 2020: Gewitter." in words(app)
    shown = {element.key for element in app.button if (element.key or "").startswith("open_")}
    assert shown == {
        "open_uebergewicht",
        "open_eltern-im-netzwerk",
        "open_angebote-bestaetigt",
        "open_ohne-abschluss",
    }


def test_nonsense_in_the_address_shows_the_default(open_page: OpenPage) -> None:
    app = open_page(
        PAGE, lang="de", kommune="1'", status="foo", jahr="1800", leitziel="x", indikator="<b>"
    )
    assert not app.exception
    assert not app.error
    assert "von 35 Indikatoren" in words(app)
    assert not {"kommune", "status", "jahr", "leitziel", "indikator"} & set(app.query_params)


def sent(app: AppTest) -> str:
    """Everything the browser gets: texts, chart with its axes, headings of the tables."""
    protos = [text_format.MessageToString(e.proto, as_utf8=True) for e in app.main if e.proto]
    headings = [str(column) for table in app.dataframe for column in table.value.columns]
    return " ".join([*protos, *headings])


def test_no_german_unit_is_left_in_english(open_page: OpenPage) -> None:
    with (ROOT / "data" / "sample" / "indicator.csv").open(encoding="utf-8", newline="") as file:
        first = {row["unit"]: row for row in csv.DictReader(file) if row["unit_en"]}
    german = re.compile(rf"\b({'|'.join(map(re.escape, first))})(?!\w)")
    app = open_page(PAGE, lang="de", indikator=first["Familien"]["key"])
    assert "(Familien)" in sent(app)  # the heading of the table: the check sees units
    app = open_page(PAGE, lang="en")
    for unit, row in first.items():
        app.query_params["indikator"] = row["key"]
        text = sent(app.run())
        assert button(app, "clear_indicator"), unit
        assert f"({row['unit_en']})" in text, unit
        assert f"**Unit:** {escape(row['unit_en'])}" in text.replace("\\\\", "\\"), unit
        for note in BREAK_NOTE.values():  # remarks exist in the reporter's language only
            text = text.replace(note, "")
        assert not german.findall(text), unit


@pytest.mark.parametrize("indicator", ["", "ansprechperson-beruf"])
def test_presentation_has_question_answer_picture_and_source_only(
    open_page: OpenPage, indicator: str
) -> None:
    chosen = {"indikator": indicator} if indicator else {}
    app = open_page(PAGE, lang="de", view="vortrag", **chosen)
    assert not app.exception
    assert not app.selectbox
    assert not labels(app)
    assert not app.get("arrow_data_frame")
    assert len(app.get("vega_lite_chart")) == 1
    assert "Beispieldaten" in words(app)
    assert ("Bewertung ausgesetzt" in words(app)) is bool(indicator)


def test_markup_in_data_is_shown_as_text(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = "<script>alert(1)</script> **fett**"
    url = build_sample_database(tmp_path / "evil.sqlite")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(update(schema.goal).values(title_de=evil, responsible_body=evil))
        connection.execute(update(schema.indicator).values(name_de=evil, unit=evil, source=evil))
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    app = open_page(PAGE, lang="de", indikator="sprachstand")
    assert not app.exception
    own = " ".join(element.proto.body for element in app.get("html"))
    raw = " ".join(element.value for element in [*app.markdown, *app.caption])
    assert "<script>alert" not in own
    assert "<script>" not in raw
    assert escape(evil) in raw


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        (("observation",), "Es lässt sich nichts sagen: Kein Indikator hat einen Wert"),
        (("observation", "indicator"), "Ziele sind erfasst, aber noch keine Indikatoren"),
        (
            ("observation", "indicator", "measure_offer", "measure", "goal"),
            "Hier sind noch keine Ziele und keine Indikatoren erfasst.",
        ),
    ],
)
def test_empty_states_say_what_is_missing(
    open_page: OpenPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tables: tuple[str, ...],
    sentence: str,
) -> None:
    url = build_sample_database(tmp_path / "poor.sqlite")
    engine = create_engine(url)
    with engine.begin() as connection:
        for name in tables:
            if name == "goal":
                for level in (3, 2, 1):
                    goals = schema.goal
                    connection.execute(delete(goals).where(goals.c.level == level))
            else:
                connection.execute(delete(schema.metadata.tables[name]))
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    app = open_page(PAGE, lang="de")
    assert not app.exception
    assert not app.error
    assert sentence in words(app)
    assert bool(app.info) is ("indicator" in tables)
    assert bool(app.get("vega_lite_chart")) is ("indicator" not in tables)
