"""Status over time: which years, whose rows, and the sentences, against cases by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lib.domain.indicator_status import Method, Status
from lib.insights.indicator_base import assessment, base_of, indicator_base, statuses
from lib.insights.status_years import YearStatuses, status_years, year_statuses
from lib.store.engine import reading_engine
from lib.store.queries import goals as queries
from lib.text import render
from tests.sample_database import build_sample_database
from tests.unit.insights.status_cases import insight

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SUN, LIGHT, CLOUD = Status.SUN, Status.LIGHT_CLOUD, Status.CLOUD
STORM, OPEN, NONE = Status.THUNDERSTORM, Status.NOT_JUDGED, Status.NO_VALUES
YEARS = (2017, 2018, 2019, 2020)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("years") / "sample.sqlite"
    build_sample_database(path)
    return path


def sentences(by_key: Mapping[str, tuple[Status, ...]], *goals: tuple[str, ...]) -> str:
    found = status_years(insight(*goals), YearStatuses(YEARS, by_key))
    return " ".join(render(sentence, "en") for sentence in found.answer)


def test_rows_stand_under_their_goal_and_loose_ones_at_the_end() -> None:
    judged = YearStatuses(YEARS, dict.fromkeys(("a", "b", "c"), (SUN, SUN, CLOUD, OPEN)))
    found = status_years(insight(("b",), ("a",), loose=("c",)), judged)
    assert [[line.key for line in group.lines] for group in found.groups] == [["b"], ["a"], ["c"]]
    assert [render(group.name, "de") for group in found.groups] == [
        "Leitziel 1: Ziel 1",
        "Leitziel 2: Ziel 2",
        "Indikatoren ohne Ziel",
    ]
    assert list(found.table.frame.columns) == ["goal", "indicator", *map(str, YEARS)]
    assert [render(word, "en") for word in found.table.frame.iloc[0, 2:]] == [
        "Sun",
        "Sun",
        "Cloud",
        "not assessable",
    ]


def test_an_indicator_outside_the_selection_has_no_row_and_no_group_is_empty() -> None:
    judged = YearStatuses(YEARS, dict.fromkeys(("a", "b"), (SUN,) * 4))
    found = status_years(insight(("a",), ()), judged)
    assert [line.key for line in found.lines()] == ["a"]
    assert len(found.groups) == 1


def test_the_answer_counts_the_last_year_and_the_earliest_judged_one_in_reach() -> None:
    by_key = {
        "a": (OPEN, SUN, SUN, LIGHT),
        "b": (OPEN, CLOUD, STORM, STORM),
        "c": (NONE, NONE, OPEN, SUN),
    }
    text = sentences(by_key, ("a", "b", "c"))
    assert "In 2020 2 of 3 assessed indicators are on track; in 2018 it was 1 of 2." in text
    assert "No political assessment" in text


def test_off_track_for_the_longest_time_is_counted_back_from_the_end() -> None:
    by_key = {
        "a": (CLOUD, CLOUD, SUN, CLOUD),  # interrupted: only since 2020
        "b": (SUN, SUN, CLOUD, STORM),
        "c": (SUN, STORM, STORM, SUN),
    }
    text = sentences(by_key, ("a", "b", "c"))
    assert "Off track for the longest time, since 2019: Name of b." in text


def test_off_track_from_the_first_year_shown_says_since_when_at_the_latest() -> None:
    text = sentences({"a": (CLOUD,) * 4, "b": (STORM,) * 4, "c": (CLOUD,) * 4}, ("a", "b", "c"))
    assert "in all years shown, since 2017 at the latest: 3 indicators." in text


def test_a_status_that_is_not_judged_ends_the_time_off_track() -> None:
    text = sentences({"a": (CLOUD, CLOUD, CLOUD, OPEN)}, ("a",))
    assert "Off track" not in text
    assert "In 2020 no indicator could be assessed." in text


def test_years_before_the_first_value_of_the_selection_are_left_out() -> None:
    by_key = {"a": (NONE, NONE, OPEN, SUN), "b": (NONE, NONE, NONE, SUN), "c": (SUN,) * 4}
    found = status_years(insight(("a", "b")), YearStatuses(YEARS, by_key))
    assert found.years == (2019, 2020)
    assert [line.statuses for line in found.lines()] == [(OPEN, SUN), (NONE, SUN)]
    nothing = status_years(insight(("a",)), YearStatuses(YEARS, {"a": (NONE,) * 4}))
    assert nothing.years == (2020,)


def test_nothing_to_show_is_said() -> None:
    assert sentences({}, ()) == "There is no indicator with values in this selection."
    found = status_years(insight(("a",)), YearStatuses((), {}))
    assert not found.groups


@pytest.mark.parametrize("method", list(Method))
def test_every_cell_is_what_the_indicator_page_says(sample: Path, method: Method) -> None:
    """Sample data: each 11th cell against the exact judgement with its working."""
    engine = reading_engine(f"sqlite:///{sample}")
    base = indicator_base(engine)
    judged = year_statuses(engine, base, method=method)
    assert len(judged.years) > 10
    cells = [(key, at) for key in judged.by_key for at in range(len(judged.years))]
    differing = [
        (key, judged.years[at])
        for key, at in cells[::11]
        if assessment(base, key, year=judged.years[at], method=method).status
        is not judged.by_key[key][at]
    ]
    assert differing == []


def test_the_last_years_up_to_the_year_judged_are_taken() -> None:
    judged = YearStatuses(YEARS, {"a": (OPEN, SUN, LIGHT, CLOUD)})
    assert judged.window(until=2019, most=2) == YearStatuses((2018, 2019), {"a": (SUN, LIGHT)})
    assert judged.window(until=2019, most=0).years == (2017, 2018, 2019)
    assert judged.window(until=2030, most=9) == judged
    assert judged.window(until=2010, most=5).years == ()


def test_a_later_value_changes_no_earlier_cell(sample: Path) -> None:
    """Every year is judged by the values up to it: without the last years they are the same."""
    engine = reading_engine(f"sqlite:///{sample}")
    base = indicator_base(engine)
    whole = year_statuses(engine, base, method=Method.WEATHER).window(until=2018, most=0)
    known = base.values[base.values["year"] <= 2018].reset_index(drop=True)
    early = base_of(base.indicators, known, targets=queries.targets(engine))
    judged = statuses(early, years=whole.years, method=Method.WEATHER)
    assert judged == whole.by_key
