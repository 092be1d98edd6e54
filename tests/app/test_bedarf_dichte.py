"""Need and density on the page: link, weights, selection, presentation, few municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lib.domain.need_index import weights_text
from tests.app.test_kooperation import charts, in_url, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

PAGE = "bedarf_luecken.py"


@pytest.mark.parametrize(
    ("language", "answer", "field"),
    [
        ("de", "trifft hoher Bedarf in 3 von 21 Kommunen auf wenige Angebote", "hoher Bedarf"),
        ("en", "high need meets few offers in 3 of 21 municipalities", "high need, few offers"),
    ],
)
def test_answer_pictures_and_table_in_both_languages(
    open_page: Callable[..., AppTest], language: str, answer: str, field: str
) -> None:
    app = open_page(PAGE, lang=language, ansicht="bedarf")
    assert not app.exception
    assert not app.error
    assert answer in words(app)
    assert len(app.dataframe[0].value) == 21
    assert field in charts(app)
    assert "Neustadt am Rübenberge" in charts(app)


def test_the_switch_leads_there_and_back(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de")
    assert "trifft hoher Bedarf" not in words(app)
    app.button_group(key="w_ansicht").set_value("bedarf").run()
    assert "trifft hoher Bedarf" in words(app)
    assert in_url(app, "ansicht") == "bedarf"


def test_a_link_opens_a_municipality_with_what_its_need_is_made_of(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, lang="de", ansicht="bedarf", kommune="03241001")
    assert [metric.value for metric in app.metric] == ["+1,00", "1,8"]
    assert app.metric[1].delta.replace("\\", "") == "Region Hannover: 2,8"
    said = words(app)
    assert "hoher Bedarf, wenige Angebote" in said
    for line in ("31,8 %", "Region Hannover: 27,6 %", "z-Wert: +3,22", "zählt nicht (Gewicht 0)"):
        assert line in said
    app.button(key="clear_municipality").click().run()
    assert "kommune" not in app.query_params
    assert "Klicken Sie auf eine Kommune in der Karte oder auf einen Punkt" in words(app)


def test_weights_travel_in_the_link_and_back_to_the_default(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, lang="de", ansicht="bedarf", kommune="03241001", gewichte="0.0.0.1")
    sliders = [
        app.slider(key=f"need_weight_{code}")
        for code in (
            "alleinerziehende",
            "einwanderungsgeschichte",
            "auslaendisch",
            "kinder_unter_10",
        )
    ]
    assert [slider.value for slider in sliders] == [0, 0, 0, 1]
    assert app.metric[0].value == "−1,70"
    sliders[1].set_value(2).run()
    assert in_url(app, "gewichte") == "0.2.0.1"
    assert "Einwanderungsgeschichte (Gewicht 2)" in words(app)
    app.button(key="need_weights_default").click().run()
    assert "gewichte" not in app.query_params
    assert app.metric[0].value == "+1,00"


@pytest.mark.parametrize(
    "parameters",
    [
        {"gewichte": "9.9.9.9"},
        {"gewichte": "<b>"},
        {"mass": "count"},
        {"kommune": "99999999"},
        {"phase": "gibt-es-nicht", "stichtag": "heute"},
    ],
)
def test_a_stale_link_falls_back_without_a_word(
    open_page: Callable[..., AppTest], parameters: dict[str, str]
) -> None:
    app = open_page(PAGE, lang="de", ansicht="bedarf", **parameters)
    assert not app.exception
    assert not app.error
    assert "in 3 von 21 Kommunen auf wenige Angebote" in words(app)


def test_all_weights_zero_say_that_the_default_counts(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de", ansicht="bedarf", gewichte=weights_text([0] * 4))
    assert "Alle Gewichte stehen auf 0, deshalb gilt die Vorgabe." in words(app)
    assert "in 3 von 21 Kommunen" in words(app)


def test_a_scenario_is_named_under_the_picture(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de", ansicht="bedarf", szenario="+0-3,03241009,0")
    assert "Szenario: 1 Angebot hinzugefügt" in words(app)


def test_presentation_shows_both_pictures_and_no_widget(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de", ansicht="bedarf", view="vortrag", kommune="03241001")
    assert not app.exception
    assert not app.selectbox
    assert not app.slider
    assert not app.dataframe
    assert len(app.get("vega_lite_chart")) == 2  # key and points; the map is a component
    assert "trifft hoher Bedarf" in words(app)


def test_one_municipality_gets_the_table_instead_of_the_map(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "monitor.toml"
    path.write_text('ags_prefixes = ["03241001"]\n', encoding="utf-8")
    monkeypatch.setenv("MONITOR_CONFIG", str(path))
    app = open_page(PAGE, lang="de", ansicht="bedarf")
    assert not app.exception
    assert "nur 1 Kommune beide Werte" in words(app)
    assert not app.get("vega_lite_chart")
    assert len(app.dataframe[0].value) == 1
