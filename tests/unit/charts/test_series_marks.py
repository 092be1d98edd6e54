"""Marks around a series, names at the ends of lines, small series side by side."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.charts.pictures import to_svg
from lib.charts.series import (
    SeriesEvent,
    SeriesLine,
    SeriesMark,
    SeriesPicture,
    SeriesPoint,
    series_chart,
)
from lib.charts.series_grid import SeriesGrid, series_grid
from lib.charts.series_model import spread, value_range, years_of

POINTS = [SeriesPoint(2014 + i, 50.0 + 2 * i) for i in range(7)]


def picture(**more: Any) -> SeriesPicture:
    return SeriesPicture(
        **{"points": POINTS, "unit": "%", "decimals": 1, "values_text": "Werte", **more}
    )


def svg(one: SeriesPicture) -> str:
    return to_svg(series_chart(one, language="de", width_px=700)).decode()


@given(
    st.lists(st.floats(0, 100, allow_nan=False), max_size=30),
    st.floats(0.1, 12, allow_nan=False),
)
def test_names_keep_apart_stay_in_order_and_inside(values: list[float], gap: float) -> None:
    placed = spread(values, gap=gap, low=0, high=100)
    assert len(placed) == len(values)
    room = min(gap, 100 / (len(values) - 1)) if len(values) > 1 else 0
    ordered = sorted(placed)
    assert all(b - a >= room - 1e-6 for a, b in itertools.pairwise(ordered))
    if len(values) > 1:
        assert ordered[0] >= -1e-6
        assert ordered[-1] <= 100 + 1e-6
    for a, b in itertools.combinations(range(len(values)), 2):
        if values[a] < values[b]:
            assert placed[a] < placed[b]


def test_names_with_room_stay_where_their_values_are() -> None:
    assert spread([10, 90, 50], gap=5, low=0, high=100) == [10, 90, 50]
    assert spread([50, 50], gap=4, low=0, high=100) == [48, 52]  # both give way alike


def test_lines_of_places_are_named_at_their_ends_without_a_key() -> None:
    lines = [SeriesLine("Garbsen", POINTS), SeriesLine("Lehrte", [SeriesPoint(2020, 70.0)])]
    drawn = svg(picture(lines=lines, name="Region"))
    for name in ("Garbsen", "Lehrte", "Region"):
        assert f">{name}</text>" in drawn
    assert ">Werte</text>" not in drawn
    assert ">50,0</text>" not in drawn  # among lines no value is written
    assert ">50,0</text>" in svg(picture())


def test_events_lie_at_their_day_and_say_it() -> None:
    event = SeriesEvent(2010.5, "A", "01.06.2010: Start")
    drawn = svg(picture(events=[event]))
    assert ">A</text>" in drawn
    assert "01.06.2010: Start" in drawn
    chart = series_chart(picture(events=[event]), language="de").to_dict()
    domains = [
        layer["encoding"]["x"]["scale"]["domain"]
        for layer in chart["layer"]
        if "scale" in layer["encoding"].get("x", {})
    ]
    assert domains
    assert all(first < 2010.5 for first, _ in domains)  # an early event is not cut off


def test_earlier_values_are_hollow_tied_to_the_new_one_and_named() -> None:
    chart = series_chart(
        picture(revisions=[SeriesMark(2018, 61.0, "früher 61,0")]), language="de"
    ).to_dict()
    layers = [layer for layer in chart["layer"] if layer["encoding"].get("y2") == {"field": "now"}]
    ((rows),) = [chart["datasets"][layer["data"]["name"]] for layer in layers]
    assert [(row["value"], row["now"]) for row in rows] == [(61.0, 58.0)]
    hollow = [layer["mark"] for layer in chart["layer"] if layer["mark"].get("fill") == "#ffffff"]
    assert any(mark["type"] == "point" and mark.get("stroke") for mark in hollow)
    labels = [
        (layer["mark"]["dy"] > 0, [row["year"] for row in chart["datasets"][layer["data"]["name"]]])
        for layer in chart["layer"]
        if layer["mark"]["type"] == "text" and "value" in layer["encoding"]["text"].get("field", "")
    ]
    assert (True, [2018]) in labels  # the value itself is written below: the earlier one is above


def test_interval_is_a_band_and_further_targets_are_marked() -> None:
    one = picture(
        target=(60.0, 2025),
        target_to=70.0,
        target_text="Ziel",
        further_targets=[SeriesMark(2030, 90.0, "90 % bis 2030")],
    )
    assert max(years_of(one)) == 2030
    assert value_range(one)[1] > 90
    drawn = svg(one)
    assert "90 % bis 2030" in drawn
    chart = series_chart(one, language="de").to_dict()
    assert any(layer["mark"]["type"] == "rect" for layer in chart["layer"])
    without = series_chart(picture(target=(60.0, 2025)), language="de").to_dict()
    assert not any(layer["mark"]["type"] == "rect" for layer in without["layer"])


def test_a_curved_way_to_the_target_is_drawn_instead_of_the_even_one() -> None:
    way = [(2014, 50.0), (2020, 60.0), (2025, 80.0)]
    one = picture(baseline=(2014, 50.0), target=(80.0, 2025), path=way, path_text="Weg")
    chart = series_chart(one, language="de").to_dict()
    rows = [row for data in chart["datasets"].values() for row in data if row.get("kind") == "Weg"]
    assert [(row["year"], row["value"]) for row in rows] == way


GRID = SeriesGrid(
    places=[
        SeriesLine("Barsinghausen", POINTS),
        SeriesLine("Garbsen", POINTS, is_strong=True),
        SeriesLine("Lehrte", []),
    ],
    behind=SeriesLine("Region", POINTS),
    decimals=1,
    target=60.0,
    no_value_text="keine Angabe",
)


def test_side_by_side_every_place_has_name_value_and_the_same_scale() -> None:
    drawn = to_svg(series_grid(GRID, language="de", columns=2, width_px=700)).decode()
    for text in ("Barsinghausen", "Garbsen", "Lehrte", "62,0", "keine Angabe", "2014", "2020"):
        assert f">{text}</text>" in drawn
    assert drawn.count(">62,0</text>") == 2  # a place without values has no number, not a zero
    chart = series_grid(GRID, language="de", columns=2).to_dict()
    rows = [row for data in chart["datasets"].values() for row in data if "name" in row]
    heights = {row["y"] for row in rows if row.get("year") == 2014 and row["name"] != "Region"}
    assert len(heights) == 1  # first row: same value, same height


@pytest.mark.parametrize("points", [[], [SeriesPoint(2020, 0.0)]])
def test_side_by_side_works_with_next_to_nothing(points: list[SeriesPoint]) -> None:
    grid = SeriesGrid(places=[SeriesLine("Ort", points)], behind=None, decimals=0)
    assert (
        ">Ort</text>" in to_svg(series_grid(grid, language="en", columns=6, width_px=900)).decode()
    )
