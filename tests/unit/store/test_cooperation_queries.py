"""Cooperation queries on both databases: who belongs, what is read, what stays outside."""

from __future__ import annotations

import math
from datetime import date

from lib.store.engine import reading_engine
from lib.store.queries import cooperation as queries
from lib.store.queries.cooperation import RatingFilter
from tests.cooperation_case import DAY, fill, pair

RATINGS = [("k1", "s1", 3), ("s1", "k1", 0), ("k1", "k3", 2), ("k3", "a1", 5), ("far", "k1", 4)]
REGION = ("03241",)


def ends(url: str, prefixes: tuple[str, ...] = REGION, **chosen: str) -> list[tuple[str, str]]:
    asked = RatingFilter(**{"wave": "2020", **chosen})
    frame = queries.ratings(reading_engine(url), asked, prefixes=prefixes)
    return list(zip(frame["rater_key"], frame["rated_key"], strict=True))


def test_ratings_of_a_wave(migrated_url: str) -> None:
    fill(migrated_url, RATINGS, criteria={("k1", "s1"): (4, None, 0)})
    frame = queries.ratings(
        reading_engine(migrated_url), RatingFilter(wave="2020"), prefixes=REGION
    )
    first = frame.set_index(["rater_key", "rated_key"]).loc[("k1", "s1")]
    assert first[["rater_name", "rater_type", "rated_name", "rated_type"]].tolist() == [
        "Haus k1",
        "kita",
        "Haus s1",
        "schule",
    ]
    assert (first["level"], first["knowledge_level"], first["regularity_level"]) == (3, 4.0, 0.0)
    assert math.isnan(first["bindingness_level"])  # not rated is not level 0
    assert first["rated_on"].date() == DAY


def test_an_unknown_wave_keeps_columns_and_types(migrated_url: str) -> None:
    fill(migrated_url, RATINGS)
    frame = queries.ratings(reading_engine(migrated_url), RatingFilter(wave=""), prefixes=REGION)
    assert frame.empty
    assert str(frame["level"].dtype) == "int64"


def test_municipality_needs_both_sides_and_keeps_the_whole_region(migrated_url: str) -> None:
    fill(migrated_url, RATINGS)
    assert ends(migrated_url) == [("k1", "k3"), ("k1", "s1"), ("k3", "a1"), ("s1", "k1")]
    assert ends(migrated_url, ags="03241001") == [("k1", "s1"), ("s1", "k1")]
    assert ends(migrated_url, ags="03241002") == [("k3", "a1")]


def test_life_phase_needs_both_sides(migrated_url: str) -> None:
    fill(migrated_url, RATINGS, phases=("k1", "k3"))
    assert ends(migrated_url, life_phase="0-3") == [("k1", "k3")]


def test_extent(migrated_url: str) -> None:
    fill(migrated_url, RATINGS)
    assert ("far", "k1") in ends(migrated_url, prefixes=())
    assert ("far", "k1") not in ends(migrated_url)


def test_institutions_without_ratings_are_listed(migrated_url: str) -> None:
    fill(migrated_url, [])
    engine = reading_engine(migrated_url)
    everyone = queries.institutions(engine, RatingFilter(wave=""), prefixes=REGION)
    assert len(everyone) == 8
    assert everyone.set_index("key")["ags"]["a1"] == ""
    town = queries.institutions(engine, RatingFilter(wave="", ags="03241002"), prefixes=REGION)
    assert set(town["key"]) == {"k3", "k4", "s2", "a1"}


def test_pairs_and_agreements(migrated_url: str) -> None:
    agreement = {
        "key": "v",
        "institution_a_key": "k1",
        "institution_b_key": "s1",
        "title": "T",
        "valid_from": date(2019, 1, 1),
        "valid_to": None,
    }
    stated = pair("k1", "s1", agreed_level=0, next_step="Reden", next_step_due_on=DAY)
    fill(migrated_url, [], pairs=[stated, pair("k1", "k2")], agreements=[agreement])
    engine = reading_engine(migrated_url)
    pairs = queries.pairs(engine, wave="2020").set_index("institution_b_key")
    assert pairs.loc["s1", "agreed_level"] == 0.0
    assert math.isnan(pairs.loc["k2", "agreed_level"])
    assert pairs.loc["s1", "next_step_due_on"].date() == DAY
    assert queries.pairs(engine, wave="2018").empty
    found = queries.agreements(engine)
    assert found["title"].tolist() == ["T"]
    assert found["valid_to"].isna().all()
