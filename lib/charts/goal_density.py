"""Offers per 1 000 children, municipality by municipality, in the life phases of a goal.

Each life phase is a column of bars on one common scale: all offers light, those of the goal dark,
the Region an upright line. A sign says where the gap matrix does not see "provided".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from lib.charts.gap_signs import SIGNS
from lib.charts.theme import ACCENT, CONTRAST, GRID, INK, MUTED, fluid, styled
from lib.domain.gaps import GapState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

ROW_PX: Final = 23
AROUND_PX: Final = 90
ALL_OFFERS: Final = "#a9d0d8"
#: A column is 1 wide: bars up to BARS, then the figure, then the sign.
BARS: Final = 0.62
FIGURE_AT: Final = 0.79
SIGN_AT: Final = 0.86
#: More columns than this leave no room for figures.
FIGURES_UP_TO: Final = 4
SIGN_INKS: Final[dict[GapState, str]] = {
    GapState.THIN: "#8a4a08",
    GapState.GAP: "#8a2d08",
    GapState.NONE_MEANT: MUTED,
    GapState.UNCLEAR: INK,
    GapState.NO_REPORT: MUTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DensityCell:
    """A municipality in a column; `value` and `own` are None where there is no figure."""

    row: str
    column: int
    value: float | None
    own: float | None
    figure: str
    state: GapState
    tooltip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DensityColumn:
    """A life phase or transition with the Region's density (None where there is none)."""

    label: str
    is_transition: bool
    region: float | None


def density_chart(
    cells: Sequence[DensityCell],
    *,
    rows: Sequence[str],
    columns: Sequence[DensityColumn],
    legend: Mapping[GapState, str],
    selected: str = "",
    language: Language,
    scale: float = 1.0,
    fills_height: bool = False,
    width_px: int = 0,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw the municipalities `rows` from top to bottom; `selected` stands out."""
    px: Callable[[float], float] = fluid if fills_height else float
    highest = max(
        [cell.value for cell in cells if cell.value is not None]
        + [column.region for column in columns if column.region is not None],
        default=0.0,
    )
    step = BARS / (highest or 1.0)
    y = alt.Y(
        "row:N",
        sort=list(rows),
        scale=alt.Scale(domain=list(rows), paddingInner=0.25, paddingOuter=0.1),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelFontSize=px(13 * scale),
            labelLimit=px(230 * scale),
            labelOverlap=False,
            labelFontWeight=alt.condition(
                f"datum.value === {_quoted(selected)}",
                alt.value("bold"),
                alt.value("normal"),
            ),
        ),
    )
    base = alt.Chart(_frame(cells, step)).encode(y=y)
    x = _across(columns, px, scale)
    has_figures = len(columns) <= FIGURES_UP_TO
    chart = alt.layer(
        _bar(base, x, "right", ALL_OFFERS),
        _bar(base, x, "own_right", ACCENT),
        _region(columns, step, x),
        *([_figures(base, px, scale)] if has_figures else []),
        _signs(base, legend, px, scale),
        _targets(base),
    ).add_params(
        alt.param(name="column_words", value=[column.label for column in columns]),
        # fonts of picture files have no arrow in italics
        alt.param(
            name="column_slants",
            value=[column.is_transition and not width_px for column in columns],
        ),
        alt.param(name="state_words", value={s.value: word for s, word in legend.items()}),
    )
    height = round((ROW_PX * max(len(rows), 1) + AROUND_PX) * scale)
    chart = chart.properties(
        width=width_px or "container", height="container" if fills_height else height
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale, is_fluid=fills_height)


def _quoted(text: str) -> str:
    """A text as Vega's expressions write it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _frame(cells: Sequence[DensityCell], step: float) -> pd.DataFrame:
    records = [
        {
            "row": cell.row,
            "left": float(cell.column),
            "right": cell.column + step * cell.value if cell.value is not None else None,
            "own_right": cell.column + step * cell.own if cell.own else None,
            "figure_at": cell.column + FIGURE_AT,
            "sign_at": cell.column + SIGN_AT,
            "end": cell.column + 0.98,
            "figure": cell.figure,
            "state": cell.state.value,
            "tip": cell.tooltip,
        }
        for cell in cells
    ]
    names = ["row", "left", "right", "own_right", "figure_at", "sign_at", "end", "figure"]
    return pd.DataFrame(records, columns=[*names, "state", "tip"])


def _scale(columns: Sequence[DensityColumn]) -> alt.Scale:
    return alt.Scale(domain=[0, max(len(columns), 1)], nice=False, zero=False)


def _across(
    columns: Sequence[DensityColumn], px: Callable[[float], float], scale: float
) -> dict[str, alt.Scale | alt.Axis]:
    axis = alt.Axis(
        orient="top",
        title=None,
        values=list(range(len(columns))),
        labelExpr="column_words[round(datum.value)]",
        labelFontStyle=alt.condition(
            "column_slants[round(datum.value)]", alt.value("italic"), alt.value("normal")
        ),
        labelAlign="left",
        labelLimit=alt.expr(f"width / {max(len(columns), 1)} - 8"),
        labelFontSize=px(13 * scale),
        labelOverlap=False,
        domain=False,
        ticks=False,
        gridColor=GRID,
    )
    return {"scale": _scale(columns), "axis": axis}


def _bar(base: alt.Chart, x: dict[str, alt.Scale | alt.Axis], end: str, colour: str) -> alt.Chart:
    chart: alt.Chart = (
        base.transform_filter(f"isValid(datum.{end})")
        .mark_bar(color=colour, aria=False)
        .encode(x=alt.X("left:Q", scale=x["scale"], axis=x["axis"]), x2=f"{end}:Q")
    )
    return chart


def _region(
    columns: Sequence[DensityColumn], step: float, x: dict[str, alt.Scale | alt.Axis]
) -> alt.Chart:
    """The Region's density: one line down each column."""
    frame = pd.DataFrame(
        [
            {"at": place + step * column.region}
            for place, column in enumerate(columns)
            if column.region is not None
        ],
        columns=["at"],
    )
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_rule(color=CONTRAST, strokeWidth=2, aria=False)
        .encode(x=alt.X("at:Q", scale=x["scale"], axis=x["axis"]))
    )
    return chart


