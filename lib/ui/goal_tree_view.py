"""The goal tree on the page: a strategic goal opens, each indicator is a row and a button."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.weather_icons import sparkline_svg
from lib.domain.trend import TREND_LABELS, TREND_SYMBOLS, Trend
from lib.domain.vocabulary import GOAL_LEVEL_LABELS, GoalLevel, IndicatorKind
from lib.insights.goal_tree import goal_name
from lib.insights.indicator import OFF_TRACK, ON_TRACK
from lib.insights.indicator_words import amount, target_text
from lib.text import Message, msg, nmsg
from lib.ui.goals_view import data_uri, select_indicator, status_html
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.insights.goal_tree import GoalNode
    from lib.insights.goals import GoalsInsight
    from lib.insights.indicator import IndicatorReading
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

ROW_COLUMNS: Final = (5, 9)


def show_tree(view: View, insight: GoalsInsight, chosen: GoalChoice) -> None:
    """Draw the tree; only what is open is computed and sent."""
    if view.presentation or not (insight.tree or insight.unattached):
        return
    st.subheader(view.t(msg("Goal tree")), anchor=False)
    if not chosen.status:
        st.caption(view.t(_missing_line(insight)))
    opened = _opened_at_first(insight, chosen)
    narrowing = f"{chosen.strategic}_{chosen.status}"
    with st.container(key="goal_tree"):
        for node in insight.tree:
            expander = st.expander(
                escape(f"{view.t(goal_name(node))} — {view.t(_summary(node.readings()))}"),
                expanded=node.key in opened,
                key=f"goal_{node.key}_{narrowing}",
                on_change="rerun",
            )
            if expander.open:
                with expander:
                    _goal(view, node, chosen)
        if insight.unattached:
            heading = view.t(msg("Indicators without a goal"))
            expander = st.expander(
                escape(f"{heading} — {view.t(_summary(insight.unattached))}"),
                expanded=bool(chosen.status),
                key=f"goal__none_{narrowing}",
                on_change="rerun",
            )
            if expander.open:
                with expander:
                    for reading in insight.unattached:
                        _row(view, reading, chosen)


def _opened_at_first(insight: GoalsInsight, chosen: GoalChoice) -> set[str]:
    """Open what the reader asked for; without a question the first strategic goal."""
    keys = [node.key for node in insight.tree]
    if chosen.status or chosen.strategic:
        return set(keys)
    return set(keys[:1])


def _missing_line(insight: GoalsInsight) -> Message:
    goals = [
        node for top in insight.tree for node in top.walk() if node.level is GoalLevel.OPERATIONAL
    ]
    return nmsg(
        "{count} operational goal, {without} without an indicator.",
        "{count} operational goals, {without} of them without an indicator.",
        len(goals),
        without=sum(1 for node in goals if not node.indicators),
    )


def _summary(readings: tuple[IndicatorReading, ...]) -> Message:
    if not readings:
        return msg("no indicator")
    on_track = sum(1 for reading in readings if reading.status in ON_TRACK)
    off_track = sum(1 for reading in readings if reading.status in OFF_TRACK)
    return nmsg(
        "{count} indicator: {on_track} on track, {off_track} not, {rest} not assessable",
        "{count} indicators: {on_track} on track, {off_track} not, {rest} not assessable",
        len(readings),
        on_track=on_track,
        off_track=off_track,
        rest=len(readings) - on_track - off_track,
    )


def _goal(view: View, node: GoalNode, chosen: GoalChoice) -> None:
    """Draw a goal's heading, its indicators, then the goals below."""
    if node.level is not GoalLevel.STRATEGIC or node.measures or node.responsible_body:
        st.html(_heading(view, node))
    for reading in node.indicators:
        _row(view, reading, chosen)
    for child in node.children:
        _goal(view, child, chosen)


def _heading(view: View, node: GoalNode) -> str:
    facts = []
    if node.ags:
        facts.append(view.lists.municipality_name(node.ags))
    if node.responsible_body:
        facts.append(node.responsible_body)
    if node.measures:
        facts.append(view.t(nmsg("{count} measure", "{count} measures", len(node.measures))))
    if node.level is GoalLevel.OPERATIONAL and not node.indicators:
        facts.append(view.t(msg("no indicator")))
    level = view.t(GOAL_LEVEL_LABELS[node.level])
    title = "" if node.level is GoalLevel.STRATEGIC else html.escape(view.t(node.title))
    tag = "h4" if node.level is GoalLevel.INTERMEDIATE else "h5"
    heading = f"<{tag}><span>{html.escape(level)}</span> {title}</{tag}>" if title else ""
    return (
        f'<div class="goal goal-{int(node.level)}">{heading}'
        f"<p>{html.escape(' · '.join(facts))}</p></div>"
    )


def _row(view: View, reading: IndicatorReading, chosen: GoalChoice) -> None:
    selected = reading.key == chosen.indicator
    with st.container(key=f"indicator_row_{reading.key}"):
        name, facts = st.columns(ROW_COLUMNS, vertical_alignment="center", gap="small")
        with name:
            st.button(
                escape(view.t(reading.name)),
                icon=":material/radio_button_checked:" if selected else ":material/show_chart:",
                type="tertiary",
                help=view.t(msg("Show series, target and reason of the status")),
                on_click=select_indicator,
                args=(reading.key,),
                key=f"open_{reading.key}",
            )
        with facts:
            st.html(row_html(view, reading))


def row_html(view: View, reading: IndicatorReading) -> str:
    """Small series, latest value, target, trend and status of one row (all text escaped)."""
    points = [(p.year, p.value) for p in reading.points if p.year <= reading.year]
    breaks = [p.year for p in reading.points if p.is_series_break]
    target = reading.target_value if reading.target_applies else None
    line = data_uri(sparkline_svg(points, breaks=breaks, target=target))
    latest = reading.latest
    value = (
        f"<b>{html.escape(view.t(amount(reading, latest.value)))}</b> <small>{latest.year}</small>"
        if latest
        else f"<i>{html.escape(view.t(msg('not stated')))}</i>"
    )
    arrow = view.t(TREND_LABELS[reading.trend.trend])
    if reading.trend.trend is not Trend.TOO_FEW:
        arrow = f"{TREND_SYMBOLS[reading.trend.trend]} {arrow}"
    aim = target_text(reading)
    if reading.kind is not IndicatorKind.DIRECTION_ONLY:
        aim = msg("Target: {target}", target=aim)
    return (
        f'<div class="goal-row"><img class="goal-line" alt="" src="{line}">'
        f'<span class="goal-value">{value}</span>'
        f'<span class="goal-aim">{html.escape(view.t(aim))}</span>'
        f'<span class="goal-trend">{html.escape(arrow if latest else "")}</span>'
        f"{status_html(view, reading.status)}</div>"
    )
