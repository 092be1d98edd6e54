"""Everything public about a wave, computed and audited together; nothing public is made elsewhere.

Outside the circle no filter but the wave counts, so that there are no subsets to subtract. Counts
of rating institutions are bands. Cells that could never be published (fewer than 3 institutions
that rate, or a single one that is rated) are withheld whether rated or not: "not rated" would speak
of single pairs. The shares of pairs tell that pairs were rated, never how.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain import release as domain
from lib.domain.cooperation import MINIMUM_RATERS
from lib.domain.vocabulary import CellState
from lib.insights.cooperation_cells import CRITERIA_LABELS
from lib.store.queries.cooperation import RatingFilter, institutions, ratings
from lib.text import Text, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lib.domain.release import OverallFigures
    from lib.store.engine import Engine

NAN: Final = float("nan")
#: A cell is never publishable with fewer rated institutions: one would stand for all ratings.
MINIMUM_RATED: Final = 2
#: Shares of pairs need this many institutions: among fewer they would speak of single pairs.
MINIMUM_INSTITUTIONS: Final = 10
#: From so many rating institutions on, the band is open.
MANY_RATERS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCell:
    """One published or withheld cell; figures are NaN and `raters` is "" unless shown."""

    row: str
    column: str
    state: CellState
    median: float = NAN
    lower_quartile: float = NAN
    upper_quartile: float = NAN
    raters: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRelease:
    """A wave as the public may know it.

    `types`: type of rater × type rated; `places`: municipality of rater ("" = whole Region) × type
    rated; `criteria`: criterion × type rated. Cells row by row.
    """

    wave: str
    types: tuple[PublicCell, ...]
    places: tuple[PublicCell, ...]
    criteria: tuple[PublicCell, ...]
    overall: OverallFigures
    institutions_count: int
    pairs_state: CellState
    rated_pairs_pct: float
    mutual_pairs_pct: float


def public_release(engine: Engine, wave: str, *, prefixes: tuple[str, ...]) -> PublicRelease:
    """Publish one wave of the extent; the same for every reader.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: ratings in the database make no sense.
    """
    chosen = RatingFilter(wave=wave)
    hosts = institutions(engine, chosen, prefixes=prefixes)
    found = ratings(engine, chosen, prefixes=prefixes)
    return release_of(wave, hosts, found)


def release_of(wave: str, hosts: pd.DataFrame, found: pd.DataFrame) -> PublicRelease:
    """Publish `found` (as `queries.cooperation.ratings`) among `hosts` (as `institutions`)."""
    known = hosts.set_index("key")
    frame = found[found["rater_key"].isin(known.index) & found["rated_key"].isin(known.index)]
    frame = frame.assign(rater_ags=frame["rater_key"].map(known["ags"]))
    published = domain.release(frame)
    sizes = known["type_code"].value_counts()
    people = known["ags"].value_counts()
    both = known.groupby(["ags", "type_code"]).size()
    state, rated_pct, mutual_pct = _pairs(frame, len(known))
    types, places = sorted(sizes.index), sorted(people.index)
    return PublicRelease(
        wave=wave,
        types=_grid(
            published.types,
            domain.TYPES,
            {
                (rater, rated): (
                    int(sizes[rater]),
                    int(sizes[rated]),
                    int(sizes[rater]) if rater == rated else 0,
                )
                for rater in types
                for rated in types
            },
        ),
        places=_grid(
            published.places,
            domain.PLACES,
            {
                (ags, rated): (int(people[ags]), int(sizes[rated]), int(both.get((ags, rated), 0)))
                for ags in places
                for rated in types
            },
        ),
        criteria=tuple(_criteria(frame, {kind: int(sizes[kind]) for kind in types}, len(known))),
        overall=published.overall,
        institutions_count=len(known),
        pairs_state=state,
        rated_pairs_pct=rated_pct,
        mutual_pairs_pct=mutual_pct,
    )


def _grid(
    cells: pd.DataFrame,
    by: tuple[str, ...],
    possible: Mapping[tuple[str, str], tuple[int, int, int]],
) -> tuple[PublicCell, ...]:
    """Every cell of a table; `possible`: raters, rated, and those on both sides."""
    rated = {(str(record[by[0]]), str(record[by[1]])): record for record in _records(cells)}
    return tuple(
        _cell(_empty(row, column), rated.get((row, column)), counts)
        for (row, column), counts in possible.items()
    )


def _cell(
    cell: PublicCell, record: Mapping[str, object] | None, possible: tuple[int, int, int]
) -> PublicCell:
    """Fill a cell; `possible`: institutions that rate, that are rated, that are both."""
    raters, rated, both = possible
    if raters * rated <= both:
        return replace(cell, state=CellState.NOT_COMPUTABLE)
    if raters < MINIMUM_RATERS or rated < MINIMUM_RATED:
        return replace(cell, state=CellState.WITHHELD)
    if record is None:
        return cell
    state = CellState(str(record["state"]))
    if state is not CellState.VALUE:
        return replace(cell, state=state)
    return replace(
        cell,
        state=state,
        median=_number(record["median"]),
        lower_quartile=_number(record["lower_quartile"]),
        upper_quartile=_number(record["upper_quartile"]),
        raters=_band(_number(record["raters_count"])),
    )


def _criteria(
    frame: pd.DataFrame, sizes: Mapping[str, int], everybody: int
) -> Iterable[PublicCell]:
    for name in CRITERIA_LABELS:
        cells = domain.criterion_cells(frame, name)
        rated = {str(record["rated_type"]): record for record in _records(cells)}
        for kind, size in sizes.items():
            yield _cell(_empty(name, kind), rated.get(kind), (everybody, size, size))


def _empty(row: str, column: str) -> PublicCell:
    return PublicCell(row=row, column=column, state=CellState.UNKNOWN)


def _records(cells: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(key): value for key, value in row.items()} for row in cells.to_dict("records")]


def _band(raters: float) -> Text:
    """Write a number of rating institutions (of a published cell) as a band."""
    if raters < domain.QUARTILE_RATERS:
        return msg("3–4")
    return msg("5–9") if raters < MANY_RATERS else msg("10 or more")


def _number(value: object) -> float:
    return float(str(value))


def _pairs(frame: pd.DataFrame, count: int) -> tuple[CellState, float, float]:
    """Shares of pairs that were rated at all, and by both sides."""
    if count < MINIMUM_INSTITUTIONS:
        return CellState.WITHHELD, NAN, NAN
    ends = frame[["rater_key", "rated_key"]]
    sides = pd.DataFrame({"a": ends.min(axis=1), "b": ends.max(axis=1)}).value_counts()
    rated = 100 * len(sides) / (count * (count - 1) / 2)
    return CellState.VALUE, rated, 100 * float((sides > 1).mean()) if len(sides) else NAN
