"""What stands behind one goal? Its indicators, measures, offers and needed cooperations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from lib.domain.indicator_status import OFF_TRACK, ON_TRACK, Status
from lib.domain.vocabulary import MeasureStatus
from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.goal_page_cooperation import goal_cooperation
from lib.insights.goal_page_offers import goal_offers
from lib.insights.goal_page_parts import indicator_table, indicators_of, measure_table, measures_of
from lib.insights.goal_page_types import (
    NEED_LABELS,
    GoalCooperation,
    GoalIndicator,
    GoalMeasure,
    GoalOffers,
    GoalPage,
    NeededCooperation,
    NeedSide,
    NeedState,
)
from lib.insights.goal_rows import rows_of
from lib.insights.goal_tree import GoalNode, build_tree, goal_name
from lib.insights.goals import METHOD_ANCHORS, METHOD_SOURCES
from lib.insights.indicator_base import indicator_base
from lib.insights.types import Provenance
from lib.store.queries import goal_links, goals, measures
from lib.text import Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from lib.domain.indicator_status import Method
    from lib.insights.cooperation import Scope
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

__all__ = [
    "NEED_LABELS",
    "GoalCooperation",
    "GoalIndicator",
    "GoalMeasure",
    "GoalOffers",
    "GoalPage",
    "NeedSide",
    "NeedState",
    "NeededCooperation",
    "goal_page",
]

NAMES_IN_ANSWER: Final = 2
AT_WORK: Final = frozenset({MeasureStatus.RUNNING, MeasureStatus.PLANNED})


def goal_page(
    engine: Engine,
    *,
    key: str,
    ags: str,
    year: int,
    method: Method,
    extent_name: str,
    scope: Scope,
    lists: Lists,
) -> GoalPage | None:
    """Collect all about one goal and the goals below it; None where the extent has no such goal.

    Indicators are judged for the municipality of the goal, else for `ags`, else for the Region;
    those of other municipalities' goals below it are left out, as in the tree. Offers and
    cooperations are those of the whole extent.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: an indicator cannot be judged by the method, or ratings make no sense.
    """
    frame = goals.goals(engine, prefixes=scope.prefixes)
    known = frame[frame["key"] == key]
    if known.empty:
        return None
    place = str(known["ags"].iloc[0]) or ags
    base = indicator_base(engine, ags=place)
    elsewhere = set(frame.loc[~frame["ags"].isin({"", place}), "key"])
    rows = [row for row in rows_of(base, year=year, method=method) if row.goal_key not in elsewhere]
    recorded = measures.measures(engine)
    path = _path(build_tree(frame, rows, recorded), key)
    node = path[-1]
    below = tuple(child.key for child in node.walk())
    offers = goal_offers(
        engine,
        below,
        phases=_phases(frame, below),
        prefixes=scope.prefixes,
        extent_name=extent_name,
        lists=lists,
        state=scope.state,
    )
    needed = goal_links.goal_cooperations(engine)
    needed = needed[needed["goal_key"].isin(below)]
    indicators = indicators_of(node, base, year=year, method=method)
    own_measures = measures_of(recorded[recorded["goal_key"].isin(below)], offers.active_keys)
    names = {child.key: goal_name(child) for child in node.walk()}
    return GoalPage(
        key=key,
        level=node.level,
        title=node.title,
        name=goal_name(node),
        path=tuple((above.key, goal_name(above)) for above in path[:-1]),
        children=tuple((child.key, goal_name(child)) for child in node.children),
        ags=node.ags,
        responsible_body=node.responsible_body,
        year=year,
        indicators=indicators,
        measures=own_measures,
        offers=offers,
        cooperation=goal_cooperation(engine, needed, scope=scope, lists=lists),
        answer=(*_answer(indicators, own_measures, offers, year), DISCLAIMER),
        indicator_table=indicator_table(indicators, names),
        measure_table=measure_table(own_measures, names),
        provenance=_provenance(indicators, scope, method, place=_place_name(place, lists)),
        measure_provenance=_measure_provenance(scope),
    )


def _path(tree: tuple[GoalNode, ...], key: str) -> tuple[GoalNode, ...]:
    """Goals from the top down to one; () where the tree does not have it."""
    for node in tree:
        if node.key == key:
            return (node,)
        if below := _path(node.children, key):
            return (node, *below)
    return ()


def _phases(frame: pd.DataFrame, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Life phases that the goals name, each once."""
    named = frame.loc[frame["key"].isin(keys), "life_phases"]
    return tuple(dict.fromkeys(code for codes in named for code in str(codes).split("|") if code))


