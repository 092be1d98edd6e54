"""The note that keeps a scenario from being taken for the reported data."""

from datetime import date

import pytest

from lib.domain.scenario import AddedOffer, Scenario
from lib.insights.scenario import follows_scenario, scenario_note
from lib.insights.types import Provenance
from lib.store.queries.offers import OfferFilter
from lib.text import msg, render

ADDED = AddedOffer("kita", "03241001", 10)


def test_without_a_scenario_there_is_no_note() -> None:
    assert scenario_note(OfferFilter(on=date(2026, 6, 30))) == ()


@pytest.mark.parametrize(
    ("scenario", "english", "german"),
    [
        (
            Scenario(added=(ADDED, ADDED), removed=("a",)),
            "Scenario: 2 offers added, 1 offer removed; not the reported data.",
            "Szenario: 2 Angebote hinzugefügt, 1 Angebot entfernt; nicht der gemeldete Stand.",
        ),
        (
            Scenario(added=(ADDED,)),
            "Scenario: 1 offer added; not the reported data.",
            "Szenario: 1 Angebot hinzugefügt; nicht der gemeldete Stand.",
        ),
        (
            Scenario(removed=("a", "b")),
            "Scenario: 2 offers removed; not the reported data.",
            "Szenario: 2 Angebote entfernt; nicht der gemeldete Stand.",
        ),
    ],
)
def test_the_note_counts_what_comes_and_goes(scenario: Scenario, english: str, german: str) -> None:
    note = scenario_note(OfferFilter(on=date(2026, 6, 30), scenario=scenario))
    assert [render(line, "en") for line in note] == [english]
    assert [render(line, "de") for line in note] == [german]


@pytest.mark.parametrize(
    ("scenario", "follows"),
    [
        (Scenario(), False),
        (Scenario(added=(ADDED,)), True),
        (Scenario(added=(ADDED,), removed=("a",)), True),
    ],
)
def test_a_provenance_knows_whether_it_follows_a_scenario(
    scenario: Scenario, *, follows: bool
) -> None:
    chosen = OfferFilter(on=date(2026, 6, 30), scenario=scenario)
    provenance = Provenance(
        is_sample=True,
        data_version=1,
        reference_date=chosen.on,
        sources=(),
        method="",
        notes=(*scenario_note(chosen), "Scenario: said by somebody", msg("Sample data")),
    )
    assert follows_scenario(provenance) is follows
