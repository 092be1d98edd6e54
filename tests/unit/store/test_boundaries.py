"""The boundary reader: real files, known points, an independent computation, every bad file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import shape

from lib.domain.errors import BoundaryError
from lib.store.boundaries import BoundaryLayer, assign_ags, load_layer
from lib.text import render

GEO = Path(__file__).resolve().parents[3] / "geo"
REGION = GEO / "region_hannover.geojson"
NIEDERSACHSEN = GEO / "niedersachsen.geojson"
DEUTSCHLAND = GEO / "deutschland.geojson"


def square(west: float, south: float, side: float = 1.0) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(ags: object, geometry: object, name: object = "Ort", **extra: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"ags": ags, "name": name, **extra},
        "geometry": geometry,
    }


def write(folder: Path, *features: object, **members: object) -> Path:
    path = folder / "grenzen.geojson"
    content = {"type": "FeatureCollection", **members, "features": list(features)}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def points(*places: tuple[float | None, float | None]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["latitude", "longitude"], dtype="float64")


@pytest.fixture(scope="module")
def region() -> BoundaryLayer:
    return load_layer(REGION, ags_prefixes=())


@pytest.mark.parametrize(
    ("path", "prefixes", "count"),
    [
        (REGION, (), 21),
        (NIEDERSACHSEN, (), 939),
        (NIEDERSACHSEN, ("03241",), 21),
        (NIEDERSACHSEN, ("03241001", "03254"), 21),
        (DEUTSCHLAND, (), 10_997),
    ],
)
def test_counts_of_real_extents(path: Path, prefixes: tuple[str, ...], count: int) -> None:
    layer = load_layer(path, ags_prefixes=prefixes)
    assert len(layer.frame) == count
    assert layer.frame["ags"].is_unique
    assert layer.frame["ags"].is_monotonic_increasing
    assert all(ags.startswith(prefixes or "") for ags in layer.frame["ags"])


def test_layer_of_the_region(region: BoundaryLayer) -> None:
    assert list(region.frame.columns) == ["ags", "name", "area_km2", "geometry"]
    assert region.frame.crs == "EPSG:4326"
    assert region.frame.index.tolist() == list(range(21))
    assert region.stand == "2023-12-31"
    assert region.attribution.startswith("© BKG (2025) dl-de/by-2-0 (Daten verändert)")
    south, west, north, east = region.bounds
    assert (south, west, north, east) == pytest.approx((52.13, 9.24, 52.68, 10.30), abs=0.01)
    hannover = region.frame.set_index("ags").loc["03241001"]
    assert hannover["name"] == "Hannover"
    assert hannover["area_km2"] == 204.3


def test_payload_is_minimal_and_the_same_areas(region: BoundaryLayer) -> None:
    content = json.loads(region.payload)
    assert set(content) == {"type", "features"}
    assert [f["properties"] for f in content["features"]] == [
        {"ags": ags, "name": name}
        for ags, name in zip(region.frame["ags"], region.frame["name"], strict=True)
    ]
    drawn = [shape(f["geometry"]) for f in content["features"]]
    assert all(a.equals(b) for a, b in zip(drawn, region.frame.geometry, strict=True))
    assert hashlib.sha256(region.payload).hexdigest().startswith(region.digest)
    assert len(region.digest) == 16


def test_digest_follows_the_extent_and_nothing_else() -> None:
    whole = load_layer(NIEDERSACHSEN, ags_prefixes=("03241", "03254"))
    swapped = load_layer(NIEDERSACHSEN, ags_prefixes=("03254", "03241"))
    part = load_layer(NIEDERSACHSEN, ags_prefixes=("03241",))
    assert whole.digest == swapped.digest
    assert whole.digest != part.digest


@pytest.mark.parametrize(
    ("latitude", "longitude", "ags"),
    [
        (52.3745, 9.7385, "03241001"),  # Hannover, Kröpcke
        (52.3035, 9.4600, "03241002"),  # Barsinghausen
        (52.4180, 9.5990, "03241005"),  # Garbsen
        (52.3950, 9.5950, "03241015"),  # Seelze
        (52.4270, 9.4300, "03241021"),  # Wunstorf
        (52.5200, 13.4050, ""),  # Berlin: outside
        (9.7385, 52.3745, ""),  # latitude and longitude swapped
    ],
)
def test_known_places(region: BoundaryLayer, latitude: float, longitude: float, ags: str) -> None:
    assert assign_ags(points((latitude, longitude)), region).tolist() == [ags]


def test_assignment_agrees_with_a_plain_loop(region: BoundaryLayer) -> None:
    random = np.random.default_rng(20210630)
    south, west, north, east = region.bounds
    frame = pd.DataFrame(
        {
            "latitude": random.uniform(south, north, 600),
            "longitude": random.uniform(west, east, 600),
        }
    )
    content = json.loads(REGION.read_text(encoding="utf-8"))
    areas = {f["properties"]["ags"]: shape(f["geometry"]) for f in content["features"]}

    def look_up(latitude: float, longitude: float) -> str:
        place = shapely.Point(longitude, latitude)
        return next((ags for ags, area in areas.items() if area.contains(place)), "")

    expected = [look_up(row.latitude, row.longitude) for row in frame.itertuples()]
    assert assign_ags(frame, region).tolist() == expected
    assert 100 < sum(ags != "" for ags in expected) < 600  # both kinds occurred


def test_shared_border_goes_to_the_lowest_ags_whatever_the_file_order(tmp_path: Path) -> None:
    layer = load_layer(
        write(tmp_path, feature("03000002", square(9, 52)), feature("03000001", square(10, 52))),
        ags_prefixes=(),
    )
    found = assign_ags(points((52.5, 9.5), (52.5, 10.0), (52.5, 10.5), (52.0, 10.0)), layer)
    assert found.tolist() == ["03000002", "03000001", "03000001", "03000001"]


def test_missing_coordinates_and_index_are_kept(region: BoundaryLayer) -> None:
    frame = points((52.3745, 9.7385), (None, 9.7385), (52.3745, None), (np.inf, 9.0))
    frame.index = pd.Index(["d", "c", "b", "a"])
    found = assign_ags(frame, region)
    assert found.to_dict() == {"d": "03241001", "c": "", "b": "", "a": ""}
    assert found.dtype == "str"


def test_no_points_give_an_empty_answer(region: BoundaryLayer) -> None:
    found = assign_ags(points(), region)
    assert found.empty
    assert found.dtype == "str"


def test_a_foreign_file_works(tmp_path: Path) -> None:
    """BKG's own names, no area, no attribution, a byte order mark, Swiss cheese and islands."""
    hole = {
        "type": "Polygon",
        "coordinates": [*square(9, 52)["coordinates"], *square(9.4, 52.4, 0.2)["coordinates"]],
    }
    islands = {
        "type": "MultiPolygon",
        "coordinates": [square(7, 53, 0.1)["coordinates"], square(7.5, 53, 0.1)["coordinates"]],
    }
    path = write(
        tmp_path,
        {"type": "Feature", "properties": {"AGS": "09999002", "GEN": "Öd"}, "geometry": hole},
        feature("09999001", islands, "Inseln", area_km2=12.5),
        feature("09999003", square(9.4, 52.4, 0.2), "Forst", gemeindefrei=True),
    )
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    layer = load_layer(path, ags_prefixes=("09999",))
    assert layer.frame["name"].tolist() == ["Inseln", "Öd"]
    assert (layer.attribution, layer.stand) == ("", "")
    assert layer.frame["area_km2"][0] == 12.5
    # a degree square at 52.5° N is 111.3 km x 68.1 km in round figures, less the hole of 4 %
    assert layer.frame["area_km2"][1] == pytest.approx(111.3 * 68.1 * 0.96, rel=0.01)
    assert assign_ags(points((52.5, 9.5), (53.05, 7.55)), layer).tolist() == ["", "09999001"]


