"""Heatmap: what is drawn, what is written, what a click names, how it reads as SVG."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from lib.charts.heatmap import (
    IMPOSSIBLE,
    LEVEL_FILLS,
    NUMBERS_UP_TO,
    UNKNOWN,
    WITHHELD,
    HeatAxis,
    HeatCell,
    HeatLook,
    heatmap,
)
from lib.charts.pictures import to_svg
from lib.charts.theme import MUTED

LEGEND = {str(level): f"Stufe {level}" for level in range(6)} | {
    WITHHELD: "• gesperrt",
    UNKNOWN: "– nicht eingeschätzt",
}
LOOK = HeatLook(language="de", width_px=600)


def axis(*keys: str, **more: Any) -> HeatAxis:
    labels = more.pop("labels", {key: f"Name {key}" for key in keys})
    return HeatAxis(title="Achse", keys=keys, labels=labels, **more)


def cell(row: str, column: str, group: str, text: str = "", **more: Any) -> HeatCell:
    return HeatCell(row=row, column=column, group=group, text=text, tooltip=("Tipp",), **more)


CELLS = [
    cell("a", "a", "5", "5"),
    cell("a", "b", "0", "0"),
    cell("b", "a", WITHHELD, "•"),
    cell("b", "b", UNKNOWN, "–"),
]


def drawn(cells: list[HeatCell], rows: HeatAxis | None = None, **more: Any) -> dict[str, Any]:
    known = rows or axis("a", "b")
    options = {"legend": LEGEND, "tooltip": ["Kopf"], "look": LOOK, **more}
    return heatmap(cells, rows=known, columns=known, **options).to_dict()


def layers(spec: dict[str, Any], mark: str) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    return [
        (layer, spec["datasets"][layer["data"]["name"]])
        for layer in spec["layer"]
        if layer["mark"]["type"] == mark
    ]


def test_unrated_cells_are_ground_and_not_marks() -> None:
    spec = drawn(CELLS)
    _, coloured, targets = layers(spec, "rect")
    assert [(one["row"], one["column"]) for one in coloured[1]] == [
        ("a", "a"),
        ("a", "b"),
        ("b", "a"),
    ]
    assert len(targets[1]) == 4  # but they can be clicked


def test_only_existing_cells_travel_at_any_size() -> None:
    keys = tuple(f"i{number}" for number in range(124))
    spec = drawn([cell("i0", "i1", "3", "3")], axis(*keys, labels={"i0": "Garbsen"}))
    assert sum(len(rows) for rows in spec["datasets"].values()) < 10
    assert not layers(spec, "text")


@pytest.mark.parametrize(("rows", "written"), [(NUMBERS_UP_TO, 3), (NUMBERS_UP_TO + 1, 0)])
def test_numbers_stand_where_there_is_room(rows: int, written: int) -> None:
    keys = tuple(f"i{number}" for number in range(rows))
    spec = drawn([cell("i0", "i1", "3", "3")], axis(*keys))
    assert len(layers(spec, "text")) == written


def test_white_on_dark_and_dark_on_light_and_on_faint() -> None:
    faint = [cell("a", "a", "5", "5"), cell("a", "b", "5", "5", is_faint=True)]
    texts = layers(drawn(faint), "text")
    inks = {
        (row["row"], row["column"]): layer["mark"]["color"] for layer, rows in texts for row in rows
    }
    assert inks["a", "a"] == "white"
    assert inks["a", "b"] == MUTED
    _, coloured, _ = layers(drawn(faint), "rect")
    assert [row["opacity"] for row in coloured[1]] == [1.0, pytest.approx(0.22)]


def test_the_selected_cell_alone_is_framed() -> None:
    spec = drawn(CELLS, selected=("b", "a"))
    _, _, targets = layers(spec, "rect")
    framed = [(row["row"], row["column"]) for row in targets[1] if row["outline"] != "transparent"]
    assert framed == [("b", "a")]


def test_a_click_names_row_and_column() -> None:
    spec = drawn(CELLS, look=replace(LOOK, selection="matrix_7"))
    pick = next(one for one in spec["params"] if one["name"] == "matrix_7")
    assert pick["select"]["fields"] == ["row", "column"]
    assert pick["select"]["type"] == "point"


def test_svg_holds_every_label_number_and_legend_entry() -> None:
    keys = tuple("abcdefghijklmn")
    known = axis(*keys)
    svg = to_svg(
        heatmap(CELLS, rows=known, columns=known, legend=LEGEND, tooltip=["Kopf"], look=LOOK)
    ).decode()
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    for key in keys:
        assert texts.count(f"Name {key}") == 2
    for words in ("5", "0", "•", "–", *LEGEND.values()):
        assert words in texts
    for fill in (LEVEL_FILLS[5], LEVEL_FILLS[0]):
        assert fill in svg


@pytest.mark.parametrize("height", range(400, 900, 37))
def test_no_height_drops_the_first_label(height: int) -> None:
    """Vega drops a label whose band starts at -1e-14."""
    known = axis(*"abcdefghijklmn")
    look = replace(LOOK, height_px=height)
    svg = to_svg(
        heatmap(CELLS, rows=known, columns=known, legend=LEGEND, tooltip=["Kopf"], look=look)
    ).decode()
    assert svg.count(">Name a<") == 2


def test_labels_from_data_are_never_an_expression() -> None:
    evil = "'] + alert(1) + ['</script><b>"
    known = axis("a", labels={"a": evil})
    chart = heatmap(
        [cell("a", "a", IMPOSSIBLE)],
        rows=known,
        columns=known,
        legend=LEGEND,
        tooltip=["Kopf"],
        look=LOOK,
    )
    spec = chart.to_dict()
    expressions = re.findall(r'"(?:labelExpr|expr)": "([^"]*)"', str(spec).replace("'", '"'))
    assert not any("alert" in text for text in expressions)
    assert "&lt;/script&gt;" in to_svg(chart).decode()


def test_thinned_labels_and_group_lines() -> None:
    keys = tuple(f"i{number}" for number in range(40))
    known = axis(*keys, labels={"i5": "Garbsen"}, breaks=("i10",))
    spec = drawn([cell("i0", "i1", "3", "3")], known)
    assert len(layers(spec, "rule")) == 2
    svg = to_svg(
        heatmap(
            [cell("i0", "i1", "3")],
            rows=known,
            columns=known,
            legend=LEGEND,
            tooltip=["Kopf"],
            look=LOOK,
        )
    ).decode()
    assert svg.count(">Garbsen<") == 2
