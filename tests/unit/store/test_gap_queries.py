"""Decisions, transitions and offers by key, on both databases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from sqlalchemy import insert

from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.gaps import decisions, known_offers, transitions
from tests.unit.store.test_offer_queries import fill, offer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def add(url: str, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.metadata.tables[table]), list(rows))


def decision(ags: str, decided: date, until: date | None, reason: str) -> dict[str, Any]:
    return {
        "ags": ags,
        "life_phase_code": "0-3",
        "decided_on": decided,
        "valid_to": until,
        "body": "AG",
        "reason": reason,
    }


@pytest.fixture
def decided_url(migrated_url: str) -> str:
    fill(migrated_url, [])
    rows = [
        decision("03241001", date(2018, 1, 1), date(2020, 1, 1), "first"),
        decision("03241001", date(2019, 1, 1), None, "second"),
        decision("03241002", date(2019, 1, 1), date(2020, 6, 30), "until"),
    ]
    add(migrated_url, "gap_decision", rows)
    return migrated_url


@pytest.mark.parametrize(
    ("on", "reasons"),
    [
        (date(2017, 12, 31), {}),
        (date(2018, 1, 1), {"03241001": "first"}),
        (date(2019, 1, 1), {"03241001": "second", "03241002": "until"}),
        (date(2020, 6, 29), {"03241001": "second", "03241002": "until"}),
        (date(2020, 6, 30), {"03241001": "second"}),
    ],
)
def test_the_newest_decision_valid_on_the_day(
    decided_url: str, on: date, reasons: dict[str, str]
) -> None:
    found = decisions(reading_engine(decided_url), on=on, prefixes=())
    assert dict(zip(found["ags"], found["reason"], strict=True)) == reasons


def test_decisions_outside_the_extent_are_left_out(decided_url: str) -> None:
    engine = reading_engine(decided_url)
    found = decisions(engine, on=date(2019, 6, 1), prefixes=("03241002",))
    assert list(found["ags"]) == ["03241002"]
    assert found.loc[0, "decided_on"] == pd.Timestamp(2019, 1, 1)
    assert decisions(engine, on=date(2019, 6, 1), prefixes=("05",)).empty


def test_transitions_come_in_their_order(migrated_url: str) -> None:
    fill(migrated_url, [])
    assert transitions(reading_engine(migrated_url)).empty
    rows = [
        {
            "code": code,
            "position": place,
            "label_de": code,
            "label_en": code,
            "from_phase_code": start,
            "to_phase_code": end,
        }
        for code, place, start, end in (("b", 2, "0-3", "3-6"), ("a", 3, "s", "0-3"))
    ]
    add(migrated_url, "transition", rows)
    found = transitions(reading_engine(migrated_url))
    assert found.to_dict("list") == {
        "code": ["b", "a"],
        "from_phase_code": ["0-3", "s"],
        "to_phase_code": ["3-6", "0-3"],
    }


def test_offers_are_found_by_key_and_unknown_keys_are_not(migrated_url: str) -> None:
    fill(migrated_url, [offer("a", ags="03241001"), offer("b", ags=None)])
    found = known_offers(reading_engine(migrated_url), ("b", "a", "gone"))
    assert list(found["key"]) == ["a", "b"]
    assert list(found["ags"]) == ["03241001", ""]
    assert known_offers(reading_engine(migrated_url), ()).empty
