"""What has changed since a day: matrix of then and now, by what became of each status."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.heatmap_axes import HeatLook
from lib.charts.matrix import matrix_chart
from lib.charts.theme import picture_title
from lib.insights.goals import narrowed
from lib.insights.status_change import StatusChange, key_changes, status_change
from lib.insights.status_days import change_days
from lib.text import msg
from lib.ui import (
    cache,
    data,
    filters,
    goal_filters,
    matrix,
    panels,
    status_change_reading,
    status_days_control,
    status_signs,
)
from lib.ui.cooperation_control import choose_cell, selected_cell
from lib.ui.status_change_signs import change_matrix
from lib.ui.url_widgets import toggle

if TYPE_CHECKING:
    from datetime import date

    from lib.charts.matrix_model import Matrix
    from lib.charts.theme import AnyChart
    from lib.ui.context import View
    from lib.ui.cooperation_control import Selected
    from lib.ui.goal_filters import GoalChoice

EVERYTHING: Final = "unveraendert"
ROW_PX: Final = 31
COLUMN_PX: Final = 110
HEIGHT_PX: Final = 540
FILE_WIDTH_PX: Final = 900
FILE_ROW_PX: Final = 32
FILE_SCALE: Final = 1.15
FILE_LABEL_PX: Final = 560
FILE_ROWS: Final = 150


def show(view: View, chosen: GoalChoice) -> None:
    """Show what became of each status since the chosen day."""
    days = cache.ask(
        data.at(view),
        change_days,
        prefixes=view.settings.ags_prefixes,
        ags=chosen.ags,
        until=view.state.reference_date,
    )
    if days.default is None:
        _no_days(view)
        return
    answer = st.container()
    picture, reading = status_signs.columns(view)
    with reading:
        since = status_days_control.since(view, days)
        shows_all = toggle(
            view.t(msg("Unchanged ones, too")), EVERYTHING, shown=not view.presentation
        )
    found = _found(view, chosen, since)
    with answer:
        panels.show_answer(view, found.answer)
    model = change_matrix(view, found, shows_all=shows_all)
    rows = [key for at, key in enumerate(model.rows.keys) if at not in model.rows.headings]
    selected = selected_cell(view, rows, model.columns.keys)

    def draw_all() -> None:
        with picture:
            _draw(view, found, model, chosen, selected)
        if not view.presentation:
            with reading:
                status_change_reading.show(view, found, chosen, selected)

    panels.show_panel(
        view,
        panels.Panel(
            key="zielveraenderung",
            title=found.table.caption,
            draw=draw_all,
            picture=partial(_picture, view, found, chosen, shows_all=shows_all) if rows else None,
            table=found.table,
            provenance=found.provenance,
        ),
    )


def _no_days(view: View) -> None:
    """Say why nothing can be compared, and what to do."""
    panels.show_answer(
        view,
        (
            msg(
                "What was known on an earlier day cannot be said: the database holds no days of "
                "publication."
            ),
        ),
    )
    if not view.presentation:
        st.info(
            view.t(
                msg(
                    "Import the values with their day of publication (column “veroeffentlicht_am” "
                    "of the sheet “indikatorwerte”). From the next change of a value on, the "
                    "import keeps the earlier one by itself."
                )
            ),
            icon=":material/info:",
        )


def _found(view: View, chosen: GoalChoice, since: date) -> StatusChange:
    changes = cache.ask(
        data.at(view),
        key_changes,
        data.indicator_base(view, chosen.ags, since),
        data.indicator_base(view, chosen.ags),
        year=chosen.year,
        method=chosen.method,
    )
    insight = narrowed(data.goals(view, chosen), chosen.narrowing)
    return status_change(insight, changes, since=since)


def _draw(
    view: View, found: StatusChange, model: Matrix, chosen: GoalChoice, selected: Selected
) -> None:
    if view.presentation:
        st.caption(panels.escape(_selection(view, chosen)))
    if not model.rows.keys:
        st.caption(
            view.t(
                msg(
                    "Nothing has changed since that day. Choose an earlier day, or show the "
                    "unchanged ones, too."
                )
            )
        )
        return
    matrix.draw(
        view,
        model,
        key="status_change",
        label=" ".join(view.t(text) for text in (found.table.caption, *found.answer)),
        selected=selected,
        on_choose=choose_cell,
        height_px=HEIGHT_PX,
        fixed=matrix.Fixed(row_px=ROW_PX, column_px=COLUMN_PX),
    )


def _selection(view: View, chosen: GoalChoice) -> str:
    parts = goal_filters.selection_parts(view, data.goal_lists(view), chosen)
    return filters.selection_line(view, parts)


def _picture(view: View, found: StatusChange, chosen: GoalChoice, *, shows_all: bool) -> AnyChart:
    """Draw the file: what changed first, with title, selection and source."""
    model = change_matrix(view, found, shows_all=shows_all, most=FILE_ROWS, in_file=True)
    lines = dict.fromkeys((_selection(view, chosen), *found.answer, *found.provenance.lines()))
    look = HeatLook(
        language=view.language,
        width_px=FILE_WIDTH_PX,
        height_px=FILE_ROW_PX * len(model.rows.keys),
        scale=FILE_SCALE,
        label_limit_px=FILE_LABEL_PX,
        label_angle=0,
        column_limit_px=FILE_WIDTH_PX // 3,
        legend_columns=4,
    )
    title = picture_title(found.table.caption, tuple(lines), language=view.language)
    return matrix_chart(model, look=look, title=title)
