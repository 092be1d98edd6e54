"""What every insight gives: a table that says all, where it comes from, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.domain.vocabulary import CellState
from lib.text import Dated, Message, Text, msg

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

SAMPLE_LABEL: Final = msg("Sample data")
#: Option of a filter that narrows nothing.
ALL: Final = "alle"
STATE_SUFFIX: Final = "_state"


class ColumnKind(StrEnum):
    """How a column is written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"
    MESSAGE = "message"  # cells hold lib.text texts


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a published table; `key` is its name in the frame."""

    key: str
    label: Text
    kind: ColumnKind = ColumnKind.TEXT
    decimals: int = 0
    unit: Text = ""
    help: Text = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be shown or exported: disclosure is already applied.

    A column `<key>_state` beside a column holds a `CellState` per row; without one every
    present cell is a value and every missing one is "not stated".
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...]
    caption: Text = ""

    def state(self, key: str) -> pd.Series[str]:
        """Return the `CellState` of each row of column `key`."""
        name = key + STATE_SUFFIX
        if name in self.frame.columns:
            return self.frame[name].astype("str")
        present = self.frame[key].notna()
        return present.map({True: CellState.VALUE.value, False: CellState.UNKNOWN.value})


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures come from; stands under each picture and in each export."""

    is_sample: bool
    data_version: int
    reference_date: date
    sources: tuple[Text, ...]
    method: str  # anchor in the methods document
    notes: tuple[Text, ...] = field(default=())

    def lines(self) -> tuple[Text, ...]:
        """Return the source line by line, "Sample data" first where it applies."""
        stand = msg(
            "As of {day}, data version {version}.",
            day=Dated(self.reference_date),
            version=str(self.data_version),
        )
        sample: tuple[Message, ...] = (
            (msg("Sample data: invented, only for trying out the monitor."),)
            if self.is_sample
            else ()
        )
        return (*sample, *self.sources, stand, *self.notes)
