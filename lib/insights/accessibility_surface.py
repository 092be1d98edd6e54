"""Accessibility as a surface: a value for each cell of the grid, and the classes of its colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lib.domain.accessibility import SUPPLY_FACTOR
from lib.domain.classes import Classification, Scheme, classify
from lib.domain.demand_points import NO_CELL
from lib.domain.vocabulary import CellState

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from lib.domain.accessibility import Access, SupplyKind
    from lib.insights.accessibility_inputs import Inputs

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class AccessSurface:
    """A value for each cell and the classes of its colours.

    `cell_values`: row by row from the north-west; NaN: nothing to show. `zero_share_pct`,
    `class_shares_pct`: share of the children at points that reach nothing, and of each class.
    """

    bounds: tuple[float, float, float, float]
    rows: int
    columns: int
    cell_size_m: float
    cell_values: Floats
    classification: Classification
    zero_share_pct: float
    class_shares_pct: tuple[float, ...]


def access_surface(
    inputs: Inputs, access: Access, states: pd.Series[str], kind: SupplyKind
) -> AccessSurface | None:
    """Values of the cells, in municipalities that have one."""
    grid = inputs.places.grid
    if grid is None:
        return None
    shown = (states == CellState.VALUE.value).to_numpy()[inputs.places.area]
    per_point = SUPPLY_FACTOR[kind] * access.value
    on_grid = shown & (inputs.places.cell != NO_CELL)
    values = np.full(grid.rows * grid.columns, np.nan)
    values[inputs.places.cell[on_grid]] = per_point[on_grid]
    positive = shown & (per_point > 0)
    classes = classify(per_point[positive], scheme=Scheme.QUANTILES)
    children = inputs.demand.weight
    total = float(children[shown].sum())
    place = np.minimum(
        np.searchsorted(classes.upper_bounds, per_point[positive], side="left"),
        max(len(classes.upper_bounds) - 1, 0),
    )
    sums = np.bincount(place, weights=children[positive], minlength=len(classes.upper_bounds))
    share = 100 / total if total else 0.0
    return AccessSurface(
        bounds=grid.bounds,
        rows=grid.rows,
        columns=grid.columns,
        cell_size_m=grid.cell_size_m,
        cell_values=values,
        classification=classes,
        zero_share_pct=share * float(children[shown & (per_point == 0)].sum()),
        class_shares_pct=tuple(float(share * part) for part in sums),
    )
