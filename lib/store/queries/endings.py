"""Offers that may end: with a last day of their own, or through the measures they belong to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import and_, exists, func, literal, or_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent
from lib.store.queries.offer_conditions import active_on

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Engine


def _counts(on: date, prefixes: tuple[str, ...], ags: str) -> ColumnElement[bool]:
    """Active offers of the extent (those without a place belong to every one), or of one place."""
    offer, area = schema.offer, schema.offer_service_area
    if not ags:
        return and_(active_on(on), or_(offer.c.ags.is_(None), in_extent(offer.c.ags, prefixes)))
    served = exists().where(area.c.offer_key == offer.c.key, area.c.ags == ags)
    return and_(active_on(on), or_(offer.c.ags == ags, served))


def _may_end(last: date) -> ColumnElement[bool]:
    """Offers whose own last day is not after `last`, or that belong to a measure."""
    offer, link = schema.offer, schema.measure_offer
    return or_(
        offer.c.valid_to <= last + timedelta(days=1),
        offer.c.key.in_(select(link.c.offer_key)),
    )


def offers_that_may_end(
    engine: Engine, *, on: date, last: date, prefixes: tuple[str, ...], ags: str = ""
) -> pd.DataFrame:
    """Active offers that end by `last` or belong to a measure.

    Columns: key, name, institution_name, ags ("" without a place), minimum_age_years,
    maximum_age_years, valid_to (first day without it; NaT: open-ended).
    """
    offer, host = schema.offer, schema.institution
    statement = (
        select(
            offer.c.key,
            offer.c.name,
            host.c.name,
            func.coalesce(offer.c.ags, ""),
            offer.c.minimum_age_years,
            offer.c.maximum_age_years,
            offer.c.valid_to,
        )
        .join(host, host.c.key == offer.c.institution_key)
        .where(_counts(on, prefixes, ags), _may_end(last))
        .order_by(offer.c.name, offer.c.key)
    )
    dtypes = {
        "key": "str",
        "name": "str",
        "institution_name": "str",
        "ags": "str",
        "minimum_age_years": "int64",
        "maximum_age_years": "int64",
        "valid_to": "date",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def transitions_that_may_end(
    engine: Engine, *, on: date, last: date, prefixes: tuple[str, ...], ags: str = ""
) -> pd.DataFrame:
    """Transitions that those offers name: offer_key, transition_code."""
    offer, named = schema.offer, schema.offer_transition
    statement = (
        select(named.c.offer_key, named.c.transition_code)
        .join(offer, offer.c.key == named.c.offer_key)
        .where(_counts(on, prefixes, ags), _may_end(last))
        .order_by(named.c.offer_key, named.c.transition_code)
    )
    with reading(engine) as connection:
        return frame(connection, statement, {"offer_key": "str", "transition_code": "str"})


def active_ages(
    engine: Engine, *, on: date, prefixes: tuple[str, ...], ags: str = ""
) -> pd.DataFrame:
    """Count active offers by age range and by the transition they name.

    Columns: transition_code, minimum_age_years, maximum_age_years, offers_count. With
    transition_code "" every offer counts once; with a code, those that name it.
    """
    offer, named = schema.offer, schema.offer_transition
    ages = (offer.c.minimum_age_years, offer.c.maximum_age_years)
    every = (
        select(literal(""), *ages, func.count()).where(_counts(on, prefixes, ags)).group_by(*ages)
    )
    naming = (
        select(named.c.transition_code, *ages, func.count())
        .join(offer, offer.c.key == named.c.offer_key)
        .where(_counts(on, prefixes, ags))
        .group_by(named.c.transition_code, *ages)
    )
    dtypes = {
        "transition_code": "str",
        "minimum_age_years": "int64",
        "maximum_age_years": "int64",
        "offers_count": "int64",
    }
    with reading(engine) as connection:
        counts = [frame(connection, statement, dtypes) for statement in (every, naming)]
    return pd.concat(counts, ignore_index=True)


def chain_links(engine: Engine) -> pd.DataFrame:
    """Life phases and transitions with the ages that decide: code, is_transition, age_from_years,
    age_to_years, from_phase_code, to_phase_code; of a transition, the border is age_from_years.
    """
    phase, border = schema.life_phase, schema.transition
    phases = select(
        phase.c.code, phase.c.age_from_years, phase.c.age_to_years, phase.c.code, phase.c.code
    ).order_by(phase.c.position)
    borders = (
        select(
            border.c.code,
            phase.c.age_from_years,
            phase.c.age_to_years,
            border.c.from_phase_code,
            border.c.to_phase_code,
        )
        .join(phase, phase.c.code == border.c.to_phase_code)
        .order_by(border.c.position)
    )
    dtypes = {
        "code": "str",
        "age_from_years": "int64",
        "age_to_years": "int64",
        "from_phase_code": "str",
        "to_phase_code": "str",
    }
    with reading(engine) as connection:
        known = [frame(connection, statement, dtypes) for statement in (phases, borders)]
    return pd.concat(
        [known[0].assign(is_transition=False), known[1].assign(is_transition=True)],
        ignore_index=True,
    )


def measures_of_place(engine: Engine, ags: str) -> frozenset[str]:
    """Keys of the measures of which an offer takes place in a municipality, or names it."""
    offer, link, area = schema.offer, schema.measure_offer, schema.offer_service_area
    served = exists().where(area.c.offer_key == offer.c.key, area.c.ags == ags)
    statement = (
        select(link.c.measure_key)
        .join(offer, offer.c.key == link.c.offer_key)
        .where(or_(offer.c.ags == ags, served))
        .distinct()
    )
    with reading(engine) as connection:
        return frozenset(connection.execute(statement).scalars())


def offers_of_measure(engine: Engine, key: str) -> pd.DataFrame:
    """Offers of a measure by name: key, name, institution_name, valid_to (NaT: open-ended)."""
    offer, host, link = schema.offer, schema.institution, schema.measure_offer
    statement = (
        select(offer.c.key, offer.c.name, host.c.name, offer.c.valid_to)
        .join(link, link.c.offer_key == offer.c.key)
        .join(host, host.c.key == offer.c.institution_key)
        .where(link.c.measure_key == key)
        .order_by(offer.c.name, offer.c.key)
    )
    dtypes = {"key": "str", "name": "str", "institution_name": "str", "valid_to": "date"}
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
