"""Two pictures side by side: two life phases, two days or two measures of the same places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from lib.domain.class_choice import ClassChoice, breaks_of, classify_as, recounted
from lib.domain.offer_density import DENSITY_DECIMALS, DENSITY_LABELS, DENSITY_UNITS, DensityMeasure
from lib.domain.vocabulary import CellState
from lib.insights.density import DensityInsight, density
from lib.insights.density_frame import provenance, value_column
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Dated, Message, Num, Text, msg

if TYPE_CHECKING:
    from lib.store.engine import Engine
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState

FIXED_FOR_BOTH: Final = msg("Both maps have the same classes.")
TWO_KEYS: Final = msg(
    "Two measures have two units, so each map has classes and a key of its own; equal colours are "
    "not equal values."
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pictures: what is asked, and what its heading says."""

    offers: OfferFilter
    measure: DensityMeasure
    phase_label: Text
    label: Text


@dataclass(frozen=True, slots=True)
class DensityComparison:
    """Two insights over the same municipalities, in common classes where the measure is the same.

    `table.frame` has one row a municipality, alphabetically: ags, name, left, right, each with its
    state, and where they have one unit their difference (right - left).
    """

    left: DensityInsight
    right: DensityInsight
    left_label: Text
    right_label: Text
    answer: tuple[Message, ...]
    table: Table
    figures: pd.Series[float]  # of both sides, where they share their classes
    provenance: Provenance

    @property
    def is_same_measure(self) -> bool:
        """Whether both sides have one unit, and so one key."""
        return self.left.measure is self.right.measure

    @property
    def breaks(self) -> tuple[float, ...]:
        """Bounds between the classes of the left side (of both, where they have one unit)."""
        figures = self.figures if self.is_same_measure else self.left.figures
        return breaks_of(self.left.classification, figures, decimals=self.left.decimals)


def density_comparison(
    engine: Engine,
    left: Side,
    right: Side,
    *,
    prefixes: tuple[str, ...],
    extent_name: str,
    state: DataState,
    classes: ClassChoice,
) -> DensityComparison:
    """Compute both sides and what differs most.

    Raises:
        StoreError: the database cannot answer.
    """

    def ask(side: Side, chosen: ClassChoice) -> DensityInsight:
        return density(
            engine,
            side.offers,
            measure=side.measure,
            prefixes=prefixes,
            extent_name=extent_name,
            phase_label=side.phase_label,
            state=state,
            classes=chosen,
        )

    is_same = left.measure is right.measure
    one = ask(left, classes)
    # bounds of somebody's own have the unit of the left picture
    other = ask(right, classes if is_same or not classes.breaks else ClassChoice())
    figures = pd.concat([one.figures, other.figures], ignore_index=True)
    if is_same:
        common = classify_as(figures, classes)
        one = replace(one, classification=recounted(common, one.figures))
        other = replace(other, classification=recounted(common, other.figures))
    frame = _frame(one, other)
    return DensityComparison(
        left=one,
        right=other,
        left_label=left.label,
        right_label=right.label,
        answer=_answer(frame, left, right, one, other),
        table=Table(frame, _columns(left, right), caption=_caption(left, right)),
        figures=figures,
        provenance=provenance(
            engine,
            left.offers,
            measures=(left.measure, right.measure),
            state=state,
            notes=_notes(left, right, one, other),
            other_days=(right.offers.on,),
        ),
    )


def _caption(left: Side, right: Side) -> Message:
    return msg("{left} and {right}", left=left.label, right=right.label)


def _frame(one: DensityInsight, other: DensityInsight) -> pd.DataFrame:
    columns = ["ags", "value", "value_state"]
    first = one.table.frame[["name", *columns]]
    frame = first.merge(other.table.frame[columns], on="ags", suffixes=("_left", "_right"))
    frame = frame.rename(
        columns={
            "value_left": "left",
            "value_state_left": "left_state",
            "value_right": "right",
            "value_state_right": "right_state",
        }
    )
    has_value = CellState.VALUE.value
    frame["difference"] = frame["right"] - frame["left"]
    frame["difference_state"] = frame["left_state"].where(
        frame["left_state"] != has_value, frame["right_state"]
    )
    for key, insight in (("left", one), ("right", other)):
        bounds = insight.classification.upper_bounds
        found = np.searchsorted(bounds, frame[key], side="left") + 1
        frame[f"{key}_class"] = np.minimum(found, max(len(bounds), 1))
    return frame


