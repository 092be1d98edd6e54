"""Two measures against each other: a point a municipality, lines at the reference, four corners."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.scatter_model import Plane, ScatterAxes, ScatterLook, ScatterPoint
from lib.charts.scatter_names import AXIS_Y_PX, BAND_PX, point_names
from lib.charts.theme import FLUID_BASE_PX, INK, MUTED, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart

__all__ = ["KEY", "ScatterAxes", "ScatterLook", "ScatterPoint", "scatter"]

#: More points than this leave no room for names.
NAMED_LIMIT: Final = 100
#: Where the words of a corner may go on in a second line.
CORNER_BREAK: Final = "\n"
#: Vega-Lite selection and field that a click reports.
KEY: Final = "ags"
LINE_DASH: Final = (5, 4)


def scatter(
    points: Sequence[ScatterPoint],
    *,
    axes: ScatterAxes,
    look: ScatterLook,
    selected: str = "",
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw the points; a click on one reports its key."""
    plane = _plane(points, axes, look)
    frame = _frame(points, selected, len(axes.tooltip))
    layers: list[alt.Chart] = [
        *_references(axes, look, plane),
        *_corners(axes, look),
        *_dots(frame, plane, look),
    ]
    if len(points) <= NAMED_LIMIT:
        layers += point_names(points, look=look, plane=plane, selected=selected)
    layers.append(_targets(frame, axes, plane, look))
    chart = alt.layer(*layers).properties(
        width=look.width_px or "container",
        height="container" if look.fills_height else look.height_px,
    )
    if title is not None:
        chart = chart.properties(title=title)
    if len(points) > NAMED_LIMIT:  # an element each would freeze a browser
        chart = chart.properties(usermeta={"embedOptions": {"renderer": "canvas"}})
    return styled(chart, language=look.language, scale=look.scale, is_fluid=look.fills_height)


def _plane(points: Sequence[ScatterPoint], axes: ScatterAxes, look: ScatterLook) -> Plane:
    x_range = _range([point.x for point in points], axes.x_reference, room=0.08, from_zero=True)
    # a band above and below all points stays free for the words of the corners
    band = BAND_PX * look.scale
    room = band / (look.height_px - AXIS_Y_PX * look.scale - 2 * band)
    y_range = _range([point.y for point in points], axes.y_reference, room=room, from_zero=False)

    def scale(ends: tuple[float, float]) -> alt.Scale:
        return alt.Scale(domain=list(ends), nice=False, zero=False)

    return Plane(
        alt.X("x:Q", title=axes.x_title, scale=scale(x_range), axis=alt.Axis(tickCount=6)),
        alt.Y("y:Q", title=axes.y_title, scale=scale(y_range), axis=alt.Axis(tickCount=8)),
        x_range,
        y_range,
    )


def _range(
    values: Sequence[float], reference: float, *, room: float, from_zero: bool
) -> tuple[float, float]:
    """Range of an axis with room around the outermost points; a density begins at zero."""
    known = [value for value in (*values, reference) if not math.isnan(value)]
    low, high = min(known, default=0.0), max(known, default=1.0)
    around = room * (high - low) or 1.0
    return (min(0.0, low) if from_zero else low - around), high + around


def _frame(points: Sequence[ScatterPoint], selected: str, headings: int) -> pd.DataFrame:
    records = [
        {
            KEY: point.key,
            "x": point.x,
            "y": point.y,
            "fill": point.fill,
            "is_selected": point.key == selected,
            "words": ". ".join((point.name, *point.tooltip[1:])),
            **{f"tip_{index}": text for index, text in enumerate(point.tooltip)},
        }
        for point in points
    ]
    columns = [
        KEY,
        "x",
        "y",
        "fill",
        "is_selected",
        "words",
        *(f"tip_{i}" for i in range(headings)),
    ]
    frame = pd.DataFrame.from_records(records, columns=columns)
    return frame.sort_values("is_selected", kind="stable")  # the selected one lies on top


