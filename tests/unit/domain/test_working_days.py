"""Working days of Lower Saxony, against the published calendar of 2021."""

from __future__ import annotations

from datetime import date
from itertools import islice

from dateutil.easter import easter

from lib.domain.working_days import easter_sunday, holidays, is_working_day, working_days


def test_holidays_of_2021_as_published():
    assert holidays(2021) == {
        date(2021, 1, 1),
        date(2021, 4, 2),
        date(2021, 4, 5),
        date(2021, 5, 1),
        date(2021, 5, 13),
        date(2021, 5, 24),
        date(2021, 10, 3),
        date(2021, 10, 31),
        date(2021, 12, 25),
        date(2021, 12, 26),
    }


def test_days_run_over_weekends_and_the_turn_of_the_year():
    assert list(islice(working_days(date(2020, 12, 24)), 5)) == [
        date(2020, 12, 24),
        date(2020, 12, 28),
        date(2020, 12, 29),
        date(2020, 12, 30),
        date(2020, 12, 31),
    ]
    assert next(working_days(date(2021, 1, 1))) == date(2021, 1, 4)
    assert not is_working_day(date(2021, 4, 3))


def test_easter_against_another_computation():
    assert [easter_sunday(year) for year in range(1900, 2200)] == [
        easter(year) for year in range(1900, 2200)
    ]
