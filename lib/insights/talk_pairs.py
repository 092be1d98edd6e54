"""What the rule of the due conversations asks about each pair: only in the circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from lib.domain.agreements import AgreementStatus
from lib.domain.errors import MeasureError
from lib.domain.wave_change import COMPARED, moves, wave_change
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED
from lib.insights.pair_frame import ENDS, pair_frame
from lib.store.queries import cooperation as queries
from lib.store.queries.gaps import transitions
from lib.store.queries.institution_ends import institution_ends
from lib.store.queries.talks import institution_phases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import numpy.typing as npt

    from lib.insights.cooperation import CooperationChoice, Scope
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

_FALL: Final = ["fallen", "fallen_before", "fallen_after"]
BETWEEN_CODES: Final = "|"


@dataclass(frozen=True)
class Candidates:
    """Pairs that fit the filters, with the columns that `conversation.ranked` reads.

    `pairs`, beside the columns of `pair_frame`: fallen (levels), fallen_before and
    fallen_after (the direction that fell most), is_transition, transitions (codes), is_known,
    due_on, place, first and second (keys in the order in which they are named).
    `institutions`: name, type_code, ags by key. `wave_before`: code, "" without one.
    """

    pairs: pd.DataFrame
    institutions: pd.DataFrame
    wave_before: str


def candidates(
    engine: Engine, chosen: CooperationChoice, *, scope: Scope, lists: Lists
) -> Candidates:
    """Collect what is known of the chosen pairs.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    known = pair_frame(engine, chosen, scope=scope)
    hosts = known.institutions.set_index("key")
    ended = _ended(engine, known.ratings)
    is_chosen = known.pairs["is_chosen"] & bool(chosen.wave) & _exist(known.pairs, ended, scope)
    pairs = known.pairs[is_chosen].reset_index(drop=True)
    pairs = _in_neutral_order(pairs, hosts, lists)
    pairs = _with_transitions(pairs, hosts, engine)
    wave_before = _wave_before(scope, chosen.wave)
    moved = moves(ended, day=_first_day(engine, chosen.wave, scope))
    falls = _falls(known.ratings, engine, scope, wave_before, moved=moved)
    pairs = pairs.merge(falls, on=ENDS, how="left")
    has_agreement = pairs["agreement_status"] != AgreementStatus.NONE.value
    pairs["is_known"] = pairs["is_rated"] | has_agreement | (pairs["next_step"] != "")
    pairs["due_on"] = pairs["next_step_due_on"]
    return Candidates(pairs, hosts, wave_before)


def _in_neutral_order(pairs: pd.DataFrame, hosts: pd.DataFrame, lists: Lists) -> pd.DataFrame:
    """Name the two of a pair, and the pairs, by municipality (alphabetical) and name."""
    alphabetical = {ags: rank for rank, (ags, _) in enumerate(lists.municipalities)}
    keyed = hosts.assign(
        _area=hosts["ags"].map(alphabetical).fillna(len(alphabetical)),
        _name=hosts["name"].str.casefold(),
        _key=hosts.index,
    )
    order = keyed.sort_values(["_area", "_name", "_key"]).index
    one, other = _positions(order, pairs[ENDS[0]]), _positions(order, pairs[ENDS[1]])
    low, high = np.minimum(one, other), np.maximum(one, other)
    return pairs.assign(
        first=order.take(low), second=order.take(high), place=low * len(order) + high
    )


def _positions(order: pd.Index[Any], keys: pd.Series[str]) -> npt.NDArray[np.intp]:
    return order.get_indexer(pd.Index(keys))


