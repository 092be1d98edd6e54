"""Earlier values: kept with the days on which they stood, once, and never by a repeated file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from lib.ingest import revisions
from lib.ingest.run import check
from lib.store.engine import reading_engine
from lib.store.queries import goals as queries
from lib.text import render
from tests.unit.ingest.conftest import WEST
from tests.unit.ingest.test_run import Importer

if TYPE_CHECKING:
    from pathlib import Path

    from lib.store.boundaries import BoundaryLayer

INDICATOR = (
    "schluessel;reihenfolge;name_de;einheit;richtung;zielart;quelle;verantwortung\n"
    "I1;1;Name;%;1;direction_only;Quelle;population\n"
)
SHORT = "indikator;ags;jahr;wert\n"
DATED = "indikator;ags;jahr;wert;veroeffentlicht_am\n"
FIRST, SECOND, THIRD = date(2021, 3, 1), date(2021, 4, 1), date(2021, 5, 1)


class Clock:
    """The day of the import."""

    day = FIRST

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(revisions, "today", clock)
    return clock


@pytest.fixture
def both(both_url: str, tmp_path: Path, layer: BoundaryLayer, clock: Clock) -> Importer:
    importer = Importer(tmp_path / "in", both_url, layer)
    importer(indikatoren=INDICATOR)
    return importer


def values(both: Importer) -> dict[tuple[Any, int], tuple[float, date | None]]:
    found = both.rows("observation", "year, id")
    return {(row["ags"], row["year"]): (row["value"], row["published_on"]) for row in found}


def earlier(both: Importer) -> list[tuple[Any, int, float, date | None, date]]:
    return [
        (row["ags"], row["year"], row["value"], row["published_on"], row["replaced_on"])
        for row in both.rows("observation_revision", "year, replaced_on, id")
    ]


def known(both: Importer, day: date) -> list[tuple[int, float]]:
    engine = reading_engine(both.url)
    frame = queries.observations(engine, known_on=day)
    engine.dispose()
    return list(zip(frame["year"], frame["value"], strict=True))


def test_a_changed_value_leaves_the_earlier_one_with_its_days(both: Importer, clock: Clock) -> None:
    first = f"{SHORT}I1;;2019;5\nI1;{WEST};2019;3\n"
    assert both.counts(indikatorwerte=first) == [(2, 0, 0)]
    assert values(both) == {(None, 2019): (5.0, None), (WEST, 2019): (3.0, None)}
    clock.day = SECOND
    second = f"{SHORT}I1;;2019;6\nI1;{WEST};2019;3\n"
    report = both(indikatorwerte=second)
    assert "1 value replaces a stored one" in render(report.notes[0].text, "en")
    assert values(both) == {(None, 2019): (6.0, SECOND), (WEST, 2019): (3.0, None)}
    assert earlier(both) == [(None, 2019, 5.0, None, SECOND)]
    clock.day = THIRD
    assert both.counts(indikatorwerte=second) == [(0, 0, 2)]  # the same file again
    assert both.counts(indikatorwerte=f"{SHORT}I1;{WEST};2019;4\n") == [(0, 1, 0)]
    assert earlier(both) == [(None, 2019, 5.0, None, SECOND), (WEST, 2019, 3.0, None, THIRD)]
    assert known(both, FIRST) == [(2019, 5.0)]
    assert known(both, SECOND) == [(2019, 6.0)]


def test_the_file_names_the_days(both: Importer, clock: Clock) -> None:
    both(indikatorwerte=f"{DATED}I1;;2019;5;31.03.2020\n")
    clock.day = THIRD
    second = f"{DATED}I1;;2019;6;15.01.2021\n"
    assert both.counts(indikatorwerte=second) == [(0, 1, 0)]
    assert values(both) == {(None, 2019): (6.0, date(2021, 1, 15))}
    assert earlier(both) == [(None, 2019, 5.0, date(2020, 3, 31), date(2021, 1, 15))]
    assert both.counts(indikatorwerte=second) == [(0, 0, 1)]
    assert known(both, date(2020, 3, 30)) == []
    assert known(both, date(2021, 1, 14)) == [(2019, 5.0)]
    assert known(both, date(2021, 1, 15)) == [(2019, 6.0)]


def test_a_correction_under_the_same_day_counts_from_the_import_on(
    both: Importer, clock: Clock
) -> None:
    """A typing error stood in public until it was corrected."""
    both(indikatorwerte=f"{DATED}I1;;2019;55;31.03.2020\n")
    clock.day = THIRD
    corrected = f"{DATED}I1;;2019;5,5;31.03.2020\n"
    assert both.counts(indikatorwerte=corrected) == [(0, 1, 0)]
    assert earlier(both) == [(None, 2019, 55.0, date(2020, 3, 31), THIRD)]
    assert both.counts(indikatorwerte=corrected) == [(0, 0, 1)]
    assert known(both, date(2020, 12, 31)) == [(2019, 55.0)]
    assert known(both, THIRD) == [(2019, 5.5)]


def test_what_stood_less_than_a_day_is_not_kept(both: Importer, clock: Clock) -> None:
    both(indikatorwerte=f"{SHORT}I1;;2019;5\n")
    clock.day = SECOND
    for value in (6, 7, 8):
        assert both.counts(indikatorwerte=f"{SHORT}I1;;2019;{value}\n") == [(0, 1, 0)]
    assert earlier(both) == [(None, 2019, 5.0, None, SECOND)]
    assert values(both) == {(None, 2019): (8.0, SECOND)}


def test_back_and_forth_keeps_every_turn(both: Importer, clock: Clock) -> None:
    both(indikatorwerte=f"{SHORT}I1;;2019;5\n")
    for day, value in ((SECOND, 6), (THIRD, 5)):
        clock.day = day
        both(indikatorwerte=f"{SHORT}I1;;2019;{value}\n")
    assert earlier(both) == [
        (None, 2019, 5.0, None, SECOND),
        (None, 2019, 6.0, SECOND, THIRD),
    ]
    assert [known(both, day) for day in (FIRST, SECOND, THIRD)] == [
        [(2019, 5.0)],
        [(2019, 6.0)],
        [(2019, 5.0)],
    ]


def test_a_new_year_of_a_known_series_counts_from_the_import_on(
    both: Importer, clock: Clock
) -> None:
    both(indikatorwerte=f"{SHORT}I1;;2019;5\n")
    clock.day = SECOND
    both(indikatorwerte=f"{SHORT}I1;;2019;5\nI1;;2020;6\nI1;{WEST};2020;1\n")
    assert values(both) == {
        (None, 2019): (5.0, None),
        (None, 2020): (6.0, SECOND),
        (WEST, 2020): (1.0, None),  # the first values of a series
    }
    assert known(both, FIRST) == [(2019, 5.0)]


def test_an_empty_day_keeps_the_stored_one(both: Importer, clock: Clock) -> None:
    both(indikatorwerte=f"{DATED}I1;;2019;5;31.03.2020\n")
    assert both.counts(indikatorwerte=f"{DATED}I1;;2019;5;\n") == [(0, 0, 1)]
    assert both.counts(indikatorwerte=f"{DATED}I1;;2019;5;01.04.2020\n") == [(0, 1, 0)]
    assert values(both) == {(None, 2019): (5.0, date(2020, 4, 1))}
    assert earlier(both) == []


def test_a_file_that_tells_the_earlier_value_itself_is_believed(
    both: Importer, clock: Clock
) -> None:
    both(indikatorwerte=f"{DATED}I1;;2019;5;31.03.2020\n")
    clock.day = THIRD
    told = (
        "indikator;jahr;veroeffentlicht_am;ersetzt_am;wert;anmerkung\n"
        "I1;2019;31.03.2020;01.10.2020;5;vorläufig\n"
    )
    both(indikatorwerte=f"{DATED}I1;;2019;6;01.11.2020\n", fruehere_werte=told)
    assert earlier(both) == [(None, 2019, 5.0, date(2020, 3, 31), date(2020, 10, 1))]
    report = both(indikatorwerte=f"{DATED}I1;;2019;6;01.11.2020\n", fruehere_werte=told)
    assert report.is_unchanged


def test_without_the_column_the_stored_day_does_not_date_the_new_value(
    both: Importer, clock: Clock
) -> None:
    both(indikatorwerte=f"{DATED}I1;;2019;5;31.03.2020\n")
    clock.day = THIRD
    both(indikatorwerte=f"{SHORT}I1;;2019;6\n")
    assert values(both) == {(None, 2019): (6.0, THIRD)}
    assert earlier(both) == [(None, 2019, 5.0, date(2020, 3, 31), THIRD)]


def test_a_turn_that_is_stored_already_stays_as_it_is(both: Importer, clock: Clock) -> None:
    """The earlier value was told by hand before; the change on the same day adds no second."""
    both(indikatorwerte=f"{SHORT}I1;;2019;5\n")
    both(fruehere_werte="indikator;jahr;ersetzt_am;wert\nI1;2019;01.10.2020;4\n")
    clock.day = THIRD
    assert both.counts(indikatorwerte=f"{DATED}I1;;2019;6;01.10.2020\n") == [(0, 1, 0)]
    assert earlier(both) == [(None, 2019, 4.0, None, date(2020, 10, 1))]


def test_a_check_keeps_nothing(both: Importer, clock: Clock, layer: BoundaryLayer) -> None:
    both(indikatorwerte=f"{SHORT}I1;;2019;5\n")
    clock.day = SECOND
    path = both.folder / "indikatorwerte.csv"
    path.write_text(f"{SHORT}I1;;2019;6\n")
    report = check([path], url=both.url, layer=layer)
    assert [(count.updated, count.unchanged) for count in report.counts] == [(1, 0)]
    assert (earlier(both), values(both)) == ([], {(None, 2019): (5.0, None)})


def test_a_break_that_is_withdrawn_suspends_no_longer(both: Importer) -> None:
    both(
        indikatorwerte="indikator;jahr;wert;zeitreihenbruch;bewertung_ausgesetzt\nI1;2019;5;ja;ja\n"
    )
    assert both.rows("observation", "id")[0]["suspends_judgement"] is True
    both(indikatorwerte="indikator;jahr;wert;zeitreihenbruch\nI1;2019;5;nein\n")
    assert both.rows("observation", "id")[0]["suspends_judgement"] is False
    assert both.rows("observation_revision", "id") == []
