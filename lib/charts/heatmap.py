"""Heatmap of cooperation levels: discrete steps, a number in the cell, three kinds of empty.

Level 0 ("no contact") is a warm tone, 1 to 5 go from light to dark; "not rated" is hatched grey
with "–", withheld a plain darker grey with "•". Colour never stands alone: the number stands in
the cell or, where there is no room, in the tooltip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.heatmap_axes import (
    HeatAxis,
    HeatLook,
    group_lines,
    pixels,
    x_position,
    y_position,
)
from lib.charts.theme import BASE_FONT_PX, CONTRAST, INK, MUTED, styled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.charts.theme import AnyChart

__all__ = ["HeatAxis", "HeatCell", "HeatLook", "heatmap"]

LEVEL_FILLS: Final = ("#f3d9b1", "#d3e7eb", "#a3cdd6", "#6badb9", "#27788a", "#073f4d")
DARK_FROM: Final = 4
WITHHELD: Final = "withheld"
UNKNOWN: Final = "unknown"
IMPOSSIBLE: Final = "impossible"
#: A warm grey between levels 1 and 2: a bluish one looked like level 2 to eyes without red
#: (tests/unit/charts/test_level_colours.py).
WITHHELD_FILL: Final = "#d8d2c8"
PAPER: Final = "white"
HATCH_LIGHT: Final = "#f4f5f6"
HATCH_DARK: Final = "#e2e6e8"
COLUMNS: Final = ("row", "column", "group", "text", "opacity", "ink", "outline")
MOST_STRIPES: Final = 130
FAINT_OPACITY: Final = 0.22
#: More rows than this leave no room for a number in a cell.
NUMBERS_UP_TO: Final = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """One cell: `group` is a level ("0" to "5"), "withheld", "unknown" or "impossible".

    `text` is written into the cell, `tooltip` holds one entry a heading; a faint cell is there
    but lies below what the reader asked for.
    """

    row: str
    column: str
    group: str
    text: str
    tooltip: tuple[str, ...]
    is_faint: bool = False


def heatmap(
    cells: Sequence[HeatCell],
    *,
    rows: HeatAxis,
    columns: HeatAxis,
    legend: Mapping[str, str],
    tooltip: Sequence[str],
    look: HeatLook,
    selected: tuple[str, str] | None = None,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw the cells that exist over a hatched ground; a click selects a cell.

    `legend` maps groups to their words, in order; `tooltip` holds the headings of the tooltip.
    """
    frame = _frame(cells, tooltip, selected)
    position: dict[str, Any] = {"x": x_position(columns, look), "y": y_position(rows, look)}
    layers: list[alt.Chart] = [_ground(rows, columns), _rects(frame, legend, look, position)]
    layers += group_lines(rows, columns)
    if len(rows.keys) <= NUMBERS_UP_TO:
        layers += _numbers(frame, position, look)
    layers.append(_targets(frame, tooltip, position, look.selection))
    chart = alt.layer(*layers).add_params(
        alt.param(name="row_labels", value=dict(rows.labels)),
        alt.param(name="column_labels", value=dict(columns.labels)),
        alt.param(name="legend_labels", value=dict(legend)),
    )
    chart = chart.properties(
        width=look.width_px or "container", height=look.height_px or "container"
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=look.language, scale=look.scale)


def _frame(
    cells: Sequence[HeatCell], tooltip: Sequence[str], selected: tuple[str, str] | None
) -> pd.DataFrame:
    records = [
        {
            "row": cell.row,
            "column": cell.column,
            "group": cell.group,
            "text": cell.text,
            "opacity": FAINT_OPACITY if cell.is_faint else 1.0,
            "ink": _ink(cell),
            "outline": CONTRAST if (cell.row, cell.column) == selected else "transparent",
            **{f"tip_{index}": text for index, text in enumerate(cell.tooltip)},
        }
        for cell in cells
    ]
    names = [*COLUMNS, *(f"tip_{index}" for index in range(len(tooltip)))]
    return pd.DataFrame.from_records(records, columns=names)


