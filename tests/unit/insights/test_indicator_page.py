"""The page of one indicator: working that adds up, comparison, corrections, events, measures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, insert

from lib.domain.indicator_status import Method, Status
from lib.insights.indicator_base import indicator_base
from lib.insights.indicator_page import indicator_page
from lib.insights.indicator_targets import further_targets, target_words
from lib.report.exports import to_csv
from lib.store import schema
from lib.store.queries.state import DataState
from lib.text import render

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from lib.insights.indicator_page_types import IndicatorPage

STATE = DataState(7, False, date(2021, 6, 30), date(2014, 1, 1))
PLACES = (("03241005", "Garbsen"), ("03241010", "Lehrte"), ("03241012", "Pattensen"))
REACH: dict[str, Any] = {
    "goal_key": "H1",
    "position": 1,
    "unit": "%",
    "direction": 1,
    "kind": "reach_by_year",
    "baseline_year": 2014,
    "baseline_value": 50.0,
    "target_value": 80.0,
    "target_year": 2025,
    "source": "Quelle",
    "accountability": "population",
}
RISING = (50.0, 52.0, 54.0, 56.0, 58.0, 60.0, 62.0)  # 2014 to 2020, 2 a year: 72 in 2025


@pytest.fixture
def engine(migrated_url: str) -> Engine:
    """Three municipalities, a goal with a measure and an offer, and one indicator "a"."""
    engine = create_engine(migrated_url)
    with engine.begin() as connection:
        areas = [{"ags": ags, "name": name, "area_km2": 1.0} for ags, name in PLACES]
        connection.execute(insert(schema.municipality), areas)
        goals = [("L1", 1, None), ("M1", 2, "L1"), ("H1", 3, "M1"), ("H2", 3, "M1")]
        for key, level, parent in goals:
            row = {"key": key, "level": level, "parent_key": parent, "position": 1}
            connection.execute(insert(schema.goal), row | {"title_de": f"Ziel {key}"})
        for key, goal in (("m1", "H1"), ("m2", "H2")):
            row = {"key": key, "goal_key": goal, "title_de": f"Tun {key}", "status": "running"}
            connection.execute(insert(schema.measure), row)
    add(engine, "a")
    values(engine, "a", RISING)
    return engine


def add(engine: Engine, key: str, **more: Any) -> None:
    row = {**REACH, "key": key, "name_de": f"Name {key}", **more}
    with engine.begin() as connection:
        connection.execute(insert(schema.indicator), row)


def values(engine: Engine, key: str, numbers: tuple[float, ...], *, ags: str = "") -> None:
    rows = [
        {"indicator_key": key, "ags": ags or None, "year": 2014 + place, "value": number}
        for place, number in enumerate(numbers)
    ]
    with engine.begin() as connection:
        connection.execute(insert(schema.observation), rows)


def page(
    engine: Engine,
    key: str = "a",
    *,
    ags: str = "",
    method: Method = Method.WEATHER,
    year: int = 2020,
) -> IndicatorPage:
    return indicator_page(
        engine,
        indicator_base(engine, ags=ags),
        key,
        year=year,
        method=method,
        prefixes=("03241",),
        extent_name="Region",
        places=PLACES,
        state=STATE,
    )


def steps(shown: IndicatorPage) -> dict[str, list[tuple[str, float]]]:
    """Step in English -> (year, value) of each of its rows."""
    found: dict[str, list[tuple[str, float]]] = {}
    for row in shown.working.frame.to_dict("records"):
        found.setdefault(render(row["step"], "en"), []).append((row["year"], row["value"]))
    return found


def one(shown: IndicatorPage, name: str) -> float:
    ((_, value),) = steps(shown)[name]
    return value


def test_working_of_a_reach_target_can_be_computed_again(engine: Engine) -> None:
    shown = page(engine)
    used = steps(shown)["Value used"]
    assert used == [(str(2015 + i), 52.0 + 2 * i) for i in range(6)]
    (first, last) = used[0], used[-1]
    mean = (last[1] - first[1]) / (int(last[0]) - int(first[0]))
    assert one(shown, "Mean yearly change") == pytest.approx(mean)
    projected = last[1] + 5 * mean
    assert one(shown, "Value if continued at this pace") == pytest.approx(projected)
    gap = one(shown, "Target value") - last[1]
    assert one(shown, "Distance still to go (0 or less: met)") == pytest.approx(gap)
    missing = one(shown, "Target value") - projected
    assert one(shown, "Missing then to the target") == pytest.approx(missing)
    share = one(shown, "Missed share of the distance still to go")
    assert share == pytest.approx(100 * missing / gap)
    assert [value for _, value in steps(shown)["Threshold of the missed share"]] == [5, 20]
    assert share > 20
    assert shown.reading.status is Status.CLOUD


def test_working_of_growth_rates_can_be_computed_again(engine: Engine) -> None:
    shown = page(engine, method=Method.EUROSTAT)
    start, now, goal = one(shown, "Value to start from"), one(shown, "Value used"), 80.0
    assert (start, now) == (50.0, 62.0)
    observed = 100 * ((now / start) ** (1 / 6) - 1)
    required = 100 * ((goal / start) ** (1 / 11) - 1)
    assert one(shown, "Observed growth a year") == pytest.approx(observed)
    assert one(shown, "Growth a year that the target asks for") == pytest.approx(required)
    assert one(shown, "Pace") == pytest.approx(100 * observed / required)
    continued = now * (1 + observed / 100) ** 5
    assert one(shown, "Value if continued at this growth") == pytest.approx(continued)
    assert [value for _, value in steps(shown)["Threshold of the pace"]] == [95, 60, 0]
    assert [year for year, _ in shown.path] == list(range(2014, 2026))
    assert [shown.path[0][1], shown.path[-1][1]] == pytest.approx([50.0, 80.0])
    assert shown.provenance.method == "eurostat-status"


def test_lower_is_better_turns_distance_and_shortfall(engine: Engine) -> None:
    add(engine, "low", direction=-1, target_value=20.0, baseline_year=None, baseline_value=None)
    values(engine, "low", (60.0, 56.0, 52.0, 48.0, 44.0, 40.0, 36.0))
    shown = page(engine, "low")
    assert one(shown, "Distance still to go (0 or less: met)") == pytest.approx(16)
    assert one(shown, "Missing then to the target") == pytest.approx(-4)  # 16 in 2025
    assert shown.reading.status is Status.SUN


@pytest.mark.parametrize(
    ("kind", "numbers", "step"),
    [
        ("hold_every_year", (85.0, 84.0, 86.0, 85.0, 87.0, 88.0), "Threshold of the mean change"),
        ("direction_only", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), "Threshold of both changes"),
    ],
)
def test_every_rule_names_its_threshold(
    engine: Engine, kind: str, numbers: tuple[float, ...], step: str
) -> None:
    aim = 80.0 if kind == "hold_every_year" else None
    add(engine, "k", kind=kind, target_value=aim, target_year=None)
    values(engine, "k", (numbers[0], *numbers))
    shown = page(engine, "k")
    assert one(shown, step) == 0
    assert "Value if continued at this pace" not in steps(shown)
    assert shown.reading.status is Status.SUN


def test_without_a_judgement_the_working_still_lists_the_values(engine: Engine) -> None:
    add(engine, "few")
    values(engine, "few", (1.0, 2.0))
    shown = page(engine, "few", year=2015)
    assert shown.reading.status is Status.NOT_JUDGED
    assert steps(shown)["Value used"] == [("2014", 1.0), ("2015", 2.0)]
    assert "Mean yearly change" not in steps(shown)


def test_working_as_csv_names_method_and_numbers_in_both_languages(engine: Engine) -> None:
    shown = page(engine)
    german = to_csv(shown.working, shown.provenance, language="de").decode("utf-8-sig")
    assert "Rechenweg: Wolke (Wettersymbole (Destatis), 2020)" in german
    assert '"Mittlere jährliche Veränderung";"2015–2020";"2";"Prozentpunkte"' in german
    assert "(Wert 2020 − Wert 2015) ÷ 5 Jahre" in german
    english = to_csv(shown.working, shown.provenance, language="en").decode("utf-8-sig")
    assert "(value 2020 − value 2015) ÷ 5 years" in english


def test_several_targets_are_listed_singly_and_the_nearest_is_shown(engine: Engine) -> None:
    with engine.begin() as connection:
        row = {"indicator_key": "a", "year": 2022, "value": 66.0}
        connection.execute(insert(schema.indicator_target), row)
    shown = page(engine)
    assert shown.shown_target is not None
    assert shown.shown_target.year == 2022
    assert [target.year for target in further_targets(shown)] == [2025]
    assert steps(shown)["Single target"] == [("2022", 66.0), ("2025", 80.0)]
    assert shown.reading.status is Status.SUN  # 66 in 2022; 72 instead of 80 in 2025: cloud
    lines = [render(line, "en") for line in shown.working_lines]
    assert any(line.startswith("Target of 2022: ") and "sun" in line.lower() for line in lines)
    assert any(line.startswith("Target of 2025: ") and "cloud" in line.lower() for line in lines)


def test_interval_is_said_with_both_ends(engine: Engine) -> None:
    add(engine, "i", target_value=60.0, target_value_to=70.0)
    values(engine, "i", RISING)
    shown = page(engine, "i")
    assert render(target_words(shown, shown.shown_target), "de") == "60,0 bis 70,0 % bis 2025"
    assert "Target value" in steps(shown)
    assert one(shown, "Target value") == 60.0  # the weakest requirement


def test_a_combined_indicator_shows_the_part_that_decides(engine: Engine) -> None:
    add(engine, "b", direction=-1, target_value=20.0)
    values(engine, "b", RISING)  # rises although lower is better: thunderstorm
    add(engine, "whole", kind="direction_only", target_value=None, target_year=None)
    with engine.begin() as connection:
        rows = [{"indicator_key": "whole", "part_key": part} for part in ("a", "b")]
        connection.execute(insert(schema.indicator_part), rows)
    shown = page(engine, "whole")
    assert shown.reading.status is Status.THUNDERSTORM
    assert shown.deciding.key == "b"
    assert [(part.key, part.status) for part in shown.parts] == [
        ("a", Status.CLOUD),
        ("b", Status.THUNDERSTORM),
    ]
    assert one(shown, "Target value") == 20.0
    first, *_, last = (render(text, "en") for text in shown.answer)
    assert "what decides is “Name b”" in first
    assert "no forecast" in last


def test_a_comparator_is_named_and_its_distance_judged(engine: Engine) -> None:
    add(engine, "c", kind="hold_every_year", target_value=0.0, target_year=None, comparator_key="a")
    values(engine, "c", tuple(value + 1 for value in RISING))
    shown = page(engine, "c")
    assert shown.comparator is not None
    assert [point.value for point in shown.comparator.points] == list(RISING)
    assert [value for _, value in steps(shown)["Value used"]] == [1.0] * 6
    assert (
        render(target_words(shown, shown.shown_target), "en") == "at or above: Name a, every year"
    )


def test_places_are_alphabetical_with_range_and_missing_ones(engine: Engine) -> None:
    values(engine, "a", (40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 81.0), ags="03241010")
    values(engine, "a", (30.0, 30.0, 30.0, 30.0, 30.0, 30.0, 30.5), ags="03241005")
    shown = page(engine)
    assert [place.name for place in shown.municipalities] == ["Garbsen", "Lehrte", "Pattensen"]
    assert [len(place.points) for place in shown.municipalities] == [7, 7, 0]
    assert [render(text, "en") for text in shown.places_answer] == [
        "In 2020 the municipalities lie between 30.5 % and 81.0 %.",
        "1 of 2 meets the target value of the Region.",
        "1 municipality has no value.",
    ]
    table = shown.places_table
    assert list(table.frame["place"]) == ["Region", "Garbsen", "Lehrte", "Pattensen"]
    assert list(table.state("2020")) == ["value", "value", "value", "unknown"]


def test_a_count_of_a_municipality_is_not_held_against_the_region(engine: Engine) -> None:
    add(engine, "n", unit="Familien")
    values(engine, "n", RISING, ags="03241005")
    shown = page(engine, "n", ags="03241005")
    assert shown.reading.status is Status.NOT_JUDGED
    assert not shown.is_rate
    assert len(shown.places_answer) == 2  # range and missing ones, nobody "meets" the target
    assert "whole Region" in render(shown.reading.reason, "en")


def test_no_municipality_with_values_is_said(engine: Engine) -> None:
    (sentence,) = page(engine).places_answer
    assert "No municipality has a value for 2020" in render(sentence, "en")


def test_earlier_values_and_events_of_the_place(engine: Engine) -> None:
    with engine.begin() as connection:
        row: dict[str, Any] = {
            "indicator_key": "a",
            "year": 2018,
            "value": 57.5,
            "replaced_on": date(2020, 3, 1),
        }
        elsewhere = row | {"ags": "03241005", "value": 99.0}
        connection.execute(insert(schema.observation_revision), [row | {"ags": None}, elsewhere])
        events: list[dict[str, Any]] = [
            {"key": "e2", "ags": None, "happened_on": date(2019, 5, 1), "text_de": "Später"},
            {"key": "e1", "ags": None, "happened_on": date(2016, 5, 1), "text_de": "Früher"},
            {"key": "e3", "ags": "03241005", "happened_on": date(2017, 5, 1), "text_de": "Hier"},
        ]
        rows = [event | {"indicator_key": "a"} for event in events]
        connection.execute(insert(schema.annotation), rows)
    shown = page(engine)
    ((earlier,)) = shown.earlier
    assert (earlier.year, earlier.value, earlier.now) == (2018, 57.5, 58.0)
    assert [(event.letter, event.text.de) for event in shown.events] == [
        ("A", "Früher"),
        ("B", "Später"),
    ]
    town = page(engine, ags="03241005")
    assert [event.text.de for event in town.events] == ["Früher", "Hier", "Später"]
    assert [one.value for one in town.earlier] == [99.0]
    csv = to_csv(shown.earlier_table, shown.provenance, language="de").decode("utf-8-sig")
    assert '"2018";"57,5";"58"' in csv
    assert '"01.03.2020"' in csv


def test_measures_are_those_of_the_goal_and_below(engine: Engine) -> None:
    assert [measure.key for measure in page(engine).measures] == ["m1"]
    add(engine, "top", goal_key="L1")
    assert [measure.key for measure in page(engine, "top").measures] == ["m1", "m2"]
    add(engine, "loose", goal_key=None)
    shown = page(engine, "loose")
    assert shown.measures == ()
    assert shown.goal is None


@pytest.mark.parametrize(
    ("due", "is_overdue"),
    [(date(2021, 6, 29), True), (date(2021, 6, 30), False), (None, False)],
)
def test_next_update_is_overdue_after_its_day_by_the_reference_date(
    engine: Engine, due: date | None, is_overdue: bool
) -> None:
    add(engine, "d", next_update_on=due, contact_role="Koordination", caveat_de="Nur Kitas")
    shown = page(engine, "d")
    assert shown.is_overdue is is_overdue
    assert shown.contact_role == "Koordination"
    assert shown.caveat.de == shown.caveat.en == "Nur Kitas"


def test_a_place_without_values_is_not_stated(engine: Engine) -> None:
    shown = page(engine, ags="03241012")
    assert shown.reading.status is Status.NO_VALUES
    assert shown.table.frame.empty
