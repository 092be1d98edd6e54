"""Measures of the target system: what serves a goal, until when, and which milestones it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, literal, or_, select, true, union_all

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


def measure_phases(engine: Engine) -> pd.DataFrame:
    """Links of the chain that a measure serves through its offers, one row a link: measure_key,
    life_phase_code ("" where the link is a transition), transition_code ("" where it is a life
    phase), offers_count (offers of the measure that serve it: their ages meet the phase, they
    name the transition, or their ages span its border).
    """
    link, offer, phase = schema.measure_offer, schema.offer, schema.life_phase
    named, border = schema.offer_transition, schema.transition
    by_age = (
        select(
            link.c.measure_key,
            phase.c.code.label("life_phase_code"),
            literal("").label("transition_code"),
            func.count().label("offers_count"),
        )
        .join(offer, offer.c.key == link.c.offer_key)
        .join(
            phase,
            and_(
                offer.c.minimum_age_years < phase.c.age_to_years,
                offer.c.maximum_age_years >= phase.c.age_from_years,
            ),
        )
        .group_by(link.c.measure_key, phase.c.code)
    )
    by_transition = (
        select(link.c.measure_key, literal(""), border.c.code, func.count())
        .join(offer, offer.c.key == link.c.offer_key)
        .join(border, true())
        .join(phase, phase.c.code == border.c.to_phase_code)
        .where(
            or_(
                exists().where(
                    named.c.offer_key == offer.c.key, named.c.transition_code == border.c.code
                ),
                and_(
                    offer.c.minimum_age_years < phase.c.age_from_years,
                    offer.c.maximum_age_years >= phase.c.age_from_years,
                ),
            )
        )
        .group_by(link.c.measure_key, border.c.code)
    )
    both = union_all(by_age, by_transition).subquery()
    statement = select(
        both.c.measure_key, both.c.life_phase_code, both.c.transition_code, both.c.offers_count
    ).order_by(both.c.measure_key, both.c.life_phase_code, both.c.transition_code)
    dtypes = {
        "measure_key": "str",
        "life_phase_code": "str",
        "transition_code": "str",
        "offers_count": "int64",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
