"""Differences of both sides and change between rounds on the cooperation page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from lib.store.engine import writing_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PAGE = "kooperation.py"


def words(app: AppTest) -> str:
    parts = (*app.markdown, *app.caption)
    return (
        "\n".join(str(element.value) for element in parts).replace("\\", "").replace("\u00a0", " ")
    )


def in_url(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


@pytest.mark.parametrize(
    ("language", "answer", "heading"),
    [
        ("de", "von 307 Paaren, die beide Seiten eingeschätzt haben", "Unterschied"),
        ("en", "of 307 pairs that both sides rated", "Difference"),
    ],
)
def test_differences_in_both_languages(
    open_page: Callable[..., AppTest], language: str, answer: str, heading: str
) -> None:
    app = open_page(PAGE, bild="unterschiede", lang=language)
    assert not app.exception
    assert not app.error
    assert answer in words(app)
    table = app.dataframe[0].value
    difference = table[next(name for name in table.columns if name.startswith(heading))]
    both = difference[difference >= 0].tolist()
    assert len(both) == 307
    assert both == sorted(both, reverse=True)
    assert len(table) > len(both)  # rated by one side only: below, without a difference


def test_a_cell_of_the_field_narrows_the_list_and_lets_it_go(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, bild="unterschiede", stufenpaar="1~4")
    assert len(app.dataframe[0].value) == 2
    assert "Stufen 1 und 4: 2 von 2 Paaren" in words(app)
    app.button(key="asymmetry_clear").click().run()
    assert "stufenpaar" not in app.query_params
    assert len(app.dataframe[0].value) > 300
    for stale in ("4~1", "7~9", "x", "1~"):
        app.query_params["stufenpaar"] = stale
        app.run()
        assert not app.exception
        assert len(app.dataframe[0].value) > 300


def test_a_pair_of_the_list_leads_to_its_sheet(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, bild="unterschiede")
    code = app.selectbox(key="w_auswahl").options[1]
    app.selectbox(key="w_auswahl").select_index(1).run()
    assert not app.exception
    assert "~" in in_url(app, "auswahl")
    assert " – " in code


@pytest.mark.parametrize(
    ("language", "answer"),
    [("de", "lassen sich mit Erhebungsrunde 2018 vergleichen"), ("en", "with Survey round 2018")],
)
@pytest.mark.parametrize("kind", ["typen", "einrichtungen"])
def test_change_in_both_languages(
    open_page: Callable[..., AppTest], language: str, answer: str, kind: str
) -> None:
    app = open_page(PAGE, bild="veraenderung", wandel=kind, lang=language)
    assert not app.exception
    assert not app.error
    assert answer in words(app)
    assert len(app.dataframe) == 1
    assert len(app.dataframe[0].value) > 100


def test_a_chosen_direction_tells_both_levels(open_page: Callable[..., AppTest]) -> None:
    start = open_page(PAGE, bild="veraenderung", wandel="einrichtungen")
    assert "Am stärksten gesunken" in words(start)
    app = open_page(PAGE, bild="veraenderung", wandel="einrichtungen", richtung="inst-020~inst-059")
    assert not app.exception
    assert "um 2 Stufen gesunken (vorher Stufe 4, jetzt Stufe 2)" in words(app)
    assert "Am stärksten gesunken" not in words(app)
    stale = open_page(PAGE, bild="veraenderung", wandel="einrichtungen", richtung="a~b", seit="9")
    assert not stale.exception
    assert "Am stärksten gesunken" in words(stale)


def test_the_first_round_has_nothing_before_it(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, bild="veraenderung", welle="2018")
    assert not app.exception
    assert "Es gibt keine frühere Erhebungsrunde" in words(app)
    assert not app.dataframe


def test_further_filters_claim_nothing_about_the_network(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, bild="veraenderung", unterschied="2")
    assert "Über das ganze Netzwerk sagen sie nichts" in words(app)
    assert "enger geworden" not in words(app)


@pytest.mark.parametrize("picture", ["unterschiede", "veraenderung"])
@pytest.mark.parametrize("narrowed", [{"view": "vortrag"}, {"sicht": "oeffentlich"}])
def test_no_institution_is_named_outside_the_circle(
    open_page: Callable[..., AppTest],
    sample_url: str,
    picture: str,
    narrowed: dict[str, str],
) -> None:
    with writing_engine(sample_url).begin() as connection:
        names = connection.execute(text("select name from institution")).scalars().all()
    app = open_page(PAGE, bild=picture, wandel="einrichtungen", **narrowed)
    assert not app.exception
    sent = words(app) + "".join(frame.value.to_csv() for frame in app.dataframe)
    assert not [name for name in names if name in sent]
