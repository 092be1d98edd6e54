"""What stands beside the timeline: what is to be settled and what ends, or one measure."""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.measure_timing import MILESTONE_LABELS, TIMING_LABELS, MilestoneState, Timing
from lib.domain.vocabulary import MEASURE_STATUS_LABELS
from lib.insights.measure_words import calendar_words, end_words
from lib.store.queries.endings import offers_of_measure
from lib.text import Dated, Text, msg, nmsg
from lib.ui import cache, data, goal_links, url_state
from lib.ui.measure_calendar import MEASURE
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lib.insights.measure_rows import MeasureRow, MilestoneRow
    from lib.insights.measures import MeasurePlan
    from lib.ui.context import View

LISTED: Final = 5
OFFERS_LISTED: Final = 6
ICONS: Final[dict[MilestoneState, str]] = {
    MilestoneState.DONE: ":material/check_circle:",
    MilestoneState.DUE: ":material/schedule:",
    MilestoneState.OVERDUE: ":material/warning:",
}


def chosen_measure(plan: MeasurePlan) -> MeasureRow | None:
    """Read which measure the address names; a stale one is none."""
    key = url_state.current(MEASURE, valid=lambda text: plan.row(text) is not None, default="")
    st.session_state[url_state.widget_key(MEASURE)] = key
    url_state.publish(MEASURE, key, default="")
    return plan.row(key)


def choose_measure(key: str) -> None:
    """Open a measure from a callback; "" opens none."""
    url_state.choose(MEASURE, key)


def show_reading(view: View, plan: MeasurePlan, chosen: MeasureRow | None) -> None:
    """Draw the measure that is open, else what needs somebody."""
    _chooser(view, plan, chosen)
    if chosen is None:
        _list(view, msg("To be settled now"), plan.pressing, _why, key="pressing")
        months = str(plan.choice.months)
        _list(
            view,
            msg("Ends in the next {months} months", months=months),
            plan.ending,
            end_words,
            key="ending",
        )
        return
    _facts(view, chosen)
    _milestones(view, chosen.milestones)
    _offers(view, chosen)


def _chooser(view: View, plan: MeasurePlan, chosen: MeasureRow | None) -> None:
    """Offer every measure of the selection by name: the way for the keyboard."""
    options = {"": view.t(msg("What needs attention"))}
    options |= {row.key: view.t(row.title) for row in plan.selected}
    key = f"box_{MEASURE}"
    st.session_state[key] = chosen.key if chosen else ""
    st.selectbox(
        view.t(msg("Measure of a goal")),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        on_change=lambda: choose_measure(st.session_state[key]),
        help=view.t(msg("Choose a measure here, or click on its row.")),
    )


def _list(
    view: View,
    title: Text,
    rows: Sequence[MeasureRow],
    say: Callable[[MeasureRow], Text],
    *,
    key: str,
) -> None:
    st.markdown(f"**{escape(view.t(title))}** ({len(rows)})")
    if not rows:
        st.caption(view.t(msg("Nothing.")))
    with st.container(key=f"measures_{key}", gap="xsmall"):
        for row in rows[:LISTED]:
            st.button(
                escape(view.t(row.title)),
                key=f"{key}_{row.key}",
                type="tertiary",
                on_click=partial(choose_measure, row.key),
            )
            st.caption(escape(view.t(say(row))))
    if len(rows) > LISTED:
        st.caption(
            view.t(
                nmsg(
                    "and {count} more, in the table",
                    "and {count} more, in the table",
                    len(rows) - LISTED,
                )
            )
        )


def _why(row: MeasureRow) -> Text:
    """Why a measure needs somebody."""
    late = row.overdue_milestones
    if row.timing in {Timing.OVERDUE, Timing.UNFUNDED, Timing.LATE}:
        return TIMING_LABELS[row.timing]
    return nmsg(
        "{count} milestone overdue since {day}",
        "{count} milestones overdue, the first since {day}",
        len(late),
        day=Dated(late[0].due_on),
    )


def _facts(view: View, row: MeasureRow) -> None:
    st.markdown(f"#### {escape(view.t(row.title))}")
    goal_links.goal_link(view, row.goal, row.goal_title, at="measure")
    goal_links.proposal_link(view, row.goal)
    status = MEASURE_STATUS_LABELS[row.status]
    state = calendar_words(row)
    facts: list[tuple[Text, Text]] = [
        (msg("Status"), msg("{status}, {state}", status=status, state=state)),
        (msg("Responsible"), row.body or msg("not stated")),
        (msg("Period"), period(row)),
        (msg("Ends first"), end_words(row)),
        (msg("Funded by"), row.funding_source or msg("not stated")),
        (
            msg("Funded until"),
            Dated(row.funding_ends_on) if row.funding_ends_on else msg("not stated"),
        ),
    ]
    if row.budget_note.de:
        facts.append((msg("Budget"), row.budget_note))
    if row.place:
        facts.append((msg("Municipality"), row.place))
    lines = [f"{escape(view.t(name))}: **{escape(view.t(value))}**" for name, value in facts]
    st.markdown("  \n".join(lines))


def period(row: MeasureRow) -> Text:
    """First and last day of a measure."""
    first, last = row.starts_on, row.ends_on
    if first and last:
        return msg("{first} to {last}", first=Dated(first), last=Dated(last))
    if first:
        return msg("since {day}, open-ended", day=Dated(first))
    return msg("until {day}", day=Dated(last)) if last else msg("not stated")


def _milestones(view: View, milestones: tuple[MilestoneRow, ...]) -> None:
    title = msg("Milestones")
    st.markdown(f"**{escape(view.t(title))}**")
    if not milestones:
        st.caption(view.t(msg("No milestone is recorded.")))
        return
    lines = []
    for one in milestones:
        words = view.t(
            msg(
                "{state}, {day}: {title}",
                state=MILESTONE_LABELS[one.state],
                day=Dated(one.done_on if one.done_on and _is_done(one) else one.due_on),
                title=one.title,
            )
        )
        lines.append(f"{ICONS[one.state]} {escape(words)}")
    st.markdown("  \n".join(lines))


def _is_done(one: MilestoneRow) -> bool:
    return one.state is MilestoneState.DONE


def _offers(view: View, row: MeasureRow) -> None:
    offers = cache.ask(data.at(view), offers_of_measure, row.key)
    title = nmsg("{count} offer of this measure", "{count} offers of this measure", len(offers))
    st.markdown(f"**{escape(view.t(title))}**")
    if offers.empty:
        st.caption(
            view.t(
                msg(
                    "No offer is linked: record its offers, or the radar places it only by its "
                    "goal."
                )
            )
        )
        return
    shown = offers.head(OFFERS_LISTED)
    names = zip(shown["name"], shown["institution_name"], strict=True)
    st.markdown("\n".join(f"- {escape(name)} · {escape(host)}" for name, host in names))
    if len(offers) > OFFERS_LISTED:
        st.caption(
            view.t(nmsg("and {count} more", "and {count} more", len(offers) - OFFERS_LISTED))
        )


def sideways_hint(view: View) -> None:
    """Say on narrow screens (measures.css) that the picture goes on to the right."""
    words = view.t(msg("The picture goes on to the right: swipe sideways. The table has it all."))
    st.html(f'<p class="measure-sideways">{html.escape(words)}</p>')
