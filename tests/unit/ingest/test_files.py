"""Files as people have them: encodings, separators, workbooks, damage of every kind."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.errors import IngestError
from lib.ingest import delimited, sheets, workbooks
from lib.ingest.batches import read_batch
from lib.ingest.report import Findings
from lib.ingest.sources import read_paths
from lib.text import render

if TYPE_CHECKING:
    from collections.abc import Callable
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


cell_text = st.text(
    st.sampled_from("abcÄöüß €–„“;,\t\"'=+-@<>&0123456789"), min_size=1, max_size=20
).map(lambda text: f"x{text}x".replace("\t", " "))


def _is_utf8_by_chance(rows: list[list[str]]) -> bool:
    """Tell whether Windows-1252 bytes are UTF-8, too (“Ä–” alone): nothing can tell them apart."""
    data = csv_bytes(rows, encoding="cp1252")
    try:
        return data.decode("utf-8") != data.decode("cp1252")
    except UnicodeDecodeError:
        return False


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(cell_text, min_size=1, max_size=4))
def test_every_way_of_saving_gives_the_same_rows(tmp_path: Path, names: list[str]) -> None:
    rows = [HEADER, *([f"k{n}", name, *ROW[2:]] for n, name in enumerate(names))]
    variants = [
        csv_bytes(rows, separator, encoding)
        for separator in delimited.SEPARATORS
        for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16")
        if encoding != "cp1252" or not _is_utf8_by_chance(rows)
    ]
    results = []
    for data in variants:
        (tmp_path / "einrichtungen.csv").write_bytes(data)
        results.append(content(tmp_path))
    (tmp_path / "einrichtungen.csv").unlink()
    (tmp_path / "x.xlsx").write_bytes(xlsx_bytes({"einrichtungen": [list(r) for r in rows]}))
    workbook = openpyxl.load_workbook(tmp_path / "x.xlsx")
    for line in workbook["einrichtungen"].iter_rows():
        for cell in line:
            cell.data_type = "s"
    workbook.save(tmp_path / "x.xlsx")
    results.append(content(tmp_path))
    (tmp_path / "x.xlsx").unlink()
    assert [name.strip() for name in names] == results[0]["name"]
    assert all(result == results[0] for result in results)


def test_headers_in_any_case_with_umlauts_or_schema_names(tmp_path: Path) -> None:
    header = ["Key", " NAME ", "Einrichtungsart", "Trägerart", "AGS", "life_phase_codes"]
    (tmp_path / "institution.csv").write_bytes(csv_bytes([header, ROW]))
    assert content(tmp_path)["sector_code"] == ["frei"]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = "sep=,\nschluessel,name,einrichtungsart,traegerart\n\n"
    text += '"k1","Kita\n","kita","frei"\n,,,\nk2,,kita,frei\n'
    (tmp_path / "einrichtungen.csv").write_text(text)
    found, findings = read(tmp_path)
    assert found[0].rows == [4, 6]
    read_batch(found[0], findings=findings)
    assert [(b.row, b.column) for b in findings.bad] == [(6, "name")]


def test_capital_umlaut_before_a_quotation_mark_is_no_sign_of_utf8(tmp_path: Path) -> None:
    rows = [HEADER, ["k1", "Der Buchstabe „Ä“ für Ältere", *ROW[2:]]]
    (tmp_path / "einrichtungen.csv").write_bytes(csv_bytes(rows, encoding="cp1252"))
    assert content(tmp_path)["name"] == ["Der Buchstabe „Ä“ für Ältere"]


@pytest.mark.parametrize(
    ("data", "row", "reason"),
    [
        (b"", 0, "The file is empty"),
        (b"\xef\xbb\xbf\r\n \r\n", 0, "The file is empty"),
        (b"sep=;\n", 0, "The file is empty"),
        (b"schluessel;name\nk1;a\x00b\n", 2, "NUL"),
        (b"PK\x03\x04abc", 0, "no text file"),
        (csv_bytes([HEADER, ROW]) + b"k2;S\xc3", 3, "cut off"),
        (csv_bytes([HEADER, ROW])[:-2] + b"\nk2;Kita", 3, "incomplete"),
        (csv_bytes([HEADER, ROW]) + b"k2;\xe4\n", 3, "two encodings"),
        (b"schluessel;name\nk1;\x81\n", 2, "encoding is not understood"),
        (csv_bytes([HEADER, ROW]) + b'k2;"Kita;kita;frei;;\n', 3, "quotation mark"),
        (csv_bytes([HEADER, ROW]) + b'k2;"' + b"x" * 200_000 + b'"\n', 3, "far too long"),
        (csv_bytes([HEADER, [*ROW, "mehr"]]), 2, "one cell more"),
        (b";".join([b"a"] * 201) + b"\n", 1, "at most 200 columns"),
    ],
)
def test_bad_text_files(tmp_path: Path, data: bytes, row: int, reason: str) -> None:
    (tmp_path / "einrichtungen.csv").write_bytes(data)
    _, findings = read(tmp_path)
    assert findings.bad_count == 1
    ((found_row, found),) = reasons(findings)
    assert reason in found
    assert found_row == row


def test_short_rows_are_filled_because_excel_leaves_trailing_separators_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "einrichtungen.csv").write_bytes(
        ";".join(HEADER).encode() + b"\nk1;Kita;kita;frei\n"
    )
    assert content(tmp_path)["life_phase_codes"] == [None]


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_ROWS", 2)
    monkeypatch.setattr(workbooks, "MAX_ROWS", 2)
    (tmp_path / "einrichtungen.csv").write_bytes(csv_bytes([HEADER, ROW, ROW, ROW]))
    (tmp_path / "b.xlsx").write_bytes(xlsx_bytes({"einrichtungen": [HEADER, ROW, ROW, ROW]}))
    _, findings = read(tmp_path)
    assert [reason for _, reason in reasons(findings)] == [
        "A file may have at most 2 rows. Please split it."
    ] * 2


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ingest.sources.MAX_FILE_BYTES", 10)
    (tmp_path / "einrichtungen.csv").write_bytes(csv_bytes([HEADER, ROW]))
    _, findings = read(tmp_path)
    assert "was not read" in reasons(findings)[0][1]
    assert sheets.MAX_FILE_BYTES > 50_000_000


# --- workbooks ---------------------------------------------------------------------------------
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


# --- folders -----------------------------------------------------------------------------------
def test_folder_with_foreign_files(tmp_path: Path) -> None:
    (tmp_path / "einrichtungen.csv").write_bytes(csv_bytes([HEADER, ROW]))
    (tmp_path / "erlaeuterungen.csv").write_text("Tabelle;Spalte\n")
    (tmp_path / "~$vorlagen.xlsx").write_bytes(b"lock")
    (tmp_path / ".versteckt.csv").write_text("x")
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "unter").mkdir()
    found, findings = read(tmp_path)
    assert len(found) == 1
    assert [note.file for note in findings.notes] == ["README.md"]
    assert not findings.bad


@pytest.mark.parametrize(
    ("name", "reason"),
    [("angebot.csv", "Did you mean “angebote”?"), ("angebote.xls", "This format is not read")],
)
def test_a_slip_in_a_file_name_is_a_fault(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / name).write_text("x")
    _, findings = read(tmp_path)
    assert reason in reasons(findings)[0][1]


def test_a_named_file_that_is_no_table_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "protokoll.csv").write_text("x")
    findings = Findings()
    read_paths([tmp_path / "protokoll.csv"], findings=findings)
    assert findings.bad_count == 1


def test_nothing_to_import(tmp_path: Path) -> None:
    with pytest.raises(IngestError) as error:
        read(tmp_path)
    assert "angebote.csv" in render(error.value.message, "de")
    with pytest.raises(IngestError):
        read(tmp_path / "fehlt")


def test_same_names_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "einrichtungen.csv").write_bytes(csv_bytes([HEADER, ROW]))
    findings = Findings()
    found = read_paths([tmp_path / "a", tmp_path / "b", tmp_path / "a"], findings=findings)
    assert len({sheet.file for sheet in found}) == len(found) == 2


# --- headers -----------------------------------------------------------------------------------
def test_headers_missing_twice_unknown_or_misspelt(tmp_path: Path) -> None:
    header = ["schluessel", "name", "name", "einrichtungart", "telefon", ""]
    (tmp_path / "einrichtungen.csv").write_bytes(csv_bytes([header, ["k", "a", "b", "c", "d", ""]]))
    (sheet,), findings = read(tmp_path)
    read_batch(sheet, findings=findings)
    assert [(bad.row, bad.column, render(bad.reason, "en")) for bad in findings.bad] == [
        (1, "name", "The column occurs twice."),
        (1, "name", "The column occurs twice."),
        (1, "einrichtungart", "Unknown column. Did you mean “einrichtungsart”?"),
        (1, "", "The column “einrichtungsart” is missing."),
        (1, "", "The column “traegerart” is missing."),
    ]
    assert render(findings.notes[0].text, "en") == "The column “telefon” is unknown and left out."


def test_thousand_or_decimal(tmp_path: Path) -> None:
    text = "ags;name;flaeche_km2\n03241001;A;1.234\n03241002;B;12,5\n03241003;C;1.5\n"
    (tmp_path / "gemeinden.csv").write_text(text)
    (sheet,), findings = read(tmp_path)
    read_batch(sheet, findings=findings)
    assert [(bad.row, bad.value) for bad in findings.bad] == [(2, "1.234")]
    assert "Thousand or decimal?" in reasons(findings)[0][1]
