"""One indicator on the page: its series against the target, and everything that explains it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.series import SeriesPicture, SeriesPoint, series_chart
from lib.charts.theme import picture_title
from lib.domain.trend import TREND_LABELS, TREND_SYMBOLS
from lib.domain.vocabulary import (
    ACCOUNTABILITY_LABELS,
    INDICATOR_KIND_LABELS,
    MEASURE_STATUS_LABELS,
)
from lib.domain.weather_types import Rule
from lib.insights.goal_tree import goal_name
from lib.insights.indicator_words import (
    IMPACT_STEPS,
    amount,
    direction_text,
    indicator_answer,
    series_table,
    target_text,
    working_lines,
)
from lib.text import Text, msg, nmsg
from lib.ui.goals_view import SCROLL, clear_indicator, presented, stage, status_html
from lib.ui.panels import Panel, escape, show_panel

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.goal_tree import GoalMeasure, GoalNode
    from lib.insights.goals import GoalsInsight
    from lib.insights.indicator import IndicatorReading, Point
    from lib.ui.context import View

CHART_PX: Final = 430
PICTURE_WIDTH_PX: Final = 1100
PRESENTATION_SCALE: Final = 1.75
#: No text of the database goes in here: the script is a constant.
_SCROLL_HTML: Final = (
    "<script>document.querySelector('.st-key-indicator_panel')"
    "?.scrollIntoView({block: 'start'});</script>"
)


def show_indicator(view: View, insight: GoalsInsight, reading: IndicatorReading) -> None:
    """Draw the panel of one indicator; in presentation its chart takes it all."""
    provenance = replace(
        insight.provenance,
        sources=(
            msg("Indicator: {source}.", source=reading.source),
            *insight.provenance.sources[-1:],
        ),
    )
    panel = Panel(
        key=f"indikator_{reading.key}",
        title=reading.name,
        draw=lambda: _draw(view, insight, reading),
        picture=lambda: _picture(view, reading, provenance.lines()),
        table=series_table(reading),
        provenance=presented(view, provenance),
    )
    if view.presentation:
        show_panel(view, panel)
        return
    with st.container(key="indicator_panel"):
        if st.session_state.pop(SCROLL, False):
            st.html(_SCROLL_HTML, unsafe_allow_javascript=True)
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        ):
            st.subheader(escape(view.t(reading.name)), anchor=False, width="content")
            st.button(
                view.t(msg("Clear selection")),
                icon=":material/close:",
                on_click=clear_indicator,
                key="clear_indicator",
            )
        show_panel(view, panel)


def _draw(view: View, insight: GoalsInsight, reading: IndicatorReading) -> None:
    if view.presentation:
        st.html(f'<div class="goal-key">{status_html(view, reading.status)}</div>')
        with stage():
            _chart(view, reading, scale=PRESENTATION_SCALE, height_px=0)
        return
    picture, reading_side = st.columns([5, 3], gap="medium")
    with picture:
        if reading.definition.de:
            st.caption(escape(view.t(reading.definition)))
        _chart(view, reading, scale=1.0, height_px=CHART_PX)
    with reading_side:
        _judgement(view, reading)
        _measures(view, insight.goal_of(reading))
    facts = _facts(view, insight, reading)
    half = (len(facts) + 1) // 2
    for column, part in zip(st.columns(2, gap="medium"), (facts[:half], facts[half:]), strict=True):
        with column:
            st.markdown("\n".join(part))


def _chart(view: View, reading: IndicatorReading, *, scale: float, height_px: int) -> None:
    if not reading.points:
        st.info(view.t(msg("No value is recorded for this place.")), icon=":material/info:")
        return
    st.altair_chart(
        series_chart(
            series_picture(view, reading),
            language=view.language,
            scale=scale,
            height_px=height_px,
        ),
        theme=None,
        width="stretch",
        height="content" if height_px else "stretch",
        alt=" ".join(view.t(sentence) for sentence in indicator_answer(reading)),
    )


def series_picture(view: View, reading: IndicatorReading) -> SeriesPicture:
    """Put an indicator into the words and numbers of its picture."""
    working = reading.working
    projected = None
    if working and working.rule is Rule.REACH and working.projected_value is not None:
        projected = (working.target_year or 0, working.projected_value)
    baseline = reading.baseline
    target, target_label = None, ""
    if reading.target_applies and reading.target_value is not None:
        target = (reading.target_value, reading.target_year)
        target_label = view.t(msg("Target: {target}", target=target_text(reading)))
    return SeriesPicture(
        points=[
            SeriesPoint(p.year, p.value, p.is_series_break, p.year > reading.year)
            for p in reading.points
        ],
        unit=view.t(reading.unit),
        decimals=reading.decimals,
        values_text=view.t(msg("Values")),
        break_text=view.t(msg("series break")),
        baseline=(baseline.year, baseline.value) if baseline else None,
        baseline_text=view.t(msg("Baseline {year}", year=str(baseline.year))) if baseline else "",
        target=target,
        target_text=target_label,
        path_text=view.t(msg("Even path from the baseline to the target")),
        projected=projected,
        projected_text=view.t(msg("Mean change continued arithmetically (no forecast)")),
    )


def _judgement(view: View, reading: IndicatorReading) -> None:
    """Show the status and how it was worked out (its reason is the answer above)."""
    st.html(f'<div class="goal-key goal-large">{status_html(view, reading.status)}</div>')
    lines = [view.t(line) for line in working_lines(reading)] or [view.t(reading.reason)]
    st.markdown("\n".join(f"- {escape(line)}" for line in lines))


def _facts(view: View, insight: GoalsInsight, reading: IndicatorReading) -> list[str]:
    """Everything that says what is measured, one Markdown line each."""
    latest, goal = reading.latest, insight.goal_of(reading)
    arrow = f"{TREND_SYMBOLS[reading.trend.trend]} {view.t(TREND_LABELS[reading.trend.trend])}"
    facts: list[tuple[Text, Text]] = []
    if latest:
        facts += [(msg("Latest value"), _dated(reading, latest)), (msg("Trend"), arrow.strip())]
    if reading.baseline:
        facts.append((msg("Baseline"), _dated(reading, reading.baseline)))
    facts += [
        (msg("Target value"), target_text(reading)),
        (msg("Kind of target"), INDICATOR_KIND_LABELS[reading.kind]),
        (msg("Direction"), direction_text(reading)),
        (msg("Unit"), reading.unit),
        (msg("Who answers for it"), ACCOUNTABILITY_LABELS[reading.accountability]),
        (msg("Impact step"), _step(reading)),
        (msg("Source"), reading.source),
        (msg("Part of"), goal_name(goal) if goal else msg("without a goal")),
    ]
    return [f"- **{escape(view.t(name))}:** {escape(view.t(text))}" for name, text in facts]


def _dated(reading: IndicatorReading, point: Point) -> Text:
    value = amount(reading, point.value)
    return msg("{value} ({year})", value=value, year=str(point.year))


def _measures(view: View, goal: GoalNode | None) -> None:
    """List what is done for the goal."""
    if goal is None:
        return
    if not goal.measures:
        st.caption(view.t(msg("No measure is recorded for this goal.")))
        return
    heading = view.t(msg("Measures of the goal"))
    st.markdown(f"**{heading}**")
    st.markdown("\n".join(f"- {escape(_measure(view, measure))}" for measure in goal.measures))


def _measure(view: View, measure: GoalMeasure) -> str:
    parts = [view.t(measure.title), view.t(MEASURE_STATUS_LABELS[measure.status])]
    if measure.offers_count:
        parts.append(view.t(nmsg("{count} offer", "{count} offers", measure.offers_count)))
    return " · ".join(parts)


def _step(reading: IndicatorReading) -> Text:
    if reading.impact_step is None:
        return msg("not stated")
    return msg(
        "{step} of 7, {meaning}",
        step=str(reading.impact_step),
        meaning=IMPACT_STEPS[reading.impact_step],
    )


def _picture(view: View, reading: IndicatorReading, lines: tuple[Text, ...]) -> AnyChart:
    texts: list[Text] = [*indicator_answer(reading)[1:], *lines[:3]]
    title = picture_title(indicator_answer(reading)[0], texts, language=view.language)
    return series_chart(
        series_picture(view, reading),
        language=view.language,
        title=title,
        width_px=PICTURE_WIDTH_PX,
        height_px=520,
    )
