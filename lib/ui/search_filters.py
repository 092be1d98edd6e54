"""Search field and filters of the page of offers: the most used in sight, the rest on request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

import streamlit as st

from lib.insights.offer_search import Listing, without_filters
from lib.insights.types import ALL
from lib.store.queries.offers import OfferFilter
from lib.store.queries.search import Confirmation, EntryStatus, Places, SearchFilter
from lib.text import Dated, Message, Text, msg
from lib.ui import filters, url_state, url_widgets
from lib.ui.popovers import popover

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.ui.context import View

Choice = TypeVar("Choice", bound=StrEnum)
SEARCH: Final = "suche"
LISTING: Final = "liste"
#: The parameters that "Reset filters" clears.
NARROWING: Final = (
    *("kommune", "phase", "feld", "ebene", "traeger", "art"),
    *("eintrag", "bestaetigt", "plaetze"),
)
STATUS_LABELS: Final[dict[EntryStatus, Message]] = {
    EntryStatus.ACTIVE: msg("Active on the reference date"),
    EntryStatus.NOT_ACTIVE: msg("Not active (ended, future, withdrawn)"),
    EntryStatus.ALL: msg("All entries"),
}
CONFIRMATION_LABELS: Final[dict[Confirmation, Message]] = {
    Confirmation.ALL: msg("Whenever"),
    Confirmation.WITHIN_12_MONTHS: msg("In the last 12 months"),
    Confirmation.OVER_12_MONTHS: msg("Over 12 months ago or never"),
    Confirmation.OVER_24_MONTHS: msg("Over 24 months ago or never"),
    Confirmation.NEVER: msg("Never"),
}
PLACES_LABELS: Final[dict[Places, Message]] = {
    Places.ALL: msg("With and without"),
    Places.STATED: msg("Number of places stated"),
    Places.NOT_STATED: msg("Number of places not stated"),
}
LISTING_LABELS: Final[dict[Listing, Message]] = {
    Listing.OFFERS: msg("Offers"),
    Listing.INSTITUTIONS: msg("Institutions"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchChoice:
    """What the page of offers is asked."""

    filter: SearchFilter
    listing: Listing

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter but the words is set."""
        return self.filter != without_filters(self.filter)


def search_choice(view: View) -> SearchChoice:
    """Draw search field, list and filters."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="search_row"):
        text = url_widgets.text_input(
            view.t(msg("Search")),
            SEARCH,
            shown=not view.presentation,
            placeholder=view.t(msg("Offer, institution or place, for example: Erziehungsberatung")),
            icon=":material/search:",
            help=view.t(
                msg(
                    "Capitals, umlauts (ä = ae = a), hyphens and the order of words do not matter; "
                    "small typing errors are forgiven. Press Enter to search."
                )
            ),
        )
        listing = _listing(view)
    with filters.row():
        ags = filters.municipality(view, msg("All municipalities"))
        phase = filters.code(view, msg("Life phase"), "phase", "life_phase", msg("All life phases"))
        field = filters.code(
            view, msg("Field of action"), "feld", "field_of_action", msg("All fields")
        )
        label = view.t(msg("More filters"))
        with popover(view, label, key="more_filters", icon=":material/tune:") as inside:
            rest = _more(inside)
    return SearchChoice(
        filter=SearchFilter(
            offers=OfferFilter(
                on=rest.offers.on,
                life_phase=phase,
                field=field,
                prevention_level=rest.offers.prevention_level,
                sector=rest.offers.sector,
            ),
            text=text,
            ags=ags,
            kind=rest.kind,
            status=rest.status,
            confirmation=rest.confirmation,
            places=rest.places,
        ),
        listing=listing,
    )


def _listing(view: View) -> Listing:
    return Listing(
        url_state.segments(
            view.t(msg("List")),
            LISTING,
            [(item.value, view.t(label)) for item, label in LISTING_LABELS.items()],
            default=Listing.OFFERS.value,
            shown=not view.presentation,
        )
    )


def _more(view: View) -> SearchFilter:
    """Filters that are needed now and then."""
    level = filters.code(
        view, msg("Prevention level"), "ebene", "prevention_level", msg("All levels")
    )
    sector = filters.code(view, msg("Provider"), "traeger", "provider_sector", msg("All providers"))
    kind = filters.code(view, msg("Kind of offer"), "art", "offer_kind", msg("All kinds"))
    on = filters.reference_day(view)
    status = _choice(view, msg("Entries"), "eintrag", STATUS_LABELS, EntryStatus.ACTIVE)
    confirmation = _choice(
        view, msg("Last confirmed"), "bestaetigt", CONFIRMATION_LABELS, Confirmation.ALL
    )
    places = _choice(view, msg("Places"), "plaetze", PLACES_LABELS, Places.ALL)
    return SearchFilter(
        offers=OfferFilter(on=on, prevention_level=level, sector=sector),
        kind=kind,
        status=EntryStatus(status),
        confirmation=Confirmation(confirmation),
        places=Places(places),
    )


def _choice(
    view: View, label: Message, name: str, labels: Mapping[Choice, Message], default: Choice
) -> str:
    return url_state.select(
        view.t(label),
        name,
        [(item.value, view.t(text)) for item, text in labels.items()],
        default=default.value,
        shown=not view.presentation,
    )


def reset() -> None:
    """Clear every filter but the words and the reference date."""
    for name in NARROWING:
        url_state.choose(name, ALL)
    url_state.choose("eintrag", EntryStatus.ACTIVE.value)


def words_of_rest(view: View, chosen: SearchFilter) -> tuple[Text, ...]:
    """Name the filters that are set out of sight, so that none narrows the list unseen."""
    offers, lists = chosen.offers, view.lists
    words: list[Text] = []
    if offers.prevention_level:
        words.append(lists.label("prevention_level", offers.prevention_level))
    if offers.sector:
        words.append(lists.label("provider_sector", offers.sector))
    if chosen.kind:
        words.append(lists.label("offer_kind", chosen.kind))
    if chosen.status is not EntryStatus.ACTIVE:
        words.append(STATUS_LABELS[chosen.status])
    if chosen.confirmation is not Confirmation.ALL:
        label = CONFIRMATION_LABELS[chosen.confirmation]
        words.append(msg("Last confirmed: {when}", when=label))
    if chosen.places is not Places.ALL:
        words.append(PLACES_LABELS[chosen.places])
    if offers.on != view.state.reference_date:
        words.append(msg("Reference date {day}", day=Dated(offers.on)))
    return tuple(words)


def words_of_all(view: View, choice: SearchChoice) -> tuple[Text, ...]:
    """Name everything that narrows the list: for presentation and captions."""
    chosen, lists = choice.filter, view.lists
    words: list[Text] = [LISTING_LABELS[choice.listing]]
    if chosen.text:
        words.append(msg("“{word}”", word=chosen.text))
    words.append(lists.municipality_name(chosen.ags) if chosen.ags else view.settings.extent_name)
    if chosen.offers.life_phase:
        words.append(lists.label("life_phase", chosen.offers.life_phase))
    if chosen.offers.field:
        words.append(lists.label("field_of_action", chosen.offers.field))
    return (*words, *words_of_rest(view, chosen))
