"""The one panel: picture, table, downloads, source, method. Pages never assemble it by hand."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from lib.charts.pictures import to_png, to_svg
from lib.domain.vocabulary import CellState
from lib.insights.scenario import follows_scenario
from lib.insights.types import ColumnKind, Provenance, Table
from lib.report.exports import header, state_text, to_csv, to_xlsx
from lib.text import Num, Text, format_date, format_number, msg, render
from lib.ui.navigation import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from pandas.io.formats.style import Styler

    from lib.charts.theme import AnyChart
    from lib.insights.types import Column
    from lib.text import Language
    from lib.ui.context import View

log = logging.getLogger(__name__)

NO_VALUE_STYLE: Final = (
    "background: repeating-linear-gradient(45deg,#f0f1f2 0 4px,#dfe3e5 4px 8px);"
    "background-color: #eceeef; color: #4a555b"
)
#: What lies under "keine Angabe" and "•" in the browser: never a figure of the data.
STAND_INS: Final[dict[ColumnKind, float | pd.Timestamp]] = {
    ColumnKind.NUMBER: -1e15,
    ColumnKind.DATE: pd.Timestamp("1678-01-01"),
}
TABLE_ROWS_SHOWN: Final = 12
LAZY_ROWS: Final = 1_500
_MARKUP: Final = "\\`*_{}[]()<>#+!|~$:&"
#: A line end could begin a heading, a list or a code block.
_BREAKS: Final = re.compile(r"\s*[\r\n\u2028\u2029]+\s*|^\s{2,}")
_LIST_START: Final = re.compile(r"^(\s*\d*)([-=.)])(?=[-=\s]|$)")
#: Where a bare address would become a link: between "http:" and "//", "www" and ".", after "@".
_ADDRESS: Final = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
_JOINER: Final = "\u2060"
#: A number and what belongs to it stay on one line: "1 000", "25,6 %", "3 km".
_TOGETHER: Final = re.compile(r"(?<=\d) (?=\d{3}\b|%|km|m\b)")
_NO_BREAK: Final = "\u00a0"
ROW_PX: Final = 35


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Everything a panel needs; `draw` puts the picture on the page, `picture` makes the file.

    A panel that is only a table has no picture and draws nothing. `export` makes the table of the
    downloads where it holds more rows than the page shows.
    """

    key: str
    title: Text
    draw: Callable[[], None]
    picture: Callable[[], AnyChart] | None
    table: Table
    provenance: Provenance
    extra_sources: tuple[Text, ...] = ()
    export: Callable[[], Table] | None = None


def show_answer(view: View, sentences: tuple[Text, ...]) -> None:
    """Open the page with its answer in one or two computed sentences."""
    with st.container(key="answer"):
        answer = " ".join(view.t(sentence) for sentence in sentences)
        st.markdown(kept_together(escape(answer)))


def kept_together(text: str) -> str:
    """Let no line end between a number and its unit."""
    return _TOGETHER.sub(_NO_BREAK, text)


def show_panel(view: View, panel: Panel) -> None:
    """Draw a panel; in presentation only the picture and its source line remain."""
    panel.draw()
    if view.presentation:
        _source_line(view, panel)
        return
    has_picture = panel.picture is not None
    if not has_picture:  # its heading first, or its downloads seem to belong to what stands above
        show_table(view, panel.table, key=panel.key)
    show_foot(view, panel)
    if has_picture:
        show_table(view, panel.table, key=panel.key)


def show_foot(view: View, panel: Panel) -> None:
    """Draw what stands under a picture or a table of its own: downloads, method, source."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _downloads(view, panel)
        method_link(view, panel.provenance.method)
    _source_line(view, panel)


def method_link(view: View, method: str) -> None:
    """Lead to the method of a figure, where there is one."""
    if method:
        st.page_link(
            page("daten-methoden").path,
            label=view.t(msg("How is this computed?")),
            icon=":material/calculate:",
            query_params=method_parameters(view, method),
        )


def method_parameters(view: View, method: str) -> dict[str, str]:
    """Query parameters that open a method, in the reader's language."""
    return {"methode": method, "lang": view.language}


def show_table(view: View, table: Table, *, key: str, lead: tuple[Text, ...] = ()) -> None:
    """Show a table that says all that its picture says; `lead` are sentences before it."""
    if view.t(table.caption):
        st.subheader(escape(view.t(table.caption)), anchor=False)
    if lead:
        st.markdown(escape(" ".join(view.t(sentence) for sentence in lead)))
    if table.frame.empty:
        st.caption(view.t(msg("No rows in this selection.")))
        return
    if len(table.frame) > LAZY_ROWS:  # a whole country: megabytes, sent only when asked for
        count = Num(len(table.frame))
        label = view.t(msg("Show the table with {count} rows", count=count))
        shut = st.expander(label, key=f"{key}_open", on_change="rerun")
        if shut.open:
            with shut:
                _draw_table(view, table, key=key)
        return
    _draw_table(view, table, key=key)


