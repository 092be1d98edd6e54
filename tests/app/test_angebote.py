"""The page of offers: words, filters, entries, nothing found, stale links, hostile text."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from lib.insights.offer_search import Listing, export_table, offer_search
from lib.report.exports import to_csv, to_xlsx
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.search import EntryStatus, SearchFilter
from lib.store.queries.search_index import offer_index
from lib.store.queries.state import data_state
from tests.app.test_kooperation import in_url, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Open = Callable[..., AppTest]

PAGE = "angebote.py"


def test_without_words_every_active_offer_is_counted(open_page: Open) -> None:
    app = open_page(PAGE, lang="de")
    assert not app.exception
    answer = "487 Angebote von 114 Einrichtungen; 181 davon seit über 12 Monaten nicht bestätigt"
    assert answer in words(app)
    assert len(app.dataframe[0].value) == 487
    assert set(app.dataframe[0].value["Status"]) == {"aktiv"} | {
        text for text in app.dataframe[0].value["Status"] if text.startswith("aktiv bis")
    }


@pytest.mark.parametrize(
    ("text", "answer", "first"),
    [
        ("erziehungsberatung garbsen", "2 Angebote von 2 Einrichtungen", "Erziehungsberatung"),
        ("Muetter", "10 Angebote von 8 Einrichtungen", "Mutter"),
        ("erzihungsberatung", "gesucht wird stattdessen „Erziehungsberatung“", "Erziehungsber"),
    ],
)
def test_words_find(open_page: Open, text: str, answer: str, first: str) -> None:
    app = open_page(PAGE, lang="de", suche=text)
    assert answer in words(app)
    assert first in app.dataframe[0].value.iloc[0, 0]


def test_english_reader_sees_the_same_link_in_english(open_page: Open) -> None:
    app = open_page(PAGE, lang="en", suche="erzihungsberatung", eintrag="alle")
    assert app.title[0].value == "Which offers are there?"
    assert "searched instead: “Erziehungsberatung”. 20 offers of" in words(app)
    assert "Also filtered by: All entries" in words(app)


def test_typing_narrows_and_stands_in_the_link(open_page: Open) -> None:
    app = open_page(PAGE, lang="de")
    app.text_input(key="u_suche").set_value("mütter").run()
    assert in_url(app, "suche") == "mütter"
    assert "10 Angebote" in words(app)
    assert "w_eintrag" not in {box.key for box in app.selectbox}
    app.session_state["more_filters"] = True
    app.run()
    app.selectbox(key="w_eintrag").select("alle").run()
    assert "13 Angebote" in words(app)
    assert "Auch gefiltert nach: Alle Einträge" in words(app)
    app.button(key="reset_filters").click().run()
    assert "eintrag" not in app.query_params
    assert "10 Angebote" in words(app)


def test_entries_that_are_not_active_say_so(open_page: Open) -> None:
    app = open_page(PAGE, lang="de", eintrag="nicht-aktiv")
    states = set(app.dataframe[0].value["Status"])
    assert "113 Angebote" in words(app)
    assert "aktiv" not in states
    assert {"eingestellt", "ruht"} & states
    assert any(state.startswith(("beendet am", "beginnt am")) for state in states)


def test_institutions_with_matching_offers(open_page: Open) -> None:
    app = open_page(PAGE, lang="de", suche="beratung", liste="einrichtungen")
    assert "28 Einrichtungen; 27 davon mit passenden Angeboten (71 Angebote)." in words(app)
    table = app.dataframe[0].value
    assert table["Einrichtung"].iloc[0] == "Erziehungsberatung Kompass (Beispiel)"
    assert table["Passende Angebote"].sum() == 71


def test_an_entry_opens_by_link_and_leads_on(open_page: Open) -> None:
    app = open_page(PAGE, lang="de", angebot="ang-001")
    assert "Erziehungsberatung" in [element.value for element in app.subheader]
    assert "Vertrauliche Beratung für Eltern und Kinder" in words(app)
    app.button(key="open_institution").click().run()
    assert in_url(app, "liste") == "einrichtungen"
    assert in_url(app, "einrichtung") == "inst-089"
    app.button(key="show_offers").click().run()
    assert "liste" not in app.query_params
    assert set(app.dataframe[0].value["Einrichtung"]) == {in_url(app, "suche")}
    app.button(key="close_entry").click().run()
    assert "angebot" not in app.query_params


def test_stale_and_unknown_links_fall_back_without_a_word(open_page: Open) -> None:
    app = open_page(
        PAGE,
        lang="de",
        angebot="gibt-es-nicht",
        liste="quatsch",
        eintrag="x",
        bestaetigt="x",
        plaetze="x",
        art="x",
        kommune="99999999",
        suche="x" * 500,
    )
    assert not app.exception
    assert not app.error
    assert "487 Angebote" in words(app)
    names = ("angebot", "liste", "eintrag", "bestaetigt", "plaetze", "art", "kommune", "suche")
    assert not set(names) & set(app.query_params)


def test_nothing_found_says_what_to_do(open_page: Open) -> None:
    app = open_page(PAGE, lang="de", suche="mutterzentrumm garbsen")
    assert "Zu „mutterzentrumm garbsen“ ist nichts gefunden." in words(app)
    assert "Meinten Sie:" in words(app)
    assert not app.dataframe
    next(button for button in app.button if str(button.key).startswith("alike_")).click().run()
    assert in_url(app, "suche") == "Mütter garbsen"


def test_nothing_within_the_filters_tells_what_the_words_alone_find(open_page: Open) -> None:
    app = open_page(PAGE, lang="de", suche="mütter", bestaetigt="nie", plaetze="mit")
    assert "Ohne die Filter wären es 13 Angebote." in words(app)
    app.button(key="reset_filters").click().run()
    assert "10 Angebote" in words(app)


def test_presentation_shows_the_list_without_controls(open_page: Open) -> None:
    app = open_page(PAGE, lang="de", suche="beratung", view="vortrag", angebot="ang-001")
    assert not app.exception
    assert not app.text_input
    assert not app.dataframe
    assert len(app.table[0].value) == 11
    assert "und 60 weitere" in words(app)
    assert "„beratung“" in words(app)


@pytest.fixture
def changed(sample_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A copy of the sample after some statements."""

    def change(*statements: str) -> str:
        path = tmp_path / "changed.sqlite"
        with sqlite3.connect(sample_url.removeprefix("sqlite:///")) as source:
            copy = sqlite3.connect(path)
            source.backup(copy)
        with copy:
            for statement in statements:
                copy.execute(statement)
            copy.execute("DELETE FROM kept_state")
        copy.close()
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
        return f"sqlite:///{path}"

    return change


