"""Files for the tests of reading."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl

from lib.ingest.batches import read_batch
from lib.ingest.report import Findings
from lib.ingest.sources import read_paths
from lib.text import render

if TYPE_CHECKING:
    from pathlib import Path

    from lib.ingest.sheets import Sheet

HEADER = ["schluessel", "name", "einrichtungsart", "traegerart", "ags", "lebensphasen"]
ROW = ["k1", "Kita Südstraße", "kita", "frei", "03241001", "0-3|3-6"]


def read(folder: Path) -> tuple[list[Sheet], Findings]:
    findings = Findings()
    return read_paths([folder], findings=findings), findings


def reasons(findings: Findings) -> list[tuple[int, str]]:
    return [(bad.row, render(bad.reason, "en")) for bad in findings.bad]


def csv_bytes(rows: list[list[str]], separator: str = ";", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def xlsx_bytes(sheets_: dict[str, list[list[object]]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets_.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def content(folder: Path) -> dict[str, list[object]]:
    found, findings = read(folder)
    assert not findings.bad, reasons(findings)
    (sheet,) = found
    return read_batch(sheet, findings=findings).columns
