"""Tables of the page of one goal: density by municipality, and the offers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from lib.domain.gaps import GAP_LABELS, GapState, GapThresholds
from lib.domain.vocabulary import CellState
from lib.insights.gap_cell import DENSITY_DECIMALS, GapCell, reason
from lib.insights.offer_list import age_range
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Text, msg

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from lib.store.queries.lists import Lists


def own_density(cell: GapCell, count: int) -> float:
    """Offers of the goal per 1 000 children of the cell; NaN where it cannot be computed."""
    return 1000 * count / cell.children_count if cell.children_count > 0 else float("nan")


def density_table(cells: tuple[GapCell, ...], counts: Mapping[tuple[str, str], int]) -> Table:
    """One row a municipality and column: own offers beside all offers."""
    rows = [_record(cell, counts.get((cell.ags, cell.column.key), 0)) for cell in cells]
    number, words = ColumnKind.NUMBER, ColumnKind.MESSAGE
    decimals = DENSITY_DECIMALS
    columns = (
        Column("name", msg("Municipality")),
        Column("column", msg("Life phase or transition"), words),
        Column("own_count", msg("Offers of this goal"), number),
        Column("own_density", msg("Offers of this goal per 1 000 children"), number, decimals),
        Column("offers_count", msg("All offers"), number),
        Column("density", msg("All offers per 1 000 children"), number, decimals),
        Column("reference", msg("Region, all offers per 1 000 children"), number, decimals),
        Column("children_count", msg("Children"), number, help=msg("Census 15 May 2022")),
        Column("state", msg("State"), words),
        Column("reason", msg("Why"), words),
        Column("ags", msg("AGS")),
    )
    names = [column.key for column in columns]
    states = [f"{name}_state" for name in ("own_count", "own_density", "offers_count", "density")]
    frame = pd.DataFrame(rows, columns=[*names, *states])
    return Table(frame, columns, caption=msg("Offers and gaps in the life phases of this goal"))


def _record(cell: GapCell, count: int) -> dict[str, object]:
    is_silent = cell.state is GapState.NO_REPORT
    reported = CellState.NO_REPORT if is_silent else CellState.VALUE
    has_children = cell.children_count > 0
    rate = reported if has_children or is_silent else CellState.NOT_COMPUTABLE
    return {
        "name": cell.name,
        "column": cell.column.label,
        "own_count": count,
        "own_count_state": reported.value,
        "own_density": own_density(cell, count),
        "own_density_state": rate.value,
        "offers_count": cell.offers_count,
        "offers_count_state": reported.value,
        "density": cell.density,
        "density_state": rate.value,
        "reference": cell.reference,
        "children_count": cell.children_count,
        "state": GAP_LABELS[cell.state],
        "reason": reason(cell, GapThresholds()),
        "ags": cell.ags,
    }


def offer_table(linked: pd.DataFrame, lists: Lists) -> Table:
    """One row an offer: by whom, for whom, where, and whether it still runs."""
    records = linked.to_dict("records")
    ages = [age_range(row["minimum_age_years"], row["maximum_age_years"]) for row in records]
    states = [msg("active") if row["is_active"] else msg("not active") for row in records]
    frame = linked.assign(
        ages=pd.Series(ages, linked.index, dtype=object),
        place=pd.Series([_place(row, lists) for row in records], linked.index, dtype=object),
        status=pd.Series(states, linked.index, dtype=object),
    )
    # the day after the last one, as stored; readers want the last one
    frame["valid_to"] = frame["valid_to"] - pd.Timedelta(days=1)
    words = ColumnKind.MESSAGE
    return Table(
        frame,
        (
            Column("name", msg("Offer")),
            Column("institution_name", msg("Institution")),
            Column("place", msg("Municipality"), words),
            Column("ages", msg("Ages"), words),
            Column("status", msg("Status"), words),
            Column("valid_to", msg("Last day"), ColumnKind.DATE),
            Column("last_confirmed_on", msg("Last confirmed"), ColumnKind.DATE),
        ),
        caption=msg("Offers of the measures of this goal"),
    )


def _place(row: Mapping[Hashable, Any], lists: Lists) -> Text:
    if row["ags"]:
        return lists.municipality_name(str(row["ags"]))
    return msg("Whole region") if row["is_region_wide"] else msg("not stated")
