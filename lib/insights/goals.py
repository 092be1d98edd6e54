"""How far are our goals? The goal tree with the status of every indicator in one year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.indicator_status import METHOD_STATUSES, STATUS_LABELS, Method, Status
from lib.domain.vocabulary import GoalLevel
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.goal_answers import answer
from lib.insights.goal_narrowing import Narrowing, kept_rows, kept_tree
from lib.insights.goal_rows import rows_of
from lib.insights.goal_tree import GoalNode, IndicatorRow, build_tree, goal_name
from lib.insights.indicator_base import indicator_base
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries import goals as queries
from lib.text import Label, Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.indicator_base import IndicatorBase
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

SOURCES_SHOWN: Final = 5
#: Section of the method in the methods document.
METHOD_ANCHORS: Final = {Method.WEATHER: "weather-status", Method.EUROSTAT: "eurostat-status"}
METHOD_SOURCES: Final[dict[Method, Message]] = {
    Method.WEATHER: msg(
        "Status: weather symbols after the method of the German sustainability indicators "
        "(Destatis), own calculation."
    ),
    Method.EUROSTAT: msg(
        "Status: growth rates after the Eurostat type of method (as in Open SDG), own calculation."
    ),
}


@dataclass(frozen=True, slots=True)
class GoalLists:
    """What the filters of the target system offer."""

    years: tuple[int, ...]  # newest first
    strategic: tuple[tuple[str, Label], ...]
    goals: tuple[str, ...]  # keys of all levels
    indicators: tuple[tuple[str, Label], ...]
    bodies: tuple[str, ...]  # responsible for a goal or a measure


@dataclass(frozen=True, slots=True)
class GoalsInsight:
    """Answer, goal tree and counts of one selection.

    `unattached` are the indicators without a goal. `table.frame` has one row a strategic goal,
    then "without goal" (if any) and the total: goal (text), total and one column a status
    with its number of indicators.
    """

    year: int
    method: Method
    tree: tuple[GoalNode, ...]
    unattached: tuple[IndicatorRow, ...]
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance

    def readings(self) -> tuple[IndicatorRow, ...]:
        """All indicators of the selection in the order of the tree."""
        return (*(r for node in self.tree for r in node.readings()), *self.unattached)

    def reading(self, key: str) -> IndicatorRow | None:
        """Find an indicator; None where the selection does not hold it."""
        return next((reading for reading in self.readings() if reading.key == key), None)

    def goal_of(self, reading: IndicatorRow) -> GoalNode | None:
        """Goal an indicator belongs to; None for an indicator without goal."""
        nodes = (node for top in self.tree for node in top.walk())
        return next((node for node in nodes if node.key == reading.goal_key), None)

    def present(self) -> tuple[Status, ...]:
        """Statuses to show: those of the method, "not stated" only where it occurs."""
        used = {reading.status for reading in self.readings()}
        return shown_statuses(self.method, has_gaps=Status.NO_VALUES in used)


def shown_statuses(method: Method, *, has_gaps: bool) -> tuple[Status, ...]:
    """Statuses of a method from best to worst; "not stated" only where a value is missing."""
    return tuple(s for s in METHOD_STATUSES[method] if s is not Status.NO_VALUES or has_gaps)


def goal_lists(engine: Engine, *, prefixes: tuple[str, ...]) -> GoalLists:
    """Read the years with values, the strategic goals and the indicators.

    Raises:
        StoreError: the database cannot answer.
    """
    goals = queries.goals(engine, prefixes=prefixes)
    top = goals[goals["level"] == GoalLevel.STRATEGIC]
    known = queries.indicators(engine)
    known = known[known["goal_key"].isin({"", *goals["key"]})]
    measures = queries.measures(engine)
    own = measures[measures["goal_key"].isin(goals["key"])]
    return GoalLists(
        years=queries.observation_years(engine),
        strategic=_labels(top, "title"),
        goals=tuple(goals["key"]),
        indicators=_labels(known, "name"),
        bodies=tuple(sorted({*goals["responsible_body"], *own["responsible_body"]} - {""})),
    )


def _labels(frame: pd.DataFrame, field: str) -> tuple[tuple[str, Label], ...]:
    keys, german, english = (frame[name] for name in ("key", f"{field}_de", f"{field}_en"))
    rows = zip(keys, german, english, strict=True)
    return tuple((key, Label(de, en or de)) for key, de, en in rows)


def goals(
    engine: Engine,
    base: IndicatorBase | None = None,
    *,
    prefixes: tuple[str, ...],
    ags: str,
    year: int,
    state: DataState,
    method: Method = Method.WEATHER,
) -> GoalsInsight:
    """Judge every indicator in `year`, for the Region (ags "") or one municipality.

    Goals of the Region are always shown, goals of a municipality when it is chosen. `base` spares
    the reading where it is at hand; it must be that of `ags`.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: an indicator cannot be judged by the method at all.
    """
    known = base or indicator_base(engine, ags=ags)
    frame = queries.goals(engine, prefixes=prefixes)
    visible = frame[frame["ags"].isin({"", ags})]
    hidden_count = len(frame) - len(visible)
    rows = rows_of(known, year=year, method=method)
    tree = build_tree(visible, rows, queries.measures(engine))
    # one of a goal elsewhere (hidden, or outside of the extent) has a goal: it only waits
    unattached = tuple(row for row in rows if not row.goal_key)
    sources = known.indicators["source"].tolist()
    provenance = Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=_sources(sources, is_sample=state.is_sample, method=method),
        method=METHOD_ANCHORS[method],
        notes=_notes(ags, hidden_count if not ags else 0),
    )
    return _insight(year, method, tree, unattached, provenance)


def narrowed(insight: GoalsInsight, asked: Narrowing) -> GoalsInsight:
    """Keep what is asked for, and answer anew.

    With a status, goals that hold none of its indicators fall away, but the table still counts
    every status.
    """
    within = replace(asked, status="")
    tree, unattached = kept_tree(insight.tree, within), kept_rows(insight.unattached, within)
    whole = _insight(insight.year, insight.method, tree, unattached, insight.provenance)
    sought = (
        (msg("Only what matches “{words}”.", words=asked.search.strip()),)
        if asked.search.strip()
        else ()
    )
    if not asked.status:
        return replace(whole, answer=(*sought, *whole.answer))
    left, kept = kept_tree(insight.tree, asked), kept_rows(insight.unattached, asked)
    sentence = msg(
        "{count} of {total} indicators in {year}: {status}.",
        count=sum(len(node.readings()) for node in left) + len(kept),
        total=len(whole.readings()),
        year=str(insight.year),
        status=STATUS_LABELS[Status(asked.status)],
    )
    return replace(whole, tree=left, unattached=kept, answer=(*sought, sentence, DISCLAIMER))


def _insight(
    year: int,
    method: Method,
    tree: tuple[GoalNode, ...],
    unattached: tuple[IndicatorRow, ...],
    provenance: Provenance,
) -> GoalsInsight:
    return GoalsInsight(
        year=year,
        method=method,
        tree=tree,
        unattached=unattached,
        answer=answer(year, method, tree, unattached),
        table=_table(method, tree, unattached),
        provenance=provenance,
    )


def _table(
    method: Method, tree: tuple[GoalNode, ...], unattached: tuple[IndicatorRow, ...]
) -> Table:
    groups: list[tuple[Text, Counter[Status]]] = [(goal_name(n), n.counts()) for n in tree]
    if unattached:
        loose = Counter(reading.status for reading in unattached)
        groups.append((msg("Indicators without a goal"), loose))
    total: Counter[Status] = sum((counts for _, counts in groups), Counter())
    if len(groups) > 1:
        groups.append((msg("All indicators"), total))
    shown = shown_statuses(method, has_gaps=total[Status.NO_VALUES] > 0)
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


def _sources(sources: list[str], *, is_sample: bool, method: Method) -> tuple[Text, ...]:
    named = list(dict.fromkeys(source for source in sources if source))
    lines: list[Text] = []
    if is_sample:
        lines.append(msg("Indicators: sample data."))
    elif named:
        more = (msg("others"),) if len(named) > SOURCES_SHOWN else ()
        names = Names((*named[:SOURCES_SHOWN], *more))
        lines.append(msg("Indicators: {sources}.", sources=names))
    lines.append(METHOD_SOURCES[method])
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
