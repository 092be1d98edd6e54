"""Figures of a network in words: what each of them means here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lib.insights.cooperation import level_label
from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lib.domain.network_structure import NetworkStructure
    from lib.insights.cooperation import Scope

NAMES_SHOWN: Final = 5
#: Differences of density below this are said to be none (percentage points).
SAME_PCT: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFigures:
    """Figures of one wave as shares of 1; NaN where nothing can be said or may be shown."""

    institutions_count: int
    ties_count: int
    is_rated: bool
    is_open: bool
    density: float
    reciprocity: float
    rated: float
    centralisation: float
    isolated_count: int
    bridges_count: int
    articulations_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure with its name and what it means here."""

    label: Message
    value: Text
    meaning: Text


def answer(
    figures: NetworkFigures,
    course: Sequence[tuple[str, NetworkFigures]],
    scope: Scope,
    *,
    level: int,
) -> tuple[Text, ...]:
    """Say how many ties there are, whether the network grew denser, and who stands alone."""
    if not figures.is_open:
        return (msg("Nothing can be said: fewer than 3 institutions have rated."),)
    first = nmsg(
        "{count} pair of {institutions} institutions works together at {level} or higher "
        "(density {density} %).",
        "{count} pairs of {institutions} institutions work together at {level} or higher "
        "(density {density} %).",
        figures.ties_count,
        institutions=figures.institutions_count,
        level=level_label(level, scope.level_names),
        density=Num(100 * figures.density, 1),
    )
    alone = nmsg(
        "{count} institution has no tie at this level.",
        "{count} institutions have no tie at this level.",
        figures.isolated_count,
    )
    return (first, *_change(course, scope), alone)


def _change(course: Sequence[tuple[str, NetworkFigures]], scope: Scope) -> tuple[Text, ...]:
    """Compare the density of the oldest wave that has one with the last of the course."""
    known = [(wave, found.density) for wave, found in course if not math.isnan(found.density)]
    if len(known) <= 1:
        return ()
    (since, before), (_, now) = known[0], known[-1]
    change = 100 * (now - before)
    label = dict(scope.waves)[since]
    low, high = Num(100 * before, 1), Num(100 * now, 1)
    if abs(change) < SAME_PCT:
        return (msg("Its density is the same as in {wave}.", wave=label),)
    if change > 0:
        return (
            msg(
                "Since {wave} it has grown denser: {low} to {high} %.",
                wave=label,
                low=low,
                high=high,
            ),
        )
    return (
        msg("Since {wave} it has grown looser: {low} to {high} %.", wave=label, low=low, high=high),
    )


def readings(
    figures: NetworkFigures,
    structure: NetworkStructure,
    names: Mapping[str, str],
    *,
    level: int,
) -> tuple[Reading, ...]:
    """Name each figure with a sentence on what it means here."""
    if not figures.is_open:
        return ()
    step = str(level)
    return (
        Reading(
            label=msg("Density"),
            value=_percent(figures.density, 1),
            meaning=msg(
                "Of 100 possible ratings, so many say level {level} or higher; who did not rate "
                "counts as no tie.",
                level=step,
            ),
        ),
        Reading(
            label=msg("Returned"),
            value=_percent(figures.reciprocity, 0),
            meaning=msg(
                "So many of these ratings are returned at level {level} or higher.", level=step
            ),
        ),
        Reading(
            label=msg("Centralisation"),
            value=_percent(figures.centralisation, 0),
            meaning=msg(
                "0 %: all have as many ties; 100 %: everything runs through one institution."
            ),
        ),
        Reading(
            label=msg("Pairs rated"),
            value=_percent(figures.rated, 1),
            meaning=msg("So many of all possible pairs were rated by at least one side."),
        ),
        Reading(
            label=msg("Without a tie"),
            value=Num(figures.isolated_count),
            meaning=_names_of(structure.isolated, names)
            or msg("Every institution has a tie at this level."),
        ),
        Reading(
            label=msg("Parts"),
            value=Num(sum(len(part) > 1 for part in structure.components)),
            meaning=msg("Groups of tied institutions between which no tie leads."),
        ),
        Reading(
            label=msg("Bridges"),
            value=Num(figures.bridges_count),
            meaning=_bridges(structure, names)
            or msg("No connection of several institutions hangs on a single tie."),
        ),
        Reading(
            label=msg("Connectors"),
            value=Num(figures.articulations_count),
            meaning=_names_of([point.key for point in structure.articulations], names)
            or msg("Without any one of them, the others stay connected."),
        ),
    )


def _percent(share: float, decimals: int) -> Text:
    return "–" if math.isnan(share) else msg("{share} %", share=Num(100 * share, decimals))


def _names_of(keys: Sequence[str], names: Mapping[str, str]) -> Text:
    if not keys:
        return ""
    shown = tuple(names[key] for key in keys[:NAMES_SHOWN])
    rest = len(keys) - len(shown)
    if not rest:
        return Names(shown)
    return nmsg(
        "{names} and {count} more", "{names} and {count} more", rest, names=", ".join(shown)
    )


def _bridges(structure: NetworkStructure, names: Mapping[str, str]) -> Text:
    pairs = [
        f"{names[bridge.first]} – {names[bridge.second]}" for bridge in structure.carrying_bridges
    ]
    if not pairs:
        return ""
    return msg("Without this tie a part falls off: {pairs}", pairs="; ".join(pairs[:NAMES_SHOWN]))
