"""The gap matrix on the page: picture and reading side by side, with table and downloads."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.gap_matrix import MatrixCell, MatrixColumn, gap_chart
from lib.charts.heatmap_axes import HeatAxis, HeatLook
from lib.charts.theme import picture_title
from lib.domain.gaps import GAP_LABELS, GapState
from lib.insights.gap_cell import reason
from lib.insights.gap_table import gap_table
from lib.text import Num, Text, msg
from lib.ui import cooperation_control, filters, gap_choice, gap_reading, panels, weakest_view
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.gap_cell import GapCell
    from lib.insights.gap_matrix import GapMatrix
    from lib.ui.context import View
    from lib.ui.gap_choice import Selected

STYLE: Final = Path(__file__).parent / "styles" / "gaps.css"
CAPTION: Final = msg("Gap matrix: life phases and transitions")
CHART: Final = "gap_matrix"
ROW_PX: Final = 19
AROUND_PX: Final = 162  # names of the columns above and the legend below
LEAST_PX: Final = 300
PICTURE_WIDTH_PX: Final = 1250
PICTURE_ROW_PX: Final = 27
PRESENTATION_SCALE: Final = 1.2
COLUMN_LABEL_PX: Final = 240


def show(view: View, beside: st.delta_generator.DeltaGenerator) -> None:
    """Filters, answer, matrix with reading, table, offers of the chosen cell."""
    chosen = gap_choice.choice(view, beside)
    matrix = gap_choice.matrix_of(view, chosen)
    if chosen.reading == gap_choice.BY_WEAKEST_LINK:
        weakest_view.show(
            view,
            chosen,
            places=gap_choice.shown_places(view, matrix),
            selected=gap_choice.selected_cell(view, matrix),
            parts=gap_choice.selection_parts(view, chosen),
        )
        return
    panels.show_answer(view, matrix.answer)
    places = gap_choice.shown_places(view, matrix)
    selected = gap_choice.selected_cell(view, matrix)
    cells = matrix.of(places)
    table = gap_table(cells, matrix.thresholds, with_scenario=matrix.has_scenario, caption=CAPTION)
    parts = gap_choice.selection_parts(view, chosen)
    lines = (filters.selection_line(view, parts), *matrix.provenance.lines())
    panels.show_panel(
        view,
        panels.Panel(
            key="lueckenmatrix",
            title=CAPTION,
            draw=lambda: _draw(view, matrix, cells, selected, parts),
            picture=lambda: _chart(
                view, matrix, cells, _file_look(view, cells, matrix), selected=selected, lines=lines
            ),
            table=table,
            provenance=matrix.provenance,
        ),
    )
    if selected and not view.presentation:
        gap_reading.offer_list(view, chosen, matrix, selected)


def _draw(
    view: View,
    matrix: GapMatrix,
    cells: tuple[GapCell, ...],
    selected: Selected,
    parts: tuple[Text, ...],
) -> None:
    st.html(cooperation_control.STYLE)
    st.html(STYLE)
    rows = len(cells) // max(1, len(matrix.columns))
    alt = " ".join(view.t(sentence) for sentence in matrix.answer)
    if view.presentation:
        if len(parts) > 1:  # the day alone stands in the source line
            st.caption(escape(filters.selection_line(view, parts)))
        look = HeatLook(
            language=view.language,
            height_px=0,
            scale=PRESENTATION_SCALE,
            label_limit_px=250,
            column_limit_px=COLUMN_LABEL_PX,
            label_angle=-25,
            is_fluid=True,
        )
        with st.container(key="picture_stage"):
            chart = _chart(view, matrix, cells, look, selected=None)
            st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=alt)
        return
    picture, reading = st.columns([3, 1], gap="medium")
    with picture:
        key = cooperation_control.chart_key(CHART, selected)
        look = HeatLook(
            language=view.language,
            height_px=max(LEAST_PX, AROUND_PX + ROW_PX * rows),
            column_limit_px=COLUMN_LABEL_PX,
            label_angle=-30,
            selection=key,
        )
        with st.container(key="matrix_frame"):
            st.altair_chart(
                _chart(view, matrix, cells, look, selected=selected),
                theme=None,
                width="stretch",
                key=key,
                on_select=partial(_take_click, key),
                alt=alt,
            )
        _captions(view, matrix, cells)
    with reading:
        gap_reading.show(view, matrix, selected)


def _captions(view: View, matrix: GapMatrix, cells: tuple[GapCell, ...]) -> None:
    lines: list[Text] = [
        msg("In each cell: sign of the state and number of active offers; narrow: transitions."),
        msg("A click opens a cell."),
    ]
    if any(cell.is_changed for cell in cells):
        lines.append(msg("Dashed frame: changed by the scenario."))
    shown = len(cells) // max(1, len(matrix.columns))
    if shown < len(matrix.areas):
        lines.append(
            msg(
                "Shown, also in table and downloads: {shown} of {total} municipalities. The "
                "sentences above count all.",
                shown=Num(shown),
                total=Num(len(matrix.areas)),
            )
        )
    if not view.shows_single_pairs:
        lines.append(
            msg("The reading “weakest link” rests on single pairs: only the circle sees it.")
        )
    st.caption(escape(" ".join(view.t(line) for line in lines)))


def _take_click(key: str) -> None:
    """Select the clicked cell; a chart that is drawn anew reports an empty choice: no click."""
    state = st.session_state.get(key)
    points = next(iter(state["selection"].values()), None) if state else None
    if points:
        gap_choice.choose_cell(points[0]["row"], points[0]["column"])


def _chart(
    view: View,
    matrix: GapMatrix,
    cells: tuple[GapCell, ...],
    look: HeatLook,
    *,
    selected: Selected,
    lines: tuple[Text, ...] = (),
) -> AnyChart:
    names = {cell.ags: cell.name for cell in cells}
    return gap_chart(
        [_cell(view, matrix, cell) for cell in cells],
        rows=HeatAxis(title=view.t(msg("Municipality")), keys=tuple(names), labels=names),
        columns=[
            MatrixColumn(
                key=column.key, label=view.t(column.label), is_transition=column.is_transition
            )
            for column in matrix.columns
        ],
        legend={state: view.t(GAP_LABELS[state]) for state in GapState},
        tooltip=[
            view.t(text)
            for text in (
                msg("Municipality"),
                msg("Life phase or transition"),
                msg("State"),
                msg("Why"),
            )
        ],
        look=look,
        selected=selected,
        title=picture_title(CAPTION, lines, language=view.language) if lines else None,
    )


def _cell(view: View, matrix: GapMatrix, cell: GapCell) -> MatrixCell:
    return MatrixCell(
        row=cell.ags,
        column=cell.column.key,
        state=cell.state,
        text=view.t(Num(cell.offers_count)),
        tooltip=(
            cell.name,
            view.t(cell.column.label),
            view.t(GAP_LABELS[cell.state]),
            view.t(reason(cell, matrix.thresholds)),
        ),
        is_changed=cell.is_changed,
    )


def _file_look(view: View, cells: tuple[GapCell, ...], matrix: GapMatrix) -> HeatLook:
    rows = len(cells) // max(1, len(matrix.columns))
    return HeatLook(
        language=view.language,
        width_px=PICTURE_WIDTH_PX,
        height_px=max(LEAST_PX, PICTURE_ROW_PX * rows),
        scale=1.2,
        label_limit_px=320,
        column_limit_px=320,
        label_angle=-30,
    )
