"""Columns of many rows in little room: each distinct value once, and numbers for the rows."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

NOWHERE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of few distinct values: `values[rows[i]]` is the value of row i."""

    values: tuple[str, ...]
    rows: NDArray[np.int16]

    def equals(self, value: str) -> NDArray[np.bool_]:
        """Which rows hold a value."""
        number = self.values.index(value) if value in self.values else NOWHERE
        mask: NDArray[np.bool_] = self.rows == number
        return mask


class _Numbers(dict[Any, int]):
    """Gives every new value the next number."""

    def __missing__(self, value: object) -> int:
        number = self[value] = len(self)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """A column: its distinct values, and for each row the number (place) of its value."""

    values: list[Any]
    array: NDArray[np.int32]

    @classmethod
    def of(cls, values: Iterable[Any]) -> Codes:
        """Code all values of a column."""
        coder = Coder()
        coder.extend(values)
        return coder.codes()

    def content(self) -> bytes:
        """Write the column: its values as JSON, a line end, the numbers."""
        return json.dumps(self.values).encode() + b"\n" + self.array.astype("<i4").tobytes()

    @classmethod
    def read(cls, content: bytes) -> Codes:
        """Read a column that `content` wrote."""
        end = content.index(b"\n")  # JSON has no line ends of its own
        numbers = np.frombuffer(content, dtype="<i4", offset=end + 1)
        return cls(json.loads(content[:end]), numbers.astype(np.int32))


class Coder:
    """Makes a column of rows as they come."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._rows = array("i")

    def extend(self, values: Iterable[Any]) -> None:
        """Add the next rows."""
        self._rows.extend(map(self._numbers.__getitem__, values))

    def codes(self) -> Codes:
        """Return the finished column."""
        numbers = np.array(self._rows, dtype=np.int32)
        return Codes(list(self._numbers), numbers)


def day_number(day: object) -> int:
    """Days since 1970-01-01."""
    return int(np.datetime64(str(day), "D").astype(np.int64))


def coded(codes: Codes, rows: NDArray[np.int64] | slice) -> Coded:
    """Keep some rows of a column."""
    return Coded(tuple(codes.values), codes.array[rows].astype(np.int16))


def mapped(codes: Codes, change: Callable[[Any], object], dtype: type) -> NDArray[Any]:
    """Change every distinct value once and give it to its rows."""
    changed: NDArray[Any] = np.array([change(value) for value in codes.values], dtype=dtype)
    return changed[codes.array]


def numbers_of(values: list[str], known: dict[str, int]) -> NDArray[np.int32]:
    """Look up each value; NOWHERE where it is not known."""
    return np.fromiter((known.get(value, NOWHERE) for value in values), np.int32, len(values))


def alphabetical_ranks(names: Sequence[str]) -> NDArray[np.int32]:
    """Alphabetical rank of each name (DIN 5007-1: ä as a, ß as ss); equal names share theirs."""
    joined = "\n".join(name.replace("\n", " ") for name in names).casefold()
    for umlaut, letter in (("ä", "a"), ("ö", "o"), ("ü", "u")):
        joined = joined.replace(umlaut, letter)
    keys = joined.split("\n") if names else []
    rank = {key: number for number, key in enumerate(sorted(set(keys)))}
    return np.fromiter((rank[key] for key in keys), np.int32, len(keys))
