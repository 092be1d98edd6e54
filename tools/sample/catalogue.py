"""Kinds of offers, pregnancy to the start of primary school: what an offer may look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """A template of offers. Ages are completed years, both ends included; -1 is pregnancy."""

    code: str
    phase: str
    names: tuple[str, ...]
    text: str
    ages: tuple[tuple[int, int], ...]
    fields: tuple[str, ...]
    kind: str
    level: str
    types: tuple[str, ...]
    weight: float = 1.0
    transition: str = ""
    places: tuple[int, int] | None = None


def make_kind(  # one line a kind reads better than a mapping
    head: str, names: str, text: str, *ages: tuple[int, int], fields: str, kind: str, level: str,
    types: str, weight: float = 1.0, transition: str = "", places: tuple[int, int] | None = None,
) -> Kind:  # fmt: skip
    """Make a template: `head` is phase/code; lists stand in one string."""
    phase, code = head.split("/")
    return Kind(
        code=code, phase=phase, names=tuple(names.split("; ")), text=text, ages=ages,
        fields=tuple(fields.split()), kind=kind, level=level, types=tuple(types.split()),
        weight=weight, transition=transition, places=places,
    )  # fmt: skip


_k = make_kind

EARLY: Final = (
    _k("schwangerschaft/schwangerenberatung", "Schwangerenberatung; Beratung rund um die Geburt",
       "Gespräche zu Schwangerschaft, Geburt und finanziellen Hilfen, auf Wunsch auch anonym.",
       (-1, -1), (-1, 0), fields="sozial materiell", kind="beratung", level="universell",
       types="beratungsstelle jugendamt"),
    _k("schwangerschaft/geburtsvorbereitung", "Geburtsvorbereitung; Geburtsvorbereitung für Paare",
       "Atmen, Bewegen, Fragen stellen: sechs Abende zur Vorbereitung auf die Geburt.",
       (-1, -1), fields="gesundheitlich", kind="gesundheit", level="universell",
       types="hebamme-arztpraxis familienzentrum", places=(8, 14)),
    _k("schwangerschaft/hebammensprechstunde", "Hebammensprechstunde; Offene Hebammensprechstunde",
       "Für alle, die noch keine Hebamme gefunden haben: Rat vor und nach der Geburt.",
       (-1, 0), (-1, 1), fields="gesundheitlich sozial", kind="gesundheit", level="universell",
       types="hebamme-arztpraxis familienzentrum fruehe-hilfen", transition="geburt-krippe"),
    _k("schwangerschaft/familienhebamme", "Familienhebamme; Begleitung durch Familienhebammen",
       "Hausbesuche von der Schwangerschaft bis zum ersten Geburtstag, wenn vieles drückt.",
       (-1, 0), (-1, 1), fields="gesundheitlich sozial", kind="gesundheit", level="selektiv",
       types="fruehe-hilfen jugendamt gesundheitsdienst", weight=1.4, transition="geburt-krippe",
       places=(6, 20)),
    _k("schwangerschaft/junge-muetter", "Treff für junge Schwangere und Mütter; Jung und Mutter",
       "Wöchentlicher Treff mit Frühstück; eine Fachkraft hilft bei Anträgen und Wohnungssuche.",
       (-1, 2), fields="sozial materiell", kind="begegnung", level="selektiv",
       types="familienzentrum freier-traeger", places=(6, 12), weight=0.7),
    _k("0-3/willkommensbesuch", "Willkommensbesuch; Begrüßungsbesuch für Neugeborene",
       "Eine Fachkraft kommt nach der Geburt nach Hause, bringt den Familienordner und hört zu.",
       (0, 0), fields="sozial", kind="beratung", level="universell",
       types="fruehe-hilfen kommunalverwaltung jugendamt", weight=0.8, transition="geburt-krippe"),
    _k("0-3/krabbelgruppe", "Krabbelgruppe; Offener Krabbeltreff; Krabbelkinder am Vormittag",
       "Babys entdecken einander, Eltern tauschen sich aus. Geschwister sind willkommen.",
       (0, 1), (0, 2), fields="sozial kulturell", kind="begegnung", level="universell",
       types="familienzentrum kita verein freier-traeger", weight=2.0, places=(8, 12)),
    _k("0-3/elterncafe", "Eltern-Kind-Café; Elterncafé; Frühstück für Eltern mit Babys",
       "Kaffee, Brötchen und jemand, der sich auskennt. Einfach vorbeikommen.",
       (0, 2), (0, 3), (-1, 2), fields="sozial", kind="begegnung", level="universell",
       types="familienzentrum fruehe-hilfen verein freier-traeger", weight=1.8),
    _k("0-3/schreibaby", "Sprechstunde für Schreibabys; Rat zu Babyschlaf und Füttern",
       "Wenn das Baby viel weint oder schlecht schläft: schnelle Termine für erschöpfte Eltern.",
       (0, 2), fields="gesundheitlich", kind="beratung", level="selektiv",
       types="beratungsstelle gesundheitsdienst hebamme-arztpraxis", weight=0.7),
    _k("0-3/krippe", "Krippengruppe; Krippe mit Frühdienst; Krippenplätze im Nest",
       "Betreuung für Kinder ab einem Jahr mit behutsamer Eingewöhnung.",
       (1, 2), fields="sozial kulturell", kind="betreuung", level="universell", types="kita",
       weight=1.8, transition="krippe-kita", places=(10, 45)),
    _k("0-3/tagespflege", "Vermittlung von Kindertagespflege; Servicestelle Kindertagespflege",
       "Rat und Vermittlung für Eltern, die eine Tagespflegeperson suchen.",
       (0, 2), fields="sozial", kind="betreuung", level="universell",
       types="kommunalverwaltung jugendamt", transition="geburt-krippe", weight=0.8),
    _k("0-3/elternkurs", "Elternkurs für das erste Jahr; Sicher durch das erste Jahr",
       "Fünf Treffen über Bindung, Schlaf, Essen und den Umgang mit Stress.",
       (0, 0), (0, 1), fields="sozial gesundheitlich", kind="bildung", level="universell",
       types="familienzentrum beratungsstelle fruehe-hilfen", places=(8, 14)),
    _k("0-3/babymassage", "Babymassage; Babys in Bewegung",
       "Kurs für Eltern und Babys bis zum Krabbelalter.", (0, 0),
       fields="gesundheitlich", kind="gesundheit", level="universell",
       types="hebamme-arztpraxis familienzentrum", places=(6, 10)),
    _k("0-3/buecherbabys", "Bücherbabys; Reime und Fingerspiele",
       "Erste Bilderbücher, Lieder und Reime in mehreren Sprachen.",
       (0, 2), (1, 3), fields="kulturell", kind="bildung", level="universell",
       types="familienzentrum verein kita", weight=1.2),
    _k("0-3/kleiderkammer", "Babykorb; Tauschregal für Kindersachen; Kleiderstube für Kinder",
       "Gut erhaltene Kleidung, Kinderwagen und Spielzeug für wenig oder kein Geld.",
       (-1, 3), (0, 5), (0, 9), fields="materiell", kind="materielle-hilfe", level="selektiv",
       types="verein freier-traeger familienzentrum", weight=1.1),
    _k("0-3/fruehfoerderung", "Frühförderung; Interdisziplinäre Frühförderung",
       "Förderung zu Hause oder in der Kita für Kinder mit Entwicklungsverzögerung.",
       (0, 5), fields="gesundheitlich sozial", kind="gesundheit", level="indiziert",
       types="gesundheitsdienst freier-traeger", transition="kita-grundschule", places=(10, 40)),
    _k("3-6/kita-plaetze", "Kindergartengruppe; Ganztagsgruppe; Integrative Kindergartengruppe",
       "Kindergarten mit Mittagessen; die Gruppe arbeitet mit offenen Räumen.",
       (3, 5), (2, 6), fields="sozial kulturell", kind="betreuung", level="universell",
       types="kita", weight=2.4, places=(18, 75)),
    _k("3-6/sprachbildung", "Sprachbildung im Alltag; Sprachwerkstatt",
       "Zusätzliche Fachkraft für Sprache, die auch mit den Eltern arbeitet.",
       (3, 5), fields="kulturell", kind="bildung", level="selektiv", types="kita familienzentrum",
       weight=1.6, transition="kita-grundschule", places=(8, 30)),
    _k("3-6/bewegung", "Bewegungsgruppe; Purzelturnen; Psychomotorik",
       "Klettern, balancieren, toben: Bewegung unter Anleitung.",
       (3, 5), (2, 5), (3, 6), fields="gesundheitlich", kind="gesundheit", level="universell",
       types="verein kita familienzentrum", weight=1.8, places=(10, 20)),
    _k("3-6/elternbegleitung", "Elternbegleitung; Kita-Sozialarbeit; Offene Elternsprechzeit",
       "Eine feste Ansprechperson in der Kita hilft bei Anträgen, Fragen und Sorgen.",
       (0, 5), (3, 5), fields="sozial materiell", kind="beratung", level="selektiv",
       types="kita familienzentrum kommunalverwaltung", weight=1.4, transition="krippe-kita"),
    _k("3-6/griffbereit", "Spielgruppe mit Eltern; Spielen und Sprechen",
       "Angeleitete Spielgruppe für Kinder ohne Kita-Platz und ihre Eltern.",
       (1, 3), (2, 4), fields="kulturell sozial", kind="bildung", level="selektiv",
       types="familienzentrum freier-traeger verein", transition="krippe-kita", places=(8, 12)),
    _k("3-6/zahngesundheit", "Zähneputzen macht Schule; Zahngesundheit in der Kita",
       "Besuch mit Kroko und Zahnbürste: Vorbeugung in der Gruppe.",
       (3, 5), (3, 9), fields="gesundheitlich", kind="gesundheit", level="universell",
       types="gesundheitsdienst kita", weight=0.8),
    _k("3-6/fruehstueck", "Gesundes Frühstück; Küche für kleine Köch*innen",
       "Kinder kaufen ein, schnippeln und essen zusammen; die Teilnahme kostet nichts.",
       (3, 5), (3, 9), fields="gesundheitlich materiell", kind="gesundheit", level="universell",
       types="kita familienzentrum verein", places=(8, 25)),
    _k("3-6/brueckenjahr", "Brückenjahr; Schulstarter-Gruppe",
       "Kinder im letzten Kita-Jahr lernen einmal in der Woche ihre künftige Schule kennen.",
       (5, 6), (4, 6), fields="kulturell sozial", kind="bildung", level="universell",
       types="kita grundschule", weight=1.5, transition="kita-grundschule", places=(10, 30)),
    _k("3-6/musik", "Musikalische Früherziehung; Trommeln und Tanzen",
       "Singen, tanzen, Instrumente ausprobieren.", (3, 5), (4, 6), fields="kulturell",
       kind="bildung", level="universell", types="verein kita", places=(8, 14)),
)  # fmt: skip
