import gzip
import json
import os
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.domain.errors import BoundaryError
from lib.maps.assets import SCRIPT_LINKS, STYLE_LINKS
from lib.settings import Settings
from lib.web import boundary_path, configured_layer, routes
from lib.web.boundaries import accepts_gzip

REGION = Settings().boundaries


def region():
    return configured_layer(Settings(boundaries=REGION))


def client(provider=region, base_path=""):
    return TestClient(Starlette(routes=routes(layer_provider=provider, base_path=base_path)))


def test_server_answers():
    answer = client().get("/healthz")
    assert answer.json() == {"status": "ok"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("link", [url for _, url in SCRIPT_LINKS + STYLE_LINKS])
def test_all_the_map_links_to_is_served_for_ever(link):
    answer = client().get(link.replace("../../", "/"))
    assert answer.status_code == 200
    assert len(answer.content) > 500
    assert "immutable" in answer.headers["cache-control"]
    kind = "text/css" if link.endswith(".css") else "text/javascript"
    assert answer.headers["content-type"].startswith(kind)


def test_pictures_and_jquery_are_served():
    style = next(url for _, url in STYLE_LINKS if "leaflet" in url).replace("../../", "/")
    http = client()
    folder = style.rsplit("/", 1)[0]
    assert http.get(f"{folder}/images/layers.png").status_code == 200
    jquery = [route.path for route in http.app.routes if "jquery" in route.path]
    assert http.get(f"{jquery[0]}/jquery.min.js").status_code == 200


@pytest.mark.parametrize(
    "path", ["/assets/leaflet/0.0/leaflet.js", "/assets/maps/x/choropleth.js", "/assets/"]
)
def test_other_assets_are_not_found(path):
    answer = client().get(path)
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_missing_file_of_a_folder_is_not_kept_for_ever():
    folder = next(url for _, url in SCRIPT_LINKS if "leaflet" in url).replace("../../", "/")
    answer = client().get(folder.replace("leaflet.js", "missing.js"))
    assert answer.status_code == 404
    assert "cache-control" not in answer.headers


@pytest.mark.parametrize(("coding", "packed"), [("gzip, br", True), ("identity", False)])
def test_boundaries_are_served_as_the_browser_likes_them(coding, packed):
    layer = region()
    http = client()
    with http.stream(
        "GET", "/" + boundary_path(layer.digest), headers={"Accept-Encoding": coding}
    ) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == ("gzip" if packed else None)
    assert answer.headers["content-length"] == str(len(raw))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("application/geo+json")
    assert (gzip.decompress(raw) if packed else raw) == layer.payload
    if packed:
        assert len(raw) < len(layer.payload) / 2
    assert len(json.loads(layer.payload)["features"]) == 21


@pytest.mark.parametrize(
    "name", ["gemeinden-0000.geojson", "x.geojson", "gemeinden-.geojson", "%2e%2e%2fapp.py"]
)
def test_other_boundaries_are_not_found(name):
    assert client().get(f"/boundaries/{name}").status_code == 404


def test_broken_boundaries_are_not_found_and_logged(tmp_path, caplog):
    settings = Settings(boundaries=tmp_path / "missing.geojson")
    answer = client(lambda: configured_layer(settings)).get("/boundaries/gemeinden-1.geojson")
    assert answer.status_code == 404
    assert "missing.geojson" in caplog.text
    assert "missing" not in answer.text


def test_base_path_stands_before_everything():
    http = client(base_path="/monitor/")
    assert http.get("/monitor/healthz").status_code == 200
    assert http.get("/healthz").status_code == 404
    script = SCRIPT_LINKS[0][1].replace("../../", "/monitor/")
    assert http.get(script).status_code == 200
    assert http.get("/monitor/" + boundary_path(region().digest)).status_code == 200


def copy_with_names(path, pattern):
    text = REGION.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"Garbsen"', f'"{pattern}"', text), encoding="utf-8")


def test_layer_is_read_once_until_the_file_changes(tmp_path):
    path = Path(tmp_path) / "b.geojson"
    copy_with_names(path, "Garbsen")
    settings = Settings(boundaries=path)
    first = configured_layer(settings)
    assert configured_layer(settings) is first
    copy_with_names(path, "Umbenannt")
    os.utime(path, ns=(1, 1))
    second = configured_layer(settings)
    assert second.digest != first.digest
    assert "Umbenannt" in set(second.frame["name"])


def test_another_layer_is_packed_anew(tmp_path):
    path = tmp_path / "b.geojson"
    copy_with_names(path, "Garbsen")
    settings = Settings(boundaries=path)
    http = client(lambda: configured_layer(settings))
    assert "Garbsen" in http.get("/" + boundary_path(configured_layer(settings).digest)).text
    copy_with_names(path, "Umbenannt")
    os.utime(path, ns=(1, 1))
    assert "Umbenannt" in http.get("/" + boundary_path(configured_layer(settings).digest)).text


def test_a_failure_is_not_remembered(tmp_path):
    path = tmp_path / "b.geojson"
    settings = Settings(boundaries=path)
    with pytest.raises(BoundaryError):
        configured_layer(settings)
    copy_with_names(path, "Garbsen")
    assert len(configured_layer(settings).frame) == 21


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("", False), ("br", False),
        ("gzip;q=0", False), ("gzip; q=0.0, br", False), ("identity, *;q=0", False),
    ],
)  # fmt: skip
def test_accept_encoding(header, expected):
    assert accepts_gzip(header) is expected
