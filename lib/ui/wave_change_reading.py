"""Reading beside the change between two waves: sums as bars, what fell most, the chosen cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.change_bars import ChangeBar, change_bars
from lib.domain.vocabulary import CellState
from lib.domain.wave_change import CHANGE_LABELS, COMPARED, ChangeKind
from lib.text import Num, Text, msg, nmsg
from lib.ui import sheet_link, url_state
from lib.ui import wave_change_signs as signs
from lib.ui.panels import escape
from lib.ui.wave_change_balance import balance_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.wave_change import Direction, TypeChange, WaveChange
    from lib.ui.context import View

#: Query parameter of the chosen cell: `rater~rated`.
CELL: Final = "richtung"
BETWEEN: Final = "~"
FALLEN_SHOWN: Final = 3


def chosen_cell(known: Sequence[str]) -> tuple[str, str] | None:
    """Read which cell the address names; None for none."""
    codes = set(known)

    def valid(text: str) -> bool:
        row, _, column = text.partition(BETWEEN)
        return not text or {row, column} <= codes

    chosen = url_state.current(CELL, valid=valid, default="")
    st.session_state[url_state.widget_key(CELL)] = chosen
    url_state.publish(CELL, chosen, default="")
    row, _, column = chosen.partition(BETWEEN)
    return (row, column) if chosen else None


def choose_cell(row: str, column: str) -> None:
    """Take a click on the matrix."""
    url_state.choose(CELL, f"{row}{BETWEEN}{column}" if row and column else "")


def clear(view: View) -> None:
    """Let go of the chosen cell: back to the sums."""
    st.button(
        view.t(msg("Back to the overview of changes")),
        key="change_clear",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=choose_cell,
        args=("", ""),
    )


def sums(view: View, found: WaveChange) -> None:
    """One bar a kind: first what is compared, then the rest that there is."""
    of_kind = found.counts.of_kind
    kinds = [kind for kind in ChangeKind if kind in COMPARED or of_kind[kind]]
    bars = [
        ChangeBar(
            words=f"{signs.mark_of(kind)} {view.t(CHANGE_LABELS[kind])}",
            count=of_kind[kind],
            fill=signs.fill_of(kind),
        )
        for kind in kinds
    ]
    _heading(view, msg("Since {wave}", wave=found.since))
    st.altair_chart(
        change_bars(bars, language=view.language),
        theme=None,
        width="stretch",
        key="change_bars",
        alt=", ".join(f"{bar.words}: {bar.count}" for bar in bars),
    )
    if found.inside_count:
        st.caption(
            view.t(
                nmsg(
                    "{count} earlier rating drops out: both institutions are one today.",
                    "{count} earlier ratings drop out: both institutions are one today.",
                    found.inside_count,
                )
            )
        )


def fallen(view: View, found: WaveChange, *, shows_types: bool) -> None:
    """Name what fell most: where a talk may help."""
    rows = [one for one in found.directions if one.kind is ChangeKind.FALLEN]
    if not rows:
        return
    names = _names(view, found)
    _heading(view, msg("Fallen most: a reason to ask"))
    lines = [
        escape(f"{signs.DOWN}{-one.steps} {names[one.rater]} → {names[one.rated]}")
        for one in rows[:FALLEN_SHOWN]
    ]
    st.caption("\n".join(f"- {line}" for line in lines))
    if len(rows) > FALLEN_SHOWN:
        where = (
            msg("All {count} stand in the table by institutions, chosen above.", count=len(rows))
            if shows_types
            else msg("All {count} stand at the top of the table below.", count=len(rows))
        )
        st.caption(view.t(where))


def direction_detail(view: View, found: WaveChange, selected: tuple[str, str], wave: str) -> None:
    """Both directions of the chosen pair, and the way to its sheet."""
    names = _names(view, found)
    known = {(one.rater, one.rated): one for one in found.directions}
    for rater, rated in (selected, selected[::-1]):
        _heading(view, f"{names[rater]} → {names[rated]}")
        one = known.get((rater, rated))
        st.caption(escape(_became(view, one)))
    if not {host.key for host in found.hosts if host.is_closed} & set(selected):
        sheet_link.link(view, *selected, wave)


def _became(view: View, one: Direction | None) -> str:
    if one is None:
        return view.t(msg("rated in neither round"))
    word = signs.steps_text(one.steps) if one.kind in COMPARED else CHANGE_LABELS[one.kind]
    mark = signs.mark_of(one.kind)
    levels = signs.levels_line(view, one)
    return f"{mark} {view.t(word)}" + (f" ({levels})" if levels else "")


def type_detail(view: View, found: WaveChange, selected: tuple[str, str]) -> None:
    """Balance and counts of the chosen pair of types."""
    labels = dict(found.types)
    _heading(view, f"{view.t(labels[selected[0]])} → {view.t(labels[selected[1]])}")
    known = {(cell.rater, cell.rated): cell for cell in found.type_changes}
    for line in _type_lines(known.get(selected)):
        st.caption(escape(view.t(line)))


def _type_lines(cell: TypeChange | None) -> tuple[Text, ...]:
    if cell is None:
        return (msg("No rating between these types was given in both rounds."),)
    if cell.state is not CellState.VALUE:
        return (
            msg(
                "Withheld: fewer than three different institutions have rated in both rounds, so "
                "single ratings could be recognised."
            ),
        )
    balance = Num(100 * cell.balance, 0, signed=True)
    return msg("Balance {balance} %", balance=balance), balance_line(cell)


def rule(view: View) -> None:
    """State the rule beside the picture."""
    with st.expander(view.t(msg("What is compared, and what is not"))):
        st.caption(
            view.t(
                msg(
                    "Only what the same institution rated in both rounds is compared. “Rated for "
                    "the first time” and “not rated again” tell of participation, not of quality. "
                    "After a merger the successor takes over; where it takes over several ratings "
                    "of one direction, none is compared. Balance: risen less fallen, as a share of "
                    "the compared. From +5 % (and a mean above zero) the network counts as closer, "
                    "from −5 % as looser, from three rating institutions on."
                )
            )
        )


def _names(view: View, found: WaveChange) -> dict[str, str]:
    return {
        host.key: signs.host_name(view, host.name, is_closed=host.is_closed) for host in found.hosts
    }


def _heading(view: View, text: Text) -> None:
    st.markdown(f"**{escape(view.t(text))}**")
