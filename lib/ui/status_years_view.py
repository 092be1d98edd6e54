"""Status over time on the page: matrix of indicators and years, with the working of a cell."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.heatmap_axes import HeatLook
from lib.charts.matrix import matrix_chart
from lib.charts.matrix_model import Matrix, MatrixAxis
from lib.charts.theme import picture_title
from lib.domain.indicator_status import METHOD_STATUSES, Status
from lib.insights.goals import narrowed
from lib.insights.status_years import YEARS_SHOWN, StatusYears, status_years, year_statuses
from lib.text import Text, msg, nmsg
from lib.ui import cache, data, filters, goal_filters, matrix, panels, status_signs, url_state
from lib.ui.cooperation_control import choose_cell, selected_cell

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.ui.context import View
    from lib.ui.cooperation_control import Selected
    from lib.ui.goal_filters import GoalChoice

SPAN: Final = "zeitraum"
LAST: Final = "zuletzt"
EVERY: Final = "alle"
ROW_PX: Final = 31
COLUMN_PX: Final = 34
HEIGHT_PX: Final = 560
FILE_WIDTH_PX: Final = 1150
FILE_ROW_PX: Final = 30
FILE_SCALE: Final = 1.15
FILE_LABEL_PX: Final = 560
#: A file of more rows than this could not be opened; the table holds them all.
FILE_ROWS: Final = 150
HEADING: Final = "#"


def show(view: View, chosen: GoalChoice) -> None:
    """Show the status of every indicator in every year."""
    insight = narrowed(data.goals(view, chosen), chosen.narrowing)
    answer = st.container()
    picture, reading = status_signs.columns(view)
    with reading:
        most = _span(view, has_more=len(data.goal_lists(view).years) > YEARS_SHOWN)
    judged = cache.ask(
        data.at(view),
        year_statuses,
        data.indicator_base(view, chosen.ags),
        method=chosen.method,
    )
    found = status_years(insight, judged.window(until=chosen.year, most=most))
    with answer:
        panels.show_answer(view, found.answer)
    if not found.groups:
        if view.presentation:
            return
        with picture:
            st.info(
                view.t(
                    msg(
                        "There is nothing to show for this selection. Choose other filters, or "
                        "import goals, indicators and values (see data and methods)."
                    )
                ),
                icon=":material/info:",
            )
        return
    model = years_matrix(view, found)
    selected = selected_cell(view, [line.key for line in found.lines()], model.columns.keys)

    def draw_all() -> None:
        with picture:
            _draw(view, found, model, chosen, selected)
        if not view.presentation:
            with reading:
                _read(view, found, chosen, selected)

    panels.show_panel(
        view,
        panels.Panel(
            key="zielverlauf",
            title=found.table.caption,
            draw=draw_all,
            picture=partial(_picture, view, found, chosen),
            table=found.table,
            provenance=found.provenance,
        ),
    )


def _span(view: View, *, has_more: bool) -> int:
    """Choose how many years; 0 are all of them. Nothing is to choose where all have room."""
    options = (
        (LAST, view.t(msg("last {count} years", count=YEARS_SHOWN))),
        (EVERY, view.t(msg("all years"))),
    )
    chosen = url_state.segments(
        view.t(msg("Period")),
        SPAN,
        options,
        default=LAST,
        is_quiet=True,
        shown=has_more and not view.presentation,
    )
    return 0 if chosen == EVERY else YEARS_SHOWN


def years_matrix(view: View, found: StatusYears, *, most: int = 0) -> Matrix:
    """Write the statuses as a matrix: goals as headings, indicators below; at most `most` rows."""
    keys: list[str] = []
    labels: list[str] = []
    codes: list[str] = []
    headings: set[int] = set()
    code_of = status_signs.CODES
    for group in found.groups:
        headings.add(len(keys))
        keys.append(HEADING + group.key)
        labels.append(view.t(group.name))
        codes.append(code_of[Status.NO_VALUES] * len(found.years))
        for line in group.lines:
            keys.append(line.key)
            labels.append(view.t(line.name))
            codes.append("".join([code_of[status] for status in line.statuses]))
    end = most or len(keys)
    years = tuple(str(year) for year in found.years)
    return Matrix(
        rows=MatrixAxis(
            title=view.t(msg("Indicator")),
            keys=tuple(keys[:end]),
            labels=tuple(labels[:end]),
            headings=frozenset(place for place in headings if place < end),
        ),
        columns=MatrixAxis(title=view.t(msg("Year")), keys=years, labels=years),
        codes="".join(codes[:end]),
        signs=status_signs.status_signs(view, found.method, found.present()),
        joint=", ",
    )


def _draw(
    view: View, found: StatusYears, model: Matrix, chosen: GoalChoice, selected: Selected
) -> None:
    if view.presentation:
        st.caption(panels.escape(_selection(view, chosen)))
    matrix.draw(
        view,
        model,
        key="status_years",
        label=" ".join(view.t(text) for text in (found.table.caption, *found.answer)),
        selected=selected,
        on_choose=choose_cell,
        height_px=HEIGHT_PX,
        fixed=matrix.Fixed(row_px=ROW_PX, column_px=COLUMN_PX, starts_at_end=True),
    )


def _read(view: View, found: StatusYears, chosen: GoalChoice, selected: Selected) -> None:
    """Beside the matrix: the working of the chosen cell, else the counts of the last year."""
    if selected is not None:
        key, year = selected
        status_signs.working(view, key, ags=chosen.ags, year=int(year), method=found.method)
        st.button(
            view.t(msg("Back to the counts")),
            icon=":material/close:",
            on_click=choose_cell,
            args=("", ""),
            key="clear_status_cell",
        )
        return
    last = Counter(line.statuses[-1] for line in found.lines())
    title = msg("Indicators by status in {year}", year=str(found.years[-1]))
    present = [(status, last[status]) for status in METHOD_STATUSES[found.method] if last[status]]
    status_signs.counts(view, title, present)
    st.caption(
        view.t(
            msg(
                "Each year is judged only by the values up to it. Click a cell to read how its "
                "status came about."
            )
        )
    )


def _selection(view: View, chosen: GoalChoice) -> str:
    parts = goal_filters.selection_parts(view, data.goal_lists(view), chosen)
    return filters.selection_line(view, parts)


def _picture(view: View, found: StatusYears, chosen: GoalChoice) -> AnyChart:
    """Draw the file: the first rows of the matrix, with title, selection and source."""
    model = years_matrix(view, found, most=FILE_ROWS)
    said = (_selection(view, chosen), *found.answer, *found.provenance.lines())
    lines: list[Text] = list(dict.fromkeys(said))
    left = sum(1 for _ in found.lines()) - len(model.rows.keys) + len(model.rows.headings)
    if left > 0:
        lines.append(
            nmsg(
                "{count} further indicator stands in the table.",
                "{count} further indicators stand in the table.",
                left,
            )
        )
    look = HeatLook(
        language=view.language,
        width_px=FILE_WIDTH_PX,
        height_px=FILE_ROW_PX * len(model.rows.keys),
        scale=FILE_SCALE,
        label_limit_px=FILE_LABEL_PX,
        label_angle=0 if len(found.years) <= YEARS_SHOWN else -90,
        legend_columns=4,
    )
    title = picture_title(found.table.caption, lines, language=view.language)
    return matrix_chart(model, look=look, title=title)
