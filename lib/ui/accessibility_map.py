"""The accessibility map: paints, legend, surface, and the same as a picture file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lib.charts.choropleth import PictureArea, choropleth_picture
from lib.charts.surface_picture import surface_picture
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.accessibility import ACCESS_DECIMALS
from lib.insights.accessibility_answers import share, whole_share
from lib.maps import Legend, LegendRow
from lib.text import Num, Text, msg
from lib.ui import area_map
from lib.ui.accessibility_paint import (
    Layer,
    area_shades,
    layer_title,
    map_surface,
    paints,
    surface_palette,
)
from lib.ui.density_paint import Shades, number_line, state_rows
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.accessibility import AccessInsight, AreaReach
    from lib.insights.accessibility_surface import AccessSurface
    from lib.ui.context import View


def legend(view: View, insight: AccessInsight, layer: Layer) -> Legend:
    """Key of the map with counts (surface: shares of the children) and the Region's value."""
    states = insight.table.frame["value_state"]
    line = None
    if layer is Layer.SURFACE and insight.surface is not None:
        rows = _surface_rows(view, insight.surface)
    else:
        shades = area_shades(view, insight, layer)
        is_share = layer is Layer.WITHOUT
        classes = insight.without_classification if is_share else insight.classification
        rows = shades.rows(view, classes.counts)
        if not is_share:
            values = insight.table.frame["value"].dropna()
            line = number_line(
                view,
                shades,
                values,
                decimals=ACCESS_DECIMALS,
                reference=insight.region.value if insight.region.state is CellState.VALUE else None,
                reference_text=view.t(Num(insight.region.value, ACCESS_DECIMALS)),
            )
    notes = [view.t(region_line(view, insight, layer))]
    if layer is Layer.SURFACE:
        notes.append(view.t(msg("In brackets: share of the children")))
    if view.state.is_sample:
        notes.append(view.t(msg("Sample data")))
    return Legend(
        title=view.t(layer_title(insight, layer)),
        rows=(*rows, *state_rows(view, states)),
        note=tuple(notes),
        number_line=line,
    )


def region_line(view: View, insight: AccessInsight, layer: Layer) -> Text:
    """Value of the Region, or that it has none."""
    region, extent = insight.region, view.settings.extent_name
    if region.state is not CellState.VALUE:
        return msg("{extent}: {state}", extent=extent, state=CELL_STATE_LABELS[region.state])
    if layer is Layer.WITHOUT:
        return msg("{extent}: {value}", extent=extent, value=share(region.without_share_pct))
    return msg("{extent}: {value}", extent=extent, value=Num(region.value, ACCESS_DECIMALS))


def _surface_rows(view: View, surface: AccessSurface) -> list[LegendRow]:
    """Classes of the cells; behind each the share of the children who live there."""
    positive = surface.cell_values[surface.cell_values > 0]
    shades = Shades.of(view, surface.classification, pd.Series(positive), decimals=ACCESS_DECIMALS)
    texts = [view.t(msg("nothing in reach")), *shades.texts]
    shares = (surface.zero_share_pct, *surface.class_shares_pct)
    return [
        LegendRow(
            fill,
            CellState.VALUE,
            f"{text}  ({view.t(whole_share(part))})",
        )
        for fill, text, part in zip(surface_palette(surface), texts, shares, strict=True)
    ]


def draw_map(
    view: View, insight: AccessInsight, layer: Layer, *, selected_ags: str, height_px: int
) -> None:
    """Put the map on the page; only values travel when the distance or a filter changes."""
    area_map.draw(
        view,
        paints(view, insight, layer),
        key="access",
        title=layer_title(insight, layer),
        legend=legend(view, insight, layer),
        selected_ags=selected_ags,
        surface=map_surface(view, insight) if layer is Layer.SURFACE else None,
        height_px=height_px,
    )


def map_picture(
    view: View, insight: AccessInsight, layer: Layer, *, subtitle: str, selected_ags: str
) -> AnyChart:
    """Draw the same map for PNG and SVG."""
    boundary = configured_layer(view.settings)
    key = legend(view, insight, layer)
    lines: list[Text] = [
        subtitle,
        *key.note[: 2 if layer is Layer.SURFACE else 1],
        *insight.provenance.lines(),
        boundary.attribution,
    ]
    rows = [(row.text, row.fill) for row in key.rows]
    title = layer_title(insight, layer)
    surface = map_surface(view, insight) if layer is Layer.SURFACE else None
    if surface is not None and insight.surface is not None:
        return surface_picture(
            boundary.frame,
            bounds=surface.bounds,
            shape=(surface.rows, surface.columns),
            cells=surface.cells,
            legend=rows,
            title=title,
            lines=lines,
            language=view.language,
            selected_ags=selected_ags,
        )
    by_fill = {row.fill: row.text for row in key.rows if row.state is CellState.VALUE}
    by_state = {row.state: row.text for row in key.rows}
    areas = [
        PictureArea(
            ags=paint.ags,
            fill=paint.fill,
            group=by_fill[paint.fill] if paint.state is CellState.VALUE else by_state[paint.state],
            value_text=_value_text(view, area, layer),
        )
        for paint, area in zip(paints(view, insight, layer), insight.areas, strict=True)
    ]
    return choropleth_picture(
        boundary.frame,
        areas,
        legend=rows,
        title=title,
        lines=lines,
        language=view.language,
        selected_ags=selected_ags,
    )


def _value_text(view: View, area: AreaReach, layer: Layer) -> str:
    if area.state is not CellState.VALUE:
        return view.t(CELL_STATE_LABELS[area.state])
    if layer is Layer.WITHOUT:
        return view.t(whole_share(area.without_share_pct))
    return view.t(Num(area.value, ACCESS_DECIMALS))
