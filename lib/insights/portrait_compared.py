"""Figures of a municipality beside those of the Region and of its peers, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lib.domain.vocabulary import CellState
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Text, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.portrait_types import Compared, Place


def compared_table(
    rows: Sequence[Compared],
    place: Place,
    *,
    label: Text,
    unit: Text,
    caption: Text,
    counts_offers: bool,
) -> Table:
    """One row a figure: the municipality, the Region, the peers, and how far they lie apart.

    Columns without a meaning here (offers behind a census share, peers where there are none) are
    left out.
    """
    frame = pd.DataFrame([_record(row) for row in rows], columns=list(_EMPTY))
    number = ColumnKind.NUMBER
    shown = [
        Column("label", label, ColumnKind.MESSAGE),
        Column("value", place.name, number, 1, unit),
    ]
    if counts_offers:
        shown += [
            Column("offers_count", msg("Offers"), number),
            Column("children_count", msg("Children"), number, help=msg("Census 15 May 2022")),
            Column("low", msg("With one offer less"), number, 1),
            Column("high", msg("With one offer more"), number, 1),
        ]
    shown += [
        Column("region", place.extent_name, number, 1, unit, help=msg("Computed from sums")),
        Column("to_region_pct", msg("Difference to the Region"), number, 0, "%"),
    ]
    if place.has_peers:
        shown += [
            Column("peers", place.peers_label, number, 1, unit, help=msg("Computed from sums")),
            Column("to_peers_pct", msg("Difference to the comparison group"), number, 0, "%"),
        ]
    return Table(frame, tuple(shown), caption=caption)


def _record(row: Compared) -> dict[str, object]:
    return {
        "code": row.code,
        "label": row.label,
        "label_state": CellState.VALUE.value,
        "value": row.value,
        "value_state": row.state.value,
        "offers_count": row.offers_count,
        "offers_count_state": row.state.value
        if row.state is CellState.NO_REPORT
        else CellState.VALUE.value,
        "children_count": row.children_count,
        "low": row.low,
        "low_state": _derived(row.state, row.low),
        "high": row.high,
        "high_state": _derived(row.state, row.high),
        "region": row.region,
        "region_state": row.region_state.value,
        "to_region_pct": 100 * (row.to_region - 1),
        "to_region_pct_state": _derived(row.state, row.to_region),
        "peers": row.peers,
        "peers_state": row.peers_state.value,
        "to_peers_pct": 100 * (row.to_peers - 1),
        "to_peers_pct_state": _derived(row.state, row.to_peers),
    }


_EMPTY = (
    *("code", "label", "label_state", "value", "value_state"),
    *("offers_count", "offers_count_state", "children_count"),
    *("low", "low_state", "high", "high_state"),
    *("region", "region_state", "to_region_pct", "to_region_pct_state"),
    *("peers", "peers_state", "to_peers_pct", "to_peers_pct_state"),
)


def _derived(state: CellState, figure: float) -> str:
    """State of a figure computed from another: it cannot be computed where it has no value."""
    if state is not CellState.VALUE:
        return state.value
    missing = figure != figure  # noqa: PLR0124  NaN
    return CellState.NOT_COMPUTABLE.value if missing else CellState.VALUE.value
