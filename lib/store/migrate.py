"""Migrations: bring a database to the schema of this program (Alembic)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from lib.domain.errors import StoreNotMigratedError
from lib.store.engine import reading, typed_error, writing_engine
from lib.store.kept import refresh_if_stale

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@lru_cache(maxsize=1)
def head_revision() -> str:
    """Revision that this program was written for."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def migrate(url: str, *, revision: str = "head") -> None:
    """Create or update the schema at `url`; running it again changes nothing.

    Figures are kept for the dashboard where they are not, or not for the newest import.

    Raises:
        SettingsError: the URL names no supported database.
        StoreError: the database refuses.
    """
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            upgrade(connection, revision=revision)
            if revision == "head":
                refresh_if_stale(connection)
    except DBAPIError as error:
        raise typed_error(error) from error
    finally:
        engine.dispose()


def upgrade(connection: Connection, *, revision: str = "head") -> None:
    """Run the migrations on an open connection (inside the caller's transaction)."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def ensure_migrated(engine: Engine) -> None:
    """Check that the schema is the one of this program.

    Raises:
        StoreNotMigratedError: no schema, an older or a newer one.
        StoreError: the database does not answer.
    """
    with reading(engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != head_revision():
        raise StoreNotMigratedError(detail=f"revision {current}, expected {head_revision()}")
