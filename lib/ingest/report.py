"""What an import found: bad cells, notes and counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lib.text import Message

#: Bad cells kept with their details; beyond, they are only counted.
MAX_DETAILS: Final = 100_000
MAX_SHOWN_CHARACTERS: Final = 60
# Control, bidirectional and line-separator characters must not steer a terminal or reorder text.
UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\ufeff\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class BadCell:
    """One reason why nothing was written.

    row: as a spreadsheet counts (header = 1), 0 for the whole file. column: as written in the
    file, empty for the whole row. value: the cell, shortened, without control characters.
    """

    file: str
    row: int
    column: str
    value: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing that does not stop the import."""

    file: str
    text: Message


@dataclass(frozen=True, slots=True)
class FileCount:
    """What a file does to one table: rows added, updated and unchanged."""

    file: str
    table: str
    added: int
    updated: int
    unchanged: int

    @property
    def changed(self) -> bool:
        """Whether anything was added or updated."""
        return bool(self.added or self.updated)


@dataclass(frozen=True, slots=True)
class Report:
    """Result of a check or an import.

    bad: up to MAX_DETAILS bad cells in the order of files and rows; bad_count: all of them.
    counts: by file and table, empty if there are bad cells. is_written: whether the database
    was changed (False for a check, for bad cells, and if everything was there already).
    """

    bad: tuple[BadCell, ...]
    bad_count: int
    notes: tuple[Note, ...]
    counts: tuple[FileCount, ...]
    is_written: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether everything may be written."""
        return self.bad_count == 0

    @property
    def is_unchanged(self) -> bool:
        """Whether the database already holds exactly this."""
        return self.is_clean and not any(count.changed for count in self.counts)


@dataclass(slots=True)
class Findings:
    """Collects bad cells and notes while files are read and checked."""

    bad: list[BadCell] = field(default_factory=list)
    bad_count: int = 0
    notes: list[Note] = field(default_factory=list)

    def add(
        self, reason: Message, *, file: str, row: int = 0, column: str = "", value: object = ""
    ) -> None:
        """Record a bad cell, a bad row (no column) or a bad file (row 0)."""
        self.bad_count += 1
        if len(self.bad) < MAX_DETAILS:
            self.bad.append(BadCell(file, row, column, show(value), reason))

    def note(self, text: Message, *, file: str) -> None:
        """Record something worth knowing."""
        self.notes.append(Note(file, text))


def show(value: object) -> str:
    """Write a cell for a report: shortened, on one line, without control characters."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d.%m.%Y")
    # only the beginning is shown, so only the beginning needs cleaning
    text = str(value)[: MAX_SHOWN_CHARACTERS + 1]
    text = UNPRINTABLE.sub("�", text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\t", " "))
    return text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 1] + "…"
