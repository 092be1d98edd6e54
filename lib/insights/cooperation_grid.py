"""Rows and columns of the matrices that sum ratings up, and which pairs stand in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.insights.cooperation_cells import CRITERIA_LABELS
from lib.insights.cooperation_matrix import WHOLE_REGION, MatrixKind
from lib.insights.pair_frame import ENDS, PairFrame
from lib.text import Message, Text, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from lib.store.queries.lists import Lists

BY: Final = ["row", "column"]
OVERALL: Final = "level"
#: Rows of the matrix of criteria: the overall level first.
CRITERION_ROWS: Final[dict[str, Message]] = {OVERALL: msg("Overall level"), **CRITERIA_LABELS}
#: Key of the row of institutions that work in the whole Region.
EVERYWHERE: Final = "region"
Keyed = Sequence[tuple[str, Text]]


@dataclass(frozen=True)
class Grid:
    """Rows, columns, and the ratings with the row and column of each (`value` is summed up)."""

    rows: Keyed
    columns: Keyed
    ratings: pd.DataFrame
    possible: npt.NDArray[np.int64]  # ordered pairs of institutions in each cell


def grid_of(found: PairFrame, ratings: pd.DataFrame, *, kind: MatrixKind, lists: Lists) -> Grid:
    """Lay out rows and columns that have an institution, and place the ratings in them."""
    hosts = found.institutions
    types = dict(lists.codes["institution_type"])
    present = set(hosts["type_code"])
    columns: Keyed = tuple((code, types[code]) for code in types if code in present)
    ratings = ratings.assign(column=ratings["rated_type"], value=ratings["level"].astype(float))
    if kind is MatrixKind.CRITERIA:
        parts = [ratings.assign(row=name, value=ratings[name]) for name in CRITERION_ROWS]
        rows: Keyed = tuple(CRITERION_ROWS.items())
        ratings = pd.concat(parts, ignore_index=True)
        member = pd.Series("", hosts.index)
    elif kind is MatrixKind.MUNICIPALITIES:
        place = hosts["ags"].where(hosts["ags"] != "", EVERYWHERE)
        names: dict[str, Text] = {**dict(lists.municipalities), EVERYWHERE: WHOLE_REGION}
        rows = tuple((code, names[code]) for code in names if code in set(place))
        ratings = ratings.assign(
            row=ratings["rater_key"].map(dict(zip(hosts["key"], place, strict=True)))
        )
        member = place
    else:
        rows, member = columns, hosts["type_code"]
        ratings = ratings.assign(row=ratings["rater_type"])
    return Grid(rows, columns, ratings, _possible(hosts["type_code"], member, rows, columns))


def _possible(
    types: pd.Series[str], member: pd.Series[str], rows: Keyed, columns: Keyed
) -> npt.NDArray[np.int64]:
    """Ordered pairs of two different institutions, one of the row and one of the column."""
    column = pd.Index([code for code, _ in columns]).get_indexer(pd.Index(types))
    per_column = np.bincount(column, minlength=len(columns))
    if set(member) == {""}:  # every institution rates, whatever the criterion
        return np.tile(per_column * (len(types) - 1), (len(rows), 1))
    row = pd.Index([code for code, _ in rows]).get_indexer(pd.Index(member))
    both = np.zeros((len(rows), len(columns)), dtype=np.int64)
    np.add.at(both, (row, column), 1)
    possible: npt.NDArray[np.int64] = np.outer(both.sum(axis=1), per_column) - both
    return possible


def unrated_pairs(found: PairFrame, grid: Grid, kind: MatrixKind) -> Mapping[tuple[str, str], int]:
    """How many of the fitting pairs, rated by nobody, each cell stands for."""
    hosts = found.institutions.set_index("key")
    pairs = found.pairs[found.pairs["fits_besides_level"]]
    first, second = (hosts.loc[pairs[end]].reset_index() for end in ENDS)
    both = pd.concat(
        [_ends(first, second, kind), _ends(second, first, kind)], keys=("ab", "ba"), names=["way"]
    )
    both = both.reset_index(names=["way", "pair"]).drop_duplicates(["pair", *BY])
    counts = both.groupby(BY).size().reset_index(name="count")
    told = list(zip(counts["row"], counts["column"], counts["count"], strict=True))
    if kind is MatrixKind.CRITERIA:
        return {(row, column): int(n) for _, column, n in told for row, _ in grid.rows}
    return {(row, column): int(n) for row, column, n in told}


def _ends(rater: pd.DataFrame, rated: pd.DataFrame, kind: MatrixKind) -> pd.DataFrame:
    """Row and column of each pair, seen from one side."""
    if kind is MatrixKind.CRITERIA:
        row = pd.Series("", rater.index)
    elif kind is MatrixKind.MUNICIPALITIES:
        row = rater["ags"].where(rater["ags"] != "", EVERYWHERE)
    else:
        row = rater["type_code"]
    return pd.DataFrame({"row": row, "column": rated["type_code"]})
