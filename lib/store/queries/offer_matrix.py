"""Offers per municipality and life phase, and per municipality and transition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sqlalchemy import select

from lib.store import schema
from lib.store.engine import reading
from lib.store.queries.children import children_by_phase
from lib.store.queries.offer_conditions import matches, meets_transition
from lib.store.queries.offer_figures import (
    AGES,
    SUMMED,
    SUMS,
    added_sums,
    age_bounds,
    area_keys,
    matched,
    reported,
    sides,
)
from lib.store.queries.offers import rows_where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from lib.store.placements import Array
    from lib.store.queries.offer_conditions import OfferFilter


def phase_counts(engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Count active offers per municipality and life phase (the filter's own phase is ignored).

    One row a municipality and phase, in the order of AGS and code list: ags, life_phase_code,
    offers_count, capacity_places, offers_with_capacity_count, confirmed_count (last 12 months),
    confirmed_24_months_count, children_count (NaN where unknown), has_any_report.
    """
    with reading(engine) as connection:
        areas = area_keys(connection, prefixes)
        bounds = age_bounds(connection)
        figures = {code: added_sums(chosen, areas=areas, life_phase=code) for code in bounds}
        known = {offer.ags for offer in chosen.scenario.added}
        for side in sides(connection, chosen, names=(*SUMMED, *AGES), prefixes=prefixes):
            found = matched(side.placements, chosen, areas=areas)
            for code, ages in bounds.items():
                figures[code] += side.sign * found.sums(found.in_phase(ages))
            known.update(reported(side.placements))
        children = children_by_phase(connection, areas)
    table = _long("life_phase_code", figures, areas=areas)
    per_phase = [children[code] for code in bounds]
    table["children_count"] = _interleaved(per_phase) if per_phase else np.zeros(0)
    return _with_reports(table, areas, known, codes=len(bounds))


def transition_counts(
    engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...]
) -> pd.DataFrame:
    """Count active offers that name a transition or span its border (the phase is ignored).

    One row a municipality and transition: ags, transition_code, offers_count, capacity_places,
    offers_with_capacity_count, confirmed_count (last 12 months), confirmed_24_months_count,
    has_any_report. Offers that a scenario adds belong to a phase, hence to no transition.
    """
    with reading(engine) as connection:
        areas = area_keys(connection, prefixes)
        borders = _borders(connection)
        figures = {code: np.zeros((len(SUMS), len(areas)), dtype=np.int64) for code in borders}
        known = {offer.ags for offer in chosen.scenario.added}
        names = (*SUMMED, *AGES, *(f"transition:{code}" for code in borders))
        for side in sides(connection, chosen, names=names, prefixes=prefixes):
            found = matched(side.placements, chosen, areas=areas)
            for code, age in borders.items():
                figures[code] += side.sign * found.sums(found.at_border(code, age))
            known.update(reported(side.placements))
    table = _long("transition_code", figures, areas=areas)
    return _with_reports(table, areas, known, codes=len(borders))


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


def _borders(connection: Connection) -> dict[str, int]:
    """Age in years at which the later phase of each transition begins."""
    phase, transition = schema.life_phase, schema.transition
    statement = (
        select(transition.c.code, phase.c.age_from_years)
        .join(phase, phase.c.code == transition.c.to_phase_code)
        .order_by(transition.c.position, transition.c.code)
    )
    return {row.code: row.age_from_years for row in connection.execute(statement)}


def _long(key: str, figures: Mapping[str, Array], *, areas: list[str]) -> pd.DataFrame:
    """Put the figures of all codes under each other, ordered by municipality, then code."""
    names, codes = (pd.Index(list(given), dtype="str") for given in (areas, figures))
    sums_of = zip(*figures.values(), strict=True) if figures else ([np.zeros(0)] for _ in SUMS)
    columns = {name: _interleaved(parts) for name, parts in zip(SUMS, sums_of, strict=True)}
    return pd.DataFrame(
        {
            "ags": names.repeat(len(codes)),
            key: codes.take(np.tile(np.arange(len(codes)), len(names))),
            **columns,
        }
    ).astype(dict.fromkeys(SUMS, "int64"))


def _interleaved(parts: Sequence[Array]) -> Array:
    """One number a municipality and code, from one line a code."""
    return np.stack(parts, axis=1).ravel()


def _with_reports(
    table: pd.DataFrame, areas: list[str], known: set[str], *, codes: int
) -> pd.DataFrame:
    table["has_any_report"] = np.repeat([ags in known for ags in areas], codes).astype(bool)
    return table
