"""Goals of one municipality, and the indicators that have values for it, with their statuses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.indicator_status import ON_TRACK, STATUS_LABELS, STATUS_SYMBOLS, Method, Status
from lib.domain.vocabulary import CellState
from lib.insights.goal_tree import goal_name
from lib.insights.goals import goal_lists, goals
from lib.insights.indicator_base import assessment, indicator_base
from lib.insights.indicator_words import amount
from lib.insights.portrait_types import Part
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lib.insights.goal_tree import GoalNode, IndicatorRow
    from lib.insights.goals import GoalsInsight
    from lib.insights.indicator_base import IndicatorBase
    from lib.insights.portrait_types import Place
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

_COLUMNS: Final = (
    *("goal", "whose", "indicator", "value", "value_state", "year", "year_state"),
    *("status", "status_state", "reason", "indicator_state"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPart(Part):
    """The goals as a part: the year judged (None: no values) and how many have each status.

    `own_goals`: names of the goals that belong to the municipality alone.
    """

    year: int | None
    statuses: tuple[tuple[Status, int], ...]
    own_goals: tuple[Text, ...]

    def count(self, *chosen: Status) -> int:
        """Number of indicators in any of the statuses."""
        return sum(number for status, number in self.statuses if status in chosen)

    @property
    def total(self) -> int:
        """Number of indicators with values for the municipality."""
        return sum(number for _, number in self.statuses)


def goal_part(
    engine: Engine, place: Place, *, on: date, prefixes: tuple[str, ...], state: DataState
) -> GoalPart:
    """Judge the indicators of the municipality in the newest year up to a day."""
    title = msg("Goals and their status")
    year = next(
        (year for year in goal_lists(engine, prefixes=prefixes).years if year <= on.year), None
    )
    base = indicator_base(engine, ags=place.ags)
    insight = goals(
        engine, base, prefixes=prefixes, ags=place.ags, year=year or on.year, state=state
    )
    nodes = tuple(node for top in insight.tree for node in top.walk())
    own = tuple(node for node in nodes if node.ags == place.ags)
    readings = tuple(r for r in insight.readings() if r.status is not Status.NO_VALUES)
    counts = Counter(reading.status for reading in readings)
    records = [*_records(base, readings, insight, place), *_without_values(own, place)]
    return GoalPart(
        key="ziele",
        title=title,
        sentences=_sentences(readings, own, year, place),
        table=_table(records, title),
        provenance=Provenance(
            is_sample=insight.provenance.is_sample,
            data_version=insight.provenance.data_version,
            reference_date=on,
            sources=insight.provenance.sources,
            method="weather-status",
            notes=insight.provenance.notes,
        ),
        year=year if readings else None,
        statuses=tuple((status, counts[status]) for status in Status if counts[status]),
        own_goals=tuple(goal_name(node) for node in own),
    )


def _records(
    base: IndicatorBase, readings: tuple[IndicatorRow, ...], insight: GoalsInsight, place: Place
) -> Iterator[dict[str, object]]:
    for reading in readings:
        goal = insight.goal_of(reading)
        judged = assessment(base, reading.key, year=insight.year, method=Method.WEATHER)
        is_value = reading.value is not None
        value = CellState.VALUE.value if is_value else CellState.UNKNOWN.value
        yield {
            "goal": goal_name(goal) if goal else msg("Indicators without a goal"),
            "whose": _whose(goal, place),
            "indicator": reading.name,
            "indicator_state": CellState.VALUE.value,
            "value": amount(reading, reading.value) if reading.value is not None else "",
            "value_state": value,
            "year": str(reading.value_year) if is_value else "",
            "year_state": value,
            "status": msg(
                "{symbol} {word}",
                symbol=STATUS_SYMBOLS[reading.status],
                word=STATUS_LABELS[reading.status],
            ),
            "status_state": CellState.VALUE.value,
            "reason": judged.reason,
        }


def _without_values(own: tuple[GoalNode, ...], place: Place) -> Iterator[dict[str, object]]:
    """Goals of the municipality none of whose indicators has a value for it."""
    unknown = CellState.UNKNOWN.value
    for node in own:
        if any(reading.status is not Status.NO_VALUES for reading in node.readings()):
            continue
        yield {
            "goal": goal_name(node),
            "whose": place.name,
            "indicator": "",
            "indicator_state": unknown,
            "value": "",
            "value_state": unknown,
            "year": "",
            "year_state": unknown,
            "status": "",
            "status_state": unknown,
            "reason": msg("No indicator has values for this goal."),
        }


def _whose(goal: GoalNode | None, place: Place) -> Text:
    return place.name if goal is not None and goal.ags else place.extent_name


def _table(records: list[dict[str, object]], caption: Text) -> Table:
    frame = pd.DataFrame(records, columns=list(_COLUMNS))
    message = ColumnKind.MESSAGE
    columns = (
        Column("indicator", msg("Indicator"), message),
        Column("status", msg("Status"), message),
        Column("value", msg("Value"), message),
        Column("year", msg("Year")),
        Column("reason", msg("Why"), message),
        Column("goal", msg("Goal"), message),
        Column("whose", msg("Goal of"), message),
    )
    return Table(frame, columns, caption=caption)


def _sentences(
    readings: tuple[IndicatorRow, ...],
    own: tuple[GoalNode, ...],
    year: int | None,
    place: Place,
) -> tuple[Text, ...]:
    lines: list[Text] = []
    if own:
        lines.append(
            nmsg(
                "{name} has {count} goal of its own.",
                "{name} has {count} goals of its own.",
                len(own),
                name=place.name,
            )
        )
    if year is None or not readings:
        return (*lines, msg("No indicator has values for {name}.", name=place.name))
    lines.append(
        nmsg(
            "{good} of {count} indicator with values is on track in {year} (sun or slightly "
            "cloudy).",
            "{good} of {count} indicators with values are on track in {year} (sun or slightly "
            "cloudy).",
            len(readings),
            good=sum(reading.status in ON_TRACK for reading in readings),
            year=str(year),
        )
    )
    return tuple(lines)
