"""The cooperation sheet of two institutions as one A4 page: a tagged PDF.

What does not fit on one page becomes smaller, then shorter, and the sheet says so.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lib.domain.errors import MeasureError
from lib.insights.cooperation import SINGLE_PAIRS_PROTECTED
from lib.insights.cooperation_detail import NO_LEVEL
from lib.insights.pair_sheet import PairSheet, pair_title
from lib.insights.types import SAMPLE_LABEL
from lib.report.one_page import SHORTENED, first_that_fits
from lib.report.one_page import words as page_words
from lib.text import Dated, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lib.text import Language

TEMPLATE: Final = "pair_sheet.typ"
#: (size of type in pt, air between lines to write on): tried from the first on.
PLANS: Final = ((10.0, 1.0), (9.5, 0.85), (9.0, 0.7), (8.5, 0.6), (8.0, 0.5))
#: If even the smallest type does not fit: signs a text keeps, and questions, lines, waves.
CUTS: Final = ((300, 30, 40), (160, 12, 12), (110, 8, 6), (80, 5, 4), (60, 3, 2))
MOST_WAVES: Final = 8


def to_pdf(sheet: PairSheet, *, language: Language, shows_single_pairs: bool) -> bytes:
    """Write the sheet as one A4 page.

    Raises:
        MeasureError: the audience may not see single pairs; the page cannot be set (the log has
            the reason).
    """
    if not shows_single_pairs:
        raise MeasureError(SINGLE_PAIRS_PROTECTED)
    return first_that_fits(_documents(sheet, language), template=TEMPLATE, name="sheet")


def _documents(sheet: PairSheet, language: Language) -> Iterator[dict[str, Any]]:
    """Give the sheet whole in ever smaller type, then in the smallest with ever less on it."""
    for size, air in PLANS:
        yield _document(sheet, language, size=size, air=air, cut=CUTS[0])
    size, air = PLANS[-1]
    for cut in CUTS[1:]:
        yield _document(sheet, language, size=size, air=air, cut=cut, is_cut=True)


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
    words = partial(page_words, language=language, signs=signs)
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
