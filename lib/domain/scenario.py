"""What if: offers that are thought of, and offers that are thought away.

A scenario lives in a link only and is never written to the database. Added offers have a life
phase, a municipality and places, nothing else: they count as meeting every other filter, and as
confirmed on the day that is asked about. A removed offer is named by its key.

Written in a link: parts with ";" between them, "+phase,ags,places" adds, "-key" removes; keys and
codes are percent-encoded, so that they may hold any character.
Source: own choice (design: never written, always named "Szenario").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

#: A link stays readable, and a scenario stays a thought.
MOST_CHANGES: Final = 20
MOST_PLACES: Final = 10_000
_AGS_DIGITS: Final = 8


@dataclass(frozen=True, slots=True, order=True)
class AddedOffer:
    """An offer that is thought of; `capacity_places` 0: without stated places."""

    life_phase: str
    ags: str
    capacity_places: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Changes to the offers; without any it is the world as reported."""

    added: tuple[AddedOffer, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.added or self.removed)

    @property
    def changes_count(self) -> int:
        """How many offers come or go."""
        return len(self.added) + len(self.removed)


NO_SCENARIO: Final = Scenario()


def scenario_text(scenario: Scenario) -> str:
    """Write a scenario for a link; the same changes give the same text."""
    added = (
        f"+{quote(offer.life_phase, safe='')},{offer.ags},{offer.capacity_places}"
        for offer in scenario.added
    )
    removed = (f"-{quote(key, safe='')}" for key in scenario.removed)
    return ";".join((*added, *removed))


def read_scenario(text: str) -> Scenario:
    """Read a scenario from a link; parts that cannot be read are left out, as stale links are.

    Duplicate removals count once, and no more than MOST_CHANGES parts are taken.
    """
    added: list[AddedOffer] = []
    removed: list[str] = []
    for part in text.split(";")[:MOST_CHANGES]:
        if part.startswith("+"):
            offer = _added(part[1:])
            if offer is not None:
                added.append(offer)
        elif part.startswith("-"):
            key = unquote(part[1:])
            if is_text(key) and key not in removed:
                removed.append(key)
    return Scenario(added=tuple(added), removed=tuple(removed))


def _added(part: str) -> AddedOffer | None:
    phase, _, rest = part.partition(",")
    ags, _, places = rest.partition(",")
    is_ags = len(ags) == _AGS_DIGITS and ags.isascii() and ags.isdigit()
    # counted before it is read: a number of thousands of digits is refused by Python
    is_short = len(places) <= len(str(MOST_PLACES))
    is_number = is_short and places.isascii() and places.isdigit() and int(places) <= MOST_PLACES
    code = unquote(phase)
    if not (is_text(code) and is_ags and is_number):
        return None
    return AddedOffer(code, ags, int(places))


def is_text(code: str) -> bool:
    """Whether a code may be looked up: not empty, and without the sign that PostgreSQL refuses."""
    return bool(code) and "\x00" not in code
