"""The list of a search: rows that open their entry, what to do when nothing is found, downloads."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from lib.domain.fuzzy_text import replaced
from lib.domain.vocabulary import CellState
from lib.insights.offer_search import Listing
from lib.insights.types import Table
from lib.report.exports import header, state_text
from lib.text import Num, msg, nmsg
from lib.ui import entry_view, panels, search_data, search_filters, url_state
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.insights.offer_search import SearchInsight
    from lib.text import Message, Text
    from lib.ui.context import View
    from lib.ui.search_filters import SearchChoice

STYLE: Final = Path(__file__).parent / "styles" / "search.css"
#: List, downloads and source stand on one screen of 900 pixels.
ROWS_IN_SIGHT: Final = 11
PRESENTED_ROWS: Final = 11
#: Longer texts are cut in the list (a double click shows them); the entry holds them whole.
WIDTHS_PX: Final = {
    "name": 275,
    "institution_name": 250,
    "place": 125,
    "status": 155,
    "last_confirmed_on": 125,
    "ages": 175,
    "capacity_places": 100,
    "fields": 200,
    "type": 230,
    "sector": 180,
    "offers_count": 150,
}
PRESENTED: Final[dict[Listing, tuple[str, ...]]] = {
    Listing.OFFERS: ("name", "institution_name", "place", "ages", "status"),
    Listing.INSTITUTIONS: ("name", "type", "place", "offers_count"),
}
#: The query parameter that names the opened entry of each list.
OPENED: Final[dict[Listing, str]] = {
    Listing.OFFERS: "angebot",
    Listing.INSTITUTIONS: "einrichtung",
}
NO_CHOICE: Final = ""


def show(view: View, choice: SearchChoice, insight: SearchInsight) -> None:
    """Draw the list, the opened entry, and what stands under them."""
    st.html(STYLE)
    if view.presentation:
        panels.show_panel(view, _panel(view, choice, insight))
        return
    _set_filters(view, choice)
    if not insight.rows_count:
        _what_next(view, choice, insight)
        _opened(view, choice)
        return
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        with st.container(width="stretch", key="list"):
            _list(view, choice, insight)
            panels.show_foot(view, _panel(view, choice, insight))
        _opened(view, choice)


def _panel(view: View, choice: SearchChoice, insight: SearchInsight) -> panels.Panel:
    return panels.Panel(
        key=choice.listing.value,
        title=insight.table.caption,
        draw=lambda: _present(view, choice, insight),
        picture=None,
        table=insight.table,
        provenance=insight.provenance,
        export=(lambda: search_data.export(view, choice)) if insight.is_cut else None,
    )


def _set_filters(view: View, choice: SearchChoice) -> None:
    """Name the filters that the popover hides, and offer to clear them all."""
    rest = search_filters.words_of_rest(view, choice.filter)
    if not (rest or choice.is_narrowed):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if rest:
            words = " · ".join(view.t(word) for word in rest)
            # no wider than it is: at the right end the table's own tools would cover the button
            st.caption(
                escape(view.t(msg("Also filtered by: {words}", words=words))), width="content"
            )
        if choice.is_narrowed:
            st.button(
                view.t(msg("Reset filters")),
                icon=":material/filter_alt_off:",
                type="tertiary",
                on_click=search_filters.reset,
                key="reset_filters",
            )


def _list(view: View, choice: SearchChoice, insight: SearchInsight) -> None:
    table = insight.table
    keys = tuple(table.frame["key"].astype(str))
    opened = _named(choice.listing)
    key = _table_key(view, choice, keys, opened)
    rows = min(len(keys), ROWS_IN_SIGHT)
    st.dataframe(
        panels.styled_table(table, view.language),
        hide_index=True,
        key=key,
        height=panels.ROW_PX * (rows + 1) + 3,
        alt=view.t(table.caption),
        on_select=partial(_take_row, key, choice.listing, keys),
        selection_mode="single-row",
        selection_default={"selection": {"rows": [keys.index(opened)]}} if opened in keys else None,
        column_config={
            header(column, view.language): st.column_config.Column(width=WIDTHS_PX.get(column.key))
            for column in table.columns
        },
    )
    st.caption(escape(view.t(_how_many(insight))))


def _how_many(insight: SearchInsight) -> Message:
    if insight.is_cut:
        return msg(
            "The first {shown} of {count}. Narrow the search to see the others; the download holds "
            "them. Tick a row to open its entry.",
            shown=len(insight.table.frame),
            count=insight.rows_count,
        )
    return nmsg(
        "{count} row. Tick it to open its entry.",
        "{count} rows. Tick a row to open its entry.",
        insight.rows_count,
    )


def _named(listing: Listing) -> str:
    """Key of the entry that the address names."""
    name = OPENED[listing]
    return url_state.current(name, valid=lambda _: True, default=NO_CHOICE)


def _table_key(view: View, choice: SearchChoice, keys: tuple[str, ...], opened: str) -> str:
    """Key of the list: a new one for other rows, or where another row is opened than is ticked.

    The browser keeps the ticked row of a list, even when the list has changed or the entry was
    closed by its button.
    """
    digest = sha256(repr((choice, keys, view.language)).encode()).hexdigest()[:16]
    mounts: int = st.session_state.setdefault("_list_mounts", 0)
    key = f"list_{digest}_{mounts}"
    ticked = _ticked(key, keys)
    if ticked is not None and ticked != (opened if opened in keys else NO_CHOICE):
        st.session_state["_list_mounts"] = mounts + 1
        key = f"list_{digest}_{mounts + 1}"
    return key


def _ticked(key: str, keys: tuple[str, ...]) -> str | None:
    """Key of the row that is ticked ("": none); None for a list that is not drawn yet."""
    state = st.session_state.get(key)
    if state is None:
        return None
    rows = state["selection"]["rows"]
    return keys[rows[0]] if rows and rows[0] < len(keys) else NO_CHOICE


def _take_row(key: str, listing: Listing, keys: tuple[str, ...]) -> None:
    url_state.choose(OPENED[listing], _ticked(key, keys) or NO_CHOICE)


def _opened(view: View, choice: SearchChoice) -> None:
    """Show the entry that the address names; a stale key is forgotten without a word."""
    name, key = OPENED[choice.listing], _named(choice.listing)
    shown = bool(key) and (
        entry_view.show_offer(view, key, on=choice.filter.offers.on)
        if choice.listing is Listing.OFFERS
        else entry_view.show_institution(view, key)
    )
    kept = key if shown else NO_CHOICE
    st.session_state[url_state.widget_key(name)] = kept
    url_state.publish(name, kept, default=NO_CHOICE)


def _what_next(view: View, choice: SearchChoice, insight: SearchInsight) -> None:
    """Say what to do when nothing is found."""
    if not insight.has_entries:
        return
    alike = [(one.typed, word) for one in insight.suggestions for word in one.alike]
    if alike:
        st.markdown(view.t(msg("Did you mean:")))
        with st.container(horizontal=True, gap="small"):
            for typed, word in alike:
                st.button(
                    escape(word),
                    key=f"alike_{typed}_{word}",
                    on_click=_search_instead,
                    args=(replaced(choice.filter.text, typed, word),),
                )
    if choice.is_narrowed and insight.without_filters_count:
        st.caption(view.t(msg("Reset the filters to see the offers that the words alone find.")))
    elif choice.filter.text:
        st.caption(
            view.t(
                msg(
                    "Fewer words find more: every word must stand in the name of the offer, of its "
                    "institution or of its municipality. Ended and future offers are found with "
                    "“More filters”, “All entries”."
                )
            )
        )
    else:
        st.caption(view.t(msg("Choose fewer filters, or an earlier reference date.")))


def _search_instead(text: str) -> None:
    url_state.choose(search_filters.SEARCH, text)


def _present(view: View, choice: SearchChoice, insight: SearchInsight) -> None:
    """Show the beginning of the list, large; the link alone decides what it holds."""
    words = search_filters.words_of_all(view, choice)
    st.caption(escape(" · ".join(view.t(word) for word in words)))
    if insight.rows_count:
        with st.container(key="presented_list"):
            st.table(_presented(view, choice, insight.table), hide_index=True, border="horizontal")
        rest = insight.rows_count - min(insight.rows_count, PRESENTED_ROWS)
        if rest:
            st.caption(view.t(msg("and {count} more", count=Num(rest))))


def _presented(view: View, choice: SearchChoice, table: Table) -> pd.DataFrame:
    """Cells of the presented rows as inert text."""
    columns = [column for column in table.columns if column.key in PRESENTED[choice.listing]]
    head = Table(table.frame.head(PRESENTED_ROWS), tuple(columns))
    return pd.DataFrame(
        {
            escape(header(column, view.language)): [
                escape(_cell(view, value, state))
                for value, state in zip(head.frame[column.key], head.state(column.key), strict=True)
            ]
            for column in columns
        }
    )


def _cell(view: View, value: Text | float, state: str) -> str:
    if state != CellState.VALUE.value:
        return state_text(state, view.language)
    return view.t(Num(float(value)) if isinstance(value, (int, float)) else value)
