"""Two views of one cooperation: pairs as dumbbells, and a field of levels for picture files.

A dumbbell's disc is the lower rating, its open diamond the higher one; both names carry the same
signs. In the field, agreement lies on the diagonal; the further from it, the warmer the cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from lib.charts.diverging import FALLEN
from lib.charts.theme import ACCENT, CONTRAST, GRID, INK, MUTED, styled
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

#: Fill and ink by the number of levels between both sides (0 to 5).
DIFFERENCE_FILLS: Final = ("#d5ecea", FALLEN[0], "#e7cd94", FALLEN[1], "#b2823a", FALLEN[2])
DIFFERENCE_INKS: Final = (INK, INK, INK, INK, INK, "white")
NOBODY_FILL: Final = "#fafbfb"
LOWER_SIGN: Final = "●"
HIGHER_SIGN: Final = "◇"
ROW_PX: Final = 42
#: What the levels take above the rows; on a page the height holds both.
AXIS_PX: Final = 44
LABEL_PX: Final = 330
CELL_PX: Final = 62
PICTURE_WIDTH_PX: Final = 420
_LEVELS: Final = list(range(LEVEL_MIN, LEVEL_MAX + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbell:
    """One pair: who rates lower, who higher."""

    lower_name: str
    higher_name: str
    lower: int
    higher: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Words around both pictures."""

    level: str
    lower: str
    higher: str


def dumbbell_chart(rows: Sequence[Dumbbell], headings: Headings, *, language: Language) -> AnyChart:
    """Draw one row a pair for the page."""
    chart = _dumbbells(rows, headings).properties(
        width="container", height=ROW_PX * max(len(rows), 1) + AXIS_PX
    )
    return styled(chart, language=language)


def asymmetry_picture(
    rows: Sequence[Dumbbell],
    field: Mapping[tuple[int, int], int],
    headings: Headings,
    *,
    language: Language,
    title: alt.TitleParams,
) -> AnyChart:
    """Draw field and dumbbells side by side for a picture file."""
    parts = [_field(field, headings)]
    if rows:
        parts.append(
            _dumbbells(rows, headings, has_signs=False).properties(
                width=PICTURE_WIDTH_PX, height=alt.Step(ROW_PX)
            )
        )
    chart = alt.hconcat(*parts, spacing=50).resolve_scale(color="independent")
    return styled(chart.properties(title=title), language=language)


def _dumbbells(rows: Sequence[Dumbbell], headings: Headings, *, has_signs: bool = True) -> AnyChart:
    """Draw the rows; fonts of a picture file lack the signs, there the order of names says it."""
    frame = pd.DataFrame(
        {
            "pair": range(len(rows)),
            "lower": [row.lower for row in rows],
            "higher": [row.higher for row in rows],
            "lower_name": [row.lower_name for row in rows],
            "higher_name": [row.higher_name for row in rows],
        }
    )
    lower_sign, higher_sign = (f"{LOWER_SIGN} ", f"{HIGHER_SIGN} ") if has_signs else ("", "")
    labels = [[lower_sign + row.lower_name, higher_sign + row.higher_name] for row in rows]
    y = alt.Y(
        "pair:O",
        title=None,
        axis=alt.Axis(
            labelExpr="pair_labels[datum.value]",
            labelLimit=LABEL_PX,
            labelFontSize=13,
            labelLineHeight=16,
            ticks=False,
            domain=False,
            grid=True,
            gridColor=GRID,
            labelPadding=8,
        ),
    )
    scale = alt.Scale(domain=[LEVEL_MIN - 0.3, LEVEL_MAX + 0.3], nice=False)
    axis = alt.Axis(values=_LEVELS, format="d", orient="top", grid=True, domain=False, ticks=False)
    tooltip = [
        alt.Tooltip("lower_name:N", title=headings.lower),
        alt.Tooltip("lower:Q", title=f"{headings.level} {LOWER_SIGN}", format="d"),
        alt.Tooltip("higher_name:N", title=headings.higher),
        alt.Tooltip("higher:Q", title=f"{headings.level} {HIGHER_SIGN}", format="d"),
    ]
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    at_lower = alt.X("lower:Q", scale=scale, axis=axis, title=headings.level)
    at_higher = alt.X("higher:Q", scale=scale, axis=axis, title=headings.level)
    line = base.mark_rule(color=MUTED, strokeWidth=3).encode(x=at_lower, x2="higher:Q")
    lower = base.mark_point(shape="circle", size=150, filled=True, color=ACCENT, opacity=1)
    higher = base.mark_point(
        shape="diamond",
        size=260,
        filled=True,
        fill="white",
        stroke=CONTRAST,
        strokeWidth=3,
        opacity=1,
    )
    # the disc on top: where both rate alike it lies inside the diamond
    chart: AnyChart = alt.layer(
        line, higher.encode(x=at_higher), lower.encode(x=at_lower)
    ).add_params(alt.param(name="pair_labels", value=labels))
    return chart


def _field(field: Mapping[tuple[int, int], int], headings: Headings) -> AnyChart:
    records: list[dict[str, Any]] = [
        {
            "lower": lower,
            "higher": higher,
            "text": str(count) if (count := field.get((lower, higher), 0)) else "",
            "fill": DIFFERENCE_FILLS[higher - lower] if count else NOBODY_FILL,
            "ink": DIFFERENCE_INKS[higher - lower],
        }
        for higher in _LEVELS
        for lower in _LEVELS
        if lower <= higher
    ]
    straight = alt.Axis(labelAngle=0, domain=False, ticks=False)
    base = alt.Chart(pd.DataFrame.from_records(records)).encode(
        x=alt.X("lower:O", title=headings.lower, axis=straight, scale=alt.Scale(domain=_LEVELS)),
        y=alt.Y(
            "higher:O",
            title=headings.higher,
            axis=straight,
            scale=alt.Scale(domain=_LEVELS[::-1]),
        ),
    )
    cells = base.mark_rect(stroke=GRID).encode(fill=alt.Fill("fill:N", scale=None))
    numbers = base.mark_text(fontSize=16, fontWeight=600).encode(
        text="text:N", color=alt.Color("ink:N", scale=None)
    )
    side = CELL_PX * len(_LEVELS)
    chart: AnyChart = alt.layer(cells, numbers).properties(width=side, height=side)
    return chart
