"""Reading of single cells: raw content in, a value of the schema out, or a reason why not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from lib.domain.vocabulary import PREGNANCY_AGE_YEARS
from lib.ingest.report import UNPRINTABLE
from lib.ingest.spec import INT_LIMIT, ColumnSpec, Kind
from lib.ingest.tables import normalise
from lib.text import LANGUAGES, Message, Names, Num, msg, render

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose content cannot be used at all, for example a formula."""

    shown: str
    reason: Message

    def __str__(self) -> str:
        return self.shown


Raw: TypeAlias = str | int | float | date | datetime | time | Unreadable | None
Value: TypeAlias = str | int | float | bool | date | frozenset[str] | None


class CellError(Exception):
    """A cell cannot be read; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.msgid)
        self.reason = reason


_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2200
_AGS_DIGITS: Final = 8
_GERMAN_DATE: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
_THOUSANDS_POINT: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_THOUSANDS_COMMA: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
#: One separator and exactly three digits behind it: 1.234 may be a thousand or one and a bit.
AMBIGUOUS: Final = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
_YES: Final = frozenset({"ja", "j", "yes", "y", "true", "wahr", "1", "x"})
_NO: Final = frozenset({"nein", "n", "no", "false", "falsch", "0"})
_PREGNANCY: Final = frozenset({"schwangerschaft", "pregnancy"})
_FORBIDDEN: Final = re.compile(UNPRINTABLE.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))

EXCEL_MADE_A_DATE: Final = msg(
    "A spreadsheet program has turned this cell into a date. "
    "Please format the column as text and enter the value again."
)

_NO_DATE: Final = msg("A day is needed here, for example 31.12.2020 or 2020-12-31.")
_TOO_LARGE: Final = msg("The number is too large.")


def reader(spec: ColumnSpec) -> Callable[[Raw], Value]:
    """Return the function that reads a cell of this column; None means an empty cell."""
    readers: dict[Kind, Callable[[Raw], Value]] = {
        Kind.CHOICE: partial(_choice, words=_words(spec), spec=spec),
        Kind.KEYS: partial(_list, read=partial(_key, max_length=spec.max_length)),
        Kind.AGS_LIST: partial(_list, read=_ags),
        Kind.KEY: partial(_key, max_length=spec.max_length),
        Kind.AGS: _ags,
        Kind.INTEGER: partial(_integer, spec=spec),
        Kind.AGE: partial(_integer, spec=spec),
        Kind.NUMBER: partial(_number, spec=spec),
        Kind.DATE: _date,
        Kind.BOOLEAN: _boolean,
        Kind.TEXT: partial(_text, max_length=spec.max_length, is_multiline=spec.is_multiline),
    }
    return readers[spec.kind]


def _plain(raw: Raw) -> str:
    """Return the trimmed text of a cell; CellError if it holds none."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, Unreadable):
        raise CellError(raw.reason)
    if isinstance(raw, date | time):
        raise CellError(EXCEL_MADE_A_DATE)
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else str(raw)
    return "" if raw is None else str(raw)


def _text(raw: Raw, *, max_length: int, is_multiline: bool = False) -> str | None:
    text = _plain(raw)
    if not text:
        return None
    if len(text) > max_length:
        raise CellError(
            msg(
                "The text has {length} characters; at most {limit} are possible.",
                length=len(text),
                limit=max_length,
            )
        )
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\n" in text or "\r" in text:
        if not is_multiline:
            raise CellError(msg("The cell has a line break; please write it on one line."))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable() and (_FORBIDDEN if is_multiline else UNPRINTABLE).search(text):
        raise CellError(msg("The cell holds an invisible control character. Please remove it."))
    return text


def _key(raw: Raw, *, max_length: int) -> str | None:
    text = _text(raw, max_length=max_length)
    if text and "|" in text:
        raise CellError(msg("A key cannot contain the character “|”."))
    return text


def _ags(raw: Raw) -> str | None:
    text = _plain(raw)
    if not text:
        return None
    # A spreadsheet drops the leading zero of Länder 01 to 09.
    padded = text.zfill(_AGS_DIGITS) if len(text) == _AGS_DIGITS - 1 else text
    if len(padded) != _AGS_DIGITS or not (padded.isascii() and padded.isdigit()):
        raise CellError(msg("An AGS has eight digits, for example {example}.", example="03241001"))
    return padded


def _list(raw: Raw, *, read: Callable[[Raw], str | None]) -> frozenset[str] | None:
    if isinstance(raw, float | int):
        raw = _plain(raw)
    if not isinstance(raw, str):
        _plain(raw)
        return None
    parts = [part for part in (read(piece) for piece in raw.split("|")) if part]
    return frozenset(parts) or None


def _out_of_bounds(value: float, spec: ColumnSpec) -> bool:
    return (
        (spec.low is not None and value < spec.low)
        or (spec.high is not None and value > spec.high)
        or (spec.above is not None and value <= spec.above)
    )


