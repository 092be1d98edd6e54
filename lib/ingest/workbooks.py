"""Reading of XLSX workbooks, in bounds: a hostile file must not fill the memory."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from datetime import date, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lib.ingest.cells import Unreadable
from lib.ingest.sheets import MAX_COLUMNS, MAX_ROWS, SheetBuilder
from lib.ingest.tables import find_table
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lib.ingest.cells import Raw
    from lib.ingest.report import Findings
    from lib.ingest.sheets import Sheet

MAX_UNPACKED_BYTES: Final = 600_000_000
MAX_PACKING_RATIO: Final = 200
#: Below this size even an extreme packing ratio does no harm.
HARMLESS_BYTES: Final = 20_000_000
EXCEL_ROWS: Final = 1_048_576
#: Sheets of our own templates that explain and hold no data.
EXPLANATION_SHEETS: Final = frozenset({"Erläuterungen", "Explanations"})
# What zipfile, expat and openpyxl raise on damaged files.
_BROKEN: Final = (
    ArithmeticError,
    AttributeError,
    AssertionError,
    EOFError,
    InvalidFileException,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_FORMULA: Final = msg(
    "The cell holds a formula; formulas are not computed. Please insert the value."
)
_ERROR_VALUE: Final = msg("The cell holds an error value of the spreadsheet program.")
_DURATION: Final = msg("The cell holds a duration. Please enter a plain value.")


def read_workbook(
    data: bytes, *, file: str, stem: str, sha256: str, findings: Findings
) -> list[Sheet]:
    """Read all sheets that name a table; a lone sheet may take its name from the file (`stem`).

    Faults of the file as a whole are reported and leave the list empty.
    """
    if not data:
        findings.add(msg("The file is empty."), file=file)
        return []
    fault = _fault(data)
    if fault is not None:
        findings.add(fault, file=file)
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles it does not know
            workbook = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            try:
                return list(
                    _sheets(workbook, file=file, stem=stem, sha256=sha256, findings=findings)
                )
            finally:
                workbook.close()
    except _BROKEN:
        findings.add(msg("The workbook is damaged or cut off. Please save it again."), file=file)
        return []


def _fault(data: bytes) -> Message | None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return msg(
            "This is an old or a password-protected workbook. "
            "Please save it as .xlsx without a password."
        )
    if not zipfile.is_zipfile(io.BytesIO(data)):
        if data.startswith(b"PK"):
            return msg("The workbook is damaged or cut off. Please save it again.")
        return msg("This is no XLSX workbook, although its name says so.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _archive_fault(archive)
    except _BROKEN:
        return msg("The workbook is damaged or cut off. Please save it again.")


def _archive_fault(archive: zipfile.ZipFile) -> Message | None:
    parts = archive.infolist()
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        return msg("This is no XLSX workbook, although its name says so.")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if unpacked > MAX_UNPACKED_BYTES or (
        unpacked > HARMLESS_BYTES and unpacked / packed > MAX_PACKING_RATIO
    ):
        return msg("The workbook unpacks to an absurd size and was not opened.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                # Office writes no DTD; an entity bomb needs one.
                if b"<!DOCTYPE" in stream.read(4096):
                    return msg("The workbook is damaged or cut off. Please save it again.")
    return None


def _sheets(
    workbook: Any,  # noqa: ANN401 - openpyxl's read-only classes have no usable types
    *,
    file: str,
    stem: str,
    sha256: str,
    findings: Findings,
) -> Iterator[Sheet]:
    names = [name for name in workbook.sheetnames if name not in EXPLANATION_SHEETS]
    found = False
    for name in names:
        spec = find_table(name) or (find_table(stem) if len(names) == 1 else None)
        if spec is None:
            findings.note(
                msg("The sheet “{sheet}” names no table and is left out.", sheet=name), file=file
            )
            continue
        found = True
        worksheet = workbook[name]
        # Some programs write a wrong size into the file; rows beyond it would be lost.
        worksheet.reset_dimensions()
        builder = SheetBuilder(file=f"{file} › {name}", findings=findings)
        _fill(builder, worksheet.iter_rows(max_col=MAX_COLUMNS + 1))
        if builder.rows is not None:
            yield builder.build(spec, sha256=sha256)
    if not found:
        findings.add(
            msg("No sheet of the workbook names a table, for example “{sheet}”.", sheet="angebote"),
            file=file,
        )


def _fill(builder: SheetBuilder, rows: Iterable[tuple[Any, ...]]) -> None:
    width = 0
    collected: list[list[Raw]] = []
    numbers: list[int] = []
    for number, cells in enumerate(islice(rows, EXCEL_ROWS), start=1):
        row = [_raw(cell) for cell in cells]
        if all(cell is None or cell == "" for cell in row):
            continue
        if not width:
            builder.start(row, row=number)
            width = len(builder.header)
            if width > MAX_COLUMNS:
                builder.findings.add(
                    msg("A table may have at most {limit} columns.", limit=MAX_COLUMNS),
                    file=builder.file,
                    row=number,
                )
                builder.rows = None
                return
            continue
        _check_width(row, width, builder=builder, number=number)
        collected.append(row[:width] + [None] * (width - len(row)))
        numbers.append(number)
        if len(collected) > MAX_ROWS:
            builder.findings.add(
                msg("A file may have at most {limit} rows. Please split it.", limit=MAX_ROWS),
                file=builder.file,
                row=number,
            )
            break
    builder.rows = numbers if width else None
    builder.cells = [list(column) for column in zip(*collected, strict=True)] or [
        [] for _ in builder.header
    ]
    if not width:
        builder.findings.note(msg("The sheet is empty."), file=builder.file)


def _check_width(row: list[Raw], width: int, *, builder: SheetBuilder, number: int) -> None:
    for cell in row[width:]:
        if cell is not None and cell != "":
            builder.findings.add(
                msg("A cell stands in a column without a header."),
                file=builder.file,
                row=number,
                value=cell,
            )
            return


def _raw(cell: Any) -> Raw:  # noqa: ANN401 - openpyxl's read-only classes have no usable types
    value = cell.value
    if cell.data_type == "f":
        return Unreadable(str(getattr(value, "text", value) or ""), _FORMULA)
    if cell.data_type == "e":
        return Unreadable(str(value or ""), _ERROR_VALUE)
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"  # as a German Excel shows it; True would equal 1
    if isinstance(value, timedelta):
        return Unreadable(str(value), _DURATION)
    if value is None or isinstance(value, str | int | float | date | time):
        return value
    return str(value)
