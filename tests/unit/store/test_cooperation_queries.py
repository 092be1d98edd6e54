"""Cooperation queries on both databases: who belongs, what is read, what stays outside."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
from sqlalchemy import insert, update

from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
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


def change(url: str, key: str, **values: object) -> None:
    with writing_engine(url).begin() as connection:
        host = schema.institution
        connection.execute(update(host).where(host.c.key == key).values(**values))


def keys(url: str, wave: str) -> set[str]:
    asked = RatingFilter(wave=wave)
    return set(queries.institutions(reading_engine(url), asked, prefixes=REGION)["key"])


def test_closed_institutions_leave_with_the_wave_that_begins_after_them(migrated_url: str) -> None:
    fill(migrated_url, [])
    change(migrated_url, "k1", closed_on=date(2020, 9, 1))  # the first day of the wave of 2020
    change(migrated_url, "k2", closed_on=date(2020, 9, 2))
    everyone = {"k1", "k2", "k3", "k4", "s1", "s2", "s3", "a1"}
    assert keys(migrated_url, "2018") == everyone
    assert keys(migrated_url, "2020") == everyone - {"k1"}
    assert keys(migrated_url, "unknown") == everyone


def test_institutions_name_their_sector(migrated_url: str) -> None:
    fill(migrated_url, [])
    asked = RatingFilter(wave="2020")
    frame = queries.institutions(reading_engine(migrated_url), asked, prefixes=REGION)
    assert list(frame) == ["key", "name", "type_code", "sector_code", "ags"]
    assert set(frame["sector_code"]) == {"x"}


def test_talks_are_the_newest_day_of_all_waves(migrated_url: str) -> None:
    stated = [
        pair("k1", "s1", wave_code="2018", talked_on=date(2019, 5, 1), agreed_on=date(2018, 1, 1)),
        pair("k1", "s1", talked_on=None, agreed_on=date(2020, 3, 1)),
        pair("k1", "k2", talked_on=date(2019, 5, 1), agreed_on=date(2018, 1, 1)),
        pair("k1", "k3", next_step="Reden", talked_on=None, agreed_on=None),
    ]
    columns = ("talked_on", "agreed_on")
    fill(
        migrated_url,
        [],
        pairs=[{**dict.fromkeys(columns), **row} for row in stated],
    )
    engine = reading_engine(migrated_url)
    found = queries.talks(engine)
    assert list(found.itertuples(index=False, name=None)) == [
        ("k1", "k2", pd.Timestamp("2019-05-01")),
        ("k1", "s1", pd.Timestamp("2020-03-01")),
    ]
    said = queries.pairs(engine, wave="2020").set_index("institution_b_key")["talked_on"]
    assert said["k2"] == pd.Timestamp("2019-05-01")
    assert said[["k3", "s1"]].isna().all()


def test_successors_lead_to_the_last_one(migrated_url: str) -> None:
    fill(migrated_url, [])
    assert queries.successors(reading_engine(migrated_url)).empty
    change(migrated_url, "k1", successor_key="k2", closed_on=date(2019, 12, 31))
    change(migrated_url, "k2", successor_key="k3")
    change(migrated_url, "s1", successor_key="s2")  # a circle, which no import lets in
    change(migrated_url, "s2", successor_key="s1")
    found = queries.successors(reading_engine(migrated_url))
    assert dict(zip(found["key"], found["successor_key"], strict=True)) == {"k1": "k3", "k2": "k3"}
    assert found["closed_on"].tolist()[0] == pd.Timestamp("2019-12-31")
    assert found["closed_on"].isna().tolist() == [False, True]


def test_history_of_a_pair_in_both_directions(migrated_url: str) -> None:
    fill(migrated_url, [("k1", "s1", 1), ("s1", "k2", 2)], wave="2018")
    with writing_engine(migrated_url).begin() as connection:
        rows = [("k2", "s1", 3), ("s1", "k1", 4), ("k1", "k2", 5), ("k3", "s1", 0)]
        rating = {"wave_code": "2020", "rated_on": DAY, "knowledge_level": 2}
        values = [rating | {"rater_key": a, "rated_key": b, "level": n} for a, b, n in rows]
        connection.execute(insert(schema.cooperation_rating), values)
    found = queries.pair_history(reading_engine(migrated_url), keys_a=("k1", "k2"), keys_b=("s1",))
    sides = ["wave_code", "rater_key", "rated_key", "level"]
    assert list(found[sides].itertuples(index=False, name=None)) == [
        ("2018", "k1", "s1", 1),
        ("2018", "s1", "k2", 2),
        ("2020", "k2", "s1", 3),
        ("2020", "s1", "k1", 4),
    ]
    assert found["knowledge_level"].isna().tolist() == [True, True, False, False]
    nobody = queries.pair_history(reading_engine(migrated_url), keys_a=(), keys_b=("s1",))
    assert nobody.empty


def test_reflection_questions_keep_their_order(migrated_url: str) -> None:
    questions = [
        {"code": "b", "position": 1, "criterion": "", "text_de": "Warum?", "text_en": "Why?"},
        {"code": "a", "position": 2, "criterion": "regularity_level", "text_de": "Wie oft?"},
    ]
    with writing_engine(migrated_url).begin() as connection:
        for row in questions:
            connection.execute(insert(schema.reflection_question), row)
    found = queries.reflection_questions(reading_engine(migrated_url))
    assert found["code"].tolist() == ["b", "a"]
    assert found["criterion"].tolist() == ["", "regularity_level"]
    assert found["text_en"].tolist() == ["Why?", ""]


def test_days_of_the_waves(migrated_url: str) -> None:
    fill(migrated_url, [])
    found = queries.wave_days(reading_engine(migrated_url))
    assert found["code"].tolist() == ["2020", "2018"]
    assert found["starts_on"].tolist()[0] == pd.Timestamp("2020-09-01")
    assert found["ends_on"].tolist()[1] == pd.Timestamp("2018-12-01")