def test_without_any_offer_the_page_says_so(open_page: Open, changed: Callable[..., str]) -> None:
    changed(
        *(f"DELETE FROM {name}" for name in ("measure_offer", "offer_field", "offer_transition")),
        "DELETE FROM offer_service_area",
        "DELETE FROM offer",
    )
    app = open_page(PAGE, lang="de")
    assert not app.exception
    assert "Noch ist kein Angebot gemeldet." in words(app)
    assert not app.dataframe


MARKUP = "**fett** <b>x</b> [l](http://a.b) $x$ :red[y]"


def test_text_of_the_data_stays_text(open_page: Open, changed: Callable[..., str]) -> None:
    changed(
        f"UPDATE offer SET name = '{MARKUP}', description = '{MARKUP}' WHERE key = 'ang-001'",
        f"UPDATE institution SET name = '{MARKUP}' WHERE key = 'inst-089'",
    )
    for parameters in ({}, {"view": "vortrag"}):
        app = open_page(PAGE, lang="de", suche="fett", angebot="ang-001", **parameters)
        assert not app.exception
        shown = [str(element.value) for kind in (app.markdown, app.caption) for element in kind]
        shown += [str(element.value) for element in app.subheader]
        shown += [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
        assert any("fett" in text for text in shown)
        assert not [text for text in shown if "**fett**" in text or "<b>" in text]


def test_export_holds_every_row_and_runs_no_formula(changed: Callable[..., str]) -> None:
    url = changed("UPDATE offer SET name = '=cmd|''/C calc''!A0' WHERE key = 'ang-001'")
    engine = reading_engine(url)
    state, prefixes = data_state(engine), ("03241",)
    asked = SearchFilter(offers=OfferFilter(on=state.reference_date), status=EntryStatus.ALL)
    known = {
        "listing": Listing.OFFERS,
        "index": offer_index(engine, prefixes=prefixes),
        "lists": lists(engine, prefixes=prefixes),
    }
    insight = offer_search(engine, asked, state=state, **known)
    assert (insight.rows_count, len(insight.table.frame), insight.is_cut) == (600, 500, True)
    table = export_table(engine, asked, **known)
    assert table.frame["key"].is_unique
    assert len(table.frame) == 600
    rows = to_csv(table, insight.provenance, language="de").decode("utf-8-sig").splitlines()
    assert [row for row in rows if "'=cmd" in row]
    assert not [row for row in rows if '"=cmd' in row]
    assert to_xlsx(table, insight.provenance, language="de").startswith(b"PK")


def test_institutions_are_listed_where_no_offer_is_reported(
    open_page: Open, sample_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hosts.sqlite"
    shutil.copy(sample_url.removeprefix("sqlite:///"), path)
    with sqlite3.connect(path) as connection:
        for table in ("offer_field", "offer_transition", "offer_service_area", "offer"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM kept_state")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    app = open_page(PAGE, lang="de", liste="einrichtungen")
    assert "Einrichtungen, davon keine mit passenden Angeboten" in words(app)
    assert "Noch ist kein Angebot gemeldet" not in words(app)
    assert "Noch ist kein Angebot gemeldet" in words(open_page(PAGE, lang="de"))
