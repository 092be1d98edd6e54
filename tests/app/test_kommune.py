"""The portrait page through AppTest: chooser, portrait, stale links, downloads, links onward."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from sqlalchemy import create_engine, delete, update

from lib.insights.portrait import portrait
from lib.insights.portrait_cooperation import Audience
from lib.settings import Settings
from lib.store import schema
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from lib.ui.context import View
from lib.ui.portrait_tools import workbook
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    OpenPage = Callable[..., AppTest]

PAGE = "kommune.py"
GARBSEN, WENNIGSEN, SEHNDE = "03241005", "03241020", "03241016"


def words(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.title, *app.subheader]
    return " ".join(part.value for part in parts).replace("\\", "").replace("\u00a0", " ")


def facts(app: AppTest) -> dict[str, str]:
    return {metric.label.replace("\\", ""): metric.value for metric in app.metric}


@pytest.mark.parametrize(
    ("language", "question", "sentence", "heading"),
    [
        (
            "de",
            "Wie steht die Kommune da?",
            "Garbsen hat 43 aktive Angebote, 4,0 je 1 000 Kinder: +44 % gegenüber Region Hannover",
            "Lücken nach Lebensphase und Übergang",
        ),
        (
            "en",
            "How does the municipality stand?",
            "Garbsen has 43 active offers, 4.0 per 1 000 children: +44 % against Region Hannover",
            "Gaps by life phase and transition",
        ),
    ],
)
def test_portrait_in_both_languages(
    open_page: OpenPage, language: str, question: str, sentence: str, heading: str
) -> None:
    app = open_page(PAGE, lang=language, kommune=GARBSEN)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == question
    assert sentence in words(app)
    assert heading in words(app)
    assert "Langenhagen" in words(app)  # the one similar municipality
    assert len(facts(app)) == 5
    assert app.query_params["kommune"] == GARBSEN


def test_without_a_choice_the_page_offers_one(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de")
    assert not app.exception
    assert "21 Kommunen: Wählen Sie eine oben oder auf der Karte" in words(app)
    assert not app.metric
    assert len(app.dataframe[0].value) == 21
    app.selectbox[0].select(WENNIGSEN).run()
    assert "Wennigsen (Deister) hat 13 aktive Angebote" in words(app)
    assert app.query_params["kommune"] == WENNIGSEN


def test_stale_municipality_falls_back_to_the_chooser(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", kommune="99999999", stichtag="gestern")
    assert not app.exception
    assert not app.error
    assert "21 Kommunen" in words(app)


def test_figures_come_as_tables_on_request(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", kommune=GARBSEN)
    before = len(app.dataframe)
    app.session_state["portrait_figures"] = True
    app.run()
    assert not app.exception
    tables = [table.value for table in app.dataframe]
    assert len(tables) == before + 4
    phases = next(table for table in tables if "Lebensphase" in table.columns)
    assert phases.iloc[0]["Angebote"] == 43
    assert {"Region Hannover (Angebote je 1 000 Kinder)", "Mit einem Angebot mehr"} <= set(
        phases.columns
    )


def test_municipality_without_goals_ratings_networks_or_report(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = build_sample_database(tmp_path / "bare.sqlite")
    tables = schema.metadata.tables
    with create_engine(url).begin() as connection:
        for name in ("measure_offer", "offer_service_area", "kept_column", "kept_state"):
            connection.execute(delete(tables[name]))
        connection.execute(
            update(tables["offer"]).where(tables["offer"].c.ags == SEHNDE).values(ags=GARBSEN)
        )
        for name in ("observation", "cooperation_rating", "cooperation_pair", "meeting"):
            connection.execute(delete(tables[name]))
    monkeypatch.setenv("DATABASE_URL", url)
    app = open_page(PAGE, lang="de", kommune=SEHNDE)
    assert not app.exception
    assert not app.error
    assert facts(app)["Angebote je 1 000 Kinder"] == "keine Meldung"
    assert facts(app)["Lücken"] == "keine Meldung"
    assert facts(app)["Kooperation"] == facts(app)["Ziele"] == "keine Angabe"
    text = words(app)
    assert "Aus Sehnde ist noch kein Angebot gemeldet" in text
    assert "gibt es keine Einschätzungen der Kooperation" in text
    assert "Kein Indikator hat Werte für Sehnde" in text
    assert "noch ist kein Treffen erfasst" in text


def test_presentation_shows_no_controls_and_protects_pairs(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="de", kommune=GARBSEN, view="vortrag")
    assert not app.exception
    assert not app.selectbox
    assert not app.metric
    assert "Bevölkerung (Zensus): 59.534" in words(app)
    assert "Garbsen hat 43 aktive Angebote" in words(app)


@pytest.fixture(scope="module")
def book(sample_url: str) -> object:
    """Workbook of Garbsen, opened again."""
    engine = reading_engine(sample_url)
    known, state = lists(engine, prefixes=()), data_state(engine)
    view = View(
        settings=Settings(database_url=sample_url),
        language="de",
        presentation=False,
        state=state,
        lists=known,
        data_key="",
        audience="kreis",  # type: ignore[arg-type]
    )
    found = portrait(
        engine,
        OfferFilter(on=state.reference_date),
        ags=GARBSEN,
        audience=Audience(shows_single_pairs=True),
        prefixes=(),
        extent_name="Region Hannover",
        lists=known,
        state=state,
    )
    return load_workbook(BytesIO(workbook(view, found)))


def test_workbook_has_a_sheet_for_each_part_and_sources(book: object) -> None:
    names = book.sheetnames  # type: ignore[attr-defined]
    assert names[0] == "Auf einen Blick"
    assert names[-1] == "Quellen und Methoden"
    assert len(names) == 10
    assert all(len(name) <= 31 for name in names)
    first = " ".join(str(row[0].value) for row in book["Auf einen Blick"].iter_rows())  # type: ignore[index]
    assert "Portrait: Garbsen, 30.06.2021" in first
    assert "Beispieldaten" in first
    assert "Garbsen hat 43 aktive Angebote" in first
    origin = [row[1].value for row in book["Quellen und Methoden"].iter_rows()]  # type: ignore[index]
    assert "Methode: Angebotsdichte" in origin
    assert any("Zensus 2022" in str(line) for line in origin)


def test_every_row_of_invented_figures_says_so_and_the_census_does_not(book: object) -> None:
    for name in book.sheetnames[1:-1]:  # type: ignore[attr-defined]
        rows = [[cell.value for cell in row] for row in book[name].iter_rows()]  # type: ignore[index]
        is_census = name.startswith("Bedarf")
        assert len(rows) > 1
        assert all((row[-1] == "Beispieldaten") is not is_census for row in rows[1:]), name


def test_link_names_the_choice_and_the_language_only(open_page: OpenPage) -> None:
    app = open_page(PAGE, lang="en", kommune=GARBSEN, stichtag="2020-06-30")
    address = urlsplit(app.code[0].value)
    assert parse_qs(address.query) == {
        "kommune": [GARBSEN],
        "stichtag": ["2020-06-30"],
        "lang": ["en"],
    }
