"""Where both sides see their cooperation differently: field of levels, pairs as dumbbells, list."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts import asymmetry as charts
from lib.charts.theme import picture_title
from lib.insights.asymmetry import ANY_CELL, Asymmetry, asymmetry
from lib.text import Text, msg, nmsg
from lib.ui import cache, cooperation_filters, data, matrix, panels, sheet_link, url_state
from lib.ui.asymmetry_field import LEVELS, field_matrix
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.insights.asymmetry import TwoViews
    from lib.ui.context import View
    from lib.ui.cooperation_filters import CooperationAsked

#: Query parameters: the chosen cell of the field (`2~4`) and the pair to open.
CELL: Final = "stufenpaar"
PAIR: Final = "auswahl"
BETWEEN: Final = "~"
STYLE: Final = Path(__file__).parent / "styles" / "wave_change.css"
#: As many rows as stand beside the field on one screen; in a picture file there is room for more.
ROWS: Final = 9
ROWS_IN_FILE: Final = 14
FIELD_PX: Final = 430
LOWER: Final = msg("Lower rating")
HIGHER: Final = msg("Higher rating")


def show(view: View, asked: CooperationAsked) -> None:
    """Show how far apart both sides of each chosen pair are."""
    cell = _chosen_cell()
    found = cache.ask(
        data.at(view),
        asymmetry,
        asked.choice,
        scope=data.scope(view),
        lists=view.lists,
        cell=cell,
    )
    panels.show_answer(view, found.answer)
    if not (found.both_count or found.one_sided_count):
        st.caption(view.t(msg("Choose another round, or take filters back above.")))
        return

    def draw_all() -> None:
        st.html(STYLE)
        picture, list_of_pairs = st.columns([5, 7], gap="medium")
        with picture:
            _draw_field(view, found, cell)
        with list_of_pairs:
            _draw_pairs(view, found, cell, asked.choice.wave)

    lines = (
        cooperation_filters.selection_text(view, asked),
        _not_in_field(found),
        msg("Above and disc: who rates lower; below and diamond: who rates higher."),
        *found.provenance.lines(),
    )
    panels.show_panel(
        view,
        panels.Panel(
            key="unterschiede",
            title=found.table.caption,
            draw=draw_all,
            picture=lambda: charts.asymmetry_picture(
                _dumbbells(found.pairs[:ROWS_IN_FILE]),
                found.field,
                _headings(view),
                language=view.language,
                title=picture_title(found.table.caption, lines, language=view.language),
            ),
            table=found.table,
            provenance=found.provenance,
        ),
    )


# --- the field -----------------------------------------------------------------------------------
def _chosen_cell() -> tuple[int, int]:
    """Read which cell of the field the address names: lower and higher level."""

    def valid(text: str) -> bool:
        lower, _, higher = text.partition(BETWEEN)
        known = {str(level) for level in LEVELS}
        return not text or ({lower, higher} <= known and int(lower) <= int(higher))

    chosen = url_state.current(CELL, valid=valid, default="")
    st.session_state[url_state.widget_key(CELL)] = chosen
    url_state.publish(CELL, chosen, default="")
    lower, _, higher = chosen.partition(BETWEEN)
    return (int(lower), int(higher)) if chosen else ANY_CELL


def _choose_cell(higher: str, lower: str) -> None:
    """Take a click on the field; the blank half below the diagonal is no cell."""
    if not higher:
        url_state.choose(CELL, "")
    elif int(lower) <= int(higher):
        url_state.choose(CELL, f"{lower}{BETWEEN}{higher}")


def _draw_field(view: View, found: Asymmetry, cell: tuple[int, int]) -> None:
    heading = view.t(msg("How many pairs on which levels"))
    st.markdown(f"**{escape(heading)}**")
    st.caption(
        view.t(
            msg(
                "Rows: the higher of both ratings; columns: the lower one. The further from the "
                "diagonal, the further apart."
            )
        )
    )
    matrix.draw(
        view,
        field_matrix(view, found),
        key="asymmetry_field",
        label=view.t(
            msg(
                "Pairs by both ratings: rows the higher one, columns the lower one. On the "
                "diagonal both rate alike."
            )
        ),
        selected=None if cell == ANY_CELL else (str(cell[1]), str(cell[0])),
        on_choose=_choose_cell,
        height_px=FIELD_PX,
    )
    st.caption(escape(view.t(_not_in_field(found))))


def _not_in_field(found: Asymmetry) -> Text:
    """Say what the field cannot hold."""
    return nmsg(
        "Not in the field: {count} pair rated by one side only, {unrated} rated by nobody.",
        "Not in the field: {count} pairs rated by one side only, {unrated} rated by nobody.",
        found.one_sided_count,
        unrated=found.unrated_count,
    )


# --- the list ------------------------------------------------------------------------------------
def _draw_pairs(view: View, found: Asymmetry, cell: tuple[int, int], wave: str) -> None:
    st.markdown(f"**{escape(view.t(_list_title(found, cell)))}**")
    if cell != ANY_CELL:
        st.button(
            view.t(msg("Show all pairs again")),
            key="asymmetry_clear",
            icon=":material/close:",
            type="tertiary",
            on_click=partial(url_state.choose, CELL, ""),
        )
    rows = found.pairs[:ROWS]
    if not rows:
        st.caption(view.t(msg("No pair stands on these two levels.")))
        return
    with st.container(key="pairs_frame"):
        st.altair_chart(
            charts.dumbbell_chart(_dumbbells(rows), _headings(view), language=view.language),
            theme=None,
            width="stretch",
            key="asymmetry_pairs",
            alt=" ".join(_spoken(view, pair) for pair in rows),
        )
    _open_pair(view, rows, wave)
    st.caption(escape(view.t(found.rule)))


def _list_title(found: Asymmetry, cell: tuple[int, int]) -> Text:
    shown, count = min(ROWS, len(found.pairs)), len(found.pairs)
    if cell != ANY_CELL:
        return msg(
            "Levels {lower} and {higher}: {shown} of {count} pairs, by name",
            lower=str(cell[0]),
            higher=str(cell[1]),
            shown=shown,
            count=count,
        )
    return msg(
        "The {shown} largest differences of {count} pairs: areas for exploration and discussion",
        shown=shown,
        count=count,
    )


def _open_pair(view: View, rows: tuple[TwoViews, ...], wave: str) -> None:
    """Lead from a pair of the list to its sheet."""
    codes = {sheet_link.pair_code(row.lower_key, row.higher_key): row for row in rows}
    names = {code: f"{row.lower_name} – {row.higher_name}" for code, row in codes.items()}
    chosen = url_state.select(
        view.t(msg("Open a pair")),
        PAIR,
        [("", view.t(msg("Please choose"))), *names.items()],
    )
    if chosen:
        row = codes[chosen]
        sheet_link.link(view, row.lower_key, row.higher_key, wave)


def _headings(view: View) -> charts.Headings:
    return charts.Headings(level=view.t(msg("Level")), lower=view.t(LOWER), higher=view.t(HIGHER))


def _dumbbells(rows: tuple[TwoViews, ...]) -> list[charts.Dumbbell]:
    return [
        charts.Dumbbell(
            lower_name=row.lower_name,
            higher_name=row.higher_name,
            lower=row.lower,
            higher=row.higher,
        )
        for row in rows
    ]


def _spoken(view: View, pair: TwoViews) -> str:
    return view.t(
        msg(
            "{lower_name} rates {lower}, {higher_name} rates {higher}.",
            lower_name=pair.lower_name,
            lower=str(pair.lower),
            higher_name=pair.higher_name,
            higher=str(pair.higher),
        )
    )
