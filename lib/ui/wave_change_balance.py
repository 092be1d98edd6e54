"""Type by type: the balance of what rose and fell between two waves, as signs of a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.charts.diverging import UNCHANGED
from lib.charts.level_colours import HATCH_DARK, PAPER, WITHHELD_FILL
from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.charts.theme import INK, MUTED
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.text import Num, Text, msg
from lib.ui.wave_change_signs import DOWN, EQUAL, FILLS, NEITHER_CODE, REACH, UP

if TYPE_CHECKING:
    from lib.insights.wave_change import TypeChange, WaveChange
    from lib.ui.context import View

#: From this balance on, a pair of types carries the strong colour.
STRONG: Final = 0.5
_WITHHELD: Final = "x"
_BALANCES: Final = (
    ("2", FILLS[REACH], UP, msg("mostly risen (balance from +50 %)")),
    ("1", FILLS[1], UP, msg("more risen than fallen")),
    ("0", UNCHANGED, EQUAL, msg("as many risen as fallen")),
    ("a", FILLS[-1], DOWN, msg("more fallen than risen")),
    ("b", FILLS[-REACH], DOWN, msg("mostly fallen (balance from −50 %)")),
)


def type_matrix(view: View, found: WaveChange) -> Matrix:
    """Type by type: balance of what rose and fell, over at least three rating institutions."""
    keys = tuple(code for code, _ in found.types)
    labels = tuple(view.t(label) for _, label in found.types)
    spots = {key: spot for spot, key in enumerate(keys)}
    codes = [NEITHER_CODE] * len(keys) ** 2
    texts: dict[int, str] = {}
    lines: dict[int, tuple[str, ...]] = {}
    for cell in found.type_changes:
        place = spots[cell.rater] * len(keys) + spots[cell.rated]
        codes[place] = _balance_code(cell)
        if cell.state is CellState.VALUE:
            texts[place] = _balance_mark(view, cell.balance)
            lines[place] = (view.t(balance_line(cell)),)
    return Matrix(
        rows=MatrixAxis(title=view.t(msg("Who rates")), keys=keys, labels=labels),
        columns=MatrixAxis(title=view.t(msg("Who is rated")), keys=keys, labels=labels),
        codes="".join(codes),
        signs=_balance_signs(view),
        texts=texts,
        lines=lines,
        is_square=True,
    )


def balance_line(cell: TypeChange) -> Text:
    """Say how many ratings stand behind a balance."""
    return msg(
        "risen {risen}, unchanged {same}, fallen {fallen}; {raters} rating institutions",
        risen=Num(cell.risen),
        same=Num(cell.same),
        fallen=Num(cell.fallen),
        raters=Num(cell.raters),
    )


def _balance_code(cell: TypeChange) -> str:
    if cell.state is not CellState.VALUE:
        return _WITHHELD
    if not cell.balance:
        return "0"
    if cell.balance > 0:
        return "2" if cell.balance >= STRONG else "1"
    return "b" if cell.balance <= -STRONG else "a"


def _balance_mark(view: View, balance: float) -> str:
    mark = EQUAL if not balance else UP if balance > 0 else DOWN
    return f"{mark} {view.t(Num(100 * abs(balance)))}" if balance else mark


def _balance_signs(view: View) -> tuple[MatrixSign, ...]:
    balances = tuple(
        MatrixSign(
            code=code,
            word=view.t(word),
            fill=fill,
            ink=PAPER if code in {"2", "b"} else INK,
            mark=mark,
        )
        for code, fill, mark, word in _BALANCES
    )
    return (
        *balances,
        MatrixSign(
            code=_WITHHELD,
            word=view.t(CELL_STATE_LABELS[CellState.WITHHELD]),
            fill=WITHHELD_FILL,
            ink=INK,
            mark="•",
        ),
        MatrixSign(
            code=NEITHER_CODE,
            word=view.t(msg("nothing to compare")),
            fill=HATCH_DARK,
            ink=MUTED,
            mark="–",
            is_hatched=True,
            is_blank=True,
        ),
    )
