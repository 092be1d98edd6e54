"""The cooperation sheet of two institutions as one A4 page: a tagged PDF (PDF/UA-1), by typst.

Everything goes to the template as data (JSON): text from data is never markup. What does not fit on
one page becomes smaller, then shorter, and the sheet says so. The fonts come with typst; signs
they do not know are written as "□", so that no sheet fails because of a name.
"""

from __future__ import annotations

import json
import re
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import typst

from lib.domain.errors import MeasureError
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED
from lib.insights.cooperation_detail import NO_LEVEL
from lib.insights.pair_sheet import PairSheet, pair_title
from lib.insights.types import SAMPLE_LABEL
from lib.text import Dated, Text, msg, nmsg, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lib.text import Language

TEMPLATE: Final = "pair_sheet.typ"
#: (size of type in pt, air between lines to write on): tried from the first on.
PLANS: Final = ((10.0, 1.0), (9.5, 0.85), (9.0, 0.7), (8.5, 0.6), (8.0, 0.5))
#: If even the smallest type does not fit: signs a text keeps, and questions, lines, waves.
CUTS: Final = ((300, 30, 40), (160, 12, 12), (110, 8, 6), (80, 5, 4), (60, 3, 2))
MOST_WAVES: Final = 8
_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
#: So many signs without a gap may not fit on a line: it may end after them.
_LONG: Final = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b])")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
#: What the font certainly draws: Latin, Greek, Cyrillic, marks, punctuation, arrows, shapes.
_UNKNOWN: Final = re.compile(
    r"[^\x20-\x7e\xa0-\u024f\u0370-\u03ff\u0400-\u045f\u200b\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2195\u25a0-\u25cf]"
)


def to_pdf(sheet: PairSheet, *, language: Language, shows_single_pairs: bool) -> bytes:
    """Write the sheet as one A4 page.

    Raises:
        MeasureError: the audience may not see single pairs; the page cannot be set (the log has
            the reason).
    """
    if not shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    for size, air in PLANS:
        pdf = _set(_document(sheet, language, size=size, air=air, cut=CUTS[0]))
        if _pages(pdf) == 1:
            return pdf
    size, air = PLANS[-1]
    for cut in CUTS[1:]:
        pdf = _set(_document(sheet, language, size=size, air=air, cut=cut, is_cut=True))
        if _pages(pdf) == 1:
            return pdf
    raise MeasureError(CANNOT_BE_SET, detail="the sheet does not fit on one page")


CANNOT_BE_SET: Final = msg("The sheet cannot be written as a PDF. Please tell the operator.")


def _pages(pdf: bytes) -> int:
    return len(_PAGE.findall(pdf))


def _set(document: dict[str, Any]) -> bytes:
    """Compile; signs that the font does not know are replaced where it must be."""
    source = (resources.files("lib.report") / "templates" / TEMPLATE).read_bytes()
    content = json.dumps(document, ensure_ascii=False)
    for text in (content, _UNKNOWN.sub("□", content)):
        try:
            pdf = typst.compile(
                source,
                pdf_standards=["ua-1"],
                font_paths=typst.Fonts(include_system_fonts=False),
                ignore_system_fonts=True,
                sys_inputs={"sheet": text},
            )
        except (typst.TypstError, RuntimeError) as error:
            reason = str(error)
        else:
            return bytes(pdf)
    raise MeasureError(CANNOT_BE_SET, detail=reason)


def _document(
    sheet: PairSheet,
    language: Language,
    *,
    size: float,
    air: float,
    cut: tuple[int, int, int],
    is_cut: bool = False,
) -> dict[str, Any]:
    """Everything the template shows, in words of the reader's language."""
    signs, questions_count, lines_count = cut
    words = partial(_words, language=language, signs=signs)
    provenance = sheet.provenance
    day = Dated(provenance.reference_date)
    return {
        "lang": language,
        "title": words(pair_title(sheet)),
        "headline": words(msg("Cooperation sheet")),
        "kicker": words(msg("{wave} · as of {day}", wave=sheet.wave, day=day)),
        "sample": words(SAMPLE_LABEL) if provenance.is_sample else "",
        "plan": {"size": size, "air": air},
        "names": [
            {
                "name": words(side.name),
                "line": ", ".join(filter(None, (words(side.type_label), words(side.place)))),
            }
            for side in sheet.sides
        ],
        "compare": _compare(sheet, words),
        "facts": {
            "title": words(msg("What stands")),
            "items": [
                {
                    "label": words(fact.label),
                    "lines": [words(line) for line in fact.lines[:lines_count]],
                    "warns": fact.warns,
                }
                for fact in sheet.facts
            ],
        },
        "history": _history(sheet, words),
        "questions": _questions(sheet, words, questions_count),
        "today": _today(words),
        "shortened": words(SHORTENED) if is_cut else "",
        "footer": {
            "source": " · ".join(words(line).removesuffix(".") for line in provenance.lines()),
            "page": words(msg("Page")),
        },
    }


