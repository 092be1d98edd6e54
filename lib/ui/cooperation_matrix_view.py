"""The cooperation matrix: picture and reading side by side, with answer, table and downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED, level_label
from lib.text import msg
from lib.ui import cooperation_control, cooperation_filters, cooperation_view, data, panels
from lib.ui import cooperation_reading as reading_of
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.ui.context import View
    from lib.ui.cooperation_filters import CooperationAsked


def show(view: View, asked: CooperationAsked) -> None:
    """Show the matrix that is asked for, with answer, reading, table and downloads."""
    if asked.matrix == cooperation_filters.INSTITUTIONS:
        _show_institutions(view, asked)
    else:
        _show_types(view, asked)


def _show_types(view: View, asked: CooperationAsked) -> None:
    matrix = data.cooperation_types(view, asked.choice)
    panels.show_answer(view, matrix.answer)
    if not (asked.choice.wave and matrix.types):
        return
    labels = {code: view.t(label) for code, label in matrix.types}
    selected = cooperation_control.selected_cell(view, list(labels))
    key = cooperation_control.chart_key("type_matrix", selected)
    look = cooperation_control.look_of(view, len(labels), selection=key)

    def draw_all() -> None:
        chart = cooperation_view.type_chart(view, matrix, look, selected=selected)
        alt_text = " ".join(view.t(sentence) for sentence in matrix.answer)
        if view.presentation:
            st.caption(escape(cooperation_filters.selection_text(view, asked)))
            cooperation_control.draw(view, chart, key=key, alt=alt_text)
            return
        picture, reading = st.columns([3, 1], gap="medium")
        with picture:
            if not view.shows_single_pairs:
                st.caption(view.t(SINGLE_PAIRS_PROTECTED))
            cooperation_control.draw(view, chart, key=key, alt=alt_text)
            _minimum_line(view, matrix.level_from)
        with reading:
            reading_of.choosers(view, labels, selected)
            if selected is None:
                _hint(view)
                return
            cell = next(cell for cell in matrix.cells if (cell.rater, cell.rated) == selected)
            reading_of.type_detail(view, cell)

    panels.show_panel(
        view,
        cooperation_view.panel(
            view,
            matrix,
            asked,
            draw_all=draw_all,
            picture=lambda size, lines: cooperation_view.type_chart(
                view, matrix, size, selected=selected, lines=lines
            ),
            rows_count=len(labels),
        ),
    )


def _show_institutions(view: View, asked: CooperationAsked) -> None:
    matrix = data.cooperation_institutions(view, asked.choice)
    panels.show_answer(view, matrix.answer)
    if not (asked.choice.wave and matrix.institutions):
        return
    names = {host.key: host.name for host in matrix.institutions}
    selected = cooperation_control.selected_cell(view, list(names))
    key = cooperation_control.chart_key("institution_matrix", selected)
    look = cooperation_control.look_of(view, len(names), selection=key)

    def draw_all() -> None:
        chart = cooperation_view.institution_chart(view, matrix, look, selected=selected)
        picture, reading = st.columns([3, 1], gap="medium")
        with picture:
            if not asked.choice.ags:
                st.caption(
                    view.t(
                        msg("Choose a municipality above to read names and levels in the cells.")
                    )
                )
            cooperation_control.draw(
                view,
                chart,
                key=key,
                alt=" ".join(view.t(sentence) for sentence in matrix.answer),
            )
            _minimum_line(view, matrix.level_from)
        with reading:
            reading_of.choosers(view, names, selected)
            if selected is None or selected[0] == selected[1]:
                _hint(view)
                return
            reading_of.pair_detail(view, asked.choice.wave, selected)

    panels.show_panel(
        view,
        cooperation_view.panel(
            view,
            matrix,
            asked,
            draw_all=draw_all,
            picture=lambda size, lines: cooperation_view.institution_chart(
                view, matrix, size, selected=selected, lines=lines
            ),
            rows_count=len(names),
        ),
    )


def _minimum_line(view: View, level_from: int) -> None:
    if level_from:
        label = level_label(level_from, view.settings.level_names)
        st.caption(
            escape(
                view.t(
                    msg(
                        "Cells below {level} are shown faint, not left out; what nobody rated "
                        "stays hatched.",
                        level=label,
                    )
                )
            )
        )


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
