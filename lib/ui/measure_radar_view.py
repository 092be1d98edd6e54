"""The radar of continuity: what ends, by link of the chain, with the list of ends."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from lib.charts.radar import radar
from lib.charts.radar_model import RadarColumn, RadarLook, RadarMark
from lib.charts.theme import picture_title
from lib.insights.measure_radar import measure_radar
from lib.insights.radar_types import END_KIND_LABELS, End, EndKind
from lib.insights.radar_words import end_table, what
from lib.insights.types import ALL
from lib.text import Dated, Num, Text, msg, nmsg
from lib.ui import (
    cache,
    data,
    filters,
    measure_calendar,
    measure_filters,
    measure_reading,
    panels,
    url_state,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lib.charts.theme import AnyChart
    from lib.insights.radar_types import Radar, RadarLink
    from lib.ui.context import View

LINK: Final = "glied"
NAME_CHARACTERS: Final = 13
NAMES_IN_TOOLTIP: Final = 6
LISTED: Final = 5
FILE_WIDTH_PX: Final = 1250
PRESENTATION_SCALE: Final = 1.15
NO_BREAK: Final = "\u00a0"
#: Marks of the last month keep off the edge.
EDGE: Final = timedelta(days=12)
#: Room above the reference date for what is over already, as a share of the time ahead.
PAST_SHARE: Final = 0.1


def show(view: View, row: st.delta_generator.DeltaGenerator) -> None:
    """Draw filters, sentences, picture with reading, and both tables."""
    with row:
        ags = filters.municipality(view, msg("Region as a whole"))
        months = measure_filters.months_control(view)
    found = cache.ask(
        data.at(view),
        measure_radar,
        months=months,
        ags=ags,
        scope=data.scope(view),
        lists=view.lists,
    )
    with row:
        link = _link(view, found)
        ends = _ends_of(found, link)
        reminders = measure_calendar.radar_reminders(view, ends)
        measure_calendar.control(view, reminders, found.provenance)
    panels.show_answer(view, found.answer)
    place: Text = view.lists.municipality_name(ags) if ags else view.settings.extent_name
    share = msg("Below: share of the offers that depend on an end")
    upto = msg("up to {day}", day=Dated(found.last))
    subtitle = filters.selection_line(view, (place, upto, share))
    panels.show_panel(
        view,
        panels.Panel(
            key="verstetigung",
            title=found.table.caption,
            draw=lambda: _draw(view, found, ends, link, subtitle),
            picture=lambda: _picture(view, found, subtitle),
            table=found.table,
            provenance=found.provenance,
        ),
    )
    if not view.presentation:
        _show_ends(view, found, ends)


def _link(view: View, found: Radar) -> str:
    """Choose a link of the chain: it narrows the list of ends."""
    links = [(link.column.key, view.t(link.column.label)) for link in found.links]
    chosen = url_state.select(
        view.t(msg("Link of the chain")),
        LINK,
        [(ALL, view.t(msg("The whole chain"))), *links],
        shown=not view.presentation,
    )
    return "" if chosen == ALL else chosen


def _ends_of(found: Radar, link: str) -> tuple[End, ...]:
    return tuple(end for end in found.ends if not link or link in end.links)


def _draw(view: View, found: Radar, ends: Sequence[End], link: str, subtitle: str) -> None:
    alt_text = " ".join(
        [view.t(found.table.caption), *(view.t(sentence) for sentence in found.answer)]
    )
    if view.presentation:
        st.caption(panels.escape(subtitle))
        with st.container(key="picture_stage"):
            chart = _chart(view, found, scale=PRESENTATION_SCALE, fills_height=True)
            st.altair_chart(chart, theme=None, width="stretch", height="stretch", alt=alt_text)
        return
    picture, reading = st.columns([76, 24], gap="medium")
    with picture:
        measure_reading.sideways_hint(view)
    with picture, st.container(key="measure_picture"):
        st.altair_chart(_chart(view, found), theme=None, width="stretch", alt=alt_text)
        st.caption(
            view.t(
                msg(
                    "Below each link: the share of its offers that depend on an end; the stronger "
                    "the colour, the larger it is. An end does not mean that an offer disappears, "
                    "but that its continuation is to be decided."
                )
            )
        )
    with reading, st.container(key="measure_reading"):
        _reading(view, found, ends, link)


def _reading(view: View, found: Radar, ends: Sequence[End], link: str) -> None:
    """Say what ends next, in the chain or in the chosen link."""
    chosen = next((one for one in found.links if one.column.key == link), None)
    title: Text = chosen.column.label if chosen else msg("What ends next")
    st.markdown(f"#### {panels.escape(view.t(title))}")
    if chosen:
        st.markdown(panels.escape(view.t(_share(chosen))))
    if not ends:
        st.caption(view.t(msg("Nothing recorded ends here in this time.")))
    for end in ends[:LISTED]:
        line = view.t(msg("{day} · {what}", day=Dated(end.ends_on), what=what(end)))
        st.markdown(
            f"**{panels.escape(view.t(end.title))}**  \n{panels.escape(line)}"
            f"  \n{panels.escape(view.t(end.who))}"
        )
    if len(ends) > LISTED:
        left = len(ends) - LISTED
        st.caption(
            view.t(nmsg("and {count} more, in the list", "and {count} more, in the list", left))
        )


def _share(link: RadarLink) -> Text:
    if not link.offers_count:
        return msg("No active offer is reported here.")
    return msg(
        "{count} of {total} active offers ({share} %) depend on an end.",
        count=link.dependent_count,
        total=link.offers_count,
        share=Num(link.share_pct or 0.0),
    )


def _show_ends(view: View, found: Radar, ends: Sequence[End]) -> None:
    """List every end, with its own files; measures open from the list beside the timeline."""
    table = end_table(ends, [link.column for link in found.links])
    panels.show_panel(
        view,
        panels.Panel(
            key="enden",
            title=table.caption,
            draw=lambda: None,
            picture=None,
            table=table,
            provenance=replace(found.provenance, notes=found.provenance.notes),
        ),
    )


def _columns(view: View, found: Radar) -> list[RadarColumn]:
    columns = []
    for link in found.links:
        name = (
            view.t(link.column.label)
            .replace("/", "/ ")
            .replace("→", "–")
            .replace(" I)", f"{NO_BREAK}I)")
        )
        share = link.share_pct
        has_offers = share is not None
        of = msg("{count} of {total}", count=link.dependent_count, total=link.offers_count)
        columns.append(
            RadarColumn(
                key=link.column.key,
                lines=tuple(textwrap.wrap(name, NAME_CHARACTERS, break_long_words=False)),
                is_transition=link.column.is_transition,
                foot=(
                    view.t(msg("{share} %", share=Num(share or 0.0)) if has_offers else "–"),
                    view.t(of if has_offers else msg("no offers")),
                ),
                share_pct=share or 0.0,
            )
        )
    return columns


def _marks(view: View, found: Radar, first: pd.Timestamp) -> list[RadarMark]:
    """Gather the ends of one kind, link and month."""
    groups: dict[tuple[str, EndKind, pd.Timestamp], list[End]] = {}
    for link in found.links:
        for end in link.ends:
            month = pd.Timestamp(end.ends_on).replace(day=15)
            past = pd.Timestamp(found.day) - (pd.Timestamp(found.day) - first) / 2
            when = past if end.is_over else min(month, pd.Timestamp(found.last) - EDGE)
            groups.setdefault((link.column.key, end.kind, when), []).append(end)
    return [
        RadarMark(
            column=column,
            kind=kind.value,
            day=when.date(),
            count=len(ends),
            tooltip=_tooltip(view, kind, ends),
        )
        for (column, kind, when), ends in groups.items()
    ]


def _tooltip(view: View, kind: EndKind, ends: Sequence[End]) -> str:
    lines = [view.t(END_KIND_LABELS[kind])]
    lines += [
        view.t(msg("{day} {title}", day=Dated(end.ends_on), title=end.title))
        for end in ends[:NAMES_IN_TOOLTIP]
    ]
    if len(ends) > NAMES_IN_TOOLTIP:
        left = len(ends) - NAMES_IN_TOOLTIP
        lines.append(view.t(nmsg("and {count} more", "and {count} more", left)))
    return " · ".join(lines)


def _chart(
    view: View,
    found: Radar,
    *,
    scale: float = 1.0,
    fills_height: bool = False,
    width_px: int = 0,
    heading: Sequence[Text] = (),
) -> AnyChart:
    past = timedelta(days=round((found.last - found.day).days * PAST_SHARE))
    first = found.day - past if any(end.is_over for end in found.ends) else found.day
    kinds = [k for k in EndKind if found.has_agreements or k is not EndKind.AGREEMENT]
    look = RadarLook(
        language=view.language,
        first=first,
        day=found.day,
        last=found.last,
        day_label=view.t(msg("Reference date")),
        kinds={kind.value: view.t(END_KIND_LABELS[kind]) for kind in kinds},
        headings=(view.t(msg("Link of the chain")), view.t(msg("What ends"))),
        scale=scale,
        fills_height=fills_height,
        width_px=width_px,
    )
    title = picture_title(found.table.caption, heading, language=view.language) if heading else None
    return radar(
        _columns(view, found), _marks(view, found, pd.Timestamp(first)), look=look, title=title
    )


def _picture(view: View, found: Radar, subtitle: str) -> AnyChart:
    lines: list[Text] = [subtitle, *found.provenance.lines()]
    return _chart(view, found, width_px=FILE_WIDTH_PX, heading=lines)
