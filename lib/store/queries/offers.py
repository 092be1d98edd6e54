"""Offers: counted per municipality, and listed for one municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import case, literal, select, union_all

from lib.store import schema
from lib.store.engine import reading
from lib.store.placements import NEVER, REGION_WIDE
from lib.store.queries.children import children_count
from lib.store.queries.frames import frame, in_extent
from lib.store.queries.offer_conditions import OfferFilter, matches
from lib.store.queries.offer_figures import (
    CONFIRMED_WITHIN_MONTHS,
    LONG_CONFIRMED_WITHIN_MONTHS,
    SUMMED,
    SUMS,
    added_sums,
    age_bounds,
    area_keys,
    in_phase,
    is_confirmed,
    matched,
    matching,
    one_a_number,
    reported,
    sides,
)

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import ColumnElement, Connection, Engine

    from lib.store.placements import Array, Placements

__all__ = [
    "CONFIRMED_WITHIN_MONTHS",
    "LONG_CONFIRMED_WITHIN_MONTHS",
    "OfferFilter",
    "OfferTotals",
    "children_sources",
    "offer_counts",
    "offer_rows",
    "offer_totals",
]


def offer_counts(engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...]) -> pd.DataFrame:
    """Count active offers per municipality of the extent.

    Returns one row a municipality: ags, name, area_km2, offers_count, capacity_places (sum over
    offers that state it), offers_with_capacity_count, confirmed_count (last 12 months),
    children_count (of the life phase, or of all phases; NaN where unknown), has_any_report
    (False where no offer of any kind was ever reported).
    """
    phase = chosen.life_phase
    with reading(engine) as connection:
        table = _municipalities(connection, prefixes)
        areas = table["ags"].tolist()
        bounds = age_bounds(connection).get(phase) if phase else None
        known = {offer.ags for offer in chosen.scenario.added}
        total = added_sums(chosen, areas=areas, life_phase=phase)
        for side in sides(connection, chosen, names=SUMMED, prefixes=prefixes):
            found = matched(side.placements, chosen, areas=areas)
            total += side.sign * found.sums(found.in_phase(bounds) if phase else None)
            known.update(reported(side.placements))
        children = children_count(connection, areas, life_phase=phase)
    for name, numbers in zip(SUMS[:-1], total, strict=False):  # all but the last of SUMS
        table[name] = numbers
    table["children_count"] = children
    table["has_any_report"] = [ags in known for ags in areas]
    return table


def _municipalities(connection: Connection, prefixes: tuple[str, ...]) -> pd.DataFrame:
    area = schema.municipality
    statement = (
        select(area.c.ags, area.c.name, area.c.area_km2)
        .where(in_extent(area.c.ags, prefixes))
        .order_by(area.c.ags)
    )
    return frame(connection, statement, {"ags": "str", "name": "str", "area_km2": "float64"})


@dataclass(frozen=True, slots=True)
class OfferTotals:
    """Totals of a filter over the whole extent; each offer counts once."""

    distinct_count: int
    region_wide_count: int  # without a place: counted here only, never spread
    without_place_count: int  # neither a place nor region-wide: an entry to complete
    confirmed_count: int
    never_confirmed_count: int


def offer_totals(engine: Engine, chosen: OfferFilter, *, prefixes: tuple[str, ...]) -> OfferTotals:
    """Count each matching offer once, and those that no map can show.

    Offers that a scenario adds count where their municipality belongs to the extent; they are
    confirmed and have a place.
    """
    phase = chosen.life_phase
    with reading(engine) as connection:
        bounds = age_bounds(connection).get(phase) if phase else None
        added = _added_count(connection, chosen, prefixes=prefixes)
        total = np.array([added, 0, 0, added, 0])
        for side in sides(connection, chosen, names=("offer", "confirmed"), prefixes=prefixes):
            rows = matching(side.placements, chosen)
            rows = in_phase(side.placements, rows, bounds) if phase else rows
            total += side.sign * _totals(side.placements, rows, chosen, prefixes=prefixes)
    return OfferTotals(*(int(number) for number in total))


def _totals(
    placements: Placements, rows: Array, chosen: OfferFilter, *, prefixes: tuple[str, ...]
) -> Array:
    columns = placements.columns
    inside = [name.startswith(prefixes or ("",)) for name in placements.codes["ags"]]
    # the last one answers for -1: offers without a municipality belong to every extent
    rows = rows[np.array([*inside, True])[columns["ags"][rows]]]
    rows = one_a_number(columns["offer"], rows)
    placeless = columns["ags"][rows] < 0
    wide = (columns["flags"][rows] & REGION_WIDE).astype(bool)
    confirmed = columns["confirmed"][rows]
    return np.array(
        [
            len(rows),
            (placeless & wide).sum(),
            (placeless & ~wide).sum(),
            is_confirmed(confirmed, chosen.on, months=CONFIRMED_WITHIN_MONTHS).sum(),
            (confirmed == NEVER).sum(),
        ]
    )


def _added_count(connection: Connection, chosen: OfferFilter, *, prefixes: tuple[str, ...]) -> int:
    if not chosen.scenario:
        return 0
    areas = area_keys(connection, prefixes)
    return int(added_sums(chosen, areas=areas, life_phase=chosen.life_phase)[0].sum())


def offer_rows(engine: Engine, chosen: OfferFilter, *, ags: str) -> pd.DataFrame:
    """List the matching offers that count in one municipality.

    Columns: key, name, institution_name, minimum_age_years, maximum_age_years, capacity_places
    (NaN where not stated), last_confirmed_on (NaT where never), takes_place_here. Offers that a
    scenario adds have neither name nor provider and are not listed.
    """
    with reading(engine) as connection:
        return rows_where(connection, matches(chosen), ags=ags)


def rows_where(connection: Connection, condition: ColumnElement[bool], *, ags: str) -> pd.DataFrame:
    """List the offers of a municipality that meet a condition; columns as `offer_rows`."""
    offer, host, area = schema.offer, schema.institution, schema.offer_service_area
    rows = (
        select(
            offer.c.key,
            offer.c.name,
            host.c.name.label("institution_name"),
            offer.c.minimum_age_years,
            offer.c.maximum_age_years,
            offer.c.capacity_places,
            offer.c.last_confirmed_on,
            case((offer.c.ags == literal(ags), True), else_=False).label("takes_place_here"),
        )
        .join(host, host.c.key == offer.c.institution_key)
        .where(condition)
    )
    # two halves without overlap, each by its own index: every offer is looked up once
    listed = union_all(
        rows.where(offer.c.ags == ags),
        rows.join(area, area.c.offer_key == offer.c.key).where(
            area.c.ags == ags, offer.c.ags.is_distinct_from(ags)
        ),
    ).subquery("listed")
    statement = select(listed).order_by(listed.c.name, listed.c.key)
    dtypes = {
        "key": "str",
        "name": "str",
        "institution_name": "str",
        "minimum_age_years": "int64",
        "maximum_age_years": "int64",
        "capacity_places": "float64",
        "last_confirmed_on": "date",
        "takes_place_here": "bool",
    }
    return frame(connection, statement, dtypes)


def children_sources(engine: Engine, *, life_phase: str = "") -> tuple[str, ...]:
    """Source lines of the age groups that a density is related to, without repetition."""
    phase, indicator = schema.life_phase, schema.context_indicator
    statement = (
        select(indicator.c.source)
        .join(phase, phase.c.children_indicator_code == indicator.c.code)
        .distinct()
        .order_by(indicator.c.source)
    )
    if life_phase:
        statement = statement.where(phase.c.code == life_phase)
    with reading(engine) as connection:
        return tuple(connection.execute(statement).scalars())
