"""Weakest link of a transition in a municipality: the minimum of three parts.

* offers: the state of the transition in the gap matrix (provided holds, thin is strained, gap is
  weak; unclear and no report are not known; a decision to have no offer holds).
* cooperation: the lower median of the pair levels (agreed, else the lower of both ratings; only
  pairs that both sides rated, or that agreed) between institutions of the phase that ends and of
  the phase that begins. L >= 3 holds, 2 <= L < 3 is strained, L < 2 is weak; no such pair: not
  known.
* agreement: one valid agreement between them holds, one that is about to end is strained, none is
  weak; not known where no institutions are there, or nobody ever recorded an agreement.

Link = the least of the known parts, weak < strained < holds; if that is "holds" while a part is
not known, the link is not known: it holds only where all three are known to hold. The weakest
parts are all that are as weak as the link; of a link that is not known, the parts not known.
Pairs involved: one institution works in the phase that ends, the other in the one that begins,
both in the municipality or one of them in the whole Region (not both: such a pair says nothing of
one municipality). The lower median is the level that at least half of the pairs do not exceed.

Source: domain.md, "Bedarf und Lücken" and "Kooperationsqualität"; a chain is as strong as its
weakest link. Grades, thresholds, pairs and the lower median: own choice, made so that nothing
looks better than it is known to be.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.domain.agreements import AgreementStatus
from lib.domain.gaps import GapState
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Grade(StrEnum):
    """How well a part or a link holds."""

    WEAK = "weak"
    STRAINED = "strained"
    HOLDS = "holds"
    UNKNOWN = "unknown"


class LinkPart(StrEnum):
    """What a link consists of."""

    OFFERS = "offers"
    COOPERATION = "cooperation"
    AGREEMENT = "agreement"


GRADE_LABELS: Final[dict[Grade, Message]] = {
    Grade.WEAK: msg("weak"),
    Grade.STRAINED: msg("strained"),
    Grade.HOLDS: msg("holds"),
    Grade.UNKNOWN: msg("not known"),
}
PART_LABELS: Final[dict[LinkPart, Message]] = {
    LinkPart.OFFERS: msg("Offers"),
    LinkPart.COOPERATION: msg("Cooperation"),
    LinkPart.AGREEMENT: msg("Agreement"),
}
HOLDS_FROM_LEVEL: Final = 3
STRAINED_FROM_LEVEL: Final = 2
_ORDER: Final = (Grade.WEAK, Grade.STRAINED, Grade.HOLDS)
_OFFERS: Final[dict[GapState, Grade]] = {
    GapState.COVERED: Grade.HOLDS,
    GapState.NONE_MEANT: Grade.HOLDS,
    GapState.THIN: Grade.STRAINED,
    GapState.GAP: Grade.WEAK,
    GapState.UNCLEAR: Grade.UNKNOWN,
    GapState.NO_REPORT: Grade.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Grade of each part and of the whole, and which parts are the weakest."""

    offers: Grade
    cooperation: Grade
    agreement: Grade

    def of(self, part: LinkPart) -> Grade:
        """Grade of a part."""
        grades = (self.offers, self.cooperation, self.agreement)
        return dict(zip(LinkPart, grades, strict=True))[part]

    @property
    def grade(self) -> Grade:
        """Grade of the whole."""
        grades = [self.of(part) for part in LinkPart]
        known = [grade for grade in grades if grade is not Grade.UNKNOWN]
        least = min(known, key=_ORDER.index, default=Grade.UNKNOWN)
        return Grade.UNKNOWN if least is Grade.HOLDS and len(known) < len(grades) else least

    @property
    def weakest(self) -> tuple[LinkPart, ...]:
        """Parts that are as weak as the whole; none where all hold."""
        whole = self.grade
        if whole is Grade.HOLDS:
            return ()
        return tuple(part for part in LinkPart if self.of(part) is whole)


def offers_grade(state: GapState) -> Grade:
    """Grade the coverage of a transition."""
    return _OFFERS[state]


def cooperation_grade(level: float | None) -> Grade:
    """Grade a lower median of pair levels; None where no pair has a level."""
    if level is None:
        return Grade.UNKNOWN
    if level >= HOLDS_FROM_LEVEL:
        return Grade.HOLDS
    return Grade.STRAINED if level >= STRAINED_FROM_LEVEL else Grade.WEAK


def agreement_grade(
    statuses: Iterable[AgreementStatus], *, pairs_count: int, are_recorded: bool
) -> Grade:
    """Grade the agreements between the pairs of a link."""
    if not pairs_count or not are_recorded:
        return Grade.UNKNOWN
    count = Counter(statuses)
    if count[AgreementStatus.VALID]:
        return Grade.HOLDS
    return Grade.STRAINED if count[AgreementStatus.EXPIRING] else Grade.WEAK


def lower_median(levels: Sequence[float]) -> float | None:
    """Middle level; the lower one of an even number; None of none."""
    ordered = sorted(levels)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
