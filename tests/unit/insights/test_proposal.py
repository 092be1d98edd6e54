"""The decision sheet: which one is next, what stands on it, in what order; the list of goals."""

from __future__ import annotations

from datetime import date

import pytest

from lib.domain.errors import MeasureError
from lib.domain.indicator_status import Method, Status
from lib.insights import proposal as insight_module
from lib.insights.proposal_list import proposal_goals, proposal_years
from lib.insights.proposal_recorded import next_place
from lib.store.engine import reading_engine
from lib.text import Language, Text, render
from tests.proposal_case import (
    DAY,
    PREFIXES,
    TOWN,
    build,
    indicator,
    measure,
    option,
    sheet,
    sheet_of,
)

PAST, SOON, LATER = date(2021, 5, 1), date(2021, 9, 14), date(2022, 1, 10)


def words(*texts: Text, language: Language = "en") -> str:
    return " ".join(render(text, language) for text in texts)


@pytest.mark.parametrize(
    ("days", "place"),
    [
        ([PAST, SOON, LATER, None], 1),
        ([PAST, None], 1),  # no day yet is more to come than a day that is over
        ([date(2020, 1, 1), PAST], 1),
        ([PAST, DAY, LATER], 1),  # today is still to come
        ([None], 0),
    ],
)
def test_the_next_sheet(days: list[date | None], place: int) -> None:
    assert next_place(days, DAY) == place


def test_operators_words_and_the_sheet_named_by_the_link(migrated_url: str) -> None:
    sheets = [sheet("b", LATER), sheet("a", SOON), sheet("old", PAST), sheet("x", SOON, "H2")]
    build(migrated_url, sheets=sheets, options=[option("a", 2), option("a", 1), option("b", 1)])
    found = sheet_of(migrated_url)
    assert found.recorded.key == found.next_key == "a"
    assert [key for key, _, _ in found.sheets] == ["old", "a", "b"]
    assert words(found.recorded.decision) == "Decision a"
    assert words(found.recorded.situation) == "Lage a"  # no English text: the German one
    assert [words(one.title) for one in found.recorded.options] == ["Weg 1", "Weg 2"]
    assert words(found.due) == "Gremium a decides on 14 Sept 2021."
    named = sheet_of(migrated_url, key="old")
    assert (named.recorded.key, named.next_key) == ("old", "a")
    assert words(named.due) == "Gremium old was to decide on 1 May 2021."
    assert sheet_of(migrated_url, key="x").recorded.key == "a"  # a sheet of another goal
    none = sheet_of(migrated_url, "M1")
    assert (none.recorded.key, none.sheets, none.next_key) == ("", (), "")
    assert "No decision is recorded" in words(none.due)


def test_what_is_off_track_comes_first_and_the_worst_is_named(migrated_url: str) -> None:
    keys = ("sun", "few", "cloud", "storm")
    build(migrated_url, indicators=[indicator(key) for key in keys])
    found = sheet_of(migrated_url, "L1")  # goals below count
    assert [line.key for line in found.evidence] == ["storm", "cloud", "few", "sun"]
    assert dict(found.counts) == {
        Status.SUN: 1,
        Status.CLOUD: 1,
        Status.THUNDERSTORM: 1,
        Status.NOT_JUDGED: 1,
    }
    assert words(*found.standing) == (
        "2 of 4 indicators not on track in 2020; the worst: Name storm (Thunderstorm)."
    )
    first = found.evidence[0]
    assert words(first.value) == "10 % (2020)"
    assert words(first.target) == "100 % by 2025"
    assert "−10.0 percentage points" in words(*first.working)
    assert words(first.course) == "from 60 % (2015) to 10 % (2020)"
    assert found.table.frame["status"].map(words).tolist()[0] == "Thunderstorm"
    assert "No political assessment and no forecast" in words(found.disclaimer)


def test_both_methods_and_their_name(migrated_url: str) -> None:
    build(migrated_url, indicators=[indicator("storm"), indicator("sun")])
    found = sheet_of(migrated_url, method=Method.EUROSTAT)
    assert found.evidence[0].status is Status.MOVING_AWAY
    assert "Eurostat" in words(*found.table.frame["method"])
    assert any("Observed growth" in words(line) for line in found.evidence[0].working)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (("sun",), "Its only indicator, “Name sun”: Sun in 2020."),
        (("sun", "sun-2"), "2 indicators: all on track (2020)."),
        (("sun", "few"), "2 indicators: 1 on track, 1 not assessable (2020)."),
        ((), "No indicator is recorded for this goal: its progress cannot be judged."),
    ],
)
def test_where_nothing_is_off_track(
    migrated_url: str, keys: tuple[str, ...], sentence: str
) -> None:
    build(migrated_url, indicators=[indicator(key) for key in keys])
    assert words(*sheet_of(migrated_url).standing) == sentence


def test_a_comparison_and_an_interval_say_what_they_are_held_against(migrated_url: str) -> None:
    held = {"kind": "hold_every_year", "target_year": None}
    build(
        migrated_url,
        indicators=[
            indicator("sun-a"),
            indicator("storm-b", comparator_key="sun-a", **{**held, "target_value": 0.0}),
            indicator("cloud-c", target_value_to=60.0, **{**held, "target_value": 40.0}),
        ],
    )
    lines = {line.key: line for line in sheet_of(migrated_url).evidence}
    assert words(lines["storm-b"].target) == "at or above: Name sun-a, every year"
    assert lines["storm-b"].target_value is None
    assert words(lines["cloud-c"].target) == "40 to 60 % every year"


