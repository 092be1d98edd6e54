"""The portrait on one page: key facts, comparisons, gaps, cooperation, goals, networks, entries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import streamlit as st

from lib.domain.gaps import GAP_LABELS, GapState
from lib.text import msg
from lib.ui import panels
from lib.ui.navigation import PAGES, page
from lib.ui.panels import escape
from lib.ui.portrait_charts import draw_comparison

if TYPE_CHECKING:
    from lib.insights.gap_cell import GapCell
    from lib.insights.portrait_gaps import GapPart
    from lib.insights.portrait_types import Fact, Part, Portrait
    from lib.text import Message
    from lib.ui.context import View

BadgeColor: TypeAlias = Literal["green", "orange", "red", "violet", "gray"]
STYLES: Final = Path(__file__).parent / "styles"
FACTS_SHOWN: Final = 5
#: Where a key fact leads; the municipality goes along.
ONWARD: Final[dict[str, str]] = {
    "density": "angebotsdichte",
    "gaps": "bedarf-luecken",
    "cooperation": "kooperation",
    "goals": "zielsystem",
}
#: Symbol and colour of a state; the word always stands beside them.
BADGES: Final[dict[GapState, tuple[str, BadgeColor]]] = {
    GapState.COVERED: (":material/check_circle:", "green"),
    GapState.THIN: (":material/contrast:", "orange"),
    GapState.GAP: (":material/radio_button_unchecked:", "red"),
    GapState.NONE_MEANT: (":material/do_not_disturb_on:", "violet"),
    GapState.UNCLEAR: (":material/help:", "gray"),
    GapState.NO_REPORT: (":material/remove:", "gray"),
}


def show(view: View, portrait: Portrait) -> None:
    """Draw the whole portrait; in presentation the key facts in a line and two comparisons."""
    if view.presentation:
        _presented(view, portrait)
        return
    _facts(view, portrait)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _comparison(view, portrait, portrait.phases)
    with right:
        _comparison(view, portrait, portrait.need)
        st.markdown(escape(" ".join(view.t(line) for line in portrait.place.explanation())))
        st.page_link(
            page("daten-methoden").path,
            label=view.t(msg("How are comparable municipalities found?")),
            icon=":material/calculate:",
            query_params=panels.method_parameters(view, "peers"),
        )
    left, right = st.columns([3, 2], gap="large")
    with left:
        _gaps(view, portrait.gaps)
    with right:
        _comparison(view, portrait, portrait.fields)
    _figures(view, portrait)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _listed(view, portrait.cooperation)
    with right:
        _listed(view, portrait.networks)
    _listed(view, portrait.goals)
    _listed(view, portrait.entries)


def _facts(view: View, portrait: Portrait) -> None:
    with st.grid(FACTS_SHOWN, min_column_width=190):
        for fact in portrait.facts:
            with st.container(border=True, height="stretch", gap="xsmall"):
                _fact(view, portrait, fact)


def _fact(view: View, portrait: Portrait, fact: Fact) -> None:
    about = view.t(fact.help) or None
    st.metric(escape(view.t(fact.label)), escape(view.t(fact.value)), help=about)
    st.caption(escape(view.t(fact.note)))
    slug = ONWARD.get(fact.key, "")
    if slug in {spec.slug for spec in PAGES}:
        st.page_link(
            page(slug).path,
            label=view.t(page(slug).title),
            icon=":material/arrow_forward:",
            query_params=onward_parameters(view, portrait),
        )


def onward_parameters(view: View, portrait: Portrait) -> dict[str, str]:
    """Query parameters that take the municipality and the day to another page."""
    day = portrait.day.isoformat()
    chosen = {} if portrait.day == view.state.reference_date else {"stichtag": day}
    return {"kommune": portrait.place.ags, **chosen, "lang": view.language}


def _presented(view: View, portrait: Portrait) -> None:
    st.html(STYLES / "portrait.css")
    told = (
        view.t(msg("{label}: {value}", label=fact.label, value=fact.value))
        for fact in portrait.facts
    )
    st.caption(escape(" · ".join(told)))
    with st.container(key="picture_stage", height="stretch"):
        left, right = st.columns([3, 2], gap="medium")
        with left, st.container(key="portrait_left", height="stretch"):
            st.caption(escape(view.t(portrait.phases.title)))
            draw_comparison(view, portrait.phases, portrait.place)
        with right, st.container(key="portrait_right", height="stretch"):
            st.caption(escape(view.t(portrait.need.title)))
            draw_comparison(view, portrait.need, portrait.place)
    lines = [*portrait.phases.provenance.lines()]
    lines += [line for line in portrait.need.provenance.sources if line not in lines]
    panels.source_line(view, tuple(lines), key="portrait")


def _comparison(view: View, portrait: Portrait, part: Part) -> None:
    """Heading, picture, sentence, source; its table stands with the others below."""
    st.subheader(escape(view.t(part.title)), anchor=False)
    if part.compared:
        draw_comparison(view, part, portrait.place)
    _sentences(view, part)
    _foot(view, part)


def _sentences(view: View, part: Part) -> None:
    if part.sentences:
        st.markdown(escape(" ".join(view.t(sentence) for sentence in part.sentences)))


def _gaps(view: View, part: GapPart) -> None:
    """Show every phase and transition with its state in sign, colour and word."""
    st.subheader(escape(view.t(part.title)), anchor=False)
    _sentences(view, part)
    with st.grid(4, min_column_width=150, gap="small"):
        for cell in part.cells:
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.caption(escape(view.t(cell.column.label)))
                icon, color = BADGES[cell.state]
                st.badge(view.t(_state(cell)), icon=icon, color=color)
    _foot(view, part)


def _state(cell: GapCell) -> Message:
    if cell.state in {GapState.COVERED, GapState.THIN, GapState.UNCLEAR}:
        return msg("{state}: {count}", state=GAP_LABELS[cell.state], count=cell.offers_count)
    return GAP_LABELS[cell.state]


def _figures(view: View, portrait: Portrait) -> None:
    """The figures behind the pictures, on request."""
    shut = st.expander(
        view.t(msg("Figures of the comparisons and gaps as tables")),
        icon=":material/table:",
        key="portrait_figures",
        on_change="rerun",
    )
    if shut.open:
        with shut:
            for part in (portrait.phases, portrait.fields, portrait.need, portrait.gaps):
                panels.show_table(view, part.table, key=part.key)


def _listed(view: View, part: Part) -> None:
    """A part that is a table; without rows its sentence says all."""
    if part.table.frame.empty:
        st.subheader(escape(view.t(part.title)), anchor=False)
        _sentences(view, part)
        _foot(view, part)
        return
    panels.show_table(view, part.table, key=part.key, lead=part.sentences)
    _foot(view, part)


def _foot(view: View, part: Part) -> None:
    panels.source_line(view, part.provenance.lines(), key=part.key)
    panels.method_link(view, part.provenance.method)
