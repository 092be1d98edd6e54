"""How an answer says that it follows a scenario and not the reported offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.text import Message, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.types import Provenance
    from lib.store.queries.offers import OfferFilter

_NOTES: Final = frozenset(
    {
        "Scenario: {change}; not the reported data.",
        "Scenario: {come}, {go}; not the reported data.",
    }
)


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
    if added and removed:
        return (msg("Scenario: {come}, {go}; not the reported data.", come=come, go=go),)
    change = come if added else go
    return (msg("Scenario: {change}; not the reported data.", change=change),)


def follows_scenario(provenance: Provenance) -> bool:
    """Whether an answer says that it follows a scenario."""
    return any(isinstance(note, Message) and note.msgid in _NOTES for note in provenance.notes)
