"""Which offers are there? What a search finds, as sentences and one list; told where it is cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.insights import entry_tables
from lib.insights.types import Provenance, Table
from lib.store.queries.entries import host_entries, offer_entries
from lib.store.queries.search import Hits, SearchFilter, search
from lib.text import Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.search_index import OfferIndex
    from lib.store.queries.state import DataState

#: Rows on the page, and rows of a download; both say so when they hold less than was found.
SHOWN_ROWS: Final = 500
EXPORTED_ROWS: Final = 50_000


class Listing(StrEnum):
    """What is listed."""

    OFFERS = "angebote"
    INSTITUTIONS = "einrichtungen"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that no entry has, and words that look alike (as the data write them)."""

    typed: str
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchInsight:
    """What was found; `table` holds the first SHOWN_ROWS of `rows_count`, `key` in its frame."""

    answer: tuple[Message, ...]
    table: Table
    rows_count: int
    suggestions: tuple[Suggestion, ...]
    without_filters_count: int
    has_entries: bool
    provenance: Provenance

    @property
    def is_cut(self) -> bool:
        """Whether more was found than the page shows."""
        return self.rows_count > len(self.table.frame)


def offer_search(
    engine: Engine,
    chosen: SearchFilter,
    *,
    listing: Listing,
    index: OfferIndex,
    lists: Lists,
    state: DataState,
) -> SearchInsight:
    """Answer a search.

    Raises:
        StoreError: the database cannot answer.
    """
    hits = search(index, chosen, offers_limit=SHOWN_ROWS, hosts_limit=SHOWN_ROWS)
    rows_count = hits.offers_count if listing is Listing.OFFERS else hits.hosts_count
    return SearchInsight(
        answer=_answer(hits, chosen, listing, has_entries=bool(len(index))),
        table=_table(engine, hits, chosen, listing, lists),
        rows_count=rows_count,
        suggestions=tuple(
            Suggestion(word.typed, index.vocabulary.alike(word.typed))
            for word in hits.met
            if not len(word.word_ids)
        ),
        without_filters_count=hits.without_filters_count,
        has_entries=bool(len(index)),
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=chosen.offers.on,
            sources=(
                msg("Offers: sample data.")
                if state.is_sample
                else msg("Offers: as reported by providers."),
            ),
            method="",
            notes=_cut_note(rows_count),
        ),
    )


def export_table(
    engine: Engine,
    chosen: SearchFilter,
    *,
    listing: Listing,
    index: OfferIndex,
    lists: Lists,
) -> Table:
    """List everything that was found, up to EXPORTED_ROWS.

    Raises:
        StoreError: the database cannot answer.
    """
    hits = search(index, chosen, offers_limit=EXPORTED_ROWS, hosts_limit=EXPORTED_ROWS)
    return _table(engine, hits, chosen, listing, lists)


def _table(
    engine: Engine, hits: Hits, chosen: SearchFilter, listing: Listing, lists: Lists
) -> Table:
    if listing is Listing.OFFERS:
        rows = offer_entries(engine, hits.offers)
        return entry_tables.offers_table(rows, on=chosen.offers.on, lists=lists)
    rows = host_entries(engine, hits.hosts)
    counts = dict(zip(hits.hosts, hits.host_offers, strict=True))
    rows["offers_count"] = rows["key"].map(counts).astype("int64")
    return entry_tables.hosts_table(rows, lists=lists)


def _cut_note(rows_count: int) -> tuple[Text, ...]:
    if rows_count <= EXPORTED_ROWS:
        return ()
    return (
        msg(
            "A download holds the first {most} of {count} rows.",
            most=EXPORTED_ROWS,
            count=rows_count,
        ),
    )


def _answer(
    hits: Hits, chosen: SearchFilter, listing: Listing, *, has_entries: bool
) -> tuple[Message, ...]:
    found = hits.offers_count if listing is Listing.OFFERS else hits.hosts_count
    if not (has_entries or found):
        return (msg("No offer is reported yet. Once offers are imported, they can be found here."),)
    corrections = tuple(_correction(word.typed, word.instead) for word in hits.met if word.instead)
    if not found:
        return (*corrections, *_nothing(hits, chosen))
    offers = nmsg("{count} offer", "{count} offers", hits.offers_count)
    if listing is Listing.OFFERS:
        hosts = nmsg("{count} institution", "{count} institutions", hits.offering_hosts_count)
        return (*corrections, _freshness(hits, offers, hosts))
    hosts = nmsg("{count} institution", "{count} institutions", hits.hosts_count)
    if not hits.offers_count:
        return (
            *corrections,
            msg("{institutions}, none of them with matching offers.", institutions=hosts),
        )
    return (
        *corrections,
        msg(
            "{institutions}; {offering} of them have matching offers ({offers}).",
            institutions=hosts,
            offering=hits.offering_hosts_count,
            offers=offers,
        ),
    )


def _correction(typed: str, instead: tuple[str, ...]) -> Message:
    quoted = Names(tuple(msg("“{word}”", word=word) for word in instead))
    return msg("No entry has “{typed}”; searched instead: {words}.", typed=typed, words=quoted)


def _freshness(hits: Hits, offers: Message, hosts: Message) -> Message:
    if not hits.unconfirmed_count:
        return msg(
            "{offers} of {institutions}; all confirmed in the last 12 months.",
            offers=offers,
            institutions=hosts,
        )
    if not hits.never_confirmed_count:
        return msg(
            "{offers} of {institutions}; {unconfirmed} not confirmed for over 12 months.",
            offers=offers,
            institutions=hosts,
            unconfirmed=hits.unconfirmed_count,
        )
    return msg(
        "{offers} of {institutions}; {unconfirmed} not confirmed for over 12 months, {never} of "
        "them never.",
        offers=offers,
        institutions=hosts,
        unconfirmed=hits.unconfirmed_count,
        never=hits.never_confirmed_count,
    )


def _nothing(hits: Hits, chosen: SearchFilter) -> tuple[Message, ...]:
    if not chosen.text:
        return (msg("No entry fits these filters."),)
    nothing = msg("Nothing found for “{text}”.", text=chosen.text)
    if hits.without_filters_count:
        without = nmsg(
            "Without the filters it would be {count} offer.",
            "Without the filters it would be {count} offers.",
            hits.without_filters_count,
        )
        return (nothing, without)
    return (nothing,)


def without_filters(chosen: SearchFilter) -> SearchFilter:
    """Keep the words and the day, drop every other filter."""
    offers = replace(chosen.offers, life_phase="", field="", prevention_level="", sector="")
    return SearchFilter(offers=offers, text=chosen.text)
