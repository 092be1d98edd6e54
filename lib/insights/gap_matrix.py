"""Where should we act first? Municipality x life phase and transition, each cell judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.gaps import GapState, GapThresholds, gap_cells, most_urgent
from lib.domain.scenario import NO_SCENARIO
from lib.insights.confirmations import earlier_day_note
from lib.insights.gap_answers import gap_answer
from lib.insights.gap_cell import TRANSITION, Decision, GapCell, GapColumn
from lib.insights.scenario import scenario_note
from lib.insights.types import Provenance
from lib.store.queries.gaps import decisions, transitions
from lib.store.queries.offer_matrix import phase_counts, transition_counts
from lib.store.queries.offers import children_sources
from lib.text import Message, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState

URGENT_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMatrix:
    """Every cell judged, the answer, and the most urgent cells.

    `cells`: one row a municipality and column, municipalities alphabetical, columns in order, all
    pairs present: ags, name, column, offers_count, confirmed_count, confirmed_24_months_count,
    children_count, state, density, reference, missing_offers, before, offers_before. Nobody may
    change it.
    """

    columns: tuple[GapColumn, ...]
    areas: tuple[tuple[str, str], ...]  # (ags, name), alphabetical
    cells: pd.DataFrame
    decisions: dict[tuple[str, str], Decision]  # by ags and column
    thresholds: GapThresholds
    has_scenario: bool
    answer: tuple[Message, ...]
    urgent: tuple[GapCell, ...]
    provenance: Provenance

    def cell(self, ags: str, column: str) -> GapCell | None:
        """Find a cell; None where the matrix has no such cell."""
        keys = [known.key for known in self.columns]
        places = [known for known, _ in self.areas]
        if ags not in places or column not in keys:
            return None
        return self.at(places.index(ags) * len(keys) + keys.index(column))

    def at(self, position: int) -> GapCell:
        """Cell in a row of `cells`."""
        row = self.cells.iloc[position]
        column = self.columns[position % len(self.columns)]
        return GapCell(
            ags=str(row["ags"]),
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
            decision=self.decisions.get((str(row["ags"]), column.key)),
            before=GapState(row["before"]),
            offers_before=int(row["offers_before"]),
        )

    def of(self, places: tuple[str, ...]) -> tuple[GapCell, ...]:
        """Cells of some municipalities, in the order of the matrix."""
        wanted = set(places)
        width = len(self.columns)
        return tuple(
            self.at(row * width + column)
            for row, (ags, _) in enumerate(self.areas)
            if ags in wanted
            for column in range(width)
        )


def gap_matrix(
    engine: Engine,
    chosen: OfferFilter,
    *,
    thresholds: GapThresholds,
    prefixes: tuple[str, ...],
    extent_name: str,
    lists: Lists,
    state: DataState,
) -> GapMatrix:
    """Judge every municipality in every life phase and transition (`chosen.life_phase` is ignored).

    Raises:
        StoreError: the database cannot answer.
    """
    links = transitions(engine)
    columns = matrix_columns(lists, links)
    decided = _decisions(engine, chosen, prefixes)
    basis = _Basis(
        engine=engine,
        thresholds=thresholds,
        prefixes=prefixes,
        areas=lists.municipalities,
        links=links,
        columns=columns,
        decisions=decided,
    )
    cells = _judged(basis, chosen)
    reported = cells
    if chosen.scenario:
        reported = _judged(basis, replace(chosen, scenario=NO_SCENARIO))
    cells = cells.assign(before=reported["state"], offers_before=reported["offers_count"])
    found = GapMatrix(
        columns=columns,
        areas=lists.municipalities,
        cells=cells,
        decisions=decided,
        thresholds=thresholds,
        has_scenario=bool(chosen.scenario),
        answer=(),
        urgent=(),
        provenance=_provenance(engine, chosen, state, thresholds),
    )
    found = replace(found, provenance=_with_silent(found.provenance, cells))
    first = most_urgent(cells, count=URGENT_SHOWN).index
    found = replace(found, urgent=tuple(found.at(int(position)) for position in first))
    return replace(found, answer=gap_answer(found, extent_name=extent_name))


def matrix_columns(lists: Lists, links: pd.DataFrame) -> tuple[GapColumn, ...]:
    """Phases in their order; behind each the transitions that begin there."""
    columns = []
    for code, label in lists.codes["life_phase"]:
        columns.append(GapColumn(code, code, label, is_transition=False))
        for link in links.loc[links["from_phase_code"] == code, "code"]:
            name = lists.label("transition", link)
            columns.append(GapColumn(TRANSITION + link, link, name, is_transition=True))
    return tuple(columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What is judged, whatever the scenario."""

    engine: Engine
    thresholds: GapThresholds
    prefixes: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    links: pd.DataFrame
    columns: tuple[GapColumn, ...]
    decisions: dict[tuple[str, str], Decision]

    def positions(self, ags: pd.Series[str], column: pd.Series[str]) -> pd.Series[int]:
        """Places of cells in the matrix: municipality by municipality, columns in order."""
        areas = {key: place for place, (key, _) in enumerate(self.areas)}
        keys = {known.key: place for place, known in enumerate(self.columns)}
        return ags.map(areas).astype("int64") * len(keys) + column.map(keys).astype("int64")


