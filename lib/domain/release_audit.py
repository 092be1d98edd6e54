"""Audit of a public release: has every rating, and every withheld cell, at least two values?

Vectorised over all ratings; `lib.domain.release` states what is demanded and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN

LEVELS: Final = LEVEL_MAX - LEVEL_MIN + 1
QUANTILES: Final = (0.25, 0.5, 0.75)


@dataclass(slots=True)
class Figures:
    """Cells of a table: ratings by level, and which figures of a cell are published.

    `counts`: one row a cell, one column a level. `band_step` > 0: the share at `band_level` or
    higher is published in steps of so many per cent.
    """

    counts: np.ndarray
    median: np.ndarray
    quartiles: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    band_step: int = 0
    band_level: int = 0

    def __post_init__(self) -> None:
        """Without a word on quartiles none is published."""
        if len(self.quartiles) != len(self.median):
            self.quartiles = np.zeros(len(self.median), dtype=bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A release that is to be audited; arrays over ratings, `shown` over municipality cells."""

    levels: np.ndarray
    base: np.ndarray
    types: np.ndarray
    places: np.ndarray
    shown: np.ndarray
    type_figures: Figures
    place_figures: Figures
    overall_figures: Figures


def histogram(levels: np.ndarray, code: np.ndarray, count: int, among: np.ndarray) -> np.ndarray:
    """Count the ratings of each cell by level."""
    flat = np.bincount(code[among] * LEVELS + levels[among], minlength=count * LEVELS)
    counts: np.ndarray = flat.reshape(count, LEVELS)
    return counts


def figures_of(counts: np.ndarray) -> np.ndarray:
    """Return quartiles and median (linear interpolation) along the last axis of level counts."""
    total = counts.sum(axis=-1)
    cumulated = counts.cumsum(axis=-1)
    values = []
    for quantile in QUANTILES:
        place = np.maximum(total - 1, 0) * quantile
        below, above = np.floor(place), np.ceil(place)
        low = (cumulated <= below[..., None]).sum(axis=-1)
        high = (cumulated <= above[..., None]).sum(axis=-1)
        values.append(low + (high - low) * (place - below))
    return np.stack(values, axis=-1)


def unchanged(figures: Figures) -> np.ndarray:
    """Tell for each cell, level and other level whether one such change leaves its figures."""
    moves = np.eye(LEVELS, dtype="int64")
    step = moves[None, :, :] - moves[:, None, :]  # [from, to, level]
    after = figures.counts[:, None, None, :] + step[None]
    before = figures_of(figures.counts)[:, None, None, :]
    same = figures_of(after) == before
    keeps: np.ndarray = same[..., 1] | ~figures.median[:, None, None]
    keeps &= same[..., [0, 2]].all(axis=-1) | ~figures.quartiles[:, None, None]
    if figures.band_step:
        keeps &= _same_band(figures, after) | ~figures.median[:, None, None]
    return keeps


