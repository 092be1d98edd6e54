"""How does a municipality stand? One municipality against the Region and similar ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.insights.portrait_census import place_of, read_census
from lib.insights.portrait_cooperation import Audience, cooperation_part
from lib.insights.portrait_density import field_part, overall, phase_part
from lib.insights.portrait_entries import entry_part
from lib.insights.portrait_gaps import gap_part
from lib.insights.portrait_goals import goal_part
from lib.insights.portrait_need import need_part
from lib.insights.portrait_networks import network_part
from lib.insights.portrait_types import Portrait
from lib.insights.portrait_words import facts, portrait_answer

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState


def portrait(
    engine: Engine,
    chosen: OfferFilter,
    *,
    ags: str,
    audience: Audience,
    prefixes: tuple[str, ...],
    extent_name: str,
    lists: Lists,
    state: DataState,
) -> Portrait:
    """Collect everything about one municipality on a day (`chosen` counts with its day only).

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the municipality is not in the extent.
    """
    census = read_census(engine, prefixes=prefixes)
    place = place_of(census, ags, extent_name=extent_name, lists=lists)
    together = overall(engine, chosen, place, prefixes=prefixes)
    phases = phase_part(
        engine,
        chosen,
        place,
        together=together,
        phases=lists.codes["life_phase"],
        prefixes=prefixes,
        state=state,
    )
    fields = field_part(
        engine,
        chosen,
        place,
        fields=lists.codes["field_of_action"],
        prefixes=prefixes,
        state=state,
    )
    need = need_part(engine, census, place, on=chosen.on, state=state)
    gaps = gap_part(engine, chosen, place, prefixes=prefixes, lists=lists, state=state)
    cooperation = cooperation_part(
        engine,
        place,
        on=chosen.on,
        audience=audience,
        prefixes=prefixes,
        lists=lists,
        state=state,
    )
    goals = goal_part(engine, place, on=chosen.on, prefixes=prefixes, state=state)
    return Portrait(
        place=place,
        day=chosen.on,
        answer=portrait_answer(place, phases, need, gaps),
        facts=facts(place, together, gaps, cooperation, goals),
        phases=phases,
        fields=fields,
        need=need,
        gaps=gaps,
        cooperation=cooperation,
        goals=goals,
        networks=network_part(engine, place, on=chosen.on, prefixes=prefixes, state=state),
        entries=entry_part(engine, chosen, place, state=state),
    )
