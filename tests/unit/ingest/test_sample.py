"""`monitor sample`: complete, labelled, idempotent, and never among own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, func, select

from lib.ingest import fingerprints, sample
from lib.ingest.run import run_import
from lib.ingest.tables import TABLES
from lib.settings import ROOT, Settings
from lib.store import schema
from lib.store.boundaries import load_layer
from lib.text import render

if TYPE_CHECKING:
    from pathlib import Path

    from lib.ingest.report import Report


def notes(report: Report) -> str:
    return " ".join(render(note.text, "en") for note in report.notes)


def count(url: str, table: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(select(func.count()).select_from(schema.metadata.tables[table]))
    engine.dispose()
    return found or 0


def test_sample_fills_every_table_and_is_labelled(database_url: str) -> None:
    settings = Settings(database_url=database_url)
    report = sample.load_sample(settings)
    assert report.bad == ()
    assert report.is_written
    assert {c.table for c in report.counts if c.added} == {spec.name for spec in TABLES}
    engine = create_engine(database_url)
    batch = schema.import_batch
    with engine.connect() as connection:
        labels = dict(connection.execute(select(batch.c.table_name, batch.c.is_sample)).all())
    engine.dispose()
    real = {name for name, is_sample in labels.items() if not is_sample}
    assert real == fingerprints._BASE_TABLES


def test_a_second_run_reads_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'x.sqlite'}")
    sample.load_sample(settings)
    monkeypatch.setattr(sample, "_load", lambda _: pytest.fail("read the files again"))
    report = sample.load_sample(settings)
    assert "there already" in notes(report)
    assert not report.is_written


def test_changed_files_are_loaded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'x.sqlite'}")
    sample.load_sample(settings)
    changed = tmp_path / "sample"
    changed.mkdir()
    for file in fingerprints.SAMPLE.glob("*.csv"):
        (changed / file.name).write_bytes(file.read_bytes())
    network = changed / "network.csv"
    header, first, *rest = network.read_text(encoding="utf-8").splitlines()
    name = first.split(",")[1]
    network.write_text("\n".join([header, first.replace(name, "Neuer Name"), *rest]) + "\n")
    monkeypatch.setattr(sample, "SAMPLE", changed)
    monkeypatch.setattr(fingerprints, "SAMPLE", changed)
    report = sample.load_sample(settings)
    assert [(c.table, c.updated) for c in report.counts if c.changed] == [("network", 1)]
    assert "there already" in notes(sample.load_sample(settings))


def test_own_data_stay_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    settings = Settings(database_url=url)
    sample.migrate(url)
    (tmp_path / "netzwerke.csv").write_text("schluessel;name\nn;Mein Netz\n")
    layer = load_layer(settings.boundaries, ags_prefixes=())
    assert run_import([tmp_path / "netzwerke.csv"], url=url, layer=layer).is_written
    assert "your own data" in notes(sample.load_sample(settings))
    assert (count(url, "offer"), count(url, "network")) == (0, 1)


def test_another_extent_gets_real_data_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    settings = Settings(
        database_url=url,
        boundaries=ROOT / "geo" / "niedersachsen.geojson",
        ags_prefixes=("03252",),
    )
    report = sample.load_sample(settings)
    assert "do not fit this extent" in notes(report)
    assert (count(url, "municipality"), count(url, "offer")) == (8, 0)
    assert sample.load_sample(settings).is_unchanged
