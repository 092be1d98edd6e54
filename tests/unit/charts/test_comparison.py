"""The comparison: three marks a row, none without a value, and a file that says it all."""

from __future__ import annotations

import json
from typing import Any

from lib.charts.comparison import Legend, Mark, Row, comparison_chart, comparison_picture
from lib.charts.pictures import to_png, to_svg

FULL = Row(
    label="0–3 Jahre",
    figure="10,5",
    own=Mark(value=10.5, text="10,5 Angebote"),
    region=Mark(value=7.5, text="7,5"),
    peers=Mark(value=6.8, text="6,8"),
    low=10.0,
    high=11.0,
)
SILENT = Row(
    label="3–6 Jahre",
    figure="keine Meldung",
    own=None,
    region=Mark(value=2.0, text="2,0"),
    peers=None,
)
LEGEND = Legend(own="Garbsen", region="Region", peers="3 Kommunen")


def drawn(*rows: Row, legend: Legend = LEGEND) -> dict[str, Any]:
    chart = comparison_chart(rows, legend, x_title="je 1 000", language="de")
    found: dict[str, Any] = json.loads(json.dumps(chart.to_dict()))
    return found


def points(spec: dict[str, Any]) -> list[tuple[str, str, float]]:
    layer = next(one for one in spec["layer"] if one["mark"]["type"] == "point")
    rows = spec["datasets"][layer["data"]["name"]]
    return [(row["row"], row["who"], row["value"]) for row in rows]


def test_marks_stand_only_where_there_is_a_value() -> None:
    assert points(drawn(FULL, SILENT)) == [
        ("0–3 Jahre", "Region", 7.5),
        ("3–6 Jahre", "Region", 2.0),
        ("0–3 Jahre", "3 Kommunen", 6.8),
        ("0–3 Jahre", "Garbsen", 10.5),
    ]


def test_without_peers_neither_mark_nor_legend() -> None:
    spec = drawn(FULL, legend=Legend(own="Garbsen", region="Region"))
    assert {who for _, who, _ in points(spec)} == {"Garbsen", "Region"}
    layer = next(one for one in spec["layer"] if one["mark"]["type"] == "point")
    assert layer["encoding"]["shape"]["scale"]["domain"] == ["Garbsen", "Region"]
    assert len(layer["encoding"]["shape"]["scale"]["range"]) == 2


def test_marks_differ_in_shape_and_rows_keep_their_order() -> None:
    spec = drawn(FULL, SILENT)
    layer = next(one for one in spec["layer"] if one["mark"]["type"] == "point")
    shapes = layer["encoding"]["shape"]["scale"]["range"]
    assert len(set(shapes)) == 3
    assert layer["encoding"]["y"]["sort"] == ["0–3 Jahre", "3–6 Jahre"]


def test_file_names_rows_figures_and_sources() -> None:
    chart = comparison_picture(
        [("Dichte", "je 1 000", [FULL, SILENT]), ("Bedarf", "%", [FULL])],
        LEGEND,
        title="Garbsen",
        lines=["Quelle: X"],
        language="de",
    )
    svg = to_svg(chart).decode()
    for text in ("Garbsen", "Quelle: X", "Dichte", "Bedarf", "keine Meldung", "10,5", "3 Kommunen"):
        assert text in svg
    assert to_png(chart).startswith(b"\x89PNG")


def test_nothing_at_all_still_draws() -> None:
    empty = Row(label="a", figure="keine Angabe", own=None, region=None, peers=None)
    assert points(drawn(empty)) == []
    assert to_svg(comparison_chart([empty], LEGEND, x_title="", language="de"))
