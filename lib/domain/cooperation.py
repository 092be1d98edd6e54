"""Cooperation quality from directed ratings of one wave (levels 0 to 5; 0 = no contact).

* pair level, by a rule that the reader may switch (`PairRule`): the agreed level if there is one,
  else the lower of the two ratings (usual; own choice: never flatter); always the lower of the two;
  or their mean (l(A→B) + l(B→A)) / 2. A pair that only one side rated has no pair level, only
  "at most": the rating itself, for the mean (rating + 5) / 2. Asymmetry |l(A→B) - l(B→A)| where
  both rated.
* cells: median, interquartile range and n of the ratings of a group; withheld unless at least
  3 different institutions rated. Medians of groups cannot be subtracted from one another, but
  counts can: a withheld cell therefore shows neither value nor counts.

"Not rated" is no level: pairs that nobody rated do not appear and never count as level 0.
Source: domain.md, "Kooperationsqualität" (Region Hannover, Kooperationsblatt); asymmetries as
"areas for exploration and discussion", shown and not averaged away.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN, CellState
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

#: An aggregate of ratings needs this many different rating institutions.
MINIMUM_RATERS: Final = 3
_PAIR: Final = ["institution_a_key", "institution_b_key"]
_DIRECTED: Final = ["rater_key", "rated_key"]


class PairRule(StrEnum):
    """How two ratings become the level of a pair (codes as they stand in links)."""

    AGREED_ELSE_LOWER = "vereinbart"
    LOWER = "niedrigere"
    MEAN = "mittel"


PAIR_RULE_LABELS: Final[dict[PairRule, Message]] = {
    PairRule.AGREED_ELSE_LOWER: msg("the agreed level, else the lower of both ratings"),
    PairRule.LOWER: msg("the lower of both ratings, whatever was agreed"),
    PairRule.MEAN: msg("the mean of both ratings, whatever was agreed"),
}


class PairBasis(StrEnum):
    """What a pair level rests on."""

    AGREED = "agreed"
    LOWER_OF_BOTH = "lower_of_both"
    MEAN_OF_BOTH = "mean_of_both"
    ONE_SIDED = "one_sided"
    UNRATED = ""


PAIR_BASIS_LABELS: Final[dict[PairBasis, Message]] = {
    PairBasis.AGREED: msg("agreed by both"),
    PairBasis.LOWER_OF_BOTH: msg("the lower of both ratings"),
    PairBasis.MEAN_OF_BOTH: msg("the mean of both ratings"),
    PairBasis.ONE_SIDED: msg("rated by one side only"),
    PairBasis.UNRATED: msg("not rated"),
}
#: What a pair level rests on where both sides rated.
BASIS_OF_BOTH: Final[dict[PairRule, PairBasis]] = {
    PairRule.AGREED_ELSE_LOWER: PairBasis.LOWER_OF_BOTH,
    PairRule.LOWER: PairBasis.LOWER_OF_BOTH,
    PairRule.MEAN: PairBasis.MEAN_OF_BOTH,
}


def checked_ratings(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return the ratings of one wave (rater_key, rated_key, level, ...) if they make sense.

    Raises:
        MeasureError: a column is missing, a pair is rated twice by the same side, an institution
            rates itself, or a level is not 0 to 5.
    """
    absent = {*_DIRECTED, "level"} - set(ratings.columns)
    if absent:
        raise MeasureError(msg("The table lacks columns."), detail=", ".join(sorted(absent)))
    if ratings.duplicated(subset=_DIRECTED).any():
        raise MeasureError(msg("A cooperation is rated twice by the same institution."))
    if (ratings["rater_key"] == ratings["rated_key"]).any():
        raise MeasureError(msg("An institution rates itself."))
    if not ratings["level"].isin(range(LEVEL_MIN, LEVEL_MAX + 1)).all():
        raise MeasureError(msg("A cooperation level lies outside 0 to 5."))
    return ratings


def pair_levels(
    ratings: pd.DataFrame,
    *,
    agreed: pd.DataFrame | None = None,
    rule: PairRule = PairRule.AGREED_ELSE_LOWER,
) -> pd.DataFrame:
    """Bring both directions of each pair together.

    `ratings`: rater_key, rated_key, level (one wave). `agreed`: institution_a_key,
    institution_b_key (in any order), agreed_level (nullable). Result, one row a pair that is rated
    or agreed, a < b, sorted: institution_a_key, institution_b_key, level_ab, level_ba,
    agreed_level, pair_level, level_at_most, asymmetry (all nullable Int64; with the mean,
    pair_level and level_at_most are Float64), basis (PairBasis), state (both as str; VALUE, or
    UNKNOWN for a pair without a pair level, whose `level_at_most` is what it can reach; with a
    pair level both are equal).

    Raises:
        MeasureError: as `checked_ratings`; a pair agreed twice or on a level outside 0 to 5.
    """
    frame = checked_ratings(ratings)
    forward = frame["rater_key"] < frame["rated_key"]
    ab = _as_pair(frame[forward], _DIRECTED, "level", "level_ab")
    ba = _as_pair(frame[~forward], _DIRECTED[::-1], "level", "level_ba")
    pairs = ab.merge(ba, on=_PAIR, how="outer")
    pairs = pairs.merge(_agreed_pairs(agreed), on=_PAIR, how="outer")
    return with_pair_level(pairs, rule=rule).sort_values(_PAIR, ignore_index=True)


