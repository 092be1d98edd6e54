"""What all answers on cooperation share: who asks, a cell of summed up ratings, names of levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.cooperation_choice import CooperationChoice
from lib.insights.types import Provenance
from lib.text import Message, Num, Text, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.store.queries.state import DataState
    from lib.text import Label

__all__ = [
    "NAMES_IN_ANSWER",
    "NOT_RATED",
    "NO_CONTACT",
    "NO_RATINGS",
    "NO_WAVE",
    "SINGLE_PAIRS_PROTECTED",
    "USUAL_LEVEL",
    "CooperationChoice",
    "Scope",
    "TypeCell",
    "level_label",
    "level_number",
    "state_note",
]

#: Level that the answer asks for as long as the reader chooses no other.
USUAL_LEVEL: Final = 3
NAMES_IN_ANSWER: Final = 2
NOT_RATED: Final = msg("not rated")
NO_CONTACT: Final = msg("no contact")
NO_WAVE: Final = msg(
    "Nothing can be said yet: no survey round has been recorded. As soon as ratings are imported, "
    "they are shown here."
)
NO_RATINGS: Final = msg("Nothing can be said: nobody has rated a cooperation in this selection.")
SINGLE_PAIRS_PROTECTED: Final = msg(
    "Single pairs of institutions are visible only within the circle that owns them; here only "
    "summaries of several institutions are shown."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What every answer on cooperation rests on: extent, names, data, and who looks."""

    shows_single_pairs: bool
    prefixes: tuple[str, ...]
    state: DataState
    types: tuple[tuple[str, Label], ...]
    waves: tuple[tuple[str, Label], ...]
    level_names: tuple[str, ...] = ()

    def provenance(self, wave: str, *notes: Text, method: str = "cooperation") -> Provenance:
        """Where ratings come from."""
        name = dict(self.waves).get(wave, wave)
        return Provenance(
            is_sample=self.state.is_sample,
            data_version=self.state.version,
            reference_date=self.state.reference_date,
            sources=(msg("Cooperation: institutions' own ratings, {wave}.", wave=name),),
            method=method,
            notes=notes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCell:
    """How institutions of one type rate those of another; NaN and () where nothing is shown."""

    rater: str
    rated: str
    rater_label: Text
    rated_label: Text
    state: CellState
    median: float
    lower_quartile: float
    upper_quartile: float
    ratings_count: float
    raters: Text
    distribution: tuple[int, ...]
    criteria: tuple[tuple[Message, CellState, float], ...]

    def reaches(self, level: int) -> bool:
        """Whether a shown median lies at or above `level`."""
        return self.state is CellState.VALUE and self.median >= level


def level_label(level: int, names: Sequence[str]) -> Text:
    """Name a level: "Level 3", with the operator's name where there is one; 0 is no contact."""
    if level == 0:
        return NO_CONTACT
    if not names:
        return msg("Level {level}", level=str(level))
    return msg("Level {level} “{name}”", level=str(level), name=names[level - 1])


def level_number(value: float) -> Num:
    """Write a level or a median of levels with the decimals it has."""
    return Num(value, 0 if float(value).is_integer() else 1)


def state_note(state: CellState) -> Text:
    """Say in words why a cell shows no level."""
    match state:
        case CellState.VALUE:
            return ""
        case CellState.WITHHELD:
            return msg("withheld: too few institutions")
        case CellState.NOT_COMPUTABLE:
            return msg("no such pair: only one institution of this type")
        case CellState.UNKNOWN:
            return NOT_RATED
        case _:
            return CELL_STATE_LABELS[state]
