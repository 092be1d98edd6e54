"""The ranked list of due conversations, by hand and by its two promises."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.agreements import AgreementStatus
from lib.domain.conversation import ALL_REASONS, TalkReason, TalkRule, ranked, reason_points
from lib.domain.errors import MeasureError

DAY = date(2020, 12, 15)
EVERY = TalkRule(points_from=1)
QUIET = {
    "level_at_most": 4,
    "asymmetry": 0,
    "fallen": 0,
    "due_on": None,
    "agreement_status": "gueltig",
    "is_transition": False,
    "last_talked_on": DAY,
    "is_known": True,
}


def pairs(*rows, order=()):
    """One row a pair; what is not named gives no point."""
    places = order or range(len(rows))
    frame = pd.DataFrame(
        [
            {**QUIET, "name": f"p{place}", **row, "place": place}
            for place, row in zip(places, rows, strict=True)
        ],
        columns=["name", *QUIET, "place"],
    )
    days = ["due_on", "last_talked_on"]
    frame[days] = frame[days].apply(pd.to_datetime)
    levels = ["level_at_most", "asymmetry", "fallen"]
    frame[levels] = frame[levels].astype("Float64")
    return frame


def points(row, rule=EVERY):
    """Points of one pair by reason, without zeros."""
    result = reason_points(pairs(row), rule, day=DAY).iloc[0]
    return {name: int(value) for name, value in result.items() if value}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, {}),
        ({"asymmetry": 1}, {}),
        ({"asymmetry": 2}, {"unterschied": 2}),
        ({"asymmetry": 5}, {"unterschied": 5}),
        ({"asymmetry": None}, {}),
        ({"fallen": 3}, {"gesunken": 3}),
        ({"fallen": -3}, {}),
        ({"fallen": None}, {}),
        ({"due_on": DAY}, {}),
        ({"due_on": date(2020, 12, 14)}, {"schritt": 2}),
        ({"agreement_status": "laeuft-aus"}, {"vereinbarung": 2}),
        ({"agreement_status": "abgelaufen"}, {"vereinbarung": 2}),
        ({"agreement_status": "geplant"}, {}),
        ({"agreement_status": "keine"}, {}),
        ({"is_transition": True}, {}),
        ({"is_transition": True, "level_at_most": 3}, {}),
        ({"is_transition": True, "level_at_most": 2}, {"uebergang": 2}),
        ({"is_transition": True, "level_at_most": 0}, {"uebergang": 2}),
        ({"is_transition": True, "level_at_most": None}, {"uebergang": 2}),
        ({"is_transition": True, "agreement_status": "keine"}, {"uebergang": 1}),
        ({"is_transition": True, "agreement_status": "geplant"}, {"uebergang": 1}),
        (
            {"is_transition": True, "agreement_status": "laeuft-aus"},
            {"vereinbarung": 2},
        ),
        (
            {"is_transition": True, "agreement_status": "keine", "level_at_most": 1},
            {"uebergang": 3},
        ),
        ({"level_at_most": 1, "agreement_status": "keine"}, {}),
        ({"last_talked_on": date(2019, 12, 16)}, {}),
        ({"last_talked_on": date(2019, 12, 15)}, {"lange-her": 1}),
        ({"last_talked_on": None}, {"lange-her": 1}),
        ({"last_talked_on": None, "is_known": False}, {}),
    ],
)
def test_points_of_one_reason(row, expected):
    assert points(row) == expected


def test_thresholds_are_the_readers():
    assert points({"asymmetry": 2}, TalkRule(apart_from=3)) == {}
    assert points({"is_transition": True, "level_at_most": 3}, TalkRule(weak_below=4))
    assert points({"last_talked_on": date(2020, 6, 1)}, TalkRule(silent_months=6))


def test_rank_points_and_neutral_order():
    frame = pairs({"asymmetry": 2}, {"fallen": 4}, {}, {"fallen": 2}, {"due_on": date(2020, 1, 1)})
    result = ranked(frame, TalkRule(points_from=2), day=DAY)
    assert result["name"].tolist() == ["p1", "p0", "p3", "p4"]
    assert result["points"].tolist() == [4, 2, 2, 2]
    assert result["rank"].tolist() == [1, 2, 2, 2]
    assert ranked(frame, TalkRule(points_from=3), day=DAY)["name"].tolist() == ["p1"]


def test_a_reason_that_is_not_asked_for_gives_no_point_and_no_row():
    frame = pairs({"asymmetry": 4, "fallen": 1})
    only = TalkRule(reasons=(TalkReason.FALLEN,), points_from=1)
    assert ranked(frame, only, day=DAY)["points"].tolist() == [1]
    assert ranked(frame, TalkRule(reasons=(), points_from=0), day=DAY).empty


def test_nothing_in_nothing_out():
    result = ranked(pairs(), EVERY, day=DAY)
    assert result.empty
    assert {"rank", "points", *(f"points_{reason}" for reason in ALL_REASONS)} <= set(result)


def test_what_is_missing_or_ambiguous_is_said():
    with pytest.raises(MeasureError):
        ranked(pairs({}).drop(columns="fallen"), EVERY, day=DAY)
    with pytest.raises(MeasureError):
        ranked(pairs({}, {}, order=(1, 1)), EVERY, day=DAY)


DAYS = st.none() | st.dates(date(2018, 1, 1), date(2023, 1, 1))
LEVELS = st.none() | st.integers(0, 5)
ROWS = st.fixed_dictionaries(
    {
        "level_at_most": LEVELS,
        "asymmetry": LEVELS,
        "fallen": st.none() | st.integers(-5, 5),
        "due_on": DAYS,
        "agreement_status": st.sampled_from([item.value for item in AgreementStatus]),
        "is_transition": st.booleans(),
        "last_talked_on": DAYS,
        "is_known": st.booleans(),
    }
)
#: What makes one further reason apply, whatever stood there before.
ADDED = {
    TalkReason.APART: {"asymmetry": 5},
    TalkReason.FALLEN: {"fallen": 5},
    TalkReason.OVERDUE: {"due_on": date(2018, 1, 1)},
    TalkReason.AGREEMENT: {"agreement_status": "abgelaufen"},
    TalkReason.TRANSITION: {"is_transition": True, "level_at_most": 0},
    TalkReason.SILENT: {"last_talked_on": None, "is_known": True},
}


@settings(max_examples=300, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=6), st.sampled_from(ALL_REASONS), st.data())
def test_a_further_reason_never_lowers_a_pair(rows, reason, data):
    index = data.draw(st.integers(0, len(rows) - 1))
    before = ranked(pairs(*rows), EVERY, day=DAY).set_index("name")
    more = [{**row, **ADDED[reason]} if place == index else row for place, row in enumerate(rows)]
    after = ranked(pairs(*more), EVERY, day=DAY).set_index("name")
    name = f"p{index}"
    assert name in after.index
    if name in before.index:
        assert after.loc[name, "rank"] <= before.loc[name, "rank"]
        assert after.index.get_loc(name) <= before.index.get_loc(name)
        assert after.loc[name, "points"] >= before.loc[name, "points"]


@given(st.lists(ROWS, min_size=1, max_size=8), st.randoms())
def test_the_list_does_not_depend_on_the_order_of_the_rows(rows, random):
    frame = pairs(*rows)
    shuffled = list(frame.index)
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(
        ranked(frame, EVERY, day=DAY), ranked(frame.loc[shuffled], EVERY, day=DAY)
    )


@given(st.lists(ROWS, min_size=1, max_size=8), st.sets(st.sampled_from(ALL_REASONS)))
def test_points_are_the_sum_of_the_reasons_asked_for(rows, reasons):
    rule = TalkRule(reasons=tuple(reasons), points_from=1)
    result = ranked(pairs(*rows), rule, day=DAY)
    each = result[[f"points_{reason}" for reason in ALL_REASONS]]
    assert each.sum(axis=1).tolist() == result["points"].tolist()
    assert result["points"].is_monotonic_decreasing
    for reason in set(ALL_REASONS) - reasons:
        assert not each[f"points_{reason}"].any()
    assert (result["points"] >= 1).all()
