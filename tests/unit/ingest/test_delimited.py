"""CSV files as people have them: encodings, separators, damage of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.ingest import delimited, sheets, workbooks
from lib.ingest.batches import read_batch
from tests.unit.ingest.files import HEADER, ROW, content, csv_bytes, read, reasons, xlsx_bytes

if TYPE_CHECKING:
    from pathlib import Path

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
