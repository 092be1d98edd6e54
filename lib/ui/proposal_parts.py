"""The parts of the decision sheet on the page: decision, options, status list, what is done."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.weather_icons import sparkline_svg
from lib.domain.indicator_status import METHOD_LABELS
from lib.report.proposal import (
    LETTERS,
    NO_DECISION,
    NO_INDICATORS,
    NO_OPTIONS,
    NO_SITUATION,
    TO_SETTLE,
    counts_words,
    done_title,
)
from lib.text import Text, msg, nmsg
from lib.ui.goal_links import indicator_link
from lib.ui.goals_view import data_uri, status_html
from lib.ui.panels import escape, kept_together

if TYPE_CHECKING:
    from lib.insights.proposal_types import Evidence, ProposalSheet
    from lib.ui.context import View

#: Indicators that a shared screen takes, the most urgent ones.
MOST_PRESENTED: Final = 4
#: With no more of them, and up to so many characters, the situation fits beside the options, too.
PRESENTED_BESIDE: Final = 1
PRESENTED_SITUATION: Final = 330
#: And a page: the table below has them all.
MOST_SHOWN: Final = 30


def heading(view: View, text: Text) -> None:
    """Head a part."""
    st.subheader(escape(view.t(text)), anchor=False)


def operators_words(view: View, sheet: ProposalSheet) -> None:
    """Show decision, situation and options, in the operator's words."""
    recorded = sheet.recorded
    with st.container(key="proposal_decision"):
        heading(view, msg("Decision asked"))
        _paragraph(view, recorded.decision, NO_DECISION)
    if not view.presentation:
        situation(view, sheet)
    heading(view, msg("Options"))
    if not recorded.options:
        st.caption(view.t(NO_OPTIONS))
        return
    items = "".join(
        f"<li><b>{letter}</b><span><b>{html.escape(view.t(option.title))}</b>"
        f"{_after(view, option.text)}</span></li>"
        for letter, option in zip(LETTERS, recorded.options, strict=False)
    )
    st.html(f'<ul class="proposal-options">{items}</ul>')


def situation(view: View, sheet: ProposalSheet) -> None:
    """Show what the operator wrote about the situation."""
    heading(view, msg("Situation"))
    _paragraph(view, sheet.recorded.situation, NO_SITUATION)


def has_room_for_situation(view: View, sheet: ProposalSheet) -> bool:
    """Whether a presentation still has room beside the options: few indicators, a short text."""
    length = len(view.t(sheet.recorded.situation))
    return 0 < length <= PRESENTED_SITUATION and len(sheet.evidence) <= PRESENTED_BESIDE


def _paragraph(view: View, text: Text, instead: Text) -> None:
    if text:
        st.markdown(kept_together(escape(view.t(text))))
    else:
        st.caption(view.t(instead))


def _after(view: View, text: Text) -> str:
    return f"<br>{html.escape(view.t(text))}" if text else ""


def nothing_recorded(view: View) -> None:
    """Say what to do where nobody has written a sheet for this goal."""
    st.info(
        view.t(
            msg(
                "Nobody has written a decision sheet for this goal yet. The print has room to "
                "write by hand; the operator can import texts and options as the tables "
                "“vorlagen” and “vorlagen_optionen”."
            )
        ),
        icon=":material/edit_note:",
    )


def status_list(view: View, sheet: ProposalSheet) -> None:
    """Show the indicators with symbol, word, small series, value, target and working."""
    method = METHOD_LABELS[sheet.method]
    heading(view, msg("Status in {year}: {method}", year=str(sheet.year), method=method))
    if not sheet.evidence:
        st.info(view.t(NO_INDICATORS), icon=":material/info:")
        return
    st.caption(escape(f"{view.t(counts_words(sheet))} · {view.t(sheet.disclaimer)}"))
    with st.container(key="proposal_evidence"):
        shown = sheet.evidence[: MOST_PRESENTED if view.presentation else MOST_SHOWN]
        for line in shown:
            _row(view, line)
    rest = len(sheet.evidence) - len(shown)
    if rest:
        st.caption(view.t(nmsg("and {count} more indicator", "and {count} more indicators", rest)))


def _row(view: View, line: Evidence) -> None:
    with st.container(key=f"proposal_row_{line.key}"):
        if view.presentation:
            reason = f'<p class="proposal-reason">{html.escape(view.t(line.reason))}</p>'
            st.html(_name_html(view, line) + _facts_html(view, line) + reason)
            return
        indicator_link(view, line.key, line.name)
        st.html(_facts_html(view, line) + _working_html(view, line))


def _name_html(view: View, line: Evidence) -> str:
    return f'<p class="proposal-name">{html.escape(view.t(line.name))}</p>'


def _facts_html(view: View, line: Evidence) -> str:
    """Status, small series, value with trend, and target (all text escaped)."""
    svg = sparkline_svg(line.points, breaks=line.breaks, target=line.target_value)
    course = html.escape(view.t(line.course), quote=True)
    trend = f"<small>{html.escape(view.t(line.trend))}</small>" if line.trend else ""
    target = html.escape(view.t(msg("Target: {target}", target=line.target)))
    return (
        f'<div class="proposal-row">{status_html(view, line.status)}'
        f'<img class="goal-line" alt="{course}" src="{data_uri(svg)}">'
        f"<span><b>{html.escape(view.t(line.value))}</b> {trend}</span><span>{target}</span></div>"
    )


def _working_html(view: View, line: Evidence) -> str:
    """Give the reason, and behind it the working step by step."""
    reason = html.escape(view.t(line.reason))
    if not line.working:
        return f'<p class="proposal-reason">{reason}</p>'
    steps = "".join(f"<li>{html.escape(view.t(step))}</li>" for step in line.working)
    label = html.escape(view.t(msg("Working")))
    return (
        f'<div class="proposal-reason">{reason}'
        f"<details><summary>{label}</summary><ul>{steps}</ul></details></div>"
    )


def facts(view: View, sheet: ProposalSheet) -> None:
    """Say what is done for the goal: measures, offers, cooperation."""
    heading(view, done_title(sheet))
    for fact in sheet.facts:
        icon = ":material/warning: " if fact.warns else ""
        warning = f" – {escape(view.t(TO_SETTLE))}" if fact.warns else ""
        label = f"**{escape(view.t(fact.label))}**{warning}"
        lines = (label, *(escape(view.t(line)) for line in fact.lines))
        st.markdown(icon + "  \n".join(kept_together(line) for line in lines))
