"""Search over offers and institutions: filters and words, answered from the index in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.fuzzy_text import Match, Met, query_words
from lib.domain.vocabulary import OfferStatus
from lib.store.queries.columns import day_number
from lib.store.search_rows import NEVER, NO_PLACES

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.search_index import OfferIndex

#: A name that is exactly what was asked comes first, before every sum of single words.
_WHOLE_NAME: Final = 1_000
#: The better way of meeting counts most; then the offer's name, its institution, its municipality.
_PER_MATCH: Final = 4
_NAME, _HOST, _AREA = 3, 2, 1


class EntryStatus(StrEnum):
    """Which entries, judged on the reference date."""

    ACTIVE = "aktiv"
    NOT_ACTIVE = "nicht-aktiv"
    ALL = "alle"


class Confirmation(StrEnum):
    """When an entry was last confirmed, counted back from the reference date."""

    ALL = "alle"
    WITHIN_12_MONTHS = "12-monate"
    OVER_12_MONTHS = "aelter-12"  # or never
    OVER_24_MONTHS = "aelter-24"  # or never
    NEVER = "nie"


class Places(StrEnum):
    """Whether an offer states how many places it has."""

    ALL = "alle"
    STATED = "mit"
    NOT_STATED = "ohne"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilter:
    """What is searched. The scenario of `offers` is passed over: a search finds real entries."""

    offers: OfferFilter
    text: str = ""
    kind: str = ""
    ags: str = ""
    status: EntryStatus = EntryStatus.ACTIVE
    confirmation: Confirmation = Confirmation.ALL
    places: Places = Places.ALL

    @property
    def asks_for_offers(self) -> bool:
        """Whether anything but words, provider and municipality narrows the search."""
        offers = self.offers
        return bool(
            offers.life_phase
            or offers.field
            or offers.prevention_level
            or self.kind
            or self.status is EntryStatus.NOT_ACTIVE
            or self.confirmation is not Confirmation.ALL
            or self.places is not Places.ALL
        )


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search finds. `offers` and `hosts`: keys in order, at most as many as asked for."""

    offers: tuple[str, ...]
    hosts: tuple[str, ...]
    host_offers: tuple[int, ...]  # matching offers of each of `hosts`
    offers_count: int
    hosts_count: int
    offering_hosts_count: int
    unconfirmed_count: int  # over 12 months ago or never
    never_confirmed_count: int
    met: tuple[Met, ...] = field(repr=False)
    without_filters_count: int = 0  # offers that the words alone would find


def months_before(day: date, months: int) -> int:
    """Day number of the same day some months earlier."""
    return day_number((pd.Timestamp(day) - pd.DateOffset(months=months)).date())


def search(index: OfferIndex, chosen: SearchFilter, *, offers_limit: int, hosts_limit: int) -> Hits:
    """Find offers and institutions, best first, equally good ones alphabetically."""
    met = tuple(index.vocabulary.meet(word) for word in query_words(chosen.text))
    scores = _offer_scores(index, met)
    by_words = scores > 0
    found = by_words & offer_mask(index, chosen)
    positions = np.flatnonzero(found)
    ordered = _best(positions, scores[positions], offers_limit)
    per_host = np.bincount(index.hosts[positions], minlength=len(index.host.keys))
    hosts, hosts_count = _hosts(index, chosen, met, per_host, hosts_limit)
    confirmed = index.confirmed[positions]
    never = day_number(NEVER)
    fresh = (confirmed > months_before(chosen.offers.on, 12)) & (
        confirmed <= day_number(chosen.offers.on)
    )
    return Hits(
        offers=tuple(key.decode() for key in index.keys[ordered].tolist()),
        hosts=tuple(index.host.keys[number] for number in hosts.tolist()),
        host_offers=tuple(per_host[hosts].tolist()),
        offers_count=len(positions),
        hosts_count=hosts_count,
        offering_hosts_count=int(np.count_nonzero(per_host)),
        unconfirmed_count=int(np.count_nonzero(~fresh)),
        never_confirmed_count=int(np.count_nonzero(confirmed == never)),
        met=met,
        without_filters_count=int(np.count_nonzero(by_words)),
    )


def _best(positions: NDArray[np.int64], scores: NDArray[np.int16], limit: int) -> NDArray[np.int64]:
    """Take the best `limit`; rows stand alphabetically, so the row number settles equal scores."""
    if not len(positions):
        return positions
    worth = (int(scores.max()) - scores.astype(np.int64)) * (int(positions[-1]) + 1) + positions
    if len(worth) > limit:
        kept = np.argpartition(worth, limit)[:limit]
        positions, worth = positions[kept], worth[kept]
    return positions[np.argsort(worth, kind="stable")]


