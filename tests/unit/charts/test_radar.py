"""The radar: marks in their lane, shares at the foot, words in the file."""

from __future__ import annotations

from datetime import date

from lib.charts.pictures import to_svg
from lib.charts.radar import radar
from lib.charts.radar_model import FILLS, SHAPES, RadarColumn, RadarLook, RadarMark
from lib.insights.radar_types import END_KIND_LABELS, EndKind

LOOK = RadarLook(
    language="de",
    first=date(2021, 6, 30),
    day=date(2021, 6, 30),
    last=date(2022, 6, 30),
    day_label="Stichtag",
    kinds={"funding": "Finanzierung", "offer": "Angebot"},
    headings=("Glied", "Was endet"),
    width_px=600,
)
COLUMNS = [
    RadarColumn(
        key="a",
        lines=("0–3", "Jahre"),
        is_transition=False,
        foot=("25 %", "1 von 4"),
        share_pct=25.0,
    ),
    RadarColumn(
        key="u~b", lines=("Übergang",), is_transition=True, foot=("0 %", "0 von 3"), share_pct=0.0
    ),
    RadarColumn(
        key="c", lines=("leer",), is_transition=False, foot=("–", "keine Angebote"), share_pct=0.0
    ),
]
MARKS = [
    RadarMark(column="a", kind="offer", day=date(2021, 9, 15), count=3, tooltip="drei"),
    RadarMark(column="u~b", kind="funding", day=date(2021, 12, 15), count=1, tooltip="eine"),
]


def data(name: str) -> list[dict[str, object]]:
    spec = radar(COLUMNS, MARKS, look=LOOK).to_dict()
    return next(rows for rows in spec["datasets"].values() if rows and name in rows[0])


def test_each_kind_keeps_its_lane_inside_its_column() -> None:
    ground, marks = data("strength"), data("kind")
    edges = {row["name"]: (row["left"], row["right"]) for row in ground}
    for mark, name in zip(marks, ("0–3\nJahre", "Übergang"), strict=True):
        left, right = edges[name]
        assert left < mark["x"] < right  # type: ignore[operator]
    assert [mark["number"] for mark in marks] == ["3", ""]


def test_a_link_without_anything_hanging_is_not_shaded() -> None:
    strength = {row["name"]: row["strength"] for row in data("strength")}
    assert strength == {"0–3\nJahre": 1.0, "Übergang": 0.0, "leer": 0.0}


def test_the_file_holds_every_word() -> None:
    svg = to_svg(radar(COLUMNS, MARKS, look=LOOK)).decode()
    for word in ("25 %", "1 von 4", "keine Angebote", "Stichtag", "Finanzierung", "Angebot"):
        assert word in svg


def test_an_empty_chain_is_drawn_without_failing() -> None:
    assert b"<svg" in to_svg(radar([], [], look=LOOK))


def test_every_kind_has_a_shape_a_fill_and_a_word() -> None:
    kinds = {kind.value for kind in EndKind}
    assert set(SHAPES) == set(FILLS) == kinds == {kind.value for kind in END_KIND_LABELS}
    assert len(set(SHAPES.values())) == len(kinds)
