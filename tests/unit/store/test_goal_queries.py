"""Queries of the target system on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, insert

from lib.store import schema
from lib.store.engine import reading_engine
from lib.store.queries import goals as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

TOWN, ELSEWHERE = "03241001", "03352060"


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    writer = create_engine(migrated_url)
    with writer.begin() as connection:
        connection.execute(
            insert(schema.municipality),
            [
                {"ags": TOWN, "name": "A-Stadt", "area_km2": 10.0},
                {"ags": ELSEWHERE, "name": "Fernstadt", "area_km2": 10.0},
            ],
        )
        for record in GOALS:
            connection.execute(insert(schema.goal), record)
        connection.execute(insert(schema.indicator), INDICATORS)
        connection.execute(insert(schema.observation), OBSERVATIONS)
        connection.execute(insert(schema.institution_type), CODE)
        connection.execute(insert(schema.provider_sector), CODE)
        connection.execute(insert(schema.institution), INSTITUTION)
        connection.execute(insert(schema.offer), [offer("o1"), offer("o2")])
        connection.execute(insert(schema.measure), MEASURES)
        connection.execute(
            insert(schema.measure_offer),
            [{"measure_key": "m1", "offer_key": key} for key in ("o1", "o2")],
        )
    writer.dispose()
    reader = reading_engine(migrated_url)
    yield reader
    reader.dispose()


CODE = {"code": "x", "label_de": "x", "label_en": "x", "position": 1}
INSTITUTION = {"key": "inst", "name": "I", "type_code": "x", "sector_code": "x", "ags": TOWN}


def goal(key: str, level: int, position: int, **more: object) -> dict[str, object]:
    parent = more.get("parent_key")
    return {
        "key": key,
        "level": level,
        "parent_key": parent,
        "parent_level": level - 1 if parent else None,
        "position": position,
        "title_de": f"Ziel {key}",
        "title_en": "",
        "ags": more.get("ags"),
        "responsible_body": "",
    }


GOALS = [
    goal("L2", 1, 2),
    goal("L1", 1, 1),
    goal("M1", 2, 1, parent_key="L1"),
    goal("H1", 3, 2, parent_key="M1", ags=TOWN),
    goal("H2", 3, 1, parent_key="M1", ags=ELSEWHERE),
]


def indicator(key: str, position: int, **more: object) -> dict[str, object]:
    return {
        "key": key,
        "goal_key": more.get("goal_key"),
        "position": position,
        "name_de": key,
        "name_en": "",
        "definition_de": "",
        "definition_en": "",
        "unit": more.get("unit", "%"),
        "unit_en": more.get("unit_en", ""),
        "decimals": 1,
        "direction": 1,
        "kind": "reach_by_year" if "target_value" in more else "direction_only",
        "baseline_year": more.get("baseline_year"),
        "baseline_value": more.get("baseline_value"),
        "target_value": more.get("target_value"),
        "target_year": more.get("target_year"),
        "source": "Q",
        "accountability": "population",
        "impact_step": None,
    }


INDICATORS = [
    indicator("i2", 2, unit="Familien", unit_en="families"),
    indicator(
        "i1",
        1,
        goal_key="L1",
        baseline_year=2014,
        baseline_value=1.5,
        target_value=9.0,
        target_year=2025,
    ),
]
OBSERVATIONS = [
    {"indicator_key": "i1", "ags": None, "year": 2016, "value": 2.0, "is_series_break": True},
    {"indicator_key": "i1", "ags": None, "year": 2014, "value": 0.0, "is_series_break": False},
    {"indicator_key": "i1", "ags": TOWN, "year": 2019, "value": 7.0, "is_series_break": False},
]
MEASURES = [
    {
        "key": key,
        "goal_key": "M1",
        "title_de": key,
        "title_en": "",
        "responsible_body": "",
        "status": "running",
        "starts_on": day,
        "ends_on": None,
    }
    for key, day in (("m2", None), ("m1", date(2018, 2, 1)))
]


def offer(key: str) -> dict[str, object]:
    return {
        "key": key,
        "name": key,
        "institution_key": "inst",
        "status": "active",
        "minimum_age_years": 0,
        "maximum_age_years": 6,
        "valid_from": date(2015, 1, 1),
    }


def test_goals_of_the_extent_come_by_level_and_position(engine: Engine) -> None:
    frame = queries.goals(engine, prefixes=("03241",))
    assert frame["key"].tolist() == ["L1", "L2", "M1", "H1"]  # H2 lies outside the extent
    assert frame["parent_key"].tolist() == ["", "", "L1", "M1"]
    assert frame["ags"].tolist() == ["", "", "", TOWN]


def test_without_prefix_every_goal_is_in_the_extent(engine: Engine) -> None:
    assert set(queries.goals(engine, prefixes=())["key"]) == {"L1", "L2", "M1", "H1", "H2"}


def test_indicators_keep_what_is_missing_apart_from_zero(engine: Engine) -> None:
    frame = queries.indicators(engine).set_index("key")
    assert frame.index.tolist() == ["i1", "i2"]
    assert frame.loc["i1", "target_year"] == 2025
    assert frame.loc["i1", "baseline_value"] == 1.5
    assert frame["goal_key"].tolist() == ["L1", ""]
    assert frame[["unit", "unit_en"]].to_numpy().tolist() == [["%", ""], ["Familien", "families"]]
    assert frame.loc["i2", ["baseline_value", "target_value", "target_year"]].isna().all()


def test_observations_of_region_and_municipality_do_not_mix(engine: Engine) -> None:
    region = queries.observations(engine)
    assert region[["year", "value"]].to_numpy().tolist() == [[2014, 0.0], [2016, 2.0]]
    assert region["is_series_break"].tolist() == [False, True]
    assert queries.observations(engine, ags=TOWN)["value"].tolist() == [7.0]
    assert queries.observations(engine, indicator_key="i2").empty


def test_years_are_those_of_any_place_newest_first(engine: Engine) -> None:
    assert queries.observation_years(engine) == (2019, 2016, 2014)


def test_measures_count_their_offers(engine: Engine) -> None:
    frame = queries.measures(engine)
    assert frame["key"].tolist() == ["m1", "m2"]
    assert frame["offers_count"].tolist() == [2, 0]
    assert frame["starts_on"].isna().tolist() == [False, True]


def test_an_empty_database_gives_empty_frames(migrated_url: str) -> None:
    reader = reading_engine(migrated_url)
    assert queries.goals(reader, prefixes=()).empty
    assert queries.indicators(reader).empty
    assert queries.observation_years(reader) == ()
    reader.dispose()
