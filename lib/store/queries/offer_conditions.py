"""Which offers count: the filter, and its conditions on rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import and_, exists, or_

from lib.domain.scenario import NO_SCENARIO, Scenario
from lib.domain.vocabulary import OfferStatus
from lib.store import schema

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFilter:
    """Which offers count; an empty code narrows nothing. A scenario changes what there is."""

    on: date
    life_phase: str = ""
    field: str = ""
    prevention_level: str = ""
    sector: str = ""
    scenario: Scenario = NO_SCENARIO


def active_on(day: date) -> ColumnElement[bool]:
    """Condition that an offer is active: valid_from <= day < valid_to, not withdrawn."""
    offer = schema.offer
    return and_(
        offer.c.status == OfferStatus.ACTIVE.value,
        offer.c.valid_from <= day,
        or_(offer.c.valid_to.is_(None), offer.c.valid_to > day),
    )


def matches(chosen: OfferFilter) -> ColumnElement[bool]:
    """Condition of a filter; the age range of an offer must meet the life phase."""
    offer, phase = schema.offer, schema.life_phase
    conditions = [active_on(chosen.on)]
    if chosen.life_phase:
        conditions.append(
            exists().where(
                phase.c.code == chosen.life_phase,
                offer.c.minimum_age_years < phase.c.age_to_years,
                offer.c.maximum_age_years >= phase.c.age_from_years,
            )
        )
    if chosen.field:
        link = schema.offer_field
        conditions.append(
            exists().where(link.c.offer_key == offer.c.key, link.c.field_code == chosen.field)
        )
    if chosen.prevention_level:
        conditions.append(offer.c.prevention_level_code == chosen.prevention_level)
    if chosen.sector:
        host = schema.institution.alias("provider")  # a query may join institution itself
        conditions.append(
            exists().where(
                host.c.key == offer.c.institution_key, host.c.sector_code == chosen.sector
            )
        )
    if chosen.scenario.removed:
        conditions.append(offer.c.key.not_in(chosen.scenario.removed))
    return and_(*conditions)


def meets_transition(code: str) -> ColumnElement[bool]:
    """Condition that an offer names a transition, or that its ages span the border.

    The border is the age at which the later phase begins: the offer serves the year before it and
    the year after it.
    """
    offer, phase, border = schema.offer, schema.life_phase, schema.transition
    named = schema.offer_transition
    return or_(
        exists().where(named.c.offer_key == offer.c.key, named.c.transition_code == code),
        exists().where(
            border.c.code == code,
            phase.c.code == border.c.to_phase_code,
            offer.c.minimum_age_years < phase.c.age_from_years,
            offer.c.maximum_age_years >= phase.c.age_from_years,
        ),
    )


def months_before(day: date, months: int) -> date:
    """The same day some months ago (the last of the month where there is no such day)."""
    return (pd.Timestamp(day) - pd.DateOffset(months=months)).date()
