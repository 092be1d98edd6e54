"""Cells of the matrix institution type × institution type, with their protection.

Every audience: an aggregate of ratings needs at least 3 different rating institutions.

Outside the circle (public audience, presentation) more can be known by readers who took part, and
figures can be compared with one another; there, on top (own choice):

* no rating and no rated institution may stand for more than half of a cell's ratings: otherwise the
  median speaks about one institution (so at least 2 rated institutions are needed);
* quartiles need at least 5 rating institutions: with 3 or 4 ratings, median and quartiles together
  give back every single rating; with 5 or more the lowest and the highest rating do not enter;
* counts are bands ("3–4", "5–9", "10 or more"), the distribution over levels is not shown: exact
  counts could be subtracted from totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.cooperation import MINIMUM_RATERS, aggregate_cells
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN, CellState
from lib.text import Message, Text, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

BY: Final = ["rater_type", "rated_type"]
LEVELS: Final = tuple(range(LEVEL_MIN, LEVEL_MAX + 1))
COUNT_COLUMNS: Final = tuple(f"count_{level}" for level in LEVELS)
CRITERIA_LABELS: Final[dict[str, Message]] = {
    "knowledge_level": msg("Knowledge of the other's offers"),
    "bindingness_level": msg("Bindingness of the cooperation"),
    "regularity_level": msg("Regularity of exchange"),
}
#: Outside the circle: largest share of a cell's ratings that one institution may stand for.
MAXIMUM_SHARE: Final = 0.5
#: Outside the circle: quartiles only from this many rating institutions.
QUARTILE_RATERS: Final = 5
MANY_RATERS: Final = 10
_QUARTILES: Final = ["lower_quartile", "upper_quartile", "spread"]


def raters_band(count: float) -> Text:
    """Write a number of rating institutions as a band ("" below 3)."""
    if not count >= MINIMUM_RATERS:
        return ""
    if count < QUARTILE_RATERS:
        return msg("3–4")
    return msg("5–9") if count < MANY_RATERS else msg("10 or more")


def type_cells(
    ratings: pd.DataFrame, types: Sequence[tuple[str, int]], *, shows_single_pairs: bool
) -> pd.DataFrame:
    """Return one protected row for each ordered pair of types.

    `ratings`: one wave, as `queries.cooperation.ratings`. `types`: (code, number of institutions)
    in the order of the picture; types without an institution are left out.
    Result: rater_type, rated_type, state, median, lower_quartile, upper_quartile, spread,
    quartiles_state, ratings_count, raters_count, raters_band, count_0 … count_5, and
    <criterion>_median with <criterion>_state for each criterion. Figures are NaN unless shown.
    state: VALUE, WITHHELD, UNKNOWN (nobody rated), NOT_COMPUTABLE (a type of one institution with
    itself: there is no such pair).

    Raises:
        MeasureError: ratings that make no sense.
    """
    present = [code for code, count in types if count]
    grid = pd.DataFrame(
        [(rater, rated) for rater in present for rated in present], columns=BY, dtype="str"
    )
    cells = grid.merge(
        _cells(ratings, "level", shows_single_pairs=shows_single_pairs), on=BY, how="left"
    )
    single = {code for code, count in types if count == 1}
    impossible = (cells["rater_type"] == cells["rated_type"]) & cells["rater_type"].isin(single)
    cells["state"] = (
        cells["state"]
        .fillna(CellState.UNKNOWN.value)
        .mask(impossible, CellState.NOT_COMPUTABLE.value)
    )
    for name in CRITERIA_LABELS:
        part = _cells(ratings, name, shows_single_pairs=shows_single_pairs)
        part = part[[*BY, "median", "state"]].rename(
            columns={"median": f"{name}_median", "state": f"{name}_state"}
        )
        cells = cells.merge(part, on=BY, how="left")
        cells = _only_in_open_cells(cells, name)
    cells = cells.merge(_distribution(ratings), on=BY, how="left")
    return _without_counts(cells, shows_single_pairs=shows_single_pairs)


def _cells(ratings: pd.DataFrame, value: str, *, shows_single_pairs: bool) -> pd.DataFrame:
    cells = aggregate_cells(ratings, by=BY, value=value)
    if shows_single_pairs or cells.empty:
        return cells
    rated = ratings.dropna(subset=[value])
    lopsided = pd.concat([_largest_share(rated, side) for side in ("rater_key", "rated_key")])
    hidden = lopsided.groupby(level=BY).max() > MAXIMUM_SHARE
    is_hidden = hidden.reindex(pd.MultiIndex.from_frame(cells[BY])).set_axis(cells.index)
    figures = cells.columns.difference([*BY, "state"])
    cells[figures] = cells[figures].mask(is_hidden, axis=0)
    cells["state"] = cells["state"].mask(is_hidden, CellState.WITHHELD.value)
    return cells


def _only_in_open_cells(cells: pd.DataFrame, criterion: str) -> pd.DataFrame:
    """Show a criterion only where the overall level is shown.

    Its ratings are a part of the cell's: alone they may look balanced where all together do not,
    and "not rated" against "withheld" would tell how many there are.
    """
    median, state = f"{criterion}_median", f"{criterion}_state"
    is_open = cells["state"] == CellState.VALUE.value
    closed = cells["state"].where(cells["state"] == CellState.WITHHELD.value)
    cells[median] = cells[median].where(is_open)
    cells[state] = cells[state].where(is_open, closed).fillna(CellState.UNKNOWN.value).astype("str")
    return cells


def _largest_share(rated: pd.DataFrame, side: str) -> pd.Series[float]:
    """Share of the institution that stands for most ratings of a cell."""
    counts = rated.groupby([*BY, side], observed=True).size().groupby(level=BY)
    return counts.max() / counts.sum()


def _distribution(ratings: pd.DataFrame) -> pd.DataFrame:
    """Ratings of each cell by level."""
    counts = ratings.groupby([*BY, "level"]).size().unstack("level")  # noqa: PD010
    counts = counts.reindex(columns=list(LEVELS)).fillna(0.0).astype("float64")
    counts.columns = pd.Index(COUNT_COLUMNS)
    return counts.reset_index()


def _without_counts(cells: pd.DataFrame, *, shows_single_pairs: bool) -> pd.DataFrame:
    """Keep of counts and quartiles what may be seen."""
    is_value = cells["state"] == CellState.VALUE.value
    counts = [*COUNT_COLUMNS, "ratings_count", "raters_count"]
    cells["raters_band"] = pd.Series(
        [raters_band(count) for count in cells["raters_count"]], cells.index, dtype=object
    )
    cells["quartiles_state"] = cells["state"]
    if shows_single_pairs:
        cells[list(COUNT_COLUMNS)] = cells[list(COUNT_COLUMNS)].where(is_value)
        return cells
    too_few = is_value & (cells["raters_count"] < QUARTILE_RATERS)
    cells[_QUARTILES] = cells[_QUARTILES].mask(too_few)
    cells["quartiles_state"] = cells["state"].mask(too_few, CellState.WITHHELD.value)
    cells["mean"] = float("nan")
    cells[counts] = float("nan")
    return cells
