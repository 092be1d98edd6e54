"""What a portrait of a municipality is made of: a place with its peers, and parts with a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lib.text import Message, Names, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.peers import PeerGroup
    from lib.domain.vocabulary import CellState
    from lib.insights.portrait_cooperation import CooperationPart
    from lib.insights.portrait_gaps import GapPart
    from lib.insights.portrait_goals import GoalPart
    from lib.insights.types import Provenance, Table

NAMES_SHOWN: Final = 12
NAN: Final = float("nan")
#: A figure stands out at a tenth above or below the reference (own choice).
STANDS_OUT: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The municipality of a portrait and whom it is compared with."""

    ags: str
    name: str
    extent_name: str
    group: PeerGroup
    similar_names: tuple[str, ...]
    added_names: tuple[str, ...]

    @property
    def has_peers(self) -> bool:
        """Whether there is anybody to compare with."""
        return bool(self.group.everyone)

    @property
    def peers_label(self) -> Message:
        """Name of the peers in a legend or column."""
        if not self.similar_names:
            return nmsg(
                "{count} municipality nearest in population",
                "{count} municipalities nearest in population",
                len(self.group.everyone),
            )
        return nmsg(
            "{count} comparable municipality",
            "{count} comparable municipalities",
            len(self.group.everyone),
        )

    @property
    def peers_name(self) -> Message:
        """Name of the peers in a sentence, behind "against"."""
        if not self.similar_names:
            return msg("those nearest in population")
        return msg("comparable municipalities")

    def explanation(self) -> tuple[Text, ...]:
        """Say who the peers are and why, or that there are none."""
        if self.group.size is None or self.group.urbanisation is None:
            return (
                msg(
                    "No comparison with similar municipalities: the census population of "
                    "{name} is not known.",
                    name=self.name,
                ),
            )
        if not self.has_peers:
            return (
                msg(
                    "No comparison with similar municipalities: there is no other one with a "
                    "known population."
                ),
            )
        lines: list[Text] = []
        if self.similar_names:
            lines.append(
                msg(
                    "Comparable by size class and settlement density: {names}.",
                    names=_some(self.similar_names),
                )
            )
        else:
            lines.append(
                msg("No other municipality has the same size class and settlement density.")
            )
        if self.added_names:
            lines.append(
                msg(
                    "Added because they are nearest in population, not similar: {names}.",
                    names=_some(self.added_names),
                )
            )
        return tuple(lines)


def _some(names: tuple[str, ...]) -> Names:
    if len(names) <= NAMES_SHOWN:
        return Names(names)
    left = len(names) - NAMES_SHOWN
    return Names((*names[:NAMES_SHOWN], nmsg("{count} other", "{count} others", left)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One figure of the municipality, the Region and the peers; NaN unless the state is VALUE.

    `low` and `high`: the figure with one offer less or more (NaN where that says nothing).
    """

    code: str
    label: Text
    value: float
    state: CellState
    region: float
    region_state: CellState
    peers: float
    peers_state: CellState
    low: float = NAN
    high: float = NAN
    offers_count: int = 0
    children_count: float = NAN
    short_label: Text = ""  # where there is little room

    @property
    def to_region(self) -> float:
        """Share of the Region's figure (1 = the same); NaN where it says nothing."""
        return _ratio(self.value, self.region)

    @property
    def is_clearly_below(self) -> bool:
        """Whether the figure lies a tenth or more below the Region's."""
        return self.to_region <= 1 - STANDS_OUT

    @property
    def is_clearly_above(self) -> bool:
        """Whether the figure lies a tenth or more above the Region's."""
        return self.to_region >= 1 + STANDS_OUT

    @property
    def to_peers(self) -> float:
        """Share of the peers' figure; NaN where it says nothing."""
        return _ratio(self.value, self.peers)


def _ratio(value: float, reference: float) -> float:
    return value / reference if reference else NAN


def percent(ratio: float) -> Num:
    """Write a ratio as a signed difference in percent."""
    return Num(100 * (ratio - 1), 0, signed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a portrait: what it says in a sentence, its table, where that comes from.

    `compared` holds the figures of a part that is drawn as a comparison.
    """

    key: str
    title: Text
    sentences: tuple[Text, ...]
    table: Table
    provenance: Provenance
    compared: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A key fact: what it is, its value, a short line beside it, and what it means in full."""

    key: str
    label: Text
    value: Text
    note: Text
    help: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """Everything about one municipality on one day."""

    place: Place
    day: date
    answer: tuple[Text, ...]
    facts: tuple[Fact, ...]
    phases: Part
    fields: Part
    need: Part
    gaps: GapPart
    cooperation: CooperationPart
    goals: GoalPart
    networks: Part
    entries: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts in the order in which they are read."""
        return (
            self.phases,
            self.fields,
            self.need,
            self.gaps,
            self.cooperation,
            self.goals,
            self.networks,
            self.entries,
        )
