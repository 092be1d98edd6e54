"""Which measures a crowded picture keeps: those first for which somebody has to act."""

from __future__ import annotations

from typing import Any

from lib.domain.measure_timing import EndCause, Timing
from lib.domain.vocabulary import MeasureStatus
from lib.insights.measure_rows import MeasureRow
from lib.text import Label
from lib.ui.measure_plan_view import most_urgent


def row(key: str, timing: Timing) -> MeasureRow:
    label = Label(key, key)
    given: dict[str, Any] = dict.fromkeys(
        ("starts_on", "ends_on", "funding_ends_on", "first_end")
    ) | dict.fromkeys(("goal", "strategic", "ags", "place", "body", "funding_source"), "")
    return MeasureRow(
        key=key,
        title=label,
        goal_title=label,
        strategic_title=label,
        budget_note=label,
        status=MeasureStatus.RUNNING,
        offers=(),
        milestones=(),
        timing=timing,
        cause=EndCause.NONE,
        **given,
    )


ROWS = (
    row("calm", Timing.ON_COURSE),
    row("ending", Timing.ENDING),
    row("late", Timing.OVERDUE),
    row("calm2", Timing.ON_COURSE),
    row("unfunded", Timing.UNFUNDED),
)


def keys(limit: int) -> list[str]:
    return [one.key for one in most_urgent(ROWS, limit)]


def test_the_pressing_stay_in_the_order_of_the_goals() -> None:
    assert keys(2) == ["late", "unfunded"]
    assert keys(3) == ["ending", "late", "unfunded"]
    assert keys(4) == ["calm", "ending", "late", "unfunded"]


def test_where_there_is_room_all_stay() -> None:
    assert keys(9) == [one.key for one in ROWS]
    assert most_urgent((), 3) == []
