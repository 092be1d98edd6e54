"""The cooperation page outside the circle: everything from public releases, never a single pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.matrix import matrix_chart
from lib.charts.theme import picture_title
from lib.insights.cooperation import NO_WAVE, SINGLE_PAIRS_PROTECTED
from lib.insights.cooperation_public import public_release
from lib.insights.cooperation_public_tables import cell_name, public_matrix
from lib.text import Message, msg, nmsg
from lib.ui import cooperation_control, cooperation_public_change_view, data, panels, url_state
from lib.ui import cooperation_public_signs as signs
from lib.ui import matrix as matrix_picture
from lib.ui.cache import ask
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.charts.matrix_model import Matrix
    from lib.charts.theme import AnyChart
    from lib.insights.cooperation_public import PublicRelease
    from lib.insights.cooperation_public_tables import PublicMatrix
    from lib.ui.context import View
    from lib.ui.cooperation_control import Selected
    from lib.ui.cooperation_filters import CooperationAsked

MATRIX: Final = "matrix"
CHANGE: Final = "veraenderung"
COURSE: Final = "netz"
PICTURES: Final[tuple[tuple[str, Message], ...]] = (
    (MATRIX, msg("Matrix")),
    (CHANGE, msg("Change since an earlier round")),
    (COURSE, msg("Overall figures")),
)


def show(view: View, asked: CooperationAsked) -> None:
    """Draw the public picture that is asked for; pictures of single pairs become the matrix."""
    row = st.container(
        horizontal=True, vertical_alignment="bottom", gap="small", key="public_tools"
    )
    with row:
        picture = _picture_choice(view)
    if not asked.choice.wave:
        panels.show_answer(view, (NO_WAVE,))
        return
    if picture == CHANGE:
        cooperation_public_change_view.show_change(view, asked, released=released, row=row)
    elif picture == COURSE:
        cooperation_public_change_view.show_course(view, asked, released=released)
    else:
        _show_matrix(view, asked)


def _picture_choice(view: View) -> str:
    return url_state.segments(
        view.t(msg("Picture")),
        "bild",
        [(code, view.t(label)) for code, label in PICTURES],
        default=MATRIX,
        is_quiet=True,
        shown=not view.presentation,
    )


def released(view: View, wave: str) -> PublicRelease:
    """Everything public about a wave, from the cache."""
    return ask(data.at(view), public_release, wave, prefixes=view.settings.ags_prefixes)


def _show_matrix(view: View, asked: CooperationAsked) -> None:
    found = public_matrix(
        released(view, asked.choice.wave),
        asked.matrix,
        places=view.lists.municipalities,
        scope=data.scope(view),
    )
    panels.show_answer(view, found.answer)
    if not found.rows:
        return
    model = signs.matrix_model(view, found)
    selected = cooperation_control.selected_cell(view, model.rows.keys, model.columns.keys)
    panels.show_panel(
        view,
        panels.Panel(
            key=f"kooperation_{found.kind}",
            title=found.table.caption,
            draw=lambda: _draw(view, found, model, selected),
            picture=lambda: _picture(view, found, model),
            table=found.table,
            provenance=found.provenance,
        ),
    )


def _picture(view: View, found: PublicMatrix, model: Matrix) -> AnyChart:
    return matrix_chart(
        model,
        look=cooperation_control.look_of(view, len(model.rows.keys)),
        title=picture_title(found.table.caption, found.provenance.lines(), language=view.language),
    )


def _draw(view: View, found: PublicMatrix, model: Matrix, selected: Selected) -> None:
    if view.presentation:
        left_out = len(found.rows) - len(model.rows.keys)
        if left_out:
            st.caption(
                view.t(
                    nmsg(
                        "{count} row without a published figure is not shown.",
                        "{count} rows without a published figure are not shown.",
                        left_out,
                    )
                )
            )
        _mount(view, found, model, None)
        return
    picture, reading = st.columns([3, 1], gap="medium")
    with picture:
        _mount(view, found, model, selected)
    with reading:
        _read(view, found, selected)


def _mount(view: View, found: PublicMatrix, model: Matrix, selected: Selected) -> None:
    matrix_picture.draw(
        view,
        model,
        key=f"public_{found.kind}",
        label=view.t(found.table.caption),
        selected=selected,
        on_choose=cooperation_control.choose_cell,
        height_px=signs.HEIGHT_PX,
    )


def _read(view: View, found: PublicMatrix, selected: Selected) -> None:
    """The chosen cell in words, and what the public never sees."""
    chosen = next(
        (c for c in found.cells if (signs.key_of(c.row), signs.key_of(c.column)) == selected), None
    )
    if chosen is None:
        st.caption(view.t(msg("Choose a cell to read more about it.")))
        st.caption(
            view.t(
                msg(
                    "Rows rate columns. A half level takes the colour of the lower level, so that "
                    "nothing looks better than it was rated."
                )
            )
        )
    else:
        name = cell_name(chosen, dict(found.rows), dict(found.columns))
        st.subheader(escape(view.t(name)), anchor=False)
        for line in signs.cell_lines(chosen):
            st.markdown(escape(view.t(line)))
    st.caption(view.t(SINGLE_PAIRS_PROTECTED))
    st.caption(
        escape(
            view.t(
                msg(
                    "• is withheld: too few institutions rate or are rated, one of them stands for "
                    "more than half, or the value would give a rating away together with others."
                )
            )
        )
    )
