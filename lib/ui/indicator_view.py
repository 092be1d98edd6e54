"""One indicator on the page: its series, how it is judged, and everything that explains it."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.charts.theme import picture_title
from lib.insights.indicator_page import indicator_page
from lib.text import Text, msg
from lib.ui import cache, data, goal_links, panels, url_state
from lib.ui.frame import STYLES
from lib.ui.goals_view import PRESENTATION_SCALE, presented, stage, status_html
from lib.ui.indicator_chart import CHART_PX, COMPARED_LABELS, Compared, chart, event_text, has_level
from lib.ui.indicator_facts import facts, judgement
from lib.ui.panels import Panel, escape, show_panel

if TYPE_CHECKING:
    from lib.charts.theme import AnyChart
    from lib.insights.indicator_page_types import IndicatorPage
    from lib.insights.types import Table
    from lib.ui.context import View
    from lib.ui.goal_filters import GoalChoice

COMPARED: Final = "vergleich"
PICTURE_WIDTH_PX: Final = 1100
PICTURE_HEIGHT_PX: Final = 520
#: On a phone the small pictures scroll sideways: by key, too. No text of the database goes in here.
_FOCUS_HTML: Final = (
    "<script>document.querySelector('.st-key-indicator_apart')"
    "?.setAttribute('tabindex', '0');</script>"
)
#: Names over small pictures need smaller type than one picture on the whole screen.
GRID_SHARE: Final = 0.8
#: Source lines in a picture file; the rest stands on the page.
LINES: Final = 4


def show(view: View, chosen: GoalChoice) -> None:
    """Answer for one indicator, then draw its panels; in presentation its chart takes it all."""
    shown = cache.ask(
        data.at(view),
        indicator_page,
        data.indicator_base(view, chosen.ags),
        chosen.indicator,
        year=chosen.year,
        method=chosen.method,
        prefixes=view.settings.ags_prefixes,
        extent_name=view.settings.extent_name,
        places=view.lists.municipalities,
        state=view.state,
    )
    st.html(STYLES / "indicator.css")
    panels.show_answer(view, shown.answer)
    if view.presentation:
        _series(view, shown, _compared(view))
        return
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key="indicator_head",
    ):
        st.button(
            view.t(msg("Back")),
            icon=":material/arrow_back:",
            on_click=goal_links.close_indicator,
            key="clear_indicator",
        )
        name = msg("{name} – {place}", name=shown.reading.name, place=shown.place)
        st.subheader(escape(view.t(name)), anchor=False, width="stretch")
        compared = _compared(view)
    _series(view, shown, compared)
    _working(view, shown)
    _more(view, shown)


def _compared(view: View) -> Compared:
    """Choose which places the picture shows."""
    return Compared(
        url_state.segments(
            view.t(msg("Municipalities")),
            COMPARED,
            [(one.value, view.t(label)) for one, label in COMPARED_LABELS.items()],
            default=Compared.ALONE.value,
            is_quiet=True,
            shown=not view.presentation,
        )
    )


def _series(view: View, shown: IndicatorPage, compared: Compared) -> None:
    table = shown.table if compared is Compared.ALONE else shown.places_table
    show_panel(
        view,
        Panel(
            key=f"indikator_{shown.reading.key}",
            title=shown.reading.name,
            draw=lambda: _draw(view, shown, compared),
            picture=lambda: _picture(view, shown, compared),
            table=table,
            provenance=presented(view, shown.provenance),
        ),
    )


def _draw(view: View, shown: IndicatorPage, compared: Compared) -> None:
    if view.presentation:
        status = status_html(view, shown.reading.status)
        said = " · ".join([shown.place, *_event_lines(view, shown, compared)])
        st.html(f'<div class="goal-key">{status}<small>{html.escape(said)}</small></div>')
        with stage():
            scale = PRESENTATION_SCALE * (GRID_SHARE if compared is Compared.APART else 1)
            _chart(view, shown, compared, scale=scale, fills=True)
        return
    if compared is Compared.APART:  # the small pictures take the whole width
        _comparison(view, shown, compared)
        with st.container(key="indicator_apart"):
            _chart(view, shown, compared)
        st.html(_FOCUS_HTML, unsafe_allow_javascript=True)
        judgement(view, shown)
    else:
        picture, reading_side = st.columns([5, 3], gap="medium")
        with picture:
            _comparison(view, shown, compared)
            _chart(view, shown, compared)
            _events(view, shown, compared)
        with reading_side:
            judgement(view, shown)
    facts(view, shown)


def _comparison(view: View, shown: IndicatorPage, compared: Compared) -> None:
    """Say in words what the municipalities show."""
    if sentences := _compared_in_words(shown, compared):
        st.markdown(escape(" ".join(view.t(sentence) for sentence in sentences)))


def _compared_in_words(shown: IndicatorPage, compared: Compared) -> tuple[Text, ...]:
    if compared is Compared.ALONE:
        return ()
    if not shown.is_rate:
        scale = msg("The number of the whole Region is not drawn: it has another scale.")
        return *shown.places_answer, scale
    if compared is Compared.TOGETHER:
        return shown.places_answer
    same = msg("Same scale everywhere; grey: the Region as a whole.")
    if has_level(shown):
        same = msg("Same scale everywhere; grey: the Region as a whole, dashed: the target value.")
    return *shown.places_answer, same


def _chart(
    view: View,
    shown: IndicatorPage,
    compared: Compared,
    *,
    scale: float = 1.0,
    fills: bool = False,
) -> None:
    if not _has_values(shown, compared):
        st.info(view.t(msg("No value is recorded for this place.")), icon=":material/info:")
        return
    sentences: tuple[Text, ...] = shown.answer
    if compared is not Compared.ALONE:
        sentences = shown.places_answer
    st.altair_chart(
        chart(view, shown, compared, scale=scale, height_px=0 if fills else CHART_PX),
        theme=None,
        width="stretch",
        height="stretch" if fills else "content",
        alt=" ".join(view.t(sentence) for sentence in sentences),
    )


def _has_values(shown: IndicatorPage, compared: Compared) -> bool:
    if compared is Compared.ALONE:
        return bool(shown.deciding.points)
    return any(place.points for place in shown.municipalities)


def _events(view: View, shown: IndicatorPage, compared: Compared) -> None:
    """Say what the letters in the picture stand for."""
    if lines := _event_lines(view, shown, compared):
        st.markdown(escape(" · ".join(lines)))


def _event_lines(view: View, shown: IndicatorPage, compared: Compared) -> list[str]:
    if compared is Compared.APART:  # the small pictures mark no events
        return []
    return [
        view.t(
            msg("{letter} – {event}", letter=event.letter, event=event_text(view, shown, number))
        )
        for number, event in enumerate(shown.events)
    ]


def _working(view: View, shown: IndicatorPage) -> None:
    """Show the working as a table of its own, to be computed again by anyone."""
    key = f"rechenweg_{shown.reading.key}"
    _table_panel(view, shown, shown.working, key=key)


def _more(view: View, shown: IndicatorPage) -> None:
    """Show corrected values and events as tables, where there are any."""
    if shown.earlier:
        _table_panel(view, shown, shown.earlier_table, key=f"korrekturen_{shown.reading.key}")
    if shown.events:
        _table_panel(view, shown, shown.events_table, key=f"ereignisse_{shown.reading.key}")


def _table_panel(view: View, shown: IndicatorPage, table: Table, *, key: str) -> None:
    show_panel(
        view,
        Panel(
            key=key,
            title=table.caption,
            draw=lambda: None,
            picture=None,
            table=table,
            provenance=shown.provenance,
        ),
    )


def _picture(view: View, shown: IndicatorPage, compared: Compared) -> AnyChart:
    """Make the file: the answer as its title, place, events and source below."""
    lines: list[Text] = [shown.place, *shown.answer[1:]]
    lines += _compared_in_words(shown, compared)
    lines += _event_lines(view, shown, compared)
    sources = replace(shown.provenance, notes=()).lines()[:LINES]
    title = picture_title(shown.answer[0], [*lines, *sources], language=view.language)
    return chart(
        view,
        shown,
        compared,
        title=title,
        width_px=PICTURE_WIDTH_PX,
        height_px=PICTURE_HEIGHT_PX,
    )
