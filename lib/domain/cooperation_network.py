"""Network measures over a closed set of n institutions and the directed ratings of one wave.

Tie at level k: a rating ≥ k from one institution of the set to another of the set.
* tie density: ties / (n(n-1));
* reciprocity: ties whose opposite is a tie too / ties;
* degree centralisation of the pairs with pair level ≥ k: Σ(d_max - d_i) / ((n-1)(n-2)),
  0 = all alike, 1 = a star;
* share of pairs rated at all (by at least one side): rated pairs / (n(n-1)/2).
Source: Wasserman & Faust (1994), Social network analysis; Freeman, L. C. (1978), Centrality in
social networks: conceptual clarification, Social Networks 1.
These are figures of the whole set; single institutions are not shown by them. With fewer than
3 rating institutions they are withheld like every aggregate of ratings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.cooperation import MINIMUM_RATERS, checked_ratings, pair_levels
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN, CellState
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class NetworkValue:
    """A share between 0 and 1 with its parts; all NaN unless `state` is VALUE."""

    value: float
    state: CellState
    numerator: float
    denominator: float


def tie_density(
    ratings: pd.DataFrame, *, level: int, institutions: Collection[str]
) -> NetworkValue:
    """Return directed ties rated ≥ level / (n(n-1)); NOT_COMPUTABLE for n < 2.

    `ratings`: rater_key, rated_key, level; ratings that leave the set are left out.

    Raises:
        MeasureError: bad ratings (see `checked_ratings`) or a level outside 0 to 5.
    """
    inside = _inside(ratings, institutions)
    n = len(set(institutions))
    return _share(len(_ties(inside, level)), n * (n - 1), inside)


def reciprocity(
    ratings: pd.DataFrame, *, level: int, institutions: Collection[str]
) -> NetworkValue:
    """Return the share of ties rated ≥ level that are returned; NOT_COMPUTABLE without a tie.

    Raises:
        MeasureError: as `tie_density`.
    """
    inside = _inside(ratings, institutions)
    ties = _ties(inside, level)
    returned = sum((rated, rater) in ties for rater, rated in ties)
    return _share(returned, len(ties), inside)


def degree_centralisation(
    ratings: pd.DataFrame,
    *,
    level: int,
    institutions: Collection[str],
    agreed: pd.DataFrame | None = None,
) -> NetworkValue:
    """Return Freeman's degree centralisation; NOT_COMPUTABLE for n < 3.

    Two institutions are tied if their pair level (agreed, else the lower of both ratings) is
    ≥ level; one-sided pairs have none. Institutions without a tie count with degree 0.

    Raises:
        MeasureError: as `tie_density` and `pair_levels`.
    """
    inside = _inside(ratings, institutions)
    _ties(inside, level)  # checks the level
    members = set(institutions)
    pairs = pair_levels(inside, agreed=agreed)
    ends = pairs[["institution_a_key", "institution_b_key"]]
    tied = ends[ends.isin(members).all(axis=1) & (pairs["pair_level"] >= level).fillna(value=False)]
    degrees = pd.concat([tied.iloc[:, 0], tied.iloc[:, 1]]).value_counts()
    degrees = degrees.reindex(sorted(members), fill_value=0)
    n = len(members)
    excess = int((degrees.max() - degrees).sum()) if n else 0
    return _share(excess, (n - 1) * (n - 2), inside)


def rated_pairs_share(ratings: pd.DataFrame, *, institutions: Collection[str]) -> NetworkValue:
    """Return the share of the n(n-1)/2 pairs that at least one side rated.

    A rating of level 0 counts: "no contact" was stated. The share shows no level, so it is never
    withheld. NOT_COMPUTABLE for n < 2.

    Raises:
        MeasureError: bad ratings (see `checked_ratings`).
    """
    inside = _inside(ratings, institutions)
    rated = {frozenset(pair) for pair in _ties(inside, LEVEL_MIN)}
    n = len(set(institutions))
    return _share(len(rated), n * (n - 1) // 2, None)


def _inside(ratings: pd.DataFrame, institutions: Collection[str]) -> pd.DataFrame:
    members = set(institutions)
    frame = checked_ratings(ratings)
    return frame[frame["rater_key"].isin(members) & frame["rated_key"].isin(members)]


def _ties(inside: pd.DataFrame, level: int) -> set[tuple[str, str]]:
    if not LEVEL_MIN <= level <= LEVEL_MAX:
        raise MeasureError(msg("A cooperation level lies outside 0 to 5."), detail=str(level))
    strong = inside[inside["level"] >= level]
    return set(zip(strong["rater_key"], strong["rated_key"], strict=True))


def _share(part: int, whole: int, inside: pd.DataFrame | None) -> NetworkValue:
    """Divide; without any rating nothing is known, with 1 or 2 raters it is withheld."""
    state = CellState.VALUE
    raters = MINIMUM_RATERS if inside is None else inside["rater_key"].nunique()
    if raters == 0:
        state = CellState.UNKNOWN
    elif raters < MINIMUM_RATERS:
        state = CellState.WITHHELD
    elif whole <= 0:
        state = CellState.NOT_COMPUTABLE
    if state is not CellState.VALUE:
        nan = float("nan")
        return NetworkValue(nan, state, nan, nan)
    return NetworkValue(part / whole, state, float(part), float(whole))
