"""The cooperation page: filters, detail, protection outside the circle, empty states."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from lib.settings import ROOT
from lib.store.engine import writing_engine
from tests.app.conftest import SHELL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = "kooperation.py"


def names() -> set[str]:
    """Names of all institutions of the sample."""
    path = ROOT / "data" / "sample" / "institution.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"] for row in csv.DictReader(file)}


def everything(app: AppTest) -> str:
    """All that reaches the browser: words, tables, the data of the charts."""
    parts = [str(element.value) for element in (*app.markdown, *app.caption, *app.metric)]
    parts += [frame.value.to_csv() for frame in app.dataframe]
    return "\n".join([*parts, charts(app)])


def charts(app: AppTest) -> str:
    """Specification and data of all charts, as they are sent."""
    sent = [chart.proto.SerializeToString() for chart in app.get("vega_lite_chart")]
    return "\n".join(one.decode("utf-8", "ignore") for one in sent)


def matrix_data(app: AppTest) -> str:
    """What the matrix on the canvas was given."""
    return "\n".join(str(part.proto) for part in app.get("bidi_component"))


def in_url(app: AppTest, name: str) -> str:
    """Value of a query parameter (AppTest gives it as text or as a list)."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def words(app: AppTest) -> str:
    parts = (*app.markdown, *app.caption, *app.metric)
    return (
        "\n".join(str(element.value) for element in parts).replace("\\", "").replace("\u00a0", " ")
    )


def keys(app: AppTest) -> set[str | None]:
    return {box.key for box in app.selectbox}


@pytest.mark.parametrize(
    ("language", "answer"),
    [("de", "In 38 von 95 Paaren"), ("en", "In 38 of 95 type pairs")],
)
def test_types_in_both_languages(
    open_page: Callable[..., AppTest], language: str, answer: str
) -> None:
    app = open_page(PAGE, lang=language)
    assert not app.exception
    assert not app.error
    assert answer in words(app)
    assert len(app.dataframe[0].value) == 14 * 14
    assert keys(app) >= {"w_welle", "w_kommune", "w_phase", "w_matrix", "w_bild", "w_folge"}


def test_a_link_opens_a_cell_of_types(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, zelle="kita~jugendamt")
    assert app.selectbox(key="cell_rater").value == "kita"
    assert app.selectbox(key="cell_rated").value == "jugendamt"
    assert app.metric[0].value == "3"
    assert "7 Einschätzungen von 5 Einrichtungen" in words(app)
    assert "Wissenstiefe zu weiteren Angeboten: 4" in words(app)
    app.query_params["zelle"] = "kita~polizei"  # another link, or the way back
    app.run()
    assert app.selectbox(key="cell_rated").value == "polizei"
    del app.query_params["zelle"]
    app.run()
    assert app.selectbox(key="cell_rater").value is None
    assert not app.metric


@pytest.mark.parametrize(
    ("cell", "mark", "reason"),
    [
        ("kommunalverwaltung~polizei", "–", "Niemand hat diese Kooperation eingeschätzt"),
        ("kommunalverwaltung~jugendamt", "•", "Gesperrt: Zu wenige verschiedene"),
    ],
)
def test_cells_without_a_level_say_why(
    open_page: Callable[..., AppTest], cell: str, mark: str, reason: str
) -> None:
    app = open_page(PAGE, zelle=cell)
    assert app.metric[0].value == mark
    assert reason in words(app)


def test_two_boxes_open_the_same_detail(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE)
    assert "zelle" not in app.query_params
    app.selectbox(key="cell_rater").select("kita").run()
    assert "zelle" not in app.query_params
    app.selectbox(key="cell_rated").select("jugendamt").run()
    assert in_url(app, "zelle") == "kita~jugendamt"
    assert app.metric[0].value == "3"
    app.selectbox(key="cell_rated").set_value(None).run()
    assert "zelle" not in app.query_params
    assert not app.metric


@pytest.mark.parametrize(
    "cell", ["kita", "kita~", "~", "kita~nichts", "<b>~<i>", "inst-001~inst-002", "kita~kita~kita"]
)
def test_nonsense_in_the_url(open_page: Callable[..., AppTest], cell: str) -> None:
    app = open_page(PAGE, zelle=cell, welle="1066", stufe="9", matrix="quatsch", kommune="1")
    assert not app.exception
    assert not app.error
    assert not app.metric
    assert app.selectbox(key="w_welle").value == "2020"
    assert "In 38 von 95 Paaren" in words(app)


