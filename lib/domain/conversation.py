"""Which pairs of institutions should talk soon: reasons, points and rank.

Each reason that applies to a pair gives points; the points of the reasons asked for are added:

    points = (levels apart, if at least `apart_from`)          both rated, |A→B - B→A|
           + (levels fallen since the wave before)             the direction that fell most, of
                                                               those rated in both waves
           + 2 if the next step is overdue                     due before the day
           + 2 if the agreement has expired or ends within half a year (lib/domain/agreements.py)
           + weak link at a transition: 2 if the pair level is below `weak_below` or nobody rated
             the pair, and 1 if no agreement is valid; only for two institutions of one municipality
             that serve neighbouring life phases
           + 1 if both last talked at least `silent_months` ago, or no talk is known, and the two
             already know each other (a rating, an agreement or a next step)

A pair is on the list from `points_from` points on. More points stand higher; pairs with the same
points share their rank (1, 2, 2, 4) and stand in the given order, by municipality and name: the
order says nothing about them.

"Not rated" is no level and no difference: a pair that one side rated has neither an asymmetry nor
a pair level; what it can be at most counts as weak where it lies below `weak_below`.

Source: own choice, on the occasions that domain.md names (Region Hannover, Kooperationsblatt:
asymmetries as "areas for exploration and discussion").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.domain.agreements import MEANT, AgreementStatus
from lib.domain.errors import MeasureError
from lib.text import Message, msg

if TYPE_CHECKING:
    from datetime import date

OVERDUE_POINTS: Final = 2
AGREEMENT_POINTS: Final = 2
WEAK_POINTS: Final = 2
NO_AGREEMENT_POINTS: Final = 1
SILENT_POINTS: Final = 1


class TalkReason(StrEnum):
    """Why a pair should talk; the value is the code in links."""

    APART = "unterschied"
    FALLEN = "gesunken"
    OVERDUE = "schritt"
    AGREEMENT = "vereinbarung"
    TRANSITION = "uebergang"
    SILENT = "lange-her"


TALK_REASON_LABELS: Final[dict[TalkReason, Message]] = {
    TalkReason.APART: msg("Both sides rate differently"),
    TalkReason.FALLEN: msg("Level has fallen"),
    TalkReason.OVERDUE: msg("Next step overdue"),
    TalkReason.AGREEMENT: msg("Agreement ends or has ended"),
    TalkReason.TRANSITION: msg("Weak link at a transition"),
    TalkReason.SILENT: msg("No talk for a long time"),
}
#: States in which an agreement holds today, and those in which it is to be talked about.
HOLDS: Final = tuple(status.value for status in MEANT[AgreementStatus.VALID])
ENDS: Final = (AgreementStatus.EXPIRING.value, AgreementStatus.EXPIRED.value)
ALL_REASONS: Final = tuple(TalkReason)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRule:
    """Which reasons count, and from when on."""

    reasons: tuple[TalkReason, ...] = ALL_REASONS
    apart_from: int = 2
    weak_below: int = 3
    silent_months: int = 12
    points_from: int = 3


#: What `ranked` reads of each pair, beside the keys.
COLUMNS: Final = (
    "level_at_most",
    "asymmetry",
    "fallen",
    "due_on",
    "agreement_status",
    "is_transition",
    "last_talked_on",
    "is_known",
    "place",
)


def ranked(pairs: pd.DataFrame, rule: TalkRule, *, day: date) -> pd.DataFrame:
    """Rank the pairs that should talk.

    `pairs`, one row a pair: level_at_most (pair level, or what it is at most; NaN: nobody rated),
    asymmetry (NaN: not known), fallen (levels; NaN or negative: not fallen or not known), due_on,
    agreement_status (AgreementStatus), is_transition, last_talked_on, is_known, place (position in
    the neutral order, each once). Further columns stay.

    Result, first rank first: the pairs from `rule.points_from` points on, with one column
    `points_<reason>` a reason (0 where it does not apply or is not asked for), points, rank.

    Raises:
        MeasureError: a column is missing, or two pairs have the same place.
    """
    absent = set(COLUMNS) - set(pairs.columns)
    if absent:
        raise MeasureError(msg("The table lacks columns."), detail=", ".join(sorted(absent)))
    if pairs["place"].duplicated().any():
        raise MeasureError(msg("Two pairs stand at the same place of the list."))
    points = reason_points(pairs, rule, day=day)
    every = pairs.assign(**{f"points_{name}": points[name] for name in points.columns})
    every["points"] = points.sum(axis=1).astype("int64")
    due = every[every["points"] >= max(rule.points_from, 1)]
    due = due.sort_values(["points", "place"], ascending=[False, True], ignore_index=True)
    rank = due["points"].rank(method="min", ascending=False)
    return due.assign(rank=rank.astype("int64"))


def reason_points(pairs: pd.DataFrame, rule: TalkRule, *, day: date) -> pd.DataFrame:
    """Points of each reason: one column a reason, 0 where it does not apply or is not asked for."""
    now = pd.Timestamp(day)
    due, talked = (pd.to_datetime(pairs[name]) for name in ("due_on", "last_talked_on"))
    apart = _number(pairs["asymmetry"])
    weak = ~(_number(pairs["level_at_most"]) >= rule.weak_below)
    link = WEAK_POINTS * weak + NO_AGREEMENT_POINTS * ~pairs["agreement_status"].isin(HOLDS)
    is_silent = ~(talked > now - pd.DateOffset(months=rule.silent_months))
    points: dict[TalkReason, pd.Series[Any]] = {
        TalkReason.APART: apart.where(apart >= rule.apart_from, 0),
        TalkReason.FALLEN: _number(pairs["fallen"]).clip(lower=0),
        TalkReason.OVERDUE: OVERDUE_POINTS * (due < now),
        TalkReason.AGREEMENT: AGREEMENT_POINTS * pairs["agreement_status"].isin(ENDS),
        TalkReason.TRANSITION: link.where(pairs["is_transition"].astype(bool), 0),
        TalkReason.SILENT: SILENT_POINTS * (is_silent & pairs["is_known"].astype(bool)),
    }
    return pd.DataFrame(
        {
            reason.value: values.fillna(0).astype("int64") if reason in rule.reasons else 0
            for reason, values in points.items()
        },
        index=pairs.index,
    )


def _number(values: pd.Series[float]) -> pd.Series[float]:
    """Plain floats, NaN where nothing is known (nullable integers would keep NA)."""
    return values.astype("Float64").astype("float64")
