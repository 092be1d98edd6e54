"""The cooperation matrix of the circle: picture and reading side by side, answer, table, files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.insights.cooperation_groups import group_matrix
from lib.insights.cooperation_matrix import (
    ORDER_LABELS,
    ORDERS,
    CooperationMatrix,
    MatrixKind,
    MatrixOrder,
)
from lib.insights.cooperation_pairs import institution_matrix
from lib.text import Text, msg, nmsg
from lib.ui import (
    cache,
    cooperation_control,
    cooperation_filters,
    cooperation_view,
    data,
    matrix,
    panels,
    url_state,
)
from lib.ui import cooperation_reading as reading_of
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.charts.matrix_model import Matrix
    from lib.ui.context import View
    from lib.ui.cooperation_control import Selected
    from lib.ui.cooperation_filters import CooperationAsked

ORDER: Final = "folge"
HEIGHT_PX: Final = 530
#: Summaries of many rows stay readable: figures need rows of some height.
TALL_PX: Final = 720
MANY_ROWS: Final = 16


def show(view: View, asked: CooperationAsked) -> None:
    """Show the matrix that is asked for, with answer, reading, table and downloads."""
    kind = MatrixKind(asked.matrix)
    above = st.container()
    beside, reading = st.columns([3, 1], gap="medium")
    with reading:
        order = _order(view, kind)
    found = _found(view, asked, kind, order)
    with above:
        panels.show_answer(view, found.answer)
    if not (asked.choice.wave and found.rows):
        return
    model = cooperation_view.model(view, found)
    selected = _selected(view, found)

    def draw_all() -> None:
        with beside:
            _draw(view, found, model, selected)
            _notes(view, found, asked)
        with reading:
            _read(view, found, asked, selected)

    panels.show_panel(view, cooperation_view.panel(view, found, asked, draw_all=draw_all))


def _order(view: View, kind: MatrixKind) -> MatrixOrder:
    options = [(item.value, view.t(ORDER_LABELS[item])) for item in ORDERS[kind]]
    chosen = url_state.select(
        view.t(msg("Order")),
        ORDER,
        options,
        shown=not view.presentation,
    )
    return MatrixOrder(chosen)


def _found(
    view: View, asked: CooperationAsked, kind: MatrixKind, order: MatrixOrder
) -> CooperationMatrix:
    if kind is MatrixKind.INSTITUTIONS:
        return cache.ask(
            data.at(view),
            institution_matrix,
            asked.choice,
            scope=data.scope(view),
            lists=view.lists,
            order=order,
            language=view.language,
        )
    return cache.ask(
        data.at(view),
        group_matrix,
        asked.choice,
        kind=kind,
        scope=data.scope(view),
        lists=view.lists,
        order=order,
        language=view.language,
    )


def _selected(view: View, found: CooperationMatrix) -> Selected:
    rows = [line.key for line in found.rows]
    columns = [line.key for line in found.columns]
    return cooperation_control.selected_cell(view, rows, columns)


def _draw(view: View, found: CooperationMatrix, model: Matrix, selected: Selected) -> None:
    matrix.draw(
        view,
        model,
        key=f"matrix_{found.kind.value}",
        label=view.t(found.table.caption),
        selected=selected,
        on_choose=cooperation_control.choose_cell,
        height_px=TALL_PX if found.cells and len(found.rows) > MANY_ROWS else HEIGHT_PX,
    )


def _notes(view: View, found: CooperationMatrix, asked: CooperationAsked) -> None:
    """Say what is left out, what is faint, and by which rule a pair has its level."""
    lines: list[Text] = []
    if found.hidden_rows or found.hidden_columns:
        lines.append(_hidden(found))
    if found.faint:
        lines.append(msg("Faint cells do not fit the filters."))
    if cooperation_view.is_single(found):
        lines.append(cooperation_filters.rule_line(asked.choice))
    if lines:
        st.caption(escape(" ".join(view.t(line) for line in lines)))


def _hidden(found: CooperationMatrix) -> Text:
    if cooperation_view.is_single(found):
        return nmsg(
            "{count} institution without a fitting pair is left out.",
            "{count} institutions without a fitting pair are left out.",
            found.hidden_rows,
        )
    return msg(
        "Left out because no cell of them fits: {rows} rows, {columns} columns.",
        rows=found.hidden_rows,
        columns=found.hidden_columns,
    )


def _read(
    view: View, found: CooperationMatrix, asked: CooperationAsked, selected: Selected
) -> None:
    rows = {line.key: view.t(line.label) for line in found.rows}
    columns = {line.key: view.t(line.label) for line in found.columns}
    reading_of.choosers(view, rows, columns, selected, row_title=found.kind)
    if selected is None:
        _hint(view)
    elif cooperation_view.is_single(found):
        if selected[0] == selected[1]:
            _hint(view)
        else:
            reading_of.pair_detail(view, asked.choice, selected)
    else:
        reading_of.group_detail(view, found.cells[selected])


def _hint(view: View) -> None:
    st.caption(view.t(msg("Click a cell, or choose both sides above, to read more about it.")))
    st.caption(
        view.t(
            msg(
                "Rows rate columns. A half level takes the colour of the lower level, so that "
                "nothing looks better than it was rated."
            )
        )
    )
