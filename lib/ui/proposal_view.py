"""The decision sheet (Vorlage) on the page: choose a goal, read, print."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.weather_icons import sparkline_svg, status_svg
from lib.insights.proposal import proposal
from lib.report.proposal import Drawings, context, to_pdf
from lib.text import msg
from lib.ui import cache, data, goals_view, panels, proposal_parts
from lib.ui.frame import STYLES
from lib.ui.panels import escape
from lib.ui.proposal_choice import proposal_choice, sheet_box

if TYPE_CHECKING:
    from lib.insights.proposal_types import ProposalSheet
    from lib.ui.context import View
    from lib.ui.proposal_choice import ProposalChoice

#: Shares of the page: the operator's words beside the computed evidence.
COLUMNS: Final = (5, 7)
PRESENTED_COLUMNS: Final = (1, 1)
#: A key of the data may hold signs that no file name should.
UNSAFE: Final = re.compile(r"[^\w.-]+")


def show(view: View) -> None:
    """Draw filters, answer and sheet of the chosen goal.

    Raises:
        MeasureError: the method cannot judge an indicator at all.
    """
    goals_view.style()
    st.html(STYLES / "proposal.css")
    chosen = proposal_choice(view)
    if not chosen.goals:
        st.info(
            view.t(
                msg(
                    "There is no goal yet. Import goals, indicators and decision sheets "
                    "(see data and methods)."
                )
            ),
            icon=":material/info:",
        )
        return
    sheet = _sheet(view, chosen)
    with chosen.row:
        sheet_box(view, sheet)
        if not view.presentation:
            _print_button(view, sheet)
    _head(view, sheet)
    panels.show_answer(view, sheet.answer)
    panel = panels.Panel(
        key=f"vorlage_{sheet.goal_key}",
        title=msg("Decision sheet: {title}", title=sheet.title),
        draw=partial(_draw, view, sheet),
        picture=None,
        table=sheet.table,
        provenance=goals_view.presented(view, sheet.provenance),
    )
    panels.show_panel(view, panel)


def _sheet(view: View, chosen: ProposalChoice) -> ProposalSheet:
    return cache.ask(
        data.at(view),
        proposal,
        goal_key=chosen.goal,
        proposal_key=chosen.sheet,
        ags=chosen.ags,
        year=chosen.year,
        method=chosen.method,
        extent_name=view.settings.extent_name,
        scope=data.scope(view),
        lists=view.lists,
    )


def _print_button(view: View, sheet: ProposalSheet) -> None:
    st.download_button(
        view.t(msg("Print (PDF)")),
        partial(to_pdf, sheet, drawings=drawings(sheet), language=view.language),
        file_name=_file_name(view, sheet),
        mime="application/pdf",
        icon=":material/print:",
        key="proposal_pdf",
        on_click="ignore",
        type="primary",
    )


def drawings(sheet: ProposalSheet) -> Drawings:
    """Draw the symbols and the small series that the page needs."""
    return Drawings(
        statuses={line.status: status_svg(line.status.value) for line in sheet.evidence},
        series={
            line.key: sparkline_svg(line.points, breaks=line.breaks, target=line.target_value)
            for line in sheet.evidence
            if line.points
        },
    )


def _file_name(view: View, sheet: ProposalSheet) -> str:
    sample = "_beispieldaten" if sheet.provenance.is_sample else ""
    day = sheet.provenance.reference_date.isoformat()
    return f"vorlage_{UNSAFE.sub('-', sheet.goal_key)}_{day}_{view.language}{sample}.pdf"


def _head(view: View, sheet: ProposalSheet) -> None:
    """Name the goal whole (the box of the row may cut it), and where it belongs."""
    st.subheader(escape(view.t(sheet.title)), anchor=False)
    if not view.presentation:
        st.caption(escape(" · ".join(view.t(line) for line in context(sheet))))


def _draw(view: View, sheet: ProposalSheet) -> None:
    with st.container(key="proposal_sheet"):
        _columns(view, sheet)


def _columns(view: View, sheet: ProposalSheet) -> None:
    is_recorded = bool(sheet.recorded.key)
    if view.presentation and not is_recorded:
        with st.container(key="proposal_wide"):
            proposal_parts.status_list(view, sheet)
        return
    shares = PRESENTED_COLUMNS if view.presentation else COLUMNS
    words, evidence = st.columns(shares, gap="large")
    with words:
        if is_recorded:
            proposal_parts.operators_words(view, sheet)
        else:
            proposal_parts.nothing_recorded(view)
            proposal_parts.facts(view, sheet)
    with evidence:
        proposal_parts.status_list(view, sheet)
        if is_recorded and not view.presentation:
            proposal_parts.facts(view, sheet)
        elif is_recorded and proposal_parts.has_room_for_situation(view, sheet):
            proposal_parts.situation(view, sheet)
