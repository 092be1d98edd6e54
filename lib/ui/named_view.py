"""A view with a name: the address of the page with what is chosen, to copy and pass on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from lib.text import msg
from lib.ui import popovers, url_state, url_widgets
from lib.ui.panels import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lib.insights.types import Provenance
    from lib.ui.context import View

TITLE: Final = "titel"
MOST_CHARACTERS: Final = 80


def _fits(text: str) -> bool:
    return len(text) <= url_widgets.MOST_CHARACTERS and text.isprintable()


def name() -> str:
    """Name of the view in the address, cut to what fits a line; "" where it has none."""
    return url_state.current(TITLE, valid=_fits, default="").strip()[:MOST_CHARACTERS]


def show_name(view: View) -> None:
    """Write the name above the answer, with a way to clear it."""
    given = name()
    url_state.publish(TITLE, given, default="")
    if not given:
        return
    if view.presentation:
        st.markdown(f"**{escape(given)}**", width="content")
        return
    st.button(
        escape(given),
        icon=":material/close:",
        icon_position="right",
        key="clear_name",
        type="primary",
        help=view.t(msg("Take the name of this view back")),
        on_click=url_state.choose,
        args=(TITLE, ""),
    )


def named(view: View, provenance: Provenance) -> Provenance:
    """Add the name of the view to what stands in exports."""
    del view
    given = name()
    if not given:
        return provenance
    return replace(provenance, notes=(*provenance.notes, msg("View: {name}.", name=given)))


def link(address: str, chosen: Mapping[str, str]) -> str:
    """Address of a page with what is chosen, and nothing else of the address."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(chosen), ""))


def remember(view: View, **pinned: str) -> None:
    """Draw the popover that names the view and gives its link; `pinned` parameters always stand.

    It comes last on a page: by then every control has written its choice into the address.
    """
    with popovers.popover(
        view,
        view.t(msg("Remember")),
        key="remember_view",
        icon=":material/bookmark_add:",
        help=view.t(msg("Give what you see a name, and pass it on as a link.")),
    ) as inside:
        if inside.presentation:
            return
        url_widgets.text_input(
            view.t(msg("Name of the view")),
            TITLE,
            valid=_fits,
            placeholder=view.t(msg("for instance: talks before the summer")),
            help=view.t(msg("At most {count} characters.", count=MOST_CHARACTERS)),
        )
        st.caption(view.t(msg("The link opens the page with all filters and this name.")))
        chosen = {key: str(value) for key, value in st.query_params.items()}
        st.code(
            link(str(st.context.url or ""), {**pinned, **chosen}), language=None, wrap_lines=True
        )
