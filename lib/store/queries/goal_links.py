"""What goals are tied to beside indicators and measures: cooperation, offers, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine


def goal_cooperations(engine: Engine) -> pd.DataFrame:
    """Cooperation that goals need: goal_key, type_a_code, type_b_code (types of institutions,
    may be the same), wanted_level (1 to 5).
    """
    table = schema.goal_cooperation
    statement = select(
        table.c.goal_key, table.c.type_a_code, table.c.type_b_code, table.c.wanted_level
    ).order_by(table.c.goal_key, table.c.type_a_code, table.c.type_b_code)
    dtypes = {
        "goal_key": "str",
        "type_a_code": "str",
        "type_b_code": "str",
        "wanted_level": "int64",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def proposals(engine: Engine) -> pd.DataFrame:
    """Decision sheets, the next decision first and those without a day last: key, goal_key, body,
    decides_on (NaT: no day yet), situation_de, situation_en, decision_de, decision_en.
    """
    table = schema.proposal
    statement = select(
        table.c.key,
        table.c.goal_key,
        table.c.body,
        table.c.decides_on,
        table.c.situation_de,
        table.c.situation_en,
        table.c.decision_de,
        table.c.decision_en,
    ).order_by(table.c.decides_on.is_(None), table.c.decides_on, table.c.key)
    dtypes = {
        "key": "str",
        "goal_key": "str",
        "body": "str",
        "decides_on": "date",
        "situation_de": "str",
        "situation_en": "str",
        "decision_de": "str",
        "decision_en": "str",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def proposal_options(engine: Engine) -> pd.DataFrame:
    """Options of the decision sheets in their order: proposal_key, position, title_de, title_en,
    text_de, text_en.
    """
    table = schema.proposal_option
    statement = select(
        table.c.proposal_key,
        table.c.position,
        table.c.title_de,
        table.c.title_en,
        table.c.text_de,
        table.c.text_en,
    ).order_by(table.c.proposal_key, table.c.position)
    dtypes = {
        "proposal_key": "str",
        "position": "int64",
        "title_de": "str",
        "title_en": "str",
        "text_de": "str",
        "text_en": "str",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
