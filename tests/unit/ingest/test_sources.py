"""Folders, file names and headers: nothing is left out without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lib.domain.errors import IngestError
from lib.ingest.batches import read_batch
from lib.ingest.report import Findings
from lib.ingest.sources import read_paths
from lib.text import render
from tests.unit.ingest.files import HEADER, ROW, csv_bytes, read, reasons

if TYPE_CHECKING:
    from pathlib import Path


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
