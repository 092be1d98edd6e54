"""One place against the Region and its peers, figure by figure: three marks in each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from lib.charts.theme import (
    ACCENT,
    CONTRAST,
    GRID,
    INK,
    MUTED,
    fluid,
    picture_title,
    styled,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language, Text

ROW_PX: Final = 40
#: What legend and axis take of the height on a page (in a file they come on top of the rows).
AROUND_PX: Final = 96
PICTURE_WIDTH_PX: Final = 1000
#: Own place: a disc; Region: an upright bar; peers: an open diamond. Told apart without colour, and
#: of different heights, so that equal figures do not hide one another.
SHAPES: Final = (
    "circle",
    "M-0.15,-1.7L0.15,-1.7L0.15,1.7L-0.15,1.7Z",
    "M0,-1.35L1.35,0L0,1.35L-1.35,0Z",
)
STROKES: Final = (ACCENT, CONTRAST, INK)
FILLS: Final = (ACCENT, CONTRAST, "white")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a figure lies, and what its tooltip says."""

    value: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its label, the figure as text (or why there is none), and up to three marks.

    `low` and `high`: the figure with one offer less or more; equal where that says nothing.
    """

    label: str
    figure: str
    own: Mark | None
    region: Mark | None
    peers: Mark | None
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Names of the three marks ("" for peers: there are none) and of the band."""

    own: str
    region: str
    peers: str = ""
    band: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the order of `SHAPES`."""
        return tuple(name for name in (self.own, self.region, self.peers) if name)


def comparison_chart(
    rows: Sequence[Row],
    legend: Legend,
    *,
    x_title: str,
    language: Language,
    scale: float = 1.0,
    fills_height: bool = False,
) -> AnyChart:
    """Draw the rows for the page; `fills_height` takes the height of the container."""
    chart = _rows(rows, legend, x_title=x_title, scale=scale, is_fluid=fills_height)
    rows_px = ROW_PX * max(len(rows), 1) + AROUND_PX
    height = "container" if fills_height else round(rows_px * scale)
    chart = chart.properties(width="container", height=height)
    return styled(chart, language=language, scale=scale, is_fluid=fills_height)


def comparison_picture(
    parts: Sequence[tuple[str, str, Sequence[Row]]],
    legend: Legend,
    *,
    title: Text,
    lines: Sequence[Text],
    language: Language,
) -> AnyChart:
    """Draw several comparisons under each other, with title and sources, for a file.

    `parts`: heading, title of the axis, rows.
    """
    charts = [
        _rows(rows, legend, x_title=x_title, scale=1.0, is_fluid=False).properties(
            width=PICTURE_WIDTH_PX,
            height=ROW_PX * max(len(rows), 1),
            title=alt.TitleParams(heading, fontSize=16, offset=6),
        )
        for heading, x_title, rows in parts
    ]
    stacked = alt.vconcat(*charts, spacing=24).properties(
        title=picture_title(title, lines, language=language)
    )
    return styled(stacked, language=language)


def _rows(
    rows: Sequence[Row], legend: Legend, *, x_title: str, scale: float, is_fluid: bool
) -> alt.LayerChart | alt.FacetChart:
    px: Callable[[float], float] = fluid if is_fluid else float
    order = [row.label for row in rows]
    y = alt.Y("row:N", sort=order, axis=None, scale=alt.Scale(domain=order))
    highest = max((value for row in rows for value in _values(row)), default=0.0) or 1.0
    x = alt.X(
        "value:Q",
        title=x_title,
        scale=alt.Scale(domain=[0, highest * 1.02], nice=False),
        axis=alt.Axis(tickCount=6, grid=True),
    )
    down = 9 * scale  # the label stands above the marks
    texts = pd.DataFrame(
        [{"row": row.label, "figure": row.figure, "is_value": bool(row.own)} for row in rows],
        columns=["row", "figure", "is_value"],
    )
    base = alt.Chart(texts).encode(y=y)
    lines = base.mark_rule(color=GRID, strokeWidth=px(1), yOffset=px(down), aria=False).encode(
        x=alt.value(0), x2=alt.value("width")
    )
    names = base.mark_text(
        align="left", baseline="middle", color=INK, fontSize=px(14 * scale), dy=px(-10 * scale)
    ).encode(x=alt.value(0), text="row:N")
    figures = base.mark_text(
        align="right",
        baseline="middle",
        fontWeight="bold",
        fontSize=px(15 * scale),
        dy=px(-10 * scale),
    ).encode(
        x=alt.value("width"),
        text="figure:N",
        color=alt.condition("datum.is_value", alt.value(ACCENT), alt.value(MUTED)),
    )
    return alt.layer(
        lines,
        _band(rows, y, x, px=px, down=down, scale=scale),
        _marks(rows, legend, y, x, px=px, down=down, scale=scale),
        names,
        figures,
    )


def _values(row: Row) -> list[float]:
    marks = [mark.value for mark in (row.own, row.region, row.peers) if mark]
    return [*marks, row.high]


def _band(
    rows: Sequence[Row],
    y: alt.Y,
    x: alt.X,
    *,
    px: Callable[[float], float],
    down: float,
    scale: float,
) -> alt.Chart:
    """How far one offer less or more would move the figure."""
    ends = pd.DataFrame(
        [
            {"row": row.label, "value": row.low, "high": row.high}
            for row in rows
            if row.own and row.high > row.low
        ],
        columns=["row", "value", "high"],
    )
    band: alt.Chart = (
        alt.Chart(ends)
        .mark_rule(
            color=ACCENT, opacity=0.28, strokeWidth=px(7 * scale), yOffset=px(down), aria=False
        )
        .encode(y=y, x=x, x2="high:Q")
    )
    return band


def _marks(
    rows: Sequence[Row],
    legend: Legend,
    y: alt.Y,
    x: alt.X,
    *,
    px: Callable[[float], float],
    down: float,
    scale: float,
) -> alt.Chart:
    names = legend.names
    sides = ("region", "peers", "own") if legend.peers else ("region", "own")
    called = {"own": legend.own, "region": legend.region, "peers": legend.peers}
    points = pd.DataFrame(
        [
            {"row": row.label, "who": called[side], "value": mark.value, "text": mark.text}
            for side in sides  # the own mark lies on top
            for row in rows
            if (mark := getattr(row, side)) is not None
        ],
        columns=["row", "who", "value", "text"],
    )
    count = len(names)
    key = alt.Legend(
        orient="top",
        title=None,
        symbolSize=px(120 * scale),
        symbolStrokeWidth=2,
        labelFontSize=px(14 * scale),
        labelLimit=0,
        columns=0,
    )
    marks: alt.Chart = (
        alt.Chart(points)
        .mark_point(size=px(150 * scale), strokeWidth=px(2 * scale), opacity=1, yOffset=px(down))
        .encode(
            y=y,
            x=x,
            shape=alt.Shape(
                "who:N", scale=alt.Scale(domain=names, range=SHAPES[:count]), legend=key
            ),
            stroke=alt.Stroke(
                "who:N", scale=alt.Scale(domain=names, range=STROKES[:count]), legend=key
            ),
            fill=alt.Fill("who:N", scale=alt.Scale(domain=names, range=FILLS[:count]), legend=key),
            tooltip=[
                alt.Tooltip("row:N", title=" "),
                alt.Tooltip("who:N", title="  "),
                alt.Tooltip("text:N", title="   "),
            ],
        )
    )
    return marks
