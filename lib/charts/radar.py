"""What ends, along the chain: life phases and transitions from left to right, time downwards.

Each kind of end has a shape and a lane of its own within a link; ends of one month stand as one
mark with their number. At the foot stands the share of offers that depend on an end, and the
column is shaded by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.gantt_layers import date_time
from lib.charts.radar_model import (
    FILLS,
    LINE,
    SHAPES,
    column_frame,
    mark_frame,
    places_of,
)
from lib.charts.theme import CONTRAST, GRID, INK, MUTED, fluid, styled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.charts.radar_model import RadarColumn, RadarLook, RadarMark
    from lib.charts.theme import AnyChart

HEIGHT_PX: Final = 400
LINE_PX: Final = 15
SHADE: Final = "#f6d9b8"


def radar(
    columns: Sequence[RadarColumn],
    marks: Sequence[RadarMark],
    *,
    look: RadarLook,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw the chain over the time ahead."""
    places = places_of(columns)
    x = _x(columns, places)
    ground = column_frame(columns, places, look)
    lines = max((len(column.lines) for column in columns), default=1)
    layers = [
        _shades(ground, x),
        *_heads(ground, x, look, lines=lines),
        *_feet(ground, x, look),
        *_today(look),
        *_marks(mark_frame(columns, marks, places, look), x, look),
    ]
    chart = alt.layer(*layers).add_params(
        alt.param(name="kind_words", value=dict(look.kinds)),
    )
    height: Any = "container" if look.fills_height else round(HEIGHT_PX * look.scale)
    chart = chart.properties(width=look.width_px or "container", height=height)
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=look.language, scale=look.scale, is_fluid=look.fills_height)


def _px(value: float, look: RadarLook) -> Any:  # noqa: ANN401  Altair types an expression as Any
    return fluid(value * look.scale) if look.fills_height else value * look.scale


def _x(columns: Sequence[RadarColumn], places: Mapping[str, tuple[float, float]]) -> Any:  # noqa: ANN401  as _px
    """Places along the chain; the names of the links are marks of their own."""
    end = max((places[column.key][1] for column in columns), default=1.0)
    scale = alt.Scale(domain=[0, end], nice=False, zero=False)
    return lambda field: alt.X(f"{field}:Q", scale=scale, axis=None)


def _y(field: str, look: RadarLook) -> alt.Y:
    domain = [date_time(day) for day in (look.first, look.last)]
    axis = alt.Axis(
        title=None,
        format="%m/%Y",
        tickCount=6,
        grid=True,
        gridColor=GRID,
        domain=False,
        labelFontSize=_px(12, look),
    )
    return alt.Y(
        f"{field}:T",
        scale=alt.Scale(domain=domain, nice=False),
        axis=axis,
        sort="descending",
    )


def _shades(ground: pd.DataFrame, x: Any) -> alt.Chart:  # noqa: ANN401  as _px
    chart: alt.Chart = (
        alt.Chart(ground)
        .mark_rect(color=SHADE, aria=False, stroke=GRID, strokeWidth=1)
        .encode(
            x=x("left"),
            x2="right:Q",
            y=alt.Y("top:T", sort="descending"),  # without a domain: beside a second edge it warns
            y2="bottom:T",
            fillOpacity=alt.FillOpacity("strength:Q", scale=None, legend=None),
        )
    )
    return chart


def _heads(
    ground: pd.DataFrame,
    x: Any,  # noqa: ANN401  as _px
    look: RadarLook,
    *,
    lines: int,
) -> list[alt.Chart]:
    """Names of the links above the columns, those of transitions in italics."""
    layers = []
    for is_transition in (False, True):
        words = (
            alt.Chart(ground[ground["transition"] == is_transition])
            .mark_text(
                baseline="top",
                lineBreak=LINE,
                lineHeight=_px(LINE_PX, look),
                dy=_px(-LINE_PX * lines - 4, look),
                fontSize=_px(12, look),
                fontStyle="italic" if is_transition else "normal",
                color=MUTED if is_transition else INK,
                aria=False,
            )
            .encode(x=x("middle"), y=alt.value(0), text="name:N")
        )
        layers.append(words)
    return layers


def _feet(ground: pd.DataFrame, x: Any, look: RadarLook) -> list[alt.Chart]:  # noqa: ANN401
    """Share of the offers, and of how many, under each column."""
    base = alt.Chart(ground).encode(x=x("middle"), y=alt.value("height"))
    common: dict[str, Any] = {"baseline": "top", "aria": False}
    return [
        base.mark_text(
            **common, dy=_px(6, look), fontSize=_px(15, look), fontWeight="bold", color=INK
        ).encode(text="share:N"),
        base.mark_text(**common, dy=_px(25, look), fontSize=_px(11, look), color=MUTED).encode(
            text="of:N"
        ),
    ]


def _today(look: RadarLook) -> list[alt.Chart]:
    base = alt.Chart(pd.DataFrame({"on": [pd.Timestamp(look.day)], "text": [look.day_label]}))
    return [
        base.mark_rule(color=CONTRAST, strokeWidth=_px(2, look), aria=False).encode(
            y=_y("on", look)
        ),
        base.mark_text(
            align="left",
            baseline="middle",
            dx=4,
            fontWeight="bold",
            color="#8a4a08",
            fontSize=_px(11, look),
            aria=False,
        ).encode(x=alt.value("width"), y=_y("on", look), text="text:N"),
    ]


def _marks(frame: pd.DataFrame, x: Any, look: RadarLook) -> list[alt.Chart]:  # noqa: ANN401
    """Marks with their number; the legend names the shapes."""
    legend = alt.Legend(
        title=None,
        values=list(look.kinds),
        orient="bottom",
        direction="horizontal",
        labelExpr="kind_words[datum.label]",
        labelFontSize=_px(13, look),
        labelLimit=_px(300, look),
        symbolSize=_px(110, look),
        symbolStrokeWidth=1,
        columnPadding=16,
        offset=_px(46, look),
    )
    kinds = list(look.kinds)

    def scale(range_: list[str]) -> alt.Scale:
        return alt.Scale(domain=kinds, range=range_)

    base = alt.Chart(frame).encode(x=x("x"), y=_y("on", look))
    points = base.mark_point(size=_px(75, look), strokeWidth=1, opacity=1).encode(
        shape=alt.Shape("kind:N", scale=scale([SHAPES[kind] for kind in kinds]), legend=legend),
        fill=alt.Fill("kind:N", scale=scale([FILLS[kind] for kind in kinds]), legend=legend),
        stroke=alt.Stroke("kind:N", scale=scale([INK] * len(kinds)), legend=legend),
        tooltip=[
            alt.Tooltip("link:N", title=look.headings[0]),
            alt.Tooltip("text:N", title=look.headings[1]),
        ],
    )
    numbers = base.mark_text(
        align="left", dx=_px(6, look), fontSize=_px(11, look), color=INK, aria=False
    ).encode(text="number:N")
    return [points, numbers]
