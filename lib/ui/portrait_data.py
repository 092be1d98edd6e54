"""Answers for the portrait page, through the cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.insights.municipality_types import municipality_types
from lib.insights.portrait import portrait
from lib.insights.portrait_cooperation import Audience
from lib.store.queries.offers import OfferFilter
from lib.text import msg
from lib.ui import data, filters
from lib.ui.cache import ask

if TYPE_CHECKING:
    from lib.insights.municipality_types import MunicipalityTypes
    from lib.insights.portrait_types import Portrait
    from lib.ui.context import View


@dataclass(frozen=True, slots=True, kw_only=True)
class PortraitChoice:
    """What the portrait page is asked; no municipality ("") asks which there are."""

    ags: str
    offers: OfferFilter


def portrait_choice(view: View) -> PortraitChoice:
    """Draw the filters: municipality and day. A scenario comes along in the address."""
    ags = filters.municipality(view, msg("None selected"))
    day = filters.reference_day(view)
    return PortraitChoice(ags=ags, offers=OfferFilter(on=day, scenario=filters.scenario(view)))


def portrait_of(view: View, chosen: PortraitChoice) -> Portrait:
    """Everything about the chosen municipality."""
    return ask(
        data.at(view),
        portrait,
        chosen.offers,
        ags=chosen.ags,
        audience=Audience(
            shows_single_pairs=view.shows_single_pairs, level_names=view.settings.level_names
        ),
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        lists=view.lists,
        state=view.state,
    )


def types_of(view: View, chosen: PortraitChoice) -> MunicipalityTypes:
    """Size class and settlement density of every municipality."""
    return ask(
        data.at(view),
        municipality_types,
        on=chosen.offers.on,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        state=view.state,
    )
