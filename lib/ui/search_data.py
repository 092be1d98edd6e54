"""Answers for the page of offers (through the caches)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.insights import offer_search
from lib.store.queries import entries
from lib.ui import cache, data

if TYPE_CHECKING:
    from lib.insights.offer_search import SearchInsight
    from lib.insights.types import Table
    from lib.store.queries.entries import HostEntry, OfferEntry
    from lib.ui.context import View
    from lib.ui.search_filters import SearchChoice


def found(view: View, chosen: SearchChoice) -> SearchInsight:
    """What the search finds."""
    at = data.at(view)
    return cache.ask(
        at,
        offer_search.offer_search,
        chosen.filter,
        listing=chosen.listing,
        index=cache.search_index(at),
        lists=view.lists,
        state=view.state,
    )


def export(view: View, chosen: SearchChoice) -> Table:
    """Everything that was found; made for a download and not kept."""
    at = data.at(view)
    return offer_search.export_table(
        cache.reading_engine(at.url),
        chosen.filter,
        listing=chosen.listing,
        index=cache.search_index(at),
        lists=view.lists,
    )


def offer(view: View, key: str) -> OfferEntry | None:
    """One offer in full; None for a stale link."""
    return cache.ask(data.at(view), entries.offer_entry, key)


def institution(view: View, key: str) -> HostEntry | None:
    """One institution in full; None for a stale link."""
    return cache.ask(data.at(view), entries.host_entry, key)
