"""The cooperation sheet of a pair: insight and its PDF, over a small hand-made case."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, update

from lib.domain.cooperation import PairRule
from lib.domain.errors import MeasureError
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED, Scope
from lib.insights.pair_sheet import PairSheet, Questions, pair_sheet
from lib.report.pair_sheet import to_pdf
from lib.store import schema
from lib.store.engine import reading_engine, writing_engine
from lib.store.queries.lists import lists
from lib.store.queries.state import data_state
from lib.text import render
from tests.cooperation_case import fill, pair

if TYPE_CHECKING:
    from lib.text import Language

PREFIXES = ("03241",)
NASTY = (
    '#import "x"',
    "*fett*",
    "<script>alert(1)</script>",
    "$x$",
    "x" * 300,
    "汉字 \U0001f600 \x07",
)


def sheet_of(url: str, first: str, second: str, *, shows: bool = True) -> PairSheet:
    engine = reading_engine(url)
    known = lists(engine, prefixes=PREFIXES)
    scope = Scope(
        shows_single_pairs=shows,
        prefixes=PREFIXES,
        state=data_state(engine),
        types=known.codes["institution_type"],
        waves=known.waves,
    )
    return pair_sheet(
        engine,
        wave="2020",
        first_key=first,
        second_key=second,
        scope=scope,
        lists=known,
        rule=PairRule.AGREED_ELSE_LOWER,
    )


def said(sheet: PairSheet) -> str:
    return " ".join(
        render(line, "en") for fact in sheet.facts for line in (fact.label, *fact.lines)
    )


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def pdf_of(sheet: PairSheet, language: Language = "de") -> bytes:
    return to_pdf(sheet, language=language, shows_single_pairs=True)


def test_both_directions_and_what_stands(migrated_url: str) -> None:
    fill(
        migrated_url,
        [("k1", "s1", 4), ("s1", "k1", 1)],
        criteria={("k1", "s1"): (3, None, 0), ("s1", "k1"): (3, 2, 2)},
        pairs=[
            pair(
                "k1",
                "s1",
                agreed_level=2,
                agreed_on=date(2020, 10, 2),
                next_step="Elternabend",
                next_step_due_on=date(2020, 10, 3),
                next_step_owner="Leitung",
            )
        ],
    )
    sheet = sheet_of(migrated_url, "k1", "s1")
    assert [(line.there, line.back) for line in sheet.compared] == [(4, 1), (3, 3), (-1, 2), (0, 2)]
    assert [line.difference for line in sheet.compared] == [3, 0, None, 2]
    assert [side.name for side in sheet.sides] == ["Haus k1", "Haus s1"]
    assert "Haus k1 rates the cooperation 3 levels higher" in render(sheet.answer[0], "en")
    assert {"Elternabend", "Leitung"} <= set(re.findall(r"\w+", said(sheet)))
    assert "2 Oct 2020" in said(sheet)


def test_one_sided_and_never_rated(migrated_url: str) -> None:
    fill(migrated_url, [("k1", "s1", 0)])
    one = sheet_of(migrated_url, "k1", "s1")
    assert (one.compared[0].there, one.compared[0].back) == (0, -1)
    assert one.course.there[-1] == 0
    assert one.course.back[-1] is None
    none = sheet_of(migrated_url, "k2", "s2")
    assert none.course.is_empty
    assert none.questions == ()
    assert set(none.table.frame["level"].isna()) == {True}
    assert pages(pdf_of(none)) == 1


def test_predecessors_belong_to_the_course_and_several_are_not_guessed(migrated_url: str) -> None:
    fill(migrated_url, [("k1", "s1", 4)])
    rating, host = schema.cooperation_rating, schema.institution
    earlier = [("k2", "s1", 2), ("s1", "k2", 1), ("s1", "k3", 5)]
    with writing_engine(migrated_url).begin() as connection:
        for key in ("k2", "k3"):
            connection.execute(
                update(host)
                .where(host.c.key == key)
                .values(successor_key="k1", closed_on=date(2019, 1, 1))
            )
        connection.execute(
            insert(rating),
            [
                {
                    "wave_code": "2018",
                    "rater_key": rater,
                    "rated_key": rated,
                    "rated_on": date(2018, 10, 1),
                    "level": level,
                }
                for rater, rated, level in earlier
            ],
        )
    course = sheet_of(migrated_url, "k1", "s1").course
    assert course.there == (2, 4)
    assert course.back == (None, None)
    notes = " ".join(render(note, "en") for note in course.notes)
    assert "Haus k2 has been part of Haus k1 since 1 Jan 2019" in notes
    assert "several institutions rated" in notes


def test_outside_the_circle_there_is_neither_sheet_nor_file(migrated_url: str) -> None:
    fill(migrated_url, [("k1", "s1", 4)])
    with pytest.raises(MeasureError) as found:
        sheet_of(migrated_url, "k1", "s1", shows=False)
    assert found.value.message == SINGLE_PAIRS_PROTECTED
    with pytest.raises(MeasureError) as found:
        to_pdf(sheet_of(migrated_url, "k1", "s1"), language="de", shows_single_pairs=False)
    assert found.value.message == SINGLE_PAIRS_PROTECTED


@pytest.mark.parametrize("ends", [("k1", "k1"), ("k1", "far"), ("k1", "gone")])
def test_no_such_pair_is_said(migrated_url: str, ends: tuple[str, str]) -> None:
    fill(migrated_url, [])
    with pytest.raises(MeasureError):
        sheet_of(migrated_url, *ends)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("text", NASTY)
def test_text_from_data_stays_text_on_one_tagged_page(
    migrated_url: str, language: Language, text: str
) -> None:
    fill(migrated_url, [("k1", "s1", 4)], pairs=[pair("k1", "s1", next_step=text * 3)])
    sheet = sheet_of(migrated_url, "k1", "s1")
    first, second = sheet.sides
    questions = tuple(
        Questions(label=text, items=tuple(f"{text} {n} " + "lang " * 30 for n in range(6)))
        for _ in range(2)
    )
    nasty = replace(
        sheet, sides=(replace(first, name=text), replace(second, name=text)), questions=questions
    )
    pdf = pdf_of(nasty, language)
    assert pdf.startswith(b"%PDF")
    assert pages(pdf) == 1
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Lang\s*\(" + language.encode(), pdf)
