"""Exports: what was seen, with source, never a formula, the three kinds of nothing apart."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import CellState
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.report.exports import header, plain, to_csv, to_xlsx
from lib.text import Label, msg


def table() -> Table:
    frame = pd.DataFrame(
        {
            "name": ["+Familienzeit", "Café <Miteinander> & Co.", "=1+1", "Zwei;Teile"],
            "value": [0.0, float("nan"), float("nan"), 1234.5],
            "value_state": [
                CellState.VALUE.value,
                CellState.NO_REPORT.value,
                CellState.WITHHELD.value,
                CellState.VALUE.value,
            ],
            "day": pd.to_datetime(["2020-12-31", None, "2021-01-01", "2021-06-30"]),
            "phase": [Label("Kita", "Day care")] * 4,
        }
    )
    return Table(
        frame,
        (
            Column("name", msg("Offer")),
            Column("value", msg("Density"), ColumnKind.NUMBER, 1, "%"),
            Column("day", msg("Last confirmed"), ColumnKind.DATE),
            Column("phase", msg("Life phase"), ColumnKind.MESSAGE),
        ),
        caption="Caption",
    )


def provenance(*, is_sample: bool = True) -> Provenance:
    return Provenance(
        is_sample=is_sample,
        data_version=7,
        reference_date=date(2021, 6, 30),
        sources=("© Somebody",),
        method="offer-density",
    )


def read_csv(data: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


def test_german_csv() -> None:
    rows = read_csv(to_csv(table(), provenance(), language="de"), ";")
    assert rows[0] == [
        "Angebot",
        "Dichte (%)",
        "Zuletzt bestätigt",
        "Lebensphase",
        "Art der Daten",
    ]
    assert rows[1] == ["'+Familienzeit", "0", "31.12.2020", "Kita", "Beispieldaten"]
    assert rows[2][1:3] == ["keine Meldung", "keine Angabe"]
    assert rows[3][:2] == ["'=1+1", "•"]
    assert rows[4][:2] == ["Zwei;Teile", "1234,5"]
    text = to_csv(table(), provenance(), language="de").decode("utf-8-sig")
    assert "© Somebody" in text
    assert "Datenfassung 7" in text


def test_english_csv() -> None:
    rows = read_csv(to_csv(table(), provenance(), language="en"), ",")
    assert rows[4][:4] == ["Zwei;Teile", "1234.5", "2021-06-30", "Day care"]
    assert rows[1][-1] == "Sample data"


def test_real_data_carry_no_sample_label() -> None:
    text = to_csv(table(), provenance(is_sample=False), language="de").decode("utf-8-sig")
    assert "Beispieldaten" not in text


def test_xlsx_keeps_types_and_source() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table(), provenance(), language="de")))
    sheet, origin = book.worksheets
    assert sheet["B2"].value == 0
    assert sheet["B5"].value == 1234.5
    assert sheet["C2"].value.date() == date(2020, 12, 31)
    assert sheet["B4"].value == "•"
    lines = [str(row[0].value) for row in origin.iter_rows()]
    assert any("Beispieldaten" in line for line in lines)
    assert "© Somebody" in lines


def test_xlsx_text_is_never_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table(), provenance(), language="de")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert "=1+1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


@given(st.text())
def test_no_text_starts_as_a_formula(text: str) -> None:
    assert not plain(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_empty_table(language: str) -> None:
    empty = Table(table().frame.iloc[:0], table().columns)
    assert to_csv(empty, provenance(), language=language)  # type: ignore[arg-type]
    assert to_xlsx(empty, provenance(), language=language)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [" =1+1", "\n=1+1", "\x0b=1+1", "\x00@x", "\u00a0+1"])
def test_signs_before_a_formula_do_not_let_it_run(text: str) -> None:
    assert plain(text).startswith("'")


def test_control_characters_do_not_stop_a_download() -> None:
    sheet = Table(
        pd.DataFrame({"name": ["a\x0bb\x00c\x1f\nd"]}), (Column("name", "H\x01"),), caption="C\x02"
    )
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheet, provenance(), language="de")))
    assert book.worksheets[0]["A2"].value == "abc\nd"
    content = to_csv(sheet, provenance(), language="de")
    assert not {0, 1, 2, 0x0B, 0x1F} & set(content)


def test_heading_names_its_unit_once() -> None:
    column = Column("value", msg("Density"), ColumnKind.NUMBER, 1, "offers per km²")
    assert header(column, "en") == "Density (offers per km²)"
    itself = Column("value", Label("", "Offers per km²"), ColumnKind.NUMBER, 1, "offers per km²")
    assert header(itself, "en") == "Offers per km²"
