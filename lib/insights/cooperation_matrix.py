"""What every cooperation matrix holds, whatever stands in its rows and columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.domain.seriation import similar_order
from lib.text import Message, Text, msg, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from lib.insights.cooperation import TypeCell
    from lib.insights.types import Provenance, Table
    from lib.text import Language

WITHHELD_CODE: Final = "x"
NOT_RATED_CODE: Final = "-"
NO_PAIR_CODE: Final = "="
WHOLE_REGION: Final = msg("Whole region")


class MatrixKind(StrEnum):
    """What rates what (codes as they stand in links)."""

    TYPES = "typen"
    INSTITUTIONS = "einrichtungen"
    MUNICIPALITIES = "kommunen"
    CRITERIA = "kriterien"


class MatrixOrder(StrEnum):
    """How rows and columns follow one another (codes as they stand in links)."""

    MUNICIPALITY = "kommune"
    TYPE = "typ"
    ALPHABETICAL = "alphabetisch"
    SIMILAR = "aehnlich"


MATRIX_LABELS: Final[dict[MatrixKind, Message]] = {
    MatrixKind.TYPES: msg("Institution types"),
    MatrixKind.INSTITUTIONS: msg("Institutions"),
    MatrixKind.MUNICIPALITIES: msg("Municipalities"),
    MatrixKind.CRITERIA: msg("Criteria"),
}
ORDER_LABELS: Final[dict[MatrixOrder, Message]] = {
    MatrixOrder.MUNICIPALITY: msg("by municipality"),
    MatrixOrder.TYPE: msg("by type"),
    MatrixOrder.ALPHABETICAL: msg("alphabetical"),
    MatrixOrder.SIMILAR: msg("by similarity"),
}
#: Which orders a matrix offers; the first is the usual one.
ORDERS: Final[dict[MatrixKind, tuple[MatrixOrder, ...]]] = {
    MatrixKind.TYPES: (MatrixOrder.TYPE, MatrixOrder.ALPHABETICAL, MatrixOrder.SIMILAR),
    MatrixKind.INSTITUTIONS: (
        MatrixOrder.MUNICIPALITY,
        MatrixOrder.TYPE,
        MatrixOrder.ALPHABETICAL,
        MatrixOrder.SIMILAR,
    ),
    MatrixKind.MUNICIPALITIES: (
        MatrixOrder.TYPE,
        MatrixOrder.ALPHABETICAL,
        MatrixOrder.SIMILAR,
    ),
    MatrixKind.CRITERIA: (MatrixOrder.TYPE, MatrixOrder.ALPHABETICAL, MatrixOrder.SIMILAR),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLine:
    """A row or column; equal neighbours in `group` stand together."""

    key: str
    label: Text
    group: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationMatrix:
    """Answer, cells row by row, and the complete table.

    `codes`: one character a cell: "0" to "5", "-" not rated, "x" withheld, "=" no such pair.
    `numbers`: what stands in a cell where that is more than the level (median, count).
    `faint`: cells that do not fit what is asked. `cells`: summaries by (row, column), empty for
    single pairs. `hidden_rows` and `hidden_columns` are left out because no cell of them fits.
    """

    kind: MatrixKind
    rows: tuple[MatrixLine, ...]
    columns: tuple[MatrixLine, ...]
    codes: str
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance
    numbers: Mapping[int, float] = field(default_factory=dict)
    faint: frozenset[int] = frozenset()
    hidden_rows: int = 0
    hidden_columns: int = 0
    cells: Mapping[tuple[str, str], TypeCell] = field(default_factory=dict)

    @property
    def is_square(self) -> bool:
        """Whether both axes hold the same things."""
        return self.kind in {MatrixKind.TYPES, MatrixKind.INSTITUTIONS} and self.rows == (
            self.columns
        )

    @property
    def withholds(self) -> bool:
        """Whether a cell is withheld."""
        return WITHHELD_CODE in self.codes


def positions(
    labels: Sequence[Text],
    *,
    order: MatrixOrder,
    language: Language,
    profiles: npt.NDArray[np.float64],
) -> tuple[int, ...]:
    """Order of an axis whose given order is the usual one; `profiles` has its things as rows."""
    if order is MatrixOrder.ALPHABETICAL:
        names = [german_order(render(label, language)) for label in labels]
        return tuple(sorted(range(len(labels)), key=lambda place: (names[place], place)))
    if order is MatrixOrder.SIMILAR:
        return similar_order(profiles)
    return tuple(range(len(labels)))


def german_order(name: str) -> str:
    """Sort key of DIN 5007-1: ä as a, ß as ss."""
    return name.casefold().translate(str.maketrans("äöü", "aou")).replace("ß", "ss")
