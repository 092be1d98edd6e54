"""The portrait on small hand-made cases: states, sentences, protection, what it leaves out."""

from __future__ import annotations

from datetime import date
from math import isnan
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert

from lib.domain.errors import MeasureError
from lib.domain.scenario import AddedOffer, Scenario
from lib.domain.vocabulary import CellState
from lib.insights.cooperation_public import public_release
from lib.insights.municipality_types import municipality_types
from lib.insights.portrait import portrait
from lib.insights.portrait_cooperation import Audience
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.offers import OfferFilter
from lib.store.queries.state import data_state
from lib.text import render
from tests import cooperation_case
from tests.unit.insights.test_overview import BATCH
from tests.unit.store import test_offer_queries
from tests.unit.store.test_offer_queries import DAY, offer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lib.insights.portrait_types import Portrait

A, B, C = "03241001", "03241002", "03241003"
CENSUS = "zensus_bevoelkerung"


def ask(
    url: str, ags: str = A, *, circle: bool = True, on: date = DAY, scenario: Scenario | None = None
) -> Portrait:
    engine = reading_engine(url)
    return portrait(
        engine,
        OfferFilter(on=on, scenario=scenario or Scenario()),
        ags=ags,
        audience=Audience(shows_single_pairs=circle),
        prefixes=(),
        extent_name="Testkreis",
        lists=lists(engine, prefixes=()),
        state=data_state(engine),
    )


def add(url: str, table: str, rows: Sequence[dict[str, Any]]) -> None:
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.metadata.tables[table]), list(rows))


def fill(
    url: str, offers: Sequence[dict[str, object]], *, fields: Sequence[tuple[str, str]] = ()
) -> None:
    test_offer_queries.fill(url, offers, fields=fields)
    add(url, "import_batch", [BATCH])


def people(url: str, **known: float) -> None:
    """Write census populations of A, B, C."""
    indicator = {"position": 1, "unit": "P", "source": "Zensus", "licence": "l", "vintage": "v"}
    labels = {"label_de": CENSUS, "label_en": CENSUS}
    add(url, "context_indicator", [{"code": CENSUS, **indicator, **labels}])
    names = {"A": A, "B": B, "C": C}
    add(
        url,
        "context_value",
        [
            {"indicator_code": CENSUS, "ags": names[name], "year": 2022, "value": value}
            for name, value in known.items()
        ],
    )


def said(texts: Iterable[Any]) -> str:
    return " ".join(render(text, "de") for text in texts)


def fact(found: Portrait, key: str) -> str:
    return next(render(fact.value, "de") for fact in found.facts if fact.key == key)


def test_small_case(migrated_url: str) -> None:
    fill(migrated_url, [offer("a"), offer("b"), offer("c", ags=B)], fields=[("a", "f")])
    people(migrated_url, A=6_000, B=5_500, C=400_000)
    found = ask(migrated_url)
    place = found.place
    assert (place.group.similar, place.group.added) == ((), (B, C))  # B is less densely settled
    assert [row.code for row in found.phases.compared] == ["*", "s", "0-3", "3-6"]
    together, _, young, older = found.phases.compared
    assert (together.offers_count, together.children_count) == (2, 150)
    assert together.value == pytest.approx(1000 * 2 / 150)
    assert together.region == pytest.approx(1000 * 3 / 150)  # B has no children, C is unknown
    assert together.peers_state is CellState.NOT_COMPUTABLE  # 1 offer, no child
    assert (young.low, young.high) == (10, 30)
    assert (older.value, isnan(older.low), older.high) == (0, True, 20)
    assert [row.offers_count for row in found.fields.compared] == [1]
    assert "Kein aktives Angebot für 3-6" in said(found.answer) or "s" in said(found.answer)
    assert "nächsten liegt" in said(place.explanation())
    assert {part.key for part in found.parts} == {
        *("phasen", "felder", "bedarf", "luecken", "kooperation", "ziele", "netzwerke"),
        "eintraege",
    }


