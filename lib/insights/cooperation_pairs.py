"""Who works with whom? Ratings of one wave, institution by institution: only inside the circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.cooperation import PAIR_RULE_LABELS
from lib.insights.cooperation import NO_RATINGS, NO_WAVE, USUAL_LEVEL, level_label
from lib.insights.cooperation_matrix import (
    NO_PAIR_CODE,
    NOT_RATED_CODE,
    WHOLE_REGION,
    CooperationMatrix,
    MatrixKind,
    MatrixLine,
    MatrixOrder,
    positions,
)
from lib.insights.pair_frame import ENDS, PairFrame, pair_frame
from lib.insights.pair_table import pair_table
from lib.text import Message, Num, Text, msg, nmsg

if TYPE_CHECKING:
    import numpy.typing as npt

    from lib.insights.cooperation import CooperationChoice, Scope
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.text import Language

#: From this distance on, both sides see their cooperation clearly differently.
CLEAR_ASYMMETRY: Final = 2
#: Codes of a rating 0 to 5, then of none, then of an institution with itself.
_CODES: Final = np.frombuffer(f"012345{NOT_RATED_CODE}{NO_PAIR_CODE}".encode(), dtype=np.uint8)
_UNRATED: Final = 6
_ITSELF: Final = 7


def institution_matrix(
    engine: Engine,
    chosen: CooperationChoice,
    *,
    scope: Scope,
    lists: Lists,
    order: MatrixOrder = MatrixOrder.MUNICIPALITY,
    language: Language = "de",
) -> CooperationMatrix:
    """Show every rating of a wave between the chosen institutions.

    Where pairs are filtered, institutions without any pair that fits are left out, and the other
    cells that do not fit stay faint.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    found = pair_frame(engine, chosen, scope=scope)
    shown = _shown(found, chosen)
    levels = _levels(found, shown)
    place = _order(shown, levels, scope=scope, order=order, language=language)
    shown, levels = shown.iloc[place].reset_index(drop=True), levels[np.ix_(place, place)]
    codes = np.where(np.isnan(levels), _UNRATED, np.nan_to_num(levels)).astype(int)
    np.fill_diagonal(codes, _ITSELF)
    lines = _lines(shown, lists, order)
    hidden = len(found.institutions) - len(shown)
    return CooperationMatrix(
        kind=MatrixKind.INSTITUTIONS,
        rows=lines,
        columns=lines,
        codes=_CODES[codes].tobytes().decode("ascii"),
        answer=_answer(found, chosen, scope),
        faint=_faint(found, shown) if chosen.narrows_pairs else frozenset(),
        hidden_rows=hidden,
        hidden_columns=hidden,
        table=pair_table(found.pairs, shown, has_filter=chosen.narrows_pairs),
        provenance=scope.provenance(
            chosen.wave,
            msg("Level of a pair: {rule}.", rule=PAIR_RULE_LABELS[chosen.pair_rule]),
            msg("Single pairs: only for the circle that owns them, not for passing on."),
        ),
    )


def _shown(found: PairFrame, chosen: CooperationChoice) -> pd.DataFrame:
    """Institutions with a pair that fits; all of them where nothing narrows."""
    if not chosen.narrows_pairs:
        return found.institutions
    fitting = found.pairs.loc[found.pairs["is_chosen"], ENDS]
    keys = {*fitting[ENDS[0]], *fitting[ENDS[1]]}
    return found.institutions[found.institutions["key"].isin(keys)].reset_index(drop=True)


