"""State of the data: version, origin, newest day, and what lies in each table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Final

import pandas as pd
from sqlalchemy import func, literal, select, union_all

from lib.domain.errors import StoreEmptyError
from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Engine

#: Tables whose rows name who works with whom.
OWNED_BY_A_CIRCLE: Final = ("institution", "cooperation_rating", "cooperation_pair", "agreement")


@dataclass(frozen=True, slots=True)
class DataState:
    """Identity of the data that every answer names.

    `version` grows with every import that changed something; `reference_date` is the newest day
    on which something was confirmed, rated or held: never the computer's clock.
    `is_cooperation_sample`: the ratings came with a sample, and no institution, rating or agreement
    was imported beside it; unless known they must be protected.
    """

    version: int
    is_sample: bool
    reference_date: date
    earliest_date: date
    is_cooperation_sample: bool = False


def data_key(engine: Engine) -> str:
    """Cheap identity of the data for cache keys: changes with every import and every database.

    Raises:
        StoreError: the database cannot answer.
    """
    batch = schema.import_batch
    statement = select(batch.c.id, batch.c.sha256, batch.c.imported_at)
    with reading(engine) as connection:
        newest = connection.execute(statement.order_by(batch.c.id.desc()).limit(1)).first()
    return f"{newest.id}-{newest.sha256[:12]}-{newest.imported_at}" if newest else "empty"


def data_state(engine: Engine) -> DataState:
    """Read the state of the data.

    Raises:
        StoreEmptyError: no municipality or no import yet.
        StoreError: the database cannot answer.
    """
    batch, offer = schema.import_batch, schema.offer
    newest = union_all(
        select(func.max(offer.c.last_confirmed_on).label("day")),
        select(func.max(schema.cooperation_rating.c.rated_on)),
        select(func.max(schema.meeting.c.held_on)),
    ).subquery()
    with reading(engine) as connection:
        version, samples, imported_at = connection.execute(
            select(
                func.max(batch.c.id),
                select(func.count()).select_from(batch).where(batch.c.is_sample).scalar_subquery(),
                func.max(batch.c.imported_at),
            )
        ).one()
        origins = connection.execute(
            select(batch.c.is_sample).where(batch.c.table_name.in_(OWNED_BY_A_CIRCLE)).distinct()
        ).scalars()
        is_cooperation_sample = set(origins) == {True}
        areas = connection.execute(select(func.count()).select_from(schema.municipality))
        if version is None or not areas.scalar_one():
            raise StoreEmptyError
        newest_day = connection.execute(select(func.max(newest.c.day))).scalar_one()
        imported_on = _utc_day(imported_at)
        if newest_day is None:  # nothing confirmed, rated or held: the newest start of an offer
            started = select(func.max(offer.c.valid_from)).where(offer.c.valid_from <= imported_on)
            newest_day = connection.execute(started).scalar_one()
        earliest_day = connection.execute(select(func.min(offer.c.valid_from))).scalar_one()
    reference = newest_day or imported_on
    return DataState(
        version=version,
        is_sample=bool(samples),
        reference_date=reference,
        earliest_date=min(earliest_day or reference, reference),
        is_cooperation_sample=is_cooperation_sample,
    )


def _utc_day(instant: datetime) -> date:
    """Day of an instant; SQLite answers without a zone, which means UTC."""
    return instant.astimezone(UTC).date() if instant.tzinfo else instant.date()


def table_counts(engine: Engine) -> pd.DataFrame:
    """Count the rows of every table: columns table_name, rows_count."""
    tables = [
        table
        for table in schema.metadata.sorted_tables
        if table.name != "import_batch" and not table.info.get("is_kept")
    ]
    statement = union_all(
        *(select(literal(table.name), func.count()).select_from(table) for table in tables)
    )
    with reading(engine) as connection:
        rows = connection.execute(statement).all()
    return pd.DataFrame(rows, columns=["table_name", "rows_count"]).sort_values(
        "table_name", ignore_index=True
    )


def import_log(engine: Engine, *, limit: int = 200) -> pd.DataFrame:
    """Newest imports first: file_name, table_name, imported_at (UTC), counts, is_sample, sha256."""
    batch = schema.import_batch
    statement = (
        select(
            batch.c.id,
            batch.c.file_name,
            batch.c.table_name,
            batch.c.imported_at,
            batch.c.rows_added,
            batch.c.rows_updated,
            batch.c.rows_unchanged,
            batch.c.is_sample,
            batch.c.sha256,
        )
        .order_by(batch.c.id.desc())
        .limit(limit)
    )
    dtypes = {
        "id": "int64",
        "file_name": "str",
        "table_name": "str",
        "imported_at": "object",
        "rows_added": "int64",
        "rows_updated": "int64",
        "rows_unchanged": "int64",
        "is_sample": "bool",
        "sha256": "str",
    }
    with reading(engine) as connection:
        log = frame(connection, statement, dtypes)
    # PostgreSQL answers with a zone, SQLite without one; both mean UTC
    instants = pd.to_datetime(log["imported_at"], utc=True)
    log["imported_at"] = instants.dt.tz_localize(None).astype("datetime64[s]")
    return log


def context_sources(engine: Engine) -> pd.DataFrame:
    """Context indicators that hold values: code, labels, unit and unit_en ("": the same word),
    source, licence, vintage, years.
    """
    indicator, value = schema.context_indicator, schema.context_value
    statement = (
        select(
            indicator.c.code,
            indicator.c.label_de,
            indicator.c.label_en,
            indicator.c.unit,
            indicator.c.unit_en,
            indicator.c.source,
            indicator.c.licence,
            indicator.c.vintage,
            func.min(value.c.year),
            func.max(value.c.year),
            func.count(value.c.ags.distinct()),
        )
        .join(value, value.c.indicator_code == indicator.c.code)
        .group_by(indicator.c.code)
        .order_by(indicator.c.position, indicator.c.code)
    )
    dtypes = {
        "code": "str",
        "label_de": "str",
        "label_en": "str",
        "unit": "str",
        "unit_en": "str",
        "source": "str",
        "licence": "str",
        "vintage": "str",
        "first_year": "int64",
        "last_year": "int64",
        "municipalities_count": "int64",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
