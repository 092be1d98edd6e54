"""Single cells: what is understood, and what is refused with a reason."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ingest.cells import CellError, Unreadable, reader
from lib.ingest.tables import BY_NAME
from lib.text import msg, render


def read(cell: object, column: str) -> object:
    table, name = column.split(".")
    return reader(BY_NAME[table].by_name[name])(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "column", "value"),
    [
        (" Elterncafé ", "offer.name", "Elterncafé"),
        ("Cafe\u0301", "offer.name", "Café"),
        ("", "offer.name", None),
        ("   ", "offer.name", None),
        (None, "offer.name", None),
        (12, "offer.key", "12"),
        (12.0, "offer.key", "12"),
        ("=1+1", "offer.name", "=1+1"),
        ("@SUM(A1)", "offer.name", "@SUM(A1)"),
        ("<script>alert(1)</script>", "offer.name", "<script>alert(1)</script>"),
        ("eins\r\nzwei", "offer.description", "eins\nzwei"),
        ("3241001", "offer.ags", "03241001"),
        (3241001, "offer.ags", "03241001"),
        (3241001.0, "offer.ags", "03241001"),
        ("Schwangerschaft", "offer.minimum_age_years", -1),
        ("schwangerschaft", "offer.minimum_age_years", -1),
        ("-1", "offer.minimum_age_years", -1),
        ("3,0", "offer.minimum_age_years", 3),
        (3.0, "offer.minimum_age_years", 3),
        ("52,5", "offer.latitude", 52.5),
        ("52.5", "offer.latitude", 52.5),
        ("-1.234,5", "observation.value", -1234.5),
        ("1,234.5", "observation.value", 1234.5),
        ("1.234.567", "observation.value", 1234567.0),
        ("1.234", "observation.value", 1.234),
        ("31.12.2020", "offer.valid_from", date(2020, 12, 31)),
        ("1.2.2020", "offer.valid_from", date(2020, 2, 1)),
        ("2020-12-31", "offer.valid_from", date(2020, 12, 31)),
        ("2020-12-31 00:00:00", "offer.valid_from", date(2020, 12, 31)),
        (datetime(2020, 12, 31), "offer.valid_from", date(2020, 12, 31)),  # noqa: DTZ001
        (date(2020, 12, 31), "offer.valid_from", date(2020, 12, 31)),
        ("ja", "offer.is_region_wide", True),
        ("WAHR", "offer.is_region_wide", True),
        ("nein", "offer.is_region_wide", False),
        (0, "offer.is_region_wide", False),
        ("aktiv", "offer.status", "active"),
        ("Aktiv", "offer.status", "active"),
        ("active", "offer.status", "active"),
        ("vorübergehend geschlossen", "offer.status", "temporarily closed"),
        ("temporarily closed", "offer.status", "temporarily closed"),
        ("-1", "indicator.direction", -1),
        ("+1", "indicator.direction", 1),
        (1, "indicator.direction", 1),
        ("niedriger ist besser", "indicator.direction", -1),
        ("Mittlerziel", "goal.level", 2),
        ("2", "goal.level", 2),
        ("sozial | kulturell|", "offer.field_codes", frozenset({"sozial", "kulturell"})),
        ("", "offer.field_codes", None),
        (3241001, "offer.service_area_ags", frozenset({"03241001"})),
    ],
)
def test_readable(cell: object, column: str, value: object) -> None:
    found = read(cell, column)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("cell", "column", "reason"),
    [
        ("x" * 301, "offer.name", "301 characters; at most 300"),
        ("x" * 10_001, "offer.description", "at most 10,000"),
        ("ein\x07s", "offer.name", "control character"),
        ("ein\u202es", "offer.description", "control character"),
        ("a\tb", "offer.key", "control character"),
        ("eins\nzwei", "offer.name", "line break"),
        ("a|b", "offer.key", "“|”"),
        ("324100", "offer.ags", "eight digits"),
        ("Hannover", "offer.ags", "eight digits"),
        ("٠٣٢٤١٠٠١", "offer.ags", "eight digits"),
        ("drei", "offer.minimum_age_years", "whole number"),
        ("3,5", "offer.minimum_age_years", "whole number"),
        ("1.000", "offer.capacity_places", "whole number"),
        ("-2", "offer.minimum_age_years", "between -1 and 120"),
        ("-1", "offer.capacity_places", "at least 0"),
        ("99999999999", "offer.capacity_places", "too large"),
        ("6", "cooperation_rating.level", "between 0 and 5"),
        ("91", "offer.latitude", "between -90 and 90"),
        ("nördlich", "offer.latitude", "A number is needed"),
        ("1e400", "observation.value", "A number is needed"),
        ("nan", "observation.value", "A number is needed"),
        ("1,2,3", "observation.value", "A number is needed"),
        ("9" * 20, "observation.value", "too large"),
        ("0", "municipality.area_km2", "greater than 0"),
        ("31.02.2020", "offer.valid_from", "does not exist"),
        ("2020-13-01", "offer.valid_from", "does not exist"),
        ("31.12.20", "offer.valid_from", "A day is needed"),
        ("31.12.2999", "offer.valid_from", "between 1900 and 2200"),
        (44196, "offer.valid_from", "A day is needed"),
        (datetime(2020, 12, 31, 14), "offer.valid_from", "without a time"),  # noqa: DTZ001
        (time(14), "offer.valid_from", "A day is needed"),
        ("vielleicht", "offer.is_region_wide", "“ja” or “nein”"),
        ("offen", "offer.status", "active, inactive"),
        ("2", "indicator.direction", "higher is better"),
        ("-1", "goal.level", "Unknown value"),
        (date(2020, 6, 3), "life_phase.code", "turned this cell into a date"),
        (date(2020, 6, 3), "institution.life_phase_codes", "turned this cell into a date"),
        (date(2020, 6, 3), "offer.minimum_age_years", "turned this cell into a date"),
        (Unreadable("=A1", msg("Text")), "offer.name", "Text"),
        (Unreadable("=A1", msg("Text")), "offer.field_codes", "Text"),
        (Unreadable("=A1", msg("Text")), "offer.latitude", "Text"),
    ],
)
def test_refused(cell: object, column: str, reason: str) -> None:
    with pytest.raises(CellError) as error:
        read(cell, column)
    assert reason in render(error.value.reason, "en")
    assert render(error.value.reason, "de")


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_both_ways_of_writing_a_day_mean_the_same(day: date) -> None:
    assert read(day.strftime("%d.%m.%Y"), "offer.valid_from") == day
    assert read(day.isoformat(), "offer.valid_from") == day


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_comma_and_point_mean_the_same(value: object) -> None:
    point = f"{value:f}"
    assert read(point, "observation.value") == float(point)
    assert read(point.replace(".", ","), "observation.value") == float(point)
    assert read(f"{value:,f}", "observation.value") == float(point)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    for column in ("offer.name", "offer.valid_from", "offer.latitude", "offer.status",
                   "offer.field_codes", "offer.ags", "offer.capacity_places"):  # fmt: skip
        with suppress(CellError):
            value = read(text, column)
            assert value is None or value == value  # noqa: PLR0124 - no NaN gets through
