"""Change of directed ratings between two waves, direction by direction ("A rates B").

Only what both waves know is compared: change = level(later) - level(earlier). The rest is told
apart:

* new: rated in the later wave only. Not rated again: rated in the earlier wave only, and both
  institutions still exist. Closed: one of the two no longer exists in the later wave.
* An institution that was renamed keeps its key and is the same. One that was merged is replaced by
  its successor. Where this gives one direction several earlier ratings, nothing says which of them
  to compare: the direction is "merged" and is not compared (never guessed). A rating between two
  institutions that became one drops out and is counted.
* balance = (risen - fallen) / compared. The network grew closer where the balance is at least +5 %
  and the mean change is above zero, looser where the balance is at most -5 % and the mean is below
  zero, else neither; nothing is said below 3 different rating institutions. Who rated for the
  first time or no longer says nothing about that: it counts neither way.

Source: domain.md, "Kooperationsqualität" (waves are compared pair by pair, over pairs rated in
both); threshold of 5 % and treatment of mergers: own choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.cooperation import MINIMUM_RATERS, checked_ratings
from lib.domain.vocabulary import CellState
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

#: From this balance on, a network is said to have grown closer (or looser).
CLEAR_BALANCE: Final = 0.05
#: Where an institution went that no longer exists and has no successor.
NOWHERE: Final = ""
_DIRECTED: Final = ["rater_key", "rated_key"]


class ChangeKind(StrEnum):
    """What became of one direction between two waves."""

    RISEN = "risen"
    SAME = "same"
    FALLEN = "fallen"
    NEW = "new"
    NOT_AGAIN = "not_again"
    CLOSED = "closed"
    MERGED = "merged"


COMPARED: Final = (ChangeKind.RISEN, ChangeKind.SAME, ChangeKind.FALLEN)
CHANGE_LABELS: Final[dict[ChangeKind, Message]] = {
    ChangeKind.RISEN: msg("risen"),
    ChangeKind.SAME: msg("unchanged"),
    ChangeKind.FALLEN: msg("fallen"),
    ChangeKind.NEW: msg("rated for the first time"),
    ChangeKind.NOT_AGAIN: msg("not rated again"),
    ChangeKind.CLOSED: msg("institution closed"),
    ChangeKind.MERGED: msg("merged"),
}


class Tendency(StrEnum):
    """What the compared directions say about the network as a whole."""

    CLOSER = "closer"
    LOOSER = "looser"
    NEITHER = "neither"
    TOO_FEW = "too_few"  # fewer than 3 rating institutions, or nothing to compare


@dataclass(frozen=True, slots=True)
class WaveChange:
    """All directions that either wave knows, and what dropped out because a merger joined both.

    `directions`, sorted: rater_key, rated_key (keys of the later wave; of the earlier one where an
    end is closed), level_before, level_after, change (nullable Int64), kind, earlier_count.
    """

    directions: pd.DataFrame
    inside_count: int


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """How many directions of each kind there are, and what the compared ones say together."""

    of_kind: Mapping[ChangeKind, int]
    raters_count: int  # among the compared directions
    mean_change: float  # 0 without a compared direction
    tendency: Tendency

    @property
    def compared_count(self) -> int:
        """Directions that were rated in both waves."""
        return sum(self.of_kind[kind] for kind in COMPARED)

    @property
    def balance(self) -> float:
        """Risen less fallen, as a share of the compared; 0 without one."""
        risen, fallen = self.of_kind[ChangeKind.RISEN], self.of_kind[ChangeKind.FALLEN]
        return (risen - fallen) / self.compared_count if self.compared_count else 0.0


def moves(ended: Sequence[tuple[str, str, date | None]], *, day: date) -> dict[str, str]:
    """Say where each institution went that no longer exists on a day.

    `ended`: key, successor ("" for none), first day on which it no longer exists (None: long ago).
    A successor that has ended by that day leads on to its own; without one: `NOWHERE`.
    """
    gone = {key: heir for key, heir, since in ended if since is None or since <= day}
    result = {}
    for start in gone:
        key, seen = start, {start}
        while key in gone:
            key = gone[key]
            if key in seen:  # a circle of successors leads nowhere
                key = NOWHERE
            seen.add(key)
        result[start] = key
    return result


def wave_change(
    before: pd.DataFrame, after: pd.DataFrame, *, moved: Mapping[str, str] | None = None
) -> WaveChange:
    """Compare two waves (rater_key, rated_key, level); `moved` is what `moves` gives.

    Raises:
        MeasureError: as `checked_ratings`.
    """
    earlier, inside_count = _brought_forward(checked_ratings(before), moved or {})
    later = checked_ratings(after)[[*_DIRECTED, "level"]].astype(
        {"rater_key": "str", "rated_key": "str", "level": "Int64"}
    )
    both = earlier.merge(later.rename(columns={"level": "level_after"}), on=_DIRECTED, how="outer")
    both["earlier_count"] = both["earlier_count"].fillna(0).astype("int64")
    is_closed = both["is_closed"].eq(other=True).fillna(value=False).astype("bool")
    both["change"] = both["level_after"] - both["level_before"]
    kind = pd.Series(ChangeKind.SAME.value, index=both.index, dtype="object")
    kind = kind.mask(both["change"].gt(0).fillna(value=False), ChangeKind.RISEN.value)
    kind = kind.mask(both["change"].lt(0).fillna(value=False), ChangeKind.FALLEN.value)
    kind = kind.mask(both["earlier_count"] == 0, ChangeKind.NEW.value)
    kind = kind.mask(both["level_after"].isna(), ChangeKind.NOT_AGAIN.value)
    kind = kind.mask(both["earlier_count"] > 1, ChangeKind.MERGED.value)
    is_closed &= both["level_after"].isna()
    both["kind"] = kind.mask(is_closed, ChangeKind.CLOSED.value).astype("str")
    columns = [*_DIRECTED, "level_before", "level_after", "change", "kind", "earlier_count"]
    return WaveChange(both[columns].sort_values(_DIRECTED, ignore_index=True), inside_count)


def _brought_forward(before: pd.DataFrame, moved: Mapping[str, str]) -> tuple[pd.DataFrame, int]:
    """Write earlier ratings with the keys of the later wave; an end that is closed keeps its own.

    The level of a direction with several earlier ratings is missing.
    """
    frame = before[[*_DIRECTED, "level"]].astype(dict.fromkeys(_DIRECTED, "str"))
    heirs = {key: heir for key, heir in moved.items() if heir != NOWHERE}
    closed = {key for key, heir in moved.items() if heir == NOWHERE}
    is_closed = frame["rater_key"].isin(closed) | frame["rated_key"].isin(closed)
    frame = frame.assign(
        **{
            key: [heirs.get(name, name) for name in frame[key].to_numpy(dtype=object)]
            for key in _DIRECTED
        },
        is_closed=is_closed,
    ).astype(dict.fromkeys(_DIRECTED, "str"))
    is_inside = frame["rater_key"] == frame["rated_key"]
    grouped = frame[~is_inside].groupby(_DIRECTED, as_index=False)
    earlier = grouped.agg(
        level_before=("level", "first"),
        earlier_count=("level", "size"),
        is_closed=("is_closed", "all"),
    ).astype({"level_before": "Int64", "is_closed": "boolean"})
    earlier["level_before"] = earlier["level_before"].where(earlier["earlier_count"] == 1)
    return earlier, int(is_inside.sum())


def change_counts(directions: pd.DataFrame) -> ChangeCounts:
    """Sum up directions as `wave_change` gives them (all, or the rows of a group)."""
    sizes = directions["kind"].value_counts()
    compared = directions[directions["kind"].isin(COMPARED)]
    counts = ChangeCounts(
        of_kind={kind: int(sizes.get(kind.value, 0)) for kind in ChangeKind},
        raters_count=int(compared["rater_key"].nunique()),
        mean_change=float(compared["change"].mean()) if len(compared) else 0.0,
        tendency=Tendency.TOO_FEW,
    )
    return ChangeCounts(counts.of_kind, counts.raters_count, counts.mean_change, _tendency(counts))


def _tendency(counts: ChangeCounts) -> Tendency:
    if counts.raters_count < MINIMUM_RATERS:
        return Tendency.TOO_FEW
    if counts.balance >= CLEAR_BALANCE and counts.mean_change > 0:
        return Tendency.CLOSER
    if counts.balance <= -CLEAR_BALANCE and counts.mean_change < 0:
        return Tendency.LOOSER
    return Tendency.NEITHER


def group_changes(directions: pd.DataFrame, *, by: Sequence[str]) -> pd.DataFrame:
    """Sum up the compared directions of each combination of the columns `by`.

    Result, sorted, one row a combination that has a compared direction: the columns `by`; balance,
    risen_count, same_count, fallen_count, raters_count (NaN if withheld), state (VALUE, or WITHHELD
    below 3 different rating institutions).
    """
    groups = list(by)
    compared = directions[directions["kind"].isin(COMPARED)]
    flags = compared.assign(
        risen_count=compared["kind"] == ChangeKind.RISEN,
        same_count=compared["kind"] == ChangeKind.SAME,
        fallen_count=compared["kind"] == ChangeKind.FALLEN,
    )
    grouped = flags.groupby(groups, sort=True, observed=True)
    cells = grouped[["risen_count", "same_count", "fallen_count"]].sum().astype("float64")
    total = grouped.size()
    cells.insert(0, "balance", (cells["risen_count"] - cells["fallen_count"]) / total)
    cells["raters_count"] = grouped["rater_key"].nunique().astype("float64")
    is_open = cells["raters_count"] >= MINIMUM_RATERS
    cells = cells.where(is_open)
    state = pd.Series(CellState.WITHHELD.value, index=cells.index, dtype="object")
    cells["state"] = state.mask(is_open, CellState.VALUE.value).astype("str")
    return cells.reset_index()