def _dots(frame: pd.DataFrame, plane: Plane, look: ScatterLook) -> list[alt.Chart]:
    """Points in the colours of the map; a ring of its own around the selected one."""
    many = len(frame) > NAMED_LIMIT
    ring = (
        alt.Chart(frame[frame["is_selected"]])
        .mark_circle(
            aria=False,
            opacity=1,
            size=look.px(260 * look.scale),
            fill="white",
            stroke=INK,
            strokeWidth=2.5,
        )
        .encode(x=plane.x, y=plane.y)
    )
    dots = (
        alt.Chart(frame)
        .mark_circle(
            aria=False,
            opacity=0.85 if many else 1,
            size=look.px((40 if many else 130) * look.scale),
            stroke=INK,
            strokeWidth=0.4 if many else 1,
        )
        .encode(x=plane.x, y=plane.y, fill=alt.Fill("fill:N", scale=None, legend=None))
    )
    return [ring, dots]


def _targets(frame: pd.DataFrame, axes: ScatterAxes, plane: Plane, look: ScatterLook) -> alt.Chart:
    """Invisible larger points over all: what is pointed at and clicked."""
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_circle(opacity=0, cursor="pointer" if look.selection else "default")
        .encode(
            x=plane.x,
            y=plane.y,
            description="words:N",
            size=alt.value(90 if len(frame) > NAMED_LIMIT else 420),
            tooltip=[
                alt.Tooltip(f"tip_{index}:N", title=heading)
                for index, heading in enumerate(axes.tooltip)
            ],
        )
    )
    if not look.selection:
        return chart
    picked: alt.Chart = chart.add_params(
        alt.selection_point(name=look.selection, fields=[KEY], on="click", empty=False)
    )
    return picked


def _references(axes: ScatterAxes, look: ScatterLook, plane: Plane) -> list[alt.Chart]:
    """Lines at the reference of both measures, named outside the points."""
    line: dict[str, Any] = {
        "aria": False,
        "strokeDash": list(LINE_DASH),
        "color": MUTED,
        "strokeWidth": 1.5,
    }
    word: dict[str, Any] = {
        "aria": False,
        "fontSize": look.px(look.font_px),
        "color": MUTED,
        "baseline": "bottom",
    }
    layers: list[alt.Chart] = []
    if not math.isnan(axes.x_reference):
        data = pd.DataFrame([{"x": axes.x_reference, "text": axes.x_reference_text}])
        layers += [
            alt.Chart(data).mark_rule(**line).encode(x=plane.x),
            alt.Chart(data).mark_text(**word).encode(x=plane.x, y=alt.value(-4), text="text:N"),
        ]
    if not math.isnan(axes.y_reference):
        data = pd.DataFrame([{"y": axes.y_reference}])
        layers.append(alt.Chart(data).mark_rule(**line).encode(y=plane.y))
    return layers


def _corners(axes: ScatterAxes, look: ScatterLook) -> list[alt.Chart]:
    line = look.font_px * 1.15
    places: tuple[tuple[Any, Any, str], ...] = (
        ("left", "top", "6"),
        ("right", "top", "width - 6"),
        ("left", "bottom", "6"),
        ("right", "bottom", "width - 6"),
    )
    return [
        alt.Chart(pd.DataFrame([{"text": text}]))
        .mark_text(
            align=align,
            baseline=baseline,
            aria=False,
            lineBreak=CORNER_BREAK,
            lineHeight=look.px(line),
            fontSize=look.px(look.font_px),
            fontWeight="bold",
            color=MUTED,
        )
        .encode(
            x=alt.value(alt.expr(x)),
            # further lines go down, whatever the baseline
            y=alt.value(
                6
                if baseline == "top"
                else alt.expr(_from_below(look, 6 + line * text.count(CORNER_BREAK)))
            ),
            text="text:N",
        )
        for text, (align, baseline, x) in zip(axes.corners, places, strict=True)
        if text
    ]


def _from_below(look: ScatterLook, value_px: float) -> str:
    """Vega expression of a distance from the lower edge."""
    grows = f" * max(1, windowSize()[0] / {FLUID_BASE_PX})" if look.fills_height else ""
    return f"height - {value_px}{grows}"
