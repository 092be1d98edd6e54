"""Every possible pair of institutions of a wave, with all that is known of it: only in the circle.

One frame that the pictures of the circle share: matrix, differences, change, network, talks. Made
by positions instead of joins: 300 institutions are 44 850 pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from lib.domain.agreements import MEANT, AgreementStatus, pair_statuses
from lib.domain.cooperation import checked_ratings, with_pair_level
from lib.domain.errors import MeasureError
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED, CooperationChoice, Scope
from lib.store.queries import cooperation as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy.typing as npt

    from lib.store.engine import Engine

ENDS: Final = ["institution_a_key", "institution_b_key"]
_STATED: Final = ("next_step", "next_step_due_on", "next_step_owner")


@dataclass(frozen=True)
class PairFrame:
    """Institutions, their ratings and every possible pair of them. Shared: never change a frame.

    `institutions`: key, name, type_code, sector_code, ags; by municipality (whole Region last),
    type and name.
    `ratings`: directed ratings between them, as `queries.cooperation.ratings`; each has in `pair`
    the position of its pair in `pairs`.
    `pairs`: one row for each possible unordered pair (a < b), sorted: institution_a_key,
    institution_b_key, level_ab, level_ba, agreed_level, pair_level, level_at_most, asymmetry (all
    float, NaN where there is none), basis ("" not rated), state, is_rated, agreement_status,
    agreement_title, agreement_ends_on (last valid day), last_talked_on, next_step,
    next_step_due_on, next_step_owner, fits_besides_level (all pair filters but the level),
    is_chosen (all pair filters).
    """

    institutions: pd.DataFrame
    ratings: pd.DataFrame
    pairs: pd.DataFrame


def pair_frame(engine: Engine, chosen: CooperationChoice, *, scope: Scope) -> PairFrame:
    """Bring together what is known of every possible pair in the chosen selection.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    narrowed = queries.RatingFilter(wave=chosen.wave, ags=chosen.ags, life_phase=chosen.life_phase)
    hosts = in_order(queries.institutions(engine, narrowed, prefixes=scope.prefixes), scope)
    ratings = queries.ratings(engine, narrowed, prefixes=scope.prefixes)
    known = set(hosts["key"])
    is_inside = ratings["rater_key"].isin(known) & ratings["rated_key"].isin(known)
    ratings = checked_ratings(ratings[is_inside].reset_index(drop=True))
    spots = _Spots(hosts["key"])
    ratings = ratings.assign(pair=spots.of(ratings["rater_key"], ratings["rated_key"]))
    pairs = with_pair_level(_levels(spots, ratings, engine, chosen), rule=chosen.pair_rule)
    pairs["is_rated"] = pairs["level_ab"].notna() | pairs["level_ba"].notna()
    pairs = _with_agreements(pairs, spots, engine, scope.state.reference_date)
    pairs = _with_talks(pairs, spots, engine)
    pairs["fits_besides_level"] = _fits(pairs, hosts, spots, chosen, scope.state.reference_date)
    pairs["is_chosen"] = pairs["fits_besides_level"] & _in_levels(pairs, chosen)
    return PairFrame(institutions=hosts, ratings=ratings, pairs=pairs)


