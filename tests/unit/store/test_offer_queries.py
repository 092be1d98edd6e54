"""Offer counts: hand-made cases on both databases, and the sample against plain Python."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.offers import OfferFilter, offer_counts, offer_rows, offer_totals
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DAY = date(2020, 6, 30)
BASE: dict[str, list[dict[str, Any]]] = {
    "municipality": [
        {"ags": "03241001", "name": "A", "area_km2": 10.0},
        {"ags": "03241002", "name": "B", "area_km2": 20.0},
        {"ags": "03241003", "name": "C", "area_km2": 30.0},
    ],
    "context_indicator": [
        {
            "code": code,
            "position": 1,
            "label_de": code,
            "label_en": code,
            "unit": "Personen",
            "source": f"source of {code}",
            "licence": "l",
            "vintage": "v",
        }
        for code in ("u3", "u6")
    ],
    "context_value": [
        {"indicator_code": "u3", "ags": "03241001", "year": 2011, "value": 1.0},
        {"indicator_code": "u3", "ags": "03241001", "year": 2022, "value": 100.0},
        {"indicator_code": "u3", "ags": "03241002", "year": 2022, "value": 0.0},
        {"indicator_code": "u6", "ags": "03241001", "year": 2022, "value": 50.0},
        {"indicator_code": "u6", "ags": "03241002", "year": 2022, "value": 0.0},
    ],
    "life_phase": [
        {
            "code": code,
            "position": place,
            "label_de": code,
            "label_en": code,
            "age_from_years": low,
            "age_to_years": high,
            "children_indicator_code": group,
        }
        for place, (code, low, high, group) in enumerate(
            [("s", -1, 0, "u3"), ("0-3", 0, 3, "u3"), ("3-6", 3, 6, "u6")]
        )
    ],
    "field_of_action": [{"code": "f", "position": 1, "label_de": "f", "label_en": "f"}],
    "prevention_level": [{"code": "p", "position": 1, "label_de": "p", "label_en": "p"}],
    "provider_sector": [
        {"code": code, "position": 1, "label_de": code, "label_en": code} for code in ("x", "y")
    ],
    "institution_type": [{"code": "t", "position": 1, "label_de": "t", "label_en": "t"}],
    "institution": [
        {"key": "i", "name": "I", "type_code": "t", "sector_code": "x", "ags": None},
        {"key": "j", "name": "J", "type_code": "t", "sector_code": "y", "ags": None},
    ],
}


def offer(key: str, **values: object) -> dict[str, object]:
    return {
        "key": key,
        "name": key,
        "description": "",
        "institution_key": "i",
        "status": "active",
        "minimum_age_years": 0,
        "maximum_age_years": 2,
        "capacity_places": None,
        "kind_code": None,
        "prevention_level_code": None,
        "valid_from": date(2015, 1, 1),
        "valid_to": None,
        "last_confirmed_on": None,
        "ags": "03241001",
        "latitude": None,
        "longitude": None,
        "is_region_wide": False,
        **values,
    }


def fill(
    url: str,
    offers: Sequence[Mapping[str, object]],
    *,
    areas: Sequence[tuple[str, str]] = (),
    fields: Sequence[tuple[str, str]] = (),
) -> None:
    tables = schema.metadata.tables
    with writing_engine(url).begin() as connection:
        for name, rows in BASE.items():
            connection.execute(insert(tables[name]), rows)
        if offers:
            connection.execute(insert(schema.offer), list(offers))
        for key, ags in areas:
            connection.execute(insert(schema.offer_service_area), {"offer_key": key, "ags": ags})
        for key, code in fields:
            connection.execute(insert(schema.offer_field), {"offer_key": key, "field_code": code})


def counts(url: str, **chosen: Any) -> pd.DataFrame:
    frame = offer_counts(reading_engine(url), OfferFilter(on=DAY, **chosen), prefixes=())
    return frame.set_index("name")


def test_who_counts_as_active(migrated_url: str) -> None:
    fill(
        migrated_url,
        [
            offer("open"),
            offer("starts today", valid_from=DAY),
            offer("starts tomorrow", valid_from=DAY + timedelta(days=1)),
            offer("ends today", valid_to=DAY),
            offer("ends tomorrow", valid_to=DAY + timedelta(days=1)),
            offer("withdrawn", status="defunct"),
            offer("closed", status="temporarily closed"),
            offer("rests", status="inactive"),
        ],
    )
    assert counts(migrated_url)["offers_count"].to_dict() == {"A": 3, "B": 0, "C": 0}


def test_age_range_must_meet_the_phase(migrated_url: str) -> None:
    fill(
        migrated_url,
        [
            offer("pregnancy", minimum_age_years=-1, maximum_age_years=-1),
            offer("from pregnancy to 2", minimum_age_years=-1, maximum_age_years=2),
            offer("0 to 2", minimum_age_years=0, maximum_age_years=2),
            offer("2 to 3", minimum_age_years=2, maximum_age_years=3),
            offer("3 to 5", minimum_age_years=3, maximum_age_years=5),
            offer("6 to 99", minimum_age_years=6, maximum_age_years=99),
        ],
    )
    found = {
        phase: int(counts(migrated_url, life_phase=phase)["offers_count"].sum())
        for phase in ("s", "0-3", "3-6")
    }
    assert found == {"s": 2, "0-3": 3, "3-6": 2}


def test_service_area_and_place_count_once_a_municipality(migrated_url: str) -> None:
    fill(
        migrated_url,
        [offer("a"), offer("wide", ags=None, is_region_wide=True), offer("lost", ags=None)],
        areas=[("a", "03241001"), ("a", "03241002")],
    )
    frame = counts(migrated_url)
    assert frame["offers_count"].to_dict() == {"A": 1, "B": 1, "C": 0}
    assert frame["has_any_report"].to_dict() == {"A": True, "B": True, "C": False}
    totals = offer_totals(reading_engine(migrated_url), OfferFilter(on=DAY), prefixes=())
    assert totals.distinct_count == 3
    assert totals.region_wide_count == 1
    assert totals.without_place_count == 1
    assert totals.never_confirmed_count == 3


def test_withdrawn_offers_are_a_report_all_the_same(migrated_url: str) -> None:
    fill(migrated_url, [offer("gone", status="defunct", ags="03241003")])
    assert bool(counts(migrated_url)["has_any_report"]["C"])


def test_filters_narrow(migrated_url: str) -> None:
    fill(
        migrated_url,
        [offer("a"), offer("b", prevention_level_code="p"), offer("c", institution_key="j")],
        fields=[("a", "f")],
    )
    assert counts(migrated_url, field="f")["offers_count"]["A"] == 1
    assert counts(migrated_url, prevention_level="p")["offers_count"]["A"] == 1
    assert counts(migrated_url, sector="x")["offers_count"]["A"] == 2
    assert counts(migrated_url, sector="y", field="f")["offers_count"]["A"] == 0
    assert counts(migrated_url, life_phase="unknown")["offers_count"].sum() == 0


def test_capacity_and_confirmation(migrated_url: str) -> None:
    fill(
        migrated_url,
        [
            offer("a", capacity_places=10, last_confirmed_on=DAY),
            offer("b", capacity_places=None, last_confirmed_on=date(2019, 7, 1)),
            offer("c", capacity_places=5, last_confirmed_on=date(2019, 6, 30)),
            offer("d", last_confirmed_on=DAY + timedelta(days=1)),
        ],
    )
    row = counts(migrated_url).loc["A"]
    assert row["capacity_places"] == 15
    assert row["offers_with_capacity_count"] == 2
    assert row["confirmed_count"] == 2  # a year ago to the day is over, tomorrow has not been


def test_children_are_the_newest_year_and_count_once(migrated_url: str) -> None:
    fill(migrated_url, [])
    everything = counts(migrated_url)["children_count"]
    assert everything["A"] == 150  # u3 serves two phases, 2022 replaces 2011
    assert everything["B"] == 0
    assert pd.isna(everything["C"])
    assert counts(migrated_url, life_phase="s")["children_count"]["A"] == 100


def test_children_of_some_age_groups_are_no_sum_of_all(migrated_url: str) -> None:
    fill(migrated_url, [])
    value = schema.context_value
    of_u6 = value.c.indicator_code == "u6"
    with writing_engine(migrated_url).begin() as connection:
        connection.execute(delete(value).where(of_u6, value.c.ags == "03241002"))
    everything = counts(migrated_url)["children_count"]
    assert everything["A"] == 150
    assert pd.isna(everything["B"])  # known for A, so a sum without it would be too small
    assert counts(migrated_url, life_phase="0-3")["children_count"]["B"] == 0
    with writing_engine(migrated_url).begin() as connection:
        connection.execute(delete(value).where(of_u6))
    everything = counts(migrated_url)["children_count"]
    assert (everything["A"], everything["B"]) == (100, 0)  # known nowhere: it counts for nobody


def test_extent_narrows_by_prefix(migrated_url: str) -> None:
    fill(migrated_url, [offer("a"), offer("b", ags="03241002")])
    chosen = OfferFilter(on=DAY)
    frame = offer_counts(reading_engine(migrated_url), chosen, prefixes=("03241002",))
    assert frame["ags"].tolist() == ["03241002"]
    totals = offer_totals(reading_engine(migrated_url), chosen, prefixes=("03241002",))
    assert totals.distinct_count == 1


def test_rows_behind_a_figure(migrated_url: str) -> None:
    fill(
        migrated_url,
        [offer("z"), offer("a", ags=None), offer("elsewhere", ags="03241002")],
        areas=[("a", "03241001")],
    )
    rows = offer_rows(reading_engine(migrated_url), OfferFilter(on=DAY), ags="03241001")
    assert rows["name"].tolist() == ["a", "z"]
    assert rows["takes_place_here"].tolist() == [False, True]


def test_empty_database_has_typed_columns(migrated_url: str) -> None:
    frame = offer_counts(reading_engine(migrated_url), OfferFilter(on=DAY), prefixes=())
    assert frame.empty
    assert frame["offers_count"].dtype == "int64"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_sample_database(tmp_path_factory.mktemp("s") / "sample.sqlite")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    day=st.dates(date(2014, 1, 1), date(2021, 12, 31)),
    phase=st.sampled_from(["", "schwangerschaft", "0-3", "3-6", "6-10", "10-16", "16-18"]),
    field=st.sampled_from(["", "sozial", "gesundheitlich"]),
    sector=st.sampled_from(["", "frei", "oeffentlich"]),
)
def test_sample_equals_a_second_computation(
    sample: str, project_root: Path, day: date, phase: str, field: str, sector: str
) -> None:
    """Counted from the CSV files in plain Python, by the words of domain.md."""
    data = project_root / "data"
    offers = pd.read_csv(data / "sample" / "offer.csv", dtype=str, keep_default_na=False)
    hosts = pd.read_csv(data / "sample" / "institution.csv", dtype=str, keep_default_na=False)
    sector_of = dict(zip(hosts["key"], hosts["sector_code"], strict=True))
    phases = pd.read_csv(data / "base" / "life_phase.csv", dtype=str).set_index("code")
    expected: dict[str, int] = {}
    without_ags = set()
    for row in offers.to_dict("records"):
        if row["status"] != "active" or date.fromisoformat(row["valid_from"]) > day:
            continue
        if row["valid_to"] and date.fromisoformat(row["valid_to"]) <= day:
            continue
        if field and field not in row["field_codes"].split("|"):
            continue
        if sector and sector_of[row["institution_key"]] != sector:
            continue
        if phase:
            ages = set(range(int(row["minimum_age_years"]), int(row["maximum_age_years"]) + 1))
            low, high = (int(phases.loc[phase, f"age_{end}_years"]) for end in ("from", "to"))
            if not ages & set(range(low, high)):
                continue
        if not row["ags"] and row["latitude"]:
            without_ags.add(row["key"])  # assigned by its coordinates at import
        for ags in {row["ags"], *row["service_area_ags"].split("|")} - {""}:
            expected[ags] = expected.get(ags, 0) + 1
    chosen = OfferFilter(on=day, life_phase=phase, field=field, sector=sector)
    found = offer_counts(reading_engine(sample), chosen, prefixes=())
    found_counts = dict(zip(found["ags"], found["offers_count"], strict=True))
    surplus = sum(found_counts.values()) - sum(expected.values())
    assert surplus == len(without_ags)
    assert all(found_counts[ags] >= number for ags, number in expected.items())


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({"sector": "x"}, ["a", "b"]),
        ({"sector": "y"}, ["c"]),
        ({"field": "f"}, ["b", "c"]),
        ({"sector": "x", "field": "f"}, ["b"]),
    ],
)
def test_list_of_a_municipality_follows_every_filter(
    migrated_url: str, chosen: dict[str, str], names: list[str]
) -> None:
    """The filter of the provider and the list both read the institution."""
    fill(
        migrated_url,
        [offer("a"), offer("b"), offer("c", institution_key="j")],
        fields=[("b", "f"), ("c", "f")],
    )
    rows = offer_rows(reading_engine(migrated_url), OfferFilter(on=DAY, **chosen), ags="03241001")
    assert rows["name"].tolist() == names
