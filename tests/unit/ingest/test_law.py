"""A law: what validation lets through, the schema accepts. Random tables try to break it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from lib.ingest.checking import check_sheets
from lib.ingest.existing import Existing
from lib.ingest.report import Findings
from lib.ingest.revisions import earlier_values
from lib.ingest.sheets import Sheet
from lib.ingest.sources import read_paths
from lib.ingest.spec import ColumnSpec, Kind, TableSpec
from lib.ingest.tables import TABLES
from lib.ingest.writing import plan, write
from lib.store import schema
from tests.unit.ingest.conftest import EAST, WEST, write_base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from lib.ingest.batches import Batch
    from lib.store.boundaries import BoundaryLayer

SEED = {
    "ziele": "schluessel;ebene;uebergeordnetes_ziel;reihenfolge;titel_de\nk1;1;;1;T\nk2;2;k1;1;T\n",
    "netzwerke": "schluessel;name\nk1;Netz\n",
    "steuerungsgremien": "schluessel;name\nk1;Gremium\n",
    "indikatoren": "schluessel;reihenfolge;name_de;einheit;richtung;zielart;quelle;verantwortung\n"
    "k1;1;Name;%;1;direction_only;Quelle;population\n"
    "k2;2;Name;%;1;direction_only;Quelle;population\n",
    "indikatorwerte": "indikator;jahr;wert;veroeffentlicht_am\nk1;2015;1;02.03.2020\n",
    "massnahmen": "schluessel;ziel;titel_de;status\nk1;k1;T;läuft\n",
    "vorlagen": "schluessel;ziel;gremium\nk1;k1;Ausschuss\n",
    "angebote": "schluessel;name;einrichtung;status;alter_von;alter_bis;gueltig_von\n"
    "k1;Neu;kita;aktiv;0;2;01.09.2021\n",
}
REFERENCES = {
    "municipality": [WEST, EAST], "institution": ["kita", "schule", "amt"], "wave": ["2020"],
    "life_phase": ["0-3", "3-6"], "goal": ["k1", "k2", "k3"], "offer": ["k1"], "network": ["k1"],
    "steering_body": ["k1"], "indicator": ["k1", "k2"], "measure": ["k1"], "proposal": ["k1"],
    "context_indicator": ["alter_3_5"],
    "institution_type": ["kita"], "provider_sector": ["frei"], "offer_kind": ["beratung"],
    "prevention_level": ["universell"], "field_of_action": ["sozial", "kulturell"],
    "transition": ["krippe-kita"],
}  # fmt: skip
CELLS = {
    Kind.TEXT: ["Text", "=1+1", "<b>"],
    Kind.KEY: ["k1", "k2", "k3"],
    Kind.INTEGER: ["1", "2", "30"],
    Kind.AGE: ["Schwangerschaft", "0", "3", "6"],
    Kind.NUMBER: ["9,5", "52,5", "10,5"],
    Kind.DATE: ["01.03.2020", "02.03.2020", "2021-01-01"],
    Kind.BOOLEAN: ["ja", "nein"],
}


def cells(column: ColumnSpec) -> st.SearchStrategy[str]:
    if column.choices:
        good = [str(choice.value) for choice in column.choices]
    elif column.reference:
        good = REFERENCES[column.reference]
    elif column.low is not None and column.low >= 1900:
        good = ["2014", "2015", "2020"]
    elif column.kind is Kind.INTEGER and column.high is not None and column.high < 10:
        good = [str(int(column.low or 0)), str(int(column.high))]
    else:
        good = CELLS.get(column.kind, [WEST, EAST])
    # mostly correct, or hardly any table as a whole would pass
    return st.sampled_from([*good * 12, *[""] * (1 if column.required else 12), "?"])


@st.composite
def sheet(draw: st.DrawFn, spec: TableSpec) -> Sheet:
    # a wide table leaves out more columns, or hardly any would pass as a whole
    often = 4 if len(spec.columns) <= 20 else 1
    columns = [c for c in spec.columns if c.required or draw(st.integers(0, often))]
    size = draw(st.integers(1, 3))
    return Sheet(
        file="f.csv",
        spec=spec,
        header=tuple(column.header for column in columns),
        rows=list(range(2, size + 2)),
        cells=[draw(st.lists(cells(c), min_size=size, max_size=size)) for c in columns],
        sha256="0" * 64,
    )


def imported(connection: Connection, batches: list[Batch], existing: Existing) -> None:
    earlier = earlier_values(batches, existing, day=date(2021, 6, 30))
    write(connection, [plan(batch, existing) for batch in batches], earlier=earlier)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, layer: BoundaryLayer) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("law")
    write_base(folder)
    for name, content in SEED.items():
        (folder / f"{name}.csv").write_text(content)
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON"))
    schema.metadata.create_all(engine)
    with engine.begin() as connection:
        findings, existing = Findings(), Existing(connection)
        found = read_paths([folder], findings=findings)
        batches = check_sheets(found, existing=existing, layer=layer, findings=findings)
        assert not findings.bad
        imported(connection, batches, existing)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_what_passes_the_check_can_be_written(
    spec: TableSpec, engine: Engine, layer: BoundaryLayer
) -> None:
    passed = 0

    # 60 examples do not reach a correct row of the widest table
    @settings(max_examples=120, deadline=None, derandomize=True)
    @given(sheet(spec))
    def run(one: Sheet) -> None:
        nonlocal passed
        with engine.connect() as connection, connection.begin() as transaction:
            findings, existing = Findings(), Existing(connection)
            batches = check_sheets([one], existing=existing, layer=layer, findings=findings)
            if not findings.bad:
                passed += 1
                imported(connection, batches, existing)
                again = Existing(connection)
                assert not earlier_values(batches, again, day=date(2021, 7, 1))
                assert not any(plan(batch, again).count().changed for batch in batches)
            transaction.rollback()

    run()
    assert passed > 1, "the strategy never made a correct table"
