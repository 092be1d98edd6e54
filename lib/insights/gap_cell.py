"""One cell of the gap matrix, and the sentence that says why it is what it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lib.domain.gaps import GapState
from lib.text import Dated, Message, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.gaps import GapThresholds

DENSITY_DECIMALS: Final = 1
MISSING_DECIMALS: Final = 1
#: A transition's key in tables and links: its code behind this sign.
TRANSITION: Final = "u~"


@dataclass(frozen=True, slots=True)
class GapColumn:
    """A life phase or a transition; `code` is that of its code list."""

    key: str
    code: str
    label: Text
    is_transition: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded decision to have no offer."""

    decided_on: date
    valid_to: date | None
    body: str
    reason: str

    def text(self) -> Message:
        """Who decided what, when, and how long it holds."""
        if self.valid_to is None:
            return msg(
                "Decision of {day}, {body}: {reason}",
                day=Dated(self.decided_on),
                body=self.body,
                reason=self.reason,
            )
        return msg(
            "Decision of {day}, valid until {end}, {body}: {reason}",
            day=Dated(self.decided_on),
            end=Dated(self.valid_to),
            body=self.body,
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCell:
    """A municipality in a life phase or transition; NaN where a figure cannot be computed.

    `before` and `offers_before` say what is reported, where a scenario is asked about.
    """

    ags: str
    name: str
    column: GapColumn
    state: GapState
    offers_count: int
    confirmed_count: int
    confirmed_24_months_count: int
    children_count: float
    density: float
    reference: float
    missing_offers: float
    decision: Decision | None
    before: GapState
    offers_before: int

    @property
    def is_changed(self) -> bool:
        """Whether the scenario changes the state or the number of offers."""
        return self.state is not self.before or self.offers_count != self.offers_before

    @property
    def title(self) -> Message:
        """Municipality and column."""
        return msg("{municipality}, {column}", municipality=self.name, column=self.column.label)


def reason(cell: GapCell, thresholds: GapThresholds) -> Message:
    """Say why a cell is in its state, with its numbers."""
    match cell.state:
        case GapState.NO_REPORT:
            return msg("Nothing was ever reported here; that is not the same as a gap.")
        case GapState.NONE_MEANT if cell.decision is not None:
            return cell.decision.text()
        case GapState.GAP:
            return _why_gap(cell, thresholds)
        case GapState.UNCLEAR:
            return nmsg(
                "{count} offer, not confirmed in the last {months} months.",
                "{count} offers, none of them confirmed in the last {months} months.",
                cell.offers_count,
                months=str(thresholds.unclear_after_months),
            )
        case GapState.THIN:
            return _why_thin(cell, thresholds)
    return _why_covered(cell)


def short_reason(cell: GapCell) -> Message:
    """Say in few words what is missing in an urgent cell."""
    if cell.children_count > 0 and cell.reference > 0:
        return msg(
            "{offers} for {children}; {missing} short of the threshold.",
            offers=_offers(cell),
            children=_children(cell),
            missing=_missing(cell),
        )
    known = _children(cell) if cell.children_count > 0 else _no_children(cell)
    return msg("{offers}; {children}.", offers=_offers(cell), children=known)


def _why_gap(cell: GapCell, thresholds: GapThresholds) -> Message:
    if not cell.children_count > 0:
        return msg("No active offer; {children}.", children=_no_children(cell))
    children = _children(cell)
    if not cell.reference > 0:
        return msg("No active offer for {children}.", children=children)
    return msg(
        "No active offer for {children}; at {share} % of the Region's density ({reference} per "
        "1 000) there would be {missing} offers.",
        children=children,
        share=str(thresholds.thin_below_share_pct),
        reference=Num(cell.reference, _decimals(cell.reference)),
        missing=_missing(cell),
    )


def _why_thin(cell: GapCell, thresholds: GapThresholds) -> Message:
    return msg(
        "{offers} for {children}: {density} per 1 000, below {share} % of the Region's "
        "{reference}. Up to there, {missing} more would be needed.",
        offers=_offers(cell),
        children=_children(cell),
        density=Num(cell.density, _decimals(cell.reference)),
        share=str(thresholds.thin_below_share_pct),
        reference=Num(cell.reference, _decimals(cell.reference)),
        missing=_missing(cell),
    )


def _why_covered(cell: GapCell) -> Message:
    if math.isnan(cell.density) or math.isnan(cell.reference):
        return msg(
            "{offers}; {children}, so only the number of offers counts.",
            offers=_offers(cell),
            children=_no_children(cell),
        )
    return msg(
        "{offers} for {children}: {density} per 1 000, Region {reference}.",
        offers=_offers(cell),
        children=_children(cell),
        density=Num(cell.density, _decimals(cell.reference)),
        reference=Num(cell.reference, _decimals(cell.reference)),
    )


def _decimals(number: float) -> int:
    """Small figures need more decimals to be told apart."""
    return 1 if number >= 1 else 2 if number >= 0.1 else 3


def _missing(cell: GapCell) -> Num:
    """Offers that are missing, with a decimal: they are a result of arithmetic."""
    is_small = cell.missing_offers < 0.1
    return Num(cell.missing_offers, MISSING_DECIMALS + 1 if is_small else MISSING_DECIMALS)


def _offers(cell: GapCell) -> Message:
    return nmsg("{count} offer", "{count} offers", cell.offers_count)


def _children(cell: GapCell) -> Message:
    return nmsg("{count} child", "{count} children", int(cell.children_count))


def _no_children(cell: GapCell) -> Message:
    if math.isnan(cell.children_count):
        return msg("the number of children is not known")
    return msg("no children live here in this age group")
