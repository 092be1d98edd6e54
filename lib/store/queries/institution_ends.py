"""Institutions that came to an end, and who follows them step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine


def institution_ends(engine: Engine) -> pd.DataFrame:
    """Institutions with a successor or a day of closing.

    Columns: key, successor_key (the next one, "" for none), closed_on (first day on which it no
    longer exists; NaT where it is not stated). Unlike `cooperation.successors`, a chain is given
    link by link: at an earlier survey round it may end halfway.
    """
    host = schema.institution
    statement = (
        select(host.c.key, func.coalesce(host.c.successor_key, ""), host.c.closed_on)
        .where(or_(host.c.successor_key.is_not(None), host.c.closed_on.is_not(None)))
        .order_by(host.c.key)
    )
    dtypes = {"key": "str", "successor_key": "str", "closed_on": "date"}
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
