"""What the public may know of a wave of ratings: all figures at once, audited together.

Two tables overlap: type of rater × type rated, and municipality of rater × type rated. A figure of
one may give back what the other withholds, so neither is published alone.

1. Primary rule of a cell: at least 3 rating institutions, no rating and no rated institution with
   more than half of its ratings, quartiles only from 5 rating institutions.
2. Base: D = ratings whose cell type × type keeps the primary rule. Every public figure of the
   overall level is a function of D alone: levels of withheld type cells enter no figure.
   Municipality cells are medians of their ratings in D, by the same primary rule.
3. Overall figures of D from 50 ratings on: median, quartiles, and the share at level 3 or higher as
   a band that is at least 10 ratings wide (steps of 5, 10 or 20 per cent), never a count or a mean.
4. Audit of all of it together. *Published class* of a rating: the set of published cells that hold
   it. Levels may change places within a class without changing a figure. Demanded is
   (a) each rating of D: a rating of another level in its class; or another level for it alone, or
       in exchange with one rating of a neighbouring class, that leaves every figure as it is;
   (b) each municipality cell that is not published: a change of places (its lowest possible levels
       against its highest), or one level changed alone, that moves its median; over its ratings in
       D, and over all its ratings (those outside D may have any level).
   Where this fails, one more figure is withheld (the municipality cells concerned, else the
   overall figures, else the type cell, whose ratings then leave D), and all is computed anew.

Guarantee: whoever knows every pair that was rated, every rule and every published figure, finds for
each rating, and for each withheld cell, at least two values that fit. Not covered: that step 4
withheld a cell is itself a trace of the levels; docs/adr/0009-public-release.md names the rest.

Criteria are variables of their own and published in one table only, by type rated: median of at
least 3 ratings. Within one table every rating has an alternative: if two levels occur they may
change places, and if all are alike, one of three or more may change without moving the median.

Source: own choice, after Hundepool et al. (2012), Statistical disclosure control, ch. 4 (primary
and secondary suppression, dominance rule, audit of the feasible range); at least 3 rating
institutions: domain.md, "Kooperationsqualität".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.domain import release_audit
from lib.domain.cooperation import MINIMUM_RATERS, checked_ratings
from lib.domain.release_audit import Figures, Published, figures_of, histogram
from lib.domain.vocabulary import LEVEL_MAX, LEVEL_MIN, CellState

#: Largest share of a cell's ratings that one institution may stand for.
MAXIMUM_SHARE: Final = 0.5
#: Quartiles need this many rating institutions.
QUARTILE_RATERS: Final = 5
#: Overall figures need this many ratings.
OVERALL_RATINGS: Final = 50
#: A band of the share of close ties is at least this many ratings wide.
BAND_RATINGS: Final = 10
BAND_STEPS_PCT: Final = (5, 10, 20)
CLOSE_LEVEL: Final = 3
#: Part of the cells with unsafe ratings that is withheld before all is looked at anew.
WITHHELD_AT_ONCE: Final = 0.2
TYPES: Final = ("rater_type", "rated_type")
PLACES: Final = ("rater_ags", "rated_type")
RATED: Final = ("rated_type",)
FIGURES: Final = ("median", "lower_quartile", "upper_quartile", "raters_count")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallFigures:
    """Figures over the whole base; NaN unless `state` is VALUE. The share lies in a band."""

    state: CellState
    median: float = float("nan")
    lower_quartile: float = float("nan")
    upper_quartile: float = float("nan")
    close_from_pct: float = float("nan")
    close_to_pct: float = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """All that is public of the overall level: one row a cell that was rated.

    `types`: rater_type, rated_type; `places`: rater_ags, rated_type; both with median,
    lower_quartile, upper_quartile (types only), raters_count (NaN where withheld), state.
    `counted`: which ratings are in the base, in the order given.
    """

    types: pd.DataFrame
    places: pd.DataFrame
    overall: OverallFigures
    counted: pd.Series[bool]


@dataclass(slots=True)
class _Cells:
    """Cells of one table: which cell each rating lies in, and which may be published."""

    names: pd.DataFrame
    code: np.ndarray
    allowed: np.ndarray


def release(ratings: pd.DataFrame) -> Release:
    """Publish one wave: rater_key, rated_key, level, rater_type, rated_type, rater_ags.

    Raises:
        MeasureError: ratings that make no sense.
    """
    frame = checked_ratings(ratings).reset_index(drop=True)
    levels = frame["level"].to_numpy(dtype="int64") - LEVEL_MIN
    types, places = _cells(frame, TYPES), _cells(frame, PLACES)
    types.allowed = publishable(frame, types.code)
    has_overall = True
    while True:
        base = _base(types)
        shown = places.allowed & publishable(frame, places.code, among=base)
        overall = has_overall and _is_enough(frame, base)
        found = Published(
            levels=levels,
            base=base,
            types=types.code,
            places=places.code,
            shown=shown,
            type_figures=_type_figures(frame, types, levels, base),
            place_figures=Figures(histogram(levels, places.code, len(shown), base), median=shown),
            overall_figures=_overall_figures(levels, base, is_shown=overall),
        )
        unsafe = release_audit.unsafe(found)
        if not unsafe.any():
            break
        cells = _shown_with(unsafe, found)
        if cells.any():
            places.allowed &= ~cells
        elif overall:
            has_overall = False
        else:
            types.allowed[np.unique(types.code[unsafe])] = False
    return Release(
        types=_table(frame, types, found.type_figures, types.allowed, base),
        places=_table(frame, places, found.place_figures, shown, base),
        overall=_overall(found, is_shown=overall),
        counted=pd.Series(base, index=ratings.index),
    )


def publishable(
    frame: pd.DataFrame, code: np.ndarray, *, among: np.ndarray | None = None
) -> np.ndarray:
    """Primary rule of each cell (`code`: the cell of each rating), over the ratings `among`."""
    count = int(code.max()) + 1 if len(code) else 0
    kept = np.ones(len(code), dtype=bool) if among is None else among
    cells = pd.DataFrame({"cell": code[kept]})
    size = np.bincount(code[kept], minlength=count)
    largest = np.zeros(count)
    for side in ("rater_key", "rated_key"):
        cells["key"] = pd.factorize(frame[side])[0][kept]
        parts = cells.groupby(["cell", "key"]).size().groupby(level="cell").max()
        largest[parts.index] = np.maximum(largest[parts.index], parts)
    raters = _raters(frame, code, kept, count)
    is_open: np.ndarray = (raters >= MINIMUM_RATERS) & (largest <= MAXIMUM_SHARE * size)
    return is_open


def criterion_cells(ratings: pd.DataFrame, criterion: str) -> pd.DataFrame:
    """Medians of one criterion by type rated: rated_type, median, raters_count, state."""
    frame = ratings[ratings[criterion].notna()].reset_index(drop=True)
    cells = _cells(frame, RATED)
    levels = frame[criterion].to_numpy(dtype="int64") - LEVEL_MIN
    every = np.ones(len(frame), dtype=bool)
    shown = publishable(frame, cells.code)
    figures = Figures(histogram(levels, cells.code, len(shown), every), median=shown)
    return _table(frame, cells, figures, shown, every)


def band(close: int, counted: int) -> tuple[float, float]:
    """Band of a share in per cent: steps of which each is at least 10 ratings wide."""
    step = band_step(counted)
    low = min(100 * close // counted // step * step, 100 - step)
    return float(low), float(low + step)


def band_step(counted: int) -> int:
    """Width of the bands in per cent."""
    wide = [step for step in BAND_STEPS_PCT if step * counted >= 100 * BAND_RATINGS]
    return wide[0] if wide else BAND_STEPS_PCT[-1]


def _base(types: _Cells) -> np.ndarray:
    """Ratings that may enter public figures: those of type cells that keep the primary rule."""
    base: np.ndarray = types.allowed[types.code]
    return base


def _cells(frame: pd.DataFrame, by: tuple[str, ...]) -> _Cells:
    grouped = frame.groupby(list(by), sort=True)
    code = grouped.ngroup().to_numpy(dtype="int64")
    names = frame[list(by)].drop_duplicates().sort_values(list(by), ignore_index=True)
    return _Cells(names, code, np.ones(len(names), dtype=bool))


def _raters(frame: pd.DataFrame, code: np.ndarray, kept: np.ndarray, count: int) -> np.ndarray:
    pairs = pd.DataFrame({"cell": code[kept], "rater": frame["rater_key"].to_numpy()[kept]})
    raters: np.ndarray = np.bincount(pairs.drop_duplicates()["cell"], minlength=count)
    return raters


def _is_enough(frame: pd.DataFrame, base: np.ndarray) -> bool:
    raters = frame.loc[base, "rater_key"].nunique()
    return int(base.sum()) >= OVERALL_RATINGS and raters >= QUARTILE_RATERS


def _type_figures(
    frame: pd.DataFrame, cells: _Cells, levels: np.ndarray, base: np.ndarray
) -> Figures:
    count = len(cells.allowed)
    raters = _raters(frame, cells.code, base, count)
    return Figures(
        histogram(levels, cells.code, count, base),
        median=cells.allowed,
        quartiles=cells.allowed & (raters >= QUARTILE_RATERS),
    )


def _overall_figures(levels: np.ndarray, base: np.ndarray, *, is_shown: bool) -> Figures:
    whole = np.zeros(len(levels), dtype="int64")
    mask = np.array([is_shown])
    counts = histogram(levels, whole, 1, base)
    step = band_step(max(int(base.sum()), 1))
    return Figures(
        counts, median=mask, quartiles=mask, band_step=step, band_level=CLOSE_LEVEL - LEVEL_MIN
    )


def _shown_with(unsafe: np.ndarray, found: Published) -> np.ndarray:
    """Published municipality cells to withhold next: those with most unsafe ratings.

    If none holds one, the smallest that shares a type cell with them.
    """
    count = len(found.shown)
    held = np.bincount(found.places[unsafe & found.base], minlength=count) * found.shown
    chosen = np.zeros(count, dtype=bool)
    if held.any():
        worst = np.argsort(-held, kind="stable")[: math.ceil((held > 0).sum() * WITHHELD_AT_ONCE)]
        chosen[worst] = True
        return chosen
    beside = np.isin(found.types, found.types[unsafe & found.base]) & found.base
    sizes = np.bincount(found.places[beside], minlength=count) * found.shown
    if sizes.any():
        chosen[np.argmin(np.where(sizes > 0, sizes, len(beside) + 1))] = True
    return chosen


def _table(
    frame: pd.DataFrame, cells: _Cells, figures: Figures, shown: np.ndarray, base: np.ndarray
) -> pd.DataFrame:
    values = figures_of(figures.counts)
    count = len(shown)
    raters = _raters(frame, cells.code, base, count).astype("float64")
    columns = {
        "median": np.where(figures.median, values[:, 1], np.nan) + LEVEL_MIN,
        "lower_quartile": np.where(figures.quartiles, values[:, 0], np.nan) + LEVEL_MIN,
        "upper_quartile": np.where(figures.quartiles, values[:, 2], np.nan) + LEVEL_MIN,
        "raters_count": np.where(shown, raters, np.nan),
    }
    state = np.where(shown, CellState.VALUE.value, CellState.WITHHELD.value)
    return cells.names.assign(**columns, state=pd.Series(state, dtype="str"))


def _overall(found: Published, *, is_shown: bool) -> OverallFigures:
    if not is_shown:
        is_rated = bool(len(found.levels))
        return OverallFigures(state=CellState.WITHHELD if is_rated else CellState.UNKNOWN)
    counts = found.overall_figures.counts
    low, middle, high = figures_of(counts)[0] + LEVEL_MIN
    close = int(counts[0, CLOSE_LEVEL - LEVEL_MIN : LEVEL_MAX + 1].sum())
    start, end = band(close, int(counts.sum()))
    return OverallFigures(
        state=CellState.VALUE,
        median=float(middle),
        lower_quartile=float(low),
        upper_quartile=float(high),
        close_from_pct=start,
        close_to_pct=end,
    )
