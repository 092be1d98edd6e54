"""Filters of the target system, each bound to the URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.insights.indicator import STATUS_LABELS, STATUS_SYMBOLS, Status
from lib.insights.types import ALL
from lib.text import Text, msg
from lib.ui import filters, url_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.insights.goals import GoalLists
    from lib.ui.context import View


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChoice:
    """What the target system page is asked; "" narrows or selects nothing."""

    ags: str
    strategic: str
    status: str
    year: int
    indicator: str


def goal_choice(view: View, lists: GoalLists) -> GoalChoice:
    """Draw the filters; the year is the newest one with values unless another is chosen."""
    shown = not view.presentation
    with filters.row():
        ags = filters.municipality(view, msg("Region as a whole"))
        strategic = _select(
            view,
            msg("Strategic goal"),
            "leitziel",
            [
                (key, msg("{number}: {title}", number=str(number), title=title))
                for number, (key, title) in enumerate(lists.strategic, start=1)
            ],
            every=msg("All strategic goals"),
        )
        status = _select(
            view,
            msg("Status"),
            "status",
            [
                (
                    item.value,
                    msg("{symbol} {word}", symbol=STATUS_SYMBOLS[item], word=STATUS_LABELS[item]),
                )
                for item in Status
            ],
            every=msg("Every status"),
        )
        years = [str(year) for year in lists.years] or [str(view.state.reference_date.year)]
        year = url_state.select(
            view.t(msg("Year judged")), "jahr", [(year, year) for year in years], shown=shown
        )
        indicator = _select(
            view,
            msg("Indicator"),
            "indikator",
            lists.indicators,
            every=msg("None selected"),
        )
    return GoalChoice(
        ags=ags, strategic=strategic, status=status, year=int(year), indicator=indicator
    )


def _select(
    view: View, label: Text, name: str, options: Sequence[tuple[str, Text]], *, every: Text
) -> str:
    pairs = [(ALL, view.t(every)), *((code, view.t(text)) for code, text in options)]
    chosen = url_state.select(view.t(label), name, pairs, shown=not view.presentation)
    return "" if chosen == ALL else chosen


def selection_parts(view: View, lists: GoalLists, chosen: GoalChoice) -> tuple[Text, ...]:
    """Place, strategic goal, status and year, for presentation and picture files."""
    place: Text = (
        view.lists.municipality_name(chosen.ags) if chosen.ags else view.settings.extent_name
    )
    parts: list[Text] = [place]
    if chosen.strategic:
        parts.append(dict(lists.strategic)[chosen.strategic])
    if chosen.status:
        parts.append(STATUS_LABELS[Status(chosen.status)])
    return (*parts, str(chosen.year))
