"""Columns of many rows in little room: each distinct value once, and numbers for the rows."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from functools import cached_property
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


class Codes:
    """A column as it comes: its distinct values, and for each row the number of its value."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = _Numbers()
        self._rows = array("i")

    @classmethod
    def of(cls, values: Iterable[Any]) -> Codes:
        """Code all values of a column."""
        codes = cls()
        codes.extend(values)
        return codes

    def extend(self, values: Iterable[Any]) -> None:
        """Add the next rows."""
        self._rows.extend(map(self.numbers.__getitem__, values))

    @property
    def array(self) -> NDArray[np.int32]:
        """Number of each row."""
        return np.frombuffer(self._rows, dtype=np.intc) if self._rows else np.empty(0, np.int32)

    @cached_property
    def values(self) -> list[Any]:
        """The distinct values, once all rows are there; a value's place is its number."""
        return list(self.numbers)

    def content(self) -> bytes:
        """Write the column: its values as JSON, a line end, the numbers."""
        return json.dumps(self.values).encode() + b"\n" + self.array.astype("<i4").tobytes()

    @classmethod
    def read(cls, content: bytes) -> Codes:
        """Read a column that `content` wrote."""
        values, _, numbers = content.partition(b"\n")  # JSON has no line ends of its own
        codes = cls()
        codes.extend(json.loads(values))
        codes._rows = array("i")  # the values were numbered in their order
        codes._rows.frombytes(np.frombuffer(numbers, dtype="<i4").astype(np.intc).tobytes())
        return codes


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
