"""Pictures of the cooperation sheet: levels of both directions as five steps, and their course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from lib.charts.theme import ACCENT, BASE_FONT_PX, INK, MUTED, styled
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.text import Language

#: The two directions: one filled and dark, one open and warm.
SECOND: Final = "#a85a0a"
EMPTY: Final = "#ffffff"
NOT_RATED_FILL: Final = "#eceeef"
ROW_PX: Final = 34
COURSE_PX: Final = 200
STEPS_PX: Final = 150
#: Room for the word of a level, an operator's name included, and for the difference.
WORDS_PX: Final = 240
DIFFERENCE_PX: Final = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One line of the comparison; a level below 0 is not rated. Words are the reader's."""

    label: str
    there: int
    there_word: str
    back: int
    back_word: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseModel:
    """Levels over the waves, None where there is none."""

    waves: tuple[str, ...]
    there: tuple[int | None, ...]
    back: tuple[int | None, ...]


def steps_chart(
    rows: Sequence[StepRow],
    *,
    heads: tuple[str, str, str],
    language: Language,
    scale: float = 1.0,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw five steps a direction, the reached ones filled, with the word of the level beside them.

    `heads` name the two directions and the difference. One view, placed by pixels: two views beside
    each other could not take the width of the page.
    """
    starts = (0, STEPS_PX + WORDS_PX, 2 * (STEPS_PX + WORDS_PX))
    width = starts[2] + DIFFERENCE_PX
    x_scale = alt.Scale(domain=[0, width], nice=False, zero=True)
    cells = pd.DataFrame(
        [
            *(cell for row in rows for cell in _boxes(row.label, row.there, starts[0], ACCENT)),
            *(cell for row in rows for cell in _boxes(row.label, row.back, starts[1], SECOND)),
        ]
    )
    beside = STEPS_PX + 10
    words = pd.DataFrame(
        [
            {"label": row.label, "x": x, "text": text}
            for row in rows
            for x, text in (
                (starts[0] + beside, row.there_word),
                (starts[1] + beside, row.back_word),
                (starts[2], row.difference),
            )
        ]
    )
    y = alt.Y(
        "label:N",
        sort=[row.label for row in rows],
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelLimit=round(330 * scale)),
        scale=alt.Scale(padding=0.3),
    )
    x = alt.X("x:Q", scale=x_scale, axis=None)
    size = round(BASE_FONT_PX * scale)
    chart: AnyChart = alt.layer(
        alt.Chart(cells)
        .mark_rect(strokeWidth=1.2)
        .encode(
            x=x,
            x2="x2:Q",
            y=y,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
        ),
        alt.Chart(words)
        .mark_text(align="left", fontSize=size, color=INK)
        .encode(x=x, y=y, text="text:N"),
        alt.Chart(pd.DataFrame({"x": starts, "text": list(heads)}))
        .mark_text(align="left", fontSize=size, color=INK, fontWeight="bold")
        .encode(x=x, y=alt.value(round(-12 * scale)), text="text:N"),
    ).properties(width=round(width * scale), height=round(ROW_PX * scale * len(rows)))
    if title is not None:
        title.offset = round(34 * scale)
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)


def _boxes(label: str, level: int, start: int, colour: str) -> list[dict[str, object]]:
    """Five boxes of one line; grey ones where nobody rated."""
    is_rated = level >= LEVEL_MIN
    side = STEPS_PX / LEVEL_MAX
    return [
        {
            "label": label,
            "x": start + step * side,
            "x2": start + (step + 1) * side - 5,
            "fill": NOT_RATED_FILL if not is_rated else colour if step < level else EMPTY,
            "line": colour if is_rated else MUTED,
        }
        for step in range(LEVEL_MAX)
    ]


def course_chart(
    course: CourseModel,
    *,
    heads: tuple[str, str],
    level_title: str,
    language: Language,
    scale: float = 1.0,
    width_px: int | None = None,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    """Draw both directions over the waves: filled dots and open squares; gaps stay gaps."""
    frame = pd.DataFrame(
        [
            {"wave": wave, "direction": head, "level": level}
            for head, levels in zip(heads, (course.there, course.back), strict=True)
            for wave, level in zip(course.waves, levels, strict=True)
        ]
    )
    frame["level"] = frame["level"].astype("float64")
    base = alt.Chart(frame).encode(
        x=alt.X("wave:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelLimit=150)),
        y=alt.Y(
            "level:Q",
            title=level_title,
            scale=alt.Scale(domain=[LEVEL_MIN, LEVEL_MAX]),
            axis=alt.Axis(values=list(range(LEVEL_MIN, LEVEL_MAX + 1)), format="d"),
        ),
        tooltip=[alt.Tooltip("direction:N", title=" "), alt.Tooltip("level:Q", title=level_title)],
    )
    legend = alt.Legend(title=None, orient="bottom", labelLimit=320, symbolSize=600)
    lines = base.mark_line(strokeWidth=2).encode(
        color=alt.Color(
            "direction:N",
            sort=list(heads),
            scale=alt.Scale(domain=list(heads), range=[ACCENT, SECOND]),
            legend=legend,
        ),
        strokeDash=alt.StrokeDash(
            "direction:N",
            sort=list(heads),
            scale=alt.Scale(domain=list(heads), range=[[1, 0], [5, 4]]),
            legend=legend,
        ),
    )
    points = [
        base.transform_filter(alt.FieldEqualPredicate(field="direction", equal=head)).mark_point(
            size=size, strokeWidth=2, opacity=1, shape=shape, stroke=colour, fill=fill
        )
        # the small filled dot stands inside the open square where both sides agree
        for head, shape, size, colour, fill in (
            (heads[1], "square", 190, SECOND, EMPTY),
            (heads[0], "circle", 70, ACCENT, ACCENT),
        )
    ]
    chart: AnyChart = alt.layer(lines, *points).properties(
        height=round(COURSE_PX * scale), width=width_px or "container"
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)
