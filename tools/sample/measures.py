"""About 40 invented measures with status and period, linked to offers of a fitting kind."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

from tools.sample.base import Row, stream
from tools.sample.goal_texts import EARLY_HELP, GOALS
from tools.sample.measure_depth import funding

if TYPE_CHECKING:
    from tools.sample.offers import Offer

COLUMNS: Final = (
    "key", "goal_key", "title_de", "title_en", "responsible_body", "status", "starts_on",
    "ends_on", "offer_keys", "budget_note_de", "budget_note_en", "funding_source",
    "funding_ends_on",
)  # fmt: skip
#: goal; status, first and last month; kinds of offers (or -); German; English
MEASURES: Final = """
HZ1.1.1; done 2016-08 2019-07; sprachbildung; Zusätzliche Fachkräfte für Sprachbildung in Kitas; Additional language education staff in day care
HZ1.1.1; running 2018-02 -; griffbereit; Spielgruppen für Kinder ohne Kita-Platz; Play groups for children without a day-care place
HZ1.1.1; running 2019-09 2022-07; buecherbabys; Mehrsprachige Bücherkisten für junge Familien; Multilingual book boxes for young families
HZ1.1.2; done 2017-01 2018-12; -; Erinnerungskarten zu den Früherkennungsuntersuchungen; Reminder cards for early detection check-ups
HZ1.1.2; running 2019-03 -; elternkurs; Früherkennung als Thema in Elternkursen; Early detection as a topic in parenting courses
HZ1.1.3; running 2017-08 2023-07; bewegung; Bewegungsgruppen gemeinsam mit Vereinen; Movement groups together with clubs
HZ1.1.3; planned 2021-09 2023-07; bewegung; Fortbildung „Bewegte Kita“; Training course “Day care in motion”
HZ1.2.1; running 2018-05 -; bildungspaket; Antragshilfe in Familienzentren und Schulen; Help with applications in family centres and schools
HZ1.2.1; stopped 2019-02 2020-03; -; Aufsuchende Beratung auf Wochenmärkten; Outreach advice at weekly markets
HZ1.2.2; running 2015-01 -; ferien; Zuschuss und Freiplätze für Ferienangebote; Grants and free places for holiday activities
HZ1.2.3; planned 2021-10 2022-12; -; Familienpass Barsinghausen; Barsinghausen family pass
HZ1.3.1; running 2018-08 -; fruehstueck; Gesundes Frühstück in Kitas; Healthy breakfast in day care
HZ1.3.1; running 2019-04 2021-05; mittagstisch; Mittagstische mit frischen Lebensmitteln; Lunch tables with fresh food
HZ1.3.2; running 2014-01 -; zahngesundheit; Gruppenprophylaxe in allen Kitas; Dental group prevention in all day-care centres
HZ2.1.1; running 2015-03 -; willkommensbesuch; Willkommensbesuche in allen Ortsteilen; Welcome visits in all districts
HZ2.1.1; done 2016-01 2017-06; -; Familienordner in einfacher Sprache; Family folder in plain language
HZ2.1.2; running 2016-05 -; familienhebamme; Mehr Stunden für Familienhebammen; More hours for family midwives
HZ2.1.2; stopped 2018-09 2020-05; junge-muetter; Mobiler Treff für junge Mütter; Mobile meeting point for young mothers
HZ2.1.3; running 2018-01 -; elterncafe; Eltern im Café zu Netzwerktreffen einladen; Inviting parents to network meetings at the café
HZ2.1.3; planned 2021-03 2022-12; -; Kinderbetreuung während der Netzwerktreffen; Childcare during network meetings
HZ2.2.1; running 2014-08 2025-07; krippe; Neue Krippengruppen; New crèche groups
HZ2.2.1; running 2017-02 -; tagespflege; Vertretungsmodell in der Kindertagespflege; Stand-in model for childminding
HZ2.2.2; done 2017-09 2020-02; -; Zentrale Anmeldung für Kita-Plätze; Central registration for day-care places
HZ2.2.2; running 2020-03 -; kita-plaetze; Plätze mit längeren Öffnungszeiten; Places with longer opening hours
HZ2.3.1; running 2018-10 2022-09; erziehungsberatung; Außensprechstunden der Erziehungsberatung; Outreach sessions of parenting advice
HZ2.3.1; running 2020-05 -; jugendberatung; Beratung per Video; Advice by video call
HZ2.3.2; running 2019-01 -; -; Informationsblätter in sieben Sprachen; Leaflets in seven languages
HZ2.3.2; planned 2022-01 2023-12; -; Sprachmittlung auf Abruf; Interpreting on call
HZ2.3.3; running 2019-06 -; -; Jährliche Bitte um Bestätigung der Einträge; Yearly request to confirm entries
HZ3.1.1; running 2016-08 -; brueckenjahr; Brückenjahr mit festen Schulbesuchen; Bridging year with regular school visits
HZ3.1.1; done 2016-02 2018-07; -; Gemeinsamer Übergabebogen; Joint handover form
HZ3.1.2; running 2018-08 2022-07; schulsozialarbeit-gs fruehfoerderung; Förderung vor der Einschulung; Support before school entry
HZ3.1.3; planned 2021-09 2023-07; elternbegleitung; Arbeitskreis Eingewöhnung; Working group on settling in
HZ3.2.1; running 2017-08 -; lernfoerderung schulpflicht; Frühe Hilfe bei Fehlzeiten; Early help with absence from school
HZ3.2.1; running 2019-02 2022-01; neue-schule schulsozialarbeit; Begleiteter Wechsel in die fünfte Klasse; Accompanied move to year five
HZ3.2.2; running 2018-03 -; lotsen berufsorientierung; Lots*innen an weiterführenden Schulen; Guides at secondary schools
HZ4.1.1; running 2016-01 -; -; Fortbildungsreihe „Armut sehen, handeln“; Training series “Seeing poverty, taking action”
HZ4.1.2; planned 2021-11 2022-10; -; Prüfliste für verdeckte Kosten; Checklist for hidden costs
HZ4.2.1; running 2018-09 -; -; Qualitätsdialoge mit dem Kooperationsblatt; Quality dialogues with the cooperation sheet
HZ4.2.2; running 2019-01 2025-12; -; Mustervereinbarung für Kooperationen; Model agreement for cooperation
"""  # noqa: E501  # one measure a line


def _month(text: str, *, is_end: bool) -> date | None:
    if text == "-":
        return None
    year, month = (int(part) for part in text.split("-"))
    return date(year, month, monthrange(year, month)[1] if is_end else 1)


def build(offers: list[Offer]) -> list[Row]:
    """Return the measures; each names up to eight offers of its kinds."""
    rng, money = stream("measure"), stream("measure-funding")
    bodies = {goal[0]: goal[3] for goal in GOALS}
    rows: list[Row] = []
    for number, line in enumerate(MEASURES.strip().split("\n"), start=1):
        goal, period, kinds, german, english = line.split("; ")
        status, first, last = period.split(" ")
        fitting = [str(one.cells["key"]) for one in offers if one.kind.code in kinds.split()]
        linked = sorted(rng.sample(fitting, k=min(len(fitting), rng.randint(2, 8))))
        is_early = goal.startswith("HZ2.1")
        row: Row = {
            "key": f"massnahme-{number:02d}", "goal_key": goal, "title_de": german,
            "title_en": english, "status": status,
            "responsible_body": EARLY_HELP if is_early else bodies[goal],
            "starts_on": _month(first, is_end=False), "ends_on": _month(last, is_end=True),
            "offer_keys": "|".join(linked),
        }  # fmt: skip
        rows.append(row | funding(number, money))
    return rows
