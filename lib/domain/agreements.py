"""State of a cooperation agreement on a day.

With first day `starts` and `ends`, the first day on which it no longer holds (missing: open-ended):
planned if day < starts; expired if ends <= day; expiring if ends - day <= 183 days; else valid.
A pair with several agreements has the state of the one that says most: valid before expiring
before planned before expired; among equals the one that ends last.

Source: domain.md, "Kooperationsqualität": an agreement (Kooperationsvereinbarung) has a period of
validity. The half year before its end is our own choice.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from lib.text import Message, msg

#: An agreement that ends within this time is "about to end" (own choice).
EXPIRING_WITHIN: Final = timedelta(days=183)
_PAIR: Final = ["institution_a_key", "institution_b_key"]


class AgreementStatus(StrEnum):
    """State of the agreement between two institutions (codes as they stand in links)."""

    VALID = "gueltig"
    EXPIRING = "laeuft-aus"
    EXPIRED = "abgelaufen"
    PLANNED = "geplant"
    NONE = "keine"


AGREEMENT_LABELS: Final[dict[AgreementStatus, Message]] = {
    AgreementStatus.VALID: msg("valid"),
    AgreementStatus.EXPIRING: msg("expires soon"),
    AgreementStatus.EXPIRED: msg("expired"),
    AgreementStatus.PLANNED: msg("planned"),
    AgreementStatus.NONE: msg("no agreement"),
}
#: Which states a reader means who asks for one: an agreement that expires soon still holds.
MEANT: Final[dict[AgreementStatus, frozenset[AgreementStatus]]] = {
    status: frozenset({status}) for status in AgreementStatus
} | {AgreementStatus.VALID: frozenset({AgreementStatus.VALID, AgreementStatus.EXPIRING})}
_ORDER: Final = (
    AgreementStatus.VALID,
    AgreementStatus.EXPIRING,
    AgreementStatus.PLANNED,
    AgreementStatus.EXPIRED,
)


def status(starts: date, ends: date | None, day: date) -> AgreementStatus:
    """Say what an agreement is on a day; `ends` is the first day on which it does not hold."""
    if starts > day:
        return AgreementStatus.PLANNED
    if ends is None:
        return AgreementStatus.VALID
    if ends <= day:
        return AgreementStatus.EXPIRED
    return AgreementStatus.EXPIRING if ends - day <= EXPIRING_WITHIN else AgreementStatus.VALID


def statuses(agreements: pd.DataFrame, *, day: date) -> pd.Series[str]:
    """Say `status` of each row of valid_from and valid_to (missing: open-ended)."""
    on = pd.Timestamp(day)
    starts, ends = agreements["valid_from"], agreements["valid_to"]
    found = np.select(
        [starts > on, ends.isna(), ends <= on, ends <= on + EXPIRING_WITHIN],
        [
            AgreementStatus.PLANNED.value,
            AgreementStatus.VALID.value,
            AgreementStatus.EXPIRED.value,
            AgreementStatus.EXPIRING.value,
        ],
        AgreementStatus.VALID.value,
    )
    return pd.Series(found, index=agreements.index, dtype="str")


def pair_statuses(agreements: pd.DataFrame, *, day: date) -> pd.DataFrame:
    """Keep for each pair the agreement that says most on a day.

    `agreements`: institution_a_key, institution_b_key (in any order), title, valid_from, valid_to.
    Result, a < b: institution_a_key, institution_b_key, agreement_status, agreement_title,
    agreement_ends_on (last day on which it holds; NaT if open-ended).
    """
    first, second = agreements[_PAIR[0]], agreements[_PAIR[1]]
    forward = first < second
    stated = statuses(agreements, day=day)
    ends = agreements["valid_to"]
    frame = pd.DataFrame(
        {
            _PAIR[0]: first.where(forward, second),
            _PAIR[1]: second.where(forward, first),
            "agreement_status": stated,
            "agreement_title": agreements["title"],
            "agreement_ends_on": ends - timedelta(days=1),
            "_rank": stated.map({item.value: rank for rank, item in enumerate(_ORDER)}),
            "_latest": -ends.fillna(pd.Timestamp(date.max)).astype("datetime64[s]").astype("int64"),
        }
    )
    best = frame.sort_values(["_rank", "_latest"], kind="stable").drop_duplicates(_PAIR)
    return best.drop(columns=["_rank", "_latest"]).sort_values(_PAIR, ignore_index=True)