def _with_transitions(pairs: pd.DataFrame, hosts: pd.DataFrame, engine: Engine) -> pd.DataFrame:
    """Find the transitions between two institutions of one municipality.

    A child leaves the one and comes to the other: the one serves the life phase before but not the
    one after, the other the phase after but not the one before.
    """
    links = institution_phases(engine)
    serves = {
        phase: hosts.index.isin(keys)
        for phase, keys in links.groupby("life_phase_code")["institution_key"]
    }
    one = _positions(hosts.index, pairs["first"])
    other = _positions(hosts.index, pairs["second"])
    area = hosts["ags"].to_numpy(dtype=object)
    is_near = (area[one] == area[other]) & (area[one] != "")
    codes = np.full(len(pairs), "", dtype=object)
    nobody = np.zeros(len(hosts), dtype=bool)
    for code, start, end in transitions(engine).itertuples(index=False):
        early, late = serves.get(start, nobody), serves.get(end, nobody)
        before, after = early & ~late, late & ~early
        lies = is_near & ((before[one] & after[other]) | (before[other] & after[one]))
        codes = np.where(lies, codes + code + BETWEEN_CODES, codes)
    return pairs.assign(is_transition=codes != "", transitions=codes)


def _wave_before(scope: Scope, wave: str) -> str:
    """Code of the wave before this one; "" for the first (waves stand newest first)."""
    codes = [code for code, _ in scope.waves]
    later = codes.index(wave) + 1 if wave in codes else len(codes)
    return codes[later] if later < len(codes) else ""


def _falls(
    ratings: pd.DataFrame,
    engine: Engine,
    scope: Scope,
    wave_before: str,
    *,
    moved: Mapping[str, str],
) -> pd.DataFrame:
    """Give for each pair the direction that fell most since the wave before; others are missing."""
    empty: dict[str, Any] = {
        **dict.fromkeys(ENDS, pd.Series(dtype="str")),
        **dict.fromkeys(_FALL, pd.Series(dtype="float64")),
    }
    if not wave_before or ratings.empty:
        return pd.DataFrame(empty)
    earlier = queries.ratings(
        engine, queries.RatingFilter(wave=wave_before), prefixes=scope.prefixes
    )
    found = wave_change(earlier, ratings, moved=moved).directions
    found = found[found["kind"].isin(COMPARED) & (found["change"] < 0)]
    is_first = found["rater_key"] < found["rated_key"]
    falls = pd.DataFrame(
        {
            ENDS[0]: found["rater_key"].where(is_first, found["rated_key"]),
            ENDS[1]: found["rated_key"].where(is_first, found["rater_key"]),
            "fallen": -found["change"].astype("float64"),
            "fallen_before": found["level_before"].astype("float64"),
            "fallen_after": found["level_after"].astype("float64"),
        }
    )
    most = falls.sort_values([*ENDS, "fallen"], ascending=[True, True, False], kind="stable")
    return most.drop_duplicates(ENDS)


def _ended(engine: Engine, ratings: pd.DataFrame) -> Sequence[tuple[str, str, date | None]]:
    """Institutions that came to an end, as `moves` reads them.

    One without a day of its end that still rates has not come to it.
    """
    ends, still_there = institution_ends(engine), set(ratings["rater_key"])
    days = [None if pd.isna(day) else day.date() for day in ends["closed_on"]]
    every = zip(ends["key"], ends["successor_key"], days, strict=True)
    return [end for end in every if end[2] is not None or end[0] not in still_there]


def _exist(
    pairs: pd.DataFrame, ended: Sequence[tuple[str, str, date | None]], scope: Scope
) -> pd.Series[bool]:
    """Whether both of a pair still exist on the newest day: nobody talks with the closed."""
    gone = set(moves(ended, day=scope.state.reference_date))
    return ~(pairs[ENDS[0]].isin(gone) | pairs[ENDS[1]].isin(gone))


def _first_day(engine: Engine, wave: str, scope: Scope) -> date:
    days = queries.wave_days(engine).set_index("code")["starts_on"]
    day: date = days[wave].date() if wave in days.index else scope.state.reference_date
    return day


def is_pair(engine: Engine, *, wave: str, first_key: str, second_key: str, scope: Scope) -> bool:
    """Whether two institutions exist in a wave: what a link names may be gone.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    every = queries.RatingFilter(wave=wave)
    known = set(queries.institutions(engine, every, prefixes=scope.prefixes)["key"])
    return first_key != second_key and {first_key, second_key} <= known
