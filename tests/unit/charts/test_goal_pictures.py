"""Pictures of one goal and of the links: what is drawn for which value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lib.charts.goal_density import BARS, DensityCell, DensityColumn, density_chart
from lib.charts.goal_links import LinkCell, LinkRow, links_chart
from lib.charts.goal_needs import NeedRow, needs_chart
from lib.charts.pictures import to_png
from lib.domain.gaps import GapState

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart


def rows_of(chart: AnyChart, *fields: str) -> list[dict[str, Any]]:
    """Rows of the first data set that has all the fields."""
    for rows in chart.to_dict()["datasets"].values():
        if rows and set(fields) <= set(rows[0]):
            return list(rows)
    raise AssertionError(fields)


def link(column: str, count: int, *, needed: bool = True) -> LinkCell:
    text = str(count) if count else "fehlt"
    return LinkCell(column=column, count=count, text=text, tooltip="", is_needed=needed)


def test_a_missing_link_is_framed_only_where_it_is_needed() -> None:
    cells = (link("a", 2), link("b", 0), link("c", 0, needed=False))
    rows = [LinkRow(key="head", label="Leitziel"), LinkRow(key="h1", label="Ziel", cells=cells)]
    chart = links_chart(rows, ["a", "b", "c"], language="de", width_px=600)
    found = {row["column"]: (row["kind"], row["text"]) for row in rows_of(chart, "kind")}
    assert found == {"a": ("there", "2"), "b": ("missing", "fehlt"), "c": ("none", "fehlt")}
    assert to_png(chart).startswith(b"\x89PNG")


def cell(row: str, value: float | None, own: float | None, state: GapState) -> DensityCell:
    return DensityCell(
        row=row, column=1, value=value, own=own, figure="", state=state, tooltip="Text"
    )


def test_bars_share_one_scale_and_silence_has_no_bar() -> None:
    cells = [
        cell("A-Stadt", 10.0, 2.5, GapState.COVERED),
        cell("B'dorf", 0.0, None, GapState.GAP),
        cell("C-Stadt", None, None, GapState.NO_REPORT),
    ]
    columns = [
        DensityColumn(label="0–3", is_transition=False, region=20.0),
        DensityColumn(label="0 → 3", is_transition=True, region=None),
    ]
    chart = density_chart(
        cells,
        rows=["A-Stadt", "B'dorf", "C-Stadt"],
        columns=columns,
        legend={state: state.value for state in (GapState.COVERED, GapState.GAP)},
        selected="B'dorf",
        language="de",
        width_px=600,
    )
    rows = {row["row"]: row for row in rows_of(chart, "right", "own_right")}
    assert rows["A-Stadt"]["right"] == pytest.approx(1 + BARS / 2)  # half of the highest, 20
    assert rows["A-Stadt"]["own_right"] == pytest.approx(1 + BARS / 8)
    assert rows["B'dorf"]["right"] == pytest.approx(1.0)  # zero is a value
    assert rows["C-Stadt"]["right"] is None
    assert [row["at"] for row in rows_of(chart, "at")] == [pytest.approx(BARS)]
    assert to_png(chart).startswith(b"\x89PNG")


def need(key: str, median: float | None) -> NeedRow:
    return NeedRow(
        key=key,
        label="Kita über Schule",
        wanted=3,
        median=median,
        low=None,
        high=None,
        note="gesperrt",
        verdict="",
        is_reached=False,
        tooltip="",
    )


def test_every_direction_shows_what_is_wanted_and_a_median_only_where_there_is_one() -> None:
    chart = needs_chart(
        [need("a", 2.5), need("b", None)],
        level_title="Stufe",
        median_text="Median",
        wanted_text="Gewünscht",
        language="de",
        width_px=600,
    )
    marks = [(row["key"], row["who"], row["value"]) for row in rows_of(chart, "who")]
    assert marks == [("a", "Gewünscht", 3.0), ("b", "Gewünscht", 3.0), ("a", "Median", 2.5)]
    assert to_png(chart).startswith(b"\x89PNG")
