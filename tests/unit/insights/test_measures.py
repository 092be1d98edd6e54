"""Measures on a day and the radar: a small case by hand, the sample counted again in SQL."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from lib.domain.measure_timing import EndCause, MilestoneState, Timing, horizon
from lib.domain.vocabulary import MeasureStatus
from lib.insights.cooperation import Scope
from lib.insights.measure_radar import measure_radar
from lib.insights.measure_words import calendar_words
from lib.insights.measures import (
    MeasureChoice,
    Only,
    StatusChoice,
    measure_lists,
    measure_plan,
)
from lib.insights.radar_types import EndKind
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter, offer_totals
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from pathlib import Path

    from lib.insights.measures import MeasurePlan
    from lib.insights.radar_types import Radar

REGION = ("03241",)
EVERY = MeasureChoice(status=StatusChoice.EVERY, months=24)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("measures") / "sample.sqlite"
    build_sample_database(path)
    return path


def plan(path: Path, chosen: MeasureChoice) -> MeasurePlan:
    engine = reading_engine(f"sqlite:///{path}")
    known = lists(engine, prefixes=REGION)
    return measure_plan(engine, chosen, prefixes=REGION, lists=known, state=data_state(engine))


def radar(path: Path, *, months: int = 12, ags: str = "", circle: bool = True) -> Radar:
    engine = reading_engine(f"sqlite:///{path}")
    known = lists(engine, prefixes=REGION)
    scope = Scope(
        shows_single_pairs=circle,
        prefixes=REGION,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
    )
    return measure_radar(engine, months=months, ags=ags, scope=scope, lists=known)


def query(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


def copy_with(sample: Path, target: Path, *statements: str) -> Path:
    target.write_bytes(sample.read_bytes())
    with sqlite3.connect(target) as connection:
        for statement in statements:
            connection.execute(statement)
    return target


# --- timeline ------------------------------------------------------------------------------------
def test_every_measure_stands_once_with_goal_and_judgement(sample: Path) -> None:
    found = plan(sample, EVERY)
    assert {row.key for row in found.rows} == {
        key for (key,) in query(sample, "SELECT key FROM measure")
    }
    assert len(found.rows) == len(found.table.frame) == 40
    for row in found.rows:
        assert row.strategic.startswith("LZ")
        assert row.goal_title.de
        if row.status in {MeasureStatus.DONE, MeasureStatus.STOPPED}:
            assert row.timing is Timing.CLOSED
            assert row.overdue_milestones == ()


def test_open_measures_come_first_and_each_filter_narrows(sample: Path) -> None:
    usual = plan(sample, MeasureChoice())
    assert {row.status for row in usual.rows} == {MeasureStatus.RUNNING, MeasureStatus.PLANNED}
    for code, status in (
        (StatusChoice.RUNNING, "running"),
        (StatusChoice.PLANNED, "planned"),
        (StatusChoice.DONE, "done"),
        (StatusChoice.STOPPED, "stopped"),
    ):
        found = plan(sample, MeasureChoice(status=code))
        (count,) = query(sample, "SELECT COUNT(*) FROM measure WHERE status = ?", status)[0:1][0]
        assert len(found.rows) == count > 0
    body = usual.rows[0].body
    assert {row.body for row in plan(sample, replace(EVERY, body=body)).rows} == {body}
    assert {row.strategic for row in plan(sample, replace(EVERY, strategic="LZ2")).rows} == {"LZ2"}


def test_overdue_and_ending_leave_only_what_somebody_must_settle(sample: Path) -> None:
    overdue = plan(sample, replace(EVERY, only=Only.OVERDUE))
    assert overdue.rows
    assert all(row.is_pressing for row in overdue.rows)
    assert set(overdue.rows) == set(overdue.pressing)
    ending = plan(sample, replace(EVERY, only=Only.ENDING))
    last = horizon(overdue.provenance.reference_date, months=24)
    assert ending.rows
    assert all(row.first_end and row.first_end <= last and row.is_open for row in ending.rows)
    said = render(ending.answer[1], "en")
    assert said == f"Shown: {len(ending.rows)} of them."


def test_a_year_keeps_the_measures_that_run_in_it(sample: Path) -> None:
    found = plan(sample, replace(EVERY, first_year=2018, last_year=2018))
    sql = (
        "SELECT key FROM measure WHERE (starts_on IS NULL OR starts_on <= '2018-12-31') "
        "AND (ends_on IS NULL OR ends_on >= '2018-01-01')"
    )
    assert {row.key for row in found.rows} == {key for (key,) in query(sample, sql)}
    assert 0 < len(found.rows) < 40


def test_a_municipality_has_its_goals_measures_and_those_with_an_offer_there(sample: Path) -> None:
    ags = "03241005"
    sql = """
        SELECT m.key FROM measure m JOIN goal g ON g.key = m.goal_key
        WHERE g.ags = :ags OR EXISTS (
            SELECT 1 FROM measure_offer l JOIN offer o ON o.key = l.offer_key
            LEFT JOIN offer_service_area a ON a.offer_key = o.key
            WHERE l.measure_key = m.key AND (o.ags = :ags OR a.ags = :ags))
    """
    with sqlite3.connect(sample) as connection:
        expected = {key for (key,) in connection.execute(sql, {"ags": ags})}
    found = plan(sample, replace(EVERY, ags=ags))
    assert {row.key for row in found.rows} == expected
    assert 0 < len(expected) < 40


def test_days_of_one_measure(sample: Path, tmp_path: Path) -> None:
    """What the calendar says changes with the days, and milestones count as overdue from the day
    after.
    """
    path = copy_with(
        sample,
        tmp_path / "case.sqlite",
        "UPDATE measure SET status = 'running', starts_on = '2020-01-01', ends_on = '2021-12-31', "
        "funding_ends_on = '2021-09-30' WHERE key = 'massnahme-02'",
        "DELETE FROM milestone WHERE measure_key = 'massnahme-02'",
        "INSERT INTO milestone (key, measure_key, title_de, title_en, due_on, done_on) VALUES "
        "('a', 'massnahme-02', 'A', '', '2021-06-29', NULL), "
        "('b', 'massnahme-02', 'B', '', '2021-06-30', NULL), "
        "('c', 'massnahme-02', 'C', '', '2021-01-01', '2021-02-01')",
    )
    found = plan(path, MeasureChoice(months=6))
    assert found.provenance.reference_date == date(2021, 6, 30)
    row = found.row("massnahme-02")
    assert row is not None
    assert (row.timing, row.cause, row.first_end) == (
        Timing.ENDING,
        EndCause.FUNDING,
        date(2021, 9, 30),
    )
    assert [one.state for one in row.milestones] == [
        MilestoneState.DONE,
        MilestoneState.OVERDUE,
        MilestoneState.DUE,
    ]
    assert [one.key for one in row.overdue_milestones] == ["a"]
    assert row.next_milestone is not None
    assert row.next_milestone.key == "a"
    assert row in found.pressing
    assert row in found.ending
    assert render(calendar_words(row), "en") == "ends soon, milestone overdue"
    calm = replace(row, timing=Timing.ON_COURSE)
    assert render(calendar_words(calm), "en") == "milestone overdue"
    assert render(calendar_words(replace(calm, milestones=())), "en") == "on course"


def test_without_measures_the_page_says_what_to_do(sample: Path, tmp_path: Path) -> None:
    path = copy_with(
        sample,
        tmp_path / "none.sqlite",
        "DELETE FROM milestone",
        "DELETE FROM measure_offer",
        "DELETE FROM measure",
    )
    found = plan(path, EVERY)
    assert found.rows == ()
    assert "import measures" in render(found.answer[0], "en")
    engine = reading_engine(f"sqlite:///{path}")
    assert measure_lists(engine, prefixes=REGION).years == ()
    assert radar(path).ends


# --- radar ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("ags", ["", "03241005"])
def test_active_offers_of_a_link_are_those_of_the_other_pages(sample: Path, ags: str) -> None:
    """Phases as the density counts them, transitions as SQL counts the words of the method."""
    found = radar(sample, ags=ags)
    engine = reading_engine(f"sqlite:///{sample}")
    day = found.day.isoformat()
    place = (
        "(o.ags = :ags OR EXISTS (SELECT 1 FROM offer_service_area a "
        "WHERE a.offer_key = o.key AND a.ags = :ags))"
        if ags
        else "1"
    )
    sql = f"""
        SELECT COUNT(*) FROM offer o WHERE o.status = 'active' AND o.valid_from <= :day
        AND (o.valid_to IS NULL OR o.valid_to > :day) AND {place} AND (
            EXISTS (SELECT 1 FROM offer_transition n
                    WHERE n.offer_key = o.key AND n.transition_code = :code)
            OR EXISTS (SELECT 1 FROM transition t JOIN life_phase p ON p.code = t.to_phase_code
                       WHERE t.code = :code AND o.minimum_age_years < p.age_from_years
                       AND o.maximum_age_years >= p.age_from_years))
    """
    for link in found.links:
        if link.column.is_transition:
            with sqlite3.connect(sample) as connection:
                values = {"day": day, "ags": ags, "code": link.column.code}
                (expected,) = connection.execute(sql, values).fetchone()
            assert link.offers_count == expected
        elif not ags:
            chosen = OfferFilter(on=found.day, life_phase=link.column.code)
            assert link.offers_count == offer_totals(engine, chosen, prefixes=REGION).distinct_count
    assert sum(link.offers_count for link in found.links) > 0


def test_offers_that_depend_on_an_end_counted_in_plain_steps(sample: Path) -> None:
    found = radar(sample, months=24)
    day, last = found.day.isoformat(), found.last.isoformat()
    own = {
        key
        for (key,) in query(
            sample,
            "SELECT key FROM offer WHERE status = 'active' AND valid_from <= ? AND valid_to > ? "
            "AND date(valid_to, '-1 day') <= ?",
            day,
            day,
            last,
        )
    }
    through = {
        key
        for (key,) in query(
            sample,
            "SELECT DISTINCT l.offer_key FROM measure_offer l JOIN measure m "
            "ON m.key = l.measure_key JOIN offer o ON o.key = l.offer_key "
            "WHERE m.status IN ('running', 'planned') AND (m.ends_on <= ? OR "
            "m.funding_ends_on <= ?) AND o.status = 'active' AND o.valid_from <= ? "
            "AND (o.valid_to IS NULL OR o.valid_to > ?)",
            last,
            last,
            day,
            day,
        )
    }
    hanging = {offer for end in found.ends for offer in end.offers}
    assert hanging == own | through
    assert own - through
    assert through - own
    ages = {
        str(key): (young, old)
        for key, young, old in query(
            sample, "SELECT key, minimum_age_years, maximum_age_years FROM offer"
        )
    }
    for code, start, end in query(
        sample, "SELECT code, age_from_years, age_to_years FROM life_phase"
    ):
        here = {key for key in hanging if ages[key][0] < end and ages[key][1] >= start}
        link = next(one for one in found.links if one.column.key == code)
        assert link.dependent_count == len(here)


def test_an_offer_that_names_a_transition_hangs_there_whatever_its_ages(
    sample: Path, tmp_path: Path
) -> None:
    ((code, border),) = query(
        sample,
        "SELECT t.code, p.age_from_years FROM transition t JOIN life_phase p "
        "ON p.code = t.to_phase_code ORDER BY t.position DESC LIMIT 1",
    )
    ((key,),) = query(
        sample,
        "SELECT key FROM offer WHERE status = 'active' AND valid_from < '2021-01-01' "
        "AND maximum_age_years < ? AND key NOT IN (SELECT offer_key FROM offer_transition "
        "UNION SELECT offer_key FROM measure_offer) AND (valid_to IS NULL) ORDER BY key LIMIT 1",
        border,
    )
    ending = f"UPDATE offer SET valid_to = '2021-12-31' WHERE key = '{key}'"
    naming = f"INSERT INTO offer_transition VALUES ('{key}', '{code}')"
    counts = []
    for name, statements in (("ages", (ending,)), ("named", (ending, naming))):
        found = radar(copy_with(sample, tmp_path / name, *statements))
        link = next(one for one in found.links if one.column.key == f"u~{code}")
        counts.append((link.offers_count, link.dependent_count))
        assert (key in {end.key for end in link.ends}) is (name == "named")
    assert counts[1] == (counts[0][0] + 1, counts[0][1] + 1)


def test_a_longer_look_ahead_never_loses_an_end(sample: Path) -> None:
    keys = [{(end.kind, end.key) for end in radar(sample, months=n).ends} for n in (6, 12, 24)]
    kinds = [{key for _, key in found} for found in keys]
    assert kinds[0] < kinds[1] < kinds[2]


def test_what_is_over_already_stands_with_it(sample: Path) -> None:
    found = radar(sample)
    over = [end for end in found.ends if end.is_over]
    assert over
    assert all(end.ends_on < found.day and end.kind is not EndKind.OFFER for end in over)


def test_the_last_day_belongs_to_the_look_ahead_and_the_next_does_not(
    sample: Path, tmp_path: Path
) -> None:
    last = horizon(date(2021, 6, 30), months=12)
    ((key,),) = query(
        sample,
        "SELECT key FROM offer WHERE status = 'active' AND valid_from < '2021-01-01' "
        "AND key NOT IN (SELECT offer_key FROM measure_offer) ORDER BY key LIMIT 1",
    )
    for end, is_in in ((last + timedelta(days=1), True), (last + timedelta(days=2), False)):
        path = copy_with(
            sample,
            tmp_path / f"{end}.sqlite",
            f"UPDATE offer SET valid_to = '{end.isoformat()}', status = 'active' "
            f"WHERE key = '{key}'",
        )
        keys = {one.key for one in radar(path).ends if one.kind is EndKind.OFFER}
        assert (key in keys) is is_in


# --- agreements ----------------------------------------------------------------------------------
def test_agreements_only_within_the_circle(sample: Path) -> None:
    inside, outside = radar(sample, months=24), radar(sample, months=24, circle=False)
    assert any(end.kind is EndKind.AGREEMENT for end in inside.ends)
    assert not any(end.kind is EndKind.AGREEMENT for end in outside.ends)
    assert EndKind.AGREEMENT.value not in outside.table.frame.columns
    notes = " ".join(render(note, "en") for note in outside.provenance.notes)
    assert "only within the circle" in notes
    kept = [end for end in inside.ends if end.kind is not EndKind.AGREEMENT]
    assert kept == list(outside.ends)
    assert "agreements" in render(inside.provenance.sources[0], "en")
    assert "agreements" not in render(outside.provenance.sources[0], "en")


def test_an_agreement_that_is_followed_by_another_does_not_end(
    sample: Path, tmp_path: Path
) -> None:
    ending = [end for end in radar(sample).ends if end.kind is EndKind.AGREEMENT]
    key = ending[0].key
    path = copy_with(
        sample,
        tmp_path / "follow.sqlite",
        "INSERT INTO agreement (key, institution_a_key, institution_b_key, title, valid_from, "
        "valid_to) SELECT 'next', institution_a_key, institution_b_key, 'Next', valid_to, NULL "
        f"FROM agreement WHERE key = '{key}'",
    )
    left = {end.key for end in radar(path).ends if end.kind is EndKind.AGREEMENT}
    assert left == {end.key for end in ending} - {key}


def test_links_of_an_agreement_are_phases_of_one_and_transitions_between_both(
    sample: Path,
) -> None:
    found = radar(sample, months=24)
    served: dict[str, set[str]] = {}
    for key, phase in query(
        sample, "SELECT institution_key, life_phase_code FROM institution_life_phase"
    ):
        served.setdefault(str(key), set()).add(str(phase))
    borders = {
        str(code): (str(start), str(end))
        for code, start, end in query(
            sample, "SELECT code, from_phase_code, to_phase_code FROM transition"
        )
    }
    checked = 0
    for end in found.ends:
        if end.kind is not EndKind.AGREEMENT:
            continue
        ((one, other),) = query(
            sample,
            "SELECT institution_a_key, institution_b_key FROM agreement WHERE key = ?",
            end.key,
        )
        a, b = served.get(str(one), set()), served.get(str(other), set())
        expected = {*a, *b}
        for code, (start, until) in borders.items():
            if (start in a and until in b) or (start in b and until in a):
                expected.add(f"u~{code}")
        assert set(end.links) == expected
        checked += 1
    assert checked > 3


def test_an_agreement_of_a_closed_institution_does_not_count(sample: Path, tmp_path: Path) -> None:
    ending = [end for end in radar(sample).ends if end.kind is EndKind.AGREEMENT]
    ((host,),) = query(
        sample, "SELECT institution_a_key FROM agreement WHERE key = ?", ending[0].key
    )
    path = copy_with(
        sample,
        tmp_path / "closed.sqlite",
        f"UPDATE institution SET closed_on = '2021-06-30' WHERE key = '{host}'",
    )
    left = {end.key for end in radar(path).ends if end.kind is EndKind.AGREEMENT}
    assert ending[0].key not in left
