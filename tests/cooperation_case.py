"""A small hand-made case of cooperation, for the tests of store, insights and pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from lib.store import schema
from lib.store.engine import writing_engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DAY = date(2020, 10, 1)
TYPES = ("kita", "schule", "amt")


def code(name: str, position: int, **more: object) -> dict[str, object]:
    return {"code": name, "position": position, "label_de": name, "label_en": name, **more}


BASE: dict[str, list[dict[str, Any]]] = {
    "municipality": [
        {"ags": "03241001", "name": "A", "area_km2": 1.0},
        {"ags": "03241002", "name": "B", "area_km2": 1.0},
        {"ags": "99000001", "name": "Far", "area_km2": 1.0},
    ],
    "provider_sector": [code("x", 1)],
    "institution_type": [code(name, place) for place, name in enumerate(TYPES)],
    "life_phase": [code("0-3", 1, age_from_years=0, age_to_years=3, children_indicator_code=None)],
    "wave": [
        {
            "code": year,
            "label_de": f"Runde {year}",
            "label_en": f"Round {year}",
            "starts_on": date(int(year), 9, 1),
            "ends_on": date(int(year), 12, 1),
        }
        for year in ("2018", "2020")
    ],
}
#: key, type, ags: 4 day-care centres, 3 schools, 1 office of the whole Region, 1 outside.
INSTITUTIONS = (
    ("k1", "kita", "03241001"),
    ("k2", "kita", "03241001"),
    ("k3", "kita", "03241002"),
    ("k4", "kita", "03241002"),
    ("s1", "schule", "03241001"),
    ("s2", "schule", "03241002"),
    ("s3", "schule", "03241001"),
    ("a1", "amt", None),
    ("far", "kita", "99000001"),
)


def fill(
    url: str,
    ratings: Iterable[tuple[str, str, int]],
    *,
    wave: str = "2020",
    criteria: Mapping[tuple[str, str], tuple[int | None, int | None, int | None]] | None = None,
    pairs: Sequence[Mapping[str, object]] = (),
    agreements: Sequence[Mapping[str, object]] = (),
    phases: Sequence[str] = (),
    waves: bool = True,
) -> None:
    """Write the case: `ratings` are (rater, rated, level)."""
    tables = schema.metadata.tables
    known = criteria or {}
    rows = [
        {
            "wave_code": wave,
            "rater_key": rater,
            "rated_key": rated,
            "rated_on": DAY,
            "level": level,
            "knowledge_level": known.get((rater, rated), (None,) * 3)[0],
            "bindingness_level": known.get((rater, rated), (None,) * 3)[1],
            "regularity_level": known.get((rater, rated), (None,) * 3)[2],
        }
        for rater, rated, level in ratings
    ]
    hosts = [
        {"key": key, "name": f"Haus {key}", "type_code": kind, "sector_code": "x", "ags": ags}
        for key, kind, ags in INSTITUTIONS
    ]
    links = [{"institution_key": key, "life_phase_code": "0-3"} for key in phases]
    batch = {
        "file_name": "case",
        "table_name": "institution",
        "sha256": "0" * 64,
        "imported_at": datetime(2020, 12, 31, tzinfo=UTC),
        "rows_added": 1,
        "rows_updated": 0,
        "rows_unchanged": 0,
        "is_sample": False,
    }
    groups: list[tuple[str, Sequence[Mapping[str, object]]]] = [
        *((name, part) for name, part in BASE.items() if waves or name != "wave"),
        ("institution", hosts),
        ("institution_life_phase", links),
        ("cooperation_rating", rows),
        ("cooperation_pair", pairs),
        ("agreement", agreements),
        ("import_batch", [batch]),
    ]
    with writing_engine(url).begin() as connection:
        for name, part in groups:
            if part:
                connection.execute(insert(tables[name]), [dict(row) for row in part])


def pair(a: str, b: str, **more: object) -> dict[str, object]:
    return {
        "wave_code": "2020",
        "institution_a_key": a,
        "institution_b_key": b,
        "agreed_level": None,
        "agreed_on": None,
        "next_step": "",
        "next_step_due_on": None,
        "next_step_owner": "",
        **more,
    }
