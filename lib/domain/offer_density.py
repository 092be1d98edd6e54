"""Offer density: reported offers of a municipality, related to children, area or themselves.

O = offers active on the reference date that fit the filters and take place in the municipality.
count O; per 1 000 children 1000·O / children; places per 100 children 100·Σcapacity / children;
per km² O / area; confirmed share 100·confirmed / O (confirmed in the last 12 months).
Region: 1000·ΣO / Σchildren, from sums only, never a mean of municipal rates.
"±1 offer": the density if one offer came or went, because small municipalities jump.
Source: domain.md, "Angebotsdichte" (Region Hannover, Angebots- und Netzwerkliste; Zensus 2022).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping


class DensityMeasure(StrEnum):
    """What the map shows."""

    COUNT = "count"
    PER_1000_CHILDREN = "per_1000_children"
    PLACES_PER_100_CHILDREN = "places_per_100_children"
    PER_KM2 = "per_km2"
    CONFIRMED_SHARE = "confirmed_share"


DENSITY_LABELS: Final[dict[DensityMeasure, Message]] = {
    DensityMeasure.COUNT: msg("Number of offers"),
    DensityMeasure.PER_1000_CHILDREN: msg("Offers per 1 000 children"),
    DensityMeasure.PLACES_PER_100_CHILDREN: msg("Places per 100 children"),
    DensityMeasure.PER_KM2: msg("Offers per km²"),
    DensityMeasure.CONFIRMED_SHARE: msg("Share confirmed in the last 12 months"),
}
DENSITY_UNITS: Final[dict[DensityMeasure, Message]] = {
    DensityMeasure.COUNT: msg("offers"),
    DensityMeasure.PER_1000_CHILDREN: msg("offers per 1 000 children"),
    DensityMeasure.PLACES_PER_100_CHILDREN: msg("places per 100 children"),
    DensityMeasure.PER_KM2: msg("offers per km²"),
    DensityMeasure.CONFIRMED_SHARE: msg("% of the offers"),
}
DENSITY_DECIMALS: Final[dict[DensityMeasure, int]] = {
    DensityMeasure.COUNT: 0,
    DensityMeasure.PER_1000_CHILDREN: 1,
    DensityMeasure.PLACES_PER_100_CHILDREN: 1,
    DensityMeasure.PER_KM2: 2,
    DensityMeasure.CONFIRMED_SHARE: 0,
}
_FACTOR: Final[dict[DensityMeasure, int]] = {
    DensityMeasure.COUNT: 1,
    DensityMeasure.PER_1000_CHILDREN: 1000,
    DensityMeasure.PLACES_PER_100_CHILDREN: 100,
    DensityMeasure.PER_KM2: 1,
    DensityMeasure.CONFIRMED_SHARE: 100,
}
_PLACES: Final = DensityMeasure.PLACES_PER_100_CHILDREN
#: One offer more or less changes only the numerator, by one.
_ONE_OFFER_MEASURES: Final = frozenset({DensityMeasure.PER_1000_CHILDREN, DensityMeasure.PER_KM2})
_NUMBERS: Final = (
    "offers_count",
    "capacity_places",
    "offers_with_capacity_count",
    "children_count",
    "area_km2",
    "confirmed_count",
)


@dataclass(frozen=True, slots=True)
class RegionReference:
    """The Region's value from sums, and what the sums leave open.

    `value`, `numerator`, `denominator` are NaN unless `state` is VALUE (a count has no
    denominator: NaN). `is_lower_bound`: something reported is missing in the numerator.
    """

    value: float
    state: CellState
    numerator: float
    denominator: float
    areas_count: int
    areas_without_report_count: int
    areas_left_out_count: int
    is_lower_bound: bool


def densities(counts: pd.DataFrame, *, measure: DensityMeasure) -> pd.DataFrame:
    """Compute one measure for each municipality.

    `counts`, one row a municipality: ags, offers_count, capacity_places (null: none stated),
    offers_with_capacity_count, children_count (null: unknown), area_km2, confirmed_count,
    has_any_report (the municipality reported anything at all, whatever the filters).

    Result, in the order of `counts`: ags, value (NaN unless state is VALUE), state
    (CellState as str), value_if_one_more, value_if_one_less (per 1 000 children and per km² only,
    else NaN; less: only with an offer to lose), numerator, denominator (NaN where there is none),
    is_lower_bound (places: offers without a stated capacity are missing in the numerator).

    NO_REPORT: nothing was ever reported, which is not a zero. NOT_COMPUTABLE: denominator zero or
    unknown. UNKNOWN: there are offers, but none states its places. Zero is a value.

    Raises:
        MeasureError: a column is missing, an ags occurs twice, a number is negative, or parts are
            larger than their whole.
    """
    frame = _checked(counts)
    numerator, denominator = _parts(frame, measure)
    state = _states(frame, measure, denominator)
    is_value = state == CellState.VALUE
    numerator = numerator.where(is_value)
    divisor = pd.Series(1.0, frame.index) if denominator is None else denominator.where(is_value)
    factor = _FACTOR[measure]
    can_shift = measure in _ONE_OFFER_MEASURES
    more = factor * (numerator + 1) / divisor if can_shift else _nan(frame.index)
    less = factor * (numerator - 1) / divisor if can_shift else _nan(frame.index)
    return pd.DataFrame(
        {
            "ags": frame["ags"],
            "value": factor * numerator / divisor,
            "state": state,
            "value_if_one_more": more,
            "value_if_one_less": less.where(numerator >= 1),
            "numerator": numerator,
            "denominator": _nan(frame.index) if denominator is None else divisor,
            "is_lower_bound": is_value & _is_partial(frame, measure),
        }
    )


def region_reference(counts: pd.DataFrame, *, measure: DensityMeasure) -> RegionReference:
    """Compute the Region's value from sums over the municipalities (columns as `densities`).

    Region = all offers / all children: children and area of municipalities without a report stay
    in the denominator, so the value is a lower bound then. A municipality whose denominator is
    unknown is left out of both sums, and counted.

    Raises:
        MeasureError: as `densities`.
    """
    frame = _checked(counts)
    reported = frame["has_any_report"]
    numerator, denominator = _parts(frame, measure)
    included = pd.Series(data=True, index=frame.index)
    if denominator is not None:
        included = denominator.notna()
    total = float(numerator[included & reported].sum())
    whole = np.nan if denominator is None else float(denominator[included].sum())
    state = _region_state(frame[included], measure, whole)
    if state is not CellState.VALUE:
        total, whole = np.nan, np.nan
    partial = bool((_is_partial(frame, measure) & included & reported).any())
    missing = bool((included & ~reported).any()) and measure is not DensityMeasure.CONFIRMED_SHARE
    return RegionReference(
        value=_FACTOR[measure] * total / (1.0 if denominator is None else whole),
        state=state,
        numerator=total,
        denominator=whole,
        areas_count=len(frame),
        areas_without_report_count=int((~reported).sum()),
        areas_left_out_count=int((~included).sum()),
        is_lower_bound=state is CellState.VALUE and (partial or missing),
    )


def _checked(counts: pd.DataFrame) -> pd.DataFrame:
    absent = {"ags", "has_any_report", *_NUMBERS} - set(counts.columns)
    if absent:
        raise MeasureError(msg("The table lacks columns."), detail=", ".join(sorted(absent)))
    if counts["ags"].duplicated().any():
        raise MeasureError(msg("A municipality occurs twice in the table."))
    types: Mapping[str, str] = dict.fromkeys(_NUMBERS, "float64")
    frame = counts.astype({**types, "has_any_report": "bool"})
    numbers = frame[list(_NUMBERS)].to_numpy()
    if (numbers < 0).any() or np.isinf(numbers).any():
        raise MeasureError(msg("A count, a capacity or an area is negative or infinite."))
    parts = frame[["offers_with_capacity_count", "confirmed_count"]].to_numpy()
    if (parts > frame[["offers_count"]].to_numpy()).any():
        raise MeasureError(msg("A part of the offers is larger than all offers."))
    return frame


def _parts(
    frame: pd.DataFrame, measure: DensityMeasure
) -> tuple[pd.Series[float], pd.Series[float] | None]:
    """Return numerator and denominator; a count has no denominator."""
    match measure:
        case DensityMeasure.COUNT:
            return frame["offers_count"], None
        case DensityMeasure.PER_1000_CHILDREN:
            return frame["offers_count"], frame["children_count"]
        case DensityMeasure.PLACES_PER_100_CHILDREN:
            return frame["capacity_places"].fillna(0.0), frame["children_count"]
        case DensityMeasure.PER_KM2:
            return frame["offers_count"], frame["area_km2"]
        case DensityMeasure.CONFIRMED_SHARE:
            return frame["confirmed_count"], frame["offers_count"]


def _states(
    frame: pd.DataFrame, measure: DensityMeasure, denominator: pd.Series[float] | None
) -> pd.Series[str]:
    state = pd.Series(CellState.VALUE, index=frame.index, dtype="object")
    if measure is _PLACES:
        stated = frame["offers_with_capacity_count"] > 0
        state = state.mask((frame["offers_count"] > 0) & ~stated, CellState.UNKNOWN)
    if denominator is not None:
        state = state.mask(denominator.isna() | (denominator == 0), CellState.NOT_COMPUTABLE)
    return state.mask(~frame["has_any_report"], CellState.NO_REPORT).astype("str")


def _region_state(frame: pd.DataFrame, measure: DensityMeasure, whole: float) -> CellState:
    reported = frame[frame["has_any_report"]]
    if reported.empty:
        return CellState.NO_REPORT if len(frame) else CellState.NOT_COMPUTABLE
    if whole == 0:
        return CellState.NOT_COMPUTABLE
    has_offers = reported["offers_count"].sum() > 0
    if measure is _PLACES and has_offers and not reported["offers_with_capacity_count"].sum():
        return CellState.UNKNOWN
    return CellState.VALUE


def _is_partial(frame: pd.DataFrame, measure: DensityMeasure) -> pd.Series[bool]:
    if measure is not _PLACES:
        return pd.Series(data=False, index=frame.index)
    return frame["offers_with_capacity_count"] < frame["offers_count"]


def _nan(index: pd.Index) -> pd.Series[float]:
    return pd.Series(np.nan, index=index, dtype="float64")
