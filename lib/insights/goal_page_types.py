"""What the page of one goal holds: indicators, measures, offers with gaps, cooperations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lib.text import Message, msg

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.gaps import GapState
    from lib.domain.indicator_status import Status
    from lib.domain.vocabulary import CellState, GoalLevel, MeasureStatus
    from lib.insights.gap_cell import GapCell, GapColumn
    from lib.insights.types import Provenance, Table
    from lib.text import Label, Text


class NeedState(StrEnum):
    """Whether a cooperation that a goal needs is as close as wanted."""

    REACHED = "erreicht"
    BELOW = "darunter"
    NOT_RATED = "nicht_bewertet"
    WITHHELD = "nicht_gezeigt"
    NO_PAIR = "kein_paar"


NEED_LABELS: Final[dict[NeedState, Message]] = {
    NeedState.REACHED: msg("as wanted"),
    NeedState.BELOW: msg("below what is wanted"),
    NeedState.NOT_RATED: msg("not rated by both sides"),
    NeedState.WITHHELD: msg("withheld"),
    NeedState.NO_PAIR: msg("no such pair"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalIndicator:
    """An indicator of the goal or of a goal below it, as it stands in the year judged."""

    key: str
    goal_key: str
    name: Label
    status: Status
    reason: Message
    value: Text  # newest value up to the year with its unit; "" where there is none
    year: int | None
    target: Text
    points: tuple[tuple[int, float], ...]  # values up to the year judged
    breaks: tuple[int, ...]
    target_value: float | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalMeasure:
    """A measure of the goal or of a goal below it; `ends_on` is the last day of its period.

    `funding_ends_on`: last day that is funded. `offers_count`: its offers active on the day.
    """

    key: str
    goal_key: str
    title: Label
    responsible_body: str
    status: MeasureStatus
    starts_on: date | None
    ends_on: date | None
    funding_source: str
    funding_ends_on: date | None
    budget_note: Label
    offers_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalOffers:
    """Offers of the goal's measures, and the life phases and transitions that the goal is about.

    `offers_count`: distinct offers of its measures active on the day; `ended_count`: linked ones
    that are not (any more). `cells`: all municipalities in `columns` (a `GapCell` judges all offers
    of the phase, not only those of the goal); `own_counts`: the goal's offers by municipality and
    column. `is_derived`: the goal names no phase, so those of its offers count. `offers`: one row
    an offer. `table`: one row a municipality and column.
    """

    offers_count: int
    ended_count: int
    region_wide_count: int
    columns: tuple[GapColumn, ...]
    is_derived: bool
    areas: tuple[tuple[str, str], ...]
    cells: tuple[GapCell, ...]
    own_counts: dict[tuple[str, str], int]
    own_region_counts: dict[str, int]  # by column: each offer once
    answer: tuple[Message, ...]
    table: Table
    offers: Table
    provenance: Provenance

    @property
    def active_keys(self) -> frozenset[str]:
        """Keys of the offers that are active on the day."""
        frame = self.offers.frame
        return frozenset(frame.loc[frame["is_active"], "key"])

    def count(self, *states: GapState) -> int:
        """Number of cells in any of the states."""
        return sum(cell.state in states for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSide:
    """How one type rates the other; NaN unless `state` is a value.

    `share_pct`: share of the ratings at or above the wanted level, in the circle only.
    """

    rater: Label | str
    rated: Label | str
    state: CellState
    median: float
    lower_quartile: float
    upper_quartile: float
    share_pct: float
    raters: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededCooperation:
    """Two types of institutions that should work together at a level; one side where a type is
    to work with its own kind.
    """

    goal_key: str
    type_a: str
    type_b: str
    label: Message
    wanted_level: int
    sides: tuple[NeedSide, ...]
    state: NeedState


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCooperation:
    """The cooperations that the goal needs; `wave` is None where nobody has rated anything."""

    needs: tuple[NeededCooperation, ...]
    wave: Label | str | None
    is_public: bool
    answer: tuple[Message, ...]
    table: Table
    provenance: Provenance

    def count(self, state: NeedState) -> int:
        """Number of cooperations in a state."""
        return sum(need.state is state for need in self.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPage:
    """Everything about one goal and the goals below it."""

    key: str
    level: GoalLevel
    title: Label
    name: Message  # level and title
    path: tuple[tuple[str, Message], ...]  # key and name of the goals above, top down
    children: tuple[tuple[str, Message], ...]
    ags: str  # "" = goal of the Region
    responsible_body: str
    year: int
    indicators: tuple[GoalIndicator, ...]
    measures: tuple[GoalMeasure, ...]
    offers: GoalOffers
    cooperation: GoalCooperation
    answer: tuple[Message, ...]
    indicator_table: Table
    measure_table: Table
    provenance: Provenance
    measure_provenance: Provenance
