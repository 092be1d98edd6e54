"""Messages: what is to be said, free of any language, until somebody reads it.

Insights, reports of bad cells and errors carry messages instead of strings. So one cached
answer serves readers of both languages, and numbers take the reader's own format.
The English text is the key (msgid); `locale/*/LC_MESSAGES/monitor.po` hold the translations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

Language: TypeAlias = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Label:
    """A name that comes from data in both languages (code lists, goals)."""

    de: str
    en: str


@dataclass(frozen=True, slots=True)
class Num:
    """A number with the decimals it deserves; `signed` shows + for positive values."""

    value: float
    decimals: int = 0
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, written in the reader's way (31.12.2020 / 31 Dec 2020)."""

    day: date


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names that reads as a sentence part: "A, B und C"."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable sentence with named parameters; `plural` and `count` choose the form."""

    msgid: str
    params: tuple[tuple[str, Param], ...] = ()
    plural: str = ""
    count: int = 0


Text: TypeAlias = Message | Label | Num | Dated | Names | str
# An int is written with thousands separators; years and codes are passed as str.
Param: TypeAlias = Text | int


def msg(msgid: str, /, **params: Param) -> Message:
    """Mark `msgid` for translation and bind its parameters."""
    return Message(msgid, tuple(params.items()))


def nmsg(singular: str, plural: str, count: int, /, **params: Param) -> Message:
    """Like `msg`, choosing singular or plural by `count`; `{count}` is bound by itself."""
    return Message(singular, (("count", count), *params.items()), plural=plural, count=count)
