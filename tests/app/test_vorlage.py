"""The decision sheet through AppTest: chosen by link and by box, both languages, presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PAGE = "vorlage.py"
GOAL = "HZ2.1.2"


def words(app: AppTest) -> str:
    shown = (*app.markdown, *app.caption, *app.info, *app.subheader)
    return " ".join(element.value for element in shown)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("de", ("Was dafür getan wird", "Maßnahmen", "keine politische Bewertung")),
        ("en", ("What is done for it", "Measures", "No political assessment")),
    ],
)
def test_a_link_opens_the_sheet_of_its_goal(
    open_page: Callable[..., AppTest], language: str, parts: tuple[str, ...]
) -> None:
    app = open_page(PAGE, ziel=GOAL, lang=language)
    assert not app.exception
    assert not app.error
    said = words(app).casefold()
    assert all(part.casefold() in said for part in parts)
    assert "420" in app.subheader[0].value  # the goal's title, whole
    assert len(app.dataframe[0].value) >= 1
    assert app.selectbox(key="w_ziel").value == GOAL


def test_another_goal_changes_link_and_sheet(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, ziel=GOAL)
    app.selectbox(key="w_ziel").set_value("HZ1.1.2").run()
    assert not app.exception
    assert app.query_params["ziel"] == "HZ1.1.2"
    assert "95" in app.subheader[0].value


def test_the_goal_of_the_sheet_is_not_carried_to_the_target_system(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, ziel=GOAL)
    assert "ziel" not in app.session_state["_kept"]


def test_a_stale_link_shows_the_first_goal(open_page: Callable[..., AppTest]) -> None:
    stale = {
        "ziel": "nichts",
        "vorlage": "nichts",
        "jahr": "1850",
        "verfahren": "x",
        "kommune": "0",
    }
    app = open_page(PAGE, **stale)
    assert not app.exception
    assert not app.error
    box = app.selectbox(key="w_ziel")
    assert box.index == 0


def test_the_second_method_is_named(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, ziel=GOAL, verfahren="eurostat")
    assert not app.exception
    assert any("Eurostat" in element.value for element in app.subheader)


def test_presentation_has_no_boxes_but_decision_and_status(
    open_page: Callable[..., AppTest],
) -> None:
    app = open_page(PAGE, ziel=GOAL, view="vortrag")
    assert not app.exception
    assert not app.selectbox
    assert not app.get("download_button")
    assert not app.dataframe
    assert "420" in app.subheader[0].value
    assert any("2020" in element.value for element in app.subheader)


def test_presentation_tells_the_situation_where_there_is_room(
    open_page: Callable[..., AppTest],
) -> None:
    few = open_page(PAGE, ziel="HZ2.3.3", view="vortrag")
    assert any(element.value == "Ausgangslage" for element in few.subheader)
    assert any("Seit 2014" in element.value for element in few.markdown)
