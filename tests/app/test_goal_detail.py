"""The page of one goal and the links of the goal system, through AppTest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    OpenPage = Callable[..., AppTest]

PAGE = "zielsystem.py"


def words(app: AppTest) -> str:
    """Everything the page says, its own HTML included."""
    html = [element.proto.body for element in app.get("html")]
    parts = [*app.markdown, *app.caption, *app.subheader, *app.info]
    said = " ".join([*(part.value for part in parts), *html])
    return said.replace("\\", "").replace("\u00a0", " ")


def keys(app: AppTest) -> set[str | None]:
    return {element.key for element in app.button}


@pytest.mark.parametrize(
    ("language", "head", "sentence"),
    [
        ("de", "Handlungsziel: Bis 2025 sprechen 80 %", "Von 3 Maßnahmen geplant oder laufend: 2"),
        ("en", "Operational goal: By 2025, 80 %", "3 measures are planned or running"),
    ],
)
def test_a_goal_has_a_page_in_both_languages(
    open_page: OpenPage, language: str, head: str, sentence: str
) -> None:
    app = open_page(PAGE, ziel="HZ1.1.1", lang=language)
    assert not app.exception
    assert not app.error
    said = words(app)
    assert head in said
    assert sentence in said
    assert {"close_goal", "open_path_LZ1", "open_path_MZ1.1"} <= keys(app)
    assert "open_goal_sprachstand" in keys(app)  # leads to the indicator


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("indikatoren", "Zielwert: 77,0 % bis 2022"),
        ("massnahmen", "Spielgruppen für Kinder ohne Kita-Platz"),
        ("angebote", "Angebote je 1 000 Kinder. Helle Balken"),
        ("kooperationen", "nötigen Kooperationen"),
    ],
)
def test_each_part_of_a_goal_is_shown(open_page: OpenPage, part: str, said: str) -> None:
    app = open_page(PAGE, ziel="HZ1.1.1", teil=part)
    assert not app.exception
    assert not app.error
    assert said in words(app)


def test_presentation_shows_a_part_without_controls(open_page: OpenPage) -> None:
    for part in ("indikatoren", "massnahmen", "angebote", "kooperationen"):
        app = open_page(PAGE, ziel="HZ1.1.1", teil=part, view="vortrag")
        assert not app.exception
        assert not app.error
        assert "close_goal" not in keys(app)
        assert not app.selectbox


def test_back_leads_to_all_goals_and_a_way_up_to_the_goal_above(open_page: OpenPage) -> None:
    app = open_page(PAGE, ziel="HZ1.1.1")
    next(button for button in app.button if button.key == "open_path_MZ1.1").click().run()
    assert "Mittlerziel: Kinder werden früh" in words(app)
    assert app.query_params["ziel"] == "MZ1.1"
    next(button for button in app.button if button.key == "close_goal").click().run()
    assert "ziel" not in app.query_params
    assert "close_goal" not in keys(app)


def test_a_stale_goal_in_a_link_shows_all_goals(open_page: OpenPage) -> None:
    app = open_page(PAGE, ziel="HZ9.9.9")
    assert not app.exception
    assert not app.error
    assert "close_goal" not in keys(app)


def test_outside_the_circle_no_share_of_ratings_is_told(open_page: OpenPage) -> None:
    circle = open_page(PAGE, ziel="LZ3", teil="kooperationen")
    assert "% der Einschätzungen mindestens wie gewünscht" in words(circle)
    public = open_page(PAGE, ziel="LZ3", teil="kooperationen", sicht="oeffentlich")
    assert not public.exception
    assert "% der Einschätzungen mindestens wie gewünscht" not in words(public)
    assert "gesperrt: zu wenige Einrichtungen" in words(public)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("de", "aktiven Angeboten gehören zu keinem Ziel"), ("en", "offers belong to no goal")],
)
def test_links_say_what_stands_alone(open_page: OpenPage, language: str, sentence: str) -> None:
    app = open_page(PAGE, bild="verknuepfung", lang=language)
    assert not app.exception
    assert not app.error
    assert sentence in words(app)
    # the first list that holds something is open, with ways to its goals
    assert "open_orphan_HZ4.2.2" in keys(app)


def test_a_list_is_chosen_beside_the_picture_and_kept_in_the_link(open_page: OpenPage) -> None:
    app = open_page(PAGE, bild="verknuepfung")
    chosen = "orphans_angebote-ohne-ziel"
    next(button for button in app.button if button.key == chosen).click().run()
    assert app.query_params["liste"] == "angebote-ohne-ziel"
    assert "Diese Angebote dienen vielleicht einem Ziel" in words(app)
    assert "Angebote ohne Ziel" in [item.value for item in app.subheader]


def test_links_stand_in_presentation_too(open_page: OpenPage) -> None:
    app = open_page(PAGE, bild="verknuepfung", view="vortrag")
    assert not app.exception
    assert not app.error
    assert keys(app) == {"end_presentation"}
