"""The URL is the state: widgets whose value is a language-neutral code in a query parameter.

Streamlit's own `bind="query-params"` writes the *label* of an option into the URL, so a link
made in German would lose its filters when it is opened in English (docs/adr/0003-url-state.md).
Here the code travels. Three sources, in this order: a URL that changed since the last run (a
link, back, forward), the widget, the value kept from an earlier page of this session.
An unknown or stale value falls back to the default without a word.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KEPT: Final = "_kept"
_SEEN: Final = "_seen_in_url"
_SLUG: Final = "_slug"
_ARRIVING: Final = "_arriving"


def begin(slug: str) -> None:
    """Note at the start of a run which page it is: arriving on a page keeps earlier choices."""
    st.session_state[_ARRIVING] = st.session_state.get(_SLUG) != slug
    st.session_state[_SLUG] = slug


def is_on(slug: str) -> bool:
    """Whether the page of this run is the one with this address."""
    return st.session_state.get(_SLUG) == slug


def _kept() -> dict[str, str]:
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    return kept


def _seen() -> dict[str, str]:
    seen: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    return seen


def widget_key(name: str) -> str:
    """Session key of the widget bound to query parameter `name`."""
    return f"w_{name}"


def _is_text(value: str) -> bool:
    """Whether a value may be looked up in a database: PostgreSQL refuses the sign zero."""
    return "\x00" not in value


def _url_speaks(name: str) -> bool:
    """Whether the URL differs from what this session last wrote into it (link, back, forward)."""
    return st.query_params.get(name, "") != _seen().get(name, "")


def current(name: str, *, valid: Callable[[str], bool], default: str) -> str:
    """Find the code that counts in this run."""
    in_url = st.query_params.get(name, "")
    held = st.session_state.get(widget_key(name))
    if st.session_state.get(_ARRIVING, True):
        value = in_url or _kept().get(name, "")
    elif _url_speaks(name):
        value = in_url
        # what a callback chose before is over, also where no widget of this run says so
        st.session_state.pop(widget_key(name), None)
    else:
        value = held if isinstance(held, str) else _kept().get(name, "")
    return value if _is_text(value) and valid(value) else default


def sticky(name: str, *, valid: Callable[[str], bool], default: str) -> str:
    """Find a code that belongs to the reader, not to a page: only a link that names it changes it.

    The address loses its parameters when the reader moves to another page; the language must not
    fall back to the default then.
    """
    in_url = st.query_params.get(name, "")
    held = st.session_state.get(widget_key(name))
    kept = held if isinstance(held, str) else _kept().get(name, "")
    # a stale link changes nothing: it never takes back that a reader chose the public view
    speaks = _url_speaks(name) and _is_text(in_url) and valid(in_url)
    value = in_url if speaks else (kept or in_url)
    return value if _is_text(value) and valid(value) else default


def publish(name: str, value: str, *, default: str) -> None:
    """Write the code into the URL (the default leaves it clean) and keep it for other pages."""
    shown = "" if value == default else value
    if st.query_params.get(name, "") != shown:
        if shown:
            st.query_params[name] = shown
        else:
            del st.query_params[name]
    _kept()[name] = value
    _seen()[name] = shown


def forget(name: str) -> None:
    """Do not carry a value to other pages: there it would open something nobody asked for."""
    _kept().pop(name, None)


def choose(name: str, value: str) -> None:
    """Set a bound value from a callback (before the widgets of the run exist)."""
    _kept()[name] = value
    st.session_state[widget_key(name)] = value


def select(
    label: str,
    name: str,
    options: Sequence[tuple[str, str]],
    *,
    default: str = "",
    shown: bool = True,
    width_px: int = 0,
) -> str:
    """Show a select box of (code, label) pairs bound to query parameter `name`.

    In presentation it is not shown, and the link alone decides.
    """
    labels = dict(options)
    default = default if default in labels else options[0][0]
    chosen = current(name, valid=labels.__contains__, default=default)
    if not shown:
        publish(name, chosen, default=default)
        return chosen
    st.session_state[widget_key(name)] = chosen
    value: str = st.selectbox(
        label,
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=widget_key(name),
        width=width_px or "stretch",
    )
    publish(name, value, default=default)
    return value


def segments(
    label: str,
    name: str,
    options: Sequence[tuple[str, str]],
    *,
    default: str,
    is_sticky: bool = False,
    is_quiet: bool = False,
    shown: bool = True,
) -> str:
    """Show a segmented control of (code, label) pairs bound to query parameter `name`.

    A sticky one belongs to the reader; it and a quiet one stand without a visible label.
    """
    labels = dict(options)
    default = default if default in labels else options[0][0]
    read = sticky if is_sticky else current
    chosen = read(name, valid=labels.__contains__, default=default)
    if not shown:
        publish(name, chosen, default=default)
        return chosen
    st.session_state[widget_key(name)] = chosen
    value = st.segmented_control(
        label,
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=widget_key(name),
        required=True,
        label_visibility="collapsed" if is_sticky or is_quiet else "visible",
    )
    chosen = value or default
    publish(name, chosen, default=default)
    return chosen


def day(
    label: str,
    name: str,
    *,
    default: date,
    earliest: date,
    latest: date | None = None,
    date_format: str,
    shown: bool = True,
    width_px: int = 0,
) -> date:
    """Show a date field bound to query parameter `name` (ISO date).

    It ends with `latest`; without one, with the default.
    """
    last = latest or default

    def valid(text: str) -> bool:
        try:
            return earliest <= date.fromisoformat(text) <= last
        except ValueError:
            return False

    key = f"d_{name}"
    text = current(name, valid=valid, default=default.isoformat())
    if not shown:
        publish(name, text, default=default.isoformat())
        return date.fromisoformat(text)
    st.session_state[widget_key(name)] = text
    st.session_state[key] = date.fromisoformat(text)
    value = st.date_input(
        label,
        min_value=earliest,
        max_value=last,
        key=key,
        format=date_format,
        width=width_px or "stretch",
        on_change=_take_day,
        args=(name, key),
    )
    chosen = value if isinstance(value, date) else default
    publish(name, chosen.isoformat(), default=default.isoformat())
    return chosen


def _take_day(name: str, key: str) -> None:
    """Write the picked day to the code, so that `choose` of another widget counts as well."""
    picked = st.session_state[key]
    if isinstance(picked, date):
        choose(name, picked.isoformat())
