"""The sample data: reproducible, within its own time, whole, without a real person."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Boolean, Date, Float, Integer, create_engine, event, insert

from lib.store.schema import metadata
from tests.unit.data.sample_rows import NEWEST, ROOT, SAMPLE, read, regional, rows

if TYPE_CHECKING:
    from pathlib import Path

CODE_LISTS = (
    "context_indicator", "life_phase", "transition", "field_of_action", "offer_kind",
    "prevention_level", "provider_sector", "institution_type",
)  # fmt: skip
EXACT = {
    "offer": 600, "wave": 2, "cooperation_rating": 1509, "indicator": 38, "network": 14,
    "steering_body": 14, "goal": 39, "measure": 40, "gap_decision": 2,
    "reflection_question": 10, "goal_cooperation": 21, "indicator_target": 4, "annotation": 17,
    "proposal": 4, "proposal_option": 10, "observation_revision": 26,
}  # fmt: skip
#: parent table -> folded cell -> (child table, own key column, code column)
FOLDED = {
    "institution": {
        "life_phase_codes": ("institution_life_phase", "institution_key", "life_phase_code")
    },
    "offer": {
        "field_codes": ("offer_field", "offer_key", "field_code"),
        "service_area_ags": ("offer_service_area", "offer_key", "ags"),
        "transition_codes": ("offer_transition", "offer_key", "transition_code"),
    },
    "measure": {"offer_keys": ("measure_offer", "measure_key", "offer_key")},
    "goal": {"life_phase_codes": ("goal_life_phase", "goal_key", "life_phase_code")},
    "indicator": {"part_keys": ("indicator_part", "indicator_key", "part_key")},
}


# --- the script ----------------------------------------------------------------------------------
def test_script_writes_the_committed_bytes_again(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.build_sample", "--out", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    assert made == {path.name: path.read_bytes() for path in SAMPLE.glob("*.csv")}
    assert len(made) == 22


# --- size and time -------------------------------------------------------------------------------
@pytest.mark.parametrize(("table", "count"), EXACT.items())
def test_counts(table: str, count: int) -> None:
    assert len(rows(table)) == count


def test_counts_by_kind() -> None:
    assert 115 <= len(rows("institution")) <= 125
    assert {one["type_code"] for one in rows("institution")} == {
        one["code"] for one in read(ROOT / "data" / "base" / "institution_type.csv")
    }
    assert Counter(goal["level"] for goal in rows("goal")) == {"1": 4, "2": 10, "3": 25}
    assert Counter(one["is_region_wide"] for one in rows("offer"))["ja"] == 15


def test_nothing_is_later_than_the_newest_day() -> None:
    confirmed = [one["last_confirmed_on"] for one in rows("offer")]
    assert max(confirmed) == NEWEST
    assert max(one["rated_on"] for one in rows("cooperation_rating")) <= NEWEST
    assert max(one["held_on"] for one in rows("meeting")) <= NEWEST
    for day in ("agreed_on", "talked_on"):
        assert max(one[day] for one in rows("cooperation_pair")) <= NEWEST
    assert max(int(one["year"]) for one in rows("observation")) == 2020
    assert max(one["published_on"] for one in rows("observation")) <= NEWEST
    assert max(one["replaced_on"] for one in rows("observation_revision")) <= NEWEST
    assert max(one["done_on"] for one in rows("milestone")) <= NEWEST
    assert max(one["happened_on"] for one in rows("annotation")) <= NEWEST
    assert min(one["held_on"] for one in rows("meeting")) >= "2014-01-01"


def test_confirmations_are_mostly_fresh_some_old_some_never() -> None:
    confirmed = [one["last_confirmed_on"] for one in rows("offer")]
    fresh = sum(day > "2020-06-30" for day in confirmed) / len(confirmed)
    assert 0.55 <= fresh <= 0.67
    assert sum("" < day < "2019-06-30" for day in confirmed) >= 30
    assert sum(day == "" for day in confirmed) >= 30


def test_every_rating_lies_in_its_wave() -> None:
    waves = {one["code"]: (one["starts_on"], one["ends_on"]) for one in rows("wave")}
    for one in rows("cooperation_rating"):
        first, last = waves[one["wave_code"]]
        assert first <= one["rated_on"] <= last


# --- privacy and integrity -----------------------------------------------------------------------
def test_no_contact_of_anybody() -> None:
    mail = re.compile(r"\S+@\S+\.\w+")
    phone = re.compile(r"(?<![\d.-])(\+\d|0[1-9])[\d /()-]{6,}\d")
    web = re.compile(r"https?://|www\.")
    texts = ("name", "description", "title", "body", "reason", "note", "definition", "label",
             "next_step", "responsible", "source", "unit", "caveat", "contact", "text", "situation",
             "decision", "budget", "funding")  # fmt: skip
    for path in SAMPLE.glob("*.csv"):
        for one in read(path):
            for column, cell in one.items():
                if not column.startswith(texts) or column.endswith("_on"):
                    continue
                assert not mail.search(cell), cell
                assert not web.search(cell), cell
                assert not phone.search(cell), cell


def convert(column: Any, cell: str) -> Any:
    if cell == "":
        return None if column.nullable else column.default.arg
    if isinstance(column.type, Boolean):
        return {"ja": True, "nein": False}[cell]
    if isinstance(column.type, Date):
        return date.fromisoformat(cell)
    if isinstance(column.type, Integer):
        return int(cell)
    return float(cell) if isinstance(column.type, Float) else cell


def load(
    connection: Any, table: str, source: list[dict[str, str]]
) -> dict[str, list[dict[str, str]]]:
    """Insert the rows; return the folded rows of child tables, to be inserted later."""
    target = metadata.tables[table]
    folded = FOLDED.get(table, {})
    children: dict[str, list[dict[str, str]]] = defaultdict(list)
    values = []
    for one in source:
        plain = {name: cell for name, cell in one.items() if name not in folded}
        assert set(plain) <= set(target.columns.keys())
        value = {name: convert(target.c[name], cell) for name, cell in plain.items()}
        if table == "goal":
            value["parent_level"] = value["level"] - 1 if value["parent_key"] else None
        values.append(value)
        for cell, (child, own, code) in folded.items():
            for part in filter(None, one[cell].split("|")):
                children[child].append({own: one["key"], code: part})
    connection.execute(insert(target), values)
    return children


def test_every_row_loads_with_its_foreign_keys() -> None:
    folded: dict[str, list[dict[str, str]]] = {}
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=ON"))
    metadata.create_all(engine)
    with engine.begin() as connection:
        places = [
            {"ags": ags, "name": one["name"], "area_km2": str(one["area_km2"])}
            for ags, one in regional().iterrows()
        ]
        load(connection, "municipality", places)
        for table in CODE_LISTS:
            load(connection, table, read(ROOT / "data" / "base" / f"{table}.csv"))
        ours = {path.stem for path in SAMPLE.glob("*.csv")}
        for table in (one.name for one in metadata.sorted_tables if one.name in ours):
            folded.update(load(connection, table, list(rows(table))))
        for child, parts in folded.items():
            connection.execute(insert(metadata.tables[child]), parts)
        assert len(folded) == 7
        for table in ours:
            count = connection.execute(metadata.tables[table].select()).fetchall()
            assert len(count) == len(rows(table)) > 0
    engine.dispose()