def _draw_table(view: View, table: Table, *, key: str) -> None:
    rows = min(len(table.frame), TABLE_ROWS_SHOWN)
    st.dataframe(
        styled_table(table, view.language),
        hide_index=True,
        key=f"{key}_table",
        height=ROW_PX * (rows + 1) + 3,
        alt=view.t(table.caption) or view.t(msg("Table")),
        column_config={
            header(column, view.language): st.column_config.Column(help=view.t(column.help) or None)
            for column in table.columns
        },
    )


def styled_table(table: Table, language: Language) -> Styler:
    """Write every cell in the reader's way; withheld, unknown and zero look different."""
    titles = {column.key: header(column, language) for column in table.columns}
    shown = pd.DataFrame(
        {titles[column.key]: _shown(table, column, language) for column in table.columns}
    )
    styler = shown.style
    for column in table.columns:
        title, states = titles[column.key], table.state(column.key).reset_index(drop=True)
        if column.kind is ColumnKind.NUMBER:
            styler = styler.format(_number_format(column.decimals, language), subset=[title])
        elif column.kind is ColumnKind.DATE:
            styler = styler.format(_date_format(language), subset=[title])
        for state in sorted(set(states) - {CellState.VALUE.value}):
            where = pd.IndexSlice[states.index[states == state], [title]]
            styler = styler.format(_constant(state_text(state, language)), subset=where)
            styler = styler.map(_constant(NO_VALUE_STYLE), subset=where)
    return styler


def _number_format(decimals: int, language: Language) -> Callable[[object], str]:
    return lambda value: format_number(float(str(value)), language, decimals=decimals)


def _date_format(language: Language) -> Callable[[object], str]:
    return lambda value: format_date(pd.Timestamp(str(value)).date(), language)


def _constant(text: str) -> Callable[[object], str]:
    return lambda _: text


def _shown(table: Table, column: Column, language: Language) -> list[object]:
    """Values of a column, with a stand-in where there is none.

    Streamlit writes "None" into every missing cell, whatever its style says. A stand-in far below
    every value takes the style's words instead and keeps the column sortable as numbers or days.
    """
    values = table.frame[column.key].tolist()
    states = table.state(column.key).tolist()
    if column.kind is ColumnKind.MESSAGE:
        return [render(value, language) if value else "" for value in values]
    stand_in = STAND_INS.get(column.kind, "")
    return [
        value if state == CellState.VALUE.value else stand_in
        for value, state in zip(values, states, strict=True)
    ]


def _source_line(view: View, panel: Panel) -> None:
    source_line(view, (*panel.provenance.lines(), *panel.extra_sources), key=panel.key)


def source_line(view: View, lines: tuple[Text, ...], *, key: str) -> None:
    """Say in one line where figures come from; in presentation it stays in sight."""
    with st.container(key=f"source_{key}"):
        st.caption(escape(" · ".join(view.t(line).removesuffix(".") for line in lines)))


def _downloads(view: View, panel: Panel) -> None:
    """Offer the four formats; each file is made only when it is asked for."""
    provenance, language = panel.provenance, view.language
    table = panel.export or (lambda: panel.table)
    name = file_name(view, panel)
    kinds: list[tuple[str, str, Callable[[], bytes]]] = [
        ("CSV", "text/csv", lambda: to_csv(table(), provenance, language=language)),
        (
            "XLSX",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda: to_xlsx(table(), provenance, language=language),
        ),
    ]
    picture = panel.picture
    if picture is not None:
        kinds += [
            ("PNG", "image/png", lambda: to_png(picture())),
            ("SVG", "image/svg+xml", lambda: to_svg(picture())),
        ]
    download_menu(view, kinds, key=panel.key, name=name)


def download_menu(
    view: View, kinds: list[tuple[str, str, Callable[[], bytes]]], *, key: str, name: str
) -> None:
    """Offer files of (kind, media type, maker); `name` is without its ending."""
    with st.popover(view.t(msg("Download")), icon=":material/download:"):
        for kind, mime, make in kinds:
            st.download_button(
                view.t(msg("Download as {kind}", kind=kind)),
                make,
                file_name=f"{name}.{kind.lower()}",
                mime=mime,
                key=f"{key}_{kind}",
                on_click="ignore",
                width="stretch",
            )


def file_name(view: View, panel: Panel) -> str:
    """Name of a download: what, which day, and whether it is sample data or a scenario."""
    provenance = panel.provenance
    sample = "_beispieldaten" if provenance.is_sample else ""
    scenario = "_szenario" if follows_scenario(provenance) else ""
    day = provenance.reference_date.isoformat()
    return f"{panel.key}_{day}_{view.language}{sample}{scenario}"


def escape(text: str, *, keeps_addresses: bool = False) -> str:
    """Keep text from data from being read as Markdown, a link, math or a coloured span.

    The browser's Markdown makes links of bare addresses even where every sign is escaped; an
    invisible joiner prevents that. `keeps_addresses` leaves them: for attributions.
    """
    line = _BREAKS.sub(" ", text)
    if not keeps_addresses:
        line = _ADDRESS.sub(_JOINER, line)
    marked = "".join(f"\\{char}" if char in _MARKUP else char for char in line)
    return _LIST_START.sub(r"\1\\\2", marked)
