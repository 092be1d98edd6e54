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
from typing import TYPE_CHECKING, Final

from lib.domain import weather_reasons as reasons
from lib.domain.errors import MeasureError
from lib.domain.vocabulary import IndicatorKind, WeatherStatus
from lib.domain.weather_status import WINDOW_VALUES, Judgement, Rule, Target, judge
from lib.text import msg

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lib.domain.series import YearlyValues

#: From best to worst.
SEVERITY: Final = (
    WeatherStatus.SUN,
    WeatherStatus.LIGHT_CLOUD,
    WeatherStatus.CLOUD,
    WeatherStatus.THUNDERSTORM,
)


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
    if not judgements:
        raise MeasureError(msg("There is no target to assess."))
    running = [j for j in judgements if j.working.rule is not Rule.ENDED] or list(judgements)
    judged = [j for j in running if j.status is not WeatherStatus.NOT_JUDGED]
    if not judged:
        return running[0]
    worst = max(judged, key=lambda j: SEVERITY.index(j.status))
    if len(judged) < len(running) and worst.status is not WeatherStatus.THUNDERSTORM:
        open_one = next(j for j in running if j.status is WeatherStatus.NOT_JUDGED)
        caveats = (*open_one.caveats, open_one.reason)
        return replace(open_one, reason=reasons.partly(), caveats=caveats)
    if len(judgements) == 1:
        return worst
    return replace(worst, caveats=(*worst.caveats, reasons.several()))


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
    ordered = sorted(targets, key=_last_year)
    singles = tuple(
        (
            target,
            judge(
                series,
                target=target,
                direction=direction,
                kind=kind,
                year=year,
                comparator=comparator,
                suspending_breaks=suspending_breaks,
                minimum_values=minimum_values,
            ),
        )
        for target in ordered
    )
    years = [_last_year(target) for target in ordered]
    chosen = next((y for y in years if y >= year), years[-1])
    shown = worst_of([j for target, j in singles if _last_year(target) == chosen])
    return TargetYears(shown, singles)


def _last_year(target: Target) -> float:
    return float("inf") if target.year is None else target.year
