"""Search on both databases against a second computation in plain Python, and hostile words."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import insert, update

from lib.domain.fuzzy_text import normalise
from lib.store import kept, schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.entries import host_entries, offer_entries, offer_entry
from lib.store.queries.offers import OfferFilter
from lib.store.queries.search import (
    Confirmation,
    EntryStatus,
    Hits,
    Places,
    SearchFilter,
    search,
)
from lib.store.queries.search_index import offer_index
from tests.unit.store.test_offer_queries import DAY, fill, offer

HERE, THERE = "03241001", "03241002"
HOSTILE = ["%", "_", "'; DROP TABLE offer; --", "<b>x</b>", "=cmd|' /C calc'!A0", "\\", '"', "\x00"]


def found(url: str, text: str = "", *, limit: int = 1000, **chosen: Any) -> Hits:
    filters = {
        name: chosen.pop(name) for name in ("life_phase", "field", "sector") if name in chosen
    }
    day = chosen.pop("on", DAY)
    index = offer_index(reading_engine(url), prefixes=chosen.pop("prefixes", ()))
    asked = SearchFilter(offers=OfferFilter(on=day, **filters), text=text, **chosen)
    return search(index, asked, offers_limit=limit, hosts_limit=limit)


def many(
    count: int,
) -> tuple[list[dict[str, object]], list[tuple[str, str]], list[tuple[str, str]]]:
    """Offers with every mix of properties, their fields and their service areas."""
    dice = random.Random(7)  # noqa: S311  a test
    offers = [
        offer(
            f"k{number:03}",
            name=" ".join(dice.sample(["Mütter", "Treff", "Beratung", "für", "Väter"], 3)),
            institution_key=dice.choice(["i", "j"]),
            status=dice.choice(["active", "active", "defunct"]),
            minimum_age_years=(low := dice.choice([-1, 0, 3])),
            maximum_age_years=low + dice.randrange(4),
            capacity_places=dice.choice([None, 0, 12]),
            valid_from=DAY + timedelta(days=dice.choice([-400, -30, 0, 1, 60])),
            valid_to=dice.choice([None, DAY + timedelta(days=61)]),
            last_confirmed_on=dice.choice(
                [None, *(DAY - timedelta(days=days) for days in (0, 100, 366, 500, 900))]
            ),
            ags=dice.choice([None, HERE, THERE]),
        )
        for number in range(count)
    ]
    for row in offers[::7]:
        row |= {"valid_from": DAY - timedelta(days=9), "valid_to": DAY + timedelta(days=1)}
    for row in offers[::11]:
        row |= {"valid_from": DAY - timedelta(days=9), "valid_to": DAY}
    keys = [str(row["key"]) for row in offers]
    return (
        offers,
        [(key, dice.choice([HERE, THERE])) for key in dice.sample(keys, count // 3)],
        [(key, "f") for key in dice.sample(keys, count // 2)],
    )


def test_every_filter_equals_a_second_computation(migrated_url: str) -> None:
    offers, areas, codes = many(120)
    fill(migrated_url, offers, areas=areas, fields=codes)
    index = offer_index(reading_engine(migrated_url), prefixes=())
    phases = {"": (-9, 999), "0-3": (0, 3), "3-6": (3, 6)}
    choices = itertools.product(
        phases, ["", "f"], ["", "x"], ["", HERE], EntryStatus, Confirmation, Places
    )
    for phase, field, sector, ags, status, confirmation, places in choices:
        chosen = SearchFilter(
            offers=OfferFilter(on=DAY, life_phase=phase, field=field, sector=sector),
            ags=ags,
            status=status,
            confirmation=confirmation,
            places=places,
        )
        expected = {
            row["key"]
            for row in offers
            if not (field and (row["key"], "f") not in codes)
            and not (sector and row["institution_key"] != "i")
            and not (ags and row["ags"] != ags and (row["key"], ags) not in areas)
            and _fits_status(row, status)
            and _fits_confirmation(row["last_confirmed_on"], confirmation)
            and places in {Places.ALL, _places(row)}
            and row["minimum_age_years"] < phases[phase][1]
            and row["maximum_age_years"] >= phases[phase][0]
        }
        hits = search(index, chosen, offers_limit=1000, hosts_limit=1000)
        assert set(hits.offers) == expected, chosen
        assert hits.offers_count == len(expected)
        hosts = {row["institution_key"] for row in offers if row["key"] in expected}
        assert hits.offering_hosts_count == len(hosts)


def _fits_status(row: Any, status: EntryStatus) -> bool:
    holds = row["valid_from"] <= DAY and (row["valid_to"] is None or row["valid_to"] > DAY)
    is_active = row["status"] == "active" and holds
    return status is EntryStatus.ALL or is_active == (status is EntryStatus.ACTIVE)


def _places(row: Any) -> Places:
    return Places.NOT_STATED if row["capacity_places"] is None else Places.STATED


def _fits_confirmation(day: date | None, wanted: Confirmation) -> bool:
    a_year, two_years = date(2019, 6, 30), date(2018, 6, 30)
    return {
        Confirmation.ALL: True,
        Confirmation.NEVER: day is None,
        Confirmation.WITHIN_12_MONTHS: day is not None and day > a_year,
        Confirmation.OVER_12_MONTHS: day is None or day <= a_year,
        Confirmation.OVER_24_MONTHS: day is None or day <= two_years,
    }[wanted]


@pytest.mark.parametrize("query", ["Mütter", "treff mutter", "bera", "rat", "atun", "für", "I"])
def test_order_equals_a_second_computation(migrated_url: str, query: str) -> None:
    """Better ways of meeting first, offer before institution; equally good ones alphabetically."""
    offers, areas, codes = many(60)
    fill(migrated_url, offers, areas=areas, fields=codes)
    expected = []
    for row in offers:
        texts = [(str(row["name"]), 3), (str(row["institution_key"]).upper(), 2)]
        reached = [name for key, name in areas if key == row["key"]]
        texts += [("AB"[ags == THERE], 1) for ags in [row["ags"], *reached] if ags]
        worths = [max(_worth(word, text, bonus) for text, bonus in texts) for word in _asked(query)]
        if all(worths):
            whole = sorted(_asked(query)) == sorted(_asked(str(row["name"])))
            order = (-sum(worths) - 1000 * whole, _folded(str(row["name"])))
            expected.append((*order, row["institution_key"], row["key"]))
    hits = found(migrated_url, query, status=EntryStatus.ALL)
    assert list(hits.offers) == [key for *_, key in sorted(expected)]
    assert found(migrated_url, query, status=EntryStatus.ALL, limit=5).offers == hits.offers[:5]


def test_the_way_of_meeting_counts_before_the_place(migrated_url: str) -> None:
    fill(
        migrated_url,
        [offer("begins", name="Insel", institution_key="j"), offer("exact", name="Treff")],
    )
    assert found(migrated_url, "i").offers == ("exact", "begins")  # its institution is called I


def _folded(text: str) -> str:
    return text.lower().replace("ü", "u").replace("ä", "a")


def _asked(text: str) -> list[str]:
    words = _folded(text).split()
    return [word for word in words if word != "fur"] or words


def _worth(word: str, text: str, bonus: int) -> int:
    kinds = [
        3
        if own == word
        else 2
        if own.startswith(word)
        else 1
        if len(word) > 3 and word in own
        else 0
        for own in re.split(r"\W+", _folded(text))
    ]
    return 4 * max(kinds) + bonus if max(kinds) else 0


def test_extent_holds_what_concerns_it(migrated_url: str) -> None:
    fill(
        migrated_url,
        [
            offer("here"),
            offer("there", ags=THERE),
            offer("reaches", ags=THERE),
            offer("none", ags=None),
        ],
        areas=[("reaches", HERE)],
    )
    assert set(found(migrated_url, prefixes=(HERE,)).offers) == {"here", "reaches", "none"}
    assert found(migrated_url, prefixes=("09",)).offers == ("none",)


def test_a_municipality_narrows_by_place_and_by_service_area(migrated_url: str) -> None:
    with_names = [offer("x", name="Treff"), offer("y", name="Treff", ags=THERE)]
    fill(migrated_url, with_names, areas=[("x", THERE)])
    with writing_engine(migrated_url).begin() as connection:
        area = schema.municipality
        connection.execute(update(area).where(area.c.ags == THERE).values(name="Gärbsen"))
    assert set(found(migrated_url, "treff gaerbsen").offers) == {"x", "y"}
    assert found(migrated_url, "treff gaerbsen").offers[0] == "x"  # equally good: by key
    assert set(found(migrated_url, "treff a").offers) == {"x"}


def test_institutions_by_name_and_by_their_offers(migrated_url: str) -> None:
    fill(migrated_url, [offer("o", name="Jugendtreff", institution_key="i")])
    with_words = found(migrated_url, "j")
    assert with_words.hosts == ("j", "i")  # named so, then: an offer is named so
    assert with_words.host_offers == (0, 1)
    assert found(migrated_url, "j", sector="y").hosts == ("j",)
    assert found(migrated_url, "j", places=Places.STATED).hosts == ()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(migrated_url: str, text: str) -> None:
    fill(migrated_url, [offer("x", name="Treff"), offer("y", name=text.replace("\x00", ""))])
    hits = found(migrated_url, text)
    assert "y" in hits.offers
    assert ("x" in hits.offers) == (not normalise(text))  # signs alone ask for nothing


def put_batch(url: str, number: int) -> None:
    row = {
        "id": number,
        "file_name": "f",
        "table_name": "offer",
        "sha256": "s",
        "imported_at": datetime(2026, 1, 1, tzinfo=UTC),
        "rows_added": 1,
        "rows_updated": 0,
        "rows_unchanged": 0,
        "is_sample": False,
    }
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.import_batch), row)


def test_kept_columns_give_the_same_index_and_end_with_the_next_import(migrated_url: str) -> None:
    offers, areas, codes = many(40)
    fill(migrated_url, offers, areas=areas, fields=codes)
    put_batch(migrated_url, 1)
    engine = reading_engine(migrated_url)
    from_rows = offer_index(engine, prefixes=(HERE,))
    with writing_engine(migrated_url).begin() as connection:
        kept.refresh(connection)
    with writing_engine(migrated_url).begin() as connection:  # past the import: nobody sees it
        name = schema.offer.c.name
        connection.execute(update(schema.offer).where(name.like("%Treff%")).values(name="Neu"))
    from_kept = offer_index(engine, prefixes=(HERE,))
    for column in fields(from_rows):
        mine, theirs = getattr(from_rows, column.name), getattr(from_kept, column.name)
        if isinstance(mine, np.ndarray):
            assert mine.dtype == theirs.dtype
            assert (mine == theirs).all(), column.name
    assert from_rows.vocabulary.words == from_kept.vocabulary.words
    put_batch(migrated_url, 2)
    assert "neu" in offer_index(engine, prefixes=()).vocabulary.words


def test_rows_come_in_the_order_asked_for(migrated_url: str) -> None:
    fill(
        migrated_url,
        [offer("a", capacity_places=0), offer("b", ags=None)],
        areas=[("b", THERE), ("b", HERE)],
        fields=[("a", "f")],
    )
    rows = offer_entries(reading_engine(migrated_url), ("b", "gone", "a"))
    assert rows["key"].tolist() == ["b", "a"]
    assert rows["service_area"].tolist() == [("A", "B"), ()]
    assert rows["fields"].tolist() == [(), ("f",)]
    assert rows["municipality"].tolist() == ["", "A"]
    assert rows["capacity_places"].isna().tolist() == [True, False]
    assert host_entries(reading_engine(migrated_url), ("j", "i"))["key"].tolist() == ["j", "i"]


def test_one_entry_in_full_and_a_stale_key(migrated_url: str) -> None:
    fill(migrated_url, [offer("a", description="D")], areas=[("a", THERE)], fields=[("a", "f")])
    entry = offer_entry(reading_engine(migrated_url), "a")
    assert entry
    assert (entry.description, entry.service_area, entry.fields) == ("D", ("B",), ("f",))
    assert (entry.municipality, entry.valid_from) == ("A", date(2015, 1, 1))
    assert offer_entry(reading_engine(migrated_url), "gone") is None


def test_empty_database(migrated_url: str) -> None:
    hits = found(migrated_url, "beratung")
    assert (hits.offers, hits.hosts, hits.offers_count) == ((), (), 0)
    assert offer_entries(reading_engine(migrated_url), ()).empty
