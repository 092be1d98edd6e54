"""Colours and words of the accessibility map: municipalities and the cells of the surface."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.charts.theme import NO_VALUE_FILL, palette
from lib.domain.accessibility import SUPPLY_LABELS
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.accessibility import ACCESS_DECIMALS, WITHOUT_BREAKS_PCT
from lib.insights.accessibility_answers import SUPPLY_UNITS, km, share, without_label
from lib.maps import AreaPaint, Surface
from lib.text import Message, Num, Text, msg
from lib.ui import area_map
from lib.ui.density_paint import Shades, short_paints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.accessibility import AccessInsight, AreaReach
    from lib.insights.accessibility_surface import AccessSurface
    from lib.ui.context import View

#: Nobody in reach: another hue than any amount, and named in the legend.
NOTHING_FILL: Final = "#e3a35c"
#: Share of children without an offer: none in the colour of plenty, then ever warmer.
WITHOUT_FILLS: Final = ("#a9d0d8", "#fbe7cd", "#f0bf82", "#d98b3a", "#9a5210")
NEUTRAL_FILL: Final = "#ffffff"


class Layer(StrEnum):
    """What the map shows; the words travel in the address."""

    VALUES = "kommunen"
    WITHOUT = "ohne"
    SURFACE = "flaeche"


LAYER_LABELS: Final[dict[Layer, Message]] = {
    Layer.VALUES: msg("Municipalities"),
    Layer.WITHOUT: msg("Children without an offer"),
    Layer.SURFACE: msg("Surface"),
}


def layer_title(insight: AccessInsight, layer: Layer) -> Message:
    """What the map shows, with its distance."""
    if layer is Layer.WITHOUT:
        return without_label(insight.distance_km)
    return msg(
        "{measure}, within {distance} km",
        measure=SUPPLY_LABELS[insight.kind],
        distance=km(insight.distance_km),
    )


def area_shades(view: View, insight: AccessInsight, layer: Layer) -> Shades:
    """Colours and words of the municipalities' classes."""
    frame = insight.table.frame
    if layer is Layer.WITHOUT:
        words = [view.t(msg("{share} %", share=Num(0)))]
        words += [
            view.t(msg("over {lower} to {upper} %", lower=Num(lower), upper=Num(upper)))
            for lower, upper in pairwise(WITHOUT_BREAKS_PCT)
        ]
        return Shades(WITHOUT_BREAKS_PCT, WITHOUT_FILLS, tuple(words))
    classes, values = insight.classification, frame["value"].dropna()
    return Shades.of(view, classes, values, decimals=ACCESS_DECIMALS)


def area_lines(insight: AccessInsight, area: AreaReach) -> list[Text]:
    """Explain one municipality: what its children reach, who reaches nothing."""
    if area.state is not CellState.VALUE:
        return [area.name, CELL_STATE_LABELS[area.state]]
    lines: list[Text] = [
        area.name,
        msg(
            "{value} {unit}",
            value=Num(area.value, ACCESS_DECIMALS),
            unit=SUPPLY_UNITS[insight.kind],
        ),
        without_line(insight, area.without_share_pct),
    ]
    return lines


def without_line(insight: AccessInsight, percent: float) -> Message:
    """Say for how many children nothing lies within the distance."""
    return msg(
        "{share} of the children without an offer within {distance} km",
        share=share(percent),
        distance=km(insight.distance_km),
    )


def paints(view: View, insight: AccessInsight, layer: Layer) -> list[AreaPaint]:
    """Colour and words of each municipality; under a surface only the words."""
    frame = insight.table.frame
    column = "without_share_pct" if layer is Layer.WITHOUT else "value"
    fills = area_shades(view, insight, layer).fill_of(frame[column], frame["value_state"])
    if len(insight.areas) > area_map.SHORT_TEXTS_FROM:
        return _country_paints(view, insight, layer, fills)
    found = []
    for area, fill in zip(insight.areas, fills, strict=True):
        lines = [view.t(line) for line in area_lines(insight, area)]
        if layer is Layer.WITHOUT and len(lines) > 2:
            lines[1], lines[2] = lines[2], lines[1]
        is_hidden = layer is Layer.SURFACE and area.state is CellState.VALUE
        found.append(
            AreaPaint(
                ags=area.ags,
                fill=NEUTRAL_FILL if is_hidden else fill,
                state=area.state,
                lines=tuple(lines),
                text=". ".join(lines[:3]),
            )
        )
    return found


def _country_paints(
    view: View, insight: AccessInsight, layer: Layer, fills: Sequence[str]
) -> list[AreaPaint]:
    """Paint a whole country: name and figure only; a click tells the rest (docs/benchmarks.md)."""
    frame = insight.table.frame
    line = 2 if layer is Layer.WITHOUT else 1
    written: dict[tuple[CellState, float], str] = {}
    texts = []
    for area in insight.areas:
        number = area.without_share_pct if layer is Layer.WITHOUT else area.value
        known = (area.state, round(number, 2) if area.state is CellState.VALUE else 0.0)
        if known not in written:  # each figure is written once
            lines = area_lines(insight, area)
            written[known] = view.t(lines[line if area.state is CellState.VALUE else 1])
        texts.append(written[known])
    if layer is Layer.SURFACE:
        fills = [
            NEUTRAL_FILL if area.state is CellState.VALUE else NO_VALUE_FILL
            for area in insight.areas
        ]
    return short_paints(frame, fills, frame["value_state"].tolist(), texts)


def surface_palette(surface: AccessSurface) -> tuple[str, ...]:
    """Colours of the cells: nothing first, then little to much."""
    return (NOTHING_FILL, *palette(len(surface.classification.upper_bounds)))


def surface_cells(surface: AccessSurface) -> tuple[int, ...]:
    """Code of each cell: 0 no value, 1 nothing in reach, then the classes."""
    values, bounds = surface.cell_values, surface.classification.upper_bounds
    codes = np.searchsorted(bounds, values, side="left")
    codes = np.minimum(codes, max(len(bounds) - 1, 0)) + 2
    codes = np.where(values > 0, codes, 1)
    return tuple(np.where(np.isnan(values), 0, codes).tolist())


def _grown(surface: AccessSurface) -> tuple[int, ...]:
    """Let cells reach beyond the border of the extent, where the map cuts them off.

    A cell on the border belongs to the extent in part; its centre may lie outside.
    """
    shape = (surface.rows, surface.columns)
    grid = np.pad(np.array(surface_cells(surface), dtype=np.int64).reshape(shape), 1)
    outside = np.pad(~surface.inside.reshape(shape), 1)
    grown = grid.copy()
    for down, along in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        moved = np.roll(grid, (down, along), axis=(0, 1))
        grown = np.where(outside & (grown == 0), moved, grown)
    return tuple(grown[1:-1, 1:-1].ravel().tolist())


def map_surface(view: View, insight: AccessInsight) -> Surface | None:
    """The surface for the map (None: there is none)."""
    surface = insight.surface
    if surface is None or insight.region.state is not CellState.VALUE:
        return None
    return Surface(
        bounds=surface.bounds,
        rows=surface.rows,
        columns=surface.columns,
        cells=_grown(surface),
        palette=surface_palette(surface),
        text=view.t(layer_title(insight, Layer.SURFACE)),
        is_smooth=False,  # reach begins and ends at a distance: between two cells is no middle
    )
