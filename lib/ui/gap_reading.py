"""Reading beside the gap matrix: a cell chosen by click or two boxes, the most urgent five."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from lib.domain.gaps import GAP_LABELS, GapState
from lib.insights.gap_cell import reason, short_reason
from lib.insights.gap_table import offers_of_cell
from lib.text import Dated, Message, Num, Text, msg, nmsg
from lib.ui import cache, data, gap_choice, panels
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.insights.gap_cell import GapCell, GapColumn
    from lib.insights.gap_matrix import GapMatrix
    from lib.insights.types import Table
    from lib.ui.context import View
    from lib.ui.gap_choice import GapChoice, Selected

AGS_KEY: Final = "gap_ags"
COLUMN_KEY: Final = "gap_column"
ICONS: Final[dict[GapState, str]] = {
    GapState.COVERED: ":material/check_circle:",
    GapState.THIN: ":material/contrast:",
    GapState.GAP: ":material/trip_origin:",
    GapState.NONE_MEANT: ":material/indeterminate_check_box:",
    GapState.UNCLEAR: ":material/question_mark:",
    GapState.NO_REPORT: ":material/remove:",
}


def show(view: View, matrix: GapMatrix, selected: Selected) -> None:
    """Two boxes, the chosen cell, and the most urgent five."""
    choosers(view, matrix.areas, matrix.columns, selected)
    cell = matrix.cell(*selected) if selected else None
    if cell is not None:
        _detail(view, matrix, cell)
        return
    _urgent(view, matrix)


def choosers(
    view: View,
    areas: tuple[tuple[str, str], ...],
    columns: tuple[GapColumn, ...],
    selected: Selected,
) -> None:
    """Two boxes that open the same detail as a click: for keyboards and screen readers."""
    ags, column = selected or (None, None)
    if selected is None and st.session_state.get(AGS_KEY) and st.session_state.get(COLUMN_KEY):
        # the selection was cleared on the picture or by a link
        st.session_state[AGS_KEY] = st.session_state[COLUMN_KEY] = None
    names = {column.key: view.t(column.label) for column in columns}
    for key, label, options, value in (
        (AGS_KEY, msg("Municipality"), dict(areas), ags),
        (COLUMN_KEY, msg("Life phase or transition"), names, column),
    ):
        if selected is not None or st.session_state.get(key) not in options:
            st.session_state[key] = value
        st.selectbox(
            view.t(label),
            list(options),
            index=None,
            format_func=lambda code, options=options: options.get(code, code),  # type: ignore[misc]
            placeholder=view.t(msg("Please choose")),
            key=key,
            on_change=_take_choice,
        )


def _take_choice() -> None:
    gap_choice.choose_cell(st.session_state[AGS_KEY] or "", st.session_state[COLUMN_KEY] or "")


def _detail(view: View, matrix: GapMatrix, cell: GapCell) -> None:
    """State, why, how sure, and what a scenario changed."""
    st.markdown(f"**{escape(view.t(cell.title))}**")
    st.metric(view.t(msg("State")), view.t(GAP_LABELS[cell.state]), icon=ICONS[cell.state])
    st.markdown(escape(view.t(reason(cell, matrix.thresholds))))
    for line in _lines(cell):
        st.caption(escape(view.t(line)))
    st.button(
        view.t(msg("Clear selection")),
        icon=":material/close:",
        on_click=gap_choice.choose_cell,
        args=("", ""),
        key="clear_cell",
    )


def _lines(cell: GapCell) -> list[Text]:
    lines: list[Text] = []
    if cell.offers_count:
        lines.append(
            msg(
                "Confirmed: {recent} of {offers} in 12 months, {older} in 24 months.",
                recent=Num(cell.confirmed_count),
                offers=Num(cell.offers_count),
                older=Num(cell.confirmed_24_months_count),
            )
        )
    if cell.decision is not None and cell.state is not GapState.NONE_MEANT:
        lines.append(msg("Nevertheless recorded: {decision}", decision=cell.decision.text()))
    if cell.is_changed:
        lines.append(
            msg(
                "Without the scenario: {state}, {offers}.",
                state=GAP_LABELS[cell.before],
                offers=nmsg("{count} offer", "{count} offers", cell.offers_before),
            )
        )
    return lines


def _urgent(view: View, matrix: GapMatrix) -> None:
    """Name the most urgent cells, each with its reason; a click opens the cell."""
    if not matrix.urgent:
        return
    st.markdown(
        f"**{escape(view.t(_urgent_title(len(matrix.urgent))))}**",
        help=view.t(
            msg(
                "Gaps and thin spots, most missing offers first: what is missing by arithmetic up "
                "to {share} % of the Region's density.",
                share=str(matrix.thresholds.thin_below_share_pct),
            )
        ),
    )
    with st.container(key="urgent_cells", gap=None):
        for index, cell in enumerate(matrix.urgent):
            st.button(
                escape(view.t(cell.title)),
                icon=ICONS[cell.state],
                key=f"urgent_{index}",
                type="tertiary",
                on_click=gap_choice.choose_cell,
                args=(cell.ags, cell.column.key),
            )
            st.caption(escape(view.t(short_reason(cell))))


def _urgent_title(count: int) -> Message:
    return nmsg("The most urgent", "The {count} most urgent", count)


def _offers(view: View, chosen: GapChoice, cell: GapCell) -> Table:
    return cache.ask(
        data.at(view),
        offers_of_cell,
        chosen.offers,
        ags=cell.ags,
        column=cell.column.key,
        title=cell.title,
    )


def offer_list(view: View, chosen: GapChoice, matrix: GapMatrix, selected: tuple[str, str]) -> None:
    """List the offers of the chosen cell."""
    cell = matrix.cell(*selected)
    if cell is None:
        return
    table = _offers(view, chosen, cell)
    panels.show_table(view, table, key="offers_of_cell")
    newest = table.frame["last_confirmed_on"].max()
    if not pd.isna(newest):
        day = Dated(pd.Timestamp(newest).date())
        st.caption(view.t(msg("Last confirmation in this cell: {day}.", day=day)))
    thought_of = cell.offers_count - len(table.frame)
    if thought_of > 0:
        line = nmsg(
            "{count} offer of the scenario counts, too; it has no name.",
            "{count} offers of the scenario count, too; they have no names.",
            thought_of,
        )
        st.caption(view.t(line))
