"""Small random offers, and what they should count to: plain Python, by the words of domain.md.

Nothing here uses the queries; the property tests hold both against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from sqlalchemy import delete, insert

from lib.domain.scenario import AddedOffer, Scenario
from lib.store import schema
from lib.store.engine import writing_engine
from lib.store.queries.offers import OfferFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AREAS = ("03241001", "03241002", "03241003", "03252006")
DAYS = tuple(date(year, month, 1) for year in (2018, 2019, 2020) for month in (1, 7, 12))
PHASES = {"s": (-1, 0), "0-3": (0, 3), "3-6": (3, 6)}
#: code: age at which the later phase begins
TRANSITIONS = {"birth": 0, "kita": 3}
FIELDS, LEVELS, SECTORS = ("f", "g"), ("p", "q"), ("x", "y")
_CODES = {
    "field_of_action": FIELDS,
    "prevention_level": LEVELS,
    "provider_sector": SECTORS,
    "institution_type": ("t",),
}


def _labels(code: str) -> dict[str, Any]:
    return {"code": code, "position": 1, "label_de": code, "label_en": code}


@dataclass(frozen=True)
class Offer:
    """One offer with everything that a count may look at."""

    key: str
    status: str
    ages: tuple[int, int]
    places: int | None
    valid_from: date
    valid_to: date | None
    confirmed: date | None
    ags: str | None
    is_region_wide: bool
    point: tuple[float, float] | None
    level: str | None
    sector: str
    fields: frozenset[str]
    transitions: frozenset[str]
    areas: frozenset[str]

    @property
    def municipalities(self) -> set[str]:
        """Where the offer counts."""
        return {*self.areas, *({self.ags} if self.ags else ())}

    def matches(self, chosen: OfferFilter) -> bool:
        """Whether it is active and meets every filter."""
        return (
            self.status == "active"
            and self.valid_from <= chosen.on
            and (self.valid_to is None or chosen.on < self.valid_to)
            and (not chosen.life_phase or self.meets(chosen.life_phase))
            and (not chosen.field or chosen.field in self.fields)
            and (not chosen.prevention_level or chosen.prevention_level == self.level)
            and (not chosen.sector or chosen.sector == self.sector)
            and self.key not in chosen.scenario.removed
        )

    def meets(self, phase: str) -> bool:
        """Whether some age of the offer belongs to a phase."""
        low, high = PHASES.get(phase, (0, 0))
        return bool(set(range(self.ages[0], self.ages[1] + 1)) & set(range(low, high)))

    def crosses(self, transition: str) -> bool:
        """Whether it names a transition, or serves the year before and the year after it."""
        border = TRANSITIONS[transition]
        ages = range(self.ages[0], self.ages[1] + 1)
        return transition in self.transitions or {border - 1, border} <= set(ages)

    def is_confirmed(self, on: date, years: int) -> bool:
        """Whether it was confirmed in the years before a day (all days are firsts of a month)."""
        since = replace_year(on, on.year - years)
        return self.confirmed is not None and since < self.confirmed <= on


def replace_year(day: date, year: int) -> date:
    """The same day of another year."""
    return day.replace(year=year)


@st.composite
def offers(draw: st.DrawFn) -> tuple[Offer, ...]:
    """Up to eight offers."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.sampled_from(DAYS))
        low = draw(st.integers(-1, 6))
        ags = draw(st.sampled_from([None, *AREAS[:3]]))
        found.append(
            Offer(
                key=f"o{number}",
                status=draw(st.sampled_from(["active"] * 4 + ["defunct", "temporarily closed"])),
                ages=(low, low + draw(st.integers(0, 4))),
                places=draw(st.sampled_from([None, 0, 7, 12])),
                valid_from=start,
                valid_to=draw(st.sampled_from([None, *(day for day in DAYS if day > start)])),
                confirmed=draw(st.sampled_from([None, *DAYS])),
                ags=ags,
                is_region_wide=ags is None and draw(st.booleans()),
                point=draw(st.sampled_from([None, (52.4, 9.7)])) if ags else None,
                level=draw(st.sampled_from([None, *LEVELS])),
                sector=draw(st.sampled_from(SECTORS)),
                fields=draw(st.frozensets(st.sampled_from(FIELDS))),
                transitions=draw(st.frozensets(st.sampled_from(tuple(TRANSITIONS)), max_size=1)),
                areas=draw(st.frozensets(st.sampled_from(AREAS), max_size=2)),
            )
        )
    return tuple(found)


@st.composite
def filters(draw: st.DrawFn) -> OfferFilter:
    """Any filter on any day, with or without a scenario; unknown codes as a stale link has them."""
    added = st.builds(
        AddedOffer, st.sampled_from(tuple(PHASES)), st.sampled_from(AREAS), st.sampled_from([0, 5])
    )
    scenario = Scenario(
        added=tuple(draw(st.lists(added, max_size=3))),
        removed=tuple(draw(st.lists(st.sampled_from(["o0", "o1", "no"]), unique=True, max_size=3))),
    )
    return OfferFilter(
        on=draw(st.sampled_from(DAYS)),
        life_phase=draw(st.sampled_from(["", "", *PHASES, "unknown"])),
        field=draw(st.sampled_from(["", "", *FIELDS, "unknown"])),
        prevention_level=draw(st.sampled_from(["", "", *LEVELS, "unknown"])),
        sector=draw(st.sampled_from(["", "", *SECTORS])),
        scenario=draw(st.sampled_from([Scenario(), scenario])),
    )


