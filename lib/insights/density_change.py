"""What has changed? The density of each municipality on two days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lib.domain.density_change import (
    RELATIVE_DECIMALS,
    ChangeClasses,
    ChangeKind,
    change_classes,
    changes,
)
from lib.domain.offer_density import DENSITY_DECIMALS, DENSITY_LABELS, DENSITY_UNITS, DensityMeasure
from lib.domain.vocabulary import CellState
from lib.insights.density import measured
from lib.insights.density_frame import notes, provenance, value_column
from lib.insights.types import Column, ColumnKind, Provenance, Table
from lib.text import Dated, Message, Names, Num, Text, msg

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from lib.domain.class_choice import ClassChoice
    from lib.domain.offer_density import RegionReference
    from lib.store.engine import Engine
    from lib.store.queries.offers import OfferFilter
    from lib.store.queries.state import DataState

NAMES_IN_ANSWER: Final = 3
SAME_DAY: Final = msg("Both days are the same. Please choose another day to compare with.")


@dataclass(frozen=True, slots=True)
class DensityChange:
    """Two days of one measure.

    `table.frame` has one row a municipality, alphabetically: ags, name, before, now, change, each
    with its state.
    """

    measure: DensityMeasure
    kind: ChangeKind
    before: date
    now: date
    answer: tuple[Message, ...]
    table: Table
    reference_before: RegionReference
    reference_now: RegionReference
    classes: ChangeClasses
    is_held: bool
    provenance: Provenance

    @property
    def decimals(self) -> int:
        """Decimals of the two figures."""
        return DENSITY_DECIMALS[self.measure]

    @property
    def region_change(self) -> float | None:
        """Change of the extent as a whole; None where a day has no value."""
        before, now = self.reference_before, self.reference_now
        if CellState.VALUE not in {before.state} & {now.state}:
            return None
        if self.kind is ChangeKind.ABSOLUTE:
            return now.value - before.value
        return 100 * (now.value / before.value - 1) if before.value else None

    @property
    def change_decimals(self) -> int:
        """Decimals of a change."""
        return change_decimals(self.measure, self.kind)


def change_decimals(measure: DensityMeasure, kind: ChangeKind) -> int:
    """Decimals that a change deserves."""
    return RELATIVE_DECIMALS if kind is ChangeKind.RELATIVE else DENSITY_DECIMALS[measure]


def density_change(
    engine: Engine,
    chosen: OfferFilter,
    *,
    other_day: date,
    measure: DensityMeasure,
    kind: ChangeKind,
    prefixes: tuple[str, ...],
    extent_name: str,
    phase_label: Text,
    state: DataState,
    classes: ClassChoice,
) -> DensityChange:
    """Compare the day of `chosen` with another one; the earlier of the two comes first.

    Raises:
        StoreError: the database cannot answer.
    """
    first, last = sorted((chosen.on, other_day))
    earlier, later = replace(chosen, on=first), replace(chosen, on=last)
    before, reference_before, _ = measured(engine, earlier, measure=measure, prefixes=prefixes)
    now, reference_now, totals = measured(engine, later, measure=measure, prefixes=prefixes)
    frame = changes(before, now, kind=kind)
    frame.insert(1, "name", now["name"].to_numpy())
    decimals = change_decimals(measure, kind)
    insight = DensityChange(
        measure=measure,
        kind=kind,
        before=first,
        now=last,
        answer=(),
        table=Table(frame, _columns(measure, kind, first, last), caption=_caption(measure)),
        reference_before=reference_before,
        reference_now=reference_now,
        classes=change_classes(frame["change"], classes, decimals=decimals),
        is_held=classes.is_held,
        provenance=provenance(
            engine,
            later,
            measures=(measure,),
            state=state,
            notes=(
                msg("Compared with {day}.", day=Dated(first)),
                *notes(totals, reference_now, measure, extent_name),
            ),
            method="density-change",
            other_days=(first,),
        ),
    )
    return replace(insight, answer=_answer(insight, extent_name, phase_label))


def _caption(measure: DensityMeasure) -> Message:
    return msg("Change: {measure}", measure=DENSITY_LABELS[measure])


def _columns(
    measure: DensityMeasure, kind: ChangeKind, first: date, last: date
) -> tuple[Column, ...]:
    is_relative = kind is ChangeKind.RELATIVE
    unit: Text = "%" if is_relative else ""
    if measure is DensityMeasure.CONFIRMED_SHARE and not is_relative:
        unit = msg("percentage points")
    return (
        Column("name", msg("Municipality")),
        value_column(measure, "before", msg("Value on {day}", day=Dated(first))),
        value_column(measure, "now", msg("Value on {day}", day=Dated(last))),
        Column("change", msg("Change"), ColumnKind.NUMBER, change_decimals(measure, kind), unit),
        Column("ags", msg("AGS")),
    )


def _answer(insight: DensityChange, extent_name: str, phase: Text) -> tuple[Message, ...]:
    if insight.before == insight.now:
        return (SAME_DAY,)
    frame = insight.table.frame
    shown = frame[frame["change_state"] == CellState.VALUE.value]
    if shown.empty:
        return (
            msg(
                "For {phase}, nothing can be said: no municipality has a figure on both days.",
                phase=phase,
            ),
        )
    numbers = insight.classes.of(shown["change"])
    risen, fallen = (sum(number * sign > 0 for number in numbers) for sign in (1, -1))
    counts = msg(
        "For {phase}, the figure has risen in {risen} and fallen in {fallen} of {total} "
        "municipalities between {before} and {now}.",
        phase=phase,
        risen=risen,
        fallen=fallen,
        total=len(shown),
        before=Dated(insight.before),
        now=Dated(insight.now),
    )
    region = _region(insight, extent_name)
    return (counts, *_most(insight, shown, numbers), *region)


def _most(insight: DensityChange, shown: pd.DataFrame, numbers: list[int]) -> tuple[Message, ...]:
    """Name who has lost most: that is where somebody has to look."""
    lost = shown[[number < 0 for number in numbers]].sort_values(["change", "ags"])
    if lost.empty:
        return ()
    names = tuple(
        msg(
            "{name} ({change})",
            name=str(row["name"]),
            change=written_change(insight, float(row["change"])),
        )
        for _, row in lost.head(NAMES_IN_ANSWER).iterrows()
    )
    return (msg("It has fallen most in {names}.", names=Names(names)),)


def _region(insight: DensityChange, extent_name: str) -> tuple[Message, ...]:
    before, now = insight.reference_before, insight.reference_now
    if CellState.VALUE not in {before.state} & {now.state}:
        return ()
    return (
        msg(
            "{extent} as a whole: {before}, now {now} {unit}.",
            extent=extent_name,
            before=Num(before.value, insight.decimals),
            now=Num(now.value, insight.decimals),
            unit=DENSITY_UNITS[insight.measure],
        ),
    )


def written_change(insight: DensityChange, change: float) -> Text:
    """Write a change with its sign; a relative one in per cent."""
    number = Num(change, insight.change_decimals, signed=True)
    return msg("{change} %", change=number) if insight.kind is ChangeKind.RELATIVE else number


def direction(insight: DensityChange, change: float) -> Message:
    """Say a change in a word; colour alone says nothing."""
    number = insight.classes.of([change])[0]
    if number == 0:
        return msg("unchanged")
    return msg("risen") if number > 0 else msg("fallen")