def _columns(left: Side, right: Side) -> tuple[Column, ...]:
    columns = [
        Column("name", msg("Municipality")),
        value_column(left.measure, "left", left.label),
        value_column(right.measure, "right", right.label),
    ]
    if left.measure is right.measure:
        decimals = DENSITY_DECIMALS[left.measure]
        difference = msg("Difference (right − left)")
        unit: Text = ""
        if left.measure is DensityMeasure.CONFIRMED_SHARE:
            unit = msg("percentage points")
        columns.append(Column("difference", difference, ColumnKind.NUMBER, decimals, unit))
    return (*columns, Column("ags", msg("AGS")))


def _notes(left: Side, right: Side, one: DensityInsight, other: DensityInsight) -> tuple[Text, ...]:
    is_same = left.measure is right.measure
    lines: list[Text] = [FIXED_FOR_BOTH if is_same else TWO_KEYS]
    if left.offers.on != right.offers.on:
        lines.append(msg("On the right: as of {day}.", day=Dated(right.offers.on)))
    # what is said of one side only would be missing for the other
    shared = {*one.provenance.notes} & {*other.provenance.notes}
    return (*lines, *(note for note in one.provenance.notes if note in shared))


def _answer(
    frame: pd.DataFrame, left: Side, right: Side, one: DensityInsight, other: DensityInsight
) -> tuple[Message, ...]:
    shown = frame[frame["difference_state"] == CellState.VALUE.value]
    if shown.empty:
        return (msg("Nothing can be compared: no municipality has a figure on both sides."),)
    if left == right:
        return (msg("Both sides show the same. Please choose something else for the right map."),)
    if left.measure is not right.measure:
        return _answer_in_classes(shown, left, right, one, other)
    decimals = DENSITY_DECIMALS[left.measure]
    step = 0.5 * 10.0**-decimals
    higher = int((shown["difference"] >= step).sum())
    lower = int((shown["difference"] <= -step).sum())
    counts = msg(
        "Compared with “{left}”, the figure for “{right}” is higher in {higher} and lower in "
        "{lower} of {total} municipalities.",
        left=left.label,
        right=right.label,
        higher=higher,
        lower=lower,
        total=len(shown),
    )
    if not higher + lower:
        return (counts,)
    order = shown["difference"].abs().sort_values(ascending=False, kind="stable")
    most = shown.loc[order.index[0]]
    return (
        counts,
        msg(
            "The difference is greatest in {name}: {left} on the left, {right} on the right "
            "({unit}).",
            name=str(most["name"]),
            left=Num(float(most["left"]), decimals),
            right=Num(float(most["right"]), decimals),
            unit=DENSITY_UNITS[left.measure],
        ),
    )


def _answer_in_classes(
    shown: pd.DataFrame, left: Side, right: Side, one: DensityInsight, other: DensityInsight
) -> tuple[Message, ...]:
    """Different units cannot be subtracted; what differs is the place among the others."""
    why = msg(
        "{left} and {right} have different units and cannot be subtracted.",
        left=DENSITY_LABELS[left.measure],
        right=DENSITY_LABELS[right.measure],
    )
    sizes = [max(len(side.classification.upper_bounds), 1) for side in (one, other)]
    gap = (shown["right_class"] / sizes[1] - shown["left_class"] / sizes[0]).abs()
    most = shown.loc[gap.sort_values(ascending=False, kind="stable").index[0]]
    if not gap.max():
        return (why, msg("Every municipality stands in the same class on both sides."))
    return (
        why,
        msg(
            "The two maps differ most in {name}: class {left} of {left_count} on the left, class "
            "{right} of {right_count} on the right.",
            name=str(most["name"]),
            left=int(most["left_class"]),
            right=int(most["right_class"]),
            left_count=sizes[0],
            right_count=sizes[1],
        ),
    )
