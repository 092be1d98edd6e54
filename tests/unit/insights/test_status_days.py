"""From which days on may be asked: publications up to the reference date, meetings of the place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lib.insights.status_days import ChangeDays, change_days
from lib.store import schema
from lib.store.engine import writing_engine

if TYPE_CHECKING:
    from sqlalchemy import Engine

UNTIL = date(2021, 6, 30)
TOWN, OTHER = "03241001", "03241005"


@pytest.fixture
def engine(migrated_url: str) -> Engine:
    """Three bodies with meetings: of the Region, of two towns; one meeting lies in the future."""
    engine = writing_engine(migrated_url)
    with engine.begin() as connection:
        for ags in (TOWN, OTHER):
            connection.execute(
                schema.municipality.insert().values(ags=ags, name=ags, area_km2=10.0)
            )
            connection.execute(schema.network.insert().values(key=f"n{ags}", name=ags, ags=ags))
        for key, network in (("all", None), ("one", f"n{TOWN}"), ("two", f"n{OTHER}")):
            connection.execute(
                schema.steering_body.insert().values(key=key, name=key, network_key=network)
            )
        for number, (key, day) in enumerate(
            [
                ("all", date(2021, 1, 10)),
                ("one", date(2021, 2, 1)),
                ("one", date(2021, 3, 1)),
                ("two", date(2021, 4, 1)),
                ("two", date(2021, 7, 1)),
            ]
        ):
            connection.execute(
                schema.meeting.insert().values(key=str(number), steering_body_key=key, held_on=day)
            )
    return engine


def test_the_region_gets_each_bodys_last_meeting_by_name(engine: Engine) -> None:
    found = change_days(engine, prefixes=(), ags="", until=UNTIL)
    assert found.meetings == (
        (date(2021, 1, 10), "all"),
        (date(2021, 3, 1), "one"),
        (date(2021, 4, 1), "two"),
    )


def test_a_municipality_gets_its_own_meetings_and_the_regions_newest_first(engine: Engine) -> None:
    found = change_days(engine, prefixes=(), ags=TOWN, until=UNTIL)
    assert found.meetings == (
        (date(2021, 3, 1), "one"),
        (date(2021, 2, 1), "one"),
        (date(2021, 1, 10), "all"),
    )


def test_a_body_outside_the_extent_is_left_out(engine: Engine) -> None:
    found = change_days(engine, prefixes=(OTHER,), ags="", until=UNTIL)
    assert [name for _, name in found.meetings] == ["all", "two"]


def test_without_publications_there_is_no_day(engine: Engine) -> None:
    found = change_days(engine, prefixes=(), ags="", until=UNTIL)
    assert found.publications == ()
    assert found.default is None


def test_the_default_is_the_publication_before_the_newest() -> None:
    days = (date(2021, 5, 1), date(2021, 3, 1), date(2020, 3, 1))
    assert ChangeDays(days, ()).default == date(2021, 3, 1)
    assert ChangeDays(days, ()).earliest == date(2020, 3, 1)
    assert ChangeDays(days, ((date(2019, 9, 9), "x"),)).earliest == date(2019, 9, 9)


def test_before_the_only_publication_lies_the_day_before() -> None:
    assert ChangeDays((date(2021, 5, 1),), ()).default == date(2021, 4, 30)
