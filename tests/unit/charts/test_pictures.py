"""Pictures of density: what the chart carries, and that it can be drawn as a file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lib.charts.choropleth import PictureArea, choropleth_picture
from lib.charts.completeness import Bar, completeness_chart
from lib.charts.pictures import to_png, to_svg
from lib.charts.strip import phase_strip
from lib.charts.theme import palette
from lib.settings import ROOT
from lib.store.boundaries import load_layer

LAYER = load_layer(Path(ROOT / "geo" / "region_hannover.geojson"), ags_prefixes=())


def strip(**options: object) -> dict[str, object]:
    points = pd.DataFrame({"phase": ["a", "a", "b"], "name": ["X", "Y", "X"], "value": [1, 2, 0]})
    references = pd.DataFrame({"phase": ["b", "a"], "value": [0.5, 1.5]})
    chart = phase_strip(
        points,
        references,
        x_title="je 1 000",
        municipality_title="Kommune",
        reference_title="Region",
        language="de",
        **options,  # type: ignore[arg-type]
    )
    return chart.to_dict()


def test_strip_carries_every_point_and_its_reference() -> None:
    spec = strip()
    dots, ticks, texts = spec["layer"]  # type: ignore[misc]
    rows: dict[str, list[dict[str, object]]] = spec["datasets"]  # type: ignore[assignment]
    assert len(rows[dots["data"]["name"]]) == 3
    assert [row["value"] for row in rows[ticks["data"]["name"]]] == [0.5, 1.5]
    assert dots["encoding"]["y"]["sort"] == ["b", "a"]
    assert ticks["mark"]["size"] > 10
    assert texts["encoding"]["text"]["field"] == "value"
    assert spec["config"]["locale"]["number"]["decimal"] == ","  # type: ignore[index]


def test_strip_grows_with_the_window_in_presentation() -> None:
    spec = strip(fills_height=True)
    assert "windowSize" in spec["config"]["axis"]["labelFontSize"]["expr"]  # type: ignore[index]
    assert "windowSize" in spec["layer"][1]["mark"]["size"]["expr"]  # type: ignore[index]


@pytest.mark.parametrize("count", range(8))
def test_classes_have_colours_of_their_own(count: int) -> None:
    colours = palette(count)
    assert len(colours) == len(set(colours)) == count


def test_map_picture_names_values_and_source() -> None:
    areas = [
        PictureArea(ags, "#dcecef", "bis 5", f"{place},5")
        for place, ags in enumerate(LAYER.frame["ags"])
    ]
    chart = choropleth_picture(
        LAYER.frame,
        areas,
        legend=[("bis 5", "#dcecef"), ("keine Meldung", "#e9ebec")],
        title="Dichte",
        lines=["Beispieldaten", LAYER.attribution],
        language="de",
        selected_ags="03241005",
    )
    svg = to_svg(chart).decode("utf-8")
    for text in ("Garbsen", "Hannover", "7,5", "bis 5", "Beispieldaten", "BKG"):
        assert text in svg
    assert to_png(chart).startswith(b"\x89PNG")
    spec = chart.to_dict()
    shapes = spec["datasets"][spec["layer"][0]["data"]["name"]]
    assert len(shapes) == 21
    assert shapes[-1]["properties"]["selected"]
    assert not any(shape["properties"]["selected"] for shape in shapes[:-1])


def test_completeness_bars_carry_share_and_counts() -> None:
    bars = [Bar("Angebote", "mit Ort", 1, 4), Bar("Netze", "tagten", 0, 0)]
    spec = completeness_chart(bars, language="de").to_dict()
    rows = spec["datasets"][spec["data"]["name"]]
    assert [row["share"] for row in rows] == [25, 0]
    assert rows[0]["text"] == "25 % (1 von 4)"
    assert "0 %" not in rows[1]["text"]
