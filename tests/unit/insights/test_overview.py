"""The overview: sums, states and sentences on small hand-made cases and the sample."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import isnan
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert

from lib.domain.vocabulary import CellState
from lib.insights.indicator import ON_TRACK, Status
from lib.insights.overview import Overview, overview
from lib.insights.overview_attention import NAMES_SHOWN, without_offer
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database
from tests.unit.store.test_offer_queries import fill, offer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BATCH = {
    "file_name": "x.csv",
    "table_name": "offer",
    "sha256": "0" * 64,
    "imported_at": datetime(2026, 1, 1, tzinfo=UTC),
    "rows_added": 1,
    "rows_updated": 0,
    "rows_unchanged": 0,
    "is_sample": False,
}


def ask(url: str) -> Overview:
    engine = reading_engine(url)
    return overview(
        engine,
        prefixes=(),
        extent_name="Testkreis",
        lists=lists(engine, prefixes=()),
        state=data_state(engine),
    )


def add(url: str, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.metadata.tables[table]), list(rows))


def texts(found: Overview) -> str:
    return " ".join(render(item.text, "de") for item in found.attention)


def test_small_case(migrated_url: str) -> None:
    fill(
        migrated_url,
        [
            offer("a", last_confirmed_on=date(2020, 6, 30)),
            offer("b", ags="03241002", last_confirmed_on=date(2018, 1, 1)),
            offer("wide", ags=None, is_region_wide=True),
        ],
    )
    add(migrated_url, "import_batch", [BATCH])
    found = ask(migrated_url)
    assert found.totals.distinct_count == 3
    assert found.reference.numerator == 2
    assert found.provenance.reference_date == date(2020, 6, 30)
    assert found.cooperation.state is CellState.UNKNOWN
    assert found.goals.year is None
    assert found.networks.networks_count == 0
    assert "C" in texts(found)  # the municipality that reported nothing
    assert "2 aktive Angebote (67 %)" in texts(found)
    assert [column.key for column in found.table.columns][:2] == ["name", "phase"]
    assert len(found.table.frame) == 9


def test_one_or_two_parents_are_withheld(migrated_url: str) -> None:
    fill(migrated_url, [offer("a", last_confirmed_on=date(2020, 6, 30))])
    add(migrated_url, "import_batch", [BATCH])
    add(migrated_url, "network", [{"key": "n", "name": "Netz", "ags": None, "founded_on": None}])
    meeting = {
        "key": "m",
        "network_key": "n",
        "steering_body_key": None,
        "held_on": date(2020, 5, 1),
        "participants_count": 40,
        "parents_count": 2,
    }
    add(migrated_url, "meeting", [meeting])
    found = ask(migrated_url).networks
    assert found.parents_state is CellState.WITHHELD
    assert found.parents_count == 0
    add(migrated_url, "meeting", [{**meeting, "key": "m2", "parents_count": 1}])
    found = ask(migrated_url).networks
    assert (found.parents_state, found.parents_count) == (CellState.VALUE, 3)
    assert found.meetings_count == 2


def rated_by(url: str, pairs: Sequence[tuple[str, str]], *, level: int = 4) -> None:
    """Write a wave with these ratings."""
    fill(url, [offer("a", last_confirmed_on=date(2020, 6, 30))])
    add(url, "import_batch", [BATCH])
    wave = {
        "code": "w",
        "label_de": "w",
        "label_en": "w",
        "starts_on": date(2020, 1, 1),
        "ends_on": date(2020, 2, 1),
    }
    add(url, "wave", [wave])
    host = {"type_code": "t", "sector_code": "x", "ags": None}
    add(url, "institution", [{**host, "key": key, "name": key} for key in "klmno"])
    rating = {"wave_code": "w", "rated_on": date(2020, 1, 5), "level": level}
    add(
        url,
        "cooperation_rating",
        [{**rating, "rater_key": rater, "rated_key": rated} for rater, rated in pairs],
    )


def test_few_ratings_are_withheld(migrated_url: str) -> None:
    rated_by(migrated_url, ["ij", "ji", "kj", "li", "mk"])
    found = ask(migrated_url).cooperation
    assert found.state is CellState.WITHHELD
    assert isnan(found.overall.median)
    assert found.pairs_state is CellState.WITHHELD  # few institutions: shares speak of pairs
    assert isnan(found.rated_share_pct)


def test_people_nobody_counted_are_not_zero(migrated_url: str) -> None:
    fill(migrated_url, [offer("a", last_confirmed_on=date(2020, 6, 30))])
    add(migrated_url, "import_batch", [BATCH])
    add(migrated_url, "network", [{"key": "n", "name": "Netz", "ags": None, "founded_on": None}])
    assert ask(migrated_url).networks.parents_state is CellState.VALUE  # no meeting: truly none
    meeting = {
        "key": "m",
        "network_key": "n",
        "steering_body_key": None,
        "held_on": date(2020, 5, 1),
        "participants_count": None,
        "parents_count": None,
    }
    add(migrated_url, "meeting", [meeting])
    found = ask(migrated_url).networks
    assert found.meetings_count == 1
    assert (found.participants_state, found.parents_state) == (CellState.UNKNOWN,) * 2


def test_gaps_are_named_without_a_census_too(migrated_url: str) -> None:
    fill(migrated_url, [offer(key, ags=f"0324100{key}") for key in "123"])
    add(migrated_url, "import_batch", [BATCH])
    with writing_engine(migrated_url).begin() as connection:
        connection.execute(delete(schema.context_value))
    found = ask(migrated_url)
    empty = found.table.frame["offers_count"] == 0
    assert empty.any()
    assert set(found.table.frame["value_state"]) == {CellState.NOT_COMPUTABLE.value}
    sentences = " ".join(render(sentence, "de") for sentence in found.answer)
    assert "Jede Kommune" not in sentences
    assert f"In {int(empty.sum())} Fällen hat eine Kommune" in sentences


def test_silent_municipalities_are_not_said_to_have_offers(migrated_url: str) -> None:
    fill(migrated_url, [offer("a", minimum_age_years=-1, maximum_age_years=99)])
    add(migrated_url, "import_batch", [BATCH])
    found = ask(migrated_url)
    assert CellState.NO_REPORT.value in set(found.table.frame["value_state"])
    assert "Jede Kommune" not in " ".join(render(line, "de") for line in found.answer)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    return ask(build_sample_database(tmp_path_factory.mktemp("o") / "sample.sqlite"))


def test_sample_figures(sample: Overview) -> None:
    """Frozen figures; they change only with the sample data."""
    assert sample.totals.distinct_count == 487
    assert sample.networks.networks_count == 14
    assert sample.goals.year == 2020
    assert sum(count for _, count in sample.goals.statuses) == 38
    assert sample.goals.count(*ON_TRACK) == 16
    assert sample.goals.count(Status.THUNDERSTORM) == 5
    overall = sample.cooperation.overall
    assert (overall.median, overall.lower_quartile, overall.upper_quartile) == (2, 2, 3)
    assert (overall.close_from_pct, overall.close_to_pct) == (45, 50)
    assert round(sample.cooperation.rated_share_pct, 1) == 6.6  # 503 of 7 626 pairs
    assert len(sample.table.frame) == 21 * 6


def test_every_sentence_reads_in_both_languages(sample: Overview) -> None:
    for language in ("de", "en"):
        for text in (*sample.answer, *(item.text for item in sample.attention)):
            assert "{" not in render(text, language)  # type: ignore[arg-type]


def test_among_them_is_said_only_where_some_stay_unnamed(sample: Overview) -> None:
    gap = next(item for item in sample.attention if "phase" in dict(item.parameters))
    lacking = without_offer(sample.table.frame)
    count = int((lacking["phase_code"] == dict(gap.parameters)["phase"]).sum())
    assert count > NAMES_SHOWN
    assert f"{count} Kommunen ohne aktives Angebot, darunter" in render(gap.text, "de")


def test_all_are_named_where_there_is_room(migrated_url: str) -> None:
    """Two municipalities report, both lack the later phases: none stays unnamed."""
    fill(migrated_url, [offer("a", ags="03241001"), offer("b", ags="03241002")])
    add(migrated_url, "import_batch", [BATCH])
    found = ask(migrated_url)
    sentences = [render(item.text, "de") for item in found.attention]
    gap = next(text for text in sentences if "ohne aktives Angebot" in text)
    assert "2 Kommunen ohne aktives Angebot (" in gap
    assert "darunter" not in gap