def _place_name(ags: str, lists: Lists) -> str:
    return lists.municipality_name(ags) if ags else ""


def _answer(
    indicators: tuple[GoalIndicator, ...],
    own: tuple[GoalMeasure, ...],
    offers: GoalOffers,
    year: int,
) -> Iterator[Message]:
    """Say where the goal stands and what is done for it."""
    yield _standing(indicators, year)
    if not own:
        yield msg("No measure works towards this goal.")
        return
    at_work = sum(measure.status in AT_WORK for measure in own)
    yield nmsg(
        "{at_work} of {count} measure is planned or running; active offers: {offers}.",
        "{at_work} of {count} measures are planned or running; active offers: {offers}.",
        len(own),
        at_work=at_work,
        offers=offers.offers_count,
    )


def _standing(indicators: tuple[GoalIndicator, ...], year: int) -> Message:
    if not indicators:
        return msg("Nothing can be said about progress: this goal has no indicator.")
    counts = Counter(indicator.status for indicator in indicators)
    good = sum(counts[status] for status in ON_TRACK)
    bad = [indicator.name for indicator in indicators if indicator.status in OFF_TRACK]
    if bad:
        more: tuple[Text, ...] = (msg("others"),) if len(bad) > NAMES_IN_ANSWER else ()
        names = Names((*bad[:NAMES_IN_ANSWER], *more))
        return nmsg(
            "In {year}, {good} of {count} indicator is on track; not on track: {names}.",
            "In {year}, {good} of {count} indicators are on track; not on track: {names}.",
            len(indicators),
            year=str(year),
            good=good,
            names=names,
        )
    unjudged = counts[Status.NOT_JUDGED] + counts[Status.NO_VALUES]
    if unjudged:
        return nmsg(
            "In {year}, {good} of {count} indicator is on track, {open} cannot be judged.",
            "In {year}, {good} of {count} indicators are on track, {open} cannot be judged.",
            len(indicators),
            year=str(year),
            good=good,
            open=unjudged,
        )
    return nmsg(
        "In {year}, its only indicator is on track.",
        "In {year}, all {count} indicators are on track.",
        len(indicators),
        year=str(year),
    )


def _provenance(
    indicators: tuple[GoalIndicator, ...], scope: Scope, method: Method, *, place: str
) -> Provenance:
    state = scope.state
    named = tuple(dict.fromkeys(item.source for item in indicators if item.source))
    sources: tuple[Text, ...] = (METHOD_SOURCES[method],)
    if state.is_sample:
        sources = (msg("Indicators: sample data."), *sources)
    elif named:
        sources = (msg("Indicators: {sources}.", sources=Names(named)), *sources)
    where: tuple[Text, ...] = (msg("Indicators of {place}.", place=place),) if place else ()
    return Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=sources,
        method=METHOD_ANCHORS[method],
        notes=(*where, DISCLAIMER),
    )


def _measure_provenance(scope: Scope) -> Provenance:
    state = scope.state
    source = (
        msg("Measures and offers: sample data.")
        if state.is_sample
        else msg("Measures and offers: as reported.")
    )
    return Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=state.reference_date,
        sources=(source,),
        method="",
    )
