"""What the browser gets of the goal tree: rows in order, counts, words in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.charts.tree_payload import GOAL, INDICATOR, MEASURE, NO_STATUS, status_looks, tree_rows
from lib.charts.weather_icons import FILLS, SHAPES
from lib.domain.indicator_status import METHOD_STATUSES, Method
from lib.insights.goal_narrowing import Narrowing
from lib.insights.goal_rows import rows_of
from lib.insights.goals import narrowed
from lib.insights.indicator_words import target_text
from lib.text import LANGUAGES, render
from tests.unit.insights.test_goals import (
    FALLING,
    NAN,
    RISING,
    base,
    build,
    record,
    series,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from lib.insights.goals import GoalsInsight
    from lib.text import Language

ORDER = METHOD_STATUSES[Method.WEATHER]


def rows(insight: GoalsInsight, language: Language = "de", **more: Any) -> list[dict[str, Any]]:
    sent: dict[str, Any] = tree_rows(
        insight, language=language, order=ORDER, municipalities={}, **more
    )
    lists: dict[str, Any] = {}
    for name, held in sent.items():
        is_coded = isinstance(held, dict)
        lists[name] = [held["words"][code] for code in held["codes"]] if is_coded else held
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]


def example(monkeypatch: pytest.MonkeyPatch) -> GoalsInsight:
    indicators = [
        record("a", goal_key="H1"),
        record("b", goal_key="L1"),
        record("c", goal_key="H1"),
        record("d"),
    ]
    return build(monkeypatch, indicators, {"a": RISING, "b": FALLING, "d": RISING[:3]})


def test_rows_come_top_down_with_their_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    found = rows(example(monkeypatch))
    assert [(row["keys"], row["depths"], row["kinds"]) for row in found] == [
        ("L1", 0, GOAL),
        ("b", 1, INDICATOR),
        ("M1", 1, GOAL),
        ("H1", 2, GOAL),
        ("a", 3, INDICATOR),
        ("c", 3, INDICATOR),
        ("m", 3, MEASURE),
        ("L2", 0, GOAL),
        ("", 0, GOAL),
        ("d", 1, INDICATOR),
    ]


def test_a_goal_counts_all_below_and_tells_unjudged_from_not_stated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = {row["keys"]: row for row in rows(example(monkeypatch))}
    top, empty, loose = found["L1"], found["L2"], found[""]
    assert sum(top["counts"]) == 3
    assert ORDER[top["statuses"]].value == "thunderstorm"
    assert top["values"] == "1 keine Angabe"
    assert empty["statuses"] == NO_STATUS  # no indicator: no worst one
    assert loose["values"] == "1 von 1 nicht bewertbar"
    assert found["c"]["values"] == "keine Angabe"
    assert found["c"]["trends"] == ""
    assert found["a"]["values"] == "60 % (2020)"


def test_narrowed_to_a_status_a_goal_keeps_its_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = example(monkeypatch)
    found = rows(narrowed(whole, Narrowing(status="sun")), within=whole)
    assert [row["keys"] for row in found] == ["L1", "M1", "H1", "a", "m"]
    assert sum(found[0]["counts"]) == 3
    assert ORDER[found[0]["statuses"]].value == "thunderstorm"


def test_targets_read_as_everywhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    free = {"kind": "direction_only", "target_value": NAN, "target_year": pd.NA}
    held = {"kind": "hold_every_year", "target_value": 30.5, "target_year": pd.NA, "decimals": 1}
    indicators = [
        record("a", goal_key="L1"),
        record("b", goal_key="L1", **held),
        record("c", goal_key="L1", **free),
        record("e", goal_key="L1", comparator_key="a", target_value=NAN, target_year=pd.NA),
    ]
    values: dict[str, Sequence[float]] = dict.fromkeys("abce", RISING)
    insight = build(monkeypatch, indicators, values)
    light = rows_of(
        base(indicators, {key: series(*row) for key, row in values.items()}),
        year=2020,
        method=Method.WEATHER,
    )
    for language in LANGUAGES:
        told = [r["targets"] for r in rows(insight, language) if r["kinds"] == INDICATOR]
        assert told == [render(target_text(one), language) for one in light]


def test_every_status_has_word_shape_and_fill() -> None:
    for method in Method:
        looks = status_looks(METHOD_STATUSES[method], "de")
        assert len({look["word"] for look in looks}) == len(looks)
        assert len({look["path"] for look in looks}) == len(looks)
        assert {look["fill"] for look in looks} <= set(FILLS.values())
        assert {look["path"] for look in looks} <= set(SHAPES.values())
