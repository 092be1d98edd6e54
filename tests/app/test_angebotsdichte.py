"""The page of the offer density through AppTest: four views, classes in the address, the film."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lib.ui import density_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    OpenPage = Callable[..., AppTest]

PAGE = "angebotsdichte.py"
VIEWS = ("karte", "vergleich", "phasen", "veraenderung")


def words(app: AppTest) -> str:
    html = [element.proto.body for element in app.get("html")]
    parts = [*app.markdown, *app.caption, *app.title, *app.subheader, *app.info]
    return (
        " ".join([*(part.value for part in parts), *html]).replace("\\", "").replace("\u00a0", " ")
    )


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    return app


def map_script(app: AppTest, number: int = 0) -> str:
    """What the map is told: the script of its values."""
    return str(app.get("component_instance")[number].proto.json_args)


def with_display(app: AppTest) -> AppTest:
    """Open the popover of classes and layers: closed, it holds no controls."""
    app.session_state["display_popover"] = True
    return sound(app.run())


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("language", "region"), [("de", "Region Hannover"), ("en", "Region Hannover")]
)
def test_every_view_answers_with_table_and_downloads(
    open_page: OpenPage, view: str, language: str, region: str
) -> None:
    app = sound(open_page(PAGE, ansicht=view, lang=language, kommune="03241005", phase="0-3"))
    assert len(app.dataframe) >= 1
    text = words(app)
    assert region in text
    assert ("Beispieldaten" if language == "de" else "Sample data") in text
    assert app.query_params["kommune"] == "03241005"
    assert app.query_params.get("ansicht", "karte") == view


@pytest.mark.parametrize("view", VIEWS)
def test_presentation_has_no_controls(open_page: OpenPage, view: str) -> None:
    app = sound(open_page(PAGE, ansicht=view, view="vortrag", halten="1;2", halten_diff="0.5"))
    found = (app.selectbox, app.select_slider, app.toggle, app.date_input, app.text_input)
    assert [len(widgets) for widgets in found] == [0] * 5
    assert [button.key for button in app.button] == ["end_presentation"]
    # what the link says holds there, too
    assert app.query_params["halten_diff" if view == "veraenderung" else "halten"]


def test_held_classes_stay_while_phase_day_and_measure_change(open_page: OpenPage) -> None:
    app = with_display(open_page(PAGE, lang="de", phase="0-3"))
    assert not [button for button in app.button if button.key == "release_classes"]
    app.toggle(key="u_halten").set_value(True).run()
    held = app.query_params["halten"]
    assert len(held.split(";")) == 4
    app.selectbox(key="w_phase").set_value("6-10").run()
    app.selectbox(key="w_mass").set_value("places_per_100_children").run()
    sound(app)
    assert app.query_params["halten"] == held
    assert "Festgehaltene Klassen" in map_script(app)
    again = sound(open_page(PAGE, lang="de", phase="6-10", halten=held))
    assert "Festgehaltene Klassen" in map_script(again)
    again.button(key="release_classes").click().run()
    assert "halten" not in again.query_params
    assert "Festgehaltene Klassen" not in map_script(again)


def test_one_class_only_leaves_nothing_to_hold(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_AGS_PREFIXES", "03241005")
    app = with_display(open_page(PAGE, lang="de"))
    app.toggle(key="u_halten").set_value(True).run()
    sound(app)
    assert "nichts festzuhalten" in words(app)
    assert "halten" not in app.query_params
    assert app.toggle(key="u_halten").value is False
    app.selectbox(key="w_phase").set_value("0-3").run()
    assert "nichts festzuhalten" not in words(app)


def test_own_breaks_and_what_is_wrong_with_them(open_page: OpenPage) -> None:
    app = with_display(open_page(PAGE, lang="de", einteilung="eigene"))
    assert "Bitte geben Sie die Grenzen" in words(app)
    app.text_input(key="u_grenzen").set_value("2,5; vier").run()
    sound(app)
    assert "„vier“ ist keine Zahl" in words(app)
    app.text_input(key="u_grenzen").set_value("2,5; 4").run()
    sound(app)
    assert "bis 2,5" in map_script(app)
    script = map_script(app).encode().decode("unicode_escape")
    assert "ist keine Zahl" not in words(app)
    assert "4,0" in script
    assert app.query_params["grenzen"] == "2,5; 4"


@pytest.mark.parametrize(
    "stale",
    [
        {"ansicht": "gestern"},
        {"einteilung": "schoen", "klassen": "99"},
        {"halten": "a;b"},
        {"ansicht": "veraenderung", "vergleichstag": "1800-01-01", "aenderung": "x"},
        {"ansicht": "vergleich", "gegen": "wetter", "phase2": "nie"},
        {"ansicht": "vergleich", "gegen": "mass", "mass2": "nie"},
        {"stichtag": "1800-01-01"},
        {"kommune": "99999999"},
    ],
)
def test_stale_links_fall_back_without_a_word(open_page: OpenPage, stale: dict[str, str]) -> None:
    app = sound(open_page(PAGE, lang="de", **stale))
    left = {name for name in stale if name in app.query_params} - {"ansicht", "gegen"}
    assert not left
    assert not app.warning


def test_slider_and_date_field_are_one(open_page: OpenPage) -> None:
    app = sound(open_page(PAGE, lang="de", stichtag="2019-05-07"))
    slider = app.select_slider(key="u_stichtag_schieber")
    assert slider.value.isoformat() == "2019-05-07"  # also a day between two steps
    before = map_script(app)
    slider.set_value(density_time.date(2016, 1, 1)).run()
    sound(app)
    assert app.query_params["stichtag"] == "2016-01-01"
    assert app.date_input(key="d_stichtag").value.isoformat() == "2016-01-01"
    assert map_script(app) != before
    app.date_input(key="d_stichtag").set_value(density_time.date(2020, 6, 1)).run()
    assert app.select_slider(key="u_stichtag_schieber").value.isoformat() == "2020-06-01"


def test_film_begins_anew_holds_classes_and_stops(open_page: OpenPage) -> None:
    app = sound(open_page(PAGE, lang="de"))
    app.button(key="film_button").click().run()
    sound(app)
    assert app.query_params["stichtag"] == "2014-01-01"
    assert app.query_params["halten"]
    assert app.button(key="film_button").label == "Anhalten"
    app.button(key="film_button").click().run()
    assert app.button(key="film_button").label == "Zeitverlauf abspielen"
    assert app.query_params["stichtag"] == "2014-01-01"


def test_comparison_follows_its_right_side(open_page: OpenPage) -> None:
    app = sound(open_page(PAGE, lang="de", ansicht="vergleich", phase="0-3", phase2="6-10"))
    assert len(app.get("component_instance")) == 2
    assert "6–10 Jahre" in words(app)
    assert "In Klammern: Kommunen links | rechts" in words(app)
    app.selectbox(key="w_gegen").set_value("mass").run()
    sound(app)
    assert "verschiedene Einheiten" in words(app)
    assert "In Klammern" not in words(app)
    app.selectbox(key="w_gegen").set_value("tag").run()
    sound(app)
    assert app.date_input(key="d_vergleichstag").value.isoformat() == "2020-06-30"


def test_change_as_difference_or_in_per_cent(open_page: OpenPage) -> None:
    app = sound(open_page(PAGE, lang="de", ansicht="veraenderung"))
    assert "vom 30.06.2020 bis zum 30.06.2021" in words(app)
    assert "gestiegen um bis zu" in map_script(app).encode().decode("unicode_escape")
    relative = sound(open_page(PAGE, lang="de", ansicht="veraenderung", aenderung="prozent"))
    assert map_script(relative) != map_script(app)
    same = sound(open_page(PAGE, lang="de", ansicht="veraenderung", vergleichstag="2021-06-30"))
    assert "Beide Tage sind gleich" in words(same)


@pytest.mark.parametrize("view", VIEWS)
def test_one_municipality_only(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    monkeypatch.setenv("MONITOR_AGS_PREFIXES", "03241005")
    app = sound(open_page(PAGE, ansicht=view, lang="de", phase="0-3"))
    assert "Garbsen" in app.dataframe[0].value.to_string()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("measure", ["count", "confirmed_share", "places_per_100_children"])
def test_every_measure_at_a_day_with_few_offers(
    open_page: OpenPage, view: str, measure: str
) -> None:
    sound(open_page(PAGE, ansicht=view, lang="de", mass=measure, stichtag="2014-01-01"))


def test_presentation_names_the_figure_of_the_chosen_municipality(open_page: OpenPage) -> None:
    said = words(sound(open_page(PAGE, view="vortrag", phase="0-3", kommune="03241005")))
    assert "Garbsen: 10,5 (+40 % gegenüber Region Hannover)" in said
    assert "Garbsen:" not in words(sound(open_page(PAGE, view="vortrag", phase="0-3")))


def test_the_dashed_outline_of_a_scenario_is_explained(open_page: OpenPage) -> None:
    note = "Gestrichelter Rand: im Szenario"
    assert note in map_script(sound(open_page(PAGE, szenario="+0-3,03241005,20")))
    assert note not in map_script(sound(open_page(PAGE)))
