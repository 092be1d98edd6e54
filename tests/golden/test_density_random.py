"""Densities of 10 000 random offers on the real boundaries, against a separate spatial join.

The offers go through the ordinary import; the expected figures come from the CSV file, the boundary
file and the census file with geopandas and pandas alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from lib.domain.offer_density import DensityMeasure, densities
from lib.ingest.prefill import prefilled_sheets
from lib.ingest.report import Findings
from lib.ingest.run import check, import_sheets, run_import
from lib.settings import ROOT
from lib.store.boundaries import load_layer
from lib.store.engine import reading_engine
from lib.store.migrate import migrate
from lib.store.queries.offers import OfferFilter, offer_counts

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 10_000
BOUNDARIES = ROOT / "geo" / "region_hannover.geojson"
CENSUS = ROOT / "data" / "context" / "gemeinden.csv"
#: ages from and to (exclusive), and the census column, of some life phases; "" is all of them
PHASES = {
    "": (-1, 27, ["alter_unter_3", "alter_3_5", "alter_6_9", "alter_10_15", "alter_16_18"]),
    "schwangerschaft": (-1, 0, ["alter_unter_3"]),
    "3-6": (3, 6, ["alter_3_5"]),
    "16-18": (16, 27, ["alter_16_18"]),
}
DAYS = (date(2016, 2, 29), date(2019, 7, 1), date(2023, 12, 31))


@dataclass(frozen=True)
class Case:
    """The database, and the files that it was made of."""

    url: str
    offers: pd.DataFrame
    areas: gpd.GeoDataFrame
    children: pd.DataFrame


def random_offers(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Offers with points in the bounding box of the Region, so that some fall outside."""
    random = np.random.default_rng(20_260_701)
    west, south, east, north = areas.total_bounds
    ags = areas["ags"].to_numpy()
    first = random.integers(-1, 17, COUNT)
    starts = pd.Timestamp("2012-01-01") + pd.to_timedelta(random.integers(0, 4_000, COUNT), "D")
    ends = starts + pd.to_timedelta(random.integers(1, 3_000, COUNT), "D")
    confirmed = starts + pd.to_timedelta(random.integers(0, 2_000, COUNT), "D")
    kind = random.choice(["point", "stated", "wide", "service", "nowhere"], COUNT,
                         p=[0.7, 0.1, 0.05, 0.1, 0.05])  # fmt: skip
    has_point = kind == "point"

    def some(values: object, share: float) -> np.ndarray:
        return np.where(random.random(COUNT) < share, values, "")

    reach = [
        "|".join(random.choice(ags, size=random.integers(1, 4), replace=False))
        if one == "service" or random.random() < 0.1
        else ""
        for one in kind
    ]
    return pd.DataFrame(
        {
            "key": [f"r{number:05d}" for number in range(COUNT)],
            "name": "Zufallsangebot",
            "institution_key": "host",
            "status": random.choice(
                ["active", "inactive", "defunct", "temporarily closed"],
                COUNT,
                p=[0.7, 0.1, 0.1, 0.1],
            ),
            "minimum_age_years": first.astype(str),
            "maximum_age_years": (first + random.integers(0, 12, COUNT)).astype(str),
            "capacity_places": some(random.integers(0, 60, COUNT).astype(str), 0.6),
            "valid_from": starts.strftime("%Y-%m-%d"),
            "valid_to": some(ends.strftime("%Y-%m-%d"), 0.5),
            "last_confirmed_on": some(confirmed.strftime("%Y-%m-%d"), 0.8),
            "ags": np.where(kind == "stated", random.choice(ags, COUNT), ""),
            "latitude": np.where(has_point, random.uniform(south, north, COUNT).astype(str), ""),
            "longitude": np.where(has_point, random.uniform(west, east, COUNT).astype(str), ""),
            "is_region_wide": np.where(kind == "wide", "ja", "nein"),
            "service_area_ags": reach,
        }
    )


