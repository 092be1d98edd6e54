"""The scenario of the address, as far as the data know its parts; it is stored nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lib.domain.scenario import MOST_CHANGES, Scenario, read_scenario, scenario_text
from lib.store.queries.gaps import known_offers
from lib.ui import cache, data, url_state

if TYPE_CHECKING:
    import pandas as pd

    from lib.domain.scenario import AddedOffer
    from lib.ui.context import View

PARAMETER: Final = "szenario"


def in_address() -> Scenario:
    """Read what the address holds; it follows the reader over the pages of a session."""
    text = url_state.current(PARAMETER, valid=lambda _: True, default="")
    return read_scenario(text)


def current(view: View) -> Scenario:
    """Scenario of the address without the parts that these data do not know."""
    asked = in_address()
    url_state.publish(PARAMETER, scenario_text(asked), default="")
    return known(view, asked)


def known(view: View, asked: Scenario) -> Scenario:
    """Leave out what a stale link names: unknown phases, municipalities and offers."""
    if not asked:
        return asked
    phases = {code for code, _ in view.lists.codes["life_phase"]}
    places = {ags for ags, _ in view.lists.municipalities}
    keys = set(names(view, asked)["key"])
    return Scenario(
        added=tuple(o for o in asked.added if o.life_phase in phases and o.ags in places),
        removed=tuple(key for key in asked.removed if key in keys),
    )


def names(view: View, asked: Scenario) -> pd.DataFrame:
    """Look up the removed offers: key, name, institution_name, ags."""
    return cache.ask(data.at(view), known_offers, asked.removed)


def add(offer: AddedOffer) -> None:
    """Add an offer from a callback."""
    now = in_address()
    if now.changes_count < MOST_CHANGES:
        write(replace(now, added=(*now.added, offer)))


def remove(key: str) -> None:
    """Think an offer away, from a callback."""
    now = in_address()
    if key not in now.removed and now.changes_count < MOST_CHANGES:
        write(replace(now, removed=(*now.removed, key)))


def take_back(index: int) -> None:
    """Take one change back, from a callback: added offers come first, removed ones behind them."""
    now = in_address()
    count = len(now.added)
    if index < count:
        write(replace(now, added=(*now.added[:index], *now.added[index + 1 :])))
    else:
        place = index - count
        write(replace(now, removed=(*now.removed[:place], *now.removed[place + 1 :])))


def discard() -> None:
    """Go back to the reported offers, from a callback."""
    write(Scenario())


def write(scenario: Scenario) -> None:
    """Put a scenario into the address, from a callback."""
    url_state.choose(PARAMETER, scenario_text(scenario))
