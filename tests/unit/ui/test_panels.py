"""Tables on the page: zero, unknown, withheld look different; text from data stays text."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import CellState
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Label, msg
from lib.ui.panels import STAND_INS, escape, kept_together, styled_table

TABLE = Table(
    pd.DataFrame(
        {
            "name": ["A", "B", "C", "D"],
            "value": [0.0, float("nan"), 7.25, 1234.5],
            "value_state": [
                CellState.VALUE.value,
                CellState.NO_REPORT.value,
                CellState.WITHHELD.value,
                CellState.VALUE.value,
            ],
            "day": pd.to_datetime(["2020-12-31", None, None, "2021-06-30"]),
            "phase": [Label("Kita", "Day care")] * 4,
        }
    ),
    (
        Column("name", msg("Offer")),
        Column("value", msg("Density"), ColumnKind.NUMBER, 1),
        Column("day", msg("Last confirmed"), ColumnKind.DATE),
        Column("phase", msg("Life phase"), ColumnKind.MESSAGE),
    ),
)


def shown(language: str) -> list[list[str]]:
    """Cells as Streamlit reads them from the style."""
    styler = styled_table(TABLE, language)  # type: ignore[arg-type]
    body = styler._translate(sparse_index=False, sparse_cols=False)["body"]
    return [[cell["display_value"] for cell in row if cell["type"] == "td"] for row in body]


def test_german_cells() -> None:
    assert shown("de") == [
        ["A", "0,0", "31.12.2020", "Kita"],
        ["B", "keine Meldung", "keine Angabe", "Kita"],
        ["C", "•", "keine Angabe", "Kita"],
        ["D", "1.234,5", "30.06.2021", "Kita"],
    ]


def test_english_cells() -> None:
    assert shown("en")[3] == ["D", "1,234.5", "30 Jun 2021", "Day care"]
    assert shown("en")[1][1:3] == ["no report", "not stated"]


def test_a_withheld_value_never_reaches_the_browser() -> None:
    data = styled_table(TABLE, "de").data
    assert 7.25 not in data["Dichte"].tolist()
    assert data["Dichte"].tolist()[1:3] == [STAND_INS[ColumnKind.NUMBER]] * 2
    assert not data.isna().any(axis=None)


@pytest.mark.parametrize(
    "text",
    [
        "<b>fett</b>",
        "[Link](http://evil.example)",
        "![Bild](http://evil.example/x.png)",
        "$x$",
        ":red[rot]",
        ":material/home:",
        "*stern* _strich_ `code` ~~weg~~ | # 1",
    ],
)
def test_markdown_in_data_is_escaped(text: str) -> None:
    escaped = escape(text)
    for char in "<[*_`$:~#|!":
        assert escaped.count(f"\\{char}") == text.count(char)


@given(st.text())
def test_escaping_loses_nothing(text: str) -> None:
    plain, i, escaped = [], 0, escape(text)
    while i < len(escaped):
        if escaped[i] == "\\":
            i += 1
        plain.append(escaped[i])
        i += 1
    kept = "".join(plain).replace("\u2060", "")
    assert kept.split() == text.replace("\u2060", "").split()


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("- Punkt", "\\- Punkt"),
        ("12. Punkt", "12\\. Punkt"),
        ("Titel\n===", "Titel ==="),
        ("A\n\n    Block", "A Block"),
        ("    Block", " Block"),
        ("&lt;b&gt;", "\\&lt;b\\&gt;"),
        ("2018 bis 2020", "2018 bis 2020"),
        ("2.5", "2.5"),
        ("-5 %", "-5 %"),
        ("---", "\\---"),
    ],
)
def test_a_line_from_data_never_becomes_a_block(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_bare_addresses_in_data_are_no_links() -> None:
    shown_text = escape("http://evil.example WWW.evil.example a@evil.example")
    assert "//" not in shown_text.replace("\u2060//", "")
    assert "WWW\u2060." in shown_text
    assert "@\u2060" in shown_text
    assert "\u2060" not in escape("Lizenz: https://www.example.org", keeps_addresses=True)


def test_a_number_stays_with_what_belongs_to_it() -> None:
    text = "2,8 Angebote je 1 000 Kinder, 25,6 % in 3 km, 12 Monate, 9 meist"
    assert kept_together(text) == (
        "2,8 Angebote je 1\u00a0000 Kinder, 25,6\u00a0% in 3\u00a0km, 12 Monate, 9 meist"
    )
