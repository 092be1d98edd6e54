"""How far are our goals? The goal tree with the status of every indicator in one year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.domain.vocabulary import GoalLevel
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.goal_answers import answer
from lib.insights.goal_tree import GoalNode, build_tree, goal_name, pruned
from lib.insights.indicator import STATUS_LABELS, IndicatorReading, Point, Status, read
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries import goals as queries
from lib.text import Label, Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

SOURCES_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class GoalLists:
    """What the filters of the target system offer."""

    years: tuple[int, ...]  # newest first
    strategic: tuple[tuple[str, Label], ...]
    indicators: tuple[tuple[str, Label], ...]


@dataclass(frozen=True, slots=True)
class GoalsInsight:
    """Answer, goal tree and counts of one selection.

    `unattached` are the indicators without a goal. `table.frame` has one row a strategic goal,
    then "without goal" (if any) and the total: goal (text), total and one column a status
    with its number of indicators.
    """

    year: int
    tree: tuple[GoalNode, ...]
    unattached: tuple[IndicatorReading, ...]
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance

    def readings(self) -> tuple[IndicatorReading, ...]:
        """All indicators of the selection in the order of the tree."""
        return (*(r for node in self.tree for r in node.readings()), *self.unattached)

    def reading(self, key: str) -> IndicatorReading | None:
        """Find an indicator; None where the selection does not hold it."""
        return next((reading for reading in self.readings() if reading.key == key), None)

    def goal_of(self, reading: IndicatorReading) -> GoalNode | None:
        """Goal an indicator belongs to; None for an indicator without goal."""
        nodes = (node for top in self.tree for node in top.walk())
        return next((node for node in nodes if node.key == reading.goal_key), None)

    def present(self) -> tuple[Status, ...]:
        """Statuses to show: the five of the method, "not stated" only where it occurs."""
        used = {reading.status for reading in self.readings()}
        return tuple(s for s in Status if s is not Status.NO_VALUES or s in used)


def goal_lists(engine: Engine, *, prefixes: tuple[str, ...]) -> GoalLists:
    """Read the years with values, the strategic goals and the indicators.

    Raises:
        StoreError: the database cannot answer.
    """
    goals = queries.goals(engine, prefixes=prefixes)
    top = goals[goals["level"] == GoalLevel.STRATEGIC]
    known = queries.indicators(engine)
    known = known[known["goal_key"].isin({"", *goals["key"]})]
    return GoalLists(
        years=queries.observation_years(engine),
        strategic=_labels(top, "title"),
        indicators=_labels(known, "name"),
    )


def _labels(frame: pd.DataFrame, field: str) -> tuple[tuple[str, Label], ...]:
    keys, german, english = (frame[name] for name in ("key", f"{field}_de", f"{field}_en"))
    rows = zip(keys, german, english, strict=True)
    return tuple((key, Label(de, en or de)) for key, de, en in rows)


def goals(
    engine: Engine,
    *,
    prefixes: tuple[str, ...],
    ags: str,
    year: int,
    state: DataState,
) -> GoalsInsight:
    """Judge every indicator in `year`, for the Region (ags "") or one municipality.

    Goals of the Region are always shown, goals of a municipality when it is chosen.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: an indicator cannot be judged by the method at all.
    """
    frame = queries.goals(engine, prefixes=prefixes)
    visible = frame[frame["ags"].isin({"", ags})]
    hidden = set(frame["key"]) - set(visible["key"])
    readings = [
        read(record, points, year=year, ags=ags)
        for record, points in _with_points(engine, ags)
        if record["goal_key"] not in hidden
    ]
    tree = build_tree(visible, readings, queries.measures(engine))
    placed = {reading.key for node in tree for reading in node.readings()}
    unattached = tuple(reading for reading in readings if reading.key not in placed)
    provenance = Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=_sources(readings, is_sample=state.is_sample),
        method="weather-status",
        notes=_notes(ags, len(hidden) if not ags else 0),
    )
    return _insight(year, tree, unattached, provenance)


def narrowed(insight: GoalsInsight, *, strategic: str = "", status: str = "") -> GoalsInsight:
    """Keep one strategic goal and/or the indicators of one status, and answer anew.

    With a status, goals that hold none of its indicators fall away (the table still counts every
    status); with a strategic goal, the indicators without a goal do.
    """
    tree = tuple(node for node in insight.tree if strategic in {"", node.key})
    unattached = () if strategic else insight.unattached
    within = _insight(insight.year, tree, unattached, insight.provenance)
    if not status:
        return within
    left = tuple(node for top in tree if (node := pruned(top, status)) is not None)
    kept = tuple(reading for reading in unattached if reading.status == status)
    count = sum(len(node.readings()) for node in left) + len(kept)
    sentence = msg(
        "{count} of {total} indicators in {year}: {status}.",
        count=count,
        total=len(within.readings()),
        year=str(insight.year),
        status=STATUS_LABELS[Status(status)],
    )
    return replace(within, tree=left, unattached=kept, answer=(sentence, DISCLAIMER))


def _insight(
    year: int,
    tree: tuple[GoalNode, ...],
    unattached: tuple[IndicatorReading, ...],
    provenance: Provenance,
) -> GoalsInsight:
    sentences = answer(year, tree, unattached)
    return GoalsInsight(year, tree, unattached, sentences, _table(tree, unattached), provenance)


def _with_points(
    engine: Engine, ags: str
) -> Iterator[tuple[dict[Hashable, Any], tuple[Point, ...]]]:
    series: dict[str, list[Point]] = {}
    for row in queries.observations(engine, ags=ags).to_dict("records"):
        point = Point(row["year"], row["value"], row["is_series_break"], row["note"])
        series.setdefault(row["indicator_key"], []).append(point)
    for record in queries.indicators(engine).to_dict("records"):
        yield record, tuple(series.get(record["key"], ()))


def _table(tree: tuple[GoalNode, ...], unattached: tuple[IndicatorReading, ...]) -> Table:
    groups: list[tuple[Text, Counter[Status]]] = [(goal_name(n), n.counts()) for n in tree]
    if unattached:
        loose = Counter(reading.status for reading in unattached)
        groups.append((msg("Indicators without a goal"), loose))
    total: Counter[Status] = sum((counts for _, counts in groups), Counter())
    if len(groups) > 1:
        groups.append((msg("All indicators"), total))
    shown = [s for s in Status if s is not Status.NO_VALUES or total[s]]
    rows = [
        {"goal": name, "total": counts.total(), **{s.value: counts[s] for s in shown}}
        for name, counts in groups
    ]
    number = ColumnKind.NUMBER
    return Table(
        pd.DataFrame(rows, columns=["goal", "total", *(s.value for s in shown)]),
        (
            Column("goal", msg("Goal"), ColumnKind.MESSAGE),
            Column("total", msg("Indicators"), number),
            *(Column(s.value, STATUS_LABELS[s], number) for s in shown),
        ),
        caption=msg("Indicators by status and strategic goal"),
    )


def _sources(readings: list[IndicatorReading], *, is_sample: bool) -> tuple[Text, ...]:
    named = list(dict.fromkeys(reading.source for reading in readings if reading.source))
    lines: list[Text] = []
    if is_sample:
        lines.append(msg("Indicators: sample data."))
    elif named:
        more = (msg("others"),) if len(named) > SOURCES_SHOWN else ()
        names = Names((*named[:SOURCES_SHOWN], *more))
        lines.append(msg("Indicators: {sources}.", sources=names))
    lines.append(
        msg(
            "Status: weather symbols after the method of the German sustainability indicators "
            "(Destatis), own calculation."
        )
    )
    return tuple(lines)


def _notes(ags: str, hidden_count: int) -> tuple[Text, ...]:
    notes: list[Text] = [DISCLAIMER]
    if ags:
        notes.append(
            msg(
                "Targets are set for the whole Region; shares and averages of a municipality are "
                "compared with them, counts are not."
            )
        )
    if hidden_count:
        notes.append(
            nmsg(
                "{count} goal of a single municipality appears when it is chosen.",
                "{count} goals of single municipalities appear when these are chosen.",
                hidden_count,
            )
        )
    return tuple(notes)
