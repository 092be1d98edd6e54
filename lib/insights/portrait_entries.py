"""How fresh the entries of a municipality are: newest, oldest and never confirmed ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.vocabulary import CellState
from lib.insights.offer_list import age_range
from lib.insights.portrait_types import Part
from lib.insights.scenario import scenario_note
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.offers import OfferFilter, offer_rows
from lib.text import Dated, Message, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.portrait_types import Place
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

ENTRIES_SHOWN: Final = 5
NEWEST: Final = msg("last confirmed")
OLDEST: Final = msg("longest unconfirmed")
NEVER: Final = msg("never confirmed")


def entry_part(engine: Engine, chosen: OfferFilter, place: Place, *, state: DataState) -> Part:
    """List the entries confirmed last, those waiting longest, and those never confirmed.

    A confirmation after the day asked about says nothing about that day: such entries are counted
    in a note and not listed.
    """
    rows = offer_rows(engine, replace(chosen, life_phase="", field=""), ags=place.ags)
    later = rows["last_confirmed_on"] > pd.Timestamp(chosen.on)
    known = rows[~later]
    dated = known[known["last_confirmed_on"].notna()]
    never = known[known["last_confirmed_on"].isna()]
    newest = dated.sort_values(["last_confirmed_on", "name", "key"], ascending=[False, True, True])
    newest = newest.head(ENTRIES_SHOWN)
    waiting = dated.drop(newest.index).sort_values(["last_confirmed_on", "name", "key"])
    table = pd.concat(
        [
            _listed(newest, NEWEST),
            _listed(waiting.head(ENTRIES_SHOWN), OLDEST),
            _listed(never.head(ENTRIES_SHOWN), NEVER),
        ],
        ignore_index=True,
    )
    title = msg("Newest and oldest entries")
    return Part(
        key="eintraege",
        title=title,
        sentences=_sentences(dated, never, place, is_reported=bool(len(rows))),
        table=Table(table, _columns(), caption=title),
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=chosen.on,
            sources=(
                msg("Offers: sample data.")
                if state.is_sample
                else msg("Offers: as reported by providers."),
            ),
            method="offer-density",
            notes=(*scenario_note(chosen), *_notes(int(later.sum()))),
        ),
    )


def _listed(rows: pd.DataFrame, kind: Message) -> pd.DataFrame:
    ranges = zip(rows["minimum_age_years"], rows["maximum_age_years"], strict=True)
    ages = [age_range(*ends) for ends in ranges]
    return pd.DataFrame(
        {
            "kind": pd.Series([kind] * len(rows), dtype=object),
            "name": rows["name"].to_numpy(),
            "institution_name": rows["institution_name"].to_numpy(),
            "ages": pd.Series(ages, dtype=object),
            "last_confirmed_on": rows["last_confirmed_on"].to_numpy(),
            "last_confirmed_on_state": CellState.UNKNOWN.value
            if kind is NEVER
            else CellState.VALUE.value,
        }
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("kind", msg("Entry"), ColumnKind.MESSAGE),
        Column("last_confirmed_on", msg("Last confirmed"), ColumnKind.DATE),
        Column("name", msg("Offer")),
        Column("institution_name", msg("Institution")),
        Column("ages", msg("Ages"), ColumnKind.MESSAGE),
    )


def _sentences(
    dated: pd.DataFrame, never: pd.DataFrame, place: Place, *, is_reported: bool
) -> tuple[Text, ...]:
    if not is_reported:
        return (msg("No active offer of {name} on this day.", name=place.name),)
    lines: list[Text] = []
    if len(dated):
        oldest, newest = dated["last_confirmed_on"].min(), dated["last_confirmed_on"].max()
        lines.append(
            msg(
                "Confirmed last on {newest}; the oldest confirmation is of {oldest}.",
                newest=Dated(newest.date()),
                oldest=Dated(oldest.date()),
            )
        )
    if len(never):
        lines.append(
            nmsg(
                "{count} entry was never confirmed.",
                "{count} entries were never confirmed.",
                len(never),
            )
        )
    return tuple(lines)


def _notes(later_count: int) -> tuple[Text, ...]:
    notes: list[Text] = [
        msg("At most {count} entries of each kind are listed.", count=ENTRIES_SHOWN)
    ]
    if later_count:
        notes.append(
            nmsg(
                "{count} entry was confirmed after the reference date and is not listed.",
                "{count} entries were confirmed after the reference date and are not listed.",
                later_count,
            )
        )
    return tuple(notes)
