"""When pairs talked, and questions for their next talk (our own wording, marked as samples)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tools.sample.base import MARK, NEWEST, Row, stream, workday

QUESTION_COLUMNS: Final = ("code", "position", "criterion", "text_de", "text_en")
ENGLISH_MARK: Final = "(sample)"
#: criterion, German, English
QUESTIONS: Final = (
    ("", "Woran merken Familien, dass wir zusammenarbeiten?",
     "How do families notice that we work together?"),
    ("", "Was ist uns seit dem letzten Gespräch gelungen, und was hat dazu beigetragen?",
     "What have we achieved since we last talked, and what helped us?"),
    ("", "Wenn wir die Stufe verschieden einschätzen: Was sieht nur die andere Seite?",
     "If we rate the level differently: what does only the other side see?"),
    ("knowledge_level", "Welche Angebote der anderen Einrichtung haben wir weiterempfohlen?",
     "Which offers of the other institution have we recommended?"),
    ("knowledge_level", "Was wissen wir noch nicht voneinander, obwohl wir es im Alltag brauchen?",
     "What do we not yet know about each other although we need it in daily work?"),
    ("bindingness_level", "Welche Absprachen gelten auch dann, wenn eine Fachkraft wechselt?",
     "Which arrangements still hold when a member of staff changes?"),
    ("bindingness_level", "Was davon sollten wir schriftlich festhalten?",
     "Which of them should we put in writing?"),
    ("regularity_level", "Zu welchen Anlässen sprechen wir miteinander, und reicht das aus?",
     "On which occasions do we talk, and is that enough?"),
    ("regularity_level", "Wer meldet sich, wenn der Kontakt einschläft?",
     "Who gets in touch when the contact fades?"),
    ("", "Welchen einen Schritt gehen wir bis zum nächsten Gespräch, und wer übernimmt ihn?",
     "Which one step do we take before we talk again, and who takes it?"),
)  # fmt: skip
#: Share of the pairs whose talks were recorded, and days after the agreement (0: the same talk).
RECORDED: Final = 0.7
LATER_DAYS: Final = (0, 0, 0, 60, 120, 240)
WAVE_ENDS: Final = {"2018": date(2018, 11, 30), "2020": date(2020, 12, 11)}


def questions() -> list[Row]:
    """Return the questions in their order."""
    return [
        {
            "code": f"beispiel-{number:02d}", "position": number, "criterion": criterion,
            "text_de": f"{german} {MARK}", "text_en": f"{english} {ENGLISH_MARK}",
        }
        for number, (criterion, german, english) in enumerate(QUESTIONS, start=1)
    ]  # fmt: skip


def with_talks(pairs: list[Row]) -> list[Row]:
    """Add to some pairs the day on which both last talked; it is never after the newest day."""
    rng = stream("talked")
    return [{**pair, "talked_on": _talked(pair, rng.random(), rng.random())} for pair in pairs]


def _talked(pair: Row, chance: float, when: float) -> date | None:
    if chance >= RECORDED:
        return None
    agreed = pair["agreed_on"]
    later = LATER_DAYS[int(when * len(LATER_DAYS))]
    if not isinstance(agreed, date):  # they talked, and agreed on nothing yet
        agreed = WAVE_ENDS[str(pair["wave_code"])] + timedelta(days=30)
    return min(workday(agreed + timedelta(days=later)), NEWEST)
