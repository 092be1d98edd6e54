"""Tables as CSV and XLSX: what the reader saw, with source and "Beispieldaten"."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.types import SAMPLE_LABEL, Column, ColumnKind, Provenance, Table
from lib.text import Text, format_number, msg, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from lib.text import Language

WITHHELD_MARK: Final = "•"
#: Spreadsheet programs run a cell that starts like this as a formula (CWE-1236).
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
#: No file may hold these: XLSX refuses them, and programs read some as ends of text.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
DELIMITERS: Final[dict[Language, str]] = {"de": ";", "en": ","}
CSV_DECIMALS: Final = 6
SHEET_NAME_LENGTH: Final = 31


def state_text(state: str, language: Language) -> str:
    """Write a cell that is no value: "•" for withheld, words for the rest."""
    if state == CellState.WITHHELD.value:
        return WITHHELD_MARK
    return render(CELL_STATE_LABELS[CellState(state)], language)


def plain(text: str) -> str:
    """Keep text from being run as a formula: a leading = + - @ is put behind an apostrophe.

    Blanks before it do not help: some programs take them away first.
    """
    clean = _CONTROL.sub("", text)
    starts = clean.startswith(FORMULA_STARTS) or clean.lstrip().startswith(FORMULA_STARTS)
    return f"'{clean}" if starts else clean


def header(column: Column, language: Language) -> str:
    """Column heading with its unit, unless the heading is the unit ("Offers per km²")."""
    label, unit = render(column.label, language), render(column.unit, language)
    return f"{label} ({unit})" if unit and unit.casefold() != label.casefold() else label


Cell = str | float | date


def _cells(table: Table, language: Language) -> list[list[Cell]]:
    """Rows of typed cells in the order of the table's columns."""
    columns = []
    for column in table.columns:
        states = table.state(column.key)
        columns.append(
            [
                _cell(value, state, column, language)
                for value, state in zip(table.frame[column.key], states, strict=True)
            ]
        )
    return [list(row) for row in zip(*columns, strict=True)]


def _cell(value: object, state: str, column: Column, language: Language) -> Cell:
    if state != CellState.VALUE.value:
        return state_text(state, language)
    match column.kind:
        case ColumnKind.NUMBER if isinstance(value, (int, float)) or hasattr(value, "__float__"):
            return float(value)
        case ColumnKind.YEAR:
            return str(value)
        case ColumnKind.DATE if isinstance(value, (datetime, pd.Timestamp)):
            return value.date()
        case ColumnKind.MESSAGE:
            return render(value, language)  # type: ignore[arg-type]  # MESSAGE columns hold texts
        case _:
            return str(value)


def to_csv(table: Table, provenance: Provenance, *, language: Language) -> bytes:
    """Write a CSV in the reader's own format, UTF-8 with BOM, source lines at the end.

    Sample data carry a column of their own, so that a copied row still says what it is.
    """
    buffer = io.StringIO()
    writer = csv.writer(
        buffer, delimiter=DELIMITERS[language], lineterminator="\r\n", quoting=csv.QUOTE_ALL
    )
    label = render(SAMPLE_LABEL, language)
    extra = [label] if provenance.is_sample else []
    titles = [plain(header(column, language)) for column in table.columns]
    writer.writerow([*titles, *([render(msg("Kind of data"), language)] if extra else [])])
    for row in _cells(table, language):
        writer.writerow([*(_csv_text(cell, language) for cell in row), *extra])
    writer.writerow([])
    for line in (table.caption, *provenance.lines()):
        writer.writerow([plain(render(line, language))])
    return buffer.getvalue().encode("utf-8-sig")


def _csv_text(cell: Cell, language: Language) -> str:
    if isinstance(cell, str):
        return plain(cell)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return ""
        text = format_number(cell, language, decimals=0 if cell.is_integer() else CSV_DECIMALS)
        separator = "." if language == "de" else ","
        decimal = "," if language == "de" else "."
        text = text.replace(separator, "").replace("−", "-")
        return text.rstrip("0").rstrip(decimal) if decimal in text else text
    return cell.strftime("%d.%m.%Y") if language == "de" else cell.isoformat()


