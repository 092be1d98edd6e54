"""What goals are tied to: life phases, targets, parts, measures, cooperation, proposals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, insert

from lib.store import schema
from lib.store.engine import reading_engine
from lib.store.queries import goal_links, measures
from lib.store.queries import goals as queries
from tests.unit.store.test_goal_queries import CODE, INSTITUTION, TOWN, goal, indicator, offer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

ELSEWHERE = "03352060"
LABELS = {"label_de": "x", "label_en": "x"}
PHASES = [
    # the codes are not in the order of the phases
    {"code": "b-klein", "position": 1, "age_from_years": 0, "age_to_years": 3, **LABELS},
    {"code": "a-gross", "position": 2, "age_from_years": 3, "age_to_years": 6, **LABELS},
    {"code": "c-schule", "position": 3, "age_from_years": 6, "age_to_years": 10, **LABELS},
]
BORDERS = [
    {"code": "kita", "position": 1, "from_phase_code": "b-klein", "to_phase_code": "a-gross",
     **LABELS},
    {"code": "schule", "position": 2, "from_phase_code": "a-gross", "to_phase_code": "c-schule",
     **LABELS},
]  # fmt: skip


def measure(key: str, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "goal_key": "L1",
        "title_de": key,
        "title_en": "",
        "status": "running",
        "responsible_body": "",
        **more,
    }


def aged(key: str, low: int, high: int, **more: Any) -> dict[str, Any]:
    return offer(key) | {"minimum_age_years": low, "maximum_age_years": high, "ags": TOWN} | more


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    writer = create_engine(migrated_url)
    with writer.begin() as connection:
        for table, rows in ROWS:
            for row in rows:
                connection.execute(insert(table), row)
    writer.dispose()
    reader = reading_engine(migrated_url)
    yield reader
    reader.dispose()


TARGET = {"target_value": 9.0, "target_year": 2025}
ROWS: list[tuple[Any, list[dict[str, Any]]]] = [
    (
        schema.municipality,
        [{"ags": ags, "name": ags, "area_km2": 1.0} for ags in (TOWN, ELSEWHERE)],
    ),
    (schema.life_phase, PHASES),
    (schema.transition, BORDERS),
    (schema.institution_type, [CODE, CODE | {"code": "y"}]),
    (schema.provider_sector, [CODE]),
    (schema.institution, [INSTITUTION]),
    (schema.goal, [goal("L1", 1, 1), goal("L2", 1, 2)]),
    (
        schema.goal_life_phase,
        [{"goal_key": "L1", "life_phase_code": code} for code in ("a-gross", "b-klein")],
    ),
    (schema.goal_cooperation, [
        {"goal_key": "L1", "type_a_code": "x", "type_b_code": "y", "wanted_level": 3},
        {"goal_key": "L1", "type_a_code": "x", "type_b_code": "x", "wanted_level": 2},
    ]),
    (schema.indicator, [
        indicator("i1", 1, goal_key="L1", **TARGET) | {"target_value_to": 11.0},
        indicator("i2", 2, **TARGET) | {"comparator_key": "i1", "next_update_on": date(2021, 3, 1)},
        indicator("k", 3) | {"minimum_values": 4},
    ]),
    (schema.indicator_part, [{"indicator_key": "k", "part_key": key} for key in ("i2", "i1")]),
    (schema.indicator_target, [
        {"indicator_key": "i1", "year": 2030, "value": 12.0},
        {"indicator_key": "i1", "year": 2022, "value": 5.0, "value_to": 6.0},
        {"indicator_key": "k", "year": None, "value": 1.0},
    ]),
    (schema.offer, [
        aged("o-klein", 0, 2),
        aged("o-beide", 2, 3),
        aged("o-genannt", 4, 4),
        aged("o-lose", 0, 2, ags=None),
        aged("o-fern", 0, 2, ags=ELSEWHERE),
        aged("o-alt", 0, 2, valid_to=date(2016, 1, 1)),
    ]),
    (schema.offer_transition, [{"offer_key": "o-genannt", "transition_code": "schule"}]),
    (schema.measure, [
        measure("m2", goal_key="L2"),
        measure("m1", funding_source="Land", funding_ends_on=date(2022, 6, 30),
                budget_note_de="12.000 €"),
    ]),
    (
        schema.measure_offer,
        [{"measure_key": "m1", "offer_key": key} for key in ("o-klein", "o-beide", "o-genannt")],
    ),
    (schema.milestone, [
        {"key": "b", "measure_key": "m1", "title_de": "B", "due_on": date(2021, 5, 1)},
        {"key": "a", "measure_key": "m2", "title_de": "A", "due_on": date(2021, 4, 1),
         "done_on": date(2021, 4, 3)},
    ]),
    (schema.proposal, [
        {"key": "offen", "goal_key": "L1", "body": "A"},
        {"key": "spaet", "goal_key": "L2", "body": "B", "decides_on": date(2021, 9, 1)},
        {"key": "bald", "goal_key": "L1", "body": "C", "decides_on": date(2021, 8, 1)},
    ]),
    (schema.proposal_option, [
        {"proposal_key": "bald", "position": 2, "title_de": "Zwei"},
        {"proposal_key": "bald", "position": 1, "title_de": "Eins", "text_de": "weil"},
    ]),
]  # fmt: skip


def test_goals_name_their_life_phases_in_order(engine: Engine) -> None:
    assert queries.goals(engine, prefixes=())["life_phases"].tolist() == ["b-klein|a-gross", ""]


def test_indicators_name_comparator_parts_and_interval(engine: Engine) -> None:
    frame = queries.indicators(engine).set_index("key")
    assert frame["comparator_key"].tolist() == ["", "i1", ""]
    assert frame["parts"].tolist() == ["", "", "i1|i2"]
    assert frame["minimum_values"].tolist() == [6, 6, 4]
    assert frame.loc["i1", "target_value_to"] == 11.0
    assert frame["next_update_on"].isna().tolist() == [True, False, True]


def test_all_targets_the_main_one_first(engine: Engine) -> None:
    frame = queries.targets(engine)
    found = [tuple(None if cell != cell else cell for cell in row)  # noqa: PLR0124 - not a number
             for row in frame.astype(object).where(frame.notna(), None).to_numpy()]  # fmt: skip
    assert found == [
        ("i1", 2025, 9.0, 11.0),
        ("i1", 2022, 5.0, 6.0),
        ("i1", 2030, 12.0, None),
        ("i2", 2025, 9.0, None),
        ("k", None, 1.0, None),
    ]


def test_measures_name_budget_funding_and_offers(engine: Engine) -> None:
    frame = measures.measures(engine).set_index("key")
    assert frame.index.tolist() == ["m1", "m2"]
    assert frame["offer_keys"].tolist() == ["o-beide|o-genannt|o-klein", ""]
    assert frame["offers_count"].tolist() == [3, 0]
    assert frame["funding_source"].tolist() == ["Land", ""]
    assert frame["funding_ends_on"].isna().tolist() == [False, True]
    assert frame.loc["m1", "budget_note_de"] == "12.000 €"


def test_milestones_by_day(engine: Engine) -> None:
    frame = measures.milestones(engine)
    assert frame["key"].tolist() == ["a", "b"]
    assert frame["done_on"].isna().tolist() == [False, True]


def test_cooperation_that_goals_need(engine: Engine) -> None:
    frame = goal_links.goal_cooperations(engine)
    assert frame.to_numpy().tolist() == [["L1", "x", "x", 2], ["L1", "x", "y", 3]]


def test_the_next_decision_comes_first_and_options_in_order(engine: Engine) -> None:
    assert goal_links.proposals(engine)["key"].tolist() == ["bald", "spaet", "offen"]
    options = goal_links.proposal_options(engine)
    assert options["title_de"].tolist() == ["Eins", "Zwei"]
    assert options["text_de"].tolist() == ["weil", ""]


def test_an_empty_database_gives_typed_empty_frames(migrated_url: str) -> None:
    reader = reading_engine(migrated_url)
    for frame in (
        queries.targets(reader),
        measures.measures(reader),
        measures.milestones(reader),
        goal_links.goal_cooperations(reader),
        goal_links.proposals(reader),
        goal_links.proposal_options(reader),
    ):
        assert frame.empty
        assert len(frame.columns) > 0
    assert measures.measures(reader)["offer_keys"].dtype == "str"
    assert queries.publication_days(reader) == ()
    reader.dispose()
