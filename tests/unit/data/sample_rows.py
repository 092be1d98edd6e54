"""The committed sample files as rows of text, for the tests beside this file."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "data" / "sample"
NEWEST = "2021-06-30"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    return tuple(read(SAMPLE / f"{table}.csv"))


@cache
def regional() -> Any:
    return gpd.read_file(ROOT / "geo" / "region_hannover.geojson").set_index("ags")


@cache
def levels(wave: str) -> dict[tuple[str, str], int]:
    """Level by (rater, rated) in one wave."""
    return {
        (one["rater_key"], one["rated_key"]): int(one["level"])
        for one in rows("cooperation_rating")
        if one["wave_code"] == wave
    }
