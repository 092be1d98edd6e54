"""What is kept at an import: used while it is of the newest one, and never beside the rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, select, update

from lib.domain.scenario import Scenario
from lib.store import kept, schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.kept import kept_placements
from lib.store.migrate import migrate, upgrade
from lib.store.placements import Placements, read_placements
from lib.store.queries import offer_points
from lib.store.queries.children import children_count
from lib.store.queries.offers import OfferFilter, offer_counts
from tests.offer_case import AREAS, add_batch, fill_lists, replace_offers, simple_offer

if TYPE_CHECKING:
    from sqlalchemy import Connection

ON = date(2020, 6, 1)
OFFERS = (
    simple_offer("a", ags=AREAS[0], fields=frozenset("f")),
    simple_offer("b", ags=AREAS[1], areas=frozenset(AREAS[3:]), places=7),
    simple_offer("wide", is_region_wide=True),
)


@pytest.fixture
def url(migrated_url: str) -> str:
    fill_lists(migrated_url)
    replace_offers(migrated_url, OFFERS)
    add_batch(migrated_url)
    return migrated_url


def keep(url: str) -> None:
    with writing_engine(url).begin() as connection:
        kept.refresh(connection)


def is_fresh(url: str) -> bool:
    with reading_engine(url).connect() as connection:
        return kept.is_fresh(connection)


def counted(url: str) -> int:
    table = offer_counts(reading_engine(url), OfferFilter(on=ON), prefixes=())
    return int(table["offers_count"].sum())


def behind_the_back(url: str) -> None:
    """Withdraw an offer as somebody with an SQL tool would."""
    with writing_engine(url).begin() as connection:
        offer = schema.offer
        connection.execute(update(offer).where(offer.c.key == "a").values(status="defunct"))


def test_without_a_stamp_the_rows_count(url: str) -> None:
    assert not is_fresh(url)
    assert counted(url) == 3
    behind_the_back(url)
    assert counted(url) == 2


def test_what_is_kept_is_read_until_the_next_import(url: str) -> None:
    keep(url)
    assert is_fresh(url)
    assert counted(url) == 3
    behind_the_back(url)
    assert counted(url) == 3  # proof that the rows were not read
    add_batch(url)
    assert not is_fresh(url)
    assert counted(url) == 2
    keep(url)
    assert is_fresh(url)
    assert counted(url) == 2


def test_an_import_of_other_tables_moves_the_stamp_only(url: str) -> None:
    keep(url)
    behind_the_back(url)
    add_batch(url)
    with writing_engine(url).begin() as connection:
        kept.after_import(connection, tables={"goal"}, was_fresh=True)
    assert is_fresh(url)
    assert counted(url) == 3
    add_batch(url)
    with writing_engine(url).begin() as connection:
        kept.after_import(connection, tables={"goal"}, was_fresh=False)
    assert counted(url) == 2


@pytest.mark.parametrize("table", ["offer", "institution", "context_value"])
def test_an_import_of_a_source_reads_the_rows_again(url: str, table: str) -> None:
    keep(url)
    behind_the_back(url)
    add_batch(url)
    with writing_engine(url).begin() as connection:
        kept.after_import(connection, tables={"goal", table}, was_fresh=True)
    assert counted(url) == 2


def test_what_another_program_kept_counts_for_nothing(url: str) -> None:
    keep(url)
    behind_the_back(url)
    entries = schema.kept_column
    with writing_engine(url).begin() as connection:
        statement = update(entries).where(entries.c.name == "lists")
        connection.execute(statement.values(content=b'{"format": 0}'))
    assert not is_fresh(url)
    assert counted(url) == 2
    with reading_engine(url).connect() as connection:
        assert children_count(connection, AREAS).tolist() == pytest.approx(
            [float("nan")] * 4, nan_ok=True
        )


def test_nothing_is_kept_before_the_first_import(migrated_url: str) -> None:
    with writing_engine(migrated_url).begin() as connection:
        kept.refresh(connection)
        assert not kept.is_fresh(connection)
        assert connection.execute(select(schema.kept_column)).all() == []


def as_rows(placements: Placements) -> set[tuple[object, ...]]:
    """Placements as a set that does not depend on order, numbering or narrow types."""
    columns = {name: column.tolist() for name, column in placements.columns.items()}
    columns["ags"] = [[*placements.codes["ags"], ""][ags] for ags in columns["ags"]]
    del columns["offer"]
    names = sorted(columns)
    return {tuple(columns[name][row] for name in names) for row in range(len(columns["ags"]))}


def test_every_column_comes_back_as_it_was(url: str) -> None:
    keep(url)
    with reading_engine(url).connect() as connection:
        rows = read_placements(connection)
        back = kept_placements(connection, names=tuple(rows.columns), prefixes=())
        assert back is not None
        assert back.codes == rows.codes
        assert as_rows(back) == as_rows(rows)


def test_an_extent_reads_its_districts_and_the_placeless(url: str) -> None:
    keep(url)
    with reading_engine(url).connect() as connection:
        found = {
            prefixes: read_ags(connection, prefixes)
            for prefixes in (("03252",), ("03252006",), ("03",), ("99",), ("03241001", "03252"))
        }
    assert found == {
        ("03252",): {AREAS[3], ""},
        ("03252006",): {AREAS[3], ""},
        ("03",): {AREAS[0], AREAS[1], AREAS[3], ""},
        ("99",): {""},
        ("03241001", "03252"): {AREAS[0], AREAS[1], AREAS[3], ""},  # a district at a time
    }


def read_ags(connection: Connection, prefixes: tuple[str, ...]) -> set[str]:
    placements = kept_placements(connection, names=("ags",), prefixes=prefixes)
    assert placements is not None
    return {[*placements.codes["ags"], ""][ags] for ags in placements.columns["ags"]}


def test_newest_year_of_a_context_value(url: str) -> None:
    value = schema.context_value
    indicator = {
        "code": "u3",
        "position": 1,
        "label_de": "u3",
        "label_en": "u3",
        "unit": "u",
        "source": "s",
        "licence": "l",
        "vintage": "v",
    }
    given = [(AREAS[0], 2011, 1.0), (AREAS[0], 2022, 100.0), (AREAS[1], 2011, 0.0)]
    with writing_engine(url).begin() as connection:
        connection.execute(insert(schema.context_indicator), indicator)
        for ags, year, number in given:
            row = {"indicator_code": "u3", "ags": ags, "year": year, "value": number}
            connection.execute(insert(value), row)
    asked = (AREAS[1], AREAS[2], AREAS[0], "nowhere")
    for prepare in (lambda: None, lambda: keep(url), lambda: empty(url)):
        prepare()
        with reading_engine(url).connect() as connection:
            found = kept.context_values(connection, ["u3", "unknown"], areas=asked)
        assert found["u3"].tolist() == pytest.approx(
            [0.0, float("nan"), 100.0, float("nan")], nan_ok=True
        )
        assert found["unknown"].tolist() == pytest.approx([float("nan")] * 4, nan_ok=True)


def empty(url: str) -> None:
    """Take the stamp away."""
    with writing_engine(url).begin() as connection:
        connection.execute(delete(schema.kept_state))


def test_migrating_a_filled_database_of_the_first_release(database_url: str) -> None:
    migrate(database_url, revision="0001")
    fill_lists(database_url)
    replace_offers(database_url, OFFERS)
    add_batch(database_url)
    with writing_engine(database_url).begin() as connection:
        upgrade(connection)
    assert not is_fresh(database_url)  # no stamp: the rows count
    assert counted(database_url) == 3
    migrate(database_url)  # what the command does
    assert is_fresh(database_url)
    assert counted(database_url) == 3


@pytest.mark.parametrize("limit", [1, 2, 9])
@pytest.mark.parametrize("removed", [(), ("p0",), ("p0", "p2")])
def test_points_are_the_same_by_key_and_by_walk(
    url: str, monkeypatch: pytest.MonkeyPatch, limit: int, removed: tuple[str, ...]
) -> None:
    points = [simple_offer(f"p{n}", ags=AREAS[n % 3], point=(52.4, 9.7)) for n in range(4)]
    elsewhere = simple_offer("p00", ags=AREAS[3], point=(52.4, 9.7))
    replace_offers(url, [*points, elsewhere])
    keep(url)
    chosen = OfferFilter(on=ON, scenario=Scenario(removed=removed))
    expected = [offer.key for offer in points if offer.key not in removed][:limit]
    for few in (25_000, -1):
        monkeypatch.setattr(offer_points, "_FEW", few)
        found = offer_points.offer_points(
            reading_engine(url), chosen, prefixes=("03241",), limit=limit
        )
        assert found["key"].tolist() == expected
