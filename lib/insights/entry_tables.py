"""Lists of entries: offers with place, ages, state of validity in words; institutions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.vocabulary import OFFER_STATUS_LABELS, OfferStatus
from lib.insights.offer_list import age_range
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Dated, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lib.store.queries.lists import Lists

#: A service area of more municipalities is told by their number.
NAMES_IN_A_CELL = 2


def offers_table(rows: pd.DataFrame, *, on: date, lists: Lists) -> Table:
    """List offers (rows of `offer_entries`), judged on a day."""
    frame = rows[["key", "name", "institution_name", "capacity_places", "last_confirmed_on"]].copy()
    labels = dict(lists.codes["field_of_action"])
    frame["place"] = _texts(
        rows,
        (
            place(municipality, area, is_region_wide=wide)
            for municipality, area, wide in zip(
                rows["municipality"], rows["service_area"], rows["is_region_wide"], strict=True
            )
        ),
    )
    ranges = zip(rows["minimum_age_years"], rows["maximum_age_years"], strict=True)
    frame["ages"] = _texts(rows, (age_range(*ends) for ends in ranges))
    frame["fields"] = _texts(
        rows,
        (
            Names(tuple(labels.get(code, code) for code in codes)) if codes else None
            for codes in rows["fields"]
        ),
    )
    frame["status"] = _texts(
        rows,
        (
            status_on(on, OfferStatus(status), _day(begins), _day(ends))
            for status, begins, ends in zip(
                rows["status"], rows["valid_from"], rows["valid_to"], strict=True
            )
        ),
    )
    message = ColumnKind.MESSAGE
    return Table(
        frame,
        (
            Column("name", msg("Offer")),
            Column("institution_name", msg("Institution")),
            Column("place", msg("Municipality"), message),
            Column("status", msg("Status"), message),
            Column("last_confirmed_on", msg("Last confirmed"), ColumnKind.DATE),
            Column("ages", msg("Ages"), message),
            Column("capacity_places", msg("Places"), ColumnKind.NUMBER),
            Column("fields", msg("Fields of action"), message),
            Column("key", msg("Key")),
        ),
        caption=msg("Offers found"),
    )


def hosts_table(rows: pd.DataFrame, *, lists: Lists) -> Table:
    """List institutions (rows of `host_entries` with offers_count)."""
    frame = rows[["key", "name", "offers_count"]].copy()
    frame["type"] = _texts(rows, (lists.label("institution_type", c) for c in rows["type_code"]))
    frame["sector"] = _texts(rows, (lists.label("provider_sector", c) for c in rows["sector_code"]))
    frame["place"] = _texts(rows, (name or msg("Whole region") for name in rows["municipality"]))
    message = ColumnKind.MESSAGE
    return Table(
        frame,
        (
            Column("name", msg("Institution")),
            Column("type", msg("Type"), message),
            Column("sector", msg("Provider"), message),
            Column("place", msg("Municipality"), message),
            Column("offers_count", msg("Matching offers"), ColumnKind.NUMBER),
            Column("key", msg("Key")),
        ),
        caption=msg("Institutions found"),
    )


def _texts(rows: pd.DataFrame, texts: Iterable[Text | None]) -> pd.Series[str]:
    return pd.Series(list(texts), rows.index, dtype=object)


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()


def place(municipality: str, service_area: tuple[str, ...], *, is_region_wide: bool) -> Text | None:
    """Where an offer takes place, or whom it serves; None where nothing is stated."""
    if municipality:
        return municipality
    if is_region_wide:
        return msg("Whole region")
    if len(service_area) > NAMES_IN_A_CELL:
        return nmsg("{count} municipality", "{count} municipalities", len(service_area))
    return Names(service_area) if service_area else None


def status_on(on: date, status: OfferStatus, begins: date | None, ends: date | None) -> Text:
    """State of an entry on a day in words; `ends` is the first day on which it holds no more."""
    if status is not OfferStatus.ACTIVE:
        return OFFER_STATUS_LABELS[status]
    if begins is not None and begins > on:
        return msg("starts on {day}", day=Dated(begins))
    if ends is None:
        return OFFER_STATUS_LABELS[status]
    last = Dated(ends - timedelta(days=1))
    return msg("ended on {day}", day=last) if ends <= on else msg("active until {day}", day=last)
