"""Where does high need meet few offers? Census need against offer density, municipality by
municipality.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from lib.domain.bivariate import FIELDS, BivariateClasses, Field, bivariate_classes
from lib.domain.need_index import (
    COMPONENTS,
    SHARE,
    SHARE_STATE,
    ComponentReading,
    NeedComponent,
    Z,
    need_index,
    share_of_sums,
)
from lib.domain.offer_density import DensityMeasure, RegionReference, densities, region_reference
from lib.domain.vocabulary import CellState
from lib.insights.need_answers import need_answer, need_notes
from lib.insights.need_table import need_table
from lib.insights.scenario import scenario_note
from lib.insights.types import Provenance, Table
from lib.store.queries.context import (
    ContextFigure,
    context_figures,
    context_sources_of,
    context_values,
)
from lib.store.queries.offers import OfferFilter, children_sources, offer_counts
from lib.text import Message, Text, msg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from lib.store.engine import Engine
    from lib.store.queries.state import DataState

#: What a density may be related to here: a bare number says nothing about coverage.
NEED_MEASURES: Final = (
    DensityMeasure.PER_1000_CHILDREN,
    DensityMeasure.PLACES_PER_100_CHILDREN,
    DensityMeasure.PER_KM2,
)
#: Much faster than CellState(value) for eleven thousand municipalities.
_STATES: Final = {state.value: state for state in CellState}
_PER_CHILDREN: Final = frozenset(NEED_MEASURES[:2])


@dataclass(frozen=True, slots=True)
class NeedShare:
    """One component of one municipality (NaN where there is none)."""

    share: float
    z: float
    state: CellState


@dataclass(frozen=True, slots=True)
class NeedArea:
    """One municipality: need, density, its field of the nine, and what need is made of.

    `shares` stand in the order of the insight's components. `state`: VALUE only with both values.
    """

    ags: str
    name: str
    index: float
    index_state: CellState
    density: float
    density_state: CellState
    state: CellState
    field: Field | None
    shares: tuple[NeedShare, ...]


@dataclass(frozen=True, slots=True)
class UsedComponent:
    """A component that the data hold: its census year, weight, spread and the extent's share."""

    component: NeedComponent
    year: int
    reading: ComponentReading
    extent_share: float


@dataclass(frozen=True, slots=True)
class NeedInsight:
    """Answer, areas (alphabetical), table, classes (None: too few areas) and reference.

    `field_counts`: municipalities in each of `FIELDS`. `notes`: what limits the picture.
    """

    measure: DensityMeasure
    answer: tuple[Message, ...]
    areas: tuple[NeedArea, ...]
    components: tuple[UsedComponent, ...]
    classes: BivariateClasses | None
    field_counts: tuple[int, ...]
    reference: RegionReference
    table: Table
    notes: tuple[Message, ...]
    provenance: Provenance


def need(
    engine: Engine,
    chosen: OfferFilter,
    *,
    measure: DensityMeasure,
    weights: tuple[int, ...],
    prefixes: tuple[str, ...],
    extent_name: str,
    phase_label: Text,
    state: DataState,
) -> NeedInsight:
    """Set need against density for every municipality of the extent.

    `weights`: one for each of `COMPONENTS`, 0 to 3.

    Raises:
        StoreError: the database cannot answer.
    """
    counts = offer_counts(engine, chosen, prefixes=prefixes)
    parts, years = _census(engine, counts, prefixes=prefixes)
    known = tuple(component for component in COMPONENTS if component.code in parts)
    asked = {one.code: weight for one, weight in zip(COMPONENTS, weights, strict=True)}
    result = need_index(
        parts, components=known, weights={one.code: asked[one.code] for one in known}
    )
    used = tuple(
        UsedComponent(one, years[one.code], reading, share_of_sums(parts[one.code]))
        for one, reading in zip(known, result.components, strict=True)
    )
    frame = _joined(counts, densities(counts, measure=measure), result.frame)
    classes = bivariate_classes(
        frame["index"].where(frame["state"] == CellState.VALUE.value), frame["density"]
    )
    areas = tuple(_area(record, known, classes) for record in frame.to_dict("records"))
    reference = region_reference(counts, measure=measure)
    notes = need_notes(areas, used, classes, is_fallback=result.is_fallback)
    return NeedInsight(
        measure=measure,
        answer=need_answer(
            areas,
            used,
            classes,
            reference,
            measure=measure,
            extent_name=extent_name,
            phase=phase_label,
            has_offers=bool(counts["offers_count"].sum()),
        ),
        areas=areas,
        components=used,
        classes=classes,
        field_counts=tuple(sum(area.field == field for area in areas) for field in FIELDS),
        reference=reference,
        table=need_table(areas, used, classes, measure=measure),
        notes=notes,
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=chosen.on,
            sources=_sources(engine, chosen, measure, used, is_sample=state.is_sample),
            method="need-index",
            notes=(*scenario_note(chosen), *_how(extent_name), *notes),
        ),
    )


