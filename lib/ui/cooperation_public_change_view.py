"""Public change between survey rounds, and the overall figures over all of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.cooperation_course import course_chart
from lib.charts.heatmap_axes import HeatLook
from lib.charts.matrix import matrix_chart
from lib.charts.theme import picture_title
from lib.domain.release import CLOSE_LEVEL
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED, level_label
from lib.insights.cooperation_public_change import (
    COMPARED_NOTE,
    public_change,
    public_course,
    share_band,
)
from lib.insights.cooperation_public_tables import CAPTIONS, TYPES
from lib.text import Num, msg
from lib.ui import cooperation_control, data, panels, url_state
from lib.ui import cooperation_public_signs as signs
from lib.ui import matrix as matrix_picture
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair as alt
    from streamlit.delta_generator import DeltaGenerator

    from lib.charts.matrix_model import Matrix
    from lib.charts.theme import AnyChart
    from lib.insights.cooperation_public import PublicRelease
    from lib.insights.cooperation_public_change import PublicChange, PublicCourse
    from lib.ui.context import View
    from lib.ui.cooperation_control import Selected
    from lib.ui.cooperation_filters import CooperationAsked

    Released = Callable[[View, str], PublicRelease]

SINCE: Final = "seit"
HEIGHT_PX: Final = 430
PRESENTATION_SCALE: Final = 1.25


def show_change(
    view: View, asked: CooperationAsked, *, released: Released, row: DeltaGenerator
) -> None:
    """Compare what two rounds publish, cell by cell; the choice of the earlier one is in `row`."""
    codes = [code for code, _ in view.lists.waves]
    earlier = codes[codes.index(asked.choice.wave) + 1 :]
    if not earlier:
        panels.show_answer(view, (msg("There is no earlier round to compare with."),))
        return
    labels = dict(view.lists.waves)
    with row:
        since = url_state.select(
            view.t(msg("Compared with")),
            SINCE,
            [(code, view.t(labels[code])) for code in earlier],
            shown=not view.presentation,
            width_px=230,
        )
    kind = asked.matrix if asked.matrix in CAPTIONS else TYPES
    found = public_change(
        released(view, since),
        released(view, asked.choice.wave),
        kind,
        places=view.lists.municipalities,
        scope=data.scope(view),
    )
    panels.show_answer(view, found.answer)
    model = signs.change_model(view, found, kind=kind)
    selected = cooperation_control.selected_cell(view, model.rows.keys, model.columns.keys)
    title = partial(_title, view, found)
    panels.show_panel(
        view,
        panels.Panel(
            key=f"kooperation_veraenderung_{kind}",
            title=found.table.caption,
            draw=lambda: _draw_change(view, found, model, selected, key=kind),
            picture=lambda: matrix_chart(
                model,
                look=cooperation_control.look_of(view, len(model.rows.keys)),
                title=title(),
            ),
            table=found.table,
            provenance=found.provenance,
        ),
    )


def _title(view: View, found: PublicChange | PublicCourse) -> alt.TitleParams:
    return picture_title(found.table.caption, found.provenance.lines(), language=view.language)


def _draw_change(
    view: View, found: PublicChange, model: Matrix, selected: Selected, *, key: str
) -> None:
    def mount() -> None:
        matrix_picture.draw(
            view,
            model,
            key=f"public_change_{key}",
            label=view.t(found.table.caption),
            selected=selected,
            on_choose=cooperation_control.choose_cell,
            height_px=signs.HEIGHT_PX,
        )

    if view.presentation:
        mount()
        return
    picture, reading = st.columns([3, 1], gap="medium")
    with picture:
        mount()
    with reading:
        for cell in found.cells:
            if (signs.key_of(cell.row), signs.key_of(cell.column)) == selected:
                names = dict(found.rows)[cell.row], dict(found.columns)[cell.column]
                name = msg("{rater} → {rated}", rater=names[0], rated=names[1])
                st.subheader(escape(view.t(name)), anchor=False)
                if cell.state is CellState.VALUE:
                    st.markdown(escape(view.t(signs.from_to(cell))))
                st.markdown(escape(view.t(cell.word)))
        st.caption(escape(view.t(COMPARED_NOTE)))
        st.caption(view.t(SINGLE_PAIRS_PROTECTED))


def show_course(view: View, asked: CooperationAsked, *, released: Released) -> None:
    """Show whether the network grows denser, over all rounds up to the chosen one."""
    codes = [code for code, _ in view.lists.waves]
    until = codes[codes.index(asked.choice.wave) :]
    releases = tuple(released(view, code) for code in reversed(until))
    found = public_course(releases, scope=data.scope(view))
    panels.show_answer(view, found.answer)
    chart = partial(_course_chart, view, releases)
    panels.show_panel(
        view,
        panels.Panel(
            key="kooperation_verlauf",
            title=found.table.caption,
            draw=lambda: _draw_course(view, found, chart),
            picture=lambda: chart(
                HeatLook(language=view.language, width_px=1100, height_px=560, scale=1.3),
                title=_title(view, found),
            ),
            table=found.table,
            provenance=found.provenance,
        ),
    )


def _draw_course(view: View, found: PublicCourse, chart: Callable[[HeatLook], AnyChart]) -> None:
    told = " ".join(view.t(sentence) for sentence in found.answer)
    if view.presentation:
        st.html(cooperation_control.STYLE)
        look = HeatLook(language=view.language, height_px=0, scale=PRESENTATION_SCALE)
        with st.container(key="stage"):
            st.altair_chart(chart(look), theme=None, width="stretch", height="stretch", alt=told)
        return
    picture, reading = st.columns([3, 1], gap="medium")
    with picture:
        look = HeatLook(language=view.language, height_px=HEIGHT_PX)
        st.altair_chart(chart(look), theme=None, width="stretch", alt=told)
    with reading:
        st.caption(
            view.t(
                msg(
                    "Rated pairs were rated by at least one side; the share says how "
                    "many of the counted ratings are close. It is a band, so that no single rating "
                    "can be read from it."
                )
            )
        )
        st.caption(view.t(SINGLE_PAIRS_PROTECTED))


def _course_chart(
    view: View,
    releases: tuple[PublicRelease, ...],
    look: HeatLook,
    *,
    title: alt.TitleParams | None = None,
) -> AnyChart:
    names = dict(view.lists.waves)
    level = level_label(CLOSE_LEVEL, view.settings.level_names)
    close = view.t(msg("Counted ratings at {level} or higher", level=level))
    pairs = view.t(msg("Rated pairs of all possible pairs"))
    return course_chart(
        [
            (
                view.t(names[found.wave]),
                pairs,
                found.rated_pairs_pct,
                view.t(msg("{share} %", share=Num(found.rated_pairs_pct, 1))),
            )
            for found in releases
            if found.pairs_state is CellState.VALUE
        ],
        [
            (
                view.t(names[found.wave]),
                close,
                found.overall.close_from_pct,
                found.overall.close_to_pct,
                view.t(share_band(found.overall)),
            )
            for found in releases
            if found.overall.state is CellState.VALUE
        ],
        axis_title=view.t(msg("Share in %")),
        look=look,
        title=title,
    )