def test_a_combined_indicator_shows_the_part_that_decides(migrated_url: str) -> None:
    build(
        migrated_url,
        indicators=[
            indicator("few-all", "H2", target_value=1.0),
            indicator("sun"),
            indicator("storm"),
        ],
        parts=[{"indicator_key": "few-all", "part_key": part} for part in ("sun", "storm")],
    )
    (line,) = sheet_of(migrated_url, "H2").evidence
    assert line.status is Status.THUNDERSTORM
    assert words(line.name) == "Name few-all, decided by: Name storm"
    assert words(line.value) == "10 % (2020)"
    assert words(line.target) == "100 % by 2025"


def test_measures_that_end_and_milestones_that_are_late_warn(migrated_url: str) -> None:
    build(
        migrated_url,
        measures=[
            measure("open"),
            measure("ends", ends_on=date(2022, 6, 30)),
            measure("later", ends_on=date(2022, 7, 1)),
            measure("over", ends_on=date(2021, 6, 29)),
            measure("fund", ends_on=date(2023, 1, 1), funding_ends_on=date(2021, 12, 31)),
            measure("done", "done", ends_on=date(2021, 12, 1)),
        ],
        milestones=[
            {"key": key, "measure_key": "open", "title_de": key, "due_on": due, "done_on": done}
            for key, due, done in (
                ("m1", date(2021, 3, 1), None),
                ("m2", date(2021, 2, 1), date(2021, 2, 2)),
                ("m3", date(2021, 12, 1), None),
            )
        ],
    )
    found = sheet_of(migrated_url)
    fact = found.facts[0]
    said = [words(line) for line in fact.lines]
    assert fact.warns
    assert said[0] == "6 measures – running: 5, completed: 1"
    named = [line.split(":")[0] for line in said[1:-1]]
    assert named == ["Measure over", "Measure fund", "Measure ends"]
    assert "31 Dec 2021" in said[2]
    assert said[-1] == "1 milestone overdue: m1, due on 1 Mar 2021"
    assert words(*found.standing[1:]) == (
        "2 of its measures end within 12 months. "
        "1 of its measures is late, over or without funding."
    )


def test_without_measure_it_is_said(migrated_url: str) -> None:
    build(migrated_url, measures=[measure("m", goal="H2")])
    facts = sheet_of(migrated_url).facts
    assert words(*facts[0].lines) == "No measure is recorded for this goal."
    assert facts[0].warns
    assert sheet_of(migrated_url, "H2").facts[0].warns is False


def test_cooperation_always_comes_from_the_public_release(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    plain = insight_module.goal_page

    def spy(*args, **kwargs):
        asked.append(kwargs["scope"].shows_single_pairs)
        return plain(*args, **kwargs)

    monkeypatch.setattr(insight_module, "goal_page", spy)
    need = {"goal_key": "H1", "type_a_code": "kita", "type_b_code": "schule", "wanted_level": 4}
    build(
        migrated_url,
        cooperations=[need],
        ratings=[(f"k{n}", f"s{m}", 2) for n in (1, 2, 3, 4) for m in (1, 2)],
    )
    circle, public = sheet_of(migrated_url), sheet_of(migrated_url, shows=False)
    assert asked == [False, False]
    assert circle.facts == public.facts
    assert "public release" in words(*circle.provenance.notes)


def test_a_goal_that_is_not_there(migrated_url: str) -> None:
    build(migrated_url)
    with pytest.raises(MeasureError) as found:
        sheet_of(migrated_url, "H9")
    assert "no such goal" in render(found.value.message, "en")


def test_a_goal_of_a_municipality_is_judged_by_its_values(migrated_url: str) -> None:
    build(
        migrated_url,
        indicators=[indicator("sun", "H3")],
        town_values={"sun": (60, 50, 40, 30, 20, 10)},
    )
    assert sheet_of(migrated_url, "H3").evidence[0].status is Status.THUNDERSTORM
    assert words(sheet_of(migrated_url, "H3").place) == "B"
    # the Region's goal above leaves it out, as the tree does: it is no goal of the Region
    assert sheet_of(migrated_url, "M1").evidence == ()


def test_goals_to_choose_sheets_to_come_first(migrated_url: str) -> None:
    build(
        migrated_url,
        indicators=[indicator("sun", "H1"), indicator("storm", "H2"), indicator("cloud", "H3")],
        sheets=[
            sheet("p", PAST, "L1"),
            sheet("n", None, "M1"),
            sheet("l", LATER, "H1"),
            sheet("s", SOON, "H2"),
        ],
        town_values={"cloud": (60, 50, 40, 30, 20, 10)},
    )
    engine = reading_engine(migrated_url)

    def listed(ags: str) -> list[tuple[str, Status]]:
        found = proposal_goals(
            engine, prefixes=PREFIXES, ags=ags, year=2020, method=Method.WEATHER, day=DAY
        )
        return [(goal.key, goal.worst) for goal in found]

    storm = Status.THUNDERSTORM
    assert listed("") == [
        ("H2", storm),
        ("H1", Status.SUN),
        ("M1", storm),
        ("L1", storm),
        ("H3", storm),  # by the values of its own municipality
    ]
    assert listed(TOWN)[-1] == ("H3", storm)
    assert "H3" not in dict(listed("03241001"))
    assert proposal_years(engine) == (2020, 2019, 2018, 2017, 2016, 2015)
