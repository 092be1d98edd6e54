"""All life phases at once: the density of each municipality in each phase, in common classes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.class_choice import breaks_of, classify_as
from lib.domain.offer_density import (
    DENSITY_DECIMALS,
    DENSITY_LABELS,
    DENSITY_UNITS,
    DensityMeasure,
    RegionReference,
    densities,
    region_reference,
)
from lib.domain.vocabulary import CellState
from lib.insights.density_frame import alphabetical, provenance, value_column
from lib.insights.types import Column, Provenance, Table
from lib.store.queries.offer_matrix import phase_counts
from lib.store.queries.offers import offer_counts, offer_totals
from lib.text import Message, Num, msg, nmsg

if TYPE_CHECKING:
    from lib.domain.class_choice import ClassChoice
    from lib.domain.classes import Classification
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState
    from lib.text import Label

#: Columns of the table: "phase_<code>" and its state.
PHASE_KEY: Final = "phase_"
#: Measures whose zero means that nothing is offered.
_COUNTING: Final = (DensityMeasure.COUNT, DensityMeasure.PER_1000_CHILDREN, DensityMeasure.PER_KM2)
ONE_PHASE_ONLY: Final = msg("An offer for several life phases counts in each of them.")


@dataclass(frozen=True, slots=True)
class PhasePart:
    """One life phase: its code, its name, and the Region's value."""

    code: str
    label: Label
    reference: RegionReference

    @property
    def key(self) -> str:
        """Column of its figures."""
        return PHASE_KEY + self.code


@dataclass(frozen=True, slots=True)
class DensityPhases:
    """Every phase of one measure.

    `table.frame` has one row a municipality, alphabetically: ags, name, and for each phase
    `phase_<code>` with its state. `figures`: all values of all phases, which share the classes.
    """

    measure: DensityMeasure
    answer: tuple[Message, ...]
    table: Table
    phases: tuple[PhasePart, ...]
    figures: pd.Series[float]
    classes: ClassChoice
    classification: Classification
    provenance: Provenance

    @property
    def decimals(self) -> int:
        """Decimals that the measure deserves."""
        return DENSITY_DECIMALS[self.measure]

    @property
    def breaks(self) -> tuple[float, ...]:
        """Bounds between the classes, as round as the legend writes them."""
        return breaks_of(self.classification, self.figures, decimals=self.decimals)


def density_phases(
    engine: Engine,
    chosen: OfferFilter,
    *,
    measure: DensityMeasure,
    prefixes: tuple[str, ...],
    extent_name: str,
    lists: Lists,
    state: DataState,
    classes: ClassChoice,
) -> DensityPhases:
    """Compute one measure for every life phase (the filter's own phase is ignored).

    Raises:
        StoreError: the database cannot answer.
    """
    whole = replace(chosen, life_phase="")
    areas = offer_counts(engine, whole, prefixes=prefixes)[["ags", "name", "area_km2"]]
    counts = phase_counts(engine, whole, prefixes=prefixes)
    frame = areas[["ags", "name"]].copy()
    parts: list[PhasePart] = []
    for code, label in lists.codes["life_phase"]:
        rows = counts[counts["life_phase_code"] == code].merge(areas, on="ags")
        reference = region_reference(rows, measure=measure)
        if measure is DensityMeasure.COUNT and reference.state is CellState.VALUE:
            totals = offer_totals(engine, replace(chosen, life_phase=code), prefixes=prefixes)
            reference = replace(reference, value=float(totals.distinct_count))
        part = PhasePart(code, label, reference)
        found = densities(rows, measure=measure).set_index("ags")
        frame[part.key] = frame["ags"].map(found["value"])
        frame[f"{part.key}_state"] = frame["ags"].map(found["state"])
        parts.append(part)
    frame = alphabetical(frame)
    figures = pd.concat([frame[part.key] for part in parts], ignore_index=True).dropna()
    return DensityPhases(
        measure=measure,
        answer=_answer(frame, parts, measure, extent_name),
        table=Table(frame, _columns(parts, measure), caption=DENSITY_LABELS[measure]),
        phases=tuple(parts),
        figures=figures,
        classes=classes,
        classification=classify_as(figures, classes),
        provenance=provenance(
            engine, whole, measures=(measure,), state=state, notes=(ONE_PHASE_ONLY,)
        ),
    )


def _columns(parts: list[PhasePart], measure: DensityMeasure) -> tuple[Column, ...]:
    phases = (value_column(measure, part.key, part.label) for part in parts)
    return (Column("name", msg("Municipality")), *phases, Column("ags", msg("AGS")))


def _answer(
    frame: pd.DataFrame, parts: list[PhasePart], measure: DensityMeasure, extent_name: str
) -> tuple[Message, ...]:
    """Name the phase in which the extent has least, and where nothing is offered at all."""
    known = [part for part in parts if part.reference.state is CellState.VALUE]
    if not known:
        return (msg("Nothing can be said: no life phase has figures here."),)
    least = min(known, key=lambda part: part.reference.value)
    most = max(known, key=lambda part: part.reference.value)
    decimals, unit = DENSITY_DECIMALS[measure], DENSITY_UNITS[measure]
    if least.reference.value == most.reference.value:
        first = msg(
            "In every life phase, {extent} has {value} {unit}.",
            extent=extent_name,
            value=Num(least.reference.value, decimals),
            unit=unit,
        )
    else:
        first = msg(
            "{extent}: lowest for {least}: {least_value} {unit}; highest for {most}: {most_value}.",
            extent=extent_name,
            least=least.label,
            least_value=Num(least.reference.value, decimals),
            most=most.label,
            most_value=Num(most.reference.value, decimals),
            unit=unit,
        )
    if measure not in _COUNTING:
        return (first,)
    empty = sum(int((frame[part.key] == 0).sum()) for part in parts)
    if not empty:
        return (first, msg("Every municipality with figures has something for each life phase."))
    second = nmsg(
        "In {count} of {total} cases, a municipality has nothing for a life phase.",
        "In {count} of {total} cases, a municipality has nothing for a life phase.",
        empty,
        total=sum(int(frame[part.key].notna().sum()) for part in parts),
    )
    return (first, second)
