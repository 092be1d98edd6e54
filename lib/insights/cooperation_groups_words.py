"""Answer and table of the matrices that sum ratings up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.vocabulary import CellState
from lib.insights.cooperation import (
    NAMES_IN_ANSWER,
    NO_RATINGS,
    NO_WAVE,
    USUAL_LEVEL,
    level_label,
    level_number,
    state_note,
)
from lib.insights.cooperation_cells import CRITERIA_LABELS
from lib.insights.cooperation_matrix import MatrixKind
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Message, Names, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.insights.cooperation import CooperationChoice, Scope, TypeCell

_CAPTIONS: Final = {
    MatrixKind.TYPES: msg("Cooperation between institution types"),
    MatrixKind.MUNICIPALITIES: msg("Cooperation: institutions of a municipality rate types"),
    MatrixKind.CRITERIA: msg("Cooperation by criterion and rated type"),
}
_CELLS: Final = {
    MatrixKind.TYPES: msg("type pairs"),
    MatrixKind.MUNICIPALITIES: msg("cells of municipality and type"),
    MatrixKind.CRITERIA: msg("cells of criterion and type"),
}
_ROW_TITLES: Final = {
    MatrixKind.TYPES: msg("Who rates"),
    MatrixKind.MUNICIPALITIES: msg("Who rates: municipality"),
    MatrixKind.CRITERIA: msg("Criterion"),
}


def row_title(kind: MatrixKind) -> Message:
    """Name what stands in the rows."""
    return _ROW_TITLES.get(kind, msg("Who rates"))


def group_answer(
    cells: Sequence[TypeCell],
    chosen: CooperationChoice,
    scope: Scope,
    *,
    kind: MatrixKind,
    unrated: Mapping[tuple[str, str], int] | None,
) -> tuple[Message, ...]:
    """Say how many cells reach the level and which are weakest, or why nothing can be said."""
    if not chosen.wave:
        return (NO_WAVE,)
    if unrated is not None:
        return _unrated_answer(cells, unrated)
    rated = sum(cell.state in {CellState.VALUE, CellState.WITHHELD} for cell in cells)
    shown = [cell for cell in cells if cell.state is CellState.VALUE]
    if not rated:
        if chosen.narrows_pairs:
            return (msg("No rating fits the chosen filters. Take one of them back."),)
        return (NO_RATINGS,)
    if not shown:
        return (
            nmsg(
                "Nothing can be said: {count} cell is rated, but by too few institutions.",
                "Nothing can be said: {count} cells are rated, but each by too few institutions.",
                rated,
            ),
        )
    level = chosen.level_from or USUAL_LEVEL
    lead = msg(
        "In {reached} of {shown} {cells} with enough ratings, the median reaches at least {level}; "
        "rated at all are {rated} of {possible}.",
        reached=sum(cell.reaches(level) for cell in shown),
        shown=len(shown),
        cells=_CELLS[kind],
        level=level_label(level, scope.level_names),
        rated=rated,
        possible=sum(cell.state is not CellState.NOT_COMPUTABLE for cell in cells),
    )
    return lead, _weakest(shown)


def _weakest(shown: Sequence[TypeCell]) -> Message:
    low = min(cell.median for cell in shown)
    weakest = [_ends(cell) for cell in shown if cell.median == low]
    return nmsg(
        "It is lowest ({median}) in {count} cell: {names}.",
        "It is lowest ({median}) in {count} cells, among them {names}.",
        len(weakest),
        median=level_number(low),
        names=Names(tuple(weakest[:NAMES_IN_ANSWER])),
    )


def _ends(cell: TypeCell) -> Message:
    return msg("{rater} → {rated}", rater=cell.rater_label, rated=cell.rated_label)


def _unrated_answer(
    cells: Sequence[TypeCell], unrated: Mapping[tuple[str, str], int]
) -> tuple[Message, ...]:
    most = max(cells, key=lambda c: unrated.get((c.rater, c.rated), 0), default=None)
    if most is None or not unrated:
        return (msg("No pair of institutions fits the chosen filters. Take one of them back."),)
    return (
        msg(
            "The cells count the pairs of institutions that nobody has rated; most of them are in "
            "{cell}: {count}. Not rated is not the same as no contact.",
            cell=_ends(most),
            count=unrated.get((most.rater, most.rated), 0),
        ),
    )


def group_table(
    cells: Sequence[TypeCell],
    *,
    kind: MatrixKind,
    unrated: Mapping[tuple[str, str], int] | None,
) -> Table:
    """Write every cell of the picture in words and figures."""
    has_criteria = kind is not MatrixKind.CRITERIA
    rows = [_row(cell, has_criteria=has_criteria) for cell in cells]
    number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
    columns = [
        Column("rater_label", row_title(kind), message),
        Column("rated_label", msg("Who is rated"), message),
        Column("median", msg("Median of the levels"), number, 1),
        Column("note", msg("Note"), message),
        Column("lower_quartile", msg("Middle half from"), number, 2),
        Column("upper_quartile", msg("Middle half to"), number, 2),
        Column("spread", msg("Spread"), number, 2, help=msg("Width of the middle half")),
        Column("ratings_count", msg("Ratings"), number),
        Column("raters", msg("Rating institutions"), message),
    ]
    if has_criteria:
        columns += [
            Column(f"{name}_median", label, number, 1, help=msg("Median"))
            for name, label in CRITERIA_LABELS.items()
        ]
    if unrated is not None:
        columns.append(Column("unrated", msg("Pairs that nobody rated"), number))
        for row, cell in zip(rows, cells, strict=True):
            row["unrated"] = float(unrated.get((cell.rater, cell.rated), 0))
    names = [column.key for column in columns]
    frame = pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in rows], dtype=object)
            for row_names in (names, [f"{name}_state" for name in names])
            for name in row_names
            if all(name in row for row in rows)
        }
    )
    for column in columns:
        if column.kind is number:
            frame[column.key] = frame[column.key].astype("float64")
    return Table(frame, tuple(columns), caption=_CAPTIONS[kind])


def _row(cell: TypeCell, *, has_criteria: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "rater_label": cell.rater_label,
        "rated_label": cell.rated_label,
        "median": cell.median,
        "note": state_note(cell.state),
        "lower_quartile": cell.lower_quartile,
        "upper_quartile": cell.upper_quartile,
        "spread": cell.upper_quartile - cell.lower_quartile,
        "ratings_count": cell.ratings_count,
        "raters": cell.raters,
    }
    figures = ("median", "lower_quartile", "upper_quartile", "spread", "ratings_count", "raters")
    row |= {f"{name}_state": cell.state.value for name in figures}
    row["note_state"] = CellState.VALUE.value
    if has_criteria:
        given = {label: (state, value) for label, state, value in cell.criteria}
        for name, label in CRITERIA_LABELS.items():
            state, value = given.get(label, (cell.state, math.nan))
            row |= {f"{name}_median": value, f"{name}_median_state": state.value}
    return row
