"""Reading of CSV files: encoding, separator and rows."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from lib.ingest.sheets import MAX_COLUMNS, MAX_ROWS, SheetBuilder
from lib.ingest.tables import known_headers, normalise
from lib.text import msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lib.ingest.report import Findings
    from lib.ingest.sheets import Sheet
    from lib.ingest.spec import TableSpec

SEPARATORS: Final = (";", ",", "\t")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
# ä is C3 A4 in UTF-8; in Windows-1252 C3 would be "Ã", which no German text holds. (C4 and C5
# prove nothing: "Ä“" is C4 93 in Windows-1252.)
_UTF8_LETTER: Final = re.compile(rb"\xc3[\x80-\xbf]")
# First bytes of German letters in UTF-8; alone at the end they are half a letter.
_UTF8_STARTS: Final = frozenset({0xC2, 0xC3, 0xC5})
_ARCHIVE_OR_WORKBOOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def read_delimited(
    data: bytes, *, spec: TableSpec, file: str, sha256: str, findings: Findings
) -> Sheet | None:
    """Read a CSV file as a table of `spec`.

    Returns None after having reported why the file as a whole cannot be read.
    """
    text = _decode(data, file=file, findings=findings)
    if text is None:
        return None
    if not text.strip():
        findings.add(msg("The file is empty."), file=file)
        return None
    return _read_text(text, spec=spec, file=file, sha256=sha256, findings=findings)


def _decode(data: bytes, *, file: str, findings: Findings) -> str | None:
    if data.startswith(_ARCHIVE_OR_WORKBOOK):
        findings.add(
            msg("This is no text file, although its name says so. Please save it as CSV."),
            file=file,
        )
        return None
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            findings.add(msg("The file is cut off."), file=file)
            return None
    if b"\x00" in data:
        row = data[: data.index(b"\x00")].count(b"\n") + 1
        findings.add(
            msg("The file is damaged or no text file: it holds NUL characters."),
            file=file,
            row=row,
        )
        return None
    return _decode_bytes(data, file=file, findings=findings)


def _decode_bytes(data: bytes, *, file: str, findings: Findings) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        is_utf8 = data.startswith(b"\xef\xbb\xbf") or _UTF8_LETTER.search(data)
        if error.reason == "unexpected end of data" and (
            is_utf8 or error.end - error.start > 1 or data[-1] in _UTF8_STARTS
        ):
            findings.add(msg("The file is cut off."), file=file, row=row)
            return None
        if is_utf8:
            findings.add(
                msg("The file mixes two encodings. Please save it again as CSV UTF-8."),
                file=file,
                row=row,
            )
            return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        findings.add(
            msg("The encoding is not understood. Please save the file as CSV UTF-8."),
            file=file,
            row=data[: error.start].count(b"\n") + 1,
        )
        return None


def _separator(text: str, spec: TableSpec) -> str:
    """Choose the separator that makes most known headers out of the first line."""
    known = known_headers(spec)
    line = next(line for line in text.splitlines() if line.strip())

    def score(separator: str) -> tuple[int, int]:
        names = next(csv.reader([line], delimiter=separator), [])
        return sum(normalise(name) in known for name in names), len(names)

    return max(SEPARATORS, key=score)


def _read_text(
    text: str, *, spec: TableSpec, file: str, sha256: str, findings: Findings
) -> Sheet | None:
    skipped = 0
    first, _, rest = text.partition("\n")
    separator = ""
    if hint := re.fullmatch(r"\s*sep=([;,\t])\s*", first, re.IGNORECASE):  # Excel's own first line
        separator, text, skipped = hint[1], rest, 1
        if not rest.strip():
            findings.add(msg("The file is empty."), file=file)
            return None
    separator = separator or _separator(text, spec)
    builder = SheetBuilder(file=file, findings=findings)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        is_short = _fill(builder, rows, skipped=skipped)
    except csv.Error as error:
        reason = msg(
            "The file cannot be read from here on: a quotation mark is missing or it is cut off."
        )
        if "field larger" in str(error):
            reason = msg("A cell is far too long; probably a quotation mark is missing.")
        findings.add(reason, file=file, row=builder.last_row + 1)
        return None
    if builder.rows is None:
        findings.add(msg("The file is empty."), file=file)
        return None
    if is_short and not text.endswith(("\n", "\r")):
        findings.add(
            msg("The last row is incomplete. The file is probably cut off."),
            file=file,
            row=builder.rows[-1],
        )
    return builder.build(spec, sha256=sha256)


def _fill(builder: SheetBuilder, rows: Iterator[list[str]], *, skipped: int) -> bool:
    """Read all rows; return whether the last one is shorter than the header."""
    findings, file = builder.findings, builder.file
    is_short = False
    collected: list[list[str]] = []
    numbers: list[int] = []
    width = 0
    for number, row in enumerate(rows, start=1 + skipped):
        builder.last_row = number
        if not any(row):
            continue
        if not width:
            builder.start(row, row=number)
            width = len(builder.header)
            if width > MAX_COLUMNS:
                findings.add(
                    msg("A table may have at most {limit} columns.", limit=MAX_COLUMNS),
                    file=file,
                    row=number,
                )
                return False
            continue
        length = len(row)
        is_short = length < width
        if length != width:
            row = _fit(row, width, builder=builder, number=number)  # noqa: PLW2901
        collected.append(row)
        numbers.append(number)
        if len(collected) > MAX_ROWS:
            findings.add(
                msg("A file may have at most {limit} rows. Please split it.", limit=MAX_ROWS),
                file=file,
                row=number,
            )
            break
    builder.rows = numbers if width else None
    builder.cells = [list(cells) for cells in zip(*collected, strict=True)] or [
        [] for _ in builder.header
    ]
    return is_short


def _fit(row: list[str], width: int, *, builder: SheetBuilder, number: int) -> list[str]:
    """Pad a short row; report cells beyond the header (a decimal comma in a comma file)."""
    extra = [cell for cell in row[width:] if cell.strip()]
    if extra:
        builder.findings.add(
            nmsg(
                "The row has one cell more than the header. Is a text with a separator "
                "missing its quotation marks?",
                "The row has {count} cells more than the header. Is a text with a separator "
                "missing its quotation marks?",
                len(extra),
            ),
            file=builder.file,
            row=number,
            value=extra[0],
        )
    return row[:width] + [""] * (width - len(row))
