"""The row of the gap matrix that belongs to one municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.domain.gaps import GapState, GapThresholds
from lib.insights.gap_matrix import gap_matrix
from lib.insights.gap_table import gap_table
from lib.insights.portrait_types import Part
from lib.text import Names, Text, msg

if TYPE_CHECKING:
    from lib.insights.gap_cell import GapCell
    from lib.insights.portrait_types import Place
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPart(Part):
    """The row as a part; `cells` in the order of the matrix."""

    cells: tuple[GapCell, ...]

    def count(self, state: GapState) -> int:
        """How many cells are in a state."""
        return sum(cell.state is state for cell in self.cells)


def gap_part(
    engine: Engine,
    chosen: OfferFilter,
    place: Place,
    *,
    prefixes: tuple[str, ...],
    lists: Lists,
    state: DataState,
) -> GapPart:
    """Judge every life phase and transition of the municipality, with the usual thresholds."""
    thresholds = GapThresholds()
    matrix = gap_matrix(
        engine,
        chosen,
        thresholds=thresholds,
        prefixes=prefixes,
        extent_name=place.extent_name,
        lists=lists,
        state=state,
    )
    cells = matrix.of((place.ags,))
    title = msg("Gaps by life phase and transition")
    return GapPart(
        key="luecken",
        title=title,
        sentences=_sentences(cells),
        table=gap_table(cells, thresholds, with_scenario=bool(chosen.scenario), caption=title),
        provenance=matrix.provenance,
        cells=cells,
    )


def _sentences(cells: tuple[GapCell, ...]) -> tuple[Text, ...]:
    def named(state: GapState) -> tuple[Text, ...]:
        return tuple(cell.column.label for cell in cells if cell.state is state)

    if not cells or all(cell.state is GapState.NO_REPORT for cell in cells):
        return (msg("Nothing was ever reported here, so no gap can be told from silence."),)
    lines: list[Text] = []
    gaps, thin, unclear = (named(s) for s in (GapState.GAP, GapState.THIN, GapState.UNCLEAR))
    if gaps:
        lines.append(msg("Gap: {names}.", names=Names(gaps)))
    if thin:
        lines.append(msg("Thin: {names}.", names=Names(thin)))
    if unclear:
        lines.append(msg("Unclear: {names}.", names=Names(unclear)))
    return tuple(lines) or (msg("No gap and no thin spot."),)
