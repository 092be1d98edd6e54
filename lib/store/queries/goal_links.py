"""What goals are tied to beside indicators and measures: cooperation, offers, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, or_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent
from lib.store.queries.offer_conditions import active_on

if TYPE_CHECKING:
    from datetime import date

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


def offers_without_measure(
    engine: Engine, *, prefixes: tuple[str, ...], on: date | None = None
) -> pd.DataFrame:
    """Offers of the extent that belong to no measure and so to no goal: key, name, ags ("" where
    they have no place); with `on` only those active on that day.
    """
    offer, link = schema.offer, schema.measure_offer
    statement = (
        select(offer.c.key, offer.c.name, func.coalesce(offer.c.ags, ""))
        .where(
            or_(offer.c.ags.is_(None), in_extent(offer.c.ags, prefixes)),
            ~exists().where(link.c.offer_key == offer.c.key),
        )
        .order_by(offer.c.name, offer.c.key)
    )
    if on is not None:
        statement = statement.where(active_on(on))
    with reading(engine) as connection:
        return frame(connection, statement, {"key": "str", "name": "str", "ags": "str"})


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
