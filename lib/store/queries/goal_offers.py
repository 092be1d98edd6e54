"""Offers of goals: those that the measures of some goals are linked to, and those of no goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, case, exists, func, literal, or_, select, union_all

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent
from lib.store.queries.offer_conditions import active_on

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from sqlalchemy import ColumnElement, Engine


def goal_offers(
    engine: Engine, goal_keys: tuple[str, ...], *, on: date, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Offers linked to the measures of some goals, one row a measure and offer, by offer name.

    Columns: measure_key, key, name, institution_name, minimum_age_years, maximum_age_years, ags
    ("" without a municipality), is_region_wide, is_active (on the day), valid_to (exclusive; NaT:
    open), last_confirmed_on (NaT: never).
    """
    offer, host = schema.offer, schema.institution
    measure, link = schema.measure, schema.measure_offer
    statement = (
        select(
            link.c.measure_key,
            offer.c.key,
            offer.c.name,
            host.c.name.label("institution_name"),
            offer.c.minimum_age_years,
            offer.c.maximum_age_years,
            func.coalesce(offer.c.ags, ""),
            offer.c.is_region_wide,
            case((active_on(on), literal(1)), else_=literal(0)).label("is_active"),
            offer.c.valid_to,
            offer.c.last_confirmed_on,
        )
        .join(measure, measure.c.key == link.c.measure_key)
        .join(offer, offer.c.key == link.c.offer_key)
        .join(host, host.c.key == offer.c.institution_key)
        .where(measure.c.goal_key.in_(goal_keys), _in_extent(prefixes))
        .order_by(offer.c.name, offer.c.key, link.c.measure_key)
    )
    dtypes = {
        "measure_key": "str",
        "key": "str",
        "name": "str",
        "institution_name": "str",
        "minimum_age_years": "int64",
        "maximum_age_years": "int64",
        "ags": "str",
        "is_region_wide": "bool",
        "is_active": "bool",
        "valid_to": "date",
        "last_confirmed_on": "date",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def goal_offer_places(
    engine: Engine, goal_keys: tuple[str, ...], *, on: date, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Municipalities in which the active offers of some goals count: key, ags, each pair once.

    An offer counts where it takes place and in each municipality of its service area.
    """
    offer, area = schema.offer, schema.offer_service_area
    chosen = and_(active_on(on), _of_goals(goal_keys))
    at_home = select(offer.c.key, offer.c.ags).where(chosen, in_extent(offer.c.ags, prefixes))
    served = (
        select(area.c.offer_key, area.c.ags)
        .join(offer, offer.c.key == area.c.offer_key)
        .where(chosen, in_extent(area.c.ags, prefixes), offer.c.ags.is_distinct_from(area.c.ags))
    )
    with reading(engine) as connection:
        both = select(union_all(at_home, served).subquery("placed"))
        rows = frame(connection, both, {"key": "str", "ags": "str"})
    return rows.sort_values(["key", "ags"], ignore_index=True)


def goal_offer_columns(
    engine: Engine, goal_keys: tuple[str, ...], *, on: date, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Life phases and transitions that the active offers of some goals serve.

    Columns: key, code, is_transition. An offer serves a phase that its ages meet, and a transition
    that it names or whose border its ages span.
    """
    offer, phase, border = schema.offer, schema.life_phase, schema.transition
    named = schema.offer_transition
    chosen = and_(active_on(on), _of_goals(goal_keys), _in_extent(prefixes))
    phases = select(offer.c.key, phase.c.code, literal(0).label("is_transition")).where(
        chosen,
        offer.c.minimum_age_years < phase.c.age_to_years,
        offer.c.maximum_age_years >= phase.c.age_from_years,
    )
    is_named = exists().where(
        named.c.offer_key == offer.c.key, named.c.transition_code == border.c.code
    )
    spans = and_(
        offer.c.minimum_age_years < phase.c.age_from_years,
        offer.c.maximum_age_years >= phase.c.age_from_years,
    )
    transitions = select(offer.c.key, border.c.code, literal(1)).where(
        chosen, phase.c.code == border.c.to_phase_code, or_(is_named, spans)
    )
    dtypes = {"key": "str", "code": "str", "is_transition": "bool"}
    with reading(engine) as connection:
        both = select(union_all(phases, transitions).subquery("served"))
        rows = frame(connection, both, dtypes)
    return rows.sort_values(["key", "is_transition", "code"], ignore_index=True)


def offers_without_goal(
    engine: Engine, *, on: date, prefixes: tuple[str, ...], ags: str = ""
) -> pd.DataFrame:
    """Offers active on a day that no measure is linked to, by name.

    Columns: key, name, institution_name, ags ("" without a municipality). With `ags` those that
    take place in one municipality.
    """
    offer, host, link = schema.offer, schema.institution, schema.measure_offer
    statement = (
        select(
            offer.c.key,
            offer.c.name,
            host.c.name.label("institution_name"),
            func.coalesce(offer.c.ags, ""),
        )
        .join(host, host.c.key == offer.c.institution_key)
        .where(
            active_on(on),
            ~exists().where(link.c.offer_key == offer.c.key),
            offer.c.ags == ags if ags else _in_extent(prefixes),
        )
        .order_by(offer.c.name, offer.c.key)
    )
    names = ("key", "name", "institution_name", "ags")
    with reading(engine) as connection:
        return frame(connection, statement, dict.fromkeys(names, "str"))


def active_offers_count(
    engine: Engine, *, on: date, prefixes: tuple[str, ...], ags: str = ""
) -> int:
    """How many offers are active on a day; with `ags` those that take place there."""
    offer = schema.offer
    where = offer.c.ags == ags if ags else _in_extent(prefixes)
    statement = select(func.count()).select_from(offer).where(active_on(on), where)
    with reading(engine) as connection:
        return int(connection.execute(statement).scalar_one())


def _in_extent(prefixes: tuple[str, ...]) -> ColumnElement[bool]:
    """Offers without a municipality belong to every extent."""
    ags = schema.offer.c.ags
    return or_(ags.is_(None), in_extent(ags, prefixes))


def _of_goals(goal_keys: tuple[str, ...]) -> ColumnElement[bool]:
    measure, link = schema.measure, schema.measure_offer
    return exists().where(
        link.c.offer_key == schema.offer.c.key,
        link.c.measure_key == measure.c.key,
        measure.c.goal_key.in_(goal_keys),
    )
