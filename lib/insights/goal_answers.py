"""The sentences that open the target system page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from lib.domain.indicator_status import OFF_TRACK, ON_TRACK, Method, Status
from lib.domain.weather_reasons import DISCLAIMER
from lib.text import Label, Message, Names, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.goal_tree import GoalNode, IndicatorRow

#: The worst status of each method: the answer names the goal that holds most of it.
WORST: Final = {Method.WEATHER: Status.THUNDERSTORM, Method.EUROSTAT: Status.MOVING_AWAY}


def answer(
    year: int,
    method: Method,
    tree: tuple[GoalNode, ...],
    unattached: tuple[IndicatorRow, ...],
) -> tuple[Message, ...]:
    """Say how many indicators are on track and where the worst statuses gather."""
    statuses = Counter(row.status for row in unattached)
    statuses = sum((node.counts() for node in tree), statuses)
    count, missing = statuses.total(), statuses[Status.NO_VALUES]
    if not count:
        goals_count = sum(1 for top in tree for _ in top.walk())
        if not goals_count:
            return (msg("This selection holds no goal and no indicator."),)
        return (
            nmsg(
                "{count} goal is recorded, but no indicator yet: nothing can be assessed.",
                "{count} goals are recorded, but no indicators yet: nothing can be assessed.",
                goals_count,
            ),
        )
    if missing == count:
        return (msg("Nothing can be said: no indicator has a value up to {year}.", year=str(year)),)
    unknown = (nmsg("{count} has no value.", "{count} have no value.", missing),) if missing else ()
    return (_first(year, method, statuses), *unknown, *_worst(method, tree), DISCLAIMER)


def _first(year: int, method: Method, statuses: Counter[Status]) -> Message:
    good = sum(statuses[s] for s in ON_TRACK)
    bad = sum(statuses[s] for s in OFF_TRACK)
    still_open = statuses[Status.NOT_JUDGED]
    if method is Method.EUROSTAT:
        return nmsg(
            "In {year}, of {count} indicator {good} is on track or has reached its target, {bad} "
            "is not and {open} not assessable.",
            "In {year}, of {count} indicators {good} are on track or have reached their target, "
            "{bad} are not and {open} not assessable.",
            statuses.total(),
            year=str(year),
            good=good,
            bad=bad,
            open=still_open,
        )
    return nmsg(
        "In {year}, of {count} indicator {good} is on track (sun or slightly cloudy), {bad} is not "
        "and {open} not assessable.",
        "In {year}, of {count} indicators {good} are on track (sun or slightly cloudy), {bad} are "
        "not and {open} not assessable.",
        statuses.total(),
        year=str(year),
        good=good,
        bad=bad,
        open=still_open,
    )


def _worst(method: Method, tree: tuple[GoalNode, ...]) -> tuple[Message, ...]:
    """Name the strategic goal with most of the worst status (with one goal there is no "most")."""
    counts = [(node.counts()[WORST[method]], node) for node in tree]
    most = max((count for count, _ in counts), default=0)
    if len(tree) < 2 or not most:
        return ()
    top = [node for count, node in counts if count == most]
    if len(top) > 1:
        return (_several(method, top, most),)
    return (_single(method, top[0], most),)


def _several(method: Method, top: list[GoalNode], most: int) -> Message:
    numbers = Names(tuple(str(node.number) for node in top))
    if method is Method.EUROSTAT:
        return nmsg(
            "Strategic goals {numbers} have the most indicators moving away, {count} each.",
            "Strategic goals {numbers} have the most indicators moving away, {count} each.",
            most,
            numbers=numbers,
        )
    return nmsg(
        "Strategic goals {numbers} have the most thunderstorms, {count} each.",
        "Strategic goals {numbers} have the most thunderstorms, {count} each.",
        most,
        numbers=numbers,
    )


def _single(method: Method, node: GoalNode, most: int) -> Message:
    title = Label(node.title.de.rstrip("."), node.title.en.rstrip("."))
    if method is Method.EUROSTAT:
        return nmsg(
            "Strategic goal {number} has the most indicators moving away ({count} of {total}): "
            "“{title}”.",
            "Strategic goal {number} has the most indicators moving away ({count} of {total}): "
            "“{title}”.",
            most,
            number=str(node.number),
            total=len(node.readings()),
            title=title,
        )
    return nmsg(
        "Strategic goal {number} has the most thunderstorms ({count} of {total}): “{title}”.",
        "Strategic goal {number} has the most thunderstorms ({count} of {total}): “{title}”.",
        most,
        number=str(node.number),
        total=len(node.readings()),
        title=title,
    )
