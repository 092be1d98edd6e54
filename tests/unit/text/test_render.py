"""Messages become text: numbers, days, lists and plurals in the reader's way."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from lib.text import (
    Dated,
    Label,
    Names,
    Num,
    format_number,
    msg,
    negotiate,
    nmsg,
    parse_number,
    render,
)
from lib.text.render import LOCALES


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.0, 0, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
        (-3.25, 2, "−3,25", "−3.25"),
        (2.5, 0, "2", "2"),
        (1e6, 0, "1.000.000", "1,000,000"),
        (float("nan"), 1, "–", "–"),
    ],
)
def test_numbers(value: float, decimals: int, german: str, english: str) -> None:
    assert format_number(value, "de", decimals=decimals) == german
    assert format_number(value, "en", decimals=decimals) == english


def test_signs_are_written_where_they_say_something() -> None:
    assert format_number(40.2, "de", signed=True) == "+40"
    assert format_number(-40.2, "de", signed=True) == "−40"
    assert format_number(0.2, "de", signed=True) == "0"


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_come_back(number: int) -> None:
    for language in ("de", "en"):
        text = format_number(number, language).replace("−", "-")  # type: ignore[arg-type]
        assert parse_number(text, language) == number  # type: ignore[arg-type]


def test_parsing_refuses_the_other_locale() -> None:
    with pytest.raises(ValueError, match=r"1,234\.5"):
        parse_number("1,234.5", "de")


def test_texts_of_every_kind() -> None:
    assert render("plain", "de") == "plain"
    assert render(Label("Kita", ""), "en") == "Kita"
    assert render(Label("Kita", "Day care"), "en") == "Day care"
    assert render(Dated(date(2020, 12, 31)), "de") == "31.12.2020"
    assert render(Dated(date(2020, 12, 31)), "en") == "31 Dec 2020"
    assert render(Names(("A", Label("B", "Bee"), "C")), "de") == "A, B und C"
    assert render(Num(12.345, 1), "de") == "12,3"


def test_parameters_and_plurals() -> None:
    one = nmsg("{count} offer", "{count} offers", 1)
    many = nmsg("{count} offer", "{count} offers", 1200)
    assert (render(one, "de"), render(many, "de")) == ("1 Angebot", "1.200 Angebote")
    assert (render(one, "en"), render(many, "en")) == ("1 offer", "1,200 offers")
    nested = msg("Children: {source}", source=msg("Sample data"))
    assert render(nested, "de") == "Kinder: Beispieldaten"


def test_braces_in_data_are_data() -> None:
    assert render(msg("Children: {source}", source="{count} {0} {{"), "de") == (
        "Kinder: {count} {0} {{"
    )


@pytest.mark.parametrize(
    ("accept", "default", "expected"),
    [
        (None, "de", "de"),
        ("", "en", "en"),
        ("de-AT,en;q=0.8", "en", "de"),
        ("en-GB", "de", "en"),
        ("fr", "de", "en"),
        ("\x00;;q=", "de", "en"),
    ],
)
def test_first_guess(accept: str | None, default: str, expected: str) -> None:
    assert negotiate(accept, default) == expected  # type: ignore[arg-type]


def test_messages_cross_caches() -> None:
    message = nmsg("{count} offer", "{count} offers", 3, extra=Names(("A",)))
    assert pickle.loads(pickle.dumps(message)) == message  # noqa: S301  our own bytes


@given(
    st.floats(-1e12, 1e12, allow_nan=False),
    st.integers(0, 4),
    st.booleans(),
    st.sampled_from(["de", "en"]),
)
def test_numbers_are_written_as_babel_writes_them(value, decimals, signed, language):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    rounded = round(value, decimals)
    if signed and rounded:
        pattern = f"+{pattern};-{pattern}"
    expected = format_decimal(rounded + 0.0, format=pattern, locale=LOCALES[language])
    written = format_number(value, language, decimals=decimals, signed=signed)
    assert written == expected.replace("-", "−")
