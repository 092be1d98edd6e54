"""The cooperation sheet through AppTest: a pair that rated, one that did not, and the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PAGE = "gespraeche.py"
PAIR = "inst-001~inst-089"


def words(app: AppTest) -> str:
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.info))


@pytest.mark.parametrize(
    ("language", "question", "fact"),
    [("de", "Reflexionsfragen", "Nächster Schritt"), ("en", "Reflection questions", "Next step")],
)
def test_the_sheet_says_all_in_both_languages(
    open_page: Callable[..., AppTest], language: str, question: str, fact: str
) -> None:
    app = open_page(PAGE, paar=PAIR, lang=language)
    assert not app.exception
    assert not app.error
    said = words(app)
    assert question in said
    assert fact in said
    assert len(app.dataframe[0].value) == 4  # two waves, two directions


def test_another_pair_by_keyboard_changes_the_link(open_page: Callable[..., AppTest]) -> None:
    app = open_page(PAGE, paar=PAIR)
    app.selectbox(key="sheet_second").set_value("inst-002").run()
    assert not app.exception
    assert app.query_params["paar"] == "inst-001~inst-002"
    first, second = app.selectbox(key="sheet_first"), app.selectbox(key="sheet_second")
    assert second.value == "inst-002"
    assert first.index is not None
    assert first.options[first.index] not in second.options


@pytest.mark.parametrize("parameters", [{"sicht": "oeffentlich"}, {"view": "vortrag"}])
def test_outside_the_circle_no_sheet(
    open_page: Callable[..., AppTest], parameters: dict[str, str]
) -> None:
    app = open_page(PAGE, paar=PAIR, **parameters)
    assert not app.exception
    assert not app.dataframe
    assert not app.get("download_button")
    assert "Reflexionsfragen" not in words(app)