def to_xlsx(table: Table, provenance: Provenance, *, language: Language) -> bytes:
    """Write an XLSX with the table and a sheet that names source, date and method."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(render(msg("Table"), language))
    _write_table(sheet, table, language=language, is_sample=provenance.is_sample)
    origin = book.create_sheet(render(msg("Source"), language))
    origin.column_dimensions["A"].width = 110
    lines: tuple[Text, ...] = (table.caption, *provenance.lines())
    for line in lines:
        origin.append([_xlsx_cell(origin, render(line, language))])
    return _saved(book)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook: a table with its own source and the sentences that it bears out."""

    name: Text
    table: Table
    provenance: Provenance
    sentences: tuple[Text, ...] = ()


def to_workbook(
    sheets: Sequence[Sheet],
    *,
    opening: tuple[Text, ...],
    language: Language,
    methods: Mapping[str, str] | None = None,
) -> bytes:
    """Write an XLSX with a sheet a table, between a first that opens and a last with the sources.

    `opening`: lines of the first sheet. `methods` maps a method's anchor to its title. A sheet
    whose own source is sample data says so in every row.
    """
    book = Workbook(write_only=True)
    first = book.create_sheet(render(msg("At a glance"), language))
    first.column_dimensions["A"].width = 110
    lines = [*opening, *(line for sheet in sheets for line in _said(sheet))]
    if any(sheet.provenance.is_sample for sheet in sheets):
        lines.insert(1, SAMPLE_LABEL)
    for line in lines:
        first.append([_xlsx_cell(first, render(line, language))])
    names: set[str] = {first.title.casefold()}
    for sheet in sheets:
        page = book.create_sheet(_sheet_name(render(sheet.name, language), names))
        _write_table(page, sheet.table, language=language, is_sample=sheet.provenance.is_sample)
    origin = book.create_sheet(_sheet_name(render(msg("Sources and methods"), language), names))
    origin.column_dimensions["A"].width = 32
    origin.column_dimensions["B"].width = 110
    for sheet in sheets:
        told = [*sheet.provenance.lines(), *_method(sheet.provenance, methods or {})]
        for index, line in enumerate(told):
            title = render(sheet.name, language) if index == 0 else ""
            cells = (title, render(line, language))
            origin.append([_xlsx_cell(origin, text, bold=text == title) for text in cells])
    return _saved(book)


def _said(sheet: Sheet) -> Iterator[Text]:
    for sentence in sheet.sentences:
        yield msg("{part}: {sentence}", part=sheet.name, sentence=sentence)


def _method(provenance: Provenance, methods: Mapping[str, str]) -> Iterator[Text]:
    title = methods.get(provenance.method)
    if title:
        yield msg("Method: {title}", title=title)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Name that a spreadsheet takes: at most 31 characters, none of []:*?/\\, and only once."""
    allowed = re.sub(r"[\[\]:*?/\\\s]+", " ", _CONTROL.sub("", wanted))
    clean = allowed.strip("' ")[:SHEET_NAME_LENGTH]
    name, number = clean or "1", 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = clean[: SHEET_NAME_LENGTH - len(ending)] + ending
    taken.add(name.casefold())
    return name


def _write_table(
    sheet: WriteOnlyWorksheet, table: Table, *, language: Language, is_sample: bool
) -> None:
    sheet.freeze_panes = "A2"
    extra = [render(SAMPLE_LABEL, language)] if is_sample else []
    titles = [header(column, language) for column in table.columns]
    if extra:
        titles.append(render(msg("Kind of data"), language))
    for index, title in enumerate(titles):
        width = min(60, max(14, len(title) + 2))
        sheet.column_dimensions[_letter(index)].width = width  # type: ignore[attr-defined]
    sheet.append([_xlsx_cell(sheet, title, bold=True) for title in titles])
    for row in _cells(table, language):
        sheet.append([_xlsx_cell(sheet, cell) for cell in (*row, *extra)])


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _letter(index: int) -> str:
    return _letter(index // 26 - 1) + chr(65 + index % 26) if index >= 26 else chr(65 + index)


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> SheetCell:
    if isinstance(value, float) and not math.isfinite(value):
        value = ""
    if isinstance(value, date):
        value = datetime(value.year, value.month, value.day)  # noqa: DTZ001  a day, no instant
    if isinstance(value, str):
        value = _CONTROL.sub("", value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it starts with
    elif isinstance(value, datetime):
        cell.number_format = "DD.MM.YYYY"
    if bold:
        cell.font = Font(bold=True)
    return cell
