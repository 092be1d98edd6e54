"""Where do both sides see their cooperation differently? Pairs of a wave, only in the circle."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.agreements import AGREEMENT_LABELS, AgreementStatus
from lib.domain.cooperation import PAIR_BASIS_LABELS, PAIR_RULE_LABELS, PairBasis, PairRule
from lib.insights.cooperation import NO_RATINGS, NO_WAVE, CooperationChoice, Scope
from lib.insights.pair_frame import ENDS, pair_frame
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Message, Num, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists

#: From this distance on, both sides see their cooperation clearly differently.
CLEAR: Final = 2
#: Everything: no cell of the field is chosen.
ANY_CELL: Final = (-1, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoViews:
    """A pair that both sides rated; the institution that rates lower stands first."""

    lower_key: str
    higher_key: str
    lower_name: str
    higher_name: str
    lower: int
    higher: int

    @property
    def difference(self) -> int:
        """Levels between both sides."""
        return self.higher - self.lower


@dataclass(frozen=True, slots=True, kw_only=True)
class Asymmetry:
    """Field, list and table of the chosen pairs.

    `field`: (lower level, higher level) -> number of pairs, for every cell that has one.
    `pairs`: rated by both sides, in the chosen cell of the field, the largest difference first,
    then by name. `table.frame`: these and, below, pairs that only one side rated, with
    institution_a_key, institution_a_name, institution_a_place (likewise b), level_ab, level_ba,
    asymmetry, pair_level, basis, agreement, next_step, next_step_due_on, next_step_owner.
    """

    answer: tuple[Message, ...]
    field: dict[tuple[int, int], int]
    pairs: tuple[TwoViews, ...]
    both_count: int
    one_sided_count: int
    unrated_count: int
    rule: Message
    table: Table
    provenance: Provenance


def asymmetry(
    engine: Engine,
    chosen: CooperationChoice,
    *,
    scope: Scope,
    lists: Lists,
    cell: tuple[int, int] = ANY_CELL,
) -> Asymmetry:
    """Set A's rating of B against B's rating of A for every chosen pair.

    `cell` (lower, higher level) narrows pairs and table, not the field and the answer.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    known = pair_frame(engine, chosen, scope=scope)
    pairs = known.pairs[known.pairs["is_chosen"]]
    has_both = pairs["level_ab"].notna() & pairs["level_ba"].notna()
    both = _named(pairs[has_both], known.institutions)
    one_sided = pairs[pairs["is_rated"] & ~has_both]
    levels = zip(both["lower"].astype(int), both["higher"].astype(int), strict=True)
    field = dict(Counter(levels))
    listed = (
        both if cell == ANY_CELL else both[(both["lower"] == cell[0]) & (both["higher"] == cell[1])]
    )
    rows = [listed] if cell != ANY_CELL else [listed, _named(one_sided, known.institutions)]
    rule = msg("Level of a pair: {rule}.", rule=PAIR_RULE_LABELS[chosen.pair_rule])
    return Asymmetry(
        answer=_answer(both, len(one_sided), chosen),
        field=field,
        pairs=_two_views(listed),
        both_count=len(both),
        one_sided_count=len(one_sided),
        unrated_count=int((~pairs["is_rated"]).sum()),
        rule=rule,
        table=_table(pd.concat(rows, ignore_index=True), lists, chosen.pair_rule),
        provenance=scope.provenance(
            chosen.wave,
            rule,
            msg("Single pairs: only for the circle that owns them, not for passing on."),
        ),
    )


def _named(pairs: pd.DataFrame, institutions: pd.DataFrame) -> pd.DataFrame:
    """Add names, places, lower and higher level; the largest difference first, then by name."""
    hosts = institutions.set_index("key")
    levels = pairs[["level_ab", "level_ba"]]
    named = pairs.assign(lower=levels.min(axis=1), higher=levels.max(axis=1))
    for end in ("a", "b"):
        keys = named[f"institution_{end}_key"]
        named[f"institution_{end}_name"] = keys.map(hosts["name"])
        named[f"institution_{end}_ags"] = keys.map(hosts["ags"])
    order = ["asymmetry", "institution_a_name", "institution_b_name", *ENDS]
    return named.sort_values(order, ascending=[False, True, True, True, True], ignore_index=True)


