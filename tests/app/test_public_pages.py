"""Outside the circle no page holds anything of a single pair, in whatever way it became public."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from lib.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

SAMPLE = ROOT / "data" / "sample"
WAYS = ({"sicht": "oeffentlich"}, {"view": "vortrag"}, {"setting": "oeffentlich"})
#: What links of the circle ask for.
ASKED: tuple[dict[str, str], ...] = (
    {"matrix": "einrichtungen", "zelle": "inst-001~inst-002"},
    {"matrix": "kommunen", "kommune": "03241001", "stufe": "4"},
    {"matrix": "kriterien"},
    {"bild": "veraenderung", "wandel": "einrichtungen"},
    {"bild": "netz"},
    {"bild": "unterschiede", "unterschied": "2", "sicht": "kreis"},
)
PAGES = sorted(path.name for path in (ROOT / "pages").glob("*.py"))


def column(table: str, name: str) -> set[str]:
    with (SAMPLE / f"{table}.csv").open(encoding="utf-8") as file:
        return {row[name] for row in csv.DictReader(file) if row[name]}


def everything(node: Any) -> Iterator[str]:
    """Whatever is sent to the browser: every element with all it holds."""
    for child in getattr(node, "children", {}).values():
        yield repr(getattr(child, "proto", ""))
        frame = getattr(child, "value", None)
        if isinstance(frame, pd.DataFrame):
            yield frame.to_csv()
        yield from everything(child)


def sent(app: AppTest) -> str:
    assert not app.exception
    text = " ".join(everything(app._tree))
    # names with umlauts stand escaped in a printed message
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape", "ignore") + text


def opened(
    open_page: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    parameters: dict[str, str],
) -> str:
    setting = parameters.pop("setting", "")
    if setting:
        monkeypatch.setenv("MONITOR_AUDIENCE", setting)
    return sent(open_page(script, **parameters))


@pytest.fixture(scope="module")
def names() -> set[str]:
    return column("institution", "name")


@pytest.fixture(scope="module")
def words() -> set[str]:
    return column("agreement", "title") | column("cooperation_pair", "next_step")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: next(iter(way)))
@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "-".join(asked.values()))
def test_cooperation_names_no_institution(
    open_page: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
    names: set[str],
    words: set[str],
    way: dict[str, str],
    asked: dict[str, str],
) -> None:
    shown = opened(open_page, monkeypatch, "kooperation.py", {**asked, **way})
    assert "Erhebungsrunde" in shown
    assert [name for name in names | words if name in shown] == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: next(iter(way)))
@pytest.mark.parametrize("asked", [{}, {"paar": "inst-001~inst-002"}], ids=["list", "pair"])
def test_conversations_name_no_institution(
    open_page: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
    names: set[str],
    words: set[str],
    way: dict[str, str],
    asked: dict[str, str],
) -> None:
    shown = opened(open_page, monkeypatch, "gespraeche.py", {**asked, **way})
    assert [name for name in names | words if name in shown] == []


@pytest.mark.parametrize("script", PAGES)
def test_no_page_holds_a_step_or_an_agreement(
    open_page: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
    words: set[str],
    script: str,
) -> None:
    parameters = {"sicht": "oeffentlich", "kommune": "03241001", "lesart": "schwaechstes-glied"}
    shown = opened(open_page, monkeypatch, script, parameters)
    assert [word for word in words if word in shown] == []


def test_the_circle_does_see_names(open_page: Callable[..., AppTest], names: set[str]) -> None:
    """Without it the tests above could look in the wrong place."""
    shown = sent(open_page("kooperation.py", matrix="einrichtungen"))
    assert sum(name in shown for name in names) > len(names) / 2


def test_a_link_cannot_widen(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_AUDIENCE", "oeffentlich")
    app = open_page("kooperation.py", sicht="kreis")
    assert not app.session_state["_view"].shows_single_pairs
    assert "w_sicht" not in app.session_state  # nothing to choose
    assert any("öffentlich" in caption.value for caption in app.caption)


def test_the_public_view_follows_over_pages(open_page: Callable[..., AppTest]) -> None:
    app = open_page("kooperation.py", sicht="oeffentlich")
    app.query_params.clear()
    app.switch_page(str(ROOT / "pages" / "kommune.py")).run()
    assert not app.session_state["_view"].shows_single_pairs
    assert list(app.query_params["sicht"]) in (["oeffentlich"], list("oeffentlich"))


def test_the_switch_narrows_and_takes_back(open_page: Callable[..., AppTest]) -> None:
    app = open_page("kooperation.py")
    assert app.session_state["_view"].shows_single_pairs
    app.button_group(key="w_sicht").set_value("oeffentlich").run()
    assert not app.session_state["_view"].shows_single_pairs
    app.button_group(key="w_sicht").set_value("kreis").run()
    assert app.session_state["_view"].shows_single_pairs


def test_unknown_values_are_ignored(open_page: Callable[..., AppTest]) -> None:
    assert open_page("kooperation.py", sicht="alle").session_state["_view"].shows_single_pairs


def test_a_stale_link_does_not_take_back_the_public_view(
    open_page: Callable[..., AppTest], names: set[str]
) -> None:
    app = open_page("kooperation.py", sicht="oeffentlich", matrix="einrichtungen")
    app.query_params["sicht"] = "unsinn"
    app.run()
    assert not [name for name in names if name in sent(app)]
