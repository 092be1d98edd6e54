"""What the import log says about the program's own data: a second start need not load them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from lib.ingest.spec_places import CONTEXT_VALUE, MUNICIPALITY
from lib.ingest.tables import find_table
from lib.settings import ROOT
from lib.store import schema
from lib.store.engine import reading, reading_engine
from lib.store.migrate import ensure_migrated

if TYPE_CHECKING:
    from pathlib import Path

DATA: Final = ROOT / "data"
CODE_LISTS: Final = DATA / "base"
CENSUS: Final = DATA / "context" / "gemeinden.csv"
SAMPLE: Final = DATA / "sample"
_BASE_TABLES: Final = frozenset(
    {
        "municipality", "context_indicator", "context_value", "life_phase", "transition",
        "field_of_action", "offer_kind", "prevention_level", "provider_sector",
        "institution_type",
    }
)  # fmt: skip


def extent_sha256(boundaries: Path, prefixes: tuple[str, ...], *files: Path) -> str:
    """Fingerprint of rows that were cut out of `files` by the boundaries of the extent."""
    digest = hashlib.sha256(";".join(sorted(prefixes)).encode())
    for file in (boundaries, *files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def read_log(url: str) -> tuple[bool, set[tuple[str, str, str]]]:
    """Tell whether own data were imported, and the newest fingerprint of each file and table."""
    engine = reading_engine(url)
    batch = schema.import_batch
    query = select(
        batch.c.file_name, batch.c.table_name, batch.c.sha256, batch.c.is_sample
    ).order_by(batch.c.id)
    try:
        ensure_migrated(engine)
        with reading(engine) as connection:
            rows = connection.execute(query).all()
    finally:
        engine.dispose()
    own = any(not row.is_sample and row.table_name not in _BASE_TABLES for row in rows)
    newest = {(row.file_name, row.table_name): row.sha256 for row in rows}
    return own, {(file, table, sha256) for (file, table), sha256 in newest.items()}


def expected_stamps(boundaries: Path, prefixes: tuple[str, ...]) -> set[tuple[str, str, str]]:
    """Return the log entries that a complete earlier run has left."""
    stamps = {
        (boundaries.name, MUNICIPALITY.name, extent_sha256(boundaries, prefixes)),
        (
            f"{CENSUS.name} ({boundaries.name})",
            CONTEXT_VALUE.name,
            extent_sha256(boundaries, prefixes, CENSUS),
        ),
    }
    for folder in (CODE_LISTS, SAMPLE):
        for file in folder.glob("*.csv"):
            spec = find_table(file.stem)
            if spec is not None:
                sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
                stamps.add((file.name, spec.name, sha256))
    return stamps
