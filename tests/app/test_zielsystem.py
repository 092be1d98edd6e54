"""The target system page through AppTest, in both languages."""

from __future__ import annotations

import csv
import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf import text_format
from sqlalchemy import create_engine, delete, update

from lib.charts.tree_payload import INDICATOR
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


def tree(app: AppTest) -> dict[str, Any]:
    """What the goal tree in the browser gets; rows as dictionaries."""
    sent: dict[str, Any] = json.loads(app.get("bidi_component")[0].proto.json)
    lists = {
        name: [held["words"][code] for code in held["codes"]] if isinstance(held, dict) else held
        for name, held in sent["rows"].items()
    }
    sent["rows"] = [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
    return sent


def indicators(app: AppTest) -> dict[str, str]:
    """Indicators of the tree with the words of their status."""
    sent = tree(app)
    return {
        row["keys"]: sent["statuses"][row["statuses"]]["word"]
        for row in sent["rows"]
        if row["kinds"] == INDICATOR
    }


def button(app: AppTest, key: str) -> object:
    return next((element for element in app.button if element.key == key), None)


@pytest.mark.parametrize(
    ("language", "question", "sentence", "goal"),
    [
        ("de", "Wie weit sind unsere Ziele?", "nicht bewertbar: 8", "Leitziel 1:"),
        ("en", "How far are our goals?", "and 8 not assessable", "Strategic goal 1:"),
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
    sent = tree(app)
    tops = [row for row in sent["rows"] if row["depths"] == 0]
    assert len(tops) == 5  # four strategic goals, and the indicators without one
    assert tops[0]["levels"] == goal
    assert sum(sum(row["counts"]) for row in tops) == len(indicators(app)) == 38
    assert sent["open"] == "first"


def test_a_goal_shows_distribution_worst_and_unjudged(open_page: OpenPage) -> None:
    sent = tree(open_page(PAGE, lang="de"))
    top = sent["rows"][0]
    names = [look["word"] for look in sent["statuses"]]
    told = dict(zip(names, top["counts"], strict=True))
    assert told["Gewitter"] == 2
    assert sent["statuses"][top["statuses"]]["word"] == "Gewitter"
    assert top["values"] == f"{told['nicht bewertbar']} von {sum(top['counts'])} nicht bewertbar"
    assert sent["lead"].startswith("Vollständigkeit: 22 Handlungsziele; mit Indikator: 21")


def test_the_second_method_is_a_choice_of_the_address(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", verfahren="eurostat")
    assert "auf Kurs oder haben das Ziel erreicht" in words(app)
    assert {"auf Kurs", "entfernt sich vom Ziel"} <= set(indicators(app).values())
    assert not {"Sonne", "Gewitter"} & {look["word"] for look in tree(app)["statuses"]}
    assert "Eurostat-Typ" in words(app)
    app.selectbox(key="w_verfahren").select("wetter").run()
    assert "verfahren" not in app.query_params
    assert "Sonne" in indicators(app).values()


@pytest.mark.parametrize(
    ("asked", "found", "hidden"),
    [
        ({"baumsuche": "sprachbildung"}, "sprachkonzept-kitas", "uebergewicht"),
        ({"wirkung": "5"}, "sprachstand", "sprachkonzept-kitas"),
        ({"stelle": "Koordination Frühe Hilfen (Beispiel)"}, "familienhebammen", "sprachstand"),
        ({"leitziel": "LZ2"}, "familienhebammen", "sprachstand"),
    ],
)
def test_filters_keep_the_path_to_a_hit(
    open_page: OpenPage, asked: dict[str, str], found: str, hidden: str
) -> None:
    app = open_page(PAGE, lang="de", **asked)
    assert set(asked) <= set(app.query_params)
    assert found in indicators(app)
    assert hidden not in indicators(app)
    depths = [row["depths"] for row in tree(app)["rows"]]
    assert depths[0] == 0
    assert all(after - before <= 1 for before, after in itertools.pairwise(depths))
    assert tree(app)["open"] == "all"


def test_a_search_without_hits_says_what_to_do(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", baumsuche="xyzxyz", status="sun")
    assert not app.get("bidi_component")
    assert "Kein Ziel und kein Indikator passt" in words(app)
    app.button(key="reset_all_goals").click().run()
    assert not {"baumsuche", "status"} & set(app.query_params)
    assert len(indicators(app)) == 38


def test_a_municipality_without_values_is_not_stated_and_not_zero(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", kommune="03241005", indikator="fallkonferenzen")
    text = words(app)
    assert "Gemeinsame Fallkonferenzen: keine Angabe." in text
    assert "Für diesen Ort ist kein Wert erfasst." in text


def test_status_narrows_the_tree_and_keeps_whole_distributions(open_page: OpenPage) -> None:
    whole = {row["keys"]: row["counts"] for row in tree(open_page(PAGE, lang="de"))["rows"]}
    app = open_page(PAGE, lang="de", status="thunderstorm")
    assert "5 von 38 Indikatoren im Jahr 2020: Gewitter." in words(app)
    assert set(indicators(app).values()) == {"Gewitter"}
    assert len(indicators(app)) == 5
    for row in tree(app)["rows"]:
        assert row["counts"] == whole[row["keys"]]


def test_nonsense_in_the_address_shows_the_default(open_page: OpenPage) -> None:
    app = open_page(
        PAGE, lang="de", kommune="1'", status="foo", jahr="1800", leitziel="x", indikator="<b>"
    )
    assert not app.exception
    assert not app.error
    assert "von 38 Indikatoren" in words(app)
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
    assert not app.get("bidi_component")
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
            "In dieser Auswahl gibt es kein Ziel und keinen Indikator.",
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
    assert bool(app.info) is ("goal" in tables)
    assert bool(app.get("bidi_component")) is ("goal" not in tables)  # goals alone make a tree
