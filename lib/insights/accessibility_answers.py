"""What the accessibility page says in one or two sentences, and what its figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.domain.accessibility import SupplyKind
from lib.domain.vocabulary import CellState
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    import pandas as pd

    from lib.insights.accessibility import RegionReach
    from lib.insights.accessibility_inputs import Inputs

#: A municipality below this share of the extent's value is named in the answer.
THIN_SHARE: Final = 0.5
NAMES_IN_ANSWER: Final = 3
ALL_PCT: Final = 100

SUPPLY_UNITS: Final[dict[SupplyKind, Message]] = {
    SupplyKind.OFFERS: msg("reachable offers per 1 000 children"),
    SupplyKind.PLACES: msg("reachable places per 100 children"),
}


def km(distance_km: float) -> Num:
    """Write a distance without needless decimals."""
    return Num(distance_km, 0 if float(distance_km).is_integer() else 1)


def share(percent: float) -> Text:
    """Write a share that is an approximation: "about 12 %", "less than 1 %"."""
    if 0 < round(percent) < ALL_PCT:
        return msg("about {share} %", share=Num(percent))
    return whole_share(percent)


def whole_share(percent: float) -> Text:
    """Write a share in whole percents; what rounds to a zero is not called one."""
    if percent > 0 and round(percent) == 0:
        return msg("less than 1 %")
    if percent < ALL_PCT and round(percent) == ALL_PCT:
        return msg("more than 99 %")
    return msg("{share} %", share=Num(percent))


def without_label(distance_km: float) -> Message:
    """Heading of the share of children without any offer within the distance."""
    return msg("Children without an offer within {distance} km", distance=km(distance_km))


def access_answer(
    frame: pd.DataFrame,
    region: RegionReach,
    inputs: Inputs,
    *,
    kind: SupplyKind,
    distance_km: float,
    extent: str,
    phase: Text,
    has_phase: bool,
) -> tuple[Message, ...]:
    """Say who reaches nothing, and where children reach little; or that nothing can be said."""
    if region.state is not CellState.VALUE:
        return _nothing(region, inputs, kind, phase)
    if not inputs.offers_count:
        return (msg("For {phase}, no active offer is reported in this selection.", phase=phase),)
    reach = _reach_sentence(frame, region, _nothing_in_reach(inputs, kind), distance_km)
    if has_phase:
        reach = msg("{phase}: {sentence}", phase=phase, sentence=reach)
    return reach, _spread_sentence(frame, region, kind, extent)


def _nothing(
    region: RegionReach, inputs: Inputs, kind: SupplyKind, phase: Text
) -> tuple[Message, ...]:
    if region.state is CellState.NOT_COMPUTABLE:
        return (
            msg(
                "For {phase}, nothing can be said: no children live here, or their number is "
                "unknown.",
                phase=phase,
            ),
        )
    if region.state is not CellState.UNKNOWN:
        return (
            msg("For {phase}, nothing can be said: no municipality has figures here.", phase=phase),
        )
    if inputs.left_out.without_capacity_count and kind is SupplyKind.PLACES:
        return (
            msg(
                "For {phase}, no offer states its places. Please choose “Offers” instead.",
                phase=phase,
            ),
        )
    return (
        nmsg(
            "For {phase}, there is {count} offer, but without a known address. Please complete it.",
            "For {phase}, there are {count} offers, but none with a known address. Please complete "
            "them.",
            inputs.left_out.without_address_count,
            phase=phase,
        ),
    )


def _nothing_in_reach(inputs: Inputs, kind: SupplyKind) -> Message:
    """Name what is missing as narrowly as it was counted."""
    if kind is SupplyKind.PLACES and inputs.left_out.without_capacity_count:
        return msg("no offer with stated places")
    if inputs.left_out.without_address_count and not inputs.is_coarse:
        return msg("no offer with a known address")
    return msg("no offer")


def _reach_sentence(
    frame: pd.DataFrame, region: RegionReach, nothing: Message, distance_km: float
) -> Message:
    distance = km(distance_km)
    if not region.without_share_pct:
        return msg(
            "Every child has at least one offer within {distance} km as the crow flies.",
            distance=distance,
        )
    if (frame["value_state"] == CellState.VALUE.value).sum() == 1:
        return msg(
            "For {share} of the children, {nothing} lies within {distance} km as the crow flies.",
            share=share(region.without_share_pct),
            nothing=nothing,
            distance=distance,
        )
    lacking = frame[frame["without_share_pct"] > 0].sort_values(
        ["without_share_pct", "ags"], ascending=[False, True]
    )
    return msg(
        "For {share} of the children, {nothing} lies within {distance} km as the crow flies, most "
        "often in {names}.",
        share=share(region.without_share_pct),
        nothing=nothing,
        distance=distance,
        names=Names(tuple(lacking["name"].head(NAMES_IN_ANSWER))),
    )


def _spread_sentence(
    frame: pd.DataFrame, region: RegionReach, kind: SupplyKind, extent: str
) -> Message:
    shown = frame[frame["value_state"] == CellState.VALUE.value]
    value = Num(region.value, 1)
    thin = shown[shown["value"] < THIN_SHARE * region.value].sort_values(["value", "ags"])
    if thin.empty:
        return msg(
            "{extent} as a whole: {value} {unit}; no municipality lies below half of that.",
            extent=extent,
            value=value,
            unit=SUPPLY_UNITS[kind],
        )
    return nmsg(
        "{extent} as a whole: {value} {unit}; {count} of {total} municipalities lies below half "
        "of that: {names}.",
        "{extent} as a whole: {value} {unit}; {count} of {total} municipalities lie below half of "
        "that, most clearly {names}.",
        len(thin),
        extent=extent,
        value=value,
        unit=SUPPLY_UNITS[kind],
        total=len(shown),
        names=Names(tuple(thin["name"].head(NAMES_IN_ANSWER))),
    )


def access_notes(inputs: Inputs, *, extent: str) -> tuple[Message, ...]:
    """Say what the figures assume and what is left out of them."""
    left_out, grid = inputs.left_out, inputs.places.grid
    notes = [
        msg("{extent} as a whole: computed from sums, not a mean of rates.", extent=extent),
        msg("As the crow flies; offers outside the extent are unknown."),
    ]
    if grid is None:
        notes.append(
            msg("Large extent: children and offers stand at one point of their municipality.")
        )
    else:
        notes.append(
            msg(
                "Assumption: children spread evenly over their municipality ({size} km grid).",
                size=km(grid.cell_size_m / 1000),
            )
        )
    if left_out.without_address_count:
        notes.append(
            nmsg(
                "{count} offer without a known address left out.",
                "{count} offers without a known address left out.",
                left_out.without_address_count,
            )
        )
    if left_out.without_capacity_count:
        notes.append(
            nmsg(
                "{count} offer without stated places left out.",
                "{count} offers without stated places left out.",
                left_out.without_capacity_count,
            )
        )
    if left_out.added_count:
        notes.append(msg("Added offers lie in the middle of their municipality."))
    if inputs.silent_count:
        notes.append(
            nmsg(
                "{count} municipality never reported anything: its own offers are unknown.",
                "{count} municipalities never reported anything: their own offers are unknown.",
                inputs.silent_count,
            )
        )
    if inputs.unmapped:
        notes.append(
            msg(
                "Not on the map, because the boundary file lacks them: {names}",
                names=Names(inputs.unmapped[:5]),
            )
        )
    return tuple(notes)