def _offer_scores(index: OfferIndex, met: tuple[Met, ...]) -> NDArray[np.int16]:
    """Worth of every offer; 0 where a word meets neither its name, institution nor place."""
    total = np.ones(len(index), np.int16)
    exact = np.zeros(len(index.name_texts.words_counts), np.int16)
    for word in met:
        by_name = index.name_texts.best(word)
        exact += by_name == Match.EXACT
        best = _worth(by_name, _NAME)[index.names]
        np.maximum(best, _worth(index.host.texts.best(word), _HOST)[index.hosts], out=best)
        by_area = _worth(index.area_texts.best(word), _AREA)
        if by_area.any():
            here = index.areas >= 0
            best[here] = np.maximum(best[here], by_area[index.areas[here]])
            reached = by_area[index.service_areas]
            np.maximum.at(best, index.service_offers[reached > 0], reached[reached > 0])
        total = np.where((total > 0) & (best > 0), total + best, 0).astype(np.int16)
    if met:
        whole = (exact == len(met)) & (index.name_texts.words_counts == len(met))
        total[whole[index.names] & (total > 0)] += _WHOLE_NAME
    return total


def _worth(best: NDArray[np.uint8], where: int) -> NDArray[np.int16]:
    return np.where(best > 0, best.astype(np.int16) * _PER_MATCH + where, 0).astype(np.int16)


def offer_mask(index: OfferIndex, chosen: SearchFilter) -> NDArray[np.bool_]:
    """Which offers pass every filter but the words."""
    offers = chosen.offers
    mask = _status_mask(index, chosen.status, day_number(offers.on))
    if offers.life_phase:
        low, high = index.phases.get(offers.life_phase, (0, 0))
        mask &= (index.minimum_ages < high) & (index.maximum_ages >= low)
    if offers.field:
        mask &= index.fields.get(offers.field, np.zeros(len(index), np.bool_))
    if offers.prevention_level:
        mask &= index.levels.equals(offers.prevention_level)
    if chosen.kind:
        mask &= index.kinds.equals(chosen.kind)
    if offers.sector:
        mask &= index.host.sectors.equals(offers.sector)[index.hosts]
    if chosen.ags:
        mask &= _in_area(index, chosen.ags)
    if chosen.places is not Places.ALL:
        mask &= (index.places != NO_PLACES) == (chosen.places is Places.STATED)
    return mask & _confirmation_mask(index, chosen.confirmation, offers.on)


def _status_mask(index: OfferIndex, status: EntryStatus, day: int) -> NDArray[np.bool_]:
    if status is EntryStatus.ALL:
        return np.ones(len(index), np.bool_)
    active = index.statuses.equals(OfferStatus.ACTIVE.value)
    active &= (index.valid_from <= day) & (index.valid_to > day)
    return active if status is EntryStatus.ACTIVE else ~active


def _in_area(index: OfferIndex, ags: str) -> NDArray[np.bool_]:
    """Offers that take place in a municipality or name it in their service area."""
    if ags not in index.ags:
        return np.zeros(len(index), np.bool_)
    number = index.ags.index(ags)
    mask: NDArray[np.bool_] = index.areas == number
    mask[index.service_offers[index.service_areas == number]] = True
    return mask


def _confirmation_mask(
    index: OfferIndex, confirmation: Confirmation, on: date
) -> NDArray[np.bool_]:
    confirmed = index.confirmed
    if confirmation is Confirmation.ALL:
        return np.ones(len(index), np.bool_)
    if confirmation is Confirmation.NEVER:
        never: NDArray[np.bool_] = confirmed == day_number(NEVER)
        return never
    months = 24 if confirmation is Confirmation.OVER_24_MONTHS else 12
    fresh: NDArray[np.bool_] = (confirmed > months_before(on, months)) & (
        confirmed <= day_number(on)
    )
    return fresh if confirmation is Confirmation.WITHIN_12_MONTHS else ~fresh


def _hosts(
    index: OfferIndex,
    chosen: SearchFilter,
    met: tuple[Met, ...],
    per_host: NDArray[np.int64],
    limit: int,
) -> tuple[NDArray[np.int64], int]:
    """Institutions that the words name, then those of the offers found; each alphabetically.

    Once a filter asks for something that only offers have, an institution needs such an offer.
    """
    scores = _host_scores(index, met)
    named = scores > 0
    if chosen.offers.sector:
        named &= index.host.sectors.equals(chosen.offers.sector)
    if chosen.ags:
        number = index.ags.index(chosen.ags) if chosen.ags in index.ags else len(index.ags)
        named &= index.host.areas == number
    found = (per_host > 0) if chosen.asks_for_offers else (named | (per_host > 0))
    numbers = np.flatnonzero(found)
    order = np.lexsort((numbers, index.host.order[numbers], -scores[numbers]))
    return numbers[order][:limit], len(numbers)


def _host_scores(index: OfferIndex, met: tuple[Met, ...]) -> NDArray[np.int16]:
    total = np.ones(len(index.host.keys), np.int16)
    exact = np.zeros(len(total), np.int16)
    for word in met:
        by_name = index.host.texts.best(word)
        exact += by_name == Match.EXACT
        best = _worth(by_name, _HOST)
        by_area = np.append(_worth(index.area_texts.best(word), _AREA), 0)
        best = np.maximum(best, by_area[index.host.areas])  # the last one: no municipality
        total = np.where((total > 0) & (best > 0), total + best, 0).astype(np.int16)
    whole = (exact == len(met)) & (index.host.texts.words_counts == len(met)) & bool(met)
    total[whole & (total > 0)] += _WHOLE_NAME
    return total
