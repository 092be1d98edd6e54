"""Overall figures of cooperation over the survey rounds: rated pairs as points, a share as band."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from lib.charts.theme import ACCENT, BASE_FONT_PX, CONTRAST, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.heatmap_axes import HeatLook
    from lib.charts.theme import AnyChart

BAND_PX: Final = 34
POINT_AREA: Final = 130


def course_chart(
    points: Sequence[tuple[str, str, float, str]],
    bands: Sequence[tuple[str, str, float, float, str]],
    *,
    axis_title: str,
    look: HeatLook,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw (round, series, value, text) as points and (round, series, from, to, text) as bands."""
    rounds = list(dict.fromkeys([row[0] for row in points] + [row[0] for row in bands]))
    names = list(dict.fromkeys([row[1] for row in bands] + [row[1] for row in points]))
    size = BASE_FONT_PX * look.scale
    dots = [{"round": r, "series": s, "value": v, "text": t} for r, s, v, t in points]
    bars = [{"round": r, "series": s, "low": a, "high": b, "text": t} for r, s, a, b, t in bands]
    x = alt.X("round:N", sort=rounds, title=None, axis=alt.Axis(labelAngle=0))
    scale = alt.Scale(domain=[0, 100])
    color = alt.Color(
        "series:N",
        scale=alt.Scale(domain=names, range=[ACCENT, CONTRAST][: len(names)]),
        legend=alt.Legend(title=None, orient="top", labelLimit=0, symbolType="square"),
    )
    layers: list[Any] = []
    if bars:
        base = alt.Chart(alt.InlineData(values=bars)).encode(x=x)
        layers += [
            base.mark_bar(size=BAND_PX * look.scale, cornerRadius=3).encode(
                y=alt.Y("low:Q", title=axis_title, scale=scale),
                y2="high:Q",
                color=color,
                tooltip=[alt.Tooltip("text:N", title=" ")],
            ),
            base.mark_text(dy=-0.8 * size, fontSize=size).encode(
                y=alt.Y("high:Q", scale=scale), text="text:N"
            ),
        ]
    if dots:
        base = alt.Chart(alt.InlineData(values=dots)).encode(
            x=x, y=alt.Y("value:Q", title=axis_title, scale=scale)
        )
        layers += [
            base.mark_line(color=CONTRAST, strokeDash=[4, 4]),
            base.mark_point(size=POINT_AREA * look.scale, filled=True, opacity=1).encode(
                color=color, tooltip=[alt.Tooltip("text:N", title=" ")]
            ),
            base.mark_text(dy=-1.1 * size, fontSize=size).encode(text="text:N"),
        ]
    chart = alt.layer(*layers).properties(
        width=look.width_px or "container", height=look.height_px or "container"
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=look.language, scale=look.scale)
