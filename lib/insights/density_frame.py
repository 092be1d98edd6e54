"""Rows, columns and source lines of the density of every municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lib.domain.offer_density import DENSITY_DECIMALS, DENSITY_LABELS, DensityMeasure
from lib.domain.vocabulary import CellState
from lib.insights.confirmations import earlier_day_note
from lib.insights.scenario import scenario_note
from lib.insights.types import Column, ColumnKind, Provenance
from lib.store.queries.offers import children_sources
from lib.text import Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    import pandas as pd

    from lib.domain.offer_density import RegionReference
    from lib.store.engine import Engine
    from lib.store.queries.offers import OfferFilter, OfferTotals
    from lib.store.queries.state import DataState

#: Measures that one offer more or less changes by the same step.
STEP_MEASURES = frozenset({DensityMeasure.PER_1000_CHILDREN, DensityMeasure.PER_KM2})
#: Measures that are related to children.
CHILD_MEASURES = frozenset(
    {DensityMeasure.PER_1000_CHILDREN, DensityMeasure.PLACES_PER_100_CHILDREN}
)
_UMLAUTS = str.maketrans("äöüß", "aous")


@dataclass(frozen=True, slots=True)
class AreaDensity:
    """One municipality's figure and what explains it (NaN where there is none)."""

    ags: str
    name: str
    value: float
    state: CellState
    offers_count: int
    capacity_places: int
    offers_with_capacity_count: int
    children_count: float
    confirmed_share_pct: float
    difference_to_region_pct: float
    value_if_one_less: float
    value_if_one_more: float
    offers_reported_count: int  # without the scenario

    @classmethod
    def of(cls, record: Mapping[Hashable, Any]) -> AreaDensity:
        """Build from a row of the insight's frame."""
        return cls(
            ags=str(record["ags"]),
            name=str(record["name"]),
            value=float(record["value"]),
            state=CellState(record["value_state"]),
            offers_count=int(record["offers_count"]),
            capacity_places=int(record["capacity_places"]),
            offers_with_capacity_count=int(record["offers_with_capacity_count"]),
            children_count=float(record["children_count"]),
            confirmed_share_pct=float(record["confirmed_share_pct"]),
            difference_to_region_pct=float(record["difference_to_region_pct"]),
            value_if_one_less=float(record["value_if_one_less"]),
            value_if_one_more=float(record["value_if_one_more"]),
            offers_reported_count=int(record["offers_reported_count"]),
        )


