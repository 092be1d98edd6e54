"""Bars of completeness: how many of the entries state what they should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt

from lib.charts.theme import (
    ACCENT,
    BASE_FONT_PX,
    FLUID_BASE_PX,
    GRID,
    INK,
    fluid,
    picture_title,
    styled,
)
from lib.text import format_number, msg, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language, Text

WIDTH_PX: Final = 1200
ROW_PX: Final = 38
BAR_PX: Final = 11
#: Room right of a full bar for "100 % (1.234 von 1.234)", on a telephone too.
COUNTS_PX: Final = 160


@dataclass(frozen=True, slots=True)
class Bar:
    """One question; `whole` 0 means that there is nothing to count."""

    subject: str
    stated: str
    part: int
    whole: int


def completeness_chart(
    bars: Sequence[Bar],
    *,
    language: Language,
    scale: float = 1.0,
    fills_height: bool = False,
    title: Text = "",
    lines: Sequence[Text] = (),
    width: int | None = None,
) -> AnyChart:
    """Draw one bar a question, in the given order, on a track of 100 %.

    Its words stand above the bar, so that they have room on any screen. Share and counts stand
    beside it: nothing hangs on colour or length alone. Where there is nothing to count stands a
    word and no bar. `fills_height` takes the height of the container and lets type grow with the
    window, for presentation.
    """
    data = alt.InlineData(values=[_row(bar, index, language) for index, bar in enumerate(bars)])
    px = fluid if fills_height else round
    size, height = BASE_FONT_PX * scale, BAR_PX * scale
    base = alt.Chart(data).encode(y=alt.Y("order:O", axis=None))
    axis = alt.Axis(
        values=[0, 25, 50, 75, 100],
        labelExpr="datum.value + ' %'",
        grid=False,
        domain=False,
        ticks=False,
    )
    room = COUNTS_PX * scale
    grown = f"{room} * max(1, windowSize()[0] / {FLUID_BASE_PX})" if fills_height else f"{room}"
    across = alt.Scale(
        domainMin=0, domainMax=alt.ExprRef(f"100 * width / max(width - {grown}, 100)"), nice=False
    )
    below = size * 0.56
    track = base.mark_bar(color=GRID, height=px(height), yOffset=px(below)).encode(
        x=alt.X("full:Q", title=None, axis=axis, scale=across)
    )
    filled = base.mark_bar(color=ACCENT, height=px(height), yOffset=px(below)).encode(
        x=alt.X("share:Q", axis=axis, scale=across),
        tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title="  ")],
    )
    words = base.mark_text(align="left", dy=px(-below), color=INK, fontSize=px(size)).encode(
        x=alt.value(0), text="label:N"
    )
    counts = base.mark_text(align="left", dx=8, dy=px(below), color=INK, fontSize=px(size)).encode(
        x=alt.X("full:Q", axis=axis, scale=across), text="text:N"
    )
    chart = alt.layer(track, filled, words, counts).properties(
        height="container" if fills_height else round(ROW_PX * scale) * len(bars)
    )
    if width is not None:
        chart = chart.properties(width=width)
    if title:
        chart = chart.properties(title=picture_title(title, lines, language=language))
    return styled(chart, language=language, scale=scale, is_fluid=fills_height)


def _row(bar: Bar, order: int, language: Language) -> dict[str, object]:
    label = f"{bar.subject}: {bar.stated}"
    if not bar.whole:
        nothing = render(msg("no entries"), language)
        return {"order": order, "label": label, "share": 0, "full": 100, "text": nothing}
    share = 100 * bar.part / bar.whole
    text = render(
        msg(
            "{share} % ({part} of {whole})",
            share=format_number(share, language),
            part=bar.part,
            whole=bar.whole,
        ),
        language,
    )
    return {"order": order, "label": label, "share": share, "full": 100, "text": text}
