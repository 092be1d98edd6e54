"""One entry of the directory in full: an offer or an institution. Text from data stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.insights.entry_tables import place, status_on
from lib.insights.offer_list import age_range
from lib.insights.offer_search import Listing
from lib.insights.types import ALL
from lib.text import Dated, Message, Names, Num, Text, msg
from lib.ui import search_data, search_filters, url_state
from lib.ui.navigation import PAGES
from lib.ui.panels import escape

if TYPE_CHECKING:
    from datetime import date

    from lib.store.queries.entries import HostEntry, OfferEntry
    from lib.ui.context import View

FACT_WIDTH_PX: Final = 150
ENTRY_WIDTH_PX: Final = 430
#: Leaves room for "Schließen" on the same line.
TITLE_WIDTH_PX: Final = 275
NOT_STATED: Final = msg("not stated")
#: Pages that a municipality leads to, with the words of the link.
ONWARD: Final = (
    ("angebotsdichte", msg("Offer density of {municipality}"), ":material/map:"),
    ("kommune", msg("Portrait of {municipality}"), ":material/location_city:"),
)


def show_offer(view: View, key: str, *, on: date) -> bool:
    """Show an offer; False where there is none (a stale link)."""
    entry = search_data.offer(view, key)
    if entry is None:
        return False
    with st.container(border=True, width=ENTRY_WIDTH_PX, key="entry"):
        _head(view, entry.name, "angebot")
        st.caption(
            escape(
                view.t(
                    msg(
                        "{institution} · {status}",
                        institution=entry.institution_name,
                        status=status_on(on, entry.status, entry.valid_from, entry.valid_to),
                    )
                )
            )
        )
        if entry.description:
            st.markdown(escape(entry.description))
        _facts(view, _offer_facts(view, entry))
        with st.container(horizontal=True, gap="small"):
            st.button(
                view.t(msg("Show the institution")),
                icon=":material/apartment:",
                on_click=_open_institution,
                args=(entry.institution_key,),
                key="open_institution",
            )
            _onward(view, entry.ags, entry.municipality)
    return True


def show_institution(view: View, key: str) -> bool:
    """Show an institution; False where there is none (a stale link)."""
    entry = search_data.institution(view, key)
    if entry is None:
        return False
    with st.container(border=True, width=ENTRY_WIDTH_PX, key="entry"):
        _head(view, entry.name, "einrichtung")
        _facts(view, _host_facts(view, entry))
        with st.container(horizontal=True, gap="small"):
            st.button(
                view.t(msg("Show its offers")),
                icon=":material/list:",
                on_click=_show_offers,
                args=(entry.name,),
                key="show_offers",
            )
            _onward(view, entry.ags, entry.municipality)
    return True


def _head(view: View, name: str, parameter: str) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        st.subheader(escape(name), anchor=False, width=TITLE_WIDTH_PX)
        st.button(
            view.t(msg("Close")),
            icon=":material/close:",
            type="tertiary",
            on_click=url_state.choose,
            args=(parameter, ""),
            key="close_entry",
        )


def _facts(view: View, facts: tuple[tuple[Message, Text | None], ...]) -> None:
    with st.grid(2, min_column_width=FACT_WIDTH_PX, gap="xsmall"):
        for label, text in facts:
            with st.container(gap=None):
                st.caption(view.t(label))
                st.markdown(escape(view.t(text or NOT_STATED)))


def _offer_facts(view: View, entry: OfferEntry) -> tuple[tuple[Message, Text | None], ...]:
    lists = view.lists
    others = tuple(name for name in entry.service_area if name != entry.municipality)
    where = place(entry.municipality, (), is_region_wide=entry.is_region_wide)
    return (
        (msg("Ages"), age_range(entry.minimum_age_years, entry.maximum_age_years)),
        (msg("Places"), None if entry.capacity_places is None else Num(entry.capacity_places)),
        (msg("Municipality"), where),
        (msg("Serves as well"), Names(others) if others else msg("no other municipality")),
        (msg("Fields of action"), _labels(view, "field_of_action", entry.fields)),
        (msg("Kind of offer"), lists.label("offer_kind", entry.kind)),
        (msg("Prevention level"), lists.label("prevention_level", entry.prevention_level)),
        (msg("Transitions named"), _labels(view, "transition", entry.transitions) or msg("none")),
        (msg("Type of institution"), lists.label("institution_type", entry.institution_type)),
        (msg("Provider"), lists.label("provider_sector", entry.sector)),
        (msg("Valid"), _validity(entry)),
        (
            msg("Last confirmed"),
            Dated(entry.last_confirmed_on) if entry.last_confirmed_on else msg("never"),
        ),
        (msg("Key"), entry.key),
    )


def _host_facts(view: View, entry: HostEntry) -> tuple[tuple[Message, Text | None], ...]:
    lists = view.lists
    return (
        (msg("Type of institution"), lists.label("institution_type", entry.institution_type)),
        (msg("Provider"), lists.label("provider_sector", entry.sector)),
        (msg("Municipality"), entry.municipality or msg("Whole region")),
        (msg("Works in life phases"), _labels(view, "life_phase", entry.life_phases)),
        (msg("Key"), entry.key),
    )


def _labels(view: View, list_name: str, codes: tuple[str, ...]) -> Text | None:
    return Names(tuple(view.lists.label(list_name, code) for code in codes)) if codes else None


def _validity(entry: OfferEntry) -> Text:
    if entry.valid_to is None:
        return msg("from {day}", day=Dated(entry.valid_from))
    return msg(
        "{begin} until before {end}", begin=Dated(entry.valid_from), end=Dated(entry.valid_to)
    )


def _onward(view: View, ags: str, municipality: str) -> None:
    """Lead to the municipality on other pages, if the extent knows it."""
    if ags not in dict(view.lists.municipalities):
        return
    paths = {spec.slug: spec.path for spec in PAGES}
    for slug, words, icon in ONWARD:
        if slug in paths:
            st.page_link(
                paths[slug],
                label=escape(view.t(Message(words.msgid, (("municipality", municipality),)))),
                icon=icon,
                query_params={"kommune": ags, "lang": view.language},
            )


def _open_institution(key: str) -> None:
    url_state.choose("einrichtung", key)
    url_state.choose(search_filters.LISTING, Listing.INSTITUTIONS.value)


def _show_offers(name: str) -> None:
    """List everything of an institution: its name as words, no other filter."""
    search_filters.reset()
    url_state.choose(search_filters.SEARCH, name[:200])
    url_state.choose(search_filters.LISTING, Listing.OFFERS.value)
    url_state.choose("kommune", ALL)
