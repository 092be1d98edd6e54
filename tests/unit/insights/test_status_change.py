"""What has changed since a day: as known then against as known now, case by case."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from sqlalchemy import create_engine

from lib.domain.indicator_status import Method, Movement, Status
from lib.insights.indicator_base import IndicatorBase, base_of
from lib.insights.status_change import KeyChange, NewValue, Standing, key_changes, status_change
from lib.insights.status_change_words import news_count, news_text
from lib.text import render
from tests.unit.insights.status_cases import insight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.insights.status_change import StatusChange

ENGINE = create_engine("sqlite://")
SINCE = date(2021, 1, 1)
RISING = {2014 + at: 10.0 + 5 * at for at in range(6)}  # 10 to 35 in 2019
FLAGS = ("is_series_break", "suspends_judgement")


def base(
    series: Mapping[str, dict[int, float]], *, parts: Mapping[str, str] | None = None
) -> IndicatorBase:
    indicators = pd.DataFrame(
        [
            {
                "key": key,
                "goal_key": "z1",
                "name_de": key,
                "name_en": key,
                "unit": "%",
                "kind": "reach_by_year",
                "baseline_year": pd.NA,
                "baseline_value": float("nan"),
                "minimum_values": 6,
                "comparator_key": "",
                "parts": (parts or {}).get(key, ""),
                "direction": 1,
            }
            for key in series
        ]
    )
    targets = pd.DataFrame(
        [
            {"indicator_key": key, "year": 2025, "value": 60.0, "value_to": float("nan")}
            for key in series
        ]
    )
    values = pd.DataFrame(
        [
            {
                "indicator_key": key,
                "year": year,
                "value": value,
                "is_series_break": False,
                "suspends_judgement": False,
                "note": "",
            }
            for key, known in series.items()
            for year, value in known.items()
        ],
        columns=["indicator_key", "year", "value", *FLAGS, "note"],
    ).astype(dict.fromkeys(FLAGS, "bool"))
    return base_of(indicators, values, targets=targets)


def changed(then: dict[int, float], now: dict[int, float], *, year: int = 2020) -> KeyChange:
    before, after = base({"a": then}), base({"a": now})
    return key_changes(ENGINE, before, after, year=year, method=Method.WEATHER)["a"]


def test_a_new_year_that_falls_behind_worsens_the_status() -> None:
    found = changed(RISING, RISING | {2020: 12.0})
    assert found.before == Standing(2019, Status.SUN)
    assert found.after.year == 2020
    assert found.movement is Movement.WORSENED
    assert found.news == (NewValue(2020, 12.0, None),)


def test_a_revision_alone_may_change_the_status_of_the_same_year() -> None:
    found = changed(RISING | {2019: 9.0}, RISING)
    assert (found.before.year, found.after.year) == (2019, 2019)
    assert found.movement is Movement.IMPROVED
    assert found.news == (NewValue(2019, 35.0, 9.0),)


def test_a_sixth_value_makes_the_indicator_newly_judged() -> None:
    five = {year: value for year, value in RISING.items() if year < 2019}
    assert changed(five, RISING).movement is Movement.NEWLY_JUDGED
    assert changed(RISING, five).movement is Movement.NO_LONGER_JUDGED
    assert changed(RISING, five).news == (NewValue(2019, None, 35.0),)


def test_values_after_the_year_judged_count_on_neither_side() -> None:
    found = changed(RISING, RISING | {2020: 12.0}, year=2019)
    assert found.movement is Movement.SAME
    assert found.news == ()


def test_a_part_published_early_leaves_a_combined_indicator_as_it_was_judged() -> None:
    parts = {"a": "", "b": "", "both": "a|b"}
    before = base({"a": RISING, "b": RISING, "both": {}}, parts=parts)
    after = base({"a": RISING | {2020: 40.0}, "b": RISING, "both": {}}, parts=parts)
    found = key_changes(ENGINE, before, after, year=2020, method=Method.WEATHER)["both"]
    assert found.after == found.before == Standing(2019, Status.SUN)
    assert found.movement is Movement.SAME


def test_a_combined_indicator_says_in_how_many_parts_values_are_new() -> None:
    parts = {"a": "", "b": "", "both": "a|b"}
    before = base({"a": RISING, "b": RISING, "both": {}}, parts=parts)
    after = base({"a": RISING | {2020: 12.0}, "b": RISING, "both": {}}, parts=parts)
    found = key_changes(ENGINE, before, after, year=2020, method=Method.WEATHER)
    assert found["both"].news == ()
    assert found["both"].parts_with_news == 1
    assert (found["both"].before.year, found["both"].after.year) == (2019, 2020)
    line = next(status_change(insight(("both",)), found, since=SINCE).lines())
    assert render(news_count(line), "en") == "in 1 part"
    assert found["a"].parts_with_news == 0


def test_nothing_known_then_is_no_value_and_not_a_bad_status() -> None:
    found = changed({}, RISING)
    assert found.before == Standing(None, Status.NO_VALUES)
    assert found.movement is Movement.NEWLY_JUDGED
    assert len(found.news) == 6


def both(**changes: KeyChange) -> StatusChange:
    return status_change(insight(tuple(changes)), changes, since=SINCE)


def standing(status: Status) -> Standing:
    return Standing(2020, status)


def change(before: Status, after: Status, movement: Movement, *news: NewValue) -> KeyChange:
    return KeyChange(standing(before), standing(after), movement, news)


WORSE = change(Status.SUN, Status.CLOUD, Movement.WORSENED, NewValue(2020, 1.5, None))
SAME = change(Status.SUN, Status.SUN, Movement.SAME)
NEW = change(
    Status.NOT_JUDGED,
    Status.SUN,
    Movement.NEWLY_JUDGED,
    NewValue(2019, 2.0, 1.0),
    NewValue(2020, 3.0, None),
)


def test_the_answer_counts_names_and_keeps_the_disclaimer() -> None:
    text = " ".join(render(sentence, "en") for sentence in both(a=WORSE, b=SAME, c=NEW).answer)
    assert text == (
        "Since 1 Jan 2021: 0 improved, 1 worsened, 1 newly assessed and 1 with the same status. "
        "Worsened: Name of a. 2 indicators have new or revised values. "
        "No political assessment and no forecast."
    )


def test_many_that_worsened_are_counted_after_two_names() -> None:
    text = " ".join(render(sentence, "de") for sentence in both(a=WORSE, b=WORSE, c=WORSE).answer)
    assert "Verschlechtert: Name a, Name b und 1 weiterer." in text


def test_no_change_and_no_new_value_is_said() -> None:
    text = " ".join(render(sentence, "en") for sentence in both(a=SAME).answer)
    assert "Since 1 Jan 2021 no status has changed." in text
    assert "No value has been published or revised since then." in text


def test_what_got_worse_comes_first_and_the_table_says_all() -> None:
    better = change(Status.CLOUD, Status.SUN, Movement.IMPROVED)
    found = both(a=SAME, b=NEW, c=better, d=WORSE)
    assert [kind for kind, _ in found.groups] == [
        Movement.WORSENED,
        Movement.IMPROVED,
        Movement.NEWLY_JUDGED,
        Movement.SAME,
    ]
    rows = [[render(cell, "en") for cell in row] for row in found.table.frame.to_numpy().tolist()]
    assert rows[0] == ["Name of d", "worsened", "Sun (2020)", "Cloud (2020)", "2020: 1.5 (new)"]
    assert rows[2][4] == "2019: 2.0 (revised, before 1.0); 2020: 3.0 (new)"
    assert rows[3][4] == ""
    assert found.with_news() == 2


def test_indicators_outside_the_selection_are_left_out() -> None:
    found = status_change(insight(("a",)), {"a": SAME, "z": WORSE}, since=SINCE)
    assert [line.key for line in found.lines()] == ["a"]


@pytest.mark.parametrize(
    ("news", "short"),
    [
        ((NewValue(2020, 1.0, None),), "1 new"),
        ((NewValue(2020, 1.0, 2.0),), "1 revised"),
        ((NewValue(2019, 1.0, 2.0), NewValue(2020, 1.0, None)), "1 new, 1 revised"),
        ((), ""),
    ],
)
def test_new_and_revised_values_are_counted_apart(news: tuple[NewValue, ...], short: str) -> None:
    found = both(a=KeyChange(standing(Status.SUN), standing(Status.SUN), Movement.SAME, news))
    line = next(found.lines())
    assert render(news_count(line), "en") == short


def test_a_value_that_was_taken_back_is_said() -> None:
    line = next(both(a=SAME).lines())
    assert render(news_text(line, NewValue(2019, None, 3.0)), "en") == "2019: taken back"


def test_the_source_says_by_which_rules_was_compared() -> None:
    notes = " ".join(render(line, "en") for line in both(a=SAME).provenance.lines())
    assert "Then and now are judged by today's rules and targets" in notes
