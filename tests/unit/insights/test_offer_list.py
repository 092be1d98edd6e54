"""Ages as people say them: whole years, pregnancy, and the first year of life."""

from __future__ import annotations

import pytest

from lib.insights.offer_list import age_range
from lib.text.render import render


@pytest.mark.parametrize(
    ("low", "high", "german", "english"),
    [
        (-1, -1, "Schwangerschaft", "pregnancy"),
        (-1, 0, "Schwangerschaft bis unter 1 Jahr", "from pregnancy to under 1 year"),
        (-1, 1, "Schwangerschaft bis 1 Jahr", "from pregnancy to 1 year"),
        (-1, 3, "Schwangerschaft bis 3 Jahre", "from pregnancy to 3 years"),
        (-1, 99, "ab der Schwangerschaft", "from pregnancy on"),
        (0, 0, "unter 1 Jahr", "under 1 year"),
        (1, 1, "1 Jahr", "1 year"),
        (5, 5, "5 Jahre", "5 years"),
        (0, 2, "0–2 Jahre", "0–2 years"),
        (0, 99, "ab der Geburt", "from birth on"),
        (1, 99, "ab 1 Jahr", "from 1 year"),
        (6, 99, "ab 6 Jahren", "from 6 years"),
    ],
)
def test_ages_are_written_as_people_say_them(
    low: int, high: int, german: str, english: str
) -> None:
    assert render(age_range(low, high), "de") == german
    assert render(age_range(low, high), "en") == english