def _two_views(both: pd.DataFrame) -> tuple[TwoViews, ...]:
    ends = [f"institution_{end}_{what}" for end in ("a", "b") for what in ("key", "name")]
    columns = (both[name].to_numpy(dtype=object) for name in ends)
    levels = (both[name].astype("int64").tolist() for name in ("level_ab", "level_ba"))
    views = []
    for key_a, name_a, key_b, name_b, ab, ba in zip(*columns, *levels, strict=True):
        low, high = (key_a, name_a, ab), (key_b, name_b, ba)
        if ab > ba:
            low, high = high, low
        views.append(
            TwoViews(
                lower_key=low[0],
                higher_key=high[0],
                lower_name=low[1],
                higher_name=high[1],
                lower=low[2],
                higher=high[2],
            )
        )
    return tuple(views)


def _answer(
    both: pd.DataFrame, one_sided_count: int, chosen: CooperationChoice
) -> tuple[Message, ...]:
    """Say how many pairs see it alike, nearly alike, and clearly differently."""
    if not chosen.wave:
        return (NO_WAVE,)
    if both.empty and not one_sided_count:
        return (
            (NO_RATINGS,)
            if not chosen.narrows_pairs
            else (msg("No rated pair fits this selection."),)
        )
    if both.empty:
        return (
            nmsg(
                "{count} pair is rated, and by one side only: there is nothing to compare yet.",
                "{count} pairs are rated, each by one side only: there is nothing to compare yet.",
                one_sided_count,
            ),
        )
    if chosen.asymmetry_from:
        return (
            nmsg(
                "In {count} pair, both ratings lie at least {least} levels apart; the largest "
                "difference is {most}.",
                "In {count} pairs, both ratings lie at least {least} levels apart; the largest "
                "difference is {most}.",
                len(both),
                least=chosen.asymmetry_from,
                most=int(both["asymmetry"].max()),
            ),
        )
    clear = int((both["asymmetry"] >= CLEAR).sum())
    alike = int((both["asymmetry"] == 0).sum())
    first = nmsg(
        "In {clear} of {count} pair that both sides rated, the views lie two or more levels apart "
        "({share} %): reasons to talk.",
        "In {clear} of {count} pairs that both sides rated, the views lie two or more levels apart "
        "({share} %): reasons to talk.",
        len(both),
        clear=clear,
        share=Num(100 * clear / len(both)),
    )
    second = msg(
        "{alike} see their cooperation alike, {near} lie one level apart.",
        alike=alike,
        near=len(both) - alike - clear,
    )
    return first, second


def _table(rows: pd.DataFrame, lists: Lists, rule: PairRule) -> Table:
    frame = rows.copy()
    names, whole = dict(lists.municipalities), msg("Whole region")
    for end in ("a", "b"):
        ags = frame[f"institution_{end}_ags"].to_numpy(dtype=object)
        places = [names.get(code, code) if code else whole for code in ags]
        frame[f"institution_{end}_place"] = pd.Series(places, frame.index, dtype=object)
    basis = [PAIR_BASIS_LABELS[PairBasis(value)] for value in frame["basis"]]
    frame["basis"] = pd.Series(basis, frame.index, dtype=object)
    status = [AGREEMENT_LABELS[AgreementStatus(value)] for value in frame["agreement_status"]]
    frame["agreement"] = pd.Series(status, frame.index, dtype=object)
    number, words = ColumnKind.NUMBER, ColumnKind.MESSAGE
    columns = (
        Column("institution_a_name", msg("Institution A")),
        Column("institution_a_place", msg("Municipality A"), words),
        Column("institution_b_name", msg("Institution B")),
        Column("institution_b_place", msg("Municipality B"), words),
        Column("level_ab", msg("A rates B"), number),
        Column("level_ba", msg("B rates A"), number),
        Column("asymmetry", msg("Difference"), number, help=msg("A reason to talk, not an error")),
        Column("pair_level", msg("Pair level"), number, 1 if rule is PairRule.MEAN else 0),
        Column("basis", msg("Pair level rests on"), words),
        Column("agreement", msg("Cooperation agreement"), words),
        Column("next_step", msg("Next step")),
        Column("next_step_due_on", msg("Next step by"), ColumnKind.DATE),
        Column("next_step_owner", msg("In charge (role)")),
    )
    caption = msg("How both sides rate their cooperation")
    keys = [*ENDS, *(column.key for column in columns)]
    return Table(frame[keys], columns, caption=caption)
