"""Bars of completeness: how many of the entries state what they should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt

from lib.charts.theme import ACCENT, BASE_FONT_PX, GRID, INK, picture_title, styled
from lib.text import format_number, msg, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language, Text

WIDTH_PX: Final = 1200
STEP_PX: Final = 26


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
    title: Text = "",
    lines: Sequence[Text] = (),
    width: int | None = None,
) -> AnyChart:
    """Draw one bar a question, in the given order, on a track of 100 %.

    The label carries the share and the counts behind it, so nothing hangs on colour or length
    alone. Where there is nothing to count stands a word and no bar.
    """
    data = alt.InlineData(values=[_row(bar, index, language) for index, bar in enumerate(bars)])
    size = round(BASE_FONT_PX * scale)
    base = alt.Chart(data).encode(
        y=alt.Y(
            "label:N",
            sort=alt.EncodingSortField("order", order="ascending"),
            title=None,
            axis=alt.Axis(labelLimit=round(430 * scale), ticks=False, domain=False, labelPadding=8),
        )
    )
    axis = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + ' %'", grid=False)
    # a little room on the right for the label of a full bar
    scale_x = alt.Scale(domain=[0, 138], nice=False)
    track = base.mark_bar(color=GRID, height={"band": 0.62}).encode(
        x=alt.X("full:Q", title=None, axis=axis, scale=scale_x)
    )
    bar_marks = base.mark_bar(color=ACCENT, height={"band": 0.62}).encode(
        x=alt.X("share:Q", axis=axis, scale=scale_x),
        tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title="  ")],
    )
    labels = base.mark_text(align="left", dx=6, color=INK, fontSize=size).encode(
        x=alt.X("full:Q", axis=axis, scale=scale_x), text="text:N"
    )
    chart = alt.layer(track, bar_marks, labels).properties(height=alt.Step(round(STEP_PX * scale)))
    if width is not None:
        chart = chart.properties(width=width)
    if title:
        chart = chart.properties(title=picture_title(title, lines, language=language))
    return styled(chart, language=language, scale=scale)


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
