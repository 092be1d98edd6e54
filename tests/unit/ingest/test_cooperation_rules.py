"""What the cooperation tables refuse, in German, and what they take without trouble."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from sqlalchemy import create_engine, func, select

from lib.ingest.run import run_import
from lib.ingest.successors import chain_of
from lib.store import schema
from lib.store.engine import reading_engine
from lib.store.queries import cooperation as queries
from lib.store.queries.cooperation import RatingFilter
from lib.text import render
from tests.unit.ingest.conftest import WEST, complaints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lib.ingest.report import Report
    from lib.store.boundaries import BoundaryLayer

    Checked = Callable[..., Report]
    Import = Callable[..., Report]

RATING = "erhebungsrunde;einschaetzende_einrichtung;eingeschaetzte_einrichtung;datum;stufe"
AGREEMENT = "schluessel;einrichtung_a;einrichtung_b;titel;gueltig_von;gueltig_bis"
HOST = "schluessel;name;einrichtungsart;traegerart;nachfolge;geschlossen_am"
TABLES = (schema.cooperation_rating, schema.agreement, schema.institution)


def hosts(*rows: str) -> str:
    """Institution rows given as key;successor;closing day."""
    full = ["{0};Haus {0};kita;frei;{1};{2}".format(*row.split(";")) for row in rows]
    return "\n".join([HOST, *full, ""])


def german(report: Report) -> tuple[str, int, str, str]:
    """File, row, column and German reason of the only fault."""
    (bad,) = report.bad
    return (bad.file, bad.row, bad.column, render(bad.reason, "de"))


def counts(url: str) -> list[int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [connection.scalar(select(func.count()).select_from(table)) for table in TABLES]
    engine.dispose()
    return [int(number or 0) for number in found]


@pytest.fixture
def write(tmp_path: Path, both_url: str, layer: BoundaryLayer) -> Import:
    """Import files given as name=content into the seeded database, SQLite and PostgreSQL."""

    def run(**files: str) -> Report:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, content in files.items():
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
        return run_import([folder], url=both_url, layer=layer)

    return run


@pytest.mark.parametrize("end", ["01.08.2019", "31.07.2019"])
def test_an_agreement_ends_after_the_day_it_starts(checked: Checked, end: str) -> None:
    good = "v1;kita;schule;T;01.08.2019;02.08.2019\nv2;kita;amt;T;01.08.2019;\n"
    text = f"{AGREEMENT}\n{good}v3;amt;schule;T;01.08.2019;{end}\n"
    assert german(checked(vereinbarungen=text)) == (
        "vereinbarungen.csv",
        4,
        "gueltig_bis",
        "Der Tag muss nach dem 01.08.2019 liegen („gueltig_von“).",
    )


def test_an_institution_does_not_rate_itself(checked: Checked) -> None:
    text = f"{RATING}\n2020;kita;amt;17.03.2020;3\n2020;amt;amt;17.03.2020;3\n"
    assert german(checked(einschaetzungen=text)) == (
        "einschaetzungen.csv",
        3,
        "eingeschaetzte_einrichtung",
        "Eine Einrichtung schätzt sich nicht selbst ein. Bitte die Zeile entfernen.",
    )


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("6", "Der Wert muss zwischen 0 und 5 liegen."),
        ("-1", "Der Wert muss zwischen 0 und 5 liegen."),
        ("2,5", "Hier steht eine ganze Zahl von 0 bis 5."),
        ("2.5", "Hier steht eine ganze Zahl von 0 bis 5."),
        ("gut", "Hier steht eine ganze Zahl von 0 bis 5."),
        ("Stufe 3", "Hier steht eine ganze Zahl von 0 bis 5."),
        ("½", "Hier steht eine ganze Zahl von 0 bis 5."),
    ],
)
@pytest.mark.parametrize("column", ["stufe", "stufe_wissenstiefe", "stufe_verbindlichkeit",
                                    "stufe_regelmaessigkeit"])  # fmt: skip
def test_levels_are_whole_numbers_from_0_to_5(
    checked: Checked, column: str, written: str, reason: str
) -> None:
    header = f"{RATING};stufe_wissenstiefe;stufe_verbindlichkeit;stufe_regelmaessigkeit"
    cells = dict.fromkeys(header.split(";")[4:], "3") | {column: written}
    text = f"{header}\n2020;kita;amt;17.03.2020;{';'.join(cells.values())}\n"
    assert german(checked(einschaetzungen=text)) == ("einschaetzungen.csv", 2, column, reason)


def test_an_overall_level_is_needed_and_the_agreed_one_is_bounded_too(checked: Checked) -> None:
    text = f"{RATING}\n2020;kita;amt;17.03.2020;\n"
    assert german(checked(einschaetzungen=text))[2:] == (
        "stufe",
        "Die Zelle darf nicht leer sein.",
    )
    header = "erhebungsrunde;einrichtung_a;einrichtung_b;gemeinsame_stufe"
    report = checked(kooperationspaare=f"{header}\n2020;kita;amt;5,5\n", einschaetzungen=RATING)
    assert german(report)[2:] == ("gemeinsame_stufe", "Hier steht eine ganze Zahl von 0 bis 5.")


def test_levels_of_a_workbook_name_the_sheet(tmp_path: Path, checked: Checked) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "einschaetzungen"
    for row in (RATING.split(";"), ["2020", "kita", "amt", date(2020, 3, 17), 2.5]):
        sheet.append(row)
    book.create_sheet("erlaeuterungen")
    path = tmp_path / "runde.xlsx"
    book.save(path)
    file, row, column, reason = german(checked(**{"runde.xlsx": path.read_bytes()}))
    assert "runde.xlsx" in file
    assert "einschaetzungen" in file
    assert (row, column, reason) == (2, "stufe", "Hier steht eine ganze Zahl von 0 bis 5.")


@pytest.mark.parametrize(
    ("rows", "row", "reason"),
    [
        (("a;a;",), 2, ("Eine Einrichtung kann nicht ihre eigene Nachfolge sein. "
         "Bitte eine andere nennen.")),
        (("a;;", "b;fehlt;"), 3, "„fehlt“ steht nicht in „einrichtungen“."),
    ],
)  # fmt: skip
def test_a_successor_is_another_known_institution(
    checked: Checked, rows: tuple[str, ...], row: int, reason: str
) -> None:
    file, found_row, column, found = german(checked(einrichtungen=hosts(*rows)))
    assert (file, found_row, column) == ("einrichtungen.csv", row, "nachfolge")
    assert found.startswith(reason)


def test_successors_form_no_circle_within_a_file(checked: Checked) -> None:
    report = checked(einrichtungen=hosts("a;b;", "b;c;", "c;a;", "d;a;", "e;;"))
    assert [(bad.row, bad.column) for bad in report.bad] == [
        (row, "nachfolge") for row in (2, 3, 4)
    ]
    assert render(report.bad[0].reason, "de") == (
        "Diese Einrichtungen folgen einander im Kreis: a → b → c → a. "
        "Die letzte darf keine Nachfolge haben."
    )


def test_a_circle_with_stored_institutions_is_refused_and_nothing_is_lost(
    write: Import, both_url: str
) -> None:
    assert write(einrichtungen=hosts("a;b;01.01.2020", "b;;")).is_written
    before = counts(both_url)
    report = write(
        einrichtungen=hosts("neu;;", "b;a;"),
        einschaetzungen=f"{RATING}\n2020;kita;amt;17.03.2020;3\n",
    )
    assert [(row, column) for _, row, column, *_ in complaints(report)] == [(3, "nachfolge")]
    assert counts(both_url) == before
    assert write(einrichtungen=hosts("b;kita;")).is_written
    found = queries.successors(reading_engine(both_url))
    assert dict(zip(found["key"], found["successor_key"], strict=True)) == {
        "a": "kita",
        "b": "kita",
    }


def test_mergers_arrive_in_any_order_and_without_a_closing_day(
    write: Import, both_url: str
) -> None:
    assert write(einrichtungen=hosts("a;b;", "b;c;31.12.2019", "c;;")).is_written
    asked = RatingFilter(wave="2020")
    found = queries.institutions(reading_engine(both_url), asked, prefixes=())
    assert {"a", "c"} <= set(found["key"])
    assert "b" not in set(found["key"])
    # a file that does not know the new columns takes nothing away
    old = "schluessel;name;einrichtungsart;traegerart;ags\n"
    assert write(einrichtungen=f"{old}b;Neuer Name;kita;frei;{WEST}\n").is_written
    chain = queries.successors(reading_engine(both_url)).set_index("key")["successor_key"]
    assert chain.to_dict() == {"a": "c", "b": "c"}


def test_one_sided_ratings_and_a_wave_with_one_rater(write: Import, both_url: str) -> None:
    wave = "code;bezeichnung_de;bezeichnung_en;beginn;ende\n2021;a;b;01.03.2021;31.03.2021\n"
    text = f"{RATING}\n2021;kita;amt;17.03.2021;3\n2021;kita;schule;17.03.2021;0\n"
    report = write(erhebungsrunden=wave, einschaetzungen=text)
    assert report.is_written, complaints(report)
    engine = reading_engine(both_url)
    found = queries.ratings(engine, RatingFilter(wave="2021"), prefixes=())
    assert list(zip(found["rater_key"], found["rated_key"], found["level"], strict=True)) == [
        ("kita", "amt", 3),
        ("kita", "schule", 0),
    ]


def test_a_fault_anywhere_writes_nothing_anywhere(write: Import, both_url: str) -> None:
    before = counts(both_url)
    report = write(
        einschaetzungen=f"{RATING}\n2020;kita;amt;17.03.2020;3\n2020;amt;kita;17.03.2020;6\n",
        vereinbarungen=f"{AGREEMENT}\nv;kita;amt;T;01.08.2019;\n",
    )
    assert len(report.bad) == 1
    assert counts(both_url) == before


def test_talks_and_reflection_questions(write: Import, both_url: str) -> None:
    pair = "erhebungsrunde;einrichtung_a;einrichtung_b;gesprochen_am\n"
    asked = "code;reihenfolge;kriterium;frage_de;frage_en\n"
    report = write(
        kooperationspaare=f"{pair}2020;schule;kita;02.06.2020\n",
        reflexionsfragen=f"{asked}f2;2;Verbindlichkeit;Was gilt?;What holds?\nf1;1;;Warum?;\n",
    )
    assert report.is_written, complaints(report)
    engine = reading_engine(both_url)
    talks: list[Any] = queries.talks(engine).to_numpy().tolist()
    assert [row[:2] for row in talks] == [["kita", "schule"]]
    found = queries.reflection_questions(engine)
    assert found.to_numpy().tolist() == [
        ["f1", "", "Warum?", ""],
        ["f2", "bindingness_level", "Was gilt?", "What holds?"],
    ]
    wrong = write(reflexionsfragen=f"{asked}f3;3;Laune;Wie?;\n")
    assert german(wrong)[2:] == (
        "kriterium",
        (
            "Unbekannter Wert. Möglich sind: Zusammenarbeit insgesamt, Wissenstiefe, "
            "Verbindlichkeit und Regelmäßigkeit."
        ),
    )


@pytest.mark.parametrize(
    ("following", "chain"),
    [
        ({}, ["a"]),
        ({"a": None}, ["a"]),
        ({"a": "b", "b": "c", "c": None}, ["a", "b", "c"]),
        ({"a": "b"}, ["a"]),  # the successor is stored already
        ({"a": "b", "b": "a"}, ["a", "b", "a"]),
        ({"a": "b", "b": "c", "c": "b"}, ["a", "b", "c", "b"]),
    ],
)
def test_chains_of_successors(following: dict[str, str | None], chain: list[str]) -> None:
    assert chain_of("a", following) == chain
