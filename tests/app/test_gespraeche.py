"""The page of due conversations: list, rule in the link, protection, empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.test_kooperation import in_url, names, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PAGE = "gespraeche.py"


def pairs(app: AppTest) -> list[str]:
    """Label of the box of each pair: its rank and both names."""
    return [box.label for box in app.checkbox if str(box.key).startswith("talk_inst")]


@pytest.mark.parametrize(
    ("language", "answer", "rule"),
    [
        ("de", "Paare von Einrichtungen sollten bald miteinander sprechen", "ab 3 Punkten"),
        ("en", "pairs of institutions should talk soon", "from 3 points on"),
    ],
)
def test_list_with_reasons_in_both_languages(
    open_page: Callable[..., AppTest], language: str, answer: str, rule: str
) -> None:
    app = open_page(PAGE, lang=language)
    assert not app.exception
    assert not app.error
    said = words(app)
    assert answer in said
    assert rule in said
    assert len(pairs(app)) == 20
    table = app.dataframe[0].value
    assert len(table) == 20
    for row in table.itertuples(index=False):
        assert str(row[1]) in said
        assert str(row[3]) in said
        assert all(part in said for part in str(row[6]).split("; "))


def test_a_link_opens_the_same_list(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, anlass="schritt", punkte="1", anzahl="10")
    assert 1 <= len(pairs(app)) <= 10
    assert "nächster Schritt war fällig am" in words(app)
    assert "auseinander" not in words(app).replace("auseinanderliegen", "")
    assert in_url(app, "anlass") == "schritt"
    assert in_url(app, "punkte") == "1"


def test_stale_values_of_a_link_are_the_default(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, anlass="nie", punkte="99", anzahl="7", termin="1999-01-01", still="x")
    assert not app.exception
    assert len(pairs(app)) == 20
    assert not {"anlass", "punkte", "anzahl", "termin", "still"} & set(app.query_params)


def test_a_municipality_narrows_the_list(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, kommune="03241005", anzahl="50")
    table = app.dataframe[0].value
    assert 0 < len(table) <= 50
    assert set(table.iloc[:, 2]) | set(table.iloc[:, 4]) <= {"Garbsen", "Ganze Region"}


def test_without_a_reason_or_a_pair_the_page_says_what_to_do(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, anlass="keine")
    assert "Es ist kein Anlass gewählt" in words(app)
    assert "wählen Sie unter „Anlässe und Punkte“ mehr Anlässe" in words(app)
    assert not pairs(app)
    few = open_page(PAGE, anlass="lange-her", punkte="8")
    assert "erreicht 8 Punkte" in words(few)


@pytest.mark.parametrize("parameters", [{"view": "vortrag"}, {"sicht": "oeffentlich"}])
@pytest.mark.parametrize("language", ["de", "en"])
def test_outside_the_circle_no_pair_and_no_figure(
    open_page: Callable[..., AppTest], parameters: dict[str, str], language: str
) -> None:
    app = open_page(PAGE, paar="inst-001~inst-089", lang=language, **parameters)
    assert not app.exception
    said = words(app)
    assert ("nur für den Kreis" if language == "de" else "is for the circle") in said
    assert not any(name in said for name in names())
    assert not app.dataframe
    assert not app.checkbox
    assert not app.get("download_button")
    assert not any(sign.isdigit() for sign in said)


def test_a_link_opens_the_sheet_of_a_pair_and_leads_back(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, paar="inst-001~inst-089", welle="2018")
    assert not app.exception
    assert not app.error
    assert not pairs(app)
    assert in_url(app, "paar") == "inst-001~inst-089"
    app.button(key="close_sheet").click().run()
    assert len(pairs(app)) == 20
    assert "paar" not in app.query_params


@pytest.mark.parametrize("stale", ["inst-001~gone", "x", "inst-001~inst-001", "inst-001~"])
def test_a_stale_pair_of_a_link_is_the_list(open_page: Callable[..., AppTest], stale: str) -> None:
    app = open_page(PAGE, paar=stale)
    assert not app.error
    assert len(pairs(app)) == 20
    assert "paar" not in app.query_params


def test_the_way_back_of_the_browser_changes_the_rule(open_page: Callable[..., AppTest]) -> None:
    app = open_page("gespraeche.py", punkte="5")
    app.session_state["w_punkte"] = "5"  # as an open popover leaves it
    app.query_params["punkte"] = "4"
    app.run()
    assert app.query_params["punkte"] in ("4", ["4"])
