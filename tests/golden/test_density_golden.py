"""Densities of the sample: held against a geopandas spatial join written on its own, and frozen.

The frozen figures change only with the sample data or with a decision; then CHANGE_DATE moves too.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest

from lib.domain.offer_density import DensityMeasure
from lib.insights.density import DensityInsight, density
from lib.store.engine import reading_engine
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from pathlib import Path

CHANGE_DATE = "2026-11-21"
DAY = date(2021, 6, 30)
AXES = ("longitude", "latitude")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_sample_database(tmp_path_factory.mktemp("golden") / "sample.sqlite")


def ask(url: str, *, measure: DensityMeasure, phase: str = "") -> DensityInsight:
    engine = reading_engine(url)
    return density(
        engine,
        OfferFilter(on=DAY, life_phase=phase),
        measure=measure,
        prefixes=(),
        extent_name="Region Hannover",
        phase_label="alle",
        state=data_state(engine),
    )


def joined_counts(root: Path) -> pd.Series[int]:
    """Count active 0-3 offers per AGS by place on the map (else stated AGS) and service area."""
    offers = pd.read_csv(root / "data/sample/offer.csv", keep_default_na=False, dtype=str)
    active = offers[
        (offers["status"] == "active")
        & (offers["valid_from"] <= DAY.isoformat())
        & ((offers["valid_to"] == "") | (offers["valid_to"] > DAY.isoformat()))
        & (offers["minimum_age_years"].astype(int) <= 2)
        & (offers["maximum_age_years"].astype(int) >= 0)
    ]
    placed = active[active["latitude"] != ""]
    points = gpd.GeoDataFrame(
        placed[["key"]],
        geometry=gpd.points_from_xy(*(placed[axis].astype(float) for axis in AXES)),
        crs=4326,
    )
    areas = gpd.read_file(root / "geo/region_hannover.geojson")[["ags", "geometry"]]
    on_map = gpd.sjoin(points, areas, predicate="within")[["key", "ags"]]
    stated = active.loc[(active["latitude"] == "") & (active["ags"] != ""), ["key", "ags"]]
    wide = active.assign(ags=active["service_area_ags"].str.split("|")).explode("ags")
    wide = wide.loc[wide["ags"] != "", ["key", "ags"]]
    return pd.concat([on_map, stated, wide]).drop_duplicates().groupby("ags").size()


def test_counts_equal_a_spatial_join(url: str, project_root: Path) -> None:
    insight = ask(url, measure=DensityMeasure.COUNT, phase="0-3")
    expected = joined_counts(project_root)
    assert {area.ags: area.value for area in insight.areas if area.value} == expected.to_dict()


def test_rates_equal_a_second_computation(url: str, project_root: Path) -> None:
    context = pd.read_csv(project_root / "data/context/gemeinden.csv", dtype={"ags": str})
    children = context.set_index("ags")["alter_unter_3"]
    expected = joined_counts(project_root)
    insight = ask(url, measure=DensityMeasure.PER_1000_CHILDREN, phase="0-3")
    for area in insight.areas:
        assert area.value == pytest.approx(1000 * expected.get(area.ags, 0) / children[area.ags])
    ags = [area.ags for area in insight.areas]
    assert insight.reference.value == pytest.approx(
        1000 * expected.reindex(ags, fill_value=0).sum() / children[ags].sum()
    )


def test_frozen_figures(url: str) -> None:
    insight = ask(url, measure=DensityMeasure.PER_1000_CHILDREN, phase="0-3")
    by_name = {area.name: round(area.value, 3) for area in insight.areas}
    assert round(insight.reference.value, 3) == 7.502
    assert by_name["Garbsen"] == 10.526
    assert by_name["Uetze"] == 3.623
    assert insight.totals.distinct_count == 212
    assert [area.name for area in insight.areas] == sorted(
        (area.name for area in insight.areas), key=str.casefold
    )


def test_region_value_is_no_mean_of_rates(url: str) -> None:
    insight = ask(url, measure=DensityMeasure.PER_1000_CHILDREN, phase="0-3")
    mean = sum(area.value for area in insight.areas) / len(insight.areas)
    assert abs(insight.reference.value - mean) > 1


@pytest.mark.parametrize("measure", list(DensityMeasure))
def test_every_measure_answers(url: str, measure: DensityMeasure) -> None:
    insight = ask(url, measure=measure)
    assert len(insight.areas) == 21
    assert insight.answer
    assert sum(insight.classification.counts) == sum(
        area.state.value == "value" for area in insight.areas
    )


def test_numbers_are_not_compared_with_their_total(url: str) -> None:
    insight = ask(url, measure=DensityMeasure.COUNT)
    assert insight.reference.value == insight.totals.distinct_count == 487
    assert all(math.isnan(area.difference_to_region_pct) for area in insight.areas)
    assert "difference_to_region_pct" not in [column.key for column in insight.table.columns]
    text = " ".join(render(sentence, "de") for sentence in insight.answer)
    assert text == (
        "Für alle gibt es in der Auswahl (Region Hannover) 487 aktive Angebote. "
        "Jede Kommune mit Angaben hat mindestens eines."
    )


def test_who_has_none_is_named(url: str) -> None:
    insight = ask(url, measure=DensityMeasure.COUNT, phase="16-18")
    text = render(insight.answer[1], "de")
    assert text == "Keines in 5 Kommunen, darunter Gehrden, Isernhagen und Sehnde."
