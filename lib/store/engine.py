"""Engines: one that can only read (dashboard) and one that writes (command line)."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from psycopg.pq import Format
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from lib.domain.errors import (
    SettingsError,
    StoreError,
    StoreMissingError,
    StoreNotMigratedError,
    StoreUnreachableError,
)
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection, ExecutionContext
    from sqlalchemy.pool import ConnectionPoolEntry

#: Upper floors name the type from here: SQLAlchemy itself stays in the store.
__all__ = [
    "Engine",
    "parse_url",
    "reading",
    "reading_engine",
    "sqlite_path",
    "typed_error",
    "writing_engine",
]

BUSY_TIMEOUT_S: Final = 10
CONNECT_TIMEOUT_S: Final = 5


def parse_url(url: str) -> URL:
    """Read a database URL; SQLite and PostgreSQL are supported.

    Raises:
        SettingsError: no URL of a supported database.
    """
    try:
        parsed = make_url(url)
        parsed.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise _unsupported(str(error)) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise _unsupported(parsed.drivername)
    return parsed


def _unsupported(detail: str) -> SettingsError:
    return SettingsError(
        msg("DATABASE_URL must name an SQLite or a PostgreSQL database."), detail=detail
    )


def sqlite_path(url: str) -> Path | None:
    """File of an embedded database; None for a server (which is not a failure)."""
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database)


def reading_engine(url: str) -> Engine:
    """Create an engine that cannot write: SQLite `mode=ro`, PostgreSQL read-only transactions.

    Raises:
        SettingsError: the URL names no supported database.
        StoreMissingError: the SQLite file does not exist.
    """
    path = sqlite_path(url)
    if path is not None:
        if not path.is_file():
            raise StoreMissingError(detail=str(path))
        # NullPool: a connection a query, so that a replaced or deleted file is noticed at once.
        engine = create_engine(
            # quoted: a "#" in a name would cut off mode=ro, a "%20" would name another file
            URL.create(
                "sqlite",
                database=f"file:{quote(path.resolve().as_posix())}",
                query={"mode": "ro", "uri": "true"},
            ),
            poolclass=NullPool,
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        )
        event.listen(engine, "connect", _sqlite_foreign_keys)
        return engine
    if parse_url(url).get_backend_name() == "sqlite":
        raise StoreMissingError(detail="a database in memory ends with its connection")
    return _server_engine(url, options="-c default_transaction_read_only=on")


def writing_engine(url: str) -> Engine:
    """Create an engine for migrations and imports; an SQLite file is created if need be.

    Raises:
        SettingsError: the URL names no supported database.
    """
    path = sqlite_path(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    if parse_url(url).get_backend_name() == "sqlite":
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(engine, "connect", _sqlite_foreign_keys)
        return engine
    return _server_engine(url, options="")


def _server_engine(url: str, *, options: str) -> Engine:
    arguments: dict[str, str | int] = {"connect_timeout": CONNECT_TIMEOUT_S}
    if options:
        arguments["options"] = options
    engine = create_engine(url, pool_pre_ping=True, pool_size=5, connect_args=arguments)
    event.listen(engine, "before_cursor_execute", _binary_results)
    return engine


def _binary_results(
    _connection: Connection,
    cursor: Any,  # noqa: ANN401 - of the driver
    _statement: str,
    _parameters: object,
    context: ExecutionContext | None,
    _executemany: bool,  # noqa: FBT001
) -> None:
    """Let a statement with the option `binary` receive bytes as bytes, not twice as long as hex."""
    if context is not None and context.execution_options.get("binary"):
        cursor.format = Format.BINARY


def _sqlite_foreign_keys(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a connection and turn the driver's failures into typed errors.

    Raises:
        StoreMissingError: the SQLite file has gone.
        StoreNotMigratedError: a table or column is missing.
        StoreUnreachableError: anything else the database refuses.
    """
    database = engine.url.database or ""
    if engine.dialect.name == "sqlite" and database.startswith("file:"):
        path = Path(unquote(database.removeprefix("file:")))
        if not path.is_file():
            raise StoreMissingError(detail=str(path))
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise typed_error(error) from error


def typed_error(error: DBAPIError) -> StoreError:
    """Name the failure of a driver."""
    text = str(error.orig)
    missing_object = (
        "no such table" in text
        or "no such column" in text
        or getattr(error.orig, "sqlstate", "") in {"42P01", "42703"}
    )
    if missing_object:
        return StoreNotMigratedError(detail=text)
    if isinstance(error, OperationalError) and "locked" in text:
        return StoreError(
            msg("Another import is running. Please wait a moment and try again."), detail=text
        )
    return StoreUnreachableError(detail=text)
