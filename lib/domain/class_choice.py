"""Which classes a map is asked for: a scheme with a number of classes, or breaks of somebody's own.

Breaks are the bounds between classes: n breaks make n + 1 classes, the first from below, the last
open upwards ("over 10"), so that breaks held over phases, days and measures lose no value.
In a link they stand with a point and ";" between them; a reader may write a decimal comma.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lib.domain.classes import (
    DEFAULT_CLASSES,
    Classification,
    Scheme,
    classify,
    present,
    reading_bounds,
)
from lib.domain.errors import MeasureError
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_CLASSES: Final = 3
MOST_CLASSES: Final = 7
MOST_BREAKS: Final = MOST_CLASSES - 1
_BETWEEN: Final = re.compile(r"\s*;\s*|\s+")


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """How a map is cut; `breaks` count for Scheme.FIXED only, `k` for the others.

    `is_held`: the breaks were taken over from an earlier picture, to compare with it.
    """

    scheme: Scheme = Scheme.QUANTILES
    k: int = DEFAULT_CLASSES
    breaks: tuple[float, ...] = ()
    is_held: bool = False


def read_breaks(text: str) -> tuple[float, ...]:
    """Read "2; 5; 10" (or "2,5; 7"); in any order, each number once.

    Raises:
        MeasureError: a part is no number, or there are none or too many.
    """
    found: set[float] = set()
    for part in filter(None, _BETWEEN.split(text.strip())):
        try:
            number = float(part.replace(",", "."))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise MeasureError(
                msg(
                    "“{part}” is not a number. Please write the bounds like this: 2; 5; 10",
                    part=part[:20],
                )
            )
        found.add(number)
    if not found:
        raise MeasureError(
            msg("Please write the bounds between the classes, for example: 2; 5; 10")
        )
    if len(found) > MOST_BREAKS:
        raise MeasureError(msg("No more than {most} bounds are possible.", most=MOST_BREAKS))
    return tuple(sorted(found))


def breaks_text(breaks: Iterable[float]) -> str:
    """Write breaks for a link: "2;5;10.5"."""
    return ";".join(f"{number:.12g}" for number in breaks)


def is_breaks(text: str) -> bool:
    """Whether breaks can be read."""
    try:
        return bool(read_breaks(text))
    except MeasureError:
        return False


def classify_as(values: Iterable[float], choice: ClassChoice) -> Classification:
    """Cut values as chosen; missing values (NaN) are left out."""
    data = present(values)
    if choice.scheme is not Scheme.FIXED:
        return classify(data, scheme=choice.scheme, k=choice.k)
    top = choice.breaks[-1]
    # the last class needs a bound, which is never shown: it is open upwards
    largest = max(float(data.max()) if len(data) else top, math.nextafter(top, math.inf))
    return classify(data, scheme=Scheme.FIXED, breaks=(*choice.breaks, largest))


def breaks_of(
    classification: Classification, values: Iterable[float], *, decimals: int = 0
) -> tuple[float, ...]:
    """Breaks that give the same classes again, as round as a legend writes them."""
    return reading_bounds(classification, values, decimals=decimals)[:-1]


def recounted(classification: Classification, values: Iterable[float]) -> Classification:
    """Keep the classes and count other values in them: one key for several pictures."""
    data = present(values)
    bounds = classification.upper_bounds
    if not bounds:
        return classification
    numbers = np.minimum(np.searchsorted(bounds, data, side="left"), len(bounds) - 1)
    counts = tuple(int(count) for count in np.bincount(numbers, minlength=len(bounds)))
    return Classification(bounds, counts, classification.scheme)
