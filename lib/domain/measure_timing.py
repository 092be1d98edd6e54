"""What the calendar says of a measure and of a milestone on a day.

On day d with a horizon of h months, for a measure with first day S, last day L and last funded day
F (each may be missing):
- first end E = min(L, F) of those that are stated;
- completed or stopped: closed, whatever the days say;
- overdue: running and L < d; late to begin: planned and S < d or L < d;
- funding over: running or planned, F < d and neither overdue nor late;
- ending: running or planned, none of these, and E <= d + h months; else on course.
A milestone is done if done_on <= d, else overdue if due_on < d, else due.

An offer depends on something ending if its own last day lies in [d, d + h months], or if it belongs
to a running or planned measure whose first end does, or whose last day or funding is over already.
Share of a link of the chain = dependent offers / offers active on d in that link.

Source: domain.md, "Zielsystem" (measures linked to offers) and "Präventionskette" (links of the
chain); the order of the states and the horizons of 6, 12 and 24 months are our own choice.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.vocabulary import MeasureStatus
from lib.text import Message, msg

if TYPE_CHECKING:
    from datetime import date

#: Months ahead that a reader can look, and the usual one (own choice).
HORIZONS: Final = (6, 12, 24)
USUAL_HORIZON: Final = 12


class Timing(StrEnum):
    """State of a measure by the calendar."""

    OVERDUE = "overdue"
    LATE = "late"
    UNFUNDED = "unfunded"
    ENDING = "ending"
    ON_COURSE = "on_course"
    CLOSED = "closed"


class EndCause(StrEnum):
    """What ends first."""

    PERIOD = "period"
    FUNDING = "funding"
    BOTH = "both"
    NONE = "none"


class MilestoneState(StrEnum):
    """State of a milestone."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"


#: States that ask for somebody to act now.
PRESSING: Final = frozenset({Timing.OVERDUE, Timing.LATE, Timing.UNFUNDED})
TIMING_LABELS: Final[dict[Timing, Message]] = {
    Timing.OVERDUE: msg("period over, not completed"),
    Timing.LATE: msg("should have begun"),
    Timing.UNFUNDED: msg("funding over, not completed"),
    Timing.ENDING: msg("ends soon"),
    Timing.ON_COURSE: msg("on course"),
    Timing.CLOSED: msg("closed"),
}
END_CAUSE_LABELS: Final[dict[EndCause, Message]] = {
    EndCause.PERIOD: msg("Period ends"),
    EndCause.FUNDING: msg("Funding ends"),
    EndCause.BOTH: msg("Period and funding end"),
    EndCause.NONE: msg("open-ended"),
}
MILESTONE_LABELS: Final[dict[MilestoneState, Message]] = {
    MilestoneState.DONE: msg("done"),
    MilestoneState.DUE: msg("due"),
    MilestoneState.OVERDUE: msg("overdue"),
}


def horizon(day: date, *, months: int) -> date:
    """Last day of the time ahead."""
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()


def measure_timing(measures: pd.DataFrame, *, day: date, months: int) -> pd.DataFrame:
    """Judge each row of status, starts_on, ends_on, funding_ends_on (NaT: not stated).

    Result, same index: timing, first_end (NaT: open-ended), cause (what ends first).
    """
    now, last = pd.Timestamp(day), pd.Timestamp(horizon(day, months=months))
    status = measures["status"]
    ends, funded = measures["ends_on"], measures["funding_ends_on"]
    running = status == MeasureStatus.RUNNING.value
    planned = status == MeasureStatus.PLANNED.value
    first = ends.where(funded.isna() | (ends <= funded), funded)
    found = np.select(
        [
            ~(running | planned),
            running & (ends < now),
            planned & ((measures["starts_on"] < now) | (ends < now)),
            funded < now,
            first <= last,
        ],
        [item.value for item in (Timing.CLOSED, *_IN_ORDER)],
        Timing.ON_COURSE.value,
    )
    cause = np.select(
        [first.isna(), ends == funded, ends == first],
        [EndCause.NONE.value, EndCause.BOTH.value, EndCause.PERIOD.value],
        EndCause.FUNDING.value,
    )
    return pd.DataFrame(
        {
            "timing": pd.Series(found, index=measures.index, dtype="str"),
            "first_end": first,
            "cause": pd.Series(cause, index=measures.index, dtype="str"),
        }
    )


_IN_ORDER: Final = (Timing.OVERDUE, Timing.LATE, Timing.UNFUNDED, Timing.ENDING)


def milestone_states(milestones: pd.DataFrame, *, day: date) -> pd.Series[str]:
    """Judge each row of due_on, done_on (NaT: not done)."""
    now = pd.Timestamp(day)
    found = np.select(
        [milestones["done_on"] <= now, milestones["due_on"] < now],
        [MilestoneState.DONE.value, MilestoneState.OVERDUE.value],
        MilestoneState.DUE.value,
    )
    return pd.Series(found, index=milestones.index, dtype="str")
