"""The portrait of every municipality of the sample against a computation from the CSV files alone.

Nothing of lib is used on the other side: plain Python over data/sample, data/base, data/context.
"""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

import pytest
from shapely.geometry import Point, shape

from lib.insights.portrait import portrait
from lib.insights.portrait_cooperation import Audience
from lib.settings import ROOT
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from lib.insights.portrait_types import Compared, Portrait

DAY = "2021-06-30"
YEAR_BEFORE = "2020-06-30"


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


CENSUS = {row["ags"]: row for row in rows("context/gemeinden.csv") if row["ags"][:5] == "03241"}
PHASES = rows("base/life_phase.csv")
OFFERS = [
    row
    for row in rows("sample/offer.csv")
    if row["status"] == "active"
    and row["valid_from"] <= DAY
    and (not row["valid_to"] or row["valid_to"] > DAY)
]
FEATURES = json.loads((ROOT / "geo/region_hannover.geojson").read_text("utf-8"))["features"]
AREAS = {one["properties"]["ags"]: one["properties"]["area_km2"] for one in FEATURES}
SHAPES = {one["properties"]["ags"]: shape(one["geometry"]) for one in FEATURES}


def located(offer: dict[str, str]) -> str:
    """Where the map says that an offer takes place, else where its entry says so."""
    if not offer["latitude"]:
        return offer["ags"]
    point = Point(float(offer["longitude"]), float(offer["latitude"]))
    return next(ags for ags, area in SHAPES.items() if area.contains(point))


HOMES = {offer["key"]: located(offer) for offer in OFFERS}


def places(offer: dict[str, str]) -> set[str]:
    return {ags for ags in (HOMES[offer["key"]], *offer["service_area_ags"].split("|")) if ags}


def people(ags: str) -> float:
    return float(CENSUS[ags]["zensus_bevoelkerung"])


def kind(ags: str) -> tuple[int, int]:
    """Size class and settlement density as numbers of thresholds passed."""
    sizes = (5_000, 10_000, 20_000, 50_000, 100_000, 500_000)
    per_km2 = people(ags) / AREAS[ags]
    return sum(people(ags) >= s for s in sizes), sum(per_km2 >= d for d in (300, 1_500))


def expected_peers(ags: str) -> set[str]:
    others = [other for other in CENSUS if other != ags]
    alike = [other for other in others if kind(other) == kind(ags)]
    rest = sorted(
        (other for other in others if other not in alike),
        key=lambda other: (abs(math.log(people(other) / people(ags))), other),
    )
    return {*alike, *rest[: max(0, 3 - len(alike))]}


def density(among: set[str], groups: set[str], chosen: list[dict[str, str]]) -> float:
    count = sum(ags in places(offer) for offer in chosen for ags in among)
    children = sum(float(CENSUS[ags][group]) for ags in among for group in groups)
    return 1000 * count / children


@pytest.fixture(scope="module")
def portraits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Portrait]:
    url = build_sample_database(tmp_path_factory.mktemp("golden") / "sample.sqlite")
    engine = reading_engine(url)
    known, state = lists(engine, prefixes=()), data_state(engine)
    return {
        ags: portrait(
            engine,
            OfferFilter(on=date.fromisoformat(DAY)),
            ags=ags,
            audience=Audience(shows_single_pairs=True),
            prefixes=(),
            extent_name="Region Hannover",
            lists=known,
            state=state,
        )
        for ags in CENSUS
    }


def assert_row(row: Compared, ags: str, groups: set[str], chosen: list[dict[str, str]]) -> None:
    assert row.offers_count == sum(ags in places(offer) for offer in chosen)
    assert row.value == pytest.approx(density({ags}, groups, chosen))
    assert row.region == pytest.approx(density(set(CENSUS), groups, chosen))
    assert row.peers == pytest.approx(density(expected_peers(ags), groups, chosen))
    children = sum(float(CENSUS[ags][group]) for group in groups)
    assert row.children_count == children
    assert row.high == pytest.approx(1000 * (row.offers_count + 1) / children)


