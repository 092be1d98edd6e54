"""The invented target system: goals in both languages.

Strategic goals paraphrase what Barsinghausen and the Region have published; everything below
them is invented.
"""

from __future__ import annotations

from typing import Final

from tools.sample.base import Row, ags_of
from tools.sample.goal_needs import LIFE_PHASES

COLUMNS: Final = (
    "key", "level", "parent_key", "position", "title_de", "title_en", "ags", "responsible_body",
    "life_phase_codes",
)  # fmt: skip
PLANNING: Final = "AG Präventionsketten (Beispiel)"
STEERING: Final = "Kommunale Steuergruppe (Beispiel)"
EARLY_HELP: Final = "Koordination Frühe Hilfen (Beispiel)"
SCHOOLS: Final = "Arbeitskreis Schule und Jugendhilfe (Beispiel)"

#: key, German, English, responsible body, municipality number (0: the Region)
GOALS: Final[tuple[tuple[str, str, str, str, int], ...]] = (
    ("LZ1", ("Kinder aus benachteiligten Familien haben bessere Chancen auf Entwicklung, Bildung "
     "und Teilhabe."),
     ("Children from disadvantaged families have better chances of development, education and "
     "participation."), STEERING, 0),
    ("MZ1.1", "Kinder werden früh in Sprache und Bewegung gefördert.",
     "Children receive early support in language and movement.", PLANNING, 0),
    ("HZ1.1.1", ("Bis 2025 sprechen 80 % der Kinder bei der Schuleingangsuntersuchung "
     "altersgemäß Deutsch."),
     "By 2025, 80 % of children speak age-appropriate German at the school entry examination.",
     PLANNING, 0),
    ("HZ1.1.2", "Bis 2024 nehmen 95 % der Kinder an der Früherkennungsuntersuchung U8 teil.",
     "By 2024, 95 % of children attend the U8 early detection check-up.", EARLY_HELP, 0),
    ("HZ1.1.3", "Bis 2023 hat mindestens die Hälfte der Kitas ein wöchentliches Bewegungsangebot.",
     "By 2023, at least half of the day-care centres offer weekly physical activity.", PLANNING, 0),
    ("MZ1.2", "Geldmangel schließt kein Kind von Bildung und Freizeit aus.",
     "Lack of money excludes no child from education and leisure.", STEERING, 0),
    ("HZ1.2.1", ("Bis 2025 nutzen 60 % der berechtigten Kinder mindestens eine Leistung für "
     "Bildung und Teilhabe."),
     ("By 2025, 60 % of eligible children use at least one education and participation "
     "benefit."), PLANNING, 0),
    ("HZ1.2.2", "In jedem Jahr erhalten mindestens 400 Kinder einen Zuschuss für Ferienangebote.",
     "Every year, at least 400 children receive a grant for holiday activities.", PLANNING, 0),
    ("HZ1.2.3", ("Bis Ende 2022 gibt es in Barsinghausen einen Familienpass ohne gesonderten "
     "Antrag."),
     "By the end of 2022, Barsinghausen has a family pass that needs no separate application.",
     STEERING, 2),
    ("MZ1.3", "Kinder wachsen gesund auf.", "Children grow up healthy.", PLANNING, 0),
    ("HZ1.3.1", "Bis 2025 sinkt der Anteil der Kinder mit Übergewicht bei der Einschulung auf 8 %.",
     "By 2025, the share of overweight children at school entry falls to 8 %.", PLANNING, 0),
    ("HZ1.3.2", ("In jedem Jahr haben mindestens 65 % der Kinder in ersten Klassen naturgesunde "
     "Zähne."),
     "Every year, at least 65 % of first-year pupils have naturally healthy teeth.", PLANNING, 0),
    ("LZ2", "Familien finden leicht Zugang zu Betreuung, Beratung und Unterstützung.",
     "Families find easy access to childcare, advice and support.", STEERING, 0),
    ("MZ2.1", "Familien mit kleinen Kindern werden von der Schwangerschaft an erreicht.",
     "Families with small children are reached from pregnancy on.", EARLY_HELP, 0),
    ("HZ2.1.1", "Bis 2024 erhalten 75 % der Familien nach der Geburt einen Willkommensbesuch.",
     "By 2024, 75 % of families receive a welcome visit after birth.", EARLY_HELP, 0),
    ("HZ2.1.2", "Bis 2025 werden 420 Familien im Jahr von Familienhebammen begleitet.",
     "By 2025, family midwives support 420 families a year.", EARLY_HELP, 0),
    ("HZ2.1.3", ("Bis 2023 nehmen im Schnitt fünf Eltern an jedem Netzwerktreffen Früher Hilfen "
     "teil."),
     "By 2023, an average of five parents take part in each early support network meeting.",
     EARLY_HELP, 0),
    ("MZ2.2", "Betreuung ist verfügbar, wenn Familien sie brauchen.",
     "Childcare is available when families need it.", PLANNING, 0),
    ("HZ2.2.1", "Bis 2025 gibt es für 45 % der Kinder unter drei Jahren einen Betreuungsplatz.",
     "By 2025, there is a childcare place for 45 % of children under three.", PLANNING, 0),
    ("HZ2.2.2", "In jedem Jahr warten Familien im Schnitt höchstens 90 Tage auf einen Kita-Platz.",
     "Every year, families wait no more than 90 days on average for a day-care place.",
     PLANNING, 0),
    ("MZ2.3", "Beratung ist wohnortnah, verständlich und ohne lange Wartezeit erreichbar.",
     "Advice is close to home, easy to understand and available without long waits.", PLANNING, 0),
    ("HZ2.3.1", "Bis 2023 liegen zwischen Anmeldung und Erstgespräch höchstens 21 Tage.",
     "By 2023, no more than 21 days pass between registration and first meeting.", PLANNING, 0),
    ("HZ2.3.2", "Bis 2025 informieren 80 % der Familienzentren in mindestens fünf Sprachen.",
     "By 2025, 80 % of family centres provide information in at least five languages.",
     PLANNING, 0),
    ("HZ2.3.3", "In jedem Jahr sind mindestens 75 % der gemeldeten Angebote frisch bestätigt.",
     "Every year, at least 75 % of reported offers have been recently confirmed.", PLANNING, 0),
    ("LZ3", "Übergänge zwischen Lebensphasen und Angeboten gelingen.",
     "Transitions between life phases and offers succeed.", STEERING, 0),
    ("MZ3.1", "Kinder kommen gut in Kita und Grundschule an.",
     "Children settle well into day care and primary school.", SCHOOLS, 0),
    ("HZ3.1.1", ("Bis 2024 gibt es mit Einverständnis der Eltern für 90 % der Kinder ein "
     "Übergabegespräch von der Kita zur Grundschule."),
     ("By 2024, with their parents' consent, 90 % of children have a handover meeting between "
     "day care and primary school."), SCHOOLS, 0),
    ("HZ3.1.2", "Bis 2025 werden weniger Kinder vom Schulbesuch zurückgestellt als im Vorjahr.",
     "By 2025, fewer children have their school start postponed than in the year before.",
     SCHOOLS, 0),
    ("HZ3.1.3", ("Bis 2023 vereinbaren alle Kitas und Tagespflegepersonen in Seelze gemeinsame "
     "Regeln zur Eingewöhnung."),
     ("By 2023, all day-care centres and childminders in Seelze agree common rules for settling "
     "in."), SCHOOLS, 15),
    ("MZ3.2", "Jugendliche finden ihren Weg durch Schule und Ausbildung.",
     "Young people find their way through school and training.", SCHOOLS, 0),
    ("HZ3.2.1", "Bis 2025 verlassen höchstens 5 % der Jugendlichen die Schule ohne Abschluss.",
     "By 2025, no more than 5 % of young people leave school without a certificate.", SCHOOLS, 0),
    ("HZ3.2.2", ("Bis 2024 haben 70 % der Jugendlichen mit Unterstützungsbedarf eine feste "
     "Ansprechperson beim Übergang in den Beruf."),
     ("By 2024, 70 % of young people in need of support have a permanent contact for the "
     "transition to work."), SCHOOLS, 0),
    ("LZ4", ("Einrichtungen handeln armutspräventiv; die Qualität ihrer Zusammenarbeit ist "
     "gemeinsam bestimmt und wird umgesetzt."),
     ("Institutions act to prevent poverty; the quality of their cooperation is jointly defined "
     "and put into practice."), STEERING, 0),
    ("MZ4.1", "Fachkräfte erkennen Armut und handeln, ohne zu beschämen.",
     "Professionals recognise poverty and act without shaming.", PLANNING, 0),
    ("HZ4.1.1", ("In jedem Jahr bilden sich mindestens 150 Fachkräfte zu armutssensiblem Handeln "
     "fort."),
     "Every year, at least 150 professionals take training in poverty-sensitive practice.",
     PLANNING, 0),
    ("HZ4.1.2", ("Bis 2023 prüfen alle beteiligten Einrichtungen in Garbsen ihre Gebühren und "
     "Regeln auf verdeckte Kosten."),
     ("By 2023, all participating institutions in Garbsen check their fees and rules for hidden "
     "costs."), STEERING, 5),
    ("MZ4.2", "Kooperation ist verbindlich und wird regelmäßig eingeschätzt.",
     "Cooperation is binding and assessed regularly.", PLANNING, 0),
    ("HZ4.2.1", "Bis 2024 erreichen 60 % der eingeschätzten Kooperationen mindestens Stufe 3.",
     "By 2024, 60 % of the rated cooperations reach at least level 3.", PLANNING, 0),
    ("HZ4.2.2", "Bis 2025 haben 40 Paare von Einrichtungen eine gültige Kooperationsvereinbarung.",
     "By 2025, 40 pairs of institutions have a valid cooperation agreement.", PLANNING, 0),
)  # fmt: skip


def parent_of(key: str) -> str | None:
    """Return the key one level up: HZ1.2.3 -> MZ1.2 -> LZ1 -> None."""
    level, numbers = key[:2], key[2:]
    if level == "LZ":
        return None
    above = {"HZ": "MZ", "MZ": "LZ"}[level]
    return above + numbers.rpartition(".")[0]


def build() -> list[Row]:
    """Return the goals, each after its parent."""
    levels = {"LZ": 1, "MZ": 2, "HZ": 3}
    return [
        {
            "key": key,
            "level": levels[key[:2]],
            "parent_key": parent_of(key),
            "position": position,
            "title_de": german,
            "title_en": english,
            "ags": ags_of(number) if number else None,
            "responsible_body": body,
            "life_phase_codes": LIFE_PHASES.get(key),
        }
        for position, (key, german, english, body, number) in enumerate(GOALS, start=1)
    ]
