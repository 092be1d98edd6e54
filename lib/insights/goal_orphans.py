"""What holds together? Which goals have indicator, measure and offer, and what stands alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.vocabulary import IndicatorKind, MeasureStatus
from lib.insights.goal_orphan_tables import (
    goal_list,
    indicator_list,
    links_table,
    measure_list,
    offer_list,
)
from lib.insights.goal_orphan_words import ORPHAN_LABELS, Link, Orphan
from lib.insights.goal_tree import GoalNode, build_tree, goal_name
from lib.insights.types import Provenance, Table
from lib.store.queries import goal_links, goal_offers, goals, measures
from lib.text import Message, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState
    from lib.text import Label

AT_WORK: Final = frozenset({MeasureStatus.PLANNED.value, MeasureStatus.RUNNING.value})
#: Without these a goal stands alone; target, value and cooperation are shown beside them.
NEEDED: Final = (Link.INDICATOR, Link.MEASURE, Link.OFFER)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLinks:
    """A goal without goals below it, and how many of each it is tied to."""

    key: str
    name: Message
    title: Label
    strategic: Message
    ags: str
    responsible_body: str
    counts: Mapping[Link, int]

    @property
    def missing(self) -> tuple[Link, ...]:
        """Links that it does not have."""
        return tuple(link for link in Link if not self.counts[link])

    @property
    def is_complete(self) -> bool:
        """Whether it has an indicator, a measure at work and an active offer."""
        return all(self.counts[link] for link in NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalOrphans:
    """The links of every goal, and one list for each kind of what stands alone.

    `table.frame` has one row a goal: strategic, goal, one column a link with its number, missing,
    key. The frames of `lists` hold `key` of what they list.
    """

    year: int
    goals: tuple[GoalLinks, ...]
    lists: Mapping[Orphan, Table]
    active_offers_count: int
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance

    def count(self, kind: Orphan) -> int:
        """How many stand alone in that way."""
        return len(self.lists[kind].frame)


def goal_orphans(
    engine: Engine,
    *,
    ags: str,
    strategic: str,
    body: str,
    year: int,
    prefixes: tuple[str, ...],
    lists: Lists,
    state: DataState,
) -> GoalOrphans:
    """Find what is tied to each goal, and what is tied to none.

    Goals of the Region always count, those of a municipality when it is chosen (`ags`; offers are
    then those of the municipality). A strategic goal or a responsible body narrow goals and
    measures; offers and indicators without a goal belong to neither.

    Raises:
        StoreError: the database cannot answer.
    """
    frame = goals.goals(engine, prefixes=prefixes)
    visible = frame[frame["ags"].isin({"", ags})]
    tree = build_tree(visible, [], measures.measures(engine).iloc[:0])
    basis = _basis(
        engine, tuple(visible["key"]), ags=ags, year=year, prefixes=prefixes, state=state
    )
    found = tuple(
        links
        for top in tree
        if strategic in {"", top.key}
        for node in top.walk()
        if not node.children
        for links in [_links(node, top, basis)]
        if not body or basis.is_of(body, links)
    )
    narrowed = {links.key for links in found} if strategic or body else None
    tables = _lists(found, basis, narrowed, lists)
    return GoalOrphans(
        year=year,
        goals=found,
        lists=tables,
        active_offers_count=basis.active_offers_count,
        answer=tuple(_sentences(found, tables, basis.active_offers_count)),
        table=links_table(found),
        provenance=_provenance(state, year),
    )


@dataclass(frozen=True)
class _Basis:
    """Everything that may be tied to a goal."""

    indicators: pd.DataFrame  # with has_target, latest_year, is_current
    measures: pd.DataFrame  # with offers_active
    counts: Mapping[Link, Counter[str]]  # of every link by goal
    bodies: Mapping[str, frozenset[str]]  # of the measures of a goal
    loose_offers: pd.DataFrame
    active_offers_count: int

    def is_of(self, body: str, links: GoalLinks) -> bool:
        """Whether a body answers for a goal or for one of its measures."""
        return body == links.responsible_body or body in self.bodies.get(links.key, ())


def _basis(
    engine: Engine,
    keys: tuple[str, ...],
    *,
    ags: str,
    year: int,
    prefixes: tuple[str, ...],
    state: DataState,
) -> _Basis:
    day = state.reference_date
    linked = goal_offers.goal_offers(engine, keys, on=day, prefixes=prefixes)
    active = linked[linked["is_active"]]
    known = measures.measures(engine)
    known = known[known["goal_key"].isin(keys)].reset_index(drop=True)
    per_measure = Counter(active["measure_key"].tolist())
    goal_of = dict(zip(known["key"], known["goal_key"], strict=True))
    own = active.assign(goal=active["measure_key"].map(goal_of)).drop_duplicates(["goal", "key"])
    indicators = _indicators(engine, keys, ags=ags, year=year)
    at_work = known[known["status"].isin(AT_WORK)]
    needed = goal_links.goal_cooperations(engine)
    tied = {
        Link.INDICATOR: indicators["goal_key"],
        Link.TARGET: indicators.loc[indicators["has_target"], "goal_key"],
        Link.CURRENT: indicators.loc[indicators["is_current"], "goal_key"],
        Link.MEASURE: at_work["goal_key"],
        Link.OFFER: own["goal"],
        Link.COOPERATION: needed["goal_key"],
    }
    bodies = known.groupby("goal_key")["responsible_body"].agg(frozenset)
    return _Basis(
        indicators=indicators,
        measures=known.assign(offers_active=[per_measure[key] for key in known["key"]]),
        counts={link: Counter(goals_of.tolist()) for link, goals_of in tied.items()},
        bodies=dict(zip(bodies.index, bodies, strict=True)),
        loose_offers=goal_offers.offers_without_goal(engine, on=day, prefixes=prefixes, ags=ags),
        active_offers_count=goal_offers.active_offers_count(
            engine, on=day, prefixes=prefixes, ags=ags
        ),
    )


def _indicators(engine: Engine, keys: tuple[str, ...], *, ags: str, year: int) -> pd.DataFrame:
    """Indicators of the goals and of no goal; a combined one is as complete as its parts."""
    found = goals.indicators(engine)
    values = goals.observations(engine, ags=ags)
    latest = values[values["year"] <= year].groupby("indicator_key")["year"].max()
    years = dict(zip(latest.index, latest.tolist(), strict=True))
    has_value = found["target_value"].notna() & (
        found["kind"] != IndicatorKind.DIRECTION_ONLY.value
    )
    is_aim = has_value | (found["comparator_key"] != "")
    aims = dict(zip(found["key"], is_aim.tolist(), strict=True))
    parts = [[part for part in str(cell).split("|") if part] for cell in found["parts"]]
    newest: list[int | None] = []
    has_target: list[bool] = []
    for key, members in zip(found["key"], parts, strict=True):
        known = [years.get(part) for part in members or [key]]
        newest.append(None if None in known else min(year for year in known if year is not None))
        has_target.append(all(aims.get(part, False) for part in members or [key]))
    found = found.assign(
        has_target=pd.Series(has_target, found.index, dtype="bool"),
        latest_year=pd.Series(newest, found.index, dtype="Int64"),
    )
    found["is_current"] = (found["latest_year"] == year).fillna(value=False).astype(bool)
    return found[found["goal_key"].isin({"", *keys})].reset_index(drop=True)


def _links(node: GoalNode, top: GoalNode, basis: _Basis) -> GoalLinks:
    return GoalLinks(
        key=node.key,
        name=goal_name(node),
        title=node.title,
        strategic=goal_name(top),
        ags=node.ags,
        responsible_body=node.responsible_body,
        counts={link: basis.counts[link][node.key] for link in Link},
    )


def _lists(
    found: tuple[GoalLinks, ...], basis: _Basis, narrowed: set[str] | None, lists: Lists
) -> dict[Orphan, Table]:
    names = {links.key: links.name for links in found}
    of_goal = {
        Orphan.NO_INDICATOR: Link.INDICATOR,
        Orphan.NO_MEASURE: Link.MEASURE,
        Orphan.NO_OFFER: Link.OFFER,
    }
    tables = {
        kind: goal_list([g for g in found if not g.counts[link]], ORPHAN_LABELS[kind])
        for kind, link in of_goal.items()
    }
    loose = basis.indicators[basis.indicators["goal_key"] == ""]
    idle = basis.measures[
        basis.measures["status"].isin(AT_WORK) & (basis.measures["offers_active"] == 0)
    ]
    if narrowed is not None:
        idle = idle[idle["goal_key"].isin(narrowed)]
    return tables | {
        Orphan.LOOSE_INDICATOR: indicator_list(loose),
        Orphan.MEASURE_WITHOUT_OFFER: measure_list(idle, names),
        Orphan.LOOSE_OFFER: offer_list(basis.loose_offers, lists),
    }


def _sentences(
    found: tuple[GoalLinks, ...], tables: Mapping[Orphan, Table], offers_count: int
) -> Iterator[Message]:
    if not found:
        yield msg("There is no goal in this selection.")
    else:
        lacking = {
            kind: len(tables[kind].frame)
            for kind in (Orphan.NO_INDICATOR, Orphan.NO_MEASURE, Orphan.NO_OFFER)
        }
        yield nmsg(
            "{good} of {count} operational goal has an indicator, a planned or running measure and "
            "an active offer. Without an indicator: {indicators}, without a measure: {measures}, "
            "without an offer: {offers}.",
            "{good} of {count} operational goals have an indicator, a planned or running measure "
            "and an active offer. Without an indicator: {indicators}, without a measure: "
            "{measures}, without an offer: {offers}.",
            len(found),
            good=sum(links.is_complete for links in found),
            indicators=lacking[Orphan.NO_INDICATOR],
            measures=lacking[Orphan.NO_MEASURE],
            offers=lacking[Orphan.NO_OFFER],
        )
    if offers_count:
        yield nmsg(
            "{loose} of {count} active offer belongs to no goal.",
            "{loose} of {count} active offers belong to no goal.",
            offers_count,
            loose=len(tables[Orphan.LOOSE_OFFER].frame),
        )


def _provenance(state: DataState, year: int) -> Provenance:
    sources: tuple[Text, ...] = (
        (msg("Goals, measures and offers: sample data."),)
        if state.is_sample
        else (msg("Goals, measures and offers: as reported."),)
    )
    return Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=sources,
        method="",
        notes=(
            msg("Measures count when planned or running, offers when active on the day."),
            msg("A current value is one of the year judged, {year}.", year=str(year)),
        ),
    )
