"""Cooperations that a goal needs: how each side rates the other, against the level wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from lib.charts.theme import ACCENT, CONTRAST, GRID, INK, MUTED, fluid, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

ROW_PX: Final = 38
AROUND_PX: Final = 66
#: A bar with a foot at both ends: what is wanted.
WANTED: Final = "M-0.16,-1.9L0.16,-1.9L0.16,1.9L-0.16,1.9Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One direction: who rates whom, the median with its quartiles (None: none shown), why not.

    `verdict` stands at the right, in the first row of a cooperation only.
    """

    key: str
    label: str
    wanted: int
    median: float | None
    low: float | None
    high: float | None
    note: str
    verdict: str
    is_reached: bool
    tooltip: str


def needs_chart(
    rows: Sequence[NeedRow],
    *,
    level_title: str,
    median_text: str,
    wanted_text: str,
    language: Language,
    scale: float = 1.0,
    fills_height: bool = False,
    width_px: int = 0,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw one row a direction over the levels 0 to 5."""
    px: Callable[[float], float] = fluid if fills_height else float
    order = [row.key for row in rows]
    y = alt.Y("key:N", sort=order, axis=None, scale=alt.Scale(domain=order))
    x = _levels("value", level_title)
    base = alt.Chart(_frame(rows)).encode(y=y)
    down = px(8 * scale)
    chart = alt.layer(
        base.mark_rule(color=GRID, strokeWidth=px(1), yOffset=down, aria=False).encode(
            x=alt.value(0), x2=alt.value("width")
        ),
        _quartiles(base, _levels("low", level_title), down, px, scale),
        _marks(rows, y, x, (median_text, wanted_text), down=down, px=px, scale=scale),
        *_words(base, px, scale),
        _notes(base, down, px, scale),
    )
    height = round((ROW_PX * max(len(rows), 1) + AROUND_PX) * scale)
    chart = chart.properties(
        width=width_px or "container", height="container" if fills_height else height
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale, is_fluid=fills_height)


def _levels(field: str, title: str) -> alt.X:
    """The levels 0 to 5 from left to right."""
    return alt.X(
        f"{field}:Q",
        title=title,
        scale=alt.Scale(domain=[0, 5.1], nice=False),
        axis=alt.Axis(values=list(range(6)), format="d", grid=True),
    )


def _frame(rows: Sequence[NeedRow]) -> pd.DataFrame:
    names = ["key", "label", "value", "low", "high", "note", "verdict", "is_reached"]
    records = [
        {
            "key": row.key,
            "label": row.label,
            "value": row.median,
            "low": row.low,
            "high": row.high,
            "note": row.note,
            "verdict": row.verdict,
            "is_reached": row.is_reached,
        }
        for row in rows
    ]
    return pd.DataFrame(records, columns=names)


def _quartiles(
    base: alt.Chart, x: alt.X, down: float, px: Callable[[float], float], scale: float
) -> alt.Chart:
    """The middle half of the ratings."""
    chart: alt.Chart = (
        base.transform_filter("isValid(datum.low)")
        .mark_rule(color=ACCENT, opacity=0.28, strokeWidth=px(8 * scale), yOffset=down, aria=False)
        .encode(x=x, x2="high:Q")
    )
    return chart


def _marks(
    rows: Sequence[NeedRow],
    y: alt.Y,
    x: alt.X,
    names: tuple[str, str],
    *,
    down: float,
    px: Callable[[float], float],
    scale: float,
) -> alt.Chart:
    """Median (disc) and level wanted (upright bar), told apart without colour."""
    records = [
        {"key": row.key, "who": names[1], "value": float(row.wanted), "tip": row.tooltip}
        for row in rows
    ] + [
        {"key": row.key, "who": names[0], "value": row.median, "tip": row.tooltip}
        for row in rows
        if row.median is not None
    ]
    frame = pd.DataFrame(records, columns=["key", "who", "value", "tip"])
    legend = alt.Legend(
        orient="top", title=None, labelFontSize=px(13 * scale), labelLimit=0, symbolSize=110
    )
    domain = list(names)
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_point(size=px(130 * scale), strokeWidth=px(1.5), opacity=1, yOffset=down)
        .encode(
            y=y,
            x=x,
            shape=alt.Shape(
                "who:N", scale=alt.Scale(domain=domain, range=["circle", WANTED]), legend=legend
            ),
            stroke=alt.Stroke(
                "who:N", scale=alt.Scale(domain=domain, range=[ACCENT, CONTRAST]), legend=legend
            ),
            fill=alt.Fill(
                "who:N", scale=alt.Scale(domain=domain, range=[ACCENT, CONTRAST]), legend=legend
            ),
            tooltip=[alt.Tooltip("who:N", title=" "), alt.Tooltip("tip:N", title="  ")],
        )
    )
    return chart


def _words(base: alt.Chart, px: Callable[[float], float], scale: float) -> list[alt.Chart]:
    """Who rates whom, and at the right whether it is as wanted."""
    names = base.mark_text(
        align="left", color=INK, fontSize=px(13 * scale), dy=px(-9 * scale), aria=False
    ).encode(x=alt.value(0), text="label:N")
    verdicts = base.mark_text(
        align="right",
        fontWeight="bold",
        fontSize=px(13 * scale),
        dy=px(-9 * scale),
        aria=False,
    ).encode(
        x=alt.value("width"),
        text="verdict:N",
        color=alt.condition("datum.is_reached", alt.value(ACCENT), alt.value("#8a4a08")),
    )
    return [names, verdicts]


def _notes(base: alt.Chart, down: float, px: Callable[[float], float], scale: float) -> alt.Chart:
    """Why a direction has no median."""
    chart: alt.Chart = (
        base.transform_filter("!isValid(datum.value)")
        .mark_text(
            align="left",
            baseline="middle",
            color=MUTED,
            fontStyle="italic",
            fontSize=px(12.5 * scale),
            yOffset=down,
            aria=False,
        )
        .encode(x=alt.value(0), text="note:N")
    )
    return chart
