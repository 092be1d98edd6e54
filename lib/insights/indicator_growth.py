"""The working of a status by growth rates: in sentences, and step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lib.domain.eurostat_types import EUROSTAT_RULE_LABELS, EurostatRule
from lib.insights.indicator_steps import Step, change_unit, step
from lib.insights.indicator_words import amount
from lib.text import Message, Num, msg

if TYPE_CHECKING:
    from lib.domain.eurostat_types import EurostatJudgement
    from lib.insights.indicator import IndicatorReading

#: Rates in percent a year in sentences.
RATE_DECIMALS: Final = 2


def growth_lines(reading: IndicatorReading) -> tuple[Message, ...]:
    """Say in sentences how a status by growth rates came about; empty without a judgement."""
    found = reading.assessment.eurostat
    if found is None or found.rule not in _JUDGING:
        return ()
    lines = [EUROSTAT_RULE_LABELS[found.rule]]
    if found.baseline_value is not None and found.value is not None:
        lines.append(
            msg(
                "From {start} in {first} to {now} in {last}",
                start=amount(reading, found.baseline_value),
                first=str(found.baseline_year),
                now=amount(reading, found.value),
                last=str(found.year),
            )
        )
    if found.observed_pct is not None:
        lines.append(_rate(msg("Observed growth a year"), found.observed_pct))
    if found.required_pct is not None:
        lines.append(_rate(msg("Growth a year that the target asks for"), found.required_pct))
    if found.pace_pct is not None:
        share = Num(found.pace_pct, 1)
        lines.append(
            msg(
                "Pace: {share} % of what is needed (from {track} % on track, from {near} % "
                "acceleration needed, below 0 % moving away)",
                share=share,
                track=Num(found.on_track_from_pct),
                near=Num(found.acceleration_from_pct),
            )
        )
    elif found.rule is EurostatRule.GROWTH:
        lines.append(
            msg(
                "Towards better: from {track} % a year on track, from {near} % acceleration "
                "needed, below 0 % moving away",
                track=Num(found.on_track_from_pct, 1),
                near=Num(found.acceleration_from_pct, 1),
            )
        )
    if found.rule is EurostatRule.MET and found.target_value is not None:
        lines.append(
            msg(
                "Target {target}: met in {year}",
                target=amount(reading, found.target_value),
                year=str(found.year),
            )
        )
    if found.projected_value is not None:
        lines.append(
            msg(
                "Continued at this growth to {year}: {projected}",
                year=str(found.target_year),
                projected=amount(reading, found.projected_value),
            )
        )
    return (*lines, *found.caveats)


_JUDGING: Final = (EurostatRule.MET, EurostatRule.PACE, EurostatRule.GROWTH)


def _rate(name: Message, value: float) -> Message:
    number = Num(value, RATE_DECIMALS, signed=True)
    return msg("{name}: {rate} %", name=name, rate=number)


def growth_steps(reading: IndicatorReading) -> list[Step]:
    """List the numbers of a status by growth rates."""
    found = reading.assessment.eurostat
    if found is None:
        return []
    steps = []
    used = msg("distance to the comparison value") if found.is_distance else ""
    if found.baseline_value is not None:
        name = msg("Value to start from")
        steps.append(
            step(name, found.baseline_value, year=found.baseline_year or "", unit=reading.unit)
        )
    if found.value is not None:
        steps.append(
            step(msg("Value used"), found.value, year=found.year, unit=reading.unit, how=used)
        )
    if found.target_value is not None:
        name = msg("Target value")
        steps.append(
            step(name, found.target_value, year=found.target_year or "", unit=reading.unit)
        )
    if found.target_value is not None and found.value is not None:
        gap = found.direction * (found.target_value - found.value)
        steps.append(
            step(
                msg("Distance still to go (0 or less: met)"),
                gap,
                year=found.year,
                unit=change_unit(reading),
                how=_gap_words(found),
            )
        )
    return [*steps, *_rates(found), *_continued(reading, found), *_thresholds(found)]


def _gap_words(found: EurostatJudgement) -> Message:
    if found.direction > 0:
        return msg("target value − value {year}", year=str(found.year))
    return msg("value {year} − target value", year=str(found.year))


def _rates(found: EurostatJudgement) -> list[Step]:
    steps = []
    first, last = str(found.baseline_year), str(found.year)
    unit = msg("% a year")
    if found.observed_pct is not None and found.baseline_year is not None:
        steps.append(
            step(
                msg("Observed growth a year"),
                found.observed_pct,
                year=f"{first}–{last}",
                unit=unit,
                how=msg(
                    "(value {last} ÷ value {first}) to the power of 1/{years}, minus 1",
                    last=last,
                    first=first,
                    years=str(found.year - found.baseline_year),
                ),
            )
        )
    if (
        found.required_pct is not None
        and found.baseline_year is not None
        and found.target_year is not None
    ):
        steps.append(
            step(
                msg("Growth a year that the target asks for"),
                found.required_pct,
                year=f"{first}–{found.target_year}",
                unit=unit,
                how=msg(
                    "(target value ÷ value {first}) to the power of 1/{years}, minus 1",
                    first=first,
                    years=str(found.target_year - found.baseline_year),
                ),
            )
        )
    if found.pace_pct is not None:
        steps.append(
            step(
                msg("Pace"),
                found.pace_pct,
                unit=msg("% of what is needed"),
                how=msg("observed ÷ amount of the required growth, in the desired direction"),
            )
        )
    return steps


def _continued(reading: IndicatorReading, found: EurostatJudgement) -> list[Step]:
    if found.projected_value is None or found.target_year is None:
        return []
    return [
        step(
            msg("Value if continued at this growth"),
            found.projected_value,
            year=found.target_year,
            unit=reading.unit,
            how=msg(
                "value {year} × (1 + observed growth) to the power of {years}",
                year=str(found.year),
                years=str(found.target_year - found.year),
            ),
        )
    ]


def _thresholds(found: EurostatJudgement) -> list[Step]:
    if found.rule is EurostatRule.PACE:
        name, unit = msg("Threshold of the pace"), msg("% of what is needed")
    elif found.rule is EurostatRule.GROWTH:
        name, unit = msg("Threshold of the growth towards better"), msg("% a year")
    else:
        return []
    bounds = (
        (found.on_track_from_pct, msg("from here on: on track")),
        (found.acceleration_from_pct, msg("from here on: acceleration needed")),
        (0.0, msg("from here on limited progress; below: moving away")),
    )
    return [step(name, bound, unit=unit, how=how) for bound, how in bounds]
