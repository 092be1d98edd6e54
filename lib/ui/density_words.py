"""Words of densities: classes, what a figure is made of, how sure it is, against the Region."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lib.domain.classes import Classification, reading_bounds
from lib.domain.offer_density import DENSITY_DECIMALS, DENSITY_UNITS, DensityMeasure
from lib.domain.vocabulary import CELL_STATE_LABELS, CellState
from lib.text import Num, Text, msg, nmsg

if TYPE_CHECKING:
    import pandas as pd

    from lib.domain.offer_density import RegionReference
    from lib.insights.density import AreaDensity, DensityInsight
    from lib.ui.context import View


def class_texts(
    view: View, classification: Classification, values: pd.Series[float], *, decimals: int
) -> list[str]:
    """Words of the classes: "over 0.5 to 1.2", each value in exactly one of them.

    The last class is open upwards, "over 10": the number line below it says how far it goes.
    """
    bounds = reading_bounds(classification, values, decimals=decimals)

    def written(bound: float) -> Text:
        return Num(bound, max(decimals, decimals_of(bound)))

    texts = []
    lower = float(values.min()) if len(values) else math.nan
    for index, upper in enumerate(bounds):
        if index == 0:
            number = written(upper)
            text = number if lower == upper else msg("up to {upper}", upper=number)
        elif index == len(bounds) - 1:
            text = msg("over {lower}", lower=written(bounds[index - 1]))
        else:
            below, above = written(bounds[index - 1]), written(upper)
            text = msg("over {lower} to {upper}", lower=below, upper=above)
        texts.append(view.t(text))
    return texts


def decimals_of(bound: float) -> int:
    """Decimals that a reading bound needs so that it is not rounded a second time."""
    text = f"{bound:.12g}"
    return len(text.split(".")[1]) if "." in text and "e" not in text else 0


def area_lines(view: View, insight: DensityInsight, area: AreaDensity) -> list[Text]:
    """Explain one figure: what is counted, over what, against the Region, how sure."""
    if area.state is not CellState.VALUE:
        lines: list[Text] = [area.name, CELL_STATE_LABELS[area.state]]
        if area.state is not CellState.NO_REPORT:
            lines += [counted(insight.measure, area), *scenario_lines(insight, area)]
        return lines
    unit = DENSITY_UNITS[insight.measure]
    lines = [
        area.name,
        msg("{value} {unit}", value=Num(area.value, insight.decimals), unit=unit),
        counted(insight.measure, area),
    ]
    if not math.isnan(area.difference_to_region_pct):
        lines.append(difference_line(view, area))
    return [
        *lines,
        *certainty_lines(insight.measure, area),
        *scenario_lines(insight, area),
    ]


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


def certainty_lines(measure: DensityMeasure, area: AreaDensity) -> list[Text]:
    """How sure a figure is: one offer more or less, what is not stated, what was confirmed."""
    lines: list[Text] = []
    decimals = DENSITY_DECIMALS[measure]
    if not math.isnan(area.value_if_one_more):
        less = 0.0 if math.isnan(area.value_if_one_less) else area.value_if_one_less
        lines.append(
            msg(
                "One offer more or less: {less} to {more}.",
                less=Num(less, decimals),
                more=Num(area.value_if_one_more, decimals),
            )
        )
    silent = area.offers_count - area.offers_with_capacity_count
    if measure is DensityMeasure.PLACES_PER_100_CHILDREN and silent:
        lines.append(
            nmsg(
                "{count} offer does not state its places: a lower bound.",
                "{count} offers do not state their places: a lower bound.",
                silent,
            )
        )
    if measure is DensityMeasure.CONFIRMED_SHARE:
        return lines
    if area.offers_count:
        share = Num(area.confirmed_share_pct)
        lines.append(msg("{share} % confirmed in the last 12 months", share=share))
    else:
        lines.append(msg("No offer, so nothing to confirm"))
    return lines


def scenario_lines(insight: DensityInsight, area: AreaDensity) -> list[Text]:
    """What the scenario changes here."""
    if "offers_reported_count" not in insight.table.frame:
        return []
    if area.offers_reported_count == area.offers_count:
        return []
    before = Num(area.offers_reported_count)
    after = Num(area.offers_count)
    return [msg("Scenario: {after} instead of {before} offers", after=after, before=before)]


def region_line(view: View, reference: RegionReference, *, decimals: int, label: Text = "") -> Text:
    """Value of the Region, or that it cannot be computed."""
    extent: Text = label or view.settings.extent_name
    if reference.state is not CellState.VALUE:
        return msg("{extent}: {state}", extent=extent, state=CELL_STATE_LABELS[reference.state])
    return msg("{extent}: {value}", extent=extent, value=Num(reference.value, decimals))


def value_text(view: View, value: float, state: CellState, decimals: int) -> str:
    """Write a figure, or why there is none."""
    if state is not CellState.VALUE:
        return view.t(CELL_STATE_LABELS[state])
    return view.t(Num(float(value), decimals))