def _bounds(spec: ColumnSpec, value: float) -> Message:
    low, high = spec.low, spec.high
    if spec.above is not None:
        return msg("The value must be greater than {low}.", low=str(int(spec.above)))
    if abs(value) > INT_LIMIT:
        return _TOO_LARGE
    if low is None or high is None or high >= INT_LIMIT:
        return msg("The value must be at least {low}.", low=str(int(low or 0)))
    # plain digits: a year takes no thousands separator
    return msg(
        "The value must lie between {low} and {high}.", low=str(int(low)), high=str(int(high))
    )


def _integer(raw: Raw, *, spec: ColumnSpec) -> int | None:
    if isinstance(raw, date | time):
        raise CellError(EXCEL_MADE_A_DATE)
    text = _plain(raw)
    if not text:
        return None
    if spec.kind is Kind.AGE and text.casefold() in _PREGNANCY:
        return PREGNANCY_AGE_YEARS
    whole = re.fullmatch(r"([+-]?\d{1,15})(?:[.,]0+)?", text)
    if whole is None or not text.isascii() or AMBIGUOUS.fullmatch(text):
        raise CellError(_no_whole_number(spec))
    value = int(whole[1])
    if _out_of_bounds(value, spec):
        raise CellError(_bounds(spec, value))
    return value


def _no_whole_number(spec: ColumnSpec) -> Message:
    if spec.kind is Kind.AGE or spec.low is None or spec.high in {None, INT_LIMIT}:
        return msg("A whole number is needed here, written without separators.")
    low, high = int(spec.low), int(spec.high or 0)
    return msg("A whole number from {low} to {high} is needed here.", low=str(low), high=str(high))


def _number(raw: Raw, *, spec: ColumnSpec) -> float | None:
    if isinstance(raw, int | float):
        value = float(raw)
    else:
        text = _plain(raw)
        if not text:
            return None
        value = _parse_number(text)
    if abs(value) > 1e15:  # doubles are exact only below; nothing here is larger
        raise CellError(_TOO_LARGE)
    if _out_of_bounds(value, spec):
        raise CellError(_bounds(spec, value))
    return value


def _parse_number(text: str) -> float:
    if "," in text:
        if "." in text and _THOUSANDS_COMMA.fullmatch(text):
            text = text.replace(",", "")
        elif "." not in text or _THOUSANDS_POINT.fullmatch(text):
            text = text.replace(".", "").replace(",", ".", 1)
    elif text.count(".") > 1 and _THOUSANDS_POINT.fullmatch(text):
        text = text.replace(".", "")
    if not text.isascii() or not _NUMBER.fullmatch(text) or len(text) > 40:
        raise CellError(
            msg("A number is needed here, for example {example}.", example=Num(12.5, 1))
        )
    return float(text)


def _date(raw: Raw) -> date | None:
    if isinstance(raw, datetime):
        if raw.time() != time(0):
            raise CellError(msg("A day without a time is needed here."))
        return _in_range(raw.date())
    if isinstance(raw, date):
        return _in_range(raw)
    if isinstance(raw, int | float | time):
        raise CellError(_NO_DATE)
    text = _plain(raw)
    if not text:
        return None
    if found := _GERMAN_DATE.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise CellError(_NO_DATE)
    try:
        return _in_range(date(year, month, day))
    except ValueError as error:
        raise CellError(msg("This day does not exist in the calendar.")) from error


def _in_range(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CellError(
            msg(
                "The year must lie between {first} and {last}.",
                first=str(_FIRST_YEAR),
                last=str(_LAST_YEAR),
            )
        )
    return day


def _boolean(raw: Raw) -> bool | None:
    word = _plain(raw).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    if not word:
        return None
    raise CellError(msg("“ja” or “nein” is needed here."))


def _words(spec: ColumnSpec) -> dict[str, str | int]:
    """Map all accepted words of a choice (value, both labels) to its value."""
    words: dict[str, str | int] = {}
    for choice in spec.choices:
        words |= {normalise(render(choice.label, lang)): choice.value for lang in LANGUAGES}
        if isinstance(choice.value, int):
            words |= {f"{choice.value:+d}": choice.value, str(choice.value): choice.value}
        else:
            words[normalise(choice.value)] = choice.value
    return words


def _choice(raw: Raw, *, words: dict[str, str | int], spec: ColumnSpec) -> str | int | None:
    text = _plain(raw)
    if not text:
        return None
    # normalise() would take the sign of -1 for a hyphen
    found = words.get(text if text.lstrip("+-").isdigit() else normalise(text))
    if found is None:
        raise CellError(
            msg(
                "Unknown value. Possible are: {values}.",
                values=Names(tuple(choice.label for choice in spec.choices)),
            )
        )
    return found
