"""What runs, what ends? Every measure with period, funding, milestones and what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.domain.measure_timing import PRESSING, USUAL_HORIZON, Timing
from lib.domain.vocabulary import GoalLevel, MeasureStatus
from lib.insights.measure_rows import MeasureRow, measure_rows
from lib.insights.measure_words import measure_answer, measure_provenance, measure_table
from lib.store.queries import goals as goal_queries
from lib.store.queries import measures as queries
from lib.store.queries.endings import measures_of_place
from lib.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lib.insights.types import Provenance, Table
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState
    from lib.text import Message

#: A measure without a last day runs on.
_ENDLESS: Final = 9999


class StatusChoice(StrEnum):
    """Which statuses are asked for (codes as they stand in links)."""

    OPEN = "offen"
    EVERY = "alle"
    RUNNING = "laeuft"
    PLANNED = "geplant"
    DONE = "abgeschlossen"
    STOPPED = "beendet"


MEANT: Final[dict[StatusChoice, frozenset[MeasureStatus]]] = {
    StatusChoice.OPEN: frozenset({MeasureStatus.RUNNING, MeasureStatus.PLANNED}),
    StatusChoice.EVERY: frozenset(MeasureStatus),
    StatusChoice.RUNNING: frozenset({MeasureStatus.RUNNING}),
    StatusChoice.PLANNED: frozenset({MeasureStatus.PLANNED}),
    StatusChoice.DONE: frozenset({MeasureStatus.DONE}),
    StatusChoice.STOPPED: frozenset({MeasureStatus.STOPPED}),
}


class Only(StrEnum):
    """Narrow the measures to those that ask for something (codes as they stand in links)."""

    EVERY = "alle"
    OVERDUE = "ueberfaellig"
    ENDING = "endend"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChoice:
    """Which measures are asked for; "" and 0 narrow nothing. `months` is how far to look ahead."""

    ags: str = ""
    strategic: str = ""
    body: str = ""
    status: StatusChoice = StatusChoice.OPEN
    first_year: int = 0
    last_year: int = 0
    only: Only = Only.EVERY
    months: int = USUAL_HORIZON


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLists:
    """What the filters offer: strategic goals in their order, bodies by the alphabet, years."""

    strategic: tuple[tuple[str, Label], ...]
    bodies: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePlan:
    """The measures shown, out of `selected` (those of every filter but `only`)."""

    choice: MeasureChoice
    rows: tuple[MeasureRow, ...]
    selected: tuple[MeasureRow, ...]
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance

    def row(self, key: str) -> MeasureRow | None:
        """Find a measure; None where the selection does not hold it."""
        return next((row for row in self.selected if row.key == key), None)

    @property
    def pressing(self) -> tuple[MeasureRow, ...]:
        """Measures for which somebody has to act now, the longest over first."""
        found = [row for row in self.selected if row.is_pressing]
        return tuple(sorted(found, key=_since))

    @property
    def ending(self) -> tuple[MeasureRow, ...]:
        """Measures whose period or funding ends in the time ahead, the next one first."""
        found = [row for row in self.selected if row.timing is Timing.ENDING]
        return tuple(sorted(found, key=lambda row: (_ordinal(row.first_end), row.key)))


def _since(row: MeasureRow) -> tuple[int, str]:
    """Day since when somebody should have acted, for sorting."""
    days = [one.due_on for one in row.overdue_milestones]
    if row.timing in PRESSING:
        start = row.starts_on if row.timing is Timing.LATE else row.first_end
        days += [start] if start else []
    return (_ordinal(min(days, default=None)), row.key)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def measure_lists(engine: Engine, *, prefixes: tuple[str, ...]) -> MeasureLists:
    """Read what the filters offer.

    Raises:
        StoreError: the database cannot answer.
    """
    goals = goal_queries.goals(engine, prefixes=prefixes)
    measures = queries.measures(engine)
    measures = measures[measures["goal_key"].isin(goals["key"])]
    top = goals[goals["level"] == GoalLevel.STRATEGIC]
    days = [*measures["starts_on"].dropna(), *measures["ends_on"].dropna()]
    named = zip(top["key"], top["title_de"], top["title_en"], strict=True)
    return MeasureLists(
        strategic=tuple((key, Label(de, en or de)) for key, de, en in named),
        bodies=tuple(sorted({body for body in measures["responsible_body"] if body})),
        years=tuple(range(min(days).year, max(days).year + 1)) if days else (),
    )


def measure_plan(
    engine: Engine,
    chosen: MeasureChoice,
    *,
    prefixes: tuple[str, ...],
    lists: Lists,
    state: DataState,
) -> MeasurePlan:
    """Collect the measures of a choice as they stand on the reference date.

    Raises:
        StoreError: the database cannot answer.
    """
    rows = measure_rows(
        engine, prefixes=prefixes, lists=lists, day=state.reference_date, months=chosen.months
    )
    local = measures_of_place(engine, chosen.ags) if chosen.ags else frozenset[str]()
    selected = tuple(row for row in rows if _is_chosen(row, chosen, local))
    shown = tuple(row for row in selected if NARROW[chosen.only](row))
    provenance = measure_provenance(rows, state, has_place=bool(chosen.ags))
    return MeasurePlan(
        choice=chosen,
        rows=shown,
        selected=selected,
        answer=measure_answer(
            shown, selected, is_narrowed=len(shown) < len(selected), months=chosen.months
        ),
        table=measure_table(shown),
        provenance=provenance,
    )


NARROW: Final[dict[Only, Callable[[MeasureRow], bool]]] = {
    Only.EVERY: lambda _: True,
    Only.OVERDUE: lambda row: row.is_pressing,
    Only.ENDING: lambda row: row.timing in {Timing.ENDING, Timing.UNFUNDED, Timing.OVERDUE},
}


def _is_chosen(row: MeasureRow, chosen: MeasureChoice, local: frozenset[str]) -> bool:
    first = row.starts_on.year if row.starts_on else 0
    last = row.ends_on.year if row.ends_on else _ENDLESS
    return (
        (not chosen.ags or row.ags == chosen.ags or row.key in local)
        and chosen.strategic in {"", row.strategic}
        and chosen.body in {"", row.body}
        and row.status in MEANT[chosen.status]
        and first <= (chosen.last_year or _ENDLESS)
        and last >= chosen.first_year
    )
