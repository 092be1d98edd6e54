"""The answer of the density page in one or two sentences, computed from what the picture shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.domain.offer_density import (
    DENSITY_DECIMALS,
    DENSITY_UNITS,
    DensityMeasure,
    RegionReference,
)
from lib.domain.vocabulary import CellState
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    import pandas as pd

#: A municipality below this share of the extent's value is named in the answer.
THIN_SHARE: Final = 0.5
NAMES_IN_ANSWER: Final = 3


def density_answer(
    frame: pd.DataFrame,
    reference: RegionReference,
    measure: DensityMeasure,
    extent_name: str,
    phase: Text,
) -> tuple[Message, ...]:
    """Say in one or two sentences what the picture shows, or that nothing can be said."""
    shown = frame[frame["value_state"] == CellState.VALUE.value]
    if shown.empty or reference.state is not CellState.VALUE:
        return (nothing_to_say(frame, measure, phase),)
    if not frame["offers_count"].sum():
        return (msg("For {phase}, no active offer is reported in this selection.", phase=phase),)
    if len(shown) > 1 and shown["value"].min() == shown["value"].max():
        return (_all_equal(shown, measure, phase),)
    if measure is DensityMeasure.COUNT:
        return _count_answer(shown, reference, extent_name, phase)
    thin = shown[shown["value"] < THIN_SHARE * reference.value].sort_values(["value", "ags"])
    decimals = DENSITY_DECIMALS[measure]
    region = msg(
        "{extent} as a whole: {value} {unit}.",
        extent=extent_name,
        value=Num(reference.value, decimals),
        unit=DENSITY_UNITS[measure],
    )
    if thin.empty:
        return (
            nmsg(
                "For {phase}, the only municipality with figures does not lie below half of the "
                "overall value.",
                "For {phase}, none of {count} municipalities with figures lies below half of the "
                "overall value.",
                len(shown),
                phase=phase,
            ),
            region,
        )
    below = nmsg(
        "For {phase}, {count} of {total} municipalities lies below half of the overall value: "
        "{names}.",
        "For {phase}, {count} of {total} municipalities lie below half of the overall value, "
        "most clearly {names}.",
        len(thin),
        total=len(shown),
        phase=phase,
        names=Names(tuple(thin["name"].head(NAMES_IN_ANSWER))),
    )
    return below, region


def _all_equal(shown: pd.DataFrame, measure: DensityMeasure, phase: Text) -> Message:
    return msg(
        "For {phase}, all {count} municipalities with figures have the same value: {value} {unit}.",
        count=len(shown),
        phase=phase,
        value=Num(float(shown["value"].iloc[0]), DENSITY_DECIMALS[measure]),
        unit=DENSITY_UNITS[measure],
    )


def _count_answer(
    shown: pd.DataFrame, reference: RegionReference, extent_name: str, phase: Text
) -> tuple[Message, ...]:
    """Numbers are not compared with their total: say how many there are, and who has none."""
    total = nmsg(
        "For {phase}, {extent} has {count} active offer.",
        "For {phase}, {extent} has {count} active offers.",
        int(reference.value),
        phase=phase,
        extent=extent_name,
    )
    empty = shown[shown["value"] == 0]
    if empty.empty:
        return (total, msg("Every municipality with figures has at least one."))
    names = Names(tuple(empty["name"].head(NAMES_IN_ANSWER)))
    if len(empty) <= NAMES_IN_ANSWER:
        return total, msg("None in {names}.", names=names)
    none = msg("None in {count} municipalities, among them {names}.", count=len(empty), names=names)
    return total, none


def before_all_data() -> Message:
    """Say that a reference date lies before everything that is known."""
    return msg("The reference date lies before all data: nothing can be said.")


def nothing_to_say(frame: pd.DataFrame, measure: DensityMeasure, phase: Text) -> Message:
    """Say why no municipality has a figure."""
    states = set(frame["value_state"])
    if states == {CellState.NO_REPORT.value}:
        return msg("No municipality has reported an offer yet: nothing can be said.")
    if CellState.UNKNOWN.value in states and CellState.VALUE.value not in states:
        return msg("For {phase}, nothing can be said: no offer states its places.", phase=phase)
    if measure in {DensityMeasure.PER_1000_CHILDREN, DensityMeasure.PLACES_PER_100_CHILDREN}:
        return msg(
            "For {phase}, nothing can be said: no children live here, or their number is unknown.",
            phase=phase,
        )
    if measure is DensityMeasure.CONFIRMED_SHARE:
        return msg("For {phase}, no active offer is reported in this selection.", phase=phase)
    return msg("For {phase}, nothing can be said: no municipality has figures here.", phase=phase)
