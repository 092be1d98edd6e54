"""Offers per municipality and life phase, and per municipality and transition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.children import age_groups, children_by_group
from lib.store.queries.frames import in_extent
from lib.store.queries.offer_conditions import matches, meets_transition
from lib.store.queries.offer_figures import (
    AGES,
    SUMMED,
    SUMS,
    added_sums,
    age_bounds,
    at_border,
    in_phase,
    matching,
    reported,
    sides,
    sums,
)
from lib.store.queries.offers import rows_where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Engine

    from lib.store.queries.offer_conditions import OfferFilter


def phase_counts(engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Count active offers per municipality and life phase (the filter's own phase is ignored).

    One row a municipality and phase, in the order of AGS and code list: ags, life_phase_code,
    offers_count, capacity_places, offers_with_capacity_count, confirmed_count (last 12 months),
    confirmed_24_months_count, children_count (NaN where unknown), has_any_report.
    """
    with reading(engine) as connection:
        areas = _areas(connection, prefixes)
        bounds = age_bounds(connection)
        figures = {code: added_sums(chosen, life_phase=code) for code in bounds}
        known = {offer.ags for offer in chosen.scenario.added}
        for side in sides(connection, chosen, names=(*SUMMED, *AGES), prefixes=prefixes):
            rows = matching(side.placements, chosen)
            for code, ages in bounds.items():
                inside = in_phase(side.placements, rows, ages)
                part = side.sign * sums(side.placements, inside, on=chosen.on)
                figures[code] = figures[code].add(part, fill_value=0)
            known.update(reported(side.placements))
        groups = age_groups(connection)
        children = children_by_group(connection, sorted({c for c in groups.values() if c}))
    unknown = pd.Series(index=areas, dtype="float64")
    of_phase = {code: children[group] if group else unknown for code, group in groups.items()}
    return _long("life_phase_code", figures, areas=areas, known=known, children=of_phase)


def transition_counts(
    engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Count active offers that name a transition or span its border (the phase is ignored).

    One row a municipality and transition: ags, transition_code, offers_count, capacity_places,
    offers_with_capacity_count, confirmed_count (last 12 months), confirmed_24_months_count,
    has_any_report. Offers that a scenario adds belong to a phase, hence to no transition.
    """
    with reading(engine) as connection:
        areas = _areas(connection, prefixes)
        borders = _borders(connection)
        nothing = added_sums(replace(chosen, scenario=replace(chosen.scenario, added=())))
        figures = dict.fromkeys(borders, nothing)
        known = {offer.ags for offer in chosen.scenario.added}
        named = (f"transition:{code}" for code in borders)
        names = (*SUMMED, *AGES, *named)
        for side in sides(connection, chosen, names=names, prefixes=prefixes):
            rows = matching(side.placements, chosen)
            for code, age in borders.items():
                there = at_border(side.placements, rows, code, age)
                part = side.sign * sums(side.placements, there, on=chosen.on)
                figures[code] = figures[code].add(part, fill_value=0)
            known.update(reported(side.placements))
    return _long("transition_code", figures, areas=areas, known=known)


def cell_offers(
    engine: Engine,
    chosen: OfferFilter,
    *,
    ags: str,
    life_phase: str = "",
    transition: str = "",
) -> pd.DataFrame:
    """List the offers of one cell of the matrix; columns as `offers.offer_rows`."""
    condition = matches(replace(chosen, life_phase=life_phase))
    if transition:
        condition &= meets_transition(transition)
    with reading(engine) as connection:
        return rows_where(connection, condition, ags=ags)


def _areas(connection: Connection, prefixes: tuple[str, ...]) -> list[str]:
    area = schema.municipality
    statement = select(area.c.ags).where(in_extent(area.c.ags, prefixes)).order_by(area.c.ags)
    return list(connection.scalars(statement))


def _borders(connection: Connection) -> dict[str, int]:
    """Age in years at which the later phase of each transition begins."""
    phase, transition = schema.life_phase, schema.transition
    statement = (
        select(transition.c.code, phase.c.age_from_years)
        .join(phase, phase.c.code == transition.c.to_phase_code)
        .order_by(transition.c.position, transition.c.code)
    )
    return {row.code: row.age_from_years for row in connection.execute(statement)}


def _long(
    key: str,
    figures: Mapping[str, pd.DataFrame],
    *,
    areas: list[str],
    known: set[str],
    children: Mapping[str, pd.Series[float]] | None = None,
) -> pd.DataFrame:
    """Put the figures of all codes under each other, ordered by municipality, then code."""
    parts = []
    for code, figure in figures.items():
        part = figure.reindex(areas, fill_value=0)
        part.insert(0, key, code)
        if children is not None:
            part["children_count"] = children[code].reindex(areas)
        parts.append(part)
    names = [key, *SUMS, *([] if children is None else ["children_count"])]
    table = pd.concat(parts) if parts else pd.DataFrame(columns=names)
    types = {"ags": "str", key: "str", **dict.fromkeys(SUMS, "int64")}
    types |= {} if children is None else {"children_count": "float64"}
    table = table.rename_axis("ags").reset_index().astype(types)
    table["has_any_report"] = table["ags"].isin(known)
    return table.sort_values("ags", kind="stable", ignore_index=True)
