"""Where does the chain break? Each transition by its weakest part: only within the circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.agreements import AgreementStatus, pair_statuses
from lib.domain.errors import MeasureError
from lib.domain.weakest_link import (
    Link,
    agreement_grade,
    cooperation_grade,
    lower_median,
    offers_grade,
)
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED, CooperationChoice
from lib.insights.gap_matrix import gap_matrix
from lib.insights.pair_frame import ENDS, pair_frame
from lib.insights.weakest_link_words import link_answer, link_provenance, link_table
from lib.store.queries import cooperation as queries
from lib.store.queries.cooperation import RatingFilter
from lib.store.queries.gaps import transitions
from lib.store.queries.institution_ends import institution_ends

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt

    from lib.domain.gaps import GapThresholds
    from lib.insights.cooperation import Scope
    from lib.insights.gap_cell import GapCell, GapColumn
    from lib.insights.gap_matrix import GapMatrix
    from lib.insights.types import Provenance, Table
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.offers import OfferFilter
    from lib.text import Message

PAIR_COLUMNS: Final = (*ENDS, "pair_level", "is_rated", "agreement_status")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCell:
    """A transition in a municipality; `level` None where no pair has one.

    `levels_count` of the `pairs_count` pairs involved have a pair level; `pairs` are their
    positions in `WeakestLinks.pairs`.
    """

    gap: GapCell
    link: Link
    level: float | None
    pairs_count: int
    levels_count: int
    valid_count: int
    expiring_count: int
    are_recorded: bool
    pairs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakestLinks:
    """Every municipality in every transition, municipalities alphabetical. Shared: never change.

    `pairs`: institution_a_key, institution_b_key, pair_level (NaN), is_rated, agreement_status;
    `names`: names of the institutions. `wave` is "" where no round had begun.
    """

    columns: tuple[GapColumn, ...]
    areas: tuple[tuple[str, str], ...]
    cells: tuple[LinkCell, ...]
    pairs: pd.DataFrame
    names: dict[str, str]
    wave: str
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance

    def cell(self, ags: str, column: str) -> LinkCell | None:
        """Find a cell; None where there is none."""
        found = (one for one in self.cells if (one.gap.ags, one.gap.column.key) == (ags, column))
        return next(found, None)


def weakest_links(
    engine: Engine,
    chosen: OfferFilter,
    *,
    thresholds: GapThresholds,
    extent_name: str,
    lists: Lists,
    scope: Scope,
    places: tuple[str, ...] = (),
) -> WeakestLinks:
    """Grade every transition; `places` are the municipalities shown (none: all).

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    if not scope.shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    matrix = gap_matrix(
        engine,
        chosen,
        thresholds=thresholds,
        prefixes=scope.prefixes,
        extent_name=extent_name,
        lists=lists,
        state=scope.state,
    )
    links = transitions(engine)
    phases = {
        str(code): (str(start), str(end))
        for code, start, end in zip(
            links["code"], links["from_phase_code"], links["to_phase_code"], strict=True
        )
    }
    wave = newest_wave(engine, on=chosen.on)
    known = _Known(engine, wave=wave, on=chosen.on, scope=scope)
    columns = tuple(column for column in matrix.columns if column.is_transition)
    cells = _cells(matrix, columns, phases, known)
    shown = tuple(cell for cell in cells if not places or cell.gap.ags in places)
    return WeakestLinks(
        columns=columns,
        areas=tuple(area for area in matrix.areas if not places or area[0] in places),
        cells=shown,
        pairs=known.pairs,
        names=known.names,
        wave=wave,
        answer=link_answer(cells),
        table=link_table(shown),
        provenance=link_provenance(matrix, scope, wave),
    )


def newest_wave(engine: Engine, *, on: date) -> str:
    """Code of the newest wave that had begun on a day; "" for none."""
    days = queries.wave_days(engine)
    begun = days[days["starts_on"] <= pd.Timestamp(on)]
    return str(begun["code"].iloc[0]) if len(begun) else ""


