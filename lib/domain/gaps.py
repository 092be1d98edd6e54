"""Gap matrix: is a life phase, or the transition between two, provided for in a municipality?

A column is a life phase or a transition; a cell is a municipality in a column. O = active offers,
K = children of the phase (transition: of the phase that it leads to), D = 1000·ΣO / ΣK over the
municipalities whose K is known (never a mean of rates), s = share of D below which a cell is thin.

The first rule that fits decides:
1. none meant: a decision to have no offer is valid on the day, and rules 2 to 6 would not end at
   "provided" (where there are offers enough, they win, and the cell says that a decision stands)
2. no report: O = 0 and the municipality never reported any offer
3. gap: O = 0
4. unclear: no offer of the cell was confirmed within 24 (or 12) months before the day
5. thin: 1000·O / K < s·D; left out where K is 0 or unknown, or D cannot be computed
6. provided
Arithmetically missing offers of a gap or a thin cell: s·D·K/1000 - O. Most urgent first: most
missing offers, then most children, then municipality and column in their order; of a phase and
the transition into it (the same children of a municipality) only the more urgent one is named.
Source: domain.md, "Bedarf und Lücken" (Lückenmatrix); order of the rules and urgency: own choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.errors import MeasureError
from lib.text import Message, msg

if TYPE_CHECKING:
    import pandas as pd


class GapState(StrEnum):
    """What a cell of the matrix is."""

    COVERED = "covered"
    THIN = "thin"
    GAP = "gap"
    NONE_MEANT = "none_meant"
    UNCLEAR = "unclear"
    NO_REPORT = "no_report"


GAP_LABELS: Final[dict[GapState, Message]] = {
    GapState.COVERED: msg("provided"),
    GapState.THIN: msg("thin"),
    GapState.GAP: msg("gap"),
    GapState.NONE_MEANT: msg("deliberately no offer"),
    GapState.UNCLEAR: msg("unclear"),
    GapState.NO_REPORT: msg("no report"),
}
#: Cells in which somebody should act; the others are provided for, decided, or must be asked about.
URGENT_STATES: Final = (GapState.GAP, GapState.THIN)
SHARES_PCT: Final = (25, 33, 50, 67, 75, 100)
DEFAULT_SHARE_PCT: Final = 50
MONTHS: Final = (24, 12)
DEFAULT_MONTHS: Final = 24
_COLUMNS: Final = (
    "ags",
    "column",
    "phase",
    "offers_count",
    "confirmed_count",
    "confirmed_24_months_count",
    "children_count",
    "has_any_report",
    "has_decision",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapThresholds:
    """The two settings of the matrix; `thin_below_share_pct` of the Region's density."""

    thin_below_share_pct: int = DEFAULT_SHARE_PCT
    unclear_after_months: int = DEFAULT_MONTHS

    @property
    def confirmed_column(self) -> str:
        """Which count says how many offers were confirmed recently enough."""
        return "confirmed_count" if self.unclear_after_months == MONTHS[1] else _COLUMNS[5]


def gap_cells(counts: pd.DataFrame, *, thresholds: GapThresholds) -> pd.DataFrame:
    """Judge every cell.

    `counts`, one row a cell: ags, column, phase (whose children count), offers_count,
    confirmed_count (12 months), confirmed_24_months_count, children_count (null: unknown),
    has_any_report, has_decision.

    Result: the rows of `counts` in their order with state (GapState as str), density and
    reference (offers per 1 000 children; NaN where not computable), missing_offers (gap and thin
    only, else NaN).

    Raises:
        MeasureError: a column is missing, a cell occurs twice, or a number is negative.
    """
    cells = _checked(counts)
    offers, children = cells["offers_count"], cells["children_count"]
    cells["density"] = 1000 * offers / children.where(children > 0)
    known = cells[children.notna()].groupby("column", sort=False)
    sums = known[["offers_count", "children_count"]].sum()
    rates = 1000 * sums["offers_count"] / sums["children_count"].where(sums["children_count"] > 0)
    cells["reference"] = cells["column"].map(rates).astype("float64")
    wanted = thresholds.thin_below_share_pct / 100 * cells["reference"]
    has_offers = offers > 0
    conditions = [
        ~has_offers & ~cells["has_any_report"],
        ~has_offers,
        cells[thresholds.confirmed_column] == 0,
        cells["density"] < wanted,
    ]
    states = [GapState.NO_REPORT, GapState.GAP, GapState.UNCLEAR, GapState.THIN]
    found = np.select(conditions, [state.value for state in states], GapState.COVERED.value)
    is_meant = cells["has_decision"].to_numpy() & (found != GapState.COVERED.value)
    cells["state"] = np.where(is_meant, GapState.NONE_MEANT.value, found)
    is_urgent = cells["state"].isin([state.value for state in URGENT_STATES])
    missing = wanted * children.where(children > 0) / 1000 - offers
    cells["missing_offers"] = missing.where(is_urgent)
    return cells


def most_urgent(cells: pd.DataFrame, *, count: int) -> pd.DataFrame:
    """Return the most urgent gaps and thin cells; equal ones stay in the order of `cells`."""
    urgent = cells[cells["state"].isin([state.value for state in URGENT_STATES])]
    ordered = urgent.sort_values(
        ["missing_offers", "children_count"], ascending=False, kind="stable", na_position="last"
    )
    return ordered.drop_duplicates(["ags", "phase"]).head(count)


def _checked(counts: pd.DataFrame) -> pd.DataFrame:
    absent = set(_COLUMNS) - set(counts.columns)
    if absent:
        raise MeasureError(msg("The table lacks columns."), detail=", ".join(sorted(absent)))
    if counts.duplicated(["ags", "column"]).any():
        raise MeasureError(msg("A municipality occurs twice in the table."))
    numbers = list(_COLUMNS[3:7])
    cells = counts.astype(
        {**dict.fromkeys(numbers, "float64"), "has_any_report": "bool", "has_decision": "bool"}
    )
    if (cells[numbers] < 0).any(axis=None):
        raise MeasureError(msg("A count, a capacity or an area is negative or infinite."))
    return cells
