"""What a municipality's need and density say in words, for map, points and reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.domain.offer_density import DENSITY_DECIMALS, DENSITY_UNITS
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.insights.need_table import INDEX_DECIMALS, SHARE_DECIMALS, field_label
from lib.text import Num, Text, msg

if TYPE_CHECKING:
    from lib.insights.need import NeedArea, NeedInsight, NeedShare, UsedComponent
    from lib.ui.context import View


def area_lines(insight: NeedInsight, area: NeedArea) -> list[Text]:
    """Name, field, need, density: why a municipality looks as it does."""
    lines: list[Text] = [area.name]
    if area.field is not None:
        lines.append(field_label(area.field, insight.measure))
    lines += [need_line(area), density_line(insight, area)]
    return lines


def need_line(area: NeedArea) -> Text:
    """Need index, or why there is none."""
    return msg("Need index: {value}", value=index_text(area))


def index_text(area: NeedArea) -> Text:
    """Need index alone; above the mean with a plus."""
    if area.index_state is not CellState.VALUE:
        return CELL_STATE_LABELS[area.index_state]
    return Num(area.index, INDEX_DECIMALS, signed=True)


def density_line(insight: NeedInsight, area: NeedArea) -> Text:
    """Density with its unit, or why there is none."""
    if area.density_state is not CellState.VALUE:
        return msg("Density: {state}", state=CELL_STATE_LABELS[area.density_state])
    return msg(
        "{value} {unit}",
        value=Num(area.density, DENSITY_DECIMALS[insight.measure]),
        unit=DENSITY_UNITS[insight.measure],
    )


def density_text(insight: NeedInsight, area: NeedArea) -> Text:
    """Density alone."""
    if area.density_state is not CellState.VALUE:
        return CELL_STATE_LABELS[area.density_state]
    return Num(area.density, DENSITY_DECIMALS[insight.measure])


def region_text(insight: NeedInsight) -> Text:
    """Density of the extent alone, or why there is none."""
    reference = insight.reference
    if reference.state is not CellState.VALUE:
        return CELL_STATE_LABELS[reference.state]
    return Num(reference.value, DENSITY_DECIMALS[insight.measure])


def share_lines(view: View, one: UsedComponent, share: NeedShare) -> list[Text]:
    """Share of a municipality, of the extent, the distance from the mean, and the weight."""
    lines: list[Text] = [
        msg("{share} %", share=Num(share.share, SHARE_DECIMALS))
        if share.state is CellState.VALUE
        else CELL_STATE_LABELS[share.state],
        whole_line(view, one),
    ]
    if share.state is CellState.VALUE:
        lines.append(msg("z-score: {z}", z=Num(share.z, INDEX_DECIMALS, signed=True)))
    return [*lines, weight_text(one)]


def whole_line(view: View, one: UsedComponent) -> Text:
    """Share of the extent, computed from sums."""
    return msg(
        "{extent}: {whole} %",
        extent=view.settings.extent_name,
        whole=Num(one.extent_share, SHARE_DECIMALS),
    )


def weight_text(one: UsedComponent) -> Text:
    """How much a component counts."""
    if not one.reading.weight:
        return msg("does not count (weight 0)")
    return msg("weight {weight}", weight=one.reading.weight)
