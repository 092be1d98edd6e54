"""Change between waves: by hand, against a plain recomputation, and laws that always hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.domain.wave_change import (
    COMPARED,
    NOWHERE,
    ChangeKind,
    Tendency,
    change_counts,
    group_changes,
    moves,
    wave_change,
)

K = ChangeKind
KEYS = "abcdef"


def ratings(*rows):
    return pd.DataFrame(list(rows), columns=["rater_key", "rated_key", "level"])


def of(known):
    return ratings(*((a, b, level) for (a, b), level in known.items()))


def kinds(result):
    rows = result.directions
    return dict(zip(rows["rater_key"] + rows["rated_key"], rows["kind"], strict=True))


def test_every_kind_of_direction_by_hand():
    before = ratings(
        ("a", "b", 2), ("b", "a", 4), ("a", "c", 0), ("c", "a", 3), ("a", "x", 1), ("y", "z", 5)
    )
    after = ratings(("a", "b", 4), ("b", "a", 3), ("a", "c", 0), ("b", "c", 0))
    result = wave_change(before, after, moved={"x": NOWHERE, "y": "h", "z": "h"})
    assert kinds(result) == {
        "ab": K.RISEN,
        "ba": K.FALLEN,
        "ac": K.SAME,
        "ca": K.NOT_AGAIN,
        "bc": K.NEW,
        "ax": K.CLOSED,
    }
    assert result.inside_count == 1  # y rated z, and both are h now
    row = result.directions.set_index(["rater_key", "rated_key"]).loc[("a", "b")]
    assert (row["level_before"], row["level_after"], row["change"]) == (2, 4, 2)
    assert result.directions["change"].isna().sum() == 3


def test_a_merger_with_several_earlier_ratings_is_not_compared():
    moved = {"a1": "a", "a2": "a"}
    before = ratings(("a1", "b", 1), ("a2", "b", 4), ("b", "a1", 2), ("c", "a2", 3), ("a", "c", 1))
    after = ratings(("a", "b", 5), ("b", "a", 3))
    result = wave_change(before, after, moved=moved)
    assert kinds(result) == {"ab": K.MERGED, "ba": K.RISEN, "ca": K.NOT_AGAIN, "ac": K.NOT_AGAIN}
    merged = result.directions.set_index("kind").loc[K.MERGED]
    assert merged["level_before"] is pd.NA
    assert merged["earlier_count"] == 2
    # the successor had rated before as well: two ratings, even if they are alike
    twice = wave_change(ratings(("a", "b", 3), ("a1", "b", 3)), after, moved=moved)
    assert kinds(twice)["ab"] == K.MERGED


def test_moves_follow_successors_that_have_ended_themselves():
    ended = [
        ("a", "b", date(2018, 1, 1)),
        ("b", "c", date(2019, 1, 1)),
        ("c", "", date(2025, 1, 1)),
        ("d", "", date(2019, 1, 1)),
        ("e", "d", None),
        ("f", "g", date(2019, 1, 2)),
    ]
    assert moves(ended, day=date(2018, 6, 1)) == {"a": "b", "e": "d"}
    assert moves(ended, day=date(2019, 1, 1)) == {
        "a": "c",
        "b": "c",
        "d": NOWHERE,
        "e": NOWHERE,
    }
    circle = [("a", "b", None), ("b", "a", None)]
    assert moves(circle, day=date(2020, 1, 1)) == {"a": NOWHERE, "b": NOWHERE}


@pytest.mark.parametrize("bad", [ratings(("a", "a", 1)), ratings(("a", "b", 6))])
def test_ratings_that_make_no_sense_are_refused(bad):
    with pytest.raises(MeasureError):
        wave_change(ratings(), bad)
    with pytest.raises(MeasureError):
        wave_change(bad, ratings())


def test_a_wave_without_ratings_compares_nothing():
    some = ratings(("a", "b", 1))
    assert kinds(wave_change(ratings(), some)) == {"ab": K.NEW}
    assert kinds(wave_change(some, ratings())) == {"ab": K.NOT_AGAIN}
    none = wave_change(ratings(), ratings())
    counts = change_counts(none.directions)
    assert counts.compared_count == 0
    assert counts.balance == 0
    assert counts.tendency is Tendency.TOO_FEW
    assert group_changes(none.directions, by=["rater_key"]).empty


def spread(risen, same, fallen):
    """Directions of many raters with so many rises, equals, falls of one level."""
    steps = [1] * risen + [0] * same + [-1] * fallen
    before = ratings(*((f"r{i:03}", "x", 2) for i in range(len(steps))))
    after = ratings(*((f"r{i:03}", "x", 2 + step) for i, step in enumerate(steps)))
    return wave_change(before, after).directions


@pytest.mark.parametrize(
    ("risen", "same", "fallen", "tendency"),
    [
        (1, 19, 0, Tendency.CLOSER),  # exactly 5 %
        (1, 20, 0, Tendency.NEITHER),
        (0, 19, 1, Tendency.LOOSER),
        (0, 20, 1, Tendency.NEITHER),
        (5, 0, 5, Tendency.NEITHER),
        (2, 0, 0, Tendency.TOO_FEW),  # two raters say nothing about a network
        (3, 0, 0, Tendency.CLOSER),
    ],
)
def test_the_network_grew_closer_from_a_stated_balance_on(risen, same, fallen, tendency):
    counts = change_counts(spread(risen, same, fallen))
    assert counts.tendency is tendency
    assert counts.mean_change == pytest.approx((risen - fallen) / (risen + same + fallen))


def test_many_small_rises_and_few_deep_falls_say_neither():
    before = ratings(("a", "x", 1), ("b", "x", 1), ("c", "x", 5))
    after = ratings(("a", "x", 2), ("b", "x", 2), ("c", "x", 0))
    assert change_counts(wave_change(before, after).directions).tendency is Tendency.NEITHER


def test_groups_below_three_raters_are_withheld():
    rows = spread(2, 1, 1)
    rows["group"] = ["p", "p", "p", "q"]
    cells = group_changes(rows, by=["group"]).set_index("group")
    assert cells.loc["p", "state"] == CellState.VALUE
    assert cells.loc["p", "balance"] == pytest.approx(2 / 3)
    assert cells.loc["q", "state"] == CellState.WITHHELD
    figures = ["balance", "risen_count", "same_count", "fallen_count", "raters_count"]
    assert cells.loc["q", figures].isna().all()


# --- laws ----------------------------------------------------------------------------------------
ends = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda e: e[0] != e[1])
waves = st.dictionaries(ends, st.integers(0, 5), max_size=20)
#: Institutions that end and where they go; who takes over is never one that ends.
moved_to = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["d", "e", "h", NOWHERE]))


def recomputed(before, after, moved):
    """The same in plain Python, rating by rating."""
    earlier, inside, closed = defaultdict(list), 0, set()
    for (rater, rated), level in before.items():
        here = tuple(moved.get(key) or key for key in (rater, rated))
        if here[0] == here[1]:
            inside += 1
            continue
        earlier[here].append(level)
        if any(moved.get(key) == NOWHERE for key in (rater, rated)):
            closed.add(here)
    result = {}
    for here in {*earlier, *after}:
        old, new = earlier.get(here, []), after.get(here)
        if here in closed and new is None:
            result[here] = K.CLOSED
        elif len(old) > 1:
            result[here] = K.MERGED
        elif new is None:
            result[here] = K.NOT_AGAIN
        elif not old:
            result[here] = K.NEW
        else:
            step = new - old[0]
            result[here] = K.RISEN if step > 0 else K.FALLEN if step < 0 else K.SAME
    return result, inside


@given(waves, waves, moved_to)
def test_it_agrees_with_a_plain_recomputation(before, after, moved):
    result = wave_change(of(before), of(after), moved=moved)
    expected, inside = recomputed(before, after, moved)
    rows = result.directions
    got = dict(
        zip(zip(rows["rater_key"], rows["rated_key"], strict=True), rows["kind"], strict=True)
    )
    assert got == expected
    assert result.inside_count == inside
    counts = change_counts(rows)
    assert {k: n for k, n in counts.of_kind.items() if n} == Counter(expected.values())


@given(waves, waves, moved_to)
def test_no_rating_is_lost_and_none_counts_twice(before, after, moved):
    result = wave_change(of(before), of(after), moved=moved)
    assert result.directions["earlier_count"].sum() + result.inside_count == len(before)
    assert result.directions["level_after"].notna().sum() == len(after)
    compared = result.directions[result.directions["kind"].isin(COMPARED)]
    assert compared["change"].notna().all()
    assert len(compared) == result.directions["change"].notna().sum()


@given(waves, waves)
def test_swapping_the_waves_mirrors_the_change(before, after):
    there = change_counts(wave_change(of(before), of(after)).directions)
    back = change_counts(wave_change(of(after), of(before)).directions)
    mirror = {K.RISEN: K.FALLEN, K.FALLEN: K.RISEN, K.NEW: K.NOT_AGAIN, K.NOT_AGAIN: K.NEW}
    assert {mirror.get(kind, kind): n for kind, n in there.of_kind.items()} == back.of_kind
    assert there.mean_change == pytest.approx(-back.mean_change)
    assert there.balance == pytest.approx(-back.balance)
    turned = {Tendency.CLOSER: Tendency.LOOSER, Tendency.LOOSER: Tendency.CLOSER}
    assert turned.get(there.tendency, there.tendency) is back.tendency


@given(waves, waves, moved_to, st.permutations(list(KEYS)))
def test_other_keys_change_nothing(before, after, moved, order):
    new = {old: f"{place}{old}" for old, place in zip(KEYS, order, strict=True)} | {"h": "zz"}
    renamed = [{(new[a], new[b]): n for (a, b), n in wave.items()} for wave in (before, after)]
    heirs = {new[key]: heir and new[heir] for key, heir in moved.items()}
    plain = wave_change(of(before), of(after), moved=moved)
    other = wave_change(of(renamed[0]), of(renamed[1]), moved=heirs)
    assert change_counts(plain.directions) == change_counts(other.directions)
    assert plain.inside_count == other.inside_count
