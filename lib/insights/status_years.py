"""Which goals moved, and since when? Indicator x year, one status a cell, under its strategic goal.

Every year is judged as if it were the year judged: only values up to it count. The goals and
indicators shown are those of a `GoalsInsight`, so that every filter of the page holds here, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.indicator_status import OFF_TRACK, ON_TRACK, STATUS_LABELS, Method, Status
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.goal_tree import goal_name
from lib.insights.indicator_base import statuses
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries import goals as queries
from lib.text import Label, Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lib.insights.goal_tree import IndicatorRow
    from lib.insights.goals import GoalsInsight
    from lib.insights.indicator_base import IndicatorBase
    from lib.store.engine import Engine

#: Columns of the matrix unless all years are asked for.
YEARS_SHOWN: Final = 20
#: The sentence compares with the status so many years before.
LOOK_BACK: Final = 5
#: With more indicators than this off track for the same time, the sentence counts them.
NAMED: Final = 2
WITHOUT_GOAL: Final = "-"


@dataclass(frozen=True, slots=True)
class YearStatuses:
    """Statuses of every indicator of a place in every year of `years` (oldest first)."""

    years: tuple[int, ...]
    by_key: Mapping[str, tuple[Status, ...]]

    def window(self, *, until: int, most: int) -> YearStatuses:
        """Keep the last `most` years up to `until` (0: all of them)."""
        end = sum(year <= until for year in self.years)
        start = max(0, end - most) if most else 0
        return self._between(start, end)

    def from_place(self, start: int) -> YearStatuses:
        """Leave out the years before a place."""
        return self._between(start, len(self.years))

    def _between(self, start: int, end: int) -> YearStatuses:
        if (start, end) == (0, len(self.years)):
            return self
        kept = {key: found[start:end] for key, found in self.by_key.items()}
        return YearStatuses(self.years[start:end], kept)


@dataclass(frozen=True, slots=True)
class YearLine:
    """One indicator with one status a year."""

    key: str
    name: Label
    statuses: tuple[Status, ...]

    @property
    def off_track_since(self) -> int | None:
        """Place of the year from which on it was off track to the end; None if it is not."""
        place = len(self.statuses)
        while place and self.statuses[place - 1] in OFF_TRACK:
            place -= 1
        return place if place < len(self.statuses) else None


@dataclass(frozen=True, slots=True)
class YearGroup:
    """A strategic goal (or "without a goal") with its indicators in the order of the tree."""

    key: str
    name: Text
    lines: tuple[YearLine, ...]


@dataclass(frozen=True, slots=True)
class StatusYears:
    """The matrix, its sentences, and its table: goal, indicator, one column a year (words)."""

    years: tuple[int, ...]
    method: Method
    groups: tuple[YearGroup, ...]
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance

    def lines(self) -> Iterator[YearLine]:
        """All indicators in order."""
        for group in self.groups:
            yield from group.lines

    def present(self) -> frozenset[Status]:
        """Every status that some cell has."""
        return frozenset(status for line in self.lines() for status in line.statuses)


def year_statuses(engine: Engine, base: IndicatorBase, *, method: Method) -> YearStatuses:
    """Judge every indicator in every year with values; a year is judged by values up to it only.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: an indicator cannot be judged by the method at all.
    """
    years = tuple(sorted(queries.observation_years(engine)))
    return YearStatuses(years, statuses(base, years=years, method=method) if years else {})


def status_years(insight: GoalsInsight, judged: YearStatuses) -> StatusYears:
    """Put the indicators of a selection and their statuses over the years together.

    Years before the first value of any of them are left out.
    """
    judged = _from_first_value(insight, judged)
    groups = tuple(_groups(insight, judged))
    lines = [line for group in groups for line in group.lines]
    return StatusYears(
        years=judged.years,
        method=insight.method,
        groups=groups,
        answer=_answer(judged.years, lines),
        table=_table(judged.years, groups),
        provenance=insight.provenance,
    )


def _from_first_value(insight: GoalsInsight, judged: YearStatuses) -> YearStatuses:
    """Leave out the years in which no indicator of the selection has a value yet."""
    shown = [
        found for row in insight.readings() if (found := judged.by_key.get(row.key)) is not None
    ]
    first = 0
    while first < len(judged.years) - 1 and all(
        found[first] is Status.NO_VALUES for found in shown
    ):
        first += 1
    return judged.from_place(first)


def _groups(insight: GoalsInsight, judged: YearStatuses) -> Iterator[YearGroup]:
    if not judged.years:
        return
    for node in insight.tree:
        if lines := _lines(node.readings(), judged):
            yield YearGroup(node.key, goal_name(node), lines)
    if lines := _lines(insight.unattached, judged):
        yield YearGroup(WITHOUT_GOAL, msg("Indicators without a goal"), lines)


def _lines(rows: tuple[IndicatorRow, ...], judged: YearStatuses) -> tuple[YearLine, ...]:
    found = judged.by_key
    return tuple(YearLine(row.key, row.name, found[row.key]) for row in rows if row.key in found)


def _answer(years: tuple[int, ...], lines: list[YearLine]) -> tuple[Message, ...]:
    if not lines:
        return (msg("There is no indicator with values in this selection."),)
    sentences = [_course(years, lines), *_longest(years, lines)]
    return (*sentences, DISCLAIMER)


def _course(years: tuple[int, ...], lines: list[YearLine]) -> Message:
    """How many were on track in the last year, and some years before."""
    last = len(years) - 1
    on_track, judged = _on_track(lines, last)
    if not judged:
        return msg("In {year} no indicator could be assessed.", year=str(years[last]))
    now = nmsg(
        "In {year} {on_track} of {count} assessed indicator is on track",
        "In {year} {on_track} of {count} assessed indicators are on track",
        judged,
        year=str(years[last]),
        on_track=on_track,
    )
    before = next(
        (at for at in range(max(0, last - LOOK_BACK), last) if _on_track(lines, at)[1]), None
    )
    if before is None:
        return msg("{sentence}.", sentence=now)
    on_track, judged = _on_track(lines, before)
    return msg(
        "{sentence}; in {year} it was {on_track} of {judged}.",
        sentence=now,
        year=str(years[before]),
        on_track=on_track,
        judged=judged,
    )


def _on_track(lines: list[YearLine], place: int) -> tuple[int, int]:
    """Number of indicators on track and of those judged at all, in one year."""
    at = [line.statuses[place] for line in lines]
    on_track = sum(status in ON_TRACK for status in at)
    return on_track, on_track + sum(status in OFF_TRACK for status in at)


def _longest(years: tuple[int, ...], lines: list[YearLine]) -> tuple[Message, ...]:
    """Which indicators have been off track for the longest time, without a break."""
    off = [(since, line) for line in lines if (since := line.off_track_since) is not None]
    if not off:
        return ()
    first = min(since for since, _ in off)
    names = tuple(line.name for since, line in off if since == first)
    if len(names) > NAMED:
        who: Text = nmsg("{count} indicator", "{count} indicators", len(names))
    else:
        who = Names(names)
    year = str(years[first])
    if first == 0:
        return (
            msg("Off track in all years shown, since {since} at the latest: {who}.",
                since=year, who=who),
        )  # fmt: skip
    return (msg("Off track for the longest time, since {since}: {who}.", since=year, who=who),)


def _table(years: tuple[int, ...], groups: tuple[YearGroup, ...]) -> Table:
    lines = [(group.name, line) for group in groups for line in group.lines]
    columns: dict[str, list[Text]] = {
        "goal": [name for name, _ in lines],
        "indicator": [line.name for _, line in lines],
    }
    for place, year in enumerate(years):
        columns[str(year)] = [STATUS_LABELS[line.statuses[place]] for _, line in lines]
    message = ColumnKind.MESSAGE
    return Table(
        pd.DataFrame(columns),
        (
            Column("goal", msg("Goal"), message),
            Column("indicator", msg("Indicator"), message),
            *(Column(str(year), str(year), message) for year in years),
        ),
        caption=msg("Status of the indicators by year"),
    )
