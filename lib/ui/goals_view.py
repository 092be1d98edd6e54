"""The status distribution on the page: key, tiles, picture file."""

from __future__ import annotations

import base64
import html
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.status_bars import SELECTION, StatusRow, StatusTile, status_bars
from lib.charts.theme import picture_title
from lib.charts.weather_icons import status_svg
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.goal_tree import goal_name
from lib.insights.indicator import STATUS_LABELS, IndicatorReading, Status
from lib.insights.types import ALL
from lib.text import Text, msg
from lib.ui import url_state
from lib.ui.frame import STYLES
from lib.ui.panels import Panel, show_panel

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.goals import GoalsInsight
    from lib.insights.types import Provenance
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

CHART_KEY: Final = "status_tiles"
PICTURE_WIDTH_PX: Final = 1200
PRESENTATION_SCALE: Final = 1.7
SCROLL: Final = "_scroll_to_indicator"


def style() -> None:
    """Load the little CSS of this page."""
    st.html(STYLES / "goals.css")


def stage() -> st.delta_generator.DeltaGenerator:
    """Container that takes what the screen has left (in presentation)."""
    return st.container(key="goal_stage")


def presented(view: View, provenance: Provenance) -> Provenance:
    """Keep the source line short in presentation: its notes stand in the answer already."""
    return replace(provenance, notes=()) if view.presentation else provenance


def data_uri(svg: str) -> str:
    """Drawing of our own as an image address (the policy allows data: images only)."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def status_html(view: View, status: Status) -> str:
    """Symbol and word of a status."""
    word = html.escape(view.t(STATUS_LABELS[status]))
    return (
        f'<span class="goal-status"><img alt="" src="{data_uri(status_svg(status.value))}">'
        f"{word}</span>"
    )


def select_indicator(key: str) -> None:
    """Open an indicator from a callback and bring its panel into sight."""
    url_state.choose("indikator", key)
    st.session_state[SCROLL] = True


def clear_indicator() -> None:
    """Close the indicator's panel."""
    url_state.choose("indikator", ALL)


def show_distribution(
    view: View, insight: GoalsInsight, chosen: GoalChoice, *, subtitle: str
) -> None:
    """Draw the panel with the distribution of statuses per strategic goal."""
    if not insight.readings():
        if not view.presentation:
            st.info(
                view.t(
                    msg(
                        "There is nothing to show for this selection. Choose other filters, or "
                        "import goals, indicators and values (see data and methods)."
                    )
                ),
                icon=":material/info:",
            )
        return
    show_panel(
        view,
        Panel(
            key="zielsystem",
            title=insight.table.caption,
            draw=lambda: _draw(view, insight, subtitle, only=chosen.status),
            picture=lambda: _picture(view, insight, subtitle),
            table=insight.table,
            provenance=presented(view, insight.provenance),
        ),
    )


def _draw(view: View, insight: GoalsInsight, subtitle: str, *, only: str) -> None:
    _key(view, insight, subtitle)
    chart = status_bars(
        _rows(view, insight),
        language=view.language,
        scale=PRESENTATION_SCALE if view.presentation else 1.0,
        only=only,
        fills_height=view.presentation,
    )
    alt_text = " ".join(
        [view.t(insight.table.caption), *(view.t(sentence) for sentence in insight.answer)]
    )
    if view.presentation:
        with stage():
            st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=alt_text)
        return
    st.altair_chart(
        chart,
        theme=None,
        width="stretch",
        key=CHART_KEY,
        on_select=_take_click,
        selection_mode=SELECTION,
        alt=alt_text,
    )


def _key(view: View, insight: GoalsInsight, subtitle: str) -> None:
    """Say how many indicators have each status, with symbol and word."""
    readings = insight.readings()
    parts = "".join(
        f"<span>{status_html(view, status)} "
        f"<b>{sum(1 for reading in readings if reading.status is status)}</b></span>"
        for status in insight.present()
    )
    shown = f"<small>{html.escape(subtitle)}</small>" if view.presentation else ""
    st.html(f'<div class="goal-key">{parts}{shown}</div>')


def _take_click() -> None:
    picked = st.session_state.get(CHART_KEY, {}).get("selection", {}).get(SELECTION, [])
    key = picked[0].get("key") if picked else None
    if isinstance(key, str):
        select_indicator(key)


def _rows(view: View, insight: GoalsInsight) -> list[StatusRow]:
    rows = [
        StatusRow(view.t(goal_name(node)), tuple(_tile(view, r) for r in node.readings()))
        for node in insight.tree
    ]
    if insight.unattached:
        tiles = tuple(_tile(view, reading) for reading in insight.unattached)
        rows.append(StatusRow(view.t(msg("Indicators without a goal")), tiles))
    return rows


def _tile(view: View, reading: IndicatorReading) -> StatusTile:
    return StatusTile(
        key=reading.key,
        name=view.t(reading.name),
        status=reading.status.value,
        status_text=view.t(STATUS_LABELS[reading.status]),
        detail=view.t(reading.reason),
    )


def _picture(view: View, insight: GoalsInsight, subtitle: str) -> AnyChart:
    lines: list[Text] = [subtitle, DISCLAIMER, *insight.provenance.lines()[:3]]
    return status_bars(
        _rows(view, insight),
        language=view.language,
        title=picture_title(insight.table.caption, lines, language=view.language),
        width_px=PICTURE_WIDTH_PX,
    )
