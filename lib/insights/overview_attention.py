"""What is old or missing, each with the page (and its filters) where it can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lib.domain.indicator_status import Status
from lib.domain.offer_density import DensityMeasure
from lib.domain.vocabulary import CellState
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    import pandas as pd

    from lib.insights.overview_parts import CooperationSummary, GoalSummary, NetworkSummary
    from lib.store.queries.offers import OfferTotals

NAMES_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Attention:
    """Something old or missing, and the page (with its filters) where it can be seen."""

    text: Message
    slug: str
    parameters: tuple[tuple[str, str], ...] = ()


def attention_items(
    counts: pd.DataFrame,
    totals: OfferTotals,
    frame: pd.DataFrame,
    *,
    cooperation: CooperationSummary,
    goal_summary: GoalSummary,
    meetings: NetworkSummary,
) -> tuple[Attention, ...]:
    """Collect what stands out, in the order offers, gaps, cooperation, goals, networks."""
    items = [
        *_offer_attention(counts, totals),
        *_gap_attention(frame),
        *_cooperation_attention(cooperation),
    ]
    unjudged = goal_summary.count(Status.NOT_JUDGED, Status.NO_VALUES)
    if unjudged:
        items.append(
            Attention(
                nmsg(
                    "{count} indicator cannot be assessed.",
                    "{count} indicators cannot be assessed.",
                    unjudged,
                ),
                "zielsystem",
                (("status", Status.NOT_JUDGED.value),),
            )
        )
    if meetings.without_meeting:
        items.append(
            Attention(
                nmsg(
                    "{count} network has not met in the last 12 months: {names}.",
                    "{count} networks have not met in the last 12 months: {names}.",
                    len(meetings.without_meeting),
                    names=Names(meetings.without_meeting[:NAMES_SHOWN]),
                ),
                "daten-methoden",
            )
        )
    return tuple(items)


def _offer_attention(counts: pd.DataFrame, totals: OfferTotals) -> list[Attention]:
    items = []
    silent = counts.loc[~counts["has_any_report"], "name"].tolist()
    if silent:
        items.append(
            Attention(
                _named_silence(silent),
                "angebotsdichte",
            )
        )
    stale = totals.distinct_count - totals.confirmed_count
    if stale:
        share = 100 * stale / totals.distinct_count
        items.append(
            Attention(
                nmsg(
                    "{count} active offer ({share} %) was not confirmed in the last 12 months.",
                    "{count} active offers ({share} %) were not confirmed in the last 12 months.",
                    stale,
                    share=Num(share),
                ),
                "angebotsdichte",
                (("mass", DensityMeasure.CONFIRMED_SHARE.value),),
            )
        )
    return items


def without_offer(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows (municipality and life phase) without an active offer where something was reported.

    A gap is a gap also where no children are known and hence no density can be computed.
    """
    return frame[(frame["offers_count"] == 0) & (frame["value_state"] != CellState.NO_REPORT.value)]


def _gap_attention(frame: pd.DataFrame) -> list[Attention]:
    """Name the life phase that most municipalities lack (thin cells are the density page's)."""
    empty = without_offer(frame)
    if empty.empty:
        return []
    by_phase: dict[Any, int] = empty["phase_code"].value_counts().to_dict()
    code = max(sorted(by_phase), key=lambda phase: by_phase[phase])
    rows = empty[empty["phase_code"] == code]
    return [
        Attention(
            _named_gap(rows["name"].tolist(), phase=rows.iloc[0]["phase"]),
            "angebotsdichte",
            (("phase", str(code)),),
        )
    ]


def _named_gap(names: list[str], *, phase: Text) -> Message:
    """Name all where there is room; "among them" is said only where some stay unnamed."""
    if len(names) <= NAMES_SHOWN:
        return nmsg(
            "{phase}: {count} municipality has no active offer ({names}).",
            "{phase}: {count} municipalities have no active offer ({names}).",
            len(names),
            phase=phase,
            names=Names(tuple(names)),
        )
    return msg(
        "{phase}: {count} municipalities have no active offer, among them {names}.",
        count=len(names),
        phase=phase,
        names=Names(tuple(names[:NAMES_SHOWN])),
    )


def _named_silence(names: list[str]) -> Message:
    if len(names) <= NAMES_SHOWN:
        return nmsg(
            "{count} municipality has reported nothing: {names}.",
            "{count} municipalities have reported nothing: {names}.",
            len(names),
            names=Names(tuple(names)),
        )
    return msg(
        "{count} municipalities have reported nothing, among them {names}.",
        count=len(names),
        names=Names(tuple(names[:NAMES_SHOWN])),
    )


def _cooperation_attention(cooperation: CooperationSummary) -> list[Attention]:
    if cooperation.pairs_state is not CellState.VALUE:
        return [Attention(msg("There are no ratings of cooperation to show."), "kooperation")]
    return [
        Attention(
            msg(
                "Only {share} % of all possible pairs of institutions are rated.",
                share=Num(cooperation.rated_share_pct, 1),
            ),
            "kooperation",
        )
    ]
