"""One judging path for everything: an indicator in a year, by the method chosen.

Method and formulas: lib/domain/weather_status.py and lib/domain/eurostat_status.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.domain import weather_reasons as reasons
from lib.domain.eurostat_status import judge_growth
from lib.domain.eurostat_types import EurostatJudgement, EurostatRule, EurostatStatus
from lib.domain.indicator_status import Method, Status, deciding
from lib.domain.vocabulary import IndicatorKind
from lib.domain.weather_combined import kind_of_target, shown_targets
from lib.domain.weather_status import check_direction, check_minimum, judge
from lib.domain.weather_types import WINDOW_VALUES, Judgement, Rule, Target
from lib.text import Message, msg

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How an indicator is judged, as its operator recorded it.

    `baseline` is its year and value. `is_distance`: the distance to a comparison value is judged
    (`targets`: the distance to keep, none = 0). `blocked` says why the target does not apply to
    this place (then nothing is judged).
    """

    direction: int
    kind: IndicatorKind
    targets: tuple[Target, ...] = ()
    baseline: tuple[int, float] | None = None
    minimum_values: int = WINDOW_VALUES
    is_distance: bool = False
    blocked: Message | None = None

    def __post_init__(self) -> None:
        """Refuse what no method can judge.

        Raises:
            MeasureError: the direction is not ±1 or minimum_values is not 4 to 6.
        """
        check_direction(self.direction)
        check_minimum(self.minimum_values)

    @property
    def judged_targets(self) -> tuple[Target, ...]:
        """The targets to judge; direction and distance need none."""
        if self.targets or not self.needs_no_value:
            return self.targets
        return (Target(0.0),) if self.is_distance else (Target(),)

    @property
    def needs_no_value(self) -> bool:
        """Whether the indicator is judged without a target value."""
        return self.is_distance or self.kind is IndicatorKind.DIRECTION_ONLY

    @property
    def can_be_judged(self) -> bool:
        """Whether there is at least one target, and none lacks its value."""
        judged = self.judged_targets
        return bool(judged) and (
            self.needs_no_value
            or all(target.weakest(self.direction) is not None for target in judged)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A status with its reason and its working.

    `weather` or `eurostat` is the judgement of the target shown (None where the method was not
    applied); `singles` are all targets in order of their years; `parts` the assessments of a
    combined indicator, whose worst this is.
    """

    method: Method
    status: Status
    reason: Message
    weather: Judgement | None = None
    eurostat: EurostatJudgement | None = None
    singles: tuple[tuple[Target, Status, Message], ...] = ()
    caveats: tuple[Message, ...] = ()
    parts: tuple[Assessment, ...] = ()

    @property
    def has_ended(self) -> bool:
        """Whether the target year has passed."""
        if self.eurostat is not None:
            return self.eurostat.rule is EurostatRule.ENDED
        return self.weather is not None and self.weather.working.rule is Rule.ENDED


def assess(
    series: Mapping[int, float],
    *,
    rules: Rules,
    year: int,
    method: Method = Method.WEATHER,
    comparator: Mapping[int, float] | None = None,
    suspending_breaks: Collection[int] = (),
) -> Assessment:
    """Judge an indicator in `year`; values after it are not looked at.

    A series without a value up to `year` is not judged: "not stated". A reach indicator's
    further target without a year is to be held every year.

    Raises:
        MeasureError: a year occurs twice or a value is infinite.
    """
    if not any(y <= year and value == value for y, value in series.items()):  # noqa: PLR0124
        reason = msg("There is no value up to {year}.", year=str(year))
        return Assessment(method=method, status=Status.NO_VALUES, reason=reason)
    if rules.blocked is not None:
        return Assessment(method=method, status=Status.NOT_JUDGED, reason=rules.blocked)
    if not rules.can_be_judged:
        reason = msg("The indicator has no target value.")
        return Assessment(method=method, status=Status.NOT_JUDGED, reason=reason)
    other = (comparator or {}) if rules.is_distance else None
    singles = [
        (
            target,
            assess_target(
                series,
                target=target,
                rules=rules,
                year=year,
                method=method,
                comparator=other,
                breaks=suspending_breaks,
            ),
        )
        for target in sorted(rules.judged_targets, key=lambda target: target.last_year)
    ]
    shown = shown_targets([target for target, _ in singles], year=year)
    return replace(
        worst_assessment([singles[place][1] for place in shown]),
        singles=tuple((target, one.status, one.reason) for target, one in singles),
        parts=(),
    )


def assess_target(
    series: Mapping[int, float],
    *,
    target: Target,
    rules: Rules,
    year: int,
    method: Method,
    comparator: Mapping[int, float] | None,
    breaks: Collection[int],
) -> Assessment:
    """Judge one of the targets (arguments as in `assess`; the series has a value up to `year`).

    Raises:
        MeasureError: as `assess`.
    """
    kind = kind_of_target(target, rules.kind)
    if method is Method.WEATHER:
        weather = judge(
            series,
            target=target,
            direction=rules.direction,
            kind=kind,
            year=year,
            comparator=comparator,
            suspending_breaks=breaks,
            minimum_values=rules.minimum_values,
        )
        return Assessment(
            method=method,
            status=Status(weather.status.value),
            reason=weather.reason,
            weather=weather,
            caveats=weather.caveats,
        )
    eurostat = judge_growth(
        series,
        target=target,
        direction=rules.direction,
        kind=kind,
        year=year,
        baseline=rules.baseline,
        comparator=comparator,
        suspending_breaks=breaks,
    )
    is_open = eurostat.status is EurostatStatus.NOT_COMPUTABLE
    return Assessment(
        method=method,
        status=Status.NOT_JUDGED if is_open else Status(eurostat.status.value),
        reason=eurostat.reason,
        eurostat=eurostat,
        caveats=eurostat.caveats,
    )


def worst_assessment(parts: Sequence[Assessment]) -> Assessment:
    """Return the worst of simultaneous assessments: a combined indicator, or targets of a year.

    Ended ones drop out while another is running; an open one leaves the whole open, unless
    another is the worst there is already (see `indicator_status.deciding`).

    Raises:
        MeasureError: there is no assessment.
    """
    place, is_open = deciding([(part.status, part.has_ended) for part in parts])
    chosen = parts[place]
    if len(parts) == 1:
        return replace(chosen, parts=tuple(parts))
    if is_open:
        return replace(
            chosen,
            status=Status.NOT_JUDGED,
            reason=reasons.partly(),
            caveats=(*chosen.caveats, chosen.reason),
            parts=tuple(parts),
        )
    more = (
        (reasons.several(),) if chosen.status not in {Status.NOT_JUDGED, Status.NO_VALUES} else ()
    )
    return replace(chosen, caveats=(*chosen.caveats, *more), parts=tuple(parts))
