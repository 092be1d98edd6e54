"""The documents describe what the code has: pages, settings, commands, measures, tables."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from sqlalchemy import create_engine, insert, text
from sqlalchemy.exc import DBAPIError

from lib.cli.parser import COMMANDS
from lib.domain.errors import (
    StoreEmptyError,
    StoreMissingError,
    StoreNotMigratedError,
    StoreUnreachableError,
)
from lib.domain.offer_density import DENSITY_LABELS, DensityMeasure
from lib.ingest.tables import TABLES
from lib.insights.inventory import TABLE_NAMES
from lib.insights.methods import methods
from lib.settings import ENVIRONMENT, Settings, load_settings
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.migrate import migrate
from lib.store.queries.state import data_key, table_counts
from lib.text import LANGUAGES, render
from lib.ui.navigation import PAGES

if TYPE_CHECKING:
    from sqlalchemy import Engine

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
WRITTEN = [*DOCS, *(ROOT / name for name in ("README.md", "data/README.md", "geo/README.md"))]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
#: Written apart, so that this file does not name what no file may name.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".com", "index" + "-url")


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def without_code(document: str) -> str:
    return re.sub(r"```.*?```", "", document, flags=re.DOTALL)


def slug(heading: str) -> str:
    """Anchor that Markdown viewers give a heading."""
    plain = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return plain.replace(" ", "-")


def anchors(document: str) -> set[str]:
    found = set()
    for heading in re.findall(r"^#+ (.+)$", without_code(document), flags=re.MULTILINE):
        explicit = re.search(r"\{#([\w-]+)\}", heading)
        found.add(explicit[1] if explicit else slug(heading))
    return found


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.slug)
def test_every_page_is_explained_with_its_address_and_question(spec):
    guide = read("bedienung.md")
    assert f"`/{spec.slug}`" in guide
    assert f"{render(spec.title, 'de')}: „{render(spec.question, 'de')}“" in guide


@pytest.mark.parametrize("key", list(ENVIRONMENT))
def test_every_setting_is_explained_with_variable_default_and_example(key):
    document = read("einstellungen.md")
    row = next(line for line in document.splitlines() if line.startswith(f"| [`{key}`]"))
    assert f"`{ENVIRONMENT[key]}`" in row
    section = document.split(f"\n## {key}\n")[1].split("\n## ")[0]
    assert "Beispiel" in section


def test_no_setting_is_explained_that_does_not_exist():
    named = re.findall(r"^\| \[`(\w+)`\]", read("einstellungen.md"), flags=re.MULTILINE)
    assert named == [field.name for field in fields(Settings)]
    assert set(re.findall(r"MONITOR_\w+", read("einstellungen.md"))) == {
        *ENVIRONMENT.values(),
        "MONITOR_CONFIG",
    } - {"DATABASE_URL"}


def test_settings_file_changes_nothing_and_shows_every_default(tmp_path):
    shipped = (ROOT / "monitor.toml").read_text(encoding="utf-8")
    assert tomllib.loads(shipped) == {}
    path = tmp_path / "monitor.toml"
    path.write_text(re.sub(r"^# (\w+ = )", r"\1", shipped, flags=re.MULTILINE), encoding="utf-8")
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    assert list(given) == [field.name for field in fields(Settings)]
    loaded, default = load_settings({"MONITOR_CONFIG": str(path)}), Settings()
    for key in given.keys() - {"database_url", "boundaries"}:
        assert getattr(loaded, key) == getattr(default, key), key
    # relative paths count from the folder of the file
    assert loaded.boundaries.relative_to(tmp_path) == default.boundaries.relative_to(ROOT)
    moved = loaded.database_url.replace(str(tmp_path), str(ROOT))
    assert moved == default.database_url


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_is_explained(command):
    assert f"| `monitor {command}" in read("betrieb.md")


def test_every_command_named_exists():
    for path in WRITTEN:
        if not path.exists():
            continue
        for word in re.findall(r"`(?:\.venv/bin/)?monitor ([a-z]+)", path.read_text("utf-8")):
            assert word in COMMANDS, f"{path.name}: monitor {word}"


@pytest.mark.parametrize("measure", list(DensityMeasure))
def test_every_density_measure_is_explained(measure):
    label = render(DENSITY_LABELS[measure], "de")
    assert f"**{label}**" in read("bedienung.md")


def measure_modules() -> set[str]:
    found = set()
    for path in (ROOT / "lib" / "domain").glob("*.py"):
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if re.search(r"^Source: ", docstring, flags=re.MULTILINE):
            found.add(path.stem.replace("_", "-"))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_formula_or_rule_and_source_in_both_languages(language):
    sections = methods(language).sections
    assert {section.anchor for section in sections} == measure_modules()
    word = "**Quelle.**" if language == "de" else "**Source.**"
    assert all(word in section.text for section in sections)


def test_both_methods_documents_have_the_same_sections_in_the_same_order():
    german, english = methods("de").sections, methods("en").sections
    assert [section.anchor for section in german] == [section.anchor for section in english]
    for one, other in zip(german, english, strict=True):
        # a rule added to one language only shows as a table row or list item too many
        assert re.findall(r"^[|-]", one.text, re.MULTILINE) == re.findall(
            r"^[|-]", other.text, re.MULTILINE
        ), one.anchor
        assert re.findall(r"\d{4}", one.text) == re.findall(r"\d{4}", other.text), one.anchor


def test_every_method_named_by_an_insight_exists():
    known = {section.anchor for section in methods("de").sections}
    named = set()
    for floor in ("insights", "ui"):
        for path in (ROOT / "lib" / floor).glob("*.py"):
            named |= set(re.findall(r"\bmethod=\"([^\"]+)\"", path.read_text(encoding="utf-8")))
    assert named
    assert named <= known


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_every_importable_table_is_explained_and_has_a_name(spec):
    assert f"{spec.sheet}" in read("import.md")
    assert spec.name in TABLE_NAMES


def test_every_error_of_the_store_stands_in_the_operators_guide():
    guide = read("betrieb.md")
    for error in (
        StoreMissingError,
        StoreUnreachableError,
        StoreNotMigratedError,
        StoreEmptyError,
    ):
        first = render(error().message, "de").split(". ")[0]
        assert f"| {first}. …" in guide


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    for target in LINK.findall(without_code(path.read_text(encoding="utf-8"))):
        if re.match(r"https?://|mailto:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


def test_every_decision_is_listed():
    listed = read("adr/README.md")
    for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"):
        assert f"]({path.name})" in listed


def test_no_document_names_a_package_registry():
    for path in [*WRITTEN, ROOT / "monitor.toml"]:
        if path.exists():
            content = path.read_text(encoding="utf-8").lower()
            assert not [name for name in REGISTRIES if name in content], path.name


@pytest.mark.postgres
def test_the_documented_roles_read_and_cannot_write(postgres_url):
    as_owner, in_database = re.findall(r"```sql\n(.*?)```", read("betrieb.md"), re.DOTALL)
    _run(postgres_url, as_owner)
    base, _, query = postgres_url.partition("?")
    rest = f"/monitor?{query}" if query else "/monitor"
    server = base.rsplit("/", 1)[0]
    _run(server + rest, in_database)
    account = re.compile(r"(?<=://)[^@/]*")
    writer = account.sub("monitor_schreiben", server, count=1) + rest
    reader = account.sub("monitor_lesen", server, count=1) + rest
    migrate(writer)
    engine = reading_engine(reader)
    assert data_key(engine) == "empty"
    assert set(table_counts(engine)["rows_count"]) == {0}
    engine.dispose()
    careless = writing_engine(reader)  # without the dashboard's own safeguard
    with pytest.raises(DBAPIError, match="permission denied"):
        _write(careless)
    careless.dispose()


def _write(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("SET TRANSACTION READ WRITE"))
        connection.execute(
            insert(schema.municipality), {"ags": "03241001", "name": "x", "area_km2": 1.0}
        )


def _run(url: str, statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements.split(";"):
            if statement.strip():
                connection.execute(text(statement))
    engine.dispose()
