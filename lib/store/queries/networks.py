"""Networks and their meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from sqlalchemy import Engine


def networks(
    engine: Engine, *, since: date, until: date, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Networks of the extent with their own meetings held in (since, until].

    Columns: key, name, ags ("" = whole Region), meetings_count, participants_count and
    parents_count (sums, NaN where nobody counted), last_held_on (of all time up to `until`).
    """
    network, meeting = schema.network, schema.meeting
    recent = (
        select(
            meeting.c.network_key,
            func.count().label("meetings_count"),
            func.sum(meeting.c.participants_count).label("participants_count"),
            func.sum(meeting.c.parents_count).label("parents_count"),
        )
        .where(and_(meeting.c.held_on > since, meeting.c.held_on <= until))
        .group_by(meeting.c.network_key)
        .subquery("recent")
    )
    last = (
        select(meeting.c.network_key, func.max(meeting.c.held_on).label("last_held_on"))
        .where(meeting.c.held_on <= until)
        .group_by(meeting.c.network_key)
        .subquery("last")
    )
    statement = (
        select(
            network.c.key,
            network.c.name,
            func.coalesce(network.c.ags, ""),
            func.coalesce(recent.c.meetings_count, 0),
            recent.c.participants_count,
            recent.c.parents_count,
            last.c.last_held_on,
        )
        .outerjoin(recent, recent.c.network_key == network.c.key)
        .outerjoin(last, last.c.network_key == network.c.key)
        .where(or_(network.c.ags.is_(None), in_extent(network.c.ags, prefixes)))
        .order_by(network.c.name, network.c.key)
    )
    dtypes = {
        "key": "str",
        "name": "str",
        "ags": "str",
        "meetings_count": "int64",
        "participants_count": "float64",
        "parents_count": "float64",
        "last_held_on": "date",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
