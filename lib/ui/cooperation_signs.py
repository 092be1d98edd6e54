"""Signs of the cooperation matrices: levels, not rated, withheld, no such pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.charts.level_colours import DARK_FROM, HATCH_DARK, LEVEL_FILLS, PAPER, WITHHELD_FILL
from lib.charts.matrix_model import MatrixSign
from lib.charts.theme import INK, MUTED
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.cooperation import NOT_RATED, level_label
from lib.text import msg

if TYPE_CHECKING:
    from lib.ui.context import View

NOT_RATED_CODE: Final = "-"
WITHHELD_CODE: Final = "x"
NO_PAIR_CODE: Final = "="
NOT_RATED_MARK: Final = "–"
WITHHELD_MARK: Final = "•"


def level_signs(view: View, *, withholds: bool = False) -> tuple[MatrixSign, ...]:
    """Codes "0" to "5", "-" not rated, "x" withheld, "=" no such pair, with the reader's words.

    "Withheld" stands in the legend only of a matrix that withholds.
    """
    names = view.settings.level_names
    levels = tuple(
        MatrixSign(
            code=str(level),
            word=view.t(level_label(level, names)),
            fill=fill,
            ink=PAPER if level >= DARK_FROM else INK,
            mark=str(level),
        )
        for level, fill in enumerate(LEVEL_FILLS)
    )
    return (
        *levels,
        MatrixSign(
            code=WITHHELD_CODE,
            word=view.t(CELL_STATE_LABELS[CellState.WITHHELD]),
            fill=WITHHELD_FILL,
            ink=INK,
            mark=WITHHELD_MARK,
            in_legend=withholds,
        ),
        MatrixSign(
            code=NOT_RATED_CODE,
            word=view.t(NOT_RATED),
            fill=HATCH_DARK,
            ink=MUTED,
            mark=NOT_RATED_MARK,
            is_hatched=True,
            is_blank=True,
        ),
        MatrixSign(
            code=NO_PAIR_CODE,
            word=view.t(msg("no such pair")),
            fill=PAPER,
            ink=MUTED,
            in_legend=False,
            is_blank=True,
        ),
    )
