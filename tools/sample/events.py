"""Events that help to read a series: invented, but for the law on childcare places."""

from __future__ import annotations

from datetime import date
from typing import Final

from tools.sample.base import Row, ags_of

COLUMNS: Final = ("key", "indicator_key", "ags", "happened_on", "text_de", "text_en")
PANDEMIC: Final = date(2020, 3, 16)
#: indicator; municipality number (0: the Region); day; German; English
EVENTS: Final = (
    ("betreuungsquote-u3", 0, date(2013, 8, 1),
     "Rechtsanspruch auf einen Platz ab dem ersten Geburtstag",
     "Legal claim to a place from the first birthday"),
    ("betreuungsquote-u3", 0, date(2017, 8, 1), "Ausbauprogramm beginnt (Beispiel)",
     "Expansion programme starts (example)"),
    ("wartezeit-kita", 0, date(2017, 9, 1), "Zentrale Anmeldung für Kita-Plätze (Beispiel)",
     "Central registration for day-care places (example)"),
    ("zahnkontrollen", 0, PANDEMIC, "Kitas und Schulen geschlossen (Pandemie)",
     "Day care and schools closed (pandemic)"),
    ("eltern-im-netzwerk", 0, PANDEMIC, "Treffen nur noch per Video (Pandemie)",
     "Meetings by video only (pandemic)"),
    ("fortbildungen-armut", 0, PANDEMIC, "Präsenzkurse abgesagt (Pandemie)",
     "Courses on site cancelled (pandemic)"),
    ("ferienzuschuss", 0, PANDEMIC, "Ferienangebote fallen aus (Pandemie)",
     "Holiday activities cancelled (pandemic)"),
    ("verzeichnis-aufrufe", 0, date(2020, 4, 6), "Neue Startseite mit Suche (Beispiel)",
     "New start page with search (example)"),
    ("sprachstand", 0, date(2018, 2, 1), "Spielgruppen für Kinder ohne Kita-Platz (Beispiel)",
     "Play groups for children without a place (example)"),
    ("sprachstand", 5, date(2019, 8, 15), "Sprachprogramm in allen Kitas in Garbsen (Beispiel)",
     "Language programme in all day-care centres in Garbsen (example)"),
    ("willkommensbesuch", 2, date(2018, 1, 8), "Barsinghausen besucht alle Ortsteile (Beispiel)",
     "Barsinghausen visits all districts (example)"),
    ("willkommensbesuch", 0, date(2015, 3, 2), "Besuche in allen Kommunen (Beispiel)",
     "Visits in all municipalities (example)"),
    ("uebergabegespraeche", 0, date(2016, 8, 1), "Gemeinsamer Übergabebogen (Beispiel)",
     "Joint handover form (example)"),
    ("ohne-abschluss", 0, date(2017, 8, 1), "Frühe Hilfe bei Fehlzeiten (Beispiel)",
     "Early help with absence (example)"),
    ("angebote-bestaetigt", 0, date(2019, 6, 3), "Jährliche Bitte um Bestätigung (Beispiel)",
     "Yearly request to confirm (example)"),
    ("uebergewicht", 0, date(2018, 8, 1), "Gesundes Frühstück in Kitas (Beispiel)",
     "Healthy breakfast in day care (example)"),
    ("familienhebammen", 0, date(2016, 5, 2), "Mehr Stunden für Familienhebammen (Beispiel)",
     "More hours for family midwives (example)"),
)  # fmt: skip


def build() -> list[Row]:
    """Return the events in the order of their indicators."""
    return [
        {
            "key": f"ereignis-{number:02d}",
            "indicator_key": key,
            "ags": ags_of(place) if place else None,
            "happened_on": day,
            "text_de": german,
            "text_en": english,
        }
        for number, (key, place, day, german, english) in enumerate(EVENTS, start=1)
    ]
