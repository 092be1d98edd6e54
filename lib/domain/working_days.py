"""Working days: Monday to Friday, without the public holidays of Lower Saxony.

They only propose a day for a conversation; no figure rests on them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SATURDAY: Final = 5
#: Reformation Day is a holiday in Lower Saxony since 2018.
FIXED: Final = ((1, 1), (5, 1), (10, 3), (10, 31), (12, 25), (12, 26))
#: Good Friday, Easter Monday, Ascension, Whit Monday: days after Easter Sunday.
AFTER_EASTER: Final = (-2, 1, 39, 50)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Gauss' rule with Lichtenberg's corrections)."""
    century = year // 100
    correction = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    solar = 2 - (3 * century + 3) // 4
    lunar = year % 19
    seed = (19 * lunar + correction) % 30
    late = (seed + lunar // 11) // 29
    full_moon = 21 + seed - late
    first_sunday = 7 - (year + year // 4 + solar) % 7
    return date(year, 3, 1) + timedelta(days=full_moon + 7 - (full_moon - first_sunday) % 7 - 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Public holidays of Lower Saxony in a year."""
    sunday = easter_sunday(year)
    moving = (sunday + timedelta(days=days) for days in AFTER_EASTER)
    return frozenset({date(year, month, day) for month, day in FIXED} | set(moving))


def is_working_day(day: date) -> bool:
    """Whether people can be expected to meet on this day."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def working_days(first: date) -> Iterator[date]:
    """Give the working days from `first` on, without end."""
    day = first
    while True:
        if is_working_day(day):
            yield day
        day += timedelta(days=1)
