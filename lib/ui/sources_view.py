"""Sections of the page "Daten & Methoden": data, sources, methods, import log, about."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.insights.methods import methods
from lib.insights.sources import bundled_software, monitor_version
from lib.settings import ROOT
from lib.text import Message, Text, msg
from lib.ui import completeness_view, data, panels, url_state
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator

    from lib.insights.inventory import Inventory
    from lib.insights.methods import Methods
    from lib.insights.sources import Source
    from lib.ui.context import View

DATA: Final = "daten"
METHODS: Final = "methoden"
SECTIONS: Final[dict[str, Message]] = {
    DATA: msg("What is in the database"),
    "quellen": msg("Sources and licences"),
    METHODS: msg("Methods"),
    "importe": msg("Import log"),
    "ueber": msg("About this monitor"),
}
OVERVIEW: Final = "uebersicht"
_SHOWN: Final = "_section_shown"
READING_WIDTH_PX: Final = 860
ACCESSIBILITY: Final = ROOT / "docs" / "barrierefreiheit.md"


def section(view: View) -> str:
    """Choose a section; only the chosen one is computed and drawn.

    A link that names a method opens the methods. After any other section was drawn the method
    has left the URL, so its presence then means a new link.
    """
    if "methode" in st.query_params and st.session_state.get(_SHOWN) != METHODS:
        url_state.choose("bereich", METHODS)
    if view.presentation:
        chosen = url_state.current("bereich", valid=SECTIONS.__contains__, default=DATA)
        url_state.publish("bereich", chosen, default=DATA)
    else:
        chosen = url_state.segments(
            view.t(msg("Section")),
            "bereich",
            [(code, view.t(label)) for code, label in SECTIONS.items()],
            default=DATA,
        )
    if chosen != METHODS:
        url_state.publish("methode", "", default="")
    st.session_state[_SHOWN] = chosen
    return chosen


def show(view: View, chosen: str, insight: Inventory) -> None:
    """Draw the chosen section; in presentation a method's text, or else the picture."""
    if view.presentation and chosen != METHODS:
        chosen = DATA
    drawings: dict[str, Callable[[], None]] = {
        DATA: lambda: _show_data(view, insight),
        "quellen": lambda: _show_sources(view),
        METHODS: lambda: _show_methods(view),
        "importe": lambda: _show_imports(view),
        "ueber": lambda: _show_about(view),
    }
    drawings[chosen]()


def _show_data(view: View, insight: Inventory) -> None:
    panels.show_panel(
        view,
        panels.Panel(
            key="vollstaendigkeit",
            title=insight.completeness.caption,
            draw=lambda: completeness_view.draw_completeness(view, insight),
            picture=lambda: completeness_view.completeness_picture(view, insight),
            table=insight.completeness,
            provenance=insight.provenance,
        ),
    )
    if not view.presentation:
        panels.show_panel(
            view,
            panels.Panel(
                key="datenbestand",
                title=insight.contents.caption,
                draw=lambda: None,
                picture=None,
                table=insight.contents,
                provenance=insight.provenance,
            ),
        )


def _show_sources(view: View) -> None:
    for subject, group in groupby(data.sources(view), key=lambda source: source.subject):
        st.subheader(view.t(subject), anchor=False)
        st.markdown("\n".join(_source_line(view, source) for source in group))
    st.subheader(view.t(msg("Software in the browser")), anchor=False)
    st.markdown(
        "\n".join(
            f"- **{escape(item.name)}** {escape(item.version)} · {escape(item.licence)} · "
            f"{escape(view.t(item.use))}"
            for item in bundled_software()
        )
    )
    everything = msg("All of it comes from this server, no file from elsewhere.")
    st.caption(view.t(everything))


def _source_line(view: View, source: Source) -> str:
    """One source as a list item: the attribution in full, below it what else is known."""
    parts: list[tuple[Message, Text]] = [
        (msg("Licence"), source.licence),
        (msg("As of"), source.stand),
    ]
    known = " · ".join(
        f"{view.t(label)}: {escape(view.t(value), keeps_addresses=True)}"
        for label, value in parts
        if view.t(value)
    )
    attribution = escape(view.t(source.attribution), keeps_addresses=True)
    lines = [attribution, known, escape(view.t(source.covers))]
    return "- " + "  \n  ".join(line for line in lines if line)


def _show_methods(view: View) -> None:
    document = methods(view.language)
    options = [
        (OVERVIEW, view.t(msg("All methods"))),
        *((item.anchor, item.title) for item in document.sections),
    ]
    with st.container(width=READING_WIDTH_PX):
        chosen = url_state.select(
            view.t(msg("Method")),
            "methode",
            options,
            default=OVERVIEW,
            shown=not view.presentation,
        )
    method = document.find(chosen)
    if method is None:
        _show_list(view, document)
        return
    st.header(method.title, anchor=False)
    with _reading_column(view, "method"):
        st.markdown(method.text)


def _reading_column(view: View, key: str) -> DeltaGenerator:
    """Keep lines of running text short enough to read."""
    return st.container(key=key, width="stretch" if view.presentation else READING_WIDTH_PX)


def _show_list(view: View, document: Methods) -> None:
    """Offer every method; a stale link lands here."""
    with _reading_column(view, "method_introduction"):
        st.markdown(document.introduction)
    if view.presentation:
        st.markdown("\n".join(f"- {item.title}" for item in document.sections))
        return
    with st.container(gap="xsmall"):
        for item in document.sections:
            # no page link: one to its own page loses its parameters in Streamlit 1.67
            st.button(
                item.title,
                icon=":material/calculate:",
                type="tertiary",
                on_click=url_state.choose,
                args=("methode", item.anchor),
                key=f"method_{item.anchor}",
            )


def _show_imports(view: View) -> None:
    table, provenance = data.import_log(view)
    panels.show_panel(
        view,
        panels.Panel(
            key="importprotokoll",
            title=table.caption,
            draw=lambda: None,
            picture=None,
            table=table,
            provenance=provenance,
        ),
    )


def _show_about(view: View) -> None:
    st.subheader(escape(view.settings.title), anchor=False)
    st.markdown(
        escape(
            view.t(
                msg(
                    "Version {version}, for {extent}. Data version {data}.",
                    version=monitor_version(),
                    extent=view.settings.extent_name,
                    data=str(view.state.version),
                )
            )
        )
    )
    st.subheader(view.t(msg("Privacy")), anchor=False)
    st.markdown(view.t(_privacy(has_basemap=bool(view.settings.basemap))))
    st.subheader(view.t(msg("Accessibility")), anchor=False)
    st.markdown(
        view.t(
            msg(
                "The monitor aims at WCAG 2.1 AA: every picture has a table that says the same, "
                "no information hangs on colour alone, and everything works with the keyboard."
            )
        )
    )
    with st.expander(view.t(msg("Accessibility statement (in German)"))):
        st.markdown(_accessibility_statement())


def _privacy(*, has_basemap: bool) -> Message:
    if has_basemap:
        return msg(
            "No usage statistics are kept, and no cookie is set but a technical one "
            "(“_streamlit_xsrf”, gone when the browser closes). The browser asks only this "
            "server and the map service chosen by the operator, which learns its address."
        )
    return msg(
        "No request leaves the house, no usage statistics are kept, and no cookie is set but a "
        "technical one (“_streamlit_xsrf”, gone when the browser closes)."
    )


def _accessibility_statement() -> str:
    """The statement without its own title; the page has one."""
    text = ACCESSIBILITY.read_text(encoding="utf-8")
    return text.partition("\n")[2].replace("\n## ", "\n#### ").strip()
