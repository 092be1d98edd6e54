"""The cooperation heatmaps on the page: cells in words, axes, legend, panel."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

from lib.charts import heatmap as heat
from lib.charts.theme import picture_title
from lib.domain.vocabulary import CELL_STATE_LABELS, LEVEL_MAX, LEVEL_MIN, CellState
from lib.insights.cooperation import NOT_RATED, level_label, level_number, state_note
from lib.text import Num, Text, msg
from lib.ui.cooperation_control import look_of
from lib.ui.cooperation_filters import selection_text
from lib.ui.panels import Panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from lib.charts.theme import AnyChart
    from lib.insights.cooperation import TypeCell, TypeMatrix
    from lib.insights.cooperation_pairs import Institution, InstitutionMatrix
    from lib.ui.context import View
    from lib.ui.cooperation_control import Selected
    from lib.ui.cooperation_filters import CooperationAsked

WITHHELD_MARK: Final = "•"
NOT_RATED_MARK: Final = "–"
WHO_RATES: Final = msg("Who rates")
WHO_IS_RATED: Final = msg("Who is rated")
#: In the whole extent: rows and columns between two labels, so that none covers another.
ROWS_APART: Final = 4
COLUMNS_APART: Final = 2
Lines = tuple[Text, ...]


def legend(view: View, *, withholds: bool, has_impossible: bool = False) -> dict[str, str]:
    """Words of the colours, in order; mark and word for what is no level."""
    names = view.settings.level_names
    words = {str(LEVEL_MIN): f"{LEVEL_MIN} {view.t(level_label(LEVEL_MIN, names))}"}
    for level in range(1, LEVEL_MAX + 1):
        words[str(level)] = (
            f"{level} {names[level - 1]}" if names else view.t(level_label(level, names))
        )
    if withholds:
        words[heat.WITHHELD] = f"{WITHHELD_MARK} {view.t(CELL_STATE_LABELS[CellState.WITHHELD])}"
    words[heat.UNKNOWN] = f"{NOT_RATED_MARK} {view.t(NOT_RATED)}"
    if has_impossible:
        words[heat.IMPOSSIBLE] = view.t(msg("no such pair"))
    return words


def _type_cell(view: View, cell: TypeCell, level_from: int) -> heat.HeatCell:
    groups = {
        CellState.UNKNOWN: (heat.UNKNOWN, NOT_RATED_MARK),
        CellState.WITHHELD: (heat.WITHHELD, WITHHELD_MARK),
        CellState.NOT_COMPUTABLE: (heat.IMPOSSIBLE, ""),
    }
    if cell.state is CellState.VALUE:
        # half a level takes the colour of the lower one: never flatter
        group, text = str(math.floor(cell.median)), view.t(level_number(cell.median))
    else:
        group, text = groups[cell.state]
    return heat.HeatCell(
        row=cell.rater,
        column=cell.rated,
        group=group,
        text=text,
        tooltip=(
            view.t(cell.rater_label),
            view.t(cell.rated_label),
            text if cell.state is CellState.VALUE else view.t(state_note(cell.state)),
            view.t(middle_half(cell)),
            view.t(cell.raters) or NOT_RATED_MARK,
        ),
        is_faint=cell.state is CellState.VALUE and not cell.reaches(level_from),
    )


def middle_half(cell: TypeCell) -> Text:
    """Write the spread: between which levels the middle half of the ratings lies."""
    if math.isnan(cell.lower_quartile):
        return WITHHELD_MARK if cell.state is CellState.VALUE else NOT_RATED_MARK
    return msg(
        "{low} to {high}",
        low=_quartile(cell.lower_quartile),
        high=_quartile(cell.upper_quartile),
    )


def _quartile(value: float) -> Num:
    return Num(value, 0 if value.is_integer() else 2 if (value * 2) % 1 else 1)


def _axis_titles(view: View, look: heat.HeatLook) -> tuple[str, str]:
    """Titles of rows and columns; fonts of a picture file may lack the arrows."""
    down, right = ("", "") if look.width_px else (" ↓", " →")
    return view.t(WHO_RATES) + down, view.t(WHO_IS_RATED) + right


def type_chart(
    view: View, matrix: TypeMatrix, look: heat.HeatLook, *, selected: Selected, lines: Lines = ()
) -> AnyChart:
    """Draw the matrix of types."""
    labels = {code: view.t(label) for code, label in matrix.types}
    axis = tuple(labels)
    rows_title, columns_title = _axis_titles(view, look)
    return heat.heatmap(
        [_type_cell(view, cell, matrix.level_from) for cell in matrix.cells],
        rows=heat.HeatAxis(title=rows_title, keys=axis, labels=labels),
        columns=heat.HeatAxis(title=columns_title, keys=axis, labels=labels),
        legend=legend(
            view,
            withholds=True,
            has_impossible=any(c.state is CellState.NOT_COMPUTABLE for c in matrix.cells),
        ),
        tooltip=[
            view.t(text)
            for text in (
                WHO_RATES,
                WHO_IS_RATED,
                msg("Median of the levels"),
                msg("Middle half"),
                msg("Rating institutions"),
            )
        ],
        look=look,
        selected=selected,
        title=picture_title(matrix.table.caption, lines, language=view.language) if lines else None,
    )


def institution_chart(
    view: View,
    matrix: InstitutionMatrix,
    look: heat.HeatLook,
    *,
    selected: Selected,
    lines: Lines = (),
) -> AnyChart:
    """Draw the matrix of institutions; in the whole extent municipalities stand at the sides."""
    hosts = matrix.institutions
    names = {host.key: host.name for host in hosts}
    is_large = len(hosts) > heat.NUMBERS_UP_TO
    breaks = tuple(host.key for before, host in itertools.pairwise(hosts) if before.ags != host.ags)
    row_labels = _municipality_labels(view, hosts, apart=ROWS_APART) if is_large else names
    column_labels = _municipality_labels(view, hosts, apart=COLUMNS_APART) if is_large else names
    places = {host.key: f"{host.name} · {_place(view, host.ags)}" for host in hosts}
    cells = [
        heat.HeatCell(
            row=cell.rater,
            column=cell.rated,
            group=str(cell.level),
            text=str(cell.level),
            tooltip=(
                places[cell.rater],
                places[cell.rated],
                view.t(level_label(cell.level, view.settings.level_names)),
                view.t(NOT_RATED)
                if cell.opposite < 0
                else view.t(level_label(cell.opposite, view.settings.level_names)),
            ),
            is_faint=cell.level < matrix.level_from,
        )
        for cell in matrix.cells
    ]
    rows_title, columns_title = _axis_titles(view, look)
    itself = view.t(msg("the institution itself"))
    cells += [
        heat.HeatCell(
            row=key, column=key, group=heat.IMPOSSIBLE, text="", tooltip=(name, name, itself, "")
        )
        for key, name in names.items()
    ]
    return heat.heatmap(
        cells,
        rows=heat.HeatAxis(title=rows_title, keys=tuple(names), labels=row_labels, breaks=breaks),
        columns=heat.HeatAxis(
            title=columns_title, keys=tuple(names), labels=column_labels, breaks=breaks
        ),
        legend=legend(view, withholds=False),
        tooltip=[
            view.t(text)
            for text in (
                WHO_RATES,
                WHO_IS_RATED,
                msg("Level of cooperation"),
                msg("Opposite direction"),
            )
        ],
        look=look,
        selected=selected,
        title=picture_title(matrix.table.caption, lines, language=view.language) if lines else None,
    )


def _municipality_labels(
    view: View, hosts: tuple[Institution, ...], *, apart: int
) -> dict[str, str]:
    """One label a municipality, at its middle institution; the smallest give way to neighbours."""
    groups: dict[str, list[int]] = {}
    for position, host in enumerate(hosts):
        groups.setdefault(host.ags, []).append(position)
    taken: list[int] = []
    labels: dict[str, str] = {}
    for ags, positions in sorted(groups.items(), key=lambda item: -len(item[1])):
        middle = positions[len(positions) // 2]
        if all(abs(middle - other) >= apart for other in taken):
            taken.append(middle)
            labels[hosts[middle].key] = _place(view, ags)
    return labels


def _place(view: View, ags: str) -> str:
    return view.lists.municipality_name(ags) if ags else view.t(msg("Whole region"))


def panel(
    view: View,
    matrix: TypeMatrix | InstitutionMatrix,
    asked: CooperationAsked,
    *,
    draw_all: Callable[[], None],
    picture: Callable[[heat.HeatLook, Lines], AnyChart],
    rows_count: int,
) -> Panel:
    """One panel for either matrix."""
    lines = (selection_text(view, asked), *matrix.provenance.lines())
    return Panel(
        key="kooperation",
        title=matrix.table.caption,
        draw=draw_all,
        picture=lambda: picture(look_of(view, rows_count, for_file=True), lines),
        table=matrix.table,
        provenance=matrix.provenance,
    )
