"""Ratings of two waves brought together, narrowed to what the reader chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.wave_change import COMPARED, NOWHERE, ChangeKind, moves, wave_change
from lib.insights.pair_frame import ENDS, PairFrame, in_order, pair_frame
from lib.store.queries import cooperation as queries
from lib.store.queries.cooperation import RatingFilter
from lib.store.queries.institution_ends import institution_ends

if TYPE_CHECKING:
    from datetime import date

    from lib.insights.cooperation import CooperationChoice, Scope
    from lib.store.engine import Engine

_HOST: Final = ["key", "name", "type_code", "ags"]
_DIRECTED: Final = ["rater_key", "rated_key"]
#: Order of the list: what fell is what to talk about.
_RANK: Final = {
    ChangeKind.FALLEN: 0,
    ChangeKind.SAME: 1,
    ChangeKind.RISEN: 2,
    ChangeKind.MERGED: 3,
    ChangeKind.NOT_AGAIN: 4,
    ChangeKind.CLOSED: 5,
    ChangeKind.NEW: 6,
}


@dataclass(frozen=True)
class Compared:
    """Directions as `domain.wave_change` gives them, in the order of the list; who is in them.

    `hosts`: key, name, type_code, ags, is_closed. `inside_count`: earlier ratings between
    institutions that are one today, in the whole extent. `pairs`: as in `PairFrame`, of the later
    wave.
    """

    directions: pd.DataFrame
    hosts: pd.DataFrame
    pairs: pd.DataFrame
    inside_count: int


def compared(engine: Engine, chosen: CooperationChoice, *, since: str, scope: Scope) -> Compared:
    """Compare all ratings of both waves, then keep the directions that were chosen.

    Filters come last: a predecessor may have stood in another municipality than its successor, and
    its rating would seem lost. What was chosen is judged in the later wave; a pair with a closed
    institution in the earlier one.
    """
    later = pair_frame(engine, chosen, scope=scope)
    before = queries.ratings(engine, RatingFilter(wave=since), prefixes=scope.prefixes)
    after = later.ratings
    if chosen.ags or chosen.life_phase:
        after = queries.ratings(engine, RatingFilter(wave=chosen.wave), prefixes=scope.prefixes)
    moved = _moved(engine, chosen.wave, before=before, after=after)
    change = wave_change(before, after, moved=moved)
    closed = {key for key, heir in moved.items() if heir == NOWHERE}
    earlier = pair_frame(engine, replace(chosen, wave=since), scope=scope) if closed else None
    rows = _chosen(change.directions, later, earlier, moved, narrows=chosen.narrows_pairs)
    hosts = later.institutions
    if earlier is not None:
        left = closed & set(rows[_DIRECTED].to_numpy(dtype=object).ravel())
        gone = earlier.institutions[earlier.institutions["key"].isin(left)]
        hosts = in_order(pd.concat([hosts, gone], ignore_index=True), scope)
    return Compared(
        directions=_in_list_order(rows, hosts),
        hosts=hosts[_HOST].assign(is_closed=hosts["key"].isin(closed)),
        pairs=later.pairs,
        inside_count=change.inside_count,
    )


def _moved(
    engine: Engine, wave: str, *, before: pd.DataFrame, after: pd.DataFrame
) -> dict[str, str]:
    """Where institutions of the earlier wave went; one that still rates has gone nowhere."""
    ends = institution_ends(engine)
    first_days = queries.wave_days(engine).set_index("code")["starts_on"]
    closed_on = [None if pd.isna(day) else day.date() for day in ends["closed_on"]]
    day: date = first_days[wave].date()
    ended = list(zip(ends["key"], ends["successor_key"], closed_on, strict=True))
    took_part = set(before[_DIRECTED].to_numpy(dtype=object).ravel())
    still_there = set(after["rater_key"])
    return {
        key: heir
        for key, heir in moves(ended, day=day).items()
        if key in took_part and key not in still_there
    }


def _chosen(
    directions: pd.DataFrame,
    later: PairFrame,
    earlier: PairFrame | None,
    moved: dict[str, str],
    *,
    narrows: bool,
) -> pd.DataFrame:
    """Keep directions between chosen institutions, and of chosen pairs where pairs are chosen."""
    here = set(later.institutions["key"])
    there = set(earlier.institutions["key"]) if earlier is not None else set()
    gone = {key for key in there if moved.get(key) == NOWHERE}
    ends_fit = directions[_DIRECTED].isin(here | gone).all(axis=1)
    rows = directions[ends_fit]
    if not narrows:
        return rows
    fitting = _pairs(later, {})
    if earlier is not None:
        fitting |= {pair for pair in _pairs(earlier, moved) if not gone.isdisjoint(pair)}
    ends = zip(rows["rater_key"], rows["rated_key"], strict=True)
    fits = [frozenset(pair) in fitting for pair in ends]
    return rows[np.array(fits, dtype=bool)]  # an empty list would choose no columns


def _pairs(known: PairFrame, moved: dict[str, str]) -> set[frozenset[str]]:
    """Chosen pairs, with the keys of the later wave."""
    rows = known.pairs.loc[known.pairs["is_chosen"], ENDS]
    keys = {key: moved.get(key) or key for key in known.institutions["key"]}
    return {
        frozenset((keys[a], keys[b])) for a, b in zip(rows[ENDS[0]], rows[ENDS[1]], strict=True)
    }


def _in_list_order(rows: pd.DataFrame, hosts: pd.DataFrame) -> pd.DataFrame:
    """Fallen first, the deepest at the top; risen the highest first; else by name."""
    names = hosts.set_index("key")["name"]
    steps = rows["change"].astype("float64").where(rows["kind"].isin(COMPARED), 0.0).fillna(0.0)
    keyed = rows.assign(
        _rank=rows["kind"].map({kind.value: rank for kind, rank in _RANK.items()}),
        _size=-steps.abs(),
        rater_name=rows["rater_key"].map(names),
        rated_name=rows["rated_key"].map(names),
    )
    order = ["_rank", "_size", "rater_name", "rated_name", *_DIRECTED]
    return keyed.sort_values(order, ignore_index=True).drop(columns=["_rank", "_size"])
