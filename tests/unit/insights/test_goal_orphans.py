"""Links and orphans of the goal system: the sample counted again, and a sample that is cut."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from lib.insights.goal_orphan_words import Link, Orphan
from lib.insights.goal_orphans import GoalOrphans, goal_orphans
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database

REGION = ("03241",)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("orphans") / "sample.sqlite"
    build_sample_database(file)
    return file


@pytest.fixture
def path(sample: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copy(sample, tmp_path / "copy.sqlite"))


def orphans(path: Path, **chosen: object) -> GoalOrphans:
    engine = reading_engine(f"sqlite:///{path}")
    asked = {"ags": "", "strategic": "", "body": "", "year": 2020, **chosen}
    return goal_orphans(
        engine,
        **asked,  # type: ignore[arg-type]
        prefixes=REGION,
        lists=lists(engine, prefixes=REGION),
        state=data_state(engine),
    )


def run(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


def counts(found: GoalOrphans, key: str) -> dict[Link, int]:
    return dict(next(links.counts for links in found.goals if links.key == key))


def keys(found: GoalOrphans, kind: Orphan) -> list[str]:
    return found.lists[kind].frame["key"].tolist()


def test_every_goal_without_goals_below_has_a_row(sample: Path) -> None:
    sql = "SELECT key FROM goal WHERE level = 3 AND ags IS NULL"
    operational = {row[0] for row in sqlite3.connect(sample).execute(sql)}
    assert {links.key for links in orphans(sample).goals} == operational


def test_an_intermediate_goal_without_goals_below_is_told_too(path: Path) -> None:
    before = {links.key for links in orphans(path).goals}
    run(
        path,
        "INSERT INTO goal (key, level, parent_key, parent_level, position, title_de, title_en, "
        "responsible_body) VALUES ('MZ9', 2, 'LZ4', 1, 99, 'Neu', '', '')",
    )
    found = orphans(path)
    assert {links.key for links in found.goals} - before == {"MZ9"}
    assert "MZ9" in keys(found, Orphan.NO_INDICATOR)
    assert "MZ9" in keys(found, Orphan.NO_MEASURE)
    assert "MZ9" in keys(found, Orphan.NO_OFFER)


def test_the_sample_counted_again(sample: Path) -> None:
    sql = """
        SELECT COUNT(*) FROM offer o WHERE o.status = 'active' AND o.valid_from <= '2021-06-30'
        AND (o.valid_to IS NULL OR o.valid_to > '2021-06-30')
    """
    linked = " AND o.key IN (SELECT offer_key FROM measure_offer)"
    connection = sqlite3.connect(sample)
    everything, tied = (connection.execute(sql + more).fetchone()[0] for more in ("", linked))
    found = orphans(sample)
    assert found.active_offers_count == everything
    assert found.count(Orphan.LOOSE_OFFER) == everything - tied > 0
    loose = connection.execute("SELECT key FROM indicator WHERE goal_key IS NULL").fetchall()
    assert keys(found, Orphan.LOOSE_INDICATOR) == [row[0] for row in loose]
    said = render(found.answer[1], "en")
    assert said == f"{everything - tied} of {everything} active offers belong to no goal."


def test_a_goal_whose_measures_ended_has_nobody_at_work(path: Path) -> None:
    assert counts(orphans(path), "HZ1.1.1")[Link.MEASURE] == 2  # a third one is completed
    run(path, "UPDATE measure SET status = 'stopped' WHERE goal_key = 'HZ1.1.1'")
    found = orphans(path)
    assert counts(found, "HZ1.1.1")[Link.MEASURE] == 0
    assert keys(found, Orphan.NO_MEASURE) == ["HZ1.1.1"]


def test_offers_that_ended_do_not_count(path: Path) -> None:
    offers = "(SELECT offer_key FROM measure_offer WHERE measure_key = 'massnahme-02')"
    before = counts(orphans(path), "HZ1.1.1")[Link.OFFER]
    run(path, f"UPDATE offer SET status = 'inactive' WHERE key IN {offers}")
    found = orphans(path)
    assert 0 < counts(found, "HZ1.1.1")[Link.OFFER] < before
    table = found.lists[Orphan.MEASURE_WITHOUT_OFFER].frame
    row = table[table["key"] == "massnahme-02"].iloc[0]
    assert render(row["why"], "en") == "linked offers are no longer active"


def test_an_indicator_of_a_direction_has_no_target_and_an_old_value_is_not_current(
    path: Path,
) -> None:
    run(
        path,
        "UPDATE indicator SET kind = 'direction_only' WHERE key = 'sprachstand'",
        "DELETE FROM observation WHERE indicator_key = 'sprachstand' AND year >= 2020",
    )
    found = counts(orphans(path), "HZ1.1.1")
    assert found[Link.INDICATOR] == 2
    assert found[Link.TARGET] == 1
    assert found[Link.CURRENT] == 1
    assert counts(orphans(path, year=2019), "HZ1.1.1")[Link.CURRENT] == 2


def test_filters_narrow_goals_and_measures(sample: Path) -> None:
    found = orphans(sample, strategic="LZ4")
    assert {links.key for links in found.goals} == {"HZ4.1.1", "HZ4.2.1", "HZ4.2.2"}
    idle = set(keys(found, Orphan.MEASURE_WITHOUT_OFFER))
    assert 0 < len(idle) < orphans(sample).count(Orphan.MEASURE_WITHOUT_OFFER)
    body = "Koordination Frühe Hilfen (Beispiel)"
    theirs = orphans(sample, body=body).goals
    assert theirs
    assert all(links.key.startswith(("HZ1", "HZ2")) for links in theirs)


def test_a_municipality_adds_its_goals_and_asks_for_its_offers(sample: Path) -> None:
    town = "03241002"
    found = orphans(sample, ags=town)
    assert {links.key for links in found.goals if links.ags} == {"HZ1.2.3"} | {
        links.key for links in found.goals if links.ags == town
    }
    assert found.count(Orphan.LOOSE_OFFER) < orphans(sample).count(Orphan.LOOSE_OFFER)


def test_without_any_goal_it_says_so(sample: Path) -> None:
    found = orphans(sample, strategic="LZ4", body="niemand")
    assert not found.goals
    assert render(found.answer[0], "en") == "There is no goal in this selection."
