"""Several targets of one indicator: several target years, or several targets at the same time.

Several target years: each has its own status; shown is the nearest year not yet passed in the
year judged (all passed: the last one, so the status says that the assessment has ended).
Several simultaneous targets: the worst single status. Targets whose assessment has ended drop
out while another is running. If one of the rest is not assessable, the whole is not assessable,
unless another is a thunderstorm already: it cannot get worse (own choice: never flatter).
Source: as in lib/domain/weather_status.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.domain import weather_reasons as reasons
from lib.domain.errors import MeasureError
from lib.domain.indicator_status import Status, deciding
from lib.domain.vocabulary import IndicatorKind, WeatherStatus
from lib.domain.weather_status import WINDOW_VALUES, Judgement, Rule, Target, judge
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lib.domain.series import YearlyValues


@dataclass(frozen=True, slots=True)
class TargetYears:
    """The judgements of all targets, in order of their years, and the one to show."""

    shown: Judgement
    singles: tuple[tuple[Target, Judgement], ...]


def worst_of(judgements: Sequence[Judgement]) -> Judgement:
    """Return the worst of simultaneous judgements, in any order.

    Raises:
        MeasureError: there is no judgement.
    """
    entries = [(Status(j.status.value), j.working.rule is Rule.ENDED) for j in judgements]
    place, is_open = deciding(entries)
    chosen = judgements[place]
    if is_open:
        caveats = (*chosen.caveats, chosen.reason)
        return replace(chosen, reason=reasons.partly(), caveats=caveats)
    if len(judgements) == 1 or chosen.status is WeatherStatus.NOT_JUDGED:
        return chosen
    return replace(chosen, caveats=(*chosen.caveats, reasons.several()))


def kind_of_target(target: Target, kind: IndicatorKind) -> IndicatorKind:
    """Return how one of several targets is meant: without a year it is to be held every year."""
    if kind is IndicatorKind.REACH_BY_YEAR and target.year is None:
        return IndicatorKind.HOLD_EVERY_YEAR
    return kind


def shown_targets(targets: Sequence[Target], *, year: int) -> list[int]:
    """Return the places of the targets to show: the nearest year not yet passed, else the last.

    Targets of the same year apply at the same time; one without a year comes after those with.
    """
    years = sorted(target.last_year for target in targets)
    chosen = next((y for y in years if y >= year), years[-1])
    return [place for place, target in enumerate(targets) if target.last_year == chosen]


def judge_target_years(
    series: YearlyValues,
    *,
    targets: Sequence[Target],
    direction: int,
    kind: IndicatorKind,
    year: int,
    comparator: YearlyValues | None = None,
    suspending_breaks: Collection[int] = (),
    minimum_values: int = WINDOW_VALUES,
) -> TargetYears:
    """Judge each of several targets and choose the one to show (arguments as in `judge`).

    Targets of the same year apply at the same time: the worst of them is shown. A target without
    a year never passes and comes after those with a year.

    Raises:
        MeasureError: there is no target, or see `judge`.
    """
    if not targets:
        raise MeasureError(msg("There is no target to assess."))
    ordered = sorted(targets, key=lambda target: target.last_year)
    singles = tuple(
        (
            target,
            judge(
                series,
                target=target,
                direction=direction,
                kind=kind_of_target(target, kind) if len(targets) > 1 else kind,
                year=year,
                comparator=comparator,
                suspending_breaks=suspending_breaks,
                minimum_values=minimum_values,
            ),
        )
        for target in ordered
    )
    shown = worst_of([singles[place][1] for place in shown_targets(ordered, year=year)])
    return TargetYears(shown, singles)
