"""Links of the goal system: what each goal is tied to, and lists of what stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.goal_links import SELECTION, LinkCell, LinkRow, links_chart
from lib.charts.theme import picture_title
from lib.insights.goal_orphan_words import (
    LINK_HELP,
    LINK_LABELS,
    ORPHAN_ADVICE,
    ORPHAN_LABELS,
    Link,
    Orphan,
)
from lib.insights.goal_orphans import NEEDED, goal_orphans
from lib.text import Num, Text, msg
from lib.ui import cache, data, goal_links, panels, url_state
from lib.ui.frame import STYLES
from lib.ui.goals_view import presented, stage
from lib.ui.panels import Panel, escape, show_panel

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.goal_orphans import GoalLinks, GoalOrphans
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

LIST: Final = "liste"
CHART_KEY: Final = "goal_links_chart"
PICTURE_WIDTH_PX: Final = 1300
PRESENTATION_SCALE: Final = 1.1
#: In a larger system only goals with something missing are drawn; the table has all.
MOST_ROWS: Final = 60
#: Goals of a list that can be opened from it.
MOST_LINKS: Final = 12
GOAL_LISTS: Final = frozenset({Orphan.NO_INDICATOR, Orphan.NO_MEASURE, Orphan.NO_OFFER})


def show(view: View, chosen: GoalChoice) -> None:
    """Draw the matrix of links and one list of what stands alone."""
    found = cache.ask(
        data.at(view),
        goal_orphans,
        ags=chosen.ags,
        strategic=chosen.strategic,
        body=chosen.body,
        year=chosen.year,
        prefixes=view.settings.ags_prefixes,
        lists=view.lists,
        state=view.state,
    )
    st.html(STYLES / "goal_detail.css")
    panels.show_answer(view, found.answer)
    if not found.goals:
        st.info(
            view.t(
                msg(
                    "There is no goal for this selection. Choose other filters, or import goals "
                    "(see data and methods)."
                )
            ),
            icon=":material/info:",
        )
    else:
        show_panel(
            view,
            Panel(
                key="zielsystem_verknuepfung",
                title=found.table.caption,
                draw=lambda: _draw(view, found),
                picture=lambda: _picture(view, found),
                table=found.table,
                provenance=presented(view, found.provenance),
            ),
        )
    if not view.presentation:
        _orphans(view, found)


def _draw(view: View, found: GoalOrphans) -> None:
    alt_text = " ".join(view.t(text) for text in (found.table.caption, *found.answer))
    if view.presentation:
        with stage():
            st.altair_chart(
                _chart(view, found, scale=PRESENTATION_SCALE, fills_height=True),
                theme=None,
                width="stretch",
                height="stretch",
                alt=alt_text,
            )
        return
    picture, reading = st.columns([11, 4], gap="medium")
    with picture:
        st.altair_chart(
            _chart(view, found, scale=1.0),
            theme=None,
            width="stretch",
            key=CHART_KEY,
            on_select=_take_click,
            selection_mode=SELECTION,
            alt=alt_text,
        )
        left_out = len(found.goals) - len(_drawn(found))
        if left_out:
            note = msg("{count} more goals stand in the table.", count=left_out)
            st.caption(view.t(note))
    with reading:
        heading = msg("What stands alone")
        st.markdown(f"**{escape(view.t(heading))}**")
        for kind in Orphan:
            line = msg("{what}: {count}", what=ORPHAN_LABELS[kind], count=found.count(kind))
            st.button(
                escape(view.t(line)),
                type="tertiary",
                icon=":material/link_off:" if found.count(kind) else ":material/check:",
                on_click=url_state.choose,
                args=(LIST, kind.value),
                key=f"orphans_{kind.value}",
            )
        st.caption(
            view.t(
                msg(
                    "A tick with a number: so many are tied to the goal. “missing”: the goal "
                    "stands alone there. “no entry”: nothing is recorded, and not every goal needs "
                    "it. A click on a cell opens the goal."
                )
            )
        )


def _take_click() -> None:
    picked = st.session_state.get(CHART_KEY, {}).get("selection", {}).get(SELECTION, [])
    key = picked[0].get("key") if picked else None
    if isinstance(key, str):
        goal_links.open_goal(key)


def _drawn(found: GoalOrphans) -> list[GoalLinks]:
    if len(found.goals) <= MOST_ROWS:
        return list(found.goals)
    return [links for links in found.goals if not links.is_complete][:MOST_ROWS]


def _chart(view: View, found: GoalOrphans, **look: object) -> AnyChart:
    rows: list[LinkRow] = []
    heading = None
    for links in _drawn(found):
        if links.strategic != heading:
            heading = links.strategic
            rows.append(LinkRow(key=f"heading {len(rows)}", label=view.t(heading)))
        cells = tuple(_cell(view, links, link) for link in Link)
        rows.append(LinkRow(key=links.key, label=view.t(links.title), cells=cells))
    columns = [view.t(LINK_LABELS[link]) for link in Link]
    return links_chart(rows, columns, language=view.language, **look)  # type: ignore[arg-type]


def _cell(view: View, links: GoalLinks, link: Link) -> LinkCell:
    count = links.counts[link]
    is_needed = link in NEEDED
    absent = msg("missing") if is_needed else msg("no entry")
    said = msg("{what}: {count}", what=LINK_HELP[link], count=count)
    return LinkCell(
        column=view.t(LINK_LABELS[link]),
        count=count,
        text=view.t(Num(count)) if count else view.t(absent),
        tooltip=view.t(said),
        is_needed=is_needed,
    )


def _picture(view: View, found: GoalOrphans) -> AnyChart:
    lines: list[Text] = [*found.answer, *found.provenance.lines()[:3]]
    return _chart(
        view,
        found,
        width_px=PICTURE_WIDTH_PX,
        title=picture_title(found.table.caption, lines, language=view.language),
    )


def _orphans(view: View, found: GoalOrphans) -> None:
    """Draw the list that is chosen, what to do about it, and ways to the goals on it."""
    options = [
        (
            kind.value,
            view.t(msg("{what}: {count}", what=ORPHAN_LABELS[kind], count=found.count(kind))),
        )
        for kind in Orphan
    ]
    default = next((kind for kind in Orphan if found.count(kind)), Orphan.NO_INDICATOR)
    kind = Orphan(
        url_state.select(
            view.t(msg("What stands alone")), LIST, options, default=default.value, width_px=460
        )
    )
    table = found.lists[kind]
    if table.frame.empty:
        st.success(view.t(msg("Nothing stands alone here.")), icon=":material/check:")
        return
    show_panel(
        view,
        Panel(
            key=f"zielsystem_{kind.value}",
            title=table.caption,
            draw=lambda: _advice(view, found, kind),
            picture=None,
            table=table,
            provenance=found.provenance,
        ),
    )


def _advice(view: View, found: GoalOrphans, kind: Orphan) -> None:
    st.markdown(escape(view.t(ORPHAN_ADVICE[kind])))
    keys = found.lists[kind].frame["key"].tolist()
    if kind is Orphan.LOOSE_INDICATOR:
        names = found.lists[kind].frame["indicator"].tolist()
        for key, name in zip(keys[:MOST_LINKS], names, strict=False):
            goal_links.indicator_link(view, key, name, at="orphan")
    elif kind in GOAL_LISTS:
        titles = {links.key: links.name for links in found.goals}
        for key in keys[:MOST_LINKS]:
            goal_links.goal_link(view, key, titles[key], at="orphan")
