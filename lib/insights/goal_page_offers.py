"""Offers of one goal, and how the life phases it is about are provided for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from lib.domain.gaps import URGENT_STATES, GapState, GapThresholds
from lib.insights.gap_cell import TRANSITION, GapCell
from lib.insights.gap_matrix import GapMatrix, gap_matrix
from lib.insights.goal_page_offer_tables import density_table, offer_table
from lib.insights.goal_page_types import GoalOffers
from lib.insights.types import Provenance
from lib.store.queries import goal_offers as queries
from lib.store.queries.gaps import transitions
from lib.store.queries.offers import OfferFilter
from lib.text import Message, Names, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from lib.insights.gap_cell import GapColumn
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.state import DataState

NAMES_IN_ANSWER: Final = 3


@dataclass(frozen=True)
class _Own:
    """Offers of the goal: linked ones, and where and for what the active ones count."""

    linked: pd.DataFrame
    columns: pd.DataFrame
    counts: dict[tuple[str, str], int]
    region_counts: dict[str, int]


def goal_offers(
    engine: Engine,
    goal_keys: tuple[str, ...],
    *,
    phases: tuple[str, ...],
    prefixes: tuple[str, ...],
    extent_name: str,
    lists: Lists,
    state: DataState,
) -> GoalOffers:
    """Count the offers of the goals' measures, and judge the life phases that the goals are about.

    `phases`: those that the goals name; without any, those that their offers serve.

    Raises:
        StoreError: the database cannot answer.
    """
    day = state.reference_date
    own = _own(engine, goal_keys, prefixes=prefixes, state=state)
    matrix = gap_matrix(
        engine,
        OfferFilter(on=day),
        thresholds=GapThresholds(),
        prefixes=prefixes,
        extent_name=extent_name,
        lists=lists,
        state=state,
    )
    served = set(own.columns.loc[~own.columns["is_transition"], "code"])
    about = set(phases) or served
    columns = _columns(engine, matrix, about)
    cells = _cells(matrix, columns)
    linked = own.linked.drop_duplicates("key")
    active = linked[linked["is_active"]]
    return GoalOffers(
        offers_count=len(active),
        ended_count=int((~linked["is_active"]).sum()),
        region_wide_count=int((active["is_region_wide"] & (active["ags"] == "")).sum()),
        columns=columns,
        is_derived=not phases,
        areas=matrix.areas,
        cells=cells,
        own_counts=own.counts,
        own_region_counts=own.region_counts,
        answer=_answer(active, cells, own, matrix),
        table=density_table(cells, own.counts),
        offers=offer_table(linked, lists),
        provenance=_provenance(matrix.provenance, is_derived=not phases, has_columns=bool(columns)),
    )


def _own(
    engine: Engine, goal_keys: tuple[str, ...], *, prefixes: tuple[str, ...], state: DataState
) -> _Own:
    day = state.reference_date
    columns = queries.goal_offer_columns(engine, goal_keys, on=day, prefixes=prefixes)
    places = queries.goal_offer_places(engine, goal_keys, on=day, prefixes=prefixes)
    prefix = np.where(columns["is_transition"], TRANSITION, "")
    keyed = columns.assign(column=pd.Series(prefix, dtype="str") + columns["code"])
    placed = keyed.merge(places, on="key")
    cells = Counter(zip(placed["ags"].tolist(), placed["column"].tolist(), strict=True))
    return _Own(
        linked=queries.goal_offers(engine, goal_keys, on=day, prefixes=prefixes),
        columns=columns,
        counts=dict(cells),
        region_counts=dict(Counter(keyed["column"].tolist())),
    )


def _columns(engine: Engine, matrix: GapMatrix, phases: set[str]) -> tuple[GapColumn, ...]:
    """The phases, and the transitions between two of them."""
    links = transitions(engine)
    inside = links[links["from_phase_code"].isin(phases) & links["to_phase_code"].isin(phases)]
    between = set(inside["code"])
    return tuple(
        column
        for column in matrix.columns
        if column.code in (between if column.is_transition else phases)
    )


def _cells(matrix: GapMatrix, columns: tuple[GapColumn, ...]) -> tuple[GapCell, ...]:
    known = {column.key: column for column in columns}
    rows = matrix.cells[matrix.cells["column"].isin(list(known))]
    return tuple(_cell(row, known, matrix) for row in rows.to_dict("records"))


def _cell(
    row: Mapping[Hashable, Any], columns: Mapping[str, GapColumn], matrix: GapMatrix
) -> GapCell:
    ags, column = str(row["ags"]), columns[str(row["column"])]
    return GapCell(
        ags=ags,
        name=str(row["name"]),
        column=column,
        state=GapState(row["state"]),
        offers_count=int(row["offers_count"]),
        confirmed_count=int(row["confirmed_count"]),
        confirmed_24_months_count=int(row["confirmed_24_months_count"]),
        children_count=float(row["children_count"]),
        density=float(row["density"]),
        reference=float(row["reference"]),
        missing_offers=float(row["missing_offers"]),
        decision=matrix.decisions.get((ags, column.key)),
        before=GapState(row["before"]),
        offers_before=int(row["offers_before"]),
    )


def _answer(
    active: pd.DataFrame, cells: tuple[GapCell, ...], own: _Own, matrix: GapMatrix
) -> tuple[Message, ...]:
    return (_own_sentence(active, own, matrix), *_gap_sentence(cells))


def _own_sentence(active: pd.DataFrame, own: _Own, matrix: GapMatrix) -> Message:
    if own.linked.empty:
        return msg("No offer is linked to a measure of this goal.")
    if active.empty:
        return msg("None of the offers linked to this goal's measures is active any more.")
    total = len(matrix.areas)
    places = len({ags for ags, _ in own.counts})
    return nmsg(
        "{count} active offer belongs to the measures of this goal; it counts in {places} of "
        "{total} municipalities.",
        "{count} active offers belong to the measures of this goal; they count in {places} of "
        "{total} municipalities.",
        len(active),
        places=places,
        total=total,
    )


def _gap_sentence(cells: tuple[GapCell, ...]) -> tuple[Message, ...]:
    """Say where nothing is offered in the phases of the goal, whoever runs the offers."""
    if not cells:
        return ()
    gaps = [cell for cell in cells if cell.state is GapState.GAP]
    thin = sum(cell.state is GapState.THIN for cell in cells)
    if not gaps and not thin:
        return (msg("In the life phases of this goal, no municipality has a gap or is thin."),)
    thin_names = (cell.name for cell in cells if cell.state is GapState.THIN)
    named = list(dict.fromkeys((*(cell.name for cell in gaps), *thin_names)))
    more = (msg("others"),) if len(named) > NAMES_IN_ANSWER else ()
    return (
        msg(
            "In its life phases, with all offers counted, {places} of {total} municipalities have "
            "a gap or are thin (gaps: {gaps}, thin: {thin}): {names}.",
            places=len({cell.ags for cell in cells if cell.state in URGENT_STATES}),
            total=len({cell.ags for cell in cells}),
            gaps=len(gaps),
            thin=thin,
            names=Names((*named[:NAMES_IN_ANSWER], *more)),
        ),
    )


def _provenance(found: Provenance, *, is_derived: bool, has_columns: bool) -> Provenance:
    notes: list[Text] = [*found.notes]
    if is_derived and has_columns:
        note = msg("The goal names no life phase: those that its offers serve are shown.")
        notes.insert(0, note)
    return Provenance(
        is_sample=found.is_sample,
        data_version=found.data_version,
        reference_date=found.reference_date,
        sources=found.sources,
        method=found.method,
        notes=tuple(notes),
    )
