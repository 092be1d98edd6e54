"""Gap matrix and what if: links, thresholds, cells by keyboard, scenarios never written."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from lib.domain.scenario import Scenario
from lib.insights.scenario import scenario_note
from lib.insights.types import Provenance
from lib.store.queries.offers import OfferFilter
from lib.ui import gap_choice
from lib.ui.panels import file_name
from lib.ui.url_state import widget_key
from tests.app.test_kooperation import charts, in_url, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from lib.text import Message

PAGE = "bedarf_luecken.py"
SEHNDE = "03241016"


def badges(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in app.markdown if "badge" in element.value)


def table(app: AppTest) -> str:
    return "\n".join(str(frame.value.to_csv()) for frame in app.dataframe)


def test_the_page_answers_and_names_the_most_urgent(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de")
    assert not app.exception
    assert "In den Lebensphasen gibt es 9 Lücken und 7 dünne Stellen" in words(app)
    urgent = [button for button in app.button if str(button.key).startswith("urgent_")]
    assert len(urgent) == 5
    urgent[0].click().run()
    assert in_url(app, "luecke") == f"{SEHNDE}~10-16"
    assert app.metric[0].value == "Lücke"
    assert "Kein aktives Angebot für 1.385 Kinder" in words(app)


def test_every_cell_is_reached_by_two_boxes_and_lists_its_offers(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, lang="de")
    app.selectbox(key="gap_ags").select("03241009").run()
    assert "luecke" not in app.query_params
    app.selectbox(key="gap_column").select("u~kita-grundschule").run()
    assert in_url(app, "luecke") == "03241009~u~kita-grundschule"
    assert "**Laatzen, Kita → Grundschule**" in words(app)
    assert app.metric[0].value == "gedeckt"
    offers = app.dataframe[-1].value
    assert len(offers) == 6
    app.button(key="clear_cell").click().run()
    assert not app.metric
    assert app.selectbox(key="gap_ags").value is None


@pytest.mark.parametrize(
    "parameters",
    [
        {"luecke": "99999999~0-3"},
        {"luecke": f"{SEHNDE}~gone"},
        {"luecke": "~"},
        {"schwelle": "7", "unklar": "x"},
        {"schwelle": "-50", "ausschnitt": "3"},
        {"szenario": "+,,;-;nonsense;+a,b,c"},
        {"stichtag": "1900-01-01"},
    ],
)
def test_stale_links_fall_back_without_a_word(
    open_page: Callable[..., AppTest], parameters: dict[str, str]
) -> None:
    app = open_page(PAGE, lang="de", **parameters)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert not {"luecke", "schwelle", "unklar", "stichtag"} & set(app.query_params)
    assert "9 Lücken und 7 dünne Stellen" in words(app)


def test_the_thresholds_change_the_states(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="en", schwelle="100")
    assert "9 gaps and 7 thin spots" not in words(app)
    assert "Thin below 100 % of the Region" in words(app)
    strict = open_page(PAGE, lang="en", unklar="12")
    assert "without a confirmation in 12 months" in words(strict)


def test_a_scenario_counts_at_once_and_is_named_everywhere(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, lang="de", szenario=f"+10-16,{SEHNDE},20;+10-16,{SEHNDE},0")
    assert "8 Lücken" in words(app)
    assert "Mit dem Szenario: 22 statt 23 Lücken" in words(app)
    assert "Szenario: 2 Änderungen" in badges(app)
    assert "Szenario: 2 Angebote hinzugefügt; nicht der gemeldete Stand" in words(app)
    assert "Gestrichelter Rahmen" in words(app)
    assert "Zustand ohne Szenario" in table(app)
    shown = open_page(
        PAGE, lang="de", view="vortrag", szenario=f"+10-16,{SEHNDE},20;+10-16,{SEHNDE},0"
    )
    assert "Szenario: 2 Änderungen" in badges(shown)
    assert "nicht der gemeldete Stand" in words(shown)


def test_without_a_scenario_nothing_speaks_of_one(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de")
    assert "zenario" not in words(app) + table(app) + charts(app)


def test_changes_that_the_data_do_not_know_are_told(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de", szenario=f"+10-16,{SEHNDE},20;+gone,{SEHNDE},1;-gone")
    assert [str(warning.value) for warning in app.warning] == [
        "2 Änderungen des Links gibt es nicht mehr; sie bleiben außer Betracht."
    ]
    assert "Szenario: 1 Änderung" in badges(app)
    assert "Szenario: 1 Angebot hinzugefügt" in words(app)


def test_a_page_whose_figures_do_not_follow_shows_no_scenario(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page("zielsystem.py", lang="de", szenario=f"+10-16,{SEHNDE},20")
    assert "zenario" not in words(app)


def test_a_scenario_writes_nothing(open_page: Callable[..., AppTest], sample_url: str) -> None:
    file = Path(sample_url.removeprefix("sqlite:///"))
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    app = open_page(PAGE, lang="de", szenario=f"+10-16,{SEHNDE},20;-ang-001")
    assert "Szenario: 2 Änderungen" in badges(app)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


def test_a_large_extent_shows_a_part_and_says_so(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gap_choice, "MOST_ROWS", 20)
    monkeypatch.setattr(gap_choice, "ROWS_OF_A_PART", 4)
    most = open_page(PAGE, lang="de")
    assert "4 von 21 Kommunen. Die Sätze oben zählen alle." in words(most)
    assert "9 Lücken und 7 dünne Stellen" in words(most)
    names = list(dict.fromkeys(most.dataframe[0].value.iloc[:, 0]))
    assert len(names) == 4
    assert "Sehnde" in names
    assert names == sorted(names)
    second = open_page(PAGE, lang="de", ausschnitt="2")
    names = list(dict.fromkeys(second.dataframe[0].value.iloc[:, 0]))
    assert names == ["Gehrden", "Hannover", "Hemmingen", "Isernhagen"]
    gone = open_page(PAGE, lang="de", ausschnitt="99")
    assert "Sehnde" in set(gone.dataframe[0].value.iloc[:, 0])


def test_files_of_a_scenario_are_named_so() -> None:
    def name(*notes: Message) -> str:
        provenance = Provenance(
            is_sample=True,
            data_version=1,
            reference_date=date(2021, 6, 30),
            sources=(),
            method="gaps",
            notes=notes,
        )
        panel = SimpleNamespace(key="lueckenmatrix", provenance=provenance)
        return file_name(cast("Any", SimpleNamespace(language="de")), cast("Any", panel))

    chosen = OfferFilter(on=date(2021, 6, 30), scenario=Scenario(removed=("a",)))
    assert name() == "lueckenmatrix_2021-06-30_de_beispieldaten"
    assert name(*scenario_note(chosen)) == "lueckenmatrix_2021-06-30_de_beispieldaten_szenario"


def test_the_picture_holds_every_municipality_and_no_markup(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, lang="de")
    sent = charts(app)
    assert all(name in sent for name in ("Barsinghausen", "Wunstorf", "Sehnde"))
    assert len(app.dataframe[0].value) == 21 * 11


WEAKEST = {"lesart": "schwaechstes-glied"}


def test_the_weakest_link_is_a_second_reading(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="de", **WEAKEST)
    assert not app.exception
    assert in_url(app, "lesart") == "schwaechstes-glied"
    assert "Von 105 Übergängen sind" in words(app)
    assert len(app.dataframe[0].value) == 105
    app.selectbox(key="gap_ags").select("03241005").run()
    app.selectbox(key="gap_column").select("u~kita-grundschule").run()
    assert not app.exception
    assert "**Garbsen, Kita → Grundschule**" in words(app)
    assert "aus 12 von 111 Paaren" in words(app)
    pairs = app.dataframe[-1].value
    assert len(pairs) == 111
    app.selectbox(key=widget_key("lesart")).select("angebote").run()
    assert "lesart" not in app.query_params
    assert "9 Lücken und 7 dünne Stellen" in words(app)
    assert app.metric[0].value == "gedeckt"  # the chosen cell stays, read the other way


def test_a_chosen_life_phase_is_no_transition(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, lang="en", luecke=f"{SEHNDE}~10-16", **WEAKEST)
    assert not app.exception
    assert "A transition holds only where" in words(app)
    assert app.selectbox(key="gap_column").value is None


@pytest.mark.parametrize("narrowed", [{"view": "vortrag"}, {"sicht": "oeffentlich"}])
def test_the_weakest_link_is_for_the_circle_alone(
    open_page: Callable[..., AppTest], narrowed: dict[str, str]
) -> None:
    app = open_page(PAGE, lang="de", luecke="03241005~u~kita-grundschule", **WEAKEST, **narrowed)
    assert not app.exception
    assert not app.warning
    assert "9 Lücken und 7 dünne Stellen" in words(app)
    assert "Von 105 Übergängen" not in words(app)
    assert "Mittlere Stufe" not in words(app) + table(app)
    assert "Paare an diesem" not in words(app)
    assert not [box for box in app.selectbox if box.key == widget_key("lesart")]
    if "sicht" in narrowed:
        assert "lesart" not in app.query_params
        assert "beruht auf einzelnen Paaren: Nur der Kreis sieht sie" in words(app)
