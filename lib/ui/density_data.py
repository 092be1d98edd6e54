"""Answers for the page of the offer density, through the caches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lib.insights.density import density
from lib.insights.density_change import density_change
from lib.insights.density_compare import density_comparison
from lib.insights.density_phases import density_phases
from lib.insights.offer_list import offers_of
from lib.ui import cache, data

if TYPE_CHECKING:
    from datetime import date

    from lib.domain.class_choice import ClassChoice
    from lib.domain.density_change import ChangeKind
    from lib.insights.density import DensityInsight
    from lib.insights.density_change import DensityChange
    from lib.insights.density_compare import DensityComparison, Side
    from lib.insights.density_phases import DensityPhases
    from lib.insights.types import Table
    from lib.ui.context import View
    from lib.ui.filters import OfferChoice


def of_choice(view: View, chosen: OfferChoice, classes: ClassChoice) -> DensityInsight:
    """Offer density of the choice, in the classes of the reader."""
    return cache.ask(
        data.at(view),
        density,
        chosen.offers,
        measure=chosen.measure,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        phase_label=chosen.phase_label(view),
        state=view.state,
        classes=classes,
    )


def change(
    view: View, chosen: OfferChoice, classes: ClassChoice, *, other_day: date, kind: ChangeKind
) -> DensityChange:
    """Change of the choice between two days."""
    return cache.ask(
        data.at(view),
        density_change,
        chosen.offers,
        other_day=other_day,
        measure=chosen.measure,
        kind=kind,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        phase_label=chosen.phase_label(view),
        state=view.state,
        classes=classes,
    )


def comparison(view: View, sides: tuple[Side, Side], classes: ClassChoice) -> DensityComparison:
    """Two pictures side by side."""
    return cache.ask(
        data.at(view),
        density_comparison,
        *sides,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        state=view.state,
        classes=classes,
    )


def phases(view: View, chosen: OfferChoice, classes: ClassChoice) -> DensityPhases:
    """Every life phase of the choice."""
    return cache.ask(
        data.at(view),
        density_phases,
        replace(chosen.offers, life_phase=""),
        measure=chosen.measure,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        lists=view.lists,
        state=view.state,
        classes=classes,
    )


def offers(view: View, chosen: OfferChoice) -> Table:
    """Offers of the chosen municipality."""
    return cache.ask(
        data.at(view),
        offers_of,
        chosen.offers,
        ags=chosen.ags,
        name=view.lists.municipality_name(chosen.ags),
    )
