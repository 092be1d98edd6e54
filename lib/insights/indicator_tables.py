"""Tables of the page of one indicator: values of all places, earlier values, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lib.insights.types import Column, ColumnKind, Table
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.indicator import IndicatorReading
    from lib.insights.indicator_page_types import EarlierValue, Event, PlaceSeries


def places_table(reading: IndicatorReading, places: Sequence[PlaceSeries]) -> Table:
    """List the values of every place: one row a place, one column a year (empty: not stated)."""
    years = sorted({point.year for place in places for point in place.points})
    rows = [[place.name, *(_value(place, year) for year in years)] for place in places]
    keys = [str(year) for year in years]
    frame = pd.DataFrame(rows, columns=["place", *keys])
    for key in keys:
        frame[key] = frame[key].astype("float64")
    number = ColumnKind.NUMBER
    return Table(
        frame,
        (
            Column("place", msg("Place")),
            *(Column(key, key, number, reading.decimals, unit=reading.unit) for key in keys),
        ),
        caption=msg("Values of the Region and its municipalities"),
    )


def _value(place: PlaceSeries, year: int) -> float:
    found = (point.value for point in place.points if point.year == year)
    return next(found, float("nan"))


def earlier_table(reading: IndicatorReading, earlier: Sequence[EarlierValue]) -> Table:
    """List values that were published and replaced: then and now."""
    columns = ["year", "value", "now", "published_on", "replaced_on", "note"]
    frame = pd.DataFrame(
        [
            [
                str(one.year),
                one.value,
                float("nan") if one.now is None else one.now,
                pd.Timestamp(one.published_on) if one.published_on else pd.NaT,
                pd.Timestamp(one.replaced_on),
                one.note,
            ]
            for one in earlier
        ],
        columns=columns,
    )
    number, day = ColumnKind.NUMBER, ColumnKind.DATE
    return Table(
        frame,
        (
            Column("year", msg("Year")),
            Column("value", msg("Earlier value"), number, reading.decimals, unit=reading.unit),
            Column("now", msg("Value today"), number, reading.decimals, unit=reading.unit),
            Column("published_on", msg("Published on"), day),
            Column("replaced_on", msg("Replaced on"), day),
            Column("note", msg("Remark")),
        ),
        caption=msg("Values that were corrected later"),
    )


def events_table(events: Sequence[Event]) -> Table:
    """List what happened, with the letter that marks it in the picture."""
    frame = pd.DataFrame(
        [[event.letter, pd.Timestamp(event.happened_on), event.text] for event in events],
        columns=["letter", "day", "text"],
    )
    return Table(
        frame,
        (
            Column("letter", msg("Mark")),
            Column("day", msg("Day"), ColumnKind.DATE),
            Column("text", msg("Event"), ColumnKind.MESSAGE),
        ),
        caption=msg("Events"),
    )
