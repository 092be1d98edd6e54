"""State, import log, sources and completeness, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from sqlalchemy import insert, make_url, text

from lib.domain.errors import StoreEmptyError
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries import inventory, state

LATE_EVENING = datetime(2020, 12, 31, 23, 30, tzinfo=UTC)
ON = date(2021, 6, 30)


def put(url: str, **tables: list[dict[str, object]]) -> None:
    engine = writing_engine(url)
    with engine.begin() as connection:
        for name, rows in tables.items():
            for row in rows:
                connection.execute(insert(schema.metadata.tables[name]), row)
    engine.dispose()


def batch(number: int, table: str, *, is_sample: bool = False, at: datetime = LATE_EVENING):
    return {
        "id": number,
        "file_name": f"{table}.csv",
        "table_name": table,
        "sha256": str(number) * 64,
        "imported_at": at,
        "rows_added": number,
        "rows_updated": 0,
        "rows_unchanged": 0,
        "is_sample": is_sample,
    }


PLACE = {"ags": "03241001", "name": "Hannover", "area_km2": 204.0}
LABELS = {"position": 1, "label_de": "x", "label_en": "x"}
LISTS = {
    "municipality": [PLACE],
    "institution_type": [{"code": "kita", **LABELS}],
    "provider_sector": [{"code": "frei", **LABELS}],
    "field_of_action": [{"code": "sozial", **LABELS}],
}


def institution(key: str):
    return {"key": key, "name": key, "type_code": "kita", "sector_code": "frei", "ags": None}


def offer(key: str, **given: object):
    return {
        "key": key,
        "name": key,
        "institution_key": "a",
        "status": "active",
        "minimum_age_years": 0,
        "maximum_age_years": 3,
        "valid_from": date(2019, 1, 1),
        **given,
    }


def rating(rater: str, rated: str, wave: str = "w2", day: date = date(2020, 5, 1)):
    return {
        "wave_code": wave,
        "rater_key": rater,
        "rated_key": rated,
        "rated_on": day,
        "level": 2,
    }


def wave(code: str, year: int):
    return {
        "code": code,
        "label_de": code,
        "label_en": code,
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
    }


def test_empty_database_has_no_state_but_a_key(migrated_url):
    engine = reading_engine(migrated_url)
    assert state.data_key(engine) == "empty"
    with pytest.raises(StoreEmptyError):
        state.data_state(engine)
    assert set(state.table_counts(engine)["rows_count"]) == {0}
    log = state.import_log(engine)
    assert log.empty
    assert log["imported_at"].dtype.kind == "M"


def test_municipalities_alone_are_no_data(migrated_url):
    put(migrated_url, municipality=[PLACE])
    with pytest.raises(StoreEmptyError):
        state.data_state(reading_engine(migrated_url))


def test_state_is_dated_by_the_data_and_never_by_the_import(migrated_url):
    put(
        migrated_url,
        **LISTS,
        institution=[institution("a"), institution("b")],
        offer=[offer("o", last_confirmed_on=date(2019, 3, 4), valid_from=date(2018, 2, 1))],
        wave=[wave("w2", 2020)],
        cooperation_rating=[rating("a", "b", day=date(2020, 5, 1))],
        network=[{"key": "n", "name": "n"}],
        meeting=[{"key": "m", "network_key": "n", "held_on": date(2020, 7, 9)}],
        import_batch=[batch(1, "offer"), batch(2, "meeting", is_sample=True)],
    )
    assert state.data_state(reading_engine(migrated_url)) == state.DataState(
        version=2,
        is_sample=True,
        reference_date=date(2020, 7, 9),
        earliest_date=date(2018, 2, 1),
    )


@pytest.mark.parametrize(
    ("batches", "is_sample"),
    [
        ([("institution", True), ("cooperation_rating", True), ("life_phase", False)], True),
        ([("cooperation_rating", True), ("offer", False)], True),
        ([("cooperation_rating", True), ("cooperation_rating", False)], False),
        ([("cooperation_rating", True), ("institution", False)], False),
        ([("meeting", True)], False),  # where ratings come from is unknown
        ([("cooperation_rating", False)], False),
    ],
)
def test_own_cooperation_beside_a_sample_is_no_sample(migrated_url, batches, is_sample):
    rows = [batch(i, name, is_sample=sample) for i, (name, sample) in enumerate(batches, start=1)]
    put(migrated_url, municipality=[PLACE], import_batch=rows)
    assert state.data_state(reading_engine(migrated_url)).is_cooperation_sample is is_sample


def test_without_any_date_the_day_of_the_import_in_utc_counts(migrated_url):
    put(migrated_url, municipality=[PLACE], import_batch=[batch(1, "goal", at=LATE_EVENING)])
    if migrated_url.startswith("postgresql"):
        name = make_url(migrated_url).database
        with writing_engine(migrated_url).begin() as connection:
            connection.execute(text(f"ALTER DATABASE \"{name}\" SET timezone TO 'Asia/Tokyo'"))
    read = state.data_state(reading_engine(migrated_url))
    assert read.reference_date == read.earliest_date == date(2020, 12, 31)


def test_key_changes_with_every_import(migrated_url):
    engine = reading_engine(migrated_url)
    put(migrated_url, import_batch=[batch(1, "offer")])
    first = state.data_key(engine)
    put(migrated_url, import_batch=[batch(2, "offer")])
    assert len({"empty", first, state.data_key(engine)}) == 3


def test_import_log_is_newest_first_in_utc_and_bounded(migrated_url):
    put(
        migrated_url,
        import_batch=[batch(n, "offer", is_sample=n == 2) for n in (1, 2, 3)],
    )
    log = state.import_log(reading_engine(migrated_url), limit=2)
    assert log["id"].tolist() == [3, 2]
    assert log["is_sample"].tolist() == [False, True]
    assert log["rows_added"].tolist() == [3, 2]
    assert log["imported_at"].tolist() == [pd.Timestamp("2020-12-31 23:30")] * 2


def test_sources_name_only_indicators_with_values(migrated_url):
    indicator = {
        **LABELS,
        "unit": "Personen",
        "unit_en": "persons",
        "source": "Q",
        "licence": "L",
        "vintage": "2022",
    }
    put(
        migrated_url,
        municipality=[PLACE, {**PLACE, "ags": "03241002"}],
        context_indicator=[{"code": code, **indicator} for code in ("used", "unused")],
        context_value=[
            {"indicator_code": "used", "ags": "03241001", "year": 2013, "value": 1.0},
            {"indicator_code": "used", "ags": "03241001", "year": 2022, "value": 2.0},
            {"indicator_code": "used", "ags": "03241002", "year": 2022, "value": 3.0},
        ],
    )
    rows = state.context_sources(reading_engine(migrated_url)).to_dict("records")
    assert [row["code"] for row in rows] == ["used"]
    assert (rows[0]["first_year"], rows[0]["last_year"]) == (2013, 2022)
    assert rows[0]["municipalities_count"] == 2
    assert (rows[0]["unit"], rows[0]["unit_en"]) == ("Personen", "persons")


def test_spans_tell_a_missing_date_from_a_stated_one(migrated_url):
    put(
        migrated_url,
        **LISTS,
        institution=[institution("a")],
        offer=[offer("o")],
        gap_decision=[],
        network=[
            {"key": "n", "name": "n", "founded_on": date(2015, 1, 2)},
            {"key": "m", "name": "m"},
        ],
        indicator=[
            {
                "key": "i",
                "position": 1,
                "name_de": "i",
                "unit": "%",
                "direction": 1,
                "kind": "direction_only",
                "source": "s",
                "accountability": "population",
            }
        ],
        observation=[{"indicator_key": "i", "year": year, "value": 1.0} for year in (2019, 2014)],
    )
    spans = inventory.date_spans(reading_engine(migrated_url)).set_index("table_name")
    assert spans.loc["network"].tolist() == ["2015-01-02", "2015-01-02"]
    assert spans.loc["observation"].tolist() == ["2014", "2019"]
    assert spans.loc["offer"].isna().all()
    assert spans.loc["meeting"].isna().all()


def test_origins_count_sample_and_own_imports(migrated_url):
    put(
        migrated_url,
        import_batch=[
            batch(1, "offer", is_sample=True),
            batch(2, "offer"),
            batch(3, "offer"),
            batch(4, "wave"),
        ],
    )
    origins = inventory.table_origins(reading_engine(migrated_url)).to_dict("records")
    assert origins == [
        {"table_name": "offer", "sample_count": 1, "own_count": 2},
        {"table_name": "wave", "sample_count": 0, "own_count": 1},
    ]


CONFIRMED = {
    "today": ON,
    "month": date(2020, 7, 1),
    "year": date(2020, 6, 30),  # twelve months ago to the day: no longer "in the last 12 months"
    "two": date(2019, 6, 30),
    "future": date(2021, 7, 1),  # not known yet on that day
}


def test_confirmations_sort_active_offers_by_age(migrated_url):
    put(
        migrated_url,
        **LISTS,
        institution=[institution("a"), institution("b")],
        offer=[
            *(offer(key, last_confirmed_on=day) for key, day in CONFIRMED.items()),
            offer("never"),
            offer("ended", valid_to=ON, last_confirmed_on=ON),
            offer("closed", status="inactive", last_confirmed_on=ON),
        ],
    )
    engine = reading_engine(migrated_url)
    assert inventory.confirmations(engine, on=ON) == {
        "within_12": 2,
        "within_24": 1,
        "older": 1,
        "never": 2,
    }
    assert inventory.providers_count(engine) == 1
    parts = inventory.completeness(engine, on=ON).set_index("key")
    assert parts.loc["offer_confirmed_12"].tolist() == [2, 6]
    assert parts.loc["offer_confirmed_24"].tolist() == [3, 6]
    assert parts.loc["offer_confirmed_ever"].tolist() == [4, 6]


def test_completeness_of_nothing_is_zero_of_zero(migrated_url):
    parts = inventory.completeness(reading_engine(migrated_url), on=ON)
    assert parts["key"].is_unique
    assert set(parts["part_count"]) == set(parts["whole_count"]) == {0}


def test_completeness_of_places_fields_and_capacities(migrated_url):
    put(
        migrated_url,
        **LISTS,
        institution=[institution("a")],
        offer=[
            offer("placed", ags="03241001", capacity_places=0),
            offer("served"),
            offer("everywhere", is_region_wide=True),
            offer("nowhere"),
        ],
        offer_service_area=[{"offer_key": "served", "ags": "03241001"}],
        offer_field=[{"offer_key": "placed", "field_code": "sozial"}],
    )
    parts = inventory.completeness(reading_engine(migrated_url), on=ON).set_index("key")
    assert parts.loc["offer_place"].tolist() == [3, 4]
    assert parts.loc["offer_capacity"].tolist() == [1, 4]  # a stated zero is stated
    assert parts.loc["offer_field"].tolist() == [1, 4]


def test_completeness_of_ratings_counts_the_newest_wave_with_ratings(migrated_url):
    put(
        migrated_url,
        **LISTS,
        institution=[institution(key) for key in "abcd"],
        wave=[wave("w1", 2018), wave("w2", 2020), wave("w3", 2021)],
        cooperation_rating=[
            rating("d", "a", wave="w1", day=date(2018, 5, 1)),
            rating("a", "b"),
            rating("b", "a"),
            rating("a", "c"),
            rating("c", "a", wave="w3", day=date(2021, 9, 1)),  # after the day asked for
        ],
    )
    parts = inventory.completeness(reading_engine(migrated_url), on=ON).set_index("key")
    assert parts.loc["institution_rating"].tolist() == [2, 4]
    assert parts.loc["institution_rated"].tolist() == [3, 4]
    assert parts.loc["rating_returned"].tolist() == [2, 3]


def test_completeness_of_goals_and_networks(migrated_url):
    goal = {"position": 1, "title_de": "t"}
    indicator = {
        "position": 1,
        "name_de": "i",
        "unit": "%",
        "direction": 1,
        "kind": "direction_only",
        "source": "s",
        "accountability": "population",
    }
    put(
        migrated_url,
        goal=[
            {"key": "l", "level": 1, **goal},
            {"key": "m", "level": 2, "parent_key": "l", "parent_level": 1, **goal},
            {"key": "h1", "level": 3, "parent_key": "m", "parent_level": 2, **goal},
            {"key": "h2", "level": 3, "parent_key": "m", "parent_level": 2, **goal},
        ],
        indicator=[
            {"key": "i1", "goal_key": "h1", "target_value": 5.0, **indicator},
            {
                "key": "i2",
                "goal_key": "l",
                "baseline_year": 2014,
                "baseline_value": 0.0,
                **indicator,
            },
            {"key": "i3", **indicator},
        ],
        observation=[
            {"indicator_key": "i1", "year": 2020, "value": 0.0},
            {"indicator_key": "i2", "year": 2019, "value": 1.0},
            {"indicator_key": "i3", "year": 2022, "value": 1.0},
        ],
        network=[{"key": "n1", "name": "n"}, {"key": "n2", "name": "n"}],
        meeting=[
            {"key": "m1", "network_key": "n1", "held_on": date(2020, 7, 1)},
            {
                "key": "m2",
                "network_key": "n2",
                "held_on": date(2020, 6, 30),
                "participants_count": 0,
            },
            {"key": "m3", "network_key": "n2", "held_on": date(2021, 7, 1)},
        ],
    )
    parts = inventory.completeness(reading_engine(migrated_url), on=ON).set_index("key")
    assert parts.loc["goal_indicator"].tolist() == [1, 2]
    assert parts.loc["indicator_target"].tolist() == [1, 3]
    assert parts.loc["indicator_baseline"].tolist() == [1, 3]
    assert parts.loc["indicator_current"].tolist() == [1, 3]
    assert parts.loc["network_met"].tolist() == [1, 2]
    assert parts.loc["meeting_participants"].tolist() == [1, 2]
