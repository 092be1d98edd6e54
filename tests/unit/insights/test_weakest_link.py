"""Weakest link on the sample against a recomputation from the files, and on a small case."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, update

from lib.domain.errors import MeasureError
from lib.domain.gaps import GapThresholds
from lib.domain.vocabulary import CellState
from lib.domain.weakest_link import Grade, LinkPart
from lib.insights.cooperation import Scope
from lib.insights.weakest_link import WeakestLinks, newest_wave, weakest_links
from lib.insights.weakest_link_words import (
    link_sentence,
    lowest_pairs,
    pairs_table,
    part_sentence,
)
from lib.report.exports import to_csv
from lib.settings import ROOT
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import fill, pair
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DAY = date(2021, 6, 30)
HALF_A_YEAR_ON = "2021-12-30"  # 183 days after the day
PREFIXES = ("03241",)
WORDS = {Grade.WEAK: 0, Grade.STRAINED: 1, Grade.HOLDS: 2}


def links(
    url: str, *, on: date = DAY, shows_single_pairs: bool = True, **more: Any
) -> WeakestLinks:
    engine = reading_engine(url)
    known, state = lists(engine, prefixes=PREFIXES), data_state(engine)
    scope = Scope(
        shows_single_pairs=shows_single_pairs,
        prefixes=PREFIXES,
        state=state,
        types=known.codes["institution_type"],
        waves=known.waves,
    )
    return weakest_links(
        engine,
        OfferFilter(on=on),
        thresholds=GapThresholds(),
        extent_name="Region",
        lists=known,
        scope=scope,
        **more,
    )


# --- the sample, recomputed from its files -------------------------------------------------------
def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def level_of_pairs() -> dict[frozenset[str], int]:
    """Agreed level, else the lower of both ratings, in 2020."""
    rated: dict[frozenset[str], list[int]] = defaultdict(list)
    for one in rows("sample/cooperation_rating.csv"):
        if one["wave_code"] == "2020":
            rated[frozenset((one["rater_key"], one["rated_key"]))].append(int(one["level"]))
    found = {ends: min(levels) for ends, levels in rated.items() if len(levels) == 2}
    for one in rows("sample/cooperation_pair.csv"):
        if one["wave_code"] == "2020" and one["agreed_level"]:
            ends = frozenset((one["institution_a_key"], one["institution_b_key"]))
            found[ends] = int(one["agreed_level"])
    return found


def agreement_of_pairs() -> dict[frozenset[str], int]:
    """2 valid, 1 about to end within 183 days; pairs without either are missing."""
    found: dict[frozenset[str], int] = defaultdict(int)
    for one in rows("sample/agreement.csv"):
        end = one["valid_to"]
        if one["valid_from"] <= DAY.isoformat() and (not end or end > DAY.isoformat()):
            ends = frozenset((one["institution_a_key"], one["institution_b_key"]))
            found[ends] = max(found[ends], 1 if end and end <= HALF_A_YEAR_ON else 2)
    return found


def involved(ags: str, start: str, end: str) -> set[frozenset[str]]:
    hosts = [
        (one["key"], one["ags"], one["life_phase_codes"].split("|"))
        for one in rows("sample/institution.csv")
        if not one["closed_on"] and one["ags"] in {ags, ""}
    ]
    return {
        frozenset((key, other))
        for key, home, phases in hosts
        for other, away, others in hosts
        if key != other and start in phases and end in others and (home or away)
    }


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> WeakestLinks:
    path: Path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    return links(build_sample_database(path))


def test_cooperation_and_agreement_equal_the_files(sample: WeakestLinks) -> None:
    phases = {
        f"u~{one['code']}": (one["from_phase_code"], one["to_phase_code"])
        for one in rows("base/transition.csv")
    }
    levels, agreed = level_of_pairs(), agreement_of_pairs()
    assert len(sample.cells) == 21 * len(phases) == 105
    for cell in sample.cells:
        pairs = involved(cell.gap.ags, *phases[cell.gap.column.key])
        known = sorted(levels[ends] for ends in pairs & levels.keys())
        assert (cell.pairs_count, cell.levels_count) == (len(pairs), len(known))
        expected = known[(len(known) - 1) // 2] if known else None
        assert cell.level == expected
        best = max((agreed.get(ends, 0) for ends in pairs), default=0)
        if pairs:
            assert WORDS[cell.link.agreement] == best
        if expected is None:
            assert cell.link.cooperation is Grade.UNKNOWN
        else:
            assert WORDS[cell.link.cooperation] == (expected >= 2) + (expected >= 3)


def test_grades_are_the_minimum_and_named_in_the_answer(sample: WeakestLinks) -> None:
    weak = [cell for cell in sample.cells if cell.link.grade is Grade.WEAK]
    assert 0 < len(weak) < 105
    answer = render(sample.answer[0], "de")
    assert f"Von 105 Übergängen sind {len(weak)} schwach" in answer
    blamed = [cell for cell in sample.cells if LinkPart.AGREEMENT in cell.link.weakest]
    broken = [c for c in sample.cells if c.link.grade in {Grade.WEAK, Grade.STRAINED}]
    blamed = [cell for cell in broken if cell in blamed]
    assert f"({len(blamed)} von {len(broken)})" in render(sample.answer[1], "de")


def test_table_and_files_say_all_that_the_picture_says(sample: WeakestLinks) -> None:
    text = to_csv(sample.table, sample.provenance, language="de").decode("utf-8-sig")
    assert len(sample.table.frame) == 105
    for cell in sample.cells[:10]:
        for part in LinkPart:
            assert render(part_sentence(cell, part), "de").replace('"', '""') in text
    assert "Nur im Kreis sichtbar" in text
    assert set(sample.table.state("level")) <= {CellState.VALUE.value, CellState.UNKNOWN.value}


def test_pairs_of_a_cell_come_lowest_first(sample: WeakestLinks) -> None:
    cell = next(cell for cell in sample.cells if cell.levels_count >= 3)
    table = pairs_table(sample, cell, level_names=())
    assert len(table.frame) == cell.pairs_count
    levels = sample.pairs.iloc[list(cell.pairs)]["pair_level"]
    first = lowest_pairs(sample, cell, count=1)[0]
    is_first = (sample.pairs["institution_a_key"] == first[0]) & (
        sample.pairs["institution_b_key"] == first[1]
    )
    assert sample.pairs[is_first]["pair_level"].item() == levels.min()


# --- a small case, on both databases -------------------------------------------------------------
def chain(
    url: str,
    ratings: Sequence[tuple[str, str, int]] = (),
    *,
    ends: Sequence[date | None] = (),
    **more: Any,
) -> None:
    """k1 (0-3) and s1 (3-6) in A; a1 of the whole Region works in both phases."""
    agreements = [
        {
            "key": f"v{number}",
            "institution_a_key": "k1",
            "institution_b_key": "s1",
            "title": "T",
            "valid_from": date(2019, 1, 1),
            "valid_to": end,
        }
        for number, end in enumerate(ends)
    ]
    fill(url, ratings, agreements=agreements, **more)
    phase = {"code": "3-6", "position": 2, "label_de": "b", "label_en": "b",
             "age_from_years": 3, "age_to_years": 6}  # fmt: skip
    link = {"code": "u", "position": 1, "label_de": "u", "label_en": "u",
            "from_phase_code": "0-3", "to_phase_code": "3-6"}  # fmt: skip
    works = [("k1", "0-3"), ("s1", "3-6"), ("a1", "0-3"), ("a1", "3-6")]
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.life_phase), phase)
        connection.execute(insert(schema.transition), link)
        connection.execute(delete(schema.institution_life_phase))
        values = [{"institution_key": key, "life_phase_code": code} for key, code in works]
        connection.execute(insert(schema.institution_life_phase), values)


def test_pairs_rated_by_one_side_have_no_level(migrated_url: str) -> None:
    chain(migrated_url, [("k1", "s1", 5)], ends=[None])
    cell = links(migrated_url).cell("03241001", "u~u")
    assert cell is not None
    assert (cell.pairs_count, cell.levels_count, cell.level) == (3, 0, None)
    assert cell.link.cooperation is Grade.UNKNOWN
    assert cell.link.agreement is Grade.HOLDS
    assert render(part_sentence(cell, LinkPart.COOPERATION), "en") == (
        "None of 3 pairs was rated by both sides."
    )


def test_the_lower_median_and_the_state_of_agreements(migrated_url: str) -> None:
    ratings = [("k1", "s1", 5), ("s1", "k1", 4), ("k1", "a1", 2), ("a1", "k1", 3)]
    chain(migrated_url, ratings, ends=[date(2021, 8, 1)])
    found = links(migrated_url)
    cell = found.cell("03241001", "u~u")
    assert cell is not None
    assert (cell.level, cell.levels_count) == (2.0, 2)  # of 2 and 4 the lower
    assert cell.link.agreement is Grade.STRAINED  # about to end
    assert links(migrated_url, on=date(2021, 8, 1)).cells[0].link.agreement is Grade.WEAK
    assert "no report" in render(part_sentence(cell, LinkPart.OFFERS), "en")
    assert render(link_sentence(cell), "en") == (
        "Strained; the weakest: cooperation and agreement."
    )
    other = found.cell("03241002", "u~u")  # nobody but the institution of the whole Region
    assert other is not None
    assert (other.pairs_count, other.link.grade) == (0, Grade.UNKNOWN)
    assert found.cell("03241001", "u~gone") is None


def test_an_agreed_level_counts_and_no_agreement_anywhere_is_not_known(migrated_url: str) -> None:
    chain(migrated_url, pairs=[pair("k1", "s1", agreed_level=3)])
    cell = links(migrated_url).cell("03241001", "u~u")
    assert cell is not None
    assert (cell.level, cell.link.cooperation) == (3.0, Grade.HOLDS)
    assert cell.link.agreement is Grade.UNKNOWN
    assert cell.link.grade is Grade.UNKNOWN


def test_an_institution_that_closed_after_the_round_began_is_no_link(migrated_url: str) -> None:
    chain(migrated_url, [("k1", "s1", 5), ("s1", "k1", 4)], ends=[None])
    with writing_engine(migrated_url).begin() as connection:
        table = schema.institution
        closed = {"closed_on": date(2021, 3, 1)}
        connection.execute(update(table).where(table.c.key == "k1").values(**closed))
    before, after = (links(migrated_url, on=on).cells[0] for on in (date(2021, 2, 28), DAY))
    assert (before.pairs_count, before.level) == (3, 4.0)
    assert (after.pairs_count, after.level) == (1, None)  # s1 and a1
    assert after.link.agreement is Grade.WEAK


def test_places_narrow_the_cells_and_not_the_answer(migrated_url: str) -> None:
    chain(migrated_url)
    narrowed = links(migrated_url, places=("03241002",))
    assert [cell.gap.ags for cell in narrowed.cells] == ["03241002"]
    assert narrowed.answer == links(migrated_url).answer


def test_the_newest_wave_that_had_begun(migrated_url: str) -> None:
    fill(migrated_url, [])
    engine = reading_engine(migrated_url)
    days = {date(2018, 8, 31): "", date(2018, 9, 1): "2018", date(2020, 8, 31): "2018"}
    assert {day: newest_wave(engine, on=day) for day in days} == days
    assert newest_wave(engine, on=DAY) == "2020"


def test_before_the_first_wave(migrated_url: str) -> None:
    chain(migrated_url, [("k1", "s1", 5), ("s1", "k1", 4)])
    found = links(migrated_url, on=date(2018, 1, 1))
    assert found.wave == ""
    assert {cell.link.cooperation for cell in found.cells} == {Grade.UNKNOWN}
    assert "No survey round had begun." in [
        render(source, "en") for source in found.provenance.sources
    ]


def test_without_transitions(migrated_url: str) -> None:
    fill(migrated_url, [])
    found = links(migrated_url)
    assert found.cells == ()
    assert "no transitions" in render(found.answer[0], "en")
    assert found.table.frame.empty


def test_it_is_refused_outside_the_circle(migrated_url: str) -> None:
    chain(migrated_url)
    with pytest.raises(MeasureError):
        links(migrated_url, shows_single_pairs=False)
