"""docs/methoden.md explains every measure: a module of the domain floor that names its source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "methoden.md").read_text(encoding="utf-8")


def measures() -> set[str]:
    found = set()
    for path in (ROOT / "lib" / "domain").glob("*.py"):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if re.search(r"^Source: ", text, flags=re.MULTILINE):
            found.add(path.stem.replace("_", "-"))
    return found


def test_every_measure_has_a_section_and_every_section_a_measure():
    sections = re.findall(r"^## .+ \{#([a-z0-9-]+)\}$", PAGE, flags=re.MULTILINE)
    assert len(sections) == len(set(sections))
    assert set(sections) == measures()
    assert len(sections) >= 9


def test_every_section_names_its_source():
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        assert "**Quelle.**" in section, section.splitlines()[0]
