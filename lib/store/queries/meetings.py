"""Meetings of steering bodies: the days from which a committee asks what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from sqlalchemy import Engine


def steering_meetings(engine: Engine, *, until: date, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Meetings of steering bodies of the extent up to a day, newest first.

    Columns: held_on, name (of the body), ags ("" = whole Region).
    """
    meeting, body, network = schema.meeting, schema.steering_body, schema.network
    statement = (
        select(meeting.c.held_on, body.c.name, func.coalesce(network.c.ags, ""))
        .join(body, body.c.key == meeting.c.steering_body_key)
        .outerjoin(network, network.c.key == body.c.network_key)
        .where(
            meeting.c.held_on <= until,
            or_(network.c.ags.is_(None), in_extent(network.c.ags, prefixes)),
        )
        .order_by(meeting.c.held_on.desc(), body.c.name)
    )
    with reading(engine) as connection:
        return frame(connection, statement, {"held_on": "date", "name": "str", "ags": "str"})
