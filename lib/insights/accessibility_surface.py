"""Accessibility as a surface: a value for each cell of the grid, and the classes of its colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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
    Flags = NDArray[np.bool_]

#: Decimals of the class bounds.
ROUND_DECIMALS: Final = 1


@dataclass(frozen=True, slots=True, eq=False)
class AccessSurface:
    """A value for each cell and the classes of its colours.

    `cell_values`: row by row from the north-west; NaN: nothing to show. `zero_share_pct`,
    `class_shares_pct`: share of the children at points that reach nothing, and of each class.
    `inside`: cells whose centre lies in the extent.
    """

    bounds: tuple[float, float, float, float]
    rows: int
    columns: int
    cell_size_m: float
    cell_values: Floats
    classification: Classification
    zero_share_pct: float
    class_shares_pct: tuple[float, ...]
    inside: Flags


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
    classes = _round_classes(per_point[positive])
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
        inside=grid.inside,
    )


def _round_classes(values: Floats) -> Classification:
    """Quantiles with round bounds: cells differ endlessly, and nobody reads "over 1.147"."""
    exact = classify(values, scheme=Scheme.QUANTILES).upper_bounds
    inner = {round(bound, ROUND_DECIMALS) for bound in exact[:-1]}
    bounds = [bound for bound in sorted(inner) if 0 < bound < exact[-1]]
    if not bounds:
        return classify(values, scheme=Scheme.QUANTILES, k=1)
    return classify(values, scheme=Scheme.FIXED, breaks=[*bounds, exact[-1]])
