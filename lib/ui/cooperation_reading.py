"""Reading beside the cooperation matrix: one cell chosen by click or by two boxes."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd
import streamlit as st

from lib.charts.level_colours import LEVEL_FILLS
from lib.charts.theme import styled
from lib.domain.vocabulary import CellState
from lib.insights import cooperation_detail as insight
from lib.insights.cooperation import NOT_RATED, level_label, level_number, state_note
from lib.insights.cooperation_detail import NO_LEVEL
from lib.insights.cooperation_groups_words import row_title as title_of_rows
from lib.text import Dated, Num, Text, msg
from lib.ui import cache, cooperation_control, cooperation_view, data, sheet_link
from lib.ui.cooperation_view import WHO_IS_RATED, WITHHELD_MARK
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.cooperation import CooperationChoice, TypeCell
    from lib.insights.cooperation_detail import Direction
    from lib.insights.cooperation_matrix import MatrixKind
    from lib.ui.context import View
    from lib.ui.cooperation_control import Selected

RATER_KEY: Final = "cell_rater"
RATED_KEY: Final = "cell_rated"


def choosers(
    view: View,
    rows: dict[str, str],
    columns: dict[str, str],
    selected: Selected,
    *,
    row_title: MatrixKind,
) -> None:
    """Two boxes that open the same detail as a click: for keyboards and screen readers."""
    row, column = selected or (None, None)
    if selected is None and st.session_state.get(RATER_KEY) and st.session_state.get(RATED_KEY):
        # the selection was cleared on the picture or by a link
        st.session_state[RATER_KEY] = st.session_state[RATED_KEY] = None
    for key, label, labels, value in (
        (RATER_KEY, title_of_rows(row_title), rows, row),
        (RATED_KEY, WHO_IS_RATED, columns, column),
    ):
        if selected is not None or st.session_state.get(key) not in labels:
            st.session_state[key] = value
        st.selectbox(
            view.t(label),
            list(labels),
            index=None,
            format_func=partial(_label, labels),
            placeholder=view.t(msg("Please choose")),
            key=key,
            on_change=_take_choice,
        )


def _label(labels: dict[str, str], code: str) -> str:
    return labels.get(code, code)


def _take_choice() -> None:
    cooperation_control.choose_cell(
        st.session_state[RATER_KEY] or "", st.session_state[RATED_KEY] or ""
    )


def group_detail(view: View, cell: TypeCell) -> None:
    """Median, spread, counts, distribution and criteria of one summary."""
    if cell.state is not CellState.VALUE:
        mark = WITHHELD_MARK if cell.state is CellState.WITHHELD else "–"
        st.metric(view.t(msg("Median of the levels")), mark)
        st.caption(escape(view.t(_why(cell.state))))
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
    if cell.criteria:
        _criteria(view, [(label, _median(state, value)) for label, state, value in cell.criteria])


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
    title = msg("Ratings by level")
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
    _heading(view, title)
    words = ", ".join(f"{level}: {count}" for level, count in enumerate(counts))
    st.altair_chart(
        styled(chart, language=view.language),
        theme=None,
        width="stretch",
        alt=f"{view.t(title)}. {words}",
        key="cell_distribution",
    )


def _criteria(view: View, values: Sequence[tuple[Text, Text]]) -> None:
    _heading(view, msg("The three criteria (median)"))
    _lines(view, [msg("{name}: {value}", name=label, value=value) for label, value in values])


def _heading(view: View, text: Text) -> None:
    st.markdown(f"**{escape(view.t(text))}**")


def _lines(view: View, lines: Sequence[Text]) -> None:
    """Write short lines close together."""
    st.caption("  \n".join(escape(view.t(line)) for line in lines))


def pair_detail(view: View, choice: CooperationChoice, selected: tuple[str, str]) -> None:
    """Both directions of a pair, what was agreed, the agreement, and the way to its sheet."""
    detail = cache.ask(
        data.at(view),
        insight.pair_detail,
        wave=choice.wave,
        rater_key=selected[0],
        rated_key=selected[1],
        scope=data.scope(view),
        rule=choice.pair_rule,
    )
    sheet_link.link(view, *selected, choice.wave)
    for direction in detail.directions:
        _direction(view, direction)
    _lines(view, [detail.asymmetry])
    _heading(view, detail.pair_level)
    _lines(view, detail.agreed or [msg("No level and no next step agreed in this round.")])
    _heading(view, msg("Cooperation agreement"))
    _lines(view, detail.agreements or [msg("No cooperation agreement recorded.")])


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
    _heading(view, line)
    if direction.rated_on is None:
        return
    values = [
        msg("{name}: {value}", name=label, value=NOT_RATED if value == NO_LEVEL else str(value))
        for label, value in direction.criteria
    ]
    _lines(view, [*values, msg("Rated on {day}", day=Dated(direction.rated_on))])
