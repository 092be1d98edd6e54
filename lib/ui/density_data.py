"""Answers for the page of the offer density, through the caches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.insights.density import density
from lib.insights.offer_list import offers_of
from lib.ui import cache, data

if TYPE_CHECKING:
    from lib.domain.class_choice import ClassChoice
    from lib.insights.density import DensityInsight
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


def offers(view: View, chosen: OfferChoice) -> Table:
    """Offers of the chosen municipality."""
    return cache.ask(
        data.at(view),
        offers_of,
        chosen.offers,
        ags=chosen.ags,
        name=view.lists.municipality_name(chosen.ags),
    )
