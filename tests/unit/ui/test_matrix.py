"""The matrix on the page: its files, what it takes from the browser, a page that can be tested."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.settings import ROOT
from lib.ui import matrix as screen

SHELL = ROOT / "tests" / "benchmarks" / "matrix_shell.py"
AXIS = MatrixAxis(title="Achse", keys=("a", "b"), labels=("A", "B"))
SIGN = MatrixSign(code="1", word="Stufe 1", fill="white", ink="#000000")
MATRIX = Matrix(rows=AXIS, columns=AXIS, codes="1111", signs=(SIGN,))


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ({"row": "a", "column": "b"}, ("a", "b")),
        ({"row": "", "column": ""}, ("", "")),
        ({"row": "a", "column": ""}, None),
        ({"row": "a", "column": "z"}, None),
        ({"row": ["a"], "column": "b"}, None),
        ({}, None),
        ("a~b", None),
        (None, None),
    ],
)
def test_only_cells_of_the_matrix_are_taken(
    told: Any, taken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen.st, "session_state", {"key": {"chosen": told}})
    assert screen._reported("key", MATRIX) == taken


def test_nothing_told_is_nothing_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen.st, "session_state", {})
    assert screen._reported("key", MATRIX) is None


def test_all_files_of_the_component_are_sent_and_none_is_long() -> None:
    folder = ROOT / "lib" / "ui" / "static" / "matrix"
    assert {path.name for path in folder.glob("*.js")} == set(screen._SCRIPTS)
    for path in folder.iterdir():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path
    assert screen.SCRIPT.count("export default function") == 1


def test_no_name_is_declared_twice() -> None:
    """The files become one module: a second function of a name would silently replace the first."""
    names = re.findall(r"^(?:function|const|let) (\w+)", screen.SCRIPT, flags=re.MULTILINE)
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("size", ["3x14", "125x125"])
def test_the_rest_of_a_page_with_a_matrix_can_be_tested(size: str) -> None:
    app = AppTest.from_file(str(SHELL), default_timeout=30)
    app.query_params["size"] = size
    app.run()
    assert not app.exception
    app.button(key="next").click().run()
    assert not app.exception
    assert app.text[0].value == "chosen None told 0"
