"""Writing of checked batches: compare with the stored rows, then insert and update in bulk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, insert, text, update

from lib.ingest.checking import row_keys
from lib.ingest.report import FileCount
from lib.ingest.successors import chain_of
from lib.store import kept, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from lib.ingest.batches import Batch
    from lib.ingest.existing import Existing
    from lib.ingest.spec import Child, ColumnSpec

#: Number of the lock that keeps two imports into one PostgreSQL apart (any constant will do).
_LOCK: Final = 20_201_231
_LOCK_TIMEOUT: Final = "10s"
#: Columns by which rows refer to rows of the same table.
_REFERS: Final = {"institution": "successor_key", "indicator": "comparator_key"}


@dataclass(slots=True)
class Change:
    """What a batch does to its table."""

    batch: Batch
    added: list[dict[str, Any]] = field(default_factory=list)
    updated: list[dict[str, Any]] = field(default_factory=list)
    unchanged: int = 0
    updated_count: int = 0
    #: per child table: parents whose set changed, with the new set
    sets: list[tuple[Child, dict[str, frozenset[str]]]] = field(default_factory=list)

    def count(self) -> FileCount:
        """Return the counts for the report."""
        return FileCount(
            self.batch.sheet.file,
            self.batch.spec.name,
            added=len(self.added),
            updated=self.updated_count,
            unchanged=self.unchanged,
        )


def lock(connection: Connection) -> None:
    """Keep other imports away until the end of the transaction; the dashboard goes on reading.

    Raises:
        sqlalchemy.exc.DBAPIError: another import is running for longer than the timeout.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    else:
        # SQLite takes its write lock with the first write, even one that changes nothing.
        batch = schema.import_batch
        connection.execute(update(batch).where(batch.c.id == -1).values(file_name=""))


def plan(batch: Batch, existing: Existing) -> Change:
    """Compare a checked batch with the stored rows."""
    spec = batch.spec
    change = Change(batch)
    names = [column.name for column in spec.stored]
    stored = existing.rows(spec)
    children = [_changed_sets(batch, column, existing) for column in spec.children]
    change.sets = [(child, sets) for child, sets in children if sets]
    touched: set[str] = set().union(*(sets for _, sets in change.sets))
    rows = zip(*(batch.columns[name] for name in names), strict=True)
    for key, row in zip(row_keys(batch), rows, strict=True):
        before = stored.get(key)
        if before is None:
            change.added.append(_record(spec.name, names, row))
        elif before != row:
            change.updated.append(_record(spec.name, names, row))
        elif key[0] in touched:
            change.updated_count += 1
        else:
            change.unchanged += 1
    change.updated_count += len(change.updated)
    return change


def _record(table: str, names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    record = dict(zip(names, row, strict=True))
    if table == "goal":
        record["parent_level"] = None if record["parent_key"] is None else record["level"] - 1
    return record


def _changed_sets(
    batch: Batch, column: ColumnSpec, existing: Existing
) -> tuple[Child, dict[str, frozenset[str]]]:
    child = column.child
    assert child is not None  # noqa: S101 - spec.children holds only columns with a child
    stored = existing.sets(column)
    nothing: set[str] = set()
    changed = {
        key[0]: value or frozenset()
        for key, value in zip(row_keys(batch), batch.columns[column.name], strict=True)
        if (value or nothing) != stored.get(key[0], nothing)
    }
    return child, changed


def write(
    connection: Connection, changes: Sequence[Change], *, earlier: Sequence[dict[str, Any]] = ()
) -> None:
    """Write all changes, the earlier values that they replace, and what is kept.

    One import_batch row per file that changed something.
    """
    was_fresh = kept.is_fresh(connection)
    # files of one table are written together: a goal's parent may stand in another file
    for _, group in groupby(changes, key=lambda change: change.batch.spec.name):
        _write_table(connection, list(group))
    if earlier:
        connection.execute(insert(schema.observation_revision), list(earlier))
    now = datetime.now(UTC)
    batches = [_batch_row(change, now) for change in changes if change.count().changed]
    if batches:
        connection.execute(insert(schema.import_batch), batches)
        tables = {str(row["table_name"]) for row in batches}
        kept.after_import(connection, tables=tables, was_fresh=was_fresh)


def _write_table(connection: Connection, changes: Sequence[Change]) -> None:
    spec = changes[0].batch.spec
    added = [record for change in changes for record in change.added]
    if spec.name == "goal":  # a parent is stored before its children
        added.sort(key=lambda record: record["level"])
    elif spec.name in _REFERS:  # and a row before those that refer to it
        following = {record["key"]: record[_REFERS[spec.name]] for record in added}
        added.sort(key=lambda record: len(chain_of(record["key"], following)))
    if added:
        connection.execute(insert(spec.table), added)
    updated = [record for change in changes for record in change.updated]
    # "= NULL" is never true, and "IS NOT DISTINCT FROM" uses no index: the Region's own rows,
    # which have no AGS, get a statement of their own
    absent = sorted({tuple(n for n in spec.key if record[n] is None) for record in updated})
    for names in absent:
        records = [r for r in updated if tuple(n for n in spec.key if r[n] is None) == names]
        _update(connection, spec.table, spec.key, records, absent=names)
    for change in changes:
        for child, sets in change.sets:
            _replace_sets(connection, child, sets)


def _update(
    connection: Connection,
    table: Table,
    key: Sequence[str],
    records: Sequence[dict[str, Any]],
    *,
    absent: Sequence[str],
) -> None:
    statement = update(table)
    for name in key:
        column = table.c[name]
        where = column.is_(None) if name in absent else column == bindparam(f"key_{name}")
        statement = statement.where(where)
    names = [name for name in records[0] if name not in key]
    statement = statement.values({name: bindparam(f"new_{name}") for name in names})
    connection.execute(
        statement,
        [
            {f"key_{name}": record[name] for name in key if name not in absent}
            | {f"new_{name}": record[name] for name in names}
            for record in records
        ],
    )


def _replace_sets(connection: Connection, child: Child, sets: dict[str, frozenset[str]]) -> None:
    parent = child.table.c[child.parent_column]
    connection.execute(
        delete(child.table).where(parent == bindparam("parent")),
        [{"parent": key} for key in sets],
    )
    elements = [
        {child.parent_column: key, child.column: value}
        for key, values in sets.items()
        for value in sorted(values)
    ]
    if elements:
        connection.execute(insert(child.table), elements)


def _batch_row(change: Change, now: datetime) -> dict[str, object]:
    sheet, count = change.batch.sheet, change.count()
    limit = schema.import_batch.c.file_name.type.length  # type: ignore[attr-defined]
    return {
        "file_name": sheet.file[-limit:],
        "table_name": sheet.spec.name,
        "sha256": sheet.sha256,
        "imported_at": now,
        "rows_added": count.added,
        "rows_updated": count.updated,
        "rows_unchanged": count.unchanged,
        "is_sample": sheet.is_sample,
    }
