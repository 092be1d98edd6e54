"""A table as it stands in a file, before any cell is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lib.ingest.cells import Raw
    from lib.ingest.report import Findings
    from lib.ingest.spec import TableSpec

#: Bounds that keep a broken or hostile file from filling the memory.
MAX_FILE_BYTES: Final = 200_000_000
MAX_ROWS: Final = 500_000
MAX_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of one file.

    file: name shown in reports. header: as written. rows: number of each row as a spreadsheet
    counts (header = 1; empty rows are left out). cells: one list per header, as long as rows.
    sha256: of the file. is_sample: whether the rows are invented examples.
    """

    file: str
    spec: TableSpec
    header: tuple[str, ...]
    rows: list[int]
    cells: list[list[Raw]]
    sha256: str
    is_sample: bool = False
    header_row: int = 1


@dataclass(slots=True)
class SheetBuilder:
    """Turns rows into columns and reports rows that do not fit the header."""

    file: str
    findings: Findings
    header: tuple[str, ...] = ()
    rows: list[int] | None = None
    cells: list[list[Raw]] | None = None
    header_row: int = 1
    last_row: int = 0

    def start(self, header: Iterable[Raw], *, row: int) -> None:
        """Take the header row; trailing empty cells do not count."""
        names = [str(cell).strip() if cell is not None else "" for cell in header]
        while names and not names[-1]:
            names.pop()
        self.header = tuple(names)
        self.header_row = row
        self.rows = []
        self.cells = [[] for _ in names]

    def build(self, spec: TableSpec, *, sha256: str) -> Sheet:
        """Return the table; call it after start()."""
        return Sheet(
            file=self.file,
            spec=spec,
            header=self.header,
            rows=self.rows or [],
            cells=self.cells or [],
            sha256=sha256,
            header_row=self.header_row,
        )
