"""Writing: all or nothing, updates by key, the same file twice changes nothing."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, select, text

from lib.domain.errors import StoreError, StoreNotMigratedError
from lib.ingest import writing
from lib.ingest.run import check, run_import
from lib.store import schema
from lib.store.engine import sqlite_path
from lib.text import render
from tests.unit.ingest.conftest import EAST, WEST, complaints, offers

if TYPE_CHECKING:
    from pathlib import Path

    from lib.ingest.report import Report
    from lib.store.boundaries import BoundaryLayer


def rows(url: str, table: str, order: str) -> list[dict[str, Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        statement = select(schema.metadata.tables[table]).order_by(text(order))
        found = [dict(row) for row in connection.execute(statement).mappings()]
    engine.dispose()
    return found


class Importer:
    """Writes a file and imports it."""

    def __init__(self, folder: Path, url: str, layer: BoundaryLayer) -> None:
        self.folder, self.url, self.layer = folder, url, layer
        folder.mkdir()

    def __call__(self, *, is_sample: bool = False, **files: str) -> Report:
        for path in self.folder.iterdir():
            path.unlink()
        for name, content in files.items():
            (self.folder / f"{name}.csv").write_text(content, encoding="utf-8")
        return run_import([self.folder], url=self.url, layer=self.layer, is_sample=is_sample)

    def counts(self, **files: str) -> list[tuple[int, int, int]]:
        report = self(**files)
        assert report.is_clean, complaints(report)
        return [(count.added, count.updated, count.unchanged) for count in report.counts]

    def rows(self, table: str, order: str = "key") -> list[dict[str, Any]]:
        return rows(self.url, table, order)


@pytest.fixture
def both(both_url: str, tmp_path: Path, layer: BoundaryLayer) -> Importer:
    return Importer(tmp_path / "in", both_url, layer)


@pytest.fixture
def lite(base_url: str, tmp_path: Path, layer: BoundaryLayer) -> Importer:
    return Importer(tmp_path / "in", base_url, layer)


def test_an_offer_arrives_as_written(both: Importer) -> None:
    change = {"ags": "", "name": "=1+1", "gueltig_bis": "2021-08-01"}
    assert both.counts(angebote=offers(change)) == [(1, 0, 0)]
    (offer,) = both.rows("offer")
    assert offer == {
        "key": "a1", "name": "=1+1", "description": "", "institution_key": "kita",
        "status": "active", "minimum_age_years": -1, "maximum_age_years": 2,
        "capacity_places": None, "kind_code": None, "prevention_level_code": None,
        "valid_from": date(2019, 8, 1), "valid_to": date(2021, 8, 1), "last_confirmed_on": None,
        "ags": WEST, "latitude": 52.5, "longitude": 9.5, "is_region_wide": False,
    }  # fmt: skip
    assert [row["field_code"] for row in both.rows("offer_field", "field_code")] == [
        "gesundheitlich",
        "sozial",
    ]


def test_one_bad_cell_and_nothing_is_written(both: Importer) -> None:
    report = both(angebote=offers({}, {"status": "?"}), netzwerke="schluessel;name\nn;Netz\n")
    assert report.bad_count == 1
    assert not report.is_written
    assert both.rows("offer") == both.rows("network") == []


def test_a_failure_while_writing_leaves_nothing_behind(
    both: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = both.rows("import_batch", "id")

    def fail(*_: object) -> dict[str, object]:
        return {"file_name": "x", "table_name": None}  # violates NOT NULL after the rows went in

    monkeypatch.setattr(writing, "_batch_row", fail)
    with pytest.raises(StoreError) as error:
        both(angebote=offers({}))
    assert "Nothing was written" in render(error.value.message, "en")
    assert both.rows("offer") == []
    assert both.rows("import_batch", "id") == before


def test_the_same_file_twice_changes_nothing(both: Importer) -> None:
    files = {
        "angebote": offers({}, {"ags": EAST, "laengengrad": "10,5"}),
        "indikatoren": "schluessel;reihenfolge;name_de;einheit;richtung;zielart;quelle;"
        "verantwortung\nI1;1;Name;%;1;direction_only;Quelle;population\n",
        "indikatorwerte": f"indikator;ags;jahr;wert\nI1;;2019;0,1\nI1;{WEST};2019;3\n",
        "kooperationspaare": "erhebungsrunde;einrichtung_a;einrichtung_b\n2020;kita;amt\n",
    }
    assert both(**files).is_written
    batches = both.rows("import_batch", "id")
    report = both(**files)
    assert report.is_unchanged
    assert not report.is_written
    assert {count.unchanged for count in report.counts} == {1, 2}
    assert both.rows("import_batch", "id") == batches


def test_updates_by_key(both: Importer) -> None:
    both(angebote=offers({}, {}))
    assert both.counts(angebote=offers({"name": "Neu"}, {}, {})) == [(1, 1, 1)]
    assert [row["name"] for row in both.rows("offer")] == ["Neu", "Elterncafé", "Elterncafé"]


def test_sets_are_replaced(both: Importer) -> None:
    both(angebote=offers({}, {}))
    change = [{"handlungsfelder": "kulturell|sozial"}, {"handlungsfelder": ""}]
    assert both.counts(angebote=offers(*change)) == [(0, 2, 0)]
    found = {(r["offer_key"], r["field_code"]) for r in both.rows("offer_field", "offer_key")}
    assert found == {("a1", "kulturell"), ("a1", "sozial")}


def test_columns_the_file_lacks_keep_their_values(both: Importer) -> None:
    both(angebote=offers({"gueltig_bis": "01.08.2021"}))
    short = (
        "schluessel;name;einrichtung;status;alter_von;alter_bis;gueltig_von\n"
        "a1;Neu;kita;aktiv;0;2;01.08.2019\n"
    )
    assert both.counts(angebote=short) == [(0, 1, 0)]
    (offer,) = both.rows("offer")
    assert (offer["name"], offer["valid_to"], offer["ags"]) == ("Neu", date(2021, 8, 1), WEST)
    assert len(both.rows("offer_field", "offer_key")) == 2


def test_kept_values_take_part_in_the_rules(lite: Importer) -> None:
    lite(angebote=offers({"gueltig_bis": "01.08.2021"}))
    late = (
        "schluessel;name;einrichtung;status;alter_von;alter_bis;gueltig_von\n"
        "a1;Neu;kita;aktiv;0;2;01.09.2021\n"
    )
    ((_, row, column, *_),) = complaints(lite(angebote=late))
    assert (row, column) == (2, "gueltig_bis")


def test_values_of_the_region_and_of_municipalities_are_updated(both: Importer) -> None:
    indicator = (
        "schluessel;reihenfolge;name_de;einheit;richtung;zielart;quelle;verantwortung\n"
        "I1;1;Name;%;1;direction_only;Quelle;population\n"
    )
    values = f"indikator;ags;jahr;wert\nI1;;2019;{{}}\nI1;{WEST};2019;{{}}\nI1;;2020;7\n"
    both(indikatoren=indicator, indikatorwerte=values.format(1, 2))
    assert both.counts(indikatorwerte=values.format("1,5", "2,5")) == [(0, 2, 1)]
    found = {(r["ags"], r["year"]): r["value"] for r in both.rows("observation", "id")}
    assert found == {(None, 2019): 1.5, (WEST, 2019): 2.5, (None, 2020): 7.0}


def test_pairs_are_stored_in_order(both: Importer) -> None:
    header = "erhebungsrunde;einrichtung_a;einrichtung_b;gemeinsame_stufe\n"
    both(kooperationspaare=f"{header}2020;schule;amt;3\n")
    assert both.counts(kooperationspaare=f"{header}2020;amt;schule;4\n") == [(0, 1, 0)]
    (pair,) = both.rows("cooperation_pair", "wave_code")
    assert (pair["institution_a_key"], pair["agreed_level"]) == ("amt", 4)


def test_goals_arrive_parents_first_whatever_their_order(both: Importer) -> None:
    header = "schluessel;ebene;uebergeordnetes_ziel;reihenfolge;titel_de\n"
    report = both(
        ziele=f"{header}H1;Handlungsziel;M1;1;T\nM1;2;L1;1;T\n", ziele_2=f"{header}L1;1;;1;T\n"
    )
    assert report.is_written, complaints(report)
    assert [(g["key"], g["parent_level"]) for g in both.rows("goal")] == [
        ("H1", 2),
        ("L1", None),
        ("M1", 1),
    ]


def test_the_level_of_a_stored_goal_cannot_change(lite: Importer) -> None:
    header = "schluessel;ebene;uebergeordnetes_ziel;reihenfolge;titel_de\n"
    lite(ziele=f"{header}L1;1;;1;T\nL2;1;;2;T\n")
    ((_, row, column, _, reason),) = complaints(lite(ziele=f"{header}L2;2;L1;2;T\n"))
    assert (row, column) == (3 - 1, "ebene")
    assert "already stored as “Strategic goal”" in reason


def test_the_log_names_file_counts_and_time(lite: Importer) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    lite(is_sample=True, angebote=offers({}, {}))
    batch = lite.rows("import_batch", "id")[-1]
    assert (batch["file_name"], batch["table_name"]) == ("angebote.csv", "offer")
    assert (batch["rows_added"], batch["rows_updated"], batch["rows_unchanged"]) == (2, 0, 0)
    assert batch["is_sample"] is True
    assert len(batch["sha256"]) == 64
    assert batch["imported_at"].replace(tzinfo=UTC) >= before


def test_own_data_among_sample_data_are_noted(lite: Importer) -> None:
    lite(is_sample=True, angebote=offers({}))
    report = lite(netzwerke="schluessel;name\nn;Netz\n")
    assert ["sample data" in render(note.text, "en") for note in report.notes] == [True]


def test_checking_writes_nothing_and_needs_no_database(
    tmp_path: Path, base_folder: Path, layer: BoundaryLayer
) -> None:
    path = tmp_path / "none.sqlite"
    report = check([base_folder], url=f"sqlite:///{path}", layer=layer)
    assert report.is_clean
    assert sum(count.added for count in report.counts) > 60
    assert not path.exists()


def test_checking_sees_what_the_database_holds(
    base_url: str, base_folder: Path, layer: BoundaryLayer
) -> None:
    assert check([base_folder], url=base_url, layer=layer).is_unchanged


def test_a_database_without_schema(
    database_url: str, base_folder: Path, layer: BoundaryLayer
) -> None:
    with pytest.raises(StoreNotMigratedError):
        run_import([base_folder], url=database_url, layer=layer)


def test_two_imports_at_once(lite: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.store.engine.BUSY_TIMEOUT_S", 0.1)
    other = sqlite3.connect(sqlite_path(lite.url) or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as error:
        lite(angebote=offers({}))
    assert "Another import is running" in render(error.value.message, "en")
    other.execute("ROLLBACK")
    other.close()
    assert lite(angebote=offers({})).is_written


@pytest.mark.postgres
def test_two_imports_at_once_on_a_server(both: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    if not both.url.startswith("postgresql"):
        pytest.skip("the embedded database has its own test")
    monkeypatch.setattr(writing, "_LOCK_TIMEOUT", "100ms")
    engine = create_engine(both.url)
    with engine.begin() as connection:
        writing.lock(connection)
        with pytest.raises(StoreError) as error:
            both(angebote=offers({}))
    engine.dispose()
    assert "Another import is running" in render(error.value.message, "en")
    assert both(angebote=offers({})).is_written


def test_a_long_file_is_imported_in_bounds(lite: Importer) -> None:
    """5 000 offers here, so that the suite stays fast; every row goes through the same code."""
    many = offers(*({"ags": "" if n % 2 else WEST} for n in range(5_000)))
    assert lite.counts(angebote=many) == [(5_000, 0, 0)]
    assert lite.counts(angebote=many.replace("Elterncafé", "Treff")) == [(0, 5_000, 0)]
