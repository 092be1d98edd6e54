"""The field of both ratings as a matrix: number of pairs by the higher and the lower level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.charts import asymmetry as charts
from lib.charts.matrix_model import Matrix, MatrixAxis, MatrixSign
from lib.charts.theme import MUTED
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN
from lib.text import Text, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.asymmetry import Asymmetry
    from lib.ui.context import View

LEVELS: Final = tuple(range(LEVEL_MIN, LEVEL_MAX + 1))
_NOBODY: Final = "z"
_NO_CELL: Final = "="


def field_matrix(view: View, found: Asymmetry) -> Matrix:
    """Number of pairs for each lower and higher level; the highest level stands on top."""
    keys = tuple(str(level) for level in LEVELS)
    down = keys[::-1]

    def words(levels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(view.t(msg("Level {level}", level=level)) for level in levels)

    codes, texts, lines = [], {}, {}
    for row, higher in enumerate(reversed(LEVELS)):
        for column, lower in enumerate(LEVELS):
            place = row * len(LEVELS) + column
            count = found.field.get((lower, higher), 0)
            if lower > higher:
                codes.append(_NO_CELL)
                continue
            codes.append(str(higher - lower) if count else _NOBODY)
            if count:
                texts[place] = str(count)
                lines[place] = (view.t(nmsg("{count} pair", "{count} pairs", count)),)
    return Matrix(
        rows=MatrixAxis(title=view.t(msg("Higher level")), keys=down, labels=words(down)),
        columns=MatrixAxis(title=view.t(msg("Lower level")), keys=keys, labels=words(keys)),
        codes="".join(codes),
        signs=_field_signs(view),
        texts=texts,
        lines=lines,
    )


def _field_signs(view: View) -> tuple[MatrixSign, ...]:
    apart = tuple(
        MatrixSign(
            code=str(difference),
            word=view.t(_apart(difference)),
            fill=fill,
            ink=ink,
        )
        for difference, (fill, ink) in enumerate(
            zip(charts.DIFFERENCE_FILLS, charts.DIFFERENCE_INKS, strict=True)
        )
    )
    return (
        *apart,
        MatrixSign(
            code=_NOBODY,
            word=view.t(msg("no pair")),
            fill=charts.NOBODY_FILL,
            ink=MUTED,
            mark="·",
            in_legend=False,
        ),
        MatrixSign(
            code=_NO_CELL,
            word=view.t(msg("no such combination")),
            fill="white",
            ink=MUTED,
            in_legend=False,
            is_blank=True,
        ),
    )


def _apart(difference: int) -> Text:
    if not difference:
        return msg("both alike")
    return nmsg("{count} level apart", "{count} levels apart", difference)
