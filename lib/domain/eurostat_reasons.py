"""The sentences that give the reason of a status by growth rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lib.domain.weather_reasons import distance, ended, later, suspended
from lib.text import Num, msg

if TYPE_CHECKING:
    from lib.text import Message

__all__ = [
    "distance",
    "ended",
    "growth",
    "later",
    "left_baseline",
    "met",
    "mirrored",
    "no_path",
    "no_rate",
    "no_start",
    "pace",
    "suspended",
]


def met(year: int) -> Message:
    """Give the reason of "achieved"."""
    return msg("The target is met in {year}.", year=str(year))


def pace(*, first: int, observed_pct: float, required_pct: float) -> Message:
    """Give the reason of a status by observed against required growth."""
    return msg(
        "Since {first} the value changed by {observed} % a year on average; "
        "the target asks for {required} %.",
        first=str(first),
        observed=Num(observed_pct, 1, signed=True),
        required=Num(required_pct, 1, signed=True),
    )


def growth(*, first: int, observed_pct: float) -> Message:
    """Give the reason of a status without a target."""
    return msg(
        "Since {first} the value changed by {rate} % a year on average; there is no target.",
        first=str(first),
        rate=Num(observed_pct, 1, signed=True),
    )


def left_baseline(*, first: int) -> Message:
    """Give the reason where the target is the baseline, and is missed."""
    return msg(
        "The target is the value of {first}, and the value has moved away from it.",
        first=str(first),
    )


def no_path(*, year: int) -> Message:
    """Give the reason of a missed target that is to be held every year."""
    return msg(
        "The target is missed in {year}. It is to be held every year: without a target year "
        "there is no growth rate to compare with.",
        year=str(year),
    )


def no_start(*, first: int) -> Message:
    """Give the reason where growth has no span of years yet."""
    return msg("There is no year after the baseline year {year} yet.", year=str(first))


def no_rate() -> Message:
    """Give the reason where a growth rate is not defined."""
    return msg(
        "A growth rate needs baseline, value and target to be all above zero or all below it."
    )


def mirrored() -> Message:
    """Caveat of a series below zero."""
    return msg("All values are below zero: the growth rates are those of the amounts.")
