"""No municipality chosen yet: a map of size classes to pick one from, and how peers are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.charts.choropleth import PictureArea, choropleth_picture
from lib.charts.theme import NO_VALUE_FILL, palette
from lib.domain.peers import SIZE_LABELS, URBANISATION_LABELS
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.maps import AreaPaint, Legend, LegendRow
from lib.text import Num, Text, msg
from lib.ui import area_map, data, panels
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.municipality_types import MunicipalityType, MunicipalityTypes
    from lib.ui.context import View


def show_chooser(view: View, insight: MunicipalityTypes) -> None:
    """Draw the map; a click, the keyboard or the field above chooses a municipality."""
    title = insight.table.caption
    panels.show_panel(
        view,
        panels.Panel(
            key="kommunen",
            title=title,
            draw=lambda: area_map.draw(
                view,
                _paints(view, insight),
                key="types",
                title=title,
                legend=_legend(view, insight),
            ),
            picture=lambda: _picture(view, insight),
            table=insight.table,
            provenance=insight.provenance,
            extra_sources=data.boundary_sources(view),
        ),
    )


def _fills(insight: MunicipalityTypes) -> dict[str, str]:
    sizes = [size.value for size, _ in insight.counts]
    return dict(zip(sizes, palette(len(sizes)), strict=True))


def _paints(view: View, insight: MunicipalityTypes) -> list[AreaPaint]:
    fills = _fills(insight)
    paints = []
    for area in insight.areas:
        lines = [view.t(line) for line in _lines(area)]
        paints.append(
            AreaPaint(
                ags=area.ags,
                fill=fills[area.size.value] if area.size else NO_VALUE_FILL,
                state=CellState.VALUE if area.size else CellState.UNKNOWN,
                lines=tuple(lines[:2] if len(insight.areas) > area_map.SHORT_TEXTS_FROM else lines),
                text=". ".join(lines[:3]),
            )
        )
    return paints


def _lines(area: MunicipalityType) -> tuple[Text, ...]:
    if area.size is None:
        return area.name, CELL_STATE_LABELS[CellState.UNKNOWN]
    people = msg("{count} inhabitants (census)", count=Num(area.population))
    kind = (URBANISATION_LABELS[area.urbanisation],) if area.urbanisation else ()
    return area.name, SIZE_LABELS[area.size], *kind, people


def _legend(view: View, insight: MunicipalityTypes) -> Legend:
    fills = _fills(insight)
    rows = [
        LegendRow(
            fill=fills[size.value],
            state=CellState.VALUE,
            text=f"{view.t(SIZE_LABELS[size])}: {view.t(Num(count))}",
        )
        for size, count in insight.counts
    ]
    unknown = sum(area.size is None for area in insight.areas)
    if unknown:
        label = view.t(CELL_STATE_LABELS[CellState.UNKNOWN])
        rows.append(
            LegendRow(
                fill=NO_VALUE_FILL,
                state=CellState.UNKNOWN,
                text=f"{label}: {view.t(Num(unknown))}",
            )
        )
    return Legend(title=view.t(msg("Size class")), rows=tuple(rows))


def _picture(view: View, insight: MunicipalityTypes) -> AnyChart:
    layer = configured_layer(view.settings)
    fills = _fills(insight)
    unknown = view.t(CELL_STATE_LABELS[CellState.UNKNOWN])
    groups = {size.value: view.t(SIZE_LABELS[size]) for size, _ in insight.counts}
    areas = [
        PictureArea(
            ags=area.ags,
            fill=fills[area.size.value] if area.size else NO_VALUE_FILL,
            group=groups[area.size.value] if area.size else unknown,
            value_text=view.t(Num(area.population)) if area.size else unknown,
        )
        for area in insight.areas
    ]
    rows = [(groups[size], fills[size]) for size in groups]
    if any(area.size is None for area in insight.areas):
        rows.append((unknown, NO_VALUE_FILL))
    return choropleth_picture(
        layer.frame,
        areas,
        legend=rows,
        title=insight.table.caption,
        lines=[*insight.provenance.lines(), layer.attribution],
        language=view.language,
        selected_ags="",
    )