def located(offers: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Where each point lies: key and ags, by a spatial join; points outside are missing."""
    with_point = offers[offers["latitude"] != ""]
    points = gpd.GeoDataFrame(
        with_point[["key"]],
        geometry=gpd.points_from_xy(
            with_point["longitude"].astype(float), with_point["latitude"].astype(float)
        ),
        crs=4326,
    )
    return gpd.sjoin(points, areas[["ags", "geometry"]], predicate="intersects")[["key", "ags"]]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("random")
    areas = gpd.read_file(BOUNDARIES)
    offers = random_offers(areas)
    url = f"sqlite:///{folder / 'random.sqlite'}"
    layer = load_layer(BOUNDARIES, ags_prefixes=())
    migrate(url)
    sheets = prefilled_sheets(layer, boundaries=BOUNDARIES)
    assert import_sheets(sheets, url=url, layer=layer, findings=Findings()).is_clean
    write_files(folder / "files", offers)
    outside = set(offers.loc[offers["latitude"] != "", "key"]) - set(located(offers, areas)["key"])
    report = check([folder / "files"], url=url, layer=layer)
    assert report.bad_count == len(outside) > COUNT // 10  # points outside are refused, all of them
    offers = offers[~offers["key"].isin(outside)].reset_index(drop=True)
    write_files(folder / "files", offers)
    assert run_import([folder / "files"], url=url, layer=layer).is_clean
    children = pd.read_csv(CENSUS, dtype={"ags": str}).set_index("ags")
    return Case(url, offers, areas, children)


def write_files(folder: Path, offers: pd.DataFrame) -> None:
    folder.mkdir(exist_ok=True)
    host = {"key": "host", "name": "Haus", "type_code": "verein", "sector_code": "frei"}
    pd.DataFrame([host]).to_csv(folder / "institution.csv", index=False)
    offers.to_csv(folder / "offer.csv", index=False)


def joined(case: Case, *, day: date, phase: str) -> pd.DataFrame:
    """Offers, places and recent confirmations per AGS, as the words of domain.md say."""
    offers, today = case.offers, day.isoformat()
    low, high, _ = PHASES[phase]
    first, last = (offers[f"{end}_age_years"].astype(int) for end in ("minimum", "maximum"))
    active = offers[
        (offers["status"] == "active")
        & (offers["valid_from"] <= today)
        & ((offers["valid_to"] == "") | (offers["valid_to"] > today))
        & ((phase == "") | ((first < high) & (last >= low)))
    ].copy()
    year_ago = (pd.Timestamp(day) - pd.DateOffset(years=1)).strftime("%Y-%m-%d")
    active["recent"] = (active["last_confirmed_on"] > year_ago) & (
        active["last_confirmed_on"] <= today
    )
    active["places"] = pd.to_numeric(active["capacity_places"])
    wide = active.assign(ags=active["service_area_ags"].str.split("|")).explode("ags")
    where = pd.concat(
        [
            located(active, case.areas),
            active.loc[(active["latitude"] == "") & (active["ags"] != ""), ["key", "ags"]],
            wide.loc[wide["ags"] != "", ["key", "ags"]],
        ]
    ).drop_duplicates()
    together = where.merge(active[["key", "places", "recent"]], on="key").groupby("ags")
    return together.agg(
        offers=("key", "size"), places=("places", "sum"), stated=("places", "count"),
        recent=("recent", "sum"),
    ).reindex(case.areas["ags"], fill_value=0)  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("phase", list(PHASES))
def test_densities_equal_a_spatial_join(case: Case, day: date, phase: str) -> None:
    engine = reading_engine(case.url)
    counts = offer_counts(engine, OfferFilter(on=day, life_phase=phase), prefixes=())
    expected = joined(case, day=day, phase=phase).loc[counts["ags"]]
    assert expected["offers"].sum() > len(expected)  # something to compare
    assert counts["offers_count"].tolist() == expected["offers"].tolist()
    assert counts["capacity_places"].tolist() == expected["places"].tolist()
    assert counts["offers_with_capacity_count"].tolist() == expected["stated"].tolist()
    assert counts["confirmed_count"].tolist() == expected["recent"].tolist()
    children = case.children.loc[expected.index, PHASES[phase][2]].sum(axis=1)
    area_km2 = case.areas.set_index("ags")["area_km2"].astype(float).loc[expected.index]
    for measure, value in (
        (DensityMeasure.COUNT, expected["offers"]),
        (DensityMeasure.PER_1000_CHILDREN, 1000 * expected["offers"] / children),
        (DensityMeasure.PLACES_PER_100_CHILDREN, 100 * expected["places"] / children),
        (DensityMeasure.PER_KM2, expected["offers"] / area_km2),
    ):
        found = densities(counts, measure=measure)
        shown = found["state"] == "value"
        assert shown.sum() >= len(found) - 2  # none stated or no offer: the exception
        assert found.loc[shown, "value"].tolist() == pytest.approx(value[shown.to_numpy()].tolist())
