"""The cooperation matrix of the circle as a picture: axes, signs, words of the cells, panel."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lib.charts.matrix import matrix_chart
from lib.charts.matrix_model import Matrix, MatrixAxis
from lib.charts.theme import picture_title
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import NOT_RATED, level_number
from lib.insights.cooperation_groups_words import row_title
from lib.insights.cooperation_matrix import MatrixKind
from lib.text import Num, Text, msg
from lib.ui import named_view
from lib.ui.cooperation_control import look_of
from lib.ui.cooperation_filters import selection_text
from lib.ui.cooperation_signs import level_signs
from lib.ui.panels import Panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.charts.theme import AnyChart
    from lib.insights.cooperation import TypeCell
    from lib.insights.cooperation_matrix import CooperationMatrix, MatrixLine
    from lib.ui.context import View
    from lib.ui.cooperation_filters import CooperationAsked

WITHHELD_MARK: Final = "•"
NOT_RATED_MARK: Final = "–"
WHO_IS_RATED: Final = msg("Who is rated")


def model(view: View, found: CooperationMatrix) -> Matrix:
    """Write a matrix in the reader's language."""
    width = len(found.columns)
    ordered = [
        found.cells.get((row.key, column.key))
        for row in (found.rows if found.cells else ())
        for column in found.columns
    ]
    return Matrix(
        rows=_axis(view, row_title(found.kind), found.rows),
        columns=_axis(view, WHO_IS_RATED, found.columns),
        codes=found.codes,
        signs=level_signs(view, withholds=found.withholds),
        texts={place: view.t(level_number(value)) for place, value in found.numbers.items()},
        lines={
            place: _cell_lines(view, cell)
            for place, cell in enumerate(ordered)
            if cell is not None and cell.state is CellState.VALUE
        },
        faint=found.faint,
        is_square=found.is_square and bool(width),
    )


def _axis(view: View, title: Text, lines: tuple[MatrixLine, ...]) -> MatrixAxis:
    groups = tuple(view.t(line.group) for line in lines)
    return MatrixAxis(
        title=view.t(title),
        keys=tuple(line.key for line in lines),
        labels=tuple(view.t(line.label) for line in lines),
        groups=groups if any(groups) else (),
    )


def _cell_lines(view: View, cell: TypeCell) -> tuple[str, ...]:
    return (
        view.t(msg("Median of the levels: {value}", value=level_number(cell.median))),
        view.t(msg("Middle half: {range}", range=middle_half(cell))),
        view.t(msg("Rating institutions: {raters}", raters=cell.raters)),
    )


def middle_half(cell: TypeCell) -> Text:
    """Write the spread: between which levels the middle half of the ratings lies."""
    if math.isnan(cell.lower_quartile):
        return WITHHELD_MARK if cell.state is CellState.VALUE else NOT_RATED
    return msg(
        "{low} to {high}",
        low=_quartile(cell.lower_quartile),
        high=_quartile(cell.upper_quartile),
    )


def _quartile(value: float) -> Num:
    return Num(value, 0 if value.is_integer() else 2 if (value * 2) % 1 else 1)


def picture(view: View, found: CooperationMatrix, asked: CooperationAsked) -> AnyChart:
    """Draw the file: the same matrix with title, filters and source."""
    lines = (selection_text(view, asked), *found.provenance.lines())
    look = look_of(view, max(len(found.rows), len(found.columns)))
    title = picture_title(found.table.caption, lines, language=view.language)
    return matrix_chart(model(view, found), look=look, title=title)


def panel(
    view: View,
    found: CooperationMatrix,
    asked: CooperationAsked,
    *,
    draw_all: Callable[[], None],
) -> Panel:
    """One panel for every kind of matrix."""
    named = replace(found, provenance=named_view.named(view, found.provenance))
    return Panel(
        key="kooperation",
        title=found.table.caption,
        draw=draw_all,
        picture=lambda: picture(view, found, asked),
        table=found.table,
        provenance=named.provenance,
    )


def is_single(found: CooperationMatrix) -> bool:
    """Whether rows and columns are single institutions."""
    return found.kind is MatrixKind.INSTITUTIONS
