"""The reference date as a slider, and a film of it: the same `stichtag` as the date field.

While the film runs, a fragment moves the day on and asks for a new run; only values travel, so the
map stays. The classes are held when it starts, so that colours mean the same on each day; they
stay held afterwards, with the sign and the release of held classes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.text import format_date, msg
from lib.ui import class_choice, url_state, url_widgets

if TYPE_CHECKING:
    from lib.ui.context import View

DAY: Final = "stichtag"
#: Up to so many months each month is a step; beyond, each quarter; beyond so many, each year.
MOST_STEPS: Final = 40
STEP_S: Final = 1.2
_PLAYING: Final = "_film_runs"
_FRESH: Final = "_film_step_is_fresh"
_SLIDER: Final = url_widgets.own_key(f"{DAY}_schieber")


def steps(earliest: date, latest: date) -> tuple[date, ...]:
    """First days of months (quarters, years) between two days, with both ends."""
    for months in (1, 3, 12):
        found = _starts(earliest, latest, months)
        if len(found) <= MOST_STEPS or months == 12:
            break
    return (earliest, *(day for day in found if earliest < day < latest), latest)


def _starts(earliest: date, latest: date, months: int) -> list[date]:
    first = earliest.year * 12
    last = latest.year * 12 + 12
    numbers = range(first, last, months)
    days = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    return [day for day in days if earliest < day < latest]


def control(view: View, day: date) -> None:
    """Show slider and play button (not in presentation, where the link alone decides)."""
    days = steps(view.state.earliest_date, view.state.reference_date)
    if view.presentation or len(set(days)) < 2:
        st.session_state[_PLAYING] = False
        return
    is_playing = bool(st.session_state.get(_PLAYING))
    with st.container(key="film"):
        st.button(
            view.t(msg("Stop") if is_playing else msg("Play the years")),
            icon=":material/stop:" if is_playing else ":material/play_arrow:",
            key="film_button",
            on_click=_switch,
            args=(days, day),
            help=view.t(
                msg("Moves the reference date from the first to the newest day, in held classes.")
            ),
        )
        st.session_state[_SLIDER] = day
        st.select_slider(
            view.t(msg("Reference date")),
            sorted({*days, day}),
            format_func=lambda when: format_date(when, view.language),
            key=_SLIDER,
            on_change=_take,
            label_visibility="collapsed",
        )
    if is_playing:
        st.session_state[_FRESH] = True
        _film(days, day)


def _take() -> None:
    """The reader moved the slider: the film stops, the day counts."""
    st.session_state[_PLAYING] = False
    url_state.choose(DAY, st.session_state[_SLIDER].isoformat())


def _switch(days: tuple[date, ...], day: date) -> None:
    is_playing = not st.session_state.get(_PLAYING)
    st.session_state[_PLAYING] = is_playing
    if not is_playing:
        return
    if class_choice.shown_breaks():
        class_choice.hold()
    if day >= days[-1]:  # at its end the film begins anew
        url_state.choose(DAY, days[0].isoformat())


@st.fragment(run_every=STEP_S)
def _film(days: tuple[date, ...], day: date) -> None:
    """Move the day on at each tick; the first run belongs to the page and only starts the clock."""
    if st.session_state.pop(_FRESH, False) or not st.session_state.get(_PLAYING):
        return
    following = next((step for step in days if step > day), None)
    if following is None:
        st.session_state[_PLAYING] = False
    else:
        url_state.choose(DAY, following.isoformat())
        st.session_state[_PLAYING] = following < days[-1]
    st.rerun()
