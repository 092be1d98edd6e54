"""The page "Daten & Methoden" in both languages, by link and by click."""

from __future__ import annotations

import pytest

from lib.insights.methods import methods
from lib.text import LANGUAGES, render
from lib.ui.sources_view import SECTIONS

SCRIPT = "daten_methoden.py"


def walk(block):
    """Elements and blocks in the order in which they stand on the page."""
    for child in block.children.values():
        yield child
        yield from walk(child) if hasattr(child, "children") else ()


def shown(app) -> str:
    kinds = (app.markdown, app.caption, app.subheader, app.header)
    return "\n".join(element.value for kind in kinds for element in kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", list(SECTIONS))
def test_every_section_opens_by_link_in_both_languages(open_page, section, language):
    app = open_page(SCRIPT, lang=language, bereich=section)
    assert not app.exception
    assert not app.error
    questions = {"de": "Worauf beruhen die Zahlen?", "en": "What do the figures rest on?"}
    assert app.title[0].value == questions[language]
    answer = {"de": "600 Angebote von 116 Einrichtungen", "en": "600 offers of 116 institutions"}
    assert answer[language] in shown(app)


def test_only_the_chosen_section_is_drawn(open_page):
    app = open_page(SCRIPT, bereich="ueber", lang="de")
    assert [element.value for element in app.subheader] == [
        "Präventionsketten-Monitor",
        "Datenschutz",
        "Barrierefreiheit",
    ]
    assert not app.dataframe


def test_downloads_of_a_table_without_picture_stand_below_its_heading(open_page):
    app = open_page(SCRIPT, lang="de")
    drawn = [element for element in walk(app.main) if element.type in {"subheader", "popover"}]
    words = [getattr(element, "value", element.type) for element in drawn]
    assert words[-2:] == ["Was in der Datenbank liegt", "popover"]


def test_data_section_shows_both_tables(open_page):
    app = open_page(SCRIPT, lang="de")
    assert len(app.dataframe) == 2
    stock = app.dataframe[1].value
    assert stock.loc[stock["Daten"] == "Angebote", "Einträge"].tolist() == [600]


@pytest.mark.parametrize("language", LANGUAGES)
def test_link_with_a_method_opens_its_text(open_page, language):
    app = open_page(SCRIPT, lang=language, methode="trend")
    method = methods(language).find("trend")
    assert app.header[0].value == method.title
    assert method.text in [element.value for element in app.markdown]


def test_unknown_method_shows_the_list_without_an_error(open_page):
    app = open_page(SCRIPT, lang="de", methode="gibt-es-nicht")
    assert not app.exception
    assert not app.error
    assert not app.header
    assert methods("de").introduction in [element.value for element in app.markdown]
    assert "methode" not in app.query_params


def test_method_of_the_list_opens_and_stands_in_the_link(open_page):
    app = open_page(SCRIPT, lang="de", bereich="methoden")
    app.button(key="method_trend").click().run()
    assert app.header[0].value == "Trendpfeil"
    assert app.query_params["methode"] in ("trend", ["trend"])


def test_unknown_section_shows_the_first(open_page):
    app = open_page(SCRIPT, lang="de", bereich="quatsch")
    assert not app.exception
    assert len(app.dataframe) == 2
    assert "bereich" not in app.query_params


def test_leaving_the_methods_drops_the_method_from_the_link(open_page):
    app = open_page(SCRIPT, lang="de", methode="trend")
    app.session_state["w_bereich"] = "importe"
    app.run()
    assert not app.exception
    assert app.query_params["bereich"] in ("importe", ["importe"])
    assert "methode" not in app.query_params
    assert not app.header


def test_sources_name_boundaries_census_and_libraries(open_page):
    text = shown(open_page(SCRIPT, lang="de", bereich="quellen"))
    for words in ("© BKG", "Zensus 2022", "Leaflet", "BSD", "jQuery", "erfunden"):
        assert words in text


def test_presentation_shows_the_picture_without_any_control(open_page):
    app = open_page(SCRIPT, lang="de", view="vortrag", bereich="importe")
    assert not app.exception
    assert not app.dataframe
    assert not app.selectbox
    assert [button.key for button in app.button] == ["end_presentation"]
    assert "Auszählung dieser Datenbank" in shown(app)
    assert "erfunden" in shown(app)


def test_presentation_of_a_method_shows_its_text(open_page):
    app = open_page(SCRIPT, lang="de", view="vortrag", methode="trend")
    assert app.header[0].value == "Trendpfeil"
    assert not app.selectbox


def test_section_labels_are_translated():
    for label in SECTIONS.values():
        assert render(label, "de") != render(label, "en")
