"""One institution of the network: chosen by click, by box or by link, with its partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.insights.cooperation import level_label, level_number
from lib.text import Text, msg, nmsg
from lib.ui import sheet_link, url_state
from lib.ui.panels import escape

if TYPE_CHECKING:
    from lib.insights.network import Edge, Network
    from lib.ui.context import View

INSTITUTION: Final = "einrichtung"
PARTNER: Final = "network_partner"
LINES: Final = 12


def chosen_institution(found: Network) -> str:
    """Read which institution the address names; "" for none."""
    known = {node.key for node in found.nodes}
    chosen = url_state.current(INSTITUTION, valid=lambda key: not key or key in known, default="")
    url_state.publish(INSTITUTION, chosen, default="")
    return chosen


def _clicked(key: str) -> str:
    """Institution that was last clicked on the chart; "" for none."""
    state = st.session_state.get(key)
    points = state["selection"].get(key) if state else None
    return str(points[0]["key"]) if points else ""


def take_click(key: str) -> None:
    """Choose the clicked institution; a chart that is drawn anew reports no click."""
    clicked = _clicked(key)
    if clicked:
        url_state.choose(INSTITUTION, clicked)


def chart_key(name: str, chosen: str) -> str:
    """Key of the chart; a new one where its own last click is no longer what is chosen."""
    counter = f"_{name}_mounts"
    mounts: int = st.session_state.setdefault(counter, 0)
    if _clicked(f"{name}_{mounts}") not in {"", chosen}:
        mounts += 1
        st.session_state[counter] = mounts
    return f"{name}_{mounts}"


def chooser(view: View, found: Network, chosen: str) -> None:
    """Box that does what a click does: for keyboards and screen readers."""
    names = {
        node.key: node.name for node in sorted(found.nodes, key=lambda node: node.name.casefold())
    }
    st.session_state[url_state.widget_key(INSTITUTION)] = chosen or None
    st.selectbox(
        view.t(msg("Institution")),
        list(names),
        index=None,
        format_func=lambda key: names.get(key, key),
        placeholder=view.t(msg("Please choose")),
        key=url_state.widget_key(INSTITUTION),
        on_change=_take_choice,
    )


def _take_choice() -> None:
    url_state.choose(INSTITUTION, st.session_state[url_state.widget_key(INSTITUTION)] or "")


def neighbours(found: Network, chosen: str) -> set[str]:
    """Return the institution and those it is tied to, one-sided pairs included."""
    ends = ({edge.first, edge.second} for edge in found.edges)
    return {chosen}.union(*(pair for pair in ends if chosen in pair)) if chosen else set()


def partners(view: View, found: Network, chosen: str, wave: str) -> None:
    """List the ties of an institution, the closest first, with the way to a sheet."""
    names = {node.key: node.name for node in found.nodes}
    own = sorted(
        (edge for edge in found.edges if chosen in {edge.first, edge.second}),
        key=lambda edge: (edge.is_at_most, -edge.level, names[_other(edge, chosen)].casefold()),
    )
    if not own:
        st.caption(view.t(msg("No tie at this level. Choose a lower level above.")))
        return
    ties = nmsg("{count} tie", "{count} ties", sum(not edge.is_at_most for edge in own))
    st.markdown(f"**{escape(view.t(ties))}**")
    lines = [_line(view, edge, names[_other(edge, chosen)]) for edge in own[:LINES]]
    st.markdown("\n".join(f"- {escape(view.t(line))}" for line in lines))
    if len(own) > LINES:
        more = len(own) - LINES
        st.caption(
            view.t(nmsg("and {count} more in the table", "and {count} more in the table", more))
        )
    keys = [_other(edge, chosen) for edge in own]
    if st.session_state.get(PARTNER) not in keys:
        st.session_state[PARTNER] = None
    partner = st.selectbox(
        view.t(msg("Sheet with")),
        keys,
        index=None,
        format_func=lambda key: names.get(key, key),
        placeholder=view.t(msg("Please choose")),
        key=PARTNER,
    )
    if partner:
        sheet_link.link(view, chosen, partner, wave)


def _other(edge: Edge, chosen: str) -> str:
    return edge.second if edge.first == chosen else edge.first


def _line(view: View, edge: Edge, name: str) -> Text:
    level: Text = (
        level_label(int(edge.level), view.settings.level_names)
        if float(edge.level).is_integer()
        else msg("Level {level}", level=level_number(edge.level))
    )
    if edge.is_at_most:
        return msg("{name}: at most {level}, one side only", name=name, level=level)
    return msg("{name}: {level}", name=name, level=level)
