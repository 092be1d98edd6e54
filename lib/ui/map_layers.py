"""Layers over the density map: nothing, the offers as points, or their density as a surface.

Codes of the address: `lagen` (flaechen, punkte, dichte) and `bandbreite` (metres). Usage on a page:

    choice = map_layers.controls(view)                       # inside the popover "Display"
    layers = map_layers.layers(view, chosen.offers, choice, ags=chosen.ags)
    panels.show_answer(view, layers.answer or (*insight.answer, *layers.remarks))
    area_map.draw(..., legend=layers.legend or legend, points=layers.points, surface=layers.surface)
    picture=lambda: map_layers.still_picture(view, layers, ...) or choropleth_picture(...,
        points=layers.places)
    panels.show_panel(view, map_layers.panel_of(layers, panel))
    map_layers.show_points(view, layers)                     # below the panel
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.surface_picture import surface_picture
from lib.charts.theme import palette
from lib.domain.vocabulary import CellState
from lib.insights.density_surface import (
    LEVELS_A_CLASS,
    OfferSurface,
    density_surface,
    least_bandwidth_m,
)
from lib.insights.density_surface_words import length
from lib.insights.offer_layers import OfferPoints, offer_point_layer
from lib.maps import Legend, PointMark, PointSet, Surface
from lib.text import Text, msg
from lib.ui import cache, data, panels, url_state, url_widgets
from lib.ui.map_layer_words import point_lines, surface_legend
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.types import Provenance, Table
    from lib.store.queries.offers import OfferFilter
    from lib.ui.context import View

#: The layers as they stand in the address.
AREAS: Final = "flaechen"
POINTS: Final = "punkte"
SURFACE: Final = "dichte"
BANDWIDTHS_M: Final = (500, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 7_500, 10_000)
#: Whole countries need more: their cells are larger than the usual bandwidths.
WIDE_BANDWIDTHS_M: Final = (10_000, 15_000, 20_000, 30_000, 50_000)
DEFAULT_BANDWIDTH_M: Final = 3_000
NOTHING_FILL: Final = "#f3f5f6"


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """What lies over the areas, and how far one offer reaches on the surface."""

    kind: str = AREAS
    bandwidth_m: float = DEFAULT_BANDWIDTH_M


@dataclass(frozen=True, slots=True)
class Layers:
    """Everything a page needs of a layer; all empty where only the areas are shown.

    `answer` and `legend` replace those of the areas under a surface; `remarks` go beside them.
    """

    points: PointSet | None = None
    surface: Surface | None = None
    legend: Legend | None = None
    answer: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    table: Table | None = None
    provenance: Provenance | None = None

    @property
    def places(self) -> tuple[tuple[float, float], ...]:
        """The points of a picture file: latitude and longitude."""
        marks = self.points.marks if self.points else ()
        return tuple((mark.latitude, mark.longitude) for mark in marks)


NO_LAYERS: Final = Layers()


def controls(view: View) -> LayerChoice:
    """Offer the layers, and the bandwidth where the surface is chosen."""
    shown = not view.presentation
    labels = {
        AREAS: msg("Areas only"),
        POINTS: msg("Offers as points"),
        SURFACE: msg("Density surface"),
    }
    kind = url_state.select(
        view.t(msg("Layer over the map")),
        "lagen",
        [(code, view.t(label)) for code, label in labels.items()],
        default=AREAS,
        shown=shown,
    )
    if kind != SURFACE:
        return LayerChoice(kind)
    least = least_bandwidth_m(configured_layer(view.settings))
    wanted = [metres for metres in BANDWIDTHS_M if metres >= least]
    options = wanted if len(wanted) > 1 else [m for m in WIDE_BANDWIDTHS_M if m >= least]
    bandwidth_m = url_widgets.number_slider(
        view.t(msg("Bandwidth")),
        "bandbreite",
        options=options,
        default=max(DEFAULT_BANDWIDTH_M, options[0]),
        shown=shown,
        format_number=lambda metres: view.t(length(metres)),
        help=view.t(
            msg(
                "How far one offer counts, as the crow flies. A small bandwidth shows single "
                "places, a large one whole quarters."
            )
        ),
    )
    if shown:
        st.caption(view.t(msg("The classes below are those of the areas, not of the surface.")))
    return LayerChoice(kind, bandwidth_m)


def layers(view: View, offers: OfferFilter, choice: LayerChoice, *, ags: str = "") -> Layers:
    """Build the chosen layer for the map, the picture file and the table below."""
    if choice.kind == POINTS:
        return _point_layers(view, points_of(view, offers, ags=ags))
    if choice.kind == SURFACE:
        return _surface_layers(view, surface_of(view, offers, choice.bandwidth_m))
    return NO_LAYERS


def points_of(view: View, offers: OfferFilter, *, ags: str) -> OfferPoints:
    """The offers of the selection that have a place."""
    return cache.ask(
        data.at(view),
        offer_point_layer,
        offers,
        prefixes=view.settings.ags_prefixes,
        ags=ags,
        lists=view.lists,
        state=view.state,
    )


def surface_of(view: View, offers: OfferFilter, bandwidth_m: float) -> OfferSurface:
    """Density surface of the offers of the selection."""
    return cache.ask(
        data.at(view),
        density_surface,
        offers,
        configured_layer(view.settings),
        prefixes=view.settings.ags_prefixes,
        bandwidth_m=bandwidth_m,
        extent_name=view.settings.extent_name,
        lists=view.lists,
        state=view.state,
    )


def panel_of(chosen: Layers, panel: panels.Panel) -> panels.Panel:
    """Give a panel the table and the sources of the surface that is its picture now."""
    if chosen.surface is None or chosen.table is None or chosen.provenance is None:
        return panel
    return replace(
        panel,
        key="dichteflaeche",
        title=chosen.table.caption,
        table=chosen.table,
        provenance=chosen.provenance,
    )


def show_points(view: View, chosen: Layers) -> None:
    """The offers behind the points with their downloads, below the panel of the map."""
    if view.presentation or not chosen.points or not chosen.table or not chosen.provenance:
        return
    panels.show_panel(
        view,
        panels.Panel(
            key="angebotspunkte",
            title=chosen.table.caption,
            draw=lambda: None,
            picture=None,
            table=chosen.table,
            provenance=chosen.provenance,
        ),
    )


def still_picture(
    view: View, chosen: Layers, *, subtitle: Text, selected_ags: str
) -> AnyChart | None:
    """The surface for PNG and SVG; None where the areas themselves are the picture."""
    surface, key, provenance = chosen.surface, chosen.legend, chosen.provenance
    if surface is None or key is None or provenance is None:
        return None
    boundary = configured_layer(view.settings)
    rows = [(row.text, row.fill) for row in key.rows if row.state is CellState.VALUE]
    return surface_picture(
        boundary.frame,
        bounds=surface.bounds,
        shape=(surface.rows, surface.columns),
        cells=surface.classes,
        legend=rows,
        title=key.title,
        lines=[subtitle, *provenance.lines(), boundary.attribution],
        language=view.language,
        selected_ags=selected_ags,
    )


def _point_layers(view: View, found: OfferPoints) -> Layers:
    frame = found.table.frame
    marks = tuple(
        PointMark(float(latitude), float(longitude), point_lines(view, offer, host, ages, day))
        for latitude, longitude, offer, host, ages, day in zip(
            frame["latitude"],
            frame["longitude"],
            frame["name"],
            frame["institution_name"],
            frame["ages"],
            frame["last_confirmed_on"],
            strict=True,
        )
    )
    return Layers(
        points=PointSet(marks, view.t(msg("offers"))),
        remarks=found.answer,
        table=found.table,
        provenance=found.provenance,
    )


def _surface_layers(view: View, found: OfferSurface) -> Layers:
    fills = (NOTHING_FILL, *palette(len(found.classification.upper_bounds)))
    surface = Surface(
        bounds=found.bounds,
        rows=found.rows,
        columns=found.columns,
        cells=found.levels,
        steps=LEVELS_A_CLASS,
        palette=fills,
        text=" ".join(view.t(sentence) for sentence in found.answer),
    )
    return Layers(
        surface=surface,
        legend=surface_legend(view, found, fills),
        answer=found.answer,
        table=found.table,
        provenance=found.provenance,
    )
