"""From which day on is compared: a date in the address, with publications and meetings to pick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.text import Dated, Text, msg
from lib.ui import url_state
from lib.ui.context import DATE_FORMATS

if TYPE_CHECKING:
    from datetime import date

    from lib.insights.status_days import ChangeDays
    from lib.ui.context import View

SINCE: Final = "seit"
PICKED: Final = "since_occasion"
OWN_DAY: Final = ""
PUBLICATIONS_SHOWN: Final = 6


def since(view: View, days: ChangeDays) -> date:
    """Choose the day; the default is the publication before the newest one."""
    default, earliest = days.default, days.earliest
    if default is None or earliest is None:
        raise ValueError("no day to compare with")
    box = st.container()
    chosen = url_state.day(
        view.t(msg("Changed since")),
        SINCE,
        default=default,
        earliest=earliest,
        latest=max(view.state.reference_date, default),
        date_format=DATE_FORMATS[view.language],
        shown=not view.presentation,
    )
    if not view.presentation:
        with box:
            _occasion(view, days, chosen)
    return chosen


def _occasion(view: View, days: ChangeDays, chosen: date) -> None:
    """Pick the day of a publication or a meeting instead of typing it."""
    options = {OWN_DAY: view.t(msg("own date"))} | {
        f"{day.isoformat()} {place}": view.t(label)
        for place, (day, label) in enumerate(_occasions(days))
    }
    fitting = (key for key in options if key.startswith(chosen.isoformat()))
    kept = st.session_state.get(PICKED, OWN_DAY)
    still = kept in options and kept.startswith(chosen.isoformat())
    st.session_state[PICKED] = kept if still else next(fitting, OWN_DAY)
    st.selectbox(
        view.t(msg("Meeting or publication")),
        list(options),
        format_func=lambda key: options.get(key, key),
        key=PICKED,
        on_change=_take,
        help=view.t(
            msg(
                "The comparison shows what was known on that day, and what is known now. Without "
                "a choice it is the day of the publication before the newest one."
            )
        ),
    )


def _take() -> None:
    picked: str = st.session_state[PICKED]
    if picked:
        url_state.choose(SINCE, picked.partition(" ")[0])


def _occasions(days: ChangeDays) -> list[tuple[date, Text]]:
    found: list[tuple[date, Text]] = [
        (day, msg("{day}: publication", day=Dated(day)))
        for day in days.publications[:PUBLICATIONS_SHOWN]
    ]
    found += [(day, msg("{day}: {name}", day=Dated(day), name=name)) for day, name in days.meetings]
    return found
