"""The chain link by link: which active offers serve it, and which of them may end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.insights.gap_cell import TRANSITION
from lib.store.queries import endings

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from lib.store.engine import Engine


@dataclass(frozen=True, slots=True)
class Chain:
    """Offers by link; links are named by the keys of the gap matrix. Nobody may change a frame.

    `offers`: those that may end, indexed by key (name, institution_name, ags, valid_to ...);
    `links_of`: links of each of them; `totals`: active offers of each link, each counted once.
    """

    offers: pd.DataFrame
    links_of: dict[str, tuple[str, ...]]
    totals: dict[str, int]
    phases: dict[str, tuple[str, str]]  # life phase before and after, of a phase twice itself


def read_chain(
    engine: Engine, *, on: date, last: date, prefixes: tuple[str, ...], ags: str
) -> Chain:
    """Read the active offers of a place (ags "": all) that may end by `last`, and count the rest.

    Raises:
        StoreError: the database cannot answer.
    """
    offers = endings.offers_that_may_end(engine, on=on, last=last, prefixes=prefixes, ags=ags)
    named = endings.transitions_that_may_end(engine, on=on, last=last, prefixes=prefixes, ags=ags)
    ages = endings.active_ages(engine, on=on, prefixes=prefixes, ags=ags)
    every, naming = ages[ages["transition_code"] == ""], ages[ages["transition_code"] != ""]
    links_of: dict[str, list[str]] = {key: [] for key in offers["key"]}
    totals, phases = {}, {}
    for link in endings.chain_links(engine).to_dict("records"):
        code, is_transition = str(link["code"]), bool(link["is_transition"])
        key = TRANSITION + code if is_transition else code
        bounds = (int(link["age_from_years"]), int(link["age_to_years"]))
        serves = _serves(offers, *bounds, is_transition=is_transition)
        total = every.loc[_serves(every, *bounds, is_transition=is_transition), "offers_count"]
        totals[key] = int(total.sum())
        if is_transition:
            serves |= offers["key"].isin(named.loc[named["transition_code"] == code, "offer_key"])
            more = naming[naming["transition_code"] == code]
            by_name_only = ~_serves(more, *bounds, is_transition=True)
            totals[key] += int(more.loc[by_name_only, "offers_count"].sum())
        phases[key] = (str(link["from_phase_code"]), str(link["to_phase_code"]))
        for offer in offers.loc[serves, "key"]:
            links_of[offer].append(key)
    found = {offer: tuple(links) for offer, links in links_of.items()}
    return Chain(offers.set_index("key"), found, totals, phases)


def _serves(offers: pd.DataFrame, start: int, end: int, *, is_transition: bool) -> pd.Series[bool]:
    """Whether an age range meets a life phase, or spans the border at which the later one begins.

    As the gap matrix counts: ages are completed years, the end of a phase is exclusive.
    """
    youngest, oldest = offers["minimum_age_years"], offers["maximum_age_years"]
    if is_transition:
        return (youngest < start) & (oldest >= start)
    return (youngest < end) & (oldest >= start)
