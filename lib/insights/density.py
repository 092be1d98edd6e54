"""Where are offers missing? Offer density of each municipality against the Region."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lib.domain.class_choice import ClassChoice, breaks_of, classify_as
from lib.domain.offer_density import (
    DENSITY_DECIMALS,
    DENSITY_LABELS,
    DensityMeasure,
    RegionReference,
    densities,
    region_reference,
)
from lib.domain.scenario import NO_SCENARIO
from lib.domain.vocabulary import CellState
from lib.insights.density_answers import before_all_data, density_answer
from lib.insights.density_frame import AreaDensity, columns, density_frame, notes, provenance
from lib.insights.types import Provenance, Table
from lib.store.queries.offers import OfferFilter, OfferTotals, offer_counts, offer_totals

if TYPE_CHECKING:
    import pandas as pd

    from lib.domain.classes import Classification
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState
    from lib.text import Message, Text

__all__ = ["AreaDensity", "DensityInsight", "density", "measured"]

DEFAULT_CLASSES: Final = ClassChoice()


@dataclass(frozen=True, slots=True)
class DensityInsight:
    """Answer, table, reference and classes of one selection.

    `table.frame` has one row a municipality, alphabetically: ags, name, value, value_state,
    offers_count, offers_reported_count (without the scenario), capacity_places,
    offers_with_capacity_count, children_count, confirmed_share_pct, difference_to_region_pct,
    value_if_one_more, value_if_one_less. `figures`: those that are there.
    """

    measure: DensityMeasure
    answer: tuple[Message, ...]
    table: Table
    reference: RegionReference
    classes: ClassChoice
    classification: Classification
    totals: OfferTotals
    provenance: Provenance

    @property
    def decimals(self) -> int:
        """Decimals that the measure deserves."""
        return DENSITY_DECIMALS[self.measure]

    @property
    def figures(self) -> pd.Series[float]:
        """Figures of the municipalities that have one."""
        frame = self.table.frame
        return frame.loc[frame["value_state"] == CellState.VALUE.value, "value"]

    @property
    def breaks(self) -> tuple[float, ...]:
        """Bounds between the classes, as round as the legend writes them."""
        return breaks_of(self.classification, self.figures, decimals=self.decimals)

    def area(self, ags: str) -> AreaDensity | None:
        """Find one municipality; None: the extent does not have it."""
        frame = self.table.frame
        rows = frame[frame["ags"] == ags].to_dict("records")
        return AreaDensity.of(rows[0]) if rows else None

    @property
    def areas(self) -> tuple[AreaDensity, ...]:
        """All municipalities one by one (slow for a whole country: prefer the frame)."""
        return tuple(AreaDensity.of(record) for record in self.table.frame.to_dict("records"))


def density(
    engine: Engine,
    chosen: OfferFilter,
    *,
    measure: DensityMeasure,
    prefixes: tuple[str, ...],
    extent_name: str,
    phase_label: Text,
    state: DataState,
    classes: ClassChoice = DEFAULT_CLASSES,
) -> DensityInsight:
    """Compute the density of every municipality of the extent and what stands out.

    Raises:
        StoreError: the database cannot answer.
    """
    frame, reference, totals = measured(engine, chosen, measure=measure, prefixes=prefixes)
    shown = frame.loc[frame["value_state"] == CellState.VALUE.value, "value"]
    answer = density_answer(frame, reference, measure, extent_name, phase_label)
    if chosen.on < state.earliest_date:
        answer = (before_all_data(),)
    return DensityInsight(
        measure=measure,
        answer=answer,
        table=Table(
            frame,
            columns(measure, with_scenario=bool(chosen.scenario)),
            caption=DENSITY_LABELS[measure],
        ),
        reference=reference,
        classes=classes,
        classification=classify_as(shown, classes),
        totals=totals,
        provenance=provenance(
            engine,
            chosen,
            measures=(measure,),
            state=state,
            notes=notes(totals, reference, measure, extent_name),
        ),
    )


def measured(
    engine: Engine, chosen: OfferFilter, *, measure: DensityMeasure, prefixes: tuple[str, ...]
) -> tuple[pd.DataFrame, RegionReference, OfferTotals]:
    """Measure every municipality and the extent (frame as in `DensityInsight`)."""
    counts = offer_counts(engine, chosen, prefixes=prefixes)
    values = densities(counts, measure=measure)
    reference = region_reference(counts, measure=measure)
    totals = offer_totals(engine, chosen, prefixes=prefixes)
    if measure is DensityMeasure.COUNT and reference.state is CellState.VALUE:
        # An offer for three municipalities counts in each of them, but once for the extent.
        reference = replace(reference, value=float(totals.distinct_count))
    counts["offers_reported_count"] = counts["offers_count"]
    if chosen.scenario:
        reported = offer_counts(engine, replace(chosen, scenario=NO_SCENARIO), prefixes=prefixes)
        by_ags = reported.set_index("ags")["offers_count"]
        counts["offers_reported_count"] = counts["ags"].map(by_ags)
    return density_frame(counts, values, reference, measure), reference, totals
