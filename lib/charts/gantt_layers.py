"""Layers of the Gantt chart, from the ground up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.gantt_model import BAR_BAND, FILLS, MARK_FILLS, SELECTION, SHAPES
from lib.charts.theme import ACCENT, CONTRAST, FLUID_BASE_PX, GRID, INK, MUTED, NO_VALUE_LINE, fluid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lib.charts.gantt_model import GanttLook, GanttRow, GanttSpan

AHEAD_FILL: Final = "#fdf1e3"
WARNING: Final = "#8a4a08"
#: Between the years and the legend stand the words of the reference date.
LEGEND_PX: Final = 22


def _px(value: float, look: GanttLook) -> Any:  # noqa: ANN401  Altair types an expression as Any
    return fluid(value * look.scale) if look.fills_height else value * look.scale


def x_position(field: str, span: GanttSpan | None = None) -> alt.X:
    """Days; the layer that knows the span brings axis and scale.

    It must have no second edge: Vega-Lite reads the domain anew for it, and finds two.
    """
    if span is None:
        return alt.X(f"{field}:T")
    domain = [date_time(day) for day in (span.first, span.last)]
    axis = alt.Axis(
        orient="top",
        title=None,
        format="%Y",
        tickCount={"interval": "year", "step": 1},
        grid=True,
        gridColor=GRID,
        domain=False,
        labelAlign="left",
        labelOffset=2,
        labelOverlap="parity",
    )
    scale = alt.Scale(domain=domain, nice=False, clamp=True)
    return alt.X(f"{field}:T", scale=scale, axis=axis)


def date_time(day: date) -> alt.DateTime:
    """Write a day so that Vega need not guess its type."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def y_position(rows: Sequence[GanttRow], look: GanttLook, *, band: float = 0.5) -> alt.Y:
    """Rows in their order, named at the left."""
    left = _px(look.name_px + look.state_px, look)
    axis = alt.Axis(
        title=None,
        labelExpr="row_labels[datum.value]",
        labelAlign="left",
        labelPadding=left,
        labelLimit=_px(look.name_px - 14, look),
        labelFontSize=_px(13, look),
        domain=False,
        ticks=False,
        grid=False,
        minExtent=left,
    )
    return alt.Y(
        "key:N",
        sort=[row.key for row in rows],
        axis=axis,
        scale=alt.Scale(domain=[row.key for row in rows], paddingInner=0, paddingOuter=0),
        bandPosition=band,
    )


def ahead_layer(span: GanttSpan) -> alt.Chart:
    """Shade the time ahead."""
    frame = pd.DataFrame({"start": [pd.Timestamp(span.day)], "end": [pd.Timestamp(span.ahead)]})
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_rect(color=AHEAD_FILL, opacity=1, aria=False)
        .encode(x=x_position("start"), x2="end:T")
    )
    return chart


def group_layers(
    rows: Sequence[GanttRow], y: alt.Y, look: GanttLook, frame: pd.DataFrame
) -> list[alt.Chart]:
    """Name each group over the whole width, with a thin line above it."""
    heads = frame[frame["status"] == ""]
    line = (
        alt.Chart(heads)
        .mark_rule(color=NO_VALUE_LINE, strokeWidth=0.8, aria=False)
        .encode(y=y_position(rows, look, band=0))
    )
    words = (
        alt.Chart(heads)
        .mark_text(
            align="left",
            baseline="middle",
            fontWeight="bold",
            fontSize=_px(13, look),
            color=INK,
            aria=False,
            limit=alt.expr(f"width + {_size(look.name_px + look.state_px, look)}"),
        )
        .encode(x=_beside(look.name_px + look.state_px, look), y=y, text="name:N")
    )
    return [line, words]


def _beside(left_px: float, look: GanttLook) -> Any:  # noqa: ANN401  as _px
    """Place left of the bars."""
    return alt.value(alt.expr(f"-({_size(left_px, look)})"))


def _size(value_px: float, look: GanttLook) -> str:
    size = f"{value_px * look.scale}"
    fluid_factor = f" * max(1, windowSize()[0] / {FLUID_BASE_PX})"
    return size + fluid_factor if look.fills_height else size


def bars_layer(bars: pd.DataFrame, y: alt.Y, look: GanttLook) -> alt.Chart:
    """Draw a bar from its first to its last day, as far as the time shown goes."""
    fills = dict(FILLS)
    chart: alt.Chart = (
        alt.Chart(bars)
        .mark_bar(height={"band": BAR_BAND}, strokeWidth=1, aria=False)
        .encode(
            x=alt.X("start:T"),
            x2="end:T",
            y=y,
            tooltip=_tips(look),
            color=alt.Color(
                "status:N",
                scale=alt.Scale(domain=list(fills), range=list(fills.values())),
                legend=None,  # the status stands beside each bar as a word
            ),
            stroke=alt.condition("datum.status == 'running'", alt.value(ACCENT), alt.value(MUTED)),
            strokeDash=alt.condition(
                "datum.status == 'planned' || datum.status == 'stopped'",
                alt.value([3, 2]),
                alt.value([1, 0]),
            ),
        )
    )
    return chart


