"""One step of a working: what, when, how much, in which unit, from what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.text import msg

if TYPE_CHECKING:
    from lib.insights.indicator import IndicatorReading
    from lib.text import Text


@dataclass(frozen=True, slots=True)
class Step:
    """A number of the working with its words."""

    name: Text
    year: str
    value: float
    unit: Text
    how: Text


def step(
    name: Text, value: float, *, year: int | str = "", unit: Text = "", how: Text = ""
) -> Step:
    """Write a step; what is not said stays empty."""
    return Step(name, str(year), float(value), unit, how)


def change_unit(reading: IndicatorReading) -> Text:
    """Unit of a change: that of a percentage is percentage points."""
    return msg("percentage points") if reading.unit.de == "%" else reading.unit
