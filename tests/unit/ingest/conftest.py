"""A small extent of two square municipalities, and a database that knows it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from lib.ingest.fingerprints import CODE_LISTS
from lib.ingest.run import check, run_import
from lib.store.boundaries import BoundaryLayer, load_layer
from lib.text import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lib.ingest.report import Report

WEST, EAST = "03241001", "03241002"


def _square(ags: str, name: str, west: float) -> dict[str, object]:
    ring = [[west, 52], [west + 1, 52], [west + 1, 53], [west, 53], [west, 52]]
    return {
        "type": "Feature",
        "properties": {"ags": ags, "name": name, "area_km2": 100.5},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture(scope="session")
def boundaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Boundary file: Weststadt covers 9–10° E, Oststadt 10–11° E, both 52–53° N."""
    path = tmp_path_factory.mktemp("geo") / "two.geojson"
    features = [_square(WEST, "Weststadt", 9), _square(EAST, "Oststadt", 10)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture(scope="session")
def layer(boundaries: Path) -> BoundaryLayer:
    return load_layer(boundaries, ags_prefixes=())


def write_base(folder: Path) -> None:
    """Write code lists, the two municipalities and three institutions."""
    shutil.copytree(CODE_LISTS, folder, dirs_exist_ok=True)
    (folder / "gemeinden.csv").write_text(
        f"ags;name;flaeche_km2\n{WEST};Weststadt;100,5\n{EAST};Oststadt;100,5\n"
    )
    (folder / "einrichtungen.csv").write_text(
        "schluessel;name;einrichtungsart;traegerart;ags;lebensphasen\n"
        f"kita;Kita;kita;frei;{WEST};0-3|3-6\n"
        f"schule;Schule;grundschule;oeffentlich;{EAST};6-10\n"
        "amt;Jugendamt;jugendamt;oeffentlich;;\n"
    )
    (folder / "erhebungsrunden.csv").write_text(
        "code;bezeichnung_de;bezeichnung_en;beginn;ende\n"
        "2020;Erhebung;Survey;01.03.2020;31.05.2020\n"
    )


@pytest.fixture(scope="session")
def base_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    write_base(folder)
    return folder


@pytest.fixture(scope="session")
def base_sqlite(
    tmp_path_factory: pytest.TempPathFactory,
    sqlite_template: Path,
    base_folder: Path,
    layer: BoundaryLayer,
) -> Path:
    path = tmp_path_factory.mktemp("seeded") / "base.sqlite"
    shutil.copy(sqlite_template, path)
    report = run_import([base_folder], url=f"sqlite:///{path}", layer=layer)
    assert report.is_written, report.bad
    return path


@pytest.fixture
def base_url(tmp_path: Path, base_sqlite: Path) -> str:
    """SQLite with code lists, municipalities, institutions and a wave."""
    path = tmp_path / "monitor.sqlite"
    shutil.copy(base_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def both_url(migrated_url: str, base_folder: Path, layer: BoundaryLayer) -> str:
    """The same on SQLite and on PostgreSQL."""
    assert run_import([base_folder], url=migrated_url, layer=layer).is_written
    return migrated_url


@pytest.fixture
def checked(tmp_path: Path, base_sqlite: Path, layer: BoundaryLayer) -> Callable[..., Report]:
    """Check files given as name=content against the seeded database."""

    def run(**files: str | bytes) -> Report:
        folder = tmp_path / "files"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            file_name = name if name.endswith(".xlsx") else f"{name}.csv"
            (folder / file_name).write_bytes(data)
        return check([folder], url=f"sqlite:///{base_sqlite}", layer=layer)

    return run


OFFER_HEADER = (
    "schluessel;name;einrichtung;status;alter_von;alter_bis;gueltig_von;gueltig_bis;"
    "ags;breitengrad;laengengrad;regionsweit;handlungsfelder"
)
#: A correct row of `angebote`, by German header.
OFFER = {
    "schluessel": "a1", "name": "Elterncafé", "einrichtung": "kita", "status": "aktiv",
    "alter_von": "Schwangerschaft", "alter_bis": "2", "gueltig_von": "01.08.2019",
    "gueltig_bis": "", "ags": WEST, "breitengrad": "52,5", "laengengrad": "9,5",
    "regionsweit": "nein", "handlungsfelder": "sozial|gesundheitlich",
}  # fmt: skip


def offers(*changes: dict[str, str]) -> str:
    """Return a CSV of offers: one correct row per dict, with these cells changed."""
    rows = [OFFER | {"schluessel": f"a{n}"} | change for n, change in enumerate(changes, 1)]
    return "\n".join([OFFER_HEADER, *(";".join(row.values()) for row in rows)]) + "\n"


def complaints(report: Report) -> list[tuple[str, int, str, str, str]]:
    """Return the bad cells with their reason in English."""
    return [(b.file, b.row, b.column, b.value, render(b.reason, "en")) for b in report.bad]
