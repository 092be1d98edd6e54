"""The goal tree: goals of three levels with their measures and indicators."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.domain.vocabulary import Accountability, GoalLevel, IndicatorKind, MeasureStatus
from lib.text import Label, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from lib.domain.indicator_status import Status
    from lib.domain.trend import Trend


@dataclass(frozen=True, slots=True)
class GoalMeasure:
    """A measure (Maßnahme) of a goal and how many offers it is linked to."""

    key: str
    title: Label
    status: MeasureStatus
    responsible_body: str
    offers_count: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as a row of the tree: light, without its working.

    `value` and `value_year` are the newest value up to the year judged (None: there is none), in
    `unit`. The target is the one that the status is about; `target_to` makes it an interval,
    `comparator` names what the value is held against.
    """

    key: str
    goal_key: str
    name: Label
    unit: Label
    decimals: int
    kind: IndicatorKind
    status: Status
    value: float | None
    value_year: int | None
    target_value: float | None
    target_year: int | None
    target_to: float | None
    comparator: Label | None
    parts_count: int
    direction: int
    trend: Trend
    impact_step: int | None
    accountability: Accountability

    @property
    def has_target(self) -> bool:
        """Whether something is to be reached: a value, that of another series, or several."""
        is_free = self.kind is IndicatorKind.DIRECTION_ONLY
        has_value = self.target_value is not None and not is_free
        return has_value or self.comparator is not None or self.parts_count > 0


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal with its indicators, measures and the goals below; `number` counts strategic goals."""

    key: str
    level: GoalLevel
    number: int
    title: Label
    ags: str  # "" = goal of the Region
    responsible_body: str
    measures: tuple[GoalMeasure, ...]
    indicators: tuple[IndicatorRow, ...]
    children: tuple[GoalNode, ...]

    def walk(self) -> Iterator[GoalNode]:
        """This goal and all goals below it, top down."""
        yield self
        for child in self.children:
            yield from child.walk()

    def readings(self) -> tuple[IndicatorRow, ...]:
        """All indicators of this goal and of those below it, top down."""
        return tuple(row for node in self.walk() for row in node.indicators)

    def counts(self) -> Counter[Status]:
        """How many indicators have each status."""
        return Counter(row.status for row in self.readings())


def build_tree(
    frame: pd.DataFrame, rows: list[IndicatorRow], measures: pd.DataFrame
) -> tuple[GoalNode, ...]:
    """Hang goals (queries.goals), indicators and measures (queries.measures) into one tree."""
    below_of: dict[str, list[dict[str, object]]] = {}
    for record in frame.to_dict("records"):
        below_of.setdefault(str(record["parent_key"]), []).append(record)  # type: ignore[arg-type]
    by_goal: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        by_goal.setdefault(row.goal_key, []).append(row)
    of_goal = _measures(measures)

    def below(parent: str) -> tuple[GoalNode, ...]:
        return tuple(
            GoalNode(
                key=str(record["key"]),
                level=GoalLevel(int(str(record["level"]))),
                number=0 if parent else number,
                title=_label(record),
                ags=str(record["ags"]),
                responsible_body=str(record["responsible_body"]),
                measures=tuple(of_goal.get(str(record["key"]), ())),
                indicators=tuple(by_goal.get(str(record["key"]), ())),
                children=below(str(record["key"])),
            )
            for number, record in enumerate(below_of.get(parent, []), start=1)
        )

    return below("")


def _measures(frame: pd.DataFrame) -> dict[str, list[GoalMeasure]]:
    found: dict[str, list[GoalMeasure]] = {}
    for row in frame.to_dict("records"):
        found.setdefault(str(row["goal_key"]), []).append(
            GoalMeasure(
                key=str(row["key"]),
                title=_label(row),  # type: ignore[arg-type]
                status=MeasureStatus(row["status"]),
                responsible_body=str(row["responsible_body"]),
                offers_count=int(row["offers_count"]),
            )
        )
    return found


def _label(record: dict[str, object]) -> Label:
    german, english = str(record["title_de"]), str(record["title_en"] or "")
    return Label(german, english or german)


def goal_name(node: GoalNode) -> Message:
    """Name a strategic goal by number and title, any other by level and title."""
    if node.level is GoalLevel.STRATEGIC:
        return msg("Strategic goal {number}: {title}", number=str(node.number), title=node.title)
    if node.level is GoalLevel.INTERMEDIATE:
        return msg("Intermediate goal: {title}", title=node.title)
    return msg("Operational goal: {title}", title=node.title)
