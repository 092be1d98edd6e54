"""Weakest link: the minimum, never better than what is known."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.agreements import AgreementStatus as A
from lib.domain.gaps import GapState
from lib.domain.weakest_link import (
    Grade,
    Link,
    LinkPart,
    agreement_grade,
    cooperation_grade,
    lower_median,
    offers_grade,
)

W, S, H, U = Grade.WEAK, Grade.STRAINED, Grade.HOLDS, Grade.UNKNOWN
OFFERS, COOPERATION, AGREEMENT = LinkPart
RANK = {W: 0, S: 1, U: 1.5, H: 2}


def link(offers: Grade, cooperation: Grade, agreement: Grade) -> Link:
    return Link(offers=offers, cooperation=cooperation, agreement=agreement)


@pytest.mark.parametrize(
    ("grades", "whole", "weakest"),
    [
        ((H, H, H), H, ()),
        ((H, S, H), S, (COOPERATION,)),
        ((W, S, H), W, (OFFERS,)),
        ((W, H, W), W, (OFFERS, AGREEMENT)),
        ((H, U, H), U, (COOPERATION,)),
        ((U, U, U), U, (OFFERS, COOPERATION, AGREEMENT)),
        ((U, S, H), S, (COOPERATION,)),
        ((U, U, W), W, (AGREEMENT,)),
    ],
)
def test_the_least_known_part_decides(
    grades: tuple[Grade, Grade, Grade], whole: Grade, weakest: tuple[LinkPart, ...]
) -> None:
    assert link(*grades).grade is whole
    assert link(*grades).weakest == weakest


def test_a_link_is_never_better_than_a_part() -> None:
    for grades in product(Grade, repeat=3):
        whole = link(*grades).grade
        assert RANK[whole] <= min(RANK[one] for one in grades)
        assert (whole is H) == (set(grades) == {H})


def test_every_state_of_the_gap_matrix_has_a_grade() -> None:
    assert {state: offers_grade(state) for state in GapState} == {
        GapState.COVERED: H,
        GapState.NONE_MEANT: H,
        GapState.THIN: S,
        GapState.GAP: W,
        GapState.UNCLEAR: U,
        GapState.NO_REPORT: U,
    }


@pytest.mark.parametrize(
    ("level", "grade"),
    [(None, U), (0.0, W), (1.9, W), (2.0, S), (2.9, S), (3.0, H), (5.0, H)],
)
def test_grades_of_levels(level: float | None, grade: Grade) -> None:
    assert cooperation_grade(level) is grade


@pytest.mark.parametrize(
    ("statuses", "pairs", "recorded", "grade"),
    [
        ((), 0, True, U),
        ((A.NONE,), 1, False, U),
        ((A.NONE, A.EXPIRED, A.PLANNED), 3, True, W),
        ((A.NONE, A.EXPIRING), 2, True, S),
        ((A.EXPIRING, A.VALID), 2, True, H),
    ],
)
def test_grades_of_agreements(
    statuses: tuple[A, ...], pairs: int, recorded: bool, grade: Grade
) -> None:
    assert agreement_grade(statuses, pairs_count=pairs, are_recorded=recorded) is grade


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40))
def test_the_lower_median_never_flatters(levels: list[int]) -> None:
    found = lower_median(levels)
    assert found is not None
    assert found in levels
    assert found <= np.median(levels)
    assert 2 * sum(level <= found for level in levels) >= len(levels)
    assert found == np.percentile(levels, 50, method="lower")


def test_no_level_no_median() -> None:
    assert lower_median([]) is None
