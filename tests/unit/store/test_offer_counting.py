"""Every count of offers against plain Python, on random offers, filters, days and scenarios."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete

from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.kept import is_fresh, refresh
from lib.store.queries.offer_matrix import cell_offers, phase_counts, transition_counts
from lib.store.queries.offer_points import PointTotals, offer_points, point_totals
from lib.store.queries.offers import OfferTotals, offer_counts, offer_rows, offer_totals
from tests.offer_case import (
    AREAS,
    PHASES,
    TRANSITIONS,
    Offer,
    add_batch,
    expected_figures,
    fill_lists,
    filters,
    has_report,
    offers,
    replace_offers,
    without_phase,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lib.store.engine import Engine
    from lib.store.queries.offers import OfferFilter

FIGURES = [
    "offers_count",
    "capacity_places",
    "offers_with_capacity_count",
    "confirmed_count",
    "confirmed_24_months_count",
]
REGION = ("03241",)
property_test = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def url(migrated_url: str) -> str:
    fill_lists(migrated_url)
    add_batch(migrated_url)
    return migrated_url


@pytest.fixture
def writing(url: str) -> Iterator[Engine]:
    engine = writing_engine(url)
    yield engine
    engine.dispose()


@property_test
@given(found=offers(), chosen=filters())
def test_every_count_equals_plain_python(
    url: str, writing: Engine, found: tuple[Offer, ...], chosen: OfferFilter
) -> None:
    replace_offers(url, found)
    engine = reading_engine(url)
    for is_kept in (False, True):  # counted from the rows, then from what is kept
        with writing.begin() as connection:
            connection.execute(delete(schema.kept_state))
            if is_kept:
                refresh(connection)
            assert is_fresh(connection) == is_kept
        check_counts(engine, found, chosen)
        check_totals(engine, found, chosen)
        check_matrix(engine, found, chosen)
        check_lists(engine, found, chosen)
    engine.dispose()


def check_counts(engine: Engine, found: tuple[Offer, ...], chosen: OfferFilter) -> None:
    table = offer_counts(engine, chosen, prefixes=REGION)
    assert table["ags"].tolist() == list(AREAS[:3])
    for row in table.to_dict("records"):
        expected = expected_figures(found, chosen, ags=row["ags"])
        assert [row[name] for name in FIGURES[:-1]] == expected[:-1]
        assert row["has_any_report"] == has_report(found, chosen, ags=row["ags"])


def check_totals(engine: Engine, found: tuple[Offer, ...], chosen: OfferFilter) -> None:
    for prefixes in (REGION, ()):
        inside = {ags for ags in AREAS if ags.startswith(prefixes or "")}
        here = [
            offer
            for offer in found
            if offer.matches(chosen) and (offer.municipalities & inside or not offer.municipalities)
        ]
        placeless = [offer for offer in here if not offer.municipalities]
        added = sum(
            chosen.life_phase in {"", offer.life_phase} and offer.ags in inside
            for offer in chosen.scenario.added
        )
        assert offer_totals(engine, chosen, prefixes=prefixes) == OfferTotals(
            distinct_count=len(here) + added,
            region_wide_count=sum(offer.is_region_wide for offer in placeless),
            without_place_count=sum(not offer.is_region_wide for offer in placeless),
            confirmed_count=sum(offer.is_confirmed(chosen.on, 1) for offer in here) + added,
            never_confirmed_count=sum(offer.confirmed is None for offer in here),
        )


def check_matrix(engine: Engine, found: tuple[Offer, ...], chosen: OfferFilter) -> None:
    phases = phase_counts(engine, chosen, prefixes=())
    assert phases["ags"].tolist() == [ags for ags in AREAS for _ in PHASES]
    assert phases["life_phase_code"].tolist() == [*PHASES] * len(AREAS)
    for row in phases.to_dict("records"):
        one = replace(chosen, life_phase=row["life_phase_code"])
        assert [row[name] for name in FIGURES] == expected_figures(found, one, ags=row["ags"])
        assert row["has_any_report"] == has_report(found, chosen, ags=row["ags"])
    transitions = transition_counts(engine, chosen, prefixes=REGION)
    assert transitions["ags"].tolist() == [ags for ags in AREAS[:3] for _ in TRANSITIONS]
    for row in transitions.to_dict("records"):
        assert [row[name] for name in FIGURES] == expected_figures(
            found, without_phase(chosen), ags=row["ags"], transition=row["transition_code"]
        )
        assert row["has_any_report"] == has_report(found, chosen, ags=row["ags"])


def check_lists(engine: Engine, found: tuple[Offer, ...], chosen: OfferFilter) -> None:
    ags = AREAS[0]
    here = [offer for offer in found if ags in offer.municipalities]
    keys = [offer.key for offer in here if offer.matches(chosen)]
    assert offer_rows(engine, chosen, ags=ags)["key"].tolist() == keys
    for phase in PHASES:
        one = replace(chosen, life_phase=phase)
        cell = cell_offers(engine, chosen, ags=ags, life_phase=phase)
        assert cell["key"].tolist() == [offer.key for offer in here if offer.matches(one)]
    for transition in TRANSITIONS:
        cell = cell_offers(engine, chosen, ags=ags, transition=transition)
        assert cell["key"].tolist() == [
            offer.key
            for offer in here
            if offer.matches(without_phase(chosen)) and offer.crosses(transition)
        ]
    for place in ("", ags):
        active = [
            offer
            for offer in found
            if offer.matches(chosen) and (offer.ags or "").startswith(place or REGION)
        ]
        on_map = [offer for offer in active if offer.point]
        points = offer_points(engine, chosen, prefixes=REGION, ags=place, limit=3)
        assert points["key"].tolist() == [offer.key for offer in on_map][:3]
        assert point_totals(engine, chosen, prefixes=REGION, ags=place) == PointTotals(
            with_coordinates_count=len(on_map),
            without_coordinates_count=len(active) - len(on_map),
            without_capacity_count=sum(offer.places is None for offer in on_map),
        )
