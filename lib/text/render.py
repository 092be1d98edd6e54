"""Rendering of messages: gettext catalogues and the reader's number and date formats."""

from __future__ import annotations

import gettext
import io
import math
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.dates import format_date as babel_format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import NumberFormatError, parse_decimal

from lib.text.message import Dated, Label, Language, Message, Names, Num, Param, Text

if TYPE_CHECKING:
    from datetime import date

LANGUAGES: Final[tuple[Language, ...]] = ("de", "en")
LOCALES: Final[dict[Language, str]] = {"de": "de_DE", "en": "en_GB"}
_SEPARATORS: Final[dict[Language, dict[int, int]]] = {
    "de": str.maketrans(",.", ".,"),
    "en": {},
}
LOCALE_DIR: Final = Path(__file__).parent / "locale"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: Language) -> gettext.GNUTranslations:
    """Load the catalogue of one language straight from its .po file (no stale .mo files)."""
    with (LOCALE_DIR / language / "LC_MESSAGES" / "monitor.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def format_number(
    value: float, language: Language, *, decimals: int = 0, signed: bool = False
) -> str:
    """Write a number in the reader's locale: 1.234,5 (de) or 1,234.5 (en)."""
    if not math.isfinite(value):
        return "–"
    rounded = round(value, decimals) + 0.0  # no "-0"
    # as babel writes it (tests compare), some thirty times faster: a map writes thousands
    text = f"{rounded:{'+' if signed and rounded else ''},.{decimals}f}".translate(
        _SEPARATORS[language]
    )
    return text.replace("-", "−")


def format_date(day: date, language: Language) -> str:
    """Write a day in the reader's locale: 31.12.2020 (de) or 31 Dec 2020 (en)."""
    return babel_format_date(day, format="medium", locale=LOCALES[language])


def parse_number(text: str, language: Language) -> float:
    """Read a number written in the reader's locale.

    Raises:
        ValueError: the text is no number in that locale.
    """
    try:
        return float(parse_decimal(text, locale=LOCALES[language], strict=True))
    except NumberFormatError as error:
        raise ValueError(text) from error


def render(text: Text, language: Language) -> str:
    """Turn any text into the string that a reader of `language` sees."""
    match text:
        case str():
            return text
        case Label():
            return text.de if language == "de" else (text.en or text.de)
        case Num():
            return format_number(text.value, language, decimals=text.decimals, signed=text.signed)
        case Dated():
            return format_date(text.day, language)
        case Names():
            items = [render(item, language) for item in text.items]
            return format_list(items, locale=LOCALES[language])
        case Message():
            return _render_message(text, language)


def _render_message(message: Message, language: Language) -> str:
    translations = catalogue(language)
    if message.plural:
        template = translations.ngettext(message.msgid, message.plural, message.count)
    else:
        template = translations.gettext(message.msgid)
    if not message.params:
        return template
    return template.format(**{name: _param(value, language) for name, value in message.params})


def _param(value: Param, language: Language) -> str:
    return format_number(value, language) if isinstance(value, int) else render(value, language)


def negotiate(accept: str | None, default: Language) -> Language:
    """Choose the language from a browser's locale or Accept-Language value.

    German wins for any German locale, English for any other known or unknown language that a
    browser names; without a value the operator's default holds.
    """
    if not accept:
        return default
    return "de" if accept.strip().casefold().startswith("de") else "en"