def _same_band(figures: Figures, after: np.ndarray) -> np.ndarray:
    total = np.maximum(figures.counts.sum(axis=-1), 1)
    last = 100 // figures.band_step - 1

    def bands(counts: np.ndarray) -> np.ndarray:
        close = counts[..., figures.band_level :].sum(axis=-1)
        whole = total.reshape(-1, *[1] * (close.ndim - 1))
        found: np.ndarray = np.minimum(100 * close // whole // figures.band_step, last)
        return found

    same: np.ndarray = bands(after) == bands(figures.counts)[:, None, None]
    return same


def unsafe(found: Published) -> np.ndarray:
    """Mark ratings that are pinned, and those in the base of withheld cells that are pinned."""
    group = _classes(found)
    every = np.ones(len(found.levels), dtype=bool)
    pinned: np.ndarray = (
        found.base & ~_moves(found, every).any(axis=1) & ~_has_two_levels(found, group)
    )
    cells = _pinned_cells(found, group)
    if len(cells):
        pinned |= found.base & np.isin(found.places, cells)
    return pinned


def _moves(found: Published, partners: np.ndarray) -> np.ndarray:
    """For each rating and level: may it take that level, and is it another one?

    Alone; or in exchange with one of the `partners` in the same type cell, if both municipality
    cells keep their figures; or with one in the same municipality cell, if both type cells do.
    """
    levels, rows = found.levels, np.arange(len(found.levels))
    types = unchanged(found.type_figures)[found.types, levels]
    places = unchanged(found.place_figures)[found.places, levels]
    overall = unchanged(found.overall_figures)[np.zeros_like(rows), levels]
    able = found.base & partners
    in_type = _offered(found.types, levels, places, able)[found.types, :, levels]
    in_place = _offered(found.places, levels, types, able)[found.places, :, levels]
    moves: np.ndarray = (types & places & overall) | (places & in_type) | (types & in_place)
    moves[rows, levels] = False
    moves[~found.base] = True
    return moves


def _offered(
    code: np.ndarray, levels: np.ndarray, keeps: np.ndarray, able: np.ndarray
) -> np.ndarray:
    """For each cell, level and other level: does it hold a rating that may make this change?"""
    count = int(code.max()) + 1 if len(code) else 0
    offered = np.zeros((count, LEVELS, LEVELS), dtype=bool)
    np.logical_or.at(offered, (code[able], levels[able]), keeps[able])
    return offered


def _classes(found: Published) -> np.ndarray:
    """Number the published classes; ratings outside the base are in none (-1)."""
    if not len(found.levels):
        return np.zeros(0, dtype="int64")
    place = np.where(found.shown[found.places], found.places, -1)
    code = found.types * (len(found.shown) + 1) + place + 1
    group: np.ndarray = np.where(found.base, pd.factorize(code)[0], -1)
    return group


def _has_two_levels(found: Published, group: np.ndarray) -> np.ndarray:
    levels = pd.Series(found.levels).groupby(group)
    several: np.ndarray = (levels.transform("max") != levels.transform("min")).to_numpy(dtype=bool)
    return several


def _pinned_cells(found: Published, group: np.ndarray) -> np.ndarray:
    """Withheld municipality cells whose median is the same in every change that is tried.

    Partners lie in published cells: an exchange within the same withheld cell would move nothing.
    """
    if not len(found.levels):
        return np.zeros(0, dtype="int64")
    free = _moves(found, found.shown[found.places])
    inside = found.base & ~found.shown[found.places]
    low, high = _extreme_levels(found, group, inside)
    within = _pinned_among(found, free, inside, low, high)
    hidden = ~found.shown[found.places]
    low, high = low.copy(), high.copy()
    outside = hidden & ~found.base
    low[outside], high[outside] = 0, LEVELS - 1
    touched = np.unique(found.places[inside])
    among = hidden & np.isin(found.places, touched)
    return np.union1d(within, _pinned_among(found, free, among, low, high))


def _extreme_levels(
    found: Published, group: np.ndarray, inside: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest levels that a withheld cell can get by changing places in each class."""
    order = np.lexsort((found.levels, group))
    ordered = found.levels[order]
    numbers, starts = np.unique(group[order], return_index=True)
    ends = np.append(starts[1:], len(order))
    low, high = found.levels.copy(), found.levels.copy()
    rows = np.flatnonzero(inside)
    if len(rows):
        parts = pd.DataFrame({"place": found.places[rows], "group": group[rows]})
        nth = parts.groupby(["place", "group"]).cumcount().to_numpy()
        at = np.searchsorted(numbers, group[rows])
        low[rows] = ordered[starts[at] + nth]
        high[rows] = ordered[ends[at] - 1 - nth]
    return low, high


def _pinned_among(
    found: Published, free: np.ndarray, among: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    rows = np.flatnonzero(among)
    count = len(found.shown)
    lowest, highest = (
        figures_of(histogram(levels, found.places, count, among))[:, 1] for levels in (low, high)
    )
    every = np.ones(count, dtype=bool)
    counts = histogram(found.levels, found.places, count, among)
    stays = unchanged(Figures(counts, median=every))[found.places[rows], found.levels[rows]]
    moved = found.places[rows[(free[rows] & ~stays).any(axis=1)]]
    is_moved = np.isin(np.arange(count), moved) | (lowest < highest)
    cells: np.ndarray = np.setdiff1d(found.places[rows], np.flatnonzero(is_moved))
    return cells
