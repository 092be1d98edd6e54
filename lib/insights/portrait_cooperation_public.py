"""Cooperation in a portrait outside the circle: the municipality's row of the public release.

No figure is computed for a portrait: whoever collects the portraits of all municipalities holds one
table of the release, which was audited together with all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.vocabulary import CellState
from lib.insights.cooperation import level_number
from lib.insights.cooperation_public_tables import note
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Text, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.cooperation_public import PublicCell, PublicRelease
    from lib.insights.portrait_types import Place
    from lib.store.queries.lists import Lists
    from lib.text import Label

NOTE: Final = msg(
    "Median of the ratings that institutions of the municipality gave, by type rated."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRow:
    """How the institutions of a municipality rate each type, as far as it is published."""

    cells: tuple[PublicCell, ...]
    sentence: Text
    table: Table

    @property
    def shown(self) -> tuple[PublicCell, ...]:
        """Published cells."""
        return tuple(cell for cell in self.cells if cell.state is CellState.VALUE)


def public_row(
    release: PublicRelease, place: Place, wave: Label | str, *, lists: Lists
) -> PublicRow:
    """Read a municipality's row of a release."""
    types = dict(lists.codes["institution_type"])
    order = {code: position for position, code in enumerate(types)}
    found = [cell for cell in release.places if cell.row == place.ags]
    cells = tuple(sorted(found, key=lambda cell: order.get(cell.column, len(order))))
    return PublicRow(
        cells=cells,
        sentence=_sentence(cells, place, wave),
        table=_table(cells, types),
    )


def _sentence(cells: tuple[PublicCell, ...], place: Place, wave: Label | str) -> Text:
    shown = [cell for cell in cells if cell.state is CellState.VALUE]
    if not shown:
        return msg(
            "{wave}: withheld, because too few institutions of {name} rate one another or others.",
            wave=wave,
            name=place.name,
        )
    return nmsg(
        "{wave}: how institutions of {name} rate is published for {count} type: median {low}.",
        "{wave}: how institutions of {name} rate is published for {count} types: medians from "
        "{low} to {high}.",
        len(shown),
        wave=wave,
        name=place.name,
        low=level_number(min(cell.median for cell in shown)),
        high=level_number(max(cell.median for cell in shown)),
    )


def _table(cells: tuple[PublicCell, ...], types: dict[str, Label]) -> Table:
    frame = pd.DataFrame(
        {
            "rated": pd.Series([types[cell.column] for cell in cells], dtype=object),
            "median": pd.Series([cell.median for cell in cells], dtype="float64"),
            "median_state": pd.Series([cell.state.value for cell in cells], dtype="str"),
            "note": pd.Series([note(cell.state) for cell in cells], dtype=object),
            "raters": pd.Series([cell.raters for cell in cells], dtype=object),
        }
    )
    number, message = ColumnKind.NUMBER, ColumnKind.MESSAGE
    return Table(
        frame,
        (
            Column("rated", msg("Who is rated"), message),
            Column("median", msg("Median"), number, 1, help=msg("Median of the levels 0 to 5")),
            Column("note", msg("Note"), message),
            Column("raters", msg("Raters"), message, help=msg("Rating institutions")),
        ),
        caption=msg("Cooperation as institutions of the municipality rate it"),
    )
