"""`monitor templates`: documented files to fill in, with everything already known filled in."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lib.domain.errors import IngestError
from lib.ingest.batches import read_batch
from lib.ingest.prefill import prefilled_sheets
from lib.ingest.reference import HEADINGS, explanation, rows
from lib.ingest.report import Findings
from lib.ingest.spec import Kind
from lib.ingest.tables import BY_NAME, TABLES
from lib.text import Names, msg, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from lib.ingest.spec import ColumnSpec, TableSpec
    from lib.store.boundaries import BoundaryLayer
    from lib.text import Language

WORKBOOK: Final = "vorlagen.xlsx"
CSV_FOLDER: Final = "csv"
EXPLANATIONS: Final = "erlaeuterungen.csv"
#: Rows for which the workbook offers a list to choose from.
_CHOICE_ROWS: Final = 2_000
_TEXT_KINDS: Final = frozenset({Kind.TEXT, Kind.KEY, Kind.KEYS, Kind.AGS, Kind.AGS_LIST})
_HEADER_FILL: Final = PatternFill("solid", fgColor="E3ECF4")
_REQUIRED_FILL: Final = PatternFill("solid", fgColor="BFD4E6")

Rows = dict[str, list[list[Any]]]


def write_templates(
    directory: Path,
    *,
    layer: BoundaryLayer,
    boundaries: Path,
    language: Language,
    force: bool = False,
) -> list[Path]:
    """Write one workbook and one CSV file per table; return their paths.

    Code lists, municipalities and official figures of the extent are filled in, real values
    throughout; all other tables hold their header only.

    Raises:
        IngestError: a file exists already (and not `force`), or the folder cannot be written.
    """
    folder = directory / CSV_FOLDER
    paths = {spec.name: folder / f"{spec.sheet}.csv" for spec in TABLES}
    targets = [directory / WORKBOOK, folder / EXPLANATIONS, *paths.values()]
    existing = [path for path in targets if path.exists()]
    if existing and not force:
        raise IngestError(
            msg(
                "Nothing was written because these files exist already: {files}. "
                "“--force” replaces them.",
                files=Names(tuple(str(path) for path in existing[:3])),
            )
        )
    filled = _filled(layer, boundaries)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for spec in TABLES:
            _write_csv(paths[spec.name], [c.header for c in spec.columns], filled[spec.name])
        headings = [render(heading, language) for heading in HEADINGS]
        _write_csv(folder / EXPLANATIONS, headings, [list(row) for row in rows(language)])
        _workbook(filled, language).save(directory / WORKBOOK)
    except OSError as error:
        raise IngestError(
            msg("The folder “{path}” cannot be written.", path=str(directory)), detail=str(error)
        ) from error
    return targets


def _filled(layer: BoundaryLayer, boundaries: Path) -> Rows:
    """Return the known rows of each table, in the order of its columns."""
    filled: Rows = {spec.name: [] for spec in TABLES}
    findings = Findings()
    for sheet in prefilled_sheets(layer, boundaries=boundaries):
        batch = read_batch(sheet, findings=findings)
        columns = [batch.columns[column.name] for column in sheet.spec.columns]
        filled[sheet.spec.name] += [list(row) for row in zip(*columns, strict=True)]
    if findings.bad_count:
        raise IngestError(msg("The data of the program are damaged."), detail=str(findings.bad[0]))
    return filled


def _write_csv(path: Path, header: list[str], lines: list[list[Any]]) -> None:
    # with a BOM and semicolons a German Excel opens the file by double click
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows([_csv_cell(value) for value in line] for line in lines)


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else repr(value)).replace(".", ",")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return str(value)


def _workbook(filled: Rows, language: Language) -> Workbook:
    workbook = Workbook()
    first = workbook.worksheets[0]
    first.title = "Erläuterungen" if language == "de" else "Explanations"
    _explain(first, language)
    for spec in TABLES:
        sheet = workbook.create_sheet(spec.sheet)
        _table(sheet, spec, filled[spec.name], language)
        for number, column in enumerate(spec.columns, start=1):
            for validation in _choices(column, filled):
                letter = get_column_letter(number)
                validation.add(f"{letter}2:{letter}{_CHOICE_ROWS}")
                sheet.add_data_validation(validation)
    return workbook


def _explain(sheet: Worksheet, language: Language) -> None:
    sheet.append([render(heading, language) for heading in HEADINGS])
    for row in rows(language):
        sheet.append(list(row))
    widths = (20, 26, 60, 32, 14, 48, 44)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(1, number).fill = _HEADER_FILL
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"
    sheet.freeze_panes = "A2"


def _table(sheet: Worksheet, spec: TableSpec, lines: list[list[Any]], language: Language) -> None:
    for number, column in enumerate(spec.columns, start=1):
        cell = sheet.cell(1, number, column.header)
        cell.font = Font(bold=True)
        cell.fill = _REQUIRED_FILL if column.required else _HEADER_FILL
        meaning, *facts = explanation(column, language)
        comment = Comment("\n".join([meaning, *(fact for fact in facts if fact)]), "Monitor")
        comment.width, comment.height = 340, 140
        cell.comment = comment
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = max(14, len(column.header) + 4)
        if column.kind in _TEXT_KINDS:
            # as text, or a spreadsheet turns the code 3-6 into the third of June
            dimension.number_format = "@"
        elif column.kind is Kind.DATE:
            dimension.number_format = "DD.MM.YYYY"
    for index, line in enumerate(lines, start=2):
        for number, value in enumerate(line, start=1):
            cell = sheet.cell(index, number, value)
            if isinstance(value, str):
                cell.number_format = "@"
                cell.data_type = "s"  # never a formula, whatever it begins with
    sheet.freeze_panes = "A2"


def _choices(column: ColumnSpec, filled: Rows) -> Iterator[DataValidation]:
    """Offer the words of a choice or the keys of a short filled-in table as a drop-down."""
    formula = ""
    if column.choices:
        words = [render(choice.label, "de") for choice in column.choices]
        if not any("," in word for word in words):
            formula = '"' + ",".join(words) + '"'
    elif column.reference and not column.is_list:
        target = BY_NAME[column.reference]
        count = len(filled[target.name])
        if count:
            formula = f"{target.sheet}!$A$2:$A${count + 1}"
    if formula:
        # a hint, not a wall: lists may grow, and the import says precisely what is wrong
        yield DataValidation(
            type="list", formula1=formula, allow_blank=True, showErrorMessage=False
        )