def with_pair_level(pairs: pd.DataFrame, *, rule: PairRule) -> pd.DataFrame:
    """Add pair_level, level_at_most, asymmetry, basis and state.

    Given are level_ab, level_ba and agreed_level, all nullable Int64 or all float with NaN; the
    result has their kind.
    """
    ab, ba, agreed = pairs["level_ab"], pairs["level_ba"], pairs["agreed_level"]
    lower = pairs[["level_ab", "level_ba"]].min(axis=1).astype(ab.dtype)
    both = ab.notna() & ba.notna()
    if rule is PairRule.MEAN:
        own = (ab + ba) / 2
        at_most = own.fillna((lower + LEVEL_MAX) / 2)
    else:
        own, at_most = lower.where(both), lower
    counts = agreed if rule is PairRule.AGREED_ELSE_LOWER else agreed.where(agreed.isna())
    level = counts.astype(own.dtype).fillna(own)
    basis = pd.Series(PairBasis.UNRATED, index=pairs.index, dtype="object")
    basis = basis.mask(ab.notna() | ba.notna(), PairBasis.ONE_SIDED)
    basis = basis.mask(both, BASIS_OF_BOTH[rule]).mask(counts.notna(), PairBasis.AGREED)
    state = pd.Series(CellState.UNKNOWN, index=pairs.index, dtype="object")
    return pairs.assign(
        pair_level=level,
        level_at_most=counts.astype(at_most.dtype).fillna(at_most),
        asymmetry=(ab - ba).abs(),
        basis=basis.astype("str"),
        state=state.mask(level.notna(), CellState.VALUE).astype("str"),
    )


def _as_pair(frame: pd.DataFrame, ends: list[str], level: str, name: str) -> pd.DataFrame:
    columns = dict(zip([*ends, level], [*_PAIR, name], strict=True))
    pair = frame[[*ends, level]].rename(columns=columns)
    return pair.astype({_PAIR[0]: "str", _PAIR[1]: "str", name: "Int64"})


def _agreed_pairs(agreed: pd.DataFrame | None) -> pd.DataFrame:
    if agreed is None:
        agreed = pd.DataFrame({_PAIR[0]: [], _PAIR[1]: [], "agreed_level": []})
    known = agreed[agreed["agreed_level"].notna()]
    if not known["agreed_level"].isin(range(LEVEL_MIN, LEVEL_MAX + 1)).all():
        raise MeasureError(msg("A cooperation level lies outside 0 to 5."))
    forward = known[_PAIR[0]] < known[_PAIR[1]]
    parts = [
        _as_pair(known[forward], _PAIR, "agreed_level", "agreed_level"),
        _as_pair(known[~forward], _PAIR[::-1], "agreed_level", "agreed_level"),
    ]
    pairs = pd.concat(parts, ignore_index=True)
    if pairs.duplicated(subset=_PAIR).any():
        raise MeasureError(msg("A pair of institutions has two agreed levels."))
    return pairs


def aggregate_cells(
    ratings: pd.DataFrame, *, by: Sequence[str], value: str = "level"
) -> pd.DataFrame:
    """Sum up ratings for each combination of the columns `by` (e.g. type of rater × of rated).

    `value` may name a criterion; its missing ratings are left out, as are rows without a group.
    `by` may be empty: one row over all ratings (none if there is no rating).
    Result, one row a combination that occurs, sorted: the columns `by`; median, lower_quartile,
    upper_quartile, spread (interquartile range, linear interpolation), mean, ratings_count,
    raters_count (all float, NaN if withheld), state (VALUE, or WITHHELD below 3 different rating
    institutions). Combinations that do not occur are not rated: UNKNOWN, not level 0.

    Raises:
        MeasureError: as `checked_ratings`, or a column of `by` or `value` is missing.
    """
    absent = {*by, value} - set(ratings.columns)
    if absent:
        raise MeasureError(msg("The table lacks columns."), detail=", ".join(sorted(absent)))
    groups = list(by)
    needed = list(dict.fromkeys([*groups, "rater_key", value]))
    rated = (
        checked_ratings(ratings)[needed].dropna().assign(_value=lambda f: f[value].astype(float))
    )
    if not groups:
        rated, groups = rated.assign(_all=0), ["_all"]
    grouped = rated.groupby(groups, sort=True, observed=True)
    levels = grouped["_value"]
    cells = pd.DataFrame(
        {
            "median": levels.median(),
            "lower_quartile": levels.quantile(0.25),
            "upper_quartile": levels.quantile(0.75),
            "mean": levels.mean(),
            "ratings_count": levels.size().astype("float64"),
            "raters_count": grouped["rater_key"].nunique().astype("float64"),
        }
    )
    cells.insert(3, "spread", cells["upper_quartile"] - cells["lower_quartile"])
    is_open = cells["raters_count"] >= MINIMUM_RATERS
    cells = cells.where(is_open)
    state = pd.Series(CellState.WITHHELD, index=cells.index, dtype="object")
    cells["state"] = state.mask(is_open, CellState.VALUE).astype("str")
    cells = cells.reset_index()
    return cells if by else cells.drop(columns="_all")
