"""The timeline of measures: bars with milestones, and what is to be settled beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.gantt import gantt
from lib.charts.gantt_model import SELECTION, GanttLook, GanttSpan
from lib.charts.theme import picture_title
from lib.domain.measure_timing import (
    MILESTONE_LABELS,
    MilestoneState,
    Timing,
    horizon,
)
from lib.insights.measures import measure_lists, measure_plan
from lib.text import Dated, Message, Text, msg, nmsg
from lib.ui import (
    cache,
    data,
    filters,
    measure_calendar,
    measure_filters,
    measure_reading,
    panels,
)
from lib.ui.measure_bars import gantt_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.insights.measure_rows import MeasureRow
    from lib.insights.measures import MeasurePlan
    from lib.ui.context import View
    from lib.ui.measure_filters import PlanChoice

YEARS_BACK: Final = 3
YEARS_AHEAD: Final = 3
#: A projected picture holds no more rows that can be read.
ROWS_PRESENTED: Final = 16
#: A browser draws no picture of any height; the table holds every measure.
ROWS_DRAWN: Final = 200
FILE_WIDTH_PX: Final = 620
PRESENTATION_SCALE: Final = 1.15
MARK_WORDS: Final[dict[str, Message]] = {
    "done": msg("Milestone done"),
    "due": MILESTONE_LABELS[MilestoneState.DUE],
    "overdue": MILESTONE_LABELS[MilestoneState.OVERDUE],
    "funding": msg("Funding ends"),
}


def show(view: View, row: st.delta_generator.DeltaGenerator) -> None:
    """Draw filters, sentences, picture with reading, and table."""
    lists = cache.ask(data.at(view), measure_lists, prefixes=view.settings.ags_prefixes)
    with row:
        chosen = measure_filters.plan_choice(view, lists)
    plan = cache.ask(
        data.at(view),
        measure_plan,
        chosen.asked,
        prefixes=view.settings.ags_prefixes,
        lists=view.lists,
        state=view.state,
    )
    with row:
        reminders = measure_calendar.plan_reminders(view, plan.rows)
        measure_calendar.control(view, reminders, plan.provenance)
    panels.show_answer(view, plan.answer)
    if not plan.rows:
        if plan.selected and not view.presentation:
            st.info(
                view.t(msg("No measure of this selection fits. Choose “All measures” above.")),
                icon=":material/info:",
            )
        return
    parts = measure_filters.selection_parts(view, lists, chosen)
    subtitle = filters.selection_line(view, parts)
    panels.show_panel(
        view,
        panels.Panel(
            key="massnahmen",
            title=plan.table.caption,
            draw=lambda: _draw(view, plan, chosen, subtitle),
            picture=lambda: _picture(view, plan, chosen, subtitle),
            table=plan.table,
            provenance=plan.provenance,
        ),
    )


def _draw(view: View, plan: MeasurePlan, chosen: PlanChoice, subtitle: str) -> None:
    alt_text = " ".join(
        [view.t(plan.table.caption), *(view.t(sentence) for sentence in plan.answer)]
    )
    if view.presentation:
        _present(view, plan, chosen, subtitle, alt_text)
        return
    opened = measure_reading.chosen_measure(plan)
    rows = most_urgent(plan.rows, ROWS_DRAWN)
    picture, reading = st.columns([74, 26], gap="medium")
    with picture:
        measure_reading.sideways_hint(view)
    with picture, st.container(key="measure_picture"):
        if len(rows) < len(plan.rows):
            st.caption(view.t(_not_shown(plan, rows)))
        key = _chart_key(opened.key if opened else "")
        st.altair_chart(
            gantt(
                gantt_rows(view, rows, chosen.group),
                span=_span(view, plan),
                look=_look(view, chosen=opened.key if opened else ""),
            ),
            theme=None,
            width="stretch",
            key=key,
            on_select=lambda: _take_click(key),
            selection_mode=SELECTION,
            alt=alt_text,
        )
    with reading, st.container(key="measure_reading"):
        measure_reading.show_reading(view, plan, opened)


def _present(
    view: View, plan: MeasurePlan, chosen: PlanChoice, subtitle: str, alt_text: str
) -> None:
    """Show as many rows as can be read: those first for which somebody has to act."""
    rows = most_urgent(plan.rows, ROWS_PRESENTED)
    more = view.t(_not_shown(plan, rows))
    st.caption(panels.escape(f"{subtitle} · {more}" if more else subtitle))
    with st.container(key="picture_stage"):
        st.altair_chart(
            gantt(
                gantt_rows(view, rows, chosen.group),
                span=_span(view, plan),
                look=_look(view, scale=PRESENTATION_SCALE, fills_height=True),
            ),
            theme=None,
            width="stretch",
            height="stretch",
            alt=alt_text,
        )


def most_urgent(rows: Sequence[MeasureRow], limit: int) -> list[MeasureRow]:
    """Keep so many measures in their order, those first for which somebody has to act."""
    order = sorted(range(len(rows)), key=lambda at: (_urgency(rows[at]), at))
    kept = set(order[:limit])
    return [row for at, row in enumerate(rows) if at in kept]


def _not_shown(plan: MeasurePlan, rows: Sequence[MeasureRow]) -> Text:
    left = len(plan.rows) - len(rows)
    if not left:
        return ""
    return nmsg("{count} further measure not shown", "{count} further measures not shown", left)


def _urgency(row: MeasureRow) -> int:
    if row.is_pressing:
        return 0
    return 1 if row.timing is Timing.ENDING else 2


def _chart_key(chosen: str) -> str:
    """Key of the chart; a new one where its last click is no longer what is open."""
    mounts = int(st.session_state.get("_measure_mounts", 0))
    if _clicked(f"measures_{mounts}") not in {"", chosen}:
        mounts += 1
        st.session_state["_measure_mounts"] = mounts
    return f"measures_{mounts}"


def _clicked(key: str) -> str:
    picked = st.session_state.get(key, {}).get("selection", {}).get(SELECTION, [])
    name = picked[0].get("key") if picked else None
    return name if isinstance(name, str) else ""


def _take_click(key: str) -> None:
    measure_reading.choose_measure(_clicked(key))


def _span(view: View, plan: MeasurePlan) -> GanttSpan:
    """Show the years asked for, else some around the reference date."""
    day, asked = view.state.reference_date, plan.choice
    first = asked.first_year or min(day.year - YEARS_BACK, asked.last_year or day.year)
    last = asked.last_year or max(day.year + YEARS_AHEAD, first)
    return GanttSpan(
        first=date(first, 1, 1),
        last=date(last, 12, 31),
        day=day,
        ahead=horizon(day, months=asked.months),
        day_label=view.t(msg("Reference date {day}", day=Dated(day))),
    )


def _look(
    view: View,
    *,
    chosen: str = "",
    scale: float = 1.0,
    fills_height: bool = False,
    width_px: int = 0,
) -> GanttLook:
    headings = (
        msg("Measure of a goal"),
        msg("Goal"),
        msg("Responsible"),
        msg("Period"),
        msg("By the calendar"),
        msg("Ends first"),
    )
    return GanttLook(
        language=view.language,
        marks={kind: view.t(words) for kind, words in MARK_WORDS.items()},
        headings=tuple(view.t(heading) for heading in headings),
        mark_heading=view.t(msg("Milestone or funding")),
        scale=scale,
        fills_height=fills_height,
        width_px=width_px,
        chosen=chosen,
    )


def _picture(view: View, plan: MeasurePlan, chosen: PlanChoice, subtitle: str) -> AnyChart:
    rows = most_urgent(plan.rows, ROWS_DRAWN)
    heads: tuple[Text, ...] = (subtitle, _not_shown(plan, rows))
    lines = [*(line for line in heads if line), *plan.provenance.lines()[:3]]
    return gantt(
        gantt_rows(view, rows, chosen.group),
        span=_span(view, plan),
        look=_look(view, width_px=FILE_WIDTH_PX),
        title=picture_title(plan.table.caption, lines, language=view.language),
    )
