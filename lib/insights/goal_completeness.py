"""How complete a goal system is: goals with an indicator, a target, a current value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.domain.vocabulary import GoalLevel
from lib.text import nmsg

if TYPE_CHECKING:
    from lib.insights.goal_tree import GoalNode
    from lib.text import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Of the operational goals (without any: of all goals), how many have what they need.

    `with_target`: an indicator with a target value (a mere direction is none); `with_value`: an
    indicator with a value of the year judged.
    """

    goals: int
    are_operational: bool
    with_indicator: int
    with_target: int
    with_value: int


def completeness(tree: tuple[GoalNode, ...], *, year: int) -> Completeness:
    """Count over a tree; an indicator counts for its own goal only."""
    nodes = [node for top in tree for node in top.walk()]
    operational = [node for node in nodes if node.level is GoalLevel.OPERATIONAL]
    counted = operational or nodes
    return Completeness(
        goals=len(counted),
        are_operational=bool(operational),
        with_indicator=sum(bool(node.indicators) for node in counted),
        with_target=sum(any(row.has_target for row in node.indicators) for node in counted),
        with_value=sum(any(row.value_year == year for row in node.indicators) for node in counted),
    )


def completeness_line(found: Completeness, *, year: int) -> Message:
    """Say it in one line of figures."""
    figures: dict[str, int | str] = {
        "indicator": found.with_indicator,
        "target": found.with_target,
        "value": found.with_value,
        "year": str(year),
    }
    if not found.are_operational:
        return nmsg(
            "Completeness: {count} goal; with an indicator: {indicator}, with a target value: "
            "{target}, with a value for {year}: {value}.",
            "Completeness: {count} goals; with an indicator: {indicator}, with a target value: "
            "{target}, with a value for {year}: {value}.",
            found.goals,
            **figures,
        )
    return nmsg(
        "Completeness: {count} operational goal; with an indicator: {indicator}, with a target "
        "value: {target}, with a value for {year}: {value}.",
        "Completeness: {count} operational goals; with an indicator: {indicator}, with a target "
        "value: {target}, with a value for {year}: {value}.",
        found.goals,
        **figures,
    )
