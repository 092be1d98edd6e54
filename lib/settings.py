"""Settings: environment variables over one documented file (`monitor.toml`) over defaults.

docs/einstellungen.md describes each; a test keeps the two in step.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from lib.domain.errors import SettingsError
from lib.text import LANGUAGES, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.text import Language

ROOT: Final = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE: Final = f"sqlite:///{(ROOT / 'var' / 'monitor.sqlite').as_posix()}"
AUDIENCES: Final = ("auto", "kreis", "oeffentlich")
LEVEL_COUNT: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may set; field names are the keys in `monitor.toml`."""

    #: SQLAlchemy URL of the shared database.
    database_url: str = DEFAULT_DATABASE
    #: GeoJSON with the municipality boundaries.
    boundaries: Path = ROOT / "geo" / "region_hannover.geojson"
    #: Which municipalities belong to the extent (AGS prefixes); empty: all of the file.
    ags_prefixes: tuple[str, ...] = ()
    #: Name of the extent as it stands in sentences and labels.
    extent_name: str = "Region Hannover"
    #: Title of the monitor in the navigation.
    title: str = "Präventionsketten-Monitor"
    #: Language for readers whose browser names none, and of the command line.
    language: Language = "de"
    #: Names of the levels 1 to 5; empty: "Stufe 1" to "Stufe 5".
    level_names: tuple[str, ...] = ()
    #: Who sees single cooperation ratings: auto (circle for sample data, else public).
    audience: str = "auto"
    #: Tile URL template of a basemap; empty: none, nothing is loaded from elsewhere.
    basemap: str = ""
    #: Attribution that the basemap asks for.
    basemap_attribution: str = ""


#: Environment variable of each setting; DATABASE_URL keeps the name everybody knows.
ENVIRONMENT: Final[dict[str, str]] = {
    field.name: "DATABASE_URL" if field.name == "database_url" else f"MONITOR_{field.name.upper()}"
    for field in fields(Settings)
}
CONFIG_VARIABLE: Final = "MONITOR_CONFIG"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: the file is no TOML, names an unknown key, or a value cannot be used.
    """
    env = os.environ if environment is None else environment
    path = Path(env.get(CONFIG_VARIABLE) or ROOT / "monitor.toml")
    given: dict[str, object] = dict(_read_file(path, required=CONFIG_VARIABLE in env))
    _anchor_database(given, path)
    given |= {key: env[name] for key, name in ENVIRONMENT.items() if env.get(name)}
    unknown = sorted(given.keys() - ENVIRONMENT.keys())
    if unknown:
        raise SettingsError(
            msg("“{key}” in {file} is not a setting.", key=unknown[0], file=path.name)
        )
    values: dict[str, object] = {key: _coerce(key, value, path) for key, value in given.items()}
    return Settings(**values)  # type: ignore[arg-type]  # each value was checked by _coerce


def _read_file(path: Path, *, required: bool) -> dict[str, object]:
    if not path.exists():
        if required:
            raise SettingsError(msg("The settings file {file} does not exist.", file=str(path)))
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            msg("The settings file {file} cannot be read.", file=path.name), detail=str(error)
        ) from error


def _anchor_database(given: dict[str, object], path: Path) -> None:
    """Read a relative SQLite path in the file from the file's folder, like `boundaries`."""
    url = given.get("database_url")
    relative = "sqlite:///"
    if isinstance(url, str) and url.startswith(relative):
        name = url.removeprefix(relative)
        if name and name != ":memory:" and not Path(name).is_absolute():
            given["database_url"] = relative + (path.resolve().parent / name).as_posix()


def _coerce(key: str, value: object, path: Path) -> object:
    if key in {"ags_prefixes", "level_names"}:
        return _strings(key, value)
    if not isinstance(value, str):
        raise _unusable(key, value)
    if key == "boundaries":
        return (path.parent if not Path(value).is_absolute() else Path()) / value
    if (key == "language" and value not in LANGUAGES) or (
        key == "audience" and value not in AUDIENCES
    ):
        raise _unusable(key, value)
    if key == "database_url":
        return _database_url(value)
    return value


def _strings(key: str, value: object) -> tuple[str, ...]:
    items = value.split(";") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise _unusable(key, value)
    texts = tuple(text.strip() for text in cast("list[str]", items) if text.strip())
    if key == "ags_prefixes" and not all(text.isdigit() for text in texts):
        raise _unusable(key, value)
    if key == "level_names" and len(texts) not in {0, LEVEL_COUNT}:
        raise _unusable(key, value)
    return texts


def _database_url(value: str) -> str:
    # Managed databases hand out the short form; SQLAlchemy needs the driver's name.
    for short in ("postgres://", "postgresql://"):
        if value.startswith(short):
            return "postgresql+psycopg://" + value.removeprefix(short)
    return value


def _unusable(key: str, value: object) -> SettingsError:
    return SettingsError(
        msg("The setting “{key}” cannot be “{value}”.", key=key, value=str(value)[:60])
    )
