"""What is said about one indicator: its unit in the reader's language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lib.insights.indicator_words import (
    indicator_answer,
    series_table,
    target_text,
    working_lines,
)
from lib.insights.types import Provenance
from lib.report.exports import to_csv
from lib.text import LANGUAGES, render
from tests.unit.insights.test_goals import read, record, series

if TYPE_CHECKING:
    from lib.insights.indicator import IndicatorReading
    from lib.text import Language

PROVENANCE = Provenance(
    is_sample=False, data_version=1, reference_date=date(2021, 6, 30), sources=(), method="m"
)


def reading(unit: str, unit_en: str) -> IndicatorReading:
    row = record("a", unit=unit, unit_en=unit_en)
    return read(row, series(10, 20, 30, 40, 50, 55), year=2020, ags="")


def everything(one: IndicatorReading, language: Language) -> list[str]:
    texts = [*indicator_answer(one), target_text(one), *working_lines(one)]
    table = to_csv(series_table(one), PROVENANCE, language=language).decode("utf-8-sig")
    return [*(render(text, language) for text in texts), table]


@pytest.mark.parametrize(
    ("language", "unit", "other"), [("de", "Familien", "families"), ("en", "families", "Familien")]
)
def test_every_sentence_and_the_export_name_the_unit_in_the_readers_language(
    language: Language, unit: str, other: str
) -> None:
    texts = everything(reading("Familien", "families"), language)
    assert f"55 {unit}" in texts[0]
    assert sum(unit in text for text in texts) >= 5  # answer, target, change, projection, table
    assert f"({unit})" in texts[-1]
    assert not any(other in text for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_english_unit_means_the_same_word(language: Language) -> None:
    assert "55 Teams" in everything(reading("Teams", ""), language)[0]


@pytest.mark.parametrize(("language", "points"), [("de", "Prozentpunkte"), ("en", "percentage")])
def test_a_percentage_changes_by_percentage_points(language: Language, points: str) -> None:
    assert any(points in text for text in everything(reading("%", ""), language))
    assert not any(points in text for text in everything(reading("Fälle", "cases"), language))
