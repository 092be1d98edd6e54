"""Change between two survey rounds: matrix of arrows and its reading, with answer and table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.matrix import matrix_chart
from lib.charts.theme import picture_title
from lib.insights.wave_change import NO_EARLIER_WAVE, WaveChange, earlier_waves, wave_change
from lib.text import msg
from lib.ui import cache, cooperation_filters, data, matrix, panels, url_state
from lib.ui import wave_change_balance as balance
from lib.ui import wave_change_reading as reading_of
from lib.ui import wave_change_signs as signs
from lib.ui.cooperation_control import look_of

if TYPE_CHECKING:
    from lib.charts.matrix_model import Matrix
    from lib.ui.context import View
    from lib.ui.cooperation_filters import CooperationAsked

SINCE: Final = "seit"
KIND: Final = "wandel"
TYPES: Final = "typen"
INSTITUTIONS: Final = "einrichtungen"
#: Entries of the legend side by side in a picture file.
FILE_LEGEND: Final = 4
TYPES_PX: Final = 480
INSTITUTIONS_PX: Final = 550


def show(view: View, asked: CooperationAsked) -> None:
    """Show what became of each rating since an earlier round."""
    scope = data.scope(view)
    waves = earlier_waves(scope, asked.choice.wave)
    if not waves:
        panels.show_answer(view, (NO_EARLIER_WAVE,))
        return
    answer = st.container()
    picture, reading = st.columns([3, 1], gap="medium")
    with reading:
        kind, since = _choices(view, [(code, view.t(label)) for code, label in waves])
    found = cache.ask(
        data.at(view), wave_change, asked.choice, since=since, scope=scope, lists=view.lists
    )
    with answer:
        panels.show_answer(view, found.answer)
    if not found.directions:
        with picture:
            st.caption(view.t(msg("Choose another round, or take filters back above.")))
        return
    shows_types = kind == TYPES
    drawn = balance.type_matrix(view, found) if shows_types else signs.direction_matrix(view, found)
    table = found.type_table if shows_types else found.table

    def draw_all() -> None:
        selected = reading_of.chosen_cell(drawn.rows.keys)
        with picture:
            _draw_matrix(view, found, drawn, selected, shows_types=shows_types)
        with reading:
            if selected is None or (not shows_types and selected[0] == selected[1]):
                reading_of.sums(view, found)
                reading_of.fallen(view, found, shows_types=shows_types)
            elif shows_types:
                reading_of.clear(view)
                reading_of.type_detail(view, found, selected)
            else:
                reading_of.clear(view)
                reading_of.direction_detail(view, found, selected, asked.choice.wave)
            reading_of.rule(view)

    look = replace(look_of(view, len(drawn.rows.keys), for_file=True), legend_columns=FILE_LEGEND)
    lines = _lines(view, asked, found)
    panels.show_panel(
        view,
        panels.Panel(
            key=f"veraenderung_{kind}",
            title=table.caption,
            draw=draw_all,
            picture=lambda: matrix_chart(
                signs.for_file(drawn),
                look=look,
                title=picture_title(table.caption, lines, language=view.language),
            ),
            table=table,
            provenance=found.provenance,
        ),
    )


def _choices(view: View, waves: list[tuple[str, str]]) -> tuple[str, str]:
    """Choose what is drawn and which earlier round it is compared with."""
    kind = url_state.segments(
        view.t(msg("Shown by")),
        KIND,
        (
            (TYPES, view.t(msg("Institution types"))),
            (INSTITUTIONS, view.t(msg("Institutions"))),
        ),
        default=TYPES,
        is_quiet=True,
    )
    since = url_state.select(view.t(msg("Compared with")), SINCE, waves)
    return kind, since


def _draw_matrix(
    view: View,
    found: WaveChange,
    drawn: Matrix,
    selected: tuple[str, str] | None,
    *,
    shows_types: bool,
) -> None:
    matrix.draw(
        view,
        drawn,
        key=f"change_{'types' if shows_types else 'hosts'}",
        label=" ".join(view.t(sentence) for sentence in found.answer),
        selected=selected,
        on_choose=reading_of.choose_cell,
        height_px=TYPES_PX if shows_types else INSTITUTIONS_PX,
    )
    if shows_types:
        st.caption(
            view.t(
                msg(
                    "Number in a cell: balance in per cent, risen less fallen ratings as a share "
                    "of the compared ones."
                )
            )
        )


def _lines(view: View, asked: CooperationAsked, found: WaveChange) -> tuple[str, ...]:
    """Lines under the title of a picture file: selection, answer, source."""
    answer = " ".join(view.t(sentence) for sentence in found.answer)
    source = (view.t(line) for line in found.provenance.lines())
    return cooperation_filters.selection_text(view, asked), answer, *source
