"""The columns that the search needs, read from the rows; kept beside them at import (kept.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import String, cast, exists, func, or_, select

from lib.store import schema
from lib.store.queries.columns import Coder, Codes, numbers_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from sqlalchemy import ColumnElement, Connection

ROWS_AT_ONCE: Final = 20_000
NO_PLACES: Final = -1
#: Days that stand for "never confirmed" and "without an end"; no date column reaches them.
NEVER: Final = "0001-01-01"
NO_END: Final = "9999-12-31"
#: Begins the name of every kept column; changes with their meaning.
KEPT_NAME: Final = "search1:"


@dataclass(frozen=True, slots=True, eq=False)
class SearchRows:
    """Columns of all offers and institutions; pairs name the row of an offer and a code.

    Offers: key, name, host, ags, status, kind, level, valid_from, valid_to, confirmed,
    minimum_age, maximum_age, places. Hosts: key, name, sector, ags. "" is not stated.
    """

    offers: dict[str, Codes]
    hosts: dict[str, Codes]
    service: tuple[NDArray[np.int32], Codes]
    fields: tuple[NDArray[np.int32], Codes]


def read_rows(connection: Connection) -> SearchRows:
    """Read everything from the rows: some seconds a million offers."""
    offer, host = schema.offer, schema.institution
    offers = _columns(
        connection,
        {
            "key": offer.c.key,
            "name": offer.c.name,
            "host": offer.c.institution_key,
            "ags": func.coalesce(offer.c.ags, ""),
            "status": offer.c.status,
            "kind": func.coalesce(offer.c.kind_code, ""),
            "level": func.coalesce(offer.c.prevention_level_code, ""),
            "valid_from": cast(offer.c.valid_from, String),
            "valid_to": func.coalesce(cast(offer.c.valid_to, String), NO_END),
            "confirmed": func.coalesce(cast(offer.c.last_confirmed_on, String), NEVER),
            "minimum_age": offer.c.minimum_age_years,
            "maximum_age": offer.c.maximum_age_years,
            "places": func.coalesce(offer.c.capacity_places, NO_PLACES),
        },
    )
    hosts = _columns(
        connection,
        {
            "key": host.c.key,
            "name": host.c.name,
            "sector": host.c.sector_code,
            "ags": func.coalesce(host.c.ags, ""),
        },
        # who has closed is found by the offers it had, and otherwise no more
        where=or_(
            host.c.closed_on.is_(None), exists().where(offer.c.institution_key == host.c.key)
        ),
    )
    row_of = {key: row for row, key in enumerate(offers["key"].values)}  # keys are distinct
    return SearchRows(
        offers=offers,
        hosts=hosts,
        service=_pairs(connection, schema.offer_service_area.c.ags, row_of),
        fields=_pairs(connection, schema.offer_field.c.field_code, row_of),
    )


def _columns(
    connection: Connection,
    columns: Mapping[str, Any],
    *,
    where: ColumnElement[bool] | None = None,
) -> dict[str, Codes]:
    coders = {name: Coder() for name in columns}
    statement = select(*columns.values()).execution_options(yield_per=ROWS_AT_ONCE)
    if where is not None:
        statement = statement.where(where)
    result = connection.execute(statement)
    for rows in result.partitions():
        for coder, values in zip(coders.values(), zip(*rows, strict=True), strict=True):
            coder.extend(values)
    return {name: coder.codes() for name, coder in coders.items()}


def _pairs(
    connection: Connection,
    column: Any,  # noqa: ANN401  a column of either link table
    row_of: dict[Any, int],
) -> tuple[NDArray[np.int32], Codes]:
    table = column.table
    pairs = _columns(connection, {"offer": table.c.offer_key, "code": column})
    rows = numbers_of(pairs["offer"].values, row_of)[pairs["offer"].array]
    return rows, pairs["code"]


def contents(rows: SearchRows) -> dict[str, bytes]:
    """Write the columns for keeping, each under its name."""
    kept = {
        **{f"offer:{name}": codes.content() for name, codes in rows.offers.items()},
        **{f"host:{name}": codes.content() for name, codes in rows.hosts.items()},
    }
    for name, (offers, codes) in (("service", rows.service), ("field", rows.fields)):
        kept[f"{name}:rows"] = offers.astype("<i4").tobytes()
        kept[f"{name}:code"] = codes.content()
    return {KEPT_NAME + name: content for name, content in kept.items()}


def from_contents(kept: Mapping[str, bytes]) -> SearchRows:
    """Read what `contents` wrote."""
    parts = {name.removeprefix(KEPT_NAME): content for name, content in kept.items()}

    def columns(kind: str) -> dict[str, Codes]:
        return {
            name.removeprefix(kind): Codes.read(content)
            for name, content in parts.items()
            if name.startswith(kind)
        }

    def pairs(name: str) -> tuple[NDArray[np.int32], Codes]:
        rows = np.frombuffer(parts[f"{name}:rows"], dtype="<i4").astype(np.int32)
        return rows, Codes.read(parts[f"{name}:code"])

    return SearchRows(
        offers=columns("offer:"),
        hosts=columns("host:"),
        service=pairs("service"),
        fields=pairs("field"),
    )
