"""Public matrices as pictures: published medians, and what became of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from lib.charts.diverging import FALLEN, RISEN, UNCHANGED
from lib.charts.level_colours import PAPER
from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.charts.theme import INK
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import level_number
from lib.insights.cooperation_public_change import HIGHER, LOWER, SAME
from lib.insights.cooperation_public_tables import CRITERIA, TYPES, note
from lib.text import Num, Text, msg
from lib.ui.cooperation_signs import (
    NO_PAIR_CODE,
    NOT_RATED_CODE,
    WITHHELD_CODE,
    level_signs,
)

if TYPE_CHECKING:
    from lib.insights.cooperation_public import PublicCell
    from lib.insights.cooperation_public_change import ChangeCell, PublicChange
    from lib.insights.cooperation_public_tables import PublicMatrix
    from lib.ui.context import View

#: Picture, legend and reading stand on one screen.
HEIGHT_PX: Final = 480
#: Key of the row of institutions of the whole extent: an empty key names no cell.
WHOLE_EXTENT: Final = "region"
STATE_CODES: Final[dict[CellState, str]] = {
    CellState.WITHHELD: WITHHELD_CODE,
    CellState.UNKNOWN: NOT_RATED_CODE,
    CellState.NOT_COMPUTABLE: NO_PAIR_CODE,
}
HIGHER_CODE, SAME_CODE, LOWER_CODE = "h", "s", "l"


#: With more rows, cells on a shared screen are too low for their numbers.
MOST_ROWS_IN_PRESENTATION: Final = 14


def key_of(code: str) -> str:
    """Key of a row or column in the picture and in the address."""
    return code or WHOLE_EXTENT


def matrix_model(view: View, found: PublicMatrix) -> Matrix:
    """Draw published medians; a half level takes the colour of the lower level.

    In presentation, many rows would leave no room for numbers: those without a figure stay away.
    """
    rows, cells = found.rows, found.cells
    if leaves_rows_out(view, found):
        kept = {cell.row for cell in cells if cell.state is CellState.VALUE}
        rows = tuple((code, label) for code, label in rows if code in kept)
        cells = tuple(cell for cell in cells if cell.row in kept)
    return Matrix(
        rows=_axis(view, rows, _rows_title(found.kind)),
        columns=_axis(view, found.columns, msg("Who is rated")),
        codes="".join(_code(cell) for cell in cells),
        signs=level_signs(view, withholds=True),
        texts={
            place: view.t(level_number(cell.median))
            for place, cell in enumerate(cells)
            if cell.state is CellState.VALUE
        },
        lines={
            place: tuple(view.t(line) for line in cell_lines(cell))
            for place, cell in enumerate(cells)
            if cell.state in {CellState.VALUE, CellState.WITHHELD}
        },
        is_square=found.kind == TYPES,
    )


def leaves_rows_out(view: View, found: PublicMatrix) -> bool:
    """Whether rows without a published figure are not drawn."""
    has_figures = any(cell.state is CellState.VALUE for cell in found.cells)
    return view.presentation and has_figures and len(found.rows) > MOST_ROWS_IN_PRESENTATION


def change_model(view: View, found: PublicChange, *, kind: str) -> Matrix:
    """Draw what became of published medians: sign, word and difference."""
    return Matrix(
        rows=_axis(view, found.rows, _rows_title(kind)),
        columns=_axis(view, found.columns, msg("Who is rated")),
        codes="".join(_change_code(cell) for cell in found.cells),
        signs=(*_change_signs(view), *level_signs(view, withholds=True)[6:]),
        texts={
            place: view.t(_difference(cell))
            for place, cell in enumerate(found.cells)
            if cell.state is CellState.VALUE and cell.change
        },
        lines={
            place: (view.t(from_to(cell)),)
            for place, cell in enumerate(found.cells)
            if cell.state is CellState.VALUE
        },
        is_square=kind == TYPES,
    )


def cell_lines(cell: PublicCell) -> tuple[Text, ...]:
    """Say of a cell what is published, or why nothing is."""
    if cell.state is not CellState.VALUE:
        return (note(cell.state),)
    lines: list[Text] = [msg("Median: {median}", median=level_number(cell.median))]
    if not math.isnan(cell.lower_quartile):
        lines.append(
            msg(
                "Middle half: {low} to {high}",
                low=Num(cell.lower_quartile, 2),
                high=Num(cell.upper_quartile, 2),
            )
        )
    return (*lines, msg("Rating institutions: {count}", count=cell.raters))


def from_to(cell: ChangeCell) -> Text:
    """Write both published medians."""
    return msg(
        "Median {before}, then {after}",
        before=level_number(cell.before),
        after=level_number(cell.after),
    )


def _rows_title(kind: str) -> Text:
    return msg("Criterion") if kind == CRITERIA else msg("Who rates")


def _axis(view: View, named: tuple[tuple[str, Text], ...], title: Text) -> MatrixAxis:
    return MatrixAxis(
        title=view.t(title),
        keys=tuple(key_of(code) for code, _ in named),
        labels=tuple(view.t(label) for _, label in named),
    )


def _code(cell: PublicCell) -> str:
    if cell.state is CellState.VALUE:
        return str(math.floor(cell.median))
    return STATE_CODES[cell.state]


def _change_code(cell: ChangeCell) -> str:
    if cell.state is not CellState.VALUE:
        return STATE_CODES[cell.state]
    return SAME_CODE if not cell.change else HIGHER_CODE if cell.change > 0 else LOWER_CODE


def _difference(cell: ChangeCell) -> Text:
    number = Num(abs(cell.change), 0 if cell.change.is_integer() else 1)
    if cell.change > 0:
        return msg("▲ {number}", number=number)
    return msg("▼ {number}", number=number)


def _change_signs(view: View) -> tuple[MatrixSign, ...]:
    return (
        MatrixSign(code=HIGHER_CODE, word=view.t(HIGHER), fill=RISEN[2], ink=PAPER, mark="▲"),
        MatrixSign(code=SAME_CODE, word=view.t(SAME), fill=UNCHANGED, ink=INK, mark="="),
        MatrixSign(code=LOWER_CODE, word=view.t(LOWER), fill=FALLEN[1], ink=INK, mark="▼"),
    )
