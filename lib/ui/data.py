"""Answers for a page: the view and a choice in, an insight out (through the caches)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.text import msg
from lib.ui import cache
from lib.web import configured_layer

if TYPE_CHECKING:
    from lib.insights.density import DensityInsight
    from lib.insights.types import Table
    from lib.text import Text
    from lib.ui.context import View
    from lib.ui.filters import OfferChoice


def density(view: View, chosen: OfferChoice) -> DensityInsight:
    """Offer density of the choice."""
    return cache.density(
        view.settings.database_url,
        view.data_key,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        on=chosen.on,
        life_phase=chosen.life_phase,
        field=chosen.field,
        prevention_level=chosen.prevention_level,
        sector=chosen.sector,
        measure=chosen.measure,
        phase_label=chosen.phase_label(view),
    )


def offers_of(view: View, chosen: OfferChoice) -> Table:
    """Offers of the chosen municipality."""
    return cache.offers_of(
        view.settings.database_url,
        view.data_key,
        ags=chosen.ags,
        name=view.lists.municipality_name(chosen.ags),
        on=chosen.on,
        life_phase=chosen.life_phase,
        field=chosen.field,
        prevention_level=chosen.prevention_level,
        sector=chosen.sector,
    )


def boundary_sources(view: View) -> tuple[Text, ...]:
    """Attribution of the boundaries under a map."""
    layer = configured_layer(view.settings)
    return (msg("Boundaries: {source}", source=layer.attribution),)
