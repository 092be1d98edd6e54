"""What stands beside and below the series: status with working, what is measured, what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.trend import TREND_LABELS, TREND_SYMBOLS
from lib.domain.vocabulary import (
    ACCOUNTABILITY_LABELS,
    INDICATOR_KIND_LABELS,
    MEASURE_STATUS_LABELS,
)
from lib.insights.indicator_targets import further_targets, target_words
from lib.insights.indicator_words import IMPACT_STEPS, amount, direction_text
from lib.text import Dated, Text, msg, nmsg
from lib.ui import goal_links
from lib.ui.goals_view import status_html
from lib.ui.navigation import PAGES, page
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.insights.indicator import IndicatorReading, Point
    from lib.insights.indicator_page_types import IndicatorPage, TiedMeasure
    from lib.ui.context import View

MEASURES: Final = "massnahmen"
#: More links than this are no help on a page: the page of the goal lists every offer.
OFFERS_SHOWN: Final = 12


def judgement(view: View, shown: IndicatorPage) -> None:
    """Show the status and how it came about (its reason is the answer above)."""
    reading = shown.reading
    st.html(f'<div class="goal-key goal-large">{status_html(view, reading.status)}</div>')
    _parts(view, shown)
    lines = [view.t(line) for line in shown.working_lines]
    if not lines:
        lines = [view.t(reading.reason), *map(view.t, reading.assessment.caveats)]
    st.markdown("\n".join(f"- {escape(line)}" for line in dict.fromkeys(lines)))
    hint = msg("Every single number stands in the table of the working below, also as CSV.")
    st.caption(view.t(hint))
    if shown.caveat.de:
        title = view.t(msg("Caveat"))
        st.markdown(f"**{title}:** {escape(view.t(shown.caveat))}")


def _parts(view: View, shown: IndicatorPage) -> None:
    """Name the indicators that together make this one, each with its status."""
    if not shown.parts:
        return
    st.markdown(view.t(msg("Several targets at once; the worst single status is shown:")))
    for part in shown.parts:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(
                f'<div class="goal-key">{status_html(view, part.status)}</div>', width="content"
            )
            goal_links.indicator_link(view, part.key, part.name, at="part")
    sentence = msg("The working below is that of “{name}”.", name=shown.deciding.name)
    st.markdown(escape(view.t(sentence)))


def facts(view: View, shown: IndicatorPage) -> None:
    """Say what is measured, how sure it is, and what is done for the goal."""
    left, right = st.columns(2, gap="medium")
    with left:
        heading = view.t(msg("What is measured"))
        st.markdown(f"**{heading}**")
        if shown.reading.definition.de:
            st.markdown(escape(view.t(shown.reading.definition)))
        _lines(view, _measured(view, shown))
    with right:
        heading = view.t(msg("What it belongs to"))
        st.markdown(f"**{heading}**")
        _lines(view, _belonging(shown))
        _overdue(view, shown)
        _goal(view, shown)
        _measures(view, shown)


def _lines(view: View, lines: list[tuple[Text, Text]]) -> None:
    texts = [f"- **{escape(view.t(name))}:** {escape(view.t(text))}" for name, text in lines]
    st.markdown("\n".join(texts))


def _measured(view: View, shown: IndicatorPage) -> list[tuple[Text, Text]]:
    reading = shown.deciding
    arrow = f"{TREND_SYMBOLS[reading.trend.trend]} {view.t(TREND_LABELS[reading.trend.trend])}"
    lines: list[tuple[Text, Text]] = []
    if reading.latest:
        latest = _dated(reading, reading.latest)
        lines += [(msg("Latest value"), latest), (msg("Trend"), arrow.strip())]
    if reading.baseline:
        lines.append((msg("Baseline"), _dated(reading, reading.baseline)))
    lines.append((msg("Target value"), target_words(shown, shown.shown_target)))
    lines += [(msg("Further target"), target_words(shown, t)) for t in further_targets(shown)]
    if shown.comparator:
        lines.append((msg("Comparison value"), shown.comparator.name))
    return [
        *lines,
        (msg("Kind of target"), INDICATOR_KIND_LABELS[reading.kind]),
        (msg("Direction"), direction_text(reading)),
        (msg("Unit"), reading.unit),
    ]


def _belonging(shown: IndicatorPage) -> list[tuple[Text, Text]]:
    reading = shown.reading
    lines: list[tuple[Text, Text]] = [
        (msg("Who answers for it"), ACCOUNTABILITY_LABELS[reading.accountability]),
        (msg("Impact step"), _step(reading)),
        (msg("Source"), reading.source),
    ]
    if shown.contact_role:
        lines.append((msg("Contact"), shown.contact_role))
    if not shown.is_overdue:
        due = shown.next_update_on
        lines.append((msg("Next update"), Dated(due) if due else msg("not stated")))
    return lines


def _overdue(view: View, shown: IndicatorPage) -> None:
    """Say in words and sign that a value should be there by now."""
    if shown.next_update_on is not None and shown.is_overdue:
        overdue = msg(
            "The next value was expected by {day} and is overdue.", day=Dated(shown.next_update_on)
        )
        st.warning(escape(view.t(overdue)), icon=":material/schedule:")


def _goal(view: View, shown: IndicatorPage) -> None:
    if shown.goal is None:
        st.markdown(view.t(msg("This indicator belongs to no goal.")))
        return
    key, name = shown.goal
    with st.container(key="indicator_goal"):
        goal_links.goal_link(view, key, name, at="part_of")


def _measures(view: View, shown: IndicatorPage) -> None:
    """List what is done for the goal, with the offers of it."""
    if shown.goal is None:
        return
    if not shown.measures:
        st.caption(view.t(msg("No measure is recorded for this goal.")))
        return
    heading = view.t(msg("Measures of the goal"))
    st.markdown(f"**{heading}**")
    st.markdown("\n".join(f"- {escape(_measure(view, one))}" for one in shown.measures))
    offers = list(dict.fromkeys(offer for one in shown.measures for offer in one.offers))
    with st.container(horizontal=True, gap="small"):
        if offers:
            _offers(view, offers)
        if MEASURES in {spec.slug for spec in PAGES}:
            st.page_link(
                page(MEASURES).path,
                label=view.t(msg("Measures in time")),
                icon=":material/view_timeline:",
                query_params={"lang": view.language},
            )


def _measure(view: View, measure: TiedMeasure) -> str:
    parts = [view.t(measure.title), view.t(MEASURE_STATUS_LABELS[measure.status])]
    if measure.responsible_body:
        parts.append(measure.responsible_body)
    if measure.offers:
        parts.append(view.t(nmsg("{count} offer", "{count} offers", len(measure.offers))))
    return " · ".join(parts)


def _offers(view: View, offers: list[tuple[str, str]]) -> None:
    """Lead to each offer of the measures."""
    label = nmsg("{count} offer of these measures", "{count} offers of these measures", len(offers))
    with st.popover(view.t(label), icon=":material/list:"):
        for key, name in offers[:OFFERS_SHOWN]:
            st.page_link(
                page("angebote").path,
                label=escape(name),
                query_params={"angebot": key, "lang": view.language},
            )
        if len(offers) > OFFERS_SHOWN:
            st.caption(view.t(msg("The page of the goal lists all of them.")))


def _dated(reading: IndicatorReading, point: Point) -> Text:
    value = amount(reading, point.value)
    return msg("{value} ({year})", value=value, year=str(point.year))


def _step(reading: IndicatorReading) -> Text:
    if reading.impact_step is None:
        return msg("not stated")
    return msg(
        "{step} of 7, {meaning}",
        step=str(reading.impact_step),
        meaning=IMPACT_STEPS[reading.impact_step],
    )
