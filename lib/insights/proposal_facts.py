"""What is done for a goal, in short: measures with what ends, offers with gaps, cooperation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.measure_timing import (
    END_CAUSE_LABELS,
    PRESSING,
    TIMING_LABELS,
    USUAL_HORIZON,
    EndCause,
    MilestoneState,
    Timing,
    measure_timing,
    milestone_states,
)
from lib.domain.vocabulary import MEASURE_STATUS_LABELS, MeasureStatus
from lib.insights.goal_page import NeedState
from lib.insights.pair_sheet_facts import Fact
from lib.store.queries import measures as queries
from lib.text import Dated, Label, Message, Text, msg, nmsg

if TYPE_CHECKING:
    from datetime import date

    from lib.insights.goal_page import GoalMeasure, GoalPage
    from lib.store.engine import Engine

#: An end that asks for a decision now: within so many months, or already over.
ASKING: Final = frozenset({*PRESSING, Timing.ENDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A measure that ends within a year, is over or is late; `first_end` None: open-ended."""

    measure: GoalMeasure
    timing: Timing
    cause: EndCause
    first_end: date | None


def endings(measures: tuple[GoalMeasure, ...], *, day: date) -> tuple[Ending, ...]:
    """Measures that ask for a decision, the earliest end first."""
    if not measures:
        return ()
    frame = pd.DataFrame(
        {
            "status": pd.Series([measure.status.value for measure in measures], dtype="str"),
            **{
                name: pd.to_datetime(pd.Series([getattr(m, name) for m in measures], dtype=object))
                for name in ("starts_on", "ends_on", "funding_ends_on")
            },
        }
    )
    judged = measure_timing(frame, day=day, months=USUAL_HORIZON)
    found = [
        Ending(
            measure=measure,
            timing=Timing(row["timing"]),
            cause=EndCause(row["cause"]),
            first_end=None if pd.isna(row["first_end"]) else row["first_end"].date(),
        )
        for measure, row in zip(measures, judged.to_dict("records"), strict=True)
        if Timing(row["timing"]) in ASKING
    ]
    return tuple(sorted(found, key=_by_end))


def _by_end(ending: Ending) -> tuple[bool, str, str]:
    end = ending.first_end
    return end is None, end.isoformat() if end else "", ending.measure.key


def facts_of(engine: Engine, page: GoalPage, *, day: date) -> tuple[Fact, ...]:
    """Collect what is done for a goal; a fact that warns needs somebody to act.

    Raises:
        StoreError: the database cannot answer.
    """
    return (
        _measures(engine, page, day),
        Fact(
            label=msg("Offers"),
            lines=page.offers.answer,
            warns=not page.offers.offers_count,
        ),
        Fact(
            label=msg("Cooperation"),
            lines=page.cooperation.answer,
            warns=page.cooperation.count(NeedState.BELOW) > 0,
        ),
    )


def _measures(engine: Engine, page: GoalPage, day: date) -> Fact:
    label = msg("Measures")
    if not page.measures:
        return Fact(label=label, lines=(NO_MEASURE,), warns=True)
    asking = endings(page.measures, day=day)
    late = _overdue_milestones(engine, page, day)
    lines: list[Text] = [_count_line(page.measures), *map(_ending_line, asking)]
    if late:
        first = msg(
            "{title}, due on {day}",
            title=late[0][0],
            day=Dated(late[0][1]),
        )
        lines.append(
            nmsg(
                "{count} milestone overdue: {first}",
                "{count} milestones overdue, the oldest: {first}",
                len(late),
                first=first,
            )
        )
    return Fact(label=label, lines=tuple(lines), warns=bool(asking or late))


NO_MEASURE: Final = msg("No measure is recorded for this goal.")


def _count_line(measures: tuple[GoalMeasure, ...]) -> Message:
    found = Counter(measure.status for measure in measures)
    text: Text = ""
    for status in (status for status in MeasureStatus if found[status]):
        label = MEASURE_STATUS_LABELS[status]
        one = msg("{status}: {count}", status=label, count=str(found[status]))
        text = msg("{before}, {next}", before=text, next=one) if text else one
    return nmsg(
        "{count} measure – {states}", "{count} measures – {states}", len(measures), states=text
    )


def _ending_line(ending: Ending) -> Message:
    """Name the measure, how it stands, and its first end."""
    title, timing = ending.measure.title, TIMING_LABELS[ending.timing]
    if ending.first_end is None:
        return msg("{title}: {state}", title=title, state=timing)
    return msg(
        "{title}: {state} ({cause}: {day})",
        title=title,
        state=timing,
        cause=END_CAUSE_LABELS[ending.cause],
        day=Dated(ending.first_end),
    )


def _overdue_milestones(engine: Engine, page: GoalPage, day: date) -> list[tuple[Label, date]]:
    frame = queries.milestones(engine)
    own = frame[frame["measure_key"].isin([measure.key for measure in page.measures])]
    late = own[milestone_states(own, day=day) == MilestoneState.OVERDUE.value]
    return [
        (Label(row["title_de"], row["title_en"] or row["title_de"]), row["due_on"].date())
        for row in late.sort_values(["due_on", "key"]).to_dict("records")
    ]


def ends_sentence(asking: tuple[Ending, ...]) -> tuple[Message, ...]:
    """Say what ends: nothing where nothing does."""
    over = sum(ending.timing in PRESSING for ending in asking)
    soon = len(asking) - over
    sentences = []
    if soon:
        sentences.append(
            nmsg(
                "{count} of its measures ends within {months} months.",
                "{count} of its measures end within {months} months.",
                soon,
                months=USUAL_HORIZON,
            )
        )
    if over:
        sentences.append(
            nmsg(
                "{count} of its measures is late, over or without funding.",
                "{count} of its measures are late, over or without funding.",
                over,
            )
        )
    return tuple(sentences)
