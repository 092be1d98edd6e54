"""Workbooks: sheets, dates, formulas, damaged and hostile files."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.errors import IngestError
from lib.ingest import workbooks
from lib.ingest.batches import read_batch
from lib.ingest.report import Findings
from lib.ingest.sources import read_paths
from lib.text import render
from tests.unit.ingest.files import HEADER, ROW, content, csv_bytes, read, reasons, xlsx_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_workbook_with_several_sheets(tmp_path: Path) -> None:
    (tmp_path / "alles.xlsx").write_bytes(
        xlsx_bytes({
            "Erläuterungen": [["Liesmich"]],
            "Einrichtungen": [HEADER, ROW],
            "gemeinden": [["ags", "name", "flaeche_km2"], [3241001, "Weststadt", 100.5]],
            "Notizen": [["irgendwas"]],
        })
    )  # fmt: skip
    found, findings = read(tmp_path)
    assert {sheet.spec.name for sheet in found} == {"institution", "municipality"}
    assert [render(note.text, "en") for note in findings.notes] == [
        "The sheet “Notizen” names no table and is left out."
    ]
    municipality = next(sheet for sheet in found if sheet.spec.name == "municipality")
    assert read_batch(municipality, findings=findings).columns["ags"] == ["03241001"]
    assert not findings.bad


def test_a_lone_sheet_takes_its_name_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "einrichtungen.xlsx").write_bytes(xlsx_bytes({"Tabelle1": [HEADER, ROW]}))
    assert content(tmp_path)["key"] == ["k1"]


def test_dates_and_formulas_of_a_workbook(tmp_path: Path) -> None:
    header = ["code", "bezeichnung_de", "bezeichnung_en", "beginn", "ende"]
    rows: list[list[object]] = [
        header,
        ["w1", "eins", "one", date(2020, 3, 1), "31.05.2020"],
        ["w2", "=A2", "#REF!", date(2020, 3, 1), "=TODAY()"],
    ]
    (tmp_path / "erhebungsrunden.xlsx").write_bytes(xlsx_bytes({"Tabelle1": rows}))
    (sheet,), findings = read(tmp_path)
    columns = read_batch(sheet, findings=findings).columns
    assert columns["starts_on"] == [date(2020, 3, 1)] * 2
    found = [(b.row, b.column, b.value, render(b.reason, "en")[:25]) for b in findings.bad]
    assert found == [
        (3, "bezeichnung_de", "=A2", "The cell holds a formula;"),
        (3, "bezeichnung_en", "#REF!", "The cell holds an error v"),
        (3, "ende", "=TODAY()", "The cell holds a formula;"),
    ]


def test_a_code_that_excel_took_for_a_date(tmp_path: Path) -> None:
    row = [*ROW[:5], date(2020, 6, 3)]  # "3-6" typed into an unformatted cell
    (tmp_path / "x.xlsx").write_bytes(xlsx_bytes({"einrichtungen": [HEADER, row]}))
    (sheet,), findings = read(tmp_path)
    read_batch(sheet, findings=findings)
    assert "turned this cell into a date" in reasons(findings)[0][1]


def _bomb() -> bytes:
    buffer = io.BytesIO(xlsx_bytes({"einrichtungen": [HEADER, ROW]}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zero.bin", bytes(workbooks.HARMLESS_BYTES + 1))
    return buffer.getvalue()


def _with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook whose sheet was changed byte by byte."""
    source = zipfile.ZipFile(io.BytesIO(xlsx_bytes({"einrichtungen": [HEADER, ROW]})))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, change(data) if name.endswith("sheet1.xml") else data)
    return buffer.getvalue()


def _entities() -> bytes:
    return _with_sheet(lambda data: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data)


def test_a_wrong_size_in_the_workbook_loses_no_rows(tmp_path: Path) -> None:
    data = _with_sheet(lambda xml: xml.replace(b'ref="A1:F2"', b'ref="A1"'))
    (tmp_path / "x.xlsx").write_bytes(data)
    assert content(tmp_path)["key"] == ["k1"]


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("foto.txt", "kein Excel")
    return buffer.getvalue()


WHOLE = xlsx_bytes({"einrichtungen": [HEADER, ROW]})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty"),
        (csv_bytes([HEADER, ROW]), "no XLSX workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old or a password-protected"),
        (_zip(), "no XLSX workbook"),
        (WHOLE[: len(WHOLE) // 2], "damaged or cut off"),
        (WHOLE[:-30], "damaged or cut off"),
        (WHOLE.replace(b"xl/workbook.xml", b"xl/workbork.xml"), "damaged or cut off"),
        (_bomb(), "absurd size"),
        (_entities(), "damaged or cut off"),
        (xlsx_bytes({"Tabelle1": [["a"]], "Tabelle2": [["b"]]}), "No sheet of the workbook"),
        (xlsx_bytes({"einrichtungen": [HEADER, [*ROW, "mehr"]]}), "without a header"),
    ],
    ids=["empty", "csv", "xls", "zip", "half", "end", "part", "bomb", "dtd", "sheets", "wide"],
)
def test_bad_workbooks(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    _, findings = read(tmp_path)
    assert findings.bad_count == 1
    assert reason in reasons(findings)[0][1]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damage_anywhere_is_a_report_and_never_a_crash(tmp_path: Path, data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "x.xlsx").write_bytes(bytes(damaged))
    findings = Findings()
    try:
        found = read_paths([tmp_path], findings=findings)
    except IngestError:  # the name of the sheet was hit: nothing to import
        return
    for sheet in found:
        read_batch(sheet, findings=findings)