def test_filters_change_the_answer(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, welle="2018")
    assert "von 86 Paaren" in words(app)
    app.query_params["stufe"] = "4"  # an old link
    app.run()
    assert "mindestens bei Stufe 4" in words(app)
    assert "Blasse Zellen passen nicht zu den Filtern" in words(app)
    assert "Weggelassen, weil keine Zelle passt" in words(app)
    app.button(key="chip_stufe").click().run()
    assert "stufe" not in app.query_params
    assert "Blasse Zellen" not in words(app)
    app.selectbox(key="w_kommune").select("03241005").run()
    assert "von 86 Paaren" not in words(app)


def test_institutions_and_a_pair(open_page: Callable[..., AppTest]) -> None:
    app = open_page(
        PAGE,
        matrix="einrichtungen",
        kommune="03241002",
        welle="2018",
        zelle="inst-002~inst-092",
    )
    assert "35 von 136 möglichen Paaren" in words(app)
    assert "um 1 Stufe höher ein als die andere Seite" in words(app)
    assert "Paarstufe: Stufe 3 (gemeinsam vereinbart)." in words(app)
    assert "Nächster Schritt: Sprechstunde vor Ort" in words(app)
    assert "24.07.2019; dieser Termin ist verstrichen" in words(app)
    whole = open_page(PAGE, matrix="einrichtungen")
    assert "503 von 7.626 möglichen Paaren" in words(whole)
    assert "Stufe eines Paares: die vereinbarte Stufe, sonst die niedrigere" in words(whole)


def test_an_institution_with_itself_is_no_pair(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, matrix="einrichtungen", zelle="inst-001~inst-001")
    assert not app.error
    assert "Klicken Sie auf eine Zelle" in words(app)


EVERY_FILTER = {
    "typ": "kita",
    "traeger": "oeffentlich",
    "stufe": "2",
    "stufe-bis": "4",
    "unterschied": "1",
    "vereinbarung": "keine",
    "gespraech": "12",
    "kommune": "03241001",
    "phase": "0-3",
}


def test_every_filter_has_a_chip_that_takes_it_back(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, matrix="einrichtungen", **EVERY_FILTER, regel="mittel")
    assert not app.error
    assert "Stufe eines Paares: das Mittel der beiden Einschätzungen" in words(app)
    chips = {str(button.key) for button in app.button if str(button.key).startswith("chip_")}
    assert chips == {f"chip_{name}" for name in EVERY_FILTER if name != "stufe-bis"}
    app.button(key="chip_stufe").click().run()
    assert not {"stufe", "stufe-bis"} & set(app.query_params)
    assert in_url(app, "unterschied") == "1"
    app.button(key="reset_all").click().run()
    assert not set(EVERY_FILTER) & set(app.query_params)
    assert in_url(app, "regel") == "mittel"  # a way of reading, not a filter
    assert not [button for button in app.button if str(button.key).startswith("chip_")]


def test_filters_leave_out_institutions_and_say_how_many(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, matrix="einrichtungen", unterschied="2")
    assert "30 von 7.626 möglichen Paaren passen zu den Filtern" in words(app)
    assert "81 Einrichtungen ohne passendes Paar sind weggelassen" in words(app)
    shown = app.dataframe[0].value
    assert list(shown["Passt zu den Filtern"][:30]) == ["ja"] * 30
    assert "nein" in set(shown["Passt zu den Filtern"])


@pytest.mark.parametrize("matrix", ["typen", "kommunen", "kriterien", "einrichtungen"])
def test_unrated_only_and_nothing_that_fits(open_page: Callable[..., AppTest], matrix: str) -> None:
    app = open_page(PAGE, matrix=matrix, offen="ja", folge="aehnlich")
    assert not app.error
    assert "heißt nicht: kein Kontakt" in words(app)
    empty = open_page(PAGE, matrix=matrix, unterschied="5", vereinbarung="geplant")
    assert not empty.error
    assert "Nehmen Sie einen Filter zurück" in words(empty)
    assert not empty.dataframe


def test_a_view_with_a_name(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, titel="Vor dem *Sommer*")
    assert app.button(key="clear_name").label == r"Vor dem \*Sommer\*"
    assert "Ansicht: Vor dem *Sommer*" in words(app)
    app.button(key="clear_name").click().run()
    assert "titel" not in app.query_params
    long = open_page(PAGE, titel="x" * 120)
    assert long.button(key="clear_name").label == "x" * 80


