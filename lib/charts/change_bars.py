"""What became of ratings between two waves: one bar a kind, with sign, word and number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from lib.charts.theme import INK, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

ROW_PX: Final = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBar:
    """One bar: its sign and word, how many, its colour."""

    words: str
    count: int
    fill: str


def change_bars(bars: Sequence[ChangeBar], *, language: Language) -> AnyChart:
    """Draw the bars in the given order; the number stands at the end of each."""
    frame = pd.DataFrame(
        {
            "words": [bar.words for bar in bars],
            "count": [bar.count for bar in bars],
            "fill": [bar.fill for bar in bars],
        }
    )
    longest = max((bar.count for bar in bars), default=0) or 1
    base = alt.Chart(frame).encode(
        y=alt.Y(
            "words:N",
            sort=None,
            title=None,
            axis=alt.Axis(domain=False, ticks=False, labelFontSize=13, labelLimit=170),
        ),
        x=alt.X("count:Q", axis=None, scale=alt.Scale(domain=[0, longest * 1.25])),
    )
    drawn = base.mark_bar(stroke="#8b969c", strokeWidth=0.6, height=16).encode(
        color=alt.Color("fill:N", scale=None),
        tooltip=[alt.Tooltip("words:N", title=" "), alt.Tooltip("count:Q", title="n", format="d")],
    )
    numbers = base.mark_text(align="left", dx=5, fontSize=13, color=INK).encode(
        text=alt.Text("count:Q", format=",d")
    )
    chart = alt.layer(drawn, numbers).properties(width="container", height=ROW_PX * len(bars) + 10)
    return styled(chart, language=language)
