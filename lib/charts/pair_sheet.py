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
ROW_PX: Final = 38
COURSE_PX: Final = 170
STEPS_PX: Final = 150


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
    """Draw five steps a direction, the reached ones filled, with level and word beside them.

    `heads` name the two directions and the difference.
    """
    order = [row.label for row in rows]
    height = round(ROW_PX * scale * len(rows))
    chart: AnyChart = alt.hconcat(
        _steps(rows, order, heads[0], is_there=True, has_labels=True, height=height, scale=scale),
        _steps(rows, order, heads[1], is_there=False, has_labels=False, height=height, scale=scale),
        _differences(rows, order, heads[2], height=height, scale=scale),
        spacing=round(14 * scale),
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)


def _y(order: list[str], *, has_labels: bool) -> alt.Y:
    axis = alt.Axis(ticks=False, domain=False, labelLimit=330) if has_labels else None
    return alt.Y("label:N", sort=order, title=None, axis=axis, scale=alt.Scale(padding=0.3))


def _steps(
    rows: Sequence[StepRow],
    order: list[str],
    head: str,
    *,
    is_there: bool,
    has_labels: bool,
    height: int,
    scale: float,
) -> AnyChart:
    colour = ACCENT if is_there else SECOND
    cells, texts = [], []
    for row in rows:
        level = row.there if is_there else row.back
        word = row.there_word if is_there else row.back_word
        is_rated = level >= LEVEL_MIN
        for step in range(1, LEVEL_MAX + 1):
            fill = colour if step <= level else EMPTY if is_rated else NOT_RATED_FILL
            line = colour if is_rated else MUTED
            cells.append({"label": row.label, "step": step, "fill": fill, "line": line})
        texts.append({"label": row.label, "text": f"{level}  {word}" if is_rated else f"–  {word}"})
    width = round(STEPS_PX * scale)
    y = _y(order, has_labels=has_labels)
    boxes = (
        alt.Chart(pd.DataFrame(cells))
        .mark_rect(strokeWidth=1.2)
        .encode(
            x=alt.X("step:O", axis=None, scale=alt.Scale(paddingInner=0.18, rangeMax=width)),
            y=y,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
        )
    )
    words = (
        alt.Chart(pd.DataFrame(texts))
        .mark_text(align="left", fontSize=round(BASE_FONT_PX * scale), color=INK, fontWeight="bold")
        .encode(x=alt.value(width + round(8 * scale)), y=y, text="text:N")
    )
    chart: AnyChart = alt.layer(boxes, words).properties(
        width=round((STEPS_PX + 150) * scale), height=height, title=_head(head, scale)
    )
    return chart


def _head(text: str, scale: float) -> alt.TitleParams:
    return alt.TitleParams(
        text, fontSize=round(BASE_FONT_PX * scale), fontWeight="bold", anchor="start", offset=6
    )


def _differences(
    rows: Sequence[StepRow], order: list[str], head: str, *, height: int, scale: float
) -> alt.Chart:
    frame = pd.DataFrame([{"label": row.label, "text": row.difference} for row in rows])
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_text(align="left", fontSize=round(BASE_FONT_PX * scale), color=INK)
        .encode(x=alt.value(0), y=_y(order, has_labels=False), text="text:N")
        .properties(width=round(90 * scale), height=height, title=_head(head, scale))
    )
    return chart


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
    colours = alt.Scale(domain=list(heads), range=[ACCENT, SECOND])
    base = alt.Chart(frame).encode(
        x=alt.X("wave:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelLimit=150)),
        xOffset=alt.XOffset("direction:N", sort=list(heads), scale=alt.Scale(range=[-9, 9])),
        y=alt.Y(
            "level:Q",
            title=level_title,
            scale=alt.Scale(domain=[LEVEL_MIN, LEVEL_MAX]),
            axis=alt.Axis(values=list(range(LEVEL_MIN, LEVEL_MAX + 1)), format="d"),
        ),
        color=alt.Color(
            "direction:N",
            sort=list(heads),
            scale=colours,
            legend=alt.Legend(title=None, orient="bottom", labelLimit=320, symbolSize=110),
        ),
    )
    lines = base.mark_line(strokeWidth=2).encode(
        strokeDash=alt.StrokeDash(
            "direction:N",
            sort=list(heads),
            scale=alt.Scale(domain=list(heads), range=[[1, 0], [5, 4]]),
            legend=None,
        )
    )
    points = base.mark_point(size=90, strokeWidth=2, opacity=1).encode(
        shape=alt.Shape(
            "direction:N",
            sort=list(heads),
            scale=alt.Scale(domain=list(heads), range=["circle", "square"]),
        ),
        fill=alt.Fill(
            "direction:N",
            sort=list(heads),
            scale=alt.Scale(domain=list(heads), range=[ACCENT, EMPTY]),
            legend=None,
        ),
        tooltip=[alt.Tooltip("direction:N", title=" "), alt.Tooltip("level:Q", title=level_title)],
    )
    chart: AnyChart = alt.layer(lines, points).properties(
        height=round(COURSE_PX * scale), width=width_px or "container"
    )
    if title is not None:
        chart = chart.properties(title=title)
    return styled(chart, language=language, scale=scale)