NARROWING = {
    "matrix": "einrichtungen",
    "kommune": "03241001",
    "phase": "0-3",
    "stufe": "4",
    "zelle": "inst-001~inst-089",
}


def test_public_sees_no_single_pair_and_no_subset(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_AUDIENCE", "oeffentlich")
    plain = open_page(PAGE)
    assert not {"w_kommune", "w_phase", "w_bild", "w_folge"} & keys(plain)
    assert "Einzelne Paare von Einrichtungen sieht nur der Kreis" in words(plain)
    narrowed = open_page(PAGE, **NARROWING, unterschied="2", offen="ja", regel="mittel")
    assert words(narrowed) == words(plain)
    assert everything(narrowed) == everything(plain)
    assert matrix_data(narrowed) == matrix_data(plain)
    shown = everything(plain) + matrix_data(plain)
    assert not [name for name in names() if name in shown]


def test_the_circle_does_see_names(open_page: Callable[..., AppTest]) -> None:
    """The check above would find a name if there were one."""
    app = open_page(PAGE, matrix="einrichtungen", kommune="03241002")
    assert [name for name in names() if name in matrix_data(app)]
    assert [name for name in names() if name in app.dataframe[0].value.to_csv()]


def test_presentation_follows_the_public_rules(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, view="vortrag", **NARROWING)
    assert not app.selectbox
    assert not app.dataframe
    assert "Beispieldaten" in words(app)
    assert not [name for name in names() if name in everything(app) + matrix_data(app)]


@pytest.fixture
def changed(
    sample_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., AppTest]:
    """Open the page over a copy of the sample in which some SQL was run."""

    def open_changed(*statements: str, **parameters: str) -> AppTest:
        path = tmp_path / "changed.sqlite"
        shutil.copy(sample_url.removeprefix("sqlite:///"), path)
        url = f"sqlite:///{path}"
        with writing_engine(url).begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("MONITOR_CONFIG", str(ROOT / "tests" / "app" / "empty.toml"))
        st.cache_data.clear()
        st.cache_resource.clear()
        app = AppTest.from_file(SHELL, default_timeout=30).run()
        app.switch_page(str(ROOT / "pages" / PAGE))
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run()

    return open_changed


ONE_RATER = "DELETE FROM cooperation_rating WHERE rater_key <> 'inst-001'"
NOBODY = ("DELETE FROM cooperation_rating", "DELETE FROM cooperation_pair")


@pytest.mark.parametrize("matrix", ["typen", "einrichtungen"])
def test_no_wave(changed: Callable[..., AppTest], matrix: str) -> None:
    app = changed(*NOBODY, "DELETE FROM wave", matrix=matrix)
    assert not app.exception
    assert not app.error
    assert "keine Erhebungsrunde erfasst" in words(app)
    assert not app.dataframe


@pytest.mark.parametrize("matrix", ["typen", "einrichtungen"])
def test_a_wave_without_ratings(changed: Callable[..., AppTest], matrix: str) -> None:
    app = changed(*NOBODY, matrix=matrix)
    assert not app.exception
    assert not app.error
    assert "hat niemand eine Kooperation eingeschätzt" in words(app)


def test_one_rater_says_nothing_by_type(changed: Callable[..., AppTest]) -> None:
    app = changed(ONE_RATER)
    assert not app.exception
    assert "aber jede von zu wenigen Einrichtungen" in words(app)


def test_one_sided_ratings_only(changed: Callable[..., AppTest]) -> None:
    app = changed(ONE_RATER, "DELETE FROM cooperation_pair", matrix="einrichtungen")
    assert not app.exception
    assert "Kein Paar ist von beiden Seiten eingeschätzt" in words(app)


def test_operators_level_names(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_LEVEL_NAMES", "Netz;Austausch;Abstimmung;Bündnis;Einheit")
    app = open_page(PAGE)
    assert "mindestens bei Stufe 3 „Abstimmung“" in words(app)


def test_filters_kept_from_another_page_count_at_once(open_page: Callable[..., AppTest]) -> None:
    """The address is still empty when the page begins; the label must not wait for it."""
    app = open_page("gespraeche.py", stufe="3")
    app.query_params.clear()
    app.switch_page(str(ROOT / "pages" / PAGE)).run()
    labels = [str(part.proto) for part in app.get("popover")]
    labels += [str(app.main)]
    assert any("1 weiterer Filter" in label for label in labels)
