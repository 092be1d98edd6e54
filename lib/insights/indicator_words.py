"""An indicator in words: its working, its target, its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pandas as pd

from lib.domain.vocabulary import IndicatorKind, WeatherStatus
from lib.domain.weather_reasons import DISCLAIMER
from lib.domain.weather_types import RULE_LABELS, Rule
from lib.insights.indicator import STATUS_LABELS
from lib.insights.types import Column, ColumnKind, Table
from lib.text import Message, Num, Text, msg, nmsg

if TYPE_CHECKING:
    from lib.domain.weather_types import Working
    from lib.insights.indicator import IndicatorReading
    from lib.text import Label

#: Wirkungstreppe of PHINEO (Kursbuch Wirkung): output 1-3, outcome 4-6, impact 7.
IMPACT_STEPS: Final[dict[int, Message]] = {
    1: msg("Output: activities take place"),
    2: msg("Output: the target group is reached"),
    3: msg("Output: the target group is satisfied"),
    4: msg("Outcome: knowledge or skills have changed"),
    5: msg("Outcome: the target group acts differently"),
    6: msg("Outcome: the living situation has changed"),
    7: msg("Impact: society has changed"),
}
#: A mean change needs one decimal more than the values it comes from.
EXTRA_DECIMALS: Final = 1


class Measured(Protocol):
    """What has a unit: a reading or a row of the tree."""

    @property
    def unit(self) -> Label: ...  # noqa: D102
    @property
    def decimals(self) -> int: ...  # noqa: D102


class Targeted(Measured, Protocol):
    """What has a target as well."""

    @property
    def kind(self) -> IndicatorKind: ...  # noqa: D102
    @property
    def target_value(self) -> float | None: ...  # noqa: D102
    @property
    def target_year(self) -> int | None: ...  # noqa: D102
    @property
    def target_to(self) -> float | None: ...  # noqa: D102
    @property
    def direction(self) -> int: ...  # noqa: D102
    @property
    def comparator(self) -> Label | None: ...  # noqa: D102
    @property
    def parts_count(self) -> int: ...  # noqa: D102


def amount(reading: Measured, value: float) -> Message:
    """Write a value with its unit."""
    return msg("{value} {unit}", value=Num(value, reading.decimals), unit=reading.unit)


def change(reading: Measured, value: float) -> Message:
    """Write a change with its unit: the change of a percentage is in percentage points."""
    unit: Text = msg("percentage points") if reading.unit.de == "%" else reading.unit
    number = Num(value, reading.decimals + EXTRA_DECIMALS, signed=True)
    return msg("{value} {unit}", value=number, unit=unit)


def direction_text(reading: IndicatorReading) -> Message:
    """Say which way is better."""
    return msg("Higher is better") if reading.direction > 0 else msg("Lower is better")


def target_text(reading: Targeted) -> Message:
    """Say what is to be reached, and by when."""
    if reading.parts_count:
        return nmsg(
            "the target of its {count} part",
            "the targets of its {count} parts at the same time",
            reading.parts_count,
        )
    if reading.comparator is not None:
        return _distance_text(reading, reading.comparator)
    if reading.kind is IndicatorKind.DIRECTION_ONLY or reading.target_value is None:
        return msg("no target value, only a direction")
    value = amount(reading, reading.target_value)
    if reading.target_to is not None:
        value = msg(
            "{low} to {high} {unit}",
            low=Num(reading.target_value, reading.decimals),
            high=Num(reading.target_to, reading.decimals),
            unit=reading.unit,
        )
    if reading.kind is IndicatorKind.HOLD_EVERY_YEAR:
        return msg("{value} every year", value=value)
    return msg("{value} by {year}", value=value, year=str(reading.target_year))


def _distance_text(reading: Targeted, name: Label) -> Message:
    """Say what the value is held against."""
    if reading.target_value:
        return msg(
            "distance to “{name}” of {value} {unit} or better, every year",
            name=name,
            value=Num(reading.target_value, reading.decimals, signed=True),
            unit=reading.unit,
        )
    if reading.direction > 0:
        return msg("at or above: {name}, every year", name=name)
    return msg("at or below: {name}, every year", name=name)


def indicator_answer(reading: IndicatorReading) -> tuple[Message, ...]:
    """Say in short where one indicator stands."""
    status = STATUS_LABELS[reading.status]
    latest = reading.latest
    if latest is None:
        return (msg("{name}: {status}.", name=reading.name, status=status), reading.reason)
    return (
        msg(
            "{name}: {value} in {year}, {status}.",
            name=reading.name,
            value=amount(reading, latest.value),
            year=str(latest.year),
            status=status,
        ),
        reading.reason,
        DISCLAIMER,
    )


def working_lines(reading: IndicatorReading) -> tuple[Message, ...]:
    """Give the working of a status in words and numbers; empty where none was given."""
    working, judgement = reading.working, reading.judgement
    if working is None or judgement is None or judgement.status is WeatherStatus.NOT_JUDGED:
        return ()
    lines = [RULE_LABELS[working.rule]]
    if working.values:  # noqa: PD011  a tuple
        lines.append(_values(reading, working))
    if working.mean_yearly_change is not None:
        mean = change(reading, working.mean_yearly_change)
        lines.append(msg("Mean yearly change: {change}", change=mean))
    if working.rule is Rule.REACH:
        lines += _reach(reading, working)
    elif working.rule is Rule.HOLD and working.target_value is not None:
        target = amount(reading, working.target_value)
        lines.append(
            msg("Target {target}: met in {year}", target=target, year=str(working.last_year))
            if working.is_met
            else msg(
                "Target {target}: missed in {year}", target=target, year=str(working.last_year)
            )
        )
    elif working.rule is Rule.DIRECTION and working.last_change is not None:
        lines.append(msg("Latest change: {change}", change=change(reading, working.last_change)))
    return (*lines, *judgement.caveats)


def _values(reading: IndicatorReading, working: Working) -> Message:
    text: Text = ""
    for year, value in working.values:  # noqa: PD011  a tuple
        number = Num(value, reading.decimals)
        one = msg("{year}: {value}", year=str(year), value=number)
        text = msg("{before}; {next}", before=text, next=one) if text else one
    return msg("Values used: {values}", values=text)


def _reach(reading: IndicatorReading, working: Working) -> list[Message]:
    lines = []
    if working.projected_value is not None and working.target_value is not None:
        lines.append(
            msg(
                "Continued at this pace to {year}: {projected}; target: {target}",
                year=str(working.target_year),
                projected=amount(reading, working.projected_value),
                target=amount(reading, working.target_value),
            )
        )
    moves = (working.mean_yearly_change or 0) * working.direction > 0
    if working.missed_share_pct is not None and moves:
        lines.append(
            msg(
                "Missed share of the distance still to go: {share} % (below {sun} % sun, up to "
                "{cloud} % slightly cloudy, above cloud)",
                share=Num(max(0.0, working.missed_share_pct), 1),
                sun=Num(working.sun_below_pct),
                cloud=Num(working.cloud_above_pct),
            )
        )
    elif working.missed_share_pct is not None:
        lines.append(msg("No movement towards the target: thunderstorm, whatever the distance"))
    return lines


def series_table(reading: IndicatorReading) -> Table:
    """List the values: year, value, series break (text), note."""
    frame = pd.DataFrame(
        [
            {
                "year": str(point.year),
                "value": point.value,
                "series_break": msg("yes") if point.is_series_break else "",
                "note": point.note,
            }
            for point in reading.points
        ],
        columns=["year", "value", "series_break", "note"],
    )
    return Table(
        frame,
        (
            Column("year", msg("Year")),
            Column("value", msg("Value"), ColumnKind.NUMBER, reading.decimals, unit=reading.unit),
            Column(
                "series_break",
                msg("Series break"),
                ColumnKind.MESSAGE,
                help=msg("From this year on, values cannot be compared with those before."),
            ),
            Column("note", msg("Remark")),
        ),
        caption=msg("Values of the indicator"),
    )
