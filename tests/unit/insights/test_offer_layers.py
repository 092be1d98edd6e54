"""Points and density surface: only what is there on the day, and what is left out is said."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sqlalchemy import insert

from lib.domain.scenario import AddedOffer, Scenario
from lib.domain.vocabulary import CellState
from lib.insights import density_surface as surface_module
from lib.insights import offer_layers as points_module
from lib.insights.density_surface import density_surface, least_bandwidth_m
from lib.insights.density_surface_words import length
from lib.insights.offer_layers import offer_point_layer
from lib.store import schema
from lib.store.boundaries import load_layer
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import DataState
from lib.text import render

if TYPE_CHECKING:
    from pathlib import Path

    from lib.insights.density_surface import OfferSurface
    from lib.insights.offer_layers import OfferPoints
    from lib.store.boundaries import BoundaryLayer

DAY = date(2020, 6, 30)
STATE = DataState(3, True, DAY, date(2015, 1, 1))
WEST, EAST = "03241001", "03241002"
#: Two squares side by side, each about 14 km wide.
SQUARES = {WEST: (9.4, 9.6), EAST: (9.6, 9.8)}
IN_WEST, IN_EAST = (52.4, 9.5), (52.4, 9.7)


def offer(key: str, place: tuple[float, float] | None, **values: object) -> dict[str, object]:
    latitude, longitude = place or (None, None)
    return {
        "key": key,
        "name": f"Angebot {key}",
        "description": "",
        "institution_key": "i",
        "status": "active",
        "minimum_age_years": 0,
        "maximum_age_years": 2,
        "capacity_places": None,
        "valid_from": date(2015, 1, 1),
        "valid_to": None,
        "last_confirmed_on": None,
        "ags": EAST if place == IN_EAST else WEST,
        "latitude": latitude,
        "longitude": longitude,
        "is_region_wide": False,
        **values,
    }


#: One offer present in each square, and every way not to be there on the day.
PRESENT = [
    offer("da", IN_WEST, last_confirmed_on=date(2020, 1, 15)),
    offer("dort", IN_EAST, name="Zur Sonne", minimum_age_years=6, maximum_age_years=9),
]
ABSENT = [
    offer("zurueckgezogen", IN_WEST, status="defunct"),
    offer("ruht", IN_WEST, status="temporarily closed"),
    offer("kuenftig", IN_WEST, valid_from=date(2020, 7, 1)),
    offer("vorbei", IN_WEST, valid_to=DAY),
]
NOWHERE = offer("ohne", None)


@pytest.fixture
def layer(tmp_path: Path) -> BoundaryLayer:
    features = [
        {
            "type": "Feature",
            "properties": {"ags": ags, "name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[w, 52.3], [e, 52.3], [e, 52.5], [w, 52.5], [w, 52.3]]],
            },
        }
        for (ags, (w, e)), name in zip(SQUARES.items(), ("Westen", "Osten"), strict=True)
    ]
    path = tmp_path / "g.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return load_layer(path, ags_prefixes=())


def fill(url: str, offers: list[dict[str, object]]) -> None:
    with writing_engine(url).begin() as connection:
        for name, rows in {
            "municipality": [
                {"ags": WEST, "name": "Westen", "area_km2": 300.0},
                {"ags": EAST, "name": "Osten", "area_km2": 300.0},
            ],
            "provider_sector": [{"code": "x", "position": 1, "label_de": "x", "label_en": "x"}],
            "institution_type": [{"code": "t", "position": 1, "label_de": "t", "label_en": "t"}],
            "institution": [
                {"key": "i", "name": "Träger", "type_code": "t", "sector_code": "x", "ags": None}
            ],
            "life_phase": [
                {
                    "code": code,
                    "position": at,
                    "label_de": code,
                    "label_en": code,
                    "age_from_years": low,
                    "age_to_years": high,
                    "children_indicator_code": None,
                }
                for at, (code, low, high) in enumerate([("0-3", 0, 3), ("6-10", 6, 10)])
            ],
        }.items():
            connection.execute(insert(schema.metadata.tables[name]), rows)
        if offers:
            connection.execute(insert(schema.offer), offers)


def points(url: str, *, ags: str = "", **chosen: Any) -> OfferPoints:
    engine = reading_engine(url)
    return offer_point_layer(
        engine,
        OfferFilter(on=DAY, **chosen),
        prefixes=(),
        ags=ags,
        lists=lists(engine, prefixes=()),
        state=STATE,
    )


def surface(
    url: str, layer: BoundaryLayer, *, bandwidth_m: float = 3_000, **chosen: Any
) -> OfferSurface:
    engine = reading_engine(url)
    return density_surface(
        engine,
        OfferFilter(on=DAY, **chosen),
        layer,
        prefixes=(),
        bandwidth_m=bandwidth_m,
        extent_name="der Region",
        lists=lists(engine, prefixes=()),
        state=STATE,
    )


def words(found: OfferPoints | OfferSurface) -> str:
    return " ".join(render(text, "en") for text in (*found.answer, *found.provenance.lines()))


def test_only_offers_that_are_there_on_the_day_are_points(migrated_url: str) -> None:
    fill(migrated_url, [*PRESENT, *ABSENT, NOWHERE])
    found = points(migrated_url)
    frame = found.table.frame
    assert frame["key"].tolist() == ["dort", "da"]  # Osten before Westen
    assert frame["municipality"].tolist() == ["Osten", "Westen"]
    assert [render(text, "en") for text in frame["ages"]] == ["6–9 years", "0–2 years"]
    assert found.table.state("last_confirmed_on").tolist() == ["unknown", "value"]
    assert "2 offers are points on the map." in words(found)
    assert "1 matching offer has no coordinates and is not a point." in words(found)


def test_filters_and_scenario_count_for_points(migrated_url: str) -> None:
    fill(migrated_url, [*PRESENT, NOWHERE])
    assert points(migrated_url, life_phase="6-10").table.frame["key"].tolist() == ["dort"]
    scenario = Scenario(added=(AddedOffer("0-3", WEST, 10),), removed=("dort",))
    found = points(migrated_url, scenario=scenario)
    assert found.table.frame["key"].tolist() == ["da"]
    assert found.provenance.notes[0] != ""
    assert "Scenario: 1 offer added, 1 offer removed" in render(found.provenance.notes[0], "en")
    assert "Offers that the scenario adds have no place" in words(found)


def test_too_many_points_wait_for_a_municipality(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(points_module, "MOST_POINTS", 2)
    fill(migrated_url, [*PRESENT, offer("auch", IN_WEST)])
    crowded = points(migrated_url)
    assert crowded.needs_municipality
    assert crowded.table.frame.empty
    assert "3 offers have a place on the map, more than can be shown" in words(crowded)
    chosen = points(migrated_url, ags=WEST)
    assert chosen.table.frame["key"].tolist() == ["auch", "da"]
    assert not chosen.needs_municipality
    assert "2 offers in Westen are points on the map." in words(chosen)
    assert "Only the first 2 offers are points." in words(chosen)


def test_surface_of_one_offer_by_hand(migrated_url: str, layer: BoundaryLayer) -> None:
    fill(migrated_url, [PRESENT[0], *ABSENT, NOWHERE])
    found = surface(migrated_url, layer)
    # at its own place 3/π/h² offers per m²; the nearest centre is at most 250·√2 m away
    top = 3e6 / math.pi / 3_000**2
    assert found.peak <= top
    assert found.peak > top * (1 - (250 * 2**0.5 / 3_000) ** 2) ** 2
    assert found.peak_name == "Westen"
    # the circle of 3 km covers π·9 km² of the western square of about 13.6 × 22.2 km; the eastern
    # one never reported: silence is neither an offer nor the absence of one
    circle_pct = 100 * math.pi * 9 / (13.6 * 22.2)
    assert found.nothing_share_pct == pytest.approx(100 - circle_pct, abs=0.5)
    assert sum(found.class_shares_pct) + found.nothing_share_pct == pytest.approx(100)
    rows = found.table.frame.set_index("ags")
    assert rows.loc[WEST, "highest"] == found.peak
    assert rows.loc[EAST, "mean_state"] == CellState.NO_REPORT
    assert math.isnan(rows.loc[EAST, "mean"])
    assert "1 matching offer has no coordinates and does not count." in words(found)
    assert "1 municipality never reported anything" in words(found)
    assert "On 91 % of the area of the municipalities that ever reported" in words(found)


def test_mean_of_the_surface_is_the_number_of_offers(
    migrated_url: str, layer: BoundaryLayer
) -> None:
    # within a column of cells: a square is 27 of them wide
    fill(migrated_url, [*PRESENT, offer("auch", IN_WEST)])
    rows = surface(migrated_url, layer).table.frame.set_index("ags")
    area_km2 = layer.frame.set_index("ags")["area_km2"]
    assert rows.loc[WEST, "mean"] * area_km2[WEST] == pytest.approx(2, rel=0.05)
    assert rows.loc[EAST, "mean"] * area_km2[EAST] == pytest.approx(1, rel=0.05)


def test_cells_say_outside_nothing_and_class(migrated_url: str, layer: BoundaryLayer) -> None:
    fill(migrated_url, PRESENT)
    found = surface(migrated_url, layer)
    cells = np.array(found.cells).reshape(found.rows, found.columns)
    assert set(np.unique(cells)) == {1, 2, 3, 4, 5, 6}  # two squares fill their bounds
    assert cells.max() == len(found.classification.upper_bounds) + 1
    assert found.classification.upper_bounds[-1] >= found.peak
    steps = surface_module.LEVELS_A_CLASS
    levels = np.array(found.levels)
    assert ((2 * levels + steps) // (2 * steps)).tolist() == list(found.cells)
    assert set(levels[levels > steps] % steps) == set(range(1, steps, 2))  # every step occurs


def test_without_any_place_there_is_a_sentence(migrated_url: str, layer: BoundaryLayer) -> None:
    fill(migrated_url, [NOWHERE, *ABSENT])
    found = surface(migrated_url, layer)
    assert "No offer of this selection has a place on the map" in words(found)
    assert set(found.cells) == {1}
    assert math.isnan(found.peak)
    assert found.classification.upper_bounds == ()


def test_many_offers_count_at_their_municipality(
    migrated_url: str, layer: BoundaryLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surface_module, "MOST_POINTS", 1)
    fill(migrated_url, [*PRESENT, NOWHERE])
    found = surface(migrated_url, layer)
    assert "each counts at a point of its municipality" in words(found)
    rows = found.table.frame.set_index("ags")
    area_km2 = layer.frame.set_index("ags")["area_km2"]
    assert rows.loc[WEST, "mean"] * area_km2[WEST] == pytest.approx(2, rel=0.05)


def test_a_bandwidth_below_the_grid_becomes_the_least_possible(
    migrated_url: str, layer: BoundaryLayer
) -> None:
    fill(migrated_url, PRESENT)
    least = least_bandwidth_m(layer)
    found = surface(migrated_url, layer, bandwidth_m=1)
    assert found.bandwidth_m == least
    assert render(length(least), "en") in words(found)


@pytest.mark.parametrize(
    ("metres", "text"), [(500, "500 m"), (1_000, "1 km"), (2_500, "2.5 km"), (10_000, "10 km")]
)
def test_lengths_read_as_people_say_them(metres: float, text: str) -> None:
    assert render(length(metres), "en") == text
