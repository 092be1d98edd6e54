"""Statuses of both methods: order, worst, movement."""

from __future__ import annotations

import pytest

from lib.domain.errors import MeasureError
from lib.domain.indicator_status import (
    METHOD_LABELS,
    METHOD_STATUSES,
    MOVEMENT_LABELS,
    OFF_TRACK,
    ON_TRACK,
    STATUS_LABELS,
    STATUS_SYMBOLS,
    UNJUDGED,
    Method,
    Movement,
    Status,
    deciding,
    method_of,
    movement,
    worst,
)
from lib.domain.trend import TREND_SYMBOLS
from lib.text import render

S = Status


def test_every_status_has_one_place_a_word_and_a_symbol_of_its_own():
    said = [status for statuses in METHOD_STATUSES.values() for status in statuses]
    assert set(said) == set(Status) == set(STATUS_LABELS) == set(STATUS_SYMBOLS)
    assert len(said) == len(Status) + len(UNJUDGED)
    for method, statuses in METHOD_STATUSES.items():
        assert len({STATUS_SYMBOLS[status] for status in statuses}) == len(statuses)
        assert all(method_of(status) in {method, None} for status in statuses)
        assert statuses[-2:] == UNJUDGED
    arrows = {symbol for symbol in TREND_SYMBOLS.values() if symbol}
    assert not arrows & set(STATUS_SYMBOLS.values())
    for labels in (STATUS_LABELS, METHOD_LABELS, MOVEMENT_LABELS):
        words = [render(label, "de") for label in labels.values()]
        assert len(set(words)) == len(words)
    assert set(METHOD_LABELS) == set(Method)
    assert set(MOVEMENT_LABELS) == set(Movement)


def test_on_and_off_track_part_the_judged_ones():
    assert ON_TRACK | OFF_TRACK | set(UNJUDGED) == set(Status)
    assert not ON_TRACK & OFF_TRACK
    assert {S.SUN, S.LIGHT_CLOUD, S.ACHIEVED, S.ON_TRACK} == ON_TRACK


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([S.SUN, S.CLOUD, S.LIGHT_CLOUD], S.CLOUD),
        ([S.THUNDERSTORM, S.NOT_JUDGED], S.THUNDERSTORM),
        ([S.ACHIEVED, S.MOVING_AWAY], S.MOVING_AWAY),
        ([S.NO_VALUES, S.ON_TRACK], S.ON_TRACK),
        ([S.NO_VALUES, S.NOT_JUDGED], S.NOT_JUDGED),
        ([S.NO_VALUES], S.NO_VALUES),
        ([], S.NO_VALUES),
    ],
)
def test_worst(statuses, expected):
    assert worst(statuses) is expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([(S.SUN, False), (S.CLOUD, False)], (1, False)),
        ([(S.SUN, False), (S.NOT_JUDGED, True)], (0, False)),  # ended: drops out
        ([(S.NOT_JUDGED, True), (S.NOT_JUDGED, True)], (0, False)),
        ([(S.SUN, False), (S.NOT_JUDGED, False)], (1, True)),
        ([(S.SUN, False), (S.NO_VALUES, False)], (1, True)),
        ([(S.NO_VALUES, False), (S.THUNDERSTORM, False)], (1, False)),
        ([(S.NOT_JUDGED, False), (S.MOVING_AWAY, False)], (1, False)),
        ([(S.NO_VALUES, False), (S.NOT_JUDGED, False)], (1, False)),
        ([(S.NO_VALUES, False), (S.NO_VALUES, False)], (0, False)),
    ],
)
def test_which_of_several_decides(entries, expected):
    assert deciding(entries) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (S.CLOUD, S.SUN, Movement.IMPROVED),
        (S.SUN, S.LIGHT_CLOUD, Movement.WORSENED),
        (S.ON_TRACK, S.ACHIEVED, Movement.IMPROVED),
        (S.LIMITED_PROGRESS, S.MOVING_AWAY, Movement.WORSENED),
        (S.CLOUD, S.CLOUD, Movement.SAME),
        (S.NOT_JUDGED, S.SUN, Movement.NEWLY_JUDGED),
        (S.NO_VALUES, S.THUNDERSTORM, Movement.NEWLY_JUDGED),
        (S.SUN, S.NOT_JUDGED, Movement.NO_LONGER_JUDGED),
        (S.NO_VALUES, S.NOT_JUDGED, Movement.UNJUDGED),
    ],
)
def test_movement(before, after, expected):
    assert movement(before, after) is expected


def test_two_methods_are_not_mixed():
    for compare in (
        lambda: worst([S.SUN, S.ON_TRACK]),
        lambda: movement(S.SUN, S.ACHIEVED),
        lambda: deciding([]),
    ):
        with pytest.raises(MeasureError):
            compare()
