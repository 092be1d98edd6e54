"""Answers for a page: the view and a choice in, an insight out (through the caches)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.insights import goals as goals_insight
from lib.insights import indicator_base as indicators
from lib.insights.cooperation import Scope
from lib.text import msg
from lib.ui import cache
from lib.web import configured_layer

if TYPE_CHECKING:
    from datetime import date

    from lib.insights.goals import GoalLists, GoalsInsight
    from lib.insights.indicator_base import IndicatorBase
    from lib.insights.inventory import Inventory
    from lib.insights.overview import Overview
    from lib.insights.sources import Source
    from lib.insights.types import Provenance, Table
    from lib.text import Text
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice


def _at(view: View) -> tuple[str, str]:
    """Which data are asked: database and data key, the beginning of every cache key."""
    return view.settings.database_url, view.data_key


def at(view: View) -> cache.At:
    """Which data are asked, for `cache.ask`."""
    return cache.At(view.settings.database_url, view.data_key, view.settings.ags_prefixes)


def scope(view: View) -> Scope:
    """Who asks about cooperation, for `cache.ask`: extent, names, data, single pairs or not."""
    return Scope(
        shows_single_pairs=view.shows_single_pairs,
        prefixes=view.settings.ags_prefixes,
        state=view.state,
        types=view.lists.codes["institution_type"],
        waves=view.lists.waves,
        level_names=view.settings.level_names,
    )


def overview(view: View) -> Overview:
    """Everything of the overview."""
    return cache.overview(
        *_at(view),
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
    )


def boundary_sources(view: View) -> tuple[Text, ...]:
    """Attribution of the boundaries under a map."""
    layer = configured_layer(view.settings)
    return (msg("Boundaries: {source}", source=layer.attribution),)


def inventory(view: View) -> Inventory:
    """What is in the database, and how complete it is."""
    return cache.inventory(*_at(view))


def sources(view: View) -> tuple[Source, ...]:
    """Sources with attribution, licence and vintage."""
    layer = configured_layer(view.settings)
    return cache.sources(
        *_at(view),
        attribution=layer.attribution,
        stand=layer.stand,
    )


def import_log(view: View) -> tuple[Table, Provenance]:
    """Newest imports first."""
    return cache.import_log(*_at(view))


def goal_lists(view: View) -> GoalLists:
    """What the filters of the target system offer."""
    return cache.ask(at(view), goals_insight.goal_lists, prefixes=view.settings.ags_prefixes)


def indicator_base(view: View, ags: str = "", known_on: date | None = None) -> IndicatorBase:
    """Indicators and values of a place, read once for all views that judge them."""
    return cache.ask(at(view), indicators.indicator_base, ags=ags, known_on=known_on)


def goals(view: View, chosen: GoalChoice) -> GoalsInsight:
    """Goal tree of the chosen place, year and method."""
    return cache.ask(
        at(view),
        goals_insight.goals,
        indicator_base(view, chosen.ags),
        prefixes=view.settings.ags_prefixes,
        ags=chosen.ags,
        year=chosen.year,
        state=view.state,
        method=chosen.method,
    )
