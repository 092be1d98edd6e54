"""State of measures and milestones on a day: at the edges, and against a plain reading."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.measure_timing import (
    END_CAUSE_LABELS,
    HORIZONS,
    MILESTONE_LABELS,
    TIMING_LABELS,
    EndCause,
    MilestoneState,
    Timing,
    horizon,
    measure_timing,
    milestone_states,
)
from lib.domain.vocabulary import MeasureStatus

DAY = date(2021, 6, 30)
ONE = timedelta(days=1)
YEAR = date(2022, 6, 30)
RUNNING, PLANNED = MeasureStatus.RUNNING, MeasureStatus.PLANNED
DAYS = st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2024, 1, 1)))


def frame(*rows: tuple[MeasureStatus, date | None, date | None, date | None]) -> pd.DataFrame:
    status, starts, ends, funded = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "status": pd.Series([item.value for item in status], dtype="str"),
            "starts_on": pd.Series(pd.to_datetime(list(starts))).astype("datetime64[s]"),
            "ends_on": pd.Series(pd.to_datetime(list(ends))).astype("datetime64[s]"),
            "funding_ends_on": pd.Series(pd.to_datetime(list(funded))).astype("datetime64[s]"),
        }
    )


@pytest.mark.parametrize(
    ("row", "timing", "cause"),
    [
        ((RUNNING, None, DAY - ONE, None), Timing.OVERDUE, EndCause.PERIOD),
        ((RUNNING, None, DAY, None), Timing.ENDING, EndCause.PERIOD),  # the last day still counts
        ((RUNNING, None, YEAR, None), Timing.ENDING, EndCause.PERIOD),
        ((RUNNING, None, YEAR + ONE, None), Timing.ON_COURSE, EndCause.PERIOD),
        ((RUNNING, None, YEAR + ONE, YEAR), Timing.ENDING, EndCause.FUNDING),
        ((RUNNING, None, None, YEAR), Timing.ENDING, EndCause.FUNDING),
        ((RUNNING, None, YEAR, YEAR), Timing.ENDING, EndCause.BOTH),
        ((RUNNING, None, None, None), Timing.ON_COURSE, EndCause.NONE),
        ((RUNNING, None, None, DAY - ONE), Timing.UNFUNDED, EndCause.FUNDING),
        ((RUNNING, None, DAY - ONE, DAY - ONE), Timing.OVERDUE, EndCause.BOTH),
        ((PLANNED, DAY - ONE, None, None), Timing.LATE, EndCause.NONE),
        ((PLANNED, None, DAY - ONE, None), Timing.LATE, EndCause.PERIOD),
        ((PLANNED, DAY, None, None), Timing.ON_COURSE, EndCause.NONE),
        ((PLANNED, DAY, YEAR, None), Timing.ENDING, EndCause.PERIOD),
        ((PLANNED, YEAR, None, DAY - ONE), Timing.UNFUNDED, EndCause.FUNDING),
        ((MeasureStatus.DONE, None, DAY - ONE, None), Timing.CLOSED, EndCause.PERIOD),
        ((MeasureStatus.STOPPED, None, YEAR, None), Timing.CLOSED, EndCause.PERIOD),
    ],
)
def test_state_at_the_edges(
    row: tuple[MeasureStatus, date | None, date | None, date | None],
    timing: Timing,
    cause: EndCause,
) -> None:
    found = measure_timing(frame(row), day=DAY, months=12).iloc[0]
    assert (found["timing"], found["cause"]) == (timing.value, cause.value)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(MeasureStatus)), DAYS, DAYS, DAYS), min_size=1, max_size=8
    ),
    st.sampled_from(HORIZONS),
)
def test_every_row_as_a_plain_reading_says(
    rows: list[tuple[MeasureStatus, date | None, date | None, date | None]], months: int
) -> None:
    found = measure_timing(frame(*rows), day=DAY, months=months)
    last = horizon(DAY, months=months)
    for (status, starts, ends, funded), row in zip(
        rows, found.itertuples(index=False), strict=True
    ):
        first = min((end for end in (ends, funded) if end), default=None)
        assert (None if pd.isna(row.first_end) else row.first_end.date()) == first
        if status not in {RUNNING, PLANNED}:
            expected = Timing.CLOSED
        elif ends and ends < DAY:
            expected = Timing.OVERDUE if status is RUNNING else Timing.LATE
        elif status is PLANNED and starts and starts < DAY:
            expected = Timing.LATE
        elif funded and funded < DAY:
            expected = Timing.UNFUNDED
        else:
            expected = Timing.ENDING if first and first <= last else Timing.ON_COURSE
        assert row.timing == expected.value


def test_a_longer_horizon_never_hides_an_end() -> None:
    rows = frame(*((RUNNING, None, DAY + n * timedelta(days=40), None) for n in range(25)))
    ending = [
        set(rows.index[measure_timing(rows, day=DAY, months=n)["timing"] == Timing.ENDING.value])
        for n in HORIZONS
    ]
    assert ending[0] < ending[1] < ending[2]


@pytest.mark.parametrize(
    ("due", "done", "expected"),
    [
        (DAY - ONE, None, MilestoneState.OVERDUE),
        (DAY, None, MilestoneState.DUE),
        (DAY - ONE, DAY, MilestoneState.DONE),
        (DAY - ONE, DAY + ONE, MilestoneState.OVERDUE),  # not yet done on that day
        (DAY + ONE, DAY - ONE, MilestoneState.DONE),
    ],
)
def test_milestones(due: date, done: date | None, expected: MilestoneState) -> None:
    frame = pd.DataFrame(
        {"due_on": pd.to_datetime([due]), "done_on": pd.to_datetime([done])}
    ).astype("datetime64[s]")
    assert milestone_states(frame, day=DAY).tolist() == [expected.value]


def test_end_of_a_short_month() -> None:
    assert horizon(date(2021, 8, 31), months=6) == date(2022, 2, 28)


def test_every_state_has_a_word() -> None:
    assert set(TIMING_LABELS) == set(Timing)
    assert set(END_CAUSE_LABELS) == set(EndCause)
    assert set(MILESTONE_LABELS) == set(MilestoneState)
