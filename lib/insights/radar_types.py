"""What the radar holds: everything that ends, and the chain link by link."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.text import Message, Text, msg

if TYPE_CHECKING:
    from datetime import date

    from lib.insights.gap_cell import GapColumn
    from lib.insights.types import Provenance, Table


class EndKind(StrEnum):
    """What ends."""

    FUNDING = "funding"
    PERIOD = "period"
    OFFER = "offer"
    AGREEMENT = "agreement"


END_KIND_LABELS: Final[dict[EndKind, Message]] = {
    EndKind.FUNDING: msg("Funding of a measure"),
    EndKind.PERIOD: msg("Period of a measure"),
    EndKind.OFFER: msg("Offer with a last day"),
    EndKind.AGREEMENT: msg("Cooperation agreement"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Something that ends; `links` of the chain in order, () where it has none.

    `who` answers for it, `offers` are the active offers of the place that hang on it.
    """

    kind: EndKind
    key: str
    title: Text
    who: Text
    ends_on: date
    is_over: bool
    links: tuple[str, ...]
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarLink:
    """A link of the chain: its active offers, those that hang on an end, and what ends there."""

    column: GapColumn
    offers_count: int
    dependent_count: int
    ends: tuple[End, ...]

    @property
    def share_pct(self) -> float | None:
        """Share of the offers that hang on an end; None where there is no offer."""
        return 100 * self.dependent_count / self.offers_count if self.offers_count else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar:
    """Every end within `months`, the next one first, and the chain link by link."""

    months: int
    day: date
    last: date
    links: tuple[RadarLink, ...]
    ends: tuple[End, ...]
    has_agreements: bool
    answer: tuple[Message, ...]
    table: Table
    end_table: Table
    provenance: Provenance
