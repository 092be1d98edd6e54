"""Reading of whole columns: a sheet becomes a batch of values, every bad cell is reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from lib.ingest.cells import AMBIGUOUS, CellError, reader
from lib.ingest.spec import Kind
from lib.ingest.tables import known_headers, normalise
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lib.ingest.cells import Raw
    from lib.ingest.report import Findings
    from lib.ingest.sheets import Sheet
    from lib.ingest.spec import ColumnSpec, TableSpec

#: How alike an unknown header and an absent column must be to count as a slip of the pen.
_SLIP: Final = 0.8


class _Bad:
    """Stands for a cell that was reported, so that no rule complains about it again."""

    def __repr__(self) -> str:
        return "BAD"


BAD: Final = _Bad()
_MISSING: Final = msg("The cell must not be empty.")


@dataclass(slots=True)
class Batch:
    """A sheet whose cells were read.

    columns: by schema name, one list per column of the specification, as long as sheet.rows;
    BAD marks a reported cell. headers: schema name to header as written, only for columns that
    the file has.
    """

    sheet: Sheet
    findings: Findings
    columns: dict[str, list[Any]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)

    @property
    def spec(self) -> TableSpec:
        """Specification of the table."""
        return self.sheet.spec

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.sheet.rows)

    def fault(self, index: int, name: str, reason: Message) -> None:
        """Report the cell of a row in column `name` and mark it."""
        value = self.columns[name][index]
        if name in self.positions:
            value = self.sheet.cells[self.positions[name]][index]
        self.columns[name][index] = BAD
        self.findings.add(
            reason,
            file=self.sheet.file,
            row=self.sheet.rows[index],
            column=self.headers.get(name, self.spec.by_name[name].header),
            value=value,
        )

    def row_fault(self, index: int, reason: Message, *, value: str) -> None:
        """Report a row as a whole."""
        self.findings.add(reason, file=self.sheet.file, row=self.sheet.rows[index], value=value)

    def note(self, text: Message) -> None:
        """Record something worth knowing about the file."""
        self.findings.note(text, file=self.sheet.file)

    def rows(self, *names: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Yield index and values of the rows in which all these cells could be read."""
        columns = [self.columns[name] for name in names]
        for index, values in enumerate(zip(*columns, strict=True)):
            if BAD not in values:
                yield index, values


def read_batch(sheet: Sheet, *, findings: Findings) -> Batch:
    """Read all cells of a sheet; columns the file lacks are left out of `headers`."""
    batch = Batch(sheet=sheet, findings=findings)
    _match_headers(batch)
    for column in sheet.spec.columns:
        if column.name in batch.positions:
            _read_column(batch, column)
        elif column.required:
            findings.add(
                msg("The column “{column}” is missing.", column=column.header),
                file=sheet.file,
                row=sheet.header_row,
            )
            batch.columns[column.name] = [BAD] * batch.size
        else:
            batch.columns[column.name] = [column.default] * batch.size
    return batch


def _match_headers(batch: Batch) -> None:
    sheet, known = batch.sheet, known_headers(batch.spec)
    names = [known.get(normalise(header), "") for header in sheet.header]
    counts = Counter(name for name in names if name)
    for position, (header, name) in enumerate(zip(sheet.header, names, strict=True)):
        if counts[name] > 1:
            batch.findings.add(
                msg("The column occurs twice."),
                file=sheet.file,
                row=sheet.header_row,
                column=header,
            )
        if name and name not in batch.positions:
            batch.positions[name], batch.headers[name] = position, header
    for position, header in enumerate(sheet.header):
        if not names[position]:
            _unknown_header(batch, header, has_cells=any(sheet.cells[position]))


def _unknown_header(batch: Batch, header: str, *, has_cells: bool) -> None:
    if not header:
        if has_cells:
            batch.findings.add(
                msg("A column with values has no header."),
                file=batch.sheet.file,
                row=batch.sheet.header_row,
            )
        return
    absent = [column for column in batch.spec.columns if column.name not in batch.positions]
    meant = max(absent, key=lambda column: _likeness(header, column), default=None)
    if meant is not None and _likeness(header, meant) >= _SLIP:
        batch.findings.add(
            msg("Unknown column. Did you mean “{column}”?", column=meant.header),
            file=batch.sheet.file,
            row=batch.sheet.header_row,
            column=header[:60],
        )
    else:
        batch.note(msg("The column “{column}” is unknown and left out.", column=header[:60]))


def _likeness(header: str, column: ColumnSpec) -> float:
    written = normalise(header[:60])
    return max(
        SequenceMatcher(None, written, name).ratio() for name in (column.header, column.name)
    )


@dataclass(frozen=True, slots=True)
class _Fault:
    reason: Message


def _read_column(batch: Batch, column: ColumnSpec) -> None:
    """Read one column; equal cells are read once, which makes long files fast."""
    raw = batch.sheet.cells[batch.positions[column.name]]
    read = reader(column)
    outcomes: dict[Raw, Any] = {}
    for cell in set(raw):
        try:
            value = read(cell)
        except CellError as error:
            outcomes[cell] = _Fault(error.reason)
            continue
        if value is None:
            value = _Fault(_MISSING) if column.required else column.default  # type: ignore[assignment]
        outcomes[cell] = value
    if column.kind is Kind.NUMBER:
        _refuse_ambiguous(outcomes)
    values = batch.columns[column.name] = [outcomes[cell] for cell in raw]
    if any(outcome.__class__ is _Fault for outcome in outcomes.values()):
        for index, value in enumerate(values):
            if value.__class__ is _Fault:
                batch.fault(index, column.name, value.reason)


def _refuse_ambiguous(outcomes: dict[Raw, Any]) -> None:
    """Refuse 1.234 where the same column writes decimals with a comma, and the reverse."""
    texts = [cell.strip() for cell in outcomes if isinstance(cell, str)]
    has_comma = any("," in text and "." not in text for text in texts)
    has_point = any("." in text and "," not in text for text in texts)
    if not (has_comma and has_point):
        return
    for cell in outcomes:
        if isinstance(cell, str) and AMBIGUOUS.fullmatch(cell.strip()):
            outcomes[cell] = _Fault(
                msg(
                    "Thousand or decimal? The column mixes commas and points. "
                    "Please write the number without thousands separators."
                )
            )
