"""The goal tree: goals of three levels with their measures and indicators."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.domain.vocabulary import GoalLevel, MeasureStatus
from lib.text import Label, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from lib.insights.indicator import IndicatorReading, Status


@dataclass(frozen=True, slots=True)
class GoalMeasure:
    """A measure (Maßnahme) of a goal and how many offers it is linked to."""

    key: str
    title: Label
    status: MeasureStatus
    responsible_body: str
    offers_count: int


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
    indicators: tuple[IndicatorReading, ...]
    children: tuple[GoalNode, ...]

    def walk(self) -> Iterator[GoalNode]:
        """This goal and all goals below it, top down."""
        yield self
        for child in self.children:
            yield from child.walk()

    def readings(self) -> tuple[IndicatorReading, ...]:
        """All indicators of this goal and of those below it, top down."""
        return tuple(reading for node in self.walk() for reading in node.indicators)

    def counts(self) -> Counter[Status]:
        """How many indicators have each status."""
        return Counter(reading.status for reading in self.readings())


def build_tree(
    frame: pd.DataFrame, readings: list[IndicatorReading], measures: pd.DataFrame
) -> tuple[GoalNode, ...]:
    """Hang goals (queries.goals), indicators and measures (queries.measures) into one tree."""
    records = frame.to_dict("records")
    by_goal: dict[str, list[IndicatorReading]] = {}
    for reading in readings:
        by_goal.setdefault(reading.goal_key, []).append(reading)
    of_goal: dict[str, list[GoalMeasure]] = {}
    for row in measures.to_dict("records"):
        of_goal.setdefault(str(row["goal_key"]), []).append(
            GoalMeasure(
                key=str(row["key"]),
                title=Label(row["title_de"], row["title_en"] or row["title_de"]),
                status=MeasureStatus(row["status"]),
                responsible_body=str(row["responsible_body"]),
                offers_count=int(row["offers_count"]),
            )
        )

    def below(parent: str) -> tuple[GoalNode, ...]:
        found = [record for record in records if record["parent_key"] == parent]
        return tuple(
            GoalNode(
                key=record["key"],
                level=GoalLevel(record["level"]),
                number=0 if parent else number,
                title=Label(record["title_de"], record["title_en"] or record["title_de"]),
                ags=record["ags"],
                responsible_body=record["responsible_body"],
                measures=tuple(of_goal.get(record["key"], ())),
                indicators=tuple(by_goal.get(record["key"], ())),
                children=below(record["key"]),
            )
            for number, record in enumerate(found, start=1)
        )

    return below("")


def pruned(node: GoalNode, status: str) -> GoalNode | None:
    """Keep the indicators of one status and the goals that lead to them; None if none is left."""
    kept = tuple(reading for reading in node.indicators if reading.status == status)
    children = tuple(c for child in node.children if (c := pruned(child, status)) is not None)
    return replace(node, indicators=kept, children=children) if kept or children else None


def goal_name(node: GoalNode) -> Message:
    """Name a strategic goal by number and title, any other by level and title."""
    if node.level is GoalLevel.STRATEGIC:
        return msg("Strategic goal {number}: {title}", number=str(node.number), title=node.title)
    if node.level is GoalLevel.INTERMEDIATE:
        return msg("Intermediate goal: {title}", title=node.title)
    return msg("Operational goal: {title}", title=node.title)
