"""Density of a municipality by life phase and field of action, against Region and peers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lib.domain.offer_density import (
    DENSITY_UNITS,
    DensityMeasure,
    RegionReference,
    densities,
    region_reference,
)
from lib.domain.vocabulary import CellState
from lib.insights.portrait_compared import compared_table
from lib.insights.portrait_types import NAN, Compared, Part
from lib.insights.scenario import scenario_note
from lib.insights.types import Provenance
from lib.store.queries.offer_matrix import phase_counts
from lib.store.queries.offers import OfferFilter, children_sources, offer_counts
from lib.text import Num, Text, msg

if TYPE_CHECKING:
    import pandas as pd

    from lib.insights.portrait_types import Place
    from lib.store.engine import Engine
    from lib.store.queries.state import DataState
    from lib.text import Label

MEASURE: Final = DensityMeasure.PER_1000_CHILDREN
#: Code of the row that counts every life phase.
ALL_PHASES: Final = "*"


def density_of(counts: pd.DataFrame, place: Place, *, code: str, label: Text) -> Compared:
    """Density of the municipality beside the extent and its peers, each from sums."""
    own = counts[counts["ags"] == place.ags]
    value = densities(own, measure=MEASURE).iloc[0]
    state = CellState(value["state"])
    region = region_reference(counts, measure=MEASURE)
    among_peers = counts[counts["ags"].isin(place.group.everyone)]
    peers = region_reference(among_peers, measure=MEASURE)
    return Compared(
        code=code,
        label=label,
        value=float(value["value"]),
        state=state,
        region=region.value,
        region_state=region.state,
        peers=peers.value if place.has_peers else NAN,
        peers_state=_peers_state(place, peers),
        low=float(value["value_if_one_less"]),
        high=float(value["value_if_one_more"]),
        offers_count=int(own["offers_count"].iloc[0]),
        children_count=float(own["children_count"].iloc[0]),
    )


def _peers_state(place: Place, peers: RegionReference) -> CellState:
    return peers.state if place.has_peers else CellState.NOT_COMPUTABLE


def overall(
    engine: Engine, chosen: OfferFilter, place: Place, *, prefixes: tuple[str, ...]
) -> Compared:
    """Density over all life phases together."""
    everything = replace(chosen, life_phase="", field="")
    counts = offer_counts(engine, everything, prefixes=prefixes)
    return density_of(counts, place, code=ALL_PHASES, label=msg("all life phases together"))


def phase_part(
    engine: Engine,
    chosen: OfferFilter,
    place: Place,
    *,
    together: Compared,
    phases: tuple[tuple[str, Label], ...],
    prefixes: tuple[str, ...],
    state: DataState,
) -> Part:
    """Density by life phase; the first row is all phases together."""
    counts = phase_counts(engine, chosen, prefixes=prefixes).assign(area_km2=1.0)  # not asked for
    rows = [together]
    for code, label in phases:
        of_phase = counts[counts["life_phase_code"] == code]
        rows.append(density_of(of_phase, place, code=code, label=label))
    return _part(
        engine,
        chosen,
        place,
        state,
        rows=tuple(rows),
        key="phasen",
        title=msg("Offer density by life phase"),
        label=msg("Life phase"),
    )


def field_part(
    engine: Engine,
    chosen: OfferFilter,
    place: Place,
    *,
    fields: tuple[tuple[str, Label], ...],
    prefixes: tuple[str, ...],
    state: DataState,
) -> Part:
    """Density by field of action; an offer for two fields counts in both."""
    rows = []
    for code, label in fields:
        counts = offer_counts(engine, replace(chosen, field=code), prefixes=prefixes)
        rows.append(density_of(counts, place, code=code, label=label))
    return _part(
        engine,
        chosen,
        place,
        state,
        rows=tuple(rows),
        key="felder",
        title=msg("Offer density by field of action"),
        label=msg("Field of action"),
        notes=(msg("An offer for several fields of action counts in each."),),
    )


def _part(
    engine: Engine,
    chosen: OfferFilter,
    place: Place,
    state: DataState,
    *,
    rows: tuple[Compared, ...],
    key: str,
    title: Text,
    label: Text,
    notes: tuple[Text, ...] = (),
) -> Part:
    table = compared_table(
        rows, place, label=label, unit=DENSITY_UNITS[MEASURE], caption=title, counts_offers=True
    )
    offers = (
        msg("Offers: sample data.") if state.is_sample else msg("Offers: as reported by providers.")
    )
    provenance = Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=chosen.on,
        sources=(
            offers,
            *(msg("Children: {source}", source=line) for line in children_sources(engine)),
        ),
        method="offer-density",
        notes=(
            *scenario_note(chosen),
            msg("Region and comparable municipalities: computed from sums, not a mean of rates."),
            *notes,
        ),
    )
    return Part(
        key=key,
        title=title,
        sentences=density_sentences(rows, place),
        table=table,
        provenance=provenance,
        compared=rows,
    )


def density_sentences(rows: tuple[Compared, ...], place: Place) -> tuple[Text, ...]:
    """Say which rows lie furthest below and above the Region, if clearly."""
    single = [row for row in rows if row.code != ALL_PHASES]
    below = [row for row in single if row.is_clearly_below]
    above = [row for row in single if row.is_clearly_above]
    lines: list[Text] = []
    if below:
        lowest = min(below, key=lambda row: row.to_region)
        lines.append(
            msg(
                "Furthest below {extent}: {label} ({value} against {region}).",
                **_figures(lowest, place),
            )
        )
    if above:
        highest = max(above, key=lambda row: row.to_region)
        lines.append(
            msg(
                "Furthest above {extent}: {label} ({value} against {region}).",
                **_figures(highest, place),
            )
        )
    return tuple(lines)


def _figures(row: Compared, place: Place) -> dict[str, Text]:
    return {
        "extent": place.extent_name,
        "label": row.label,
        "value": Num(row.value, 1),
        "region": Num(row.region, 1),
    }