def _how(extent_name: str) -> tuple[Message, ...]:
    return (
        msg("Need 0 is the mean of the municipalities; {extent} has no index.", extent=extent_name),
        msg("{extent} as a whole: computed from sums, not a mean of rates.", extent=extent_name),
    )


def _census(
    engine: Engine, counts: pd.DataFrame, *, prefixes: tuple[str, ...]
) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Numerator and denominator of each component that the data hold, and its census year."""
    codes = tuple(dict.fromkeys(code for one in COMPONENTS for code in one.codes))
    held = context_figures(engine, codes, prefixes=prefixes)
    years = {one.code: _common_year(one, held) for one in COMPONENTS}
    found = {code: year for code, year in years.items() if year is not None}
    wanted = {
        ContextFigure(code, found[one.code])
        for one in COMPONENTS
        if one.code in found
        for code in one.codes
    }
    values = context_values(engine, sorted(wanted), prefixes=prefixes)
    values = counts[["ags"]].merge(values, on="ags", how="left", validate="one_to_one")
    parts = {
        one.code: pd.DataFrame(
            {
                "ags": values["ags"],
                "numerator": _total(values, one.numerator_codes, found[one.code]),
                "denominator": _total(values, one.denominator_codes, found[one.code]),
            }
        )
        for one in COMPONENTS
        if one.code in found
    }
    return parts, found


def _common_year(component: NeedComponent, held: tuple[ContextFigure, ...]) -> int | None:
    """Newest year that holds every figure of a component: a share comes from one census."""
    years = [{figure.year for figure in held if figure.code == code} for code in component.codes]
    return max(set.intersection(*years), default=None)


def _total(values: pd.DataFrame, codes: tuple[str, ...], year: int) -> pd.Series[float]:
    columns = [ContextFigure(code, year).column for code in codes]
    return values[columns].sum(axis=1, skipna=False)


def _joined(counts: pd.DataFrame, densities_of: pd.DataFrame, index: pd.DataFrame) -> pd.DataFrame:
    """One row a municipality, alphabetical; `state` says why one of the two values is missing."""
    density = densities_of[["ags", "value", "state"]].rename(
        columns={"value": "density", "state": "density_state"}
    )
    frame = counts[["ags", "name"]].merge(density, on="ags", validate="one_to_one")
    frame = frame.merge(index, on="ags", how="left", validate="one_to_one")
    frame["index_state"] = frame["index_state"].fillna(CellState.UNKNOWN.value)
    has_index = frame["index_state"] == CellState.VALUE.value
    frame["state"] = frame["density_state"].where(has_index, frame["index_state"])
    order = frame["name"].str.casefold().str.translate(str.maketrans("äöüß", "aous"))
    return frame.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def _area(
    record: Mapping[Hashable, Any],
    components: tuple[NeedComponent, ...],
    classes: BivariateClasses | None,
) -> NeedArea:
    state = _STATES[record["state"]]
    index, density = float(record["index"]), float(record["density"])
    has_field = classes is not None and state is CellState.VALUE
    return NeedArea(
        ags=str(record["ags"]),
        name=str(record["name"]),
        index=index,
        index_state=_STATES[record["index_state"]],
        density=density,
        density_state=_STATES[record["density_state"]],
        state=state,
        field=classes.field_of(need=index, density=density) if classes and has_field else None,
        shares=tuple(
            NeedShare(
                share=float(record[one.code + SHARE]),
                z=float(record[one.code + Z]),
                state=_STATES[record[one.code + SHARE_STATE]],
            )
            for one in components
        ),
    )


def _sources(
    engine: Engine,
    chosen: OfferFilter,
    measure: DensityMeasure,
    used: tuple[UsedComponent, ...],
    *,
    is_sample: bool,
) -> tuple[Text, ...]:
    offers = msg("Offers: sample data.") if is_sample else msg("Offers: as reported by providers.")
    codes = tuple(dict.fromkeys(code for one in used for code in one.component.codes))
    found = list(context_sources_of(engine, codes))
    if measure in _PER_CHILDREN:
        found += children_sources(engine, life_phase=chosen.life_phase)
    # a table of which a sum is computed, too, is named once
    distinct = [one for one in dict.fromkeys(found) if not _begins_another(one, found)]
    return (offers, *(msg("Need and children: {source}", source=one) for one in distinct))


def _begins_another(source: str, sources: Sequence[str]) -> bool:
    return any(other != source and other.startswith(source) for other in sources)
