"""What lies in the database: from when to when, whether it is sample data, how complete it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from sqlalchemy import and_, case, exists, func, or_, select

from lib.domain.vocabulary import GoalLevel
from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame
from lib.store.queries.offer_conditions import active_on

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Engine, Table

#: The column that says how old a row is. Tables that are not here carry no date.
DATE_COLUMNS: Final[dict[str, ColumnElement[Any]]] = {
    "offer": schema.offer.c.last_confirmed_on,
    "gap_decision": schema.gap_decision.c.decided_on,
    "wave": schema.wave.c.ends_on,
    "cooperation_rating": schema.cooperation_rating.c.rated_on,
    "cooperation_pair": schema.cooperation_pair.c.agreed_on,
    "agreement": schema.agreement.c.valid_from,
    "measure": schema.measure.c.starts_on,
    "milestone": schema.milestone.c.due_on,
    "observation_revision": schema.observation_revision.c.replaced_on,
    "annotation": schema.annotation.c.happened_on,
    "proposal": schema.proposal.c.decides_on,
    "network": schema.network.c.founded_on,
    "meeting": schema.meeting.c.held_on,
}
YEAR_COLUMNS: Final[dict[str, ColumnElement[Any]]] = {
    "context_value": schema.context_value.c.year,
    "observation": schema.observation.c.year,
}
#: A value of this many years before the reference date still counts as current.
CURRENT_YEARS: Final = 1


def date_spans(engine: Engine) -> pd.DataFrame:
    """Read the oldest and newest date of each table that carries dates.

    Columns: table_name, oldest, newest (ISO dates, or years as text; missing where no row
    states one).
    """
    rows = []
    with reading(engine) as connection:
        for name, column in {**DATE_COLUMNS, **YEAR_COLUMNS}.items():
            ends = connection.execute(select(func.min(column), func.max(column))).one()
            rows.append((name, *(None if end is None else str(end) for end in ends)))
    return pd.DataFrame(rows, columns=["table_name", "oldest", "newest"], dtype=object)


def table_origins(engine: Engine) -> pd.DataFrame:
    """Count the imports of each table: table_name, sample_count, own_count (int64)."""
    batch = schema.import_batch
    sample = func.sum(case((batch.c.is_sample, 1), else_=0))
    statement = select(batch.c.table_name, sample, func.count() - sample).group_by(
        batch.c.table_name
    )
    dtypes = {"table_name": "str", "sample_count": "int64", "own_count": "int64"}
    with reading(engine) as connection:
        return frame(connection, statement.order_by(batch.c.table_name), dtypes)


def providers_count(engine: Engine) -> int:
    """Count the institutions that have at least one offer."""
    with reading(engine) as connection:
        statement = select(func.count(schema.offer.c.institution_key.distinct()))
        return int(connection.execute(statement).scalar_one())


def confirmations(engine: Engine, *, on: date) -> dict[str, int]:
    """Sort the offers active on a day by their last confirmation up to that day.

    Keys: within_12, within_24 (more than 12, at most 24 months), older, never.
    """
    confirmed = schema.offer.c.last_confirmed_on
    known = and_(confirmed.is_not(None), confirmed <= on)
    age = case(
        (and_(known, confirmed > _months_before(on, 12)), "within_12"),
        (and_(known, confirmed > _months_before(on, 24)), "within_24"),
        (known, "older"),
        else_="never",
    )
    statement = select(age, func.count()).where(active_on(on)).group_by(age)
    counts = dict.fromkeys(("within_12", "within_24", "older", "never"), 0)
    with reading(engine) as connection:
        for key, count in connection.execute(statement):
            counts[key] = int(count)
    return counts


def completeness(engine: Engine, *, on: date) -> pd.DataFrame:
    """Count how many rows state what they should.

    Returns one row a question: key, part_count, whole_count (int64). Offers are those active on
    the day; ratings those of the newest wave that has any up to that day.
    """
    with reading(engine) as connection:
        rows = [
            *_offer_parts(connection, on),
            *_rating_parts(connection, on),
            *_goal_parts(connection, on),
            *_network_parts(connection, on),
        ]
    counted = pd.DataFrame(rows, columns=["key", "part_count", "whole_count"])
    return counted.astype({"part_count": "int64", "whole_count": "int64"})


Part = tuple[str, int, int]


def _share(
    connection: Connection,
    table: Table,
    conditions: dict[str, ColumnElement[bool]],
    *,
    among: ColumnElement[bool] | None = None,
) -> list[Part]:
    """Count the rows of `table` (among those) and those that meet each condition, in one pass."""
    columns = [func.coalesce(func.sum(case((rule, 1), else_=0)), 0) for rule in conditions.values()]
    # the table is named, since a count and correlated conditions alone would not bring it in
    statement = select(func.count(), *columns).select_from(table)
    if among is not None:
        statement = statement.where(among)
    whole, *parts = connection.execute(statement).one()
    return [(key, int(part), int(whole)) for key, part in zip(conditions, parts, strict=True)]


def _offer_parts(connection: Connection, on: date) -> list[Part]:
    offer, area, field = schema.offer, schema.offer_service_area, schema.offer_field
    confirmed = offer.c.last_confirmed_on
    known = and_(confirmed.is_not(None), confirmed <= on)
    served = exists().where(area.c.offer_key == offer.c.key)
    return _share(
        connection,
        offer,
        {
            "offer_place": or_(offer.c.ags.is_not(None), offer.c.is_region_wide, served),
            "offer_capacity": offer.c.capacity_places.is_not(None),
            "offer_field": exists().where(field.c.offer_key == offer.c.key),
            "offer_confirmed_12": and_(known, confirmed > _months_before(on, 12)),
            "offer_confirmed_24": and_(known, confirmed > _months_before(on, 24)),
            "offer_confirmed_ever": known,
        },
        among=active_on(on),
    )


def _rating_parts(connection: Connection, on: date) -> list[Part]:
    rating, institution, wave = schema.cooperation_rating, schema.institution, schema.wave
    newest = connection.execute(
        select(wave.c.code)
        .where(exists().where(rating.c.wave_code == wave.c.code, rating.c.rated_on <= on))
        .order_by(wave.c.starts_on.desc(), wave.c.code)
        .limit(1)
    ).scalar_one_or_none()
    of_wave = and_(rating.c.wave_code == newest, rating.c.rated_on <= on)
    parts = _share(
        connection,
        institution,
        {
            "institution_rating": exists().where(of_wave, rating.c.rater_key == institution.c.key),
            "institution_rated": exists().where(of_wave, rating.c.rated_key == institution.c.key),
        },
        among=~exists().where(wave.c.code == newest, institution.c.closed_on <= wave.c.starts_on),
    )
    back = rating.alias("back")
    returned = exists().where(
        back.c.wave_code == rating.c.wave_code,
        back.c.rater_key == rating.c.rated_key,
        back.c.rated_key == rating.c.rater_key,
        back.c.rated_on <= on,
    )
    return [
        *parts,
        *_share(connection, rating, {"rating_returned": returned}, among=of_wave),
    ]


def _goal_parts(connection: Connection, on: date) -> list[Part]:
    goal, indicator, value = schema.goal, schema.indicator, schema.observation
    of_goal = exists().where(indicator.c.goal_key == goal.c.key)
    current = exists().where(
        value.c.indicator_key == indicator.c.key,
        value.c.year.between(on.year - CURRENT_YEARS, on.year),
    )
    return [
        *_share(
            connection,
            goal,
            {"goal_indicator": of_goal},
            among=goal.c.level == GoalLevel.OPERATIONAL.value,
        ),
        *_share(
            connection,
            indicator,
            {
                "indicator_target": indicator.c.target_value.is_not(None),
                "indicator_baseline": indicator.c.baseline_value.is_not(None),
                "indicator_current": current,
            },
        ),
    ]


def _network_parts(connection: Connection, on: date) -> list[Part]:
    network, meeting = schema.network, schema.meeting
    recent = exists().where(
        meeting.c.network_key == network.c.key,
        meeting.c.held_on > _months_before(on, 12),
        meeting.c.held_on <= on,
    )
    return [
        *_share(connection, network, {"network_met": recent}),
        *_share(
            connection,
            meeting,
            {"meeting_participants": meeting.c.participants_count.is_not(None)},
            among=meeting.c.held_on <= on,
        ),
    ]


def _months_before(day: date, months: int) -> date:
    return (pd.Timestamp(day) - pd.DateOffset(months=months)).date()