def _ink(cell: HeatCell) -> str:
    if cell.is_faint:
        return MUTED
    return PAPER if cell.group.isdigit() and int(cell.group) >= DARK_FROM else INK


def _hatch(stripes: int) -> alt.Gradient:
    """Diagonal stripes over a whole mark."""
    stops = []
    for index in range(stripes):
        colour = HATCH_DARK if index % 2 else HATCH_LIGHT
        stops += [
            alt.GradientStop(offset=index / stripes, color=colour),
            alt.GradientStop(offset=(index + 1) / stripes, color=colour),
        ]
    gradient: alt.Gradient = alt.Gradient(  # type: ignore[no-untyped-call]  # altair's own
        gradient="linear", stops=stops, x1=0, y1=0, x2=1, y2=1
    )
    return gradient


def _ground(rows: HeatAxis, columns: HeatAxis) -> alt.Chart:
    """One mark for all cells that nobody rated: cheap at any size."""
    stripes = min(8 * max(len(rows.keys), len(columns.keys), 1), MOST_STRIPES)
    ground = alt.Chart(pd.DataFrame({"ground": [0]})).mark_rect(color=_hatch(stripes), aria=False)
    chart: alt.Chart = ground.encode(
        x=alt.value(0), x2=alt.value("width"), y=alt.value(0), y2=alt.value("height")
    )
    return chart


def _rects(
    frame: pd.DataFrame,
    legend: Mapping[str, str],
    look: HeatLook,
    position: Mapping[str, Any],
) -> alt.Chart:
    fills = {str(level): fill for level, fill in enumerate(LEVEL_FILLS)}
    fills |= {WITHHELD: WITHHELD_FILL, UNKNOWN: HATCH_DARK, IMPOSSIBLE: PAPER}
    drawn = frame[frame["group"] != UNKNOWN]
    chart: alt.Chart = (
        alt.Chart(drawn)
        .mark_rect()
        .encode(
            **position,
            color=alt.Color(
                "group:N",
                scale=alt.Scale(domain=list(fills), range=list(fills.values())),
                legend=alt.Legend(
                    title=None,
                    values=list(legend),
                    orient="bottom",
                    direction="horizontal",
                    columns=look.legend_columns,
                    labelExpr="legend_labels[datum.label]",
                    labelLimit=420,
                    symbolType="square",
                    symbolSize=pixels(180 * look.scale, look),
                    labelFontSize=pixels(BASE_FONT_PX * look.scale, look),
                    symbolOpacity=1,
                    symbolStrokeColor="#8b969c",
                    symbolStrokeWidth=0.6,
                    columnPadding=14,
                    offset=8,
                ),
            ),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
        )
    )
    return chart


def _numbers(frame: pd.DataFrame, position: Mapping[str, Any], look: HeatLook) -> list[alt.Chart]:
    """Write the numbers: white on dark cells, dark on light ones, muted on faint ones."""
    size = pixels(BASE_FONT_PX * look.scale, look)
    return [
        alt.Chart(frame[frame["ink"] == ink])
        .mark_text(fontSize=size, fontWeight=600, color=ink)
        .encode(**position, text="text:N")
        for ink in (INK, PAPER, MUTED)
    ]


def _targets(
    frame: pd.DataFrame, tooltip: Sequence[str], position: Mapping[str, Any], selection: str
) -> alt.Chart:
    """Invisible cells on top of all: they take clicks, tell their words, and frame the chosen."""
    pick = alt.selection_point(name=selection, fields=["row", "column"], on="click", empty=False)
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_rect(fill="transparent", strokeWidth=3, cursor="pointer")
        .encode(
            **position,
            stroke=alt.Stroke("outline:N", scale=None, legend=None),
            tooltip=[
                alt.Tooltip(f"tip_{index}:N", title=heading)
                for index, heading in enumerate(tooltip)
            ],
        )
        .add_params(pick)
    )
    return chart
