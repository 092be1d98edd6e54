"""The shipped data: boundaries, code lists, census figures; whole, sound and well labelled."""

from __future__ import annotations

import gzip
import importlib.util
import itertools
import json
import math
import sys
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from lib.store.schema import metadata

ROOT = Path(__file__).resolve().parents[3]
BASE = ROOT / "data" / "base"
CODE_LISTS = {
    "life_phase": 6,
    "transition": 5,
    "field_of_action": 4,
    "offer_kind": 6,
    "prevention_level": 3,
    "provider_sector": 4,
    "institution_type": 14,
    "context_indicator": 23,
}
LAYERS = {"region_hannover": 21, "niedersachsen": 964, "deutschland": 10_997}
GERMANY_WITHOUT_FIGURES = 10  # AGS of 2021, merged or renumbered in the list of figures


@cache
def base(name: str) -> pd.DataFrame:
    return pd.read_csv(BASE / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8")


@cache
def context() -> pd.DataFrame:
    return pd.read_csv(ROOT / "data/context/gemeinden.csv", dtype={"ags": str}).set_index("ags")


@cache
def collection(name: str) -> dict[str, Any]:
    text = (ROOT / "geo" / f"{name}.geojson").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@cache
def areas(name: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame.from_features(collection(name)["features"], crs="EPSG:4326")


# --- boundaries --------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "count"), LAYERS.items())
def test_boundaries_are_complete_and_sound(name: str, count: int) -> None:
    frame = areas(name)
    assert len(frame) == count
    assert frame["ags"].is_unique
    assert frame["ags"].is_monotonic_increasing
    assert frame["ags"].str.fullmatch(r"\d{8}").all()
    assert (frame["name"].str.strip() != "").all()
    assert (frame["area_km2"] > 0).all()
    assert not frame.geometry.is_empty.any()
    assert frame.geometry.is_valid.all()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())


@pytest.mark.parametrize("name", LAYERS)
def test_boundaries_state_their_origin(name: str) -> None:
    content = collection(name)
    assert "BKG" in content["attribution"]
    assert "(Daten verändert)" in content["attribution"]
    assert content["licence"] == "dl-de/by-2-0"
    assert set(areas(name)["stand"]) == {content["stand"]}
    readme = (ROOT / "geo" / "README.md").read_text(encoding="utf-8")
    assert content["attribution"] in readme
    assert f"{name}.geojson" in readme


@pytest.mark.parametrize("name", LAYERS)
def test_coordinates_have_four_decimals(name: str) -> None:
    coordinates = shapely.get_coordinates(areas(name).geometry.to_numpy())
    assert (coordinates == coordinates.round(4)).all()


def test_files_have_the_size_a_browser_should_get() -> None:
    for name, limit_kb in (("region_hannover", 50), ("niedersachsen", 700), ("deutschland", 1500)):
        data = (ROOT / "geo" / f"{name}.geojson").read_bytes()
        assert len(gzip.compress(data, 6)) < 1000 * limit_kb


def test_areas_add_up_to_known_ones() -> None:
    frame = areas("region_hannover")
    assert frame["area_km2"].sum() == pytest.approx(2297, rel=0.01)
    drawn_km2 = frame.to_crs("EPSG:25832").area.sum() / 1e6
    assert drawn_km2 == pytest.approx(2297, rel=0.01)
    assert areas("deutschland")["area_km2"].sum() == pytest.approx(357_600, rel=0.01)


def test_unincorporated_areas_are_marked() -> None:
    flags = areas("niedersachsen").set_index("ags")["gemeindefrei"]
    assert flags.sum() == 25
    assert flags["03351501"]  # Lohheide
    assert not flags.filter(like="03241").any()


def test_region_is_the_same_in_both_files() -> None:
    own = areas("region_hannover").set_index("ags")
    state = areas("niedersachsen").set_index("ags").loc[own.index]
    assert own["name"].equals(state["name"])
    assert own["area_km2"].equals(state["area_km2"])


# --- population and census ---------------------------------------------------------------------
def test_every_boundary_has_figures() -> None:
    known = set(context().index)
    assert set(areas("region_hannover")["ags"]) <= known
    assert set(areas("niedersachsen")["ags"]) <= known
    assert len(set(areas("deutschland")["ags"]) - known) == GERMANY_WITHOUT_FIGURES


def test_figures_are_whole_and_complete_for_the_region() -> None:
    frame = context()
    assert frame.shape == (10_993, 27)
    assert frame.index.is_unique
    assert frame.index.is_monotonic_increasing
    figures = frame.drop(columns="name")
    assert ((figures >= 0) | figures.isna()).all(axis=None)
    assert ((figures % 1 == 0) | figures.isna()).all(axis=None)
    region = figures[figures.index.str.startswith("03241")]
    assert len(region) == 21
    assert region.notna().all(axis=None)


def test_published_figures_of_hannover() -> None:
    hannover = context().loc["03241001"]
    assert hannover["bevoelkerung_2023"] == 548_186  # also in BKG's VG250-EW
    assert hannover["zensus_bevoelkerung"] == 513_291  # Zensus 2022


def test_children_are_the_sum_of_their_age_groups() -> None:
    frame = context()
    groups = ["alter_unter_3", "alter_3_5", "alter_6_9", "alter_10_15"]
    for column, count in (("kinder_unter_6", 2), ("kinder_unter_10", 3), ("kinder_unter_16", 4)):
        total = frame[groups[:count]].sum(axis=1, skipna=False)
        pd.testing.assert_series_equal(frame[column], total, check_names=False)


def test_file_holds_whole_numbers_as_text() -> None:
    path = ROOT / "data/context/gemeinden.csv"
    raw = pd.read_csv(path, dtype=str, keep_default_na=False).drop(columns="name")
    for column in raw:
        assert raw[column].str.fullmatch(r"\d*").all(), column


# --- code lists --------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "count"), CODE_LISTS.items())
def test_code_lists_fit_the_schema(name: str, count: int) -> None:
    frame = base(name)
    assert len(frame) == count
    assert list(frame.columns) == [column.name for column in metadata.tables[name].columns]
    assert frame["code"].is_unique
    assert frame["position"].astype(int).tolist() == list(range(1, count + 1))


@pytest.mark.parametrize("name", CODE_LISTS)
def test_labels_are_complete_in_both_languages(name: str) -> None:
    frame = base(name)
    for column in frame.columns:
        assert (frame[column].str.strip() != "").all(), column
        assert (frame[column] == frame[column].str.strip()).all(), column
    for language in ("label_de", "label_en"):
        assert frame[language].is_unique


@pytest.mark.parametrize("name", CODE_LISTS)
def test_texts_fit_their_columns(name: str) -> None:
    for column in metadata.tables[name].columns:
        limit = getattr(column.type, "length", None)
        if limit is not None:
            assert base(name)[column.name].str.len().max() <= limit, column.name


def test_life_phases_tile_childhood_without_gap() -> None:
    phases = base("life_phase").astype({"age_from_years": int, "age_to_years": int})
    assert phases["age_from_years"].iloc[0] == -1
    assert phases["age_to_years"].tolist()[:-1] == phases["age_from_years"].tolist()[1:]
    assert (phases["age_to_years"] > phases["age_from_years"]).all()
    assert set(phases["children_indicator_code"]) <= set(base("context_indicator")["code"])


def test_transitions_join_each_phase_to_the_next() -> None:
    transitions, phases = base("transition"), base("life_phase")["code"].tolist()
    pairs = list(zip(transitions["from_phase_code"], transitions["to_phase_code"], strict=True))
    assert pairs == list(itertools.pairwise(phases))


def test_indicators_name_every_column_of_the_figures_and_its_source() -> None:
    columns = (
        context()
        .columns.drop("name")
        .str.replace(r"^bevoelkerung_\d{4}$", "bevoelkerung", regex=True)
    )
    indicators = base("context_indicator").set_index("code")
    assert set(indicators.index) == set(columns)
    register = indicators.index == "bevoelkerung"
    assert indicators.loc[register, "source"].str.contains("Destatis").all()
    assert (
        indicators.loc[~register, "source"]
        .str.contains("© Statistische Ämter des Bundes und der Länder, 2024")
        .all()
    )
    assert (indicators.loc[~register, "licence"] == "dl-de/by-2-0").all()
    assert (indicators.loc[~register, "vintage"] == "15.05.2022").all()
    households = indicators.index.str.startswith("haushalte")
    assert (indicators["unit"] == "Haushalte").tolist() == households.tolist()
    english = indicators["unit"].map({"Personen": "persons", "Haushalte": "households"})
    assert indicators["unit_en"].tolist() == english.tolist()
    computed = indicators["source"].str.contains("berechnet")
    assert computed.tolist() == indicators.index.str.startswith("kinder_unter").tolist()


def test_readme_names_every_data_set() -> None:
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for file in (*BASE.glob("*.csv"), *(ROOT / "data" / "context").glob("*.csv")):
        assert file.name in readme, file.name
    for source in base("context_indicator")["source"].str.split(";").str[0].unique():
        assert source in readme, source


# --- rebuilding --------------------------------------------------------------------------------
def builder() -> Any:
    spec = importlib.util.spec_from_file_location("build_geo", ROOT / "tools" / "build_geo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_geo"] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def strips(folder: Path, *, gap: float) -> Path:
    """Two neighbours with a winding border; `gap` degrees between them."""
    border = [[10 + 0.003 * math.sin(0.9 * i), 52 + i * 0.001] for i in range(101)]
    moved = [[x + gap, y] for x, y in border]
    rings = {
        "03000002": [[9.9, 52.0], *border, [9.9, 52.1], [9.9, 52.0]],
        "03000001": [*moved, [10.1, 52.1], [10.1, 52.0], moved[0]],
    }
    features = [
        {
            "type": "Feature",
            "properties": {"ags": ags, "name": f"Ort {ags}", "stand": "2024-01-01"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for ags, ring in rings.items()
    ]
    path = folder / "source.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def recipe(module: Any, *, features: int = 2) -> Any:
    return module.Recipe(
        source="source.geojson",
        target="target.geojson",
        expected_features=features,
        tolerance_m=150,
        decimals=4,
        attribution="© Amt",
        origin="Test",
    )


def test_builder_simplifies_and_keeps_borders_shared(tmp_path: Path) -> None:
    module = builder()
    source = strips(tmp_path, gap=0)
    text, _ = module.build(source, recipe(module))
    assert (text, _) == module.build(source, recipe(module))
    content = json.loads(text)
    frame = gpd.GeoDataFrame.from_features(content["features"], crs="EPSG:4326")
    assert frame["ags"].tolist() == ["03000001", "03000002"]
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert frame.geometry.count_coordinates().sum() < 100  # of 208
    assert content["attribution"] == "© Amt"
    assert content["area_km2_method"] == "computed in EPSG:25832"
    assert frame["area_km2"].sum() == pytest.approx(111.3 * 0.1 * 68.5 * 0.2, rel=0.01)


def test_builder_refuses_an_unsound_result(tmp_path: Path) -> None:
    module = builder()
    with pytest.raises(ValueError, match="2 features instead of 3"):
        module.build(strips(tmp_path, gap=0), recipe(module, features=3))
    with pytest.raises(ValueError, match="no longer share their borders"):
        module.build(strips(tmp_path, gap=-0.0205), recipe(module))
