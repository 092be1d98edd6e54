"""Change of a figure between two days: absolute or relative, in classes around zero.

Absolute: now - before. Relative: 100 * (now / before - 1) per cent; before = 0 has none.
Either day without a value: no change, with the state of the later day first.
Unchanged: smaller than half of the last decimal that is written. The other changes are cut by their
size, whatever their sign, so that the classes lie symmetric around zero: the same bounds upwards
and downwards.
Source: own choice; symmetric diverging classes after Brewer, C. A. (1996), Guidelines for selecting
colors for diverging schemes on maps, The Cartographic Journal 33.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.class_choice import ClassChoice, breaks_of, classify_as
from lib.domain.classes import Scheme
from lib.domain.vocabulary import CellState

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Decimals of a change in per cent.
RELATIVE_DECIMALS: Final = 0


class ChangeKind(StrEnum):
    """How a change is written."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class ChangeClasses:
    """Classes around zero: `breaks` are sizes, ascending; beyond the last a class is open.

    `classes`: from -n (fallen most) over 0 (unchanged) to n (risen most). `counts`: in that order.
    """

    tolerance: float
    breaks: tuple[float, ...]
    counts: tuple[int, ...]

    @property
    def reach(self) -> int:
        """Classes on each side of zero."""
        return len(self.breaks) + 1

    @property
    def classes(self) -> tuple[int, ...]:
        """All classes, ascending."""
        return tuple(range(-self.reach, self.reach + 1))

    def of(self, changes: Sequence[float] | pd.Series[float]) -> list[int]:
        """Class of each change (missing ones: 0; look at their state first)."""
        data = np.nan_to_num(np.asarray(changes, dtype="float64"))
        sizes = np.searchsorted(self.breaks, np.abs(data), side="left") + 1
        found = np.where(np.abs(data) < self.tolerance, 0, np.sign(data) * sizes)
        numbers: list[int] = found.astype(int).tolist()
        return numbers


def changes(before: pd.DataFrame, now: pd.DataFrame, *, kind: ChangeKind) -> pd.DataFrame:
    """Compute the change of each municipality.

    Both frames: ags, value, value_state, the same municipalities. Result, in the order of `now`:
    ags, before, before_state, now, now_state, change (NaN unless change_state is VALUE).
    """
    columns = ["ags", "value", "value_state"]
    frame = now[columns].merge(before[columns], on="ags", suffixes=("_now", "_before"), how="left")
    has_value = CellState.VALUE.value
    state = frame["value_state_now"].where(
        frame["value_state_now"] != has_value, frame["value_state_before"]
    )
    difference = frame["value_now"] - frame["value_before"]
    if kind is ChangeKind.RELATIVE:
        base = frame["value_before"].where(frame["value_before"] != 0)
        difference = 100 * (frame["value_now"] / base - 1)
        impossible = (state == has_value) & base.isna()
        state = state.mask(impossible, CellState.NOT_COMPUTABLE.value)
    return pd.DataFrame(
        {
            "ags": frame["ags"],
            "before": frame["value_before"],
            "before_state": frame["value_state_before"],
            "now": frame["value_now"],
            "now_state": frame["value_state_now"],
            "change": difference.where(state == has_value),
            "change_state": state,
        }
    )


def change_classes(found: pd.Series[float], choice: ClassChoice, *, decimals: int) -> ChangeClasses:
    """Cut changes into classes around zero; missing ones (NaN) are left out.

    A choice of k classes gives k // 2 on each side of "unchanged"; own or held breaks are sizes.
    """
    tolerance = 0.5 * 10.0**-decimals
    data = found.dropna()
    sizes = data.abs()[data.abs() >= tolerance]
    if choice.scheme is Scheme.FIXED:
        breaks = tuple(size for size in choice.breaks if size > tolerance)
    else:
        sides = ClassChoice(choice.scheme, max(choice.k // 2, 1))
        breaks = breaks_of(classify_as(sizes, sides), sizes, decimals=decimals)
    classes = ChangeClasses(tolerance, breaks, ())
    numbers = classes.of(data)
    counts = tuple(numbers.count(number) for number in classes.classes)
    return ChangeClasses(tolerance, breaks, counts)
