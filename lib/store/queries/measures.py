"""Measures of the target system: what serves a goal, until when, and which milestones it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame
from lib.store.queries.sets import joined_sets

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine


def measures(engine: Engine) -> pd.DataFrame:
    """Measures: key, goal_key, title_de, title_en, responsible_body, status, starts_on, ends_on,
    offers_count (linked offers), budget_note_de, budget_note_en, funding_source,
    funding_ends_on (last day funded), offer_keys (joined by "|").
    """
    table, link = schema.measure, schema.measure_offer
    statement = select(
        table.c.key,
        table.c.goal_key,
        table.c.title_de,
        table.c.title_en,
        table.c.responsible_body,
        table.c.status,
        table.c.starts_on,
        table.c.ends_on,
        table.c.budget_note_de,
        table.c.budget_note_en,
        table.c.funding_source,
        table.c.funding_ends_on,
    ).order_by(table.c.goal_key, table.c.key)
    dtypes = {
        "key": "str",
        "goal_key": "str",
        "title_de": "str",
        "title_en": "str",
        "responsible_body": "str",
        "status": "str",
        "starts_on": "date",
        "ends_on": "date",
        "budget_note_de": "str",
        "budget_note_en": "str",
        "funding_source": "str",
        "funding_ends_on": "date",
    }
    offers = select(link.c.measure_key, link.c.offer_key).order_by(link.c.offer_key)
    with reading(engine) as connection:
        found = frame(connection, statement, dtypes)
        keys = joined_sets(connection, offers, found["key"])
    count = keys.str.count(r"\|") + (keys != "")
    found.insert(8, "offers_count", count.astype("int64"))
    found["offer_keys"] = keys
    return found


def milestones(engine: Engine) -> pd.DataFrame:
    """Milestones by day: key, measure_key, title_de, title_en, due_on, done_on (NaT: not done)."""
    table = schema.milestone
    statement = select(
        table.c.key,
        table.c.measure_key,
        table.c.title_de,
        table.c.title_en,
        table.c.due_on,
        table.c.done_on,
    ).order_by(table.c.due_on, table.c.key)
    dtypes = {
        "key": "str",
        "measure_key": "str",
        "title_de": "str",
        "title_en": "str",
        "due_on": "date",
        "done_on": "date",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
