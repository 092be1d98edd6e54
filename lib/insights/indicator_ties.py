"""What belongs to an indicator: its goal, the measures taken for it, and their offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.domain.vocabulary import GoalLevel, MeasureStatus
from lib.insights.indicator_page_types import TiedMeasure
from lib.store.queries import goals as queries
from lib.store.queries.goal_offers import goal_offers
from lib.text import Label, Message, msg

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from lib.store.engine import Engine


def goal_of(goals: pd.DataFrame, key: str) -> tuple[str, Message] | None:
    """Key and name of an indicator's goal; None where it has none."""
    found = goals[goals["key"] == key]
    if found.empty:
        return None
    record = found.iloc[0]
    title = Label(str(record["title_de"]), str(record["title_en"] or record["title_de"]))
    level = GoalLevel(int(record["level"]))
    if level is GoalLevel.STRATEGIC:
        return key, msg("Strategic goal: {title}", title=title)
    if level is GoalLevel.INTERMEDIATE:
        return key, msg("Intermediate goal: {title}", title=title)
    return key, msg("Operational goal: {title}", title=title)


def tied_measures(
    engine: Engine, goals: pd.DataFrame, key: str, *, on: date, prefixes: tuple[str, ...]
) -> tuple[TiedMeasure, ...]:
    """Measures of a goal and of the goals below it, with their offers that are active on a day."""
    keys = _with_below(goals, key)
    if not keys:
        return ()
    offers = goal_offers(engine, keys, on=on, prefixes=prefixes)
    active = offers[offers["is_active"]]
    of_measure: dict[str, list[tuple[str, str]]] = {}
    for measure, offer, name in zip(
        active["measure_key"], active["key"], active["name"], strict=True
    ):
        of_measure.setdefault(str(measure), []).append((str(offer), str(name)))
    rows = queries.measures(engine)
    return tuple(
        TiedMeasure(
            key=str(row["key"]),
            goal_key=str(row["goal_key"]),
            title=Label(str(row["title_de"]), str(row["title_en"] or row["title_de"])),
            status=MeasureStatus(row["status"]),
            responsible_body=str(row["responsible_body"]),
            offers=tuple(of_measure.get(str(row["key"]), ())),
        )
        for row in rows[rows["goal_key"].isin(keys)].to_dict("records")
    )


def _with_below(goals: pd.DataFrame, key: str) -> tuple[str, ...]:
    """Keys of a goal and of all goals below it."""
    parents = dict(zip(goals["key"], goals["parent_key"], strict=True))
    if key not in parents:
        return ()
    found = [key]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return tuple(found)
