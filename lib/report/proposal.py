"""The decision sheet (Vorlage) of a goal as one A4 page: a tagged PDF.

What does not fit on one page becomes smaller, then shorter, and the sheet says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lib.domain.indicator_status import METHOD_LABELS, STATUS_LABELS, Status
from lib.insights.types import SAMPLE_LABEL
from lib.report.one_page import SHORTENED, first_that_fits
from lib.report.one_page import words as page_words
from lib.text import Dated, Text, msg, nmsg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lib.insights.proposal_types import Evidence, ProposalSheet, Recorded
    from lib.text import Language

TEMPLATE: Final = "proposal.typ"
#: Lines to write on where the operator wrote no options.
EMPTY_OPTIONS: Final = 3
#: Options are called A, B, C.
LETTERS: Final = "ABCDEFGHIJ"
#: Signs of the source line in the foot of the page.
MOST_SOURCE: Final = 620
TO_SETTLE: Final = msg("to be settled")
DECISION_SHEET: Final = msg("Decision sheet")
NO_SITUATION: Final = msg("No text has been recorded for the situation.")
NO_DECISION: Final = msg("No decision has been recorded yet. It is to be written here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much stands on the page, and how large."""

    size_pt: float
    indicators: int
    signs: int
    working: int
    facts: int

    @property
    def is_cut(self) -> bool:
        """Whether this plan leaves something out that the first one shows."""
        return self not in PLANS[:WHOLE]


#: Tried from the first on: smaller, then shorter.
PLANS: Final = (
    Plan(size_pt=10.0, indicators=8, signs=1200, working=9, facts=4),
    Plan(size_pt=9.5, indicators=8, signs=1200, working=9, facts=4),
    Plan(size_pt=9.0, indicators=8, signs=1200, working=9, facts=4),
    Plan(size_pt=8.5, indicators=8, signs=1200, working=9, facts=4),
    Plan(size_pt=8.5, indicators=6, signs=700, working=9, facts=4),
    Plan(size_pt=8.5, indicators=5, signs=450, working=9, facts=3),
    Plan(size_pt=8.5, indicators=5, signs=450, working=0, facts=3),
    Plan(size_pt=8.5, indicators=4, signs=300, working=0, facts=2),
    Plan(size_pt=8.0, indicators=3, signs=200, working=0, facts=2),
    Plan(size_pt=8.0, indicators=2, signs=110, working=0, facts=1),
    Plan(size_pt=8.0, indicators=1, signs=60, working=0, facts=1),
)
WHOLE: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """Drawings of our own as SVG: a symbol a status, a small series an indicator key."""

    statuses: Mapping[Status, str]
    series: Mapping[str, str]


def to_pdf(sheet: ProposalSheet, *, drawings: Drawings, language: Language) -> bytes:
    """Write the sheet as one A4 page.

    Raises:
        MeasureError: the page cannot be set (the log has the reason).
    """
    documents = (_document(sheet, drawings, plan, language) for plan in PLANS)
    return first_that_fits(documents, template=TEMPLATE, name="sheet")


def _document(
    sheet: ProposalSheet, drawings: Drawings, plan: Plan, language: Language
) -> dict[str, Any]:
    """Everything the template shows, in words of the reader's language."""
    words = partial(page_words, language=language, signs=plan.signs)
    recorded, provenance = sheet.recorded, sheet.provenance
    return {
        "lang": language,
        "title": words(msg("Decision sheet: {title}", title=sheet.title)),
        "kicker": " · ".join(words(line) for line in kicker(sheet)),
        "headline": words(sheet.title),
        "context": " · ".join(words(line) for line in context(sheet)),
        "sample": words(SAMPLE_LABEL) if provenance.is_sample else "",
        "size": plan.size_pt,
        "decision": {
            "title": words(msg("Decision asked")),
            "text": words(recorded.decision),
            "empty": words(NO_DECISION),
        },
        "situation": {
            "title": words(msg("Situation")),
            "texts": [words(recorded.situation)] if recorded.situation else [],
            "computed": " ".join(words(sentence) for sentence in sheet.standing),
        },
        "evidence": _evidence(sheet, drawings, plan, words),
        "facts": [
            {
                "label": words(fact.label),
                "warning": words(TO_SETTLE) if fact.warns else "",
                "lines": [words(line) for line in fact.lines[: plan.facts]],
            }
            for fact in sheet.facts
        ],
        "facts_title": words(done_title(sheet)),
        "options": _options(recorded, words),
        "result": {
            "title": words(msg("Outcome of the discussion")),
            "ticks": [words(text) for text in OUTCOMES],
            "line": words(msg("Note for the minutes")),
        },
        "shortened": words(SHORTENED) if _is_shortened(sheet, plan) else "",
        "footer": {
            "source": _sources(sheet, words),
            "page": words(msg("Page")),
        },
    }


