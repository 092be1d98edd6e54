"""The sentences that give the reason of a weather status, in words of the method."""

from __future__ import annotations

from typing import Final

from lib.domain.vocabulary import WeatherStatus
from lib.text import Message, msg, nmsg

#: Stands beside every status.
DISCLAIMER: Final = msg("No political assessment and no forecast.")

_SUN, _LIGHT = WeatherStatus.SUN, WeatherStatus.LIGHT_CLOUD
_CLOUD = WeatherStatus.CLOUD


def reach(status: WeatherStatus, *, first: int, last: int, target_year: int) -> Message:
    """Give the reason of a status by the rule "reach by a year"."""
    span = {"first": str(first), "last": str(last), "target": str(target_year)}
    if status is _SUN:
        return msg(
            "If the mean change of {first} to {last} goes on, the target for {target} is reached "
            "or missed by less than 5 % of the distance still to go.",
            **span,
        )
    if status is _LIGHT:
        return msg(
            "If the mean change of {first} to {last} goes on, the target for {target} is missed "
            "by 5 to 20 % of the distance still to go.",
            **span,
        )
    if status is _CLOUD:
        return msg(
            "The value moves towards the target, but if the mean change of {first} to {last} goes "
            "on, the target for {target} is missed by more than 20 % of the distance still to go.",
            **span,
        )
    return msg(
        "From {first} to {last} the value on average did not move towards the target for {target}.",
        **span,
    )


def hold(status: WeatherStatus, *, first: int, last: int) -> Message:
    """Give the reason of a status by the rule "hold every year"."""
    span = {"first": str(first), "last": str(last)}
    if status is _SUN:
        return msg(
            "The target is met in {last}, and on average since {first} the value "
            "did not get worse.",
            **span,
        )
    if status is _LIGHT:
        return msg(
            "The target is met in {last}, but on average since {first} the value got worse.",
            **span,
        )
    if status is _CLOUD:
        return msg(
            "The target is missed in {last}, but on average since {first} the value "
            "moved towards it.",
            **span,
        )
    return msg(
        "The target is missed in {last}, and on average since {first} the value "
        "did not move towards it.",
        **span,
    )


def direction(status: WeatherStatus, *, first: int, last: int) -> Message:
    """Give the reason of a status by the rule "direction only"."""
    span = {"first": str(first), "last": str(last)}
    if status is _SUN:
        return msg(
            "Both the mean change of {first} to {last} and the latest change go in the "
            "desired direction.",
            **span,
        )
    if status is _LIGHT:
        return msg(
            "The mean change of {first} to {last} goes in the desired direction, "
            "but the latest change does not.",
            **span,
        )
    if status is _CLOUD:
        return msg(
            "The mean change of {first} to {last} does not go in the desired direction, "
            "but the latest change does.",
            **span,
        )
    return msg(
        "Neither the mean change of {first} to {last} nor the latest change goes in the "
        "desired direction.",
        **span,
    )


def ended(*, target_year: int) -> Message:
    """Give the reason of "Ende"."""
    return msg(
        "The target year {year} has passed: the assessment has ended.", year=str(target_year)
    )


def later(*, year: int) -> Message:
    """Give the reason of "Später"."""
    return msg("There is no value for {year} yet.", year=str(year))


def suspended(*, break_year: int) -> Message:
    """Give the reason of "Bewertung ausgesetzt"."""
    return msg(
        "Assessment suspended: since the series break in {year} the values cannot be compared "
        "with those before.",
        year=str(break_year),
    )


def too_few(*, values_count: int, needed: int) -> Message:
    """Give the reason of "Keine"."""
    return nmsg(
        "There is only {count} value; the method needs {needed}.",
        "There are only {count} values; the method needs {needed}.",
        values_count,
        needed=needed,
    )


def exceptional(*, values_count: int) -> Message:
    """Caveat of a status that rests on four or five values."""
    return nmsg(
        "Exceptional case of the method: judged on only {count} value instead of six.",
        "Exceptional case of the method: judged on only {count} values instead of six.",
        values_count,
    )


def met_before(*, year: int) -> Message:
    """Caveat of a reach target that was met before: now it is to be held."""
    return msg(
        "The target was already met in {year}: it is judged whether it is held.", year=str(year)
    )


def target_year_reached(*, target_year: int) -> Message:
    """Caveat of a reach target in its target year."""
    return msg(
        "{year} is the target year: it is judged whether the target is met.", year=str(target_year)
    )


def distance() -> Message:
    """Caveat of a target that moves with a comparator."""
    return msg("The distance to the comparison value is judged.")


def several() -> Message:
    """Caveat of several targets at the same time."""
    return msg("Several targets apply at the same time: the worst single status is shown.")


def partly() -> Message:
    """Give the reason why several targets together cannot be assessed."""
    return msg(
        "Several targets apply at the same time, and at least one of them is not assessable."
    )
