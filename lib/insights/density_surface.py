"""Where do offers lie close together? Kernel density of the offers' places over the extent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.classes import Classification, Scheme, classify
from lib.domain.kernel_density import kernel_density
from lib.domain.surface_grid import MOST_CELLS, fitting_cell_size_m, surface_grid, to_metric
from lib.domain.vocabulary import CellState
from lib.insights.density_surface_words import surface_answer, surface_notes
from lib.insights.offer_layers import MOST_POINTS, offer_source
from lib.insights.scenario import scenario_note
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.store.queries.offer_points import offer_points, point_totals
from lib.store.queries.offers import offer_counts
from lib.text import Message, msg

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lib.domain.surface_grid import SurfaceGrid
    from lib.store.boundaries import BoundaryLayer
    from lib.store.engine import Engine
    from lib.store.queries.lists import Lists
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState

    Floats = NDArray[np.float64]

CLASSES: Final = 5
#: Cells across a bandwidth: fewer would show the grid, more only cost time.
CELLS_A_BANDWIDTH: Final = 10
#: A bandwidth below two cells would show the grid instead of the offers.
LEAST_CELLS_A_BANDWIDTH: Final = 2
#: Steps of `OfferSurface.levels` within a class.
LEVELS_A_CLASS: Final = 16
_SIGNIFICANT: Final = 2


@dataclass(frozen=True, eq=False)
class OfferSurface:
    """Kernel density of offers in classes on a grid.

    `cells`: row by row from the north-west; 0 outside, 1 no offer within the bandwidth, 2 and more
    the classes of `classification` (offers per km²). `levels`: the same in LEVELS_A_CLASS steps a
    class (class n begins at LEVELS_A_CLASS · (n − 1/2)), for exact lines between the classes.
    `nothing_share_pct` and `class_shares_pct`: share of the area of the municipalities that ever
    reported; the others count in no class and hold no peak. `table.frame`: ags, name, highest,
    mean, nothing_share_pct, each with its state. `peak` is NaN and all cells at most 1 where no
    offer has a place.
    """

    answer: tuple[Message, ...]
    bounds: tuple[float, float, float, float]
    rows: int
    columns: int
    cells: tuple[int, ...]
    levels: tuple[int, ...]
    classification: Classification
    nothing_share_pct: float
    class_shares_pct: tuple[float, ...]
    peak: float
    peak_name: str
    bandwidth_m: float
    table: Table
    provenance: Provenance


@dataclass(frozen=True, eq=False)
class _Places:
    """Where offers are: metres, how many, and whether they stand at points of municipalities."""

    east_m: Floats
    north_m: Floats
    weights: Floats
    is_by_municipality: bool


def density_surface(
    engine: Engine,
    chosen: OfferFilter,
    layer: BoundaryLayer,
    *,
    prefixes: tuple[str, ...],
    bandwidth_m: float,
    extent_name: str,
    lists: Lists,
    state: DataState,
) -> OfferSurface:
    """Compute how close the active offers of a selection lie together, anywhere in the extent.

    Raises:
        StoreError: the database cannot answer.
        MeasureError: the boundaries give no grid.
    """
    bandwidth_m = max(bandwidth_m, least_bandwidth_m(layer))
    cell_m = _cell_m(layer, bandwidth_m)
    grid = surface_grid(layer.frame, cell_size_m=cell_m)
    counts = offer_counts(engine, chosen, prefixes=prefixes)
    totals = point_totals(engine, chosen, prefixes=prefixes)
    if totals.with_coordinates_count > MOST_POINTS:
        places = _municipal_places(counts, layer)
    else:
        places = _offer_places(engine, chosen, prefixes)
    density = np.full(grid.rows * grid.columns, np.nan)
    density[grid.near] = kernel_density(
        places.east_m,
        places.north_m,
        weights=places.weights,
        at_east_m=grid.east_m[grid.near],
        at_north_m=grid.north_m[grid.near],
        bandwidth_m=bandwidth_m,
    )
    reported = counts.set_index("ags")["has_any_report"]
    known = _known(grid, layer, reported)
    inside = density[known]
    classes = _classes(inside)
    cells = _cells(density, classes)
    peak = int(np.argmax(np.where(known, density, -1.0))) if classes.counts else -1
    share = 100 / max(1, len(inside))
    silent_count = int((~reported).sum())
    table = _table(density, grid, layer, reported, lists)
    peak_name = str(layer.frame["name"].iloc[grid.area[peak]]) if peak >= 0 else ""
    nothing_pct = share * float((inside == 0).sum())
    return OfferSurface(
        answer=surface_answer(
            float(density[peak]) if peak >= 0 else math.nan,
            peak_name,
            nothing_pct,
            bandwidth_m=bandwidth_m,
            extent_name=extent_name,
            has_silent=bool(silent_count),
        ),
        bounds=grid.bounds,
        rows=grid.rows,
        columns=grid.columns,
        cells=tuple(cells.tolist()),
        levels=tuple(_levels(density, cells, classes).tolist()),
        classification=classes,
        nothing_share_pct=nothing_pct,
        class_shares_pct=tuple(share * count for count in classes.counts),
        peak=float(density[peak]) if peak >= 0 else math.nan,
        peak_name=peak_name,
        bandwidth_m=bandwidth_m,
        table=table,
        provenance=Provenance(
            is_sample=state.is_sample,
            data_version=state.version,
            reference_date=chosen.on,
            sources=(offer_source(state),),
            method="kernel-density",
            notes=(
                *scenario_note(chosen),
                *surface_notes(
                    chosen,
                    bandwidth_m=bandwidth_m,
                    cell_m=cell_m,
                    is_by_municipality=places.is_by_municipality,
                    without_place=totals.without_coordinates_count,
                    silent=silent_count,
                ),
            ),
        ),
    )


def least_bandwidth_m(layer: BoundaryLayer) -> float:
    """The smallest bandwidth that a grid over the extent can show."""
    return float(LEAST_CELLS_A_BANDWIDTH * _cell_m(layer, 0.0))


def _cell_m(layer: BoundaryLayer, bandwidth_m: float) -> int:
    return fitting_cell_size_m(
        layer.frame, at_least_m=bandwidth_m / CELLS_A_BANDWIDTH, most_cells=MOST_CELLS
    )


def _known(grid: SurfaceGrid, layer: BoundaryLayer, reported: pd.Series[bool]) -> NDArray[np.bool_]:
    """Cells inside municipalities that ever reported: silence is not the absence of offers."""
    has_report = layer.frame["ags"].map(reported).eq(other=True).to_numpy()
    return np.asarray(grid.inside & has_report[np.maximum(grid.area, 0)], dtype=np.bool_)


def _offer_places(engine: Engine, chosen: OfferFilter, prefixes: tuple[str, ...]) -> _Places:
    """Offers where they take place; several at one address become one place of that weight."""
    points = offer_points(engine, chosen, prefixes=prefixes, limit=MOST_POINTS)
    at = points.groupby(["latitude", "longitude"], as_index=False).size()
    east_m, north_m = to_metric(
        at["latitude"].to_numpy(dtype=np.float64), at["longitude"].to_numpy(dtype=np.float64)
    )
    return _Places(east_m, north_m, at["size"].to_numpy(dtype=np.float64), False)  # noqa: FBT003


def _municipal_places(counts: pd.DataFrame, layer: BoundaryLayer) -> _Places:
    """Offers of each municipality at one point inside it."""
    inside = layer.frame.geometry.representative_point()
    east_m, north_m = to_metric(inside.y.to_numpy(), inside.x.to_numpy())
    offers = layer.frame["ags"].map(counts.set_index("ags")["offers_count"]).fillna(0)
    weights = offers.to_numpy(dtype=np.float64)
    some = weights > 0
    return _Places(east_m[some], north_m[some], weights[some], True)  # noqa: FBT003


def _classes(inside: Floats) -> Classification:
    """Quantiles of what is above zero, with bounds of two significant digits.

    A surface has thousands of values: bounds that part them exactly would be long numbers.
    """
    positive = inside[inside > 0]
    exact = classify(positive, scheme=Scheme.QUANTILES, k=CLASSES)
    rounded: list[float] = []
    for bound in exact.upper_bounds:
        number = _rounded_up(bound)
        if not rounded or number > rounded[-1]:
            rounded.append(number)
    if not rounded:
        return exact
    return classify(positive, scheme=Scheme.FIXED, breaks=rounded)


def _rounded_up(bound: float) -> float:
    """The next number of two significant digits."""
    digits = _SIGNIFICANT - 1 - math.floor(math.log10(bound))
    return round(math.ceil(round(bound * 10.0**digits, 6)) / 10.0**digits, max(0, digits))


def _cells(density: Floats, classes: Classification) -> NDArray[np.int_]:
    codes = np.searchsorted(classes.upper_bounds, density, side="left")
    codes = np.minimum(codes, max(0, len(classes.upper_bounds) - 1)) + 2
    codes = np.where(density > 0, codes, 1)
    return np.asarray(np.where(np.isnan(density), 0, codes), dtype=np.int_)


def _levels(density: Floats, cells: NDArray[np.int_], classes: Classification) -> NDArray[np.int_]:
    """Cells in steps within their class, in the middle of a step; nothing: the middle of its class.

    The last class may be many times wider than the one before; counted in the width of that one,
    the line between them runs as smoothly as the others.
    """
    bounds = np.array([0.0, *classes.upper_bounds])
    widths = np.diff(bounds)
    if len(widths) > 1:
        widths[-1] = min(widths[-1], widths[-2])
    known = cells > 1
    at = np.where(known, cells - 2, 0)
    half = LEVELS_A_CLASS // 2
    within = np.zeros(len(cells), dtype=np.int_)
    if len(widths):
        share = np.where(known, (density - bounds[at]) / widths[at], 0.0)
        within = 2 * np.clip(np.floor(half * share), 0, half - 1).astype(np.int_) + 1
    return np.where(known, LEVELS_A_CLASS * cells - half + within, LEVELS_A_CLASS * cells)


def _table(
    density: Floats,
    grid: SurfaceGrid,
    layer: BoundaryLayer,
    reported: pd.Series[bool],
    lists: Lists,
) -> Table:
    """Highest and mean density of each municipality, and how much of it is far from offers."""
    cells = pd.DataFrame({"area": grid.area, "density": density}).loc[grid.inside]
    groups = cells.groupby("area")["density"]
    found = pd.DataFrame(
        {
            "highest": groups.max(),
            "mean": groups.mean(),
            "nothing_share_pct": groups.agg(lambda values: 100.0 * float((values == 0).mean())),
        }
    ).reindex(range(len(layer.frame)))
    frame = pd.DataFrame({"ags": layer.frame["ags"], "name": layer.frame["name"]})
    is_known = frame["ags"].map(reported).fillna(value=False).astype(bool)
    state = pd.Series(CellState.VALUE.value, frame.index, dtype="object")
    state[found["mean"].isna()] = CellState.NOT_COMPUTABLE.value
    state[~is_known] = CellState.NO_REPORT.value
    for key in ("highest", "mean", "nothing_share_pct"):
        frame[key] = found[key].where(state == CellState.VALUE.value)
        frame[f"{key}_state"] = state.astype("str")
    number = ColumnKind.NUMBER
    order = {ags: at for at, (ags, _) in enumerate(lists.municipalities)}
    places = frame["ags"].map(lambda ags: order.get(ags, len(order)))
    return Table(
        frame.iloc[places.argsort(kind="stable")].reset_index(drop=True),
        (
            Column("name", msg("Municipality")),
            Column("highest", msg("Highest density (offers per km²)"), number, 2),
            Column("mean", msg("Mean density (offers per km²)"), number, 2),
            Column("nothing_share_pct", msg("Area without an offer nearby"), number, 0, "%"),
            Column("ags", msg("AGS")),
        ),
        caption=msg("Density surface by municipality"),
    )
