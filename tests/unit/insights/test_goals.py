"""The goal tree, its counts and its answer, against cases worked out by hand."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from sqlalchemy import create_engine

from lib.domain.indicator_status import METHOD_STATUSES, Method, Status
from lib.domain.trend import Trend
from lib.insights import goals as insight_module
from lib.insights import indicator_base as base_module
from lib.insights.goal_completeness import completeness, completeness_line
from lib.insights.goal_narrowing import Narrowing
from lib.insights.goal_rows import rows_of
from lib.insights.goals import goal_lists, goals, narrowed
from lib.insights.indicator import Point
from lib.insights.indicator import read as read_key
from lib.insights.indicator_base import assessment, base_of, is_rate, statuses
from lib.insights.indicator_words import (
    indicator_answer,
    series_table,
    target_text,
    working_lines,
)
from lib.store.queries.state import DataState
from lib.text import render
from tests.sample_database import build_sample_database

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.insights.goals import GoalsInsight
    from lib.insights.indicator import IndicatorReading
    from lib.insights.indicator_base import IndicatorBase

STATE = DataState(7, True, date(2021, 6, 30), date(2014, 1, 1))
NAN = float("nan")
TOWN = "03241001"


def record(key: str, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "goal_key": "",
        "position": 1,
        "name_de": f"Name {key}",
        "name_en": "",
        "definition_de": "",
        "definition_en": "",
        "unit": "%",
        "unit_en": "",
        "decimals": 0,
        "direction": 1,
        "kind": "reach_by_year",
        "baseline_year": 2015,
        "baseline_value": 10.0,
        "target_value": 100.0,
        "target_year": 2025,
        "source": "Quelle",
        "accountability": "population",
        "impact_step": pd.NA,
        "comparator_key": "",
        "minimum_values": 6,
        "parts": "",
        **more,
    }


def series(*values: float, first: int = 2015, breaks: Sequence[int] = ()) -> list[Point]:
    return [Point(first + i, value, first + i in breaks) for i, value in enumerate(values)]


def values_frame(values: Mapping[str, Sequence[Point]]) -> pd.DataFrame:
    """What `queries.observations` gives; here every break suspends."""
    rows = [
        (key, point.year, point.value, point.is_series_break, point.is_series_break, point.note)
        for key, points in values.items()
        for point in points
    ]
    names = ["indicator_key", "year", "value", "is_series_break", "suspends_judgement", "note"]
    return pd.DataFrame(rows, columns=names).astype(
        {"is_series_break": bool, "suspends_judgement": bool, "indicator_key": "str"}
    )


def targets_frame(records: list[dict[str, Any]]) -> pd.DataFrame:
    """What `queries.targets` gives: here the main targets."""
    rows = [
        (row["key"], row["target_year"], row["target_value"], NAN)
        for row in records
        if row["target_value"] == row["target_value"]
    ]
    return pd.DataFrame(rows, columns=["indicator_key", "year", "value", "value_to"])


def base(
    records: list[dict[str, Any]], values: Mapping[str, Sequence[Point]], *, ags: str = ""
) -> IndicatorBase:
    return base_of(
        pd.DataFrame(records, columns=list(record("x"))),
        values_frame(values),
        targets=targets_frame(records),
        ags=ags,
    )


def read(
    row: dict[str, Any],
    points: Sequence[Point],
    *,
    year: int,
    ags: str,
    method: Method = Method.WEATHER,
) -> IndicatorReading:
    return read_key(
        base([row], {row["key"]: points}, ags=ags), row["key"], year=year, method=method
    )


def goal(key: str, level: int, parent: str = "", ags: str = "") -> dict[str, Any]:
    title = {"title_de": f"Ziel {key}.", "title_en": f"Goal {key}."}
    return {
        "key": key,
        "level": level,
        "parent_key": parent,
        "position": 1,
        "ags": ags,
        "responsible_body": "",
        **title,
    }


GOALS = [goal("L1", 1), goal("L2", 1), goal("M1", 2, "L1"), goal("H1", 3, "M1")]
RISING = (10.0, 20.0, 30.0, 40.0, 50.0, 60.0)  # 10 a year: 110 in 2025, sun
FALLING = (60.0, 50.0, 40.0, 30.0, 20.0, 10.0)  # away from the target: thunderstorm


def build(
    monkeypatch: pytest.MonkeyPatch,
    indicators: list[dict[str, Any]],
    values: dict[str, Sequence[float]],
    *,
    goal_rows: list[dict[str, Any]] = GOALS,
    ags: str = "",
    year: int = 2020,
    method: Method = Method.WEATHER,
) -> GoalsInsight:
    observed = values_frame({key: series(*row) for key, row in values.items()})
    measures = [
        {
            "key": "m",
            "goal_key": "H1",
            "title_de": "M",
            "title_en": "",
            "responsible_body": "",
            "status": "running",
            "offers_count": 3,
        }
    ]
    fake = SimpleNamespace(
        goals=lambda _, prefixes: pd.DataFrame(goal_rows, columns=list(goal("x", 1))),
        indicators=lambda _: pd.DataFrame(indicators, columns=list(record("x"))),
        targets=lambda _: targets_frame(indicators),
        observations=lambda _, ags="", known_on=None: observed,
        measures=lambda _: pd.DataFrame(measures if goal_rows else [], columns=list(measures[0])),
        observation_years=lambda _: (2020, 2019),
    )
    monkeypatch.setattr(insight_module, "queries", fake)
    monkeypatch.setattr(base_module, "queries", fake)
    engine = create_engine("sqlite://")
    return goals(engine, prefixes=(), ags=ags, year=year, state=STATE, method=method)


def texts(insight: GoalsInsight, language: str = "en") -> list[str]:
    return [render(sentence, language) for sentence in insight.answer]  # type: ignore[arg-type]


def test_answer_and_table_count_every_status_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        record("a", goal_key="H1"),
        record("b", goal_key="L1"),
        record("c", goal_key="L2"),
        record("d"),
        record("e", goal_key="L2"),
    ]
    insight = build(
        monkeypatch, rows, {"a": RISING, "b": FALLING, "c": RISING, "d": (*RISING[:2], 1, 2)}
    )
    by_key = {reading.key: reading.status for reading in insight.readings()}
    assert by_key == {
        "a": Status.SUN,
        "b": Status.THUNDERSTORM,
        "c": Status.SUN,
        "d": Status.NOT_JUDGED,
        "e": Status.NO_VALUES,
    }
    frame = insight.table.frame
    assert frame["total"].tolist() == [2, 2, 1, 5]  # L1, L2, without goal, all
    assert frame["sun"].tolist() == [1, 1, 0, 2]
    assert frame["no_values"].tolist() == [0, 1, 0, 1]
    first, missing, worst, disclaimer = texts(insight)
    assert first.startswith("In 2020, of 5 indicators 2 are on track")
    assert "1 are not and 1 not assessable" in first
    assert missing == "1 has no value."
    assert worst == "Strategic goal 1 has the most thunderstorms (1 of 2): “Goal L1”."
    assert disclaimer == "No political assessment and no forecast."
    assert texts(insight, "de")[0].startswith("Im Jahr 2020 sind von 5 Indikatoren 2 auf Kurs")


def test_tree_holds_measures_and_goals_without_indicator(monkeypatch: pytest.MonkeyPatch) -> None:
    insight = build(monkeypatch, [record("a", goal_key="L1")], {"a": RISING})
    keys = [node.key for top in insight.tree for node in top.walk()]
    assert keys == ["L1", "M1", "H1", "L2"]
    operational = insight.tree[0].children[0].children[0]
    assert operational.indicators == ()
    assert operational.measures[0].offers_count == 3
    assert [node.number for node in insight.tree] == [1, 2]
    row = insight.reading("a")
    assert row
    assert insight.goal_of(row) is insight.tree[0]


def test_goals_of_a_municipality_wait_until_it_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*GOALS, goal("H9", 3, "M1", TOWN)]
    indicators = [record("a", goal_key="H9"), record("b", goal_key="H1")]
    region = build(monkeypatch, indicators, {"b": RISING}, goal_rows=rows)
    assert [reading.key for reading in region.readings()] == ["b"]  # not "without a goal" either
    notes = [render(note, "en") for note in region.provenance.notes]
    assert "1 goal of a single municipality appears when it is chosen." in notes
    town = build(monkeypatch, indicators, {"b": RISING}, goal_rows=rows, ags=TOWN)
    assert {reading.key for reading in town.readings()} == {"a", "b"}


def test_narrowing_by_status_keeps_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [record("a", goal_key="H1"), record("b", goal_key="L2"), record("c")]
    insight = build(monkeypatch, rows, {"a": RISING, "b": FALLING, "c": FALLING})
    found = narrowed(insight, Narrowing(status="thunderstorm"))
    assert [node.key for node in found.tree] == ["L2"]
    assert [reading.key for reading in found.readings()] == ["b", "c"]
    assert texts(found)[0] == "2 of 3 indicators in 2020: Thunderstorm."
    assert found.table.frame["total"].tolist() == [1, 1, 1, 3]
    both = narrowed(insight, Narrowing(strategic="L1", status="sun"))
    assert both.table.frame["total"].tolist() == [1]  # of this strategic goal alone
    one = narrowed(insight, Narrowing(strategic="L1"))
    assert [reading.key for reading in one.readings()] == ["a"]
    assert one.tree[0].number == 1
    assert (
        len(texts(narrowed(insight, Narrowing(strategic="L2")))) == 2
    )  # one goal cannot have "most"
    assert [reading.key for reading in narrowed(insight, Narrowing()).readings()] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("rows", "goal_rows", "expected"),
    [
        ([], [], "This selection holds no goal and no indicator."),
        ([], GOALS, "4 goals are recorded, but no indicators yet: nothing can be assessed."),
        ([record("a")], GOALS, "Nothing can be said: no indicator has a value up to 2020."),
    ],
)
def test_empty_states_say_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
    rows: list[dict[str, Any]],
    goal_rows: list[dict[str, Any]],
    expected: str,
) -> None:
    insight = build(monkeypatch, rows, {}, goal_rows=goal_rows)
    assert texts(insight) == [expected]


def test_ties_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [record("a", goal_key="L1"), record("b", goal_key="L2")]
    insight = build(monkeypatch, rows, {"a": FALLING, "b": FALLING})
    assert "Strategic goals 1 and 2 have the most thunderstorms, 1 each." in texts(insight)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("%", True),
        ("Tage", True),
        ("Punkte (1–5)", True),
        ("Eltern je Treffen", True),
        ("Plätze pro Kind", True),
        ("Familien", False),
        ("Projekte", False),
        ("Prozent", True),
        ("Wochen", True),
        ("Anteil in %", True),
        ("Tagespflegeplätze", False),
        ("", False),
    ],
)
def test_counts_are_told_from_rates(unit: str, *, expected: bool) -> None:
    assert is_rate(unit) is expected


def test_a_count_of_the_region_does_not_judge_a_municipality() -> None:
    points = series(*RISING)
    town = read(record("a", unit="Familien"), points, year=2020, ags=TOWN)
    assert town.status is Status.NOT_JUDGED
    assert not town.target_applies
    assert town.baseline is None
    assert read(record("a", unit="%"), points, year=2020, ags=TOWN).status is Status.SUN
    assert read(record("a", unit="Familien"), points, year=2020, ags="").status is Status.SUN
    free = record("a", unit="Familien", kind="direction_only", target_value=NAN, target_year=pd.NA)
    assert read(free, points, year=2020, ags=TOWN).status is Status.SUN


def test_zero_is_a_value_and_nothing_is_none() -> None:
    zero = read(record("a"), [Point(2020, 0.0)], year=2020, ags="")
    assert zero.status is Status.NOT_JUDGED
    assert zero.latest == Point(2020, 0.0)
    assert zero.trend.trend is Trend.TOO_FEW
    nothing = read(record("a"), [], year=2020, ags="")
    assert nothing.status is Status.NO_VALUES
    assert nothing.latest is None
    assert working_lines(nothing) == ()
    later = read(record("a"), [Point(2020, 1.0)], year=2019, ags="")
    assert later.status is Status.NO_VALUES


def test_a_series_break_suspends_and_takes_the_arrow() -> None:
    reading = read(record("a"), series(*RISING, breaks=[2018]), year=2020, ags="")
    assert reading.status is Status.NOT_JUDGED
    assert "2018" in render(reading.reason, "en")
    assert working_lines(reading) == ()  # nothing was worked out: the reason says why
    assert reading.trend.trend is Trend.TOO_FEW
    table = series_table(reading)
    breaks = [render(cell, "en") for cell in table.frame["series_break"]]
    assert breaks == ["", "", "", "yes", "", ""]
    assert table.frame["year"].tolist() == [str(year) for year in range(2015, 2021)]


def test_working_of_a_reach_target_by_hand() -> None:
    # 10 to 55 in five years: 9 a year; 55 + 5 * 9 = 100 in 2025; target 110: 10 of 55 missing
    points = series(10.0, 20.0, 30.0, 40.0, 50.0, 55.0)
    reading = read(record("a", target_value=110.0), points, year=2020, ags="")
    assert reading.status is Status.LIGHT_CLOUD
    lines = [render(line, "en") for line in working_lines(reading)]
    assert "Values used: 2015: 10; 2016: 20; 2017: 30; 2018: 40; 2019: 50; 2020: 55" in lines
    assert "Mean yearly change: +9.0 percentage points" in lines
    assert "Continued at this pace to 2025: 100 %; target: 110 %" in lines
    assert any("still to go: 18.2 %" in line for line in lines)
    assert render(target_text(reading), "de") == "110 % bis 2025"
    assert "55 % in 2020, Slightly cloudy" in render(indicator_answer(reading)[0], "en")


def test_working_of_hold_and_direction_by_hand() -> None:
    hold = record("a", kind="hold_every_year", target_value=30.0, target_year=pd.NA, direction=-1)
    reading = read(hold, series(*FALLING), year=2020, ags="")
    assert reading.status is Status.SUN  # 10 is below 30, and falling is better here
    assert "Target 30 %: met in 2020" in [render(line, "en") for line in working_lines(reading)]
    assert render(target_text(reading), "en") == "30 % every year"
    free = record("a", kind="direction_only", target_value=NAN, target_year=pd.NA)
    points = series(10.0, 20.0, 30.0, 40.0, 50.0, 45.0)
    reading = read(free, points, year=2020, ags="")
    assert reading.status is Status.LIGHT_CLOUD
    lines = [render(line, "en") for line in working_lines(reading)]
    assert "Latest change: −5.0 percentage points" in lines


def test_a_thunderstorm_shows_no_missed_share() -> None:
    reading = read(record("a"), series(*FALLING), year=2020, ags="")
    lines = [render(line, "en") for line in working_lines(reading)]
    assert not any("still to go:" in line for line in lines)
    assert any(line.startswith("No movement towards the target") for line in lines)


def test_filters_offer_years_goals_and_indicators(monkeypatch: pytest.MonkeyPatch) -> None:
    build(monkeypatch, [record("a"), record("b", goal_key="gone")], {})
    lists = goal_lists(create_engine("sqlite://"), prefixes=())
    assert lists.years == (2020, 2019)
    assert [key for key, _ in lists.strategic] == ["L1", "L2"]
    assert [key for key, _ in lists.indicators] == ["a"]


def test_sample_figures_stand(tmp_path_factory: pytest.TempPathFactory) -> None:
    from lib.store.engine import reading_engine  # noqa: PLC0415  only this test needs a store

    url = build_sample_database(tmp_path_factory.mktemp("goals") / "sample.sqlite")
    engine = reading_engine(url)
    insight = goals(engine, prefixes=("03241",), ags="", year=2020, state=STATE)
    total = insight.table.frame.iloc[-1]
    counts = [
        int(total[status.value])
        for status in METHOD_STATUSES[Method.WEATHER]
        if status.value in total
    ]
    assert (int(total["total"]), counts) == (38, [12, 4, 9, 5, 8])
    assert len(insight.tree) == 4
    assert [reading.key for reading in insight.unattached] == ["verzeichnis-aufrufe"]
    engine.dispose()


def test_the_second_method_has_its_own_statuses_words_and_anchor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [
        record("a", goal_key="H1", target_value=70.0),
        record("b", goal_key="L2"),
        record("c", goal_key="L2", kind="direction_only", target_value=NAN, target_year=pd.NA),
    ]
    insight = build(
        monkeypatch, rows, {"a": RISING, "b": FALLING, "c": FALLING}, method=Method.EUROSTAT
    )
    assert [reading.status for reading in insight.readings()] == [
        Status.ON_TRACK,
        Status.MOVING_AWAY,
        Status.MOVING_AWAY,
    ]
    assert insight.provenance.method == "eurostat-status"
    first, worst, _ = texts(insight)
    assert first == (
        "In 2020, of 3 indicators 1 are on track or have reached their target, 2 are not and 0 "
        "not assessable."
    )
    assert worst == "Strategic goal 2 has the most indicators moving away (2 of 2): “Goal L2”."
    assert set(insight.table.frame.columns) >= {"achieved", "moving_away"}
    assert "sun" not in insight.table.frame.columns


def test_narrowing_by_step_body_and_words_keeps_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    goal_rows = [dict(row) for row in GOALS]
    goal_rows[2]["responsible_body"] = "Jugendamt"  # M1: with all below
    rows = [
        record("a", goal_key="H1", impact_step=2, name_de="Übergänge gelingen"),
        record("b", goal_key="L1", impact_step=3),
        record("c", impact_step=2),
    ]
    insight = build(monkeypatch, rows, dict.fromkeys("abc", RISING), goal_rows=goal_rows)

    def kept(asked: Narrowing) -> tuple[list[str], list[str]]:
        found = narrowed(insight, asked)
        nodes = [node.key for top in found.tree for node in top.walk()]
        return nodes, [row.key for row in found.readings()]

    assert kept(Narrowing(step=2)) == (["L1", "M1", "H1"], ["a", "c"])
    assert kept(Narrowing(body="Jugendamt")) == (["L1", "M1", "H1"], ["a"])
    assert kept(Narrowing(search="uebergang")) == (["L1", "M1", "H1"], ["a"])  # any spelling
    assert kept(Narrowing(search="Übergänge misslingen")) == ([], [])  # every word
    assert kept(Narrowing(search="Ziel L2")) == (["L2"], [])  # a goal alone is a hit
    assert kept(Narrowing(search="Ziel M1")) == (["L1", "M1", "H1"], ["a"])  # with all below
    assert kept(Narrowing(search="Ziel L2", step=2)) == ([], [])
    assert kept(Narrowing(step=2, body="Jugendamt", status="sun")) == (["L1", "M1", "H1"], ["a"])
    for status in ("", "sun"):
        first = narrowed(insight, Narrowing(search="uebergang", status=status)).answer[0]
        assert render(first, "de") == "Nur Treffer zu „uebergang“."
    assert "Treffer" not in render(narrowed(insight, Narrowing(search=" ")).answer[0], "de")


def test_completeness_counts_operational_goals(monkeypatch: pytest.MonkeyPatch) -> None:
    goal_rows = [*GOALS, goal("H2", 3, "M1"), goal("H3", 3, "M1"), goal("H4", 3, "M1")]
    free = {"kind": "direction_only", "target_value": NAN, "target_year": pd.NA}
    rows = [
        record("a", goal_key="H1"),
        record("b", goal_key="H2", **free),
        record("c", goal_key="H3"),
        record("d", goal_key="L2"),
    ]
    insight = build(
        monkeypatch,
        rows,
        {"a": RISING, "b": RISING, "c": RISING[:5], "d": RISING},
        goal_rows=goal_rows,
    )
    found = completeness(insight.tree, year=2020)
    assert (found.goals, found.with_indicator, found.with_target, found.with_value) == (4, 3, 2, 2)
    line = render(completeness_line(found, year=2020), "de")
    assert line.startswith("Vollständigkeit: 4 Handlungsziele; mit Indikator: 3, mit Zielwert: 2")
    tops = completeness(insight.tree[1:], year=2020)  # nothing operational: all goals count
    assert (tops.goals, tops.are_operational, tops.with_value) == (1, False, 1)


def test_rows_say_the_target_that_the_status_is_about() -> None:
    rows = [
        record("a", direction=-1),
        record("b", comparator_key="a", target_value=NAN, target_year=pd.NA),
        record("c", parts="a|b", target_value=NAN, target_year=pd.NA),
    ]
    targets = pd.DataFrame(
        [("a", 2020, 80.0, NAN), ("a", 2018, 70.0, NAN), ("a", 2030, 20.0, 40.0)],
        columns=["indicator_key", "year", "value", "value_to"],
    )
    values = values_frame(dict.fromkeys("abc", series(*RISING)))
    found = base_of(pd.DataFrame(rows), values, targets=targets)

    def aims(year: int) -> list[str]:
        light = rows_of(found, year=year, method=Method.WEATHER)
        exact = [read_key(found, key, year=year) for key in "abc"]
        assert [target_text(one) for one in light] == [target_text(one) for one in exact]
        assert [one.status for one in light] == [one.status for one in exact]
        return [render(target_text(one), "en") for one in light]

    assert aims(2018)[0] == "70 % by 2018"
    assert aims(2019)[0] == "80 % by 2020"
    assert aims(2021) == [
        "20 to 40 % by 2030",
        "at or above: Name a, every year",
        "the targets of its 2 parts at the same time",
    ]


def test_values_count_as_known_and_places_decide_for_combined_indicators() -> None:
    rows = [
        record("a", unit="Familien"),
        record("b"),
        record("c", parts="a|b", unit="Familien"),
        record("d", parts="a", unit="Familien"),
    ]
    town = base(rows, {"a": series(*RISING), "b": series(*RISING)}, ags=TOWN)
    judged = statuses(town, years=(2014, 2020), method=Method.WEATHER)
    assert judged["a"] == (Status.NO_VALUES, Status.NOT_JUDGED)
    assert judged["b"] == (Status.NO_VALUES, Status.SUN)
    assert judged["d"] == (Status.NO_VALUES, Status.NOT_JUDGED)
    for key in "abcd":
        for place, year in enumerate((2014, 2020)):
            exact = assessment(town, key, year=year, method=Method.WEATHER)
            assert exact.status is judged[key][place], (key, year)


def test_a_part_that_is_a_count_of_the_region_leaves_the_whole_open() -> None:
    rows = [
        record("a", unit="Familien"),
        record("b"),
        record("c", parts="a|b", unit="Familien"),
        record("d", parts="a|e"),
        record("e"),
    ]
    values = {"a": series(*FALLING), "b": series(*RISING), "e": series(*FALLING)}
    town = base(rows, values, ags=TOWN)
    judged = statuses(town, years=(2020,), method=Method.WEATHER)
    assert judged["c"] == (Status.NOT_JUDGED,)  # not the thunderstorm that the count would be
    assert judged["d"] == (Status.THUNDERSTORM,)  # by its other part, which decides here
    for key in "abcde":
        assert assessment(town, key, year=2020, method=Method.WEATHER).status is judged[key][0]
    assert statuses(base(rows, values), years=(2020,), method=Method.WEATHER)["c"] == (
        Status.THUNDERSTORM,
    )


def test_the_own_goal_of_a_municipality_is_judged_by_its_own_count_and_baseline() -> None:
    row = {**record("a", unit="Familien"), "goal_ags": TOWN}
    indicators, values = pd.DataFrame([row]), values_frame({"a": series(*RISING)})
    found = {
        ags: read_key(
            base_of(indicators, values, targets=targets_frame([row]), ags=ags), "a", year=2020
        )
        for ags in (TOWN, "03241002")
    }
    assert found[TOWN].status is Status.SUN
    assert found[TOWN].target_applies
    assert found[TOWN].baseline == Point(2015, 10.0)
    assert found["03241002"].status is Status.NOT_JUDGED
    assert found["03241002"].baseline is None


def test_an_indicator_of_a_goal_elsewhere_is_not_without_a_goal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [record("a", goal_key="L1"), record("b", goal_key="outside"), record("c")]
    insight = build(monkeypatch, rows, dict.fromkeys("abc", RISING))
    assert [reading.key for reading in insight.unattached] == ["c"]
    assert [reading.key for reading in insight.readings()] == ["a", "c"]
