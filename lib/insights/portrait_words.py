"""What a portrait says first: one or two sentences, and the key facts."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from lib.domain.gaps import GapState
from lib.domain.indicator_status import ON_TRACK
from lib.domain.offer_density import DENSITY_LABELS
from lib.domain.peers import SIZE_NAMES, URBANISATION_NAMES
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.cooperation import level_number
from lib.insights.portrait_density import ALL_PHASES, MEASURE
from lib.insights.portrait_types import Fact, percent
from lib.text import Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.portrait_cooperation import CooperationPart
    from lib.insights.portrait_cooperation_public import PublicRow
    from lib.insights.portrait_gaps import GapPart
    from lib.insights.portrait_goals import GoalPart
    from lib.insights.portrait_types import Compared, Part, Place


def portrait_answer(place: Place, phases: Part, need: Part, gaps: GapPart) -> tuple[Text, ...]:
    """Say how the municipality stands overall, and what stands out."""
    together = phases.compared[0]
    if together.state is CellState.NO_REPORT:
        silent = msg(
            "{name} has not reported any offer yet: nothing can be said about its offers.",
            name=place.name,
        )
        return (silent, *_need(place, need))
    if together.state is not CellState.VALUE:
        bare = msg(
            "{name}: the density of offers is not computable, because the number of children is "
            "zero or not known.",
            name=place.name,
        )
        return (bare, *_need(place, need))
    return (_overall(place, together), *_phases(place, phases, gaps), *_need(place, need))


def _overall(place: Place, together: Compared) -> Text:
    """Density of all phases together, against whom it can be held."""
    against: list[Text] = []
    if not isnan(together.to_region):
        against.append(
            msg(
                "{difference} % against {extent}",
                difference=percent(together.to_region),
                extent=place.extent_name,
            )
        )
    if not isnan(together.to_peers):
        against.append(
            msg(
                "{difference} % against {peers}",
                difference=percent(together.to_peers),
                peers=place.peers_name,
            )
        )
    value = Num(together.value, 1)
    if not against:
        return nmsg(
            "{name} has {count} active offer, {value} per 1 000 children.",
            "{name} has {count} active offers, {value} per 1 000 children.",
            together.offers_count,
            name=place.name,
            value=value,
        )
    return nmsg(
        "{name} has {count} active offer, {value} per 1 000 children: {comparison}.",
        "{name} has {count} active offers, {value} per 1 000 children: {comparison}.",
        together.offers_count,
        name=place.name,
        value=value,
        comparison=Names(tuple(against)),
    )


def _phases(place: Place, phases: Part, gaps: GapPart) -> tuple[Text, ...]:
    """Name the phases without an offer, or the one that lies furthest below the Region.

    A phase that is deliberately without an offer is none that is missed.
    """
    meant = {cell.column.code for cell in gaps.cells if cell.state is GapState.NONE_MEANT}
    single = [row for row in phases.compared if row.code not in {ALL_PHASES, *meant}]
    empty = tuple(row.label for row in single if row.state is CellState.VALUE and not row.value)
    if empty and len(empty) == len(single):
        return ()  # the first sentence says it for all of them
    if empty:
        return (msg("No active offer for {phases}.", phases=Names(empty)),)
    below = [row for row in single if row.is_clearly_below]
    if below:
        lowest = min(below, key=lambda row: row.to_region)
        return (
            msg(
                "Furthest below {extent}: {label} ({value} against {region}).",
                extent=place.extent_name,
                label=lowest.label,
                value=Num(lowest.value, 1),
                region=Num(lowest.region, 1),
            ),
        )
    if any(not isnan(row.to_region) for row in single):
        return (msg("No life phase lies clearly below {extent}.", extent=place.extent_name),)
    return ()


def _need(place: Place, need: Part) -> tuple[Text, ...]:
    """Name the census share that lies furthest above the Region, if one clearly does."""
    higher = [row for row in need.compared if row.is_clearly_above]
    if not higher:
        return ()
    top = max(higher, key=lambda row: row.to_region)
    return (
        msg(
            "Need: {label} {value} % ({extent}: {region} %).",
            label=top.label,
            value=Num(top.value, 1),
            extent=place.extent_name,
            region=Num(top.region, 1),
        ),
    )


def facts(
    place: Place,
    together: Compared,
    gaps: GapPart,
    cooperation: CooperationPart,
    goals: GoalPart,
) -> tuple[Fact, ...]:
    """Five numbers that a reader wants first."""
    return (
        _people(place),
        _density(together),
        _gaps(gaps),
        _cooperation(cooperation),
        _goals(goals),
    )


def _people(place: Place) -> Fact:
    group = place.group
    is_known = group.size is not None and group.urbanisation is not None
    return Fact(
        key="people",
        label=msg("Population (census)"),
        value=CELL_STATE_LABELS[CellState.UNKNOWN]
        if isnan(group.population)
        else Num(group.population),
        note=msg(
            "{size}, {urbanisation}",
            size=SIZE_NAMES[group.size],
            urbanisation=URBANISATION_NAMES[group.urbanisation],
        )
        if is_known and group.size and group.urbanisation
        else msg("No size class without a census population"),
    )


def _density(together: Compared) -> Fact:
    label = DENSITY_LABELS[MEASURE]
    if together.state is not CellState.VALUE:
        note = nmsg("{count} offer", "{count} offers", together.offers_count)
        state = CELL_STATE_LABELS[together.state]
        is_silent = together.state is CellState.NO_REPORT
        return Fact(key="density", label=label, value=state, note="" if is_silent else note)
    offers = nmsg("{count} offer", "{count} offers", together.offers_count)
    low = Num(together.value if isnan(together.low) else together.low, 1)
    high = Num(together.high, 1)
    return Fact(
        key="density",
        label=label,
        value=Num(together.value, 1),
        note=msg("{offers}, ±1: {low}–{high}", offers=offers, low=low, high=high),
        help=msg(
            "{offers}, {children} children; with one offer less or more: {low} to {high}",
            offers=offers,
            children=Num(together.children_count),
            low=low,
            high=high,
        ),
    )


def _gaps(gaps: GapPart) -> Fact:
    count = gaps.count(GapState.GAP)
    label = msg("Gaps")
    if gaps.cells and all(cell.state is GapState.NO_REPORT for cell in gaps.cells):
        value: Text = CELL_STATE_LABELS[CellState.NO_REPORT]
        return Fact(key="gaps", label=label, value=value, note=msg("no offer was ever reported"))
    return Fact(
        key="gaps",
        label=label,
        value=Num(count),
        note=msg(
            "{thin} thin, {unclear} unclear",
            thin=gaps.count(GapState.THIN),
            unclear=gaps.count(GapState.UNCLEAR),
        ),
        help=msg("Of {total} life phases and transitions", total=len(gaps.cells)),
    )


def _cooperation(part: CooperationPart) -> Fact:
    label = msg("Cooperation")
    if part.public is not None:
        return _public_cooperation(part, part.public)
    own = part.own
    if own is None or own.median_state is not CellState.VALUE:
        state = CellState.UNKNOWN if own is None else own.median_state
        return Fact(
            key="cooperation",
            label=label,
            value=CELL_STATE_LABELS[state],
            note=msg("too few institutions rated one another")
            if state is CellState.WITHHELD
            else msg("no rating within the municipality"),
        )
    return Fact(
        key="cooperation",
        label=label,
        value=Num(own.median, 0 if own.median.is_integer() else 1),
        note=msg("Median, {wave}", wave=part.wave),
        help=msg("Median level (0 to 5) of the ratings between institutions of the municipality"),
    )


def _public_cooperation(part: CooperationPart, found: PublicRow) -> Fact:
    """Lowest and highest median that is published of the municipality."""
    medians = sorted({cell.median for cell in found.shown})
    value: Text = CELL_STATE_LABELS[CellState.WITHHELD]
    if medians:
        low, high = level_number(medians[0]), level_number(medians[-1])
        value = low if low == high else msg("{low} to {high}", low=low, high=high)
    return Fact(
        key="cooperation",
        label=msg("Cooperation"),
        value=value,
        note=msg("Medians by type rated, {wave}", wave=part.wave)
        if medians
        else msg("too few institutions rate"),
        help=msg("Lowest and highest published median level (0 to 5) of the ratings given"),
    )


def _goals(goals: GoalPart) -> Fact:
    label = msg("Goals")
    if goals.year is None:
        return Fact(
            key="goals",
            label=label,
            value=CELL_STATE_LABELS[CellState.UNKNOWN],
            note=msg("No indicators with values"),
        )
    return Fact(
        key="goals",
        label=label,
        value=msg("{count} of {total}", count=goals.count(*ON_TRACK), total=goals.total),
        note=msg("indicators on track in {year}", year=str(goals.year)),
    )
