"""Where do we stand? Offers, cooperation and networks of the extent, and what is old or missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.indicator_status import ON_TRACK
from lib.domain.offer_density import (
    DENSITY_UNITS,
    DensityMeasure,
    RegionReference,
    densities,
    region_reference,
)
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import level_number
from lib.insights.overview_attention import Attention, attention_items, without_offer
from lib.insights.overview_parts import (
    CooperationSummary,
    GoalSummary,
    NetworkSummary,
    cooperation_summary,
    goal_summary,
    network_summary,
)
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.offers import (
    OfferFilter,
    OfferTotals,
    children_sources,
    offer_counts,
    offer_totals,
)
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState

MEASURE: Final = DensityMeasure.PER_1000_CHILDREN


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything of one look.

    `table.frame` has one row a municipality and life phase: name, phase (label), value,
    value_state, offers_count, ags, phase_code. `references` maps a phase code to the extent's
    value.
    """

    answer: tuple[Message, ...]
    totals: OfferTotals
    reference: RegionReference
    references: tuple[tuple[str, RegionReference], ...]
    table: Table
    cooperation: CooperationSummary
    goals: GoalSummary
    networks: NetworkSummary
    attention: tuple[Attention, ...]
    provenance: Provenance


def overview(
    engine: Engine,
    *,
    prefixes: tuple[str, ...],
    extent_name: str,
    lists: Lists,
    state: DataState,
) -> Overview:
    """Compute the overview at the newest day of the data.

    Raises:
        StoreError: the database cannot answer.
    """
    everything = OfferFilter(on=state.reference_date)
    counts = offer_counts(engine, everything, prefixes=prefixes)
    totals = offer_totals(engine, everything, prefixes=prefixes)
    reference = region_reference(counts, measure=MEASURE)
    frame, references = _by_phase(engine, everything, prefixes=prefixes, lists=lists)
    cooperation = cooperation_summary(engine, prefixes=prefixes, lists=lists)
    meetings = network_summary(engine, until=state.reference_date, prefixes=prefixes)
    goals_by_status = goal_summary(engine, prefixes=prefixes, state=state)
    return Overview(
        answer=_answer(
            frame,
            totals,
            reference,
            extent_name,
            parts=(*_cooperation_part(cooperation), *_goal_part(goals_by_status)),
        ),
        totals=totals,
        reference=reference,
        references=references,
        table=Table(frame, _columns(), caption=msg("Offer density by life phase")),
        cooperation=cooperation,
        goals=goals_by_status,
        networks=meetings,
        attention=attention_items(
            counts,
            totals,
            frame,
            cooperation=cooperation,
            goal_summary=goals_by_status,
            meetings=meetings,
        ),
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=state.reference_date,
            sources=(
                msg("Offers: sample data.")
                if state.is_sample
                else msg("Offers: as reported by providers."),
                *(msg("Children: {source}", source=line) for line in children_sources(engine)),
            ),
            method="offer-density",
        ),
    )


def _by_phase(
    engine: Engine, everything: OfferFilter, *, prefixes: tuple[str, ...], lists: Lists
) -> tuple[pd.DataFrame, tuple[tuple[str, RegionReference], ...]]:
    frames, references = [], []
    for code, label in lists.codes["life_phase"]:
        chosen = OfferFilter(on=everything.on, life_phase=code)
        counts = offer_counts(engine, chosen, prefixes=prefixes)
        values = densities(counts, measure=MEASURE)
        rows = counts.merge(values[["ags", "value", "state"]], on="ags", validate="one_to_one")
        rows["value_state"] = rows["state"].astype(str)
        rows["phase_code"] = code
        rows["phase"] = pd.Series([label] * len(rows), rows.index, dtype=object)
        frames.append(rows)
        references.append((code, region_reference(counts, measure=MEASURE)))
    columns = ["name", "phase", "value", "value_state", "offers_count", "ags", "phase_code"]
    if not frames:
        return pd.DataFrame(columns=columns), ()
    order = {ags: place for place, (ags, _) in enumerate(lists.municipalities)}
    frame = pd.concat(frames, ignore_index=True)[columns]
    ranked = frame["ags"].map(order)
    return frame.iloc[ranked.argsort(kind="stable")].reset_index(drop=True), tuple(references)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", msg("Municipality")),
        Column("phase", msg("Life phase"), ColumnKind.MESSAGE),
        Column("value", msg("Density"), ColumnKind.NUMBER, 1, DENSITY_UNITS[MEASURE]),
        Column("offers_count", msg("Offers"), ColumnKind.NUMBER),
    )


def _cooperation_part(summary: CooperationSummary) -> tuple[Text, ...]:
    if summary.state is not CellState.VALUE:
        return ()
    median = level_number(summary.overall.median)
    return (msg("cooperation on level {median} in the median", median=median),)


def _goal_part(summary: GoalSummary) -> tuple[Text, ...]:
    total = sum(count for _, count in summary.statuses)
    if not total:
        return ()
    return (
        msg("{count} of {total} indicators on track", count=summary.count(*ON_TRACK), total=total),
    )


def _answer(
    frame: pd.DataFrame,
    totals: OfferTotals,
    reference: RegionReference,
    extent_name: str,
    *,
    parts: tuple[Text, ...],
) -> tuple[Message, ...]:
    """Answer for offers, cooperation and goals at once, then name the gaps."""
    if not totals.distinct_count:
        offers: tuple[Text, ...] = (msg("no active offer"),)
    else:
        offers = (nmsg("{count} active offer", "{count} active offers", totals.distinct_count),)
    if totals.distinct_count and reference.state is CellState.VALUE:
        value = Num(reference.value, 1)
        offers += (msg("{value} {unit}", value=value, unit=DENSITY_UNITS[MEASURE]),)
    first = msg("{extent}: {parts}.", extent=extent_name, parts=Names((*offers, *parts)))
    if not totals.distinct_count:
        return (first,)
    gaps = len(without_offer(frame))
    if not gaps:
        if frame.empty or (frame["value_state"] == CellState.NO_REPORT.value).any():
            return (first,)
        return (first, msg("Every municipality has an offer for every life phase."))
    return first, nmsg(
        "{count} combination of municipality and life phase has no active offer.",
        "{count} combinations of municipality and life phase have no active offer.",
        gaps,
    )
