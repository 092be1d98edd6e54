"""Who works with whom? Ratings of one wave, institution by institution: only inside the circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.cooperation import PAIR_BASIS_LABELS, PairBasis, pair_levels
from lib.domain.errors import MeasureError
from lib.insights.cooperation import (
    NO_RATINGS,
    NO_WAVE,
    SINGLE_PAIRS_PROTECTED,
    USUAL_LEVEL,
    CooperationChoice,
    Scope,
    level_label,
)
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries import cooperation as queries
from lib.text import Message, Num, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine

#: From this distance on, both sides see their cooperation clearly differently.
CLEAR_ASYMMETRY: Final = 2
_ENDS: Final = ["institution_a_key", "institution_b_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A row and column of the matrix; `ags` is "" for the whole Region."""

    key: str
    name: str
    type_code: str
    ags: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingCell:
    """One directed rating; `opposite` is the rating of the other side, -1 if there is none."""

    rater: str
    rated: str
    level: int
    opposite: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionMatrix:
    """Answer, cells that exist, and one table row a pair that is rated or agreed.

    `institutions`: by municipality (whole Region last), type and name, also those nobody rated.
    `table.frame`: institution_a_name, institution_b_name, level_ab, level_ba, asymmetry,
    pair_level, basis, next_step, next_step_due_on, next_step_owner.
    """

    answer: tuple[Message, ...]
    institutions: tuple[Institution, ...]
    cells: tuple[RatingCell, ...]
    level_from: int
    table: Table
    provenance: Provenance


def institution_matrix(
    engine: Engine, chosen: CooperationChoice, *, scope: Scope
) -> InstitutionMatrix:
    """Show every rating of a wave between the chosen institutions.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    narrowed = scope.rating_filter(chosen)
    hosts = in_order(queries.institutions(engine, narrowed, prefixes=scope.prefixes), scope)
    ratings = queries.ratings(engine, narrowed, prefixes=scope.prefixes)
    stated = queries.pairs(engine, wave=chosen.wave)
    stated = stated[stated[_ENDS].isin(set(hosts["key"])).all(axis=1)]
    pairs = pair_levels(ratings, agreed=stated[[*_ENDS, "agreed_level"]])
    return InstitutionMatrix(
        answer=_answer(pairs, len(hosts), chosen, scope),
        institutions=tuple(
            Institution(key=key, name=name, type_code=type_code, ags=ags)
            for key, name, type_code, ags in hosts.itertuples(index=False, name=None)
        ),
        cells=_cells(ratings),
        level_from=chosen.level_from,
        table=_table(pairs, stated, hosts),
        provenance=scope.provenance(
            chosen.wave,
            msg("Pair level: the agreed level, else the lower of both ratings."),
            msg("Single pairs: only for the circle that owns them, not for passing on."),
        ),
    )


def in_order(hosts: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Sort institutions by municipality (whole Region last), type and name."""
    ranks = {code: rank for rank, (code, _) in enumerate(scope.types)}
    keyed = hosts.assign(
        _wide=hosts["ags"] == "",
        _rank=hosts["type_code"].map(ranks).astype("float64"),
        _name=hosts["name"].str.casefold(),
    )
    ordered = keyed.sort_values(["_wide", "ags", "_rank", "_name", "key"], ignore_index=True)
    return ordered[["key", "name", "type_code", "ags"]]


def _cells(ratings: pd.DataFrame) -> tuple[RatingCell, ...]:
    ends = list(zip(ratings["rater_key"], ratings["rated_key"], strict=True))
    levels = dict(zip(ends, ratings["level"], strict=True))
    return tuple(
        RatingCell(
            rater=rater,
            rated=rated,
            level=int(level),
            opposite=int(levels.get((rated, rater), -1)),
        )
        for (rater, rated), level in levels.items()
    )


def _table(pairs: pd.DataFrame, stated: pd.DataFrame, hosts: pd.DataFrame) -> Table:
    names = hosts.set_index("key")["name"]
    agreed = stated[[*_ENDS, "next_step", "next_step_due_on", "next_step_owner"]]
    frame = pairs.merge(agreed, on=_ENDS, how="left")
    for end in ("a", "b"):
        frame[f"institution_{end}_name"] = frame[f"institution_{end}_key"].map(names)
    for column in ("next_step", "next_step_owner"):
        frame[column] = frame[column].fillna("")
    basis = [PAIR_BASIS_LABELS[PairBasis(value)] for value in frame["basis"]]
    frame["basis"] = pd.Series(basis, frame.index, dtype=object)
    number = ColumnKind.NUMBER
    for column in ("level_ab", "level_ba", "asymmetry", "pair_level"):
        frame[column] = frame[column].astype("float64")
    columns = (
        Column("institution_a_name", msg("Institution A")),
        Column("institution_b_name", msg("Institution B")),
        Column("level_ab", msg("A rates B"), number),
        Column("level_ba", msg("B rates A"), number),
        Column("asymmetry", msg("Difference"), number, help=msg("A reason to talk, not an error")),
        Column("pair_level", msg("Pair level"), number),
        Column("basis", msg("Pair level rests on"), ColumnKind.MESSAGE),
        Column("next_step", msg("Next step")),
        Column("next_step_due_on", msg("Next step by"), ColumnKind.DATE),
        Column("next_step_owner", msg("In charge (role)")),
    )
    frame = frame.sort_values(
        ["institution_a_name", "institution_b_name", *_ENDS], ignore_index=True
    )
    return Table(frame, columns, caption=msg("Rated pairs of institutions"))


def _answer(
    pairs: pd.DataFrame, institutions_count: int, chosen: CooperationChoice, scope: Scope
) -> tuple[Message, ...]:
    """Say how many pairs are rated and reach the level, and where both sides differ clearly."""
    if not chosen.wave:
        return (NO_WAVE,)
    rated = int(pairs[["level_ab", "level_ba"]].notna().any(axis=1).sum())
    possible = institutions_count * (institutions_count - 1) // 2
    if not rated:
        return (NO_RATINGS,)
    known = pairs[pairs["pair_level"].notna()]
    share = nmsg(
        "{count} of {possible} possible pairs is rated by at least one side ({share} %).",
        "{count} of {possible} possible pairs are rated by at least one side ({share} %).",
        rated,
        possible=possible,
        share=Num(100 * rated / possible, 0 if rated * 10 >= possible else 1),
    )
    if known.empty:
        return share, msg("No pair is rated by both sides: no pair level can be stated.")
    level = chosen.level_from or USUAL_LEVEL
    reached = msg(
        "{reached} of the {known} pairs rated by both sides or agreed reach at least {level}; in "
        "{apart} pairs both sides lie two or more levels apart.",
        reached=int((known["pair_level"] >= level).sum()),
        known=len(known),
        level=level_label(level, scope.level_names),
        apart=int((pairs["asymmetry"] >= CLEAR_ASYMMETRY).fillna(value=False).sum()),
    )
    return share, reached
