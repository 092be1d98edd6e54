"""Disclosure control for counts and rates of persons.

Counts of 1 and 2 are withheld (zero is a value; `protect_zero` withholds it too), and further
cells so that no sum reveals a withheld one (secondary suppression). Rates are shown only with a
denominator ≥ 100 and a numerator ≥ 3.
Source: federal employment statistics (Bundesagentur für Arbeit), statistical confidentiality:
values of 1 and 2, and data from which they can be computed, are withheld; domain.md.

Guarantee, which the tests attack: whoever sees every published cell, row sum, column sum and total
and knows which cells are withheld and that these are whole numbers ≥ 1 (≥ 0 with `protect_zero`)
still finds at least two possible values for each withheld cell.

Why it holds: with margins a table is a circulation in a graph whose nodes are rows and columns and
whose edges are cells. A withheld cell is revealed exactly if no cycle of withheld cells passes
through it along which one person can be moved. For each revealed cell the cheapest such cycle
is withheld (cost: persons hidden; margins are dearer than all cells together).
Kelly, Golden & Assad (1992), Cell suppression: disclosure protection for sensitive tabular data,
Networks 22; Gusfield (1988), A graph theoretic approach to statistical data security, SIAM J.
Comput. 17.

Not covered: tables that overlap (other filters, older exports). Pass cells withheld elsewhere as
`also_withheld`, and let an export carry the table as it was shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.disclosure_graph import Edge, hide_revealed
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable

MINIMUM_PERSONS: Final = 3
MINIMUM_DENOMINATOR: Final = 100


def protect_one_way(
    counts: pd.Series[float],
    *,
    also_withheld: Collection[Hashable] = (),
    protect_zero: bool = False,
) -> pd.DataFrame:
    """Protect counts of persons that are shown together with their total.

    `counts`: whole numbers ≥ 0, NaN where nothing is known (UNKNOWN; not part of the total).
    Result: cell (the label; None for the total), value (NaN unless state is VALUE), state,
    is_total; the cells in their order, then the total.

    Raises:
        MeasureError: a label occurs twice or is unknown, or a count is negative or not whole.
    """
    table = pd.DataFrame({0: counts})
    forced = [(label, 0) for label in also_withheld]
    result = protect_two_way(table, also_withheld=forced, protect_zero=protect_zero)
    # one column: each row sum repeats its cell; only the column and its sum are shown
    column = result[~result["is_row_total"]]
    shown = column[["row", "value", "state", "is_column_total"]]
    return shown.rename(columns={"row": "cell", "is_column_total": "is_total"}).reset_index(
        drop=True
    )


def protect_two_way(
    table: pd.DataFrame,
    *,
    also_withheld: Collection[tuple[Hashable, Hashable]] = (),
    protect_zero: bool = False,
) -> pd.DataFrame:
    """Protect a table of counts of persons that is shown with row sums, column sums and total.

    `table`: whole numbers ≥ 0, NaN where nothing is known (UNKNOWN; not part of the sums); labels
    are unique. `also_withheld`: (row, column) labels of cells withheld elsewhere.
    Result, long: row, column (None for a sum), value (NaN unless state is VALUE), state,
    is_row_total (the sum over a row), is_column_total (the sum over a column); the total is both.

    Raises:
        MeasureError: a label occurs twice or is unknown, or a count is negative or not whole.
    """
    values = _checked(table)
    known = np.isfinite(values)
    full = _with_margins(np.where(known, values, 0).astype("int64"))
    is_known = np.ones(full.shape, dtype=bool)
    is_known[:-1, :-1] = known
    floor = 0 if protect_zero else 1
    withheld = is_known & (full >= floor) & (full < MINIMUM_PERSONS)
    for row, column in also_withheld:
        if row not in table.index or column not in table.columns:
            raise MeasureError(msg("A withheld cell is not in the table."), detail=str(row))
        withheld[table.index.get_loc(row), table.columns.get_loc(column)] = True
    withheld &= is_known & (full >= floor)
    if len(table.columns) == 1:
        _hide_one_column(full, withheld, is_known, floor)
    else:
        _hide(full, withheld, is_known, floor)
    return _long(table, full, withheld, is_known)


def protect_rates(
    frame: pd.DataFrame, *, numerator: str, denominator: str, per: float = 100.0
) -> pd.DataFrame:
    """Compute per·numerator/denominator where it may be shown; index as `frame`.

    Result: value (NaN unless state is VALUE), state: UNKNOWN if a part is missing, NOT_COMPUTABLE
    for a denominator of zero, WITHHELD for a denominator below 100 or a numerator below 3 (zero
    included: a rate of zero says that nobody of a known group is concerned).

    Raises:
        MeasureError: a column is missing, a part is negative, or a numerator exceeds its
            denominator.
    """
    absent = {numerator, denominator} - set(frame.columns)
    if absent:
        raise MeasureError(msg("The table lacks columns."), detail=", ".join(sorted(absent)))
    part, whole = frame[numerator].astype("float64"), frame[denominator].astype("float64")
    if (part < 0).any() or (whole < 0).any() or (part > whole).any():
        raise MeasureError(msg("A numerator is negative or larger than its denominator."))
    state = pd.Series(CellState.VALUE, index=frame.index, dtype="object")
    hidden = (whole < MINIMUM_DENOMINATOR) | (part < MINIMUM_PERSONS)
    state = state.mask(hidden, CellState.WITHHELD)
    state = state.mask(whole == 0, CellState.NOT_COMPUTABLE)
    state = state.mask(part.isna() | whole.isna(), CellState.UNKNOWN)
    rate = per * part / whole
    return pd.DataFrame(
        {"value": rate.where(state == CellState.VALUE), "state": state.astype("str")}
    )


def _checked(table: pd.DataFrame) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    if table.index.has_duplicates or table.columns.has_duplicates:
        raise MeasureError(msg("A label occurs twice in the table."))
    values = table.to_numpy(dtype="float64", na_value=np.nan)
    if np.isinf(values).any() or (values < 0).any() or (values % 1 > 0).any():
        raise MeasureError(msg("A count of persons must be a whole number, zero or more."))
    return values


def _with_margins(cells: np.ndarray) -> np.ndarray:
    rows = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
    return np.vstack([rows, rows.sum(axis=0, keepdims=True)])


def _hide(full: np.ndarray, withheld: np.ndarray, known: np.ndarray, floor: int) -> None:
    """Extend `withheld` in place for a table with both margins.

    Orientation that makes it a circulation: row → column for a cell, column → total row for a
    column sum, total column → row for a row sum, total row → total column for the total.
    """
    rows, columns = full.shape
    dear = int(full[-1, -1]) + 1
    edges = []
    for i, j in np.ndindex(rows, columns):
        is_margin = (i == rows - 1) != (j == columns - 1)
        tail, head = (rows + j, i) if is_margin else (i, rows + j)
        on_margin = i == rows - 1 or j == columns - 1
        edges.append(_edge(full, withheld, known, (i, j), (tail, head), extra=dear * on_margin))
    hide_revealed(edges, floor=floor)
    for edge, (i, j) in zip(edges, np.ndindex(rows, columns), strict=True):
        withheld[i, j] = edge.is_withheld


def _hide_one_column(full: np.ndarray, withheld: np.ndarray, known: np.ndarray, floor: int) -> None:
    """Extend `withheld` for one column and its sum: two nodes, cells there, the sum back."""
    last = len(full) - 1
    dear = int(full[-1, -1]) + 1
    withheld |= withheld[:, :1]  # the row sums, which repeat the cells, are never shown
    edges = [
        _edge(
            full,
            withheld,
            known,
            (i, 0),
            (1, 0) if i == last else (0, 1),
            extra=dear * (i == last),
        )
        for i in range(len(full))
    ]
    hide_revealed(edges, floor=floor)
    for i, edge in enumerate(edges):
        withheld[i, :] = edge.is_withheld


def _edge(
    full: np.ndarray,
    withheld: np.ndarray,
    known: np.ndarray,
    cell: tuple[int, int],
    ends: tuple[int, int],
    *,
    extra: int,
) -> Edge:
    value = int(full[cell])
    return Edge(
        ends[0],
        ends[1],
        value=value,
        cost=value + 1 + extra,
        is_withheld=bool(withheld[cell]),
        can_be_withheld=bool(known[cell]),
    )


def _long(
    table: pd.DataFrame,
    full: np.ndarray,
    withheld: np.ndarray,
    known: np.ndarray,
) -> pd.DataFrame:
    row_labels, column_labels = [*table.index, None], [*table.columns, None]
    records = []
    for i, j in np.ndindex(*full.shape):
        state = CellState.WITHHELD if withheld[i, j] else CellState.VALUE
        state = state if known[i, j] else CellState.UNKNOWN
        value = float(full[i, j]) if state is CellState.VALUE else np.nan
        is_row_total, is_column_total = j == full.shape[1] - 1, i == full.shape[0] - 1
        records.append(
            (row_labels[i], column_labels[j], value, state, is_row_total, is_column_total)
        )
    names = ["row", "column", "value", "state", "is_row_total", "is_column_total"]
    return pd.DataFrame.from_records(records, columns=names).astype({"state": "str"})
