"""Structurally similar municipalities: same size class and same urbanisation.

Size class by census population P, thresholds of the BBSR town and municipality types: rural
municipality P < 5 000; small town 5 000 to < 20 000; medium-sized town 20 000 to < 100 000; city
from 100 000; each type divided once more at 10 000, 50 000 and 500 000.
Urbanisation by census population per km² of the municipality as a whole: thinly settled < 300,
intermediate 300 to < 1 500, densely settled from 1 500.
Peers: the other municipalities of the extent with the same size class and urbanisation. Fewer than
3: those nearest in population (smallest ratio) are added until there are 3, and named as added.
Source: BBSR, Laufende Raumbeobachtung, Stadt- und Gemeindetypen (population only, its central-place
function is left out: own simplification); Eurostat, degree of urbanisation (DEGURBA): 300 and
1 500 persons per km², there for cells of 1 km², here for the municipality as a whole (own
simplification).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.errors import MeasureError
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_PEERS: Final = 3


class SizeClass(StrEnum):
    """How many people live in a municipality."""

    RURAL = "rural"
    SMALL_TOWN = "small_town"
    LARGE_SMALL_TOWN = "large_small_town"
    MEDIUM_TOWN = "medium_town"
    LARGE_MEDIUM_TOWN = "large_medium_town"
    CITY = "city"
    LARGE_CITY = "large_city"


class Urbanisation(StrEnum):
    """How densely people live in a municipality."""

    THIN = "thin"
    INTERMEDIATE = "intermediate"
    DENSE = "dense"


SIZE_LABELS: Final[dict[SizeClass, Message]] = {
    SizeClass.RURAL: msg("Rural municipality (below 5 000)"),
    SizeClass.SMALL_TOWN: msg("Small town (5 000 to below 10 000)"),
    SizeClass.LARGE_SMALL_TOWN: msg("Larger small town (10 000 to below 20 000)"),
    SizeClass.MEDIUM_TOWN: msg("Medium-sized town (20 000 to below 50 000)"),
    SizeClass.LARGE_MEDIUM_TOWN: msg("Larger medium-sized town (50 000 to below 100 000)"),
    SizeClass.CITY: msg("City (100 000 to below 500 000)"),
    SizeClass.LARGE_CITY: msg("Large city (from 500 000)"),
}
URBANISATION_LABELS: Final[dict[Urbanisation, Message]] = {
    Urbanisation.THIN: msg("thinly settled (below 300 per km²)"),
    Urbanisation.INTERMEDIATE: msg("moderately settled (300 to below 1 500 per km²)"),
    Urbanisation.DENSE: msg("densely settled (from 1 500 per km²)"),
}
#: The same without their thresholds, where there is little room.
SIZE_NAMES: Final[dict[SizeClass, Message]] = {
    SizeClass.RURAL: msg("rural municipality"),
    SizeClass.SMALL_TOWN: msg("small town"),
    SizeClass.LARGE_SMALL_TOWN: msg("larger small town"),
    SizeClass.MEDIUM_TOWN: msg("medium-sized town"),
    SizeClass.LARGE_MEDIUM_TOWN: msg("larger medium-sized town"),
    SizeClass.CITY: msg("city"),
    SizeClass.LARGE_CITY: msg("large city"),
}
URBANISATION_NAMES: Final[dict[Urbanisation, Message]] = {
    Urbanisation.THIN: msg("thinly settled"),
    Urbanisation.INTERMEDIATE: msg("moderately settled"),
    Urbanisation.DENSE: msg("densely settled"),
}
_SIZE_FROM: Final = (
    (500_000, SizeClass.LARGE_CITY),
    (100_000, SizeClass.CITY),
    (50_000, SizeClass.LARGE_MEDIUM_TOWN),
    (20_000, SizeClass.MEDIUM_TOWN),
    (10_000, SizeClass.LARGE_SMALL_TOWN),
    (5_000, SizeClass.SMALL_TOWN),
    (0, SizeClass.RURAL),
)
_DENSE_FROM: Final = (
    (1_500, Urbanisation.DENSE),
    (300, Urbanisation.INTERMEDIATE),
    (0, Urbanisation.THIN),
)
_COLUMNS: Final = ("ags", "name", "area_km2", "population")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerGroup:
    """Whom one municipality is compared with, each list alphabetical by name.

    `similar` share size class and urbanisation; `added` are merely the nearest in population.
    Without a known population there is no class and no peer. `unknown_count`: other municipalities
    that could not be considered, because their population is unknown.
    """

    ags: str
    population: float
    density_per_km2: float
    size: SizeClass | None
    urbanisation: Urbanisation | None
    similar: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    unknown_count: int = 0

    @property
    def everyone(self) -> tuple[str, ...]:
        """Every peer: the similar ones first, then the added ones."""
        return (*self.similar, *self.added)


def size_class(population: float) -> SizeClass | None:
    """Size class of a census population; None where it is unknown.

    Raises:
        MeasureError: the population is negative or infinite.
    """
    if math.isnan(population):
        return None
    _check(population)
    return next(size for lower, size in _SIZE_FROM if population >= lower)


def urbanisation(population: float, *, area_km2: float) -> Urbanisation | None:
    """Urbanisation by persons per km²; None where the population is unknown or there is no area.

    Raises:
        MeasureError: the population or the area is negative or infinite.
    """
    if math.isnan(population) or math.isnan(area_km2) or area_km2 == 0:
        return None
    _check(population)
    _check(area_km2)
    return next(kind for lower, kind in _DENSE_FROM if population / area_km2 >= lower)


def _check(number: float) -> None:
    if number < 0 or math.isinf(number):
        raise MeasureError(msg("A population or an area is negative or infinite."))


def structure(municipalities: pd.DataFrame) -> pd.DataFrame:
    """Add density_per_km2, size and urbanisation (codes, "" where unknown) to each municipality.

    `municipalities`: ags, name, area_km2, population (null: unknown); other columns stay.

    Raises:
        MeasureError: a column is missing, an ags occurs twice, or a number makes no sense.
    """
    absent = set(_COLUMNS) - set(municipalities.columns)
    if absent:
        raise MeasureError(msg("The table lacks columns."), detail=", ".join(sorted(absent)))
    if municipalities["ags"].duplicated().any():
        raise MeasureError(msg("A municipality occurs twice in the table."))
    frame = municipalities.astype({"area_km2": "float64", "population": "float64"})
    pairs = list(zip(frame["population"], frame["area_km2"], strict=True))
    kinds = [urbanisation(people, area_km2=area) for people, area in pairs]
    return frame.assign(
        density_per_km2=frame["population"] / frame["area_km2"].where(frame["area_km2"] > 0),
        size=pd.Series([size_class(people) or "" for people, _ in pairs], frame.index, dtype="str"),
        urbanisation=pd.Series([kind or "" for kind in kinds], frame.index, dtype="str"),
    )


def peers(structured: pd.DataFrame, *, ags: str) -> PeerGroup:
    """Find the peers of one municipality in a table as `structure` returns it.

    Raises:
        MeasureError: the municipality is not in the table.
    """
    own = structured[structured["ags"] == ags]
    if own.empty:
        raise MeasureError(msg("The municipality is not in the table."), detail=ags)
    row = own.iloc[0]
    others = structured[structured["ags"] != ags]
    known = others[(others["size"] != "") & (others["urbanisation"] != "")]
    size = SizeClass(row["size"]) if row["size"] else None
    kind = Urbanisation(row["urbanisation"]) if row["urbanisation"] else None
    similar, added = known.iloc[:0], known.iloc[:0]
    if size and kind:
        is_similar = (known["size"] == size.value) & (known["urbanisation"] == kind.value)
        similar = known[is_similar]
        missing = max(0, FEWEST_PEERS - len(similar))
        added = _nearest(known[~is_similar], float(row["population"]), missing)
    return PeerGroup(
        ags=ags,
        population=float(row["population"]),
        density_per_km2=float(row["density_per_km2"]),
        size=size,
        urbanisation=kind,
        similar=_alphabetical(similar),
        added=_alphabetical(added),
        unknown_count=len(others) - len(known),
    )


def _nearest(frame: pd.DataFrame, population: float, count: int) -> pd.DataFrame:
    """Municipalities whose population differs by the smallest factor (ties: by AGS)."""

    def factor(people: float) -> float:
        low, high = sorted((people, population))
        return high / low if low else math.inf

    distances = frame["population"].map(factor)
    order = frame.assign(_distance=distances).sort_values(["_distance", "ags"], kind="stable")
    return order.head(count)


def _alphabetical(frame: pd.DataFrame) -> tuple[str, ...]:
    rows: Sequence[tuple[str, str]] = list(zip(frame["name"], frame["ags"], strict=True))
    return tuple(ags for _, ags in sorted(rows, key=lambda row: (german_key(row[0]), row[1])))


def german_key(name: str) -> str:
    """Sort key of DIN 5007-1: ä as a, ß as ss."""
    return name.casefold().translate(str.maketrans("äöü", "aou"))
