"""The working of one status, step by step: in sentences, and as a table that can be recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from lib.domain.indicator_status import METHOD_LABELS, STATUS_LABELS
from lib.domain.weather_types import Rule
from lib.insights.indicator_growth import growth_lines, growth_steps
from lib.insights.indicator_steps import Step, change_unit, step
from lib.insights.indicator_words import direction_text, working_lines
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Message, Text, msg

if TYPE_CHECKING:
    from lib.domain.weather_types import Working
    from lib.insights.indicator import IndicatorReading

#: Steps of a working are shown with more digits than the values they come from.
EXTRA_DECIMALS: Final = 2


@dataclass(frozen=True, slots=True)
class _Span:
    """First and last value of the window."""

    first: int
    last: int

    @property
    def years(self) -> str:
        return f"{self.first}–{self.last}"


def all_lines(reading: IndicatorReading) -> tuple[Message, ...]:
    """Say in sentences how the status came about, for either method."""
    lines = growth_lines(reading) if reading.assessment.eurostat else working_lines(reading)
    return (*lines, *_other_targets(reading))


def _other_targets(reading: IndicatorReading) -> tuple[Message, ...]:
    """Say the status of each of several targets."""
    singles = reading.assessment.singles
    if len(singles) < 2:
        return ()
    every: Text = msg("every year")
    return tuple(
        msg(
            "Target of {year}: {status}.",
            year=str(target.year) if target.year else every,
            status=STATUS_LABELS[status],
        )
        for target, status, _ in singles
    )


def working_table(reading: IndicatorReading) -> Table:
    """List every number of the working with its unit and how it comes from the others.

    Columns: step, year, value (number), unit, how. Without a judgement it holds the values that
    were looked at.
    """
    judged = reading.assessment
    working = reading.working
    steps = [step(msg("Desired direction"), reading.direction, how=direction_text(reading))]
    if judged.eurostat is not None:
        steps += growth_steps(reading)
    elif working is not None:
        steps += _weather(reading, working)
    steps += _singles(reading)
    frame = pd.DataFrame(
        [[s.name, s.year, s.value, s.unit, s.how] for s in steps],
        columns=["step", "year", "value", "unit", "how"],
    )
    caption = msg(
        "Working: {status} ({method}, {year})",
        status=STATUS_LABELS[judged.status],
        method=METHOD_LABELS[judged.method],
        year=str(reading.year),
    )
    return Table(
        frame,
        (
            Column("step", msg("Step"), ColumnKind.MESSAGE),
            Column("year", msg("Year")),
            Column(
                "value", msg("Value"), ColumnKind.NUMBER, max(2, reading.decimals + EXTRA_DECIMALS)
            ),
            Column("unit", msg("Unit"), ColumnKind.MESSAGE),
            Column("how", msg("How it is computed"), ColumnKind.MESSAGE),
        ),
        caption=caption,
    )


def _window(working: Working) -> tuple[tuple[int, float], ...]:
    return working.values  # noqa: PD011  a tuple


def _weather(reading: IndicatorReading, working: Working) -> list[Step]:
    window = _window(working)
    used = msg("distance to the comparison value") if working.is_distance else ""
    unit = change_unit(reading) if working.is_distance else reading.unit
    steps = [
        step(msg("Value used"), value, year=year, unit=unit, how=used) for year, value in window
    ]
    if working.mean_yearly_change is None or not window:
        return steps
    span = _Span(window[0][0], window[-1][0])
    steps.append(
        step(
            msg("Mean yearly change"),
            working.mean_yearly_change,
            year=span.years,
            unit=change_unit(reading),
            how=msg(
                "(value {last} − value {first}) ÷ {years} years",
                last=str(span.last),
                first=str(span.first),
                years=str(span.last - span.first),
            ),
        )
    )
    if working.rule is Rule.REACH:
        return [*steps, *_reach(reading, working, span)]
    if working.rule is Rule.HOLD:
        return [*steps, *_hold(reading, working, span)]
    return [*steps, *_direction(reading, working, span)]


def _target(reading: IndicatorReading, working: Working) -> list[Step]:
    if working.target_value is None:
        return []
    year: int | str = working.target_year or ""
    if working.is_distance:
        distance = msg("Distance to keep")
        return [step(distance, working.target_value, year=year, unit=change_unit(reading))]
    return [step(msg("Target value"), working.target_value, year=year, unit=reading.unit)]


def _gap(reading: IndicatorReading, working: Working, span: _Span) -> list[Step]:
    if working.target_value is None:
        return []
    gap = working.direction * (working.target_value - _window(working)[-1][1])
    how = (
        msg("target value − value {year}", year=str(span.last))
        if working.direction > 0
        else msg("value {year} − target value", year=str(span.last))
    )
    name = msg("Distance still to go (0 or less: met)")
    return [step(name, gap, year=span.last, unit=change_unit(reading), how=how)]


def _reach(reading: IndicatorReading, working: Working, span: _Span) -> list[Step]:
    steps = [*_target(reading, working), *_gap(reading, working, span)]
    projected, target, target_year = (
        working.projected_value,
        working.target_value,
        working.target_year,
    )
    if projected is None or target is None or target_year is None:
        return steps
    steps += [
        step(
            msg("Value if continued at this pace"),
            projected,
            year=target_year,
            unit=reading.unit,
            how=msg(
                "value {year} + {years} years × mean yearly change",
                year=str(span.last),
                years=str(target_year - span.last),
            ),
        ),
        step(
            msg("Missing then to the target"),
            working.direction * (target - projected),
            year=target_year,
            unit=change_unit(reading),
            how=msg("target value − continued value")
            if working.direction > 0
            else msg("continued value − target value"),
        ),
    ]
    if working.missed_share_pct is not None:
        steps.append(
            step(
                msg("Missed share of the distance still to go"),
                working.missed_share_pct,
                year=target_year,
                unit="%",
                how=msg("missing then ÷ distance still to go (below 0: the target is passed)"),
            )
        )
    return [
        *steps,
        step(
            msg("Threshold of the mean change"),
            0,
            unit=change_unit(reading),
            how=msg("not towards the target: thunderstorm, whatever the missed share"),
        ),
        step(
            msg("Threshold of the missed share"),
            working.sun_below_pct,
            unit="%",
            how=msg("below: sun; from here on slightly cloudy"),
        ),
        step(
            msg("Threshold of the missed share"),
            working.cloud_above_pct,
            unit="%",
            how=msg("up to here slightly cloudy; above: cloud"),
        ),
    ]


def _hold(reading: IndicatorReading, working: Working, span: _Span) -> list[Step]:
    how = (
        msg("met: not worsening sun, else slightly cloudy")
        if working.is_met
        else msg("missed: improving cloud, else thunderstorm")
    )
    threshold = step(msg("Threshold of the mean change"), 0, unit=change_unit(reading), how=how)
    return [*_target(reading, working), *_gap(reading, working, span), threshold]


def _direction(reading: IndicatorReading, working: Working, span: _Span) -> list[Step]:
    steps = []
    if working.last_change is not None:
        before = _window(working)[-2][0]
        how = msg("value {last} − value {before}", last=str(span.last), before=str(before))
        steps.append(
            step(
                msg("Latest change"),
                working.last_change,
                year=f"{before}–{span.last}",
                unit=change_unit(reading),
                how=how,
            )
        )
    how = msg(
        "mean and latest change better: sun; only the mean: slightly cloudy; only the latest: "
        "cloud; neither: thunderstorm"
    )
    return [*steps, step(msg("Threshold of both changes"), 0, unit=change_unit(reading), how=how)]


def _singles(reading: IndicatorReading) -> list[Step]:
    """Every target with its own status, where there are several."""
    singles = reading.assessment.singles
    if len(singles) < 2:
        return []
    steps = []
    for target, status, reason in singles:
        value = target.weakest(reading.direction)
        if value is None:
            continue
        how = msg("{status}: {reason}", status=STATUS_LABELS[status], reason=reason)
        year: int | str = target.year or ""
        steps.append(step(msg("Single target"), value, year=year, unit=reading.unit, how=how))
    return steps
