"""Reading beside then and now: what became of one indicator, or how many moved how."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.indicator_base import assessment
from lib.insights.status_change_words import news_text
from lib.text import Dated, Num, Text, msg
from lib.ui import data, goal_links, goals_view
from lib.ui.cooperation_control import choose_cell
from lib.ui.panels import escape
from lib.ui.status_change_signs import movement_text
from lib.ui.status_signs import LINE

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.indicator_status import Method
    from lib.insights.status_change import ChangeLine, Standing, StatusChange
    from lib.ui.context import View
    from lib.ui.cooperation_control import Selected
    from lib.ui.goal_filters import GoalChoice


def show(view: View, found: StatusChange, chosen: GoalChoice, selected: Selected) -> None:
    """Say more about the chosen row, or count the movements."""
    line = None
    if selected is not None:
        line = next((one for one in found.lines() if one.key == selected[0]), None)
    if line is None:
        _counts(view, found)
        return
    _detail(view, line, chosen, since=found.since, method=found.method)
    st.button(
        view.t(msg("Back to the counts")),
        icon=":material/close:",
        on_click=choose_cell,
        args=("", ""),
        key="clear_status_change",
    )


def _counts(view: View, found: StatusChange) -> None:
    rows = "".join(
        f"<div>{html.escape(movement_text(view, kind))}: <b>{view.t(Num(len(lines)))}</b></div>"
        for kind, lines in found.groups
    )
    title = html.escape(view.t(msg("Indicators")))
    news = html.escape(view.t(msg("with new or revised values")))
    st.html(
        f"<p><b>{title}</b></p>{rows}<div>{news}: <b>{view.t(Num(found.with_news()))}</b></div>",
    )
    st.caption(
        view.t(
            msg(
                "Each side shows the status in the newest year with a value, up to the year "
                "judged. Click a row to read more about it."
            )
        )
    )


def _detail(
    view: View, line: ChangeLine, chosen: GoalChoice, *, since: date, method: Method
) -> None:
    st.markdown(f"**{escape(view.t(line.name))}**")
    st.caption(escape(movement_text(view, line.change.movement)))
    _side(view, line.key, line.change.before, chosen, since=since, method=method)
    _side(view, line.key, line.change.after, chosen, since=None, method=method)
    if line.change.news:
        title = msg("New or revised values ({unit})", unit=line.unit)
        st.markdown(f"**{escape(view.t(title))}**")
        said = (escape(view.t(news_text(line, news))) for news in line.change.news)
        st.markdown("\n".join(f"- {text}" for text in said))
    st.caption(escape(view.t(DISCLAIMER)))
    goal_links.indicator_link(view, line.key, msg("To the indicator"), at="change")


def _side(
    view: View,
    key: str,
    standing: Standing,
    chosen: GoalChoice,
    *,
    since: date | None,
    method: Method,
) -> None:
    """Status of one side, with its reason in the words of the method."""
    when: Text = msg("known on {day}", day=Dated(since)) if since else msg("known now")
    year = f" ({standing.year})" if standing.year else ""
    status = goals_view.status_html(view, standing.status)
    st.html(f'<div style="{LINE}"><span>{html.escape(view.t(when))}{year}:</span>{status}</div>')
    base = data.indicator_base(view, chosen.ags, since)
    asked = standing.year or chosen.year
    judged = assessment(base, key, year=asked, method=method)
    st.caption(escape(view.t(judged.reason)))
