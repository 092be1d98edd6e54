"""Words of the layers over the density map: what a point says, and the key of the surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lib.charts.theme import NO_VALUE_FILL
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.density_surface_words import length
from lib.maps import Legend, LegendRow
from lib.text import Dated, Num, Text, msg

if TYPE_CHECKING:
    from lib.insights.density_surface import OfferSurface
    from lib.ui.context import View


def point_lines(
    view: View, offer: str, host: str, ages: Text, day: pd.Timestamp
) -> tuple[str, str, str, str]:
    """What a point says: the offer, who provides it, for which ages, how sure."""
    confirmed = (
        msg("never confirmed")
        if pd.isna(day)
        else msg("last confirmed {day}", day=Dated(day.date()))
    )
    return offer, host, view.t(ages), view.t(confirmed)


def surface_legend(view: View, found: OfferSurface, fills: tuple[str, ...]) -> Legend:
    """Key of the surface: its classes with their share of the area, and who never reported."""
    shares = (found.nothing_share_pct, *found.class_shares_pct)
    words = (
        view.t(msg("no offer within {length}", length=length(found.bandwidth_m))),
        *_class_words(view, found.classification.upper_bounds),
    )
    rows = [
        LegendRow(fill, CellState.VALUE, f"{text}  ({view.t(Num(share))} %)")
        for fill, text, share in zip(fills, words, shares, strict=True)
    ]
    silent = int((found.table.frame["mean_state"] == CellState.NO_REPORT.value).sum())
    if silent:
        label = view.t(CELL_STATE_LABELS[CellState.NO_REPORT])
        text = f"{label}  ({view.t(Num(silent))})"
        rows.append(LegendRow(NO_VALUE_FILL, CellState.NO_REPORT, text))
    notes = [view.t(msg("In brackets: share of the area"))]
    if view.state.is_sample:
        notes.append(view.t(msg("Sample data")))
    return Legend(title=view.t(msg("Offers per km² nearby")), rows=tuple(rows), note=tuple(notes))


def _class_words(view: View, bounds: tuple[float, ...]) -> list[str]:
    """Words of the classes; every bound with the digits it has."""
    words = []
    for at, bound in enumerate(bounds):
        upper = Num(bound, _decimals(bound))
        text = (
            msg("over {lower} to {upper}", lower=Num(bounds[at - 1], _decimals(bounds[at - 1])),
                upper=upper)
            if at
            else msg("up to {upper}", upper=upper)
        )  # fmt: skip
        words.append(view.t(text))
    return words


def _decimals(value: float) -> int:
    text = f"{value:.12f}".rstrip("0")
    return len(text.split(".")[1])
