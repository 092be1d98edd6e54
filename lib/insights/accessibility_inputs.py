"""What accessibility is computed from: children and offers at points, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.accessibility import Points, SupplyKind
from lib.domain.demand_points import DemandPlaces, demand_places, municipality_places
from lib.domain.surface_grid import to_metric
from lib.store.queries.offer_points import offer_points, point_totals
from lib.store.queries.offers import offer_counts, offer_totals

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from lib.domain.scenario import AddedOffer
    from lib.store.boundaries import BoundaryLayer
    from lib.store.engine import Engine
    from lib.store.queries.offers import OfferFilter, OfferTotals

    Floats = NDArray[np.float64]

#: Beyond these, children and offers stand at one point of their municipality.
MOST_MUNICIPALITIES: Final = 1_500
MOST_OFFERS: Final = 20_000


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Offers that match but cannot count, and how the rest was placed."""

    without_address_count: int = 0  # no coordinates; region-wide ones among them
    without_capacity_count: int = 0  # with places only
    added_count: int = 0  # of the scenario: in the middle of their municipality


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Demand and supply of one selection.

    `counts`: one row a municipality of the boundary layer in its order (ags, name,
    children_count, has_any_report, ...; NaN and False where the database does not know it).
    `unmapped`: names of municipalities that the boundary layer lacks.
    """

    places: DemandPlaces
    demand: Points
    supply: Points
    counts: pd.DataFrame
    unmapped: tuple[str, ...]
    offers_count: int  # of the supply, zero places included
    left_out: LeftOut

    @property
    def silent_count(self) -> int:
        """How many municipalities never reported anything (those the database knows)."""
        return int((~self.counts["has_any_report"] & self.counts["name"].notna()).sum())

    @property
    def is_coarse(self) -> bool:
        """Whether children and offers stand at one point of their municipality."""
        return self.places.grid is None


def read_inputs(
    engine: Engine,
    chosen: OfferFilter,
    layer: BoundaryLayer,
    *,
    kind: SupplyKind,
    prefixes: tuple[str, ...],
) -> Inputs:
    """Read children and offers, and put them on the ground.

    Raises:
        StoreError: the database cannot answer.
    """
    found = offer_counts(engine, chosen, prefixes=prefixes)
    known = set(layer.frame["ags"])
    counts = layer.frame[["ags"]].merge(found, on="ags", how="left", validate="one_to_one")
    counts["has_any_report"] = counts["has_any_report"].eq(other=True)
    children = counts["children_count"].fillna(0).to_numpy(dtype=np.float64)
    unmapped = tuple(found.loc[~found["ags"].isin(known), "name"])
    is_coarse = len(layer.frame) > MOST_MUNICIPALITIES
    totals = offer_totals(engine, chosen, prefixes=prefixes)
    placed = None if is_coarse else point_totals(engine, chosen, prefixes=prefixes)
    if placed is None or placed.with_coordinates_count > MOST_OFFERS:
        places = municipality_places(layer.frame)
        supply, offers, left_out = _municipal_supply(counts, places, kind, totals)
    else:
        places = demand_places(layer.frame)
        points = offer_points(engine, chosen, prefixes=prefixes, limit=MOST_OFFERS)
        supply, left_out = _point_supply(points, chosen, layer, kind, totals)
        offers = len(supply)
    return Inputs(
        places=places,
        demand=places.with_children(children),
        supply=supply,
        counts=counts,
        unmapped=unmapped,
        offers_count=offers,
        left_out=left_out,
    )


def _municipal_supply(
    counts: pd.DataFrame, places: DemandPlaces, kind: SupplyKind, totals: OfferTotals
) -> tuple[Points, int, LeftOut]:
    """Everything that counts in a municipality, at its point (offers of a scenario included)."""
    offers = counts["offers_count"].fillna(0).to_numpy(dtype=np.float64)
    placeless = totals.region_wide_count + totals.without_place_count
    if kind is SupplyKind.OFFERS:
        supply = Points(places.east_m, places.north_m, offers)
        return supply, int(offers.sum()), LeftOut(without_address_count=placeless)
    capacity = counts["capacity_places"].fillna(0).to_numpy(dtype=np.float64)
    stated = int(counts["offers_with_capacity_count"].fillna(0).sum())
    left_out = LeftOut(placeless, without_capacity_count=int(offers.sum()) - stated)
    return Points(places.east_m, places.north_m, capacity), stated, left_out


def _point_supply(
    points: pd.DataFrame,
    chosen: OfferFilter,
    layer: BoundaryLayer,
    kind: SupplyKind,
    totals: OfferTotals,
) -> tuple[Points, LeftOut]:
    """Offers at their coordinates, and the added ones of a scenario amid their municipality."""
    rows = {ags: row for row, ags in enumerate(layer.frame["ags"])}
    added = [
        offer
        for offer in chosen.scenario.added
        if offer.ags in rows and chosen.life_phase in {"", offer.life_phase}
    ]
    middle = municipality_places(layer.frame.iloc[[rows[offer.ags] for offer in added]])
    east_m, north_m = to_metric(
        points["latitude"].to_numpy(dtype=np.float64),
        points["longitude"].to_numpy(dtype=np.float64),
    )
    weight = np.concatenate([_weights(points, kind), _added_weights(added, kind)])
    counts = ~np.isnan(weight)
    supply = Points(
        np.concatenate([east_m, middle.east_m])[counts],
        np.concatenate([north_m, middle.north_m])[counts],
        weight[counts],
    )
    return supply, LeftOut(
        without_address_count=max(0, totals.distinct_count - len(weight)),
        without_capacity_count=int((~counts).sum()),
        added_count=int(counts[len(points) :].sum()),
    )


def _weights(points: pd.DataFrame, kind: SupplyKind) -> Floats:
    if kind is SupplyKind.OFFERS:
        return np.ones(len(points))
    return points["capacity_places"].to_numpy(dtype=np.float64)


def _added_weights(added: list[AddedOffer], kind: SupplyKind) -> Floats:
    if kind is SupplyKind.OFFERS:
        return np.ones(len(added))
    return np.array([float(offer.capacity_places) or np.nan for offer in added], dtype=np.float64)
