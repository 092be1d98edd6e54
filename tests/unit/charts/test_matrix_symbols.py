"""Drawn symbols and headings: in the model, on the way to the browser, in the file."""

from __future__ import annotations

import re

import pytest

from lib.charts.heatmap_axes import HeatLook
from lib.charts.matrix import matrix_chart, shown_labels
from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.charts.matrix_payload import payload
from lib.charts.pictures import to_svg

SQUARE = "M-0.5,-0.5 L0.5,-0.5 L0.5,0.5 L-0.5,0.5 Z"
SPIKE = "M0,-0.7 L0.6,0.7 L-0.6,0.7 Z"
SIGNS = (
    MatrixSign(code="s", word="Sonne", fill="#f5c242", ink="#1b2429", path=SQUARE),
    MatrixSign(code="g", word="Gewitter", fill="#33415c", ink="#ffffff", path=SPIKE),
)
ROWS = MatrixAxis(
    title="Indikator",
    keys=("#z1", "a", "b"),
    labels=("Leitziel 1", "Sprachstand", "Impfquote"),
    headings=frozenset({0}),
)


def matrix(columns: int = 3) -> Matrix:
    years = tuple(str(2019 + at) for at in range(columns))
    codes = "s" * columns + "sg" * columns
    return Matrix(
        rows=ROWS,
        columns=MatrixAxis(title="Jahr", keys=years, labels=years),
        codes=codes[: 3 * columns],
        signs=SIGNS,
        joint=", ",
    )


def drawn(width_px: int, columns: int = 3) -> str:
    look = HeatLook(language="de", width_px=width_px, height_px=120, label_angle=0)
    return to_svg(matrix_chart(matrix(columns), look=look)).decode()


def test_a_heading_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="heading that is not there"):
        MatrixAxis(title="", keys=("a",), labels=("A",), headings=frozenset({1}))


def test_the_browser_learns_of_paths_headings_and_what_joins_two_names() -> None:
    sent = payload(matrix())
    assert [sign["path"] for sign in sent["signs"]] == [SQUARE, SPIKE]
    assert sent["rows"]["headings"] == "0"
    assert sent["columns"]["headings"] == ""
    assert sent["joint"] == ", "


def test_a_heading_has_no_name_beside_the_cells() -> None:
    assert list(shown_labels(ROWS, 300, 13).values()) == ["Sprachstand", "Impfquote"]


def test_the_file_draws_a_symbol_in_each_cell_and_none_in_a_heading() -> None:
    svg = drawn(300)
    # a path of Vega is scaled, so symbols are told by their number of corners
    in_cells = re.findall(r'<g class="mark-symbol role-mark[^"]*"[^>]*>(.*?)</g>', svg, re.DOTALL)
    shapes = [part for group in in_cells for part in re.findall(r"<path [^>]*>", group)]
    assert len(shapes) == 6
    assert sum('fill="#ffffff"' in shape for shape in shapes) == 3
    assert "Leitziel 1" in svg


def test_the_key_of_the_file_names_every_symbol() -> None:
    assert drawn(300).count(">Gewitter<") == 1
    assert drawn(300).count(">Sonne<") == 1


def test_words_stand_beside_the_symbols_where_columns_are_wide() -> None:
    wide = drawn(900)
    assert wide.count(">Gewitter<") == 4  # three cells and the key
    assert wide.count(">Sonne<") == 4


def test_no_name_of_many_rows_is_dropped() -> None:
    keys = tuple(f"k{at}" for at in range(20))
    labels = tuple(f"Name {at:02}" for at in range(20))
    many = Matrix(
        rows=MatrixAxis(title="", keys=keys, labels=labels, headings=frozenset({0})),
        columns=MatrixAxis(title="", keys=("j",), labels=("j",)),
        codes="s" * 20,
        signs=SIGNS,
    )
    look = HeatLook(language="de", width_px=300, height_px=20 * 30, label_angle=0)
    assert len(re.findall(r">Name \d\d<", to_svg(matrix_chart(many, look=look)).decode())) == 20
