"""The picture of the gap matrix: signs, widths, marks of a scenario, text that stays text."""

from __future__ import annotations

import json
from typing import Any

import pytest
import vl_convert

from lib.charts.gap_matrix import MatrixCell, MatrixColumn, gap_chart
from lib.charts.gap_signs import FILLS, SIGNS
from lib.charts.heatmap_axes import HeatAxis, HeatLook
from lib.charts.pictures import to_svg
from lib.domain.gaps import GAP_LABELS, GapState
from lib.text import render

COLUMNS = (
    MatrixColumn(key="a", label="Phase A", is_transition=False),
    MatrixColumn(key="u~b", label="A → B", is_transition=True),
    MatrixColumn(key="b", label="Phase B", is_transition=False),
)
EVERY = tuple(GapState)


def cells(**changes: Any) -> list[MatrixCell]:
    return [
        MatrixCell(
            row=row,
            column=column.key,
            state=EVERY[(index * 3 + place) % len(EVERY)],
            text=str(index),
            tooltip=(row, column.label),
            **changes,
        )
        for index, row in enumerate(("x", "y"))
        for place, column in enumerate(COLUMNS)
    ]


def chart(found: list[MatrixCell], *, width_px: int = 600, **changes: Any) -> Any:
    return gap_chart(
        found,
        rows=HeatAxis(title="Ort", keys=("x", "y"), labels={"x": "X-Dorf", "y": "<b>Y</b>"}),
        columns=COLUMNS,
        legend={state: render(GAP_LABELS[state], "de") for state in GapState},
        tooltip=("Ort", "Spalte"),
        look=HeatLook(language="de", width_px=width_px, height_px=300),
        **changes,
    )


def test_every_state_has_its_own_sign_and_fill_and_word() -> None:
    assert set(SIGNS) == set(FILLS) == set(GAP_LABELS) == set(GapState)
    for found in (SIGNS, FILLS, {state: render(GAP_LABELS[state], "de") for state in GapState}):
        assert len(set(found.values())) == len(GapState)


def test_gap_is_darkest_and_covered_light_so_that_greyscale_reads() -> None:
    def light(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    order = [light(FILLS[state]) for state in (GapState.GAP, GapState.THIN, GapState.COVERED)]
    assert order == sorted(order)
    assert order[1] - order[0] > 60


def test_one_legend_with_every_word() -> None:
    svg = to_svg(chart(cells())).decode()
    for state in GapState:
        assert svg.count(f">{render(GAP_LABELS[state], 'de')}</text>") == 1
    vega = vl_convert.vegalite_to_vega(json.loads(chart(cells()).to_json()))
    (legend,) = vega["legends"]
    assert {"fill", "stroke", "shape"} <= set(legend)


def test_transitions_are_narrower_than_phases() -> None:
    data = [cell for rows in chart(cells()).to_dict()["datasets"].values() for cell in rows]
    widths = {cell["column"]: cell["right"] - cell["left"] for cell in data}
    assert widths["u~b"] < 0.7 * widths["a"]
    assert widths["a"] == pytest.approx(widths["b"])


def test_names_are_drawn_as_text() -> None:
    svg = to_svg(chart(cells())).decode()
    assert "X-Dorf" in svg
    assert "&lt;b&gt;Y" in svg
    assert "<b>" not in svg
    assert all(column.label in svg for column in COLUMNS)


def test_only_a_scenario_draws_dashes_and_only_a_choice_a_frame() -> None:
    assert "strokeDash" not in chart(cells()).to_json()
    assert "strokeDash" in chart(cells(is_changed=True)).to_json()
    plain, chosen = chart(cells()).to_json(), chart(cells(), selected=("x", "a")).to_json()
    assert "#c8741a" not in plain
    assert "#c8741a" in chosen
