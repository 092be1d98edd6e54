"""The answer of the gap matrix in computed sentences."""

from __future__ import annotations

from operator import ne
from typing import TYPE_CHECKING

from lib.domain.gaps import GapState
from lib.insights.gap_cell import TRANSITION, short_reason
from lib.text import Message, Names, Num, msg, nmsg

if TYPE_CHECKING:
    import pandas as pd

    from lib.insights.gap_matrix import GapMatrix


def gap_answer(matrix: GapMatrix, *, extent_name: str) -> tuple[Message, ...]:
    """Say how many gaps there are, which is the most urgent, and what a scenario changes."""
    cells = matrix.cells
    if not cells["has_any_report"].any():
        return (msg("No municipality has reported an offer yet: nothing can be said."),)
    if not cells["offers_count"].sum():
        return (
            msg(
                "In {extent}, no offer is active on this day and in this selection.",
                extent=extent_name,
            ),
        )
    return (_totals(cells), *_first(matrix), *_change(matrix))


def _totals(cells: pd.DataFrame) -> Message:
    between = cells["column"].str.startswith(TRANSITION)
    phases = cells[~between]
    if not between.any():
        return msg(
            "In the life phases there are {gaps} and {thin}.",
            gaps=_gaps(phases),
            thin=_thin(phases),
        )
    return msg(
        "In the life phases there are {gaps} and {thin}, at the transitions {transition_gaps} and "
        "{transition_thin}.",
        gaps=_gaps(phases),
        thin=_thin(phases),
        transition_gaps=_gaps(cells[between]),
        transition_thin=_thin(cells[between]),
    )


def _gaps(cells: pd.DataFrame) -> Message:
    return nmsg("{count} gap", "{count} gaps", _count(cells["state"], GapState.GAP))


def _thin(cells: pd.DataFrame) -> Message:
    return nmsg("{count} thin spot", "{count} thin spots", _count(cells["state"], GapState.THIN))


def _count(states: pd.Series[str], state: GapState) -> int:
    return int((states == state.value).sum())


def _first(matrix: GapMatrix) -> tuple[Message, ...]:
    if not matrix.urgent:
        return (msg("Nothing is missing by this measure."),)
    cell = matrix.urgent[0]
    return (msg("Most urgent: {cell}: {reason}", cell=cell.title, reason=short_reason(cell)),)


def _change(matrix: GapMatrix) -> tuple[Message, ...]:
    """Compare the scenario with what is reported."""
    if not matrix.has_scenario:
        return ()
    states, before = matrix.cells["state"], matrix.cells["before"]
    if (states == before).all():
        return (msg("The scenario changes no state."),)
    now = _count(states, GapState.GAP), _count(states, GapState.THIN)
    old = _count(before, GapState.GAP), _count(before, GapState.THIN)
    gaps = nmsg(
        "{now} instead of {count} gap", "{now} instead of {count} gaps", old[0], now=Num(now[0])
    )
    thin = nmsg(
        "{now} instead of {count} thin spot",
        "{now} instead of {count} thin spots",
        old[1],
        now=Num(now[1]),
    )
    changes = tuple(
        change for change, is_new in zip((gaps, thin), map(ne, now, old), strict=True) if is_new
    )
    if not changes:
        changed = int((states != before).sum())
        return (
            nmsg(
                "The scenario changes the state of {count} cell.",
                "The scenario changes the state of {count} cells.",
                changed,
            ),
        )
    return (msg("With the scenario: {changes}.", changes=Names(changes)),)
