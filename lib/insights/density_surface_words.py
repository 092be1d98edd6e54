"""What the density surface of offers says in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lib.insights.offer_layers import MOST_POINTS, no_place_note
from lib.text import Message, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.store.queries.offers import OfferFilter


def length(metres: float) -> Text:
    """Write a length as people say it: "500 m", "2.5 km"."""
    if metres < 1_000:
        return msg("{metres} m", metres=Num(metres))
    return msg("{km} km", km=Num(metres / 1_000, 0 if metres % 1_000 == 0 else 1))


def surface_answer(
    peak: float,
    peak_name: str,
    nothing_pct: float,
    *,
    bandwidth_m: float,
    extent_name: str,
    has_silent: bool,
) -> tuple[Message, ...]:
    """Say where offers lie closest together, and how much of the extent is far from any."""
    if math.isnan(peak):
        return (msg("No offer of this selection has a place on the map: there is no surface."),)
    return (
        msg(
            "Offers lie closest together in {municipality}: up to {value} per km².",
            municipality=peak_name,
            value=Num(peak, 1 if peak >= 1 else 2),
        ),
        _nothing_near(nothing_pct, bandwidth_m, extent_name, has_silent=has_silent),
    )


def _nothing_near(
    nothing_pct: float, bandwidth_m: float, extent_name: str, *, has_silent: bool
) -> Message:
    near = length(bandwidth_m)
    share = Num(nothing_pct, 1 if nothing_pct < 1 else 0)
    if has_silent and nothing_pct == 0:
        return msg(
            "In the municipalities that ever reported, there is an offer within {length} "
            "everywhere.",
            length=near,
        )
    if has_silent:
        return msg(
            "On {share} % of the area of the municipalities that ever reported, there is no offer "
            "within {length}.",
            share=share,
            length=near,
        )
    if nothing_pct == 0:
        return msg(
            "Everywhere in {extent} there is an offer within {length}.",
            extent=extent_name,
            length=near,
        )
    return msg(
        "On {share} % of the area of {extent} there is no offer within {length}.",
        share=share,
        extent=extent_name,
        length=near,
    )


def surface_notes(
    chosen: OfferFilter,
    *,
    bandwidth_m: float,
    cell_m: float,
    is_by_municipality: bool,
    without_place: int,
    silent: int,
) -> tuple[Text, ...]:
    """Say how the surface came about, and what it leaves out."""
    notes: list[Text] = [
        msg(
            "Kernel density with a bandwidth of {bandwidth} as the crow flies, cells of {cell}. "
            "Offers outside the extent are unknown and do not count.",
            bandwidth=length(bandwidth_m),
            cell=length(cell_m),
        )
    ]
    if is_by_municipality:
        notes.append(
            msg("More than {count} offers: each counts at a point of its municipality.",
                count=MOST_POINTS)
        )  # fmt: skip
    else:
        if without_place:
            notes.append(
                nmsg(
                    "{count} matching offer has no coordinates and does not count.",
                    "{count} matching offers have no coordinates and do not count.",
                    without_place,
                )
            )
        if chosen.scenario.added:
            notes.append(no_place_note())
    if silent:
        notes.append(
            nmsg(
                "{count} municipality never reported anything; what it offers is missing here.",
                "{count} municipalities never reported anything; what they offer is missing here.",
                silent,
            )
        )
    return tuple(notes)