def test_texts_of_a_file_stay_as_they_are(tmp_path: Path) -> None:
    name = '<script>alert("x")</script> \\ "Ö"'
    path = write(tmp_path, feature("03000001", square(9, 52), name), attribution=name, stand="2024")
    layer = load_layer(path, ags_prefixes=())
    assert (layer.attribution, layer.stand) == (name, "2024")
    assert json.loads(layer.payload)["features"][0]["properties"]["name"] == name


GOOD = feature("03000001", square(9, 52))
EMPTY_POLYGON = {"type": "Polygon", "coordinates": []}
LINE = {"type": "LineString", "coordinates": [[9, 52], [10, 53]]}
TOO_FEW = {"type": "Polygon", "coordinates": [[[9, 52], [10, 52]]]}
NOT_A_NUMBER = {"type": "Polygon", "coordinates": [[[9, 52], [10, float("nan")], [9, 53], [9, 52]]]}
IN_METRES = square(550_000, 5_800_000, 1000)


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ([], "enthält keine Gebiete"),
        ([feature("03000001", square(9, 52), gemeindefrei=True)], "enthält keine Gebiete"),
        ([GOOD, feature("3241001", square(10, 52))], "Gebiet Nr. 2 "),
        ([feature(3241001, square(10, 52))], "keinen brauchbaren AGS"),
        ([feature("٠٣٢٤١٠٠١", square(10, 52))], "keinen brauchbaren AGS"),
        ([feature("032410011", square(10, 52))], "keinen brauchbaren AGS"),
        (["keine Fläche"], "keinen brauchbaren AGS"),
        ([{"type": "Feature", "properties": None}], "keinen brauchbaren AGS"),
        ([feature("03000001", square(9, 52), " ")], "keinen Namen"),
        ([GOOD, feature("03000001", square(10, 52))], "AGS 03000001 kommt"),
        ([GOOD, feature("03000002", EMPTY_POLYGON, "Leer")], "Leer (03000002) hat"),
        ([feature("03000002", None)], "keine Fläche"),
        ([feature("03000002", LINE)], "keine Fläche"),
        ([feature("03000002", TOO_FEW)], "keine Fläche"),
        ([feature("03000002", NOT_A_NUMBER)], "keine Fläche"),
        ([feature("03000002", IN_METRES)], "WGS 84"),
    ],
)
def test_bad_content_is_named(tmp_path: Path, features: list[object], expected: str) -> None:
    with pytest.raises(BoundaryError) as caught:
        load_layer(write(tmp_path, *features), ags_prefixes=())
    assert expected in render(caught.value.message, "de")


