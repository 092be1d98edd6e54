"""600 invented offers: density follows children, and some places and phases are neglected."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tools.sample.base import (
    NEWEST,
    PHASES,
    SHORT,
    Place,
    Row,
    ags_of,
    day_between,
    phases_met,
    stream,
)
from tools.sample.catalogue_school import KINDS

if TYPE_CHECKING:
    import random

    from tools.sample.catalogue import Kind
    from tools.sample.institutions import Institution

COLUMNS: Final = (
    "key", "name", "description", "institution_key", "status", "minimum_age_years",
    "maximum_age_years", "capacity_places", "kind_code", "prevention_level_code", "valid_from",
    "valid_to", "last_confirmed_on", "ags", "latitude", "longitude", "is_region_wide",
    "field_codes", "service_area_ags", "transition_codes",
)  # fmt: skip
TOTAL: Final = 600
REGION_WIDE: Final = 15
AREA_ONLY: Final = 5
#: How much the offers of a municipality exceed or miss what its children would suggest.
EFFORT: Final = {2: 1.7, 5: 1.25, 15: 1.5, 18: 0.3, 16: 0.4, 13: 0.65, 8: 0.8, 9: 0.8, 19: 0.9}
#: Places and phases without any offer (municipality number, life phase).
NEGLECTED: Final = frozenset({
    (18, "schwangerschaft"), (18, "16-18"), (16, "10-16"), (8, "16-18"), (20, "16-18"),
    (13, "schwangerschaft"), (6, "10-16"), (4, "schwangerschaft"),
})  # fmt: skip
#: A small municipality where nothing at all is reported in one field of action.
NO_FIELD: Final = (13, "kulturell")
#: Here every offer was last confirmed long ago.
STALE: Final = (4, "10-16")
#: Offers of neighbours do not reach these either.
REMOTE: Final = frozenset({ags_of(16), ags_of(18)})
PHASE_SHARES: Final = (0.10, 0.26, 0.22, 0.18, 0.15, 0.09)
TAILS: Final = (
    "Kostenfrei und ohne Anmeldung.", "Bitte vorher anmelden.",
    "Die Räume sind stufenlos erreichbar.",
    "Auf Wunsch mit Sprachmittlung.", "Geschwister können mitkommen.",
    "Der Einstieg ist jederzeit möglich.",
    "Ein kleiner Kostenbeitrag kann erlassen werden.", "Zurzeit teilweise digital.", "", "", "",
)  # fmt: skip
SUFFIXES: Final = ("", "", "", " am Nachmittag", " am Vormittag", " im Quartier", " für alle")


@dataclass
class Offer:
    """One offer and the template it was made from."""

    kind: Kind
    institution: Institution
    ages: tuple[int, int]
    ags: str | None
    area: tuple[str, ...] = ()
    cells: dict[str, object] = field(default_factory=dict)

    @property
    def places_served(self) -> set[str]:
        """AGS of every municipality that the offer serves."""
        return {ags for ags in (self.ags, *self.area) if ags}


def _quotas(places: dict[str, Place], total: int) -> dict[str, int]:
    weights = {
        ags: place.children_count**0.85 * EFFORT.get(int(ags[-3:]), 1.0)
        for ags, place in places.items()
    }
    scale = total / sum(weights.values())
    quotas = {ags: math.floor(weight * scale) for ags, weight in weights.items()}
    rest = sorted(weights, key=lambda ags: (quotas[ags] - weights[ags] * scale, ags))
    for ags in rest[: total - sum(quotas.values())]:
        quotas[ags] += 1
    return quotas


def _allowed(offer: Offer) -> bool:
    met = phases_met(*offer.ages)
    for ags in offer.places_served:
        number = int(ags[-3:])
        if any((number, phase) in NEGLECTED for phase in met):
            return False
        if number == NO_FIELD[0] and NO_FIELD[1] in offer.kind.fields:
            return False
    return True


def _provider(
    rng: random.Random, *, kind: Kind, place: Place, institutions: list[Institution]
) -> Institution | None:
    fitting = [one for one in institutions if one.type_code in kind.types]
    for wanted in ((place.ags,), (None, *place.neighbours)):
        near = [one for one in fitting if one.ags in wanted]
        if near:
            return rng.choice(near)
    return None


def _draw(rng: random.Random, *, place: Place, institutions: list[Institution]) -> Offer:
    codes = [code for code, _, _ in PHASES]
    while True:
        phase = rng.choices(codes, PHASE_SHARES)[0]
        kinds = [kind for kind in KINDS if kind.phase == phase]
        kind = rng.choices(kinds, [one.weight for one in kinds])[0]
        institution = _provider(rng, kind=kind, place=place, institutions=institutions)
        if institution is None:
            continue
        area: tuple[str, ...] = ()
        if kind.kind in {"beratung", "gesundheit"} and rng.random() < 0.17:
            near = [ags for ags in place.neighbours if ags not in REMOTE]
            others = rng.sample(near, k=min(len(near), rng.randint(1, 3)))
            area = tuple(sorted({place.ags, *others}))
        offer = Offer(kind, institution, rng.choice(kind.ages), place.ags, area)
        if _allowed(offer):
            return offer


def _status_and_dates(rng: random.Random, *, confirmed: date | None) -> dict[str, object]:
    """Draw status and validity that agree with the day of the last confirmation."""
    latest_start = confirmed or date(2020, 6, 30)
    earliest = date(2014, 1, 1)
    start = day_between(rng, earliest, max(earliest, latest_start)).replace(day=1)
    end: date | None = None
    status = rng.choices(("active", "inactive", "defunct", "temporarily closed"), (90, 4, 3, 3))[0]
    roll = rng.random()
    if status == "defunct" or (status == "active" and roll < 0.06):
        first_end = max(start, confirmed or start) + timedelta(days=31)
        end = min(day_between(rng, first_end, max(first_end, NEWEST)), NEWEST)
        end = max(end, start + timedelta(days=30))
    elif status == "active" and roll < 0.18:
        end = rng.choice((date(2021, 8, 1), date(2022, 1, 1), date(2022, 8, 1), date(2023, 1, 1)))
    return {"status": status, "valid_from": start, "valid_to": end}


def _confirmed(rng: random.Random, *, is_stale: bool) -> date | None:
    roll = 0.85 if is_stale else rng.random()
    if roll < 0.60:
        return day_between(rng, date(2020, 7, 1), NEWEST)
    if roll < 0.80:
        return day_between(rng, date(2019, 7, 1), date(2020, 6, 30))
    return day_between(rng, date(2016, 2, 1), date(2019, 5, 31)) if roll < 0.92 else None


def _name(rng: random.Random, offer: Offer, *, taken: set[tuple[str, str | None]]) -> str:
    plain = rng.choice(offer.kind.names)
    is_plain = not any(word in f" {plain} " for word in (" am ", " für ", " im ", " bei "))
    name = plain + rng.choice(SUFFIXES) * is_plain
    if (name, offer.ags) in taken:
        name = f"{plain} – {offer.institution.short_name}"
    count = 2
    unique = name
    while (unique, offer.ags) in taken:
        unique = f"{name} ({count})"
        count += 1
    taken.add((unique, offer.ags))
    return unique


def _tail(rng: random.Random, *, name: str, kind: Kind) -> str:
    """Draw a closing sentence that does not contradict the rest."""
    said = f"{name} {kind.text}".lower()
    tail = rng.choice(TAILS)
    clashes = (
        ("osten" in tail and any(word in said for word in ("kosten", "geld", "euro", "frei")))
        or ("nmeld" in tail and any(word in said for word in ("anmeldung", "offen", "vorbei")))
        or ("Geschwister" in tail and (kind.kind != "begegnung" or "geschwister" in said))
        or ("digital" in tail and kind.kind not in {"beratung", "bildung"})
    )
    return "" if clashes else tail


def _fill(rng: random.Random, offer: Offer, *, name: str) -> None:
    kind = offer.kind
    fields = kind.fields if rng.random() < 0.7 else kind.fields[:1]
    is_stale = ags_of(STALE[0]) in offer.places_served and STALE[1] in phases_met(*offer.ages)
    confirmed = _confirmed(rng, is_stale=is_stale)
    has_places = kind.places is not None and rng.random() < 0.78
    has_transition = bool(kind.transition) and rng.random() < 0.8
    offer.cells = {
        "name": name,
        "description": f"{kind.text} {_tail(rng, name=name, kind=kind)}".strip(),
        "minimum_age_years": offer.ages[0],
        "maximum_age_years": offer.ages[1],
        "capacity_places": rng.randint(*kind.places) if kind.places and has_places else None,
        "kind_code": kind.kind,
        "prevention_level_code": kind.level if rng.random() < 0.94 else None,
        "last_confirmed_on": confirmed,
        "field_codes": "|".join(sorted(fields)),
        "transition_codes": kind.transition if has_transition else "",
        **_status_and_dates(rng, confirmed=confirmed),
    }


def _wide_offers(rng: random.Random, *, institutions: list[Institution]) -> list[Offer]:
    """Offers without a place: for the whole Region, or for a few named municipalities."""
    regional = [one for one in institutions if one.ags is None]
    offers: list[Offer] = []
    while len(offers) < REGION_WIDE + AREA_ONLY:
        institution = rng.choice(regional)
        kinds = [one for one in KINDS if institution.type_code in one.types]
        kind = rng.choice(kinds)
        area: tuple[str, ...] = ()
        if len(offers) >= REGION_WIDE:
            area = tuple(sorted(rng.sample(sorted(SHORT), k=rng.randint(2, 4))))
        offer = Offer(kind, institution, rng.choice(kind.ages), None, area)
        if _allowed(offer):
            offers.append(offer)
    return offers


def build(places: dict[str, Place], *, institutions: list[Institution]) -> list[Offer]:
    """Return all 600 offers, filled, sorted by municipality (those without a place last)."""
    rng = stream("offer")
    quotas = _quotas(places, TOTAL - REGION_WIDE - AREA_ONLY)
    offers = [
        _draw(rng, place=places[ags], institutions=institutions)
        for ags, quota in quotas.items()
        for _ in range(quota)
    ]
    wide = _wide_offers(rng, institutions=institutions)
    taken: set[tuple[str, str | None]] = set()
    for number, offer in enumerate(offers + wide, start=1):
        _fill(rng, offer, name=_name(rng, offer, taken=taken))
        offer.cells["key"] = f"ang-{number:03d}"
    locate(offers, places=places)
    special_cases(offers)
    return offers + wide


def locate(offers: list[Offer], *, places: dict[str, Place]) -> None:
    """Give about 85 % of the offers coordinates; many take place at their institution."""
    rng = stream("offer-points")
    homes: dict[tuple[str, str], tuple[float, float]] = {}
    for number, offer in enumerate(offers):
        if offer.ags is None or rng.random() >= 0.85:
            continue
        home = (offer.institution.key, offer.ags)
        is_elsewhere = offer.institution.ags != offer.ags or rng.random() < 0.3
        if is_elsewhere or home not in homes:
            point = places[offer.ags].point(rng)
            homes.setdefault(home, point)
        else:
            point = homes[home]
        offer.cells["latitude"], offer.cells["longitude"] = point
        # Only coordinates, no AGS: the import has to find the municipality itself.
        offer.cells["hide_ags"] = number % 97 == 40


def special_cases(offers: list[Offer]) -> None:
    """A few rows that show what a careless picture would break."""
    active = [one for one in offers if one.cells["status"] == "active"]
    plus = next(one for one in active if one.kind.code == "elterncafe")
    plus.cells["name"] = "+Familienzeit"
    markup = next(one for one in active if one.institution.name.startswith("Café <"))
    markup.cells["description"] = (
        "Treffpunkt für Eltern mit Kindern < 3 Jahren & alle, die <b>mitreden</b> wollen. "
        'Motto: "Platz ist für jede*n".'
    )
    fresh = next(one for one in active if one.cells["valid_to"] is None and one is not plus)
    fresh.cells["last_confirmed_on"] = NEWEST
    for number, offer in enumerate(one for one in active[7::61] if one is not fresh):
        offer.cells["valid_from"] = (date(2021, 8, 1), date(2021, 9, 1))[number % 2]
        offer.cells["valid_to"] = None


def row(offer: Offer) -> Row:
    """Return the CSV row of an offer."""
    cells = {name: value for name, value in offer.cells.items() if name != "hide_ags"}
    return {
        **cells,  # type: ignore[dict-item]  # cells hold CSV cells only
        "institution_key": offer.institution.key,
        "ags": None if offer.cells.get("hide_ags") else offer.ags,
        "is_region_wide": offer.ags is None and not offer.area,
        "service_area_ags": "|".join(offer.area),
    }
