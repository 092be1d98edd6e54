"""A yearly series against its target: values, baseline, path, continuation, breaks, events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from lib.charts.series_marks import (
    break_layers,
    event_layers,
    revision_layers,
    target_layers,
    written,
)
from lib.charts.series_model import (
    SeriesEvent,
    SeriesLine,
    SeriesMark,
    SeriesPicture,
    SeriesPoint,
    segments,
    value_range,
    year_ticks,
    years_of,
)
from lib.charts.series_places import label_room_px, line_layers
from lib.charts.theme import ACCENT, INK, MUTED, styled

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.text import Language

__all__ = [
    "SeriesEvent",
    "SeriesLine",
    "SeriesMark",
    "SeriesPicture",
    "SeriesPoint",
    "series_chart",
]

HEIGHT_PX: Final = 380
LABELS_UP_TO: Final = 12


def series_chart(
    picture: SeriesPicture,
    *,
    language: Language,
    title: alt.TitleParams | None = None,
    scale: float = 1.0,
    width_px: int = 0,
    height_px: int = HEIGHT_PX,
) -> AnyChart:
    """Draw the series as line and points with labelled values; works from a single value on.

    A width of 0 takes the page's, a height of 0 that of the container.
    """
    size = round(14 * scale)
    years = years_of(picture)
    number = f",.{picture.decimals}f"
    room = label_room_px(picture, size)
    events = [event.at for event in picture.events]
    domain = [
        min([min(years) - 0.4, *(at - 0.2 for at in events)]),
        max([max(years) + (0.2 if room else 0.6), *(at + 0.2 for at in events)]),
    ]
    extent: list[Any] = [0, alt.expr(f"width - {room}")]
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=domain, nice=False, range=extent)
        if room
        else alt.Scale(domain=domain, nice=False),
        axis=alt.Axis(format="d", values=year_ticks(years), grid=False),
    )
    y = alt.Y(
        "value:Q",
        title=picture.unit,
        scale=alt.Scale(domain=value_range(picture), nice=not room, zero=False),
        axis=alt.Axis(format=",~f", tickCount=6, titleAngle=0, titleAlign="left", titleY=-10),
    )
    tooltip = [alt.Tooltip("year:Q", format="d", title=" "), alt.Tooltip("value:Q", format=number)]
    layers = [
        *target_layers(picture, x, y, size),
        *break_layers(picture, x, size),
        *event_layers(picture, x, size),
        *line_layers(picture, x, y, size=size, height_px=height_px or HEIGHT_PX),
        _lines(picture, x, y, size),
        *revision_layers(picture, x, y, size),
        *_points(picture, x, y, size, tooltip),
    ]
    chart = alt.layer(*layers).properties(
        width=width_px or "container", height=height_px or "container"
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)


def _lines(picture: SeriesPicture, x: alt.X, y: alt.Y, size: int) -> alt.Chart:
    """Three kinds of line told apart by dash and named in the key."""
    rows: list[dict[str, object]] = [
        {
            "year": point.year,
            "value": point.value,
            "kind": picture.values_text,
            "segment": segment,
        }
        for segment, point in segments(picture.points)
    ]
    kinds, colours = [picture.values_text], [ACCENT]
    dashes: list[list[float]] = [[1, 0]]
    extra: list[tuple[str, list[tuple[int, float]], str, list[int]]] = []
    if picture.projected:
        extra.append((picture.projected_text, list(picture.projected), ACCENT, [6, 4]))
    if path := _path(picture):
        extra.append((picture.path_text, path, MUTED, [1, 4]))
    for text, way, colour, pattern in extra:
        dash = [part * size / 14 for part in pattern]
        rows += [{"year": year, "value": value, "kind": text, "segment": -1} for year, value in way]
        kinds, colours, dashes = [*kinds, text], [*colours, colour], [*dashes, dash]
    legend = (
        None
        if len(kinds) == 1 and picture.lines  # every line is named at its end
        else alt.Legend(
            title=None,
            orient="bottom",
            columns=1,
            symbolType="stroke",
            symbolSize=700,
            labelLimit=900,
        )
    )
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(strokeWidth=2.6 * size / 14, strokeCap="round")
        .encode(
            x=x,
            y=y,
            detail="segment:N",
            color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=colours), legend=legend),
            strokeDash=alt.StrokeDash(
                "kind:N", scale=alt.Scale(domain=kinds, range=dashes), legend=legend
            ),
        )
    )
    return chart


def _path(picture: SeriesPicture) -> list[tuple[int, float]]:
    """Way to the target: the one given, else an even one from the baseline."""
    if picture.path:
        return list(picture.path)
    if picture.target and picture.target[1] and picture.baseline:
        return [picture.baseline, (picture.target[1], picture.target[0])]
    return []


def _points(
    picture: SeriesPicture, x: alt.X, y: alt.Y, size: int, tooltip: list[alt.Tooltip]
) -> list[alt.Chart]:
    rows = [
        {
            "year": point.year,
            "value": point.value,
            "fill": "#ffffff" if point.is_later else ACCENT,
        }
        for point in picture.points
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y, tooltip=tooltip)
    layers = [
        base.mark_point(size=5 * size, strokeWidth=2, opacity=1, stroke=ACCENT).encode(
            fill=alt.Fill("fill:N", scale=None)
        )
    ]
    if not picture.lines:  # among many lines the names at their ends are enough
        labelled = rows if len(rows) <= LABELS_UP_TO else [rows[0], rows[-1]]
        higher = _years_once_higher(picture)
        above = [row for row in labelled if row["year"] not in higher]
        below = [row for row in labelled if row["year"] in higher]
        text = alt.Text("value:Q", format=f",.{picture.decimals}f")
        for group, dy in ((above, -round(size * 1.1)), (below, round(size * 1.2))):
            layers += written(group, x, y, text, dy=dy, fontSize=size, color=INK)
    return [*layers, *_baseline(picture, x, y, size)]


def _years_once_higher(picture: SeriesPicture) -> set[int]:
    """Years whose earlier value stands above: their label goes below the value."""
    now = {point.year: point.value for point in picture.points}
    return {m.year for m in picture.revisions if m.value > now.get(m.year, m.value)}


def _baseline(picture: SeriesPicture, x: alt.X, y: alt.Y, size: int) -> list[alt.Chart]:
    if not picture.baseline:
        return []
    year, value = picture.baseline
    mark = alt.Chart(
        alt.InlineData(values=[{"year": year, "value": value, "text": picture.baseline_text}])
    ).encode(x=x, y=y)
    return [
        mark.mark_point(
            shape="square", size=16 * size, strokeWidth=1.6, stroke=INK, filled=False, opacity=1
        ),
        mark.mark_text(
            align="left",
            baseline="top",
            dy=round(size * 0.9),
            dx=-6,
            fontSize=size,
            color=MUTED,
        ).encode(text="text:N"),
    ]
