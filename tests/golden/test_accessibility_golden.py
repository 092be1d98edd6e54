"""Accessibility of the sample and of 10 000 random offers, held against the package `access`.

Offers, children and pairs are gathered here on their own (CSV files, a k-d tree); only the grid of
demand points is the monitor's (held against the boundaries in tests/unit/domain).
The frozen figures change only with the sample data or with a decision; then CHANGE_DATE moves too.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from access import Access
from scipy.spatial import cKDTree
from sqlalchemy import insert, select

from lib.domain.accessibility import SUPPLY_FACTOR, SupplyKind
from lib.domain.demand_points import demand_places
from lib.insights.accessibility import AccessInsight, accessibility
from lib.store import schema
from lib.store.boundaries import load_layer
from lib.store.engine import reading_engine, writing_engine
from lib.store.kept import refresh
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from pathlib import Path

    from lib.store.boundaries import BoundaryLayer

CHANGE_DATE = "2026-11-21"
DAY = date(2021, 6, 30)
#: The package itself still says inplace=True.
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.set_index")
AGE_GROUPS = ["alter_unter_3", "alter_3_5", "alter_6_9", "alter_10_15", "alter_16_18"]


@pytest.fixture(scope="module")
def layer(project_root: Path) -> BoundaryLayer:
    return load_layer(project_root / "geo/region_hannover.geojson", ags_prefixes=())


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_sample_database(tmp_path_factory.mktemp("golden") / "sample.sqlite")


def ask(
    url: str, layer: BoundaryLayer, *, kind: SupplyKind, km: float, phase: str = ""
) -> AccessInsight:
    engine = reading_engine(url)
    return accessibility(
        engine,
        OfferFilter(on=DAY, life_phase=phase),
        layer,
        kind=kind,
        distance_km=km,
        prefixes=(),
        extent_name="Region Hannover",
        phase_label=phase,
        state=data_state(engine),
    )


def demand(root: Path, layer: BoundaryLayer, groups: list[str]) -> pd.DataFrame:
    """Points with their municipality and their part of its children."""
    census = pd.read_csv(root / "data/context/gemeinden.csv", dtype={"ags": str}).set_index("ags")
    places = demand_places(layer.frame)
    points = pd.DataFrame({"x": places.east_m, "y": places.north_m})
    points["ags"] = layer.frame["ags"].to_numpy()[places.area]
    children = census[groups].sum(axis=1)
    points["children"] = points["ags"].map(children / points["ags"].value_counts())
    return points.rename_axis("point")


def sample_offers(root: Path, *, low: int, high: int) -> pd.DataFrame:
    """Active offers with coordinates for ages below `high` and from `low`: x, y, places."""
    rows = pd.read_csv(root / "data/sample/offer.csv", keep_default_na=False, dtype=str)
    rows = rows[
        (rows["status"] == "active")
        & (rows["valid_from"] <= DAY.isoformat())
        & ((rows["valid_to"] == "") | (rows["valid_to"] > DAY.isoformat()))
        & (rows["minimum_age_years"].astype(int) < high)
        & (rows["maximum_age_years"].astype(int) >= low)
        & (rows["latitude"] != "")
    ]
    planar = gpd.GeoSeries(
        gpd.points_from_xy(rows["longitude"].astype(float), rows["latitude"].astype(float)),
        crs=4326,
    ).to_crs(25832)
    places = pd.to_numeric(rows["capacity_places"].replace("", None)).to_numpy()
    return pd.DataFrame({"x": planar.x, "y": planar.y, "places": places, "one": 1.0})


def by_package(points: pd.DataFrame, offers: pd.DataFrame, *, weight: str, km: float) -> pd.Series:
    """A_i of every point from `access`, 0 where it names none."""
    offers = offers[offers[weight].notna()].reset_index(drop=True).rename_axis("offer")
    homes, hosts = cKDTree(points[["x", "y"]]), cKDTree(offers[["x", "y"]])
    near = homes.sparse_distance_matrix(hosts, 1000 * km, output_type="coo_matrix")
    costs = pd.DataFrame({"origin": near.row, "dest": near.col, "metres": near.data})
    found = Access(
        demand_df=points.reset_index(),
        demand_index="point",
        demand_value="children",
        supply_df=offers.reset_index(),
        supply_index="offer",
        supply_value=[weight],
        cost_df=costs,
        cost_origin="origin",
        cost_dest="dest",
        cost_name="metres",
    ).two_stage_fca(max_cost=1000 * km)
    return found.iloc[:, 0].reindex(points.index).fillna(0)


def compare(
    insight: AccessInsight, points: pd.DataFrame, offers: pd.DataFrame, kind: SupplyKind
) -> None:
    """Hold every municipality, every cell and the Region against the package."""
    weight = "one" if kind is SupplyKind.OFFERS else "places"
    factor, km = SUPPLY_FACTOR[kind], insight.distance_km
    points = points.assign(reach=by_package(points, offers, weight=weight, km=km))
    points["sum"] = points["reach"] * points["children"]
    points["none"] = points["children"].where(points["reach"] == 0, 0)
    sums = points.groupby("ags")[["sum", "none", "children"]].sum()
    for area in insight.areas:
        expected = sums.loc[area.ags]
        assert area.value == pytest.approx(factor * expected["sum"] / expected["children"])
        share = 100 * expected["none"] / expected["children"]
        assert area.without_share_pct == pytest.approx(share)
    whole = sums.sum()
    assert insight.region.value == pytest.approx(factor * whole["sum"] / whole["children"])
    assert insight.region.without_share_pct == pytest.approx(
        100 * whole["none"] / whole["children"]
    )
    assert insight.surface is not None
    cells = insight.surface.cell_values
    assert np.sort(cells[~np.isnan(cells)]) == pytest.approx(
        np.sort(factor * points["reach"].to_numpy())
    )


@pytest.mark.parametrize("kind", list(SupplyKind))
@pytest.mark.parametrize(
    ("phase", "groups", "ages", "km"),
    [
        ("", AGE_GROUPS, (-2, 99), 5),
        ("0-3", AGE_GROUPS[:1], (0, 3), 2),
        ("", AGE_GROUPS, (-2, 99), 20),
    ],
)
def test_sample_equals_the_access_package(
    url: str,
    layer: BoundaryLayer,
    project_root: Path,
    kind: SupplyKind,
    phase: str,
    groups: list[str],
    ages: tuple[int, int],
    km: float,
) -> None:
    low, high = ages
    insight = ask(url, layer, kind=kind, km=km, phase=phase)
    points = demand(project_root, layer, groups)
    compare(insight, points, sample_offers(project_root, low=low, high=high), kind)


@pytest.mark.parametrize("kind", list(SupplyKind))
def test_ten_thousand_random_offers_equal_the_access_package(
    tmp_path: Path, layer: BoundaryLayer, project_root: Path, kind: SupplyKind
) -> None:
    random = np.random.default_rng(20_260_315)
    url = build_sample_database(tmp_path / "many.sqlite")
    west, south, east, north = layer.frame.total_bounds
    candidates = shapely.points(
        random.uniform(west, east, 20_000), random.uniform(south, north, 20_000)
    )
    hits, areas = layer.frame.sindex.query(candidates, predicate="within")
    inside, areas = candidates[hits][:10_000], areas[:10_000]
    assert len(inside) == 10_000
    places = random.integers(0, 40, 10_000)
    stated = random.random(10_000) < 0.6
    engine = writing_engine(url)
    with engine.begin() as connection:
        host = connection.execute(select(schema.institution.c.key).limit(1)).scalar_one()
        connection.execute(schema.measure_offer.delete())
        for table in (schema.offer_field, schema.offer_service_area, schema.offer_transition):
            connection.execute(table.delete())
        connection.execute(schema.offer.delete())
        rows = [
            {
                "key": f"random-{number}",
                "name": f"Angebot {number}",
                "institution_key": host,
                "status": "active",
                "minimum_age_years": 0,
                "maximum_age_years": 17,
                "capacity_places": int(places[number]) if stated[number] else None,
                "valid_from": date(2020, 1, 1),
                "ags": layer.frame["ags"].iloc[areas[number]],
                "latitude": shapely.get_y(point),
                "longitude": shapely.get_x(point),
                "is_region_wide": False,
            }
            for number, point in enumerate(inside)
        ]
        connection.execute(insert(schema.offer), rows)
        refresh(connection)
    engine.dispose()
    planar = gpd.GeoSeries(inside, crs=4326).to_crs(25832)
    offers = pd.DataFrame(
        {"x": planar.x, "y": planar.y, "one": 1.0, "places": np.where(stated, places, np.nan)}
    )
    compare(ask(url, layer, kind=kind, km=1), demand(project_root, layer, AGE_GROUPS), offers, kind)


def test_frozen_figures(url: str, layer: BoundaryLayer) -> None:
    insight = ask(url, layer, kind=SupplyKind.OFFERS, km=3, phase="0-3")
    by_name = {area.name: area for area in insight.areas}
    assert round(insight.region.value, 3) == 5.919
    assert round(insight.region.without_share_pct, 1) == 20.8
    assert round(by_name["Uetze"].without_share_pct, 1) == 75.9
    assert [area.name for area in insight.areas] == sorted(by_name, key=str.casefold)
