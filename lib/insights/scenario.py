"""How an answer says that it follows a scenario and not the reported offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.text import Message, msg, nmsg

if TYPE_CHECKING:
    from lib.store.queries.offers import OfferFilter


def scenario_note(chosen: OfferFilter) -> tuple[Message, ...]:
    """Say that figures follow a scenario; nothing where they follow the reported offers.

    Stands first among the notes of a provenance, so that it reaches every picture and file.
    """
    scenario = chosen.scenario
    if not scenario:
        return ()
    added, removed = len(scenario.added), len(scenario.removed)
    come = nmsg("{count} offer added", "{count} offers added", added)
    go = nmsg("{count} offer removed", "{count} offers removed", removed)
    if not removed:
        return (msg("Scenario: {change}; not the reported data.", change=come),)
    if not added:
        return (msg("Scenario: {change}; not the reported data.", change=go),)
    return (msg("Scenario: {come}, {go}; not the reported data.", come=come, go=go),)
