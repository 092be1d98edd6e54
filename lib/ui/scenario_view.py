"""What if: offers thought of and thought away, for this link only; never written anywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.scenario import MOST_CHANGES, MOST_PLACES, NO_SCENARIO, AddedOffer, Scenario
from lib.store.queries.offers import OfferFilter, offer_rows
from lib.text import Message, Num, Text, msg, nmsg
from lib.ui import cache, data, scenario_state
from lib.ui.panels import escape

if TYPE_CHECKING:
    import pandas as pd

    from lib.ui.context import View

WHAT_IF: Final = msg("What if …")
_PHASE: Final = "scenario_phase"
_ADD_AGS: Final = "scenario_add_ags"
_PLACES: Final = "scenario_places"
_REMOVE_AGS: Final = "scenario_remove_ags"
_REMOVE_KEY: Final = "scenario_remove_key"
#: What a reader types into the fields before it becomes a change.
DEFAULT_PLACES: Final = 0


def badge(view: View) -> None:
    """Say "Szenario" beside the title wherever figures follow it."""
    scenario = scenario_state.current(view)
    if scenario:
        label = nmsg(
            "Scenario: {count} change", "Scenario: {count} changes", scenario.changes_count
        )
        st.badge(view.t(label), icon=":material/lightbulb:", color="orange")


def tell_stale(view: View) -> None:
    """Say how many changes of the link these data do not know."""
    asked = scenario_state.in_address()
    count = asked.changes_count - scenario_state.known(view, asked).changes_count
    if count > 0:
        line = nmsg(
            "{count} change of the link does not exist any more and is left out.",
            "{count} changes of the link do not exist any more and are left out.",
            count,
        )
        st.warning(view.t(line), icon=":material/link_off:")


def control(view: View, chosen: OfferFilter) -> None:
    """Offer the changes in a popover (inside `filters.row()`); nothing in presentation."""
    if view.presentation:
        return
    popover = st.popover(
        view.t(WHAT_IF),
        icon=":material/lightbulb:",
        help=view.t(msg("Try out what one offer more or less would change")),
        key="scenario_popover",
        on_change="rerun",
    )
    if popover.open:
        with popover:
            _inside(view, chosen)


def _inside(view: View, chosen: OfferFilter) -> None:
    asked = scenario_state.in_address()
    st.caption(
        view.t(
            msg(
                "Nothing is stored: the scenario stands in the address of this page only. Share "
                "the link to show it to others."
            )
        )
    )
    is_full = asked.changes_count >= MOST_CHANGES
    if is_full:
        st.caption(
            view.t(msg("A scenario holds at most {count} changes.", count=Num(MOST_CHANGES)))
        )
    adding, removing = st.tabs([view.t(msg("Add an offer")), view.t(msg("Take an offer away"))])
    with adding:
        _adding(view, is_full=is_full)
    with removing:
        _removing(view, chosen, is_full=is_full)
    _changes(view)


def _adding(view: View, *, is_full: bool) -> None:
    phases = {code: view.t(label) for code, label in view.lists.codes["life_phase"]}
    places = dict(view.lists.municipalities)
    phase, place, number = st.columns([3, 3, 2])
    with phase:
        _choose(view, msg("Life phase of the new offer"), _PHASE, phases)
    with place:
        _choose(view, msg("Municipality of the new offer"), _ADD_AGS, places)
    number.number_input(
        view.t(msg("Places (0: not stated)")), 0, MOST_PLACES, DEFAULT_PLACES, key=_PLACES
    )
    is_ready = bool(st.session_state.get(_PHASE) and st.session_state.get(_ADD_AGS))
    st.button(
        view.t(msg("Add")),
        icon=":material/add:",
        disabled=is_full or not is_ready,
        on_click=_add,
        key="scenario_add",
        type="primary",
    )


def _add() -> None:
    state = st.session_state
    if state.get(_PHASE) and state.get(_ADD_AGS):
        places = int(state.get(_PLACES) or 0)
        scenario_state.add(AddedOffer(state[_PHASE], state[_ADD_AGS], places))


def _removing(view: View, chosen: OfferFilter, *, is_full: bool) -> None:
    place, offer = st.columns([3, 5])
    with place:
        ags = _choose(
            view, msg("Municipality of the offer"), _REMOVE_AGS, dict(view.lists.municipalities)
        )
    offers = _active_offers(view, chosen, ags) if ags else {}
    with offer:
        key = _choose(view, msg("Offer"), _REMOVE_KEY, offers)
    if ags and not offers:
        st.caption(view.t(msg("No active offer is reported here on this day.")))
    st.button(
        view.t(msg("Take away")),
        icon=":material/remove:",
        disabled=is_full or not key,
        on_click=_remove,
        key="scenario_remove",
        type="primary",
    )


def _remove() -> None:
    key = st.session_state.get(_REMOVE_KEY)
    if key:
        scenario_state.remove(key)


def _active_offers(view: View, chosen: OfferFilter, ags: str) -> dict[str, str]:
    """Active offers of a municipality that are not thought away yet, by key."""
    every = OfferFilter(on=chosen.on, scenario=replace(chosen.scenario, added=()))
    rows = cache.ask(data.at(view), offer_rows, every, ags=ags)
    labels = (
        f"{name} ({host})"
        for name, host in zip(rows["name"], rows["institution_name"], strict=True)
    )
    return dict(zip(rows["key"], labels, strict=True))


def _choose(view: View, label: Message, key: str, options: dict[str, str]) -> str:
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    chosen = st.selectbox(
        view.t(label),
        list(options),
        index=None,
        format_func=lambda code: options.get(code, code),
        placeholder=view.t(msg("Please choose")),
        key=key,
    )
    return chosen or ""


def _changes(view: View) -> None:
    """List what is changed; each change can be taken back."""
    asked = scenario_state.in_address()
    if asked == NO_SCENARIO:
        return
    heading = msg("Changes")
    st.markdown(f"**{escape(view.t(heading))}**")
    known = scenario_state.names(view, asked).set_index("key")
    lines = [
        *(_added_line(view, offer) for offer in asked.added),
        *(_removed_line(view, key, known) for key in asked.removed),
    ]
    for index, line in enumerate(lines):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(escape(view.t(line)), width="stretch")
            st.button(
                view.t(msg("Take back")),
                icon=":material/close:",
                key=f"scenario_back_{index}",
                type="tertiary",
                on_click=scenario_state.take_back,
                args=(index,),
            )
    st.button(
        view.t(msg("Discard the scenario")),
        icon=":material/delete:",
        on_click=scenario_state.discard,
        key="scenario_discard",
    )


def _added_line(view: View, offer: AddedOffer) -> Text:
    phase = view.lists.label("life_phase", offer.life_phase)
    place = view.lists.municipality_name(offer.ags)
    if not scenario_state.known(view, Scenario(added=(offer,))):
        return msg(
            "+ {phase}, {municipality} (does not exist any more)", phase=phase, municipality=place
        )
    if not offer.capacity_places:
        return msg("+ {phase}, {municipality}", phase=phase, municipality=place)
    return msg(
        "+ {phase}, {municipality}, {places}",
        phase=phase,
        municipality=place,
        places=nmsg("{count} place", "{count} places", offer.capacity_places),
    )


def _removed_line(view: View, key: str, known: pd.DataFrame) -> Text:
    if key not in known.index:
        return msg("− {key} (does not exist any more)", key=key)
    name, ags = str(known.loc[key, "name"]), str(known.loc[key, "ags"])
    place = view.lists.municipality_name(ags) if ags else view.t(msg("Whole region"))
    return msg("− {name}, {municipality}", name=name, municipality=place)
