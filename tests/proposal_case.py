"""A small target system with decision sheets, made by hand: for insights and report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from lib.domain.indicator_status import Method
from lib.insights.cooperation import Scope
from lib.insights.proposal import proposal
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.state import DataState
from tests.cooperation_case import fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.insights.proposal_types import ProposalSheet

DAY = date(2021, 6, 30)
PREFIXES = ("03241",)
TOWN = "03241002"
STATE = DataState(7, True, DAY, date(2014, 1, 1))
GOALS = (
    ("L1", 1, None, None),
    ("M1", 2, "L1", None),
    ("H1", 3, "M1", None),
    ("H2", 3, "M1", None),
    ("H3", 3, "M1", TOWN),
)
#: 10 a year on the way to 100 in 2025: sun. Backwards: thunderstorm. Slowly: cloud. Too few values.
SERIES: dict[str, tuple[float, ...]] = {
    "sun": (10, 20, 30, 40, 50, 60),
    "storm": (60, 50, 40, 30, 20, 10),
    "cloud": (10, 11, 12, 13, 14, 15),
    "few": (10, 20),
}


def indicator(key: str, goal: str = "H1", **more: object) -> dict[str, object]:
    return {
        "key": key,
        "goal_key": goal,
        "position": 1,
        "name_de": f"Name {key}",
        "name_en": f"Name {key}",
        "unit": "%",
        "decimals": 0,
        "direction": 1,
        "kind": "reach_by_year",
        "target_value": 100.0,
        "target_year": 2025,
        "source": "Quelle",
        "accountability": "population",
        "comparator_key": None,
        "target_value_to": None,
        **more,
    }


def measure(key: str, status: str = "running", goal: str = "H1", **more: object) -> dict[str, Any]:
    days = dict.fromkeys(("starts_on", "ends_on", "funding_ends_on"))
    return {
        "key": key,
        "goal_key": goal,
        "title_de": f"Maßnahme {key}",
        "title_en": f"Measure {key}",
        "status": status,
        **days,
        **more,
    }


def sheet(key: str, decides_on: date | None, goal: str = "H1", **more: object) -> dict[str, object]:
    return {
        "key": key,
        "goal_key": goal,
        "body": f"Gremium {key}",
        "decides_on": decides_on,
        "situation_de": f"Lage {key}",
        "situation_en": "",
        "decision_de": f"Beschluss {key}",
        "decision_en": f"Decision {key}",
        **more,
    }


def option(key: str, position: int, title: str = "Weg") -> dict[str, object]:
    words = {"title_de": f"{title} {position}", "title_en": "", "text_de": "", "text_en": ""}
    return {"proposal_key": key, "position": position, **words}


def build(
    url: str,
    *,
    indicators: Sequence[Mapping[str, object]] = (),
    measures: Sequence[Mapping[str, object]] = (),
    milestones: Sequence[Mapping[str, object]] = (),
    sheets: Sequence[Mapping[str, object]] = (),
    options: Sequence[Mapping[str, object]] = (),
    cooperations: Sequence[Mapping[str, object]] = (),
    parts: Sequence[Mapping[str, object]] = (),
    ratings: Sequence[tuple[str, str, int]] = (),
    town_values: Mapping[str, Sequence[float]] | None = None,
) -> None:
    """Write the case; an indicator takes the values of `SERIES` that its key begins with."""
    fill(url, ratings)
    series = [
        *((row["key"], None, SERIES[str(row["key"]).split("-")[0]]) for row in indicators),
        *((key, TOWN, tuple(values)) for key, values in (town_values or {}).items()),
    ]
    values = [
        {"indicator_key": key, "ags": ags, "year": 2015 + place, "value": float(value)}
        for key, ags, numbers in series
        for place, value in enumerate(numbers)
    ]
    goals = [
        {
            "key": key,
            "level": level,
            "parent_key": parent,
            "parent_level": level - 1 if parent else None,
            "position": place,
            "title_de": f"Ziel {key}.",
            "title_en": f"Goal {key}.",
            "ags": ags,
        }
        for place, (key, level, parent, ags) in enumerate(GOALS)
    ]
    groups: list[tuple[Any, Sequence[Mapping[str, object]]]] = [
        (schema.goal, goals),
        (schema.indicator, indicators),
        (schema.indicator_part, parts),
        (schema.observation, values),
        (schema.measure, measures),
        (schema.milestone, milestones),
        (schema.proposal, sheets),
        (schema.proposal_option, options),
        (schema.goal_cooperation, cooperations),
    ]
    with writing_engine(url).begin() as connection:
        for table, rows in groups:
            if rows:
                connection.execute(insert(table), [dict(row) for row in rows])


def scope_of(url: str, *, shows: bool = True) -> Scope:
    known = lists(reading_engine(url), prefixes=PREFIXES)
    return Scope(
        shows_single_pairs=shows,
        prefixes=PREFIXES,
        state=STATE,
        types=known.codes["institution_type"],
        waves=known.waves,
    )


def sheet_of(
    url: str,
    goal: str = "H1",
    *,
    key: str = "",
    ags: str = "",
    method: Method = Method.WEATHER,
    shows: bool = True,
) -> ProposalSheet:
    engine = reading_engine(url)
    return proposal(
        engine,
        goal_key=goal,
        proposal_key=key,
        ags=ags,
        year=2020,
        method=method,
        extent_name="Region Hannover",
        scope=scope_of(url, shows=shows),
        lists=lists(engine, prefixes=PREFIXES),
    )
