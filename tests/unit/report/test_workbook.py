"""Workbooks of several tables: names of sheets, sources, and text that stays text."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import load_workbook

from lib.domain.vocabulary import CellState
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.report.exports import SHEET_NAME_LENGTH, Sheet, to_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

EVIL = "=HYPERLINK(1)"


def sheet(name: str, *, is_sample: bool = False, text: str = "x") -> Sheet:
    frame = pd.DataFrame(
        {"name": [text, "y"], "value": [1.5, float("nan")]},
    ).assign(value_state=[CellState.VALUE.value, CellState.WITHHELD.value])
    columns = (Column("name", "Name"), Column("value", "Wert", ColumnKind.NUMBER, 1))
    return Sheet(
        name=name,
        table=Table(frame, columns, caption=name),
        provenance=Provenance(
            is_sample=is_sample,
            data_version=1,
            reference_date=date(2020, 1, 2),
            sources=(f"Quelle von {name}",),
            method="offer-density",
        ),
        sentences=(f"Satz {text}",),
    )


def written(*sheets: Sheet) -> Workbook:
    content = to_workbook(
        sheets, opening=("Titel", EVIL), language="de", methods={"offer-density": "Dichte"}
    )
    return load_workbook(BytesIO(content))


def column(book: Workbook, name: str, at: int = 0) -> list[object]:
    return [row[at].value for row in book[name].iter_rows()]


def test_sheets_open_with_a_glance_and_close_with_the_sources() -> None:
    book = written(sheet("Eins", is_sample=True), sheet("Zwei"))
    assert book.sheetnames == ["Auf einen Blick", "Eins", "Zwei", "Quellen und Methoden"]
    assert column(book, "Auf einen Blick") == [
        *("Titel", "Beispieldaten", EVIL, "Eins: Satz x", "Zwei: Satz x")
    ]
    origin = column(book, "Quellen und Methoden", 1)
    assert origin.count("Methode: Dichte") == 2
    assert {"Quelle von Eins", "Quelle von Zwei"} <= set(origin)
    assert "Stand 02.01.2020, Datenfassung 1." in origin


def test_only_invented_tables_say_so_in_every_row() -> None:
    book = written(sheet("Eins", is_sample=True), sheet("Zwei"))
    assert column(book, "Eins", 2) == ["Art der Daten", "Beispieldaten", "Beispieldaten"]
    assert book["Zwei"].max_column == 2
    assert "Beispieldaten" not in column(written(sheet("Zwei")), "Auf einen Blick")


def test_nothing_runs_as_a_formula_and_withheld_stays_withheld() -> None:
    book = written(sheet("=1+1", text=EVIL))
    assert column(book, "=1+1") == ["Name", EVIL, "y"]
    assert column(book, "=1+1", 1) == ["Wert", 1.5, "•"]
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_names_of_sheets_are_short_clean_and_unique() -> None:
    long = "Angebotsdichte nach Lebensphase und Handlungsfeld"
    book = written(
        sheet(long), sheet(long), sheet("a/b[c]:*?\\"), sheet("'"), sheet("AUF EINEN BLICK")
    )
    names = book.sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 7
    assert all(0 < len(name) <= SHEET_NAME_LENGTH for name in names)
    assert not set("".join(names)) & set("[]:*?/\\")
    assert names[1] != names[2]