def test_municipality_without_any_report_is_no_zero(migrated_url: str) -> None:
    fill(migrated_url, [offer("a")])
    found = ask(migrated_url, C)
    assert {row.state for row in found.phases.compared} == {CellState.NO_REPORT}
    assert "noch kein Angebot gemeldet" in said(found.answer)
    assert fact(found, "density") == fact(found, "gaps") == "keine Meldung"
    assert "Lücke und Schweigen" in said(found.gaps.sentences)
    assert found.entries.table.frame.empty
    assert set(found.phases.table.state("offers_count")) == {CellState.NO_REPORT.value}


def test_children_of_zero_are_not_computable(migrated_url: str) -> None:
    fill(migrated_url, [offer("a", ags=B)])
    found = ask(migrated_url, B)
    assert found.phases.compared[0].state is CellState.NOT_COMPUTABLE
    assert "nicht berechenbar" in said(found.answer)


def test_without_census_there_are_no_peers_and_no_need(migrated_url: str) -> None:
    fill(migrated_url, [offer("a")])
    found = ask(migrated_url)
    assert not found.place.has_peers
    assert "nicht bekannt" in said(found.place.explanation())
    assert not found.need.compared
    assert "Zensuszahlen fehlen" in said(found.need.sentences)
    assert fact(found, "people") == "keine Angabe"
    assert "peers" not in {column.key for column in found.phases.table.columns}


def test_one_municipality_only(migrated_url: str) -> None:
    fill(migrated_url, [offer("a")])
    people(migrated_url, A=6_000)
    with writing_engine(migrated_url).begin() as connection:
        connection.execute(delete(schema.context_value).where(schema.context_value.c.ags != A))
        connection.execute(delete(schema.municipality).where(schema.municipality.c.ags != A))
    found = ask(migrated_url)
    assert not found.place.has_peers
    assert "keine andere" in said(found.place.explanation())
    together = found.phases.compared[0]
    assert together.value == together.region
    engine = reading_engine(migrated_url)
    kinds = municipality_types(
        engine, on=DAY, prefixes=(), extent_name="T", state=data_state(engine)
    )
    assert len(kinds.areas) == 1
    assert len(kinds.answer) == 1


def test_unknown_municipality_is_refused(migrated_url: str) -> None:
    fill(migrated_url, [])
    with pytest.raises(MeasureError):
        ask(migrated_url, "99999999")


def test_day_before_all_data_says_so_everywhere(migrated_url: str) -> None:
    fill(migrated_url, [offer("a")])
    found = ask(migrated_url, on=date(1990, 1, 1))
    assert found.phases.compared[0].value == 0
    assert "A hat 0 aktive Angebote" in said(found.answer)
    assert "kein aktives Angebot" in said(found.entries.sentences)
    assert "keine Einschätzungen" in said(found.cooperation.sentences)
    assert found.cooperation.own is None


def test_entries_confirmed_later_say_nothing_about_the_day(migrated_url: str) -> None:
    fill(
        migrated_url,
        [
            offer("later", last_confirmed_on=date(2020, 7, 1)),
            offer("never"),
            *(offer(f"d{day}", last_confirmed_on=date(2020, 1, day)) for day in range(1, 9)),
        ],
    )
    found = ask(migrated_url).entries
    frame = found.table.frame
    assert frame["name"].tolist() == ["d8", "d7", "d6", "d5", "d4", "d1", "d2", "d3", "never"]
    assert found.table.state("last_confirmed_on").tolist()[-1] == CellState.UNKNOWN.value
    assert "1 Eintrag wurde nach dem Stichtag bestätigt" in said(found.provenance.notes)
    assert "01.01.2020" in said(found.sentences)


def test_scenario_changes_the_density_and_is_named(migrated_url: str) -> None:
    fill(migrated_url, [offer("a")])
    scenario = Scenario(added=(AddedOffer("3-6", A, 10),), removed=("a",))
    found = ask(migrated_url, scenario=scenario)
    assert [row.offers_count for row in found.phases.compared] == [1, 0, 0, 1]
    for part in (found.phases, found.fields, found.gaps, found.entries):
        assert "Szenario" in said(part.provenance.notes[:1])