@pytest.mark.parametrize("ags", CENSUS)
def test_peers_and_densities(portraits: dict[str, Portrait], ags: str) -> None:
    found = portraits[ags]
    assert set(found.place.group.everyone) == expected_peers(ags)
    every = {phase["children_indicator_code"] for phase in PHASES}
    assert_row(found.phases.compared[0], ags, every, OFFERS)
    for row, phase in zip(found.phases.compared[1:], PHASES, strict=True):
        low, high = int(phase["age_from_years"]), int(phase["age_to_years"])
        chosen = [
            offer
            for offer in OFFERS
            if int(offer["minimum_age_years"]) < high and int(offer["maximum_age_years"]) >= low
        ]
        assert row.code == phase["code"]
        assert_row(row, ags, {phase["children_indicator_code"]}, chosen)
    for row in found.fields.compared:
        chosen = [offer for offer in OFFERS if row.code in offer["field_codes"].split("|")]
        assert chosen
        assert_row(row, ags, every, chosen)


@pytest.mark.parametrize("ags", CENSUS)
def test_need(portraits: dict[str, Portrait], ags: str) -> None:
    parts = {
        "alleinerziehende": (
            ["haushalte_alleinerziehende"],
            ["haushalte_alleinerziehende", "haushalte_paare_mit_kind"],
        ),
        "einwanderungsgeschichte": (["personen_einwanderungsgeschichte"], ["zensus_bevoelkerung"]),
        "auslaendisch": (["personen_auslaendisch"], ["zensus_bevoelkerung"]),
        "kinder_unter_10": (["kinder_unter_10"], ["zensus_bevoelkerung"]),
    }

    def share(among: set[str], code: str) -> float:
        part, whole = (
            sum(float(CENSUS[one][name]) for one in among for name in names)
            for names in parts[code]
        )
        return 100 * part / whole

    need = portraits[ags].need
    assert [row.code for row in need.compared] == list(parts)
    for row in need.compared:
        assert row.value == pytest.approx(share({ags}, row.code))
        assert row.region == pytest.approx(share(set(CENSUS), row.code))
        assert row.peers == pytest.approx(share(expected_peers(ags), row.code))
    assert not need.provenance.is_sample  # the census is real


@pytest.mark.parametrize("ags", CENSUS)
def test_cooperation_networks_and_entries(portraits: dict[str, Portrait], ags: str) -> None:
    found = portraits[ags]
    home = {
        row["key"]: row["ags"]
        for row in rows("sample/institution.csv")
        if not row["closed_on"] or row["closed_on"] > "2020-09-01"  # first day of the wave
    }
    inside = [
        row
        for row in rows("sample/cooperation_rating.csv")
        if row["wave_code"] == "2020" and home[row["rater_key"]] == home[row["rated_key"]] == ags
    ]
    own = found.cooperation.own
    assert own is not None
    n = sum(place == ags for place in home.values())
    if len({row["rater_key"] for row in inside}) >= 3:
        assert own.median == median(int(row["level"]) for row in inside)
        close = sum(int(row["level"]) >= 3 for row in inside)
        assert own.close_pct == pytest.approx(100 * close / (n * (n - 1)))
    else:
        assert math.isnan(own.median)
        assert math.isnan(own.close_pct)
    assert own.institutions_count == n

    meetings: dict[str, list[str]] = defaultdict(list)
    for row in rows("sample/meeting.csv"):
        meetings[row["network_key"]].append(row["held_on"])
    expected = [
        (row["name"], sum(YEAR_BEFORE < day <= DAY for day in meetings[row["key"]]))
        for row in rows("sample/network.csv")
        if row["ags"] in {ags, ""}
    ]
    frame = found.networks.table.frame
    assert list(zip(frame["name"], frame["meetings_count"], strict=True)) == sorted(expected)

    here = [offer for offer in OFFERS if ags in places(offer)]
    days = sorted(offer["last_confirmed_on"] for offer in here if offer["last_confirmed_on"])
    entries = found.entries.table.frame
    listed = entries["last_confirmed_on"].dropna().dt.strftime("%Y-%m-%d").tolist()
    assert listed == [*reversed(days[-5:]), *days[:-5][:5]]
    never = sum(not offer["last_confirmed_on"] for offer in here)
    assert int(entries["last_confirmed_on"].isna().sum()) == min(never, 5)
