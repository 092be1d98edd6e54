"""Offers: counted per municipality in the database, and listed for one municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
from sqlalchemy import and_, case, exists, func, literal, or_, select, union

from lib.domain.scenario import NO_SCENARIO, Scenario
from lib.domain.vocabulary import OfferStatus
from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Engine, Subquery

CONFIRMED_WITHIN_MONTHS: Final = 12


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
    return and_(*conditions)


def _places() -> Subquery:
    """Where an offer counts: where it takes place, and each municipality of its service area."""
    offer, area = schema.offer, schema.offer_service_area
    return union(
        select(offer.c.key.label("offer_key"), offer.c.ags.label("ags")).where(
            offer.c.ags.is_not(None)
        ),
        select(area.c.offer_key, area.c.ags),
    ).subquery("places")


def _months_before(day: date) -> date:
    return (pd.Timestamp(day) - pd.DateOffset(months=CONFIRMED_WITHIN_MONTHS)).date()


def _is_confirmed(day: date) -> ColumnElement[bool]:
    confirmed = schema.offer.c.last_confirmed_on
    return and_(
        confirmed.is_not(None),
        confirmed > _months_before(day),
        confirmed <= day,
    )


def offer_counts(engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Count active offers per municipality of the extent.

    Returns one row a municipality: ags, name, area_km2, offers_count, capacity_places (sum over
    offers that state it), offers_with_capacity_count, confirmed_count (last 12 months),
    children_count (of the life phase, or of all phases; NaN where unknown), has_any_report
    (False where no offer of any kind was ever reported).
    """
    area, offer, places = schema.municipality, schema.offer, _places()
    counted = (
        select(
            places.c.ags,
            func.count().label("offers_count"),
            func.sum(offer.c.capacity_places).label("capacity_places"),
            func.count(offer.c.capacity_places).label("with_capacity"),
            func.sum(case((_is_confirmed(chosen.on), 1), else_=0)).label("confirmed"),
        )
        .join(offer, offer.c.key == places.c.offer_key)
        .where(matches(chosen))
        .group_by(places.c.ags)
        .subquery("counted")
    )
    reported = select(places.c.ags).distinct().subquery("reported")
    children = _children(chosen.life_phase)
    statement = (
        select(
            area.c.ags,
            area.c.name,
            area.c.area_km2,
            func.coalesce(counted.c.offers_count, 0),
            func.coalesce(counted.c.capacity_places, 0),
            func.coalesce(counted.c.with_capacity, 0),
            func.coalesce(counted.c.confirmed, 0),
            children.c.children_count,
            case((reported.c.ags.is_not(None), True), else_=False),
        )
        .select_from(
            area.outerjoin(counted, counted.c.ags == area.c.ags)
            .outerjoin(children, children.c.ags == area.c.ags)
            .outerjoin(reported, reported.c.ags == area.c.ags)
        )
        .where(in_extent(area.c.ags, prefixes))
        .order_by(area.c.ags)
    )
    dtypes = {
        "ags": "str",
        "name": "str",
        "area_km2": "float64",
        "offers_count": "int64",
        "capacity_places": "int64",
        "offers_with_capacity_count": "int64",
        "confirmed_count": "int64",
        "children_count": "float64",
        "has_any_report": "bool",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def _children(life_phase: str) -> Subquery:
    """Children per municipality in the newest year of each age group.

    Two phases may share an age group (pregnancy is related to children under 3): it counts once.
    """
    phase, value = schema.life_phase, schema.context_value
    groups = select(phase.c.children_indicator_code).where(
        phase.c.children_indicator_code.is_not(None)
    )
    if life_phase:
        groups = groups.where(phase.c.code == life_phase)
    newest = (
        select(value.c.indicator_code, value.c.ags, func.max(value.c.year).label("year"))
        .where(value.c.indicator_code.in_(groups))
        .group_by(value.c.indicator_code, value.c.ags)
        .subquery("newest")
    )
    return (
        select(value.c.ags, func.sum(value.c.value).label("children_count"))
        .join(
            newest,
            and_(
                newest.c.indicator_code == value.c.indicator_code,
                newest.c.ags == value.c.ags,
                newest.c.year == value.c.year,
            ),
        )
        .group_by(value.c.ags)
        .subquery("children")
    )


@dataclass(frozen=True, slots=True)
class OfferTotals:
    """Totals of a filter over the whole extent; each offer counts once."""

    distinct_count: int
    region_wide_count: int  # without a place: counted here only, never spread
    without_place_count: int  # neither a place nor region-wide: an entry to complete
    confirmed_count: int
    never_confirmed_count: int


def offer_totals(engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...]) -> OfferTotals:
    """Count each matching offer once, and those that no map can show."""
    offer, places = schema.offer, _places()
    inside = exists().where(places.c.offer_key == offer.c.key, in_extent(places.c.ags, prefixes))
    placed = exists().where(places.c.offer_key == offer.c.key)

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    relevant = or_(inside, ~placed)
    statement = (
        select(
            func.count(),
            count(and_(offer.c.is_region_wide, ~placed)),
            count(and_(~offer.c.is_region_wide, ~placed)),
            count(_is_confirmed(chosen.on)),
            count(offer.c.last_confirmed_on.is_(None)),
        )
        .select_from(offer)
        .where(matches(chosen), relevant)
    )
    with reading(engine) as connection:
        row = connection.execute(statement).one()
    return OfferTotals(*(int(number) for number in row))


def offer_rows(engine: Engine, chosen: OfferFilter, *, ags: str) -> pd.DataFrame:
    """List the matching offers that count in one municipality.

    Columns: name, institution_name, minimum_age_years, maximum_age_years, capacity_places (NaN
    where not stated), last_confirmed_on (NaT where never), takes_place_here.
    """
    offer, host, places = schema.offer, schema.institution, _places()
    statement = (
        select(
            offer.c.name,
            host.c.name,
            offer.c.minimum_age_years,
            offer.c.maximum_age_years,
            offer.c.capacity_places,
            offer.c.last_confirmed_on,
            case((offer.c.ags == literal(ags), True), else_=False),
        )
        .join(host, host.c.key == offer.c.institution_key)
        .join(places, places.c.offer_key == offer.c.key)
        .where(matches(chosen), places.c.ags == ags)
        .order_by(offer.c.name, offer.c.key)
    )
    dtypes = {
        "name": "str",
        "institution_name": "str",
        "minimum_age_years": "int64",
        "maximum_age_years": "int64",
        "capacity_places": "float64",
        "last_confirmed_on": "date",
        "takes_place_here": "bool",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def children_sources(engine: Engine, *, life_phase: str = "") -> tuple[str, ...]:
    """Source lines of the age groups that a density is related to, without repetition."""
    phase, indicator = schema.life_phase, schema.context_indicator
    statement = (
        select(indicator.c.source)
        .join(phase, phase.c.children_indicator_code == indicator.c.code)
        .distinct()
        .order_by(indicator.c.source)
    )
    if life_phase:
        statement = statement.where(phase.c.code == life_phase)
    with reading(engine) as connection:
        return tuple(connection.execute(statement).scalars())
