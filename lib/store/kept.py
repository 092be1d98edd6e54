"""Kept placements: columns of numbers beside the rows, so that a count needs no million rows.

The command line writes them in the transaction of an import and stamps them with the newest import.
They count only while that import is the newest: whoever reads gets them, or None and must count
the rows. Split by district (first five digits of the AGS), so that an extent reads its own part.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import delete, func, insert, or_, select

from lib.store import schema
from lib.store.placements import Placements, read_placements
from lib.store.search_rows import contents, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from lib.store.placements import Array

DISTRICT_DIGITS: Final = 5
#: Name of the entry that holds the code lists and the types of the columns.
_LISTS: Final = "lists"
#: Changes with the meaning of the columns: what an older program kept counts for nothing.
_FORMAT: Final = 5
#: Tables whose import changes what is kept.
SOURCES: Final = frozenset({"offer", "institution", "context_value"})


def newest_import(connection: Connection) -> int | None:
    """Id of the newest import; None where nothing was ever imported."""
    newest: int | None = connection.scalar(select(func.max(schema.import_batch.c.id)))
    return newest


def is_fresh(connection: Connection) -> bool:
    """Whether what is kept belongs to the newest import."""
    kept = schema.kept_column
    lists = select(kept.c.content).where(kept.c.name == _LISTS, _is_stamped())
    return _read_lists(connection.scalar(lists)) is not None


def _read_lists(content: bytes | None) -> dict[str, Any] | None:
    """Read the code lists and types; None where nothing is kept, or by another program."""
    lists: dict[str, Any] = json.loads(content or "{}")
    return lists if lists.get("format") == _FORMAT else None


def _is_stamped() -> ColumnElement[bool]:
    newest = select(func.max(schema.import_batch.c.id)).scalar_subquery()
    stamp = select(schema.kept_state.c.import_batch_id).scalar_subquery()
    return stamp == newest


def after_import(connection: Connection, *, tables: Iterable[str], was_fresh: bool) -> None:
    """Bring what is kept in step with an import of some tables, inside its transaction."""
    if was_fresh and SOURCES.isdisjoint(tables):
        _stamp(connection, newest_import(connection))
    else:
        refresh(connection)


def refresh_if_stale(connection: Connection) -> None:
    """Keep the placements unless they are kept already (after a migration)."""
    if not is_fresh(connection):
        refresh(connection)


def refresh(connection: Connection) -> None:
    """Build the placements from the rows, write them, and stamp them with the newest import."""
    # before the rows: an import that commits in between makes the stamp old, never the rows
    newest = newest_import(connection)
    connection.execute(delete(schema.kept_column))
    if newest is not None:
        context = newest_values(connection)
        entries = _entries(read_placements(connection), context)
        connection.execute(insert(schema.kept_column), entries)
        search = contents(read_rows(connection))
        connection.execute(insert(schema.kept_column), [_whole(*pair) for pair in search.items()])
    _stamp(connection, newest)


def _stamp(connection: Connection, newest: int | None) -> None:
    state = schema.kept_state
    connection.execute(delete(state))
    if newest is not None:
        connection.execute(insert(state), {"id": 1, "import_batch_id": newest})


def _entries(
    placements: Placements, context: Mapping[str, Mapping[str, float]]
) -> list[dict[str, Any]]:
    areas = sorted(set().union(*context.values()))
    names = placements.codes["ags"]
    district_of = np.array([*(name[:DISTRICT_DIGITS] for name in names), ""])
    district = district_of[placements.columns["ags"]]  # -1 is the last one: no place
    order = np.argsort(district, kind="stable")
    columns = {name: _narrow(column[order]) for name, column in placements.columns.items()}
    starts = np.flatnonzero(np.r_[True, district[order][1:] != district[order][:-1]])
    ends = [*starts[1:], len(order)]
    parts = list(zip(starts, ends, strict=True)) if len(order) else []
    lists = {
        "format": _FORMAT,
        "types": {name: column.dtype.str for name, column in columns.items()},
        "areas": areas,
        "codes": {name: list(codes) for name, codes in placements.codes.items()},
    }
    return [
        {"name": _LISTS, "district": "", "content": json.dumps(lists).encode()},
        *(
            {
                "name": name,
                "district": str(district[order[start]]),
                "content": column[start:end].tobytes(),
            }
            for name, column in columns.items()
            for start, end in parts
        ),
        *(
            {
                "name": f"context:{indicator}",
                "district": "",
                "content": _aligned(values, areas).astype("<f8").tobytes(),
            }
            for indicator, values in context.items()
        ),
    ]


def _whole(name: str, content: bytes) -> dict[str, Any]:
    """Entry of a column that is not split by district."""
    return {"name": name, "district": "", "content": content}


def kept_contents(connection: Connection, *, begins: str) -> dict[str, bytes]:
    """Read the columns whose name begins so, for the whole database; none unless they are fresh."""
    kept = schema.kept_column
    statement = select(kept.c.name, kept.c.content).where(
        kept.c.name.startswith(begins, autoescape=True), _is_stamped()
    )
    return {row.name: row.content for row in connection.execute(statement)}


def _aligned(values: Mapping[str, float], areas: Sequence[str]) -> Array:
    return np.array([values.get(ags, np.nan) for ags in areas], dtype=np.float64)


def _narrow(column: Array) -> Array:
    """Store a column in the smallest type that holds its values, least significant byte first."""
    if column.dtype.kind in "bS" or not len(column):
        return column
    needed = np.promote_types(np.min_scalar_type(column.min()), np.min_scalar_type(column.max()))
    return column.astype(needed.newbyteorder("<"))


def kept_placements(
    connection: Connection, *, names: Sequence[str], prefixes: tuple[str, ...]
) -> Placements | None:
    """Read these columns for an extent (no prefix: all); None unless they are fresh.

    More municipalities than those of the extent may be among them, and always the offers without
    one. Columns that nobody filled (a field no offer names) are absent.
    """
    kept = schema.kept_column
    statement = (
        select(kept.c.name, kept.c.content)
        .where(kept.c.name.in_([_LISTS, *names]), _is_stamped(), _in_districts(prefixes))
        .order_by(kept.c.name, kept.c.district)
        .execution_options(binary=True)
    )
    parts: dict[str, list[bytes]] = {}
    for name, content in connection.execute(statement).all():
        parts.setdefault(name, []).append(content)
    lists = _read_lists(b"".join(parts.pop(_LISTS, ())))
    if lists is None:
        return None
    types = lists["types"]
    columns = {
        name: np.frombuffer(b"".join(parts.get(name, ())), dtype=types[name])
        for name in names
        if name in types
    }
    return Placements(columns, lists["codes"])


def context_values(
    connection: Connection, indicators: Sequence[str], *, areas: Sequence[str]
) -> dict[str, Array]:
    """Values of the newest year of some indicators, one an area (NaN: unknown)."""
    kept = schema.kept_column
    names = {f"context:{indicator}": indicator for indicator in indicators}
    statement = select(kept.c.name, kept.c.content).where(
        kept.c.name.in_([_LISTS, *names]), kept.c.district == "", _is_stamped()
    )
    found: dict[str, bytes] = {row.name: row.content for row in connection.execute(statement)}
    lists = _read_lists(found.pop(_LISTS, None))
    if lists is None:
        newest = newest_values(connection, indicators)
        return {indicator: _aligned(newest.get(indicator, {}), areas) for indicator in indicators}
    place = {ags: position for position, ags in enumerate(lists["areas"])}
    order = np.array([place.get(ags, -1) for ags in areas], dtype=np.intp)
    return {
        indicator: np.append(np.frombuffer(found.get(name, b""), dtype="<f8"), np.nan)[order]
        if name in found
        else np.full(len(areas), np.nan)
        for name, indicator in names.items()
    }


def newest_values(
    connection: Connection, indicators: Sequence[str] | None = None
) -> dict[str, dict[str, float]]:
    """Read the value of the newest year of each indicator (all, or some) and municipality."""
    value = schema.context_value
    statement = select(value.c.indicator_code, value.c.ags, value.c.value).order_by(value.c.year)
    if indicators is not None:
        statement = statement.where(value.c.indicator_code.in_(indicators))
    newest: dict[str, dict[str, float]] = {}
    for code, ags, number in connection.execute(statement):
        newest.setdefault(code, {})[ags] = number  # years ascend: the last one stays
    return newest


def _in_districts(prefixes: tuple[str, ...]) -> ColumnElement[bool]:
    district = schema.kept_column.c.district
    wanted = [prefix[:DISTRICT_DIGITS] for prefix in prefixes] or [""]
    return or_(district == "", *(district.startswith(prefix, autoescape=True) for prefix in wanted))
