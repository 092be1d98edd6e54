"""Values of the indicators: as they stand, as they were known on a day, and what explains them.

A value that a newer one replaced lives on as a revision; `known_on` finds with its help what the
dashboard would have shown on that day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, or_, select, union_all

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from sqlalchemy import ColumnElement, Engine, FromClause, Select

_VALUES = ("indicator_key", "year", "value", "is_series_break", "note")
_ADDED = ("suspends_judgement", "published_on")
_DTYPES = {
    "indicator_key": "str",
    "ags": "str",
    "year": "int64",
    "value": "float64",
    "is_series_break": "bool",
    "note": "str",
    "suspends_judgement": "bool",
    "published_on": "date",
}


def observations(
    engine: Engine, *, ags: str = "", indicator_key: str = "", known_on: date | None = None
) -> pd.DataFrame:
    """Values of the Region (ags "") or one municipality: indicator_key, year, value,
    is_series_break, note, suspends_judgement, published_on (NaT: known at all times).

    With `known_on` each value is the one that was known on that day: published by then (or at
    all times) and not yet replaced; what was published later is left out.
    """
    table = schema.observation
    names = (*_VALUES, *_ADDED)
    statement = _of(table, names, ags=ags, indicator_key=indicator_key)
    if known_on is not None:
        before = schema.observation_revision
        current = statement.where(_published(table, known_on), ~_stood(table, known_on))
        earlier = _of(before, names, ags=ags, indicator_key=indicator_key).where(
            _stands(before, known_on), ~_stood(before, known_on)
        )
        both = union_all(current, earlier).subquery()
        statement = select(*(both.c[name] for name in names))
    statement = statement.order_by("indicator_key", "year")
    with reading(engine) as connection:
        return frame(connection, statement, {name: _DTYPES[name] for name in names})


def _of(
    table: FromClause, names: tuple[str, ...], *, ags: str, indicator_key: str
) -> Select[tuple[Any, ...]]:
    place = table.c.ags == ags if ags else table.c.ags.is_(None)
    statement = select(*(table.c[name] for name in names)).where(place)
    return statement.where(table.c.indicator_key == indicator_key) if indicator_key else statement


def _published(table: FromClause, day: date) -> ColumnElement[bool]:
    return or_(table.c.published_on.is_(None), table.c.published_on <= day)


def _stands(table: FromClause, day: date) -> ColumnElement[bool]:
    return and_(_published(table, day), table.c.replaced_on > day)


def _stood(table: FromClause, day: date) -> ColumnElement[bool]:
    """Condition that on the day a version stood that was replaced before this one was."""
    other = schema.observation_revision.alias("other")
    same = and_(
        other.c.indicator_key == table.c.indicator_key,
        other.c.year == table.c.year,
        # two branches, because "IS NOT DISTINCT FROM" uses no index
        or_(other.c.ags == table.c.ags, and_(other.c.ags.is_(None), table.c.ags.is_(None))),
        _stands(other, day),
    )
    if table is schema.observation_revision:
        same = and_(same, other.c.replaced_on < table.c.replaced_on)
    return exists().where(same)


def observations_everywhere(engine: Engine, indicator_key: str) -> pd.DataFrame:
    """Values of one indicator for the Region and all municipalities: ags ("" = Region), year,
    value, is_series_break, suspends_judgement, note, published_on.
    """
    table = schema.observation
    names = ("year", "value", "is_series_break", "suspends_judgement", "note", "published_on")
    ags = func.coalesce(table.c.ags, "").label("ags")
    statement = (
        select(ags, *(table.c[name] for name in names))
        .where(table.c.indicator_key == indicator_key)
        .order_by(ags, table.c.year)
    )
    with reading(engine) as connection:
        return frame(connection, statement, {name: _DTYPES[name] for name in ("ags", *names)})


def revisions(engine: Engine, *, ags: str = "", indicator_key: str = "") -> pd.DataFrame:
    """Earlier values of the Region (ags "") or one municipality, oldest first: indicator_key,
    ags, year, published_on (NaT: known at all times before), replaced_on, value, note.
    """
    table = schema.observation_revision
    place = table.c.ags == ags if ags else table.c.ags.is_(None)
    statement = (
        select(
            table.c.indicator_key,
            func.coalesce(table.c.ags, ""),
            table.c.year,
            table.c.published_on,
            table.c.replaced_on,
            table.c.value,
            table.c.note,
        )
        .where(place)
        .order_by(table.c.indicator_key, table.c.year, table.c.replaced_on)
    )
    if indicator_key:
        statement = statement.where(table.c.indicator_key == indicator_key)
    dtypes = {
        "indicator_key": "str",
        "ags": "str",
        "year": "int64",
        "published_on": "date",
        "replaced_on": "date",
        "value": "float64",
        "note": "str",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def publication_days(engine: Engine) -> tuple[date, ...]:
    """Days on which a value was published or replaced by another one, newest first."""
    now, before = schema.observation, schema.observation_revision
    days = union_all(
        select(now.c.published_on.label("day")).where(now.c.published_on.is_not(None)),
        select(before.c.published_on).where(before.c.published_on.is_not(None)),
        select(before.c.replaced_on),
    ).subquery()
    statement = select(days.c.day).distinct().order_by(days.c.day.desc())
    with reading(engine) as connection:
        return tuple(connection.execute(statement).scalars())


def observation_years(engine: Engine) -> tuple[int, ...]:
    """Years in which any indicator has a value, for the Region or a municipality, newest first."""
    year = schema.observation.c.year
    with reading(engine) as connection:
        return tuple(connection.execute(select(year).distinct().order_by(year.desc())).scalars())


def events(engine: Engine, indicator_key: str = "") -> pd.DataFrame:
    """Events that explain a series, oldest first: key, indicator_key, ags ("" = Region),
    happened_on, text_de, text_en.
    """
    table = schema.annotation
    statement = select(
        table.c.key,
        table.c.indicator_key,
        func.coalesce(table.c.ags, ""),
        table.c.happened_on,
        table.c.text_de,
        table.c.text_en,
    ).order_by(table.c.happened_on, table.c.key)
    if indicator_key:
        statement = statement.where(table.c.indicator_key == indicator_key)
    dtypes = {
        "key": "str",
        "indicator_key": "str",
        "ags": "str",
        "happened_on": "date",
        "text_de": "str",
        "text_en": "str",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
