"""Who reaches an offer? Accessibility within a distance, per municipality and as a surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from lib.domain.accessibility import (
    SUPPLY_FACTOR,
    SUPPLY_LABELS,
    AreaAccess,
    SupplyKind,
    by_area,
    two_step_access,
)
from lib.domain.classes import Classification, Scheme, classify
from lib.domain.vocabulary import CellState
from lib.insights.accessibility_answers import access_answer, access_notes, without_label
from lib.insights.accessibility_inputs import Inputs, read_inputs
from lib.insights.accessibility_surface import AccessSurface, access_surface
from lib.insights.scenario import scenario_note
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.offers import children_sources
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from lib.domain.accessibility import Access
    from lib.store.boundaries import BoundaryLayer
    from lib.store.engine import Engine
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState
    from lib.text import Message, Text

ACCESS_DECIMALS: Final = 1
#: Classes of the share of children without an offer: the same for every distance and selection.
WITHOUT_BREAKS_PCT: Final = (0.0, 10.0, 25.0, 50.0, 100.0)


@dataclass(frozen=True, slots=True)
class AreaReach:
    """One municipality: what its children reach, and the share of them that reach nothing."""

    ags: str
    name: str
    value: float
    state: CellState
    without_share_pct: float
    children_count: float
    difference_to_region_pct: float


@dataclass(frozen=True, slots=True)
class RegionReach:
    """The extent from sums: what children reach / all children; NaN unless `state` is VALUE."""

    value: float
    state: CellState
    without_share_pct: float
    offers_count: int
    is_lower_bound: bool


@dataclass(frozen=True, slots=True)
class AccessInsight:
    """Answer, table, Region, classes of both maps, and the surface (None: municipality points).

    `table.frame`, one row a municipality, alphabetically: ags, name, value, value_state,
    difference_to_region_pct, without_share_pct, children_count, each with its state.
    """

    kind: SupplyKind
    distance_km: float
    answer: tuple[Message, ...]
    areas: tuple[AreaReach, ...]
    table: Table
    region: RegionReach
    classification: Classification
    without_classification: Classification
    surface: AccessSurface | None
    provenance: Provenance


def accessibility(
    engine: Engine,
    chosen: OfferFilter,
    layer: BoundaryLayer,
    *,
    kind: SupplyKind,
    distance_km: float,
    prefixes: tuple[str, ...],
    extent_name: str,
    phase_label: Text,
    state: DataState,
) -> AccessInsight:
    """Compute 2SFCA for every municipality of the boundary layer and what stands out.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the distance is not positive.
    """
    inputs = read_inputs(engine, chosen, layer, kind=kind, prefixes=prefixes)
    access = two_step_access(inputs.demand, inputs.supply, distance_m=1000 * distance_km)
    per_area = by_area(
        access, inputs.demand.weight, inputs.places.area, areas_count=len(inputs.counts)
    )
    states = _states(inputs)
    region = _region(inputs, access, per_area, states, kind)
    frame = _frame(inputs, per_area, states, region, kind)
    shown = frame[frame["value_state"] == CellState.VALUE.value]
    offers = (
        msg("Offers: sample data.") if state.is_sample else msg("Offers: as reported by providers.")
    )
    children = children_sources(engine, life_phase=chosen.life_phase)
    return AccessInsight(
        kind=kind,
        distance_km=distance_km,
        answer=access_answer(
            frame,
            region,
            inputs,
            kind=kind,
            distance_km=distance_km,
            extent=extent_name,
            phase=phase_label,
            has_phase=bool(chosen.life_phase),
        ),
        areas=tuple(_area(record) for record in frame.to_dict("records")),
        table=Table(frame, _columns(kind, distance_km), caption=SUPPLY_LABELS[kind]),
        region=region,
        classification=classify(shown["value"], scheme=Scheme.QUANTILES),
        without_classification=classify(
            shown["without_share_pct"], scheme=Scheme.FIXED, breaks=WITHOUT_BREAKS_PCT
        ),
        surface=access_surface(inputs, access, states, kind),
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=chosen.on,
            sources=(offers, *(msg("Children: {source}", source=source) for source in children)),
            method="accessibility",
            notes=(*scenario_note(chosen), *access_notes(inputs, extent=extent_name)),
        ),
    )


def _states(inputs: Inputs) -> pd.Series[str]:
    """State of each municipality: no report, no children, offers that nobody can place, value."""
    counts = inputs.counts
    state = pd.Series(CellState.VALUE.value, index=counts.index, dtype="str")
    left_out = inputs.left_out
    unknown = left_out.without_address_count + left_out.without_capacity_count
    if not inputs.offers_count and unknown:
        state[:] = CellState.UNKNOWN.value
    state = state.mask(counts["children_count"].fillna(0) == 0, CellState.NOT_COMPUTABLE.value)
    return state.mask(~counts["has_any_report"], CellState.NO_REPORT.value)


def _region(
    inputs: Inputs,
    access: Access,
    per_area: AreaAccess,
    states: pd.Series[str],
    kind: SupplyKind,
) -> RegionReach:
    """Sum what has children in reach, and divide by all children."""
    children = float(per_area.children.sum())
    reported = (states == CellState.VALUE.value).to_numpy()
    state = CellState.VALUE
    if not reported.any():
        order = (CellState.UNKNOWN, CellState.NOT_COMPUTABLE, CellState.NO_REPORT)
        state = next((one for one in order if (states == one.value).any()), CellState.UNKNOWN)
    is_value = state is CellState.VALUE
    given = float(inputs.supply.weight[~np.isnan(access.ratio)].sum())
    counted = float(per_area.children[reported].sum())
    without = float(per_area.children_without[reported].sum())
    left_out = inputs.left_out
    return RegionReach(
        value=SUPPLY_FACTOR[kind] * given / children if is_value else np.nan,
        state=state,
        without_share_pct=100 * without / counted if is_value else np.nan,
        offers_count=inputs.offers_count,
        is_lower_bound=is_value
        and bool(
            left_out.without_address_count or left_out.without_capacity_count or inputs.silent_count
        ),
    )


def _frame(
    inputs: Inputs,
    per_area: AreaAccess,
    states: pd.Series[str],
    region: RegionReach,
    kind: SupplyKind,
) -> pd.DataFrame:
    """Put the municipalities that the database knows in alphabetical order."""
    has_value = states == CellState.VALUE.value
    children = pd.Series(per_area.children).where(has_value)
    frame = inputs.counts[["ags", "name", "children_count"]].copy()
    frame["value"] = (SUPPLY_FACTOR[kind] * pd.Series(per_area.mean)).where(has_value)
    frame["without_share_pct"] = 100 * pd.Series(per_area.children_without) / children
    comparable = region.state is CellState.VALUE and region.value > 0
    frame["difference_to_region_pct"] = (
        100 * (frame["value"] / region.value - 1) if comparable else np.nan
    )
    frame["value_state"] = states
    frame["without_share_pct_state"] = states
    impossible = has_value & frame["difference_to_region_pct"].isna()
    frame["difference_to_region_pct_state"] = states.mask(
        impossible, CellState.NOT_COMPUTABLE.value
    )
    frame = frame[frame["name"].notna()]
    order = frame["name"].str.casefold().str.translate(str.maketrans("äöüß", "aous"))
    return frame.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def _area(record: Mapping[Hashable, Any]) -> AreaReach:
    return AreaReach(
        ags=str(record["ags"]),
        name=str(record["name"]),
        value=float(record["value"]),
        state=CellState(record["value_state"]),
        without_share_pct=float(record["without_share_pct"]),
        children_count=float(record["children_count"]),
        difference_to_region_pct=float(record["difference_to_region_pct"]),
    )


def _columns(kind: SupplyKind, distance_km: float) -> tuple[Column, ...]:
    number = ColumnKind.NUMBER
    return (
        Column("name", msg("Municipality")),
        Column("value", SUPPLY_LABELS[kind], number, ACCESS_DECIMALS),
        Column("difference_to_region_pct", msg("Difference to the Region"), number, 0, "%"),
        Column(
            "without_share_pct",
            without_label(distance_km),
            number,
            1,
            "%",
        ),
        Column("children_count", msg("Children"), number, help=msg("Census 15 May 2022")),
        Column("ags", msg("AGS")),
    )
