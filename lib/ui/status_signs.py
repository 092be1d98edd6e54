"""Signs of a matrix of statuses: symbol, colour and word of each, and its reading."""

from __future__ import annotations

import html
from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.level_colours import HATCH_DARK
from lib.charts.matrix_model import MatrixSign
from lib.charts.theme import MUTED
from lib.charts.weather_icons import FILLS, INKS, SHAPES
from lib.domain.indicator_status import METHOD_STATUSES, STATUS_LABELS, Status
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.indicator import read
from lib.insights.indicator_words import working_lines
from lib.text import Num, msg
from lib.ui import data, goal_links, goals_view
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from lib.domain.indicator_status import Method
    from lib.text import Text
    from lib.ui.context import View

#: One character a status, for the codes of a matrix.
CODES: Final[dict[Status, str]] = {
    status: chr(ord("a") + place) for place, status in enumerate(Status)
}


LINE: Final = "display:flex;align-items:center;gap:10px;margin:2px 0"


def columns(view: View) -> tuple[AbstractContextManager[object], AbstractContextManager[object]]:
    """Picture with its reading beside it; in presentation nothing stands around the picture."""
    if view.presentation:
        return nullcontext(), nullcontext()
    left, right = st.columns([3, 1], gap="medium")
    return left, right


def status_signs(view: View, method: Method, present: Iterable[Status]) -> tuple[MatrixSign, ...]:
    """Signs of a method's statuses; "not stated" stands in the key only where it occurs."""
    used = set(present)
    return tuple(
        MatrixSign(
            code=CODES[status],
            word=view.t(STATUS_LABELS[status]),
            fill=HATCH_DARK if status is Status.NO_VALUES else FILLS[status.value],
            ink=MUTED if status is Status.NO_VALUES else INKS[status.value],
            path=SHAPES[status.value],
            is_hatched=status is Status.NO_VALUES,
            in_legend=status is not Status.NO_VALUES or status in used,
        )
        for status in METHOD_STATUSES[method]
    )


def counts(view: View, title: Text, found: Iterable[tuple[Status, int]]) -> None:
    """List statuses with symbol, word and number."""
    rows = "".join(
        f'<div style="{LINE}">{goals_view.status_html(view, status)}'
        f"<b>{view.t(Num(number))}</b></div>"
        for status, number in found
    )
    st.html(f"<p><b>{html.escape(view.t(title))}</b></p>{rows}")


def working(view: View, key: str, *, ags: str, year: int, method: Method, lead: Text = "") -> None:
    """Say how the status of one indicator in one year came about."""
    reading = read(data.indicator_base(view, ags), key, year=year, method=method)
    st.markdown(f"**{escape(view.t(reading.name))}**")
    if lead:
        st.caption(escape(view.t(lead)))
    status = goals_view.status_html(view, reading.status)
    st.html(f'<div style="{LINE}"><b>{year}</b>{status}</div>')
    st.markdown(escape(view.t(reading.reason)))
    lines = working_lines(reading)
    if lines:
        st.markdown("\n".join(f"- {escape(view.t(line))}" for line in lines))
    st.caption(escape(view.t(DISCLAIMER)))
    goal_links.indicator_link(view, key, msg("To the indicator"), at="cell")
