"""Need index: how a municipality's census shares lie against those of the other municipalities.

Share of a component i in municipality m: s = 100 · numerator / denominator, both of one census.
z = (s - mean of the municipalities) / population standard deviation (divided by n).
Index = Σ w·d·z / Σ w over the components with a weight w (0 to 3); d = +1: a high share counts as
more need. All weights zero: the default weights. A component that is the same everywhere has z = 0.

A share needs a denominator of 100 (small ones jump); without a share there is no z, and without
one of the weighted z there is no index: nothing is filled in. The mean of the municipalities is
0 by construction; the extent as a whole has shares (from sums) but no index.
Source: domain.md, "Bedarf und Lücken"; OECD/JRC (2008), Handbook on Constructing Composite
Indicators (standardisation by z-scores, weighted arithmetic mean); figures: Zensus 2022.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.disclosure import MINIMUM_DENOMINATOR
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import CellState
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_WEIGHT: Final = 3
_WEIGHT_SEPARATOR: Final = "."
SHARE: Final = "_share"
SHARE_STATE: Final = "_share_state"
Z: Final = "_z"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedComponent:
    """One census share; figures of several codes are added. `direction` -1: less is more need."""

    code: str  # also the name of its columns in files
    label: Message
    short_label: Message
    numerator_codes: tuple[str, ...]
    denominator_codes: tuple[str, ...]
    default_weight: int = 1
    direction: int = 1

    @property
    def codes(self) -> tuple[str, ...]:
        """Every figure that the share needs."""
        return tuple(dict.fromkeys((*self.numerator_codes, *self.denominator_codes)))


#: In the order of the weights in a link. Foreign nationals are off by default: nearly all of them
#: are part of the persons with immigration history, and would count twice.
COMPONENTS: Final[tuple[NeedComponent, ...]] = (
    NeedComponent(
        code="alleinerziehende",
        label=msg("Single parents among households with children"),
        short_label=msg("Single parents"),
        numerator_codes=("haushalte_alleinerziehende",),
        denominator_codes=("haushalte_alleinerziehende", "haushalte_paare_mit_kind"),
    ),
    NeedComponent(
        code="einwanderungsgeschichte",
        label=msg("Persons with immigration history among the population"),
        short_label=msg("Immigration history"),
        numerator_codes=("personen_einwanderungsgeschichte",),
        denominator_codes=("zensus_bevoelkerung",),
    ),
    NeedComponent(
        code="auslaendisch",
        label=msg("Foreign nationals among the population"),
        short_label=msg("Foreign nationals"),
        numerator_codes=("personen_auslaendisch",),
        denominator_codes=("zensus_bevoelkerung",),
        default_weight=0,
    ),
    NeedComponent(
        code="kinder_unter_10",
        label=msg("Children under 10 among the population"),
        short_label=msg("Children under 10"),
        numerator_codes=("kinder_unter_10",),
        denominator_codes=("zensus_bevoelkerung",),
    ),
)
DEFAULT_WEIGHTS: Final = tuple(component.default_weight for component in COMPONENTS)


@dataclass(frozen=True, slots=True)
class ComponentReading:
    """What one component does to the index: its weight and its spread (NaN: no share at all)."""

    code: str
    weight: int
    mean: float
    deviation: float
    areas_count: int
    missing_count: int
    is_constant: bool


@dataclass(frozen=True, slots=True)
class NeedResult:
    """Index and everything it is made of.

    `frame`, one row a municipality in the order given: ags, index (NaN unless a value),
    index_state, and for each component <code>_share, <code>_share_state, <code>_z.
    `is_fallback`: every weight was zero, the default counts.
    """

    frame: pd.DataFrame
    components: tuple[ComponentReading, ...]
    is_fallback: bool


def weights_text(weights: Sequence[int]) -> str:
    """Write weights for a link: "1.1.0.1"."""
    return _WEIGHT_SEPARATOR.join(str(weight) for weight in weights)


def read_weights(text: str) -> tuple[int, ...] | None:
    """Read the weights of a link; None where they cannot be read or do not fit the components."""
    parts = text.split(_WEIGHT_SEPARATOR)
    allowed = {str(weight) for weight in range(MOST_WEIGHT + 1)}
    if len(parts) != len(COMPONENTS) or not set(parts) <= allowed:
        return None
    return tuple(int(part) for part in parts)


def need_index(
    parts: Mapping[str, pd.DataFrame],
    *,
    components: Sequence[NeedComponent],
    weights: Mapping[str, int],
) -> NeedResult:
    """Compute shares, z-scores and index of the municipalities of an extent.

    `parts`: for each component a frame with ags, numerator, denominator (NaN: no figure), the same
    municipalities in the same order. `weights`: by code, 0 to 3; what is not named weighs 0. A
    component without any share weighs nothing, whatever is asked.

    Raises:
        MeasureError: frames differ in their municipalities, one occurs twice, a figure is
            negative, or a weight is not 0 to 3.
    """
    _check(parts, components, weights)
    first = next(iter(parts.values()), pd.DataFrame({"ags": []}))
    frame = first[["ags"]].reset_index(drop=True)
    for component in components:
        share = _share(parts[component.code])
        frame[component.code + SHARE] = share["share"]
        frame[component.code + SHARE_STATE] = share["state"]
        frame[component.code + Z] = z_scores(share["share"])
    counted, is_fallback = _effective(frame, components, weights)
    frame["index"] = _weighted_mean(frame, components, counted)
    frame["index_state"] = _index_state(frame, counted)
    return NeedResult(
        frame=frame,
        components=tuple(_reading(frame, component, counted) for component in components),
        is_fallback=is_fallback,
    )


def z_scores(values: pd.Series[float]) -> pd.Series[float]:
    """Distance from the mean in population standard deviations; 0 where all values are equal."""
    known = values.dropna()
    if known.empty or known.min() == known.max():
        return values.where(values.isna(), 0.0)
    return (values - known.mean()) / known.std(ddof=0)


def share_of_sums(part: pd.DataFrame) -> float:
    """Share of the whole extent: 100 · Σ numerator / Σ denominator, never a mean of shares."""
    known = part.dropna(subset=["numerator", "denominator"])
    whole = float(known["denominator"].sum())
    return 100 * float(known["numerator"].sum()) / whole if whole else float("nan")


def _check(
    parts: Mapping[str, pd.DataFrame],
    components: Sequence[NeedComponent],
    weights: Mapping[str, int],
) -> None:
    if not all(0 <= weight <= MOST_WEIGHT for weight in weights.values()):
        raise MeasureError(msg("Weights go from 0 to {most}.", most=MOST_WEIGHT))
    first: list[str] | None = None
    for component in components:
        part = parts[component.code]
        areas = part["ags"].tolist()
        if len(set(areas)) != len(areas):
            raise MeasureError(msg("A municipality occurs twice in the table."))
        if first is not None and areas != first:
            raise MeasureError(msg("The components of need name different municipalities."))
        first = areas
        if (part[["numerator", "denominator"]] < 0).any(axis=None):
            raise MeasureError(msg("A census figure is negative."))


def _share(part: pd.DataFrame) -> pd.DataFrame:
    part = part.reset_index(drop=True)
    numerator, denominator = part["numerator"], part["denominator"]
    is_small = denominator < MINIMUM_DENOMINATOR
    is_unknown = numerator.isna() | denominator.isna()
    state = pd.Series(CellState.VALUE.value, index=part.index, dtype="object")
    state = state.mask(is_small, CellState.NOT_COMPUTABLE.value)
    state = state.mask(is_unknown, CellState.UNKNOWN.value)
    share = 100 * numerator / denominator.where(~is_small)
    return pd.DataFrame({"share": share.astype("float64"), "state": state.astype("str")})


def _effective(
    frame: pd.DataFrame, components: Sequence[NeedComponent], weights: Mapping[str, int]
) -> tuple[dict[str, int], bool]:
    """Weights that count: as asked, else the default, else all alike (over what has shares)."""
    there = [one for one in components if frame[one.code + SHARE].notna().any()]
    asked = {one.code: weights.get(one.code, 0) for one in there}
    if any(asked.values()) or not there:
        return asked, False
    default = {one.code: one.default_weight for one in there}
    return (default if any(default.values()) else dict.fromkeys(default, 1)), True


def _weighted_mean(
    frame: pd.DataFrame, components: Sequence[NeedComponent], counted: Mapping[str, int]
) -> pd.Series[float]:
    total = sum(counted.values())
    if not total:
        return pd.Series(np.nan, index=frame.index, dtype="float64")
    index = pd.Series(0.0, index=frame.index)
    for component in components:
        weight = counted.get(component.code, 0)
        if weight:
            index = index + weight * component.direction * frame[component.code + Z]
    return index / total


def _index_state(frame: pd.DataFrame, counted: Mapping[str, int]) -> pd.Series[str]:
    """Not stated where a weighted figure is missing, not computable where one is too small."""
    weighted = [code for code, weight in counted.items() if weight]
    if not weighted:
        return pd.Series(CellState.UNKNOWN.value, index=frame.index, dtype="str")
    states = frame[[code + SHARE_STATE for code in weighted]]
    state = pd.Series(CellState.VALUE.value, index=frame.index, dtype="object")
    for missing in (CellState.NOT_COMPUTABLE.value, CellState.UNKNOWN.value):
        state = state.mask((states == missing).any(axis=1), missing)
    return state.astype("str")


def _reading(
    frame: pd.DataFrame, component: NeedComponent, counted: Mapping[str, int]
) -> ComponentReading:
    share = frame[component.code + SHARE]
    known = share.dropna()
    return ComponentReading(
        code=component.code,
        weight=counted.get(component.code, 0),
        mean=float(known.mean()) if len(known) else float("nan"),
        deviation=float(known.std(ddof=0)) if len(known) else float("nan"),
        areas_count=len(known),
        missing_count=len(share) - len(known),
        is_constant=bool(len(known)) and bool(known.min() == known.max()),
    )
