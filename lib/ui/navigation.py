"""The pages, registered as data: navigation, tests and docs walk this list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lib.settings import ROOT
from lib.text import Message, msg

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its script, its German address, its name and the question it answers."""

    slug: str
    script: str
    title: Message
    question: Message
    help: Message
    #: Whether the figures follow a scenario; only such a page may show its badge.
    follows_scenario: bool = False

    @property
    def path(self) -> Path:
        """Absolute path of the page's script."""
        return ROOT / "pages" / self.script


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec(
        "ueberblick",
        "ueberblick.py",
        msg("Overview"),
        msg("Where do we stand?"),
        msg("Offers, cooperation, goals and networks of the Region in one look."),
    ),
    PageSpec(
        "angebotsdichte",
        "angebotsdichte.py",
        msg("Offer density"),
        msg("Where are offers missing?"),
        msg("Map of the offers of each municipality, compared with the Region."),
        follows_scenario=True,
    ),
    PageSpec(
        "bedarf-luecken",
        "bedarf_luecken.py",
        msg("Need and gaps"),
        msg("Where should we act first?"),
        msg("Gaps by life phase and transition, with reason and offers of each cell."),
        follows_scenario=True,
    ),
    PageSpec(
        "erreichbarkeit",
        "erreichbarkeit.py",
        msg("Reach"),
        msg("Who reaches an offer?"),
        msg("What children can reach within a distance, and for whom nothing is near."),
        follows_scenario=True,
    ),
    PageSpec(
        "angebote",
        "angebote.py",
        msg("Offers"),
        msg("Which offers are there?"),
        msg("Search over offers and institutions, as a list with every filter."),
    ),
    PageSpec(
        "kommune",
        "kommune.py",
        msg("Municipality"),
        msg("How does the municipality stand?"),
        msg("One municipality against the Region and similar ones: the whole portrait."),
        follows_scenario=True,
    ),
    PageSpec(
        "kooperation",
        "kooperation.py",
        msg("Cooperation"),
        msg("How well do we work together?"),
        msg("Heatmaps of the cooperation levels between institutions."),
    ),
    PageSpec(
        "gespraeche",
        "gespraeche.py",
        msg("Conversations"),
        msg("Which conversations are due?"),
        msg("Pairs of institutions that should talk soon, with reasons, sheet and reminders."),
    ),
    PageSpec(
        "zielsystem",
        "zielsystem.py",
        msg("Target system"),
        msg("How far are our goals?"),
        msg("Goals with their indicators, targets and status."),
    ),
    PageSpec(
        "massnahmen",
        "massnahmen.py",
        msg("Measures"),
        msg("What runs, what ends?"),
        msg("Timeline of the measures with milestones, and what ends by link of the chain."),
    ),
    PageSpec(
        "vorlage",
        "vorlage.py",
        msg("Decision sheet"),
        msg("What is to be decided?"),
        msg("One goal on one page for a committee: situation, evidence, options, decision asked."),
    ),
    PageSpec(
        "daten-methoden",
        "daten_methoden.py",
        msg("Data and methods"),
        msg("What do the figures rest on?"),
        msg("Origin, date and licence of the data, and the formula of every measure."),
    ),
)


def page(slug: str) -> PageSpec:
    """Find a page by its address."""
    return next(spec for spec in PAGES if spec.slug == slug)
