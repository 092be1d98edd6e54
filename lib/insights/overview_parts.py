"""Parts of the overview beside the offers: cooperation, goals, networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.indicator_status import METHOD_STATUSES, Method, Status
from lib.domain.release import OverallFigures
from lib.domain.vocabulary import CellState
from lib.insights.cooperation_public import NAN, public_release
from lib.insights.goals import goal_lists, goals
from lib.store.queries.networks import networks

if TYPE_CHECKING:
    from datetime import date

    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState
    from lib.text import Label

#: Counts of persons below this are withheld (domain.md, "Disclosure").
PERSONS_NEEDED: Final = 3
MONTHS_RECENT: Final = 12


@dataclass(frozen=True, slots=True)
class CooperationSummary:
    """Public overall figures of the newest wave; NaN unless `state` is VALUE.

    `overall`: median, quartiles and a band of the share of close ties; `rated_share_pct` of all
    possible pairs (`pairs_state`) tells that pairs were rated, not how.
    """

    state: CellState
    wave: Label | str
    overall: OverallFigures
    pairs_state: CellState
    rated_share_pct: float


@dataclass(frozen=True, slots=True)
class NetworkSummary:
    """Networks and their meetings of the last 12 months before the reference date.

    Counts of people are 0 unless their state is VALUE; UNKNOWN: nobody counted at any meeting.
    """

    networks_count: int
    meetings_count: int
    participants_count: int
    participants_state: CellState
    parents_count: int
    parents_state: CellState
    without_meeting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalSummary:
    """Indicators by status in the newest year with values; no year where there are none."""

    year: int | None
    statuses: tuple[tuple[Status, int], ...]

    def count(self, *chosen: Status) -> int:
        """Number of indicators in any of the chosen statuses."""
        return sum(number for status, number in self.statuses if status in chosen)


def cooperation_summary(
    engine: Engine, *, prefixes: tuple[str, ...], lists: Lists
) -> CooperationSummary:
    """Take the newest wave's overall figures from its public release, for every audience alike."""
    nothing = OverallFigures(state=CellState.UNKNOWN)
    if not lists.waves:
        return CooperationSummary(CellState.UNKNOWN, "", nothing, CellState.UNKNOWN, NAN)
    code, label = lists.waves[0]
    found = public_release(engine, code, prefixes=prefixes)
    return CooperationSummary(
        state=found.overall.state,
        wave=label,
        overall=found.overall,
        pairs_state=CellState.UNKNOWN
        if found.overall.state is CellState.UNKNOWN
        else found.pairs_state,
        rated_share_pct=found.rated_pairs_pct,
    )


def goal_summary(engine: Engine, *, prefixes: tuple[str, ...], state: DataState) -> GoalSummary:
    """Count the indicators of the extent by status in the newest year with values."""
    years = goal_lists(engine, prefixes=prefixes).years
    if not years:
        return GoalSummary(None, ())
    insight = goals(engine, prefixes=prefixes, ags="", year=years[0], state=state)
    found = [reading.status for reading in insight.readings()]
    return GoalSummary(
        years[0], tuple((s, found.count(s)) for s in METHOD_STATUSES[Method.WEATHER])
    )


def network_summary(engine: Engine, *, until: date, prefixes: tuple[str, ...]) -> NetworkSummary:
    """Count networks and their meetings; one or two parents are withheld."""
    since = (pd.Timestamp(until) - pd.DateOffset(months=MONTHS_RECENT)).date()
    frame = networks(engine, since=since, until=until, prefixes=prefixes)
    participants, participants_state = _people(frame, "participants_count")
    parents, parents_state = _people(frame, "parents_count")
    if 0 < parents < PERSONS_NEEDED:
        parents, parents_state = 0, CellState.WITHHELD
    return NetworkSummary(
        networks_count=len(frame),
        meetings_count=int(frame["meetings_count"].sum()),
        participants_count=participants,
        participants_state=participants_state,
        parents_count=parents,
        parents_state=parents_state,
        without_meeting=tuple(frame.loc[frame["meetings_count"] == 0, "name"]),
    )


def _people(networks: pd.DataFrame, column: str) -> tuple[int, CellState]:
    """Sum up people; meetings at which nobody was ever counted say nothing, not zero."""
    if networks["meetings_count"].sum() and not networks[column].notna().any():
        return 0, CellState.UNKNOWN
    return int(networks[column].sum()), CellState.VALUE
