"""About 120 invented institutions of all types over the 21 municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tools.sample.base import MARK, SHORT, Row, ags_of, stream

COLUMNS: Final = (
    "key", "name", "type_code", "sector_code", "ags", "life_phase_codes", "successor_key",
    "closed_on",
)  # fmt: skip


@dataclass(frozen=True)
class Institution:
    """One institution; `ags` is None when it works for the whole Region."""

    key: str
    name: str
    type_code: str
    sector_code: str
    ags: str | None
    phases: tuple[str, ...]

    @property
    def short_name(self) -> str:
        """Name without the mark."""
        return self.name.removesuffix(MARK).strip()

    def row(self) -> Row:
        """Return the CSV row."""
        return {
            "key": self.key, "name": self.name, "type_code": self.type_code,
            "sector_code": self.sector_code, "ags": self.ags,
            "life_phase_codes": "|".join(self.phases),
        }  # fmt: skip


ALL: Final = ("schwangerschaft", "0-3", "3-6", "6-10", "10-16", "16-18")

#: type -> prefix of the name, possible sectors, life phases
TYPES: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "kommunalverwaltung": ("", ("oeffentlich",), ("0-3", "3-6", "6-10", "10-16")),
    "jugendamt": ("", ("oeffentlich",), ALL),
    "kita": ("Kita ", ("oeffentlich", "frei", "frei"), ("0-3", "3-6")),
    "grundschule": ("Grundschule ", ("oeffentlich",), ("6-10",)),
    "weiterfuehrende-schule": ("", ("oeffentlich",), ("10-16", "16-18")),
    "familienzentrum": ("Familienzentrum ", ("oeffentlich", "frei"), ("0-3", "3-6", "6-10")),
    "fruehe-hilfen": ("Frühe Hilfen ", ("oeffentlich",), ("schwangerschaft", "0-3", "3-6")),
    "beratungsstelle": ("", ("frei", "frei", "oeffentlich"), ALL[1:]),
    "gesundheitsdienst": ("", ("oeffentlich",), ("schwangerschaft", "0-3", "3-6", "6-10")),
    "hebamme-arztpraxis": ("", ("privat",), ("schwangerschaft", "0-3")),
    "freier-traeger": ("", ("frei",), ("3-6", "6-10", "10-16", "16-18")),
    "verein": ("", ("ehrenamtlich",), ("3-6", "6-10", "10-16")),
    "jobcenter": ("", ("oeffentlich",), ("16-18",)),
    "polizei": ("", ("oeffentlich",), ("6-10", "10-16", "16-18")),
}  # fmt: skip

#: type -> (running number of the municipality, 0 for the whole Region) -> names.
#: "*" stands for the municipality's name.
NAMES: Final[dict[str, dict[int, str]]] = {
    "kommunalverwaltung": dict.fromkeys(
        (1, 2, 4, 5, 6, 7, 8, 12, 14, 15, 17, 19, 21), "Fachdienst Soziales und Familie *"
    ) | {16: "Fachdienst Bildung und Familie *"},
    "jugendamt": dict.fromkeys((1, 3, 9, 10, 11), "Jugendamt *") | {0: "Jugendamt der Region"},
    "kita": {
        1: "Wiesengrund; Sternenzelt; Rappelkiste; Kunterbunt", 2: "Deisterzwerge; Apfelbaum",
        3: "Auenwichtel", 4: "Heidefüchse", 5: "Kranichnest; Drachenland", 7: "Leineräuber",
        8: "Buntspecht", 9: "Kieselstein", 10: "Flugzeugwiese; Haselmaus", 11: "Zuckerrübe",
        12: "Moorfrösche", 15: "Kanalpiraten", 17: "Waldwichtel", 18: "Feldmäuse",
        21: "Meerblick",
    },
    "grundschule": {
        1: "am Lindenhain; Nordufer; Kastanienweg", 2: "Bergkamp", 3: "Auedamm",
        5: "Kometenweg; Am Erlengrund", 9: "Am Weidenbogen", 10: "Wietzeaue",
        11: "Rodelhügel", 12: "Löwenhof", 15: "Am Kanalbogen", 18: "Erseweg",
        19: "Mühlenfeld", 21: "Moorkamp-West",
    },
    "weiterfuehrende-schule": {
        1: "Oberschule Ihmeufer; IGS Südring", 2: "Oberschule Deisterblick",
        5: "IGS Seenplatte", 10: "Gymnasium Brinkfeld", 12: "KGS Leinebogen",
        15: "Schulzentrum Auenweg",
    },
    "familienzentrum": {
        1: "Kastanienhof; Stadtteilbogen", 2: "Förderturm", 5: "Planetenhaus",
        9: "Treffpunkt Leine", 10: "Brinker Park", 11: "Süderhof", 15: "Hafenblick",
        21: "Abteigarten",
    },
    "fruehe-hilfen": dict.fromkeys((2, 4, 5, 6, 7, 8, 12, 14, 15, 16, 17, 18, 19, 21), "*"),
    "beratungsstelle": {
        0: "Schwangerschaftsberatung Wegweiser; Erziehungsberatung Kompass",
        1: "Familienberatung Lichtblick; Schuldnerberatung Neuanfang; Jugendberatung Ankerplatz",
        2: "Lebensberatung Brücke", 5: "Familienberatung Rückenwind",
        10: "Erziehungsberatung Nordlicht", 12: "Familienberatung Leuchtturm",
        21: "Migrationsberatung Willkommen",
    },
    "gesundheitsdienst": {
        0: "Sozialpädiatrischer Dienst der Region; Zahnärztlicher Dienst der Region",
        1: "Frühförderzentrum Ihme",
    },
    "hebamme-arztpraxis": {
        1: "Hebammenpraxis Wiegenlied; Kinderarztpraxis Lindenhain", 5: "Hebammenpraxis Rundum",
        11: "Kinderarztpraxis am Markt", 19: "Hebammenpraxis Sternstunde",
    },
    "freier-traeger": {
        0: "Jugendhilfe Leinebogen; Bildungswerk Horizont",
        1: "Soziale Arbeit im Quartier; Café <Miteinander> & Co.", 5: "Jugendwerk Garbsener Seen",
        9: "Sozialwerk Südstadtbogen", 15: "Jugendhilfe Leineaue", 17: "Kinderhilfe Deisterpforte",
    },
    "verein": {
        1: "Nachbarschaftsverein Nordstern; Sportverein Blau-Grün *", 2: "Turnverein Deisterkraft",
        5: "Kulturverein Wasserturm", 13: "Turnverein Leinetal *", 14: "Förderverein Kinderkiste",
        18: "Sportverein Fuhsetal", 20: "Musikverein Argestorfer Wind",
    },
    "jobcenter": {0: "Jobcenter-Team Junge Menschen", 5: "Jobcenter-Standort *"},
    "polizei": {1: "Präventionsteam der Polizei *", 15: "Kontaktdienst der Polizei *"},
}  # fmt: skip


def build() -> list[Institution]:
    """Return all institutions; keys are numbered, so they sort alike in every database."""
    rng = stream("institution")
    made: list[Institution] = []
    for type_code, (prefix, sectors, phases) in TYPES.items():
        for number, names in NAMES[type_code].items():
            ags = ags_of(number) if number else None
            for plain in names.split("; "):
                name = prefix + plain.replace("*", SHORT[ags] if ags else "")
                served = phases[1:] if type_code == "kita" and rng.random() < 0.25 else phases
                made.append(
                    Institution(
                        key=f"inst-{len(made) + 1:03d}",
                        name=f"{name} {MARK}",
                        type_code=type_code,
                        sector_code=rng.choice(sectors),
                        ags=ags,
                        phases=served,
                    )
                )
    return made
