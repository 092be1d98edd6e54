"""The page of measures: timeline, radar, links, who may see agreements, empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.test_kooperation import in_url, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PAGE = "massnahmen.py"


@pytest.mark.parametrize(
    ("language", "answer", "column"),
    [("de", "Jetzt zu klären", "Maßnahme"), ("en", "To be settled now", "Measure of a goal")],
)
def test_timeline_in_both_languages(
    open_page: Callable[..., AppTest], language: str, answer: str, column: str
) -> None:
    app = open_page(PAGE, lang=language)
    assert not app.exception
    assert not app.error
    assert answer in words(app)
    table = app.dataframe[0].value
    assert table.columns[0] == column
    assert len(table) == 33  # running and planned


def test_a_link_opens_the_same_selection(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, stand="alle", nur="ueberfaellig", monate="24", leitziel="LZ2")
    assert not app.exception
    table = app.dataframe[0].value
    assert 0 < len(table) < 40
    assert "davon" in words(app)
    assert (in_url(app, "nur"), in_url(app, "monate")) == ("ueberfaellig", "24")


def test_one_measure_with_milestones_and_offers(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, massnahme="massnahme-03")
    said = words(app)
    assert "Mehrsprachige Bücherkisten" in said
    assert "6 Angebote dieser Maßnahme" in said
    assert "Bundesstiftung" in said
    assert in_url(app, "massnahme") == "massnahme-03"


def test_a_measure_that_is_filtered_away_closes(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, massnahme="massnahme-03", stand="geplant")
    assert not app.exception
    assert "massnahme" not in app.query_params
    assert "Was Aufmerksamkeit braucht" in str(app.selectbox(key="box_massnahme").options)


def test_choosing_in_the_box_opens_a_measure(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE)
    app.selectbox(key="box_massnahme").set_value("massnahme-05").run()
    assert in_url(app, "massnahme") == "massnahme-05"
    assert "Laufzeit" in words(app)


def test_stale_values_of_a_link_are_the_default(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, bild="nie", stand="x", nur="x", monate="7", von="1", massnahme="nie")
    assert not app.exception
    assert len(app.dataframe[0].value) == 33
    assert "massnahme" not in app.query_params


def test_the_radar_shows_agreements_to_the_circle_only(open_page: Callable[..., AppTest]) -> None:
    inside = open_page(PAGE, bild="radar", monate="24")
    assert not inside.exception
    assert "Vereinbarungen" in words(inside)
    agreements = inside.dataframe[1].value["Was endet"] == "Kooperationsvereinbarung"
    assert agreements.any()
    outside = open_page(PAGE, bild="radar", monate="24", sicht="oeffentlich")
    assert not outside.exception
    assert "nur im Kreis zu sehen" in words(outside)
    assert "Kooperationsvereinbarung" not in outside.dataframe[0].value.columns
    assert (outside.dataframe[1].value["Was endet"] != "Kooperationsvereinbarung").all()


def test_a_link_of_the_chain_narrows_the_list(open_page: Callable[..., AppTest]) -> None:
    whole = open_page(PAGE, bild="radar").dataframe[1].value
    app = open_page(PAGE, bild="radar", glied="schwangerschaft")
    one = app.dataframe[1].value
    assert 0 < len(one) < len(whole)
    assert all("Schwangerschaft" in links for links in one["Glieder der Kette"])


@pytest.mark.parametrize("picture", ["zeitplan", "radar"])
def test_presentation_has_no_controls_and_no_agreements(
    open_page: Callable[..., AppTest], picture: str
) -> None:
    app = open_page(PAGE, view="vortrag", bild=picture)
    assert not app.exception
    assert not app.selectbox
    assert not app.dataframe
    assert "Vereinbarung zur" not in words(app)
