"""The sentences that open the target system page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lib.domain.weather_reasons import DISCLAIMER
from lib.insights.indicator import OFF_TRACK, ON_TRACK, Status
from lib.text import Label, Message, Names, msg, nmsg

if TYPE_CHECKING:
    from lib.insights.goal_tree import GoalNode
    from lib.insights.indicator import IndicatorReading


def answer(
    year: int, tree: tuple[GoalNode, ...], unattached: tuple[IndicatorReading, ...]
) -> tuple[Message, ...]:
    """Say how many indicators are on track and where the thunderstorms gather."""
    statuses = Counter(reading.status for reading in unattached)
    statuses = sum((node.counts() for node in tree), statuses)
    count, missing = statuses.total(), statuses[Status.NO_VALUES]
    if not count:
        goals_count = sum(1 for top in tree for _ in top.walk())
        if not goals_count:
            return (msg("No goals and no indicators are recorded here yet."),)
        return (
            nmsg(
                "{count} goal is recorded, but no indicator yet: nothing can be assessed.",
                "{count} goals are recorded, but no indicators yet: nothing can be assessed.",
                goals_count,
            ),
        )
    if missing == count:
        return (msg("Nothing can be said: no indicator has a value up to {year}.", year=str(year)),)
    first = nmsg(
        "In {year}, of {count} indicator {good} is on track (sun or slightly cloudy), {bad} is not "
        "and {open} not assessable.",
        "In {year}, of {count} indicators {good} are on track (sun or slightly cloudy), {bad} are "
        "not and {open} not assessable.",
        count,
        year=str(year),
        good=sum(statuses[s] for s in ON_TRACK),
        bad=sum(statuses[s] for s in OFF_TRACK),
        open=statuses[Status.NOT_JUDGED],
    )
    unknown = (nmsg("{count} has no value.", "{count} have no value.", missing),) if missing else ()
    return (first, *unknown, *_thunderstorms(tree), DISCLAIMER)


def _thunderstorms(tree: tuple[GoalNode, ...]) -> tuple[Message, ...]:
    """Name the strategic goal with most thunderstorms (with one goal there is no "most")."""
    counts = [(node.counts()[Status.THUNDERSTORM], node) for node in tree]
    most = max((count for count, _ in counts), default=0)
    if len(tree) < 2 or not most:
        return ()
    top = [node for count, node in counts if count == most]
    if len(top) > 1:
        numbers = Names(tuple(str(node.number) for node in top))
        return (
            nmsg(
                "Strategic goals {numbers} have the most thunderstorms, {count} each.",
                "Strategic goals {numbers} have the most thunderstorms, {count} each.",
                most,
                numbers=numbers,
            ),
        )
    title = top[0].title
    return (
        nmsg(
            "Strategic goal {number} has the most thunderstorms ({count} of {total}): “{title}”.",
            "Strategic goal {number} has the most thunderstorms ({count} of {total}): “{title}”.",
            most,
            number=str(top[0].number),
            total=len(top[0].readings()),
            title=Label(title.de.rstrip("."), title.en.rstrip(".")),
        ),
    )