UNREADABLE = "Die Grenzdatei kaputt.geojson ist nicht als GeoJSON lesbar."
NOTHING_IN_IT = "Die Grenzdatei kaputt.geojson enthält keine Gebiete."


@pytest.mark.parametrize(
    ("expected", "content"),
    [(UNREADABLE, c) for c in (b"", b"{", b"ags;name\n1;x", b"\xff\xfe{\x00", b"[" * 100_000)]
    + [(NOTHING_IN_IT, c) for c in (b"[]", b"null", b'"text"', b"{}", b'{"features": {}}')],
)
def test_other_files_are_named(tmp_path: Path, expected: str, content: bytes) -> None:
    path = tmp_path / "kaputt.geojson"
    path.write_bytes(content)
    with pytest.raises(BoundaryError) as caught:
        load_layer(path, ags_prefixes=())
    assert render(caught.value.message, "de") == expected


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError) as caught:
        load_layer(tmp_path / "fehlt.geojson", ags_prefixes=())
    assert "fehlt.geojson gibt es nicht" in render(caught.value.message, "de")
    with pytest.raises(BoundaryError) as caught:
        load_layer(tmp_path, ags_prefixes=())
    assert "lässt sich nicht öffnen" in render(caught.value.message, "de")


def test_every_prefix_must_match() -> None:
    with pytest.raises(BoundaryError) as caught:
        load_layer(REGION, ags_prefixes=("03241", "99", "3241"))
    text = render(caught.value.message, "de")
    assert "99" in text
    assert "3241" in text
    assert "03241" not in text


def test_an_unknown_encoding_of_a_name_does_not_break_the_payload(tmp_path: Path) -> None:
    path = tmp_path / "grenzen.geojson"
    text = json.dumps({"type": "FeatureCollection", "features": [GOOD]})
    path.write_text(text.replace('"Ort"', '"\\ud800rt"'), encoding="utf-8")
    layer = load_layer(path, ags_prefixes=())
    assert json.loads(layer.payload)["features"][0]["properties"]["name"] == "?rt"


def test_frames_read_by_geopandas_agree(region: BoundaryLayer) -> None:
    other = gpd.read_file(REGION).sort_values("ags", ignore_index=True)
    assert other["ags"].tolist() == region.frame["ags"].tolist()
    assert other.geometry.geom_equals(region.frame.geometry).all()
    assert np.allclose(other["area_km2"], region.frame["area_km2"])