def alphabetical(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows by name as a German list has them, index from 0."""
    keys = [name.casefold().translate(_UMLAUTS) for name in frame["name"].tolist()]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return frame.iloc[order].reset_index(drop=True)


def density_frame(
    counts: pd.DataFrame,
    values: pd.DataFrame,
    reference: RegionReference,
    measure: DensityMeasure,
) -> pd.DataFrame:
    """Put figures beside the counts they come from; one row a municipality, alphabetical."""
    frame = counts.merge(values, on="ags", validate="one_to_one")
    frame["value_state"] = frame["state"].astype(str)
    offers = frame["offers_count"].where(frame["offers_count"] > 0)
    frame["confirmed_share_pct"] = 100 * frame["confirmed_count"] / offers
    # a part is no rate: a number of offers has no distance to the number of all
    comparable = (
        measure is not DensityMeasure.COUNT
        and reference.state is CellState.VALUE
        and bool(reference.value)
    )
    frame["difference_to_region_pct"] = (
        100 * (frame["value"] / reference.value - 1) if comparable else float("nan")
    )
    for derived in ("difference_to_region_pct", "value_if_one_less", "value_if_one_more"):
        frame[f"{derived}_state"] = _derived_state(frame["value_state"], frame[derived])
    no_report = frame["value_state"] == CellState.NO_REPORT.value
    reported = np.where(no_report, CellState.NO_REPORT.value, CellState.VALUE.value)
    frame["offers_count_state"] = reported
    frame["confirmed_share_pct_state"] = _derived_state(
        frame["offers_count_state"], frame["confirmed_share_pct"]
    )
    return alphabetical(frame)


def _derived_state(base: pd.Series[str], values: pd.Series[float]) -> pd.Series[str]:
    """State of a figure computed from another: it cannot be computed where it has no value."""
    impossible = (base == CellState.VALUE.value) & values.isna()
    return base.mask(impossible, CellState.NOT_COMPUTABLE.value)


def columns(measure: DensityMeasure, *, with_scenario: bool) -> tuple[Column, ...]:
    """Columns of the table: the figure, what it is made of, and how sure it is."""
    decimals = DENSITY_DECIMALS[measure]
    number = ColumnKind.NUMBER
    found = [Column("name", msg("Municipality")), value_column(measure)]
    if measure is not DensityMeasure.COUNT:
        found += [
            Column("difference_to_region_pct", msg("Difference to the Region"), number, 0, "%"),
            Column("offers_count", msg("Offers"), number),
        ]
    if with_scenario:
        found.append(Column("offers_reported_count", msg("Offers without the scenario"), number))
    if measure is DensityMeasure.PLACES_PER_100_CHILDREN:
        found += [
            Column("capacity_places", msg("Places"), number),
            Column("offers_with_capacity_count", msg("Offers that state their places"), number),
        ]
    found += [
        Column("children_count", msg("Children"), number, help=msg("Census 15 May 2022")),
    ]
    if measure is not DensityMeasure.CONFIRMED_SHARE:  # there it is the figure itself
        share = msg("Confirmed in the last 12 months")
        found.append(Column("confirmed_share_pct", share, number, 0, "%"))
    if measure in STEP_MEASURES:
        found += [
            Column("value_if_one_less", msg("With one offer less"), number, decimals),
            Column("value_if_one_more", msg("With one offer more"), number, decimals),
        ]
    return (*found, Column("ags", msg("AGS")))


def value_column(measure: DensityMeasure, key: str = "value", label: Text = "") -> Column:
    """Column of a measure's figures; without a label of its own it has the measure's."""
    # the label of every other measure names its unit
    unit = "%" if measure is DensityMeasure.CONFIRMED_SHARE else ""
    return Column(
        key, label or DENSITY_LABELS[measure], ColumnKind.NUMBER, DENSITY_DECIMALS[measure], unit
    )


def sources(
    engine: Engine, chosen: OfferFilter, measures: tuple[DensityMeasure, ...], state: DataState
) -> tuple[Text, ...]:
    """Where offers and children come from; each source once."""
    offers = (
        msg("Offers: sample data.") if state.is_sample else msg("Offers: as reported by providers.")
    )
    if CHILD_MEASURES.isdisjoint(measures):
        return (offers,)
    children = children_sources(engine, life_phase=chosen.life_phase)
    return (offers, *(msg("Children: {source}", source=source) for source in children))


def provenance(
    engine: Engine,
    chosen: OfferFilter,
    *,
    measures: tuple[DensityMeasure, ...],
    state: DataState,
    notes: tuple[Text, ...],
    method: str = "offer-density",
    other_days: tuple[date, ...] = (),
) -> Provenance:
    """Build the source lines of a picture of densities; a scenario is named first."""
    confirmed: tuple[Text, ...] = ()
    if DensityMeasure.CONFIRMED_SHARE in measures:
        confirmed = earlier_day_note(chosen.on, *other_days, state=state)
    return Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=chosen.on,
        sources=sources(engine, chosen, measures, state),
        method=method,
        notes=(*scenario_note(chosen), *confirmed, *notes),
    )


def notes(
    totals: OfferTotals, reference: RegionReference, measure: DensityMeasure, extent_name: str
) -> tuple[Text, ...]:
    """Say how the Region's value comes about and what no map can show."""
    found: list[Text] = []
    if measure is not DensityMeasure.COUNT:
        note = msg(
            "{extent} as a whole: computed from sums, not a mean of rates.", extent=extent_name
        )
        found.append(note)
    if reference.state is CellState.VALUE and reference.areas_without_report_count:
        found.append(
            nmsg(
                "{count} municipality without any report.",
                "{count} municipalities without any report.",
                reference.areas_without_report_count,
            )
        )
    if reference.is_lower_bound and measure is not DensityMeasure.COUNT:
        found.append(
            msg("The value of {extent} is a lower bound: not all is stated.", extent=extent_name)
        )
    if totals.region_wide_count:
        found.append(
            nmsg(
                "{count} region-wide offer without a place is not on the map.",
                "{count} region-wide offers without a place are not on the map.",
                totals.region_wide_count,
            )
        )
    if totals.without_place_count:
        found.append(
            nmsg(
                "{count} offer without a stated place is not on the map.",
                "{count} offers without a stated place are not on the map.",
                totals.without_place_count,
            )
        )
    return tuple(found)