def fill_lists(url: str) -> None:
    """Write municipalities, code lists and one institution a sector."""
    engine = writing_engine(url)
    with engine.begin() as connection:
        for ags in AREAS:
            row = {"ags": ags, "name": ags, "area_km2": 10.0}
            connection.execute(insert(schema.municipality), row)
        for name, codes in _CODES.items():
            rows = [_labels(code) for code in codes]
            connection.execute(insert(schema.metadata.tables[name]), rows)
        phases = [
            {**_labels(code), "position": place, "age_from_years": low, "age_to_years": high}
            for place, (code, (low, high)) in enumerate(PHASES.items())
        ]
        connection.execute(insert(schema.life_phase), phases)
        borders = [
            {**_labels(code), "from_phase_code": before, "to_phase_code": after}
            for code, before, after in (("birth", "s", "0-3"), ("kita", "0-3", "3-6"))
        ]
        connection.execute(insert(schema.transition), borders)
        hosts = [
            {"key": sector, "name": sector, "type_code": "t", "sector_code": sector, "ags": None}
            for sector in SECTORS
        ]
        connection.execute(insert(schema.institution), hosts)
    engine.dispose()


def replace_offers(url: str, found: Sequence[Offer]) -> None:
    """Write these offers in place of those that are there."""
    engine = writing_engine(url)
    with engine.begin() as connection:
        for table in (schema.offer_field, schema.offer_service_area, schema.offer_transition):
            connection.execute(delete(table))
        connection.execute(delete(schema.offer))
        if found:
            connection.execute(insert(schema.offer), [_row(offer) for offer in found])
        for table, column, name in (
            (schema.offer_field, "field_code", "fields"),
            (schema.offer_service_area, "ags", "areas"),
            (schema.offer_transition, "transition_code", "transitions"),
        ):
            rows = [
                {"offer_key": offer.key, column: value}
                for offer in found
                for value in getattr(offer, name)
            ]
            if rows:
                connection.execute(insert(table), rows)
    engine.dispose()


def add_batch(url: str) -> None:
    """Note an import, as the newest one."""
    engine = writing_engine(url)
    row = {
        "file_name": "x.csv",
        "table_name": "offer",
        "sha256": "0",
        "imported_at": datetime(2021, 1, 1, tzinfo=UTC),
        "rows_added": 1,
        "rows_updated": 0,
        "rows_unchanged": 0,
        "is_sample": False,
    }
    with engine.begin() as connection:
        connection.execute(insert(schema.import_batch), row)
    engine.dispose()


def simple_offer(key: str, **given: Any) -> Offer:
    """Make an active offer for children of 0 to 2, without anything that is not given."""
    values: dict[str, Any] = {
        "status": "active",
        "ages": (0, 2),
        "places": None,
        "valid_from": DAYS[0],
        "valid_to": None,
        "confirmed": None,
        "ags": None,
        "is_region_wide": False,
        "point": None,
        "level": None,
        "sector": SECTORS[0],
        "fields": frozenset(),
        "transitions": frozenset(),
        "areas": frozenset(),
    }
    return Offer(key=key, **values | given)


def _row(offer: Offer) -> dict[str, Any]:
    latitude, longitude = offer.point or (None, None)
    return {
        "key": offer.key,
        "name": offer.key,
        "institution_key": offer.sector,
        "status": offer.status,
        "minimum_age_years": offer.ages[0],
        "maximum_age_years": offer.ages[1],
        "capacity_places": offer.places,
        "prevention_level_code": offer.level,
        "valid_from": offer.valid_from,
        "valid_to": offer.valid_to,
        "last_confirmed_on": offer.confirmed,
        "ags": offer.ags,
        "latitude": latitude,
        "longitude": longitude,
        "is_region_wide": offer.is_region_wide,
    }


def figures(found: Iterable[Offer], on: date, *, added: Sequence[AddedOffer] = ()) -> list[int]:
    """Offers, places, offers with places, confirmed in 12 and in 24 months."""
    here = list(found)
    stated = [offer.places for offer in here if offer.places is not None]
    thought = [offer.capacity_places for offer in added]
    return [
        len(here) + len(thought),
        sum(stated) + sum(thought),
        len(stated) + sum(places > 0 for places in thought),
        sum(offer.is_confirmed(on, 1) for offer in here) + len(thought),
        sum(offer.is_confirmed(on, 2) for offer in here) + len(thought),
    ]


def expected_figures(
    found: Sequence[Offer], chosen: OfferFilter, *, ags: str, transition: str = ""
) -> list[int]:
    """`figures` of a municipality: of the filter, or of a transition (which has no added ones)."""
    matching = [
        offer
        for offer in found
        if offer.matches(chosen)
        and ags in offer.municipalities
        and (not transition or offer.crosses(transition))
    ]
    added = [
        offer
        for offer in chosen.scenario.added
        if offer.ags == ags and chosen.life_phase in {"", offer.life_phase} and not transition
    ]
    return figures(matching, chosen.on, added=added)


def has_report(found: Sequence[Offer], chosen: OfferFilter, *, ags: str) -> bool:
    """Whether any offer names the municipality, thought of or reported, whatever became of it."""
    return any(ags in offer.municipalities for offer in found) or any(
        offer.ags == ags for offer in chosen.scenario.added
    )


def without_phase(chosen: OfferFilter) -> OfferFilter:
    """The same filter for all phases."""
    return replace(chosen, life_phase="")
