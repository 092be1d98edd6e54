"""The cooperation sheet of two institutions on the page: for both to look at together."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts import pair_sheet as charts
from lib.charts.theme import picture_title
from lib.insights.cooperation import NOT_RATED, SINGLE_PAIRS_PROTECTED
from lib.insights.cooperation_detail import NO_LEVEL
from lib.insights.pair_sheet import institution_names, pair_sheet, pair_title
from lib.report.pair_sheet import (
    DIRECTIONS,
    NO_QUESTIONS,
    course_words,
    difference_words,
    to_pdf,
)
from lib.text import Dated, Text, msg
from lib.ui import cache, data, panels, sheet_link
from lib.ui.panels import escape

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from lib.charts.theme import AnyChart
    from lib.insights.cooperation import CooperationChoice
    from lib.insights.pair_sheet import PairSheet
    from lib.ui.context import View

STYLE: Final = Path(__file__).parent / "styles" / "sheet.css"
FIRST: Final = "sheet_first"
SECOND: Final = "sheet_second"
PICTURE_SCALE: Final = 1.3


def show(
    view: View, choice: CooperationChoice, pair: tuple[str, str], *, row: DeltaGenerator
) -> None:
    """Show the sheet of a pair; its PDF and the way to another pair go into the page's `row`.

    Raises:
        MeasureError: the two institutions are not both there in this round.
    """
    if not view.shows_single_pairs:
        st.info(view.t(SINGLE_PAIRS_PROTECTED))
        return
    sheet = cache.ask(
        data.at(view),
        pair_sheet,
        wave=choice.wave,
        first_key=pair[0],
        second_key=pair[1],
        scope=data.scope(view),
        lists=view.lists,
        rule=choice.pair_rule,
    )
    st.html(STYLE)
    with row:
        _choosers(view, sheet, choice)
    _head(view, sheet)
    panels.show_answer(view, sheet.answer)
    panel = panels.Panel(
        key="kooperationsblatt",
        title=pair_title(sheet),
        draw=partial(_draw, view, sheet),
        picture=partial(_file, view, sheet),
        table=sheet.table,
        provenance=sheet.provenance,
    )
    panels.show_panel(view, panel)


def _choosers(view: View, sheet: PairSheet, choice: CooperationChoice) -> None:
    """Two boxes that open another pair; an institution never meets itself."""
    names = cache.ask(data.at(view), institution_names, wave=choice.wave, scope=data.scope(view))
    labels = dict(names)
    for side, other, letter, key in zip(
        sheet.sides, sheet.sides[::-1], "AB", (FIRST, SECOND), strict=True
    ):
        st.session_state[key] = side.key
        st.selectbox(
            view.t(msg("Institution {letter}", letter=letter)),
            [code for code in labels if code != other.key],
            format_func=lambda code: labels.get(code, code),
            key=key,
            on_change=_take_pair,
        )
    st.download_button(
        view.t(msg("Print (PDF)")),
        partial(to_pdf, sheet, language=view.language, shows_single_pairs=view.shows_single_pairs),
        file_name=_file_name(view, sheet),
        mime="application/pdf",
        icon=":material/print:",
        key="sheet_pdf",
        on_click="ignore",
        type="primary",
    )


def _take_pair() -> None:
    first, second = st.session_state[FIRST], st.session_state[SECOND]
    st.query_params[sheet_link.PAIR] = sheet_link.pair_code(first, second)


def _head(view: View, sheet: PairSheet) -> None:
    """Name both institutions whole: a box of the row may cut them."""
    names = (f"{letter}: {side.name}" for letter, side in zip("AB", sheet.sides, strict=True))
    st.subheader(escape(" · ".join(names)), anchor=False)
    st.caption(
        escape(
            " · ".join(
                f"{letter}: {view.t(side.type_label)}, {view.t(side.place)}"
                for letter, side in zip("AB", sheet.sides, strict=True)
            )
        )
    )


def _file_name(view: View, sheet: PairSheet) -> str:
    sample = "_beispieldaten" if sheet.provenance.is_sample else ""
    day = sheet.provenance.reference_date.isoformat()
    return f"kooperationsblatt_{day}_{view.language}{sample}.pdf"


def _draw(view: View, sheet: PairSheet) -> None:
    steps, course = st.columns([5, 2], gap="large")
    with steps:
        _heading(view, msg("How both sides rate their cooperation"))
        with st.container(key="sheet_steps_frame"):
            st.altair_chart(
                _steps(view, sheet),
                theme=None,
                width="content",
                key="sheet_steps",
                alt=" ".join(view.t(line) for line in _spoken(sheet)),
            )
        _rated_on(view, sheet)
    with course:
        _course(view, sheet)
    stands, questions = st.columns([2, 5], gap="large")
    with stands:
        for fact in sheet.facts:
            icon = ":material/warning: " if fact.warns else ""
            lines = (f"**{escape(view.t(fact.label))}**", *(escape(view.t(x)) for x in fact.lines))
            st.markdown(icon + "  \n".join(lines))
    with questions:
        _questions(view, sheet)


def _heading(view: View, text: Text) -> None:
    st.markdown(f"**{escape(view.t(text))}**")


def _rated_on(view: View, sheet: PairSheet) -> None:
    lines = [
        msg("{direction}: rated on {day}", direction=name, day=Dated(day))
        if day
        else msg("{direction}: {state}", direction=name, state=NOT_RATED)
        for name, day in zip(DIRECTIONS, sheet.rated_on, strict=True)
    ]
    st.caption(escape(" · ".join(view.t(line) for line in lines)))


def _course(view: View, sheet: PairSheet) -> None:
    _heading(view, msg("Course over the survey rounds"))
    if sheet.course.is_empty:
        st.caption(view.t(msg("Nobody has rated this cooperation in any round.")))
    else:
        st.altair_chart(
            charts.course_chart(
                _model(view, sheet),
                heads=_heads(view),
                level_title=view.t(msg("Level")),
                language=view.language,
            ),
            theme=None,
            width="stretch",
            key="sheet_course",
            alt=" ".join(view.t(line) for line in course_words(sheet)),
        )
    for note in sheet.course.notes:
        st.caption(escape(view.t(note)))


def _questions(view: View, sheet: PairSheet) -> None:
    _heading(view, msg("Reflection questions"))
    if not sheet.questions:
        st.caption(escape(view.t(NO_QUESTIONS)))
        return
    columns = st.columns(2, gap="medium")
    for place, group in enumerate(sheet.questions):
        items = "\n".join(f"- {escape(view.t(question))}" for question in group.items)
        columns[place % 2].markdown(f"{escape(view.t(group.label))}\n{items}")


def _heads(view: View) -> tuple[str, str]:
    return view.t(DIRECTIONS[0]), view.t(DIRECTIONS[1])


def _model(view: View, sheet: PairSheet) -> charts.CourseModel:
    course = sheet.course
    return charts.CourseModel(
        waves=tuple(view.t(wave) for wave in course.waves), there=course.there, back=course.back
    )


def _steps(view: View, sheet: PairSheet, *, scale: float = 1.0) -> AnyChart:
    rows = [
        charts.StepRow(
            label=view.t(line.label),
            there=line.there,
            there_word=_words(view, sheet, line.there),
            back=line.back,
            back_word=_words(view, sheet, line.back),
            difference=view.t(difference_words(line.difference)),
        )
        for line in sheet.compared
    ]
    return charts.steps_chart(
        rows, heads=(*_heads(view), view.t(msg("Difference"))), language=view.language, scale=scale
    )


def _words(view: View, sheet: PairSheet, level: int) -> str:
    """Word of a level; a mark sets "not rated" apart from a level without a filled box."""
    word = view.t(sheet.word(level))
    return f"– {word}" if level == NO_LEVEL else f"0 {word}" if not level else word


def _spoken(sheet: PairSheet) -> list[Text]:
    return [
        msg(
            "{label}: A rates B {there}, B rates A {back}.",
            label=line.label,
            there=sheet.word(line.there),
            back=sheet.word(line.back),
        )
        for line in sheet.compared
    ]


def _file(view: View, sheet: PairSheet) -> AnyChart:
    """Levels of both directions as a picture file, titled by the pair."""
    rows = _steps(view, sheet, scale=PICTURE_SCALE)
    lines = (sheet.wave, *sheet.provenance.lines())
    return rows.properties(title=picture_title(pair_title(sheet), lines, language=view.language))
