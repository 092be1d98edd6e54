"""A yearly series against its target: values, baseline, even path, continuation, breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt

from lib.charts.theme import ACCENT, INK, MUTED, NO_VALUE_LINE, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

HEIGHT_PX: Final = 380
LABELS_UP_TO: Final = 12


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One value; `is_later` marks values after the year judged."""

    year: int
    value: float
    is_break: bool = False
    is_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPicture:
    """What the picture shows, in the reader's words; values in one unit.

    `target` is (value, year or None for every year); `baseline` and `projected` are (year, value).
    """

    points: Sequence[SeriesPoint]
    unit: str
    decimals: int
    values_text: str
    break_text: str = ""
    baseline: tuple[int, float] | None = None
    baseline_text: str = ""
    target: tuple[float, int | None] | None = None
    target_text: str = ""
    path_text: str = ""
    projected: tuple[int, float] | None = None
    projected_text: str = ""


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
    years = _years(picture)
    number = f",.{picture.decimals}f"
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[min(years) - 0.4, max(years) + 0.6], nice=False),
        axis=alt.Axis(format="d", values=_ticks(years), grid=False),
    )
    y = alt.Y(
        "value:Q",
        title=picture.unit,
        scale=alt.Scale(domain=_domain(picture), nice=True, zero=False),
        axis=alt.Axis(format=",~f", tickCount=6, titleAngle=0, titleAlign="left", titleY=-10),
    )
    tooltip = [alt.Tooltip("year:Q", format="d", title=" "), alt.Tooltip("value:Q", format=number)]
    layers = [
        *_breaks(picture, x, size),
        *_target(picture, x, y, size),
        _lines(picture, x, y, size),
        *_points(picture, x, y, size, tooltip),
    ]
    chart = alt.layer(*layers).properties(
        width=width_px or "container", height=height_px or "container"
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)


def _years(picture: SeriesPicture) -> list[int]:
    years = [point.year for point in picture.points]
    if picture.baseline:
        years.append(picture.baseline[0])
    if picture.target and picture.target[1]:
        years.append(picture.target[1])
    return years or [0]


def _domain(picture: SeriesPicture) -> list[float]:
    """Range of all values, with room above for the labels."""
    levels = [point.value for point in picture.points]
    levels += [level for _, level in filter(None, (picture.baseline, picture.projected))]
    levels += [picture.target[0]] if picture.target else []
    low, high = (min(levels), max(levels)) if levels else (0.0, 1.0)
    room = (high - low or abs(high) or 1.0) * 0.15
    return [max(0.0, low - room) if low >= 0 else low - room, high + room]


def _ticks(years: list[int]) -> list[int]:
    first, last = min(years), max(years)
    step = 1 if last - first <= 14 else 2 if last - first <= 28 else 5
    return list(range(first, last + 1, step))


def _lines(picture: SeriesPicture, x: alt.X, y: alt.Y, size: int) -> alt.Chart:
    """Three kinds of line told apart by dash and named in the key."""
    rows: list[dict[str, object]] = []
    segment = 0
    for point in picture.points:
        segment += point.is_break
        row = {"year": point.year, "value": point.value, "kind": picture.values_text}
        rows.append({**row, "segment": segment})
    kinds, colours = [picture.values_text], [ACCENT]
    dashes: list[list[int]] = [[1, 0]]
    seen = [point for point in picture.points if not point.is_later]
    extra: list[tuple[str, list[tuple[int, float]], str, list[int]]] = []
    if picture.projected and seen:
        start = (seen[-1].year, seen[-1].value)
        extra.append((picture.projected_text, [start, picture.projected], ACCENT, [6, 4]))
    if picture.target and picture.target[1] and picture.baseline:
        end = (picture.target[1], picture.target[0])
        extra.append((picture.path_text, [picture.baseline, end], MUTED, [1, 4]))
    for text, ends, colour, dash in extra:
        rows += [
            {"year": year, "value": value, "kind": text, "segment": -1} for year, value in ends
        ]
        kinds, colours, dashes = [*kinds, text], [*colours, colour], [*dashes, dash]
    legend = alt.Legend(
        title=None,
        orient="bottom",
        columns=1,
        symbolType="stroke",
        symbolSize=700,
        labelLimit=900,
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
    labelled = rows if len(rows) <= LABELS_UP_TO else [rows[0], rows[-1]]
    layers.append(
        alt.Chart(alt.InlineData(values=labelled))
        .mark_text(dy=-round(size * 1.1), fontSize=size, color=INK)
        .encode(x=x, y=y, text=alt.Text("value:Q", format=f",.{picture.decimals}f"))
    )
    if picture.baseline:
        year, value = picture.baseline
        mark = alt.Chart(
            alt.InlineData(values=[{"year": year, "value": value, "text": picture.baseline_text}])
        ).encode(x=x, y=y)
        layers += [
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
    return layers


def _target(picture: SeriesPicture, x: alt.X, y: alt.Y, size: int) -> list[alt.Chart]:
    """A line at the target; in its year (or at the right end) a marker with its words."""
    if picture.target is None:
        return []
    value, year = picture.target
    years = _years(picture)
    is_left, is_above = _freest_corner(picture, value)
    text_at = min(years) - 0.3 if is_left else max(years) + 0.3
    base = alt.Chart(alt.InlineData(values=[{"year": year, "value": value}]))
    words = alt.InlineData(values=[{"year": text_at, "value": value, "text": picture.target_text}])
    layers = [
        base.mark_rule(color=INK, strokeWidth=1.2, strokeDash=[8, 3]).encode(y=y),
        alt.Chart(words)
        .mark_text(
            align="left" if is_left else "right",
            baseline="bottom" if is_above else "top",
            dy=-6 if is_above else 7,
            fontSize=size,
            fontWeight=600,
            color=INK,
        )
        .encode(x=x, y=y, text="text:N"),
    ]
    if year:
        layers.append(
            base.mark_point(
                shape="diamond", size=13 * size, filled=True, fill=INK, opacity=1, strokeWidth=0
            ).encode(x=x, y=y)
        )
    return layers


def _freest_corner(picture: SeriesPicture, value: float) -> tuple[bool, bool]:
    """Where the words of the target hide fewest values: (at the left, above the line)."""
    low, high = _domain(picture)
    years = _years(picture)
    span = max(years) - min(years)

    def hidden(corner: tuple[bool, bool]) -> int:
        is_left, is_above = corner
        band = (-0.08, 0.14) if is_above else (-0.16, 0.02)
        return sum(
            band[0] < (point.value - value) / (high - low) < band[1]
            for point in picture.points
            if (point.year - min(years) if is_left else max(years) - point.year) <= 0.4 * span
        )

    corners = [(True, True), (False, True), (True, False), (False, False)]
    return min(corners, key=hidden)


def _breaks(picture: SeriesPicture, x: alt.X, size: int) -> list[alt.Chart]:
    """A dashed upright before the first year of each new series."""
    years = [
        {"year": point.year - 0.5, "text": picture.break_text}
        for point in picture.points
        if point.is_break
    ]
    if not years:
        return []
    base = alt.Chart(alt.InlineData(values=years)).encode(x=x)
    return [
        base.mark_rule(color=NO_VALUE_LINE, strokeDash=[3, 3], strokeWidth=1.5),
        base.mark_text(
            align="left", baseline="top", dx=5, fontSize=round(size * 0.9), color=MUTED
        ).encode(y=alt.value(2), text="text:N"),
    ]
