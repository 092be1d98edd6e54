"""Ratings summed up: type by type, municipality by type, criterion by type. Inside the circle.

Each cell needs at least 3 different rating institutions, in the circle too. What the public sees
is made elsewhere, from one audited release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lib.domain.cooperation import MINIMUM_RATERS, aggregate_cells
from lib.domain.vocabulary import CellState
from lib.insights.cooperation import TypeCell
from lib.insights.cooperation_cells import COUNT_COLUMNS, CRITERIA_LABELS, LEVELS
from lib.insights.cooperation_grid import BY, Grid, Keyed, grid_of, unrated_pairs
from lib.insights.cooperation_groups_words import group_answer, group_table
from lib.insights.cooperation_matrix import (
    NO_PAIR_CODE,
    NOT_RATED_CODE,
    WITHHELD_CODE,
    CooperationMatrix,
    MatrixKind,
    MatrixLine,
    MatrixOrder,
    positions,
)
from lib.insights.pair_frame import pair_frame
from lib.text import Num, Text, msg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from lib.insights.cooperation import CooperationChoice, Scope
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.text import Language


def group_matrix(
    engine: Engine,
    chosen: CooperationChoice,
    *,
    kind: MatrixKind,
    scope: Scope,
    lists: Lists,
    order: MatrixOrder = MatrixOrder.TYPE,
    language: Language = "de",
) -> CooperationMatrix:
    """Sum up the ratings of the pairs that fit the filters; a median outside the levels is faint.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the audience may not see single pairs; ratings make no sense.
    """
    found = pair_frame(engine, chosen, scope=scope)
    fits = found.pairs["fits_besides_level"].to_numpy()
    ratings = found.ratings[fits[found.ratings["pair"].to_numpy()]]
    grid = grid_of(found, ratings, kind=kind, lists=lists)
    cells = _cells(grid, criteria=kind is not MatrixKind.CRITERIA)
    unrated = unrated_pairs(found, grid, kind) if chosen.only_unrated else None
    row_order, column_order = _orders(grid, cells, kind=kind, order=order, language=language)
    rows = [grid.rows[place] for place in row_order]
    columns = [grid.columns[place] for place in column_order]
    by_key = {(cell.rater, cell.rated): cell for cell in cells}
    kept = _kept(by_key, rows, columns, chosen, unrated)
    rows = [row for row in rows if row[0] in kept[0]]
    columns = [column for column in columns if column[0] in kept[1]]
    ordered = [by_key[row, column] for row, _ in rows for column, _ in columns]
    return CooperationMatrix(
        kind=kind,
        rows=tuple(MatrixLine(key=key, label=label) for key, label in rows),
        columns=tuple(MatrixLine(key=key, label=label) for key, label in columns),
        codes="".join(_code(cell) for cell in ordered),
        numbers=_numbers(ordered, unrated),
        faint=frozenset(
            place
            for place, cell in enumerate(ordered)
            if chosen.narrows_pairs and not _fits(cell, chosen, unrated)
        ),
        hidden_rows=len(grid.rows) - len(rows),
        hidden_columns=len(grid.columns) - len(columns),
        cells=by_key,
        answer=group_answer(cells, chosen, scope, kind=kind, unrated=unrated),
        table=group_table(ordered, kind=kind, unrated=unrated),
        provenance=scope.provenance(
            chosen.wave, msg("Median from {count} rating institutions on.", count=MINIMUM_RATERS)
        ),
    )


def _cells(grid: Grid, *, criteria: bool) -> list[TypeCell]:
    """Summarise each cell of the grid, row by row."""
    frame = pd.DataFrame(
        [(row, column) for row, _ in grid.rows for column, _ in grid.columns], columns=BY
    ).astype("str")
    frame["is_possible"] = grid.possible.reshape(-1) > 0
    rated = grid.ratings.astype(dict.fromkeys(BY, "str"))
    frame = frame.merge(_summed(rated, "value", by_row=not criteria), on=BY, how="left")
    counts = rated.dropna(subset=["value"]).groupby([*BY, "value"]).size().unstack("value")  # noqa: PD010
    counts = counts.reindex(columns=[float(level) for level in LEVELS]).fillna(0)
    counts.columns = pd.Index(COUNT_COLUMNS)
    frame = frame.merge(counts.reset_index(), on=BY, how="left")
    frame["state"] = (
        frame["state"]
        .fillna(CellState.UNKNOWN.value)
        .where(frame["is_possible"], CellState.NOT_COMPUTABLE.value)
    )
    if criteria:
        for name in CRITERIA_LABELS:
            part = _summed(rated, name, by_row=False)[[*BY, "median", "state"]]
            part.columns = pd.Index([*BY, f"{name}_median", f"{name}_state"])
            frame = frame.merge(part, on=BY, how="left")
            frame[f"{name}_state"] = frame[f"{name}_state"].fillna(CellState.UNKNOWN.value)
    labels = dict(grid.rows), dict(grid.columns)
    return [_cell(record, labels, criteria=criteria) for record in frame.to_dict("records")]


def _summed(ratings: pd.DataFrame, value: str, *, by_row: bool) -> pd.DataFrame:
    """Sum up the ratings of each cell; `by_row` where a rating stands in several rows."""
    if not by_row or ratings.empty:
        return aggregate_cells(ratings, by=BY, value=value)
    parts = [aggregate_cells(part, by=BY, value=value) for _, part in ratings.groupby("row")]
    return pd.concat(parts, ignore_index=True)


def _cell(
    record: Mapping[Hashable, Any],
    labels: tuple[Mapping[str, Text], Mapping[str, Text]],
    *,
    criteria: bool,
) -> TypeCell:
    state = CellState(record["state"])
    is_open = state is CellState.VALUE
    counts = tuple(int(record[name]) for name in COUNT_COLUMNS) if is_open else ()
    return TypeCell(
        rater=record["row"],
        rated=record["column"],
        rater_label=labels[0][record["row"]],
        rated_label=labels[1][record["column"]],
        state=state,
        median=float(record["median"]) if is_open else float("nan"),
        lower_quartile=float(record["lower_quartile"]) if is_open else float("nan"),
        upper_quartile=float(record["upper_quartile"]) if is_open else float("nan"),
        ratings_count=float(record["ratings_count"]) if is_open else float("nan"),
        raters=Num(record["raters_count"]) if is_open else "",
        distribution=counts,
        criteria=tuple(
            (label, CellState(record[f"{name}_state"]), float(record[f"{name}_median"]))
            for name, label in CRITERIA_LABELS.items()
        )
        if criteria and is_open
        else (),
    )


def _code(cell: TypeCell) -> str:
    """Sign of a cell; half a level takes the lower one, so that nothing looks better than rated."""
    match cell.state:
        case CellState.VALUE:
            return str(int(cell.median))
        case CellState.WITHHELD:
            return WITHHELD_CODE
        case CellState.NOT_COMPUTABLE:
            return NO_PAIR_CODE
        case _:
            return NOT_RATED_CODE


def _orders(
    grid: Grid,
    cells: list[TypeCell],
    *,
    kind: MatrixKind,
    order: MatrixOrder,
    language: Language,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Order of rows and of columns; criteria and municipalities keep theirs but for similarity."""
    medians = np.array([cell.median for cell in cells]).reshape(len(grid.rows), len(grid.columns))
    is_square = kind is MatrixKind.TYPES
    profiles = np.hstack([medians, medians.T]) if is_square else medians.T
    columns = positions(
        [label for _, label in grid.columns], order=order, language=language, profiles=profiles
    )
    if is_square:
        return columns, columns
    keeps = kind is MatrixKind.CRITERIA or order is not MatrixOrder.SIMILAR
    names = [label for _, label in grid.rows]
    usual = MatrixOrder.TYPE if keeps else order
    return positions(names, order=usual, language=language, profiles=medians), columns