def _levels(found: PairFrame, shown: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Levels of the shown institutions: rows rate columns, NaN where there is no rating."""
    keys = pd.Index(shown["key"])
    rater = keys.get_indexer(found.ratings["rater_key"])
    rated = keys.get_indexer(found.ratings["rated_key"])
    inside = (rater >= 0) & (rated >= 0)
    levels = np.full((len(keys), len(keys)), np.nan)
    levels[rater[inside], rated[inside]] = found.ratings["level"].to_numpy()[inside]
    return levels


def _order(
    shown: pd.DataFrame,
    levels: npt.NDArray[np.float64],
    *,
    scope: Scope,
    order: MatrixOrder,
    language: Language,
) -> list[int]:
    if order is MatrixOrder.TYPE:
        ranks = {code: rank for rank, (code, _) in enumerate(scope.types)}
        by_type = shown["type_code"].map(ranks).astype("float64").to_numpy()
        return [int(place) for place in np.argsort(by_type, kind="stable")]
    return list(
        positions(
            tuple(shown["name"]),
            order=order,
            language=language,
            profiles=np.hstack([levels, levels.T]),
        )
    )


def _lines(shown: pd.DataFrame, lists: Lists, order: MatrixOrder) -> tuple[MatrixLine, ...]:
    """Name the institutions, with the group that the order puts together."""
    places, types = dict(lists.municipalities), dict(lists.codes["institution_type"])

    def group(ags: str, type_code: str) -> Text:
        if order is MatrixOrder.MUNICIPALITY:
            return places.get(ags, ags) if ags else WHOLE_REGION
        return types.get(type_code, type_code) if order is MatrixOrder.TYPE else ""

    return tuple(
        MatrixLine(key=key, label=name, group=group(ags, type_code))
        for key, name, type_code, ags in zip(
            shown["key"], shown["name"], shown["type_code"], shown["ags"], strict=True
        )
    )


def _faint(found: PairFrame, shown: pd.DataFrame) -> frozenset[int]:
    """Positions of cells whose pair does not fit what is asked."""
    keys = pd.Index(shown["key"])
    chosen = found.pairs[found.pairs["is_chosen"]]
    first, second = keys.get_indexer(chosen[ENDS[0]]), keys.get_indexer(chosen[ENDS[1]])
    fits = np.eye(len(keys), dtype=bool)
    fits[first, second] = fits[second, first] = True
    return frozenset(np.flatnonzero(~fits).tolist())


def _answer(found: PairFrame, chosen: CooperationChoice, scope: Scope) -> tuple[Message, ...]:
    """Say how many pairs are rated, reach the level, and differ clearly; every filter counts."""
    if not chosen.wave:
        return (NO_WAVE,)
    every = found.pairs
    if not every["is_rated"].any() and not chosen.only_unrated:
        return (NO_RATINGS,)
    pairs = every[every["is_chosen"]]
    if pairs.empty:
        return (msg("No pair of institutions fits the chosen filters. Take one of them back."),)
    rated = int(pairs["is_rated"].sum())
    if chosen.only_unrated:
        return (_unrated(pairs, every),)
    lead = _share(rated, len(pairs))
    if chosen.narrows_pairs:
        lead = nmsg(
            "{count} of {possible} possible pairs fits the filters; rated by at least one side: "
            "{rated}.",
            "{count} of {possible} possible pairs fit the filters; rated by at least one side: "
            "{rated}.",
            len(pairs),
            possible=len(every),
            rated=rated,
        )
    return lead, _second(pairs, chosen, scope)


def _second(pairs: pd.DataFrame, chosen: CooperationChoice, scope: Scope) -> Message:
    """Say how many reach the usual level, unless levels are what was asked, and who differs."""
    known = pairs[pairs["pair_level"].notna()]
    if known.empty:
        return msg("None of them has a pair level: nobody was rated by both sides.")
    apart = int((pairs["asymmetry"] >= CLEAR_ASYMMETRY).sum())
    if chosen.narrows_level:
        return msg("In {apart} of them both sides lie two or more levels apart.", apart=apart)
    return msg(
        "{reached} of the {known} pairs rated by both sides or agreed reach at least {level}; in "
        "{apart} pairs both sides lie two or more levels apart.",
        reached=int((known["pair_level"] >= USUAL_LEVEL).sum()),
        known=len(known),
        level=level_label(USUAL_LEVEL, scope.level_names),
        apart=apart,
    )


def _share(rated: int, possible: int) -> Message:
    return nmsg(
        "{count} of {possible} possible pairs is rated by at least one side ({share} %).",
        "{count} of {possible} possible pairs are rated by at least one side ({share} %).",
        rated,
        possible=possible,
        share=Num(100 * rated / possible, 0 if rated * 10 >= possible else 1),
    )


def _unrated(pairs: pd.DataFrame, every: pd.DataFrame) -> Message:
    """Say how much nobody has rated: that is not the same as no contact."""
    return nmsg(
        "{count} of {possible} possible pairs fits the filters and has been rated by nobody. That "
        "is not the same as no contact.",
        "{count} of {possible} possible pairs fit the filters and have been rated by nobody. That "
        "is not the same as no contact.",
        len(pairs),
        possible=len(every),
    )