def _of_existing(engine: Engine, pairs: pd.DataFrame, *, on: date) -> pd.DataFrame:
    """Keep the pairs of which neither institution had closed on a day."""
    ends = institution_ends(engine)
    closed = set(ends.loc[ends["closed_on"] <= pd.Timestamp(on), "key"])
    return pairs[~pairs[ENDS].isin(closed).any(axis=1)].reset_index(drop=True)


class _Known:
    """What is known of the pairs of a wave: level, agreement on the day, municipality, phases."""

    def __init__(self, engine: Engine, *, wave: str, on: date, scope: Scope) -> None:
        self._engine, self._wave, self._prefixes = engine, wave, scope.prefixes
        frame = pair_frame(engine, CooperationChoice(wave=wave), scope=scope)
        agreements = queries.agreements(engine)
        stated = pair_statuses(agreements, day=on)
        there = _of_existing(engine, frame.pairs[[*ENDS, "pair_level", "is_rated"]], on=on)
        status = there[ENDS].merge(stated, on=ENDS, how="left")["agreement_status"]
        self.are_recorded = not agreements.empty
        self.pairs = there.assign(
            agreement_status=status.fillna(AgreementStatus.NONE.value).to_numpy()
        )
        self.names = dict(zip(frame.institutions["key"], frame.institutions["name"], strict=True))
        self.place = self._places(frame.institutions)
        self._members: dict[str, tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]] = {}

    def _places(self, hosts: pd.DataFrame) -> npt.NDArray[np.object_]:
        """Municipality of each pair; "" where it belongs to none or to two."""
        home = hosts.set_index("key")["ags"]
        one, other = (self.pairs[end].map(home).to_numpy(dtype=object) for end in ENDS)
        return np.where((one == other) | (other == ""), one, np.where(one == "", other, ""))

    def _works_in(self, phase: str) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        if phase not in self._members:
            asked = RatingFilter(wave=self._wave, life_phase=phase)
            keys = queries.institutions(self._engine, asked, prefixes=self._prefixes)["key"]
            first, second = (self.pairs[end].isin(keys).to_numpy() for end in ENDS)
            self._members[phase] = (first, second)
        return self._members[phase]

    def between(self, start: str, end: str) -> dict[str, npt.NDArray[np.int64]]:
        """Positions of the pairs that a transition needs, by municipality."""
        (a_start, b_start), (a_end, b_end) = self._works_in(start), self._works_in(end)
        involved = np.flatnonzero(((a_start & b_end) | (b_start & a_end)) & (self.place != ""))
        groups = pd.Series(involved).groupby(self.place[involved])
        return {str(ags): group.to_numpy() for ags, group in groups}


def _cells(
    matrix: GapMatrix,
    columns: tuple[GapColumn, ...],
    phases: dict[str, tuple[str, str]],
    known: _Known,
) -> tuple[LinkCell, ...]:
    positions = {column.key: known.between(*phases[column.code]) for column in columns}
    nothing = np.empty(0, dtype="int64")
    return tuple(
        _cell(gap, positions[column.key].get(ags, nothing), known)
        for ags, _ in matrix.areas
        for column in columns
        if (gap := matrix.cell(ags, column.key)) is not None
    )


def _cell(gap: GapCell, positions: npt.NDArray[np.int64], known: _Known) -> LinkCell:
    pairs = known.pairs.iloc[positions]
    levels = pairs["pair_level"].dropna().tolist()
    level = lower_median(levels)
    statuses = [AgreementStatus(status) for status in pairs["agreement_status"]]
    agreement = agreement_grade(statuses, pairs_count=len(pairs), are_recorded=known.are_recorded)
    return LinkCell(
        gap=gap,
        link=Link(
            offers=offers_grade(gap.state),
            cooperation=cooperation_grade(level),
            agreement=agreement,
        ),
        level=level,
        pairs_count=len(pairs),
        levels_count=len(levels),
        valid_count=statuses.count(AgreementStatus.VALID),
        expiring_count=statuses.count(AgreementStatus.EXPIRING),
        are_recorded=known.are_recorded,
        pairs=tuple(int(position) for position in positions),
    )
