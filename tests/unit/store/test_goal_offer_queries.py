"""Offers of goals on SQLite and PostgreSQL, against a case counted by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, insert

from lib.store import schema
from lib.store.engine import reading_engine
from lib.store.queries import goal_offers as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

A, B, FAR = "03241001", "03241002", "03352060"
EXTENT = ("03241",)
DAY = date(2021, 6, 30)


def code(name: str, position: int = 1, **more: object) -> dict[str, object]:
    return {"code": name, "position": position, "label_de": name, "label_en": name, **more}


def goal(key: str, level: int, parent: str | None = None) -> dict[str, object]:
    return {
        "key": key,
        "level": level,
        "parent_key": parent,
        "parent_level": level - 1 if parent else None,
        "position": 1,
        "title_de": key,
        "title_en": "",
        "ags": None,
        "responsible_body": "",
    }


def offer(key: str, ags: str | None, ages: tuple[int, int], **more: object) -> dict[str, object]:
    return {
        "key": key,
        "name": key.upper(),
        "institution_key": "inst",
        "status": "active",
        "minimum_age_years": ages[0],
        "maximum_age_years": ages[1],
        "valid_from": date(2015, 1, 1),
        "valid_to": None,
        "ags": ags,
        "is_region_wide": ags is None,
        **more,
    }


OFFERS = [
    offer("o1", A, (0, 2)),  # also serves B
    offer("o2", A, (0, 6), valid_to=DAY),  # ended on the day itself
    offer("o3", None, (3, 5)),
    offer("o4", B, (0, 2)),  # no measure
    offer("o5", FAR, (0, 2)),  # outside the extent
    offer("o6", B, (2, 3)),  # spans the border, linked to two measures
    offer("o7", B, (0, 1)),  # names the transition; of the other goal
]
LINKS = [("m1", "o1"), ("m1", "o2"), ("m1", "o3"), ("m1", "o5"), ("m1", "o6"), ("m2", "o6")]


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    writer = create_engine(migrated_url)
    places = [{"ags": ags, "name": ags, "area_km2": 1.0} for ags in (A, B, FAR)]
    phases = [
        code("0-3", 1, age_from_years=0, age_to_years=3),
        code("3-6", 2, age_from_years=3, age_to_years=6),
    ]
    between = code("kita", from_phase_code="0-3", to_phase_code="3-6")
    measures = [
        {"key": key, "goal_key": of, "title_de": key, "title_en": "", "status": "running"}
        for key, of in (("m1", "H1"), ("m2", "H1"), ("m3", "H2"))
    ]
    links = [{"measure_key": m, "offer_key": o} for m, o in [*LINKS, ("m3", "o7")]]
    host = {"key": "inst", "name": "I", "type_code": "x", "sector_code": "x", "ags": A}
    with writer.begin() as connection:
        connection.execute(insert(schema.municipality), places)
        connection.execute(insert(schema.life_phase), phases)
        connection.execute(insert(schema.transition), between)
        connection.execute(insert(schema.institution_type), code("x"))
        connection.execute(insert(schema.provider_sector), code("x"))
        connection.execute(insert(schema.institution), host)
        for record in (goal("L", 1), goal("M", 2, "L"), goal("H1", 3, "M"), goal("H2", 3, "M")):
            connection.execute(insert(schema.goal), record)
        connection.execute(insert(schema.offer), OFFERS)
        connection.execute(insert(schema.offer_service_area), {"offer_key": "o1", "ags": B})
        served_at_home = {"offer_key": "o6", "ags": B}  # named twice, counts once
        connection.execute(insert(schema.offer_service_area), served_at_home)
        named = {"offer_key": "o7", "transition_code": "kita"}
        connection.execute(insert(schema.offer_transition), named)
        connection.execute(insert(schema.measure), measures)
        connection.execute(insert(schema.measure_offer), links)
    writer.dispose()
    reader = reading_engine(migrated_url)
    yield reader
    reader.dispose()


def test_offers_of_a_goal_are_those_of_its_measures_within_the_extent(engine: Engine) -> None:
    frame = queries.goal_offers(engine, ("H1",), on=DAY, prefixes=EXTENT)
    found = list(zip(frame["key"], frame["measure_key"], frame["is_active"], strict=True))
    assert found == [
        ("o1", "m1", True),
        ("o2", "m1", False),
        ("o3", "m1", True),
        ("o6", "m1", True),
        ("o6", "m2", True),
    ]
    assert frame.loc[2, "ags"] == ""
    assert frame.loc[2, "is_region_wide"]


def test_an_offer_counts_where_it_takes_place_and_where_it_serves(engine: Engine) -> None:
    frame = queries.goal_offer_places(engine, ("H1",), on=DAY, prefixes=EXTENT)
    found = list(zip(frame["key"], frame["ags"], strict=True))
    assert found == [("o1", A), ("o1", B), ("o6", B)]


def test_an_offer_serves_phases_by_age_and_transitions_by_name_or_border(engine: Engine) -> None:
    frame = queries.goal_offer_columns(engine, ("H1", "H2"), on=DAY, prefixes=EXTENT)
    found = set(zip(frame["key"], frame["code"], frame["is_transition"], strict=True))
    assert found == {
        ("o1", "0-3", False),
        ("o3", "3-6", False),
        ("o6", "0-3", False),
        ("o6", "3-6", False),
        ("o6", "kita", True),  # one year before the border, one after it
        ("o7", "0-3", False),
        ("o7", "kita", True),  # by name
    }


def test_offers_without_a_goal_are_active_and_linked_to_no_measure(engine: Engine) -> None:
    frame = queries.offers_without_goal(engine, on=DAY, prefixes=EXTENT)
    assert frame["key"].tolist() == ["o4"]
    assert queries.offers_without_goal(engine, on=DAY, prefixes=EXTENT, ags=A).empty
    assert queries.active_offers_count(engine, on=DAY, prefixes=EXTENT) == 5
    assert queries.active_offers_count(engine, on=DAY, prefixes=EXTENT, ags=B) == 3
    before = date(2021, 6, 29)
    assert queries.active_offers_count(engine, on=before, prefixes=EXTENT) == 6
