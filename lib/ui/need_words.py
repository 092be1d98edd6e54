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


def share_text(one: UsedComponent, share: NeedShare, view: View) -> Text:
    """Share of a municipality beside the share of the extent."""
    if share.state is not CellState.VALUE:
        return CELL_STATE_LABELS[share.state]
    return msg(
        "{share} % ({extent}: {whole} %)",
        share=Num(share.share, SHARE_DECIMALS),
        extent=view.settings.extent_name,
        whole=Num(one.extent_share, SHARE_DECIMALS),
    )


def weight_text(one: UsedComponent, share: NeedShare) -> Text:
    """How far from the mean, and how much it counts."""
    if not one.reading.weight:
        return msg("does not count (weight 0)")
    if share.state is not CellState.VALUE:
        return msg("weight {weight}", weight=one.reading.weight)
    return msg(
        "z = {z}, weight {weight}",
        z=Num(share.z, INDEX_DECIMALS, signed=True),
        weight=one.reading.weight,
    )