def _figures(base: alt.Chart, px: Callable[[float], float], scale: float) -> alt.Chart:
    chart: alt.Chart = base.mark_text(
        align="right", color=INK, fontSize=px(12 * scale), aria=False
    ).encode(x="figure_at:Q", text="figure:N")
    return chart


def _signs(
    base: alt.Chart, legend: Mapping[GapState, str], px: Callable[[float], float], scale: float
) -> alt.Chart:
    shown = [state for state in legend if state is not GapState.COVERED]
    domain = [state.value for state in shown]
    key = alt.Legend(
        title=None,
        orient="bottom",
        direction="horizontal",
        columns=0,
        labelExpr="state_words[datum.label]",
        labelLimit=300,
        labelFontSize=px(13 * scale),
        symbolSize=110,
        symbolStrokeWidth=0,
        columnPadding=16,
    )
    inks = [SIGN_INKS[state] for state in shown]
    chart: alt.Chart = (
        base.transform_filter("datum.state != 'covered'")
        .mark_point(size=px(62 * scale**2), strokeWidth=0, opacity=1, aria=False)
        .encode(
            x="sign_at:Q",
            shape=alt.Shape(
                "state:N",
                scale=alt.Scale(domain=domain, range=[SIGNS[state] for state in shown]),
                legend=key,
            ),
            fill=alt.Fill("state:N", scale=alt.Scale(domain=domain, range=inks), legend=key),
        )
    )
    return chart


def _targets(base: alt.Chart) -> alt.Chart:
    """Invisible cells on top that tell their words."""
    chart: alt.Chart = base.mark_rect(fill="transparent").encode(
        x="left:Q",
        x2="end:Q",
        tooltip=[alt.Tooltip("row:N", title=" "), alt.Tooltip("tip:N", title="  ")],
    )
    return chart
