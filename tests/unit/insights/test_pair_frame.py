"""Every possible pair with what is known of it, every filter, and the matrix of institutions."""

from __future__ import annotations

import itertools
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from lib.domain.cooperation import PairRule, pair_levels
from lib.domain.errors import MeasureError
from lib.insights.cooperation import CooperationChoice, Scope
from lib.insights.cooperation_matrix import CooperationMatrix, MatrixOrder
from lib.insights.cooperation_pairs import institution_matrix
from lib.insights.pair_frame import ENDS, PairFrame, pair_frame
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import fill, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

REGION = ("03241",)
RATINGS = [("k1", "s1", 4), ("s1", "k1", 1), ("k2", "s1", 3), ("s2", "k1", 0), ("a1", "k3", 5)]
HOSTS = ["k1", "k2", "s1", "s3", "k3", "k4", "s2", "a1"]


@pytest.fixture
def case(sqlite_template: Path, tmp_path: Path) -> Callable[..., str]:
    def make(ratings: Iterable[tuple[str, str, int]] = RATINGS, **more: Any) -> str:
        path = tmp_path / f"case{len(list(tmp_path.iterdir()))}.sqlite"
        shutil.copy(sqlite_template, path)
        fill(f"sqlite:///{path}", ratings, **more)
        return f"sqlite:///{path}"

    return make


def scope(url: str, *, circle: bool = True) -> Scope:
    engine = reading_engine(url)
    known = lists(engine, prefixes=REGION)
    return Scope(
        shows_single_pairs=circle,
        prefixes=REGION,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
    )


def frame(url: str, **chosen: Any) -> PairFrame:
    asked = CooperationChoice(**{"wave": "2020", **chosen})
    return pair_frame(reading_engine(url), asked, scope=scope(url))


def matrix(url: str, *, order: MatrixOrder = MatrixOrder.MUNICIPALITY, **chosen: Any) -> Any:
    engine = reading_engine(url)
    return institution_matrix(
        engine,
        CooperationChoice(**{"wave": "2020", **chosen}),
        scope=scope(url),
        lists=lists(engine, prefixes=REGION),
        order=order,
        language="en",
    )


def names(found: PairFrame) -> set[str]:
    """The pairs that fit, as "k1 s1"."""
    pairs = found.pairs[found.pairs["is_chosen"]]
    return {f"{a} {b}" for a, b in zip(pairs[ENDS[0]], pairs[ENDS[1]], strict=True)}


def said(found: CooperationMatrix) -> str:
    return " ".join(render(sentence, "en") for sentence in found.answer)


def agreement(a: str, b: str, starts: date, ends: date | None) -> dict[str, object]:
    return {
        "key": f"{a}{b}",
        "institution_a_key": a,
        "institution_b_key": b,
        "title": f"Vertrag {a}",
        "valid_from": starts,
        "valid_to": ends,
    }


FULL: dict[str, Any] = {
    "pairs": [
        pair("k2", "s1", agreed_level=3, talked_on=date(2020, 9, 20)),
        pair("k1", "s1", next_step="Treffen", talked_on=date(2019, 9, 1)),
    ],
    "agreements": [
        agreement("k1", "s1", date(2019, 1, 1), None),
        agreement("k2", "s1", date(2019, 1, 1), date(2020, 12, 1)),
        agreement("k3", "s2", date(2018, 1, 1), date(2019, 1, 1)),
    ],
}


def test_every_possible_pair_stands_once(case: Callable[..., str]) -> None:
    found = frame(case(**FULL))
    assert list(found.institutions["key"]) == HOSTS
    expected = [tuple(ends) for ends in itertools.combinations(sorted(HOSTS), 2)]
    assert list(zip(found.pairs[ENDS[0]], found.pairs[ENDS[1]], strict=True)) == expected
    row = found.pairs.set_index(ENDS).loc[("k1", "s1")]
    assert (row["level_ab"], row["level_ba"], row["asymmetry"]) == (4, 1, 3)
    assert (row["pair_level"], row["basis"], row["next_step"]) == (1, "lower_of_both", "Treffen")
    assert row["last_talked_on"] == pd.Timestamp(2019, 9, 1)
    assert row["agreement_status"] == "gueltig"
    silent = found.pairs.set_index(ENDS).loc[("k1", "k2")]
    assert (silent["basis"], silent["state"], silent["is_rated"]) == ("", "unknown", False)
    for rating in found.ratings.to_dict("records"):
        ends = found.pairs.loc[rating["pair"], ENDS]
        assert set(ends) == {rating["rater_key"], rating["rated_key"]}


