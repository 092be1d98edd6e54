"""Parts of the overview beside the offers: cooperation, goals, networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.cooperation_network import rated_pairs_share
from lib.domain.vocabulary import CellState
from lib.insights.goals import goal_lists, goals
from lib.insights.indicator import Status
from lib.store.queries.cooperation import RatingFilter, institutions, ratings
from lib.store.queries.networks import networks

if TYPE_CHECKING:
    from datetime import date

    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState
    from lib.text import Label

#: An aggregate of ratings needs this many different rating institutions (domain.md).
RATERS_NEEDED: Final = 3
#: Counts of persons below this are withheld (domain.md, "Disclosure").
PERSONS_NEEDED: Final = 3
MONTHS_RECENT: Final = 12


@dataclass(frozen=True, slots=True)
class CooperationSummary:
    """Levels of the newest wave over all directed ratings; NaN unless `state` is VALUE."""

    state: CellState
    wave: Label | str
    mean_level: float
    lower_quartile: float
    upper_quartile: float
    ratings_count: int
    rated_share_pct: float


@dataclass(frozen=True, slots=True)
class NetworkSummary:
    """Networks and their meetings of the last 12 months before the reference date."""

    networks_count: int
    meetings_count: int
    participants_count: int
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
    """Summarise the newest wave over all directed ratings; withheld below three raters."""
    nothing = float("nan")
    if not lists.waves:
        return CooperationSummary(CellState.UNKNOWN, "", nothing, nothing, nothing, 0, nothing)
    code, label = lists.waves[0]
    chosen = RatingFilter(wave=code)
    frame = ratings(engine, chosen, prefixes=prefixes)
    hosts = institutions(engine, chosen, prefixes=prefixes)
    if frame.empty:
        return CooperationSummary(CellState.UNKNOWN, label, nothing, nothing, nothing, 0, nothing)
    if frame["rater_key"].nunique() < RATERS_NEEDED:
        return CooperationSummary(CellState.WITHHELD, label, nothing, nothing, nothing, 0, nothing)
    share = rated_pairs_share(frame, institutions=hosts["key"].tolist())
    return CooperationSummary(
        state=CellState.VALUE,
        wave=label,
        mean_level=float(frame["level"].mean()),
        lower_quartile=float(frame["level"].quantile(0.25)),
        upper_quartile=float(frame["level"].quantile(0.75)),
        ratings_count=len(frame),
        rated_share_pct=100 * share.value,
    )


def goal_summary(engine: Engine, *, prefixes: tuple[str, ...], state: DataState) -> GoalSummary:
    """Count the indicators of the extent by status in the newest year with values."""
    years = goal_lists(engine, prefixes=prefixes).years
    if not years:
        return GoalSummary(None, ())
    insight = goals(engine, prefixes=prefixes, ags="", year=years[0], state=state)
    found = [reading.status for reading in insight.readings()]
    return GoalSummary(years[0], tuple((status, found.count(status)) for status in Status))


def network_summary(engine: Engine, *, until: date, prefixes: tuple[str, ...]) -> NetworkSummary:
    """Count networks and their meetings; one or two parents are withheld."""
    since = (pd.Timestamp(until) - pd.DateOffset(months=MONTHS_RECENT)).date()
    frame = networks(engine, since=since, until=until, prefixes=prefixes)
    parents = int(frame["parents_count"].sum())
    return NetworkSummary(
        networks_count=len(frame),
        meetings_count=int(frame["meetings_count"].sum()),
        participants_count=int(frame["participants_count"].sum()),
        parents_count=parents if parents >= PERSONS_NEEDED else 0,
        parents_state=CellState.WITHHELD if 0 < parents < PERSONS_NEEDED else CellState.VALUE,
        without_meeting=tuple(frame.loc[frame["meetings_count"] == 0, "name"]),
    )
