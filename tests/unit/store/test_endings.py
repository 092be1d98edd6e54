"""Offers that may end, on SQLite and PostgreSQL: the edges of days, places and ages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries import endings
from tests.cooperation_case import fill

DAY, LAST = date(2020, 12, 31), date(2021, 12, 31)
A, B = "03241001", "03241002"
HERE = ("03241",)


def offer(key: str, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "name": f"Angebot {key}",
        "description": "",
        "institution_key": "k1",
        "status": "active",
        "minimum_age_years": 0,
        "maximum_age_years": 2,
        "valid_from": date(2019, 1, 1),
        "valid_to": None,
        "ags": A,
        "is_region_wide": False,
        **more,
    }


OFFERS = [
    offer("last-day", valid_to=date(2022, 1, 1)),
    offer("day-after", valid_to=date(2022, 1, 2)),
    offer("over", valid_to=DAY),
    offer("withdrawn", valid_to=date(2021, 6, 1), status="inactive"),
    offer("measured", ags=B, minimum_age_years=2, maximum_age_years=5),
    offer("wide", ags=None, is_region_wide=True, valid_to=date(2021, 6, 1)),
    offer("far", ags="99000001", valid_to=date(2021, 6, 1)),
    offer("serves-b", valid_to=date(2021, 3, 1)),
]
GOAL = {"level": 1, "position": 1, "title_de": "Z", "title_en": "", "responsible_body": ""}


@pytest.fixture
def url(migrated_url: str) -> str:
    fill(migrated_url, [])
    tables = schema.metadata.tables
    later = {"position": 2, "label_de": "", "label_en": "", "children_indicator_code": None}
    later |= {"code": "3-6", "age_from_years": 3, "age_to_years": 6}
    border = {"position": 1, "label_de": "", "label_en": "", "code": "kita"}
    border |= {"from_phase_code": "0-3", "to_phase_code": "3-6"}
    measure = {"key": "m", "goal_key": "z", "title_de": "M", "status": "running"}
    groups: list[tuple[str, list[dict[str, Any]]]] = [
        ("life_phase", [later]),
        ("transition", [border]),
        ("offer", OFFERS),
        ("offer_service_area", [{"offer_key": "serves-b", "ags": B}]),
        ("offer_transition", [{"offer_key": "last-day", "transition_code": "kita"}]),
        ("goal", [{"key": "z", **GOAL}]),
        ("measure", [measure]),
        ("measure_offer", [{"measure_key": "m", "offer_key": "measured"}]),
    ]
    with writing_engine(migrated_url).begin() as connection:
        for name, rows in groups:
            connection.execute(insert(tables[name]), rows)
    return migrated_url


def found(url: str, ags: str = "") -> set[str]:
    engine = reading_engine(url)
    return set(
        endings.offers_that_may_end(engine, on=DAY, last=LAST, prefixes=HERE, ags=ags)["key"]
    )


def test_active_offers_with_a_last_day_in_time_or_a_measure(url: str) -> None:
    assert found(url) == {"last-day", "measured", "wide", "serves-b"}
    assert found(url, A) == {"last-day", "serves-b"}
    assert found(url, B) == {"measured", "serves-b"}


def test_named_transitions_and_counts_by_age(url: str) -> None:
    engine = reading_engine(url)
    named = endings.transitions_that_may_end(engine, on=DAY, last=LAST, prefixes=HERE)
    assert named.to_numpy().tolist() == [["last-day", "kita"]]
    ages = endings.active_ages(engine, on=DAY, prefixes=HERE)
    assert sorted(map(tuple, ages.to_numpy().tolist())) == [
        ("", 0, 2, 4),
        ("", 2, 5, 1),
        ("kita", 0, 2, 1),
    ]


def test_links_of_the_chain_with_their_ages(url: str) -> None:
    links = endings.chain_links(reading_engine(url))
    assert links.to_numpy().tolist() == [
        ["0-3", 0, 3, "0-3", "0-3", False],
        ["3-6", 3, 6, "3-6", "3-6", False],
        ["kita", 3, 6, "0-3", "3-6", True],
    ]


def test_measures_of_a_place_and_offers_of_a_measure(url: str) -> None:
    engine = reading_engine(url)
    assert endings.measures_of_place(engine, B) == {"m"}
    assert endings.measures_of_place(engine, A) == frozenset()
    offers = endings.offers_of_measure(engine, "m")
    assert offers[["key", "institution_name"]].to_numpy().tolist() == [["measured", "Haus k1"]]
    assert endings.offers_of_measure(engine, "none").empty
