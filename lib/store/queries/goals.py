"""Target system: goals, indicators, observations, measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine


def goals(engine: Engine, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Goals of the extent: key, level (1-3), parent_key ("" at the top), position, title_de,
    title_en, ags ("" = Region), responsible_body.
    """
    goal = schema.goal
    statement = (
        select(
            goal.c.key,
            goal.c.level,
            func.coalesce(goal.c.parent_key, ""),
            goal.c.position,
            goal.c.title_de,
            goal.c.title_en,
            func.coalesce(goal.c.ags, ""),
            goal.c.responsible_body,
        )
        .where(or_(goal.c.ags.is_(None), in_extent(goal.c.ags, prefixes)))
        .order_by(goal.c.level, goal.c.position, goal.c.key)
    )
    dtypes = {
        "key": "str",
        "level": "int64",
        "parent_key": "str",
        "position": "int64",
        "title_de": "str",
        "title_en": "str",
        "ags": "str",
        "responsible_body": "str",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def indicators(engine: Engine) -> pd.DataFrame:
    """Indicators with unit (unit_en "": the same word), direction (+1/-1), kind, baseline and
    target (NaN where none).
    """
    table = schema.indicator
    statement = select(
        table.c.key,
        func.coalesce(table.c.goal_key, ""),
        table.c.position,
        table.c.name_de,
        table.c.name_en,
        table.c.definition_de,
        table.c.definition_en,
        table.c.unit,
        table.c.unit_en,
        table.c.decimals,
        table.c.direction,
        table.c.kind,
        table.c.baseline_year,
        table.c.baseline_value,
        table.c.target_value,
        table.c.target_year,
        table.c.source,
        table.c.accountability,
        table.c.impact_step,
    ).order_by(table.c.position, table.c.key)
    dtypes = {
        "key": "str",
        "goal_key": "str",
        "position": "int64",
        "name_de": "str",
        "name_en": "str",
        "definition_de": "str",
        "definition_en": "str",
        "unit": "str",
        "unit_en": "str",
        "decimals": "int64",
        "direction": "int64",
        "kind": "str",
        "baseline_year": "Int64",
        "baseline_value": "float64",
        "target_value": "float64",
        "target_year": "Int64",
        "source": "str",
        "accountability": "str",
        "impact_step": "Int64",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def observations(engine: Engine, *, ags: str = "", indicator_key: str = "") -> pd.DataFrame:
    """Values of the Region (ags "") or one municipality: indicator_key, year, value,
    is_series_break, note.
    """
    table = schema.observation
    place = table.c.ags == ags if ags else table.c.ags.is_(None)
    statement = (
        select(
            table.c.indicator_key,
            table.c.year,
            table.c.value,
            table.c.is_series_break,
            table.c.note,
        )
        .where(place)
        .order_by(table.c.indicator_key, table.c.year)
    )
    if indicator_key:
        statement = statement.where(table.c.indicator_key == indicator_key)
    dtypes = {
        "indicator_key": "str",
        "year": "int64",
        "value": "float64",
        "is_series_break": "bool",
        "note": "str",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)


def observation_years(engine: Engine) -> tuple[int, ...]:
    """Years in which any indicator has a value, for the Region or a municipality, newest first."""
    year = schema.observation.c.year
    with reading(engine) as connection:
        return tuple(connection.execute(select(year).distinct().order_by(year.desc())).scalars())


def measures(engine: Engine) -> pd.DataFrame:
    """Measures: key, goal_key, title_de, title_en, responsible_body, status, starts_on, ends_on,
    offers_count (linked offers).
    """
    table, link = schema.measure, schema.measure_offer
    linked = (
        select(link.c.measure_key, func.count().label("offers_count"))
        .group_by(link.c.measure_key)
        .subquery()
    )
    statement = (
        select(
            table.c.key,
            table.c.goal_key,
            table.c.title_de,
            table.c.title_en,
            table.c.responsible_body,
            table.c.status,
            table.c.starts_on,
            table.c.ends_on,
            func.coalesce(linked.c.offers_count, 0),
        )
        .outerjoin(linked, linked.c.measure_key == table.c.key)
        .order_by(table.c.goal_key, table.c.key)
    )
    dtypes = {
        "key": "str",
        "goal_key": "str",
        "title_de": "str",
        "title_en": "str",
        "responsible_body": "str",
        "status": "str",
        "starts_on": "date",
        "ends_on": "date",
        "offers_count": "int64",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
