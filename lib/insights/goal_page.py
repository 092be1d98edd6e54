"""What stands behind one goal? Its indicators, measures, offers and needed cooperations."""

from __future__ import annotations

from lib.insights.goal_page_types import (
    NEED_LABELS,
    GoalCooperation,
    GoalIndicator,
    GoalMeasure,
    GoalOffers,
    GoalPage,
    NeededCooperation,
    NeedSide,
    NeedState,
)

__all__ = [
    "NEED_LABELS",
    "GoalCooperation",
    "GoalIndicator",
    "GoalMeasure",
    "GoalOffers",
    "GoalPage",
    "NeedSide",
    "NeedState",
    "NeededCooperation",
]
