"""One small series a place, side by side: same years, same scale, the Region behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from lib.charts.series_model import segments
from lib.charts.theme import ACCENT, CONTRAST, INK, MUTED, NO_VALUE_FILL, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.series_model import SeriesLine, SeriesPoint
    from lib.charts.theme import AnyChart
    from lib.text import Language

BEHIND: Final = "#9aa7ad"
FRAME: Final = "#dfe5e7"
ROW_PX: Final = 112
#: Parts of a field that stay empty beside it, and the part of its height that its name takes.
GAP: Final = 0.09
NAME: Final = 0.34


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesGrid:
    """What the picture shows, in the reader's words.

    `places` are drawn in their order; the strong one is framed. `behind` lies behind each of them
    (None: nothing does). `target` is a level, `no_value_text` stands where a place has no value.
    """

    places: Sequence[SeriesLine]
    behind: SeriesLine | None
    decimals: int
    target: float | None = None
    no_value_text: str = ""

    @property
    def lines(self) -> tuple[SeriesLine, ...]:
        """Every series of the picture."""
        return (*self.places, *([self.behind] if self.behind else []))

    def years(self) -> tuple[int, int]:
        """First and last year of any series."""
        years = [point.year for line in self.lines for point in line.points] or [0]
        return min(years), max(years)

    def values(self) -> tuple[float, float]:
        """Lowest and highest level of any series, the target among them."""
        levels = [point.value for line in self.lines for point in line.points]
        levels += [] if self.target is None else [self.target]
        low, high = (min(levels), max(levels)) if levels else (0.0, 1.0)
        room = (high - low or abs(high) or 1.0) * 0.06
        return low - room, high + room


@dataclass(frozen=True, slots=True)
class _Field:
    """Where one place lies; widths and heights of a field are 1."""

    column: int
    row: int
    years: tuple[int, int]
    values: tuple[float, float]

    def x(self, year: float) -> float:
        first, last = self.years
        return self.column * (1 + GAP) + (year - first + 0.5) / (last - first + 1)

    def y(self, value: float) -> float:
        low, high = self.values
        return -self.row * (1 + NAME) + (value - low) / (high - low)


def series_grid(
    grid: SeriesGrid,
    *,
    language: Language,
    columns: int,
    title: alt.TitleParams | None = None,
    scale: float = 1.0,
    width_px: int = 0,
    fills_height: bool = False,
) -> AnyChart:
    """Draw the small series in rows of `columns`, with name and newest value of each."""
    years, values = grid.years(), grid.values()
    rows_count = -(-len(grid.places) // columns)
    fields = [
        (_Field(number % columns, number // columns, years, values), line)
        for number, line in enumerate(grid.places)
    ]
    size = round(13 * scale)
    right, bottom = columns * (1 + GAP) - GAP, -(rows_count - 1) * (1 + NAME) - 0.22
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, right], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[bottom, 1 + NAME], nice=False, zero=False))
    layers = [
        _frames(fields, x, y),
        *_levels(grid, fields, x, y),
        *_series(grid, fields, x, y, size),
        *_words(grid, fields, (x, y), size=size, columns=columns),
    ]
    height: Any = "container" if fills_height else round(ROW_PX * scale) * rows_count
    chart = alt.layer(*layers).properties(width=width_px or "container", height=height)
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)


def _frames(fields: list[tuple[_Field, SeriesLine]], x: alt.X, y: alt.Y) -> alt.Chart:
    rows = [
        {
            "x": field.column * (1 + GAP),
            "x2": field.column * (1 + GAP) + 1,
            "y": -field.row * (1 + NAME),
            "y2": -field.row * (1 + NAME) + 1,
            "stroke": CONTRAST if line.is_strong else FRAME,
            "width": 2.4 if line.is_strong else 1,
            "fill": "#ffffff" if line.points else NO_VALUE_FILL,
        }
        for field, line in fields
    ]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rect(opacity=1)
        .encode(
            x=x,
            x2="x2:Q",
            y=y,
            y2="y2:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        )
    )
    return chart


def _levels(
    grid: SeriesGrid, fields: list[tuple[_Field, SeriesLine]], x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    if grid.target is None:
        return []
    rows = [
        {"x": f.column * (1 + GAP), "x2": f.column * (1 + GAP) + 1, "y": f.y(grid.target)}
        for f, _ in fields
    ]
    base = alt.Chart(alt.InlineData(values=rows))
    return [base.mark_rule(color=INK, strokeDash=[5, 3]).encode(x=x, x2="x2:Q", y=y)]


def _series(
    grid: SeriesGrid, fields: list[tuple[_Field, SeriesLine]], x: alt.X, y: alt.Y, size: int
) -> list[alt.Chart]:
    behind = grid.behind
    layers = []
    if behind is not None:
        rows = [
            r for f, line in fields if line.points for r in _rows(f, behind.points, behind.name)
        ]
        lines = alt.Chart(alt.InlineData(values=rows)).mark_line(color=BEHIND, strokeWidth=1.4)
        layers.append(lines.encode(x=x, y=y, detail="piece:N"))
    rows = [r for f, line in fields for r in _rows(f, line.points, line.name)]
    if not rows:
        return layers
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("year:Q", format="d", title=" "),
        alt.Tooltip("value:Q", format=f",.{grid.decimals}f", title=" "),
    ]
    ends = [r for f, line in fields for r in _rows(f, line.points, line.name)[-1:]]
    return [
        *layers,
        base.mark_line(color=ACCENT, strokeWidth=2.2 * size / 13).encode(detail="piece:N"),
        alt.Chart(alt.InlineData(values=ends))
        .mark_circle(color=ACCENT, size=3 * size, opacity=1)
        .encode(x=x, y=y),
        base.mark_circle(size=14 * size, opacity=0.001).encode(tooltip=tooltip),  # room to point
    ]


def _rows(field: _Field, points: Sequence[SeriesPoint], name: str) -> list[dict[str, object]]:
    return [
        {
            "x": field.x(point.year),
            "y": field.y(point.value),
            "year": point.year,
            "value": point.value,
            "name": name,
            "piece": f"{field.row}.{field.column}.{number}",
        }
        for number, point in segments(points)
    ]


def _words(
    grid: SeriesGrid,
    fields: list[tuple[_Field, SeriesLine]],
    place: tuple[alt.X, alt.Y],
    *,
    size: int,
    columns: int,
) -> list[alt.Chart]:
    """Name and newest value above each field; first and last year below the lowest ones."""
    first, last = grid.years()
    names, values, none, years = [], [], [], []
    lowest = {field.column: field.row for field, _ in fields}
    for field, line in fields:
        left, top = field.column * (1 + GAP), -field.row * (1 + NAME) + 1.13
        names.append({"x": left, "y": top, "text": line.name})
        if line.points:
            values.append({"x": left + 1, "y": top, "value": line.points[-1].value})
        else:
            none.append({"x": left + 0.5, "y": top - 0.63, "text": grid.no_value_text})
        if lowest[field.column] == field.row:
            foot = -field.row * (1 + NAME) - 0.13
            years += [
                {"x": left, "y": foot, "text": str(first), "align": "left"},
                {"x": left + 1, "y": foot, "text": str(last), "align": "right"},
            ]

    def text(rows: list[dict[str, Any]], encoded: alt.Text, **mark: Any) -> list[alt.Chart]:  # noqa: ANN401
        if not rows:
            return []
        base = alt.Chart(alt.InlineData(values=rows)).mark_text(**mark)
        return [base.encode(x=place[0], y=place[1], text=encoded)]

    room = alt.expr(f"width / {columns * (1 + GAP)} - {round(size * 3.2)}")
    small = round(size * 0.9)
    return [
        *text(
            names,
            alt.Text("text:N"),
            align="left",
            fontSize=size,
            color=INK,
            fontWeight=600,
            limit=room,
        ),
        *text(
            values,
            alt.Text("value:Q", format=f",.{grid.decimals}f"),
            align="right",
            fontSize=size,
            color=ACCENT,
            fontWeight=600,
        ),
        *text(none, alt.Text("text:N"), align="center", fontSize=small, color=MUTED),
        *text(
            [r for r in years if r["align"] == "left"],
            alt.Text("text:N"),
            align="left",
            fontSize=small,
            color=MUTED,
        ),
        *text(
            [r for r in years if r["align"] == "right"],
            alt.Text("text:N"),
            align="right",
            fontSize=small,
            color=MUTED,
        ),
    ]
