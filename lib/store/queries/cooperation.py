"""Cooperation: ratings of a wave with who rates whom, pairs, agreements, what they talk about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, exists, func, literal, or_, select, union_all

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from sqlalchemy import ColumnElement, Engine, FromClause, Select

CRITERIA: Final = ("knowledge_level", "bindingness_level", "regularity_level")
_LEVELS: Final = {"level": "int64"} | dict.fromkeys(CRITERIA, "float64")
_PAIR: Final = {"institution_a_key": "str", "institution_b_key": "str"}


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


def _is_open(host: FromClause, wave: str) -> ColumnElement[bool]:
    """Condition that an institution still existed on the first day of a wave."""
    rounds = schema.wave
    return ~exists().where(rounds.c.code == wave, host.c.closed_on <= rounds.c.starts_on)


def _read(engine: Engine, statement: Select[Any], dtypes: Mapping[str, str]) -> pd.DataFrame:
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def ratings(engine: Engine, chosen: RatingFilter, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Directed ratings of a wave.

    Columns: rater_key, rater_name, rater_type, rated_key, rated_name, rated_type, level (0-5),
    knowledge_level, bindingness_level, regularity_level (NaN where not rated), rated_on.
    """
    rating = schema.cooperation_rating
    rater, rated = schema.institution.alias("rater"), schema.institution.alias("rated")
    statement = (
        select(
            *(host.c[name] for host in (rater, rated) for name in ("key", "name", "type_code")),
            *(rating.c[name] for name in _LEVELS),
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
    sides = [f"{side}_{name}" for side in ("rater", "rated") for name in ("key", "name", "type")]
    return _read(engine, statement, dict.fromkeys(sides, "str") | _LEVELS | {"rated_on": "date"})


def institutions(
    engine: Engine, chosen: RatingFilter, *, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Institutions that could rate and be rated in a wave, by name.

    Columns: key, name, type_code, sector_code, ags ("" = whole Region). Without those that were
    closed on or before the first day of the wave; an unknown wave closes none.
    """
    host = schema.institution.alias("host")
    names = ("key", "name", "type_code", "sector_code")
    statement = (
        select(*(host.c[name] for name in names), func.coalesce(host.c.ags, ""))
        .where(_belongs(host, chosen), _in_extent(host, prefixes), _is_open(host, chosen.wave))
        .order_by(host.c.name, host.c.key)
    )
    return _read(engine, statement, dict.fromkeys((*names, "ags"), "str"))


def pairs(engine: Engine, *, wave: str) -> pd.DataFrame:
    """What pairs agreed on in a wave.

    Columns: institution_a_key < institution_b_key, agreed_level (NaN), agreed_on, next_step,
    next_step_due_on, next_step_owner (a role), talked_on.
    """
    pair = schema.cooperation_pair
    dtypes = _PAIR | {
        "agreed_level": "float64",
        "agreed_on": "date",
        "next_step": "str",
        "next_step_due_on": "date",
        "next_step_owner": "str",
        "talked_on": "date",
    }
    statement = (
        select(*(pair.c[name] for name in dtypes))
        .where(pair.c.wave_code == wave)
        .order_by(pair.c.institution_a_key, pair.c.institution_b_key)
    )
    return _read(engine, statement, dtypes)


def talks(engine: Engine) -> pd.DataFrame:
    """When pairs last talked: the newest day on which they talked or agreed, over all waves.

    Columns: institution_a_key < institution_b_key, last_talked_on. Pairs without such a day are
    missing.
    """
    pair = schema.cooperation_pair
    days = union_all(
        *(
            select(pair.c.institution_a_key, pair.c.institution_b_key, pair.c[day].label("day"))
            for day in ("talked_on", "agreed_on")
        )
    ).subquery()
    ends = (days.c.institution_a_key, days.c.institution_b_key)
    statement = (
        select(*ends, func.max(days.c.day))
        .where(days.c.day.is_not(None))
        .group_by(*ends)
        .order_by(*ends)
    )
    return _read(engine, statement, _PAIR | {"last_talked_on": "date"})


def agreements(engine: Engine) -> pd.DataFrame:
    """Cooperation agreements, the oldest first.

    Columns: key, institution_a_key < institution_b_key, title, valid_from, valid_to (exclusive;
    NaT: until further notice).
    """
    table = schema.agreement
    dtypes = {"key": "str"} | _PAIR | {"title": "str", "valid_from": "date", "valid_to": "date"}
    statement = select(*(table.c[name] for name in dtypes)).order_by(
        table.c.valid_from, table.c.key
    )
    return _read(engine, statement, dtypes)


def successors(engine: Engine) -> pd.DataFrame:
    """Institutions that another one follows: key, successor_key (the last one), closed_on.

    A chain A → B → C says that C follows both. Institutions that follow each other in a circle
    (refused at import) have no last one and are missing.
    """
    host = schema.institution
    statement = (
        select(host.c.key, host.c.successor_key, host.c.closed_on)
        .where(host.c.successor_key.is_not(None))
        .order_by(host.c.key)
    )
    found = _read(engine, statement, {"key": "str", "successor_key": "str", "closed_on": "date"})
    following = dict(zip(found["key"], found["successor_key"], strict=True))
    last = found["key"].map(lambda key: _last(key, following))
    found = found.assign(successor_key=last.astype("str"))
    return found[last.notna()].reset_index(drop=True)


def _last(key: str, following: Mapping[str, str]) -> str | None:
    """Follow a chain to its end; None if it has none."""
    seen = {key}
    while key in following:
        key = following[key]
        if key in seen:
            return None
        seen.add(key)
    return key


def pair_history(engine: Engine, *, keys_a: Sequence[str], keys_b: Sequence[str]) -> pd.DataFrame:
    """Ratings of all waves, in either direction, between any of `keys_a` and any of `keys_b`.

    Columns: wave_code, rater_key, rated_key, level, knowledge_level, bindingness_level,
    regularity_level (NaN where not rated), rated_on; the oldest wave first.
    """
    rating, rounds = schema.cooperation_rating, schema.wave
    ends = (rating.c.rater_key, rating.c.rated_key)
    dtypes = {"wave_code": "str", "rater_key": "str", "rated_key": "str"} | _LEVELS
    dtypes |= {"rated_on": "date"}
    statement = (
        select(*(rating.c[name] for name in dtypes))
        .join(rounds, rounds.c.code == rating.c.wave_code)
        .where(
            or_(
                and_(ends[0].in_(keys_a), ends[1].in_(keys_b)),
                and_(ends[0].in_(keys_b), ends[1].in_(keys_a)),
            )
        )
        .order_by(rounds.c.starts_on, rounds.c.code, *ends)
    )
    return _read(engine, statement, dtypes)


def reflection_questions(engine: Engine) -> pd.DataFrame:
    """Questions for a talk, in their order: code, criterion ("" = the whole), text_de, text_en.

    `text_en` is empty where nobody translated the question.
    """
    table = schema.reflection_question
    names = ("code", "criterion", "text_de", "text_en")
    statement = select(*(table.c[name] for name in names)).order_by(table.c.position, table.c.code)
    return _read(engine, statement, dict.fromkeys(names, "str"))


def wave_days(engine: Engine) -> pd.DataFrame:
    """First and last day of the waves, the newest first: code, starts_on, ends_on."""
    rounds = schema.wave
    statement = select(rounds.c.code, rounds.c.starts_on, rounds.c.ends_on).order_by(
        rounds.c.starts_on.desc(), rounds.c.code.desc()
    )
    return _read(engine, statement, {"code": "str", "starts_on": "date", "ends_on": "date"})
