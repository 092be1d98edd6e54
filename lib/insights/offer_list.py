"""The offers behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.insights.types import Column, ColumnKind, Table
from lib.store.queries.offers import OfferFilter, offer_rows
from lib.text import Message, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine


def offers_of(engine: Engine, chosen: OfferFilter, *, ags: str, name: str) -> Table:
    """List the offers behind one municipality's figure."""
    frame = offer_rows(engine, chosen, ags=ags)
    ranges = zip(frame["minimum_age_years"], frame["maximum_age_years"], strict=True)
    frame["ages"] = pd.Series([age_range(*ends) for ends in ranges], frame.index, dtype=object)
    return Table(
        frame,
        (
            Column("name", msg("Offer")),
            Column("institution_name", msg("Institution")),
            Column("ages", msg("Ages"), ColumnKind.MESSAGE),
            Column("capacity_places", msg("Places"), ColumnKind.NUMBER),
            Column("last_confirmed_on", msg("Last confirmed"), ColumnKind.DATE),
        ),
        caption=msg("Offers in {municipality}", municipality=name),
    )


UNLIMITED_AGE_YEARS: Final = 99


def age_range(low: int, high: int) -> Text:
    """Write an age range of completed years the way people say it."""
    if high < 0:
        return msg("pregnancy")
    if high >= UNLIMITED_AGE_YEARS:
        return _without_end(low)
    if low < 0:
        return _from_pregnancy(high)
    if low != high:
        return msg("{low}–{high} years", low=str(low), high=str(high))
    return _years(low) if low else msg("under 1 year")


def _years(age: int) -> Message:
    return nmsg("{count} year", "{count} years", age)


def _without_end(low: int) -> Message:
    if low < 0:
        return msg("from pregnancy on")
    return nmsg("from {count} year", "from {count} years", low) if low else msg("from birth on")


def _from_pregnancy(high: int) -> Message:
    if not high:
        return msg("from pregnancy to under 1 year")
    return nmsg("from pregnancy to {count} year", "from pregnancy to {count} years", high)
