"""Scatter plot: names cover nothing, lines stand at the reference, a click names a point."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.charts.label_places import GAP_PX, LETTER, label_places
from lib.charts.pictures import to_svg
from lib.charts.scatter import (
    KEY,
    NAMED_LIMIT,
    ScatterAxes,
    ScatterLook,
    ScatterPoint,
    scatter,
)

AXES = ScatterAxes(
    x_title="Dichte",
    y_title="Bedarf",
    x_reference=2.5,
    y_reference=0.0,
    x_reference_text="Region: 2,5",
    corners=("lo\nro", "ru", "", ""),
    tooltip=("Kommune",),
)
LOOK = ScatterLook(language="de", height_px=400, width_px=500, selection="wahl")
POINTS = [
    ScatterPoint(key="1", name="Arnum", x=1, y=1, fill="#111111", tooltip=("Arnum",)),
    ScatterPoint(key="2", name="Bemerode", x=4, y=-1, fill="#eeeeee", tooltip=("Bemerode",)),
]


def drawn(points: list[ScatterPoint] = POINTS, **more: Any) -> dict[str, Any]:
    return scatter(points, **{"axes": AXES, "look": LOOK, **more}).to_dict()


def marks(spec: dict[str, Any], kind: str) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    return [
        (layer, spec["datasets"][layer["data"]["name"]])
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind
    ]


def test_points_in_their_colours_and_lines_at_the_reference() -> None:
    spec = drawn()
    dots = marks(spec, "circle")[1][1]
    assert [(dot["x"], dot["y"], dot["fill"]) for dot in dots] == [
        (1, 1, "#111111"),
        (4, -1, "#eeeeee"),
    ]
    assert [row for _, rows in marks(spec, "rule") for row in rows] == [
        {"x": 2.5, "text": "Region: 2,5"},
        {"y": 0.0},
    ]


def test_without_a_reference_there_is_no_line() -> None:
    spec = drawn(axes=replace(AXES, x_reference=math.nan))
    assert [rows for _, rows in marks(spec, "rule")] == [[{"y": 0.0}]]


def test_the_selected_point_lies_on_top_in_a_ring_with_a_bold_name() -> None:
    spec = drawn(selected="1")
    (_, ring), (_, dots), _ = marks(spec, "circle")
    assert [row[KEY] for row in ring] == ["1"]
    assert dots[-1][KEY] == "1"
    names = {row["text"]: row.get("weight") for _, rows in marks(spec, "text") for row in rows}
    assert (names["Arnum"], names["Bemerode"]) == ("bold", "normal")
    assert marks(drawn(), "circle")[0][1] == []


def test_a_click_reports_the_key_and_a_file_takes_no_click() -> None:
    (choice,) = drawn()["params"]
    assert (choice["name"], choice["select"]["fields"]) == ("wahl", [KEY])
    assert "params" not in drawn(look=replace(LOOK, selection=""))


def test_many_points_carry_no_names() -> None:
    many = [replace(POINTS[0], key=str(i), name=f"N{i}") for i in range(NAMED_LIMIT + 1)]
    texts = {row["text"] for _, rows in marks(drawn(many), "text") for row in rows}
    assert texts == {"Region: 2,5", "lo\nro", "ru"}


@pytest.mark.parametrize("points", [[], POINTS[:1], [POINTS[0], POINTS[0]]])
def test_few_or_equal_points_are_drawn(points: list[ScatterPoint]) -> None:
    assert b"<svg" in to_svg(scatter(points, axes=AXES, look=LOOK))


def test_svg_holds_names_lines_and_corners() -> None:
    svg = to_svg(scatter(POINTS, axes=AXES, look=LOOK)).decode()
    for words in ("Arnum", "Bemerode", "Region: 2,5", "Dichte", "Bedarf"):
        assert words in svg


spots = st.lists(
    st.tuples(st.floats(0, 500), st.floats(0, 400), st.text("abcdefgh", min_size=1, max_size=20)),
    max_size=40,
)


@given(spots)
def test_no_name_meets_another_or_the_border(found: list[tuple[float, float, str]]) -> None:
    places = label_places(
        [(x, y) for x, y, _ in found],
        [name for _, _, name in found],
        width_px=500,
        height_px=400,
        font_px=12,
        taken=((0, 0, 500, 20),),
    )
    boxes = []
    for (x, y, name), place in zip(found, places, strict=True):
        if place is None:
            continue
        length = LETTER * 12 * len(name)
        left = x + place.dx - {"left": 0, "center": length / 2, "right": length}[place.align]
        boxes.append((left, y + place.dy - 6, left + length, y + place.dy + 6))
    for left, top, right, bottom in boxes:
        assert left >= -1e-6
        assert right <= 500 + 1e-6
        assert top >= 20 - 1e-6
        assert bottom <= 400 + 1e-6
    for one, other in combinations(boxes, 2):
        apart = (
            one[2] <= other[0] + 1e-6
            or other[2] <= one[0] + 1e-6
            or one[3] <= other[1] + 1e-6
            or other[3] <= one[1] + 1e-6
        )
        assert apart


def test_the_first_name_chooses_first_and_a_lone_point_has_its_name_on_the_right() -> None:
    (place,) = label_places([(50, 50)], ["Ort"], width_px=200, height_px=100, font_px=12)
    assert place is not None
    assert (place.align, place.dx, place.dy) == ("left", GAP_PX, 0)
    crowded = label_places([(50, 50)] * 30, ["Ort"] * 30, width_px=200, height_px=100, font_px=12)
    assert crowded[0] is not None
    assert None in crowded
