"""One A4 page as a tagged PDF (PDF/UA-1), by typst.

Everything goes to the template as data (JSON): text from data is never markup. The fonts come with
typst; signs they do not know are written as "□", so that no page fails because of a name.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import typst

from lib.domain.errors import MeasureError
from lib.text import Text, msg, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lib.text import Language

CANNOT_BE_SET: Final = msg("The sheet cannot be written as a PDF. Please tell the operator.")
SHORTENED: Final = msg("Shortened to fit on one page; the monitor shows everything.")
_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
#: So many signs without a gap may not fit on a line: it may end after them.
_LONG: Final = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b])")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
#: What the font certainly draws: Latin, Greek, Cyrillic, marks, punctuation, arrows, shapes.
_UNKNOWN: Final = re.compile(
    r"[^\x20-\x7e\xa0-\u024f\u0370-\u03ff\u0400-\u045f\u200b\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2195\u25a0-\u25cf]"
)


def first_that_fits(documents: Iterable[dict[str, Any]], *, template: str, name: str) -> bytes:
    """Set one document after the other until one takes a single page.

    `name` is the input under which the template reads its data.

    Raises:
        MeasureError: none fits, or one cannot be set (the log has the reason).
    """
    for document in documents:
        pdf = _set(document, template, name)
        if len(_PAGE.findall(pdf)) == 1:
            return pdf
    raise MeasureError(CANNOT_BE_SET, detail="the sheet does not fit on one page")


def _set(document: dict[str, Any], template: str, name: str) -> bytes:
    """Compile; signs that the font does not know are replaced where it must be."""
    source = (resources.files("lib.report") / "templates" / template).read_bytes()
    content = json.dumps(document, ensure_ascii=False)
    for text in (content, _UNKNOWN.sub("□", content)):
        try:
            pdf = typst.compile(
                source,
                pdf_standards=["ua-1"],
                font_paths=typst.Fonts(include_system_fonts=False),
                ignore_system_fonts=True,
                sys_inputs={name: text},
            )
        except (typst.TypstError, RuntimeError) as error:
            reason = str(error)
        else:
            return bytes(pdf)
    raise MeasureError(CANNOT_BE_SET, detail=reason)


def words(text: Text, *, language: Language, signs: int) -> str:
    """Write a text for the page: no control signs, at most `signs`, and no line without an end."""
    line = _CONTROL.sub(" ", render(text, language)).strip()
    shown = line if len(line) <= signs else line[: signs - 1].rstrip() + "…"
    return _LONG.sub(lambda found: found[0] + "\u200b", shown)