def in_order(hosts: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Sort institutions by municipality (whole Region last), type and name."""
    ranks = {code: rank for rank, (code, _) in enumerate(scope.types)}
    keyed = hosts.assign(
        _wide=hosts["ags"] == "",
        _rank=hosts["type_code"].map(ranks).astype("float64"),
        _name=hosts["name"].str.casefold(),
    )
    ordered = keyed.sort_values(["_wide", "ags", "_rank", "_name", "key"], ignore_index=True)
    return ordered[["key", "name", "type_code", "sector_code", "ags"]]


class _Spots:
    """Where each pair of institutions stands: keys in order, upper triangle row by row."""

    def __init__(self, keys: pd.Series[str]) -> None:
        self.keys = pd.Index(np.sort(keys.to_numpy(dtype=object)), dtype="str")
        self.first, self.second = np.triu_indices(len(self.keys), 1)

    def _at(self, first: npt.NDArray[Any], second: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        low, high = np.minimum(first, second), np.maximum(first, second)
        spot: npt.NDArray[np.int64] = (
            low * len(self.keys) - low * (low + 1) // 2 + high - low - 1
        ).astype("int64")
        return spot

    def of(self, first: pd.Series[str], second: pd.Series[str]) -> npt.NDArray[np.int64]:
        """Position of each pair; -1 where an institution is not among the chosen ones."""
        one, other = self.keys.get_indexer(first), self.keys.get_indexer(second)
        return np.where((one < 0) | (other < 0), -1, self._at(one, other))

    def numbers(self, spots: npt.NDArray[np.int64], values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Spread values over all pairs; NaN where there is none."""
        spread = np.full(len(self.first), np.nan)
        spread[spots] = values
        return spread

    def rows(self, frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
        """Spread a frame with one row a pair over all pairs; missing where there is none."""
        spots = self.of(frame[ENDS[0]], frame[ENDS[1]])
        place = np.full(len(self.first), -1)
        place[spots[spots >= 0]] = np.flatnonzero(spots >= 0)
        taken = frame[list(columns)].reset_index(drop=True).reindex(place)
        return taken.reset_index(drop=True)


def _levels(
    spots: _Spots, ratings: pd.DataFrame, engine: Engine, chosen: CooperationChoice
) -> pd.DataFrame:
    """Keys, both directions, agreed level and next step of all pairs."""
    forward = (ratings["rater_key"] < ratings["rated_key"]).to_numpy()
    place, level = ratings["pair"].to_numpy(), ratings["level"].to_numpy()
    stated = queries.pairs(engine, wave=chosen.wave)
    steps = spots.rows(stated, ("agreed_level", *_STATED))
    for name in ("next_step", "next_step_owner"):
        steps[name] = steps[name].fillna("")
    return pd.DataFrame(
        {
            ENDS[0]: spots.keys.take(spots.first),
            ENDS[1]: spots.keys.take(spots.second),
            "level_ab": spots.numbers(place[forward], level[forward]),
            "level_ba": spots.numbers(place[~forward], level[~forward]),
            **{name: steps[name] for name in steps},
        }
    )


def _with_agreements(pairs: pd.DataFrame, spots: _Spots, engine: Engine, day: date) -> pd.DataFrame:
    columns = ("agreement_status", "agreement_title", "agreement_ends_on")
    best = spots.rows(pair_statuses(queries.agreements(engine), day=day), columns)
    best["agreement_status"] = best["agreement_status"].fillna(AgreementStatus.NONE.value)
    best["agreement_title"] = best["agreement_title"].fillna("")
    return pairs.assign(**{name: best[name] for name in columns})


def _with_talks(pairs: pd.DataFrame, spots: _Spots, engine: Engine) -> pd.DataFrame:
    talks = spots.rows(queries.talks(engine), ("last_talked_on",))
    return pairs.assign(last_talked_on=talks["last_talked_on"])


def _fits(
    pairs: pd.DataFrame, hosts: pd.DataFrame, spots: _Spots, chosen: CooperationChoice, day: date
) -> npt.NDArray[np.bool_]:
    """Whether each pair fits every pair filter but the level."""
    fits = np.ones(len(pairs), dtype=bool)
    by_key = hosts.set_index("key").reindex(spots.keys)
    for column, code in (
        ("type_code", chosen.institution_type),
        ("sector_code", chosen.sector),
    ):
        if code:
            is_one = (by_key[column] == code).to_numpy(dtype=bool)
            fits &= is_one[spots.first] | is_one[spots.second]
    if chosen.asymmetry_from:
        fits &= pairs["asymmetry"].to_numpy() >= chosen.asymmetry_from
    if chosen.only_unrated:
        fits &= ~pairs["is_rated"].to_numpy()
    if chosen.agreement:
        meant = MEANT[AgreementStatus(chosen.agreement)]
        fits &= pairs["agreement_status"].isin([item.value for item in meant]).to_numpy()
    if chosen.not_talked_months:
        before = pd.Timestamp(day) - pd.DateOffset(months=chosen.not_talked_months)
        fits &= ~(pairs["last_talked_on"] >= before).to_numpy(dtype=bool)
    return fits


def _in_levels(pairs: pd.DataFrame, chosen: CooperationChoice) -> npt.NDArray[np.bool_]:
    """Whether the pair level lies in the range; one without a level only where it must."""
    if not chosen.narrows_level:
        return np.ones(len(pairs), dtype=bool)
    level, at_most = pairs["pair_level"].to_numpy(), pairs["level_at_most"].to_numpy()
    inside: npt.NDArray[np.bool_] = (level >= chosen.level_from) & (level <= chosen.level_to)
    if not chosen.level_from:
        inside |= np.isnan(level) & (at_most <= chosen.level_to)
    return inside
