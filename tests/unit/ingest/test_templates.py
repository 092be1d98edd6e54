"""Templates explain themselves, hold real values, and go through the import untouched."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import openpyxl
import pytest

from lib.domain.errors import IngestError
from lib.ingest.prefill import CENSUS_YEAR
from lib.ingest.reference import markdown
from lib.ingest.run import check, run_import
from lib.ingest.tables import TABLES
from lib.ingest.templates import write_templates
from lib.settings import ROOT
from lib.store.boundaries import BoundaryLayer, load_layer
from lib.store.migrate import migrate
from lib.text import render

if TYPE_CHECKING:
    from pathlib import Path

BOUNDARIES = ROOT / "geo" / "region_hannover.geojson"


@pytest.fixture(scope="module")
def region() -> BoundaryLayer:
    return load_layer(BOUNDARIES, ags_prefixes=())


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory, region: BoundaryLayer) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    write_templates(folder, layer=region, boundaries=BOUNDARIES, language="de")
    return folder


def test_there_is_a_file_and_a_sheet_per_table(templates: Path) -> None:
    names = {spec.sheet for spec in TABLES}
    assert {path.stem for path in (templates / "csv").iterdir()} == names | {"erlaeuterungen"}
    workbook = openpyxl.load_workbook(templates / "vorlagen.xlsx", read_only=True)
    assert workbook.sheetnames == ["Erläuterungen", *(spec.sheet for spec in TABLES)]


def test_headers_carry_their_explanation(templates: Path) -> None:
    workbook = openpyxl.load_workbook(templates / "vorlagen.xlsx")
    cell = workbook["angebote"]["F1"]
    assert cell.value == "alter_von"
    assert cell.comment is not None
    assert "Jüngstes Alter in vollendeten Jahren" in cell.comment.text
    explained = {(row[0].value, row[1].value) for row in workbook["Erläuterungen"].iter_rows()}
    assert {(spec.sheet, c.header) for spec in TABLES for c in spec.columns} <= explained


def test_codes_are_protected_from_becoming_dates(templates: Path) -> None:
    sheet = openpyxl.load_workbook(templates / "vorlagen.xlsx")["lebensphasen"]
    assert sheet["A3"].value == "0-3"
    assert sheet["A3"].number_format == "@"
    assert sheet.column_dimensions["A"].number_format == "@"


def test_census_values_are_the_published_ones(templates: Path) -> None:
    # Zensus 2022, Gemeinde Hannover: the value stands in data/context/gemeinden.csv
    with (ROOT / "data" / "context" / "gemeinden.csv").open(encoding="utf-8") as file:
        source = {row["ags"]: row for row in csv.DictReader(file)}
    with (templates / "csv" / "kennzahlenwerte.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    values = {(row["kennzahl"], row["ags"], row["jahr"]): row["wert"] for row in rows}
    assert len(values) == len(rows) == 21 * 26
    for ags in ("03241001", "03241019"):
        key = ("alter_unter_3", ags, str(CENSUS_YEAR))
        assert values[key] == source[ags]["alter_unter_3"]
        assert values["bevoelkerung", ags, "2021"] == source[ags]["bevoelkerung_2021"]


@pytest.mark.parametrize("part", ["vorlagen.xlsx", "csv", ""])
def test_untouched_templates_are_correct(
    templates: Path, part: str, region: BoundaryLayer, tmp_path: Path
) -> None:
    report = check([templates / part], url=f"sqlite:///{tmp_path / 'x.sqlite'}", layer=region)
    assert report.bad == ()
    assert report.notes == ()
    added = {count.table: count.added for count in report.counts}
    assert (added["municipality"], added["context_value"], added["offer"]) == (21, 546, 0)


def test_workbook_and_csv_hold_the_same(
    templates: Path, region: BoundaryLayer, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    migrate(url)
    assert run_import([templates / "csv"], url=url, layer=region).is_written
    assert run_import([templates / "vorlagen.xlsx"], url=url, layer=region).is_unchanged


def test_existing_templates_are_kept_unless_forced(
    tmp_path: Path, layer: BoundaryLayer, boundaries: Path
) -> None:
    (tmp_path / "csv").mkdir()
    mine = tmp_path / "csv" / "angebote.csv"
    mine.write_text("meine Arbeit")
    with pytest.raises(IngestError) as error:
        write_templates(tmp_path, layer=layer, boundaries=boundaries, language="de")
    assert "angebote.csv" in render(error.value.message, "de")
    assert mine.read_text() == "meine Arbeit"
    assert not (tmp_path / "vorlagen.xlsx").exists()
    write_templates(tmp_path, layer=layer, boundaries=boundaries, language="en", force=True)
    assert mine.read_text(encoding="utf-8-sig").startswith("schluessel;")
    assert "Explanations" in openpyxl.load_workbook(tmp_path / "vorlagen.xlsx").sheetnames


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, layer: BoundaryLayer, boundaries: Path
) -> None:
    (tmp_path / "datei").write_text("x")
    with pytest.raises(IngestError):
        write_templates(tmp_path / "datei", layer=layer, boundaries=boundaries, language="de")


def test_the_document_describes_every_table_and_column() -> None:
    text = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    assert text.endswith(markdown("de")), "run: python -m lib.ingest.reference"
    for spec in TABLES:
        assert f"### `{spec.sheet}` (`{spec.name}`)" in text
        for column in spec.columns:
            assert f"`{column.header}` (`{column.name}`)" in text
