"""Target system: goals, indicators and their targets; values and measures are handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, literal, or_, select, union_all

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.frames import frame, in_extent
from lib.store.queries.goal_values import (
    events,
    observation_years,
    observations,
    observations_everywhere,
    publication_days,
    revisions,
)
from lib.store.queries.measures import measures
from lib.store.queries.sets import joined_sets

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine

__all__ = [
    "events",
    "goals",
    "indicators",
    "measures",
    "observation_years",
    "observations",
    "observations_everywhere",
    "publication_days",
    "revisions",
    "targets",
]


def goals(engine: Engine, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Goals of the extent: key, level (1-3), parent_key ("" at the top), position, title_de,
    title_en, ags ("" = Region), responsible_body, life_phases (codes in their order, joined
    by "|").
    """
    goal, link, phase = schema.goal, schema.goal_life_phase, schema.life_phase
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
    phases = (
        select(link.c.goal_key, link.c.life_phase_code)
        .join(phase, phase.c.code == link.c.life_phase_code)
        .order_by(phase.c.position, phase.c.code)
    )
    with reading(engine) as connection:
        found = frame(connection, statement, dtypes)
        found["life_phases"] = joined_sets(connection, phases, found["key"])
    return found


def indicators(engine: Engine) -> pd.DataFrame:
    """Indicators with unit (unit_en "": the same word), direction (+1/-1), kind, baseline and
    target (NaN where none; target_value_to: the upper end of an interval).

    comparator_key ("" where none) names the indicator from which the distance is judged; parts
    (keys joined by "|") those whose worst status is this one's; goal_ags ("" = Region or without a
    goal) whose baseline and target they are.
    """
    table, link, goal = schema.indicator, schema.indicator_part, schema.goal
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
        table.c.caveat_de,
        table.c.caveat_en,
        table.c.contact_role,
        table.c.next_update_on,
        func.coalesce(table.c.comparator_key, ""),
        table.c.minimum_values,
        table.c.target_value_to,
        func.coalesce(goal.c.ags, ""),
    )
    statement = statement.select_from(table.outerjoin(goal, goal.c.key == table.c.goal_key))
    statement = statement.order_by(table.c.position, table.c.key)
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
        "caveat_de": "str",
        "caveat_en": "str",
        "contact_role": "str",
        "next_update_on": "date",
        "comparator_key": "str",
        "minimum_values": "int64",
        "target_value_to": "float64",
        "goal_ags": "str",
    }
    parts = select(link.c.indicator_key, link.c.part_key).order_by(link.c.part_key)
    with reading(engine) as connection:
        found = frame(connection, statement, dtypes)
        found["parts"] = joined_sets(connection, parts, found["key"])
    return found


def targets(engine: Engine) -> pd.DataFrame:
    """All targets of all indicators, the main one first: indicator_key, year (missing where it
    counts every year), value, value_to (NaN unless it is an interval).
    """
    main, further = schema.indicator, schema.indicator_target
    both = union_all(
        select(
            main.c.key.label("indicator_key"),
            literal(0).label("turn"),
            main.c.target_year.label("year"),
            main.c.target_value.label("value"),
            main.c.target_value_to.label("value_to"),
        ).where(main.c.target_value.is_not(None)),
        select(
            further.c.indicator_key,
            literal(1),
            further.c.year,
            further.c.value,
            further.c.value_to,
        ),
    ).subquery()
    statement = select(both.c.indicator_key, both.c.year, both.c.value, both.c.value_to).order_by(
        both.c.indicator_key, both.c.turn, both.c.year, both.c.value
    )
    dtypes = {
        "indicator_key": "str",
        "year": "Int64",
        "value": "float64",
        "value_to": "float64",
    }
    with reading(engine) as connection:
        return frame(connection, statement, dtypes)