def _judged(basis: _Basis, chosen: OfferFilter) -> pd.DataFrame:
    phases = phase_counts(basis.engine, chosen, prefixes=basis.prefixes)
    phases = phases.rename(columns={"life_phase_code": "column"})
    phases["phase"] = phases["column"]
    counts = pd.concat([phases, _between(basis, chosen, phases)], ignore_index=True)
    position = basis.positions(counts["ags"], counts["column"])
    counts = counts.iloc[position.argsort(kind="stable")].reset_index(drop=True)
    counts["name"] = np.repeat([name for _, name in basis.areas], len(basis.columns))
    counts["has_decision"] = False
    decided = pd.DataFrame(list(basis.decisions), columns=["ags", "column"], dtype="str")
    counts.loc[basis.positions(decided["ags"], decided["column"]), "has_decision"] = True
    return gap_cells(counts, thresholds=basis.thresholds)


def _between(basis: _Basis, chosen: OfferFilter, phases: pd.DataFrame) -> pd.DataFrame:
    """Count the offers of the transitions, related to the children whom each leads to."""
    counts = transition_counts(basis.engine, chosen, prefixes=basis.prefixes)
    to_phase = dict(zip(basis.links["code"], basis.links["to_phase_code"], strict=True))
    counts["phase"] = counts["transition_code"].map(to_phase).astype("str")
    children = phases[["ags", "phase", "children_count"]]
    counts = counts.merge(children, on=["ags", "phase"], how="left", validate="many_to_one")
    return counts.assign(column=TRANSITION + counts["transition_code"])[list(phases.columns)]


def _decisions(
    engine: Engine, chosen: OfferFilter, prefixes: tuple[str, ...]
) -> dict[tuple[str, str], Decision]:
    rows = decisions(engine, on=chosen.on, prefixes=prefixes)
    return {
        (ags, phase): Decision(
            decided_on=decided_on.date(),
            valid_to=None if pd.isna(valid_to) else valid_to.date(),
            body=body,
            reason=why,
        )
        for ags, phase, decided_on, valid_to, body, why in rows.itertuples(index=False)
    }


def _with_silent(provenance: Provenance, cells: pd.DataFrame) -> Provenance:
    """Say how many municipalities never reported: they make the Region's density too low."""
    silent = cells.loc[~cells["has_any_report"], "ags"].nunique()
    if not silent:
        return provenance
    note = nmsg(
        "{count} municipality never reported; its children count in the Region's density, which "
        "is a lower bound.",
        "{count} municipalities never reported; their children count in the Region's density, "
        "which is a lower bound.",
        int(silent),
    )
    return replace(provenance, notes=(*provenance.notes, note))


def _provenance(
    engine: Engine, chosen: OfferFilter, state: DataState, thresholds: GapThresholds
) -> Provenance:
    offers = (
        msg("Offers: sample data.") if state.is_sample else msg("Offers: as reported by providers.")
    )
    children = (msg("Children: {source}", source=source) for source in children_sources(engine))
    settings: Text = msg(
        "Thin below {share} % of the Region's density; unclear without a confirmation in "
        "{months} months.",
        share=str(thresholds.thin_below_share_pct),
        months=str(thresholds.unclear_after_months),
    )
    return Provenance(
        is_sample=state.is_sample,
        data_version=state.version,
        reference_date=chosen.on,
        sources=(offers, *children),
        method="gaps",
        notes=(*scenario_note(chosen), settings, *earlier_day_note(chosen.on, state=state)),
    )
