"""What was known on a day, and what explains a series, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, insert

from lib.store import schema
from lib.store.engine import reading_engine
from lib.store.queries import goals as queries
from tests.unit.store.test_goal_queries import TOWN, goal, indicator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

MARCH, JUNE, LATER = date(2020, 3, 31), date(2020, 6, 15), date(2021, 3, 31)


def value(year: int, number: float, published_on: date | None, **more: Any) -> dict[str, Any]:
    return {
        "indicator_key": "i1",
        "ags": None,
        "year": year,
        "value": number,
        "published_on": published_on,
        "is_series_break": False,
        "note": "",
        "suspends_judgement": False,
        **more,
    }


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    writer = create_engine(migrated_url)
    with writer.begin() as connection:
        connection.execute(
            insert(schema.municipality), {"ags": TOWN, "name": "A-Stadt", "area_km2": 10.0}
        )
        connection.execute(insert(schema.goal), goal("L1", 1, 1))
        connection.execute(
            insert(schema.indicator),
            [indicator("i1", 1, goal_key="L1"), indicator("i2", 2), indicator("i3", 3)],
        )
        connection.execute(insert(schema.observation), OBSERVATIONS)
        connection.execute(insert(schema.observation_revision), REVISIONS)
        connection.execute(insert(schema.annotation), EVENTS)
    writer.dispose()
    reader = reading_engine(migrated_url)
    yield reader
    reader.dispose()


OBSERVATIONS = [
    value(2017, 1.0, None),
    value(2018, 2.0, MARCH),
    value(2019, 3.3, LATER, is_series_break=True, suspends_judgement=True, note="neu"),
    value(2019, 9.0, None, ags=TOWN),
    value(2018, 5.0, JUNE, ags=TOWN),
    value(2018, 7.0, MARCH, indicator_key="i2"),
    value(2018, 8.0, MARCH, indicator_key="i3"),
]
REVISIONS = [
    # two versions of 2019 before the present one
    value(2019, 3.1, MARCH, replaced_on=JUNE, note="vorläufig"),
    value(2019, 3.2, JUNE, replaced_on=LATER),
    # of a municipality: known at all times until it was replaced
    value(2018, 4.0, None, ags=TOWN, replaced_on=JUNE),
    # a typing error that was corrected later under the same day of publication
    value(2018, 80.0, MARCH, indicator_key="i3", replaced_on=LATER),
]
EVENTS = [
    {"key": "b", "indicator_key": "i1", "ags": TOWN, "happened_on": JUNE, "text_de": "B",
     "text_en": ""},
    {"key": "a", "indicator_key": "i1", "ags": None, "happened_on": MARCH, "text_de": "A",
     "text_en": "A"},
    {"key": "c", "indicator_key": "i2", "ags": None, "happened_on": MARCH, "text_de": "C",
     "text_en": ""},
]  # fmt: skip


def known(engine: Engine, day: date | None, **more: str) -> dict[int, float]:
    frame = queries.observations(engine, indicator_key="i1", known_on=day, **more)
    return dict(zip(frame["year"], frame["value"], strict=True))


@pytest.mark.parametrize(
    ("day", "region", "town"),
    [
        (date(2020, 3, 30), {2017: 1.0}, {2018: 4.0, 2019: 9.0}),
        (MARCH, {2017: 1.0, 2018: 2.0, 2019: 3.1}, {2018: 4.0, 2019: 9.0}),
        (JUNE, {2017: 1.0, 2018: 2.0, 2019: 3.2}, {2018: 5.0, 2019: 9.0}),
        (date(2021, 3, 30), {2017: 1.0, 2018: 2.0, 2019: 3.2}, {2018: 5.0, 2019: 9.0}),
        (LATER, {2017: 1.0, 2018: 2.0, 2019: 3.3}, {2018: 5.0, 2019: 9.0}),
        (None, {2017: 1.0, 2018: 2.0, 2019: 3.3}, {2018: 5.0, 2019: 9.0}),
    ],
)
def test_what_was_known_on_a_day(
    engine: Engine, day: date | None, region: dict[int, float], town: dict[int, float]
) -> None:
    assert known(engine, day) == region
    assert known(engine, day, ags=TOWN) == town


def test_an_earlier_version_carries_its_own_note_and_break(engine: Engine) -> None:
    now = queries.observations(engine, indicator_key="i1").set_index("year").loc[2019]
    assert (now["note"], bool(now["suspends_judgement"])) == ("neu", True)
    then = queries.observations(engine, indicator_key="i1", known_on=MARCH)
    assert then.dtypes.equals(queries.observations(engine).dtypes)
    row = then.set_index("year").loc[2019]
    assert (row["note"], bool(row["suspends_judgement"])) == ("vorläufig", False)
    assert row["published_on"].date() == MARCH


def test_all_indicators_at_once_are_the_same_as_one_by_one(engine: Engine) -> None:
    frame = queries.observations(engine, known_on=JUNE)
    assert list(zip(frame["indicator_key"], frame["year"], strict=True)) == [
        ("i1", 2017),
        ("i1", 2018),
        ("i1", 2019),
        ("i2", 2018),
        ("i3", 2018),
    ]


@pytest.mark.parametrize(("day", "number"), [(MARCH, 80.0), (JUNE, 80.0), (LATER, 8.0)])
def test_a_corrected_error_stood_until_it_was_corrected(
    engine: Engine, day: date, number: float
) -> None:
    frame = queries.observations(engine, indicator_key="i3", known_on=day)
    assert frame["value"].tolist() == [number]


def test_values_of_all_places(engine: Engine) -> None:
    frame = queries.observations_everywhere(engine, "i1")
    assert list(zip(frame["ags"], frame["year"], frame["value"], strict=True)) == [
        ("", 2017, 1.0),
        ("", 2018, 2.0),
        ("", 2019, 3.3),
        (TOWN, 2018, 5.0),
        (TOWN, 2019, 9.0),
    ]
    assert frame["suspends_judgement"].tolist() == [False, False, True, False, False]
    assert queries.observations_everywhere(engine, "?").empty


def test_revisions_oldest_first(engine: Engine) -> None:
    frame = queries.revisions(engine, indicator_key="i1")
    assert list(zip(frame["year"], frame["value"], strict=True)) == [(2019, 3.1), (2019, 3.2)]
    assert [day.date() for day in frame["replaced_on"]] == [JUNE, LATER]
    town = queries.revisions(engine, ags=TOWN)
    assert town["published_on"].isna().all()
    assert town["ags"].tolist() == [TOWN]
    assert queries.revisions(engine, indicator_key="i2").empty


def test_days_of_publication_newest_first(engine: Engine) -> None:
    assert queries.publication_days(engine) == (LATER, JUNE, MARCH)


def test_events_oldest_first(engine: Engine) -> None:
    frame = queries.events(engine)
    assert frame["key"].tolist() == ["a", "c", "b"]
    assert frame["ags"].tolist() == ["", "", TOWN]
    assert queries.events(engine, "i1")["key"].tolist() == ["a", "b"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Engine:
    path = tmp_path_factory.mktemp("law") / "law.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    writer = create_engine(f"sqlite:///{path}")
    with writer.begin() as connection:
        connection.execute(insert(schema.goal), goal("L1", 1, 1))
        connection.execute(insert(schema.indicator), indicator("i1", 1))
    return writer


days = st.dates(date(2020, 1, 1), date(2020, 3, 1))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(turns=st.lists(days, min_size=1, max_size=5, unique=True).map(sorted), asked=days)
def test_a_history_is_told_as_it_happened(shelf: Engine, turns: list[date], asked: date) -> None:
    """Versions follow each other; on each day the newest that had begun is known."""
    *earlier, last = list(enumerate(turns))
    with shelf.begin() as connection:
        connection.execute(delete(schema.observation_revision))
        connection.execute(delete(schema.observation))
        connection.execute(insert(schema.observation), value(2019, float(last[0]), last[1]))
        for number, day in earlier:
            row = value(2019, float(number), day, replaced_on=turns[number + 1])
            connection.execute(insert(schema.observation_revision), row)
    begun = [number for number, day in enumerate(turns) if day <= asked]
    assert list(known(shelf, asked).values()) == [float(number) for number in begun[-1:]]
