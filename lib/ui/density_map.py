"""The density map on the page: paints for Leaflet, the same areas for the picture file."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lib.charts.choropleth import PictureArea, choropleth_picture
from lib.charts.theme import NO_VALUE_FILL, palette
from lib.domain.classes import reading_bounds
from lib.domain.offer_density import DENSITY_LABELS, DENSITY_UNITS, DensityMeasure
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.maps import AreaPaint, Legend, LegendRow
from lib.text import Num, Text, msg, nmsg
from lib.ui import area_map
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.density import AreaDensity, DensityInsight
    from lib.store.boundaries import BoundaryLayer
    from lib.ui.context import View


def class_texts(view: View, insight: DensityInsight) -> list[str]:
    """Words of the classes: "0,5 to 1,2", each value in exactly one of them."""
    values = insight.table.frame["value"].dropna()
    bounds = reading_bounds(insight.classification, values, decimals=insight.decimals)
    decimals = max((_decimals(bound, insight.decimals) for bound in bounds), default=0)
    texts = []
    lower = float(values.min()) if len(values) else 0.0
    for index, upper in enumerate(bounds):
        if index == 0:
            alone = lower == upper
            text: Text = Num(upper, decimals)
            text = text if alone else msg("up to {upper}", upper=text)
        else:
            below, above = Num(bounds[index - 1], decimals), Num(upper, decimals)
            text = msg("over {lower} to {upper}", lower=below, upper=above)
        texts.append(view.t(text))
    return texts


def _decimals(value: float, wanted: int) -> int:
    """Decimals that a reading bound needs so that it is not rounded a second time."""
    text = repr(value)
    return max(wanted, len(text.split(".")[1]) if "." in text and not text.endswith(".0") else 0)


def paints(view: View, insight: DensityInsight) -> list[AreaPaint]:
    """Colour and words of each municipality."""
    colours = palette(len(insight.classification.upper_bounds))
    # a whole country sends name and value only; a click tells the rest (docs/benchmarks.md)
    shown = slice(2 if len(insight.areas) > area_map.SHORT_TEXTS_FROM else None)
    return [
        AreaPaint(
            ags=area.ags,
            fill=colours[insight.classification.class_of(area.value)]
            if area.state is CellState.VALUE
            else NO_VALUE_FILL,
            state=area.state,
            lines=tuple(view.t(line) for line in area_lines(view, insight, area)[shown]),
            text=". ".join(view.t(line) for line in area_lines(view, insight, area)[:2]),
        )
        for area in insight.areas
    ]


def area_lines(view: View, insight: DensityInsight, area: AreaDensity) -> list[Text]:
    """Explain one figure: what is counted, over what, against the Region, how sure."""
    if area.state is not CellState.VALUE:
        return [area.name, CELL_STATE_LABELS[area.state]]
    unit = DENSITY_UNITS[insight.measure]
    lines: list[Text] = [
        area.name,
        msg("{value} {unit}", value=Num(area.value, insight.decimals), unit=unit),
        counted(insight.measure, area),
    ]
    if not math.isnan(area.difference_to_region_pct):
        lines.append(difference_line(view, area))
    if not math.isnan(area.confirmed_share_pct):
        lines.append(
            msg("{share} % confirmed in the last 12 months", share=Num(area.confirmed_share_pct))
        )
    return lines


def difference_line(view: View, area: AreaDensity) -> Text:
    """How far a municipality lies from the Region."""
    return msg(
        "{difference} % against {extent}",
        difference=Num(area.difference_to_region_pct, 0, signed=True),
        extent=view.settings.extent_name,
    )


def counted(measure: DensityMeasure, area: AreaDensity) -> Text:
    """What stands above and below the fraction line."""
    offers = nmsg("{count} offer", "{count} offers", area.offers_count)
    if math.isnan(area.children_count):
        return offers
    children = Num(area.children_count)
    if measure is DensityMeasure.PLACES_PER_100_CHILDREN:
        places = Num(area.capacity_places)
        return msg("{places} places, {children} children", places=places, children=children)
    if measure is DensityMeasure.PER_1000_CHILDREN:
        return msg("{offers}, {children} children", offers=offers, children=children)
    return offers


def legend(view: View, insight: DensityInsight) -> Legend:
    """Key of the map with counts per class and the value of the Region."""
    classes = insight.classification
    colours = palette(len(classes.upper_bounds))
    rows = [
        LegendRow(fill=colour, state=CellState.VALUE, text=f"{text}  ({view.t(Num(count))})")
        for colour, text, count in zip(
            colours, class_texts(view, insight), classes.counts, strict=True
        )
    ]
    states = insight.table.frame["value_state"].value_counts()
    rows += [
        LegendRow(
            fill=NO_VALUE_FILL,
            state=state,
            text=f"{view.t(CELL_STATE_LABELS[state])}  ({view.t(Num(int(states[state.value])))})",
        )
        for state in CellState
        if state is not CellState.VALUE and state.value in states
    ]
    notes = [view.t(region_line(view, insight))]
    if view.state.is_sample:
        notes.append(view.t(msg("Sample data")))
    return Legend(
        title=view.t(DENSITY_LABELS[insight.measure]), rows=tuple(rows), note=tuple(notes)
    )


def region_line(view: View, insight: DensityInsight) -> Text:
    """Value of the Region, or that it cannot be computed."""
    reference = insight.reference
    if reference.state is not CellState.VALUE:
        return msg(
            "{extent}: {state}",
            extent=view.settings.extent_name,
            state=CELL_STATE_LABELS[reference.state],
        )
    return msg(
        "{extent}: {value}",
        extent=view.settings.extent_name,
        value=Num(reference.value, insight.decimals),
    )


def draw_map(view: View, insight: DensityInsight, *, selected_ags: str) -> None:
    """Put the map on the page; only values travel when a filter changes."""
    area_map.draw(
        view,
        paints(view, insight),
        key="density",
        title=DENSITY_LABELS[insight.measure],
        legend=legend(view, insight),
        selected_ags=selected_ags,
    )


def map_picture(
    view: View, insight: DensityInsight, *, subtitle: str, selected_ags: str
) -> AnyChart:
    """Draw the same map for PNG and SVG."""
    layer: BoundaryLayer = configured_layer(view.settings)
    key = legend(view, insight)
    by_fill = {row.fill: row.text for row in key.rows if row.state is CellState.VALUE}
    by_state = {row.state: row.text for row in key.rows}
    areas = [
        PictureArea(
            ags=paint.ags,
            fill=paint.fill,
            group=by_fill[paint.fill] if paint.state is CellState.VALUE else by_state[paint.state],
            value_text=view.t(
                Num(area.value, insight.decimals)
                if area.state is CellState.VALUE
                else CELL_STATE_LABELS[area.state]
            ),
        )
        for paint, area in zip(paints(view, insight), insight.areas, strict=True)
    ]
    lines: list[Text] = [
        subtitle,
        *key.note[:1],
        *insight.provenance.lines(),
        layer.attribution,
    ]
    return choropleth_picture(
        layer.frame,
        areas,
        legend=[(row.text, row.fill) for row in key.rows],
        title=DENSITY_LABELS[insight.measure],
        lines=lines,
        language=view.language,
        selected_ags=selected_ags,
    )
