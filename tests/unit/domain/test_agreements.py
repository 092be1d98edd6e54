"""State of an agreement on a day, one by one and for whole pairs."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.agreements import (
    EXPIRING_WITHIN,
    MEANT,
    AgreementStatus,
    pair_statuses,
    status,
    statuses,
)

DAY = date(2020, 6, 30)
DAYS = st.dates(date(2018, 1, 1), date(2023, 1, 1))


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (date(2020, 7, 1), None, AgreementStatus.PLANNED),
        (date(2020, 6, 30), None, AgreementStatus.VALID),
        (date(2019, 1, 1), date(2020, 6, 30), AgreementStatus.EXPIRED),
        (date(2019, 1, 1), date(2020, 7, 1), AgreementStatus.EXPIRING),
        (date(2019, 1, 1), DAY + EXPIRING_WITHIN, AgreementStatus.EXPIRING),
        (date(2019, 1, 1), DAY + EXPIRING_WITHIN + timedelta(1), AgreementStatus.VALID),
    ],
)
def test_state_at_the_edges(starts: date, ends: date | None, expected: AgreementStatus) -> None:
    assert status(starts, ends, DAY) is expected


def frame(*rows: tuple[str, str, str, date, date | None]) -> pd.DataFrame:
    columns = ["institution_a_key", "institution_b_key", "title", "valid_from", "valid_to"]
    made = pd.DataFrame(rows, columns=columns)
    for name in ("valid_from", "valid_to"):
        made[name] = pd.to_datetime(made[name]).astype("datetime64[s]")
    return made


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=12), DAYS)
def test_a_column_says_what_each_row_says(spans: list[tuple[date, date | None]], day: date) -> None:
    made = frame(*(("a", "b", "x", starts, ends) for starts, ends in spans))
    expected = [status(starts, ends, day).value for starts, ends in spans]
    assert list(statuses(made, day=day)) == expected


def test_a_pair_has_the_agreement_that_says_most() -> None:
    made = frame(
        ("a", "b", "old", date(2017, 1, 1), date(2019, 1, 1)),
        ("b", "a", "open", date(2018, 1, 1), None),
        ("a", "c", "planned", date(2021, 1, 1), None),
        ("a", "c", "soon", date(2018, 1, 1), date(2020, 8, 1)),
        ("b", "c", "first", date(2018, 1, 1), date(2020, 8, 1)),
        ("b", "c", "last", date(2018, 1, 1), date(2020, 9, 1)),
    )
    best = pair_statuses(made, day=DAY)
    assert list(best["institution_a_key"] + best["institution_b_key"]) == ["ab", "ac", "bc"]
    assert list(best["agreement_title"]) == ["open", "soon", "last"]
    assert list(best["agreement_status"]) == ["gueltig", "laeuft-aus", "laeuft-aus"]
    assert pd.isna(best["agreement_ends_on"][0])
    assert best["agreement_ends_on"][2] == pd.Timestamp(2020, 8, 31)
    assert pair_statuses(made.iloc[:0], day=DAY).empty


def test_who_asks_for_valid_means_those_that_expire_soon_too() -> None:
    assert AgreementStatus.EXPIRING in MEANT[AgreementStatus.VALID]
    assert MEANT[AgreementStatus.NONE] == {AgreementStatus.NONE}