def test_pairs_are_protected(case: Callable[..., str]) -> None:
    url = case()
    with pytest.raises(MeasureError, match="circle"):
        pair_frame(
            reading_engine(url), CooperationChoice(wave="2020"), scope=scope(url, circle=False)
        )


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"asymmetry_from": 3}, {"k1 s1"}),
        ({"asymmetry_from": 4}, set()),
        ({"agreement": "gueltig"}, {"k1 s1", "k2 s1"}),
        ({"agreement": "laeuft-aus"}, {"k2 s1"}),
        ({"agreement": "abgelaufen"}, {"k3 s2"}),
        ({"level_from": 1}, {"k1 s1", "k2 s1"}),
        ({"level_from": 2}, {"k2 s1"}),
        ({"level_from": 2, "pair_rule": PairRule.MEAN}, {"k1 s1"}),
        ({"level_from": 1, "pair_rule": PairRule.LOWER}, {"k1 s1"}),
        # one side rated 0: whatever the other says, the pair cannot lie above
        ({"level_to": 0}, {"k1 s2"}),
        ({"level_to": 2, "pair_rule": PairRule.MEAN}, set()),
        ({"ags": "03241001", "asymmetry_from": 1}, {"k1 s1"}),
        ({"ags": "03241002", "asymmetry_from": 1}, set()),
        ({"institution_type": "amt", "level_to": 5, "agreement": "gueltig"}, set()),
        ({"institution_type": "schule", "agreement": "gueltig"}, {"k1 s1", "k2 s1"}),
    ],
)
def test_filters_by_hand(
    case: Callable[..., str], chosen: dict[str, Any], expected: set[str]
) -> None:
    assert names(frame(case(**FULL), **chosen)) == expected


def test_unrated_and_not_talked_leave_the_rest(case: Callable[..., str]) -> None:
    url = case(**FULL)
    unrated = names(frame(url, only_unrated=True))
    assert len(unrated) == 28 - 4
    assert not {"k1 s1", "k2 s1", "k1 s2", "a1 k3"} & unrated
    silent = names(frame(url, not_talked_months=6))
    assert len(silent) == 27
    assert "k2 s1" not in silent
    assert "k1 s1" in silent
    assert "k1 s1" not in names(frame(url, not_talked_months=24))


def test_type_and_sector_ask_for_one_of_both(case: Callable[..., str]) -> None:
    url = case()
    assert names(frame(url, institution_type="amt")) == {
        f"a1 {key}" for key in HOSTS if key != "a1"
    }
    assert names(frame(url, sector="x")) == names(frame(url))
    assert names(frame(url, sector="nobody")) == set()


LEVELS = st.lists(
    st.tuples(st.sampled_from(HOSTS), st.sampled_from(HOSTS), st.integers(0, 5)).filter(
        lambda rating: rating[0] != rating[1]
    ),
    max_size=25,
    unique_by=lambda rating: rating[:2],
)


@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(LEVELS, st.sampled_from(PairRule))
def test_pairs_equal_the_measure_by_joins(
    case: Callable[..., str], ratings: list[tuple[str, str, int]], rule: PairRule
) -> None:
    stated = pair("k1", "s1", agreed_level=2)
    found = frame(case(ratings, pairs=[stated]), pair_rule=rule).pairs
    given_ratings = pd.DataFrame(ratings, columns=["rater_key", "rated_key", "level"])
    given_ratings["level"] = given_ratings["level"].astype("int64")
    expected = pair_levels(
        given_ratings, agreed=pd.DataFrame([stated])[[*ENDS, "agreed_level"]], rule=rule
    ).set_index(ENDS)
    shown = found.set_index(ENDS)
    for ends, row in expected.iterrows():
        for name in ("level_ab", "level_ba", "pair_level", "level_at_most", "asymmetry"):
            want = np.nan if pd.isna(row[name]) else float(row[name])
            assert np.array_equal(shown.loc[ends, name], want, equal_nan=True), (ends, name)
        assert shown.loc[ends, "basis"] == row["basis"]
    others = shown.drop(expected.index)
    assert (others["basis"] == "").all()
    assert others["pair_level"].isna().all()


