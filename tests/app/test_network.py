"""The network on the cooperation page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PAGE = "kooperation.py"


def words(app: AppTest) -> str:
    parts = (*app.markdown, *app.caption)
    return (
        "\n".join(str(element.value) for element in parts).replace("\\", "").replace("\u00a0", " ")
    )


@pytest.mark.parametrize(
    ("language", "answer", "figure"),
    [
        ("de", "118 Paare von 124 Einrichtungen arbeiten mindestens auf Stufe 3", "Bindeglieder"),
        ("en", "118 pairs of 124 institutions work together at Level 3", "Connectors"),
    ],
)
def test_the_network_says_how_dense_it_is(
    open_page: Callable[..., AppTest], language: str, answer: str, figure: str
) -> None:
    app = open_page(PAGE, bild="netz", lang=language)
    assert not app.exception
    assert not app.error
    assert answer in words(app)
    assert figure in words(app)
    institutions, course = (element.value for element in app.dataframe)
    assert len(institutions) == 124
    assert len(course) == 2


def test_a_higher_level_has_fewer_ties(open_page: Callable[..., AppTest]) -> None:
    ties = []
    for level in ("1", "5"):
        app = open_page(PAGE, bild="netz", ab=level)
        column = app.dataframe[0].value["Verbindungen"]
        ties.append(int(column.sum()))
    assert ties[0] > ties[1] > 0


@pytest.mark.parametrize("arrangement", ["netz", "typ", "karte", "quatsch"])
def test_an_institution_is_chosen_by_link(
    open_page: Callable[..., AppTest], arrangement: str
) -> None:
    app = open_page(PAGE, bild="netz", einrichtung="inst-021", anordnung=arrangement)
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="w_einrichtung").value == "inst-021"
    assert "8 Verbindungen" in words(app)
    assert "Schulzentrum Auenweg (Beispiel): Stufe 4" in words(app)


def test_one_sided_pairs_are_told_as_at_most(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, bild="netz", einrichtung="inst-021", einseitig="ja")
    assert "nur eine Seite" in words(app)
    assert "8 Verbindungen" in words(app)  # no tie of theirs counts


def test_an_unknown_institution_and_an_empty_selection_break_nothing(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, bild="netz", einrichtung="nobody", ab="99", kommune="03241018")
    assert not app.exception
    assert not app.error


def test_the_public_sees_no_institution(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, bild="netz", einrichtung="inst-021", sicht="oeffentlich")
    assert not app.exception
    assert "Beispiel)" not in words(app)
