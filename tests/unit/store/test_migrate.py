"""Migrations and engines on both databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from lib.domain.errors import (
    SettingsError,
    StoreMissingError,
    StoreNotMigratedError,
    StoreUnreachableError,
)
from lib.store import schema
from lib.store.engine import reading, reading_engine, writing_engine
from lib.store.migrate import MIGRATIONS, ensure_migrated, migrate


def test_migrating_gives_exactly_the_schema(migrated_url: str) -> None:
    with writing_engine(migrated_url).connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    engine = writing_engine(database_url)
    with engine.begin() as connection:
        connection.execute(
            insert(schema.municipality), {"ags": "03241001", "name": "Hannover", "area_km2": 1.0}
        )
    migrate(database_url)
    ensure_migrated(reading_engine(database_url))
    with reading(reading_engine(database_url)) as connection:
        assert connection.execute(select(schema.municipality.c.name)).scalar_one() == "Hannover"


def test_the_target_system_survives_its_new_columns(database_url: str) -> None:
    """Up and down again: every row stays, the new columns hold what means nothing new."""
    migrate(database_url, revision="0003")
    engine = writing_engine(database_url)
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO institution_type VALUES ('t', 1, 'T', 'T')",
            "INSERT INTO provider_sector VALUES ('x', 1, 'X', 'X')",
            (
                "INSERT INTO institution (key, name, type_code, sector_code) "
                "VALUES ('k', 'Kita', 't', 'x')"
            ),
            (
                "INSERT INTO offer (key, name, description, institution_key, status, "
                "minimum_age_years, maximum_age_years, valid_from, is_region_wide) "
                "VALUES ('o', 'O', '', 'k', 'active', 0, 3, '2020-01-01', FALSE)"
            ),
            (
                "INSERT INTO goal (key, level, position, title_de, title_en, responsible_body) "
                "VALUES ('g', 1, 1, 'G', '', '')"
            ),
            (
                "INSERT INTO measure (key, goal_key, title_de, title_en, responsible_body, status) "
                "VALUES ('m', 'g', 'M', '', '', 'running')"
            ),
            "INSERT INTO measure_offer VALUES ('m', 'o')",
            (
                "INSERT INTO indicator (key, goal_key, position, name_de, name_en, definition_de, "
                "definition_en, unit, unit_en, decimals, direction, kind, source, accountability) "
                "VALUES ('i', 'g', 1, 'I', '', '', '', '%', '', 1, 1, 'direction_only', 'Q', "
                "'population')"
            ),
            (
                "INSERT INTO observation (indicator_key, year, value, is_series_break, note) "
                "VALUES ('i', 2019, 1.5, TRUE, 'n')"
            ),
        ):
            connection.execute(text(statement))

    def count() -> list[int]:
        with engine.connect() as connection:
            return [
                connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in ("measure", "measure_offer", "indicator", "observation")
            ]

    migrate(database_url)
    with engine.connect() as connection:
        measure = connection.execute(select(schema.measure)).mappings().one()
        indicator = connection.execute(select(schema.indicator)).mappings().one()
        value = connection.execute(select(schema.observation)).mappings().one()
    assert (measure["funding_source"], measure["funding_ends_on"]) == ("", None)
    assert (indicator["minimum_values"], indicator["comparator_key"]) == (6, None)
    assert (indicator["contact_role"], indicator["target_value_to"]) == ("", None)
    assert (value["is_series_break"], value["suspends_judgement"]) == (True, False)
    assert value["published_on"] is None
    assert count() == [1, 1, 1, 1]
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
    assert count() == [1, 1, 1, 1]
    migrate(database_url)
    assert count() == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("indicator", "comparator_key = key"),
        ("indicator", "minimum_values = 3"),
        ("indicator", "target_value = 2, target_value_to = 2"),
        ("indicator", "target_value_to = 2"),
        ("observation", "is_series_break = FALSE, suspends_judgement = TRUE"),
    ],
)
def test_the_database_refuses_what_the_import_would(
    migrated_url: str, table: str, values: str
) -> None:
    """The constraints stand although the columns were added to tables with rows."""
    engine = writing_engine(migrated_url)
    with engine.begin() as connection:
        connection.execute(
            insert(schema.indicator),
            {"key": "i", "position": 1, "name_de": "I", "unit": "%", "direction": 1,
             "kind": "direction_only", "source": "Q", "accountability": "population"},
        )  # fmt: skip
        connection.execute(
            insert(schema.observation), {"indicator_key": "i", "year": 2019, "value": 1.0}
        )
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {values}"))


def test_institutions_survive_the_columns_of_mergers(database_url: str) -> None:
    """What refers to an institution stays too: nothing is copied, nothing is cascaded."""
    migrate(database_url, revision="0002")
    engine = writing_engine(database_url)
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO institution_type VALUES ('t', 1, 'T', 'T')",
            "INSERT INTO provider_sector VALUES ('x', 1, 'X', 'X')",
            "INSERT INTO life_phase VALUES ('0-3', 1, 'P', 'P', 0, 3, NULL)",
            "INSERT INTO institution VALUES ('k', 'Kita', 't', 'x', NULL)",
            "INSERT INTO institution_life_phase VALUES ('k', '0-3')",
        ):
            connection.execute(text(statement))

    def rows() -> list[tuple[object, ...]]:
        with engine.connect() as connection:
            hosts = connection.execute(text("SELECT key, name FROM institution"))
            links = connection.execute(text("SELECT * FROM institution_life_phase"))
            return [tuple(row) for row in (*hosts, *links)]

    before = rows()
    migrate(database_url)
    assert rows() == before == [("k", "Kita"), ("k", "0-3")]
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    assert rows() == before


def test_unmigrated_database_is_named(database_url: str) -> None:
    writing_engine(database_url).connect().close()
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).touch()
    engine = reading_engine(database_url)
    with pytest.raises(StoreNotMigratedError):
        ensure_migrated(engine)
    with pytest.raises(StoreNotMigratedError), reading(engine) as connection:
        connection.execute(select(schema.offer))


def test_reading_engine_cannot_write(migrated_url: str) -> None:
    engine = reading_engine(migrated_url)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(
            insert(schema.municipality), {"ags": "03241001", "name": "x", "area_km2": 1.0}
        )


def test_missing_file_and_dead_server(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        reading_engine(f"sqlite:///{tmp_path / 'none.sqlite'}")
    engine = reading_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(StoreUnreachableError), reading(engine):
        pass


def test_file_that_goes_during_a_session(migrated_url: str) -> None:
    if not migrated_url.startswith("sqlite"):
        pytest.skip("a server has no file to delete")
    engine = reading_engine(migrated_url)
    Path(migrated_url.removeprefix("sqlite:///")).unlink()
    with pytest.raises(StoreMissingError), reading(engine):
        pass


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite+nothing://"])
def test_unusable_urls(url: str) -> None:
    with pytest.raises(SettingsError):
        writing_engine(url)


_GOAL = {"position": 1, "title_de": "Ziel", "title_en": ""}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (schema.municipality, {"ags": "1", "name": "x", "area_km2": 1.0}),
        (schema.municipality, {"ags": "03241001", "name": "x", "area_km2": 0.0}),
        (schema.goal, {**_GOAL, "key": "a", "level": 2, "parent_key": None, "parent_level": None}),
        (schema.goal, {**_GOAL, "key": "a", "level": 1, "parent_key": "a", "parent_level": 1}),
        (schema.goal, {**_GOAL, "key": "a", "level": 3, "parent_key": "a", "parent_level": 2}),
        (
            schema.wave,
            {
                "code": "w",
                "label_de": "w",
                "label_en": "w",
                "starts_on": date(2020, 2, 1),
                "ends_on": date(2020, 1, 1),
            },
        ),
        (
            schema.cooperation_rating,
            {
                "wave_code": "w",
                "rater_key": "a",
                "rated_key": "a",
                "rated_on": date(2020, 1, 1),
                "level": 3,
            },
        ),
        (
            schema.institution,
            {"key": "k", "name": "K", "type_code": "t", "sector_code": "x", "successor_key": "k"},
        ),
        (
            schema.institution,
            {"key": "k", "name": "K", "type_code": "t", "sector_code": "x", "successor_key": "?"},
        ),
        (
            schema.reflection_question,
            {"code": "q", "position": 1, "criterion": "mood", "text_de": "?"},
        ),
        (
            schema.meeting,
            {"key": "m", "network_key": None, "steering_body_key": None, "held_on": date.min},
        ),
    ],
)
def test_bad_states_are_impossible(migrated_url: str, table: schema.Table, row: dict) -> None:  # type: ignore[type-arg]
    engine = writing_engine(migrated_url)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert(table), row)


def test_the_regions_observation_is_unique(migrated_url: str) -> None:
    engine = writing_engine(migrated_url)
    indicator = {
        "key": "i",
        "position": 1,
        "name_de": "i",
        "unit": "%",
        "direction": 1,
        "kind": "direction_only",
        "source": "s",
        "accountability": "population",
    }
    observation = {"indicator_key": "i", "ags": None, "year": 2020, "value": 1.0}
    with engine.begin() as connection:
        connection.execute(insert(schema.indicator), indicator)
        connection.execute(insert(schema.observation), observation)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert(schema.observation), observation)
