"""What the decision sheet (Vorlage) of a goal holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.indicator_status import Method, Status
    from lib.domain.vocabulary import GoalLevel
    from lib.insights.pair_sheet_facts import Fact
    from lib.insights.types import Provenance, Table
    from lib.text import Label, Message, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to decide, in the operator's words."""

    title: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the operator wrote for a committee; empty texts where nothing was written."""

    key: str
    body: str
    decides_on: date | None
    situation: Text
    decision: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One indicator of the goal: where it stands, by which working.

    `points` are (year, value) up to the year judged, `course` says them in words; `breaks` are the
    years that begin a new series. `target_value` is None where no single value can be drawn.
    """

    key: str
    name: Text
    status: Status
    value: Text
    target: Text
    trend: Text
    reason: Text
    working: tuple[Text, ...]
    course: Text
    points: tuple[tuple[int, float], ...]
    breaks: tuple[int, ...]
    target_value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSheet:
    """The decision sheet of one goal; `table.frame` has one row an indicator.

    `due` says who decides when, `standing` where the goal stands and what ends: both computed.
    `evidence` starts with what is off track. `facts` are measures, offers, cooperation.
    `extent`: where measures, offers and cooperation are counted, whatever `place` is judged.
    `sheets` are all recorded for the goal: key, body, day; `next_key` is the one due next.
    """

    goal_key: str
    title: Label
    level: GoalLevel
    #: Names of the goals above, from the top.
    above: tuple[Text, ...]
    place: Text
    extent: Text
    responsible_body: str
    recorded: Recorded
    sheets: tuple[tuple[str, str, date | None], ...]
    next_key: str
    year: int
    method: Method
    counts: tuple[tuple[Status, int], ...]
    evidence: tuple[Evidence, ...]
    facts: tuple[Fact, ...]
    due: Message
    standing: tuple[Message, ...]
    disclaimer: Message
    table: Table
    provenance: Provenance

    @property
    def answer(self) -> tuple[Message, ...]:
        """Who decides, and where the goal stands."""
        return self.due, *self.standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalGoal:
    """A goal to choose; `decides_on` is the day of its next sheet, `ags` "" the Region."""

    key: str
    name: Message
    ags: str
    body: str
    has_sheet: bool
    decides_on: date | None
    is_over: bool
    worst: Status
