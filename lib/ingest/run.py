"""Check and import: the two things that are done with files."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import StaticPool

from lib.domain.errors import StoreError
from lib.ingest import revisions
from lib.ingest.checking import check_sheets
from lib.ingest.existing import Existing
from lib.ingest.report import Findings, Report
from lib.ingest.sources import read_paths
from lib.ingest.writing import Change, lock, plan, write
from lib.store import schema
from lib.store.engine import reading_engine, sqlite_path, typed_error, writing_engine
from lib.store.migrate import ensure_migrated
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from lib.ingest.batches import Batch
    from lib.ingest.sheets import Sheet
    from lib.store.boundaries import BoundaryLayer


def check(paths: Sequence[Path], *, url: str, layer: BoundaryLayer) -> Report:
    """Check files and folders against the database at `url` without writing anything.

    An embedded database that does not exist yet counts as an empty one.

    Raises:
        IngestError: a path does not exist or nothing names a table.
        StoreError: the database does not answer or is not migrated.
    """
    findings = Findings()
    sheets = read_paths(paths, findings=findings)
    engine = _checking_engine(url)
    try:
        with _typed_errors(), engine.connect() as connection:
            changes, _ = _prepare(sheets, connection, layer=layer, findings=findings)
    finally:
        engine.dispose()
    return _report(findings, changes)


def run_import(
    paths: Sequence[Path], *, url: str, layer: BoundaryLayer, is_sample: bool = False
) -> Report:
    """Import files and folders: everything in one transaction, or nothing.

    Raises:
        IngestError: a path does not exist or nothing names a table.
        StoreError: the database does not answer, is not migrated, or another import runs.
    """
    findings = Findings()
    sheets = read_paths(paths, findings=findings, is_sample=is_sample)
    return import_sheets(sheets, url=url, layer=layer, findings=findings)


def import_sheets(
    sheets: Sequence[Sheet], *, url: str, layer: BoundaryLayer, findings: Findings
) -> Report:
    """Import tables that were already read; `findings` may hold faults of reading.

    Raises:
        StoreError: the database does not answer, is not migrated, or another import runs.
    """
    engine = writing_engine(url)
    try:
        ensure_migrated(engine)
        with _typed_errors(), engine.begin() as connection:
            lock(connection)
            changes, earlier = _prepare(sheets, connection, layer=layer, findings=findings)
            if findings.bad_count:
                return _report(findings, changes)
            _note_mixture(sheets, connection, findings=findings)
            write(connection, changes, earlier=earlier)
    finally:
        engine.dispose()
    return _report(findings, changes, is_written=any(c.count().changed for c in changes))


def _checking_engine(url: str) -> Engine:
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        engine = create_engine("sqlite://", poolclass=StaticPool)
        schema.metadata.create_all(engine)
        return engine
    engine = reading_engine(url)
    ensure_migrated(engine)
    return engine


@contextmanager
def _typed_errors() -> Iterator[None]:
    """Turn failures of the driver into sentences; the transaction has been rolled back."""
    try:
        yield
    except IntegrityError as error:
        raise StoreError(
            msg(
                "The database refused the data, probably because somebody changed it at the "
                "same time. Nothing was written. Please try again."
            ),
            detail=str(error.orig),
        ) from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") == "55P03":  # lock_not_available
            raise StoreError(
                msg("Another import is running. Please wait a moment and try again."),
                detail=str(error.orig),
            ) from error
        raise typed_error(error) from error


def _prepare(
    sheets: Sequence[Sheet],
    connection: Connection,
    *,
    layer: BoundaryLayer,
    findings: Findings,
) -> tuple[list[Change], list[dict[str, Any]]]:
    """Check everything; return what the files change and the earlier values to keep."""
    existing = Existing(connection)
    batches: list[Batch] = check_sheets(sheets, existing=existing, layer=layer, findings=findings)
    if findings.bad_count:
        return [], []
    earlier = revisions.earlier_values(batches, existing, day=revisions.today())
    return [plan(batch, existing) for batch in batches], earlier


def _note_mixture(sheets: Sequence[Sheet], connection: Connection, *, findings: Findings) -> None:
    """Say so when own data meet sample data: figures of both would be added up."""
    if any(sheet.is_sample for sheet in sheets):
        return
    batch = schema.import_batch
    samples = connection.scalar(select(func.count()).where(batch.c.is_sample))
    if samples:
        findings.note(
            msg(
                "The database also holds sample data. For your own monitor please use a "
                "database of its own (setting DATABASE_URL)."
            ),
            file="",
        )


def _report(findings: Findings, changes: Sequence[Change], *, is_written: bool = False) -> Report:
    order = {file: place for place, file in enumerate(dict.fromkeys(b.file for b in findings.bad))}
    return Report(
        bad=tuple(sorted(findings.bad, key=lambda bad: (order[bad.file], bad.row))),
        bad_count=findings.bad_count,
        notes=tuple(findings.notes),
        counts=tuple(change.count() for change in changes),
        is_written=is_written,
    )
