"""Cooperation: ratings of a wave with who rates whom, pairs, agreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, exists, func, literal, or_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import ColumnElement, Engine, FromClause

CRITERIA: Final = ("knowledge_level", "bindingness_level", "regularity_level")


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingFilter:
    """Which ratings count; an empty code narrows nothing.

    A municipality or life phase keeps the ratings in which both institutions belong to it
    (institutions of the whole Region belong to every municipality).
    """

    wave: str
    ags: str = ""
    life_phase: str = ""


def _belongs(host: FromClause, chosen: RatingFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [literal(value=True)]
    if chosen.ags:
        conditions.append(or_(host.c.ags == chosen.ags, host.c.ags.is_(None)))
    if chosen.life_phase:
        link = schema.institution_life_phase
        conditions.append(
            exists().where(
                link.c.institution_key == host.c.key,
                link.c.life_phase_code == chosen.life_phase,
            )
        )
    return and_(*conditions)


def _in_extent(host: FromClause, prefixes: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(host.c.ags.is_(None), in_extent(host.c.ags, prefixes))


def ratings(engine: Engine, chosen: RatingFilter, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Directed ratings of a wave.

    Columns: rater_key, rater_name, rater_type, rated_key, rated_name, rated_type, level (0-5),
    knowledge_level, bindingness_level, regularity_level (NaN where not rated), rated_on.
    """
    rating = schema.cooperation_rating
    rater, rated = schema.institution.alias("rater"), schema.institution.alias("rated")
    statement = (
        select(
            rater.c.key,
            rater.c.name,
            rater.c.type_code,
            rated.c.key,
            rated.c.name,
            rated.c.type_code,
            rating.c.level,
            rating.c.knowledge_level,
            rating.c.bindingness_level,
            rating.c.regularity_level,
            rating.c.rated_on,
        )
        .join(rater, rater.c.key == rating.c.rater_key)
        .join(rated, rated.c.key == rating.c.rated_key)
        .where(
            rating.c.wave_code == chosen.wave,
            _belongs(rater, chosen),
            _belongs(rated, chosen),
            _in_extent(rater, prefixes),
            _in_extent(rated, prefixes),
        )
        .order_by(rating.c.rater_key, rating.c.rated_key)
    )
    dtypes = {
        "rater_key": "str",
        "rater_name": "str",
        "rater_type": "str",
        "rated_key": "str",
        "rated_name": "str",
        "rated_type": "str",
        "level": "int64",
        "knowledge_level": "float64",
        "bindingness_level": "float64",
        "regularity_level": "float64",
        "rated_on": "date",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def institutions(
    engine: Engine, chosen: RatingFilter, *, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Institutions that could rate and be rated: key, name, type_code, ags ("" = whole Region)."""
    host = schema.institution.alias("host")
    statement = (
        select(host.c.key, host.c.name, host.c.type_code, func.coalesce(host.c.ags, ""))
        .where(_belongs(host, chosen), _in_extent(host, prefixes))
        .order_by(host.c.name, host.c.key)
    )
    dtypes = {"key": "str", "name": "str", "type_code": "str", "ags": "str"}
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def pairs(engine: Engine, *, wave: str) -> pd.DataFrame:
    """What pairs agreed on in a wave: institution_a_key < institution_b_key, agreed_level (NaN),
    agreed_on, next_step, next_step_due_on, next_step_owner (a role).
    """
    pair = schema.cooperation_pair
    statement = (
        select(
            pair.c.institution_a_key,
            pair.c.institution_b_key,
            pair.c.agreed_level,
            pair.c.agreed_on,
            pair.c.next_step,
            pair.c.next_step_due_on,
            pair.c.next_step_owner,
        )
        .where(pair.c.wave_code == wave)
        .order_by(pair.c.institution_a_key, pair.c.institution_b_key)
    )
    dtypes = {
        "institution_a_key": "str",
        "institution_b_key": "str",
        "agreed_level": "float64",
        "agreed_on": "date",
        "next_step": "str",
        "next_step_due_on": "date",
        "next_step_owner": "str",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def agreements(engine: Engine) -> pd.DataFrame:
    """Cooperation agreements: institution_a_key, institution_b_key, title, valid_from, valid_to."""
    table = schema.agreement
    statement = select(
        table.c.institution_a_key,
        table.c.institution_b_key,
        table.c.title,
        table.c.valid_from,
        table.c.valid_to,
    ).order_by(table.c.valid_from, table.c.key)
    dtypes = {
        "institution_a_key": "str",
        "institution_b_key": "str",
        "title": "str",
        "valid_from": "date",
        "valid_to": "date",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
