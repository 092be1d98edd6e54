"""Matrix and reading side by side: choose a cell by click or by two boxes, read its detail."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd
import streamlit as st

from lib.charts.heatmap import LEVEL_FILLS
from lib.charts.theme import styled
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import NOT_RATED, level_label, level_number, state_note
from lib.insights.cooperation_detail import NO_LEVEL
from lib.text import Dated, Num, Text, msg
from lib.ui import cooperation_view, data, panels
from lib.ui.cooperation_view import WITHHELD_MARK, Selected
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.cooperation import TypeCell
    from lib.insights.cooperation_detail import Direction
    from lib.ui.context import View
    from lib.ui.filters import CooperationAsked

RATER_KEY: Final = "cell_rater"
RATED_KEY: Final = "cell_rated"


def show(view: View, asked: CooperationAsked) -> None:
    """Show the matrix that is asked for, with answer, reading, table and downloads."""
    if asked.shows_institutions:
        _show_institutions(view, asked)
    else:
        _show_types(view, asked)


def _show_types(view: View, asked: CooperationAsked) -> None:
    matrix = data.cooperation_types(view, asked.choice)
    panels.show_answer(view, matrix.answer)
    if not (asked.choice.wave and matrix.types):
        return
    labels = {code: view.t(label) for code, label in matrix.types}
    selected = cooperation_view.selected_cell(view, list(labels))
    look = cooperation_view.look_of(view, len(labels))

    def draw_all() -> None:
        chart = cooperation_view.type_chart(view, matrix, look, selected=selected)
        alt_text = " ".join(view.t(sentence) for sentence in matrix.answer)
        if view.presentation:
            st.caption(escape(cooperation_view.selection_text(view, asked)))
            cooperation_view.draw(view, chart, alt=alt_text)
            return
        picture, reading = st.columns([3, 1], gap="medium")
        with picture:
            _minimum_line(view, matrix.minimum_level)
            cooperation_view.draw(view, chart, alt=alt_text)
        with reading:
            _choosers(view, labels, selected)
            if selected is None:
                _hint(view)
                return
            cell = next(cell for cell in matrix.cells if (cell.rater, cell.rated) == selected)
            _type_detail(view, cell)

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
    selected = cooperation_view.selected_cell(view, list(names))
    look = cooperation_view.look_of(view, len(names))

    def draw_all() -> None:
        chart = cooperation_view.institution_chart(view, matrix, look, selected=selected)
        picture, reading = st.columns([3, 1], gap="medium")
        with picture:
            _minimum_line(view, matrix.minimum_level)
            if not asked.choice.ags:
                st.caption(
                    view.t(
                        msg("Choose a municipality above to read names and levels in the cells.")
                    )
                )
            cooperation_view.draw(
                view, chart, alt=" ".join(view.t(sentence) for sentence in matrix.answer)
            )
        with reading:
            _choosers(view, names, selected)
            if selected is None or selected[0] == selected[1]:
                _hint(view)
                return
            _pair_detail(view, asked.choice.wave, selected)

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


def _minimum_line(view: View, minimum_level: int) -> None:
    if minimum_level:
        label = level_label(minimum_level, view.settings.level_names)
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


def _choosers(view: View, labels: dict[str, str], selected: Selected) -> None:
    """Two boxes that open the same detail as a click: for keyboards and screen readers."""
    rater, rated = selected or (None, None)
    for key, label, value in (
        (RATER_KEY, msg("Who rates"), rater),
        (RATED_KEY, msg("Who is rated"), rated),
    ):
        if selected is not None or st.session_state.get(key) not in labels:
            st.session_state[key] = value
        st.selectbox(
            view.t(label),
            list(labels),
            index=None,
            format_func=lambda code: labels.get(code, code),
            placeholder=view.t(msg("Please choose")),
            key=key,
            on_change=_take_choice,
        )


def _take_choice() -> None:
    cooperation_view.choose_cell(
        st.session_state[RATER_KEY] or "", st.session_state[RATED_KEY] or ""
    )


def _clear() -> None:
    st.session_state[RATER_KEY] = st.session_state[RATED_KEY] = None
    cooperation_view.choose_cell("", "")


def _clear_button(view: View) -> None:
    st.button(
        view.t(msg("Clear selection")), icon=":material/close:", on_click=_clear, key="clear_cell"
    )


def _type_detail(view: View, cell: TypeCell) -> None:
    """Median, spread, counts, distribution and criteria of one pair of types."""
    if cell.state is not CellState.VALUE:
        mark = WITHHELD_MARK if cell.state is CellState.WITHHELD else "–"
        st.metric(view.t(msg("Median of the levels")), mark)
        st.caption(escape(view.t(_why(cell.state))))
        _clear_button(view)
        return
    st.metric(view.t(msg("Median of the levels")), view.t(level_number(cell.median)))
    lines: list[Text] = [
        msg(
            "The middle half of the ratings lies at {range}.",
            range=cooperation_view.middle_half(cell),
        )
        if not math.isnan(cell.lower_quartile)
        else msg("The spread is shown from 5 rating institutions on.")
    ]
    if cell.distribution:
        lines.append(
            msg(
                "{ratings} ratings by {raters} institutions",
                ratings=Num(cell.ratings_count),
                raters=cell.raters,
            )
        )
    else:
        lines.append(msg("Rating institutions: {raters}", raters=cell.raters))
    _lines(view, lines)
    if cell.distribution:
        _distribution(view, cell.distribution)
    _criteria(view, [(label, _median(state, value)) for label, state, value in cell.criteria])
    _clear_button(view)


def _why(state: CellState) -> Text:
    if state is CellState.WITHHELD:
        return msg(
            "Withheld: too few different institutions have rated or been rated, so single ratings "
            "could be recognised."
        )
    if state is CellState.UNKNOWN:
        return msg("Nobody has rated this cooperation. That is not the same as no contact.")
    return state_note(state)


def _median(state: CellState, value: float) -> Text:
    if state is CellState.WITHHELD:
        return WITHHELD_MARK
    return level_number(value) if state is CellState.VALUE else NOT_RATED


def _distribution(view: View, counts: Sequence[int]) -> None:
    """Draw how many ratings there are on each level."""
    title = view.t(msg("Ratings by level"))
    frame = pd.DataFrame({"level": [str(i) for i in range(len(counts))], "count": list(counts)})
    base = alt.Chart(frame).encode(
        x=alt.X("level:N", title=view.t(msg("Level")), axis=alt.Axis(labelAngle=0), sort=None),
        y=alt.Y("count:Q", axis=None),
    )
    bars = base.mark_bar(stroke="#8b969c", strokeWidth=0.6).encode(
        color=alt.Color(
            "level:N",
            scale=alt.Scale(domain=list(frame["level"]), range=list(LEVEL_FILLS)),
            legend=None,
        )
    )
    numbers = base.mark_text(dy=-7, fontSize=13).encode(text="count:Q")
    chart = alt.layer(bars, numbers).properties(height=105)
    st.markdown(f"**{escape(title)}**")
    words = ", ".join(f"{level}: {count}" for level, count in enumerate(counts))
    st.altair_chart(
        styled(chart, language=view.language),
        theme=None,
        width="stretch",
        alt=f"{title}. {words}",
        key="cell_distribution",
    )


def _criteria(view: View, values: Sequence[tuple[Text, Text]]) -> None:
    st.markdown(f"**{escape(view.t(msg('The three criteria (median)')))}**")
    _lines(view, [msg("{name}: {value}", name=label, value=value) for label, value in values])


def _lines(view: View, lines: Sequence[Text]) -> None:
    """Write short lines close together."""
    st.caption("  \n".join(escape(view.t(line)) for line in lines))


def _pair_detail(view: View, wave: str, selected: tuple[str, str]) -> None:
    """Both directions of a pair, what was agreed, and the agreement."""
    detail = data.cooperation_pair(view, wave=wave, rater_key=selected[0], rated_key=selected[1])
    for direction in detail.directions:
        _direction(view, direction)
    _lines(view, [detail.asymmetry])
    st.markdown(f"**{escape(view.t(detail.pair_level))}**")
    _lines(view, detail.agreed or [msg("No level and no next step agreed in this round.")])
    st.markdown(f"**{escape(view.t(msg('Cooperation agreement')))}**")
    _lines(view, detail.agreements or [msg("No cooperation agreement recorded.")])
    _clear_button(view)


def _direction(view: View, direction: Direction) -> None:
    level: Text = (
        NOT_RATED
        if direction.level == NO_LEVEL
        else level_label(direction.level, view.settings.level_names)
    )
    line = msg(
        "{rater} rates {rated}: {level}",
        rater=direction.rater_name,
        rated=direction.rated_name,
        level=level,
    )
    st.markdown(f"**{escape(view.t(line))}**")
    if direction.rated_on is None:
        return
    values = [
        msg("{name}: {value}", name=label, value=NOT_RATED if value == NO_LEVEL else str(value))
        for label, value in direction.criteria
    ]
    _lines(view, [*values, msg("Rated on {day}", day=Dated(direction.rated_on))])
