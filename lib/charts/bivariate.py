"""Nine colours for two measures at once.

Need darkens towards orange, scarcity of offers towards blue, both together to a dark plum. Any two
of the nine stay at least 20 apart (CIELAB) for readers with protanopia, deuteranopia or
tritanopia, and each step of need or of scarcity is darker than the one before, so the order
reads in greyscale: the darkest field is where high need meets few offers. tests hold both.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from lib.charts.theme import BASE_FONT_PX, INK, styled
from lib.domain.bivariate import STEPS

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.domain.bivariate import Field
    from lib.text import Language

#: Row by row from high to low need, in a row from low to high density (Field.position).
BIVARIATE: Final = (
    *("#33203b", "#84503e", "#e08214"),
    *("#3f597b", "#948a88", "#edbb8e"),
    *("#2f97c1", "#9ac4d7", "#f3f1ea"),
)
#: Dark fields carry white type.
DARK: Final = frozenset({"#33203b", "#84503e", "#3f597b"})
KEY_CELL_PX: Final = 42
#: Height of the axis below the fields: a chart as wide as its container counts it in.
KEY_AXIS_PX: Final = 44
#: Type of the key's axes against the usual one.
KEY_TYPE: Final = 0.86


def field_fill(field: Field) -> str:
    """Colour of a field."""
    return BIVARIATE[field.position]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWords:
    """Words of the key: axes, the three steps (low, middle, high), each field, its count."""

    vertical: str
    horizontal: str
    steps: tuple[str, str, str]
    fields: tuple[str, ...]
    counts: tuple[int, ...]
    tooltip: tuple[str, str]


def bivariate_key(words: KeyWords, *, language: Language, scale: float = 1.0) -> AnyChart:
    """Draw the key of the nine colours, each with its number of municipalities.

    It takes the width of its container.
    """
    records = [
        {
            "row": position // STEPS,
            "column": position % STEPS,
            "fill": fill,
            "ink": "white" if fill in DARK else INK,
            "count": count,
            "words": text,
        }
        for position, (fill, text, count) in enumerate(
            zip(BIVARIATE, words.fields, words.counts, strict=True)
        )
    ]
    low, middle, high = words.steps
    x = alt.X("column:O", title=f"{words.horizontal} →", axis=_steps([low, middle, high], angle=0))
    y = alt.Y("row:O", title=f"{words.vertical} →", axis=_steps([high, middle, low], angle=-90))
    base = alt.Chart(pd.DataFrame(records)).encode(
        x=x,
        y=y,
        description="words:N",
        tooltip=[
            alt.Tooltip("words:N", title=words.tooltip[0]),
            alt.Tooltip("count:Q", title=words.tooltip[1]),
        ],
    )
    rects = base.mark_rect(stroke="#8b969c", strokeWidth=0.8).encode(
        fill=alt.Fill("fill:N", scale=None)
    )
    numbers = base.mark_text(aria=False, fontSize=round(BASE_FONT_PX * scale)).encode(
        text=alt.Text("count:Q", format=","), color=alt.Color("ink:N", scale=None)
    )
    chart = (rects + numbers).properties(
        width="container", height=round((KEY_CELL_PX * STEPS + KEY_AXIS_PX) * scale)
    )
    return styled(chart, language=language, scale=scale * KEY_TYPE)


def _steps(words: list[str], *, angle: int) -> alt.Axis:
    """Axis whose three steps are named by words."""
    names = "".join(f"datum.value == {i} ? {json.dumps(word)} : " for i, word in enumerate(words))
    return alt.Axis(
        labelExpr=f"{names}''",
        labelAngle=angle,
        labelAlign="center",
        labelBaseline="middle",
        labelPadding=10,
        labelOverlap=False,
        ticks=False,
        domain=False,
    )
