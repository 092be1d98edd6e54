"""The house rules that a linter does not know."""

from __future__ import annotations

import ast
import re
import string
from typing import TYPE_CHECKING

import pytest

from lib.settings import ROOT
from tools import i18n

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = sorted([*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])
SCRIPTS = sorted((ROOT / "lib").rglob("*.js"))


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_message_is_missing_or_obsolete(language: str) -> None:
    assert i18n.missing(language) == {}
    assert i18n.obsolete(language) == set()


@pytest.mark.parametrize("language", ["de", "en"])
def test_translations_keep_their_parameters(language: str) -> None:
    """A parameter that a translation lost would hide a figure; a new one would break the page."""
    for message in i18n.load(language):
        if not message.id:
            continue
        wanted = fields(*([message.id] if isinstance(message.id, str) else message.id))
        strings = [message.string] if isinstance(message.string, str) else message.string
        for text in strings:
            assert fields(text) <= wanted, message.id
            if isinstance(message.id, str):
                assert fields(text) == wanted, message.id


def fields(*texts: str) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_caches_live_in_one_module_with_ttl_and_bound() -> None:
    found = 0
    for path in CODE:
        for name, call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            if name in {"st.cache_data", "st.cache_resource"}:
                assert names(path) == "lib/ui/cache.py"
                assert {"ttl", "max_entries"} <= {keyword.arg for keyword in call.keywords}
                found += 1
    assert found > 5


def test_no_raw_markup_is_switched_on() -> None:
    for path in CODE:
        for name, call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            switches = {keyword.arg for keyword in call.keywords}
            assert "unsafe_allow_html" not in switches, names(path)
            if names(path).startswith("pages/"):
                assert name != "st.html", names(path)


def test_scripts_of_the_map_never_parse_markup() -> None:
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text), path


def test_no_outside_address_in_code() -> None:
    """Nothing is requested from elsewhere; the XML namespaces name no host that is asked."""
    for path in [*CODE, *SCRIPTS, *(ROOT / "lib").rglob("*.css")]:
        for address in re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", path.read_text("utf-8")):
            assert "www.w3.org" in address, f"{names(path)}: {address}"


def test_pages_are_short_scripts() -> None:
    for path in (ROOT / "pages").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 60, path
        assert "def " not in text, path
        assert "sqlalchemy" not in text, path


def test_every_file_has_a_purpose_of_reasonable_size() -> None:
    """Declarations (schema, migrations) may be long; everything else stays under 300 lines."""
    declarations = {"lib/store/schema.py"}
    for path in CODE:
        if names(path) in declarations or "migrations/versions" in names(path):
            continue
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, names(path)
