"""What a file may hold: one declarative specification per importable table.

Lengths, nullability, defaults and references are taken from the schema, never repeated here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Boolean, Date, Float, Integer, String, Table, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column

    from lib.text import Message

#: Longest free text (schema type Text has no limit of its own): about four printed pages.
MAX_TEXT: Final = 10_000
#: Bounds of a 32-bit integer, which both databases can store.
INT_LIMIT: Final = 2_147_483_647


class Kind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    KEY = "key"
    KEYS = "keys"  # several keys, separated by |
    AGS = "ags"
    AGS_LIST = "ags_list"
    INTEGER = "integer"
    AGE = "age"  # completed years; "Schwangerschaft" is -1
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """An allowed value of a closed vocabulary and the word people write for it."""

    value: str | int
    label: Message


@dataclass(frozen=True, slots=True)
class Child:
    """A set that hangs on a row: stored in `table`, one row per element of `column`."""

    table: Table
    parent_column: str
    column: str


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a file.

    `low` and `high` are inclusive; `above` is an exclusive lower bound. `default` stands for an
    empty cell. `reference` names the table that must know the value.
    """

    name: str
    header: str
    meaning: Message
    kind: Kind
    required: bool
    default: str | bool | int | None = None
    max_length: int = 0
    is_multiline: bool = False
    low: float | None = None
    high: float | None = None
    above: float | None = None
    reference: str = ""
    choices: tuple[Choice, ...] = ()
    child: Child | None = None
    example: str = ""

    @property
    def is_list(self) -> bool:
        """Whether a cell holds several values."""
        return self.kind in {Kind.KEYS, Kind.AGS_LIST}


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One importable table: German file or sheet name, columns and the key of a row."""

    table: Table
    sheet: str
    meaning: Message
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...]
    by_name: Mapping[str, ColumnSpec] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    @property
    def name(self) -> str:
        """Name of the schema table."""
        return self.table.name

    @property
    def stored(self) -> tuple[ColumnSpec, ...]:
        """Columns that live in the table itself."""
        return tuple(column for column in self.columns if column.child is None)

    @property
    def children(self) -> tuple[ColumnSpec, ...]:
        """Columns that live in a child table."""
        return tuple(column for column in self.columns if column.child is not None)


def choices_of(labels: Mapping[Any, Message]) -> tuple[Choice, ...]:
    """Turn a vocabulary's labels into choices."""
    return tuple(Choice(value.value, label) for value, label in labels.items())


def _kind(source: Column[object]) -> Kind:
    if source.name == "ags":
        return Kind.AGS
    if source.foreign_keys or source.name in {"key", "code"}:
        return Kind.KEY
    kinds = (
        (Boolean, Kind.BOOLEAN),
        (Integer, Kind.INTEGER),
        (Float, Kind.NUMBER),
        (Date, Kind.DATE),
        (String, Kind.TEXT),
    )
    return next(kind for sql, kind in kinds if isinstance(source.type, sql))


def column(
    table: Table,
    name: str,
    header: str,
    meaning: Message,
    *,
    kind: Kind | None = None,
    low: float | None = None,
    high: float | None = None,
    above: float | None = None,
    choices: tuple[Choice, ...] = (),
    example: str = "",
) -> ColumnSpec:
    """Declare a column of `table`; type, length, need, default and reference come from there."""
    source = table.c[name]
    kind = Kind.CHOICE if choices else kind or _kind(source)
    if kind in {Kind.INTEGER, Kind.AGE}:
        low = -INT_LIMIT if low is None else low
        high = INT_LIMIT if high is None else high
    default = getattr(source.default, "arg", None)
    is_text = isinstance(source.type, Text)
    reference = next((key.column.table.name for key in source.foreign_keys), "")
    return ColumnSpec(
        name=name,
        header=header,
        meaning=meaning,
        kind=kind,
        required=not source.nullable and default is None,
        default=default,
        max_length=MAX_TEXT if is_text else getattr(source.type, "length", 0) or 0,
        is_multiline=is_text,
        low=low,
        high=high,
        above=above,
        reference=reference,
        choices=choices,
        example=example,
    )


def child_column(
    child: Table,
    parent_column: str,
    element: str,
    *,
    name: str,
    header: str,
    meaning: Message,
    example: str = "",
) -> ColumnSpec:
    """Declare a set of values that a child table holds, written into one cell."""
    source = child.c[element]
    return ColumnSpec(
        name=name,
        header=header,
        meaning=meaning,
        kind=Kind.AGS_LIST if element == "ags" else Kind.KEYS,
        required=False,
        max_length=getattr(source.type, "length", 0) or 0,
        reference=next(key.column.table.name for key in source.foreign_keys),
        child=Child(table=child, parent_column=parent_column, column=element),
        example=example,
    )
