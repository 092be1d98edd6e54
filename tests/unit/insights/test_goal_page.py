"""The page of one goal, against counts that do not use its code."""

from __future__ import annotations

import math
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lib.domain.gaps import GapState
from lib.domain.indicator_status import Method, Status
from lib.domain.vocabulary import CellState, MeasureStatus
from lib.insights.cooperation import Scope
from lib.insights.cooperation_public import public_release
from lib.insights.goal_page import GoalPage, NeedSide, NeedState, goal_page
from lib.insights.goal_page_cooperation import need_state
from lib.store.engine import reading_engine
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Callable


REGION = ("03241",)
DAY = "2021-06-30"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("goal") / "sample.sqlite"
    build_sample_database(file)
    return file


@pytest.fixture(scope="module")
def ask(path: Path) -> Callable[..., GoalPage | None]:
    return asker(path)


def asker(path: Path) -> Callable[..., GoalPage | None]:
    """Ask for goals of one database."""
    engine = reading_engine(f"sqlite:///{path}")
    known = lists(engine, prefixes=REGION)

    def asked(key: str, *, circle: bool = True, ags: str = "") -> GoalPage | None:
        return goal_page(
            engine,
            key=key,
            ags=ags,
            year=2020,
            method=Method.WEATHER,
            extent_name="Region Hannover",
            scope=Scope(
                shows_single_pairs=circle,
                prefixes=REGION,
                state=data_state(engine),
                types=known.codes["institution_type"],
                waves=known.waves,
            ),
            lists=known,
        )

    return asked


def page(ask: Callable[..., GoalPage | None], key: str, **more: object) -> GoalPage:
    found = ask(key, **more)
    assert found is not None
    return found


def test_a_goal_that_is_not_recorded_has_no_page(ask: Callable[..., GoalPage | None]) -> None:
    assert ask("HZ9.9.9") is None


def test_path_and_goals_below(ask: Callable[..., GoalPage | None]) -> None:
    found = page(ask, "MZ1.1")
    assert [key for key, _ in found.path] == ["LZ1"]
    assert [key for key, _ in found.children] == ["HZ1.1.1", "HZ1.1.2", "HZ1.1.3"]


def test_offers_of_a_goal_are_counted_once(path: Path, tmp_path: Path) -> None:
    """A strategic goal counts an offer of two measures once; withdrawn and ended ones not."""
    copy = Path(shutil.copy(path, tmp_path / "copy.sqlite"))
    sql = """
        SELECT COUNT(DISTINCT o.key) FROM offer o JOIN measure_offer l ON l.offer_key = o.key
        JOIN measure m ON m.key = l.measure_key
        WHERE m.goal_key LIKE 'HZ2.%' AND o.status = 'active' AND o.valid_from <= ?
        AND (o.valid_to IS NULL OR o.valid_to > ?)
    """
    twice = """
        INSERT OR IGNORE INTO measure_offer SELECT 'massnahme-15', l.offer_key
        FROM measure_offer l JOIN measure m ON m.key = l.measure_key
        WHERE m.goal_key = 'HZ2.2.1'
    """
    with sqlite3.connect(copy) as connection:
        before = connection.execute(sql, (DAY, DAY)).fetchone()[0]
        assert connection.execute(twice).rowcount > 0
        assert connection.execute(sql, (DAY, DAY)).fetchone()[0] == before
    ask = asker(copy)
    found = page(ask, "LZ2")
    assert found.offers.offers_count == before > 0
    parts = [page(ask, key).offers.offers_count for key, _ in found.children]
    assert sum(parts) > before


def test_density_and_own_counts_of_a_cell(ask: Callable[..., GoalPage | None], path: Path) -> None:
    """One cell worked out again: offers of the goal for children under 3 in a municipality."""
    sql = """
        SELECT COUNT(DISTINCT o.key) FROM offer o JOIN measure_offer l ON l.offer_key = o.key
        JOIN measure m ON m.key = l.measure_key
        LEFT JOIN offer_service_area s ON s.offer_key = o.key AND s.ags = :ags
        WHERE m.goal_key = 'HZ2.1.2' AND o.status = 'active' AND o.valid_from <= :day
        AND (o.valid_to IS NULL OR o.valid_to > :day) AND (o.ags = :ags OR s.ags IS NOT NULL)
        AND o.minimum_age_years < 3 AND o.maximum_age_years >= 0
    """
    offers = page(ask, "HZ2.1.2").offers
    connection = sqlite3.connect(path)
    frame = offers.table.frame
    assert frame["own_count"].sum() > 0
    for ags, _ in offers.areas:
        count = connection.execute(sql, {"ags": ags, "day": DAY}).fetchone()[0]
        assert offers.own_counts.get((ags, "0-3"), 0) == count
        cell = next(c for c in offers.cells if (c.ags, c.column.key) == (ags, "0-3"))
        row = frame[(frame["ags"] == ags)].iloc[
            [column.key for column in offers.columns].index("0-3")
        ]
        assert row["own_density"] == pytest.approx(1000 * count / cell.children_count)
        assert row["density"] == pytest.approx(1000 * cell.offers_count / cell.children_count)


