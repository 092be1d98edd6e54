"""Gap matrix: municipalities in rows, life phases and the narrower transitions between in columns.

Each state has a fill, a sign and a word: full, half and empty discs read as provided, thin and gap
in greyscale, too. The number of offers stands beside the sign. What a scenario changed is framed
with dashes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.gap_signs import FILLS, ON_DARK, SIGNS
from lib.charts.heatmap_axes import HeatAxis, HeatLook, pixels, y_position
from lib.charts.theme import BASE_FONT_PX, CONTRAST, INK, MUTED, styled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.charts.theme import AnyChart
    from lib.domain.gaps import GapState

PAPER: Final = "white"
PHASE_WIDTH: Final = 1.0
TRANSITION_WIDTH: Final = 0.62
BETWEEN: Final = 0.05
#: More rows than this leave no room for a number in a cell.
NUMBERS_UP_TO: Final = 40
#: Height of the stage of a presentation that the size of row names is made for.
STAGE_PX: Final = 620


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """A column; transitions are narrower and named in italics."""

    key: str
    label: str
    is_transition: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One cell; `tooltip` holds one entry a heading."""

    row: str
    column: str
    state: GapState
    text: str
    tooltip: tuple[str, ...]
    is_changed: bool = False


def gap_chart(
    cells: Sequence[MatrixCell],
    *,
    rows: HeatAxis,
    columns: Sequence[MatrixColumn],
    legend: Mapping[GapState, str],
    tooltip: Sequence[str],
    look: HeatLook,
    selected: tuple[str, str] | None = None,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw the matrix; a click selects a cell (fields `row` and `column`)."""
    places = _places(columns)
    frame = _frame(cells, places, tooltip)
    where = _position(columns, places, rows, look)
    layers = [_rects(frame, where, legend, look), *_signs(frame, where, rows, legend, look)]
    if selected is not None:
        layers.append(_choice(frame, where, selected))
    if any(cell.is_changed for cell in cells):
        layers.append(_changes(frame, where))
    layers.append(_targets(frame, where, tooltip, look.selection))
    chart = alt.layer(*layers).add_params(
        alt.param(name="row_labels", value=dict(rows.labels)),
        alt.param(name="column_words", value=[column.label for column in columns]),
        alt.param(name="column_slants", value=[column.is_transition for column in columns]),
        alt.param(name="state_words", value={s.value: word for s, word in legend.items()}),
    )
    chart = chart.properties(
        width=look.width_px or "container", height=look.height_px or "container"
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=look.language, scale=look.scale)


def _places(columns: Sequence[MatrixColumn]) -> dict[str, tuple[float, float]]:
    """Left and right edge of each column."""
    places, left = {}, 0.0
    for column in columns:
        right = left + (TRANSITION_WIDTH if column.is_transition else PHASE_WIDTH)
        places[column.key] = (left, right)
        left = right + BETWEEN
    return places


def _frame(
    cells: Sequence[MatrixCell],
    places: Mapping[str, tuple[float, float]],
    tooltip: Sequence[str],
) -> pd.DataFrame:
    records = [
        {
            "row": cell.row,
            "column": cell.column,
            "left": places[cell.column][0],
            "right": places[cell.column][1],
            "middle": sum(places[cell.column]) / 2,
            "state": cell.state.value,
            "text": cell.text,
            "changed": cell.is_changed,
            **{f"tip_{index}": text for index, text in enumerate(cell.tooltip)},
        }
        for cell in cells
    ]
    names = ["row", "column", "left", "right", "middle", "state", "text", "changed"]
    return pd.DataFrame.from_records(
        records, columns=[*names, *(f"tip_{index}" for index in range(len(tooltip)))]
    )


def _position(
    columns: Sequence[MatrixColumn],
    places: Mapping[str, tuple[float, float]],
    rows: HeatAxis,
    look: HeatLook,
) -> dict[str, Any]:
    """Edges and middles of cells; the axis names each column at its middle."""
    end = max((right for _, right in places.values()), default=1.0)
    middles = [sum(places[column.key]) / 2 for column in columns]
    # labels by rank: a number of an axis never quite equals the number it was given as
    rank = f"indexof({[round(middle * 1000) for middle in middles]}, round(datum.value * 1000))"
    axis = alt.Axis(
        orient="top",
        title=None,
        values=middles,
        labelExpr=f"column_words[{rank}]",
        labelFontStyle=alt.condition(
            f"column_slants[{rank}]", alt.value("italic"), alt.value("normal")
        ),
        labelColor=alt.condition(f"column_slants[{rank}]", alt.value(MUTED), alt.value(INK)),
        labelAngle=look.label_angle,
        labelAlign="left",
        labelBaseline="middle",
        labelLimit=pixels(look.column_limit_px, look),
        labelFontSize=pixels(13 * look.scale, look),
        labelOverlap=False,
        labelPadding=6,
        domain=False,
        ticks=False,
        grid=False,
    )
    scale = alt.Scale(domain=[0, end], nice=False, zero=False)
    return {
        "edge": alt.X("left:Q", scale=scale, axis=axis),
        "x2": alt.X2("right:Q"),
        "middle": alt.X("middle:Q", scale=scale, axis=axis),
        # in presentation names of rows may be as large as the numbers in the cells
        "y": y_position(rows, replace(look, height_px=look.height_px or STAGE_PX)),
    }


def _rects(
    frame: pd.DataFrame, where: Mapping[str, Any], legend: Mapping[GapState, str], look: HeatLook
) -> alt.Chart:
    fills = {state.value: FILLS[state] for state in legend}
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_rect(strokeWidth=0.5)
        .encode(
            x=where["edge"],
            x2=where["x2"],
            y=where["y"],
            fill=alt.Fill(
                "state:N",
                scale=alt.Scale(domain=list(fills), range=list(fills.values())),
                legend=_legend(legend, look),
            ),
            stroke=alt.Stroke(
                "state:N",
                scale=alt.Scale(domain=list(fills), range=[MUTED] * len(fills)),
                legend=_legend(legend, look),  # gives the signs of the legend their outline
            ),
        )
    )
    return chart


def _legend(legend: Mapping[GapState, str], look: HeatLook) -> alt.Legend:
    return alt.Legend(
        title=None,
        values=[state.value for state in legend],
        orient="bottom",
        direction="horizontal",
        columns=look.legend_columns,
        labelExpr="state_words[datum.label]",
        labelLimit=420,
        symbolSize=pixels(190 * look.scale, look),
        symbolStrokeWidth=0.9,
        labelFontSize=pixels(BASE_FONT_PX * look.scale, look),
        columnPadding=18,
        offset=8,
    )


def _signs(
    frame: pd.DataFrame,
    where: Mapping[str, Any],
    rows: HeatAxis,
    legend: Mapping[GapState, str],
    look: HeatLook,
) -> list[alt.Chart]:
    """Sign and number of offers in each cell: white on the dark fill."""
    shapes = {state.value: SIGNS[state] for state in legend}
    has_numbers = len(rows.keys) <= NUMBERS_UP_TO
    step = 9 * look.scale if has_numbers else 0
    layers = []
    for is_dark in (False, True):
        part = frame[frame["state"].isin([state.value for state in ON_DARK]) == is_dark]
        ink = PAPER if is_dark else INK
        base = alt.Chart(part).encode(x=where["middle"], y=where["y"])
        sign = base.mark_point(
            size=pixels(80 * look.scale**2, look),
            fill=ink,
            strokeWidth=0,
            opacity=1,
            xOffset=pixels(-step, look),
            aria=False,
        ).encode(
            shape=alt.Shape(
                "state:N",
                scale=alt.Scale(domain=list(shapes), range=list(shapes.values())),
                legend=_legend(legend, look),  # the same as of the fill: Vega makes one of both
            )
        )
        layers.append(sign)
        if has_numbers:
            layers.append(
                base.mark_text(
                    align="left",
                    dx=0,
                    xOffset=pixels(step * 0.25, look),
                    color=ink,
                    fontWeight=600,
                    fontSize=pixels(13 * look.scale, look),
                    aria=False,
                ).encode(text="text:N")
            )
    return layers


def _changes(frame: pd.DataFrame, where: Mapping[str, Any]) -> alt.Chart:
    """Frame what the scenario changed."""
    chart: alt.Chart = (
        alt.Chart(frame[frame["changed"]])
        .mark_rect(fill="transparent", stroke=INK, strokeWidth=2.5, strokeDash=[5, 3], aria=False)
        .encode(x=where["edge"], x2=where["x2"], y=where["y"])
    )
    return chart


def _choice(frame: pd.DataFrame, where: Mapping[str, Any], selected: tuple[str, str]) -> alt.Chart:
    """Frame the chosen cell."""
    is_chosen = (frame["row"] == selected[0]) & (frame["column"] == selected[1])
    chart: alt.Chart = (
        alt.Chart(frame[is_chosen])
        .mark_rect(fill="transparent", stroke=CONTRAST, strokeWidth=3.5, aria=False)
        .encode(x=where["edge"], x2=where["x2"], y=where["y"])
    )
    return chart


def _targets(
    frame: pd.DataFrame, where: Mapping[str, Any], tooltip: Sequence[str], selection: str
) -> alt.Chart:
    """Invisible cells on top of all: they take clicks and tell their words."""
    pick = alt.selection_point(name=selection, fields=["row", "column"], on="click", empty=False)
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_rect(fill="transparent", cursor="pointer")
        .encode(
            x=where["edge"],
            x2=where["x2"],
            y=where["y"],
            tooltip=[
                alt.Tooltip(f"tip_{index}:N", title=heading)
                for index, heading in enumerate(tooltip)
            ],
        )
        .add_params(pick)
    )
    return chart