SHORTENED: Final = msg("Shortened to fit on one page; the monitor shows everything.")


def _words(text: Text, *, language: Language, signs: int) -> str:
    line = _CONTROL.sub(" ", render(text, language)).strip()
    shown = line if len(line) <= signs else line[: signs - 1].rstrip() + "…"
    return _LONG.sub(lambda found: found[0] + "\u200b", shown)


def _compare(sheet: PairSheet, words: Callable[[Text], str]) -> dict[str, Any]:
    def level(value: int) -> dict[str, Any]:
        return {"level": value, "word": words(sheet.word(value))}

    rows = []
    for line in sheet.compared:
        apart = line.difference
        rows.append(
            {
                "label": words(line.label),
                "is-first": line.is_overall,
                "there": level(line.there),
                "back": level(line.back),
                "difference": words(difference_words(apart)),
                "differs": bool(apart),
            }
        )
    rated = [words(Dated(day)) if day else "–" for day in sheet.rated_on]
    return {
        "title": words(msg("How both sides rate their cooperation")),
        "head": ["", *(words(text) for text in DIRECTIONS), words(msg("Difference"))],
        "rows": rows,
        "rated": [words(msg("Rated on")), *rated, ""],
        "sentences": [words(sentence) for sentence in sheet.answer],
    }


DIRECTIONS: Final = (msg("A rates B"), msg("B rates A"))


def difference_words(apart: int | None) -> Text:
    """Say how far apart both sides are; a dash where one of them did not rate."""
    if apart is None:
        return "–"
    return nmsg("{count} level", "{count} levels", apart) if apart else msg("alike")


def _history(sheet: PairSheet, words: Callable[[Text], str]) -> dict[str, Any]:
    course = sheet.course
    empty = words(msg("Nobody has rated this cooperation in any round.")) if course.is_empty else ""
    return {
        "title": words(msg("Course over the survey rounds")),
        "empty": empty,
        "alt": " ".join(words(line) for line in course_words(sheet)) or "–",
        "waves": [words(wave) for wave in course.waves[-MOST_WAVES:]],
        "there": list(course.there[-MOST_WAVES:]),
        "back": list(course.back[-MOST_WAVES:]),
        "legend": [words(text) for text in DIRECTIONS],
        "notes": [words(note) for note in course.notes],
    }


def course_words(sheet: PairSheet) -> Iterator[Text]:
    """Say the course in words, wave by wave: for those who do not see the picture."""
    course = sheet.course
    for wave, there, back in zip(course.waves, course.there, course.back, strict=True):
        yield msg(
            "{wave}: A rates B {there}, B rates A {back}.",
            wave=wave,
            there=sheet.word(NO_LEVEL if there is None else there),
            back=sheet.word(NO_LEVEL if back is None else back),
        )


NO_QUESTIONS: Final = msg(
    "No reflection questions have been imported. The operator can import them as the table "
    "“reflexionsfragen”."
)


def _questions(sheet: PairSheet, words: Callable[[Text], str], most: int) -> dict[str, Any]:
    groups, left = [], most
    for group in sheet.questions:
        shown = group.items[:left]
        left -= len(shown)
        if shown:
            groups.append(
                {"label": words(group.label), "items": [words(question) for question in shown]}
            )
    return {
        "title": words(msg("Reflection questions")),
        "empty": "" if groups else words(NO_QUESTIONS),
        "groups": groups,
    }


def _today(words: Callable[[Text], str]) -> dict[str, str]:
    return {
        "title": words(msg("Agreed today")),
        "agreed": words(msg("Common level")),
        "step": words(msg("Next step")),
        "due": words(msg("By")),
        "owner": words(msg("In charge (role)")),
        "talked": words(msg("Talked on")),
        "again": words(msg("Next talk on")),
        "notes": words(msg("Notes")),
    }