def test_only_life_phases_of_the_goal_and_what_lies_between_them(
    ask: Callable[..., GoalPage | None], path: Path
) -> None:
    sql = "SELECT life_phase_code FROM goal_life_phase WHERE goal_key = 'HZ3.1.1'"
    named = {row[0] for row in sqlite3.connect(path).execute(sql)}
    offers = page(ask, "HZ3.1.1").offers
    phases = {column.code for column in offers.columns if not column.is_transition}
    between = {column.code for column in offers.columns if column.is_transition}
    assert phases == named == {"3-6", "6-10"}
    assert between == {"kita-grundschule"}
    assert not offers.is_derived
    assert offers.count(*GapState) == 3 * len(offers.areas)


def test_measures_stand_with_funding_running_ones_first(
    ask: Callable[..., GoalPage | None],
) -> None:
    measures = page(ask, "HZ1.1.1").measures
    states = [measure.status for measure in measures]
    assert states == [MeasureStatus.RUNNING, MeasureStatus.RUNNING, MeasureStatus.DONE]
    assert measures[-1].ends_on == date(2019, 7, 31)


def test_indicators_say_status_and_reason(ask: Callable[..., GoalPage | None]) -> None:
    found = page(ask, "HZ1.1.1")
    assert {item.key for item in found.indicators} == {"sprachstand", "sprachkonzept-kitas"}
    assert all(item.status is not Status.NO_VALUES for item in found.indicators)
    assert all(max(year for year, _ in item.points) <= 2020 for item in found.indicators)
    assert "Keine politische Bewertung" in " ".join(render(t, "de") for t in found.answer)


def test_share_of_ratings_is_that_of_the_ratings(
    ask: Callable[..., GoalPage | None], path: Path
) -> None:
    """Each share in the circle, counted again over the ratings of the newest round."""
    sql = """
        SELECT AVG(r.level >= ?), COUNT(DISTINCT r.rater_key) FROM cooperation_rating r
        JOIN institution a ON a.key = r.rater_key JOIN institution b ON b.key = r.rated_key
        WHERE r.wave_code = '2020' AND a.type_code = ? AND b.type_code = ?
    """
    connection = sqlite3.connect(path)
    checked = 0
    for key in ("LZ1", "LZ2", "LZ3", "LZ4"):
        for need in page(ask, key).cooperation.needs:
            ways = [(need.type_a, need.type_b), (need.type_b, need.type_a)]
            for side, ends in zip(need.sides, ways, strict=False):
                share, raters = connection.execute(sql, (need.wanted_level, *ends)).fetchone()
                if side.state is CellState.VALUE:
                    assert side.share_pct == pytest.approx(100 * share)
                    checked += 1
                else:
                    assert math.isnan(side.share_pct)
                    assert math.isnan(side.median)
                    assert raters < 3
    assert checked > 10


def test_a_pair_that_several_goals_need_stands_once_at_the_highest_level(
    ask: Callable[..., GoalPage | None], path: Path
) -> None:
    sql = """
        SELECT type_a_code, type_b_code, MAX(wanted_level) FROM goal_cooperation
        WHERE goal_key LIKE '_Z3%' GROUP BY type_a_code, type_b_code
    """
    wanted = {(a, b): level for a, b, level in sqlite3.connect(path).execute(sql)}
    needs = page(ask, "LZ3").cooperation.needs
    assert len(needs) == len(wanted) > 1
    assert {(need.type_a, need.type_b): need.wanted_level for need in needs} == wanted


def test_public_shows_the_release_and_nothing_else(
    ask: Callable[..., GoalPage | None], path: Path
) -> None:
    engine = reading_engine(f"sqlite:///{path}")
    released = {(c.row, c.column): c for c in public_release(engine, "2020", prefixes=REGION).types}
    found = page(ask, "LZ3", circle=False).cooperation
    assert found.is_public
    assert "share_pct" not in found.table.frame.columns
    for need in found.needs:
        ways = [(need.type_a, need.type_b), (need.type_b, need.type_a)]
        for side, ends in zip(need.sides, ways, strict=False):
            cell = released[ends]
            assert side.state is cell.state
            assert side.median == pytest.approx(cell.median, nan_ok=True)
            assert math.isnan(side.share_pct)


def side(state: CellState, median: float = math.nan) -> NeedSide:
    return NeedSide(
        rater="a",
        rated="b",
        state=state,
        median=median,
        lower_quartile=math.nan,
        upper_quartile=math.nan,
        share_pct=math.nan,
        raters="",
    )


VALUE, WITHHELD, UNKNOWN = CellState.VALUE, CellState.WITHHELD, CellState.UNKNOWN
NO_PAIR = CellState.NOT_COMPUTABLE


@pytest.mark.parametrize(
    ("sides", "state"),
    [
        ((side(VALUE, 3.0), side(VALUE, 4.0)), NeedState.REACHED),
        ((side(VALUE, 2.5), side(VALUE, 4.0)), NeedState.BELOW),
        ((side(VALUE, 2.0), side(WITHHELD)), NeedState.BELOW),
        ((side(VALUE, 3.0), side(WITHHELD)), NeedState.WITHHELD),
        ((side(VALUE, 3.0), side(UNKNOWN)), NeedState.NOT_RATED),
        ((side(UNKNOWN), side(UNKNOWN)), NeedState.NOT_RATED),
        ((side(NO_PAIR), side(NO_PAIR)), NeedState.NO_PAIR),
        ((side(VALUE, 3.0),), NeedState.REACHED),
    ],
)
def test_the_lower_side_decides_and_silence_is_not_as_wanted(
    sides: tuple[NeedSide, ...], state: NeedState
) -> None:
    assert need_state(sides, 3) is state
