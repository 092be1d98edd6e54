"""The gap matrix as a table that says all, and the offers of one cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.gaps import GAP_LABELS, GapState
from lib.domain.vocabulary import CellState
from lib.insights.gap_cell import DENSITY_DECIMALS, MISSING_DECIMALS, TRANSITION, reason
from lib.insights.offer_list import age_range
from lib.insights.types import Column, ColumnKind, Table
from lib.store.queries.offer_matrix import cell_offers
from lib.text import Text, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.domain.gaps import GapThresholds
    from lib.insights.gap_cell import GapCell
    from lib.store.engine import Engine
    from lib.store.queries.offers import OfferFilter

NOTHING_MISSING: Final = frozenset({GapState.COVERED, GapState.NONE_MEANT})
_COMPUTED: Final = ("density", "reference", "missing_offers")


def gap_table(
    cells: Sequence[GapCell], thresholds: GapThresholds, *, with_scenario: bool, caption: Text
) -> Table:
    """Write one row a cell: state, numbers, and why."""
    records = [
        {
            "name": cell.name,
            "column": cell.column.label,
            "state": GAP_LABELS[cell.state],
            "before": GAP_LABELS[cell.before],
            "offers_count": cell.offers_count,
            "children_count": cell.children_count,
            "density": cell.density,
            "reference": cell.reference,
            "confirmed_count": cell.confirmed_count,
            "confirmed_24_months_count": cell.confirmed_24_months_count,
            "missing_offers": 0.0 if cell.state in NOTHING_MISSING else cell.missing_offers,
            "reason": reason(cell, thresholds),
            "ags": cell.ags,
        }
        for cell in cells
    ]
    columns = _columns(with_scenario=with_scenario)
    frame = pd.DataFrame.from_records(records, columns=[column.key for column in columns])
    for key in _COMPUTED:
        found = frame[key].notna()
        frame[f"{key}_state"] = found.map(
            {True: CellState.VALUE.value, False: CellState.NOT_COMPUTABLE.value}
        )
    return Table(frame, columns, caption=caption)


def _columns(*, with_scenario: bool) -> tuple[Column, ...]:
    number, words = ColumnKind.NUMBER, ColumnKind.MESSAGE
    before = (Column("before", msg("State without the scenario"), words),) if with_scenario else ()
    return (
        Column("name", msg("Municipality")),
        Column("column", msg("Life phase or transition"), words),
        Column("state", msg("State"), words),
        *before,
        Column("offers_count", msg("Offers"), number),
        Column("children_count", msg("Children"), number, help=msg("Census 15 May 2022")),
        Column("density", msg("Offers per 1 000 children"), number, DENSITY_DECIMALS + 1),
        Column("reference", msg("Region, per 1 000 children"), number, DENSITY_DECIMALS + 1),
        Column("confirmed_count", msg("Confirmed in 12 months"), number),
        Column("confirmed_24_months_count", msg("Confirmed in 24 months"), number),
        Column(
            "missing_offers",
            msg("Arithmetically missing offers"),
            number,
            MISSING_DECIMALS,
            help=msg("Offers that are missing up to the chosen share of the Region's density"),
        ),
        Column("reason", msg("Why"), words),
        Column("ags", msg("AGS")),
    )


def offers_of_cell(
    engine: Engine, chosen: OfferFilter, *, ags: str, column: str, title: Text
) -> Table:
    """List the reported offers of one cell; newest confirmation in `last_confirmed_on`."""
    is_transition = column.startswith(TRANSITION)
    frame = cell_offers(
        engine,
        replace(chosen, life_phase=""),
        ags=ags,
        life_phase="" if is_transition else column,
        transition=column.removeprefix(TRANSITION) if is_transition else "",
    )
    ranges = zip(frame["minimum_age_years"], frame["maximum_age_years"], strict=True)
    ages = pd.Series([age_range(*ends) for ends in ranges], frame.index, dtype=object)
    return Table(
        frame.assign(ages=ages),
        (
            Column("name", msg("Offer")),
            Column("institution_name", msg("Institution")),
            Column("ages", msg("Ages"), ColumnKind.MESSAGE),
            Column("capacity_places", msg("Places"), ColumnKind.NUMBER),
            Column("last_confirmed_on", msg("Last confirmed"), ColumnKind.DATE),
        ),
        caption=msg("Offers: {cell}", cell=title),
    )
