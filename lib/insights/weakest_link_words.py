"""Words of the weakest link: why each part is what it is, the answer, the table."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.agreements import AGREEMENT_LABELS, AgreementStatus
from lib.domain.gaps import GAP_LABELS
from lib.domain.weakest_link import GRADE_LABELS, PART_LABELS, Grade, LinkPart
from lib.insights.cooperation import NOT_RATED, level_label, level_number
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.cooperation import Scope
    from lib.insights.gap_matrix import GapMatrix
    from lib.insights.weakest_link import LinkCell, WeakestLinks

CAPTION: Final = msg("Weakest link at the transitions")
#: Short name of a part, for a sentence and a cell.
PART_WORDS: Final[dict[LinkPart, Message]] = {
    LinkPart.OFFERS: msg("offers"),
    LinkPart.COOPERATION: msg("cooperation"),
    LinkPart.AGREEMENT: msg("agreement"),
}
PART_SIGNS: Final[dict[LinkPart, Message]] = {
    LinkPart.OFFERS: msg("Off."),
    LinkPart.COOPERATION: msg("Coop."),
    LinkPart.AGREEMENT: msg("Agreem."),
}


def link_sentence(cell: LinkCell) -> Message:
    """Say how the link holds and which part is the weakest."""
    whole, weakest = cell.link.grade, Names(tuple(PART_WORDS[one] for one in cell.link.weakest))
    match whole:
        case Grade.HOLDS:
            return msg("Holds: offers, cooperation and agreement are all there.")
        case Grade.UNKNOWN:
            return msg("Not known whether it holds; missing: {parts}.", parts=weakest)
        case Grade.WEAK:
            return msg("Weak; the weakest: {parts}.", parts=weakest)
    return msg("Strained; the weakest: {parts}.", parts=weakest)


def part_sentence(cell: LinkCell, part: LinkPart) -> Message:
    """Say why a part has its grade, with its numbers."""
    if part is LinkPart.OFFERS:
        offers = nmsg("{count} offer", "{count} offers", cell.gap.offers_count)
        return msg("{offers}: {state}.", offers=offers, state=GAP_LABELS[cell.gap.state])
    if not cell.pairs_count:
        return msg("No two institutions work on the two sides of this transition.")
    if part is LinkPart.AGREEMENT:
        return _agreement_sentence(cell)
    pairs = nmsg("of {count} pair", "of {count} pairs", cell.pairs_count)
    if cell.level is None:
        return msg("None {of_pairs} was rated by both sides.", of_pairs=pairs)
    return msg(
        "Middle level {level}, from {known} {of_pairs}.",
        level=level_number(cell.level),
        known=Num(cell.levels_count),
        of_pairs=pairs,
    )


def _agreement_sentence(cell: LinkCell) -> Message:
    if not cell.are_recorded:
        return msg("No agreement was ever recorded anywhere.")
    if cell.valid_count:
        return nmsg("{count} valid agreement.", "{count} valid agreements.", cell.valid_count)
    if cell.expiring_count:
        return nmsg(
            "{count} agreement, about to end.",
            "{count} agreements, all about to end.",
            cell.expiring_count,
        )
    pairs = nmsg("of {count} pair", "of {count} pairs", cell.pairs_count)
    return msg("None {of_pairs} has a valid agreement.", of_pairs=pairs)


def link_answer(cells: Sequence[LinkCell]) -> tuple[Message, ...]:
    """Count the transitions by grade, and say which part is weakest most often."""
    if not cells:
        return (msg("The code lists name no transitions yet: nothing can be said."),)
    count = Counter(cell.link.grade for cell in cells)
    first = msg(
        "Of {total}, {weak} are weak, {strained} are strained and {holds} hold; of {unknown} it "
        "is not known.",
        total=nmsg("{count} transition", "{count} transitions", len(cells)),
        weak=Num(count[Grade.WEAK]),
        strained=Num(count[Grade.STRAINED]),
        holds=Num(count[Grade.HOLDS]),
        unknown=Num(count[Grade.UNKNOWN]),
    )
    weak = [cell.link for cell in cells if cell.link.grade in {Grade.WEAK, Grade.STRAINED}]
    parts = Counter(part for link in weak for part in link.weakest)
    if not parts:
        return (first,)
    most = [part for part in LinkPart if parts[part] == max(parts.values())]
    return (
        first,
        msg(
            "Where it does not hold, the weakest part is most often: {parts} ({count} of {total}).",
            parts=Names(tuple(PART_WORDS[part] for part in most)),
            count=Num(parts[most[0]]),
            total=Num(len(weak)),
        ),
    )


def link_table(cells: Sequence[LinkCell]) -> Table:
    """Write one row a municipality and transition, with grade and reason of each part."""
    records = [
        {
            "name": cell.gap.name,
            "column": cell.gap.column.label,
            "grade": GRADE_LABELS[cell.link.grade],
            "weakest": Names(tuple(PART_WORDS[part] for part in cell.link.weakest))
            if cell.link.weakest
            else "",
            **{part.value: GRADE_LABELS[cell.link.of(part)] for part in LinkPart},
            **{f"{part.value}_why": part_sentence(cell, part) for part in LinkPart},
            "level": cell.level,
            "pairs_count": cell.pairs_count,
            "ags": cell.gap.ags,
        }
        for cell in cells
    ]
    words, number = ColumnKind.MESSAGE, ColumnKind.NUMBER
    columns = (
        Column("name", msg("Municipality")),
        Column("column", msg("Transition"), words),
        Column("grade", msg("Link of the chain"), words),
        Column("weakest", msg("Weakest part"), words),
        *(
            column
            for part in LinkPart
            for column in (
                Column(part.value, PART_LABELS[part], words),
                Column(f"{part.value}_why", msg("Why ({part})", part=PART_WORDS[part]), words),
            )
        ),
        Column("level", msg("Middle level of the pairs"), number),
        Column("pairs_count", msg("Pairs involved"), number),
        Column("ags", msg("AGS")),
    )
    frame = pd.DataFrame.from_records(records, columns=[column.key for column in columns])
    return Table(frame.astype({"level": "float64"}), columns, caption=CAPTION)


def pairs_table(found: WeakestLinks, cell: LinkCell, *, level_names: tuple[str, ...]) -> Table:
    """List the pairs of one cell: lowest level first, then those without one, then by name."""
    pairs = found.pairs.iloc[list(cell.pairs)]
    columns = ("institution_a_key", "institution_b_key", "pair_level", "is_rated")
    values = zip(*(pairs[name] for name in (*columns, "agreement_status")), strict=True)
    records: list[dict[str, object]] = [
        {
            "first": found.names[one],
            "second": found.names[other],
            "level": _level(level, is_rated=bool(is_rated), names=level_names),
            "agreement": AGREEMENT_LABELS[AgreementStatus(status)],
            "pair_level": level,
        }
        for one, other, level, is_rated, status in values
    ]
    names = ["first", "second", "level", "agreement", "pair_level"]
    frame = pd.DataFrame.from_records(records, columns=names)
    frame = frame.sort_values(["pair_level", "first", "second"], ignore_index=True)
    return Table(
        frame.drop(columns="pair_level"),
        (
            Column("first", msg("Institution")),
            Column("second", msg("Institution on the other side")),
            Column("level", msg("Level of the pair"), ColumnKind.MESSAGE),
            Column("agreement", msg("Agreement"), ColumnKind.MESSAGE),
        ),
        caption=msg("Pairs at this transition: {cell}", cell=cell.gap.title),
    )


def _level(level: float, *, is_rated: bool, names: tuple[str, ...]) -> Text:
    if math.isnan(level):
        return msg("rated by one side only") if is_rated else NOT_RATED
    return level_label(int(level), names)


def lowest_pairs(found: WeakestLinks, cell: LinkCell, *, count: int) -> list[tuple[str, str]]:
    """Keys of the pairs with the lowest level; those without one come last."""
    pairs = found.pairs.iloc[list(cell.pairs)].sort_values("pair_level", kind="stable")
    first = pairs.head(count)
    return list(zip(first["institution_a_key"], first["institution_b_key"], strict=True))


def link_provenance(matrix: GapMatrix, scope: Scope, wave: str) -> Provenance:
    """Sources and settings of the gap matrix, and the ratings."""
    no_round: tuple[Text, ...] = (msg("No survey round had begun."),)
    ratings = scope.provenance(wave).sources if wave else no_round
    return replace(
        matrix.provenance,
        sources=(*matrix.provenance.sources, *ratings),
        method="weakest-link",
        notes=(
            *matrix.provenance.notes,
            msg("Visible only within the circle: it rests on single pairs."),
        ),
    )