def arrow_layers(bars: pd.DataFrame, y: alt.Y, look: GanttLook) -> list[alt.Chart]:
    """Arrows where a bar goes on beyond the picture, or has no end."""
    layers = []
    for field, edge, shape, shift in (
        ("before", "start", "triangle-left", -4),
        ("after", "end", "triangle-right", 4),
    ):
        part = bars[bars["has_bar"] & bars[field]]
        arrow = (
            alt.Chart(part)
            .mark_point(
                shape=shape,
                size=_px(60, look),
                filled=True,
                color=INK,
                opacity=1,
                xOffset=shift,
                aria=False,
            )
            .encode(x=alt.X(f"{edge}:T"), y=y)
        )
        layers.append(arrow)
    return layers


def marks_layer(marks: pd.DataFrame, y: alt.Y, look: GanttLook) -> alt.Chart:
    """Milestones and ends of funding: a shape for each kind, named in the legend."""
    legend = alt.Legend(
        title=None,
        values=list(look.marks),
        orient="top",
        direction="horizontal",
        labelExpr="mark_words[datum.label]",
        labelFontSize=_px(13, look),
        symbolSize=_px(110, look),
        labelLimit=_px(300, look),
        symbolStrokeWidth=1,
        columnPadding=16,
        offset=_px(LEGEND_PX, look),
    )
    kinds = list(look.marks)
    fill = alt.Scale(domain=kinds, range=[MARK_FILLS[kind] for kind in kinds])
    ink = alt.Scale(domain=kinds, range=[INK] * len(kinds))
    shape = alt.Scale(domain=kinds, range=[SHAPES[kind] for kind in kinds])
    chart: alt.Chart = (
        alt.Chart(marks)
        .mark_point(size=_px(100, look), strokeWidth=1, opacity=1)
        .encode(
            x=alt.X("on:T"),
            y=y,
            shape=alt.Shape("mark:N", scale=shape, legend=legend),
            fill=alt.Fill("mark:N", scale=fill, legend=legend),
            stroke=alt.Stroke("mark:N", scale=ink, legend=legend),
            tooltip=alt.Tooltip("text:N", title=look.mark_heading),
        )
    )
    return chart


def today_layers(span: GanttSpan, look: GanttLook) -> list[alt.Chart]:
    """Line of the reference date with its words above the years."""
    base = alt.Chart(pd.DataFrame({"on": [pd.Timestamp(span.day)], "text": [span.day_label]}))
    rule = base.mark_rule(color=CONTRAST, strokeWidth=_px(2, look), aria=False).encode(
        x=x_position("on", span)
    )
    words = base.mark_text(
        align="center",
        baseline="bottom",
        dy=_px(-22, look),
        color=WARNING,
        fontWeight="bold",
        fontSize=_px(12, look),
        aria=False,
    ).encode(x=alt.X("on:T"), y=alt.value(0), text="text:N")
    return [rule, words]


def states_layer(bars: pd.DataFrame, y: alt.Y, look: GanttLook) -> alt.Chart:
    """Status in words, between the name and the bar."""
    chart: alt.Chart = (
        alt.Chart(bars)
        .mark_text(
            align="left",
            baseline="middle",
            limit=_px(look.state_px - 8, look),
            fontSize=_px(12, look),
            aria=False,
            clip=False,
        )
        .encode(
            x=_beside(look.state_px, look),
            y=y,
            text="state:N",
            color=alt.condition("datum.pressing", alt.value(WARNING), alt.value(MUTED)),
        )
    )
    return chart


def targets_layer(bars: pd.DataFrame, y: alt.Y, look: GanttLook) -> alt.Chart:
    """Whole rows to point at; the chosen one is framed."""
    chart: alt.Chart = (
        alt.Chart(bars)
        .mark_bar(height={"band": 0.92}, fillOpacity=0, strokeWidth=1.5, cursor="pointer")
        .encode(
            x=alt.value(0),
            x2=alt.value("width"),
            y=y,
            stroke=alt.condition("datum.chosen", alt.value(CONTRAST), alt.value("transparent")),
            tooltip=_tips(look),
        )
    )
    if look.width_px or look.fills_height:
        return chart
    return chart.add_params(alt.selection_point(name=SELECTION, fields=["key"], on="click"))


def _tips(look: GanttLook) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"tip_{index}:N", title=heading) for index, heading in enumerate(look.headings)
    ]
