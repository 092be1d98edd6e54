"""Accessibility as an insight: states, sentences, what is left out, scenario, large extents."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from sqlalchemy import insert

from lib.domain.accessibility import SupplyKind
from lib.domain.scenario import AddedOffer, Scenario
from lib.domain.vocabulary import CellState
from lib.insights import accessibility_inputs
from lib.insights.accessibility import accessibility
from lib.insights.accessibility_answers import share
from lib.store import schema
from lib.store.boundaries import load_layer
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import DataState
from lib.text import LANGUAGES, render
from tests.offer_case import AREAS, Offer, fill_lists, replace_offers

DAY = date(2020, 7, 1)
STATE = DataState(3, is_sample=False, reference_date=DAY, earliest_date=DAY)
#: Squares of about 7 km by 11 km, from west to east; the middle of each.
WEST = dict(zip(AREAS, (9.0, 9.1, 9.2, 9.3), strict=True))
LATITUDE = 52.05


def offer(key, ags=AREAS[0], *, point=True, places=None):
    return Offer(
        key=key,
        status="active",
        ages=(0, 2),
        places=places,
        valid_from=date(2018, 1, 1),
        valid_to=None,
        confirmed=DAY,
        ags=ags,
        is_region_wide=False,
        point=(LATITUDE, WEST[ags] + 0.05) if point else None,
        level=None,
        sector="x",
        fields=frozenset(),
        transitions=frozenset(),
        areas=frozenset(),
    )


@pytest.fixture
def layer(tmp_path):
    return make_layer(tmp_path, AREAS)


def make_layer(folder, areas):
    def square(west):
        east = west + 0.1
        ring = [[west, 52.0], [east, 52.0], [east, 52.1], [west, 52.1], [west, 52.0]]
        return {"type": "Polygon", "coordinates": [ring]}

    features = [
        {
            "type": "Feature",
            "properties": {"ags": ags, "name": ags},
            "geometry": square(WEST.get(ags, 9.4)),
        }
        for ags in areas
    ]
    path = folder / "layer.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return load_layer(path, ags_prefixes=())


@pytest.fixture
def url(migrated_url):
    """Four municipalities; children: 1000, 500, 0, unknown."""
    fill_lists(migrated_url)
    engine = writing_engine(migrated_url)
    with engine.begin() as connection:
        connection.execute(
            insert(schema.context_indicator),
            {
                "code": "u3",
                "position": 1,
                "label_de": "u3",
                "label_en": "u3",
                "unit": "Personen",
                "source": "Zensus",
                "licence": "dl-de",
                "vintage": "2022",
            },
        )
        connection.execute(
            schema.life_phase.update()
            .where(schema.life_phase.c.code == "0-3")
            .values(children_indicator_code="u3")
        )
        rows = [
            {"indicator_code": "u3", "ags": ags, "year": 2022, "value": number}
            for ags, number in zip(AREAS, (1000.0, 500.0, 0.0), strict=False)
        ]
        connection.execute(insert(schema.context_value), rows)
    engine.dispose()
    return migrated_url


def ask(url, layer, *, kind=SupplyKind.OFFERS, km=3.0, scenario=None, phase="0-3"):
    chosen = OfferFilter(on=DAY, life_phase=phase)
    if scenario is not None:
        chosen = replace(chosen, scenario=scenario)
    return accessibility(
        reading_engine(url),
        chosen,
        layer,
        kind=kind,
        distance_km=km,
        prefixes=(),
        extent_name="Kreis",
        phase_label="0–3 Jahre",
        state=STATE,
    )


def german(insight):
    for language in LANGUAGES:  # every sentence must render in both
        [render(text, language) for text in (*insight.answer, *insight.provenance.lines())]
    return " ".join(render(text, "de") for text in insight.answer)


def notes(insight):
    return [render(text, "de") for text in insight.provenance.notes]


def everywhere(*, places=None):
    """One offer amid each municipality."""
    return [offer(f"o{number}", ags, places=places) for number, ags in enumerate(AREAS)]


def test_an_offer_is_shared_among_the_children_around_it(url, layer):
    replace_offers(url, everywhere())
    insight = ask(url, layer, km=30)
    first, second, third, fourth = insight.areas
    # every child reaches all four offers: 4 offers / 1 500 children
    assert first.value == pytest.approx(1000 * 4 / 1500)
    assert second.value == pytest.approx(1000 * 4 / 1500)
    assert insight.region.value == pytest.approx(1000 * 4 / 1500)
    assert first.without_share_pct == 0
    assert third.state is CellState.NOT_COMPUTABLE
    assert fourth.state is CellState.NOT_COMPUTABLE
    assert german(insight) == (
        "0–3 Jahre: Jedes Kind hat mindestens ein Angebot innerhalb von 30 km Luftlinie. "
        "Kreis insgesamt: 2,7 erreichbare Angebote je 1 000 Kinder; keine Kommune liegt unter der "
        "Hälfte davon."
    )


def test_who_is_beyond_the_distance_is_said(url, layer):
    replace_offers(url, [*everywhere()[:1], offer("far", AREAS[2])])
    insight = ask(url, layer)
    first, second = insight.areas[:2]
    assert 0 < first.without_share_pct < 100
    assert second.state is CellState.NO_REPORT  # a municipality that never reported is no zero
    assert np.isnan(second.without_share_pct)
    assert insight.region.without_share_pct == pytest.approx(first.without_share_pct)
    assert "kein Angebot innerhalb von 3 km" in german(insight)
    assert "2 Kommunen haben nie etwas gemeldet: Ihre eigenen Angebote sind unbekannt." in notes(
        insight
    )


def test_the_sum_over_children_is_the_sum_of_offers(url, layer):
    replace_offers(url, [*everywhere(), offer("more")])
    insight = ask(url, layer, km=2)
    reached = sum(
        area.value * area.children_count / 1000
        for area in insight.areas
        if area.state is CellState.VALUE
    )
    # the offers amid municipalities without children reach nobody within 2 km
    assert reached == pytest.approx(3)
    assert insight.region.value == pytest.approx(1000 * 3 / 1500)


def test_no_offer_at_all_is_a_zero_where_something_was_reported(url, layer):
    replace_offers(url, [replace(one, status="defunct") for one in everywhere()])
    insight = ask(url, layer)
    assert [area.value for area in insight.areas[:2]] == [0, 0]
    assert [area.without_share_pct for area in insight.areas[:2]] == [100, 100]
    assert np.isnan(insight.areas[0].difference_to_region_pct)
    assert german(insight) == "Für 0–3 Jahre ist in dieser Auswahl kein aktives Angebot gemeldet."


def test_nothing_reported_at_all(url, layer):
    replace_offers(url, [])
    insight = ask(url, layer)
    assert {area.state for area in insight.areas} == {CellState.NO_REPORT}
    assert insight.region.state is CellState.NO_REPORT
    assert "lässt sich nichts sagen" in german(insight)


def test_offers_without_coordinates_only(url, layer):
    replace_offers(url, [replace(one, point=None) for one in everywhere()])
    insight = ask(url, layer)
    assert {area.state for area in insight.areas[:2]} == {CellState.UNKNOWN}
    assert insight.region.state is CellState.UNKNOWN
    assert german(insight) == (
        "Für 0–3 Jahre gibt es 4 Angebote, aber keines mit bekannter Adresse. Bitte ergänzen Sie "
        "die Adressen."
    )


def test_some_without_coordinates_are_counted_and_named(url, layer):
    replace_offers(url, [*everywhere(), offer("lost", point=False)])
    insight = ask(url, layer)
    assert insight.region.is_lower_bound
    assert "1 Angebot ohne bekannte Adresse ist nicht enthalten." in notes(insight)
    assert "kein Angebot mit bekannter Adresse" in german(insight)


def test_places_count_where_they_are_stated(url, layer):
    replace_offers(url, [*everywhere(places=30), offer("silent")])
    insight = ask(url, layer, kind=SupplyKind.PLACES, km=30)
    assert insight.areas[0].value == pytest.approx(100 * 120 / 1500)
    assert "1 Angebot ohne genannte Plätze ist nicht enthalten." in notes(insight)


def test_no_places_stated_says_what_to_do(url, layer):
    replace_offers(url, everywhere())
    insight = ask(url, layer, kind=SupplyKind.PLACES)
    assert {area.state for area in insight.areas[:2]} == {CellState.UNKNOWN}
    assert "Bitte wählen Sie stattdessen „Angebote“" in german(insight)


def test_children_of_nobody(url, layer):
    replace_offers(url, everywhere())
    insight = ask(url, layer, phase="3-6")  # no census group for this phase
    assert insight.region.state is CellState.NOT_COMPUTABLE
    assert "Hier leben keine Kinder, oder ihre Zahl ist nicht bekannt." in german(insight)
    assert insight.surface is not None
    assert np.isnan(insight.surface.cell_values).all()


def test_one_municipality_is_not_named_as_the_worst(url, tmp_path):
    replace_offers(url, everywhere())
    one = make_layer(tmp_path, AREAS[:1])
    insight = ask(url, one)
    assert len(insight.areas) == 1
    assert german(insight).startswith("0–3 Jahre: Für rund")
    assert "am häufigsten" not in german(insight)
    others = "Nicht auf der Karte, weil die Grenzdatei sie nicht enthält"
    assert any(note.startswith(others) for note in notes(insight))


def test_an_area_that_the_database_does_not_know_has_no_row(url, tmp_path):
    replace_offers(url, everywhere())
    more = make_layer(tmp_path, (*AREAS, "09999999"))
    insight = ask(url, more)
    assert [area.ags for area in insight.areas] == list(AREAS)
    assert not any("nie etwas gemeldet" in note for note in notes(insight))
    assert insight.region.state is CellState.VALUE


def test_a_scenario_is_placed_amid_the_municipality_and_named(url, layer):
    replace_offers(url, everywhere()[:2])
    before = ask(url, layer)
    added = Scenario(added=(AddedOffer("0-3", AREAS[1], 10), AddedOffer("s", AREAS[1], 10)))
    after = ask(url, layer, scenario=added)
    assert after.areas[1].value == pytest.approx(before.areas[1].value * 2, rel=0.02)
    assert after.region.offers_count == 3
    assert notes(after)[0].startswith("Szenario:")
    assert "Gedachte Angebote liegen in der Mitte ihrer Kommune." in notes(after)
    removed = ask(url, layer, scenario=Scenario(removed=("o0", "o1")))
    assert removed.areas[0].value == 0
    assert removed.region.offers_count == 0


def test_an_added_offer_without_places_is_left_out_of_places(url, layer):
    replace_offers(url, everywhere(places=10)[:1])
    added = Scenario(added=(AddedOffer("0-3", AREAS[0], 0), AddedOffer("0-3", AREAS[0], 5)))
    insight = ask(url, layer, kind=SupplyKind.PLACES, scenario=added)
    assert insight.region.offers_count == 2
    assert insight.region.value == pytest.approx(100 * 15 / 1500)
    assert "1 Angebot ohne genannte Plätze ist nicht enthalten." in notes(insight)


@pytest.mark.parametrize("limit", ["MOST_MUNICIPALITIES", "MOST_OFFERS"])
def test_large_extents_use_one_point_a_municipality(url, layer, monkeypatch, limit):
    replace_offers(url, [*everywhere(places=30), offer("lost", point=False)])
    monkeypatch.setattr(accessibility_inputs, limit, 2)
    insight = ask(url, layer, km=1)
    assert insight.surface is None
    # whole offers at whole children; the one without coordinates counts in its municipality
    assert insight.areas[0].value == pytest.approx(1000 * 2 / 1000)
    assert insight.areas[1].value == pytest.approx(1000 * 1 / 500)
    assert any("an je einem Punkt ihrer Kommune" in note for note in notes(insight))
    places = ask(url, layer, km=1, kind=SupplyKind.PLACES)
    assert places.areas[0].value == pytest.approx(100 * 30 / 1000)
    assert "1 Angebot ohne genannte Plätze ist nicht enthalten." in notes(places)


def test_surface_and_table_tell_the_same(url, layer):
    replace_offers(url, everywhere()[:2])
    insight = ask(url, layer)
    surface = insight.surface
    assert surface is not None
    values = surface.cell_values
    assert len(values) == surface.rows * surface.columns == len(surface.inside)
    assert surface.zero_share_pct == pytest.approx(insight.region.without_share_pct)
    assert surface.zero_share_pct + sum(surface.class_shares_pct) == pytest.approx(100)
    assert len(surface.class_shares_pct) == len(surface.classification.upper_bounds)
    # nothing is shown where there are no children or where nothing was ever reported
    shown = ~np.isnan(values)
    assert 0 < shown.sum() < surface.inside.sum()
    assert not (shown & ~surface.inside).any()


def test_table_says_what_the_map_says(url, layer):
    replace_offers(url, everywhere()[:3])
    insight = ask(url, layer)
    frame = insight.table.frame
    assert [column.key for column in insight.table.columns] == [
        "name",
        "value",
        "difference_to_region_pct",
        "without_share_pct",
        "children_count",
        "ags",
    ]
    for key in ("value", "without_share_pct", "difference_to_region_pct"):
        assert list(insight.table.state(key))[2:] == ["not_computable", "no_report"], key
    assert frame["without_share_pct"].tolist()[:2] == [
        area.without_share_pct for area in insight.areas[:2]
    ]


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        (0, "0 %"),
        (0.2, "weniger als 1 %"),
        (0.5, "weniger als 1 %"),
        (0.51, "rund 1 %"),
        (12.4, "rund 12 %"),
        (99.7, "mehr als 99 %"),
        (100, "100 %"),
    ],
)
def test_shares_are_said_as_what_they_are(percent, text):
    assert render(share(percent), "de") == text
