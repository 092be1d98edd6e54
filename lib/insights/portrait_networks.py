"""Networks of one municipality and how often they met.

Numbers of people are left out on purpose: the day can be moved, and two windows of twelve months
that differ by one meeting would tell who came to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.insights.portrait_types import Part
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.networks import networks
from lib.text import Dated, Text, msg, nmsg

if TYPE_CHECKING:
    from datetime import date

    from lib.insights.portrait_types import Place
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

MONTHS_RECENT: Final = 12


def network_part(
    engine: Engine, place: Place, *, on: date, prefixes: tuple[str, ...], state: DataState
) -> Part:
    """Networks of the municipality and of the whole Region, their own marked as such."""
    since = (pd.Timestamp(on) - pd.DateOffset(months=MONTHS_RECENT)).date()
    frame = networks(engine, since=since, until=on, prefixes=prefixes)
    frame = frame[frame["ags"].isin({"", place.ags})].reset_index(drop=True)
    own = frame[frame["ags"] == place.ags]
    whose = [place.name if ags else place.extent_name for ags in frame["ags"]]
    frame = frame.assign(whose=pd.Series(whose, frame.index, dtype="str"))
    title = msg("Networks and meetings")
    columns = (
        Column("name", msg("Network")),
        Column("whose", msg("Network of")),
        Column("meetings_count", msg("Meetings in 12 months"), ColumnKind.NUMBER),
        Column("last_held_on", msg("Last meeting"), ColumnKind.DATE),
    )
    shown = frame[[column.key for column in columns]]
    return Part(
        key="netzwerke",
        title=title,
        sentences=_sentences(own, place),
        table=Table(shown, columns, caption=title),
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=on,
            sources=(
                msg("Networks: sample data.")
                if state.is_sample
                else msg("Networks: as recorded by coordinators."),
            ),
            method="",
            notes=(msg("Last 12 months up to the reference date."),),
        ),
    )


def _sentences(own: pd.DataFrame, place: Place) -> tuple[Text, ...]:
    if own.empty:
        return (msg("No network of {name} is recorded.", name=place.name),)
    meetings = int(own["meetings_count"].sum())
    last = own["last_held_on"].max()
    count = nmsg("{count} network", "{count} networks", len(own))
    if pd.isna(last):
        return (msg("{networks}; no meeting is recorded yet.", networks=count),)
    return (
        nmsg(
            "{networks}, {count} meeting in the last 12 months; the last one was on {day}.",
            "{networks}, {count} meetings in the last 12 months; the last one was on {day}.",
            meetings,
            networks=count,
            day=Dated(last.date()),
        ),
    )
