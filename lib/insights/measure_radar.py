"""What ends when funding, a period or an agreement ends: for each link of the chain."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.measure_timing import USUAL_HORIZON, EndCause, horizon
from lib.insights.gap_matrix import matrix_columns
from lib.insights.measure_rows import measure_rows
from lib.insights.radar_agreements import ending_agreements
from lib.insights.radar_links import Chain, read_chain
from lib.insights.radar_types import End, EndKind, Radar, RadarLink
from lib.insights.radar_words import end_table, link_table, radar_answer, radar_provenance
from lib.store.queries import goals as goal_queries
from lib.store.queries.endings import measures_of_place
from lib.store.queries.gaps import transitions
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lib.insights.cooperation import Scope
    from lib.insights.gap_cell import GapColumn
    from lib.insights.measure_rows import MeasureRow
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists


def measure_radar(
    engine: Engine,
    *,
    months: int = USUAL_HORIZON,
    ags: str = "",
    scope: Scope,
    lists: Lists,
) -> Radar:
    """Collect what ends by the end of the horizon, for all or for one municipality.

    Agreements name single pairs: outside the circle they are left out, and the notes say so.

    Raises:
        StoreError: the database cannot answer.
    """
    day = scope.state.reference_date
    last = horizon(day, months=months)
    chain = read_chain(engine, on=day, last=last, prefixes=scope.prefixes, ags=ags)
    ends = [
        *_measures(engine, chain, scope=scope, lists=lists, ags=ags, months=months),
        *_offers(chain, day=day, last=last),
        *_agreements(engine, chain, scope=scope, ags=ags, last=last),
    ]
    ends.sort(key=lambda end: (end.ends_on, end.kind.value, end.key))
    columns = matrix_columns(lists, transitions(engine))
    links = tuple(_link(column, chain, ends) for column in columns)
    return Radar(
        months=months,
        day=day,
        last=last,
        links=links,
        ends=tuple(ends),
        has_agreements=scope.shows_single_pairs,
        answer=radar_answer(links, ends, months=months, has_agreements=scope.shows_single_pairs),
        table=link_table(links, has_agreements=scope.shows_single_pairs),
        end_table=end_table(ends, columns),
        provenance=radar_provenance(
            scope.state, ends, shows_agreements=scope.shows_single_pairs, has_place=bool(ags)
        ),
    )


def _measures(
    engine: Engine, chain: Chain, *, scope: Scope, lists: Lists, ags: str, months: int
) -> Iterable[End]:
    """List the open measures whose period or funding is over or ends in time."""
    day = scope.state.reference_date
    last = horizon(day, months=months)
    local = measures_of_place(engine, ags) if ags else frozenset[str]()
    rows = measure_rows(engine, prefixes=scope.prefixes, lists=lists, day=day, months=months)
    phases = _goal_phases(engine, scope.prefixes)
    for row in rows:
        if ags and row.ags != ags and row.key not in local:
            continue
        if row.is_open and row.first_end is not None and row.first_end <= last:
            yield _measure(row, row.first_end, chain, phases.get(row.goal, ()), day=day)


def _measure(
    row: MeasureRow, ends_on: date, chain: Chain, phases: tuple[str, ...], *, day: date
) -> End:
    """Place a measure by its active offers; one without offers by the phases of its goal."""
    offers = tuple(key for key in row.offers if key in chain.links_of)
    served = {link for key in offers for link in chain.links_of[key]}
    if not row.offers:
        served = set(phases)
    return End(
        kind=EndKind.FUNDING if row.cause is EndCause.FUNDING else EndKind.PERIOD,
        key=row.key,
        title=row.title,
        who=row.body,
        ends_on=ends_on,
        is_over=ends_on < day,
        links=tuple(link for link in chain.totals if link in served),
        offers=offers,
    )


def _goal_phases(engine: Engine, prefixes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    goals = goal_queries.goals(engine, prefixes=prefixes)
    named = zip(goals["key"], goals["life_phases"], strict=True)
    return {key: tuple(code for code in codes.split("|") if code) for key, codes in named}


def _offers(chain: Chain, *, day: date, last: date) -> Iterable[End]:
    """List the offers with a last day of their own."""
    ending = chain.offers[chain.offers["valid_to"] <= pd.Timestamp(last) + timedelta(days=1)]
    for key, name, host, until in zip(
        ending.index, ending["name"], ending["institution_name"], ending["valid_to"], strict=True
    ):
        ends_on = until.date() - timedelta(days=1)
        yield End(
            kind=EndKind.OFFER,
            key=str(key),
            title=name,
            who=host,
            ends_on=ends_on,
            is_over=ends_on < day,
            links=chain.links_of[str(key)],
            offers=(str(key),),
        )


def _agreements(
    engine: Engine, chain: Chain, *, scope: Scope, ags: str, last: date
) -> Iterable[End]:
    """List the agreements that end; none outside the circle."""
    if not scope.shows_single_pairs:
        return
    for one in ending_agreements(engine, last=last, links=chain.phases, scope=scope, ags=ags):
        yield End(
            kind=EndKind.AGREEMENT,
            key=one.key,
            title=one.title,
            who=msg("{one} and {other}", one=one.one, other=one.other),
            ends_on=one.ends_on,
            is_over=False,
            links=one.links,
        )


def _link(column: GapColumn, chain: Chain, ends: list[End]) -> RadarLink:
    here = tuple(end for end in ends if column.key in end.links)
    hanging = {offer for end in here for offer in end.offers if column.key in chain.links_of[offer]}
    return RadarLink(
        column=column,
        offers_count=chain.totals.get(column.key, 0),
        dependent_count=len(hanging),
        ends=here,
    )
