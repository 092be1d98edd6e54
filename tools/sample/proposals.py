"""Invented decision sheets with two or three options each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tools.sample.base import Row

COLUMNS: Final = (
    "key", "goal_key", "body", "decides_on", "situation_de", "situation_en", "decision_de",
    "decision_en",
)  # fmt: skip
OPTION_COLUMNS: Final = ("proposal_key", "position", "title_de", "title_en", "text_de", "text_en")
PROPOSALS: Final = (
    ("vorlage-angebote", "HZ2.3.3", "Lenkungsgruppe Präventionsketten (Beispiel)",
     date(2021, 9, 8),
     ("Seit 2014 werden von Jahr zu Jahr weniger Einträge im Angebotsverzeichnis bestätigt. "
      "Familien und Fachkräfte finden deshalb Angebote, die es so nicht mehr gibt. Die jährliche "
      "Bitte um Bestätigung seit Juni 2019 hat den Rückgang nicht gestoppt."),
     ("Since 2014, fewer entries in the directory of offers have been confirmed from year to "
      "year. Families and professionals therefore find offers that no longer exist in this form. "
      "The yearly request to confirm, sent since June 2019, has not stopped the decline."),
     ("Die Lenkungsgruppe beschließt, wie die Einträge ab Januar 2022 aktuell gehalten werden, "
      "und benennt die zuständige Stelle."),
     ("The steering group decides how entries are kept up to date from January 2022 and names "
      "the body responsible.")),
    ("vorlage-uebergewicht", "HZ1.3.1", "Jugendhilfeausschuss (Beispiel)", date(2021, 9, 22),
     ("Der Anteil der Kinder mit Übergewicht bei der Einschulung steigt seit 2014, im Ziel soll "
      "er auf 8 % sinken. Das Frühstück in den Kitas läuft, die Mittagstische sind im Mai 2021 "
      "ausgelaufen. Angebote zur Bewegung erreichen vor allem Kinder, deren Eltern sie suchen."),
     ("The share of overweight children at school entry has been rising since 2014; the goal is "
      "a fall to 8 %. Breakfast in day care continues, the lunch tables ended in May 2021. "
      "Physical activity offers mainly reach children whose parents look for them."),
     "Der Ausschuss entscheidet über die Fortführung der Mittagstische ab Januar 2022.",
     "The committee decides whether the lunch tables continue from January 2022."),
    ("vorlage-netzwerk", "HZ2.1.3", "Netzwerk Frühe Hilfen (Beispiel)", date(2021, 10, 6),
     ("An Netzwerktreffen Früher Hilfen nehmen im Mittel weniger als zwei Eltern teil, "
      "angestrebt sind fünf. Seit März 2020 tagen viele Netzwerke per Video. Die Förderung der "
      "Einladungen über die Elterncafés ist Ende 2020 ausgelaufen."),
     ("On average, fewer than two parents take part in early support network meetings; the aim "
      "is five. Since March 2020, many networks have met by video. Funding for invitations "
      "through the parents' cafés ended at the end of 2020."),
     ("Das Netzwerk vereinbart, auf welchem Weg Eltern ab 2022 beteiligt werden, und bittet die "
      "Region um die nötigen Mittel."),
     ("The network agrees how parents take part from 2022 and asks the Region for the funds "
      "needed.")),
    ("vorlage-schulabschluss", "HZ3.2.1", "Kommunale Steuergruppe (Beispiel)", None,
     ("Mehr Jugendliche verlassen die Schule ohne Abschluss als 2014; im Ziel sollen es "
      "höchstens 5 % sein. Die frühe Hilfe bei Fehlzeiten ist bis Mitte 2023 gefördert, der "
      "begleitete Wechsel in die fünfte Klasse endet im Januar 2022."),
     ("More young people leave school without a certificate than in 2014; the goal is 5 % at "
      "most. Early help with absence is funded until mid-2023, the accompanied move to year five "
      "ends in January 2022."),
     "Die Steuergruppe beauftragt die Verwaltung mit einer der folgenden Optionen.",
     "The steering group instructs the administration to carry out one of the following options."),
)  # fmt: skip
OPTIONS: Final = (
    ("vorlage-angebote", "Bestätigung als Auflage der Förderung",
     "Confirmation as a condition of funding",
     "Wer gefördert wird, bestätigt einmal im Jahr. Kostet nichts, erreicht aber nur Geförderte.",
     "Whoever is funded confirms once a year. Costs nothing but reaches funded offers only."),
    ("vorlage-angebote", "Feste Stelle für das Verzeichnis", "A permanent post for the directory",
     "0,5 Stelle (etwa 32.000 € im Jahr) ruft an und pflegt ein. Erreicht alle Angebote.",
     "A half-time post (about €32,000 a year) calls and updates. Reaches all offers."),
    ("vorlage-angebote", "Weiter wie bisher", "Continue as before",
     "Eine Bitte im Jahr. Nach dem Verlauf seit 2019 ist keine Besserung zu erwarten.",
     "One request a year. Going by the course since 2019, no improvement can be expected."),
    ("vorlage-uebergewicht", "Mittagstische weiterführen", "Continue the lunch tables",
     "Etwa 40.000 € im Jahr für sechs Orte, aus dem Haushalt statt aus befristeten Mitteln.",
     "About €40,000 a year for six places, from the budget instead of temporary funds."),
    ("vorlage-uebergewicht", "Bewegung in Kitas mit hohem Bedarf",
     "Physical activity in day-care centres with high need",
     "Etwa 28.000 € im Jahr für zwölf Kitas. Erreicht alle Kinder einer Gruppe.",
     "About €28,000 a year for twelve centres. Reaches all children of a group."),
    ("vorlage-netzwerk", "Kinderbetreuung bei jedem Treffen", "Childcare at every meeting",
     "Etwa 12.000 € im Jahr. Die Maßnahme ist geplant, hat aber noch nicht begonnen.",
     "About €12,000 a year. The measure is planned but has not begun."),
    ("vorlage-netzwerk", "Treffen in den Elterncafés", "Meetings in the parents' cafés",
     "Ohne Mehrkosten. Das Netzwerk kommt zu den Eltern, nicht umgekehrt.",
     "No extra cost. The network comes to the parents, not the other way round."),
    ("vorlage-netzwerk", "Zielwert überprüfen", "Review the target",
     "Fünf Eltern je Treffen wurden nie erreicht. Ein neuer Zielwert wäre zu begründen.",
     "Five parents per meeting were never reached. A new target would need a reason."),
    ("vorlage-schulabschluss", "Begleitung bis 2024 verlängern", "Extend support until 2024",
     "Etwa 137.000 € im Jahr für beide Maßnahmen.", "About €137,000 a year for both measures."),
    ("vorlage-schulabschluss", "Nur die frühe Hilfe bei Fehlzeiten fortführen",
     "Continue early help with absence only",
     "Etwa 74.000 € im Jahr; der Wechsel in die fünfte Klasse wird nicht mehr begleitet.",
     "About €74,000 a year; the move to year five is no longer accompanied."),
)  # fmt: skip


def build() -> list[Row]:
    """Return the decision sheets."""
    return [dict(zip(COLUMNS, one, strict=True)) for one in PROPOSALS]


def options() -> list[Row]:
    """Return the options, numbered within their sheet."""
    numbers: dict[str, int] = {}
    rows: list[Row] = []
    for key, *texts in OPTIONS:
        numbers[key] = numbers.get(key, 0) + 1
        rows.append(dict(zip(OPTION_COLUMNS, (key, numbers[key], *texts), strict=True)))
    return rows