def test_networks_name_meetings_and_nobody_who_came(migrated_url: str) -> None:
    fill(migrated_url, [])
    add(
        migrated_url,
        "network",
        [
            {"key": "n", "name": "Netz", "ags": A, "founded_on": None},
            {"key": "w", "name": "Weit", "ags": None, "founded_on": None},
            {"key": "o", "name": "Fremd", "ags": B, "founded_on": None},
        ],
    )
    meeting = {"network_key": "n", "steering_body_key": None, "participants_count": 2}
    days = (date(2019, 6, 30), date(2019, 7, 1), DAY, date(2020, 7, 1))
    add(
        migrated_url,
        "meeting",
        [
            {**meeting, "key": f"m{at}", "held_on": day, "parents_count": 1}
            for at, day in enumerate(days)
        ],
    )
    part = ask(migrated_url).networks
    assert part.table.frame["name"].tolist() == ["Netz", "Weit"]
    assert part.table.frame["meetings_count"].tolist() == [2, 0]
    assert not {"participants_count", "parents_count"} & set(part.table.frame.columns)
    assert "2 Treffen" in said(part.sentences)
    assert "kein Netzwerk" in said(ask(migrated_url, C).networks.sentences)


#: Every pair of the four institutions of A (k1, k2, s1, s3), both ways, and one tie to B.
WITHIN_A = [
    (one, other, 4)
    for one in ("k1", "k2", "s1", "s3")
    for other in ("k1", "k2", "s1", "s3")
    if one != other
]


def in_case(url: str, rated: Sequence[tuple[str, str, int]], ags: str, *, circle: bool) -> Any:
    cooperation_case.fill(url, rated)
    return ask(url, ags, circle=circle, on=date(2020, 12, 31)).cooperation


def test_circle_sees_municipalities_from_three_raters_on(migrated_url: str) -> None:
    part = in_case(migrated_url, [*WITHIN_A, ("k1", "k3", 0), ("a1", "k1", 0)], A, circle=True)
    assert (part.own.median, part.own.close_pct, part.own.rated_pct) == (4, 100, 100)
    assert part.own.institutions_count == 4  # neither the one of the Region nor those of B
    assert "mittlere Stufe (Median) 4 von 5" in said(part.sentences)


def test_two_raters_are_withheld_from_everybody(migrated_url: str) -> None:
    rated = [("k1", "k2", 5), ("k2", "k1", 5), ("k1", "s1", 5)]
    part = in_case(migrated_url, rated, A, circle=True)
    assert part.own.median_state is part.own.close_state is CellState.WITHHELD
    assert isnan(part.own.median)
    assert isnan(part.own.close_pct)
    assert "gesperrt" in said(part.sentences)
    own = part.table.frame.iloc[0]
    assert isnan(own["median"])
    assert own["median_state"] == CellState.WITHHELD.value


def test_public_shows_the_row_of_the_release_and_nothing_else(migrated_url: str) -> None:
    rated = [*WITHIN_A, *((one, other, 4) for one in ("k3", "k4") for other in ("s1", "s3"))]
    part = in_case(migrated_url, rated, A, circle=False)
    assert part.own is None
    release = public_release(reading_engine(migrated_url), "2020", prefixes=())
    row = [cell for cell in release.places if cell.row == A]
    assert set(part.public.cells) == set(row)
    assert part.table.frame["median_state"].tolist() == [c.state.value for c in part.public.cells]
    assert "close_pct" not in part.table.frame
    assert "institutions_count" not in part.table.frame


def test_public_portrait_of_few_raters_withholds(migrated_url: str) -> None:
    part = in_case(migrated_url, [("k1", "k2", 5), ("k2", "k1", 5)], A, circle=False)
    assert part.public.shown == ()
    assert part.table.frame["median"].isna().all()
    assert "gesperrt" in said(part.sentences)


def test_nobody_rated_is_no_level(migrated_url: str) -> None:
    part = in_case(migrated_url, [("k1", "k3", 5), ("k3", "k1", 5)], A, circle=True)
    assert part.own.median_state is CellState.UNKNOWN
    assert "Keine Einrichtung in A" in said(part.sentences)
