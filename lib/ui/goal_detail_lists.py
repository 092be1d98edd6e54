"""Indicators and measures of one goal: rows to read, tables to take along."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.weather_icons import sparkline_svg
from lib.domain.vocabulary import MEASURE_STATUS_LABELS
from lib.text import Dated, Text, msg
from lib.ui import goal_links
from lib.ui.goals_view import data_uri, presented, status_html
from lib.ui.navigation import PAGES, page
from lib.ui.panels import Panel, show_panel

if TYPE_CHECKING:
    from lib.insights.goal_page import GoalIndicator, GoalMeasure, GoalPage
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

ROW_COLUMNS: Final = (2, 5)
#: More rows than this stand in the table only.
MOST_ROWS: Final = 40
MEASURES: Final = "massnahmen"


def show_indicators(view: View, found: GoalPage, chosen: GoalChoice) -> None:
    """Draw the indicators of the goal with their statuses and reasons."""
    del chosen
    if not found.indicators:
        st.info(
            view.t(
                msg(
                    "No indicator is assigned to this goal: whether it is reached cannot be seen. "
                    "Assign one in the table of indicators."
                )
            ),
            icon=":material/info:",
        )
        return
    show_panel(
        view,
        Panel(
            key=f"ziel_{found.key}_indikatoren",
            title=found.indicator_table.caption,
            draw=lambda: _indicators(view, found),
            picture=None,
            table=found.indicator_table,
            provenance=presented(view, found.provenance),
        ),
    )


def _indicators(view: View, found: GoalPage) -> None:
    for item in found.indicators[:MOST_ROWS]:
        if view.presentation:
            st.html(f"<h4>{html.escape(view.t(item.name))}</h4>{_indicator_html(view, item)}")
            continue
        with st.container(key=f"goal_indicator_{item.key}"):
            name, facts = st.columns(ROW_COLUMNS, vertical_alignment="center", gap="small")
            with name:
                goal_links.indicator_link(view, item.key, item.name, at="goal")
            with facts:
                st.html(_indicator_html(view, item))


def _indicator_html(view: View, item: GoalIndicator) -> str:
    """Small series, newest value, target, status and its reason (all text escaped)."""
    line = data_uri(sparkline_svg(item.points, breaks=item.breaks, target=item.target_value))
    value = (
        f"<b>{html.escape(view.t(item.value))}</b> <small>{item.year}</small>"
        if item.value
        else f"<i>{html.escape(view.t(msg('not stated')))}</i>"
    )
    target = html.escape(view.t(msg("Target: {target}", target=item.target)))
    reason = html.escape(view.t(item.reason))
    return (
        f'<div class="goal-detail-row"><img class="goal-line" alt="" src="{line}">'
        f"<span>{value}<br><small>{target}</small></span>{status_html(view, item.status)}"
        f"<small>{reason}</small></div>"
    )


def show_measures(view: View, found: GoalPage, chosen: GoalChoice) -> None:
    """Draw the measures of the goal: who, state, period, funding."""
    del chosen
    if not found.measures:
        st.info(
            view.t(
                msg(
                    "No measure works towards this goal. Agree on one with a responsible body and "
                    "record it in the table of measures."
                )
            ),
            icon=":material/info:",
        )
        return
    show_panel(
        view,
        Panel(
            key=f"ziel_{found.key}_massnahmen",
            title=found.measure_table.caption,
            draw=lambda: _measures(view, found),
            picture=None,
            table=found.measure_table,
            provenance=found.measure_provenance,
        ),
    )


def _measures(view: View, found: GoalPage) -> None:
    rows = "".join(_measure_html(view, item) for item in found.measures[:MOST_ROWS])
    st.html(f'<ul class="goal-measures">{rows}</ul>')
    if not view.presentation and MEASURES in {spec.slug for spec in PAGES}:
        st.page_link(
            page(MEASURES).path,
            label=view.t(msg("Timeline of all measures")),
            icon=":material/view_timeline:",
            query_params={"lang": view.language},
        )


def _measure_html(view: View, item: GoalMeasure) -> str:
    """Title, state and what a committee asks next (all text escaped)."""
    state = html.escape(view.t(MEASURE_STATUS_LABELS[item.status]))
    facts = " · ".join(html.escape(view.t(text)) for text in _measure_facts(item))
    return (
        f'<li><b>{html.escape(view.t(item.title))}</b> <span class="goal-state">{state}</span>'
        f"<br><small>{facts}</small></li>"
    )


def _measure_facts(item: GoalMeasure) -> list[Text]:
    facts: list[Text] = [item.responsible_body] if item.responsible_body else []
    if item.starts_on and item.ends_on:
        period = msg("{start} to {end}", start=Dated(item.starts_on), end=Dated(item.ends_on))
        facts.append(period)
    elif item.starts_on:
        facts.append(msg("since {start}, open-ended", start=Dated(item.starts_on)))
    elif item.ends_on:
        facts.append(msg("until {end}", end=Dated(item.ends_on)))
    if item.funding_ends_on:
        facts.append(msg("funded until {end}", end=Dated(item.funding_ends_on)))
    facts.append(msg("active offers: {count}", count=item.offers_count))
    if item.budget_note.de:
        facts.append(item.budget_note)
    return facts
