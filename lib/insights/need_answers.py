"""What need against density says in sentences, and what limits it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.domain.bivariate import MINIMUM_AREAS, STEPS, URGENT
from lib.domain.offer_density import (
    DENSITY_DECIMALS,
    DENSITY_UNITS,
    DensityMeasure,
    RegionReference,
)
from lib.domain.vocabulary import CellState
from lib.insights.need_table import supply_label
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.domain.bivariate import BivariateClasses
    from lib.insights.need import NeedArea, UsedComponent

NAMES_IN_ANSWER: Final = 5


def need_answer(
    areas: Sequence[NeedArea],
    used: Sequence[UsedComponent],
    classes: BivariateClasses | None,
    reference: RegionReference,
    *,
    measure: DensityMeasure,
    extent_name: str,
    phase: Text,
    has_offers: bool,
) -> tuple[Message, ...]:
    """Say where high need meets few offers, or why that cannot be said."""
    if not used:
        return (
            msg("Nothing can be said about need: the database holds no census figures for it."),
            msg("The operator can import them with the context indicators."),
        )
    shown = [area for area in areas if area.state is CellState.VALUE]
    if not shown or reference.state is not CellState.VALUE:
        return (
            msg(
                "For {phase}, nothing can be said: no municipality has both a need index and "
                "figures of offers.",
                phase=phase,
            ),
        )
    if not has_offers:
        return (msg("For {phase}, no active offer is reported in this selection.", phase=phase),)
    made_of = _made_of(used, reference, measure, extent_name)
    if classes is None:
        few = nmsg(
            "For {phase}, only {count} municipality has both values; classes need {least}.",
            "For {phase}, only {count} municipalities have both values; classes need {least}.",
            len(shown),
            phase=phase,
            least=MINIMUM_AREAS,
        )
        return few, made_of
    return _where(shown, classes, measure, phase), made_of


def _where(
    shown: Sequence[NeedArea], classes: BivariateClasses, measure: DensityMeasure, phase: Text
) -> Message:
    if 1 in {len(classes.need.upper_bounds), len(classes.density.upper_bounds)}:
        return msg(
            "For {phase}, need or density is the same everywhere: nobody stands out.", phase=phase
        )
    urgent = [area.name for area in shown if area.field == URGENT]
    supply = supply_label(URGENT, measure)
    total = len(shown)
    if not urgent:
        return msg(
            "For {phase}, high need meets {supply} in none of {total} municipalities.",
            phase=phase,
            supply=supply,
            total=total,
        )
    names = Names(tuple(urgent[:NAMES_IN_ANSWER]))
    if len(urgent) > NAMES_IN_ANSWER:
        return msg(
            "For {phase}, high need meets {supply} in {count} of {total} municipalities, among "
            "them {names}.",
            phase=phase,
            supply=supply,
            count=len(urgent),
            total=total,
            names=names,
        )
    return msg(
        "For {phase}, high need meets {supply} in {count} of {total} municipalities: {names}.",
        phase=phase,
        supply=supply,
        count=len(urgent),
        total=total,
        names=names,
    )


def _made_of(
    used: Sequence[UsedComponent],
    reference: RegionReference,
    measure: DensityMeasure,
    extent_name: str,
) -> Message:
    counted = [one for one in used if one.reading.weight]
    alike = len({one.reading.weight for one in counted}) == 1
    names = Names(
        tuple(
            one.component.short_label
            if alike
            else msg(
                "{component} (weight {weight})",
                component=one.component.short_label,
                weight=one.reading.weight,
            )
            for one in counted
        )
    )
    return msg(
        "Need is measured by: {names}. {extent} as a whole: {value} {unit}.",
        names=names,
        extent=extent_name,
        value=Num(reference.value, DENSITY_DECIMALS[measure]),
        unit=DENSITY_UNITS[measure],
    )


def need_notes(
    areas: Sequence[NeedArea],
    used: Sequence[UsedComponent],
    classes: BivariateClasses | None,
    *,
    is_fallback: bool,
) -> tuple[Message, ...]:
    """Say what limits the picture: weights, equal values, missing figures."""
    notes: list[Message] = []
    if is_fallback:
        notes.append(msg("All weights are 0, so the default weights count."))
    constant = [one.component.short_label for one in used if one.reading.is_constant]
    if constant:
        notes.append(
            msg("The same everywhere, so without effect: {names}.", names=Names(tuple(constant)))
        )
    if classes is not None:
        notes += _collapsed(classes)
    missing = [area.name for area in areas if area.index_state is not CellState.VALUE]
    if missing and used:
        notes.append(_without_index(missing))
    return tuple(notes)


def _without_index(missing: Sequence[str]) -> Message:
    names = Names(tuple(missing[:NAMES_IN_ANSWER]))
    if len(missing) > NAMES_IN_ANSWER:
        return msg(
            "Without a need index, because a census figure is missing or too small: {count} "
            "municipalities, among them {names}.",
            count=len(missing),
            names=names,
        )
    return msg(
        "Without a need index, because a census figure is missing or too small: {names}.",
        names=names,
    )


def _collapsed(classes: BivariateClasses) -> list[Message]:
    """Equal values share a class: say where fewer than three are left."""
    notes: list[Message] = []
    need, density = len(classes.need.upper_bounds), len(classes.density.upper_bounds)
    if need < STEPS:
        notes.append(
            nmsg(
                "Equal values leave only {count} class of need.",
                "Equal values leave only {count} classes of need.",
                need,
            )
        )
    if density < STEPS:
        notes.append(
            nmsg(
                "Equal values leave only {count} class of density.",
                "Equal values leave only {count} classes of density.",
                density,
            )
        )
    return notes