def _sources(sheet: ProposalSheet, words: Callable[[Text], str]) -> str:
    """Give the source line, as long as the foot of a page can hold it."""
    lines = (line for line in sheet.provenance.lines() if line != sheet.disclaimer)
    source = " · ".join(words(line).removesuffix(".") for line in lines)
    return source if len(source) <= MOST_SOURCE else source[: MOST_SOURCE - 1].rstrip() + "…"


def done_title(sheet: ProposalSheet) -> Text:
    """Head what is done for the goal, and say where it is counted if that is another place."""
    if sheet.place == sheet.extent:
        return msg("What is done for it")
    return msg("What is done for it ({extent})", extent=sheet.extent)


OUTCOMES: Final = (
    msg("adopted"),
    msg("adopted with changes"),
    msg("postponed"),
    msg("rejected"),
)


def kicker(sheet: ProposalSheet) -> Iterator[Text]:
    """Say for whom the sheet is, and when that body decides."""
    recorded = sheet.recorded
    body = recorded.body or sheet.responsible_body
    yield msg("Decision sheet for {body}", body=body) if body else DECISION_SHEET
    if recorded.decides_on:
        yield msg("meeting on {day}", day=Dated(recorded.decides_on))
    else:
        yield msg("no meeting recorded")
    yield msg("as of {day}", day=Dated(sheet.provenance.reference_date))


def context(sheet: ProposalSheet) -> Iterator[Text]:
    """Say where the goal stands in the target system, and who answers for it."""
    yield sheet.place
    if sheet.responsible_body:
        yield msg("in charge: {body}", body=sheet.responsible_body)
    yield from sheet.above[:1]


def _is_shortened(sheet: ProposalSheet, plan: Plan) -> bool:
    return plan.is_cut or len(sheet.evidence) > plan.indicators


def _evidence(
    sheet: ProposalSheet, drawings: Drawings, plan: Plan, words: Callable[[Text], str]
) -> dict[str, Any]:
    shown = sheet.evidence[: plan.indicators]
    rest = len(sheet.evidence) - len(shown)
    more = nmsg("and {count} more indicator", "and {count} more indicators", rest)
    return {
        "title": words(
            msg(
                "Status in {year}: {method}",
                year=str(sheet.year),
                method=METHOD_LABELS[sheet.method],
            )
        ),
        "head": [words(text) for text in HEADS],
        "empty": words(NO_INDICATORS),
        "rows": [_row(line, drawings, plan, words) for line in shown],
        "more": words(msg("{more}; all together: {counts}", more=more, counts=counts_words(sheet)))
        if rest
        else "",
        "disclaimer": words(sheet.disclaimer),
    }


HEADS: Final = (
    msg("Status"),
    msg("Indicator"),
    msg("Course"),
    msg("Value"),
    msg("Target"),
)
NO_INDICATORS: Final = msg(
    "No indicator is recorded for this goal: its progress cannot be judged. "
    "The sheet can ask for one to be agreed."
)


def counts_words(sheet: ProposalSheet) -> Text:
    """Say how many indicators have each status."""
    text: Text = ""
    for status, count in sheet.counts:
        label = STATUS_LABELS[status]
        one = msg("{count} × {status}", count=str(count), status=label)
        text = msg("{before}, {next}", before=text, next=one) if text else one
    return text


def _row(
    line: Evidence, drawings: Drawings, plan: Plan, words: Callable[[Text], str]
) -> dict[str, Any]:
    return {
        "icon": drawings.statuses[line.status],
        "status": words(STATUS_LABELS[line.status]),
        "name": words(line.name),
        "series": drawings.series.get(line.key, ""),
        "course": words(line.course) or "–",
        "value": words(line.value),
        "trend": words(line.trend),
        "target": words(line.target),
        "reason": " · ".join(
            words(text).removesuffix(".") for text in (line.reason, *line.working[: plan.working])
        ),
    }


def _options(recorded: Recorded, words: Callable[[Text], str]) -> dict[str, Any]:
    return {
        "title": words(msg("Options")),
        "items": [
            {"letter": letter, "title": words(option.title), "text": words(option.text)}
            for letter, option in zip(LETTERS, recorded.options, strict=False)
        ],
        "empty": list(LETTERS[:EMPTY_OPTIONS]),
        "hint": words(NO_OPTIONS),
    }


NO_OPTIONS: Final = msg("No options have been recorded: room to write them down.")
