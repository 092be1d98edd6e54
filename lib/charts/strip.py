"""Density by life phase: every municipality a dot, the extent a line across them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt

from lib.charts.theme import ACCENT, CONTRAST, INK, fluid, picture_title, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from lib.charts.theme import AnyChart
    from lib.text import Language, Text

ROW_PX: Final = 48


def phase_strip(
    points: pd.DataFrame,
    references: pd.DataFrame,
    *,
    x_title: str,
    municipality_title: str,
    reference_title: str,
    language: Language,
    scale: float = 1.0,
    fills_height: bool = False,
    title: Text = "",
    lines: Sequence[Text] = (),
) -> AnyChart:
    """Draw a strip plot.

    `points`: phase (label), name, value. `references`: phase, value. Phases stay in the order of
    `references`. Overlapping dots darken, so crowded values stay visible. `fills_height` takes
    the height of the container.
    """
    order = references["phase"].tolist()
    tick = (18 if fills_height else 32) * scale  # rows of a given height may be low
    px = fluid if fills_height else float
    y = alt.Y("phase:N", sort=order, title=None, axis=alt.Axis(labelLimit=px(420), labelPadding=8))
    dots = (
        alt.Chart(points)
        .mark_circle(size=px(110 * scale), opacity=0.45, color=ACCENT)
        .encode(
            x=alt.X(
                "value:Q",
                title=x_title,
                scale=alt.Scale(zero=True, nice=True),
                axis=alt.Axis(tickCount=8),  # more of them bring "1,0" on a wide screen
            ),
            y=y,
            tooltip=[
                alt.Tooltip("name:N", title=municipality_title),
                alt.Tooltip("value:Q", title=x_title, format=",.1f"),
            ],
        )
    )
    ticks = (
        alt.Chart(references)
        .mark_tick(opacity=1, thickness=3 * scale, size=px(tick), color=CONTRAST)
        .encode(
            x="value:Q",
            y=y,
            tooltip=[
                alt.Tooltip("phase:N", title=reference_title),
                alt.Tooltip("value:Q", title=x_title, format=",.1f"),
            ],
        )
    )
    texts = (
        alt.Chart(references)
        .mark_text(
            dy=px(-tick / 2 - 8 * scale), fontSize=px(13 * scale), fontWeight="bold", color=INK
        )
        .encode(x="value:Q", y=y, text=alt.Text("value:Q", format=",.1f"))
    )
    chart = (dots + ticks + texts).properties(
        width="container",
        height="container"
        if fills_height
        else round(ROW_PX * scale**0.5 * max(len(references), 1)),
    )
    if title:
        chart = chart.properties(width=1000, title=picture_title(title, lines, language=language))
    return styled(chart, language=language, scale=scale, is_fluid=fills_height)
