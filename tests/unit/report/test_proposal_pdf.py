"""The decision sheet as a PDF: one tagged A4 page, whatever stands on it, and no markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lib.charts.weather_icons import sparkline_svg, status_svg
from lib.insights.proposal_types import Option
from lib.report import one_page
from lib.report.proposal import Drawings, to_pdf
from tests.proposal_case import build, indicator, measure, option, sheet, sheet_of

if TYPE_CHECKING:
    from lib.insights.proposal_types import ProposalSheet
    from lib.text import Language

NASTY = ('#import "x"', "*fett* $x$ @ref", "<script>alert(1)</script>", "x" * 400, "汉字 😀 \x07")


def drawings(found: ProposalSheet) -> Drawings:
    return Drawings(
        statuses={line.status: status_svg(line.status.value) for line in found.evidence},
        series={line.key: sparkline_svg(line.points) for line in found.evidence if line.points},
    )


def pdf_of(found: ProposalSheet, language: Language = "de") -> bytes:
    return to_pdf(found, drawings=drawings(found), language=language)


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Everything that was set, the last one is the page."""
    seen = []
    plain = one_page._set

    def spy(document, template, name):
        seen.append(document)
        return plain(document, template, name)

    monkeypatch.setattr(one_page, "_set", spy)
    return seen


def assert_one_tagged_page(pdf: bytes, language: str) -> None:
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Lang\s*\(" + language.encode(), pdf)
    assert b"pdfuaid" in pdf


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_usual_sheet_is_whole_in_full_size(
    migrated_url: str,
    language: Language,
    documents: list[dict],
) -> None:
    build(
        migrated_url,
        indicators=[indicator("storm"), indicator("sun"), indicator("few")],
        measures=[measure("m", ends_on=date(2022, 1, 1))],
        sheets=[sheet("a", date(2021, 9, 14))],
        options=[option("a", 1), option("a", 2)],
    )
    assert_one_tagged_page(pdf_of(sheet_of(migrated_url), language), language)
    (page,) = documents
    assert (page["size"], page["shortened"]) == (10.0, "")
    assert [row["name"] for row in page["evidence"]["rows"]] == [
        "Name storm",
        "Name few",
        "Name sun",
    ]
    assert all(row["status"] and row["icon"] for row in page["evidence"]["rows"])
    assert page["evidence"]["disclaimer"]
    assert [item["letter"] for item in page["options"]["items"]] == ["A", "B"]
    assert page["sample"]


def test_nothing_recorded_leaves_lines_to_write_on(
    migrated_url: str,
    documents: list[dict],
) -> None:
    build(migrated_url)
    assert_one_tagged_page(pdf_of(sheet_of(migrated_url)), "de")
    page = documents[-1]
    assert page["options"] | {"title": "", "hint": ""} == {
        "title": "",
        "items": [],
        "empty": ["A", "B", "C"],
        "hint": "",
    }
    assert page["decision"]["text"] == ""
    assert page["situation"]["texts"] == []
    assert "kein Indikator" in page["evidence"]["empty"]


@pytest.mark.parametrize("text", NASTY)
def test_text_from_data_stays_text_on_one_page(migrated_url: str, text: str) -> None:
    build(migrated_url, indicators=[indicator("storm")], sheets=[sheet("a", None)])
    found = sheet_of(migrated_url)
    options = tuple(Option(title=text, text=f"{text} " * 20) for _ in range(10))
    recorded = replace(
        found.recorded,
        body=text,
        situation=f"{text} " * 60,
        decision=f"{text} " * 20,
        options=options,
    )
    line = replace(found.evidence[0], name=text, reason=text, working=(text,) * 9)
    nasty = replace(found, recorded=recorded, evidence=(line,) * 30, responsible_body=text)
    assert_one_tagged_page(pdf_of(nasty), "de")


def test_more_than_fits_is_shortened_and_says_so(
    migrated_url: str,
    documents: list[dict],
) -> None:
    build(migrated_url, indicators=[indicator(f"storm-{n}") for n in range(30)])
    assert_one_tagged_page(pdf_of(sheet_of(migrated_url), "en"), "en")
    page = documents[-1]
    shown = len(page["evidence"]["rows"])
    assert 0 < shown < 30
    assert page["shortened"]
    assert page["evidence"]["more"].startswith(f"and {30 - shown} more indicators")
    assert page["size"] >= 8


def test_what_is_done_is_counted_for_the_whole_extent_and_a_warning_has_its_word(
    migrated_url: str,
    documents: list[dict],
) -> None:
    build(migrated_url, measures=[measure("m", ends_on=date(2021, 1, 1))])
    pdf_of(sheet_of(migrated_url))
    pdf_of(sheet_of(migrated_url, ags="03241002"))
    whole, town = documents
    assert whole["facts_title"] == "Was dafür getan wird"
    assert town["facts_title"] == "Was dafür getan wird (Region Hannover)"
    assert [bool(fact["warning"]) for fact in whole["facts"]] == [True, True, False]
