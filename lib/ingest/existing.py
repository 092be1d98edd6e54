"""What the database already holds, read once per import and table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lib.ingest.tables import BY_NAME

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lib.ingest.spec import ColumnSpec, TableSpec


@dataclass(slots=True)
class Existing:
    """Lazy view on the tables of an open connection, as they were before the import."""

    connection: Connection
    _rows: dict[str, dict[tuple[Any, ...], tuple[Any, ...]]] = field(default_factory=dict)
    _keys: dict[str, set[str]] = field(default_factory=dict)
    _sets: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def rows(self, spec: TableSpec) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Map the key of each row to its stored values in the order of the specification."""
        if spec.name not in self._rows:
            names = [column.name for column in spec.stored]
            positions = [names.index(name) for name in spec.key]
            result = self.connection.execute(select(*(spec.table.c[name] for name in names)))
            self._rows[spec.name] = {
                tuple(row[position] for position in positions): tuple(row) for row in result
            }
        return self._rows[spec.name]

    def keys(self, table: str) -> set[str]:
        """Return all values of the one key column that other tables refer to."""
        if table not in self._keys:
            spec = BY_NAME[table]
            (name,) = spec.key
            self._keys[table] = set(self.connection.scalars(select(spec.table.c[name])))
        return self._keys[table]

    def sets(self, column: ColumnSpec) -> dict[str, set[str]]:
        """Map each parent's key to the values that its child table holds."""
        child = column.child
        if child is None:
            return {}
        if child.table.name not in self._sets:
            pairs = select(child.table.c[child.parent_column], child.table.c[child.column])
            sets: dict[str, set[str]] = {}
            for parent, element in self.connection.execute(pairs):
                sets.setdefault(parent, set()).add(element)
            self._sets[child.table.name] = sets
        return self._sets[child.table.name]