def _fits(
    cell: TypeCell, chosen: CooperationChoice, unrated: Mapping[tuple[str, str], int] | None
) -> bool:
    """Whether a cell shows something of what is asked."""
    if unrated is not None:
        return unrated.get((cell.rater, cell.rated), 0) > 0
    if chosen.narrows_level:
        is_value = cell.state is CellState.VALUE
        return is_value and chosen.level_from <= cell.median <= chosen.level_to
    return cell.state in {CellState.VALUE, CellState.WITHHELD}


def _kept(
    cells: Mapping[tuple[str, str], TypeCell],
    rows: Keyed,
    columns: Keyed,
    chosen: CooperationChoice,
    unrated: Mapping[tuple[str, str], int] | None,
) -> tuple[set[str], set[str]]:
    """Rows and columns with a fitting cell; all of them where nothing narrows."""
    if not chosen.narrows_pairs:
        return {key for key, _ in rows}, {key for key, _ in columns}
    fitting = [ends for ends, cell in cells.items() if _fits(cell, chosen, unrated)]
    kept = {row for row, _ in fitting}, {column for _, column in fitting}
    if {key for key, _ in rows} == {key for key, _ in columns}:  # square: both sides stay alike
        return kept[0] | kept[1], kept[0] | kept[1]
    return kept


def _numbers(
    cells: list[TypeCell], unrated: Mapping[tuple[str, str], int] | None
) -> Mapping[int, float]:
    """What stands in the cells: the median, or how many pairs nobody rated."""
    if unrated is not None:
        counts = ((place, unrated.get((c.rater, c.rated), 0)) for place, c in enumerate(cells))
        return {place: float(count) for place, count in counts if count}
    return {place: cell.median for place, cell in enumerate(cells) if cell.state is CellState.VALUE}
