"""What belongs to an indicator beside name, rule and values: long series, caveats, contact, days.

Everything is invented but the legal claim to a childcare place (1 August 2013).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from tools.sample.base import Row, workday
from tools.sample.goal_texts import EARLY_HELP, PLANNING, SCHOOLS

HEALTH: Final = "Gesundheitsberichterstattung (Beispiel)"
STATISTICS: Final = "Fachstelle Statistik (Beispiel)"
#: Values of the Region before 2014, from 2006 on.
LONG: Final[dict[str, str]] = {
    "betreuungsquote-u3": "6.9 9.1 12.0 15.2 18.8 22.1 25.0 28.2",
    "ohne-abschluss": "7.9 7.6 7.4 7.1 6.8 6.6 6.4 6.2",
    "kinder-transferleistung": "22.8 22.4 21.6 21.9 21.1 20.6 20.3 20.4",
    "u8-teilnahme": "82.1 83.4 84.9 86.0 87.2 88.1 88.9 89.6",
    "wartezeit-kita": "168 165 160 158 151 147 140 136",
    "tagespflegepersonen": "214 268 325 381 429 468 495 508",
    "zahngesundheit": "55.8 57.0 58.9 60.4 62.1 63.6 65.0 66.1",
}
FIRST_LONG_YEAR: Final = 2006
#: Breaks across which no status is given; any other break is drawn only.
SUSPENDING: Final = frozenset({"zahnkontrollen", "ansprechperson-beruf"})
#: Figures of offices come at the end of March, surveys and reports of institutions in mid-June.
MARCH: Final = frozenset({
    "u8-teilnahme", "u8-benachteiligt", "but-nutzung", "uebergewicht", "zahngesundheit",
    "zahnkontrollen", "sprachstand", "betreuungsquote-u3", "tagespflegepersonen",
    "kinder-je-fachkraft", "rueckstellungen", "ohne-abschluss", "schulabsentismus",
    "kinder-transferleistung", "schulden-kinder", "angebote-bestaetigt", "verzeichnis-aufrufe",
    "wartezeit-kita", "kitas-bewegung",
})  # fmt: skip
#: Next values that are late on the newest day of the sample.
LATE: Final[dict[str, date]] = {
    "elternbefragung-zugang": date(2019, 6, 14),
    "familienzentren-sprachen": date(2021, 5, 31),
    "schulabsentismus": date(2021, 3, 31),
}
#: A survey every two years, or none planned any more.
UNUSUAL_NEXT: Final[dict[str, date | None]] = {
    "verzeichnis-bekannt": date(2023, 6, 15),
    "kooperation-stufe-3": date(2022, 6, 15),
    "schulden-kinder": None,
}
FURTHER_TARGETS: Final = (
    ("sprachstand", 2022, 77.0, None),
    ("sprachstand", 2030, 85.0, None),
    ("betreuungsquote-u3", 2030, 50.0, None),
    ("familienhebammen", 2022, 350.0, 370.0),
)
TARGET_COLUMNS: Final = ("indicator_key", "year", "value", "value_to")
RULES: Final[dict[str, Row]] = {
    "gesund-aufwachsen": {"part_keys": "uebergewicht|zahngesundheit"},
    "u8-benachteiligt": {"comparator_key": "u8-teilnahme"},
    "kinder-je-fachkraft": {"target_value_to": 4.0},
    "haltung-befragung": {"minimum_values": 4},
}
#: key | German | English
_CAVEAT_LINES: Final = """
sprachstand | Untersucht werden nur Kinder vor der Einschulung; Zuzüge danach fehlen. | Only children before school entry are examined; later arrivals are missing.
u8-teilnahme | Kinder ohne vorgelegtes Untersuchungsheft sind nicht enthalten. | Children whose record booklet was not shown are not included.
u8-benachteiligt | Grundsicherung wird nur bei Einverständnis der Eltern erfasst. | Basic income support is recorded only with the parents' consent.
but-nutzung | Ein Kind mit mehreren Leistungen zählt einmal. | A child with several benefits counts once.
uebergewicht | Gemessen mit leichter Kleidung; 2020 wegen der Pandemie weniger Untersuchungen. | Measured in light clothing; fewer examinations in 2020 because of the pandemic.
zahnkontrollen | 2020 fielen die meisten Untersuchungen aus; der Wert ist kein Rückgang des Angebots. | Most examinations were cancelled in 2020; the value is no decline of the offer.
willkommen-zufrieden | Freiwillige Befragung, etwa ein Drittel der Familien antwortet. | Voluntary survey, about one family in three answers.
eltern-im-netzwerk | Nur Treffen mit Angabe zur Teilnahme; 2020 viele Treffen per Video. | Only meetings with a record of attendance; many video meetings in 2020.
betreuungsquote-u3 | Plätze, nicht betreute Kinder; Kinder aus Nachbarkreisen nutzen einige der Plätze. | Places, not children in care; children from neighbouring districts use some of them.
wartezeit-beratung | 2018 nicht erhoben. | Not collected in 2018.
angebote-bestaetigt | Zählt Einträge, nicht Angebote: Ein Angebot kann weiterlaufen, ohne bestätigt zu sein. | Counts entries, not offers: an offer may go on without being confirmed.
schulabsentismus | Schulen melden unterschiedlich früh; mehr Meldungen können mehr Aufmerksamkeit bedeuten. | Schools report at different times; more reports may mean more attention.
haltung-befragung | Selbsteinschätzung; vier Erhebungen reichen nur für den Ausnahmefall der Methode. | Self-assessment; four rounds suffice only for the method's exceptional case.
kinder-transferleistung | Folgt auch der Konjunktur, nicht nur der Prävention. | Also follows the economy, not only prevention.
kinder-je-fachkraft | Rechnerischer Mittelwert; Randzeiten bleiben außer Betracht. | Computed mean; early and late hours are left out.
"""  # noqa: E501  # one indicator a line
CAVEATS: Final[dict[str, list[str]]] = {
    key: texts for key, *texts in (line.split(" | ") for line in _CAVEAT_LINES.strip().split("\n"))
}
#: Who is asked about an indicator: a role, by the beginning of its goal or by its source.
_HEALTH: Final = frozenset({
    "sprachstand", "u8-teilnahme", "u8-benachteiligt", "uebergewicht", "zahngesundheit",
    "zahnkontrollen", "gesund-aufwachsen",
})  # fmt: skip
_EARLY: Final = frozenset({
    "willkommensbesuch", "willkommen-zufrieden", "familienhebammen", "eltern-im-netzwerk",
    "elternbefragung-zugang",
})  # fmt: skip
_SCHOOLS: Final = frozenset({
    "uebergabegespraeche", "einschulung-zufrieden", "rueckstellungen", "ohne-abschluss",
    "schulabsentismus", "ansprechperson-beruf",
})  # fmt: skip
_STATISTICS: Final = frozenset({
    "betreuungsquote-u3", "tagespflegepersonen", "kinder-je-fachkraft", "kinder-transferleistung",
    "wartezeit-kita", "but-nutzung",
})  # fmt: skip
_BODIES: Final = (
    (_HEALTH, HEALTH), (_EARLY, EARLY_HELP), (_SCHOOLS, SCHOOLS), (_STATISTICS, STATISTICS),
)  # fmt: skip


def published(key: str, year: int) -> date:
    """Return the day on which the value of a year is published, a working day of the next year."""
    day = date(year + 1, 3, 31) if key in MARCH else date(year + 1, 6, 15)
    return workday(day)


def before_2014(key: str) -> dict[int, float]:
    """Return the values of a long series before the years of all others."""
    texts = LONG.get(key, "").split()
    return {year: float(text) for year, text in enumerate(texts, start=FIRST_LONG_YEAR)}


def depth(key: str) -> Row:
    """Return the cells of an indicator that describe how to read it and whom to ask."""
    german, english = CAVEATS.get(key, ("", ""))
    body = next((body for keys, body in _BODIES if key in keys), PLANNING)
    expected = UNUSUAL_NEXT.get(key, published(key, 2021))
    return {
        "caveat_de": german,
        "caveat_en": english,
        "contact_role": body,
        "next_update_on": LATE.get(key, expected),
    } | RULES.get(key, {})


def further_targets() -> list[Row]:
    """Return the targets beside the main ones."""
    return [dict(zip(TARGET_COLUMNS, one, strict=True)) for one in FURTHER_TARGETS]
