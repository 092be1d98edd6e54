"""Two measures at once: terciles of need × terciles of density, nine fields.

Terciles are quantiles with k = 3 (lib/domain/classes.py) over the municipalities that have both
values; a value on a bound belongs to the lower class. Equal values stay together: they give fewer
classes, two of them "low" and "high", a single one "middle". With fewer than nine municipalities
there are no fields, a table says more.
Source: domain.md, "Bedarf und Lücken"; Trumbo, B. E. (1981), A theory for coloring bivariate
statistical maps, The American Statistician 35; mapclassify (PySAL), Quantiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from lib.domain.classes import Classification, Scheme, classify
from lib.domain.errors import MeasureError
from lib.text import Message, msg

if TYPE_CHECKING:
    import pandas as pd

STEPS: Final = 3
MINIMUM_AREAS: Final = STEPS * STEPS


class Step(IntEnum):
    """Tercile of one measure."""

    LOW = 0
    MIDDLE = 1
    HIGH = 2


NEED_LABELS: Final[dict[Step, Message]] = {
    Step.LOW: msg("low need"),
    Step.MIDDLE: msg("middle need"),
    Step.HIGH: msg("high need"),
}
OFFER_LABELS: Final[dict[Step, Message]] = {
    Step.LOW: msg("few offers"),
    Step.MIDDLE: msg("a middling number of offers"),
    Step.HIGH: msg("many offers"),
}
PLACE_LABELS: Final[dict[Step, Message]] = {
    Step.LOW: msg("few places"),
    Step.MIDDLE: msg("a middling number of places"),
    Step.HIGH: msg("many places"),
}


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """One of the nine fields."""

    need: Step
    density: Step

    @property
    def position(self) -> int:
        """Place in a grid read row by row, from high to low need, from low to high density."""
        return (Step.HIGH - self.need) * STEPS + self.density


#: From the top left (high need, low density) to the bottom right.
FIELDS: Final = tuple(
    Field(need, density)
    for need in (Step.HIGH, Step.MIDDLE, Step.LOW)
    for density in (Step.LOW, Step.MIDDLE, Step.HIGH)
)
#: High need meets few offers.
URGENT: Final = Field(Step.HIGH, Step.LOW)


@dataclass(frozen=True, slots=True)
class BivariateClasses:
    """Classes of both measures over the same municipalities."""

    need: Classification
    density: Classification

    def field_of(self, *, need: float, density: float) -> Field:
        """Return the field of one municipality.

        Raises:
            MeasureError: a value is missing.
        """
        return Field(_step(self.need, need), _step(self.density, density))


def bivariate_classes(need: pd.Series[float], density: pd.Series[float]) -> BivariateClasses | None:
    """Cut both measures into terciles; None with fewer than nine municipalities having both.

    Raises:
        MeasureError: the two differ in length, or a value is infinite.
    """
    if len(need) != len(density):
        raise MeasureError(msg("Need and density name different municipalities."))
    both = need.notna().to_numpy() & density.notna().to_numpy()
    if int(both.sum()) < MINIMUM_AREAS:
        return None
    return BivariateClasses(
        classify(need[both], scheme=Scheme.QUANTILES, k=STEPS),
        classify(density[both], scheme=Scheme.QUANTILES, k=STEPS),
    )


def _step(classes: Classification, value: float) -> Step:
    found = classes.class_of(value)
    steps = {
        1: (Step.MIDDLE,),
        2: (Step.LOW, Step.HIGH),
        3: (Step.LOW, Step.MIDDLE, Step.HIGH),
    }
    return steps[len(classes.upper_bounds)][found]
