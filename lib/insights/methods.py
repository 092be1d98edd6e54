"""The methods documents (docs/methoden.md, docs/methods.md), one section a measure.

Insights name a method by its anchor; pages show the section, and both documents carry the same
anchors in the same order (tests/unit/test_docs.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from lib.domain.errors import MonitorError
from lib.settings import ROOT
from lib.text import msg

if TYPE_CHECKING:
    from pathlib import Path

    from lib.text import Language

FILES: Final[dict[Language, Path]] = {
    "de": ROOT / "docs" / "methoden.md",
    "en": ROOT / "docs" / "methods.md",
}
_HEADING: Final = re.compile(r"^## (?P<title>.+?) \{#(?P<anchor>[a-z0-9-]+)\}$", re.MULTILINE)
#: A link to a file of the project leads nowhere in the browser; its words stay.
_FILE_LINK: Final = re.compile(r"\[([^\]]+)\]\((?!https?://|#)[^)]+\)")
_FIRST_HEADING: Final = re.compile(r"\A# .+\n")


class MethodsError(MonitorError):
    """A methods document cannot be read."""


@dataclass(frozen=True, slots=True)
class Method:
    """One section: its anchor, its title, its text as Markdown."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Methods:
    """A methods document: what holds for all measures, then one section a measure."""

    introduction: str
    sections: tuple[Method, ...]

    def find(self, anchor: str) -> Method | None:
        """Find a section; an anchor that is not there (an old link) finds none."""
        return next((section for section in self.sections if section.anchor == anchor), None)


@lru_cache(maxsize=len(FILES))
def methods(language: Language) -> Methods:
    """Read the methods in the reader's language.

    Raises:
        MethodsError: the document is missing or no text.
    """
    path = FILES[language]
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MethodsError(
            msg("The description of the methods is missing: {file}.", file=path.name),
            detail=str(error),
        ) from error
    return parse(text)


def parse(text: str) -> Methods:
    """Cut a document into its introduction and the sections with an anchor."""
    plain = _FILE_LINK.sub(r"\1", text)
    headings = list(_HEADING.finditer(plain))
    ends = [heading.start() for heading in headings[1:]] + [len(plain)]
    sections = tuple(
        Method(heading["anchor"], heading["title"], plain[heading.end() : end].strip())
        for heading, end in zip(headings, ends, strict=True)
    )
    start = headings[0].start() if headings else len(plain)
    return Methods(_FIRST_HEADING.sub("", plain[:start]).strip(), sections)
