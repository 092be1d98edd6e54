"""Where are offers missing? Offer density of each municipality against the Region."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lib.domain.classes import Classification, Scheme, classify
from lib.domain.offer_density import (
    DENSITY_DECIMALS,
    DENSITY_LABELS,
    DensityMeasure,
    RegionReference,
    densities,
    region_reference,
)
from lib.domain.vocabulary import CellState
from lib.insights.density_answers import density_answer
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.offers import (
    OfferFilter,
    OfferTotals,
    children_sources,
    offer_counts,
    offer_totals,
)
from lib.text import Message, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from lib.store.engine import Engine
    from lib.store.queries.state import DataState


@dataclass(frozen=True, slots=True)
class AreaDensity:
    """One municipality's figure and what explains it (NaN where there is none)."""

    ags: str
    name: str
    value: float
    state: CellState
    offers_count: int
    capacity_places: int
    children_count: float
    confirmed_share_pct: float
    difference_to_region_pct: float
    value_if_one_less: float
    value_if_one_more: float


@dataclass(frozen=True, slots=True)
class DensityInsight:
    """Answer, table, reference and classes of one selection.

    `table.frame` has one row a municipality, alphabetically: ags, name, value, value_state,
    offers_count, children_count, confirmed_share_pct, difference_to_region_pct,
    value_if_one_more, value_if_one_less.
    """

    measure: DensityMeasure
    answer: tuple[Message, ...]
    areas: tuple[AreaDensity, ...]
    table: Table
    reference: RegionReference
    classification: Classification
    totals: OfferTotals
    provenance: Provenance

    @property
    def decimals(self) -> int:
        """Decimals that the measure deserves."""
        return DENSITY_DECIMALS[self.measure]


def density(
    engine: Engine,
    chosen: OfferFilter,
    *,
    measure: DensityMeasure,
    prefixes: tuple[str, ...],
    extent_name: str,
    phase_label: Text,
    state: DataState,
) -> DensityInsight:
    """Compute the density of every municipality of the extent and what stands out.

    Raises:
        StoreError: the database cannot answer.
    """
    counts = offer_counts(engine, chosen, prefixes=prefixes)
    values = densities(counts, measure=measure)
    reference = region_reference(counts, measure=measure)
    totals = offer_totals(engine, chosen, prefixes=prefixes)
    if measure is DensityMeasure.COUNT and reference.state is CellState.VALUE:
        # An offer for three municipalities counts in each of them, but once for the extent.
        reference = replace(reference, value=float(totals.distinct_count))
    frame = _frame(counts, values, reference, measure)
    shown = frame.loc[frame["value_state"] == CellState.VALUE.value, "value"]
    return DensityInsight(
        measure=measure,
        answer=density_answer(frame, reference, measure, extent_name, phase_label),
        areas=tuple(_area(record) for record in frame.to_dict("records")),
        table=Table(frame, _columns(measure), caption=DENSITY_LABELS[measure]),
        reference=reference,
        classification=classify(shown, scheme=Scheme.QUANTILES),
        totals=totals,
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=chosen.on,
            sources=_sources(engine, chosen, measure, state),
            method="offer-density",
            notes=_notes(totals, measure, extent_name),
        ),
    )


def _frame(
    counts: pd.DataFrame,
    values: pd.DataFrame,
    reference: RegionReference,
    measure: DensityMeasure,
) -> pd.DataFrame:
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
    frame["confirmed_share_pct_state"] = _derived_state(
        frame["offers_count"].map(lambda _: CellState.VALUE.value), frame["confirmed_share_pct"]
    )
    no_report = frame["value_state"] == CellState.NO_REPORT.value
    frame["offers_count_state"] = frame["value_state"].where(no_report, CellState.VALUE.value)
    order = frame["name"].str.casefold().str.translate(str.maketrans("äöüß", "aous"))
    return frame.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def _derived_state(base: pd.Series[str], values: pd.Series[float]) -> pd.Series[str]:
    """State of a figure computed from another: it cannot be computed where it has no value."""
    impossible = (base == CellState.VALUE.value) & values.isna()
    return base.mask(impossible, CellState.NOT_COMPUTABLE.value)


def _area(record: Mapping[Hashable, Any]) -> AreaDensity:
    return AreaDensity(
        ags=str(record["ags"]),
        name=str(record["name"]),
        value=float(record["value"]),
        state=CellState(record["value_state"]),
        offers_count=int(record["offers_count"]),
        capacity_places=int(record["capacity_places"]),
        children_count=float(record["children_count"]),
        confirmed_share_pct=float(record["confirmed_share_pct"]),
        difference_to_region_pct=float(record["difference_to_region_pct"]),
        value_if_one_less=float(record["value_if_one_less"]),
        value_if_one_more=float(record["value_if_one_more"]),
    )


def _columns(measure: DensityMeasure) -> tuple[Column, ...]:
    decimals = DENSITY_DECIMALS[measure]
    number = ColumnKind.NUMBER
    # the label of every other measure names its unit
    unit = "%" if measure is DensityMeasure.CONFIRMED_SHARE else ""
    columns = [
        Column("name", msg("Municipality")),
        Column("value", DENSITY_LABELS[measure], number, decimals, unit),
    ]
    if measure is not DensityMeasure.COUNT:
        columns += [
            Column("difference_to_region_pct", msg("Difference to the Region"), number, 0, "%"),
            Column("offers_count", msg("Offers"), number),
        ]
    columns += [
        Column("children_count", msg("Children"), number, help=msg("Census 15 May 2022")),
        Column("confirmed_share_pct", msg("Confirmed in the last 12 months"), number, 0, "%"),
    ]
    if measure in {DensityMeasure.PER_1000_CHILDREN, DensityMeasure.PER_KM2}:
        columns += [
            Column("value_if_one_less", msg("With one offer less"), number, decimals),
            Column("value_if_one_more", msg("With one offer more"), number, decimals),
        ]
    return (*columns, Column("ags", msg("AGS")))


def _sources(
    engine: Engine, chosen: OfferFilter, measure: DensityMeasure, state: DataState
) -> tuple[Text, ...]:
    offers = (
        msg("Offers: sample data.") if state.is_sample else msg("Offers: as reported by providers.")
    )
    related = {DensityMeasure.PER_1000_CHILDREN, DensityMeasure.PLACES_PER_100_CHILDREN}
    if measure not in related:
        return (offers,)
    children = children_sources(engine, life_phase=chosen.life_phase)
    return (offers, *(msg("Children: {source}", source=source) for source in children))


def _notes(totals: OfferTotals, measure: DensityMeasure, extent_name: str) -> tuple[Text, ...]:
    notes: list[Text] = []
    if measure is not DensityMeasure.COUNT:
        note = msg(
            "{extent} as a whole: computed from sums, not a mean of rates.", extent=extent_name
        )
        notes.append(note)
    if totals.region_wide_count:
        notes.append(
            nmsg(
                "{count} region-wide offer without a place is not on the map.",
                "{count} region-wide offers without a place are not on the map.",
                totals.region_wide_count,
            )
        )
    if totals.without_place_count:
        notes.append(
            nmsg(
                "{count} offer without a stated place is not on the map.",
                "{count} offers without a stated place are not on the map.",
                totals.without_place_count,
            )
        )
    return tuple(notes)
