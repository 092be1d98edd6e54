"""Public matrices of a wave and their change: words and tables made of releases, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.cooperation import MINIMUM_RATERS
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import (
    NO_RATINGS,
    NO_WAVE,
    SINGLE_PAIRS_PROTECTED,
    USUAL_LEVEL,
    level_label,
    level_number,
    state_note,
)
from lib.insights.cooperation_cells import CRITERIA_LABELS
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.insights.cooperation import Scope
    from lib.insights.cooperation_public import PublicCell, PublicRelease

TYPES: Final = "typen"
PLACES: Final = "kommunen"
CRITERIA: Final = "kriterien"
NAMES_IN_ANSWER: Final = 2
WHOLE_EXTENT: Final = msg("whole Region")
CAPTIONS: Final[dict[str, Message]] = {
    TYPES: msg("Cooperation between institution types"),
    PLACES: msg("Municipality of the rating institution and type rated"),
    CRITERIA: msg("Criteria by type rated"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMatrix:
    """One public table of a wave: answer, axes with labels, cells row by row."""

    answer: tuple[Message, ...]
    kind: str
    rows: tuple[tuple[str, Text], ...]
    columns: tuple[tuple[str, Text], ...]
    cells: tuple[PublicCell, ...]
    table: Table
    provenance: Provenance


def public_matrix(
    release: PublicRelease,
    kind: str,
    *,
    places: tuple[tuple[str, str], ...],
    scope: Scope,
) -> PublicMatrix:
    """Show one table of a release; `places` names the municipalities (unknown kinds: types)."""
    kind = kind if kind in CAPTIONS else TYPES
    rows, columns, cells = arranged(release, kind, places=places, scope=scope)
    return PublicMatrix(
        answer=_answer(cells, dict(rows), dict(columns), release, scope),
        kind=kind,
        rows=rows,
        columns=columns,
        cells=cells,
        table=_table(kind, cells, dict(rows), dict(columns)),
        provenance=scope.provenance(release.wave, *notes(), method="release"),
    )


def notes() -> tuple[Text, ...]:
    """What stands under every public figure of cooperation."""
    return (
        msg(
            "Median from {count} rating institutions on, none of which stands for more than half.",
            count=MINIMUM_RATERS,
        ),
        msg("Ratings of withheld type pairs enter no figure."),
        SINGLE_PAIRS_PROTECTED,
    )


def note(state: CellState) -> Text:
    """Say why a public cell shows no level: several reasons withhold, and all protect the same."""
    if state is CellState.WITHHELD:
        return msg("withheld: it would say too much about single institutions")
    return state_note(state)


def arranged(
    release: PublicRelease, kind: str, *, places: tuple[tuple[str, str], ...], scope: Scope
) -> tuple[tuple[tuple[str, Text], ...], tuple[tuple[str, Text], ...], tuple[PublicCell, ...]]:
    """Rows, columns and cells in the order of the picture."""
    found = {TYPES: release.types, PLACES: release.places, CRITERIA: release.criteria}[kind]
    by_key = {(cell.row, cell.column): cell for cell in found}
    named: dict[str, tuple[tuple[str, Text], ...]] = {
        TYPES: scope.types,
        PLACES: (*places, ("", WHOLE_EXTENT)),
        CRITERIA: tuple(CRITERIA_LABELS.items()),
    }
    present_rows = {row for row, _ in by_key}
    present_columns = {column for _, column in by_key}
    rows = tuple((code, label) for code, label in named[kind] if code in present_rows)
    columns = tuple((code, label) for code, label in scope.types if code in present_columns)
    cells = tuple(by_key[row, column] for row, _ in rows for column, _ in columns)
    return rows, columns, cells


def cell_name(cell: PublicCell, rows: Mapping[str, Text], columns: Mapping[str, Text]) -> Message:
    """Name a cell: who rates whom."""
    return msg("{rater} → {rated}", rater=rows[cell.row], rated=columns[cell.column])


def _answer(
    cells: Sequence[PublicCell],
    rows: Mapping[str, Text],
    columns: Mapping[str, Text],
    release: PublicRelease,
    scope: Scope,
) -> tuple[Message, ...]:
    if not release.wave:
        return (NO_WAVE,)
    if all(cell.state is CellState.UNKNOWN for cell in cells):
        return (NO_RATINGS,)
    shown = [cell for cell in cells if cell.state is CellState.VALUE]
    if not shown:
        return (msg("Nothing can be said: in every cell too few institutions rate to publish it."),)
    reached = nmsg(
        "{count} cell may be published; in {reached} of {shown} the median reaches at least "
        "{level}.",
        "{count} cells may be published; in {reached} of {shown} the median reaches at least "
        "{level}.",
        len(shown),
        reached=sum(cell.median >= USUAL_LEVEL for cell in shown),
        shown=len(shown),
        level=level_label(USUAL_LEVEL, scope.level_names),
    )
    low = min(cell.median for cell in shown)
    weakest = [cell_name(cell, rows, columns) for cell in shown if cell.median == low]
    return reached, nmsg(
        "It is lowest ({median}) in {count} cell: {names}.",
        "It is lowest ({median}) in {count} cells, among them {names}.",
        len(weakest),
        median=level_number(low),
        names=Names(tuple(weakest[:NAMES_IN_ANSWER])),
    )


def _table(
    kind: str,
    cells: Sequence[PublicCell],
    rows: Mapping[str, Text],
    columns: Mapping[str, Text],
) -> Table:
    has_quartiles = kind == TYPES
    frame = pd.DataFrame(
        {
            "row": pd.Series([rows[cell.row] for cell in cells], dtype=object),
            "column": pd.Series([columns[cell.column] for cell in cells], dtype=object),
            "median": [cell.median for cell in cells],
            "median_state": [cell.state.value for cell in cells],
            "note": pd.Series([note(cell.state) for cell in cells], dtype=object),
            "raters": pd.Series([cell.raters for cell in cells], dtype=object),
        }
    )
    for name in ("lower_quartile", "upper_quartile") if has_quartiles else ():
        frame[name] = [getattr(cell, name) for cell in cells]
        frame[f"{name}_state"] = [_quartile_state(cell).value for cell in cells]
    number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
    middle = (
        Column("lower_quartile", msg("Middle half from"), number, 2),
        Column("upper_quartile", msg("Middle half to"), number, 2),
    )
    return Table(
        frame,
        (
            Column("row", msg("Criterion") if kind == CRITERIA else msg("Who rates"), message),
            Column("column", msg("Who is rated"), message),
            Column("median", msg("Median of the levels"), number, 1),
            Column("note", msg("Note"), message),
            *(middle if has_quartiles else ()),
            Column("raters", msg("Rating institutions"), message),
        ),
        caption=CAPTIONS[kind],
    )


def _quartile_state(cell: PublicCell) -> CellState:
    is_hidden = cell.state is CellState.VALUE and cell.lower_quartile != cell.lower_quartile
    return CellState.WITHHELD if is_hidden else cell.state
