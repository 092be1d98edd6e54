"""Budget, funding and milestones of the invented measures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tools.sample.base import NEWEST, Row, day_between, stream, workday

if TYPE_CHECKING:
    from random import Random

MILESTONE_COLUMNS: Final = ("key", "measure_key", "title_de", "title_en", "due_on", "done_on")
#: source of the money; the same in English, for the note
_STATE: Final = ("Landesprogramm (Beispiel)", "the state programme")
_FEDERAL: Final = ("Bundesstiftung (Beispiel)", "the federal foundation")
_FOUNDATION: Final = ("Bürgerstiftung (Beispiel)", "the community foundation")
_HEALTH_FUND: Final = ("Krankenkassen (Beispiel)", "the health insurers")
_OWN: Final = ("Haushalt der Region (Beispiel)", "the Region's budget")
#: measure -> who pays for it until when; all other measures are paid from the own budget.
FUNDING: Final[dict[int, tuple[tuple[str, str], date]]] = {
    2: (_FOUNDATION, date(2022, 7, 31)),
    3: (_FEDERAL, date(2022, 7, 31)),
    5: (_HEALTH_FUND, date(2021, 12, 31)),
    6: (_HEALTH_FUND, date(2022, 12, 31)),
    8: (_STATE, date(2022, 3, 31)),
    13: (_HEALTH_FUND, date(2021, 5, 31)),
    15: (_STATE, date(2021, 12, 31)),
    17: (_FEDERAL, date(2022, 12, 31)),
    19: (_FOUNDATION, date(2020, 12, 31)),
    21: (_STATE, date(2025, 7, 31)),
    25: (_STATE, date(2022, 9, 30)),
    26: (_FOUNDATION, date(2021, 10, 31)),
    27: (_STATE, date(2023, 3, 31)),
    30: (_STATE, date(2022, 7, 31)),
    34: (_STATE, date(2023, 6, 30)),
    35: (_FOUNDATION, date(2022, 1, 31)),
    36: (_FEDERAL, date(2021, 8, 31)),
    39: (_STATE, date(2023, 6, 30)),
}
#: German, English, share of the period after which it is due
STEPS: Final = (
    ("Konzept im Lenkungskreis abgestimmt", "Concept agreed in the steering group", 0.06),
    ("Beteiligte Einrichtungen gewonnen", "Institutions won over", 0.18),
    ("Erste Familien erreicht", "First families reached", 0.35),
    ("Zwischenbericht im Gremium", "Interim report to the committee", 0.55),
    ("Auswertung mit den Fachkräften", "Review with the professionals", 0.78),
    ("Entscheidung über die Fortführung", "Decision on continuing", 0.94),
)
#: Of an open-ended measure, milestones are planned for this many days.
_HORIZON: Final = 4 * 365
#: Milestones that were missed: measure -> how many of those due are still open.
OVERDUE: Final[dict[int, int]] = {3: 1, 8: 1, 13: 2, 19: 1, 20: 1, 26: 1, 32: 1, 36: 1}
#: Measures that keep no milestones.
WITHOUT: Final = frozenset({4, 14, 29})


def _money(amount: int) -> tuple[str, str]:
    return f"{amount:,}".replace(",", ".") + " €", f"€{amount:,}"


def funding(number: int, rng: Random) -> Row:
    """Return what a measure costs, who pays and until when; some state nothing."""
    amount = rng.randrange(6, 90) * 1000
    share = rng.choice((50, 60, 70, 80, 90))
    is_silent = rng.random() < 0.12
    source, until = FUNDING.get(number, (_OWN, None))
    if is_silent and until is None:
        return {}
    german, english = _money(amount)
    if until is not None:
        funded = _money(amount * share // 100)
        german = f"{german} im Jahr, davon {funded[0]} gefördert"
        english = f"{english} a year, {funded[1]} of it from {source[1]}"
    else:
        german, english = f"{german} im Jahr aus dem Haushalt", f"{english} a year from the budget"
    return {
        "budget_note_de": german,
        "budget_note_en": english,
        "funding_source": source[0],
        "funding_ends_on": until,
    }


def milestones(measures: list[Row]) -> list[Row]:
    """Return up to four milestones a measure: done, due later, and some missed."""
    rng = stream("milestone")
    rows: list[Row] = []
    for number, measure in enumerate(measures, start=1):
        chosen = sorted(rng.sample(range(len(STEPS)), k=rng.randint(2, 4)))
        if number not in WITHOUT:
            rows += _of(measure, number=number, chosen=chosen, rng=rng)
    return rows


def _of(measure: Row, *, number: int, chosen: list[int], rng: Random) -> list[Row]:
    starts, ends = measure["starts_on"], measure["ends_on"]
    if not isinstance(starts, date):
        return []
    if not isinstance(ends, date):  # whenever it began, the plan is of the last years
        starts = max(starts, date(2019, 1, 1))
        ends = starts + timedelta(days=_HORIZON)
    days = [
        workday(starts + timedelta(days=round((ends - starts).days * STEPS[step][2])))
        for step in chosen
    ]
    past = [day for day in days if day <= NEWEST]
    is_stopped = measure["status"] == "stopped"
    missed = set(past[len(past) - OVERDUE.get(number, 0) :]) if number in OVERDUE else set()
    rows: list[Row] = []
    for place, (step, day) in enumerate(zip(chosen, days, strict=True), start=1):
        done = workday(day_between(rng, day - timedelta(days=20), day + timedelta(days=25)))
        is_done = day <= NEWEST and day not in missed and not (is_stopped and place == len(days))
        rows.append(
            {
                "key": f"{measure['key']}-m{place}",
                "measure_key": measure["key"],
                "title_de": STEPS[step][0],
                "title_en": STEPS[step][1],
                "due_on": day,
                "done_on": min(done, NEWEST) if is_done else None,
            }
        )
    return rows
