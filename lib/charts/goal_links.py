"""What each goal is tied to: goals in rows, the links in columns, each cell a tick or "missing"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from lib.charts.theme import ACCENT, CONTRAST, INK, MUTED, fluid, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

ROW_PX: Final = 25
HEAD_PX: Final = 30
SELECTION: Final = "goal"
TICK: Final = "M-0.75,0.05L-0.3,0.6L0.8,-0.55L0.62,-0.72L-0.32,0.25L-0.58,-0.1Z"
#: There; missing although needed; none, and none is needed.
FILLS: Final = {"there": "#d6e8ec", "missing": "#ffffff", "none": "#f4f6f7"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCell:
    """A link of a goal: how many; `is_needed` where a goal without it stands alone."""

    column: str
    count: int
    text: str
    tooltip: str
    is_needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A goal with its cells; without cells it is a heading."""

    key: str
    label: str
    cells: tuple[LinkCell, ...] = ()


def links_chart(
    rows: Sequence[LinkRow],
    columns: Sequence[str],
    *,
    language: Language,
    scale: float = 1.0,
    fills_height: bool = False,
    width_px: int = 0,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw the matrix; a click on a cell selects its goal (field `key`)."""
    px: Callable[[float], float] = fluid if fills_height else float
    order = [row.key for row in rows]
    y = alt.Y(
        "key:N",
        sort=order,
        scale=alt.Scale(domain=order, paddingInner=0.12, paddingOuter=0.02),
        axis=_names(scale=scale, width_px=width_px, px=px),
    )
    base = alt.Chart(_frame(rows)).encode(y=y, x=_across(columns, scale, px))
    chart = alt.layer(
        _tiles(base),
        _missing(base, scale, px),
        *_ticks(base, scale, px),
        _targets(base),
    ).add_params(
        alt.param(name="goal_names", value={row.key: row.label for row in rows}),
        alt.param(name="headings", value=[row.key for row in rows if not row.cells]),
    )
    height = round((ROW_PX * len(rows) + HEAD_PX) * scale)
    chart = chart.properties(
        width=width_px or "container", height="container" if fills_height else height
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale, is_fluid=fills_height)


def _names(*, scale: float, width_px: int, px: Callable[[float], float]) -> alt.Axis:
    """Names of the goals as long as the window allows; headings are bold."""
    most = "560" if px is float else "windowSize()[0]"
    share = "0.36" if px is float else "0.5"
    fluid_limit = alt.expr(f"clamp(windowSize()[0] * {share}, 105, {most})")
    limit = width_px * 0.62 if width_px else fluid_limit
    is_heading = "indexof(headings, datum.value) >= 0"
    return alt.Axis(
        orient="left",
        title=None,
        labelExpr="goal_names[datum.value]",
        labelAlign="left",
        labelPadding=limit,
        labelLimit=limit,
        labelFontSize=px(13 * scale),
        labelFontWeight=alt.condition(is_heading, alt.value("bold"), alt.value("normal")),
        labelColor=alt.condition(is_heading, alt.value(MUTED), alt.value(INK)),
        labelOverlap=False,
        domain=False,
        ticks=False,
        grid=False,
    )


def _across(columns: Sequence[str], scale: float, px: Callable[[float], float]) -> alt.X:
    return alt.X(
        "column:N",
        sort=list(columns),
        scale=alt.Scale(domain=list(columns), paddingInner=0.06),
        axis=alt.Axis(
            orient="top",
            title=None,
            labelAngle=-28,
            labelAlign="left",
            labelLimit=200,
            labelFontSize=px(13 * scale),
            labelOverlap=False,
            domain=False,
            ticks=False,
        ),
    )


def _frame(rows: Sequence[LinkRow]) -> pd.DataFrame:
    records = [
        {
            "key": row.key,
            "goal": row.label,
            "column": cell.column,
            "kind": _kind(cell),
            "text": cell.text,
            "tip": cell.tooltip,
        }
        for row in rows
        for cell in row.cells
    ]
    names = ["key", "goal", "column", "kind", "text", "tip"]
    return pd.DataFrame(records, columns=names)


def _kind(cell: LinkCell) -> str:
    there, missing, nothing = FILLS
    if cell.count:
        return there
    return missing if cell.is_needed else nothing


def _tiles(base: alt.Chart) -> alt.Chart:
    """Filled where there is something, framed where something needed is missing."""
    kinds = list(FILLS)
    chart: alt.Chart = base.mark_rect(cornerRadius=3, strokeWidth=1.6, aria=False).encode(
        fill=alt.Fill(
            "kind:N", scale=alt.Scale(domain=kinds, range=list(FILLS.values())), legend=None
        ),
        stroke=alt.Stroke(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=["transparent", CONTRAST, "transparent"]),
            legend=None,
        ),
    )
    return chart


def _missing(base: alt.Chart, scale: float, px: Callable[[float], float]) -> alt.Chart:
    chart: alt.Chart = (
        base.transform_filter("datum.kind != 'there'")
        .mark_text(fontSize=px(12.5 * scale), aria=False)
        .encode(
            text="text:N",
            color=alt.condition("datum.kind == 'missing'", alt.value("#8a4a08"), alt.value(MUTED)),
        )
    )
    return chart


def _ticks(base: alt.Chart, scale: float, px: Callable[[float], float]) -> list[alt.Chart]:
    there = base.transform_filter("datum.kind == 'there'")
    tick = there.mark_point(
        shape=TICK,
        size=px(105 * scale**2),
        fill=ACCENT,
        strokeWidth=0,
        opacity=1,
        xOffset=px(-10 * scale),
        aria=False,
    )
    count = there.mark_text(
        align="left",
        xOffset=px(1 * scale),
        fontSize=px(13 * scale),
        fontWeight=600,
        color=INK,
        aria=False,
    ).encode(text="text:N")
    return [tick, count]


def _targets(base: alt.Chart) -> alt.Chart:
    """Invisible cells on top: they take the click and tell their words."""
    pick = alt.selection_point(name=SELECTION, fields=["key"], on="click", empty=False)
    chart: alt.Chart = (
        base.mark_rect(fill="transparent", cursor="pointer")
        .encode(
            tooltip=[
                alt.Tooltip("goal:N", title=" "),
                alt.Tooltip("column:N", title="  "),
                alt.Tooltip("tip:N", title="   "),
            ]
        )
        .add_params(pick)
    )
    return chart
