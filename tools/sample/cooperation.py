"""Two invented survey waves of directed cooperation ratings, what pairs agreed, agreements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

from tools.sample.base import NEWEST, Row, day_between, stream, workday

if TYPE_CHECKING:
    import random

    from tools.sample.base import Place
    from tools.sample.institutions import Institution

WAVE_COLUMNS: Final = ("code", "label_de", "label_en", "starts_on", "ends_on")
RATING_COLUMNS: Final = (
    "wave_code", "rater_key", "rated_key", "rated_on", "level", "knowledge_level",
    "bindingness_level", "regularity_level",
)  # fmt: skip
PAIR_COLUMNS: Final = (
    "wave_code", "institution_a_key", "institution_b_key", "agreed_level", "agreed_on",
    "talked_on", "next_step", "next_step_due_on", "next_step_owner",
)  # fmt: skip
AGREEMENT_COLUMNS: Final = (
    "key", "institution_a_key", "institution_b_key", "title", "valid_from", "valid_to",
)  # fmt: skip
WAVES: Final[tuple[Row, ...]] = (
    {"code": "2018", "label_de": "Erhebungsrunde 2018", "label_en": "Survey round 2018",
     "starts_on": date(2018, 9, 3), "ends_on": date(2018, 11, 30)},
    {"code": "2020", "label_de": "Erhebungsrunde 2020", "label_en": "Survey round 2020",
     "starts_on": date(2020, 9, 1), "ends_on": date(2020, 12, 11)},
)  # fmt: skip
#: Ratings in each wave, and days between which they were given.
WAVE_SIZE: Final = {"2018": 690, "2020": 810}
WAVE_DAYS: Final = {
    "2018": (date(2018, 9, 3), date(2018, 11, 30)),
    "2020": (date(2020, 9, 1), date(2020, 12, 11)),
}
#: Where types work together closely or hardly know each other (invented, plausible).
TYPE_LEVEL: Final[dict[frozenset[str], float]] = {
    frozenset(pair.split()): level
    for pair, level in {
        "jugendamt beratungsstelle": 3.9, "jugendamt freier-traeger": 3.5,
        "jugendamt kita": 2.7, "jugendamt fruehe-hilfen": 3.8, "jugendamt grundschule": 2.0,
        "jugendamt weiterfuehrende-schule": 2.1, "kita grundschule": 2.8,
        "kita familienzentrum": 3.3, "kita beratungsstelle": 2.4, "kita gesundheitsdienst": 2.3,
        "fruehe-hilfen hebamme-arztpraxis": 3.0, "fruehe-hilfen familienzentrum": 3.4,
        "fruehe-hilfen kommunalverwaltung": 3.8, "fruehe-hilfen gesundheitsdienst": 2.9,
        "grundschule gesundheitsdienst": 1.2, "weiterfuehrende-schule gesundheitsdienst": 0.9,
        "grundschule weiterfuehrende-schule": 2.3, "weiterfuehrende-schule jobcenter": 2.6,
        "weiterfuehrende-schule polizei": 2.9, "grundschule hebamme-arztpraxis": 0.5,
        "kommunalverwaltung familienzentrum": 3.3, "kommunalverwaltung verein": 2.5,
        "jobcenter freier-traeger": 3.0, "jobcenter kita": 0.7, "verein grundschule": 2.5,
    }.items()
}  # fmt: skip
#: Model municipalities of the prevention chain work together more closely.
CLOSER: Final = frozenset({"03241002", "03241005", "03241015"})
#: In these municipalities fewer than three institutions took part: aggregates are withheld.
FEW_RATERS: Final = {"03241018": 2, "03241004": 1}
NEXT_STEPS: Final = (
    ("Gemeinsamer Elternabend im Herbst", "Kita-Leitung"),
    ("Feste Ansprechpersonen benennen und austauschen", "Leitung der Beratungsstelle"),
    ("Zweimal im Jahr Fallbesprechung ohne Namen", "Fachkraft Jugendhilfe"),
    ("Gegenseitig hospitieren", "Netzwerkkoordination Frühe Hilfen"),
    ("Übergabebogen gemeinsam überarbeiten", "Schulleitung"),
    ("Angebote im Verzeichnis abgleichen und bestätigen", "Koordination Präventionskette"),
    ("Sprechstunde vor Ort einmal im Monat erproben", "Leitung des Familienzentrums"),
    ("Kooperationsvereinbarung entwerfen", "Koordination Präventionskette"),
    ("Zugang für Familien ohne Deutschkenntnisse klären", "Fachkraft Migrationsberatung"),
    ("Einladung zum Netzwerktreffen und kurze Vorstellung", "Netzwerkkoordination Frühe Hilfen"),
    ("Weg für schnelle Rückfragen absprechen", "Schulsozialarbeit"),
    ("Gemeinsame Fortbildung zu armutssensiblem Handeln planen", "Leitung der Kita"),
)
AGREEMENT_TITLES: Final = (
    "Kooperationsvereinbarung zum Übergang Kita–Grundschule",
    "Kooperationsvereinbarung Frühe Hilfen",
    "Vereinbarung über Beratung in der Einrichtung",
    "Vereinbarung zur gemeinsamen Nutzung von Räumen",
    "Kooperationsvereinbarung Schule und Jugendhilfe",
    "Vereinbarung über feste Ansprechpersonen",
)


@dataclass
class Tie:
    """An unordered pair and the two directed levels of each wave (None: not rated)."""

    a: Institution
    b: Institution
    quality: float
    levels: dict[str, dict[str, int]] = field(default_factory=dict)


def _quality(rng: random.Random, a: Institution, b: Institution) -> float:
    base = TYPE_LEVEL.get(frozenset((a.type_code, b.type_code)), 2.1)
    if a.ags and a.ags == b.ags:
        base += 0.5 if a.ags in CLOSER else 0.1
    elif a.ags and b.ags:
        base -= 0.9
    return base + rng.gauss(0, 0.7)


def _likelihood(a: Institution, b: Institution, *, places: dict[str, Place]) -> float:
    """Return how likely a pair was put on the list of pairs to rate at all."""
    if a.ags is None or b.ags is None:
        return 0.30
    if a.ags == b.ags:
        return 0.45 if a.ags == "03241001" else 1.0
    return 0.10 if b.ags in places[a.ags].neighbours else 0.01


def _raters(institutions: list[Institution], *, wave: str) -> set[str]:
    """Draw who takes part in a wave; the second wave wins some institutions more."""
    rng = stream("raters")  # the same draws in both waves: who took part stays
    share = 0.72 if wave == "2018" else 0.84
    raters = {one.key for one in institutions if rng.random() < share}
    for ags, count in FEW_RATERS.items():
        there = [one.key for one in institutions if one.ags == ags]
        raters = raters - set(there) | set(there[:count])
    return raters


def _ties(institutions: list[Institution], *, places: dict[str, Place]) -> list[Tie]:
    rng = stream("ties")
    weighted: list[tuple[float, Tie]] = []
    for a, b in combinations(institutions, 2):
        chance = _likelihood(a, b, places=places)
        # exponential keys: the smallest are a weighted sample without replacement
        weighted.append((rng.expovariate(chance), Tie(a, b, _quality(rng, a, b))))
    weighted.sort(key=lambda pair: (pair[0], pair[1].a.key, pair[1].b.key))
    return [tie for _, tie in weighted]


def _clamp(value: float) -> int:
    return max(0, min(5, round(value)))


def rate(
    rng: random.Random, *, wave: str, rater: Institution, rated: Institution, level: int
) -> Row:
    """Draw the day and the three criteria of one rating."""
    criteria: list[int | None] = [
        None if rng.random() < 0.12 else _clamp(level + rng.choice((-1, 0, 0, 0, 1)))
        for _ in range(3)
    ]
    if level == 0:
        criteria = [0 if one is not None else None for one in criteria]
    return {
        "wave_code": wave, "rater_key": rater.key, "rated_key": rated.key,
        "rated_on": workday(day_between(rng, *WAVE_DAYS[wave])), "level": level,
        "knowledge_level": criteria[0], "bindingness_level": criteria[1],
        "regularity_level": criteria[2],
    }  # fmt: skip


def _wave_ratings(wave: str, *, ties: list[Tie], raters: set[str]) -> list[Row]:
    """Rate pair by pair until the wave has its number of ratings; some answer, some do not."""
    rng = stream(f"ratings-{wave}")
    rows: list[Row] = []
    for tie in ties:
        if wave == "2020":
            if "2018" in tie.levels and rng.random() < 0.12:
                continue  # not asked again
            tie.quality += rng.gauss(0.40, 0.65)
        gap = rng.choice((-1.4, 1.4)) if rng.random() < 0.08 else 0.0
        for rater, rated, side in ((tie.a, tie.b, gap), (tie.b, tie.a, -gap)):
            if rater.key not in raters or rng.random() < 0.13 or len(rows) == WAVE_SIZE[wave]:
                continue
            level = _clamp(tie.quality + side + rng.gauss(0, 0.45))
            tie.levels.setdefault(wave, {})[rater.key] = level
            rows.append(rate(rng, wave=wave, rater=rater, rated=rated, level=level))
        if len(rows) == WAVE_SIZE[wave]:
            break
    return rows


def build_ratings(
    institutions: list[Institution], *, places: dict[str, Place]
) -> tuple[list[Row], list[Tie]]:
    """Return 1 500 ratings of two waves, and the ties that were rated."""
    ties = _ties(institutions, places=places)
    rows: list[Row] = []
    for wave in WAVE_SIZE:
        raters = _raters(institutions, wave=wave)
        rows += _wave_ratings(wave, ties=ties, raters=raters)
    rows.sort(key=lambda row: (str(row["wave_code"]), str(row["rater_key"]), str(row["rated_key"])))
    return rows, [tie for tie in ties if tie.levels]


def build_pairs(ties: list[Tie]) -> list[Row]:
    """Return what pairs agreed in their quality dialogue: level, next step, role, due date."""
    rng = stream("pairs")
    rows: list[Row] = []
    for tie in ties:
        for wave, share in (("2018", 0.10), ("2020", 0.18)):
            levels = sorted(tie.levels.get(wave, {}).values())
            if len(levels) < 2 or levels[1] == 0 or rng.random() >= share:
                continue
            talk = workday(WAVE_DAYS[wave][1] + timedelta(days=rng.randint(10, 195)))
            is_agreed = rng.random() < 0.82
            step, owner = rng.choice(NEXT_STEPS) if rng.random() < 0.85 else ("", "")
            due = workday(talk + timedelta(days=rng.choice((60, 90, 180, 270)))) if step else None
            rows.append({
                "wave_code": wave, "institution_a_key": tie.a.key,
                "institution_b_key": tie.b.key,
                "agreed_level": rng.randint(*levels) if is_agreed else None,
                "agreed_on": min(talk, NEWEST) if is_agreed else None,
                "next_step": step, "next_step_due_on": due, "next_step_owner": owner,
            })  # fmt: skip
    rows.sort(key=lambda r: (str(r["wave_code"]), str(r["institution_a_key"])))
    return rows


def build_agreements(ties: list[Tie]) -> list[Row]:
    """Return 36 agreements: valid without end, valid for years, expiring in 2021, expired."""
    rng = stream("agreements")
    close = [tie for tie in ties if max(tie.levels.get("2020", {"": 0}).values()) >= 3]
    chosen = sorted(rng.sample(close, k=36), key=lambda tie: (tie.a.key, tie.b.key))
    ends = (None, date(2024, 1, 1), date(2021, 10, 1), date(2020, 1, 1), date(2022, 8, 1),
            date(2021, 8, 1), None, date(2021, 1, 1), date(2019, 8, 1))  # fmt: skip
    return [
        {
            "key": f"vereinbarung-{number + 1:02d}",
            "institution_a_key": tie.a.key,
            "institution_b_key": tie.b.key,
            "title": rng.choice(AGREEMENT_TITLES),
            "valid_from": date(rng.randint(2014, 2018), rng.choice((1, 4, 8)), 1),
            "valid_to": ends[number % len(ends)],
        }
        for number, tie in enumerate(chosen)
    ]
