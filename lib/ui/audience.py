"""Who looks: the circle sees single pairs, the public sees summaries; a viewer may only narrow.

`sicht=oeffentlich` in a link, or the switch, narrows every page, export and cached answer of the
session; `sicht=kreis` undoes only that and never widens what the setting permits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.domain.vocabulary import Audience
from lib.text import Message, msg
from lib.ui import url_state

if TYPE_CHECKING:
    from lib.settings import Settings
    from lib.store.queries.state import DataState
    from lib.ui.context import View

PARAMETER: Final = "sicht"
AUTO: Final = "auto"
LABELS: Final[tuple[tuple[Audience, Message], ...]] = (
    (Audience.CIRCLE, msg("Circle")),
    (Audience.PUBLIC, msg("Public")),
)
CLOSED: Final = msg(
    "Summaries only: this monitor is set to public, so that single pairs of institutions stay "
    "protected."
)


def permitted(settings: Settings, state: DataState) -> Audience:
    """Audience that the operator permits; a sample with own ratings is no longer a mere sample."""
    if settings.audience != AUTO:
        return Audience(settings.audience)
    return Audience.CIRCLE if state.is_cooperation_sample else Audience.PUBLIC


def chosen(settings: Settings, state: DataState) -> Audience:
    """Audience of this run: what is permitted, narrowed by the link or the viewer."""
    allowed = permitted(settings, state)
    if allowed is Audience.PUBLIC:
        return allowed
    code = url_state.sticky(PARAMETER, valid=_is_known, default=Audience.CIRCLE.value)
    url_state.publish(PARAMETER, code, default=Audience.CIRCLE.value)
    return Audience(code)


def switch(view: View) -> None:
    """Draw the switch between circle and public, where there is something to switch."""
    if view.presentation or permitted(view.settings, view.state) is Audience.PUBLIC:
        return
    url_state.segments(
        view.t(msg("Who looks")),
        PARAMETER,
        [(code.value, view.t(label)) for code, label in LABELS],
        default=Audience.CIRCLE.value,
        is_sticky=True,
    )


def tell_closed(view: View) -> None:
    """Say why there is no switch, where the operator permits the public view only."""
    if not view.presentation and permitted(view.settings, view.state) is Audience.PUBLIC:
        st.caption(view.t(CLOSED))


def _is_known(code: str) -> bool:
    return code in {audience.value for audience, _ in LABELS}
