"""The status distribution on the page: key, tiles, picture file."""

from __future__ import annotations

import base64
import html
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.status_bars import StatusRow, StatusTile, status_bars
from lib.charts.theme import picture_title
from lib.charts.weather_icons import status_svg
from lib.domain.indicator_status import STATUS_LABELS, Status
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.goal_tree import goal_name
from lib.insights.indicator_words import target_text
from lib.text import Num, Text, msg
from lib.ui.frame import STYLES

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.goal_tree import IndicatorRow
    from lib.insights.goals import GoalsInsight
    from lib.insights.types import Provenance
    from lib.ui.context import View

PICTURE_WIDTH_PX: Final = 1200
PRESENTATION_SCALE: Final = 1.7


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


def distribution(view: View, insight: GoalsInsight, *, only: str) -> None:
    """Draw the distribution of statuses per strategic goal on the whole screen (presentation)."""
    chart = status_bars(
        _rows(view, insight),
        language=view.language,
        scale=PRESENTATION_SCALE,
        only=only,
        fills_height=True,
    )
    alt_text = " ".join(
        [view.t(insight.table.caption), *(view.t(sentence) for sentence in insight.answer)]
    )
    with stage():
        st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=alt_text)


def status_key(view: View, insight: GoalsInsight, subtitle: str) -> None:
    """Say how many indicators have each status, with symbol and word."""
    counts = Counter(row.status for row in insight.readings())
    parts = "".join(
        f"<span>{status_html(view, status)} <b>{view.t(Num(counts[status]))}</b></span>"
        for status in insight.present()
    )
    shown = f"<small>{html.escape(subtitle)}</small>" if view.presentation else ""
    st.html(f'<div class="goal-key">{parts}{shown}</div>')


def _rows(view: View, insight: GoalsInsight) -> list[StatusRow]:
    rows = [
        StatusRow(view.t(goal_name(node)), tuple(_tile(view, r) for r in node.readings()))
        for node in insight.tree
    ]
    if insight.unattached:
        tiles = tuple(_tile(view, reading) for reading in insight.unattached)
        rows.append(StatusRow(view.t(msg("Indicators without a goal")), tiles))
    return rows


def _tile(view: View, reading: IndicatorRow) -> StatusTile:
    return StatusTile(
        key=reading.key,
        name=view.t(reading.name),
        status=reading.status.value,
        status_text=view.t(STATUS_LABELS[reading.status]),
        detail=view.t(msg("Target: {target}", target=target_text(reading))),
    )


def picture(view: View, insight: GoalsInsight, subtitle: str) -> AnyChart:
    """Draw the distribution as a file."""
    lines: list[Text] = [subtitle, DISCLAIMER, *insight.provenance.lines()[:3]]
    return status_bars(
        _rows(view, insight),
        language=view.language,
        title=picture_title(insight.table.caption, lines, language=view.language),
        width_px=PICTURE_WIDTH_PX,
    )
