"""Agreements of cooperation that end: they name single pairs, so only within the circle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.errors import MeasureError
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED
from lib.store.queries import cooperation as queries
from lib.store.queries.institution_ends import institution_ends
from lib.store.queries.talks import institution_phases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lib.insights.cooperation import Scope
    from lib.store.engine import Engine

ENDS = ["institution_a_key", "institution_b_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingAgreement:
    """An agreement that holds today and ends; `ends_on` is its last day, `links` of the chain."""

    key: str
    title: str
    one: str
    other: str
    ends_on: date
    links: tuple[str, ...]


def ending_agreements(
    engine: Engine,
    *,
    last: date,
    links: Mapping[str, tuple[str, str]],
    scope: Scope,
    ags: str = "",
) -> tuple[EndingAgreement, ...]:
    """List the agreements that hold on the reference date and end by `last`, the next one first.

    `links`: the life phases before and after each link (of a phase twice itself). One that the
    same pair follows up with a later one does not end.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    hosts = queries.institutions(
        engine, queries.RatingFilter(wave=""), prefixes=scope.prefixes
    ).set_index("key")
    closed = institution_ends(engine)
    closed = closed[closed["closed_on"] <= pd.Timestamp(scope.state.reference_date)]
    hosts = hosts[~hosts.index.isin(closed["key"])]
    every = queries.agreements(engine)
    every = every[every[ENDS].isin(hosts.index).all(axis="columns")]
    if ags:
        near = set(hosts.index[hosts["ags"] == ags])
        every = every[every[ENDS].isin(near).any(axis="columns")]
    served = _phases(engine)
    found = [
        EndingAgreement(
            key=row["key"],
            title=row["title"],
            one=str(hosts.loc[row[ENDS[0]], "name"]),
            other=str(hosts.loc[row[ENDS[1]], "name"]),
            ends_on=row["valid_to"].date() - timedelta(days=1),
            links=_links(served.get(row[ENDS[0]], set()), served.get(row[ENDS[1]], set()), links),
        )
        for row in _ending(every, on=scope.state.reference_date, last=last).to_dict("records")
    ]
    return tuple(sorted(found, key=lambda one: (one.ends_on, one.key)))


def _ending(agreements: pd.DataFrame, *, on: date, last: date) -> pd.DataFrame:
    """Keep those that hold today, end by `last` and have no follow-up of the same pair."""
    today, after = pd.Timestamp(on), pd.Timestamp(last) + timedelta(days=1)
    starts, ends = agreements["valid_from"], agreements["valid_to"]
    ending = agreements[(starts <= today) & (ends > today) & (ends <= after)]
    longer = agreements[ends.isna() | (ends > after)]
    pairs = ending.merge(longer, on=ENDS, suffixes=("", "_next"))
    follows = pairs[pairs["valid_from_next"] <= pairs["valid_to"]]
    return ending[~ending["key"].isin(follows["key"])]


def _phases(engine: Engine) -> dict[str, set[str]]:
    links = institution_phases(engine)
    return {
        str(key): set(codes) for key, codes in links.groupby("institution_key")["life_phase_code"]
    }


def _links(one: set[str], other: set[str], links: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Links of an agreement: phases in which one of the two works; transitions between them."""
    return tuple(
        key
        for key, (start, end) in links.items()
        if (start in one and end in other)
        or (start in other and end in one)
        or (start == end and start in one | other)
    )
