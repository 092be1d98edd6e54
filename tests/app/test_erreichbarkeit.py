"""Accessibility on the page: links, distance, three maps, scenario, and data that say little."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from lib.settings import ROOT
from tests.app.test_kooperation import in_url, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

PAGE = "erreichbarkeit.py"
UETZE = "03241018"


def metrics(app: AppTest) -> list[str]:
    return [str(metric.value) for metric in app.metric]


def table(app: AppTest) -> str:
    return str(app.dataframe[0].value.to_csv())


@pytest.fixture
def changed(
    sample_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    open_page: Callable[..., AppTest],
) -> Callable[..., AppTest]:
    """Open the page on a copy of the sample after a change: `changed("DELETE ...")`."""

    def run(*statements: str, **parameters: str) -> AppTest:
        path = tmp_path / "copy.sqlite"
        shutil.copyfile(sample_url.removeprefix("sqlite:///"), path)
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            for statement in statements:
                connection.execute(statement)
            # an import would keep its counts anew: without a stamp the rows are counted
            connection.execute("DELETE FROM kept_column")
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
        return open_page(PAGE, lang="de", **parameters)

    return run


def test_the_page_answers_with_a_table_of_all(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de", phase="0-3", distanz="3")
    assert not app.exception
    assert "0–3 Jahre: Für rund 21 % der Kinder liegt kein Angebot mit bekannter Adresse" in words(
        app
    )
    assert metrics(app) == ["rund 21 %", "5,9"]
    assert len(app.dataframe[0].value) == 21
    assert "Kinder ohne Angebot innerhalb von 3 km" in table(app)
    assert "Luftlinie" in words(app)


def test_english_page(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="en", phase="0-3", distanz="3")
    assert (
        "For about 21 % of the children, no offer with a known address lies within 3 km"
        in words(app)
    )


def test_the_slider_moves_answer_and_link(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de")
    assert "distanz" not in app.query_params
    app.select_slider(key="u_distanz").set_value(10.0).run()
    assert in_url(app, "distanz") == "10"
    assert "Jedes Kind hat mindestens ein Angebot innerhalb von 10 km" in words(app)
    app.select_slider(key="u_distanz").set_value(1.0).run()
    assert "innerhalb von 1 km" in words(app)


@pytest.mark.parametrize("layer", ["kommunen", "ohne", "flaeche"])
@pytest.mark.parametrize("kind", ["angebote", "plaetze"])
def test_every_map_of_every_kind_stands(
    open_page: Callable[..., AppTest], layer: str, kind: str
) -> None:
    app = open_page(PAGE, lang="de", zeigt=layer, zaehlt=kind, kommune=UETZE)
    assert not app.exception
    assert not app.error
    assert len(metrics(app)) == 4
    assert app.button(key="clear_municipality").label == "Auswahl aufheben"


def test_a_municipality_is_set_against_the_region(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de", kommune=UETZE, phase="0-3", distanz="3")
    region_share, region_value, share, value = app.metric
    assert (region_share.value, share.value) == ("rund 21 %", "rund 76 %")
    assert (region_value.value, value.value) == ("5,9", "2,0")
    assert "gegenüber Region Hannover" in value.delta
    app.button(key="clear_municipality").click().run()
    assert "kommune" not in app.query_params


def test_a_stale_link_falls_back(open_page: Callable[..., AppTest]) -> None:
    app = open_page(
        PAGE, lang="de", distanz="weit", zaehlt="nix", zeigt="nix", kommune="99", phase="nix"
    )
    assert not app.exception
    assert app.select_slider(key="u_distanz").value == 5
    assert {"distanz", "zaehlt", "zeigt", "kommune", "phase"}.isdisjoint(app.query_params)


@pytest.mark.parametrize("distance", ["0", "31", "-5", "nan", "1e9"])
def test_a_distance_beyond_the_slider_falls_back(
    open_page: Callable[..., AppTest], distance: str
) -> None:
    app = open_page(PAGE, lang="de", distanz=distance)
    assert app.select_slider(key="u_distanz").value == 5


def test_presentation_has_no_controls(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de", view="vortrag", zeigt="flaeche", distanz="3")
    assert not app.exception
    assert not app.selectbox
    assert not app.select_slider
    assert "innerhalb von 3 km" in words(app)


def test_a_scenario_is_named_and_counts(open_page: Callable[..., AppTest]) -> None:
    plain = open_page(PAGE, lang="de", phase="0-3", distanz="3", kommune=UETZE)
    app = open_page(
        PAGE, lang="de", phase="0-3", distanz="3", kommune=UETZE, szenario=f"+0-3,{UETZE},10"
    )
    assert not app.exception
    assert "Szenario: 1 Angebot" in words(app)
    assert "Gedachte Angebote liegen in der Mitte ihrer Kommune" in words(app)
    assert metrics(app)[3] > metrics(plain)[3]


def test_no_offers_at_all(changed: Callable[..., AppTest]) -> None:
    app = changed("DELETE FROM measure_offer", "DELETE FROM offer")
    assert not app.exception
    assert "lässt sich nichts sagen" in words(app)
    assert metrics(app) == ["keine Meldung", "keine Meldung"]


def test_no_active_offer(changed: Callable[..., AppTest]) -> None:
    app = changed("UPDATE offer SET status = 'defunct'", zeigt="flaeche")
    assert "ist in dieser Auswahl kein aktives Angebot gemeldet" in words(app)
    assert metrics(app) == ["100 %", "0,0"]


def test_no_children(changed: Callable[..., AppTest]) -> None:
    app = changed("DELETE FROM context_value", zeigt="flaeche")
    assert not app.exception
    assert "lässt sich nichts sagen" in words(app)
    assert metrics(app) == ["nicht berechenbar", "nicht berechenbar"]


@pytest.mark.parametrize("layer", ["kommunen", "ohne", "flaeche"])
def test_offers_without_coordinates_only(changed: Callable[..., AppTest], layer: str) -> None:
    app = changed("UPDATE offer SET latitude = NULL, longitude = NULL", zeigt=layer)
    assert not app.exception
    assert "keines mit bekannter Adresse" in words(app)
    assert metrics(app) == ["keine Angabe", "keine Angabe"]


def test_places_that_nobody_states(changed: Callable[..., AppTest]) -> None:
    app = changed("UPDATE offer SET capacity_places = NULL", zaehlt="plaetze")
    assert "Bitte wählen Sie stattdessen „Angebote“" in words(app)


def test_one_municipality_without_a_report(changed: Callable[..., AppTest]) -> None:
    app = changed(
        "DELETE FROM measure_offer",
        f"DELETE FROM offer_service_area WHERE ags = '{UETZE}'",
        f"DELETE FROM offer WHERE ags = '{UETZE}'",
        kommune=UETZE,
        zeigt="flaeche",
    )
    assert metrics(app)[2:] == ["keine Meldung", "keine Meldung"]
    assert "1 Kommune hat nie etwas gemeldet" in words(app)


@pytest.mark.parametrize("layer", ["kommunen", "flaeche"])
def test_one_municipality_alone(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, layer: str
) -> None:
    monkeypatch.setenv("MONITOR_AGS_PREFIXES", UETZE)
    app = open_page(PAGE, lang="de", zeigt=layer, distanz="2")
    assert not app.exception
    assert len(app.dataframe[0].value) == 1
    assert "am häufigsten" not in words(app)


def test_a_country_has_no_surface_and_says_why(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_BOUNDARIES", str(ROOT / "geo" / "deutschland.geojson"))
    app = open_page(PAGE, lang="de", zeigt="flaeche", phase="0-3")
    assert not app.exception
    assert "Kinder und Angebote stehen an je einem Punkt ihrer Kommune" in words(app)
    assert len(app.dataframe[0].value) == 21  # what the database knows
