"""Breaks as they are written, held and counted again."""

from __future__ import annotations

import math

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.class_choice import (
    ClassChoice,
    breaks_of,
    breaks_text,
    classify_as,
    is_breaks,
    read_breaks,
    recounted,
)
from lib.domain.classes import Scheme
from lib.domain.errors import MeasureError

values = st.lists(st.integers(-500, 500).map(lambda n: n / 10), max_size=60)
breaks = st.lists(
    st.integers(-300, 300).map(lambda n: n / 10), min_size=1, max_size=6, unique=True
).map(sorted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2; 5; 10", (2, 5, 10)),
        ("2,5;7", (2.5, 7)),
        ("2.5;7", (2.5, 7)),
        ("10 5 5", (5, 10)),
        ("  3 ", (3,)),
        ("-1;0", (-1, 0)),
    ],
)
def test_breaks_as_people_write_them(text, expected):
    assert read_breaks(text) == expected


@pytest.mark.parametrize("text", ["", ";", "a; 2", "1;nan", "1;inf", "1;2;3;4;5;6;7", "1.000,5"])
def test_nonsense_is_said_in_a_sentence(text):
    assert not is_breaks(text)
    with pytest.raises(MeasureError) as refused:
        read_breaks(text)
    assert refused.value.message.msgid


@given(breaks)
def test_a_link_keeps_breaks(found):
    assert read_breaks(breaks_text(found)) == tuple(found)


@given(values, breaks)
def test_own_breaks_equal_mapclassify(found, own):
    classification = classify_as(found, ClassChoice(Scheme.FIXED, breaks=tuple(own)))
    assert len(classification.upper_bounds) == len(own) + 1
    assert sum(classification.counts) == len(found)
    if found:
        top = max([*found, own[-1] + 1])
        second = mapclassify.UserDefined(np.array(found), bins=[*own, top])
        assert list(classification.counts) == second.counts.tolist()


@given(values, st.sampled_from([Scheme.QUANTILES, Scheme.JENKS, Scheme.EQUAL]), st.integers(3, 7))
def test_held_breaks_give_the_same_classes_again(found, scheme, k):
    first = classify_as(found, ClassChoice(scheme, k))
    held = breaks_of(first, found, decimals=1)
    if not held:
        return
    again = classify_as(found, ClassChoice(Scheme.FIXED, breaks=held, is_held=True))
    assert again.counts == first.counts
    assert [again.class_of(v) for v in found] == [first.class_of(v) for v in found]


def test_held_breaks_lose_no_value_of_another_picture():
    held = ClassChoice(Scheme.FIXED, breaks=(2.0, 5.0), is_held=True)
    assert classify_as([1, 3, 99], held).counts == (1, 1, 1)
    assert classify_as([], held).counts == (0, 0, 0)
    assert classify_as([math.nan, 5.0], held).counts == (0, 1, 0)


@given(values, values)
def test_one_key_for_two_pictures(left, right):
    common = classify_as([*left, *right], ClassChoice())
    one, other = recounted(common, left), recounted(common, right)
    assert one.upper_bounds == other.upper_bounds == common.upper_bounds
    if common.counts:
        both = [a + b for a, b in zip(one.counts, other.counts, strict=True)]
        assert both == list(common.counts)
