"""The dashboard's engine: reads the file that is named, never writes, says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from sqlalchemy import text

from lib.domain.errors import SettingsError, StoreError, StoreMissingError
from lib.store.engine import reading, reading_engine, writing_engine

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("plain", "a b", "a%20b", "a#b", "a?mode=rwc", "ä&b", "a'b")


def url_of(path: Path) -> str:
    """URL of a file: SQLAlchemy reads "%" and "?" as signs of the URL."""
    return f"sqlite:///{quote(path.as_posix())}"


@pytest.mark.parametrize("name", NAMES)
def test_any_file_name_is_read_and_never_written(tmp_path: Path, name: str) -> None:
    for other in NAMES:
        with writing_engine(url_of(tmp_path / f"{other}.sqlite")).begin() as connection:
            connection.execute(text("CREATE TABLE who (name TEXT)"))
            connection.execute(text("INSERT INTO who VALUES (:name)"), {"name": other})
    before = sorted(path.name for path in tmp_path.iterdir())
    engine = reading_engine(url_of(tmp_path / f"{name}.sqlite"))
    with reading(engine) as connection:
        assert connection.execute(text("SELECT name FROM who")).scalar_one() == name
    for statement in ("INSERT INTO who VALUES ('x')", "DROP TABLE who", "CREATE TABLE n (i INT)"):
        with pytest.raises(StoreError), reading(engine) as connection:
            connection.execute(text(statement))
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_file_that_goes_is_missed_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "a%20b#.sqlite"
    path.touch()
    engine = reading_engine(url_of(path))
    path.unlink()
    with pytest.raises(StoreMissingError), reading(engine):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg2://a:b@localhost/x", "postgresql://a:b@localhost:xx/x", "mysql://x"]
)
def test_a_url_that_cannot_be_used_is_a_settings_error(url: str) -> None:
    with pytest.raises(SettingsError):
        reading_engine(url)


def test_a_database_in_memory_is_none() -> None:
    with pytest.raises(StoreMissingError):
        reading_engine("sqlite://")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM wave",
        "CREATE TABLE x (i INT)",
        "UPDATE municipality SET name = 'x'",
        "INSERT INTO provider_sector (code, position, label_de, label_en) VALUES ('a', 1, '', '')",
    ],
)
def test_the_dashboard_cannot_write_on_any_database(migrated_url: str, statement: str) -> None:
    engine = reading_engine(migrated_url)
    with pytest.raises(StoreError), reading(engine) as connection:
        connection.execute(text(statement))
    engine.dispose()
