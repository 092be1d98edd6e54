"""What lies under and between the cells of a matrix file: places, stripes, grid, group lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.level_colours import HATCH_DARK, HATCH_LIGHT, PAPER
from lib.charts.theme import MUTED

if TYPE_CHECKING:
    from lib.charts.matrix_model import Matrix

STRIPE_PX: Final = 9
#: Cells from this size on have white lines between them.
GRID_FROM_PX: Final = 8


def across(name: str, matrix: Matrix, **more: Any) -> alt.X:  # noqa: ANN401
    """Place across, in cells; every layer must name the same scale."""
    domain = [0, max(1, len(matrix.columns.keys))]
    return alt.X(f"{name}:Q", scale=alt.Scale(domain=domain, nice=False, zero=False), **more)


def down(name: str, matrix: Matrix, **more: Any) -> alt.Y:  # noqa: ANN401
    """Place down, in cells."""
    scale = alt.Scale(domain=[0, max(1, len(matrix.rows.keys))], reverse=True, nice=False)
    return alt.Y(f"{name}:Q", scale=scale, **more)


def ground(matrix: Matrix, width: float, height: float) -> list[alt.Chart]:
    """Stripes under all cells: what is not covered, nobody rated."""
    columns, rows = len(matrix.columns.keys), len(matrix.rows.keys)
    sheet = alt.Chart(pd.DataFrame({"ground": [0]})).mark_rect(color=HATCH_LIGHT, aria=False)
    per_pixel = columns / width
    reach = height * per_pixel  # stripes run at 45 degrees
    stripes = alt.InlineData(
        values=[
            {"x": start * per_pixel, "x2": start * per_pixel - reach, "y": 0, "y2": rows}
            for start in range(0, round(width + height), STRIPE_PX)
        ]
    )
    return [
        sheet.encode(x=alt.value(0), x2=alt.value("width"), y=alt.value(0), y2=alt.value("height")),
        alt.Chart(stripes)
        .mark_rule(color=HATCH_DARK, strokeWidth=STRIPE_PX * 0.45, clip=True, aria=False)
        .encode(x=across("x", matrix), x2="x2:Q", y=down("y", matrix), y2="y2:Q"),
    ]


def grid(matrix: Matrix, width: float, height: float) -> list[alt.Chart]:
    """White lines between cells that are large enough."""
    lines = []
    for axis, channel, room in ((matrix.rows, down, height), (matrix.columns, across, width)):
        count = len(axis.keys)
        if count > 1 and room / count >= GRID_FROM_PX:
            starts = alt.Chart(pd.DataFrame({"start": range(1, count)}))
            rule = starts.mark_rule(color=PAPER, strokeWidth=1.5, aria=False)
            lines.append(rule.encode(channel("start", matrix)))
    return lines


def group_lines(matrix: Matrix) -> list[alt.Chart]:
    """Fine lines where a new group of rows or columns begins."""
    lines = []
    for axis, channel in ((matrix.rows, down), (matrix.columns, across)):
        starts = [first for _, first, _ in axis.group_spans[1:]]
        if starts:
            rule = alt.Chart(pd.DataFrame({"start": starts})).mark_rule(
                color=MUTED, strokeWidth=0.6, opacity=0.6
            )
            lines.append(rule.encode(channel("start", matrix)))
    return lines
