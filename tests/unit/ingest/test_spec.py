"""The specification covers the schema, and its own examples are readable."""

import pytest
from sqlalchemy import Text

from lib.ingest.cells import reader
from lib.ingest.spec import ColumnSpec, Kind, TableSpec
from lib.ingest.tables import TABLES, closest_table, find_table, known_headers, normalise
from lib.store import schema

CHILDREN = {"institution_life_phase", "offer_field", "offer_service_area", "offer_transition",
            "measure_offer", "goal_life_phase", "indicator_part"}  # fmt: skip
#: Tables whose key may hold an empty cell: they have a number of their own.
NUMBERED = {"observation", "observation_revision", "indicator_target"}
COLUMNS = [
    pytest.param(spec, column, id=f"{spec.name}.{column.name}")
    for spec in TABLES
    for column in spec.columns
]


def test_every_table_is_importable_or_a_child() -> None:
    specified = {spec.name for spec in TABLES}
    children = {c.child.table.name for spec in TABLES for c in spec.children if c.child}
    assert children == CHILDREN
    tables = {name for name, table in schema.metadata.tables.items() if "is_kept" not in table.info}
    assert specified | children | {"import_batch"} == tables


def test_every_column_of_the_schema_is_specified() -> None:
    derived = {("goal", "parent_level"), *((name, "id") for name in NUMBERED)}
    for spec in TABLES:
        stored = {(spec.name, column.name) for column in spec.stored}
        assert stored == {(spec.name, c.name) for c in spec.table.c} - derived


def test_tables_come_after_the_tables_they_refer_to() -> None:
    seen: set[str] = set()
    for spec in TABLES:
        seen.add(spec.name)
        assert {c.reference for c in spec.columns if c.reference} <= seen


def test_keys_are_unique_keys_of_the_schema() -> None:
    for spec in TABLES:
        if spec.name not in NUMBERED:  # guarded by two partial unique indexes
            assert set(spec.key) == {c.name for c in spec.table.primary_key}


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_headers_are_unambiguous(spec: TableSpec) -> None:
    for column in spec.columns:
        assert known_headers(spec)[normalise(column.header)] == column.name
        assert known_headers(spec)[normalise(column.name)] == column.name
        assert column.header.isascii(), "file and column names must survive any system"


@pytest.mark.parametrize(("spec", "column"), COLUMNS)
def test_need_and_length_follow_the_schema(spec: TableSpec, column: ColumnSpec) -> None:
    if column.child:
        return
    source = spec.table.c[column.name]
    assert column.required == (not source.nullable and source.default is None)
    if not isinstance(source.type, Text):
        assert column.max_length == (getattr(source.type, "length", None) or 0)


@pytest.mark.parametrize(("spec", "column"), COLUMNS)
def test_examples_are_readable(spec: TableSpec, column: ColumnSpec) -> None:
    value = reader(column)(column.example)
    assert value is not None or not column.required
    if column.kind is Kind.AGE and column.example == "Schwangerschaft":
        assert value == -1


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("angebote", "offer"), ("Angebote", "offer"), (" ANGEBOTE ", "offer"), ("offer", "offer"),
        ("Übergänge", "transition"), ("uebergaenge", "transition"), ("angebote_2021", "offer"),
        ("angebote (2)", "offer"), ("Maßnahmen", "measure"), ("cooperation-pair",
        "cooperation_pair"),
    ],
)  # fmt: skip
def test_names_of_tables(name: str, table: str) -> None:
    spec = find_table(name)
    assert spec is not None
    assert spec.name == table


def test_unknown_names_of_tables() -> None:
    assert find_table("angebot") is None
    assert closest_table("angebot") == "angebote"
    assert closest_table("protokoll") == ""