def test_names_do_not_matter_but_keys_do(case: Callable[..., str]) -> None:
    url = case(**FULL)
    before = frame(url)
    with writing_engine(url).begin() as connection:
        connection.execute(text("UPDATE institution SET name = 'Umbenannt' WHERE key = 'k1'"))
    after = frame(url)
    pd.testing.assert_frame_equal(before.pairs, after.pairs)
    assert "Umbenannt" in set(after.institutions["name"])


# --- matrix of institutions --------------------------------------------------------------------
def code(found: CooperationMatrix, row: str, column: str) -> str:
    rows = [line.key for line in found.rows]
    return found.codes[rows.index(row) * len(rows) + rows.index(column)]


def test_matrix_shows_both_directions_and_who_nobody_rated(case: Callable[..., str]) -> None:
    found = matrix(case(**FULL))
    assert [line.key for line in found.rows] == HOSTS
    assert [render(line.group, "en") for line in found.rows][::7] == ["A", "Whole region"]
    assert code(found, "k1", "s1") + code(found, "s1", "k1") + code(found, "s2", "k1") == "410"
    assert code(found, "s1", "k2") == "-"
    assert code(found, "k1", "k1") == "="
    assert said(found) == (
        "4 of 28 possible pairs are rated by at least one side (14 %). 1 of the 2 pairs rated by "
        "both sides or agreed reach at least Level 3; in 1 pairs both sides lie two or more levels "
        "apart."
    )
    assert len(found.table.frame) == 28
    row = found.table.frame.set_index("institution_a_name").loc["Haus k2"].iloc[0]
    assert render(row["agreement"], "en")


def test_matrix_leaves_out_who_has_no_fitting_pair(case: Callable[..., str]) -> None:
    found = matrix(case(**FULL), asymmetry_from=1)
    assert [line.key for line in found.rows] == ["k1", "s1"]
    assert (found.hidden_rows, found.codes) == (6, "=41=")
    assert not found.faint
    wide = matrix(case(**FULL), agreement="gueltig")
    assert [line.key for line in wide.rows] == ["k1", "k2", "s1"]
    keys = [line.key for line in wide.rows]
    faint = {(keys[at // 3], keys[at % 3]) for at in wide.faint}
    assert faint == {("k1", "k2"), ("k2", "k1")}
    fits = wide.table.frame["fits"].map(lambda word: render(word, "en"))
    assert list(fits) == ["yes", "yes", "no"]


def test_orders(case: Callable[..., str]) -> None:
    url = case(**FULL)
    by_type = [line.key for line in matrix(url, order=MatrixOrder.TYPE).rows]
    assert by_type == ["k1", "k2", "k3", "k4", "s1", "s3", "s2", "a1"]
    by_name = [line.key for line in matrix(url, order=MatrixOrder.ALPHABETICAL).rows]
    assert by_name == sorted(HOSTS)
    similar = matrix(url, order=MatrixOrder.SIMILAR)
    assert sorted(line.key for line in similar.rows) == sorted(HOSTS)
    assert code(similar, "k1", "s1") == "4"
    assert {line.key for line in similar.rows[-2:]} == {"s3", "k4"}


def test_words_for_empty_selections(case: Callable[..., str]) -> None:
    url = case(**FULL)
    assert "No pair of institutions fits" in said(matrix(url, asymmetry_from=5))
    assert not matrix(url, asymmetry_from=5).rows
    assert "rated by nobody" in said(matrix(url, only_unrated=True))
    assert "nobody has rated" in said(matrix(url, wave="2018"))
    assert "no survey round" in said(matrix(case([], waves=False), wave=""))


def test_one_sided_ratings_have_no_pair_level(case: Callable[..., str]) -> None:
    found = matrix(case([("k1", "s1", 4)]))
    assert "None of them has a pair level" in said(found)
    assert found.table.frame["pair_level"].isna().all()
    assert code(found, "k1", "s1") == "4"
