"""An attacker on public figures: knows all pairs, all rules and every figure, not the levels.

Order statistics, medians, quartiles and bands become constraints of an integer programme over one
binary variable a rating and level. Independent of the code that publishes.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

LEVELS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A published fact on a group of ratings (positions): quantiles, share band, exact counts."""

    members: tuple[int, ...]
    quantiles: tuple[tuple[float, float], ...] = ()
    close_from_pct: float = math.nan
    close_to_pct: float = math.nan
    counts: tuple[int, ...] = ()


@dataclass(slots=True)
class Attack:
    """Everything known about `count` ratings; asks for the range of what is not."""

    count: int
    known: list[Known]
    _rows: list[dict[int, float]] = field(default_factory=list)
    _low: list[float] = field(default_factory=list)
    _high: list[float] = field(default_factory=list)
    _variables: int = 0

    def __post_init__(self) -> None:
        self._variables = self.count * LEVELS
        for rating in range(self.count):
            self._add({self._at(rating, level): 1.0 for level in range(LEVELS)}, 1, 1)
        for fact in self.known:
            self._learn(fact)

    def level_range(self, rating: int) -> tuple[float, float]:
        """Lowest and highest level of one rating that fits everything known."""
        return self._range({self._at(rating, level): float(level) for level in range(LEVELS)})

    def median_range(self, members: tuple[int, ...]) -> tuple[float, float]:
        """Lowest and highest median of a group that fits everything known."""
        kept = self._variables, len(self._rows)
        found = self._range(self._quantile(members, 0.5))
        self._variables = kept[0]
        for part in (self._rows, self._low, self._high):
            del part[kept[1] :]
        return found

    def _at(self, rating: int, level: int) -> int:
        return rating * LEVELS + level

    def _add(self, row: dict[int, float], low: float, high: float) -> None:
        self._rows.append(row)
        self._low.append(low)
        self._high.append(high)

    def _learn(self, fact: Known) -> None:
        size = len(fact.members)
        for share, value in fact.quantiles:
            self._add(self._quantile(fact.members, share), value, value)
        if not math.isnan(fact.close_from_pct):
            close = {self._at(member, level): 1.0 for member in fact.members for level in (3, 4, 5)}
            top = (
                size if fact.close_to_pct >= 100 else math.ceil(fact.close_to_pct * size / 100) - 1
            )
            self._add(close, math.ceil(fact.close_from_pct * size / 100), top)
        for level, number in enumerate(fact.counts):
            row = {self._at(member, level): 1.0 for member in fact.members}
            self._add(row, number, number)

    def _quantile(self, members: tuple[int, ...], share: float) -> dict[int, float]:
        place = (len(members) - 1) * share
        low, part = math.floor(place), place - math.floor(place)
        row = self._ordered(members, low, 1 - part)
        if part:
            row |= self._ordered(members, low + 1, part)
        return row

    def _ordered(self, members: tuple[int, ...], place: int, weight: float) -> dict[int, float]:
        """One-hot variables of the order statistic at `place`, weighted with their level."""
        first, size = self._variables, len(members)
        self._variables += LEVELS
        self._add({first + level: 1.0 for level in range(LEVELS)}, 1, 1)
        for level in range(LEVELS):
            chosen = {first + level: -float(place + 1)}
            below = {self._at(m, lower): 1.0 for m in members for lower in range(level + 1)}
            self._add(below | chosen, 0, np.inf)  # at least place + 1 lie at or below
            strictly = {self._at(m, lower): 1.0 for m in members for lower in range(level)}
            self._add(strictly | {first + level: float(size - place)}, -np.inf, size)
        return {first + level: weight * level for level in range(LEVELS)}

    def others(self, levels: np.ndarray) -> tuple[set[int], list[np.ndarray]]:
        """Which ratings can only have the level of `levels`, and assignments for all others.

        Asked is for one that changes as many of the rest as possible: if there is none that
        changes any, all of the rest are pinned.
        """
        rest, found = set(range(self.count)), []
        while rest:
            kept = len(self._rows)
            same = {self._at(place, int(levels[place])): 1.0 for place in rest}
            self._add(same, 0, len(rest) - 1)
            solution = self._solve(same, gap=0.3)
            for part in (self._rows, self._low, self._high):
                del part[kept:]
            if solution is None:
                break
            other = solution[: self.count * LEVELS].reshape(self.count, LEVELS).argmax(axis=1)
            found.append(other)
            rest -= {place for place in rest if other[place] != levels[place]}
        return rest, found

    def _range(self, goal: dict[int, float]) -> tuple[float, float]:
        ends = []
        for sign in (1, -1):
            solution = self._solve({at: sign * value for at, value in goal.items()})
            assert solution is not None
            value = sum(weight * solution[at] for at, weight in goal.items())
            ends.append(round(value * 4) / 4)
        return ends[0], ends[1]

    def _solve(self, goal: dict[int, float], *, gap: float = 0.0) -> np.ndarray | None:
        """Find an assignment with the least `goal`; None if nothing fits."""
        cost = np.zeros(self._variables)
        for position, value in goal.items():
            cost[position] = value
        entries = [
            (row, at, value) for row, part in enumerate(self._rows) for at, value in part.items()
        ]
        rows, columns, values = zip(*entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self._rows), self._variables))
        found: Any = milp(
            cost,
            integrality=np.ones(self._variables),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix.tocsr(), self._low, self._high),
            options={"mip_rel_gap": gap},
        )
        assert found.status in {0, 2}, found.message
        return None if found.status else np.round(found.x)


def enumerated(count: int, known: list[Known]) -> np.ndarray:
    """Every assignment of levels that fits everything known, one a row: for tiny cases."""
    every = np.array(list(itertools.product(range(LEVELS), repeat=count)), dtype="int8")
    fits = np.ones(len(every), dtype=bool)
    for fact in known:
        part = every[:, list(fact.members)]
        for share, value in fact.quantiles:
            fits &= np.abs(np.quantile(part, share, axis=1) - value) < 1e-9
        if not math.isnan(fact.close_from_pct):
            pct = 100 * (part >= 3).mean(axis=1)
            fits &= (pct >= fact.close_from_pct) & (
                (pct < fact.close_to_pct) | (fact.close_to_pct >= 100)
            )
        for level, number in enumerate(fact.counts):
            fits &= (part == level).sum(axis=1) == number
    return every[fits]
